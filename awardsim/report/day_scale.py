"""Civil days along a drawing: months, Mondays, days off and where they are only projected."""

from __future__ import annotations

import datetime

import attrs

from awardsim.report.console import clip, plain, width
from awardsim.report.dates import PROJECTED
from awardsim.report.drawing import Box, Label, Mark, Stroke
from awardsim.text import Language, Text
from awardsim.workdays import Day, WorkCalendar

WEEKEND, HOLIDAY = "#EFEFEF", "#DADADA"
#: Width of a column of text by the size of its letters: a Chinese character takes two; where all
#: letters are Latin, they are narrower.
COLUMN, LATIN = 0.53, 0.49
_INK, _GREY, _FAINT = "#222222", "#777777", "#BBBBBB"
_HOLIDAY_NAME = 36  # columns
_WEEK = 30.0  # pixels from which on every Monday has its day
_MONTH, _TINY = 13.0, 10.0  # sizes of letters
_PROJECTED = Text("以后节假日为推定", "days off projected")


def wide(text: str, size: float) -> float:
    """About as much room as a line of text takes."""
    return width(text) * size * column(text)


def column(text: str) -> float:
    """Width of a column of this text by the size of its letters."""
    return COLUMN if width(text) > len(text) else LATIN


@attrs.frozen
class DayScale:
    """Days from ``first`` to ``last`` between two places of a drawing that ends at ``edge``."""

    calendar: WorkCalendar
    language: Language
    first: datetime.date
    last: datetime.date
    left: float
    right: float
    edge: float

    @property
    def day_wide(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def x(self, day: datetime.date, *, after: bool = False) -> float:
        """Where a day begins, or where it is over."""
        inside = min(max(day, self.first), self.last)
        return self.left + ((inside - self.first).days + after) * self.day_wide

    def days_off(self, top: float, bottom: float, *, named: bool = True) -> list[Mark]:
        """Days off in grey, holidays darker and, below them, by their names."""
        marks: list[Mark] = []
        holidays: list[list[Day]] = []
        for day in self.calendar.count_days(self.first, self.last):
            if day.working:
                continue
            holiday = day.kind in ("holiday", "regional")
            fill = HOLIDAY if holiday else WEEKEND
            marks.append(Box(self.x(day.date), top, self.day_wide + 0.3, bottom - top, fill))
            if not holiday:
                continue
            if holidays and (day.date - holidays[-1][-1].date).days == 1:
                holidays[-1].append(day)
            else:
                holidays.append([day])
        return marks + (self._names(holidays, bottom) if named else [])

    def _names(self, holidays: list[list[Day]], bottom: float) -> list[Mark]:
        marks: list[Mark] = []
        free = 0.0
        for run in holidays:
            names = dict.fromkeys(plain(day.name.read(self.language)) for day in run)
            shown = clip(Text("、", ", ").read(self.language).join(names), _HOLIDAY_NAME)
            shown += PROJECTED.read(self.language) if run[0].projected else ""
            x = self.x(run[0].date)
            if x >= free and x + wide(shown, _TINY) <= self.edge:
                marks.append(Label(x, bottom + 14, shown, _TINY, _GREY))
                free = x + wide(shown, _TINY) + 8
        return marks

    def months(self, top: float, bottom: float) -> list[Mark]:
        """Months above, Mondays where there is room, the first day that is projected."""
        marks: list[Mark] = []
        weeks = self.day_wide * 7 >= _WEEK
        day = self.first
        while day <= self.last:
            if day.day == 1 or day == self.first:
                x = self.x(day)
                marks.append(Stroke(x, top - 34, x, bottom, _FAINT))
                name = self._month(day, x)
                if name:
                    marks.append(Label(x + 4, top - 22, name, _MONTH, _INK, bold=True))
            if weeks and day.weekday() == 0:
                x = self.x(day)
                marks.append(Stroke(x, top - 6, x, top, _GREY))
                marks.append(Label(x, top - 8, str(day.day), _TINY, _GREY, "start"))
            day += datetime.timedelta(days=1)
        return marks + self._projected(top, bottom)

    def _month(self, day: datetime.date, x: float) -> str:
        """A month as there is room for it: with its year, alone, or not at all."""
        following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        room = min(self.x(following), self.right) - x - 8
        for name in (
            Text(f"{day.year}年{day.month}月", f"{day:%Y-%m}"),
            Text(f"{day.month}月", f"{day:%m}"),
        ):
            shown = name.read(self.language)
            if wide(shown, _MONTH) <= room:
                return shown
        return ""

    def _projected(self, top: float, bottom: float) -> list[Mark]:
        first = self.calendar.first_projected
        if first is None or not self.first < self.calendar.date(first) <= self.last:
            return []
        x, shown = self.x(self.calendar.date(first)), _PROJECTED.read(self.language)
        beyond = x + 4 + wide(shown, _TINY) > self.edge
        place, anchor = (x - 4, "end") if beyond else (x + 4, "start")
        return [
            Stroke(x, top - 34, x, bottom, _GREY, 1.0, dashed=True),
            Label(place, top - 36, shown, _TINY, _GREY, anchor),
        ]
