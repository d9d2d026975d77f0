"""Replications that several tests ask for are run by the first of them, and read by the others.

The figures of a replication follow from the procedure, the seed and what is pinned, whoever
works it out: ``tests/simulation/test_determinism.py`` holds that on the engine itself.  Tests of
what is *made* of figures may therefore share them, across the processes that tests run in.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.simulation.tasks import Collect

try:
    import fcntl
except ImportError:  # not there on Windows, where two may do the same work
    fcntl = None  # type: ignore[assignment]

Floats = NDArray[np.float64]


@contextlib.contextmanager
def remembered_in(folder: Path) -> Iterator[None]:
    """Replications of which the folder has the figures are not run again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workers, "run", _remembering(folder))
        yield


def _remembering(folder: Path) -> Callable[..., list[Floats]]:
    """What takes the place of ``Workers.run``: figures are kept in a folder that tests share."""
    really = Workers.run

    def run(
        crew: Workers, arms: Sequence[Arm], collect: Collect | None = None, *, alike: bool = False
    ) -> list[Floats]:
        names = {
            variant: _name(plan.procedure, collect or crew.collect, crew.numbers.single.seed)
            for variant, plan in crew.plans.items()
        }
        files = [folder / f"{_name(names[arm.variant], arm)}.npy" for arm in arms]
        with _alone(folder / f"{_name(sorted(names.values()))}.lock"):
            missing = [place for place, file in enumerate(files) if not file.exists()]
            for arm in (arm for place, arm in enumerate(arms) if place not in set(missing)):
                crew.tick(arm.count)
            found = really(crew, [arms[place] for place in missing], collect, alike=alike)
            for place, figures in zip(missing, found, strict=True):
                _keep(files[place], figures)
        return [np.load(file) for file in files]

    return run


def _name(*parts: object) -> str:
    """A name of everything that figures follow from: equal bytes are equal values."""
    return hashlib.sha256(pickle.dumps(parts)).hexdigest()


def _keep(file: Path, figures: Floats) -> None:
    """Write figures so that another process sees all of them or none."""
    part = file.with_suffix(f".{os.getpid()}")
    with part.open("wb") as stream:
        np.save(stream, figures)
    part.replace(file)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one process at a time works on one experiment; another waits and finds it done."""
    with lock.open("w") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            yield
        finally:  # closing it is not enough: processes begun meanwhile have it open too
            if fcntl is not None:
                fcntl.flock(stream, fcntl.LOCK_UN)
