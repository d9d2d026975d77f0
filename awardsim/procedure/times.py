"""How long stages take: what the text states, else what is assumed, within its bounds."""

from __future__ import annotations

import attrs

from awardsim.errors import Problem
from awardsim.policy import Cell, Policy, Stage
from awardsim.procedure.bounds import ON_THE_CLOCK, bounds_of, limit_of
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import Meeting, Time, TimeLimit
from awardsim.scenario.model import Distribution, Estimate
from awardsim.text import Text
from awardsim.units import Duration, Unit

_WORKING = Text("工作日或工时", "working days or hours")


class Times:
    """Makes the times of a procedure's stages."""

    def __init__(self, policy: Policy, inputs: Inputs, day_minutes: int) -> None:
        self.policy = policy
        self.inputs = inputs
        self.scenario = inputs.scenario
        self.problems = inputs.problems
        self.tracks = tuple(policy.tracks)
        self.day_minutes = day_minutes

    def of(self, name: str, stage: Stage) -> tuple[Time | None, ...]:
        """How long a stage takes, by track; one for all where they do not differ."""
        cell = stage.duration
        if cell.value is not None and cell.bound is not None and cell.bound.value == "exactly":
            unit = cell.value.unit
            if not self._countable(name, stage):
                return (None,)
            if unit is Unit.CALENDAR_DAY:
                fixed = int(cell.value.amount * 1440)
                return (Time(-1, "civil", 1440, fixed=fixed, stated=True),)
            per = 60 if unit is Unit.HOUR else self.day_minutes
            return (Time(-1, "work", per, fixed=int(cell.value.amount * per), stated=True),)
        if not self._countable(name, stage):
            return (None,)
        times = self._assumed_times(name, stage)
        return tuple(self._bounded(stage, time) for time in times)

    def _countable(self, name: str, stage: Stage) -> bool:
        """What the text says of a stage's time is in units that it can be counted in."""
        cell = stage.duration
        if cell.value is None or cell.bound is None:
            return True
        unit = cell.value.unit
        if unit in ON_THE_CLOCK and not (stage.kind == "work" and unit is Unit.CALENDAR_DAY):
            return True
        wanted = Text("工作日、日历日或工时", "working days, calendar days or hours")
        if stage.kind == "work":
            wanted = _WORKING
        self.wrong_unit(f"stages.{name}.duration", stage, self.policy.file, wanted=wanted)
        return False

    def _bounded(self, stage: Stage, time: Time) -> Time:
        """A time within what the text allows."""
        least, most = bounds_of(stage.duration, time.clock, self.day_minutes)
        return attrs.evolve(time, least=least, most=most)

    def decision(self, name: str, stage: Stage, meeting: Meeting) -> Meeting:
        """When a body decides; one that takes days takes what the text allows."""
        if meeting.time is None or not self._countable(name, stage):
            return meeting
        time = self._bounded(stage, meeting.time)
        return attrs.evolve(meeting, time=time, least=max(meeting.least, time.least))

    def limit(self, path: str, cell: Cell[Duration]) -> TimeLimit | None:
        """How long the text allows something to take; a problem where that is no time."""
        if cell.value is not None and cell.value.unit not in ON_THE_CLOCK:
            self.problems.append(
                Problem(
                    Text(
                        f"这里要用工作日、日历日或工时计（如5wd、7cd、4h），不是{cell.value}",
                        "this is counted in working days, calendar days or hours "
                        f"(5wd, 7cd, 4h), not {cell.value}",
                    ),
                    self.policy.file,
                    path=path,
                )
            )
            return None
        return limit_of(cell, self.day_minutes)

    def _assumed_times(self, name: str, stage: Stage) -> tuple[Time, ...]:
        """How long a stage is assumed to take, by track."""
        base = f"durations.{name}"
        if not stage.only.tracks and len(self.tracks) > 1 and self._by_track(name, stage):
            times = tuple(
                self._time(f"{base}.{track}", stage, self.policy.tracks[track].applicant)
                for track in self.tracks
            )
            if len({time.clock for time in times}) > 1:
                self.wrong_unit(base, stage, self.scenario.file)
            return times
        if stage.only.tracks:
            kind = self.policy.tracks[stage.only.tracks[0]].applicant
        else:
            kind = self.policy.tracks[self.tracks[0]].applicant
        return (self._time(base, stage, kind),)

    def _by_track(self, name: str, stage: Stage) -> bool:
        if f"durations.{name}" in self.scenario.assumptions:
            return False
        if any(f"durations.{name}.{track}" in self.scenario.assumptions for track in self.tracks):
            return True
        return stage.per == "case" and stage.type == "SITE"

    def _time(self, path: str, stage: Stage, applicant: str) -> Time:
        title = Text(f"{stage.title.zh}用时", f"duration: {stage.title.en}")
        if path.count(".") == 2:
            track = self.policy.tracks[path.rsplit(".", 1)[1]].title
            title = Text(f"{title.zh}（{track.zh}）", f"{title.en} ({track.en})")
        kinds = [f"durations.{stage.type}.{applicant}", f"durations.{stage.type}.{stage.per}"]
        mailed = stage.kind == "wait" and stage.deadline is not None
        if mailed and stage.deadline and stage.deadline.counts.value in ("receipt", "postmark"):
            kinds.insert(0, "durations.receipt")
        assumed = self.inputs.assumption(path, *kinds, f"durations.{stage.type}", "durations.other")
        assert assumed is not None
        counted = isinstance(assumed.amount, Estimate | Distribution) and assumed.amount.unit
        if stage.kind == "work" and counted == "cd":
            self.wrong_unit(path, stage, self.scenario.file, assumed.line)
        if isinstance(assumed.amount, Distribution):
            unit = assumed.amount.unit
            return Time(-1, _clock(unit), self._scale(unit), distribution=assumed.amount)
        index = self.inputs.add(path, title, assumed, assumed.amount)
        unit = self.inputs.found[index].unit if index >= 0 else "wd"
        return Time(index, _clock(unit), self._scale(unit))

    def wrong_unit(
        self, path: str, stage: Stage, file: str, line: int = 0, wanted: Text | None = None
    ) -> None:
        """Something is counted in a unit that its kind of stage cannot be counted in."""
        wanted = wanted or {
            "notice": Text("整数的工作日或日历日", "whole working or calendar days"),
            "work": _WORKING,
        }.get(stage.kind, Text("同一种时间单位", "one and the same unit of time"))
        self.problems.append(
            Problem(
                Text(
                    f"“{stage.title.zh}”要用{wanted.zh}计",
                    f"'{stage.title.en}' is counted in {wanted.en}",
                ),
                file,
                line,
                path,
            )
        )

    def _scale(self, unit: str) -> float:
        return {"wd": float(self.day_minutes), "h": 60.0, "cd": 1440.0}.get(unit, 1.0)


def _clock(unit: str) -> str:
    return "civil" if unit == "cd" else "work"
