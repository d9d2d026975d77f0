"""Everything that is found out about the editions to come."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.analysis.differences import Difference
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

    ``ends`` are there where they were asked for, in the order of the assumptions.  ``size`` is how
    many series were asked for, ``taken`` how many of them stood in the file of an earlier run.
    """

    table: Table
    arms: tuple[Arm, ...]
    found: tuple[Outlook, ...]
    replications: int
    seed: int
    size: int
    ends: tuple[Ends, ...] = ()
    taken: int = 0

    @property
    def missing(self) -> int:
        """Series that are not done, because the run was stopped."""
        return self.size - len(self.found) - 2 * len(self.ends)

    @property
    def assumed(self) -> tuple[Input, ...]:
        """The numbers of applicants, and what is assumed about the population.

        Only what has to do with the text: fraud and accidents where something follows upon them,
        when a prize is paid where there is one.
        """
        return assumed_of(self.arms)


def prospect_of(
    table: Table,
    arms: Sequence[Arm],
    assumed: Sequence[Input],
    found: Sequence[Outlook],
    *,
    replications: int,
    seed: int,
    taken: int = 0,
) -> Prospect:
    """What was found of some combinations, then of the text at the ends of assumptions.

    ``found`` has the least and the most of each assumption after the combinations; it may break off
    anywhere behind the first one.
    """
    count = len(arms)
    pairs = zip(assumed, found[count::2], found[count + 1 :: 2], strict=False)
    return Prospect(
        table,
        tuple(arms[: len(found)]),
        tuple(found[:count]),
        replications,
        seed,
        count + 2 * len(assumed),
        tuple(Ends(*each) for each in pairs),
        taken,
    )


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
