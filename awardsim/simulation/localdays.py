"""Replications in which some channels have days off of their own, with risks or without."""

from __future__ import annotations

from awardsim.procedure.model import Node, Procedure
from awardsim.simulation.engine import Replication
from awardsim.simulation.lists import Lists
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import Visit
from awardsim.simulation.prepared import Prepared
from awardsim.simulation.risks import Struck


class LocalDays(Lists):
    """Gives each visit of a stage the days on which work is done in its channel."""

    def __init__(self, plan: Plan, prepared: Prepared) -> None:
        #: The stage as it is for a channel that has days off of its own there.
        self.there = {
            (node.index, channel): node.at(channel)
            for node in plan.procedure.nodes
            for channel in node.local
        }
        super().__init__(plan, prepared)

    def _for(self, visit: Visit, node: Node) -> Node:
        case = visit.case
        channel = self.channel[case] if case >= 0 else node.members(-1 - case)[0]
        return self.there.get((node.index, channel), node)

    def _staff(self, node: Node) -> None:
        super()._staff(node)
        for channel, calendar in node.local.items():
            pool = self.pools[node.body][channel]
            pool.open_after, pool.add_work = calendar.open_after, calendar.add_work

    def _file(self, visit: Visit, now: int, node: Node | None = None) -> None:
        super()._file(visit, now, self._for(visit, node or self.nodes[visit.node]))

    def _wait(self, visit: Visit, node: Node, minutes: int, now: int) -> None:
        super()._wait(visit, self._for(visit, node), minutes, now)

    def _post(self, visit: Visit, node: Node, now: int) -> bool:
        return super()._post(visit, self._for(visit, node), now)

    def _meet(self, visit: Visit, node: Node, minutes: int, now: int) -> bool:
        return super()._meet(visit, self._for(visit, node), minutes, now)


class _Local(LocalDays, Replication):
    pass


class _LocalStruck(LocalDays, Struck):
    pass


def engine_of(procedure: Procedure) -> type[Replication]:
    """The class whose replications know what may happen in a procedure."""
    if any(node.local for node in procedure.nodes):
        return _LocalStruck if procedure.risks else _Local
    return Struck if procedure.risks else Replication
