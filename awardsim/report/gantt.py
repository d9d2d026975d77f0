"""A timetable as a drawn Gantt chart: earliest dates above, latest ones below, days off shaded.

What the text itself takes is hatched, so that it is told from assumed work in black and white too.
"""

from __future__ import annotations

import datetime

import attrs

from awardsim.analysis.timetable import Line, Timetable
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.console import clip, plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.day_scale import COLUMN, HOLIDAY, WEEKEND, DayScale, wide
from awardsim.report.drawing import Box, Drawing, Label, Mark, Shape, Stroke
from awardsim.report.missed import missed
from awardsim.report.output import Target
from awardsim.report.raster import write_drawing
from awardsim.report.record_id import procedure_id
from awardsim.report.timetable_lines import TOO_LATE, body_of, done_day
from awardsim.scenario.model import Over
from awardsim.text import Language, Text

_WIDE, _LEFT, _RIGHT = 1600.0, 300.0, 90.0  # of all; names at the left, slack at the right
_EDGE, _ROW, _BAR = 24.0, 36.0, 11.0
_NAME, _SMALL, _TINY, _TITLE = 14.0, 11.0, 10.0, 22.0  # sizes of letters
_INK, _GREY, _RED, _BLUE = "#222222", "#777777", "#C00000", "#1F5FA8"
_BAND = "#FFF6D6"


@attrs.frozen
class _Look:
    """How the bars of a kind are drawn, and what they are called."""

    fill: str
    edge: str
    hatch: str
    title: Text


_LOOKS = {
    "law": _Look("#D6E6F7", _BLUE, _BLUE, Text("条文规定的时间（公示等）", "set by the text")),
    "assumed": _Look("#F2B36B", "#B5691B", "", Text("假设的时间", "assumed time")),
    "meeting": _Look("#8CC6A0", "#2F7A4C", "", Text("给定的会议", "given meetings")),
    "other": _Look("#666666", "#444444", "", Text("当即（交件、定下）", "at once")),
}


def write_gantt(found: Timetable, target: Target, language: Language, *, force: bool) -> None:
    """Write the chart; the extension decides the form.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, it cannot be written, or it is an image and no
        font that is installed has the characters.
    """
    write_drawing(gantt(found, language), target, force=force)


def gantt(found: Timetable, language: Language) -> Drawing:
    """The chart of a timetable."""
    return _Chart(found, language).drawing()


