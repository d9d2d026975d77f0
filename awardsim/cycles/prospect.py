"""Everything that is found out about the editions to come."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.analysis.paired import Difference
from awardsim.cycles.arms import Arm
from awardsim.cycles.assumed import inputs_of
from awardsim.cycles.barring import Table
from awardsim.cycles.outlook import Outlook, differences
from awardsim.cycles.terms import ACCIDENT, FRAUD
from awardsim.procedure.model import Input

#: Numbers of applicants that are named beside the assumptions about the population.
_APPLICANTS = 2


@attrs.frozen(eq=False)
class Ends:
    """What becomes of the text when one assumption goes to its least, and to its most."""

    assumed: Input
    least: Outlook
    most: Outlook

    def apart(self, base: Outlook) -> tuple[dict[str, Difference], dict[str, Difference]]:
        """Paired differences at both ends to the text with everything drawn."""
        return differences(base, self.least), differences(base, self.most)


@attrs.frozen(eq=False)
class Prospect:
    """Who is barred, and what becomes of each combination; ``arms`` and ``found`` go together.

    ``ends`` are there where they were asked for, in the order of the assumptions.
    """

    table: Table
    arms: tuple[Arm, ...]
    found: tuple[Outlook, ...]
    replications: int
    seed: int
    ends: tuple[Ends, ...] = ()

    @property
    def assumed(self) -> tuple[Input, ...]:
        """The numbers of applicants, and what is assumed about the population.

        Only what has to do with the text: fraud and accidents where something follows upon them,
        when a prize is paid where there is one.
        """
        return assumed_of(self.arms)


def assumed_of(arms: Sequence[Arm]) -> tuple[Input, ...]:
    """What combinations rest on; see :attr:`Prospect.assumed`."""
    procedure = arms[0].series.procedure
    numbers = dict.fromkeys(procedure.applicants.values())
    applicants = [procedure.inputs[index] for index in numbers][:_APPLICANTS]
    terms = [arm.terms for arm in arms]
    idle: set[str] = set()
    if not any(one.consequence(ACCIDENT) for one in terms):
        idle |= {"cycles.grave"}
    if not any(one.consequence(FRAUD) for one in terms):
        idle |= {"cycles.fraud", "cycles.discovery"}
    if all(one.prize is None for one in terms):
        idle |= {"cycles.paid"}
    about = (one for one in inputs_of(procedure.scenario) if one.id not in idle)
    return (*applicants, *about)
