"""The stages of an edition on the calendar: when each is under way, how early or late it ends."""

from __future__ import annotations

import datetime

import attrs

from awardsim.analysis.milestones import Milestone
from awardsim.analysis.shares import MIDDLE, quantile
from awardsim.procedure.model import Procedure
from awardsim.report.charts.frame import (
    EDGE,
    FAINT,
    GREY,
    INK,
    LOOKS,
    NAME,
    RED,
    SMALL,
    TINY,
    WIDE,
    Look,
    diamond,
    drawing,
    fit,
    flag,
    legend,
    legend_lines,
    look_of,
)
from awardsim.report.dates import PROJECTED
from awardsim.report.day_scale import HOLIDAY, WEEKEND, DayScale
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View
from awardsim.text import Text

_LEFT, _RIGHT, _ROW, _TOP = 200.0, 160.0, 31.0, 50.0
#: Where each column of dates ends, from the end of the days on.
_ENDS = (44.0, 88.0, 158.0)
_BAND = "#5B7FA6"
_COLUMNS = (Text("偏早", "early"), Text("中间", "middle"), Text("偏晚", "late"))


def bands(view: View) -> Drawing:
    """The Gantt chart: a bar from the middle start to the middle end, below it the band in which
    the end lies in eight of ten replications, days off, deadlines."""
    return _Chart(view).drawing()


