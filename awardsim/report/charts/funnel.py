"""From application to award: how many are left after each stage, and why the others are gone."""

from __future__ import annotations

import attrs

from awardsim.analysis.flow import Flow, Funnel
from awardsim.report import words
from awardsim.report.charts.frame import (
    BLUE,
    EDGE,
    FAINT,
    GREEN,
    GREY,
    INK,
    NAME,
    SMALL,
    TINY,
    WIDE,
    drawing,
    fit,
    lines,
)
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View

_LEFT, _BARS, _ROW, _HEAD, _LINE = 186.0, 170.0, 24.0, 30.0, 12.0
_REASONS = 3  # lines
_TOLD = _LEFT + _BARS + 40.0
#: Fewer than so many in a run are told together with other stages.
LEAST = 0.05


@attrs.frozen
class Step:
    """What is left after a stage: a mean of all runs; ``gone`` by reason, the most first."""

    name: str
    left: float
    gone: tuple[tuple[str, float], ...]


def steps(view: View, one: Funnel) -> tuple[Step, ...]:
    """The stages at which a noticeable number leaves; the rest of them together at the end."""
    left = one.applied
    found: list[Step] = []
    rest: dict[str, float] = {}
    gone: dict[int, dict[str, float]] = {}
    for each in one.departures:
        gone.setdefault(each.node, {})[each.reason] = each.number
    for node, reasons in gone.items():
        if sum(reasons.values()) < LEAST:
            for reason, number in reasons.items():
                rest[reason] = rest.get(reason, 0.0) + number
            continue
        left -= sum(reasons.values())
        name = view.title(view.procedure.nodes[node])
        found.append(Step(name, left, _sorted(view, reasons)))
    if rest:
        left -= sum(rest.values())
        name = view.say("其余环节", "other stages")
        found.append(Step(name, left, _sorted(view, rest)))
    return tuple(found)


def _sorted(view: View, reasons: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(
        (view.read(words.outcome_title(reason, view.procedure)), number)
        for reason, number in sorted(reasons.items(), key=lambda each: -each[1])
    )


def funnel(view: View, flow: Flow) -> Drawing | None:
    """Applicants of each track from application to award; None where nobody applies."""
    shown = [one for one in flow.funnels if one.applied > 0]
    if not shown:
        return None
    most = max(one.applied for one in shown)
    marks: list[Mark] = []
    y = 4.0
    for one in shown:
        track = view.procedure.tracks[one.track]
        title = view.read(view.procedure.policy.tracks[track].title)
        marks.append(Label(EDGE, y + 16, title, NAME + 1, INK, bold=True))
        y += _HEAD
        marks += _bar(view.say("申报数", "applications"), one.applied, most, y, BLUE)
        y += _ROW
        for step in steps(view, one):
            why = _reasons(view, step)
            high = _ROW + _LINE * (len(why) - 1)
            marks += _bar(step.name, step.left, most, y, "#7FA6D3", high)
            for number, text in enumerate(why):
                marks.append(Label(_TOLD, y + 15 + _LINE * number, text, TINY, GREY))
            y += high
        marks += _bar(view.say("表彰", "awarded"), one.awarded, most, y, GREEN)
        if one.inside > 0:
            inside = view.say(
                f"另有 {_number(one.inside)} 到期末仍在程序中",
                f"{_number(one.inside)} still in the procedure at the end",
            )
            marks.append(Label(_TOLD, y + 15, inside, TINY, GREY))
        y += _ROW + 12
    told = view.say(
        "每次推演的平均数；申报主体为虚拟。条长＝该环节之后还在的。",
        "Means of a run; applicants are synthetic. Bars: who is left after the stage.",
    )
    marks.append(Label(EDGE, y + 8, told, SMALL, GREY))
    title = view.say("从申报到表彰", "from application to award")
    return drawing(title, view.award, y + 18, marks)


def _bar(
    name: str, number: float, most: float, y: float, colour: str, high: float = _ROW
) -> list[Mark]:
    long = max(_BARS * number / most, 1.0)
    return [
        Stroke(EDGE, y + high - 1, WIDE, y + high - 1, FAINT, 0.6),
        Label(EDGE, y + 15, fit(name, SMALL, _LEFT - 10), SMALL, INK),
        Box(_LEFT, y + 4, long, _ROW - 9, colour, hint=f"{name}: {_number(number)}"),
        Label(_LEFT + long + 5, y + 15, _number(number), SMALL, INK, bold=True),
    ]


def _reasons(view: View, step: Step) -> list[str]:
    """How many are gone, and why; what hardly ever happens is left out."""
    between = view.say("、", ", ")
    told = between.join(f"{name} {_number(one)}" for name, one in step.gone if one >= LEAST)
    whole = f"−{_number(sum(one for _, one in step.gone))}  {told}"
    return lines(whole, TINY, WIDE - _TOLD, _REASONS)


def _number(value: float) -> str:
    """A mean number of applicants."""
    return f"{value:.1f}"
