"""Which person did a piece of work.

Of distinct people the replication knows it.  Interchangeable ones have no numbers there: each
visit is given the lowest number that is free when it starts, or that of the visit which it waited
for, so that nobody does two things at once and there are never more than there are people.
"""

from __future__ import annotations

from awardsim.report.eventlog.acting import Acting, acting
from awardsim.simulation.followed import Followed
from awardsim.simulation.plan import Plan

#: Roles whose people work at a desk: one of them is like the other.
_DESKS = ("office", "channel_office")


class People:
    """The people of one replication; ``prefix`` begins their ids."""

    def __init__(self, plan: Plan, followed: Followed, prefix: str) -> None:
        self.plan = plan
        self.procedure = plan.procedure
        self.prefix = prefix
        self.rows = followed.log.rows
        self.channel: list[int] = followed.log.channel.tolist()
        self._of: dict[int, list[int]] = {}
        for body, services in followed.services.items():
            self._distinct(body, services)
        self._interchangeable()

    def of(self, place: int) -> tuple[str, ...]:
        """Ids of those who worked on the visit of a row; empty where nobody has a name."""
        if place not in self._of:
            return ()
        body = self._body(place)
        assert body is not None
        return tuple(f"{self.prefix}-{body.id}-{one + 1:02d}" for one in self._of[place])

    def _body(self, place: int) -> Acting | None:
        case, index, *_ = self.rows[place]
        node = self.procedure.nodes[index]
        channel = self.channel[case] if case >= 0 else node.members(-1 - case)[0]
        return acting(self.procedure, node, channel)

    def _distinct(self, body: str, services: tuple[tuple[int, int, int, int, int], ...]) -> None:
        """Services belong to the first visit of their case and stage that spans them."""
        rows: dict[tuple[int, int], list[int]] = {}
        for place, row in enumerate(self.rows):
            if self.procedure.nodes[row[1]].body == body:
                rows.setdefault((row[1], row[0]), []).append(place)
        for node, case, member, start, finish in services:
            for place in rows.get((node, case), ()):
                if self.rows[place][3] <= start and finish <= self.rows[place][4]:
                    self._of.setdefault(place, []).append(member)
                    break

    def _interchangeable(self) -> None:
        pools: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows):
            if self.procedure.nodes[row[1]].kind != "work" or place in self._of:
                continue
            body = self._body(place)
            if body is not None and body.role not in _DESKS:
                pools.setdefault(body.id, []).append(place)
        for places in pools.values():
            self._number(sorted(places, key=lambda place: (self.rows[place][3], place)))

    def _number(self, places: list[int]) -> None:
        """Numbers for the visits of one pool, in the order in which they start."""
        until: list[int] = []
        for place in places:
            _, _, _, started, finished, _, freed, _ = self.rows[place]
            free = [one for one, end in enumerate(until) if end <= started]
            before = self._of.get(freed, [-1])[0]
            if before in free:
                number = before
            elif free:
                number = free[0]
            else:
                number = len(until)
                until.append(0)
            until[number] = finished
            self._of[place] = [number]
