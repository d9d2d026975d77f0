"""A sweep as a chart: the curve of one value, or a table of two in shades."""

from __future__ import annotations

import itertools
import math

from awardsim.analysis.sweep import Point, Sweep
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.charts.frame import (
    BLUE,
    EDGE,
    FAINT,
    GREEN,
    GREY,
    INK,
    NAME,
    RED,
    SMALL,
    TINY,
    WIDE,
    drawing,
    fit,
    legend,
    lines,
    say,
)
from awardsim.report.day_scale import wide
from awardsim.report.drawing import Box, Drawing, Label, Mark, Shape, Stroke
from awardsim.text import Language

_LEFT, _RIGHT, _TOP, _HIGH = 52.0, 24.0, 64.0, 250.0
_CELL, _SHADES = 26.0, ((255, 255, 255), (116, 180, 143))  # from nothing to all
_MOST_ACROSS = 20  # values beside each other whose shares can be read


def sweep_chart(found: Sweep, language: Language) -> Drawing:
    """The chart of what was run so far; ``found`` has at least one point, with a deadline."""
    marks, bottom = _curve(found, language) if len(found.axes) == 1 else _shades(found, language)
    procedure = found.points[0].procedure
    name = procedure.scenario.title.read(language) or procedure.scenario.id
    title = say(language, "按期把握怎么变", "how the chance to be in time changes")
    head = f"{name}: {title}" if language == "en" else f"{name}：{title}"
    foot = say(
        language,
        f"每点推演{found.replications}次，种子{found.seed}。内部测算，不对外",
        f"{found.replications} replications at each point, seed {found.seed}. Internal estimate, "
        "not for publication",
    )
    marks += [
        Label(EDGE, 22, fit(head, 15, WIDE - 2 * EDGE), 15, INK, bold=True),
        Label(EDGE, 42, fit(_paths(found, language), SMALL, WIDE - 2 * EDGE), SMALL, GREY),
    ]
    for place, text in enumerate(lines(foot, TINY, WIDE - 2 * EDGE, 2)):
        marks.append(Label(EDGE, bottom + 16 + 14 * place, text, TINY, GREY))
    return drawing(head, _paths(found, language), bottom + 40, marks)


def _paths(found: Sweep, language: Language) -> str:
    """What is varied: its title where it has one, and the path."""
    named = []
    for axis in found.axes:
        title = _title(axis.path, found.points[0].procedure, language)
        named.append(f"{title} ({axis.path})" if title else axis.path)
    return " × ".join(named)


def _title(path: str, procedure: Procedure, language: Language) -> str:
    head, _, name = path.partition(".")
    titles = {one.id: one.title for one in procedure.inputs}
    if path in titles:
        return titles[path].read(language)
    if head == "readings" and name in procedure.policy.readings:
        return procedure.policy.readings[name].question.read(language)
    if head == "meetings" and name in procedure.policy.bodies:
        body = procedure.policy.bodies[name].title.read(language)
        return say(language, f"{body}开会的日子", f"days on which {body} meets")
    return ""


