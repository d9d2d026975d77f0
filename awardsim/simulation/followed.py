"""Replications with what a log leaves out: who was on each list, and which person judged what.

No figure needs either, so that a run does not keep them; whoever writes down what happened to each
applicant does.  The log is that of the same replication of a run, to the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from awardsim.simulation.engine import Replication
from awardsim.simulation.invariants import check_log
from awardsim.simulation.lists import Lists
from awardsim.simulation.localdays import engine_of
from awardsim.simulation.log import INSIDE, Log
from awardsim.simulation.luck import Luck, draw_inputs
from awardsim.simulation.plan import Plan
from awardsim.simulation.prepared import Preparation
from awardsim.streams import BLOCK, Streams

#: One person's work on one case: stage, case, number of the person, start, finish (minutes).
Service = tuple[int, int, int, int, int]


@attrs.frozen(eq=False)
class Followed:
    """One replication.

    Attributes
    ----------
    log
        Its log.
    members
        By row of a list, the applicants on it when the stage was over with it.
    services
        By body of distinct people, what each of them did.
    """

    log: Log
    members: Mapping[int, tuple[int, ...]]
    services: Mapping[str, tuple[Service, ...]]


def follow(plan: Plan, seed: int, replications: int) -> Iterator[Followed]:
    """The first so many replications of a seed, in order."""
    streams = Streams(seed)
    engine = _followed(engine_of(plan.procedure))
    for first in range(0, replications, BLOCK):
        count = min(BLOCK, replications - first)
        rows = draw_inputs(plan.procedure.inputs, streams, first, count, {})
        # Parameters of rules were checked when the procedure was built; here they are columns.
        with attrs.validators.disabled():
            preparation = Preparation(plan, Luck(plan, streams, first, rows))
        for place in range(count):
            with attrs.validators.disabled():
                one = engine(plan, preparation.of(place))
                log = one.run()
            check_log(plan, log)
            yield Followed(log, one.on_lists(), one.services())


class _Following(Lists):
    """Keeps what the log leaves out."""

    def __init__(self, *arguments: Any) -> None:
        self.seen: dict[int, tuple[int, ...]] = {}
        super().__init__(*arguments)

    def _list_done(self, visit: Any) -> None:
        if not visit.stale:
            inside = (case for case in visit.members if self.outcome[case] == INSIDE)
            self.seen[len(self.rows)] = tuple(inside)
        super()._list_done(visit)

    def on_lists(self) -> dict[int, tuple[int, ...]]:
        """By row of a list, who was on it; an opening act of the edition is for everybody."""
        found = dict(self.seen)
        for place, (case, index, *_) in enumerate(self.rows):
            if case < 0 and place not in found:
                lists = self.nodes[index].lists
                found[place] = tuple(
                    one
                    for one in range(self.count)
                    if lists[self.channel[one]] == -1 - case and index in self.next[one]
                )
        return found

    def services(self) -> dict[str, tuple[Service, ...]]:
        """By body of distinct people, what each of them did, in order."""
        return {
            name: tuple(
                (visit.node, visit.case, member, start, finish)
                for visit, member, _, start, finish in panel.plans
            )
            for name, panel in self.panels.items()
        }


def _followed(engine: type[Replication]) -> type[Any]:
    """The same replications, followed."""
    return type(f"Followed{engine.__name__}", (_Following, engine), {})
