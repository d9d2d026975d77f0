"""The simulation's clock: SimPy's environment, for events whose minute is known beforehand."""

from __future__ import annotations

from heapq import heappop, heappush

from simpy import Environment
from simpy.events import Event


class Clock(Environment):
    """An environment whose events are scheduled at a whole minute, and none of which fails.

    It keeps SimPy's agenda and order (minute, priority, number), and SimPy's own timeouts and
    processes run in it; it only leaves out what such events never need: delays, and the look
    for failures that nobody took care of.
    """

    def at(self, minute: int, priority: int, event: Event) -> None:
        """Let an event happen at a minute, not in the past; a lower priority comes first."""
        heappush(self._queue, (minute, priority, next(self._eid), event))  # type: ignore[misc]

    def run_out(self) -> None:
        """Let everything happen in order until nothing is left."""
        agenda = self._queue
        while agenda:
            self._now, _, _, event = heappop(agenda)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
