"""The built-in figures, contributed like those of any other plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from awardsim.plugins.contract import Measure


@hookimpl
def awardsim_measures() -> Iterable[Measure]:
    """All measures with the owner ``builtin``."""
    from awardsim.analysis.measures import BUILTIN_MEASURES

    return BUILTIN_MEASURES
