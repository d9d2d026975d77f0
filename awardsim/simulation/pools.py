"""Bodies at work: a pool of interchangeable people, and a panel whose members are distinct.

Both serve in order of arrival, and what a case will take is known when it arrives.  So whoever
will serve it, from when until when, is known too, and a visit is one event: its end.  This is
the recursion of Kiefer and Wolfowitz [1955].  Where a date puts out cases that wait, those
behind them move up.
"""

from __future__ import annotations

from collections import deque
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from simpy.events import Event

from awardsim.workdays import CalendarError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simpy import Environment

    from awardsim.simulation.log import Log
    from awardsim.workdays import WorkCalendar

#: Space between the priorities of two stages, larger than any number of applicants.
RANK = 1 << 24
#: When somebody is free whose work does not end within the calendar.
NEVER = 1 << 62


class Visit(Event):
    """One applicant, or one list, at one stage; as an event it is the end of the visit."""

    _ok = True
    _value = None
    freed: Visit | None = None
    row = -1
    rounds = 0
    stale = False  # another visit has taken its place
    members: list[int] = []  # noqa: RUF012  # of a list; never changed in place

    def __init__(  # deliberately not Event.__init__: a visit is triggered when scheduled
        self,
        env: Environment,
        callbacks: list[Callable[[Event], None]],
        case: int,
        node: int,
        arrived: int,
        cause: int,
    ) -> None:
        self.env = env
        self.callbacks = callbacks
        self.case = case
        self.node = node
        self.arrived = arrived
        self.cause = cause
        self.started = arrived
        self.finished = arrived

    def anew(self) -> Visit:
        """The same visit as another event, which takes its place."""
        other = Visit(
            self.env, self.callbacks or [], self.case, self.node, self.arrived, self.cause
        )
        other.rounds = self.rounds
        other.members = self.members
        self.stale = True
        return other


class Pool:
    """Interchangeable people who serve one case at a time each."""

    __slots__ = ("add_work", "arrivals", "busy", "free", "open_after", "peak", "plans", "waiting")

    def __init__(self, calendar: WorkCalendar, capacity: int) -> None:
        self.open_after = calendar.open_after
        self.add_work = calendar.add_work
        #: When each of them is free, a number that decides between equals, the last visit.
        self.free: list[tuple[int, int, Visit | None]] = [(0, i, None) for i in range(capacity)]
        self.waiting: deque[int] = deque()  # when those who wait will be served
        self.plans: list[tuple[Visit, int]] = []  # visits in order of arrival, and their minutes
        self.arrivals = capacity
        self.busy = 0
        self.peak = 0

    def arrive(self, visit: Visit, minutes: int, now: int) -> bool:
        """Say when a visit starts and finishes; False if not within the calendar."""
        idle, _, last = heappop(self.free)
        if idle > now:
            visit.freed = last
            waiting = self.waiting
            while waiting and waiting[0] <= now:
                waiting.popleft()
            waiting.append(idle)
            if len(waiting) > self.peak:
                self.peak = len(waiting)
        self.arrivals += 1
        self.plans.append((visit, minutes))
        visit.started = finish = NEVER
        try:
            if idle < NEVER:
                visit.started = start = self.open_after(idle if idle > now else now)
                finish = self.add_work(start, minutes)
        except CalendarError:
            finish = NEVER
        visit.finished = finish
        heappush(self.free, (finish, self.arrivals, visit))
        if finish == NEVER:
            return False
        self.busy += minutes
        return True

    def served(self) -> Iterator[tuple[int, int]]:
        """Every service: the case, and the working minutes that it takes."""
        return ((visit.case, minutes) for visit, minutes in self.plans if visit.finished < NEVER)

    def move_up(self, now: int, gone: Callable[[Visit], bool]) -> list[Visit]:
        """Those who wait move up behind those who are gone; gives the visits with new times."""
        if not self.plans or self.plans[-1][0].started <= now:  # nobody waits
            return []
        begun = [plan for plan in self.plans if plan[0].started <= now]
        rest = self.plans[len(begun) :]
        if not any(gone(visit) for visit, _ in rest):
            return []
        self.busy -= sum(minutes for visit, minutes in rest if visit.finished < NEVER)
        self.keep(begun)
        moved = []
        for visit, minutes in rest:
            if not gone(visit):
                again = visit.anew()
                if self.arrive(again, minutes, now):
                    moved.append(again)
        return moved

    def keep(self, plans: list[tuple[Visit, int]]) -> None:
        """Serve these visits only, in this order; nobody counts as waiting."""
        last = sorted((visit.finished, i) for i, (visit, _) in enumerate(plans))[-len(self.free) :]
        self.free = [(0, -1 - i, None) for i in range(len(self.free) - len(last))]
        self.free += [(finish, i, plans[i][0]) for finish, i in last]
        heapify(self.free)
        self.plans = plans
        self.waiting.clear()


