"""The days of one edition: when it opens, when it must be over, the calendar between."""

from __future__ import annotations

import datetime

import attrs

from awardsim.errors import Problem, ProcedureError
from awardsim.policy import Policy
from awardsim.procedure.localdays import overlay
from awardsim.procedure.model import Node
from awardsim.procedure.sharing import days_elsewhere
from awardsim.scenario.model import CalendarChoice, Scenario
from awardsim.text import Text
from awardsim.workdays import CalendarError, WorkCalendar

#: Years that the calendar is compiled beyond the day that the procedure must finish.
CALENDAR_YEARS = 2
#: What a scenario says of its days.
_DAYS = ("opens", "finish_by", "calendar")
#: Stands for an opening that nobody gives; a problem has been noted then.
_ANY_DAY = datetime.date(2025, 1, 1)


class Edition:
    """The opening and the end of an edition, as the scenario says, else as the text does."""

    def __init__(
        self,
        policy: Policy,
        scenario: Scenario,
        problems: list[Problem],
        timeline: list[Problem],
    ) -> None:
        self.scenario = scenario
        self.problems = problems
        self.timeline = timeline
        #: The days are those that were meant; else what lies outside them says nothing.
        self.sure = not {path.partition(".")[0] for path in scenario.refused} & set(_DAYS)
        self.opening = scenario.opens or self._written(policy)
        self.finish_by = scenario.finish_by or policy.window.closes.value
        self._check_end()
        self.calendar = self._calendar()

    def own_days(self, node: Node) -> WorkCalendar | None:
        """The days on which the body of a stage is there, where they are not all."""
        staffing = self.scenario.staffing.get(node.body)
        if node.kind != "work" or staffing is None:
            return None
        away = (*staffing.away, *days_elsewhere(self.calendar, staffing.shared))
        if not (staffing.available or away):
            return None
        return self.calendar.with_days(staffing.available or None, away)

    def _written(self, policy: Policy) -> datetime.date:
        """The text's own opening; any day, and a problem, where there is none."""
        try:
            return opening_of(policy)
        except ProcedureError as error:
            if self.sure:
                self.problems.extend(error.problems)
            self.sure = False
            return _ANY_DAY

    def _check_end(self) -> None:
        """The day by which it must finish comes before the first one."""
        if self.finish_by is None or self.finish_by >= self.opening:
            return
        path = "finish_by" if self.scenario.finish_by is not None else "opens"
        self.timeline.append(
            Problem(
                Text(
                    f"完成期限（{self.finish_by}）早于开始日（{self.opening}）",
                    f"it must finish by {self.finish_by}, before the opening on {self.opening}",
                ),
                self.scenario.file,
                path=path,
            )
        )

    def _calendar(self) -> WorkCalendar:
        last = max(self.finish_by or self.opening, self.opening)
        try:
            return self._compiled(min(last.year + CALENDAR_YEARS, datetime.MAXYEAR))
        except CalendarError as error:
            path = "finish_by" if self._known(self.opening) else "opens"
            found = [
                attrs.evolve(one, file=self.scenario.file, path=path) for one in error.problems
            ]
            if self.sure:
                self.problems.extend(found)
            self.sure = False
            years = min(self.opening.year + CALENDAR_YEARS, datetime.MAXYEAR)
            return WorkCalendar.continuous(self.opening, datetime.date(years, 12, 31))

    def _known(self, day: datetime.date) -> bool:
        try:
            WorkCalendar.compile(day, day, known_on=self.scenario.calendar.known_on)
        except CalendarError:
            return False
        return True

    def _compiled(self, year: int) -> WorkCalendar:
        choice = self.scenario.calendar
        last = datetime.date(year, 12, 31)
        return calendar_from(choice, self.opening, last, choice.known_on)


def calendar_from(
    choice: CalendarChoice,
    first: datetime.date,
    last: datetime.date,
    known_on: datetime.date | None,
) -> WorkCalendar:
    """The common calendar that a scenario asks for, as it was known on a day.

    Raises
    ------
    CalendarError
        A year that no calendar reaches.
    """
    if choice.kind == "continuous":
        return WorkCalendar.continuous(first, last)
    return WorkCalendar.compile(
        first,
        last,
        known_on=known_on,
        hours=choice.hours,
        count="include_first" if choice.count == "include_first" else "exclude_first",
        overlays=[overlay(day) for day in choice.holidays if not day.channels],
    )


def opening_of(policy: Policy) -> datetime.date:
    """The day the edition opens: the first stage's own, else the window's, else the issue's."""
    for stage in policy.stages.values():
        if not stage.after and stage.opens is not None and stage.opens.value is not None:
            return stage.opens.value
    if policy.window.opens.value is not None:
        return policy.window.opens.value
    issued = [source.issued for source in policy.sources.values() if source.issued is not None]
    if issued:
        return issued[0]
    raise ProcedureError(
        Problem(
            Text(
                "文本没有开始日期：在情景里给出 opens，或 --set opens=年-月-日",
                "the text has no opening date: give 'opens' in the scenario, or "
                "--set opens=YYYY-MM-DD",
            ),
            policy.file,
            path="opens",
        )
    )
