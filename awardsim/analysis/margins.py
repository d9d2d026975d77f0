"""How far a number may move until the answer breaks, everything else varying as before."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import attrs

from awardsim.procedure.model import Input, Procedure

#: A number is followed beyond the end of its range, up to so many times that end.
FARTHEST = 3.0
#: Steps of a number that has no natural ones.
_STEPS = 20


@attrs.frozen
class Margin:
    """Where the answer breaks as one number moves.

    Attributes
    ----------
    value
        The first value, on the grid of its unit, at which the share is on the other side of the
        target; None where it is not up to ``farthest``.
    share
        The share there, or at ``farthest``.
    farthest
        The last value that was tried in that direction.
    within
        ``value`` lies within the number's own range.
    """

    value: float | None
    share: float
    farthest: float
    within: bool


#: Shares in time with inputs pinned, one for each.
Shares = Callable[[Sequence[Mapping[int, float]]], list[float]]


def margins(
    procedure: Procedure,
    tried: Mapping[int, Mapping[float, float]],
    target: float,
    share: float,
    shares: Shares,
) -> dict[int, Margin]:
    """Where each of several inputs breaks the answer, or mends it where it does not hold.

    Parameters
    ----------
    tried
        By input, the shares at values that were tried already: two at least, or one beside the
        number as it is.
    share
        The share with everything as it is.
    shares
        Runs inputs pinned to values.
    """
    under_way = []
    for index, known in tried.items():
        one = _Walk.of(index, procedure.inputs[index], known, target, share)
        if one is not None:
            under_way.append(one)
    walking = [one for one in under_way if one.wanted is not None]
    while walking:
        found = shares([{one.input: one.wanted} for one in walking if one.wanted is not None])
        for one, got in zip(walking, found, strict=True):
            one.take(got)
        walking = [one for one in walking if one.wanted is not None]
    return {one.input: one.result() for one in under_way}


@attrs.define
class _Walk:
    """Halving between a value that is on this side of the target and one that is beyond it."""

    input: int
    target: float
    holds: bool  # whether the answer holds as it is; looked for is where that changes
    step: float
    here: float
    there: float | None
    farthest: float
    least: float
    most: float
    share: float
    wanted: float | None = None

    @classmethod
    def of(
        cls, index: int, one: Input, known: Mapping[float, float], target: float, share: float
    ) -> _Walk | None:
        """A walk in the direction in which the answer changes; None where none shows."""
        holds = share >= target
        points = dict(known)
        points.setdefault(one.usual, share)
        low, high = min(points), max(points)
        if points[low] == points[high]:
            return None
        worse_up = points[high] < points[low]
        upwards = worse_up == holds
        step = _step(one)
        reach = max(abs(high), one.most) * FARTHEST
        if one.unit == "share":
            reach = 1.0
        if one.kind == "day" or one.id.startswith("fill."):  # dates keep to what was thought of
            reach = high
        floor = 1.0 if one.id.split(".")[0] in ("people", "channels") else 0.0
        if one.kind == "day" or one.id.startswith("fill."):
            floor = low
        farthest = _on(reach if upwards else floor, step)
        end = high if upwards else low
        start = one.usual if one.least <= one.usual <= one.most else (low if upwards else high)
        walk = cls(index, target, holds, step, start, None, farthest, one.least, one.most, share)
        if (points[end] >= target) != holds:
            walk.there, walk.share = end, points[end]
            walk._next()
        elif end == farthest:
            walk.share = points[end]
        else:
            walk.here = end
            walk.wanted = farthest
        return walk

    def take(self, got: float) -> None:
        """The share at the value that was wanted."""
        assert self.wanted is not None
        if (got >= self.target) != self.holds:
            self.there, self.share = self.wanted, got
        else:
            self.here = self.wanted
            if self.there is None:
                self.share = got
        self.wanted = None
        if self.there is not None:
            self._next()

    def _next(self) -> None:
        assert self.there is not None
        if abs(self.there - self.here) <= self.step * 1.01:
            return
        middle = _on((self.here + self.there) / 2, self.step)
        if middle not in (self.here, self.there):
            self.wanted = middle

    def result(self) -> Margin:
        """What was found."""
        within = self.there is not None and self.least <= self.there <= self.most
        return Margin(self.there, self.share, self.farthest, within)


def _step(one: Input) -> float:
    if one.unit == "share":
        return 0.01
    if one.kind in ("count", "day", "working", "civil"):
        return 1.0
    return (one.most - one.least) / _STEPS or 1.0


def _on(value: float, step: float) -> float:
    """The nearest value on the grid of a step."""
    return round(math.floor(value / step + 0.5) * step, 10)
