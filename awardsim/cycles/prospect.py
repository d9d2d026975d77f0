"""Everything that is found out about the editions to come."""

from __future__ import annotations

import attrs

from awardsim.cycles.arms import Arm
from awardsim.cycles.assumed import inputs_of
from awardsim.cycles.barring import Table
from awardsim.cycles.outlook import Outlook
from awardsim.cycles.terms import ACCIDENT, FRAUD
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
        """The numbers of applicants, and what is assumed about the population.

        Only what has to do with the text: fraud and accidents where something follows upon them,
        when a prize is paid where there is one.
        """
        procedure = self.arms[0].series.procedure
        numbers = dict.fromkeys(procedure.applicants.values())
        applicants = [procedure.inputs[index] for index in numbers][:_APPLICANTS]
        terms = [arm.terms for arm in self.arms]
        idle: set[str] = set()
        if not any(one.consequence(ACCIDENT) for one in terms):
            idle |= {"cycles.grave"}
        if not any(one.consequence(FRAUD) for one in terms):
            idle |= {"cycles.fraud", "cycles.discovery"}
        if all(one.prize is None for one in terms):
            idle |= {"cycles.paid"}
        about = (one for one in inputs_of(procedure.scenario) if one.id not in idle)
        return (*applicants, *about)
