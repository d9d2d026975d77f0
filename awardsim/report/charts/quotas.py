"""Awards against their quotas: from few to many, and how often places stay empty."""

from __future__ import annotations

import attrs

from awardsim.policy import Bound
from awardsim.report.charts.frame import (
    EDGE,
    FAINT,
    GREEN,
    GREY,
    INK,
    NAME,
    RED,
    TINY,
    WIDE,
    diamond,
    drawing,
    fit,
    legend,
)
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View

_LEFT, _RIGHT, _ROW, _TOP = 200.0, 190.0, 36.0, 10.0
_SIGNS = {Bound.AT_MOST: "≤", Bound.AT_LEAST: "≥", Bound.EXACTLY: "="}


@attrs.frozen
class Place:
    """Awards under one quota: few, middle, many; the number that is written, and its article."""

    name: str
    under: str
    awarded: tuple[int, int, int]
    limit: int | None
    sign: str
    vacancy: float | None


def places(view: View) -> tuple[Place, ...]:
    """Each quota, then tiers and tracks that have none."""
    forecast, policy = view.forecast, view.procedure.policy
    found = []
    for one in forecast.quotas:
        written = policy.quotas[one.quota.id]
        sign = _SIGNS[written.number.bound or Bound.AT_MOST]
        name, article = view.read(one.quota.title), view.article(written.source)
        found.append(Place(name, article, one.awarded, one.quota.number, sign, one.vacancy))
    for tier in forecast.tiers:
        if not any(one.quota.tier == tier.tier for one in forecast.quotas):
            name = view.read(policy.tiers[view.procedure.tiers[tier.tier]].title)
            found.append(Place(name, "", tier.awarded, None, "", None))
    for track in forecast.tracks:
        if not any(track.track in one.quota.tracks for one in forecast.quotas):
            name = view.read(policy.tracks[view.procedure.tracks[track.track]].title)
            found.append(Place(name, "", track.awarded, None, "", None))
    return tuple(found)


def quotas(view: View) -> Drawing | None:
    """Awards against quotas; None where there is nothing to award, or nobody applies."""
    found = places(view)
    if not found or view.forecast.nobody:
        return None
    most = max([1, *(max(one.awarded[2], one.limit or 0) for one in found)])
    right = WIDE - _RIGHT

    def x(number: float) -> float:
        return _LEFT + (right - _LEFT) * number / most

    bottom = _TOP + _ROW * len(found)
    marks: list[Mark] = []
    step = max(1, -(-most // 10))
    for number in range(0, most + 1, step):
        marks.append(Stroke(x(number), _TOP, x(number), bottom, FAINT))
        marks.append(Label(x(number), bottom + 13, str(number), TINY, GREY, "middle"))
    for place, one in enumerate(found):
        y = _TOP + place * _ROW
        few, middle, many = one.awarded
        told = f"{few}" if few == many else f"{few}—{many}"
        marks += [
            Stroke(EDGE, y + _ROW, WIDE, y + _ROW, FAINT, 0.6),
            Label(EDGE, y + 16, fit(one.name, NAME, _LEFT - 20), NAME, INK),
            Label(EDGE, y + 29, fit(one.under, TINY, _LEFT - 20), TINY, GREY),
            Box(x(few), y + 12, max(x(many) - x(few), 3), 12, "#A9D3B7", GREEN, hint=told),
            diamond(x(middle), y + 18, GREEN),
        ]
        if one.limit is not None:
            at = x(one.limit)
            marks.append(Stroke(at, y + 5, at, y + _ROW - 5, RED, 2.4))
            told += f"  /  {one.sign}{one.limit}"
        marks.append(Label(right + 14, y + 16, told, NAME, INK, bold=True))
        if one.vacancy is not None:
            empty = view.say(
                f"{view.percent(one.vacancy)}的推演有空缺",
                f"vacant in {view.percent(one.vacancy)} of runs",
            )
            marks.append(Label(right + 14, y + 29, empty, TINY, GREY))
    entries = [
        ("#A9D3B7", view.say("十次有八次在其中，◆ 居中", "8 of 10 runs, ◆ the middle")),
        (RED, view.say("名额", "quota")),
    ]
    marks += legend(bottom + 36, entries)
    title = view.say("表彰数与名额", "awards against quotas")
    return drawing(title, view.award, bottom + 46, marks)
