"""Many replications, in one process or several; the result never depends on how many."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType

import numpy as np

from awardsim.errors import AwardsimError
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.plan import make_plan
from awardsim.simulation.tasks import (
    Collect,
    Floats,
    Numbers,
    Task,
    branching_tasks,
    figures_of,
    tasks_of,
)
from awardsim.text import Text

#: How often the processes of a run may be ended from outside before it is given up.
ATTEMPTS = 3


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
        self.numbers = Numbers.of(seed)
        self.tick = tick or (lambda _count: None)
        self.plans = {name: make_plan(one) for name, one in procedures.items()}
        self.workers = workers
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

    def run(
        self, arms: Sequence[Arm], collect: Collect | None = None, alike: bool = False
    ) -> list[Floats]:
        """Figures of each arm, shape (replications, figures), in the order of the arms.

        Parameters
        ----------
        collect
            Makes these figures instead of the usual ones; a module-level function.
        alike
            Most arms differ from the base run in little: where they can, they go on from the
            middle of its replications (:mod:`.branching`).  The figures are the same.
        """
        plan = self.plans.get("")
        tasks = branching_tasks(arms, plan, self.workers) if alike and plan else tasks_of(arms)
        parts: list[list[Floats]] = [[] for _ in arms]
        for task, figures in zip(tasks, self._done(tasks, collect or self.collect), strict=True):
            for place, own in zip(task.places, figures, strict=True):
                parts[place].append(own)
            self.tick(task.count * len(task.places))
        return [np.concatenate(part) if part else np.empty((0, 0)) for part in parts]

    def _done(self, tasks: Sequence[Task], collect: Collect) -> Iterator[list[Floats]]:
        """Figures of each arm of each task, in their order.

        A process that is ended from outside takes all tasks with it that are not done: they are
        begun again, which gives the same figures.
        """
        if self.executor is None:
            for task in tasks:
                yield figures_of(self.plans, collect, self.numbers, task)
            return
        done = 0
        begun: dict[int, Future[list[Floats]]] = {}
        for _ in range(ATTEMPTS):
            try:
                for one in range(done, len(tasks)):
                    if one not in begun:
                        begun[one] = self.executor.submit(_work, tasks[one], collect)
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


def _has_figures(future: Future[list[Floats]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def usable_workers() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


_task: dict[str, object] = {}  # what a worker process works on; set once when it begins


def _begin(procedures: Mapping[str, Procedure], seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _task["plans"] = {name: make_plan(one) for name, one in procedures.items()}
    _task["numbers"] = Numbers.of(seed)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task, collect: Collect) -> list[Floats]:
    plans, numbers = _task["plans"], _task["numbers"]
    assert isinstance(plans, dict)
    assert isinstance(numbers, Numbers)
    return figures_of(plans, collect, numbers, task)
