"""The real days of an edition: finding their file, and whether the edition can have them."""

from __future__ import annotations

import datetime
import importlib.resources
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.analysis.experiment import load
from awardsim.analysis.names import EXAMPLES
from awardsim.analysis.subject import find_stage
from awardsim.errors import InputError, Problem, ScenarioError, nearest_name
from awardsim.procedure.model import Procedure
from awardsim.procedure.progress import progress_problems
from awardsim.scenario.actual import Actual, read_actual
from awardsim.scenario.model import Progress
from awardsim.text import Text
from awardsim.units import Duration

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue

_FOLDER, _ENDING = "actual", ".toml"


def find_actual(name: str) -> Actual:
    """A file by its path; a plain name in the folder ``actual`` here, else of the examples.

    Raises
    ------
    ScenarioError
        It cannot be read, or there are mistakes in it.
    """
    path = Path(name)
    if not name.endswith(_ENDING) and os.sep not in name:
        here = Path(_FOLDER, f"{name}{_ENDING}")
        if here.is_file():
            return read_actual(here)
        example = importlib.resources.files(EXAMPLES) / _FOLDER / f"{name}{_ENDING}"
        if not path.exists() and example.is_file():
            with importlib.resources.as_file(example) as kept:
                return read_actual(kept)
    return read_actual(path)


def made_when(actual: Actual, procedure: Procedure) -> datetime.date:
    """The day on which the forecast is made: as the file says, else the scenario, else its opening.

    Raises
    ------
    ScenarioError
        It is after the last real day, or the scenario knows what happened later.
    """
    made_on = actual.made_on or procedure.scenario.calendar.known_on or procedure.calendar.opening
    days = [*actual.done.values(), *actual.posted.values()]
    wrong = []
    if days and made_on >= max(days):
        message = Text(
            f"预测作出的日子（{made_on}）不早于最后一个实际日期（{max(days)}）：没有可比的",
            f"made on {made_on}, not before the last real day ({max(days)}): nothing to compare",
        )
        wrong.append(Problem(message, actual.file, actual.line("made_on"), "made_on"))
    progress = procedure.scenario.progress
    if progress is not None and progress.today > made_on:
        message = Text(
            f"情景里的 [progress] 已经知道 {progress.today} 的事，预测是 {made_on} 作出的",
            f"[progress] of the scenario knows what happened by {progress.today}, and the forecast "
            f"is made on {made_on}",
        )
        wrong.append(Problem(message, procedure.scenario.file, path="progress.today"))
    if wrong:
        raise ScenarioError(wrong)
    return made_on


def as_planned(
    name: str, actual: Actual, catalogue: Catalogue, sets: Sequence[str] = ()
) -> Procedure:
    """The edition as it was planned, with what had been announced when the forecast was made.

    Raises
    ------
    InputError
        There is no such scenario, or the forecast is no forecast (see :func:`made_when`).
    """
    procedure = load(name, catalogue, sets)
    made_on = made_when(actual, procedure)
    choice = procedure.scenario.calendar
    if choice.known_on != made_on and choice.kind == "announced":
        procedure = load(name, catalogue, [*sets, f"calendar.known_on={made_on}"])
    return procedure


def checked_days(
    actual: Actual, procedure: Procedure
) -> tuple[dict[str, datetime.date], dict[str, datetime.date]]:
    """Days by stage ids: when they were over, and when their notices were posted.

    Raises
    ------
    ScenarioError
        With everything that the edition cannot have.
    """
    wrong: list[Problem] = []
    ids: dict[str, str] = {}

    def named(kind: str, given: Mapping[str, datetime.date]) -> dict[str, datetime.date]:
        found = {}
        for name, day in given.items():
            at = actual.line(kind, name)
            try:
                stage = find_stage(procedure, name)
            except InputError as error:
                wrong.extend(
                    attrs.evolve(one, file=actual.file, line=at, path=f"{kind}.{name}")
                    for one in error.problems
                )
                continue
            message = _impossible(procedure, stage, day, posted=kind == "posted")
            if message is not None:
                wrong.append(Problem(message, actual.file, at, f"{kind}.{name}"))
                continue
            ids[f"progress.{kind}.{stage}"] = f"{kind}.{name}"
            found[stage] = day
        return found

    done, posted = named("done", actual.done), named("posted", actual.posted)
    days = [*done.values(), *posted.values()]
    if days:
        up = {stage: day for stage, day in posted.items() if stage not in done}
        for one in progress_problems(procedure, Progress(max(days), done, up)):
            path = ids.get(one.path, one.path)
            kind, _, name = path.partition(".")
            wrong.append(
                attrs.evolve(one, file=actual.file, line=actual.line(kind, name), path=path)
            )
    for path, value in actual.observed.items():
        message, near = _unfit(procedure, path, value)
        if message is not None:
            at = actual.line("observed", path)
            wrong.append(Problem(message, actual.file, at, f"observed.{path}", near))
    if wrong:
        raise ScenarioError(sorted(wrong, key=lambda one: one.line))
    return done, posted


def _impossible(
    procedure: Procedure, stage: str, day: datetime.date, *, posted: bool
) -> Text | None:
    """Why a day cannot be one of a stage of this edition, whatever the other days are."""
    calendar = procedure.calendar
    if not calendar.opening <= day <= calendar.last:
        return Text(
            f"{day} 不在这一届的日历内（{calendar.opening} 至 {calendar.last}）",
            f"{day} is outside the calendar of this edition ({calendar.opening} to "
            f"{calendar.last})",
        )
    if posted and procedure.nodes[procedure.node_index[stage]].notice is None:
        return Text(f"'{stage}' 不是公示", f"'{stage}' is no notice")
    return None


def _unfit(procedure: Procedure, path: str, value: float | Duration) -> tuple[Text | None, str]:
    """Why something cannot have been observed of an edition, and the path that was meant."""
    index = procedure.input_index(path)
    if index < 0:
        message = Text("这一届没有这项估计", "this edition assumes nothing of that name")
        return message, nearest_name(path, procedure.names)
    unit = procedure.inputs[index].unit
    if isinstance(value, Duration) != (unit in ("wd", "cd", "h")):
        right = f'"5{unit}"' if unit in ("wd", "cd", "h") else "5"
        return Text(f"单位不对：应如 {right}", f"the unit is another one: as in {right}"), ""
    if isinstance(value, Duration) and value.unit.value != unit:
        return Text(f"单位应是 {unit}", f"its unit must be {unit}"), ""
    return None, ""