class Panel:
    """Distinct people, several of whom may judge each case on their own.

    ``assignment`` is ``pool`` (whoever is free first takes the longest-waiting case not yet
    judged by that person), ``balanced`` (cases are dealt in turn) or ``random`` (drawn when the
    case arrives); the same work takes a different time under each.
    """

    def __init__(self, calendar: WorkCalendar, capacity: int) -> None:
        self.open_after = calendar.open_after
        self.add_work = calendar.add_work
        self.capacity = capacity
        self.free = [0] * capacity
        self.last: list[Visit | None] = [None] * capacity
        self.waiting: list[int] = []  # when those who wait will be served, a heap
        self.turn = 0
        self.busy = 0
        self.peak = 0
        self.reviewed: dict[tuple[int, int], list[int]] = {}
        #: Visit, member, minutes, start and finish of every service, in order of arrival.
        self.plans: list[tuple[Visit, int, int, int, int]] = []

    def arrive(
        self,
        visit: Visit,
        services: list[int],
        chosen: list[int] | None,
        assignment: str,
        now: int,
    ) -> bool:
        """Say when a visit starts and finishes; False if not within the calendar.

        ``services`` are the minutes that each of its reviewers will take, ``chosen`` who they
        are where that was drawn.
        """
        count, free = len(services), self.free
        if assignment == "pool":
            begins = [at if at > now else now for at in free]
            chosen = sorted(range(self.capacity), key=begins.__getitem__)[:count]
        elif chosen is None:
            chosen = [(self.turn + j) % self.capacity for j in range(count)]
            self.turn = (self.turn + count) % self.capacity
        self.reviewed[visit.node, visit.case] = chosen
        first, last = NEVER, now
        idles = [free[member] for member in chosen]
        for member, minutes, idle in zip(chosen, services, idles, strict=True):
            before = self.last[member] if idle > now else None
            start, finish = self._serve(visit, member, minutes, now)
            if start < first:
                first = start
            if finish >= last:
                last = finish
                visit.freed = before
        if min(idles, default=NEVER) > now:
            self._wait(first, now)
        visit.started = first
        visit.finished = last
        return last < NEVER

    def _serve(self, visit: Visit, member: int, minutes: int, now: int) -> tuple[int, int]:
        """One person's work on a case, as soon as that person is free: its start and finish."""
        idle = self.free[member]
        start = finish = NEVER
        try:
            if idle < NEVER:
                start = self.open_after(idle if idle > now else now)
                finish = self.add_work(start, minutes)
        except CalendarError:
            finish = NEVER
        self.free[member] = finish
        self.plans.append((visit, member, minutes, start, finish))
        if finish < NEVER:
            self.last[member] = visit
            self.busy += minutes
        return start, finish

    def served(self) -> Iterator[tuple[int, int]]:
        """Every service of one person: the case, and the working minutes that it takes."""
        return ((plan[0].case, plan[2]) for plan in self.plans if plan[4] < NEVER)

    def move_up(self, now: int, gone: Callable[[Visit], bool]) -> list[Visit]:
        """Those who wait move up behind those who are gone; gives the visits with new times.

        Each keeps its reviewers.
        """
        if max(self.free) <= now:  # nobody waits
            return []
        rest = [plan for plan in self.plans if plan[3] > now]
        if not any(gone(plan[0]) for plan in rest):
            return []
        self.plans = [plan for plan in self.plans if plan[3] <= now]
        self.free, self.last = [0] * self.capacity, [None] * self.capacity
        begun: dict[Visit, list[tuple[int, int]]] = {}
        for visit, member, _, start, finish in self.plans:
            self.free[member], self.last[member] = finish, visit
            begun.setdefault(visit, []).append((start, finish))
        moved: dict[Visit, Visit] = {}
        for visit, member, minutes, _, finish in rest:
            if finish < NEVER:
                self.busy -= minutes
            if gone(visit):
                continue
            if visit not in moved:
                again = moved[visit] = visit.anew()
                spans = begun.get(visit, [])
                again.started = min((start for start, _ in spans), default=NEVER)
                again.finished = max((finish for _, finish in spans), default=now)
            again, before = moved[visit], self.last[member]
            start, finish = self._serve(again, member, minutes, now)
            again.started = min(again.started, start)
            if finish >= again.finished:
                again.finished, again.freed = finish, before
        return [again for again in moved.values() if again.finished < NEVER]

    def _wait(self, until: int, now: int) -> None:
        """Somebody waits: count how many do."""
        waiting = self.waiting
        while waiting and waiting[0] <= now:
            heappop(waiting)
        heappush(waiting, until)
        if len(waiting) > self.peak:
            self.peak = len(waiting)


def minutes_by_case(log: Log, body: str) -> dict[int, int]:
    """Working minutes that each case, or list (negative), took of all people of a body."""
    assert isinstance(log.bodies, tuple)
    pools, panels = log.bodies
    own = (
        [panels[body]] if body in panels else {id(one): one for one in pools.get(body, ())}.values()
    )
    found: dict[int, int] = {}
    for one in own:
        for case, minutes in one.served():
            found[case] = found.get(case, 0) + minutes
    return found
