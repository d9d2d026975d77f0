"""What tests that retype a document compare: a cell and a condition's rule as plain values."""

from __future__ import annotations

from typing import Any

from awardsim.policy import Bound, Cell, Policy, Status
from awardsim.policy.model import Deadline
from awardsim.text import in_chinese


def told(cell: Cell[Any] | None) -> tuple[str, str, Bound | None, Status]:
    """Value, article, bound and status of a cell, the value as a person writes it in Chinese."""
    assert cell is not None
    return str(in_chinese(cell.value)), cell.source, cell.bound, cell.status


def rule_of(policy: Policy, condition: str) -> tuple[str, dict[str, str]]:
    """Name and parameters of a condition's rule."""
    rule = policy.conditions[condition].rule
    assert rule is not None
    return rule.name, {name: str(cell.value) for name, cell in rule.parameters.items()}


def stage_rule(policy: Policy, stage: str) -> tuple[str, dict[str, Any]]:
    """Name and parameters of a stage's rule."""
    rule = policy.stages[stage].rule
    assert rule is not None
    return rule.name, dict(rule.parameters)


def deadline_of(policy: Policy, stage: str) -> Deadline:
    """The deadline of a stage that has one."""
    deadline = policy.stages[stage].deadline
    assert deadline is not None
    return deadline


def checks_of(policy: Policy, stage: str) -> tuple[str, Status]:
    """By what a stage checks applicants, and whether it is said how much of it is found out."""
    name, parameters = stage_rule(policy, stage)
    return name, parameters["detects"].status


def sources_of(raw: Any) -> list[str]:
    """Every article that a raw text cites."""
    if not isinstance(raw, dict):
        return []
    own = [raw["source"]] if isinstance(raw.get("source"), str) else []
    return own + [one for part in raw.values() for one in sources_of(part)]
