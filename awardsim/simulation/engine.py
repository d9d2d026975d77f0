"""One replication on SimPy: applicants move through the stages, bodies serve, lists close.

Every visit of a stage is one event.  At equal times events happen in the order (time, rank of
the stage, lot of the applicant); dates that put applicants out come after everything else that
happens at their minute, and lists that wait for such a date close after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simpy.events import Event

from awardsim.procedure.model import Node
from awardsim.schedule import maps
from awardsim.schedule.passes import latest_start
from awardsim.simulation.lists import Lists
from awardsim.simulation.log import DATE, INSIDE, LATE, MISSED_LIST, OPENING, Log
from awardsim.simulation.plan import Key
from awardsim.simulation.pools import NEVER, Panel, Pool, Visit
from awardsim.simulation.state import DATES, GATES, MORE, PASSED
from awardsim.workdays import CalendarError


class Replication(Lists):
    """One run of the procedure; :meth:`run` gives its log."""

    def run(self) -> Log:
        """Run until nothing is left to happen, and give the log."""
        self.begin_run()
        return self.end_run()

    def begin_run(self) -> None:
        """Everything that is known before the clock runs."""
        self._schedule_dates()
        self._open()

    def end_run(self) -> Log:
        """Run from where it is until nothing is left to happen, and give the log."""
        self.env.run_out()
        return self._finish()

    def _schedule_dates(self) -> None:
        """Dates that put applicants out, and lists that wait for such dates."""
        for node in self.nodes:
            if node.closes is not None:
                reason = MISSED_LIST if node.listed else LATE
                minute = self.moments[node.index]
                self._at(minute, DATES + node.index, self._put_out, node, reason)
            if node.limit is not None and node.limit.out:
                minute = self.moments[-1 - node.index]
                self._at(minute, DATES + node.index, self._put_out, node, LATE)
        for minute in sorted(self.gated):
            self._at(minute, GATES, self._open_gates, minute)

    def _open(self) -> None:
        """Every applicant starts at its own time, not before the opening stages."""
        if not self.count:
            return
        shares = self.prepared.start
        latest: dict[int, int] = {}
        sources = [node for node in self.nodes if not node.after and node.listed]
        opened = self._opening_acts()
        if opened is None:
            return
        opening, cause = opened
        starting: list[Callable[[Event], None]] = [self._started]
        for case, key in enumerate(self.routes):
            alike = self.plan.kinds[key]
            if alike not in latest:
                latest[alike] = self._latest_start(key)
            span = max(latest[alike] - opening, 0)
            start = opening + int(shares[case] * span)
            for node in sources:  # an opening act of the whole edition passes for everybody
                if node.index in self.next[case]:
                    roll = self.rolls[node.index][self.channel[case]]
                    roll.expected -= 1
                    roll.closed = True
            by = cause if start == opening else OPENING
            alone = self.plan.alone[key]
            if alone >= 0 and case not in self.withdrawing:
                self.where[case] = alone
                visit = Visit(self.env, self.waited, case, alone, start, by)
                if self._post(visit, self.nodes[alone], start):
                    self._until_finished(visit, 0)
                continue
            event = Visit(self.env, starting, case, 0, start, by)
            self.env.at(start, case, event)

    def _latest_start(self, key: Key) -> int:
        """The last minute at which a case of a route can begin; remembered where it repeats."""
        plan = self.plan
        anchor = plan.anchors[key]
        route = plan.routes[key]
        if anchor is None:
            return latest_start(plan.procedure, route, self.values, self.moments)
        token = (plan.kinds[key], self.moments[anchor])
        if token not in plan.latest:
            plan.latest[token] = latest_start(plan.procedure, route, self.values, self.moments)
        return plan.latest[token]

    def _opening_acts(self) -> tuple[int, int] | None:
        """What opens the edition for all at once.

        Gives the minute from which applicants begin, and the row that it waited for (OPENING for
        none); None if that minute never comes.
        """
        first = self.calendar.hours[0]
        sources = [node for node in self.nodes if not node.after]
        over, cause = max(first, *(node.opens for node in sources), first), OPENING
        for node in sources:
            if not node.listed:
                continue
            at = max(first, node.opens)
            try:
                found = maps.span(node, self.calendar, self.values, 0, at)
            except CalendarError:
                return None
            if found is None:
                self.stalls.append((-1, node.index, at))
                return None
            if found[1] > over:
                over, cause = found[1], len(self.rows)
            for number in range(node.list_count):
                self.rows.append((-1 - number, node.index, at, *found, OPENING, -1, PASSED))
        return over, cause

    def _started(self, event: Event) -> None:
        assert isinstance(event, Visit)
        case = event.case
        following = self.next[case]
        for stage in self.plan.routes[self.routes[case]].stages:
            if self.nodes[stage].after:
                break
            if self.nodes[stage].listed:
                for after in following[stage]:
                    if (case, after) in self.pending and not self._arrived_branch(case, after):
                        continue
                    self.enter[after](case, after, event.arrived, event.cause)
            else:
                self.enter[stage](case, stage, event.arrived, event.cause)

    def _put_out(self, now: int, node: Node, reason: int) -> None:
        """A closing date or deadline: whoever has not passed it leaves."""
        index = node.index
        self.overdue[index] = reason
        if reason == LATE:
            self._put_out_cases(node, reason, now, self.sent.get(index, set()))
            return
        rolls = {id(roll): roll for roll in self.rolls[index]}.values()
        kept = {case for roll in rolls if not roll.closed for case in roll.members}
        self._put_out_cases(node, reason, now, kept)
        for roll in rolls:
            if not roll.closed:
                self._try_close(roll, now, DATE - index)

    def _put_out_cases(self, node: Node, reason: int, now: int, kept: set[int]) -> None:
        index, before = node.index, len(self.left)
        passed = {row[0] for row in self.rows if row[1] == index and row[7] != MORE}
        if node.listed:
            passed = {
                case
                for case in range(self.count)
                if (-1 - node.lists[self.channel[case]]) in passed
            }
        for case in range(self.count):
            if self.outcome[case] != INSIDE or case in passed or case in kept:
                continue
            if index in self.next[case] and not self._is_open(case, index):
                self._leave(case, index, now, DATE - index, reason)
        if len(self.left) > before:
            self._move_up(now)

    def _move_up(self, now: int) -> None:
        """Whoever waits behind those who were put out is served earlier."""

        def gone(visit: Visit) -> bool:
            return visit.case >= 0 and self.outcome[visit.case] != INSIDE

        bodies: dict[int, Pool | Panel] = {
            id(pool): pool for pools in self.pools.values() for pool in pools
        }
        bodies.update((id(panel), panel) for panel in self.panels.values())
        for body in bodies.values():
            for visit in body.move_up(now, gone):
                self._until_finished(visit, now)

    def _finish(self) -> Log:
        busy: dict[str, int] = {}
        peak: dict[str, int] = {}
        until: dict[str, int] = {}
        for name, pools in self.pools.items():
            unique = list({id(pool): pool for pool in pools}.values())
            busy[name] = sum(pool.busy for pool in unique)
            peak[name] = max(pool.peak for pool in unique)
            until[name] = _last(at for pool in unique for at, _, _ in pool.free)
        for name, panel in self.panels.items():
            busy[name] = panel.busy
            peak[name] = panel.peak
            until[name] = _last(panel.free)
        luck, own = self.prepared.luck, self.prepared.own
        return Log(
            rows=self.rows,
            left=self.left,
            objections=self.objections,
            outcome=self.outcome,
            reasons=self.plan.reasons,
            tier=self.tier,
            track=luck.track[own],
            channel=luck.channel[own],
            slots=luck.slots[own],
            stalls=self.stalls,
            busy=busy,
            peak=peak,
            until=until,
            capacity=self.capacity,
            moments=self.moments,
            values=self.values,
            columns=self.prepared.columns,
            marks=self.decisions.marks,
            bodies=(self.pools, self.panels),
        )


def _last(minutes: Iterable[int]) -> int:
    """The last minute that is within the calendar."""
    return max((minute for minute in minutes if minute < NEVER), default=0)