def _curve(found: Sweep, language: Language) -> tuple[list[Mark], float]:
    """Shares by value, joined where they were run one after the other."""
    values = found.axes[0].values
    bottom, right = _TOP + _HIGH, WIDE - _RIGHT
    step = (right - _LEFT) / max(len(values), 1)
    place = {value: _LEFT + step * (index + 0.5) for index, value in enumerate(values)}

    def y(share: float) -> float:
        return bottom - _HIGH * share

    marks: list[Mark] = []
    for fifth in range(6):
        at = y(fifth / 5)
        marks.append(Stroke(_LEFT, at, right, at, FAINT))
        shown = f"{fifth * 20}{say(language, '%', ' %')}"
        marks.append(Label(_LEFT - 8, at + 4, shown, TINY, GREY, "end"))
    met = () if found.reach is None else found.reach.values
    if found.reach is not None:
        at = y(found.reach.target)
        marks.append(Stroke(_LEFT, at, right, at, RED, 1.4, dashed=True))
    run = [one for one in found.points if math.isfinite(one.share)]
    for one, other in itertools.pairwise(run):
        marks.append(
            Stroke(place[one.values[0]], y(one.share), place[other.values[0]], y(other.share), BLUE)
        )
    for one in run:
        x = place[one.values[0]]
        low, high = max(one.share - one.error, 0.0), min(one.share + one.error, 1.0)
        marks.append(Stroke(x, y(low), x, y(high), BLUE, 1.2))
        marks.append(_dot(x, y(one.share), GREEN if one.values in met else BLUE))
        if len(run) <= _MOST_ACROSS:
            above = y(high) - 6 if y(high) > _TOP + 10 else y(low) + 14
            shown = words.percent(one.share, language)
            marks.append(Label(x, above, shown, TINY, INK, "middle"))
    room = max(wide(value, TINY) for value in values) + 10
    every = max(1, math.ceil(room / step))
    for value in values[::every]:
        marks.append(Label(place[value], bottom + 16, value, TINY, INK, "middle"))
    entries = [
        (BLUE, say(language, "按期把握，竖线为模拟误差", "chance to be in time, with its error"))
    ]
    if found.reach is not None:
        goal = words.percent(found.reach.target, language)
        entries.append((RED, say(language, f"目标 {goal}", f"target {goal}")))
        entries.append((GREEN, say(language, "达到", "reaches it")))
    marks += legend(bottom + 40, entries, _LEFT)
    return marks, bottom + 48


def _dot(x: float, y: float, colour: str, size: float = 4.0) -> Mark:
    corners = [math.pi * turn / 6 for turn in range(12)]
    return Shape(tuple((x + size * math.cos(a), y + size * math.sin(a)) for a in corners), colour)


def _shades(found: Sweep, language: Language) -> tuple[list[Mark], float]:
    """The first value downwards, the second across, each cell as dark as its share is large."""
    down, across = found.axes
    points: dict[tuple[str, ...], Point] = {one.values: one for one in found.points}
    met = () if found.reach is None else found.reach.values
    left = EDGE + min(max(wide(value, NAME) for value in (*down.values, down.path)) + 12, 220)
    step = (WIDE - _RIGHT - left) / len(across.values)
    every = max(1, math.ceil((max(wide(one, TINY) for one in across.values) + 8) / step))
    marks: list[Mark] = []
    for index, value in enumerate(across.values):
        if index % every == 0:
            marks.append(Label(left + step * (index + 0.5), _TOP + 8, value, TINY, INK, "middle"))
    top = _TOP + 16
    for row, value in enumerate(down.values):
        y = top + _CELL * row
        marks.append(Label(EDGE, y + 17, fit(value, NAME, left - 12), NAME, INK))
        for index, other in enumerate(across.values):
            one = points.get((value, other))
            if one is None or not math.isfinite(one.share):
                continue
            x, told = left + step * index, words.percent(one.share, language)
            reached = one.values in met
            marks.append(
                Box(x, y, step, _CELL, _shade(one.share), RED if reached else FAINT, hint=told)
            )
            if len(across.values) <= _MOST_ACROSS:
                marks.append(Label(x + step / 2, y + 17, told, TINY, INK, "middle", bold=reached))
    bottom = top + _CELL * len(down.values)
    entries = [
        (_shade(0.0), say(language, "从不按期", "never in time")),
        (_shade(1.0), say(language, "总是按期", "always in time")),
    ]
    marks += legend(bottom + 24, entries, left)
    return marks, bottom + 32


def _shade(share: float) -> str:
    """The colour of a share: white for none."""
    none, full = _SHADES
    mixed = (round(a + (b - a) * share) for a, b in zip(none, full, strict=True))
    return "#" + "".join(f"{one:02X}" for one in mixed)
