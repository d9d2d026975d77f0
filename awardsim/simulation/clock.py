"""The simulation's clock: SimPy's environment, for events whose minute is known beforehand."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from heapq import heappop, heappush
from typing import Any

from simpy import Environment
from simpy.events import Event


class Later(Event):
    """Something that happens at a minute which is known beforehand: a method, with what it takes.

    The method is called with the minute for which it was meant, then with the arguments.
    """

    _ok = True
    _value = None

    def __init__(
        self, env: Environment, minute: int, act: Callable[..., None], arguments: tuple[Any, ...]
    ) -> None:  # deliberately not Event.__init__: it is triggered when scheduled
        self.env = env
        self.callbacks = _ACT
        self.minute = minute
        self.act = act
        self.arguments = arguments


def _act(event: Any) -> None:
    event.act(event.minute, *event.arguments)


_ACT: list[Callable[[Event], None]] = [_act]


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

    def run_before(self, minute: int) -> None:
        """Let everything happen in order that comes before a minute."""
        agenda = self._queue
        while agenda and agenda[0][0] < minute:
            self._now, _, _, event = heappop(agenda)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)

    def take_over(self, other: Clock, copied: Callable[[Event], Event]) -> None:
        """Go on from where another clock is, with a copy of what is to happen there."""
        self._now = other._now
        self._eid = copy(other._eid)
        self._queue[:] = [
            (minute, priority, number, copied(event))
            for minute, priority, number, event in other._queue
        ]
