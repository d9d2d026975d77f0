"""How long notices stand: the text's days, or days assumed within what it allows."""

from __future__ import annotations

from awardsim.errors import Problem
from awardsim.policy import Cell, Policy, Stage
from awardsim.policy.citing import article
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import NoticePeriod
from awardsim.procedure.times import Times
from awardsim.scenario.model import Distribution, Estimate
from awardsim.text import Text
from awardsim.units import Duration, Unit


class Notices:
    """Makes the notice periods of a procedure's stages."""

    def __init__(self, policy: Policy, inputs: Inputs, times: Times) -> None:
        self.policy = policy
        self.inputs = inputs
        self.scenario = inputs.scenario
        self.problems = inputs.problems
        self.times = times

    def of(self, name: str, stage: Stage) -> NoticePeriod:
        cell = stage.duration
        roll = "none"
        path = f"durations.{name}"
        given = self.scenario.assumptions.get(path)
        if cell.value is not None:
            whole = cell.value.amount.denominator == 1
            if cell.value.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY) or not whole:
                self.times.wrong_unit(f"stages.{name}.duration", stage, self.policy.file)
                return NoticePeriod(0, -1, "wd", roll, True)
            unit = "cd" if cell.value.unit is Unit.CALENDAR_DAY else "wd"
            if given is None or cell.bound is None or cell.bound.value == "exactly":
                return NoticePeriod(cell.value.whole, -1, unit, roll, True)
            self._check_bound(path, cell, given.amount)
        title = Text(f"{stage.title.zh}天数", f"length: {stage.title.en}")
        if given is not None and isinstance(given.amount, Distribution):
            self.inputs.wrong(path, given, "天数", "a number of days")
        index = self.inputs.take(path, title, "fill.notice", kind="count")
        if index >= 0 and self.inputs.found[index].unit not in ("wd", "cd"):
            self.times.wrong_unit(
                path, stage, self.scenario.file, given.line if given is not None else 0
            )
        unit = self.inputs.found[index].unit if index >= 0 else "wd"
        floor = 0
        if cell.value is not None and cell.bound is not None and cell.bound.value == "at_least":
            floor = cell.value.whole
        return NoticePeriod(-1, index, "cd" if unit == "cd" else "wd", roll, False, floor)

    def _check_bound(self, path: str, cell: Cell[Duration], amount: object) -> None:
        """A notice may be assumed longer than the text's least, or shorter than its most."""
        if not isinstance(amount, Estimate) or cell.value is None or cell.bound is None:
            return
        ceiling = cell.bound.value == "at_most"
        out = amount.most > cell.value.amount if ceiling else amount.least < cell.value.amount
        if amount.unit != cell.value.unit.value or out:
            zh, en = ("多于", "longer than") if ceiling else ("少于", "shorter than")
            if amount.unit != cell.value.unit.value:
                zh, en = "不是", "not in the unit of"
            where = article(cell.source, self.policy)
            self.problems.append(
                Problem(
                    Text(
                        f"{zh}文本写明的{cell.value.read('zh')}（{where}）",
                        f"{en} the {cell.value.read('en')} that article {where} states",
                    ),
                    self.scenario.file,
                    self.scenario.assumptions[path].line,
                    path,
                )
            )
