"""What decides the answer: each estimate at its ends, and what the days are spent on."""

from __future__ import annotations

from awardsim.analysis.driving import CATEGORIES, CATEGORY_TITLES
from awardsim.analysis.ranges import Swing
from awardsim.report import facts, words
from awardsim.report.charts.frame import (
    BLUE,
    EDGE,
    FAINT,
    GREY,
    INK,
    NAME,
    ORANGE,
    SMALL,
    TINY,
    WIDE,
    drawing,
    fit,
    legend,
    legend_lines,
    share_axis,
)
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View

_LEFT, _RIGHT, _ROW, _TOP = 250.0, 60.0, 34.0, 26.0
#: What a day of the way is spent on, and its colour.
_DAYS = dict(
    zip(
        CATEGORIES,
        ("#1F5FA8", "#BFC5CC", "#C0504D", "#E08A1E", "#F6C46B", "#2F7A4C", "#8E7CC3", "#A6A6A6"),
        strict=True,
    )
)


def levers(view: View) -> Drawing | None:
    """The share in time with each influential estimate at its ends; None where nothing moves it."""
    found, base = facts.influential(view.forecast), view.forecast.share
    if not found or base is None or view.forecast.ranges is None:
        return None
    left, right = EDGE + _LEFT, WIDE - _RIGHT
    bottom = _TOP + _ROW * (len(found) + 1)
    marks = share_axis(left, right, _TOP, bottom, view.language)

    def x(share: float) -> float:
        return left + (right - left) * share

    together = view.forecast.ranges
    rows = [(one, *_told(view, one)) for one in found]
    for place, (one, name, under) in enumerate(rows):
        y = _TOP + place * _ROW
        marks += [
            Stroke(EDGE, y + _ROW, WIDE, y + _ROW, FAINT, 0.6),
            Label(EDGE, y + 15, fit(name, NAME, _LEFT - 10), NAME, INK),
            Label(EDGE, y + 28, fit(under, TINY, _LEFT - 10), TINY, GREY),
            Box(x(one.low), y + 9, max(x(base) - x(one.low), 0), 15, ORANGE),
            Box(x(base), y + 9, max(x(one.high) - x(base), 0), 15, BLUE),
            *_ends(view, one, x, y + 21),
        ]
    y = _TOP + len(found) * _ROW
    name = view.say("所有估计同时偏紧／偏松", "all estimates at once")
    low, high = sorted((together.unfavourable, together.favourable))
    marks += [
        Label(EDGE, y + 21, name, NAME, INK, bold=True),
        Box(x(low), y + 14, max(x(high) - x(low), 2), 6, GREY),
        Label(x(low) - 5, y + 21, view.percent(low), TINY, GREY, "end"),
        Label(x(high) + 5, y + 21, view.percent(high), TINY, GREY),
        Stroke(x(base), _TOP - 6, x(base), bottom, INK, 1.6),
    ]
    told = view.say(f"一般估计 {view.percent(base)}", f"usual estimates {view.percent(base)}")
    marks.append(Label(x(base), _TOP - 11, told, SMALL, INK, "middle", bold=True))
    entries = [
        (ORANGE, view.say("偏紧的一端", "at the unfavourable end")),
        (BLUE, view.say("偏松的一端", "at the favourable end")),
    ]
    marks += legend(bottom + 36, entries)
    title = view.say("估计逐项变动，按期的把握怎么变", "one estimate moved at a time")
    return drawing(title, view.award, bottom + 46, marks)


def _told(view: View, one: Swing) -> tuple[str, str]:
    """An estimate's name, and its three numbers with whose they are."""
    given = view.procedure.inputs[one.input]
    origin = words.ORIGINS.get(given.origin, words.ORIGINS["built-in"])
    lever = words.lever(given.lever, given.origin)
    shown = words.amount(given, view.procedure, view.language)
    between = view.say("，", ", ")
    return view.read(given.title), between.join([shown, view.read(origin), view.read(lever)])


def _ends(view: View, one: Swing, x: object, y: float) -> list[Mark]:
    """The share at each end, with the value that gives it."""
    given = view.procedure.inputs[one.input]
    assert callable(x)
    marks: list[Mark] = []
    least_low = one.at_least <= one.at_most
    for low, share in ((True, one.low), (False, one.high)):
        value = given.least if low == least_low else given.most
        shown = words.single(given, value, view.procedure, view.language, unit=False)
        place, anchor = (x(share) - 5, "end") if low else (x(share) + 5, "start")
        marks.append(Label(place, y, f"{view.percent(share)} ({shown})", TINY, INK, anchor))
    return marks


def days_spent(view: View) -> Drawing | None:
    """What the days from the opening to the end are spent on; None where no run ends."""
    days = dict.fromkeys(CATEGORIES, 0.0)
    for one in view.forecast.path:
        days[CATEGORIES[one.category]] += one.days
    total = sum(days.values())
    if total <= 0:
        return None
    marks: list[Mark] = []
    x, room = EDGE, WIDE - 2 * EDGE
    entries = []
    for name, mean in sorted(days.items(), key=lambda one: -one[1]):
        if mean <= 0:
            continue
        taken = room * mean / total
        title = view.read(CATEGORY_TITLES[name])
        shown = words.days(mean)
        said = view.say(f"{title} {shown}天", f"{title}: {shown} days")
        marks.append(Box(x, 8, taken, 30, _DAYS[name], "#FFFFFF", hint=said))
        if taken > 26:
            dark = name in ("law", "queue", "meeting")
            colour = "#FFFFFF" if dark else INK
            marks.append(Label(x + taken / 2, 27, shown, SMALL, colour, "middle", bold=True))
        entries.append((_DAYS[name], said))
        x += taken
    marks += legend(58, entries)
    high = 58 + 18 * legend_lines(entries)
    told = view.say(
        f"从发布到办完平均 {words.days(total)} 天，每一天只算在当天真正等的那件事上。",
        f"{words.days(total)} days from the opening to the end on average; each counts once, for "
        "what was waited for.",
    )
    marks.append(Label(EDGE, high + 2, told, SMALL, GREY))
    title = view.say("时间花在哪里", "what the days are spent on")
    return drawing(title, view.award, high + 12, marks)
