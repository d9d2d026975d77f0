"""What tests that retype a document compare: a cell and a condition's rule as plain values."""

from __future__ import annotations

from typing import Any

from awardsim.policy import Bound, Cell, Policy, Status


def told(cell: Cell[Any] | None) -> tuple[str, str, Bound | None, Status]:
    """Value, article, bound and status of a cell, the value as a person writes it."""
    assert cell is not None
    return str(cell.value), cell.source, cell.bound, cell.status


def rule_of(policy: Policy, condition: str) -> tuple[str, dict[str, str]]:
    """Name and parameters of a condition's rule."""
    rule = policy.conditions[condition].rule
    assert rule is not None
    return rule.name, {name: str(cell.value) for name, cell in rule.parameters.items()}