@attrs.define
class _Chart:
    """A chart under way."""

    found: Timetable
    language: Language
    first: datetime.date = attrs.field(init=False)
    last: datetime.date = attrs.field(init=False)
    top: float = attrs.field(init=False, default=0.0)
    bottom: float = attrs.field(init=False, default=0.0)

    def __attrs_post_init__(self) -> None:
        self.first = self.procedure.calendar.opening
        ends = [self.first]
        for line in self.found.lines:
            minutes = [line.finish]
            if line.back is not None:
                minutes.append(line.back.finish)
            ends += [self.date(one) for one in minutes if one is not None]
            ends += [date.written for date in line.dates]
        if self.procedure.finish_by is not None:
            ends.append(self.procedure.finish_by)
        beyond = max(ends) + datetime.timedelta(days=3)
        self.last = min(max(beyond, self.first), self.procedure.calendar.last)

    @property
    def procedure(self) -> Procedure:
        return self.found.procedure

    @property
    def dates(self) -> DateWords:
        return DateWords(self.procedure.calendar, self.language)

    @property
    def days(self) -> DayScale:
        calendar = self.procedure.calendar
        ends = self.first, self.last
        return DayScale(calendar, self.language, *ends, _LEFT, _WIDE - _RIGHT, _WIDE)

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def date(self, minute: int) -> datetime.date:
        return self.procedure.calendar.date(minute)

    # ---- the parts ---------------------------------------------------------------------------

    def drawing(self) -> Drawing:
        heads, below = self._head()
        self.top = below + 44
        self.bottom = self.top + _ROW * len(self.found.lines)
        shapes = [*heads, *self._scale()]
        for place, line in enumerate(self.found.lines):
            shapes += self._row(line, self.top + place * _ROW)
        shapes += self._lines()
        feet, high = self._foot()
        title = heads[0].text if isinstance(heads[0], Label) else ""
        about = " ".join(one.text for one in heads[1:] if isinstance(one, Label))
        return Drawing(_WIDE, high, title, about, (*shapes, *feet))

    def _head(self) -> tuple[list[Mark], float]:
        procedure = self.procedure
        name = procedure.scenario.title.read(self.language)
        title = plain(name or procedure.policy.award.read(self.language))
        title += self.say("  排期", ": schedule")
        shapes: list[Mark] = [Label(_EDGE, 40, title, _TITLE, bold=True)]
        y = 64.0
        for text in self._told():
            for part in wrap(text, int((_WIDE - 2 * _EDGE) / (_NAME * COLUMN))):
                shapes.append(Label(_EDGE, y, part, _NAME, _INK))
                y += _NAME * 1.5
        return shapes, y

    def _told(self) -> list[str]:
        """The question, the answer, what the dates rest on."""
        procedure, dates = self.procedure, self.dates
        finish = plain(procedure.nodes[procedure.finish].title.read(self.language))
        early, law = dates.day(self.found.finish), dates.day(self.found.law)
        but = missed(self.found, self.language)
        told = self.say(but.zh, but.en) + self.say(
            f"{finish}：最早 {early}（一般估计，不排队），条文最快 {law}",
            f"{finish}: earliest {early} (usual values, nobody waits), by law alone {law}",
        )
        if procedure.finish_by is not None:
            by = f"{dates.plain_day(procedure.finish_by)} {dates.weekday(procedure.finish_by)}"
            told += self.say(f"；期限 {by}", f"; to be met by {by}")
        if self.found.slack is not None:
            days, late = abs(self.found.slack), self.found.slack < 0
            told += self.say(
                f"，{'晚' if late else '机动'} {days} 个工作日",
                f", {days} working days {'too late' if late else 'to spare'}",
            )
        known = procedure.scenario.calendar.known_on
        if known is not None:
            told += self.say(
                f"。节假日以 {known} 已公布的为准", f". Days off as announced by {known}"
            )
        return [told]

    def _scale(self) -> list[Mark]:
        """Days off, months and weeks, the borders."""
        edge = _WIDE - _RIGHT
        head = self.say("机动", "slack")
        return [
            *self.days.days_off(self.top, self.bottom),
            *self.days.months(self.top, self.bottom),
            Stroke(_EDGE, self.top, edge, self.top, _GREY),
            Stroke(_EDGE, self.bottom, edge, self.bottom, _GREY),
            Label(edge + 10, self.top - 8, head, _SMALL, _GREY),
        ]

    def _row(self, line: Line, y: float) -> list[Mark]:
        procedure = self.procedure
        node = procedure.nodes[line.node]
        room = int((_LEFT - _EDGE - 8) / (_NAME / 2))
        title = clip(plain(node.title.read(self.language)), room - 1) + "*" * line.driving
        body = clip(plain(body_of(procedure, node, self.language)), int(room * _NAME / _SMALL))
        shapes: list[Mark] = [
            Stroke(_EDGE, y + _ROW, _WIDE - _RIGHT, y + _ROW, "#DDDDDD", 0.6),
            Label(_EDGE, y + 16, title, _NAME, bold=line.driving),
            Label(_EDGE, y + 30, body, _SMALL, _GREY),
        ]
        if line.done is not None:
            return [*shapes, *self._done(line.done, y)]
        look = _LOOKS.get(line.ground.kind, _LOOKS["other"])
        early = self._span(line.start, line.finish)
        late = None if line.back is None else self._span(line.back.start, line.back.finish)
        ends = [one for span in (early, late) if span is not None for one in span]
        if ends:
            band = self.days.x(min(ends)), self.days.x(max(ends), after=True)
            shapes.append(Box(band[0], y + 4, band[1] - band[0], _ROW - 8, _BAND))
            flags = [self.days.x(date.written, after=True) for date in line.dates]
            band = band[0], max([band[1], *flags])  # texts stand behind the flags
        for span, top, latest in ((early, y + 6, False), (late, y + 20, True)):
            if span is not None:
                shapes += self._bar(look, span, top, latest)
        if early is not None:
            shapes += self._beside(self._told_span(line.start, line.finish), *band, y + 15, _INK)
        if line.back is not None:
            too_late = late is None
            shown = TOO_LATE.read(self.language)
            if not too_late:
                shown = self._told_span(line.back.start, line.back.finish)
            if ends:
                colour = _RED if too_late or (line.slack or 0) < 0 else _INK
                shapes += self._beside(shown, *band, y + 29, colour)
        for date in line.dates:
            shapes += self._due(date.written, y, stated=date.stated)
        if line.slack is not None:
            colour = _RED if line.slack < 0 else _INK
            place = _WIDE - _RIGHT + 10
            shapes.append(Label(place, y + 22, str(line.slack), _NAME, colour, bold=line.slack < 0))
        return shapes

    def _done(self, done: Over, y: float) -> list[Mark]:
        """A sign on the day of what is done; where that is not given, the day by which it was."""
        x = self.days.x(done.day, after=True)
        day = done_day(done, self.dates)
        shown = self.say(f"已办 {day.zh}", f"done {day.en}")
        if not done.given:
            shown += self.say("，日期未给", ", day not given")
            if x - wide(shown, _SMALL) - 8 >= _LEFT:  # before that day, as it was
                return [Label(x - 6, y + 16, shown, _SMALL, _GREY, "end")]
            return self._beside(shown, x, x, y + 16, _GREY)
        return [Shape(_diamond(x, y + 12), _GREY), *self._beside(shown, x, x, y + 16, _GREY)]

    def _span(
        self, start: int | None, finish: int | None
    ) -> tuple[datetime.date, datetime.date] | None:
        if start is None or finish is None:
            return None
        return self.date(start), self.date(finish)

    def _bar(
        self, look: _Look, span: tuple[datetime.date, datetime.date], y: float, latest: bool
    ) -> list[Mark]:
        """Filled for the earliest dates, an outline for the latest ones; at once: a diamond."""
        start, finish = span
        x, end = self.days.x(start), self.days.x(finish, after=True)
        if look is _LOOKS["other"] and start == finish:
            middle = (x + end) / 2
            return [Shape(_diamond(middle, y + _BAR / 2), look.edge, hollow=latest)]
        wide = max(end - x, 2.0)
        fill = "#FFFFFF" if latest else look.fill
        return [Box(x, y, wide, _BAR, fill, look.edge, look.hatch, dashed=latest)]

    def _told_span(self, start: int | None, finish: int | None) -> str:
        first, last = self.dates.short(start), self.dates.short(finish)
        return last if first == last else f"{first}→{last}"

    def _beside(self, text: str, left: float, right: float, y: float, colour: str) -> list[Mark]:
        """A text at the right of a band, at its left where there is no room."""
        taken = wide(text, _SMALL) + 8
        if right + taken <= _WIDE - _RIGHT or left - taken < _LEFT:
            return [Label(right + 6, y, text, _SMALL, colour)]
        return [Label(left - 6, y, text, _SMALL, colour, "end")]

    def _due(self, day: datetime.date, y: float, *, stated: bool) -> list[Mark]:
        """A flag on the day that a stage is due: filled where somebody wrote it."""
        if not self.first <= day <= self.last:
            return []
        x = self.days.x(day, after=True)
        flag = ((x, y + 2), (x, y + 12), (x - 9, y + 7))
        return [
            Stroke(x, y + 2, x, y + _ROW - 2, _RED, 2.0, dashed=not stated),
            Shape(flag, _RED, hollow=not stated),
        ]

    def _lines(self) -> list[Mark]:
        """The day it must finish by, and today."""
        shapes: list[Mark] = []
        by = self.procedure.finish_by
        if by is not None and self.first <= by <= self.last:
            x = self.days.x(by, after=True)
            shown = f"{self.say('期限', 'due')} {self.dates.plain_day(by)}"
            shapes.append(Stroke(x, self.top - 8, x, self.bottom + 4, _RED, 2.5))
            shapes.append(Label(x, self.bottom + 30, shown, _NAME, _RED, "end", bold=True))
        progress = self.procedure.scenario.progress
        if progress is not None and self.first <= progress.today <= self.last:
            x = self.days.x(progress.today)
            shown = f"{self.say('今天', 'today')} {self.dates.plain_day(progress.today)}"
            shapes.append(Stroke(x, self.top - 8, x, self.bottom + 4, _BLUE, 2.0, dashed=True))
            shapes.append(Label(x + 4, self.bottom + 30, shown, _NAME, _BLUE, bold=True))
        return shapes

    def _foot(self) -> tuple[list[Mark], float]:
        """What the signs mean, what it is, and its record."""
        shapes: list[Mark] = []
        x, y = _EDGE, self.bottom + 56
        for look in _LOOKS.values():
            if look is _LOOKS["other"]:
                shapes.append(Shape(_diamond(x + 14, y - 5), look.edge))
            else:
                shapes.append(Box(x, y - 11, 28, _BAR, look.fill, look.edge, look.hatch))
            x = self._legend(shapes, look.title.read(self.language), x + 34, y)
        x, y = _EDGE, y + 24
        shapes.append(Box(x, y - 11, 28, _BAR, "#FFFFFF", _INK, dashed=True))
        x = self._legend(
            shapes,
            self.say("下面一条：最迟（再晚来不及）", "lower bar: latest, later is too late"),
            x + 34,
            y,
        )
        for stated, text in (
            (True, Text("写明的期限", "deadline that is written")),
            (False, Text("假设的期限", "deadline that is assumed")),
        ):
            flag = ((x + 10, y - 12), (x + 10, y - 2), (x + 1, y - 7))
            shapes.append(Shape(flag, _RED, hollow=not stated))
            x = self._legend(shapes, text.read(self.language), x + 18, y)
        for fill, text in (
            (WEEKEND, Text("周末", "weekend")),
            (HOLIDAY, Text("节假日", "holiday")),
            (_BAND, Text("从最早到最迟", "from earliest to latest")),
        ):
            shapes.append(Box(x, y - 11, 20, _BAR, fill, "#CCCCCC"))
            x = self._legend(shapes, text.read(self.language), x + 26, y)
        star = Text(
            "* 在决定完成日的路径上；机动按工作日",
            "* on the path that sets the end; slack in working days",
        )
        self._legend(shapes, star.read(self.language), x, y)
        record = f"{self.say('记录号', 'record')} {procedure_id(self.procedure)}"
        note = Text(
            f"不含排队、补正轮次和异议。{words.INTERNAL.zh}  {record}",
            "Without queues, further rounds and objections. "
            f"{words.INTERNAL.en.capitalize()}  {record}",
        )
        y += 26
        shapes.append(Label(_EDGE, y, note.read(self.language), _SMALL, _GREY))
        return shapes, y + 20

    def _legend(self, shapes: list[Mark], text: str, x: float, y: float) -> float:
        """A word of the legend; where the next sign can stand."""
        shapes.append(Label(x, y, text, 12, _INK))
        return x + wide(text, 12) + 26


def _diamond(x: float, y: float, size: float = 6.0) -> tuple[tuple[float, float], ...]:
    return ((x - size, y), (x, y - size), (x + size, y), (x, y + size))
