"""Everything that is found out about the editions to come."""

from __future__ import annotations

import attrs

from awardsim.cycles.arms import Arm
from awardsim.cycles.assumed import inputs_of
from awardsim.cycles.barring import Table
from awardsim.cycles.outlook import Outlook
from awardsim.procedure.model import Input

#: Numbers of applicants that are named beside the assumptions about the population.
_APPLICANTS = 2


@attrs.frozen(eq=False)
class Prospect:
    """Who is barred, and what becomes of each combination; ``arms`` and ``found`` go together."""

    table: Table
    arms: tuple[Arm, ...]
    found: tuple[Outlook, ...]
    replications: int
    seed: int

    @property
    def assumed(self) -> tuple[Input, ...]:
        """The numbers of applicants, and what is assumed about the population."""
        procedure = self.arms[0].series.procedure
        numbers = dict.fromkeys(procedure.applicants.values())
        applicants = [procedure.inputs[index] for index in numbers][:_APPLICANTS]
        return (*applicants, *inputs_of(procedure.scenario))
