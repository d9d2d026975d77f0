"""Many replications, in one process or several; the result never depends on how many."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.errors import AwardsimError
from awardsim.procedure.model import Procedure
from awardsim.simulation.invariants import check_log
from awardsim.simulation.localdays import engine_of
from awardsim.simulation.log import Log
from awardsim.simulation.luck import Luck, draw_inputs
from awardsim.simulation.plan import Plan, make_plan
from awardsim.simulation.prepared import Preparation
from awardsim.streams import BLOCK, SharedStreams, Streams
from awardsim.text import Text

Floats = NDArray[np.float64]
#: Turns the log of one replication into a row of figures.
Collect = Callable[[Plan, Log], list[float]]
#: Replications of one task; small enough for progress, large enough to be worth sending.
CHUNK = 3 * BLOCK
#: How often the processes of a run may be ended from outside before it is given up.
ATTEMPTS = 3
#: Applicants of the replications that are set up one after the other and then run one after the
#: other: they are different pieces of code, and each stays warm.
BATCH = 600


@attrs.frozen
class Arm:
    """One arm of an experiment: which inputs are pinned, and which replications are run.

    ``variant`` names one of several procedures that share their inputs; ``swapped`` has inputs
    that take the value of another replication, so many further on.
    """

    pinned: Mapping[int, float]
    first: int
    count: int
    variant: str = ""
    swapped: Mapping[int, int] = {}


def replicate(
    plan: Plan, seed: int, replication: int, pinned: Mapping[int, float] | None = None
) -> Log:
    """The log of one replication; its invariants hold, or an InvariantError says which broke."""
    return next(logs(plan, seed, Arm(pinned or {}, replication, 1)))


def logs(plan: Plan, seed: int | Streams, arm: Arm) -> Iterator[Log]:
    """Logs of an arm's replications, in order."""
    streams = seed if isinstance(seed, Streams) else Streams(seed)
    rows = draw_inputs(plan.procedure.inputs, streams, arm.first, arm.count, arm.pinned)
    for index, offset in arm.swapped.items():
        one = plan.procedure.inputs[index]
        drawn = draw_inputs([one], streams, arm.first + offset, arm.count)
        for row, (value,) in zip(rows, drawn, strict=True):
            row[index] = value
    for start, end in _blocks(arm.first, arm.count):
        with _undisturbed():
            luck = Luck(plan, streams, start, rows[start - arm.first : end - arm.first])
        yield from logs_of(plan, luck)


