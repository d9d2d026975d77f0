"""Runs whose rows of figures are kept when they are done, so that nothing is run twice."""

from __future__ import annotations

import base64
import itertools
import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.axes import MOST_POINTS, Axis, too_many
from awardsim.analysis.kept import Kept
from awardsim.errors import InputError
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.simulation.tasks import Collect

Floats = NDArray[np.float64]
Values = tuple[str, ...]
#: Says of a procedure what it is, with everything that a figure depends on.
NameOf = Callable[[Procedure, Mapping[str, Any]], str]


class Runs:
    """Runs procedures one after another, all under the same luck.

    Parameters
    ----------
    collect
        Makes the figures of one replication; a module-level function.
    kept
        Rows that are there already are taken from it, others added to it when they are done.
    name_of
        Names a procedure for ``kept``.

    Attributes
    ----------
    taken
        How many procedures were taken from ``kept``.
    """

    def __init__(
        self,
        collect: Collect,
        *,
        replications: int,
        seed: int = 1,
        workers: int = 1,
        tick: Callable[[int], None] | None = None,
        kept: Kept | None = None,
        name_of: NameOf | None = None,
    ) -> None:
        self.collect = collect
        self.replications, self.seed, self.workers, self.tick = replications, seed, workers, tick
        self.kept, self.name_of = kept, name_of
        self.taken = 0

    def rows(self, procedure: Procedure) -> Floats:
        """The figures of a procedure, shape (replications, figures)."""
        found = self._kept(procedure)
        if found is not None:
            self.taken += 1
            if self.tick is not None:
                self.tick(self.replications)
            return found
        with Workers({"": procedure}, self.collect, self.seed, self.workers, self.tick) as crew:
            found = crew.run([Arm({}, 0, self.replications)])[0]
        if self.kept is not None and self.name_of is not None:
            self.kept.add(self._name(procedure), packed(found))
        return found

    def _kept(self, procedure: Procedure) -> Floats | None:
        if self.kept is None or self.name_of is None:
            return None
        row = self.kept.get(self._name(procedure))
        found = None if row is None else unpacked(row)
        return found if found is not None and len(found) == self.replications else None

    def _name(self, procedure: Procedure) -> str:
        assert self.name_of is not None
        collected = f"{self.collect.__module__}.{self.collect.__qualname__}"
        more = {"seed": self.seed, "replications": self.replications, "collected": collected}
        return self.name_of(procedure, more)


def packed(rows: Floats) -> dict[str, Any]:
    """Rows as plain data, exactly; :func:`unpacked` gives them back."""
    columns = np.ascontiguousarray(rows.T, dtype="<f8")  # like values side by side pack well
    text = base64.b64encode(zlib.compress(columns.tobytes())).decode("ascii")
    return {"rows": rows.shape[0], "columns": rows.shape[1], "packed": text}


def unpacked(row: Mapping[str, Any]) -> Floats | None:
    """Rows that were packed; None where they cannot be read.

    >>> unpacked(packed(np.array([[1.0, math.nan], [0.1, 2.0]]))).tolist()
    [[1.0, nan], [0.1, 2.0]]
    >>> unpacked({"rows": 1, "columns": 1, "packed": "torn"}) is None
    True
    """
    try:
        content = zlib.decompress(base64.b64decode(row["packed"]))
        columns = np.frombuffer(content, dtype="<f8").reshape(row["columns"], row["rows"])
    except (KeyError, TypeError, ValueError, zlib.error):
        return None
    return np.ascontiguousarray(columns.T, dtype=np.float64)


def on_grid(
    axes: Sequence[Axis], load: Callable[[Sequence[str]], Procedure]
) -> dict[Values, Procedure]:
    """The procedure of every point of a grid, the last axis fastest.

    Parameters
    ----------
    load
        Makes the procedure for values to replace, each ``path=value``.

    Raises
    ------
    InputError
        Too many points, or a value that cannot be.
    """
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        raise InputError(too_many(count, " ".join(axis.path for axis in axes)))
    return {
        values: load([f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True)])
        for values in itertools.product(*(axis.values for axis in axes))
    }
