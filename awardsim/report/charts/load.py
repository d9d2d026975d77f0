"""How busy each body is from week to week, as a map of heat."""

from __future__ import annotations

from awardsim.analysis.flow import Flow, Load
from awardsim.report.charts.frame import (
    EDGE,
    GREY,
    INK,
    NAME,
    SMALL,
    TINY,
    WIDE,
    Look,
    drawing,
    fit,
    legend,
)
from awardsim.report.drawing import Box, Drawing, Label, Mark
from awardsim.report.view import View
from awardsim.text import Text

_LEFT, _ROW, _TOP = 150.0, 30.0, 38.0
#: From so great a share on, a cell has this colour; letters are white on the dark ones.
SCALE = (
    (0.005, "#FFF3DC"),
    (0.1, "#FDDCA4"),
    (0.25, "#F9B65C"),
    (0.5, "#EC8230"),
    (0.75, "#CF4F1B"),
    (0.9, "#9C2A10"),
)
_DARK = 0.5
_CLOSED = Look("#F4F4F4", "#DDDDDD", "#CCCCCC", Text("没有工作日", "no working day"))


def load_map(view: View, flow: Flow) -> Drawing | None:
    """Mean share of the working time that a body is busy, by week; None where nobody works."""
    if not flow.weeks:
        return None
    wide = (WIDE - EDGE - _LEFT) / len(flow.weeks)
    bottom = _TOP + _ROW * len(flow.loads)
    marks: list[Mark] = []
    free = 0.0
    year = 0
    for place, monday in enumerate(flow.weeks):
        x = _LEFT + place * wide
        if x >= free:
            marks.append(Label(x + 1, _TOP - 6, f"{monday:%m-%d}", TINY, GREY))
            free = x + 34
        if monday.year != year:
            year = monday.year
            marks.append(Label(x + 1, _TOP - 20, str(year), TINY, INK, bold=True))
    head = view.say("周（周一的日期）", "week (its Monday)")
    marks.append(Label(EDGE, _TOP - 6, head, TINY, GREY))
    for row, one in enumerate(flow.loads):
        marks += _row(view, one, flow, _TOP + row * _ROW, wide)
    entries: list[tuple[Look | str, str]] = [
        (colour, _range(view, place)) for place, (_, colour) in enumerate(SCALE)
    ]
    if any(share is None for one in flow.loads for share in one.share):
        entries.append((_CLOSED, view.read(_CLOSED.title)))
    marks += legend(bottom + 24, entries)
    told = view.say(
        "格内：该周工时占可用工时的百分数，各次推演的平均；空白＝没有活。",
        "In a cell: per cent of the working time of that week, mean of all runs; blank: no work.",
    )
    marks.append(Label(EDGE, bottom + 46, told, SMALL, GREY))
    title = view.say("各单位每周的忙闲", "load per week and body")
    return drawing(title, view.award, bottom + 56, marks)


def _row(view: View, one: Load, flow: Flow, y: float, wide: float) -> list[Mark]:
    body = view.read(view.procedure.bodies[one.body].title)
    marks: list[Mark] = [Label(EDGE, y + 19, fit(body, NAME, _LEFT - 10), NAME, INK)]
    for place, (share, hours) in enumerate(zip(one.share, one.hours, strict=True)):
        x = _LEFT + place * wide
        if share is None:
            marks.append(Box(x, y, wide - 1, _ROW - 1, _CLOSED.fill, "none", _CLOSED.hatch))
            continue
        colour = "#FFFFFF"
        for least, shade in SCALE:
            colour = shade if share >= least else colour
        shown = f"{max(round(share * 100), 1)}" if share >= SCALE[0][0] else ""
        worked = view.say(f"{hours:.0f} 小时", f"{hours:.0f} hours")
        hint = f"{body} {flow.weeks[place]}: {view.percent(share)}, {worked}"
        marks.append(Box(x, y, wide - 1, _ROW - 1, colour, "#EEEEEE", hint=hint))
        if shown and wide >= 14:
            ink = "#FFFFFF" if share >= _DARK else INK
            marks.append(Label(x + (wide - 1) / 2, y + 19, shown, TINY, ink, "middle"))
    return marks


def _range(view: View, place: int) -> str:
    """The shares of a colour."""
    least = max(round(SCALE[place][0] * 100), 1)
    sign = view.say("%", " %")
    if place + 1 == len(SCALE):
        return f"≥{least}{sign}"
    return f"{least}–{round(SCALE[place + 1][0] * 100)}{sign}"
