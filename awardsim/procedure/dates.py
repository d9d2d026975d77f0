"""Dates that bind stages: when they open, when lists close, what the deadlines are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from awardsim.errors import Problem, nearest_name
from awardsim.policy import Policy, Stage
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import Limit, Moment
from awardsim.scenario.model import (
    Assumption,
    ClosesAfter,
    ClosesBefore,
    DateEstimate,
    Estimate,
    Scenario,
)
from awardsim.text import Text
from awardsim.units import Duration, Unit
from awardsim.workdays import CalendarError, WorkCalendar

#: Stands for a date that could not be made out; a problem has been noted then.
UNKNOWN = Moment(0, -1, "", -1, False)
DAY_END = 24 * 60 - 1  # a date counts until the end of the civil day


class Dates:
    """Makes the moments of a procedure's stages from the text and the assumptions."""

    def __init__(
        self,
        policy: Policy,
        scenario: Scenario,
        calendar: WorkCalendar,
        inputs: Inputs,
        index: Mapping[str, int],
    ) -> None:
        self.policy = policy
        self.scenario = scenario
        self.calendar = calendar
        self.inputs = inputs
        self.index = index

    def opens(self, stage: Stage) -> int:
        """Minute before which a stage does not start; -1 for none."""
        if stage.opens is None or stage.opens.value is None:
            return -1
        return max(self.calendar.minute(stage.opens.value, self.calendar.hours[0]), -1)

    def closes(self, name: str, stage: Stage) -> Moment | None:
        """When a stage's list closes; None where nothing closes it."""
        if stage.closes is None:
            return None
        path = f"fill.stages.{name}.closes"
        title = Text(f"{stage.title.zh}截止日", f"closing date of {stage.title.en}")
        if stage.closes.value is not None:
            if not self._within(stage.closes.value, path, title):
                return UNKNOWN
            minute = self.calendar.minute(stage.closes.value, self.calendar.hours[1])
            return Moment(minute, -1, "", -1, True)
        deadline = self._next_deadline(name)
        kind = "before_deadline" if deadline else "after_opening"
        assumed = self.inputs.assumption(path, f"fill.{stage.type}.closes.{kind}")
        own = self._stated_days(path, stage)
        if own is not None and (assumed is None or assumed.origin == "built-in"):
            assumed, deadline = own, ""
        if assumed is None:
            self.inputs.missing(path, title)
            return UNKNOWN
        amount = assumed.amount
        anchor, of = ("before", self.index[deadline]) if deadline else ("opening", -1)
        if isinstance(amount, ClosesBefore):
            if not self._countable(amount.stage, path, assumed):
                return UNKNOWN
            anchor, of = "before", self.index[amount.stage]
            amount = amount.days
        elif isinstance(amount, ClosesAfter):
            anchor, of, amount = "opening", -1, amount.days
        if isinstance(amount, DateEstimate) and not self._both_within(amount, path, title):
            return UNKNOWN
        made = self.inputs.add(path, title, assumed, amount, kind="count", dated=True)
        if made >= 0 and self.inputs.found[made].kind == "day":
            anchor = "date"
        elif made >= 0 and not self._reachable(made, of, path, title):
            return UNKNOWN
        return Moment(-1, made, anchor, of, False) if made >= 0 else UNKNOWN

    def _stated_days(self, path: str, stage: Stage) -> Assumption | None:
        """A list that is open for a stated number of days closes so long after the opening.

        The first day does not count, and a last day off is made up for (Civil Code arts. 201, 203).
        """
        length, opening = stage.duration.value, self.inputs.opening
        if stage.kind != "window" or not isinstance(length, Duration):
            return None
        if length.unit is Unit.WORKING_DAY:
            days = int(length.amount)
        elif length.unit is Unit.CALENDAR_DAY:
            last = opening + datetime.timedelta(days=int(length.amount))
            days = self.calendar.workdays_between(opening, self.calendar.roll(last, "forward"))
        else:
            return None
        cell = stage.duration
        said = Text(cell.words or cell.source, cell.words or cell.source)
        return Assumption(path, ClosesAfter(Estimate.exactly(days, "wd")), said, "text")

    def limit(self, name: str, stage: Stage) -> Limit | None:
        """The stage's deadline; None where it has none."""
        deadline = stage.deadline
        if deadline is None:
            return None
        path = f"fill.stages.{name}.deadline.on"
        title = Text(f"{stage.title.zh}期限", f"deadline of {stage.title.en}")
        counts, out = deadline.counts.value or "completion", deadline.late.value == "out"
        if deadline.on.value is not None:
            if not self._within(deadline.on.value, path, title):
                return Limit(UNKNOWN, counts, out)
            rule = deadline.roll.value or "none"
            day = self.calendar.roll(
                deadline.on.value,
                rule if rule in ("forward", "backward") else "none",  # type: ignore[arg-type]
            )
            moment = Moment(self.calendar.minute(day, DAY_END), -1, "", -1, True)
        else:
            assumed = self.inputs.assumption(path, "fill.deadline.after_application")
            assert assumed is not None
            amount = assumed.amount
            if isinstance(amount, DateEstimate) and not self._both_within(amount, path, title):
                return Limit(UNKNOWN, counts, out)
            made = self.inputs.add(path, title, assumed, amount, kind="count", dated=True)
            if made >= 0 and self.inputs.found[made].kind == "day":
                moment = Moment(-1, made, "date", -1, False, True)
            else:
                before = self._closing_before(name)
                anchor = "after" if before >= 0 else "opening"
                moment = Moment(-1, made, anchor, before, False, True)
        return Limit(moment, counts, out)

    def _within(self, day: datetime.date, path: str, title: Text) -> bool:
        """A day of the edition; one that is none has been noted as a problem."""
        opening, last = self.calendar.opening, self.calendar.last
        if opening <= day <= last:
            return True
        early = Text(f"早于开始日（{opening}）", f"before the opening on {opening}")
        late = Text(f"晚于日历的最后一天（{last}）", f"beyond the calendar, which ends on {last}")
        wrong = early if day < opening else late
        given = path in self.scenario.assumptions
        file = self.scenario.file if given else self.policy.file
        if not given:
            path = path.removeprefix("fill.")
            if day < opening and self.scenario.opens is not None:
                file, path = self.scenario.file, "opens"
        self.inputs.timeline.append(
            Problem(
                Text(f"{title.zh}（{day}）{wrong.zh}", f"{title.en} ({day}) is {wrong.en}"),
                file,
                path=path,
            )
        )
        return False

    def _both_within(self, days: DateEstimate, path: str, title: Text) -> bool:
        self.inputs.used.add(path)
        return self._within(days.least, path, title) and self._within(days.most, path, title)

    def _reachable(self, made: int, of: int, path: str, title: Text) -> bool:
        """Counted from the opening or back from a date, even the most days lie in the calendar."""
        most = self.inputs.found[made].most
        calendar, opening = self.calendar, self.calendar.opening
        base = opening if of < 0 else self._day_of(list(self.index)[of])
        if path in self.inputs.refused or not opening <= base <= calendar.last:
            return True  # told already
        try:
            if of < 0:
                calendar.add_workdays(base, int(most))
                return True
            if calendar.add_workdays(calendar.roll(base, "backward"), -int(most)) >= opening:
                return True
        except CalendarError:
            pass
        zh, en = f"从开始日起{most:g}个工作日", f"{most:g} working days after the opening"
        outside = Text(f"已超出日历（{calendar.last}）", f"beyond the calendar ({calendar.last})")
        if of >= 0:
            zh, en = f"{base}往前{most:g}个工作日", f"{most:g} working days before {base}"
            outside = Text(f"早于开始日（{opening}）", f"before the opening on {opening}")
        hint = Text("", "")
        file = self.scenario.file
        if path not in self.scenario.assumptions:
            hint = Text(f"：在情景里给出 '{path}'", f": give '{path}' in the scenario")
            if self.scenario.opens is not None:
                path = "opens"
            else:
                path, file = path.removeprefix("fill."), self.policy.file
        message = Text(
            f"{title.zh}（{zh}）{outside.zh}{hint.zh}",
            f"{title.en} ({en}) is {outside.en}{hint.en}",
        )
        self.inputs.timeline.append(Problem(message, file, path=path))
        return False

    def _day_of(self, name: str) -> datetime.date:
        """The earliest day of a deadline that is dated."""
        deadline = self.policy.stages[name].deadline
        assert deadline is not None
        if deadline.on.value is not None:
            return deadline.on.value
        given = self.scenario.assumptions[f"fill.stages.{name}.deadline.on"].amount
        assert isinstance(given, DateEstimate)
        return given.least

    def _countable(self, stage: str, path: str, assumed: Assumption) -> bool:
        """A stage with a date that another one can be counted back from."""
        dated = [name for name in self.policy.stages if self._dated(name)]
        if stage in dated:
            return True
        if stage in self.policy.stages and self.scenario.lost(f"fill.stages.{stage}.deadline.on"):
            return False
        message = Text(
            f"不能从 '{stage}' 倒推：没有这个环节，或者它没有日期",
            f"nothing can be counted back from '{stage}': no such stage, or it has no date",
        )
        near = nearest_name(stage, dated)
        self.inputs.problems.append(Problem(message, self.scenario.file, assumed.line, path, near))
        return False

    def _dated(self, name: str) -> bool:
        """The deadline of a stage is a date that is written, or given as one."""
        deadline = self.policy.stages[name].deadline
        given = self.scenario.assumptions.get(f"fill.stages.{name}.deadline.on")
        if deadline is None:
            return False
        assumed = given is not None and isinstance(given.amount, DateEstimate)
        return deadline.on.value is not None or assumed

    def _next_deadline(self, name: str) -> str:
        """The nearest stage downstream with a dated deadline; empty where there is none."""
        reached = {name}
        for other in self.index:
            if reached & set(self.policy.stages[other].after):
                reached.add(other)
                if self._dated(other):
                    return other
        return ""

    def _closing_before(self, name: str) -> int:
        """Index of the nearest stage upstream with a closing date; -1 where there is none."""
        todo, seen = list(self.policy.stages[name].after), set()
        while todo:
            other = todo.pop(0)
            if other in seen:
                continue
            seen.add(other)
            if self.policy.stages[other].closes is not None:
                return self.index[other]
            todo.extend(self.policy.stages[other].after)
        return -1
