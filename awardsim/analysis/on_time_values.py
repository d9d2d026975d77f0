"""Of all files, how many arrive in time, for each of several values of one path."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from awardsim.analysis.axes import Axis
from awardsim.analysis.on_time import REPLICATIONS, ChannelShare, on_time
from awardsim.procedure.model import Procedure


@attrs.frozen
class OnTimeValues:
    """The share of all channels' files at each value, under the same luck.

    Attributes
    ----------
    kept
        The share that is wanted; None where none is.
    shares
        One for each value of the axis, in their order.
    """

    procedure: Procedure
    axis: Axis
    kept: float | None
    replications: int
    seed: int
    shares: tuple[ChannelShare, ...]

    @property
    def best(self) -> int:
        """The place of the value with the greatest share, the last of equals."""
        return max(range(len(self.shares)), key=lambda place: (self.shares[place].on_time, place))

    @property
    def enough(self) -> tuple[int, ...]:
        """The places of values that keep what is wanted."""
        return tuple(
            place
            for place, share in enumerate(self.shares)
            if self.kept is not None and share.on_time >= self.kept
        )

    @property
    def open(self) -> tuple[int, ...]:
        """The places of values so near to what is wanted that the simulation error decides."""
        return tuple(
            place
            for place, share in enumerate(self.shares)
            if self.kept is not None and abs(share.on_time - self.kept) < share.error
        )


def on_time_values(
    load: Callable[[str], Procedure],
    axis: Axis,
    *,
    kept: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> OnTimeValues:
    """Run the procedure with each value of an axis.

    Parameters
    ----------
    load
        Gives the procedure with one more value replaced, ``path=value``.

    Raises
    ------
    InputError
        No procedure can be made with one of the values; before anything is run.
    """
    made = [load(f"{axis.path}={value}") for value in axis.values]
    shares = [
        on_time(one, replications=replications, seed=seed, workers=workers, tick=tick).rows[-1]
        for one in made
    ]
    return OnTimeValues(made[0], axis, kept, replications, seed, tuple(shares))
