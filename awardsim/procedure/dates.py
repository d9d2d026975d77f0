"""Dates that bind stages: when they open, when lists close, what the deadlines are."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.policy import Policy, Stage
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import Limit, Moment
from awardsim.scenario.model import ClosesAfter, ClosesBefore, Scenario
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

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
        if stage.closes.value is not None:
            minute = self.calendar.minute(stage.closes.value, self.calendar.hours[1])
            return Moment(minute, -1, "", -1, True)
        path = f"fill.stages.{name}.closes"
        title = Text(f"{stage.title.zh}截止日", f"closing date of {stage.title.en}")
        deadline = self._next_deadline(name)
        kind = "before_deadline" if deadline else "after_opening"
        assumed = self.inputs.assumption(path, f"fill.{stage.type}.closes.{kind}")
        if assumed is None:
            self.inputs.missing(path, title)
            return None
        amount = assumed.amount
        anchor, of = ("before", self.index[deadline]) if deadline else ("opening", -1)
        if isinstance(amount, ClosesBefore):
            anchor, of = "before", self.index.get(amount.stage, -1)
            amount = amount.days
        elif isinstance(amount, ClosesAfter):
            anchor, of, amount = "opening", -1, amount.days
        made = self.inputs.add(path, title, assumed, amount, kind="count")
        if made >= 0 and self.inputs.found[made].kind == "day":
            anchor = "date"
        return Moment(-1, made, anchor, of, False) if made >= 0 else None

    def limit(self, name: str, stage: Stage) -> Limit | None:
        """The stage's deadline; None where it has none."""
        deadline = stage.deadline
        if deadline is None:
            return None
        if deadline.on.value is not None:
            rule = deadline.roll.value or "none"
            day = self.calendar.roll(
                deadline.on.value,
                rule if rule in ("forward", "backward") else "none",  # type: ignore[arg-type]
            )
            moment = Moment(self.calendar.minute(day, DAY_END), -1, "", -1, True)
        else:
            path = f"fill.stages.{name}.deadline.on"
            title = Text(f"{stage.title.zh}期限", f"deadline of {stage.title.en}")
            assumed = self.inputs.assumption(path, "fill.deadline.after_application")
            assert assumed is not None
            made = self.inputs.add(path, title, assumed, assumed.amount, kind="count")
            if made >= 0 and self.inputs.found[made].kind == "day":
                moment = Moment(-1, made, "date", -1, False, True)
            else:
                before = self._closing_before(name)
                anchor = "after" if before >= 0 else "opening"
                moment = Moment(-1, made, anchor, before, False, True)
        return Limit(moment, deadline.counts, deadline.late == "out")

    def _next_deadline(self, name: str) -> str:
        """The nearest stage downstream with a dated deadline; empty where there is none."""
        reached = {name}
        for other in self.index:
            stage = self.policy.stages[other]
            if reached & set(stage.after):
                reached.add(other)
                dated = stage.deadline is not None and (
                    stage.deadline.on.value is not None
                    or f"fill.stages.{other}.deadline.on" in self.scenario.assumptions
                )
                if dated:
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
