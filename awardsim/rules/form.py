"""The form of a decision: what a function that decides may have got wrong, whatever it decides."""

from __future__ import annotations

from typing import Any

import numpy as np

from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.text import Text


def malformed(rule: Rule, decided: Any, count: int) -> Text | None:
    """What is wrong with what a rule gave for so many candidates; None if it can be used."""
    if not isinstance(decided, Decision):
        kind = type(decided).__name__
        return Text(f"给出的是 {kind}，应当是 Decision", f"it gives {kind}, expected a Decision")
    columns = ["passed", "reason"]
    columns += [name for name in ("marks", "tier") if getattr(decided, name) is not None]
    for name in columns:
        shape = np.shape(getattr(decided, name))
        if shape != (count,):
            return Text(
                f"'{name}' 的形状是 {shape}，应当是 ({count},)",
                f"'{name}' has the shape {shape}, expected ({count},)",
            )
    kind = str(np.asarray(decided.passed).dtype)
    if kind != "bool":
        return Text(
            f"'passed' 里是 {kind}，应当是 true 或 false",
            f"'passed' holds {kind}, expected true or false",
        )
    if rule.kind is RuleKind.SCORE and decided.marks is None:
        return Text(
            "打分的规则应当给每件一个分数，'marks' 却是 None",
            "a score gives each candidate a mark; 'marks' is None",
        )
    return None


def undeclared(rule: Rule, decided: Decision) -> Text | None:
    """A candidate that neither passes nor fails for a declared reason; None if there is none."""
    for one in np.unique(np.asarray(decided.reason)[~decided.passed]).tolist():
        if not 0 <= one < len(decided.reasons):
            return Text(
                f"有的候选既没有通过，也没有不通过的理由（{one}）",
                f"a candidate neither passes nor fails with a reason ({one})",
            )
        name = decided.reasons[one]
        if name not in rule.reasons:
            return Text(
                f"不通过的理由 '{name}' 没有在 reasons 里声明",
                f"a candidate fails for '{name}', which the rule does not declare",
            )
    return None
