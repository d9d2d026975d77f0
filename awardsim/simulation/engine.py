"""One replication on SimPy: applicants move through the stages, bodies serve, lists close.

Every visit of a stage is one event.  At equal times events happen in the order (time, rank of
the stage, lot of the applicant); dates that put applicants out come after everything else that
happens at their minute, and lists that wait for such a date close after that.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from simpy import Environment
from simpy.events import Event

from awardsim.procedure.model import Node, Time
from awardsim.procedure.rulebinding import BoundRule
from awardsim.rules.interface import RuleKind
from awardsim.schedule import maps
from awardsim.schedule.passes import latest_start
from awardsim.simulation.log import (
    AWARDED,
    DATE,
    INCOMPLETE,
    INSIDE,
    LATE,
    MISSED_LIST,
    OBJECTION_PENDING,
    OBJECTION_UPHELD,
    OPENING,
    WITHDRAWN,
    Log,
    Row,
)
from awardsim.simulation.luck import Luck
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import RANK, Panel, Pool, Visit
from awardsim.streams import Streams
from awardsim.workdays import CalendarError

#: Priority of dates at a minute: after every visit; lists that wait for them come later still.
DATES = 1 << 60
GATES = 1 << 61

PASSED, MORE, LEFT = 0, 1, 2


class Roll:
    """The list from which a stage per channel or batch starts."""

    __slots__ = ("cause", "channel", "closed", "expected", "gate", "gated_by", "members", "node")

    def __init__(self, node: int, channel: int, gate: int, gated_by: int) -> None:
        self.node = node
        self.channel = channel
        self.expected = 0
        self.members: list[int] = []
        self.cause = OPENING
        self.closed = False
        self.gate = gate
        self.gated_by = gated_by


class Replication:
    """The state of one run of the procedure; :meth:`run` gives its log."""

    def __init__(self, plan: Plan, streams: Streams, replication: int, values: list[float]) -> None:
        self.plan = plan
        procedure = plan.procedure
        self.nodes = procedure.nodes
        self.calendar = procedure.calendar
        self.values = values
        self.moments = procedure.moments(values)
        self.luck = luck = Luck(plan, streams, replication, values)
        self.count = count = luck.count
        self.channel: list[int] = luck.channel.tolist()
        self.track: list[int] = luck.track.tolist()
        self.env = Environment()
        self.rows: list[Row] = []
        self.left: list[tuple[int, int, int, int, int]] = []
        self.objections: list[tuple[int, int, int, int, int]] = []
        self.stalls: list[tuple[int, int, int]] = []
        self.outcome = [INSIDE] * count
        self.where = [-1] * count
        self.joined: set[tuple[int, int]] = set()
        self.held: dict[int, int] = {}
        self.doomed: dict[int, int] = {}
        self.pending: dict[tuple[int, int], int] = {}
        self.marks: dict[str, NDArray[np.float64]] = {}
        self.unqualified: dict[int, int] | None = None
        self.parameters: dict[int, Any] = {}
        self.reason_index = {name: i for i, name in enumerate(plan.reasons)}
        self.routes = self._routes()
        self.next = [plan.routes[key].next for key in self.routes]
        self.withdrawing = self._withdrawing()
        self._prepare()

    # -- set-up ------------------------------------------------------------------------------

    def _routes(self) -> list[tuple[int, int, int]]:
        """Route of each applicant: track, channel, mask of traits."""
        if not self.plan.traits or not self.count:
            return [(t, c, 0) for t, c in zip(self.track, self.channel, strict=True)]
        mask = np.zeros(self.count, dtype=np.int64)
        for bit, trait in enumerate(self.plan.traits):
            mask |= self.luck.columns[f"trait_{trait}"].astype(np.int64) << bit
        return list(zip(self.track, self.channel, mask.tolist(), strict=True))

    def _withdrawing(self) -> dict[int, int]:
        """Applicants that withdraw, with the stage at which they do."""
        share = self.luck.number("chance.withdrawal")
        if share <= 0 or not self.count:
            return {}
        u = self.luck.each("withdrawal")
        found: dict[int, int] = {}
        for case in np.nonzero(u < share)[0].tolist():
            stages = [s for s in self.plan.routes[self.routes[case]].stages if self.nodes[s].after]
            found[case] = stages[int(u[case] / share * len(stages))]
        return found

    def _prepare(self) -> None:
        """Tables by node: how to enter it, pools, minutes, failures, lists."""
        procedure, luck = self.plan.procedure, self.luck
        size = len(self.nodes)
        channels = range(len(procedure.channels))
        self.enter: list[Callable[[int, int, int, int], None]] = [self._enter_gate] * size
        self.minutes: list[list[int]] = [[]] * size
        self.services: dict[int, list[list[int]]] = {}
        self.chosen: dict[int, list[list[int]] | None] = {}
        self.failing: dict[int, dict[int, int]] = {}
        self.rounds: dict[int, tuple[int, int]] = {}
        self.incomplete: set[int] = set()
        self.supplied: list[float] = []
        self.rolls: dict[int, list[Roll]] = {}
        self.objecting: dict[int, tuple[dict[int, float], dict[int, float]]] = {}
        self.pools: dict[str, list[Pool]] = {}
        self.panels: dict[str, Panel] = {}
        self.capacity: dict[str, int] = {}
        self.served: list[Callable[[Event], None]] = [self._served]
        self.waited: list[Callable[[Event], None]] = [self._waited]
        self.list_over: list[Callable[[Event], None]] = [self._list_over]
        handlers = {
            "window": self._enter_window,
            "work": self._enter_work,
            "wait": self._enter_wait,
            "notice": self._enter_notice,
            "meeting": self._enter_meeting,
            "gate": self._enter_gate,
        }
        for node in self.nodes:
            index = node.index
            if node.kind == "work":
                self._staff(node)
            if node.listed:
                self.enter[index] = self._join
                gates = [(self.moments[key], key) for key in self.plan.gates[index]]
                gate, key = max(gates, default=(-1, 0))
                by = DATE - (key if key >= 0 else -1 - key)
                if node.per == "batch":
                    self.rolls[index] = [Roll(index, 0, gate, by)] * len(channels)
                else:
                    self.rolls[index] = [Roll(index, c, gate, by) for c in channels]
            else:
                self.enter[index] = handlers[node.kind]
                if self.count:
                    self._prepare_case(node)
            if node.objections is not None and self.count:
                rate = self.values[node.objections.rate]
                u = luck.each(f"{node.id}/objection")
                raised = np.nonzero(u < rate)[0].tolist()
                if raised:
                    when = luck.each(f"{node.id}/objection_time")
                    upheld = luck.each(f"{node.id}/objection_upheld")
                    self.objecting[index] = (
                        {case: float(when[case]) for case in raised},
                        {case: float(upheld[case]) for case in raised},
                    )
        for case, route in enumerate(self.routes):
            for index in self.plan.lists[route]:
                self.rolls[index][self.channel[case]].expected += 1
            for stage, branches in self.plan.joins[route].items():
                self.pending[case, stage] = branches

    def _prepare_case(self, node: Node) -> None:
        """What chance decides about a stage that each case goes through alone."""
        luck, index = self.luck, node.index
        if node.kind == "wait":
            assert node.times[0] is not None
            self.minutes[index] = luck.minutes(node, node.times[0])
        elif node.kind == "work":
            assert node.times[0] is not None
            review = node.review
            if review is None:
                self.minutes[index] = luck.minutes(node, node.times[0])
            else:
                each = int(self.values[review.input]) if review.input >= 0 else review.count
                panel = self.panels[node.body]
                each = min(each, panel.capacity)
                columns = [luck.minutes(node, node.times[0], j) for j in range(each)]
                self.services[index] = [list(row) for row in zip(*columns, strict=True)]
                random = panel.assignment == "random"
                self.chosen[index] = luck.reviewers(node, each, panel.capacity) if random else None
        if node.rule is not None and node.rule.rule.kind is RuleKind.ADMIT:
            self.failing[index] = self._failures(node)
        if node.supplement is not None:
            more = node.supplement
            within = more.days_fixed
            days = float(within) if within >= 0 else self.values[more.within]
            rounds = more.rounds_fixed
            rounds = rounds if rounds >= 0 else int(self.values[more.rounds])
            self.rounds[index] = (rounds, round(days * self.calendar.day_minutes))
            if not self.incomplete:
                self.incomplete.update(np.nonzero(~luck.columns["complete"])[0].tolist())
            self.supplied = luck.each(f"{node.id}/supplied").tolist()

    def _failures(self, node: Node) -> dict[int, int]:
        """Applicants that an admission rule turns away, with the reason; all at once."""
        assert node.rule is not None
        rule, members = node.rule, np.arange(self.count)
        failing: dict[int, int] = {}
        if not rule.checks:
            decided = rule.rule.decide(
                self.luck.candidates(members, {}),
                rule.values(self.values),
                self.luck.draws(node.id),
            )
            for case in np.nonzero(~decided.passed)[0].tolist():
                name = decided.reasons[int(decided.reason[case])]
                failing[case] = self.reason_index[name]
            return failing
        failing = self._unqualified(rule)
        if failing:
            detects = float(rule.values(self.values).detects)
            if detects < 1.0:
                u = self.luck.each(f"{node.id}/detects")
                failing = {case: why for case, why in failing.items() if u[case] < detects}
        return failing

    def _unqualified(self, rule: BoundRule) -> dict[int, int]:
        """Applicants that fail a condition of the text, with the first one that they fail."""
        if self.unqualified is None:
            self.unqualified = {}
            candidates = self.luck.candidates(np.arange(self.count), {})
            for check in rule.checks:
                decided = check.rule.rule.decide(
                    candidates,
                    check.rule.values(self.values),
                    self.luck.draws(f"condition/{check.id}"),
                )
                failed = np.nonzero(~decided.passed)[0].tolist()
                for case in failed:
                    if self.track[case] in check.tracks:
                        self.unqualified.setdefault(case, self.reason_index[check.id])
        return self.unqualified

    def _staff(self, node: Node) -> None:
        """The pool, the pools of the channels, or the panel of a body; once for each body."""
        name = node.body
        if name in self.capacity:
            return
        body = self.plan.procedure.bodies[name]
        calendar = self.plan.calendars[name]
        sizes = [int(self.values[index]) for index in body.inputs]
        self.capacity[name] = sum(sizes)
        if node.review is not None:
            self.panels[name] = Panel(
                self.env, calendar, sizes[0], node.review.assignment, self.outcome, self._reviewed
            )
        elif body.each:
            self.pools[name] = [Pool(self.env, calendar, n, self.outcome) for n in sizes]
        else:
            pool = Pool(self.env, calendar, sizes[0], self.outcome)
            self.pools[name] = [pool] * max(len(self.plan.procedure.channels), 1)

    # -- running -----------------------------------------------------------------------------

    def run(self) -> Log:
        """Run until nothing is left to happen, and give the log."""
        self._schedule_dates()
        self._open()
        with contextlib.suppress(CalendarError):  # the horizon: who is not through is inside
            self.env.run()
        return self._finish()

    def _schedule_dates(self) -> None:
        """Dates that put applicants out, and lists that wait for such dates."""
        gates: set[int] = set()
        for node in self.nodes:
            if node.closes is not None:
                reason = MISSED_LIST if node.listed else LATE
                minute = self.moments[node.index]
                self._at(minute, DATES + node.index, self._put_out, node, reason)
            if node.limit is not None and node.limit.out:
                minute = self.moments[-1 - node.index]
                self._at(minute, DATES + node.index, self._put_out, node, LATE)
        for rolls in self.rolls.values():
            gates.update(roll.gate for roll in rolls if roll.gate >= 0)
        for minute in sorted(gates):
            self._at(minute, GATES, self._open_gates, minute)

    def _at(self, minute: int, priority: int, act: Callable[..., None], *arguments: Any) -> None:
        event = Event(self.env)
        event._ok = True
        event._value = None
        event.callbacks.append(lambda _event: act(minute, *arguments))
        self.env.schedule(event, priority, max(minute - self.env.now, 0))  # type: ignore[arg-type]

    def _open(self) -> None:
        """Every applicant starts at its own time, not before the opening stages."""
        if not self.count:
            return
        shares = self.luck.columns["start"].tolist()
        latest: dict[tuple[int, int], int] = {}
        opening = max(
            [node.opens for node in self.nodes if not node.after and node.opens >= 0],
            default=self.calendar.hours[0],
        )
        for node in self.nodes:
            if node.listed and not node.after:
                self.rows.append((-1, node.index, opening, opening, opening, OPENING, -1, PASSED))
        for case, key in enumerate(self.routes):
            alike = (key[0], key[2])  # the way to the first closing date is every channel's
            if alike not in latest:
                latest[alike] = latest_start(
                    self.plan.procedure, self.plan.routes[key], self.values, self.moments
                )
            span = max(latest[alike] - opening, 0)
            start = opening + int(shares[case] * span)
            for stage in self.plan.routes[key].stages:
                node = self.nodes[stage]
                if node.after:
                    break
                if node.listed:  # an opening act of the whole edition passes for everybody
                    roll = self.rolls[stage][self.channel[case]]
                    roll.expected -= 1
                    roll.closed = True
            event = Visit(self.env, [self._started], case, 0, start, OPENING)
            self.env.schedule(event, case, start)  # type: ignore[arg-type]

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
                    self.enter[after](case, after, event.arrived, OPENING)
            else:
                self.enter[stage](case, stage, event.arrived, OPENING)

    def _arrived_branch(self, case: int, stage: int) -> bool:
        """Count an arriving branch of a join; True when it was the last one."""
        left = self.pending[case, stage] - 1
        self.pending[case, stage] = left
        return left == 0

    def _pass(self, case: int, node: int, now: int, row: int) -> None:
        """A case has passed a stage and enters those that follow."""
        if self.doomed and case in self.doomed:
            self._leave(case, node, now, row, self.doomed[case])
            return
        following = self.next[case][node]
        if not following:
            self.outcome[case] = AWARDED
            return
        for stage in following:
            if (case, stage) in self.pending and not self._arrived_branch(case, stage):
                continue
            self.enter[stage](case, stage, now, row)

    def _gone(self, case: int, node: int, now: int, cause: int) -> bool:
        """The case left earlier, or withdraws now."""
        if self.outcome[case] != INSIDE:
            return True
        self.where[case] = node
        if self.withdrawing and node >= self.withdrawing.get(case, RANK):
            self.where[case] = node - 1
            self._leave(case, node, now, cause, WITHDRAWN)
            return True
        return False

    # -- stages that each case goes through alone -------------------------------------------

    def _enter_gate(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        self._done(Visit(self.env, [], case, node, now, cause), now)

    def _enter_window(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        visit.started, start = maps.window(self.nodes[node], self.calendar, now)
        visit.finished = start
        if start == now:
            self._done(visit, now)
        else:
            self.env.schedule(visit, node * RANK + case, start - now)  # type: ignore[arg-type]

    def _enter_wait(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        self._wait(visit, self.nodes[node], self.minutes[node][case], now)

    def _wait(self, visit: Visit, node: Node, minutes: int, now: int) -> None:
        """Time that passes outside, in working minutes or in civil ones."""
        visit.started, visit.finished = maps.wait(node, self.calendar, minutes, now)
        number = visit.case if visit.case >= 0 else self.count - 1 - visit.case
        priority = visit.node * RANK + number
        self.env.schedule(visit, priority, visit.finished - now)  # type: ignore[arg-type]

    def _enter_notice(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        self._post(visit, self.nodes[node], now)
        self.env.schedule(visit, node * RANK + case, visit.finished - now)  # type: ignore[arg-type]

    def _post(self, visit: Visit, node: Node, now: int) -> None:
        """When a notice is posted and when it ends."""
        visit.started, visit.finished = maps.notice(node, self.calendar, self.values, now)

    def _enter_meeting(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        if self._meet(visit, self.nodes[node], now):
            self.env.schedule(visit, node * RANK + case, visit.finished - now)  # type: ignore[arg-type]

    def _meet(self, visit: Visit, node: Node, now: int) -> bool:
        """When the body decides; False, and a stall, when it meets no more."""
        assert node.meeting is not None
        minutes = 0
        if node.meeting.time is not None:
            minutes = self._list_minutes(node, node.meeting.time, 0)
        found = maps.meeting(node, self.calendar, self.values, minutes, now)
        if found is None:
            self.stalls.append((visit.case, visit.node, now))
            return False
        visit.started, visit.finished = found
        return True

    def _enter_work(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        if node in self.services:
            visit = Visit(self.env, [], case, node, now, cause)
            chosen = self.chosen[node]
            self.panels[self.nodes[node].body].arrive(
                visit, self.services[node][case], None if chosen is None else chosen[case], now
            )
            return
        visit = Visit(self.env, self.served, case, node, now, cause)
        pool = self.pools[self.nodes[node].body][self.channel[case]]
        pool.arrive(visit, self.minutes[node][case], now)

    def _served(self, event: Event) -> None:
        """Somebody of a pool has finished a case."""
        assert isinstance(event, Visit)
        channel = self.channel[event.case] if event.case >= 0 else -1 - event.case
        self.pools[self.nodes[event.node].body][channel].release(event, event.finished)
        if event.case < 0:
            self._list_done(event, event.finished)
        else:
            self._done(event, event.finished)

    def _reviewed(self, visit: Visit) -> None:
        """The last of the reviewers has finished a case."""
        self._done(visit, visit.finished)

    def _waited(self, event: Event) -> None:
        assert isinstance(event, Visit)
        self._done(event, event.finished)

    def _done(self, visit: Visit, now: int) -> None:
        """A case's visit is over: it passes, is asked for more, or leaves."""
        case, node = visit.case, visit.node
        if self.outcome[case] != INSIDE:
            return
        visit.row = row = len(self.rows)
        freed = visit.freed.row if visit.freed is not None else -1
        reason = -1
        failing = self.failing.get(node)
        if failing is not None:
            reason = failing.get(case, -1)
        if reason < 0 and node in self.rounds and case in self.incomplete:
            if visit.rounds < self.rounds[node][0]:
                self.rows.append(
                    (case, node, visit.arrived, visit.started, now, visit.cause, freed, MORE)
                )
                self._ask_for_more(visit, now, row)
                return
            reason = INCOMPLETE
        left = LEFT if reason >= 0 else PASSED
        self.rows.append((case, node, visit.arrived, visit.started, now, visit.cause, freed, left))
        if reason >= 0:
            self._leave(case, node, now, row, reason)
        else:
            self._pass(case, node, now, row)

    def _ask_for_more(self, visit: Visit, now: int, row: int) -> None:
        """Further material is asked for; when it has come the case queues again."""
        case, node = visit.case, visit.node
        calendar = self.calendar
        back = calendar.add_work(calendar.open_after(now), self.rounds[node][1])
        if self.supplied[case] < self.luck.number("chance.supplied"):
            self.incomplete.discard(case)
        again = Visit(self.env, self.served, case, node, back, row)
        again.rounds = visit.rounds + 1
        event = Event(self.env)
        event._ok = True
        event._value = None

        def arrive(_event: Event) -> None:
            if self.outcome[case] == INSIDE:
                pool = self.pools[self.nodes[node].body][self.channel[case]]
                pool.arrive(again, self.minutes[node][case], back)

        event.callbacks.append(arrive)
        self.env.schedule(event, node * RANK + case, back - now)  # type: ignore[arg-type]

    # -- leaving -----------------------------------------------------------------------------

    def _leave(self, case: int, node: int, now: int, cause: int, reason: int) -> None:
        """A case leaves; lists downstream no longer wait for it."""
        self.outcome[case] = reason
        self.left.append((case, node, now, reason, cause))
        if case in self.held:
            del self.held[case]
            return
        self._unexpect(case, now, cause)

    def _unexpect(self, case: int, now: int, cause: int) -> None:
        channel, where = self.channel[case], self.where[case]
        for index in self.plan.lists[self.routes[case]]:
            if index > where:
                roll = self.rolls[index][channel]
                roll.expected -= 1
                if roll.expected == 0 and not roll.closed:
                    self._try_close(roll, now, cause)

    def _put_out(self, now: int, node: Node, reason: int) -> None:
        """A closing date or deadline: whoever has not passed it leaves."""
        index = node.index
        if node.listed and reason == MISSED_LIST:
            for roll in {id(roll): roll for roll in self.rolls[index]}.values():
                kept = None if roll.closed else set(roll.members)
                self._put_out_cases(node, reason, now, kept)
                if not roll.closed:
                    self._try_close(roll, now, DATE - index)
            return
        self._put_out_cases(node, reason, now, None)

    def _put_out_cases(self, node: Node, reason: int, now: int, kept: set[int] | None) -> None:
        index = node.index
        passed = {row[0] for row in self.rows if row[1] == index and row[7] != MORE}
        if node.listed:
            passed = {
                case
                for case in range(self.count)
                if (-1 - (self.channel[case] if node.per == "channel" else 0)) in passed
            }
        for case in range(self.count):
            if self.outcome[case] != INSIDE or case in passed:
                continue
            if index not in self.next[case] or (kept is not None and case in kept):
                continue
            if self.where[case] > index:
                continue
            self._leave(case, index, now, DATE - index, reason)

    # -- lists -------------------------------------------------------------------------------

    def _join(self, case: int, node: int, now: int, cause: int) -> None:
        """A case arrives at a list."""
        if self._gone(case, node, now, cause):
            return
        roll = self.rolls[node][self.channel[case]]
        if roll.closed:
            self.where[case] = node
            self._leave(case, node, now, cause, MISSED_LIST)
            return
        roll.expected -= 1
        roll.members.append(case)
        roll.cause = cause
        if roll.expected == 0:
            self._try_close(roll, now, cause)

    def _open_gates(self, now: int, minute: int) -> None:
        """A date that lists waited for has passed; those with everybody on them close."""
        for rolls in self.rolls.values():
            for roll in rolls:
                if roll.gate == minute and roll.expected == 0 and not roll.closed:
                    self._try_close(roll, now, roll.gated_by)

    def _try_close(self, roll: Roll, now: int, cause: int) -> None:
        """Close a list unless a date that it must wait for is still to come."""
        if now < roll.gate or roll.closed:
            return
        roll.closed = True
        members = [case for case in roll.members if self.outcome[case] == INSIDE]
        if self.doomed:
            for case in [case for case in members if case in self.doomed]:
                self._leave(case, roll.node, now, cause, self.doomed[case])
            members = [case for case in members if case not in self.doomed]
        if not members:
            return
        members.sort()
        visit = Visit(self.env, self.list_over, -1 - roll.channel, roll.node, now, cause)
        visit.members = members
        self._start_list(visit, self.nodes[roll.node], now)

    def _start_list(self, visit: Visit, node: Node, now: int) -> None:
        """A list is complete, and what the stage does with it begins."""
        channel = -1 - visit.case
        priority = node.index * RANK + self.count + channel
        if node.kind == "notice":
            self._post(visit, node, now)
            visit.finished = self._raise_objections(visit, node)
        elif node.kind == "wait":
            assert node.times[0] is not None
            self._wait(visit, node, self._list_minutes(node, node.times[0], channel), now)
            return
        elif node.kind == "meeting":
            if not self._meet(visit, node, now):
                return
        elif node.kind == "work":
            assert node.times[0] is not None
            minutes = self._list_minutes(node, node.times[0], channel)
            visit.callbacks = self.served
            self.pools[node.body][channel].arrive(visit, minutes, now)
            return
        else:
            visit.started = visit.finished = max(now, node.opens)
        if visit.finished == now:
            self._list_done(visit, now)
        else:
            self.env.schedule(visit, priority, visit.finished - now)  # type: ignore[arg-type]

    def _list_minutes(self, node: Node, time: Time, channel: int) -> int:
        """How long a list takes; drawn for all channels when the first one asks."""
        if not self.minutes[node.index]:
            self.minutes[node.index] = self.luck.list_minutes(node, time)
        return self.minutes[node.index][channel]

    def _list_over(self, event: Event) -> None:
        assert isinstance(event, Visit)
        self._list_done(event, event.finished)

    def _list_done(self, visit: Visit, now: int) -> None:
        """A list's visit is over: its rule decides, objections hold, the rest goes on."""
        index = visit.node
        node = self.nodes[index]
        visit.row = row = len(self.rows)
        freed = visit.freed.row if visit.freed is not None else -1
        self.rows.append(
            (visit.case, index, visit.arrived, visit.started, now, visit.cause, freed, PASSED)
        )
        members = [case for case in visit.members if self.outcome[case] == INSIDE]
        if node.rule is not None and members:
            members = self._decide(node, members, now, row)
        if index in self.objecting:
            members = self._hold(node, members, now, row)
        if self.doomed and members:
            for case in [case for case in members if case in self.doomed]:
                self._leave(case, index, now, row, self.doomed[case])
            members = [case for case in members if case not in self.doomed]
        if members:
            self._pass_all(node, members, now, row)

    def _pass_all(self, node: Node, members: list[int], now: int, row: int) -> None:
        """All members of a list enter what follows; whole lists move as one."""
        common = self.plan.common[node.index]
        if common is None or self.withdrawing:
            for case in members:
                self._pass(case, node.index, now, row)
            return
        if not common:
            for case in members:
                self.outcome[case] = AWARDED
            return
        for stage in common:
            if not self.nodes[stage].listed:
                enter = self.enter[stage]
                for case in members:
                    enter(case, stage, now, row)
                continue
            by_roll: dict[int, list[int]] = {}
            rolls = self.rolls[stage]
            where = self.where
            for case in members:
                where[case] = stage
                by_roll.setdefault(rolls[self.channel[case]].channel, []).append(case)
            for channel, cases in by_roll.items():
                roll = rolls[channel]
                roll.members.extend(cases)
                roll.expected -= len(cases)
                roll.cause = row
                if roll.expected == 0:
                    self._try_close(roll, now, row)

    # -- decisions ---------------------------------------------------------------------------

    def _decide(self, node: Node, members: list[int], now: int, row: int) -> list[int]:
        """The rule of a list decides; who fails leaves with the rule's reason."""
        assert node.rule is not None
        rule = node.rule.rule
        chosen = np.array(members)
        if rule.kind is RuleKind.ADMIT:
            failing = self._failures(node)
            for case in members:
                if case in failing:
                    self._leave(case, node.index, now, row, failing[case])
            return [case for case in members if case not in failing]
        self._mark(node, chosen)
        decided = rule.decide(
            self.luck.candidates(chosen, self.marks),
            self._parameters(node),
            self.luck.draws(node.id),
        )
        if decided.marks is not None:
            column = self.marks.setdefault(node.id, np.full(self.count, np.nan))
            column[chosen] = decided.marks
        kept = []
        for case, passed, why in zip(
            members, decided.passed.tolist(), decided.reason.tolist(), strict=True
        ):
            if passed:
                kept.append(case)
            else:
                name = decided.reasons[why]
                self._leave(case, node.index, now, row, self.reason_index[name])
        return kept

    def _parameters(self, node: Node) -> Any:
        """Parameters of a stage's rule in this replication, made once."""
        if node.index not in self.parameters:
            assert node.rule is not None
            self.parameters[node.index] = node.rule.values(self.values)
        return self.parameters[node.index]

    def _mark(self, node: Node, members: NDArray[np.int64]) -> None:
        """Marks of earlier stages per case, given to those on the list that have none yet."""
        for index in self.plan.scored:
            scored = self.nodes[index]
            if index >= node.index:
                continue
            column = self.marks.setdefault(scored.id, np.full(self.count, np.nan))
            todo = members[np.isnan(column[members])]
            if len(todo):
                todo = todo[[self.where[case] >= index for case in todo.tolist()]]
            if not len(todo):
                continue
            assert scored.rule is not None
            decided = scored.rule.rule.decide(
                self.luck.candidates(todo, self.marks, self._reviewers(scored, todo)),
                scored.rule.values(self.values),
                self.luck.draws(scored.id),
            )
            assert decided.marks is not None
            column[todo] = decided.marks

    def _reviewers(self, node: Node, members: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """Who reviewed each of some cases, shape (n, reviewers per case)."""
        panel = self.panels.get(node.body)
        if panel is None or node.review is None:
            return None
        found = [panel.reviewed.get((node.index, case), []) for case in members.tolist()]
        width = max((len(one) for one in found), default=0)
        return np.array([one + [-1] * (width - len(one)) for one in found])

    # -- objections --------------------------------------------------------------------------

    def _raise_objections(self, visit: Visit, node: Node) -> int:
        """Objections to names on a list; gives the minute at which the notice lets go."""
        if node.index not in self.objecting:
            return visit.finished
        when, luck = self.objecting[node.index]
        assert node.objections is not None
        clock, values, calendar = self.plan.procedure.clock, self.values, self.calendar
        share = values[clock.upheld]
        total = 0.0
        for index, limit in zip(
            (clock.forward, clock.reply, clock.decide), clock.limits, strict=True
        ):
            days = values[index]
            total += days if limit is None else min(days, limit)
        minutes = round(total * calendar.day_minutes)
        end = visit.finished
        for case in visit.members:
            if case not in when:
                continue
            raised = visit.started + int(when[case] * (end - visit.started))
            decided = calendar.add_work(calendar.open_after(raised), minutes)
            upheld = luck[case] < share
            self.objections.append((case, node.index, raised, decided, int(upheld)))
            self._at(decided, node.index * RANK + case, self._objection_decided, case, node, upheld)
            if node.objections.holds == "list":
                visit.finished = max(visit.finished, decided)
        return visit.finished

    def _objection_decided(self, now: int, case: int, node: Node, upheld: bool) -> None:
        """The office has found on an objection."""
        if self.outcome[case] != INSIDE:
            return
        held = case in self.held
        if upheld:
            if held:
                self._leave(case, node.index, now, self.held[case], OBJECTION_UPHELD)
            else:
                self.doomed[case] = OBJECTION_UPHELD
            return
        if held:
            self._release(case, node, now)

    def _hold(self, node: Node, members: list[int], now: int, row: int) -> list[int]:
        """Cases whose objection is pending at the end of a notice that holds them stay behind."""
        assert node.objections is not None
        if node.objections.holds != "case":
            return members
        decided = {case: minute for case, at, _, minute, _ in self.objections if at == node.index}
        pending = [case for case in members if decided.get(case, now) > now]
        for case in pending:
            self._unexpect(case, now, row)
            self.held[case] = row
        return [case for case in members if case not in self.held]

    def _release(self, case: int, node: Node, now: int) -> None:
        """An objection is cleared: the case goes on, if the next list is still open."""
        row = self.held[case]
        channel = self.channel[case]
        ahead = [i for i in self.plan.lists[self.routes[case]] if i > self.where[case]]
        if ahead and self.rolls[ahead[0]][channel].closed:
            self._leave(case, node.index, now, row, OBJECTION_PENDING)
            return
        del self.held[case]
        for index in ahead:
            self.rolls[index][channel].expected += 1
        self._pass(case, node.index, now, row)

    # -- the end -----------------------------------------------------------------------------

    def _finish(self) -> Log:
        busy: dict[str, int] = {}
        peak: dict[str, int] = {}
        for name, pools in self.pools.items():
            unique = list({id(pool): pool for pool in pools}.values())
            busy[name] = sum(pool.busy for pool in unique)
            peak[name] = max(pool.peak for pool in unique)
        for name, panel in self.panels.items():
            busy[name] = panel.busy
            peak[name] = panel.peak
        return Log(
            rows=self.rows,
            left=self.left,
            objections=self.objections,
            outcome=self.outcome,
            reasons=self.plan.reasons,
            track=self.luck.track,
            channel=self.luck.channel,
            stalls=self.stalls,
            busy=busy,
            peak=peak,
            capacity=self.capacity,
            moments=self.moments,
            values=self.values,
            columns=self.luck.columns,
            marks=self.marks,
        )
