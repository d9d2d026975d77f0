"""Bodies at work: a pool of interchangeable people, and a panel whose members are distinct.

Both serve in order of arrival, and what a case will take is known when it arrives.  So whoever
will serve it, from when until when, is known too, and a visit is one event: its end.  This is
the recursion of Kiefer and Wolfowitz [1955].  A case that leaves while it waits keeps its turn:
its file is taken up, and put away.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from simpy.events import Event

from awardsim.workdays import CalendarError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simpy import Environment

    from awardsim.workdays import WorkCalendar

#: Space between the priorities of two stages, larger than any number of applicants.
RANK = 1 << 24


class Visit(Event):
    """One applicant, or one list, at one stage; as an event it is the end of the visit."""

    _ok = True
    _value = None
    freed: Visit | None = None
    row = -1
    rounds = 0
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


class Pool:
    """Interchangeable people who serve one case at a time each."""

    __slots__ = ("add_work", "arrivals", "busy", "free", "open_after", "peak", "waiting")

    def __init__(self, calendar: WorkCalendar, capacity: int) -> None:
        self.open_after = calendar.open_after
        self.add_work = calendar.add_work
        #: When each of them is free, a number that decides between equals, the last visit.
        self.free: list[tuple[int, int, Visit | None]] = [(0, i, None) for i in range(capacity)]
        self.waiting: deque[int] = deque()  # when those who wait will be served
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
        try:
            visit.started = start = self.open_after(idle if idle > now else now)
            visit.finished = finish = self.add_work(start, minutes)
        except CalendarError:
            heappush(self.free, (1 << 62, self.arrivals, visit))
            return False
        heappush(self.free, (finish, self.arrivals, visit))
        self.busy += minutes
        return True


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
            order = sorted(
                range(self.capacity), key=lambda m: (free[m] if free[m] > now else now, m)
            )
            chosen = order[:count]
        elif chosen is None:
            chosen = [(self.turn + j) % self.capacity for j in range(count)]
            self.turn = (self.turn + count) % self.capacity
        self.reviewed[visit.node, visit.case] = chosen
        first, last, within = 1 << 62, now, True
        idles = [free[member] for member in chosen]
        for member, minutes in zip(chosen, services, strict=True):
            idle = free[member]
            try:
                start = self.open_after(idle if idle > now else now)
                finish = self.add_work(start, minutes)
            except CalendarError:
                free[member], within = 1 << 62, False
                continue
            if start < first:
                first = start
            if finish >= last:
                last = finish
                visit.freed = self.last[member] if idle > now else None
            free[member] = finish
            self.last[member] = visit
            self.busy += minutes
        if all(free_at > now for free_at in idles):
            self._wait(first, now)
        visit.started = first
        visit.finished = last
        return within

    def _wait(self, until: int, now: int) -> None:
        """Somebody waits: count how many do."""
        waiting = self.waiting
        while waiting and waiting[0] <= now:
            heappop(waiting)
        heappush(waiting, until)
        if len(waiting) > self.peak:
            self.peak = len(waiting)