def logs_of(plan: Plan, luck: Luck) -> Iterator[Log]:
    """Logs of the replications whose luck has been drawn, in order."""
    with _undisturbed():
        preparation = Preparation(plan, luck)
    batch = max(BATCH // max(luck.count // luck.replications, 1), 1)
    for place in range(0, luck.replications, batch):
        with _undisturbed():
            end = min(place + batch, luck.replications)
            found = _run(plan, preparation, range(place, end))
        yield from found


def _run(plan: Plan, preparation: Preparation, places: range) -> list[Log]:
    """Logs of some replications of a block."""
    engine = engine_of(plan.procedure)
    made = [engine(plan, preparation.of(place)) for place in places]
    found = []
    for one in made:
        log = one.run()
        check_log(plan, log)
        one.__dict__.clear()  # it holds itself in many ways: nothing need look for that
        found.append(log)
    return found


def _blocks(first: int, count: int) -> Iterator[tuple[int, int]]:
    """Replications that are drawn together: from, up to."""
    last = first + count
    while first < last:
        end = min(last, first - first % BLOCK + BLOCK)
        yield first, end
        first = end


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage collection, and no second check of parameters, while a replication runs.

    A replication leaves its cycles behind as one piece: collecting them in between finds nothing.
    Parameters of rules were checked when the procedure was built.
    """
    collecting = gc.isenabled()
    checking = not attrs.validators.get_disabled()
    gc.disable()
    attrs.validators.set_disabled(True)
    try:
        yield
    finally:
        attrs.validators.set_disabled(not checking)
        if collecting:
            gc.enable()


class Workers:
    """Runs arms of one procedure; a context manager that owns its processes.

    Parameters
    ----------
    procedures
        What is run, by the name of the variant; "" is the procedure itself.
    collect
        Makes the figures of one replication; a module-level function.
    seed
        Seed of all streams.
    workers
        Processes; 1 runs everything here.
    tick
        Called with the number of replications each time some are done.
    """

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        collect: Collect,
        seed: int,
        workers: int = 1,
        tick: Callable[[int], None] | None = None,
    ) -> None:
        self.collect = collect
        self.streams = _both(seed)
        self.tick = tick or (lambda _count: None)
        self.plans = {name: make_plan(one) for name, one in procedures.items()}
        self.executor: ProcessPoolExecutor | None = None
        self._start = partial(
            ProcessPoolExecutor,
            workers,
            initializer=_begin,
            initargs=(dict(procedures), seed),
        )
        if workers > 1:
            self.executor = self._start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=kind is None, cancel_futures=True)

    def run(self, arms: Sequence[Arm], collect: Collect | None = None) -> list[Floats]:
        """Figures of each arm, shape (replications, figures), in the order of the arms.

        ``collect`` makes these figures instead of the usual ones; a module-level function.
        """
        tasks = [
            (
                place,
                attrs.evolve(arm, first=start, count=min(CHUNK, arm.first + arm.count - start)),
            )
            for place, arm in enumerate(arms)
            for start in range(arm.first, arm.first + arm.count, CHUNK)
        ]
        tasks.sort(key=lambda task: task[1].first)  # like replications share what is drawn
        parts: list[list[Floats]] = [[] for _ in arms]
        for (place, task), figures in zip(
            tasks, self._done(tasks, collect or self.collect), strict=True
        ):
            parts[place].append(figures)
            self.tick(task.count)
        return [np.concatenate(part) if part else np.empty((0, 0)) for part in parts]

    def _done(self, tasks: Sequence[tuple[int, Arm]], collect: Collect) -> Iterator[Floats]:
        """Figures of each task, in their order.

        A process that is ended from outside takes all tasks with it that are not done: they are
        begun again, which gives the same figures.
        """
        if self.executor is None:
            for _, task in tasks:
                yield _figures(self.plans[task.variant], collect, self.streams, task)
            return
        done = 0
        begun: dict[int, Future[Floats]] = {}
        for _ in range(ATTEMPTS):
            try:
                for one in range(done, len(tasks)):
                    if one not in begun:
                        begun[one] = self.executor.submit(_work, tasks[one][1], collect)
                while done < len(tasks):
                    yield begun[done].result()
                    done += 1
                return
            except BrokenProcessPool:
                self.executor.shutdown(wait=False, cancel_futures=True)
                self.executor = self._start()
                begun = {one: future for one, future in begun.items() if _has_figures(future)}
        raise AwardsimError(
            Text(
                f"推演用的进程{ATTEMPTS}次被中途结束：内存不足、被人结束，或者插件的代码自己退出；"
                "减少 --workers 再试",
                f"processes of this run were ended {ATTEMPTS} times: out of memory, killed, or "
                "left by a plugin's own code; try again with fewer --workers",
            )
        )


def _has_figures(future: Future[Floats]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def usable_workers() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


def _both(seed: int) -> tuple[Streams, Streams]:
    """Where an experiment's numbers come from, and those of arms that share theirs with others."""
    return Streams(seed), SharedStreams(seed)


def _figures(plan: Plan, collect: Collect, both: tuple[Streams, Streams], arm: Arm) -> Floats:
    streams = both[bool(arm.pinned or arm.swapped or arm.variant)]
    with _undisturbed():  # nothing of a task stays, so that no garbage need be looked for after it
        return np.array([collect(plan, log) for log in logs(plan, streams, arm)])


_task: dict[str, object] = {}  # what a worker process works on; set once when it begins


def _begin(procedures: Mapping[str, Procedure], seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _task["plans"] = {name: make_plan(one) for name, one in procedures.items()}
    _task["streams"] = _both(seed)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(arm: Arm, collect: Collect) -> Floats:
    plans, streams = _task["plans"], _task["streams"]
    assert isinstance(plans, dict)
    assert isinstance(streams, tuple)
    return _figures(plans[arm.variant], collect, streams, arm)
