"""Several series run under the same luck; what is done can be had at any time, and be kept."""

from __future__ import annotations

import base64
import binascii
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.kept import Kept
from awardsim.cycles.editions import OF_TRACK, Run, Series
from awardsim.cycles.outlook import Outlook
from awardsim.procedure.model import Procedure
from awardsim.streams import BLOCK

Floats = NDArray[np.float64]
Task = tuple[int, int, int]


class LookingAhead:
    """Series under way.

    Parameters
    ----------
    workers
        Processes; the figures do not depend on how many there are.
    tick
        Called with the number of replications each time some are done.
    kept
        Series that are done already are taken from it, others added to it.
    name_of
        Says of a procedure what it is, with everything that a figure depends on; for ``kept``.

    Attributes
    ----------
    taken
        How many series stood in ``kept``.
    """

    def __init__(
        self,
        series: Sequence[Series],
        *,
        replications: int,
        seed: int = 1,
        workers: int = 1,
        tick: Callable[[int], None] | None = None,
        kept: Kept | None = None,
        name_of: Callable[[Procedure, Mapping[str, Any]], str] | None = None,
    ) -> None:
        self.series = tuple(series)
        self.replications, self.seed, self.workers = replications, seed, workers
        self.tick, self.kept, self.name_of = tick, kept, name_of
        self.taken = 0
        self._done: dict[int, Outlook] = {}

    def run(self) -> list[Outlook]:
        """Run all that are not kept."""
        for number, one in enumerate(self.series):
            figures = self._kept(one)
            if figures is not None:
                self._done[number] = Outlook(one, figures)
                self.taken += 1
                self._tell(self.replications)
        tasks = [
            (number, first, min(BLOCK, self.replications - first))
            for number in range(len(self.series))
            if number not in self._done
            for first in range(0, self.replications, BLOCK)
        ]
        parts: dict[int, list[Floats]] = {}
        done = _figures(self.series, self.seed, tasks, self.workers)
        for (number, first, count), found in zip(tasks, done, strict=True):
            parts.setdefault(number, []).append(found)
            if first + count == self.replications:
                outlook = Outlook(self.series[number], np.concatenate(parts.pop(number)))
                self._done[number] = outlook
                self._keep(outlook)
            self._tell(count)
        return self.so_far()

    def so_far(self) -> list[Outlook]:
        """Those that are done, up to the first that is not."""
        found: list[Outlook] = []
        while len(found) in self._done:
            found.append(self._done[len(found)])
        return found

    def _tell(self, count: int) -> None:
        if self.tick is not None:
            self.tick(count)

    def _keep(self, one: Outlook) -> None:
        if self.kept is not None:
            figures = base64.b64encode(one.figures.astype("<f8").tobytes()).decode("ascii")
            self.kept.add(self._name(one.series), {"figures": figures})

    def _kept(self, one: Series) -> Floats | None:
        """Figures of a series that was done before, shape (replications, editions, figures)."""
        row = None if self.kept is None else self.kept.get(self._name(one))
        if row is None:
            return None
        width = len(one.procedure.tracks) * len(OF_TRACK) + len(one.procedure.quotas)
        try:
            flat = np.frombuffer(base64.b64decode(row["figures"], validate=True), dtype="<f8")
            found: Floats = flat.reshape(self.replications, one.editions, width)
        except (KeyError, TypeError, ValueError, binascii.Error):
            return None
        return found

    def _name(self, one: Series) -> str:
        assert self.name_of is not None
        more = {"cycle": one.cycle, "lag": one.lag, "editions": one.editions}
        more |= {"seed": self.seed, "replications": self.replications}
        return self.name_of(one.procedure, more)


def look_ahead(series: Sequence[Series], **options: Any) -> list[Outlook]:
    """Run series at once; see :class:`LookingAhead` for the options."""
    return LookingAhead(series, **options).run()


def _figures(
    series: Sequence[Series], seed: int, tasks: Sequence[Task], workers: int
) -> Iterator[Floats]:
    """The figures of all tasks, in their order."""
    if workers <= 1 or len(tasks) <= 1:
        runs = _Runs(series, seed)
        yield from (runs.work(task) for task in tasks)
        return
    crew = ProcessPoolExecutor(workers, initializer=_begin, initargs=(tuple(series), seed))
    whole = False
    try:
        for future in [crew.submit(_work, task) for task in tasks]:
            yield future.result()
        whole = True
    finally:
        crew.shutdown(wait=whole, cancel_futures=True)


class _Runs:
    """Series, each made ready when it is first asked for."""

    def __init__(self, series: Sequence[Series], seed: int) -> None:
        self.series = series
        self.seed = seed
        self._made: dict[int, Run] = {}

    def work(self, task: Task) -> Floats:
        number, first, count = task
        if number not in self._made:
            self._made[number] = Run.of(self.series[number], self.seed)
        return self._made[number].block(first, count)


_task: dict[str, _Runs] = {}  # what a worker process works on; set once when it begins


def _begin(series: Sequence[Series], seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _task["runs"] = _Runs(series, seed)


def _work(task: Task) -> Floats:
    return _task["runs"].work(task)
