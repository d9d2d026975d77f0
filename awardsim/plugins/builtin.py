"""The built-in vocabulary of rules, contributed like that of any other plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from awardsim.rules.interface import Rule


@hookimpl
def awardsim_rules() -> Iterable[Rule]:
    """All rules with the owner ``builtin``."""
    from awardsim.rules.builtin import BUILTIN_RULES

    return BUILTIN_RULES
