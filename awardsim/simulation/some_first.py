"""People who serve some cases before all others that wait; nobody is interrupted."""

from __future__ import annotations

from collections.abc import Callable

from awardsim.simulation.pools import NEVER, Pool, Visit
from awardsim.workdays import WorkCalendar


class SomeFirst(Pool):
    """A pool in which those who go ahead are served before the others, each in order of arrival.

    The head-of-the-line discipline without preemption [Cobham 1954].

    Parameters
    ----------
    ahead
        Whether the case of a visit goes ahead.
    until_finished
        Lets a visit that has been given another time happen, with the minute it is now.
    """

    __slots__ = ("ahead", "until_finished")

    def __init__(
        self,
        calendar: WorkCalendar,
        capacity: int,
        ahead: Callable[[Visit], bool],
        until_finished: Callable[[Visit, int], None],
    ) -> None:
        super().__init__(calendar, capacity)
        self.ahead = ahead
        self.until_finished = until_finished

    def arrive(self, visit: Visit, minutes: int, now: int) -> bool:
        """Say when a visit starts and finishes, and move back those whom it goes ahead of."""
        if not self.ahead(visit):
            return super().arrive(visit, minutes, now)
        behind = [  # who would begin at this minute has not begun
            plan
            for plan in self.plans
            if plan[0].started >= now and plan[0].finished > now and not self.ahead(plan[0])
        ]
        if not behind:
            return super().arrive(visit, minutes, now)
        self._without(behind, now)
        within = super().arrive(visit, minutes, now)
        for other, took in behind:
            again = other.anew()
            if super().arrive(again, took, now):
                self.until_finished(again, now)
        return within

    def _without(self, gone: list[tuple[Visit, int]], now: int) -> None:
        """Forget the plans of some who have not begun."""
        self.busy -= sum(minutes for visit, minutes in gone if visit.finished < NEVER)
        leaving = {visit for visit, _ in gone}
        self.keep([plan for plan in self.plans if plan[0] not in leaving])
        self.waiting.extend(sorted(v.started for v, _ in self.plans if v.started > now))
