"""On which day an edition is over: how often on each, and how often by then."""

from __future__ import annotations

import datetime

import attrs
import numpy as np

from awardsim.analysis.forecast import Forecast
from awardsim.analysis.shares import CONFIDENCE
from awardsim.report import words
from awardsim.report.charts.frame import (
    BLUE,
    EDGE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    RED,
    SMALL,
    TINY,
    WIDE,
    diamond,
    drawing,
    legend,
)
from awardsim.report.day_scale import DayScale
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View

_LEFT, _RIGHT, _TOP, _HIGH = 44.0, 44.0, 52.0, 190.0


@attrs.frozen
class EndDay:
    """A civil day: the share of replications that end on it, and that are over by then."""

    date: datetime.date
    share: float
    by: float


def end_days(forecast: Forecast) -> tuple[EndDay, ...]:
    """Every civil day from the first on which a replication ends to the last; empty if none ends.

    Shares are of all replications, also of those that never end.
    """
    finish = forecast.layout.column(forecast.figures, "finish")
    done = finish[~np.isnan(finish)]
    if not len(done):
        return ()
    days = (done // 1440).astype(int)
    first = int(days.min())
    counts = np.bincount(days - first)
    upto = np.cumsum(counts)
    calendar = forecast.procedure.calendar
    return tuple(
        EndDay(
            calendar.date((first + place) * 1440),
            int(count) / len(finish),
            int(before) / len(finish),
        )
        for place, (count, before) in enumerate(zip(counts, upto, strict=True))
    )


def end_dates(view: View) -> Drawing:
    """The distribution of the end against the day it must finish by."""
    procedure, found = view.procedure, end_days(view.forecast)
    title = view.say("完成日的分布", "distribution of the end")
    bottom = _TOP + _HIGH
    if not found:
        said = view.say("没有一次推演办完", "no replication comes to an end")
        return drawing(title, said, 40, [Label(EDGE, 24, said, SMALL, GREY)])
    by = procedure.finish_by
    ends = [found[0].date, found[-1].date, *([by] if by is not None else [])]
    air = datetime.timedelta(days=2)
    first = max(min(ends) - air, procedure.calendar.opening)
    last = min(max(ends) + air, procedure.calendar.last)
    edges = EDGE + _LEFT, WIDE - _RIGHT, WIDE
    days = DayScale(procedure.calendar, view.language, first, last, *edges)
    top = max(one.share for one in found)
    marks = [*days.days_off(_TOP, bottom), *days.months(_TOP, bottom), *_axes(view, top)]
    for one in found:
        if not one.share:
            continue
        high = one.share / top * _HIGH * 0.92
        late = by is not None and one.date > by
        hint = f"{one.date}: {view.percent(one.share)}, {_by(view, one.by)}"
        wide = max(days.day_wide - 1, 1)
        colour = ORANGE if late else BLUE
        marks.append(Box(days.x(one.date) + 0.5, bottom - high, wide, high, colour, hint=hint))
    marks += _curve(found, days, bottom)
    if by is not None:
        x = days.x(by, after=True)
        shown = f"{view.say('期限', 'due')} {view.dates.plain_day(by)}"
        marks.append(Stroke(x, _TOP - 4, x, bottom + 18, RED, 2.0))
        marks.append(Label(x, bottom + 31, shown, SMALL, RED, "middle", bold=True))
    marks += _confidence(view, days, bottom)
    entries = [
        (BLUE, view.say("期限以内", "in time") if by is not None else view.say("完成", "over")),
        *([(ORANGE, view.say("过了期限", "late"))] if by is not None else []),
        (INK, view.say("折线（右轴）：到那天已办完的比例", "line (right axis): over by that day")),
    ]
    marks += legend(bottom + 54, entries)
    never = 1 - found[-1].by
    high = bottom + 66
    if never > 0:
        said = view.say(
            f"另有 {view.percent(never)} 的推演到期末仍未办完。",
            f"{view.percent(never)} of the runs never come to an end.",
        )
        marks.append(Label(EDGE, high + 8, said, SMALL, GREY))
        high += 20
    return drawing(title, view.award, high, marks)


def _by(view: View, share: float) -> str:
    shown = words.percent(share, view.language)
    return view.say(f"到那天 {shown}", f"{shown} by then")


def _axes(view: View, top: float) -> list[Mark]:
    """Shares of a day at the left, shares by a day at the right."""
    bottom, left, right = _TOP + _HIGH, EDGE + _LEFT, WIDE - _RIGHT
    marks: list[Mark] = [Stroke(left, bottom, right, bottom, GREY)]
    for quarter in range(0, 5):
        y = bottom - _HIGH * quarter / 4
        sign = view.say("%", " %")
        marks.append(Stroke(left, y, right, y, FAINT, 0.6))
        shown = f"{quarter * 25}{sign}"
        marks.append(Label(right + 5, y + 4, shown, TINY, GREY))
    y = bottom - 0.92 * _HIGH
    marks.append(Label(left - 5, y + 4, view.percent(top), TINY, BLUE, "end"))
    marks.append(Label(left - 5, bottom + 4, "0", TINY, BLUE, "end"))
    marks.append(Label(EDGE, _TOP - 40, view.say("当天办完", "on the day"), TINY, BLUE))
    told = view.say("已办完", "over by then")
    marks.append(Label(WIDE, _TOP - 40, told, TINY, INK, "end"))
    return marks


def _curve(found: tuple[EndDay, ...], days: DayScale, bottom: float) -> list[Mark]:
    """How many are over by each day, as steps."""
    marks: list[Mark] = []
    x, y = days.x(found[0].date), bottom
    for one in found:
        to_x, to_y = days.x(one.date, after=True), bottom - _HIGH * one.by
        if to_y != y:
            marks.append(Stroke(x, y, x, to_y, INK, 1.5))
        marks.append(Stroke(x, to_y, to_x, to_y, INK, 1.5))
        x, y = to_x, to_y
    marks.append(Stroke(x, y, days.right, y, INK, 1.5))
    return marks


def _confidence(view: View, days: DayScale, bottom: float) -> list[Mark]:
    """The days of an even chance, of 80 % and of 90 %."""
    marks: list[Mark] = []
    for share, minute in zip(CONFIDENCE, view.forecast.finish, strict=True):
        if minute is None:
            continue
        x = days.x(view.procedure.calendar.date(minute))
        y = bottom - _HIGH * share
        marks.append(diamond(x, y, INK, 4.0))
        shown = f"{share * 100:.0f}{view.say('%', ' %')}  {view.dates.short(minute)}"
        beside = x - 130 < days.left
        place, anchor = (x + 8, "start") if beside else (x - 8, "end")
        marks.append(Label(place, y + 4, shown, TINY, INK, anchor, bold=True))
    return marks
