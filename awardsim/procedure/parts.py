"""What stages are made of: inputs, times, notices, moments, meetings, reviews."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.quantiles import triangular_between
from awardsim.scenario.model import Distribution
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

Floats = NDArray[np.float64]


@attrs.frozen
class Input:
    """An assumption as a number that a run draws.

    Attributes
    ----------
    kind
        ``count`` (a whole number of things or days), ``working`` (working time, drawn in
        ``unit``), ``civil`` (calendar days), ``share`` (0 to 1), ``number``, or ``day``
        (civil days since the opening, moved back to a working day).
    least, usual, most
        In ``unit``.
    """

    id: str
    title: Text
    kind: str
    least: float
    usual: float
    most: float
    unit: str
    basis: Text
    origin: str
    lever: str
    sourced: bool = False

    @property
    def fixed(self) -> bool:
        """Nothing is left open."""
        return self.least == self.most

    def draw(self, uniforms: Floats) -> Floats:
        """Values for uniform numbers in [0, 1); see :func:`draw_each`."""
        if self.fixed:
            return np.full(len(uniforms), float(self.usual))
        found: Floats = draw_each([self], uniforms)[0]
        return found


def draw_each(inputs: Sequence[Input], uniforms: Floats) -> Floats:
    """Values of inputs that are not fixed, for uniform numbers in [0, 1): triangular, hard ends.

    Whole numbers are triangular on [least - 1/2, most + 1/2), rounded, so that both ends are
    reached as often as their share of the triangle says.

    Parameters
    ----------
    uniforms
        A row for each input, or one row for all.

    Returns
    -------
    numpy.ndarray
        Shape (inputs, numbers).
    """
    ends = np.array([(one.least, one.usual, one.most) for one in inputs], dtype=np.float64)
    whole = np.array([[one.kind in ("count", "day")] for one in inputs])
    least, usual, most = (column[:, np.newaxis] for column in ends.T)
    side = np.where(whole, 0.5, 0.0)
    drawn = triangular_between(uniforms, least - side, usual, most + side)
    rounded = np.minimum(np.maximum(np.floor(drawn + 0.5), least), most)
    return np.where(whole, rounded, drawn)


@attrs.frozen
class Time:
    """How long something really takes.

    ``input`` is the index of the input, or -1 for none (no time at all, or a ``distribution``).
    ``clock`` is ``work`` (working minutes) or ``civil`` (calendar days).  ``scale`` is minutes
    per unit of the input.  ``stated`` marks a duration that the text itself sets exactly; then
    ``input`` is -1 and ``fixed`` its minutes.  ``least`` and ``most`` are minutes between which
    the text keeps whatever is assumed.
    """

    input: int
    clock: str
    scale: float
    distribution: Distribution | None = None
    fixed: int = 0
    stated: bool = False
    least: float = 0.0
    most: float = math.inf

    @property
    def bounded(self) -> bool:
        """The text says something of how long it takes, without saying it exactly."""
        return self.least > 0.0 or self.most < math.inf

    def within(self, minutes: float) -> float:
        """A time within what the text allows."""
        return min(max(minutes, self.least), self.most)


@attrs.frozen
class NoticePeriod:
    """Length of a public notice: ``days`` where it is fixed, else the index of an input.

    ``least`` is what the text demands at least where the length is assumed.
    """

    days: int
    input: int
    unit: str
    roll: str
    stated: bool
    least: int = 0


@attrs.frozen
class Moment:
    """A date that closes something.

    ``minute`` where it is fixed; else ``input`` (working days) counted from ``anchor``:
    ``opening`` (after it), ``before`` or ``after`` the moment of node ``of``; ``date`` takes the
    input as civil days since the opening.  It falls at the close of business, or at the end of
    the civil day where ``whole_day`` says so (receipts count until then).
    """

    minute: int
    input: int
    anchor: str
    of: int
    stated: bool
    whole_day: bool = False


@attrs.frozen
class Limit:
    """A deadline: its moment, what counts, and whether the late leave (``out``)."""

    moment: Moment
    counts: str
    out: bool


@attrs.frozen
class Meeting:
    """When a body decides.

    ``starts`` are given meetings in minutes, in order; ``notice`` is the input of working days
    after the file is ready; ``time`` is how long the decision takes.  Just one of them is set.
    """

    starts: tuple[int, ...] = ()
    notice: int = -1
    time: Time | None = None
    length: int = 0
    against: int = -1  # minute of the deadline it is hurried towards
    least: float = 0.0  # working minutes below which it cannot be hurried
    hurried: float = 0.0  # share of its time below which it cannot be hurried
    not_before: int = 0

    def over(self, start: int, calendar: WorkCalendar) -> int:
        """When a meeting is over that starts at a minute.

        One that is held on a day off has the hours of that day, as a working day has them, before
        it goes on in those of the working days that follow.
        """
        if not self.length:
            return start
        opened = calendar.open_after(start)
        if opened == start:
            return calendar.add_work(start, self.length)
        left = self.length - calendar.day_minutes
        return start + self.length if left <= 0 else calendar.add_work(opened, left)


@attrs.frozen
class Objections:
    """Objections during a notice: the input of the rate, and whom a pending one holds."""

    rate: int
    holds: str


@attrs.frozen
class FurtherMaterial:
    """A request for further material: inputs of the time and of the number of rounds.

    ``rounds_fixed`` and ``minutes_fixed`` stand where the text itself says so (-1 otherwise);
    the minutes are of work, or ``civil``.
    """

    within: int
    rounds: int
    minutes_fixed: int = -1
    rounds_fixed: int = -1
    civil: bool = False


@attrs.frozen
class Review:
    """Several people judge each case: how many (fixed or input), and who gets which file."""

    count: int
    input: int
    assignment: str


@attrs.frozen
class Risk:
    """Something that may go wrong at a stage.

    ``probability`` and ``days`` (working days) are indices of inputs, ``days`` -1 where it takes
    none of its own.
    """

    name: str
    kind: str
    title: Text
    node: int
    probability: int
    days: int


@attrs.frozen
class TimeLimit:
    """The longest that something may take: minutes of work, or ``civil`` ones."""

    minutes: int
    civil: bool = False
