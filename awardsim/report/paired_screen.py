"""Variants under the same luck, as a table: first what needs no chance, then what chance gives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from awardsim.analysis.paired import Difference, Figure, Paired, Variant
from awardsim.report import words
from awardsim.report.console import clip, pad, plain, width, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.text import Language, Text

_LETTERS = "ABCDE"
_MOST_NAME = 26
_GAP = "  "
_SAME = Text("无影响，每一次都一样", "no effect, in all replications")
_ALIKE = Text("不能区分", "not distinguishable")


def paired_screen(found: Paired, language: Language) -> str:
    """The comparison for a terminal."""
    grid = paired_grid(found, language)
    lines = [*wrap(plain(grid.title))]
    for letter, variant in zip(_LETTERS, found.variants, strict=False):
        lines += wrap(f"{letter}  {plain(variant.name)}", hang="   ")
    lines += _overrides(found)
    certain = [[heading.read(language), *row] for heading, row in _certain(found, language)]
    lines += ["", Text("不含偶然因素", "without chance").read(language)]
    lines += _table(certain, list(_LETTERS[: len(found.variants)]))
    chance = [
        [one.title.read(language), *(_value(one, value, language) for value in one.values)]
        for one in found.figures
    ]
    lines += ["", Text("同一套随机数下", "under the same luck").read(language)]
    notes = [_notes(one, found, language) for one in found.figures]
    lines += _table(chance, list(_LETTERS[: len(found.variants)]), notes)
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def paired_grid(found: Paired, language: Language) -> Grid:
    """A row for each figure: the values of all variants, then the differences to the first."""
    letters = _LETTERS[: len(found.variants)]
    headers = [
        Text("指标", "figure").read(language),
        *(
            f"{letter} {plain(one.name)}"
            for letter, one in zip(letters, found.variants, strict=True)
        ),
        *(f"{letter} − A" for letter in letters[1:]),
    ]
    rows = [
        [heading.read(language), *row, *([""] * (len(letters) - 1))]
        for heading, row in _certain(found, language)
    ]
    for one in found.figures:
        differences = [_difference(one, each, language) for each in one.differences[1:]]
        values = [_value(one, value, language) for value in one.values]
        rows.append([one.title.read(language), *values, *differences])
    title = Text("同一套随机数下的比较", "Compared under the same luck").read(language)
    return Grid(title, headers, rows, paired_data(found), _remarks(found, language))


def paired_data(found: Paired) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined is null."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    def day(variant: Variant, minute: int | None) -> str | None:
        if minute is None:
            return None
        return variant.procedure.calendar.date(minute).isoformat()

    return {
        "schema": 1,
        "replications": found.replications,
        "seed": found.seed,
        "precision": found.precision,
        "reached": found.reached,
        "variants": [
            {
                "name": one.name,
                "policy": one.procedure.policy.id,
                "scenario": one.procedure.scenario.id,
                "law": day(one, one.timetable.law),
                "usual": day(one, one.timetable.finish),
                "slack": one.timetable.slack,
                "days": dict(one.timetable.tally),
                "finish": [day(one, minute) for minute in one.finish],
                "overrides": [
                    {"path": each.path, "old": each.old, "new": each.new, "why": each.why}
                    for each in one.procedure.overrides
                ],
            }
            for one in found.variants
        ],
        "figures": [
            {
                "figure": one.id,
                "unit": one.unit,
                "values": [number(value) for value in one.values],
                "differences": [
                    None
                    if each is None
                    else {
                        "mean": number(each.mean),
                        "error": number(each.error),
                        "touched": each.touched,
                        "gain": number(each.gain),
                        "same": each.same,
                        "distinguishable": each.distinguishable,
                    }
                    for each in one.differences
                ],
            }
            for one in found.figures
        ],
    }


def _certain(found: Paired, language: Language) -> list[tuple[Text, list[str]]]:
    """Dates and days that need no chance."""

    def row(shown: Callable[[Variant, DateWords], str]) -> list[str]:
        return [shown(one, DateWords(one.procedure.calendar, language)) for one in found.variants]

    def slack(one: Variant, _dates: DateWords) -> str:
        return "" if one.timetable.slack is None else str(one.timetable.slack)

    return [
        (Text("条文最快", "end by law alone"), row(lambda v, d: d.short(v.timetable.law))),
        (
            Text("最早（一般估计，不排队）", "earliest end, usual values"),
            row(lambda v, d: d.short(v.timetable.finish)),
        ),
        (Text("机动，工作日", "slack, working days"), row(slack)),
        (
            Text("法定公示连发布日，天", "days of notices and posting"),
            row(lambda v, _: str(v.timetable.tally["notice"] + v.timetable.tally["posting"])),
        ),
    ]


def _overrides(found: Paired) -> list[str]:
    """What is replaced in a variant and not in the first: old and new."""
    first = {(one.path, one.new) for one in found.variants[0].procedure.overrides}
    lines = []
    for letter, variant in zip(_LETTERS, found.variants, strict=False):
        for one in variant.procedure.overrides:
            if (one.path, one.new) not in first:
                lines += wrap(
                    f"   {letter}: {plain(one.path)}  {one.old} → {one.new}", hang="      "
                )
    return lines


def _table(rows: list[list[str]], headings: list[str], notes: list[str] | None = None) -> list[str]:
    columns = [
        max(width(heading), *(width(row[place + 1]) for row in rows))
        for place, heading in enumerate(headings)
    ]
    first = min(max(width(row[0]) for row in rows), _MOST_NAME)
    lines = []
    for place, row in enumerate([["", *headings], *rows]):
        cells = _GAP.join(pad(cell, room) for cell, room in zip(row[1:], columns, strict=True))
        note = notes[place - 1] if notes is not None and place else ""
        lines.append(f" {pad(clip(row[0], first), first)}{_GAP}{cells}{_GAP}{note}".rstrip())
    return lines


def _value(figure: Figure, value: float, language: Language) -> str:
    if math.isnan(value):
        return "—"
    if figure.unit == "share":
        return words.percent(value, language)
    return f"{value:.1f}"


def _notes(figure: Figure, found: Paired, language: Language) -> str:
    parts = []
    for letter, each in zip(_LETTERS[1:], figure.differences[1:], strict=False):
        said = _difference(figure, each, language)
        parts.append(said if len(found.variants) == 2 else f"{letter} {said}")
    return ("；" if language == "zh" else "; ").join(parts)


def _difference(figure: Figure, found: Difference | None, language: Language) -> str:
    """The difference in words: how much and how sure, or that there is none."""
    if found is None or math.isnan(found.mean):
        return "—"
    if found.same:
        return _SAME.read(language)
    if not found.distinguishable:
        return _ALIKE.read(language)
    if figure.unit == "share":
        return Text(
            f"{100 * found.mean:+.0f} 个百分点（±{math.ceil(100 * found.error - 1e-9)}）",
            f"{100 * found.mean:+.0f} points (±{math.ceil(100 * found.error - 1e-9)})",
        ).read(language)
    decimals = 1 if found.error >= 0.1 else 2
    return f"{found.mean:+.{decimals}f} (±{found.error:.{decimals}f})"


def _remarks(found: Paired, language: Language) -> list[str]:
    remarks = []
    if found.reached is not None and found.precision is not None:
        points = f"{100 * found.precision:g}"
        met = Text(
            f"差别的推演误差已到 ±{points} 个百分点以内",
            f"the difference is known to within {points} points",
        )
        missed = Text(
            f"推演到上限仍未达到 ±{points} 个百分点",
            f"even the most replications do not reach {points} points",
        )
        remarks.append((met if found.reached else missed).read(language))
    remarks.append(
        Text(
            f"差别是与A逐次相减的平均，± 是只因推演次数有限的误差（95%）；"
            f"推演{found.replications}次，种子{found.seed}。{words.INTERNAL.zh}",
            "Differences are to A, replication by replication; ± is the error from their number "
            f"alone (95 %). {found.replications} replications, seed {found.seed}. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks
