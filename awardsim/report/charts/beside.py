"""The answer with what it rests on, for one scenario or several: shares and dates as ranges."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from awardsim.analysis.shares import CONFIDENCE
from awardsim.report.charts.frame import (
    BLUE,
    EDGE,
    FAINT,
    GREY,
    INK,
    NAME,
    RED,
    SMALL,
    TINY,
    WIDE,
    Look,
    diamond,
    drawing,
    fit,
    legend,
    share_axis,
)
from awardsim.report.day_scale import DayScale
from awardsim.report.drawing import Box, Drawing, Label, Stroke
from awardsim.report.view import View

_ROW, _TOP = 34.0, 16.0
_MOVED, _TOGETHER = "#9DB9DA", "#C8CED6"
#: Further apart, days without their year would be taken for those of one edition.
_FAR = datetime.timedelta(days=300)
#: Colours of scenarios, in their order.
SERIES = ("#1F5FA8", "#E08A1E", "#2F7A4C", "#8E44AD", "#7F6000")


def chances(views: Sequence[View]) -> Drawing | None:
    """The share in time of each scenario between its ends; None where there is no deadline."""
    shown = [one for one in views if one.forecast.share is not None]
    if not shown:
        return None
    left = EDGE + (190.0 if len(views) > 1 else 8.0)
    right = WIDE - 26
    bottom = _TOP + _ROW * len(shown)
    language = views[0].language
    marks = share_axis(left, right, _TOP, bottom, language)

    def x(share: float) -> float:
        return left + (right - left) * share

    for place, view in enumerate(shown):
        y, share, ranges = _TOP + place * _ROW, view.forecast.share, view.forecast.ranges
        assert share is not None
        if len(views) > 1:
            name = fit(f"{'ABCDE'[views.index(view)]}  {view.name}", NAME, left - 12)
            marks.append(Label(EDGE, y + 21, name, NAME, INK))
        if ranges is not None:
            low, high = sorted((ranges.unfavourable, ranges.favourable))
            marks.append(Box(x(low), y + 15, max(x(high) - x(low), 1), 4, _TOGETHER))
            wide = max(x(ranges.high) - x(ranges.low), 2)
            marks.append(Box(x(ranges.low), y + 10, wide, 14, _MOVED))
        marks.append(diamond(x(share), y + 17, BLUE, 8.0))
        anchor = "end" if share > 0.9 else "middle"
        at = x(share) + (8 if share > 0.9 else 0)
        marks.append(Label(at, y + 5, view.percent(share), SMALL, BLUE, anchor, bold=True))
    view = views[0]
    entries: list[tuple[Look | str, str]] = [(BLUE, view.say("一般估计", "usual estimates"))]
    if any(one.forecast.ranges is not None for one in shown):
        entries += [
            (_MOVED, view.say("估计逐项变动", "one estimate moved at a time")),
            (_TOGETHER, view.say("同时偏紧—同时偏松", "all unfavourable to all favourable")),
        ]
    marks += legend(bottom + 36, entries)
    title = view.say("按期完成的把握", "chance to be in time")
    return drawing(title, view.award, bottom + 46, marks)


def ends_beside(views: Sequence[View]) -> Drawing | None:
    """By when each scenario is over, against its deadline.

    None where none ever is, and for editions of different years: one calendar does not hold their
    days, and a day at its edge would be a wrong one.
    """
    calendar = views[0].procedure.calendar
    days: list[datetime.date] = []
    for view in views:
        own = view.procedure.calendar
        days += [own.date(one) for one in view.forecast.finish if one is not None]
        days += [view.procedure.finish_by] if view.procedure.finish_by is not None else []
    if not days or min(days) < calendar.opening or max(days) > calendar.last:
        return None
    if max(days) - min(days) > _FAR:
        return None
    air = datetime.timedelta(days=3)
    first, last = max(min(days) - air, calendar.opening), min(max(days) + air, calendar.last)
    left, right, top = EDGE + 190.0, WIDE - 70, 52.0
    bottom = top + _ROW * len(views)
    scale = DayScale(calendar, views[0].language, first, last, left, right, WIDE)
    marks = [*scale.days_off(top, bottom), *scale.months(top, bottom)]
    for place, view in enumerate(views):
        y, own = top + place * _ROW, view.procedure.calendar
        name = fit(f"{'ABCDE'[place]}  {view.name}", NAME, left - 12)
        marks.append(Label(EDGE, y + 21, name, NAME, INK))
        marks.append(Stroke(EDGE, y + _ROW, WIDE, y + _ROW, FAINT, 0.6))
        at = [None if one is None else own.date(one) for one in view.forecast.finish]
        if at[0] is not None:
            end = at[-1] or last
            x, to_x = scale.x(at[0]), scale.x(end, after=True)
            colour = SERIES[place % len(SERIES)]
            marks.append(Box(x, y + 11, max(to_x - x, 3), 12, colour))
            shown = view.dates.short(view.forecast.finish[0])
            marks.append(Label(to_x + 6, y + 21, shown, TINY, INK, bold=True))
        by = view.procedure.finish_by
        if by is not None:
            x = scale.x(by, after=True)
            marks.append(Stroke(x, y + 2, x, y + _ROW - 2, RED, 2.2))
    told = views[0].say(
        "条：从一半把握到九成把握的日子；条后：一半把握的日子；红线：期限。",
        f"Bars: from the day of an even chance to that of {CONFIDENCE[-1]:.0%}; behind: the even "
        "chance; red: the deadline.",
    )
    marks.append(Label(EDGE, bottom + 34, told, SMALL, GREY))
    title = views[0].say("完成日", "the end")
    return drawing(title, views[0].award, bottom + 44, marks)
