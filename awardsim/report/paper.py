"""Sheets that are printed, filled in and sent on: page, headings, rows, dates as dates.

A date that rests on days off not yet announced is shown with its mark.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Any

import attrs

from awardsim.policy import Policy
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.assumed import calendar_line
from awardsim.report.cells import Day, Value
from awardsim.report.console import width
from awardsim.report.dates import PROJECTED, DateWords
from awardsim.report.record_id import procedure_id
from awardsim.report.workbook import Formats, row_height, set_page, sheet_name, write_cell
from awardsim.text import Language, Text

#: Height of a line of text in points, and the share of a column that its text can fill.
_LINE, _FILLED = 15, 0.9
#: Widths of a column of dates: as they are, and where one of them bears a mark.
DATE, _MARKED = 11, 18
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}  # inches


#: The day on which a stage was really over: the first of the columns that are filled in.
DONE = Text("实际完成", "done on")


@attrs.frozen
class Column:
    """A column of a sheet; ``own`` is one that a reader fills in, ``due`` one of deadlines."""

    title: Text
    wide: int
    own: bool = False
    due: bool = False


def footer(procedure: Procedure, language: Language, command: str) -> str:
    """What stands at the foot of every page of a schedule."""
    return words.foot(procedure_id(procedure), command).read(language)


class Paper:
    """A workbook under way: its formats, and the parts that several sheets have."""

    def __init__(
        self,
        book: Any,
        procedure: Procedure,
        values: Sequence[float],
        language: Language,
        command: str,
    ) -> None:
        self.book = book
        self.procedure = procedure
        self.values = values
        self.language = language
        self.dates = DateWords(procedure.calendar, language)
        self.footer = footer(procedure, language, command)
        self.formats = Formats(book, language)
        self.names: list[str] = []
        edge = {"border": 1, "valign": "top"}
        red = {"bold": True, "font_color": "#C00000", "bg_color": "#FDE9E7"}
        day = self.say("[$-804]mm-dd aaa", "[$-409]mm-dd ddd")
        mark = PROJECTED.read(language)
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.lead = book.add_format({"text_wrap": True, "valign": "vcenter"})
        self.said = book.add_format({"text_wrap": True, "bold": True, "valign": "vcenter"})
        self.note = book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.own = book.add_format({**edge, "text_wrap": True, "bg_color": "#FFFBE6"})
        self.own_day = book.add_format({**edge, "num_format": day, "bg_color": "#FFFBE6"})
        self.strong = book.add_format({**edge, "text_wrap": True, "bold": True})
        self.due = book.add_format({**edge, **red, "text_wrap": True})
        self.total = book.add_format({**edge, "bold": True, "num_format": "0"})
        self._days = {
            "plain": {**edge, "align": "left"},
            "due": {**edge, "align": "left", **red},
            "assumed": {**edge, "align": "left", "italic": True},
            "strong": {**edge, "align": "left", "bold": True},
        }
        self._shown = {
            (look, far, projected): book.add_format(
                {
                    **given,
                    **({"italic": True} if projected else {}),
                    "num_format": ("yyyy-mm-dd" if far or projected else day)
                    + (f'"{mark}"' if projected else "")
                    + (f'"{self.say("〔假设〕", " [assumed]")}"' if look == "assumed" else ""),
                }
            )
            for look, given in self._days.items()
            for far in (False, True)
            for projected in (False, True)
        }

    def say(self, zh: str, en: str) -> str:
        """The words in the reader's language."""
        return zh if self.language == "zh" else en

    def sheet(self, title: Text, first: Text, columns: Sequence[Column]) -> Any:
        """A new sheet with its page, its columns and its title."""
        name = sheet_name(title.read(self.language), self.names)
        self.names.append(name)
        sheet = self.book.add_worksheet(name)
        set_page(sheet, self.footer)
        sheet.set_margins(**_MARGINS)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.wide)
        self.across(sheet, 0, first.read(self.language), columns, self.title, 26)
        return sheet

    def across(
        self,
        sheet: Any,
        row: int,
        text: str,
        columns: Sequence[Column],
        look: Any = None,
        high: float = 0,
    ) -> None:
        """A text over all columns, as high as its lines."""
        room = sum(column.wide for column in columns) * _FILLED
        sheet.set_row(row, high or _LINE * max(math.ceil(width(text) / room), 1))
        used = self.lead if look is None else look
        sheet.merge_range(row, 0, row, len(columns) - 1, "", used)
        sheet.write_string(row, 0, text[:32767], used)

    def heads(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """The headings, which are repeated on every page and stay in view."""
        titles = [column.title.read(self.language) for column in columns]
        for place, title in enumerate(titles):
            sheet.write_string(row, place, title, self.formats.heading)
        widths = (column.wide for column in columns)
        sheet.set_row(row, row_height(zip(titles, widths, strict=True)))
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 2)

    def row(self, sheet: Any, row: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
        """A row: empty cells of a reader's own, dates as dates, deadlines in red."""
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            if column.own and value is None:
                day = column.title.zh == DONE.zh
                sheet.write_blank(row, place, None, self.own_day if day else self.own)
            elif column.own and isinstance(value, str):
                sheet.write_string(row, place, value, self.own)
            elif isinstance(value, Day):
                self.day(sheet, row, place, value, "due" if column.due else "plain")
            else:
                write_cell(sheet, row, place, value, self.formats)
        pairs = zip(values, columns, strict=True)
        texts = ((value, one.wide) for value, one in pairs if isinstance(value, str))
        sheet.set_row(row, row_height(texts))

    def day(self, sheet: Any, row: int, place: int, value: Day, look: str = "plain") -> None:
        """A date as a date, with the mark of a projected or an assumed one."""
        far = value.date.year != self.procedure.calendar.opening.year
        moment = datetime.datetime.combine(value.date, datetime.time())
        sheet.write_datetime(row, place, moment, self._shown[look, far, value.projected])

    def moment(self, minute: int | None) -> Day | None:
        """The day of a minute."""
        if minute is None:
            return None
        return Day(self.procedure.calendar.date(minute), self.dates.projected(minute))


def fitting(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[Column]:
    """Columns wide enough for the longest date in them: one that does not fit is not shown."""
    found = []
    for place, column in enumerate(columns):
        marked = any(isinstance(row[place], Day) and row[place].projected for row in rows)  # type: ignore[union-attr]
        wide = max(column.wide, _MARKED) if marked or column.due else column.wide
        found.append(attrs.evolve(column, wide=wide))
    return found


def legal_basis(policy: Policy, paper: Paper) -> str:
    """The documents that the articles are cited from, and the calendar."""
    found = []
    for one in policy.sources.values():
        more = [part for part in (one.number, one.issuer) if part]
        if one.issued is not None:
            more.append(paper.say(f"{one.issued}印发", f"issued {one.issued}"))
        between = paper.say("，", ", ")
        found.append(one.title + (f"（{between.join(more)}）" if more else ""))
    calendar = calendar_line(paper.procedure.scenario, paper.procedure.policy, paper.language)
    return paper.say("依据：", "Basis: ") + paper.say("；", "; ").join([*found, calendar])
