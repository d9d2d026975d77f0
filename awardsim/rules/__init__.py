"""How decisions are made: what a rule is, and the vocabulary that every text may use.

The names below are loaded when they are first used, because they need numpy and a catalogue
of texts does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awardsim.rules.interface import Candidates, Decision, Draws, Rule, RuleKind

__all__ = ["Candidates", "Decision", "Draws", "Rule", "RuleKind"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from awardsim.rules import interface

        return getattr(interface, name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
