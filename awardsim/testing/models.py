"""Checks on populations and figures."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.rules.interface import Ints
from awardsim.simulation.log import Log
from awardsim.streams import Streams
from awardsim.testing.bench import SEED, Bench, Trial
from awardsim.testing.candidates import request_for
from awardsim.testing.texts import finished

#: Columns that every run asks for.
NEEDED = ("start", "lot", "complete", "merit")
_COUNT = 24


def _drawn(
    bench: Bench, id: str, members: Ints, size: int = 0
) -> tuple[Mapping[str, NDArray[Any]] | None, str]:
    """Columns of the applicants in some of the slots; None and the reason if there are none."""
    model = bench.populations[id]
    parameters = next(iter(bench.examples.get(id, ())), model.usual)
    slots = members * 5 + 2
    size = size or _COUNT * 5 + 2
    place = np.zeros(len(members), dtype=np.int64)
    request = request_for(Streams(SEED), slots, place, members % 2, members // 2 % 3, 2, size)
    try:
        columns = model.draw(attrs.evolve(request, parameters=parameters))
        names = [*dict.fromkeys([*NEEDED, *columns])]
        found = {name: np.array(columns[name]) for name in names}
    except Exception as error:  # noqa: BLE001 - foreign code
        return None, f"fails with {type(error).__name__}: {error}"
    for name, column in found.items():
        if column.shape != (len(members),):
            said = f"column '{name}' has the shape {column.shape}, expected ({len(members)},)"
            return None, said
    return found, ""


def draws(bench: Bench, id: str) -> Iterator[str]:
    """It gives every applicant a value in every column that a run needs."""
    columns, said = _drawn(bench, id, np.arange(_COUNT))
    if columns is None:
        yield said
        return
    for name, column in columns.items():
        if column.dtype.kind == "f" and np.isnan(column).any():
            yield f"column '{name}' is not a number for somebody"
    if len(np.unique(columns["lot"])) < _COUNT:
        yield "column 'lot' gives two applicants the same lot: who is first would be the order"


def same_slots(bench: Bench, id: str) -> Iterator[str]:
    """An applicant is drawn the same whoever else is there, in whatever order."""
    whole, _ = _drawn(bench, id, np.arange(_COUNT))
    if whole is None:
        return
    others = (
        ("drawn again", np.arange(_COUNT), 0),
        ("in another order", np.arange(_COUNT)[::-1], 0),
        ("without half of the others", np.arange(0, _COUNT, 2), 0),
        ("beside applicants in further slots", np.arange(_COUNT), _COUNT * 50),
    )
    for said, members, size in others:
        part, failed = _drawn(bench, id, members, size)
        if part is None:
            yield f"{said}: {failed}"
            return
        for name, column in part.items():
            expected = whole[name][members] if name in whole else column
            if not np.array_equal(expected, column, equal_nan=column.dtype.kind == "f"):
                yield f"column '{name}' differs {said}: a number must belong to a slot"
                return


def model_pickles(bench: Bench, id: str) -> Iterator[str]:
    """It can be sent to a worker process."""
    yield from _pickled(bench.populations[id])


def _pickled(thing: object) -> Iterator[str]:
    try:
        pickle.loads(pickle.dumps(thing))
    except Exception as error:  # noqa: BLE001 - foreign code may refuse in any way
        yield f"cannot be sent to a worker: {type(error).__name__}: {error}"


# ---- figures --------------------------------------------------------------------------------


def _values(
    bench: Bench, id: str, trial: Trial, logs: Sequence[Log] | None = None
) -> tuple[list[object], str]:
    """The figure in every replication of a trial; of copies, so that nothing can be changed."""
    logs = [_copied(log) for log in trial.logs] if logs is None else logs
    found: list[object] = []
    for place, log in enumerate(logs):
        try:
            found.append(bench.figures[id].compute(trial.procedure, log))
        except Exception as error:  # noqa: BLE001 - foreign code
            return found, f"{trial.name}, replication {place}: {type(error).__name__}: {error}"
    return found, ""


def _copied(log: Log) -> Log:
    """A log whose lists are its own."""
    return attrs.evolve(
        log,
        rows=list(log.rows),
        left=list(log.left),
        objections=list(log.objections),
        outcome=list(log.outcome),
    )


def _trials(bench: Bench) -> list[Trial]:
    return finished(list(bench.trials.values())) or [bench.sample]


def finite(bench: Bench, id: str) -> Iterator[str]:
    """It is a number, or undefined; and defined somewhere."""
    defined = False
    for trial in _trials(bench):
        values, failed = _values(bench, id, trial)
        if failed:
            yield failed
            return
        for place, value in enumerate(values):
            where = f"{trial.name}, replication {place}"
            if isinstance(value, bool) or not isinstance(value, int | float | np.number):
                yield f"{where}: gives {type(value).__name__}, expected a number"
                return
            if math.isinf(float(value)):
                yield f"{where}: is infinite; where it is undefined it is nan"
                return
            defined |= not math.isnan(float(value))
    if not defined:
        yield "is undefined (nan) in every replication"


def leaves_alone(bench: Bench, id: str) -> Iterator[str]:
    """It is the same when it is computed again, and changes nothing in the log."""
    for trial in _trials(bench):
        logs = [_copied(log) for log in trial.logs]
        first, failed = _values(bench, id, trial, logs)
        second, _ = _values(bench, id, trial)
        if failed:
            return
        same = (
            (log.rows, log.outcome, log.left) == (was.rows, was.outcome, was.left)
            for log, was in zip(logs, trial.logs, strict=True)
        )
        if not all(same):
            yield f"{trial.name}: changes the log that it is handed"
            return
        if not all(_equal(one, other) for one, other in zip(first, second, strict=True)):
            yield f"{trial.name}: differs when it is computed again"
            return


def _equal(one: object, other: object) -> bool:
    both_nan = one != one and other != other
    return bool(one == other) or both_nan


def figure_pickles(bench: Bench, id: str) -> Iterator[str]:
    """It can be sent to a worker process."""
    yield from _pickled(bench.figures[id])


POPULATIONS: Mapping[str, Callable[[Bench, str], Iterator[str]]] = {
    "draws": draws,
    "same slots": same_slots,
    "pickles": model_pickles,
}
FIGURES: Mapping[str, Callable[[Bench, str], Iterator[str]]] = {
    "finite": finite,
    "leaves alone": leaves_alone,
    "pickles": figure_pickles,
}
