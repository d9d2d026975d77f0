"""A sweep: a line for each point, a table for two values, and what meets a target."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.axes import Axis
from awardsim.analysis.sweep import Point, Reach, Sweep
from awardsim.report import words
from awardsim.report.console import COLUMNS, pad, plain, width, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_DAY = re.compile(r"(\d{4})-\d\d-\d\d")
#: Columns of a bar that stands for certainty.
_BAR = 25


def sweep_screen(found: Sweep, language: Language) -> str:
    """The curve, or the table of two values, for a terminal."""
    grid = sweep_grid(found, language)
    lines = [*wrap(plain(grid.title)), ""]
    lines += _two(found, language) if len(found.axes) == 2 else _one(found, language)
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(plain(remark))
    return "\n".join(lines) + "\n"


def sweep_grid(found: Sweep, language: Language) -> Grid:
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
            words.percent(_defined(one.share), language),
            "" if math.isnan(one.error) else f"{100 * one.error:.0f}",
            _day(one, language, iso=True),
            f"{one.awarded:.1f}",
        ]
        for one in found.points
    ]
    paths = Text("、", ", ").read(language).join(axis.path for axis in found.axes)
    title = Text("试算", "Sweep").read(language)
    if found.points:
        paths += f"  {found.points[0].procedure.scenario.id}"
    return Grid(f"{title}  {paths}", headers, rows, sweep_data(found), _remarks(found, language))


def sweep_data(found: Sweep) -> dict[str, Any]:
    """The exact figures as plain data."""
    reach = found.reach
    return {
        "schema": 2,
        "axes": [{"path": axis.path, "values": list(axis.values)} for axis in found.axes],
        "replications": found.replications,
        "seed": found.seed,
        "size": found.size,
        "run": len(found.points),
        "complete": reach is not None or len(found.points) + len(found.faults) == found.size,
        "target": None if reach is None else reach.target,
        "meeting": None if reach is None else [list(values) for values in reach.values],
        "close": None if reach is None else [list(values) for values in reach.close],
        "how": None if reach is None else reach.how,
        "points": [
            {
                "values": list(one.values),
                "share": _defined(one.share),
                "error": _defined(one.error),
                "middle": None
                if one.finish is None
                else one.procedure.calendar.date(one.finish).isoformat(),
                "awarded": one.awarded,
                "step": None
                if one.step is None
                else {
                    "mean": _defined(one.step.mean),
                    "error": _defined(one.step.error),
                    "distinguishable": one.step.distinguishable,
                },
            }
            for one in found.points
        ],
        "faults": [
            {
                "values": list(one.values),
                "problems": [
                    {"zh": problem.read("zh"), "en": problem.read("en")} for problem in one.problems
                ],
            }
            for one in found.faults
        ],
    }


def _one(found: Sweep, language: Language) -> list[str]:
    met = found.reach.values if found.reach is not None else ()
    rows = []
    for one in found.points:
        filled = 0 if math.isnan(one.share) else round(one.share * _BAR)
        note = "✓" if one.values in met else ""
        if one.step is not None and not one.step.distinguishable:
            note += Text(" ← 与上一行分不开", " ← as above").read(language)
        rows.append(
            [
                one.values[0],
                words.percent(_defined(one.share), language),
                "█" * filled,
                _day(one, language),
                f"{one.awarded:.1f}",
                f"{note.strip()} {_reading(one, found.axes[0].path, language)}".strip(),
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


def _reading(one: Point, path: str, language: Language) -> str:
    """What a reading says, where readings are varied."""
    head, _, name = path.partition(".")
    reading = one.procedure.policy.readings.get(name) if head == "readings" else None
    option = None if reading is None else reading.options.get(one.values[0])
    return "" if option is None else option.title.read(language)


def _two(found: Sweep, language: Language) -> list[str]:
    """Shares: the first value downwards, the second across, in as many parts as its width takes."""
    down, across = found.axes
    shares = {one.values: one.share for one in found.points}
    head = max(width(value) for value in (*down.values, down.path))
    met = found.reach.values if found.reach is not None else ()
    labels = _labels(across)
    cells = [max(width(label), 7 if met else 5) for label in labels]
    lines = [f"{pad('', head)}   {across.path} →"]
    for part in _parts(cells, COLUMNS - head - 1):
        lines += [""] if part.start else []
        lines.append(_line(down.path, labels[part], head, cells[part]))
        for value in down.values:
            row = [
                words.percent(_defined(shares.get((value, other), math.nan)), language)
                + (" ✓" if (value, other) in met else "")
                for other in across.values[part]
            ]
            lines.append(_line(value, row, head, cells[part]))
    return lines


def _parts(cells: Sequence[int], room: int) -> list[slice]:
    """Columns that stand beside each other; each part has one at least."""
    parts, start, taken = [], 0, 0
    for place, cell in enumerate(cells):
        if place > start and taken + cell + 2 > room:
            parts.append(slice(start, place))
            start, taken = place, 0
        taken += cell + 2
    return [*parts, slice(start, len(cells))]


def _labels(axis: Axis) -> list[str]:
    """The values of an axis; days without their year, where it is the same for all."""
    days = [_DAY.fullmatch(value) for value in axis.values]
    years = {day[1] for day in days if day}
    if len(years) == 1 and all(days):
        return [value.partition("-")[2] for value in axis.values]
    return list(axis.values)


def _line(first: str, rest: Sequence[str], head: int, cells: Sequence[int]) -> str:
    shown = "  ".join(pad(cell, room) for cell, room in zip(rest, cells, strict=True))
    return f" {pad(first, head)}  {shown}".rstrip()


def _defined(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _day(one: Point, language: Language, *, iso: bool = False) -> str:
    dates = DateWords(one.procedure.calendar, language)
    return dates.full(one.finish) if iso else dates.short(one.finish)


def how_far(size: int, ran: int, taken: int, language: Language) -> list[str]:
    """That a sweep was stopped before its end; how much of it an earlier one had done."""
    remarks = []
    if ran < size:
        remarks.append(
            Text(
                f"中断：{size}个点做完{ran}个，还差{size - ran}个",
                f"interrupted: {ran} of {size} points are done, {size - ran} are not",
            ).read(language)
        )
    if taken:
        remarks.append(
            Text(
                f"其中{taken}个点取自上次留下的文件",
                f"{taken} of the points were taken from the file that was kept",
            ).read(language)
        )
    return remarks


def _remarks(found: Sweep, language: Language) -> list[str]:
    remarks = []
    if found.reach is not None and found.points:
        remarks.append(_meeting(found, found.reach, language))
        remarks += _how(found, found.reach, language)
    elif len(found.axes) == 1 and len(found.points) > 2 and not found.one_way:
        remarks.append(_RUGGED.read(language))
    for fault in found.faults:
        values, said = " ".join(fault.values), fault.problems[0]
        remarks.append(
            Text(
                f"{values} 不成立：{said.message.zh}", f"{values} cannot be: {said.message.en}"
            ).read(language)
        )
    ran = len(found.points) + len(found.faults)
    size = found.size if found.reach is None else ran  # a search leaves some out
    remarks += how_far(size, ran, found.taken, language)
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


_RUGGED = Text(
    "注意：曲线有起伏，不是越大越好，也不是越小越好",
    "note: the curve rises and falls; neither more nor less is always better",
)


def _how(found: Sweep, reach: Reach, language: Language) -> list[str]:
    """How the set was found, with a caution where the curve goes up and down."""
    if reach.how == "bisection":
        return [
            Text(
                f"{found.size}个值里推演了{len(found.points)}个，其余由两侧推知："
                "推演过的各点朝一个方向走（--every 逐个推演）",
                f"{len(found.points)} of {found.size} values were run; the others follow from "
                "those on either side, which all go one way (--every runs them all)",
            ).read(language)
        ]
    if len(found.axes) > 1 or len(found.points) < 3 or found.one_way:
        return []
    text = _RUGGED
    if reach.how == "rugged":
        text = Text(f"{text.zh}，所以逐个推演", f"{text.en}, so that all were run")
    return [text.read(language)]


def _meeting(found: Sweep, reach: Reach, language: Language) -> str:
    """The set of values that meet the target, and those too close to tell."""
    share = words.percent(reach.target, language)
    if not reach.values:
        best = max(found.points, key=lambda one: one.share)
        values = " ".join(best.values)
        hint = f"hint: awardsim sweep {best.procedure.scenario.id} --until {reach.target:g}"
        return Text(
            f"没有一个值达到 {share}；最好的是 {values}（{words.percent(best.share, 'zh')}）。"
            f"别的条件动到哪里能达到：{hint}",
            f"no value reaches {share}; the best is {values} ({words.percent(best.share, 'en')}). "
            f"How far something else would have to move: {hint}",
        ).read(language)
    listed = _runs(found, reach.values, language)
    text = Text(f"达到 {share} 的：{listed}", f"reach {share}: {listed}").read(language)
    if reach.close:
        names = _runs(found, reach.close, language)
        text += Text(
            f"；离目标近得在误差之内：{names}", f"; so close that the error decides: {names}"
        ).read(language)
    return text


def _runs(found: Sweep, chosen: Sequence[tuple[str, ...]], language: Language) -> str:
    """Values as a list; of two axes those of the first for each of the second."""
    if len(found.axes) == 1:
        return _ranges(found.axes[0], [values[0] for values in chosen], language)
    down, across = found.axes
    listed = [
        (other, [one for one, beside in chosen if beside == other]) for other in across.values
    ]
    return (
        Text("；", "; ")
        .read(language)
        .join(
            f"{across.path}={other}: {_ranges(down, ones, language)}"
            for other, ones in listed
            if ones
        )
    )


def _ranges(axis: Axis, chosen: Sequence[str], language: Language) -> str:
    """Values of an axis; of an ordered one those that follow one another as one range."""
    between = Text("、", ", ").read(language)
    if not axis.ordered:
        return between.join(chosen)
    to = Text("—", " to ").read(language)
    order = axis.values
    places = sorted(order.index(value) for value in chosen)
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return between.join(
        between.join(order[place] for place in run)
        if len(run) < 3
        else f"{order[run[0]]}{to}{order[run[-1]]}"
        for run in runs
    )
