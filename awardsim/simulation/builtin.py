"""The built-in populations, contributed like those of any other plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from awardsim.plugins.contract import CohortModel


@hookimpl
def awardsim_cohorts() -> Iterable[CohortModel]:
    """All cohort models with the owner ``builtin``."""
    from awardsim.simulation.cohort import BUILTIN_COHORTS

    return BUILTIN_COHORTS
