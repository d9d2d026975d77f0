"""A sweep: a line for each point, a table for two values, and what meets a target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.sweep import Point, Sweep
from awardsim.report import words
from awardsim.report.console import pad, plain, width, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Columns of a bar that stands for certainty.
_BAR = 25


def sweep_screen(found: Sweep, target: float | None, language: Language) -> str:
    """The curve, or the table of two values, for a terminal."""
    grid = sweep_grid(found, target, language)
    lines = [*wrap(plain(grid.title)), ""]
    lines += _two(found, language) if len(found.axes) == 2 else _one(found, target, language)
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def sweep_grid(found: Sweep, target: float | None, language: Language) -> Grid:
    """A row for each point."""
    headers = [axis.path for axis in found.axes]
    headers += [
        Text("按期把握", "in time").read(language),
        "±",
        Text("中间完成日", "middle end").read(language),
        Text("获奖（平均）", "awards on average").read(language),
    ]
    rows = [
        [
            *one.values,
            words.percent(None if math.isnan(one.share) else one.share, language),
            "" if math.isnan(one.error) else f"{100 * one.error:.0f}",
            _day(one, language, iso=True),
            f"{one.awarded:.1f}",
        ]
        for one in found.points
    ]
    paths = Text("、", ", ").read(language).join(axis.path for axis in found.axes)
    title = Text(
        f"试算  {paths}  {found.points[0].procedure.scenario.id}",
        f"Sweep  {paths}  {found.points[0].procedure.scenario.id}",
    ).read(language)
    return Grid(title, headers, rows, sweep_data(found, target), _remarks(found, target, language))


def sweep_data(found: Sweep, target: float | None) -> dict[str, Any]:
    """The exact figures as plain data."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return {
        "schema": 1,
        "axes": [{"path": axis.path, "values": list(axis.values)} for axis in found.axes],
        "replications": found.replications,
        "seed": found.seed,
        "target": target,
        "meeting": None if target is None else [list(one.values) for one in found.meeting(target)],
        "points": [
            {
                "values": list(one.values),
                "share": number(one.share),
                "error": number(one.error),
                "middle": None
                if one.finish is None
                else one.procedure.calendar.date(one.finish).isoformat(),
                "awarded": one.awarded,
                "step": None
                if one.step is None
                else {
                    "mean": number(one.step.mean),
                    "error": number(one.step.error),
                    "distinguishable": one.step.distinguishable,
                },
            }
            for one in found.points
        ],
    }


def _one(found: Sweep, target: float | None, language: Language) -> list[str]:
    rows = []
    for one in found.points:
        filled = 0 if math.isnan(one.share) else round(one.share * _BAR)
        note = ""
        if target is not None and one.share >= target:
            note = "✓"
        if one.step is not None and not one.step.distinguishable:
            note += Text(" ← 与上一行分不开", " ← as above").read(language)
        rows.append(
            [
                one.values[0],
                words.percent(None if math.isnan(one.share) else one.share, language),
                "█" * filled,
                _day(one, language),
                f"{one.awarded:.1f}",
                note.strip(),
            ]
        )
    headings = [
        found.axes[0].path,
        Text("按期把握", "in time").read(language),
        "",
        Text("中间完成日", "middle end").read(language),
        Text("获奖", "awards").read(language),
        "",
    ]
    return wrapped_table(rows, headings, [30, 8, _BAR, 16, 8])


def _two(found: Sweep, language: Language) -> list[str]:
    """Shares: the first value downwards, the second across."""
    down, across = found.axes
    shares = {one.values: one for one in found.points}
    head = max(width(value) for value in (*down.values, down.path))
    cells = [max(width(value), 5) for value in across.values]
    lines = [f"{pad('', head)}   {across.path} →", _line(down.path, across.values, head, cells)]
    for value in down.values:
        row = [
            words.percent(_defined(shares[value, other].share), language) for other in across.values
        ]
        lines.append(_line(value, row, head, cells))
    return lines


def _line(first: str, rest: Sequence[str], head: int, cells: Sequence[int]) -> str:
    shown = "  ".join(pad(cell, room) for cell, room in zip(rest, cells, strict=True))
    return f" {pad(first, head)}  {shown}".rstrip()


def _defined(share: float) -> float | None:
    return None if math.isnan(share) else share


def _day(one: Point, language: Language, *, iso: bool = False) -> str:
    dates = DateWords(one.procedure.calendar, language)
    return dates.full(one.finish) if iso else dates.short(one.finish)


def _remarks(found: Sweep, target: float | None, language: Language) -> list[str]:
    remarks = []
    if target is not None:
        remarks.append(_meeting(found, target, language))
    if len(found.axes) == 1 and len(found.points) > 2 and not found.monotone:
        remarks.append(
            Text(
                "注意：曲线有起伏，不是越大越好，也不是越小越好",
                "note: the curve rises and falls; neither more nor less is always better",
            ).read(language)
        )
    errors = [one.error for one in found.points if not math.isnan(one.error)]
    error = f"{math.ceil(100 * max(errors) - 1e-9)}" if errors else "—"
    remarks.append(
        Text(
            f"每点推演{found.replications}次，同一套随机数，种子{found.seed}，误差至多 ±{error} "
            f"个百分点（只因推演次数有限）。{words.INTERNAL.zh}",
            f"{found.replications} replications at each point under the same luck, seed "
            f"{found.seed}, error at most ±{error} points (from their number alone). "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def _meeting(found: Sweep, target: float, language: Language) -> str:
    """The set of values that meet the target, and those too close to tell."""
    met = found.meeting(target)
    share = words.percent(target, language)
    if not met:
        best = max(found.points, key=lambda one: one.share)
        values = " ".join(best.values)
        return Text(
            f"没有一个值达到 {share}；最好的是 {values}（{words.percent(best.share, 'zh')}）",
            f"no value reaches {share}; the best is {values} ({words.percent(best.share, 'en')})",
        ).read(language)
    listed = Text("、", ", ").read(language).join(" ".join(one.values) for one in met)
    close = [one for one in found.points if abs(one.share - target) <= one.error]
    text = Text(f"达到 {share} 的：{listed}", f"reach {share}: {listed}").read(language)
    if close:
        names = Text("、", ", ").read(language).join(" ".join(one.values) for one in close)
        text += Text(
            f"；离目标近得在误差之内：{names}", f"; so close that the error decides: {names}"
        ).read(language)
    return text
