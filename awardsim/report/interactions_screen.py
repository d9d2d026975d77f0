"""Who acts on the answer alone, and who only together with others."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.interactions import Index, Interactions
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_REST = Text("其余各项和偶然", "everything else, and chance")
_NONE = Text("－", "—")


def interactions_screen(found: Interactions, language: Language) -> str:
    """The indices for a terminal."""
    grid = interactions_grid(found, language)
    lines = [*wrap(plain(grid.title)), ""]
    lines += wrapped_table(grid.rows, grid.headers, [34, 14, 14, 14, 14])
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(plain(remark))
    return "\n".join(lines) + "\n"


def interactions_grid(found: Interactions, language: Language) -> Grid:
    """A row for each factor."""
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("项目", "what"),
            ("按期：单独", "in time: alone"),
            ("按期：连同", "in time: in all"),
            ("天数：单独", "days: alone"),
            ("天数：连同", "days: in all"),
        )
    ]
    rows = []
    for place, title in enumerate(_titles(found)):
        row = [title.read(language)]
        for indices in (found.in_time, found.days):
            one = None if indices is None else indices[place]
            row += [_NONE.read(language)] * 2 if one is None else _shown(one, language)
        rows.append(row)
    name = found.procedure.scenario.id
    head = Text(f"相互影响  {name}", f"Interactions  {name}").read(language)
    return Grid(head, headers, rows, interactions_data(found), _remarks(found, language))


def interactions_data(found: Interactions) -> dict[str, Any]:
    """The exact figures as plain data."""
    names = [found.procedure.inputs[index].id for index in found.inputs]

    def listed(indices: tuple[Index, ...] | None) -> list[dict[str, float]] | None:
        if indices is None:
            return None
        return [
            {
                "first": one.first,
                "first_error": one.first_error,
                "total": one.total,
                "total_error": one.total_error,
            }
            for one in indices
        ]

    return {
        "schema": 1,
        "scenario": found.procedure.scenario.id,
        "factors": [*names, None],
        "in_time": listed(found.in_time),
        "days": listed(found.days),
        "share": None if math.isnan(found.share) else found.share,
        "samples": found.samples,
        "run": found.run,
        "seed": found.seed,
    }


def _titles(found: Interactions) -> list[Text]:
    return [*(found.procedure.inputs[index].title for index in found.inputs), _REST]


def _shown(one: Index, language: Language) -> list[str]:
    first, total = (words.percent(max(value, 0.0), language) for value in (one.first, one.total))
    return [
        f"{first} ({words.points(one.first_error)})",
        f"{total} ({words.points(one.total_error)})",
    ]


def _remarks(found: Interactions, language: Language) -> list[str]:
    remarks = [
        Text(
            "单独：只查清这一项，结果的方差平均减少多少；连同：别的都查清了，只剩这一项，方差还剩多少。"
            "连同比单独多出来的，是它和别的项一起才有的作用。括号里是误差，百分点",
            "alone: by how much the variance falls on average if this is known; in all: how much "
            "of it is left if everything else is known. What 'in all' has more is its action "
            "together with others. In brackets the error, in points",
        ).read(language)
    ]
    told = _told(found)
    if told is not None:
        remarks.append(told.read(language))
    remarks.append(
        Text(
            f"两组各{found.samples}个样本，共推演{found.run}次，种子{found.seed}。{words.INTERNAL.zh}",
            f"{found.samples} samples in each of two sets, {found.run} replications, seed "
            f"{found.seed}. {words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def _told(found: Interactions) -> Text | None:
    """In a sentence, which chosen assumptions act together with others, if any can be told."""
    indices = found.in_time or found.days
    if indices is None:
        return Text("结果从不变化，没有可分的", "the outcome never varies: nothing to share out")
    titles = _titles(found)[:-1]
    acting = [
        title
        for title, one in zip(titles, indices, strict=False)
        if one.interaction > one.first_error + one.total_error
    ]
    if not acting:
        return Text(
            "看得清的相互影响没有：各项的作用大致可以相加",
            "no interaction can be told: the effects add up, more or less",
        )
    return Text(
        f"不能只看单独一项的：{'、'.join(one.zh for one in acting)}",
        f"not to be looked at alone: {', '.join(one.en for one in acting)}",
    )