@attrs.frozen
class _Chart:
    view: View

    @property
    def procedure(self) -> Procedure:
        return self.view.procedure

    @property
    def rows(self) -> list[Milestone]:
        """Stages that are still to come and that anybody reaches."""
        return [
            one
            for one in self.view.forecast.stages
            if one.middle is not None and not self.procedure.is_done(one.node)
        ]

    @property
    def days(self) -> DayScale:
        calendar = self.procedure.calendar
        first = calendar.opening
        ends = [first]
        for one in self.rows:
            ends += [calendar.date(m) for m in (one.middle, one.late) if m is not None]
        if self.procedure.finish_by is not None:
            ends.append(self.procedure.finish_by)
        last = min(max(ends) + datetime.timedelta(days=3), calendar.last)
        edges = EDGE + _LEFT, WIDE - _RIGHT, WIDE
        return DayScale(calendar, self.view.language, first, last, *edges)

    def drawing(self) -> Drawing:
        view, rows, days = self.view, self.rows, self.days
        bottom = _TOP + _ROW * len(rows)
        marks = [*days.days_off(_TOP, bottom), *days.months(_TOP, bottom)]
        for place, head in enumerate(_COLUMNS):
            marks.append(Label(self.column(place), _TOP - 8, view.read(head), SMALL, GREY, "end"))
        for place, one in enumerate(rows):
            marks += self.row(one, _TOP + place * _ROW)
        marks.append(Stroke(EDGE, bottom, WIDE, bottom, GREY))
        marks += self.due(bottom)
        entries: list[tuple[Look | str, str]] = [
            *((look, view.read(look.title)) for look in LOOKS),
            (_BAND, view.say("结束日：十次有八次落在其中", "the end in 8 of 10 runs")),
            (WEEKEND, view.say("周末", "weekend")),
            (HOLIDAY, view.say("节假日", "holiday")),
        ]
        marks += legend(bottom + 46, entries)
        high = bottom + 46 + 18 * legend_lines(entries)
        marks.append(Label(EDGE, high, self.remark(), SMALL, GREY))
        title = view.say("各环节时间（甘特图）", "stages on the calendar")
        return drawing(title, f"{view.award}", high + 10, marks)

    def column(self, place: int) -> float:
        """Where a column of dates ends."""
        return WIDE - _RIGHT + _ENDS[place]

    def remark(self) -> str:
        mark = PROJECTED.zh if self.view.zh else "*"
        return self.view.say(
            f"红旗＝期限（实心：写明或给出；空心：再晚就赶不上）；{mark}＝节假日为推定",
            f"flags: deadlines (filled: stated or given; hollow: later is too late); {mark} days "
            "off are projected",
        )

    def row(self, one: Milestone, y: float) -> list[Mark]:
        view, days, calendar = self.view, self.days, self.procedure.calendar
        node = self.procedure.nodes[one.node]
        look = look_of(node)
        body = view.body(node.body)
        article = view.article(node.source)
        under = f"{article}  {body}" if body else article
        marks: list[Mark] = [
            Stroke(EDGE, y + _ROW, WIDE, y + _ROW, FAINT, 0.6),
            Label(EDGE, y + 14, fit(view.title(node), NAME, _LEFT - 8), NAME, INK),
            Label(EDGE, y + 26, fit(under, TINY, _LEFT - 8), TINY, GREY),
        ]
        layout = view.forecast.layout
        begun = quantile(layout.column(view.forecast.figures, f"start/{node.id}"), MIDDLE)
        dates = [self.date(m) for m in (one.early, one.middle, one.late)]
        for place, shown in enumerate(dates):
            colour = INK if place == 1 else GREY
            bold = place == 1
            marks.append(Label(self.column(place), y + 19, shown, TINY, colour, "end", bold))
        assert one.middle is not None
        start = calendar.date(one.middle if begun is None else min(begun, one.middle))
        x, end = days.x(start), days.x(calendar.date(one.middle), after=True)
        hint = f"{view.title(node)}: {' — '.join(dates)} ({article})"
        if node.kind == "gate" and start == calendar.date(one.middle):
            marks.append(diamond((x + end) / 2, y + 10, look.edge))
        else:
            high = 11.0
            bar = Box(x, y + 4, max(end - x, 2), high, look.fill, look.edge, look.hatch, hint=hint)
            marks.append(bar)
        if one.early is not None:
            left = days.x(calendar.date(one.early))
            late = days.last if one.late is None else calendar.date(one.late)
            right = days.x(late, after=True)
            marks.append(Box(left, y + 19, max(right - left, 2), 6, _BAND, hint=hint))
            middle = days.x(calendar.date(one.middle), after=True)
            marks.append(Stroke(middle, y + 17, middle, y + 27, INK, 1.4))
        return [*marks, *self.flags(one, y)]

    def flags(self, one: Milestone, y: float) -> list[Mark]:
        """The stage's own deadline, else the last day that still lets the end be in time."""
        minute = one.latest if one.deadline is None else one.deadline
        if minute is None or one.node == self.procedure.finish:
            return []
        day = self.procedure.calendar.date(minute)
        if not self.days.first <= day <= self.days.last:
            return []
        return flag(self.days.x(day, after=True), y + 3, stated=one.deadline is not None)

    def date(self, minute: int | None) -> str:
        shown = self.view.dates.short(minute)
        return shown.replace(PROJECTED.en, "*")

    def due(self, bottom: float) -> list[Mark]:
        """The day it must finish by, and today."""
        view, days = self.view, self.days
        marks: list[Mark] = []
        by = self.procedure.finish_by
        if by is not None and days.first <= by <= days.last:
            x = days.x(by, after=True)
            shown = f"{view.say('期限', 'due')} {view.dates.plain_day(by)}"
            marks.append(Stroke(x, _TOP - 4, x, bottom + 16, RED, 2.0))
            marks.append(Label(x, bottom + 29, shown, SMALL, RED, "middle", bold=True))
        progress = self.procedure.scenario.progress
        if progress is not None and days.first <= progress.today <= days.last:
            x = days.x(progress.today)
            shown = f"{view.say('今天', 'today')} {view.dates.plain_day(progress.today)}"
            marks.append(Stroke(x, _TOP - 4, x, bottom + 16, GREY, 1.6, dashed=True))
            marks.append(Label(x, bottom + 29, shown, SMALL, GREY, "middle", bold=True))
        return marks
