"""A replication in which something goes wrong: what may, and what it does.

Whether a risk strikes is drawn from numbers of its own, addressed by the risk and by the case or
list that it may strike, so that a risk that does not strike changes nothing, and one that does
leaves all other luck as it was.  Each strikes on top of what its stage would do anyway:

- a *notice* that an objection restarts: the objection comes at any time of the notice, is settled
  so many working days later, and the notice is then posted anew for its whole length;
- a meeting without a *quorum* is held at the body's next date, if that one has a quorum;
- a meeting that is *postponed* is held so many working days later, also on a day that is none of
  the body's; an approval begins so much later;
- somebody who *drops out* when the stage's work begins is replaced after so many working days;
- one more *round of material*: the case comes back after so many working days and queues again.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Node
from awardsim.procedure.parts import Risk
from awardsim.scenario.risks import (
    DROPS_OUT,
    EXTRA_ROUND,
    NO_QUORUM,
    NOTICE_RESTARTS,
    POSTPONED,
)
from awardsim.schedule import maps
from awardsim.simulation.cases import ASK
from awardsim.simulation.engine import Replication
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import NEVER, RANK, Panel, Pool, Visit
from awardsim.simulation.prepared import Prepared
from awardsim.workdays import CalendarError

#: Meetings in a row that can lack a quorum.
MOST_MISSED = 30


class Struck(Replication):
    """One run of a procedure with risks."""

    def __init__(self, plan: Plan, prepared: Prepared) -> None:
        super().__init__(plan, prepared)
        self.risks: dict[tuple[str, int], list[Risk]] = {}
        for risk in plan.procedure.risks:
            self.risks.setdefault((risk.kind, risk.node), []).append(risk)
        #: Numbers that decide, by risk and by what they decide: of each case, or list.
        self.numbers: dict[tuple[str, str], NDArray[np.float64]] = {}
        #: By stage and case, working days of each round of material that is asked for on top.
        self.asked: dict[tuple[int, int], list[int]] = {}
        #: Days of the round that is being asked for, None where it is one of the text's own.
        self.asking: int | None = None
        #: Risks that somebody drops out of a body, decided already.
        self.decided: set[tuple[str, int]] = set()
        for (kind, node), risks in self.risks.items():
            if kind == EXTRA_ROUND:
                self._ask(node, risks)

    def _ask(self, node: int, risks: list[Risk]) -> None:
        self.judging = self.judging | {node}
        for risk in risks:
            for case in range(self.count):
                if self._strikes(risk, case):
                    self.asked.setdefault((node, case), []).append(self._days(risk))

    # ---- whether it strikes -----------------------------------------------------------------

    def _strikes(self, risk: Risk, who: int, what: str = "strikes") -> bool:
        return self._number(risk, who, what) < self.values[risk.probability]

    def _number(self, risk: Risk, who: int, what: str) -> float:
        """A number in [0, 1) of a case, a list (``-1 - number``), or a body's pool."""
        token = (risk.name, what)
        if token not in self.numbers:
            luck, node = self.prepared.luck, self.nodes[risk.node]
            by_case = not node.listed and risk.kind != DROPS_OUT
            size = luck.size if by_case else max(node.list_count, len(self._pools(node)))
            drawn = luck.lists(f"risks/{risk.name}/{what}", size)[:, self.prepared.place]
            self.numbers[token] = drawn[luck.slots[self.prepared.own]] if by_case else drawn
        return float(self.numbers[token][who if who >= 0 else -1 - who])

    def _pools(self, node: Node) -> tuple[int, ...]:
        """For each channel, the number of the pool of a stage's body that is its own."""
        body = self.plan.procedure.bodies.get(node.body)
        return body.of if body is not None else ()

    def _days(self, risk: Risk) -> int:
        return int(self.values[risk.days])

    def _later(self, minute: int, days: int) -> int:
        """So many working days of work after a minute."""
        calendar = self.calendar
        return calendar.add_work(calendar.open_after(minute), days * calendar.day_minutes)

    # ---- notices and meetings ---------------------------------------------------------------

    def _post(self, visit: Visit, node: Node, now: int) -> bool:
        """A notice, posted anew where an objection restarts it."""
        if not super()._post(visit, node, now):
            return False
        for risk in self.risks.get((NOTICE_RESTARTS, node.index), ()):
            if not self._strikes(risk, visit.case):
                continue
            try:
                begun, over = maps.notice(node, self.calendar, self.values, now)
                raised = begun + int(self._number(risk, visit.case, "when") * (over - begun))
                settled = self._later(raised, self._days(risk))
                again = maps.notice(node, self.calendar, self.values, settled)
            except CalendarError:
                return False
            visit.finished = max(visit.finished, again[1])
        return True

    def _meet(self, visit: Visit, node: Node, minutes: int, now: int) -> bool:
        """A decision, later where its meeting has no quorum or is put off."""
        if not super()._meet(visit, node, minutes, now):
            return False
        try:
            for risk in self.risks.get((NO_QUORUM, node.index), ()):
                if not self._held(visit, node, risk):
                    return False
            for risk in self.risks.get((POSTPONED, node.index), ()):
                if self._strikes(risk, visit.case):
                    self._put_off(visit, node, minutes, self._days(risk))
        except CalendarError:
            return False
        return True

    def _held(self, visit: Visit, node: Node, risk: Risk) -> bool:
        """The first meeting that has a quorum; False, and a stall, where there is none."""
        calendar = self.calendar
        for attempt in range(MOST_MISSED):
            if not self._strikes(risk, visit.case, f"strikes{attempt}"):
                return True
            close = calendar.minute(calendar.date(visit.started), calendar.hours[1])
            found = maps.meeting(node, calendar, self.values, 0, close)
            if found is None:
                self.stalls.append((visit.case, node.index, close))
                return False
            visit.started, visit.finished = found
        return False

    def _put_off(self, visit: Visit, node: Node, minutes: int, days: int) -> None:
        """A meeting so many working days later; a decision that takes days begins later."""
        meets, calendar = node.meeting, self.calendar
        assert meets is not None
        if meets.time is not None:
            begun = self._later(visit.started, days)
            found = maps.meeting(node, calendar, self.values, minutes, begun)
            assert found is not None
            visit.started, visit.finished = found
            return
        day = calendar.add_workdays(calendar.date(visit.started), days)
        visit.started = calendar.minute(day, calendar.hours[0])
        visit.finished = meets.over(visit.started, calendar)

    # ---- people -----------------------------------------------------------------------------

    def _to_work(
        self, visit: Visit, services: list[int], chosen: list[int] | None, now: int
    ) -> None:
        """Work begins, and somebody may have dropped out."""
        node = self.nodes[visit.node]
        if now >= node.opens:
            for risk in self.risks.get((DROPS_OUT, node.index), ()):
                self._drop_out(visit, node, risk, now)
        super()._to_work(visit, services, chosen, now)

    def _drop_out(self, visit: Visit, node: Node, risk: Risk, now: int) -> None:
        """One person of the body is away from now on until replaced; decided once for each body."""
        channel = self.channel[visit.case] if visit.case >= 0 else node.members(-1 - visit.case)[0]
        number = self._pools(node)[channel]
        if (risk.name, number) in self.decided:
            return
        self.decided.add((risk.name, number))
        if not self._strikes(risk, number):
            return
        gone = Visit(self.env, self.waited, visit.case, node.index, now, visit.cause)
        pools = self.pools.get(node.body)
        if pools is not None:
            self._away(pools[channel], gone, risk, now)
        else:
            panel = self.panels[node.body]
            member = int(self._number(risk, number, "who") * panel.capacity)
            self._member_away(panel, member, gone, risk, now)

    def _away(self, pool: Pool, gone: Visit, risk: Risk, now: int) -> None:
        idle, _, _ = heappop(pool.free)
        gone.finished = self._replaced(max(idle, now), risk)
        pool.arrivals += 1
        pool.plans.append((gone, 0))  # so that those who move up do not find the place free
        heappush(pool.free, (gone.finished, pool.arrivals, gone))

    def _member_away(self, panel: Panel, member: int, gone: Visit, risk: Risk, now: int) -> None:
        gone.finished = self._replaced(max(panel.free[member], now), risk)
        panel.plans.append((gone, member, 0, now, gone.finished))
        panel.free[member] = gone.finished
        panel.last[member] = gone

    def _replaced(self, since: int, risk: Risk) -> int:
        """When somebody else has come; never, if not within the calendar."""
        try:
            return self._later(since, self._days(risk))
        except CalendarError:
            return NEVER

    # ---- one more round of material ---------------------------------------------------------

    def _judge(self, visit: Visit) -> int:
        """One who would pass may be asked for more once again."""
        reason = super()._judge(visit)
        rounds = self.asked.get((visit.node, visit.case)) if reason < 0 else None
        if not rounds:
            return reason
        self.asking = rounds.pop()
        return ASK

    def _ask_for_more(self, visit: Visit, now: int, row: int) -> None:
        days, self.asking = self.asking, None
        if days is None:
            super()._ask_for_more(visit, now, row)
            return
        try:
            back = self._later(now, days)
        except CalendarError:
            return
        again = Visit(self.env, self.waited, visit.case, visit.node, back, row)
        again.rounds = visit.rounds
        self._at(back, visit.node * RANK + visit.case, self._supplied, again)
