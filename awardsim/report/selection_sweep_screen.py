"""Selection quality at several values, as a table: for a terminal and for files."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.differences import Difference
from awardsim.analysis.selection_sweep import Selected, SelectionPoint, SelectionSweep
from awardsim.report import study, words
from awardsim.report.console import plain, width, wrap
from awardsim.report.grid import Grid
from awardsim.report.sweep_screen import how_far
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

DETAIL = "selection sweep"
_TITLES = {
    "top": Text("最好的几名中的", "of the best"),
    "best": Text("最好的一名", "the best"),
    "all_best": Text("最好的几名全部", "all the best"),
}
_SUBJECT = Text("选得准不准：逐个换值", "How well the procedure selects, with values varied")
_MOST_VALUE = 18
#: The last columns but one: of winners; after a stage.
_LAST = (
    (Text("损失实力", "merit lost"), Text("换了名单", "other list")),
    (Text("还在几个", "how many"), Text("不够名额", "too few")),
)


def selection_sweep_screen(found: SelectionSweep, language: Language) -> str:
    """All points, for a terminal."""
    grid = selection_sweep_grid(found, language)
    lines = [part for text in (study.STUDY.read(language), grid.title) for part in wrap(text)]
    several = len(found.points[0].contests) > 1
    rows = [
        row if several else [*row[: len(found.axes)], *row[len(found.axes) + 1 :]]
        for row in grid.rows
    ]
    headers = list(grid.headers)
    if not several:
        del headers[len(found.axes)]
    values = [
        min(max(width(row[place]) for row in rows), _MOST_VALUE) for place in range(len(found.axes))
    ]
    # A path is too long for a column of a few digits: it stands above.
    for place, axis in enumerate(found.axes):
        lines += wrap(f"{_letter(place)}  {plain(axis.path)}", hang="   ")
        headers[place] = _letter(place)
    widths = [*values, *([16] if several else []), 17, 5, 14, 14, 13, 13, 6]
    lines += ["", *wrapped_table(rows, headers, widths), ""]
    for remark in grid.remarks[1:]:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def selection_sweep_grid(found: SelectionSweep, language: Language) -> Grid:
    """A row for each point and contest."""
    headers = [
        *(axis.path for axis in found.axes),
        Text("奖项", "contest").read(language),
        Text("最好的几名中的", "of the best").read(language),
        Text("差", "diff.").read(language),
        Text("最好的一名", "the best").read(language),
        Text("全部", "all of them").read(language),
        *(heading.read(language) for heading in _LAST[found.stage >= 0]),
        Text("人·日", "days").read(language),
    ]
    rows = [_row(point, one, found, language) for point in found.points for one in point.contests]
    return Grid(
        study.study_title(found.procedure, _SUBJECT, language),
        headers,
        rows,
        selection_sweep_data(found),
        [study.STUDY.read(language), *_remarks(found, language)],
        name=Text("选得准不准", "selection").read(language),
    )


def selection_sweep_data(found: SelectionSweep) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined is null."""
    return {
        **study.record_of(found.procedure, DETAIL, found.replications, found.seed),
        "axes": [{"path": axis.path, "values": list(axis.values)} for axis in found.axes],
        "stage": None if found.stage < 0 else found.procedure.nodes[found.stage].id,
        "size": found.size,
        "complete": len(found.points) == found.size,
        "figure": found.figure,
        "target": found.target,
        "reaching": None
        if found.target is None
        else [{"values": list(values), "contest": name} for values, name in found.reaching()],
        "points": [
            {
                "values": list(point.values),
                "judging_days": point.judging,
                "contests": [_selected_data(one) for one in point.contests],
            }
            for point in found.points
        ],
    }


def _selected_data(one: Selected) -> dict[str, Any]:
    step = one.step
    return {
        "contest": one.contest.id,
        **{
            name: study.plain_estimate(getattr(one, name))
            for name in ("top", "best", "all_best", "lost", "others")
        },
        "number": None if one.kept is None else study.plain_estimate(one.kept.number),
        "fewer_than_places": None if one.kept is None else study.plain_estimate(one.kept.fewer),
        "step": None
        if step is None
        else {
            "mean": step.mean if math.isfinite(step.mean) else None,
            "error": step.error if math.isfinite(step.error) else None,
            "distinguishable": step.distinguishable,
            "same": step.same,
        },
    }


def _row(
    point: SelectionPoint, one: Selected, found: SelectionSweep, language: Language
) -> list[str]:
    reached = found.target is not None and one.figure(found.figure).value >= found.target
    marked = {name: study.share(one.figure(name), language) for name in ("top", "best", "all_best")}
    if reached:
        marked[found.figure] += " ✓"
    return [
        *(plain(value) for value in point.values),
        plain(one.contest.title.read(language)),
        marked["top"],
        _step(one.step),
        marked["best"],
        marked["all_best"],
        *_last(one, language),
        study.number(point.judging),
    ]


def _last(one: Selected, language: Language) -> list[str]:
    """Of winners: what is lost, how often they are others; after a stage: how many are in."""
    if one.kept is None:
        return [study.points(one.lost, language), study.share(one.others, language)]
    return [study.points(one.kept.number, language), study.share(one.kept.fewer, language)]


def _step(step: Difference | None) -> str:
    if step is None or math.isnan(step.mean):
        return ""
    if step.same:
        return "＝"
    return f"{100 * step.mean:+.0f}" if step.distinguishable else "≈"


def _remarks(found: SelectionSweep, language: Language) -> list[str]:
    after = Text("获奖的", "who are awarded")
    last = Text(
        "“换了名单”：获奖名单与第一行不同的届数。",
        "'Other list': editions whose winners are not those of the first line.",
    )
    if found.stage >= 0:
        stage = found.procedure.nodes[found.stage].title
        after = Text(f"过了“{stage.zh}”还在的", f"who are still in after '{stage.en}'")
        last = Text(
            "“还在几个”：平均；“不够名额”：比名额少的届数。",
            "'How many': of all, on average. 'Too few': editions with fewer than there are places.",
        )
    figure = _TITLES[found.figure]
    remarks = [
        Text(
            f"最好的几名（可获奖的几名）中{after.zh}；最好的一名；全部。“差”：{figure.zh}与第一行"
            f"相差几个百分点，同一套随机数（≈ 分不开，＝ 每次都一样）。{last.zh}",
            f"Of the truly best, as many as can win, {after.en}; the best one; all of them. "
            f"'Diff.': points to the first line in '{figure.en}', under the same luck (≈ not "
            f"distinguishable, ＝ the same in all replications). {last.en}",
        ).read(language)
    ]
    if found.target is not None:
        remarks.append(_reached(found, language))
    remarks += how_far(found.size, len(found.points), found.taken, language)
    remarks.append(
        study.footnote(found.procedure, DETAIL, found.replications, found.seed, language)
    )
    return remarks


def _reached(found: SelectionSweep, language: Language) -> str:
    """The values that reach the target, contest by contest."""
    share = words.percent(found.target, language)
    titles = {one.contest.id: one.contest.title for one in found.points[0].contests}
    parts = []
    for name, title in titles.items():
        values = [" ".join(values) for values, own in found.reaching() if own == name]
        listed = Text("、", ", ").read(language).join(values)
        nothing = Text("没有", "none").read(language)
        colon = Text("：", ": ").read(language)
        parts.append(f"{plain(title.read(language))}{colon}{listed or nothing}")
    joined = Text("；", "; ").read(language).join(parts)
    return Text(f"达到 {share} 的：{joined}", f"reach {share}: {joined}").read(language)


def _letter(place: int) -> str:
    return "AB"[place]
