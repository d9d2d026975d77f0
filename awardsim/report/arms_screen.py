"""Variants beside each other in one detail: a line for each figure, with paired differences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.arms import Arms, Line
from awardsim.analysis.differences import Difference
from awardsim.analysis.groups import FEWEST_CASES, FEWEST_REPLICATIONS
from awardsim.analysis.intervals import Estimate
from awardsim.report import study, words
from awardsim.report.console import COLUMNS, clip, plain, wrap
from awardsim.report.differing import differing
from awardsim.report.grid import Grid
from awardsim.report.paired_screen import LETTERS, difference_cells, differences
from awardsim.report.sweep_screen import how_far
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Variants of which a screen has room for the interval of each; and those beside each other.
_WITH_INTERVALS, _BESIDE = 2, 5
_TITLE, _CELL = 36, 12
_SUBJECTS = {
    "selection": Text("选得准不准", "How well the procedure selects"),
    "groups": Text("各类申报主体的获奖率", "Award rates of groups"),
    "cost": Text("人力和费用", "People and cost"),
}
_TOO_FEW = Text("太少", "too few")
_PARTS = ("share", "part")


def arms_screen(found: Arms, language: Language) -> str:
    """Variants that are compared: what differs in each, then the figures."""
    lines = _heading(found, language)
    for letter, name in zip(LETTERS, found.names, strict=False):
        lines += wrap(f"{letter}  {plain(name)}", hang="   ")
    base, *others = found.procedures
    for letter, own in zip(LETTERS[1:], others, strict=False):
        lines += ["", *differences(letter, base, own, language)]
    lines += _table(found, list(LETTERS[: len(found.names)]), language)
    return _closed(lines, found, language)


def points_screen(found: Arms, paths: Sequence[str], language: Language) -> str:
    """Points of a sweep of these paths, each of them a column."""
    lines = _heading(found, language)
    for path in paths:
        lines += wrap(plain(path))
    lines += _table(found, [plain(name) for name in found.names], language)
    return _closed(lines, found, language)


def arms_grid(found: Arms, language: Language) -> Grid:
    """A row for each figure: every variant with its interval, and its difference to the first."""
    headers = [Text(zh, en).read(language) for zh, en in (("分类", "of"), ("指标", "figure"))]
    for place, name in enumerate(found.names):
        headers.append(plain(name))
        if place:
            headers += [Text(f"差 {plain(name)}", f"difference {plain(name)}").read(language)]
    rows = [
        [
            _above(one, language),
            plain(one.title.read(language)),
            *_cells(one, language),
        ]
        for one in found.lines
    ]
    base = found.procedures[0]
    return Grid(
        study.study_title(base, _SUBJECTS[found.detail], language),
        headers,
        rows,
        arms_data(found),
        _remarks(found, language),
        fixed=2,
        sheets=[_differing(found, language)],
    )


def arms_data(found: Arms) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined, or not told, is null."""
    return {
        **study.record_of(found.procedures[0], found.detail, found.replications, found.seed),
        "study": found.detail != "cost",
        "variants": list(found.names),
        "size": found.size,
        "complete": len(found.names) == found.size,
        "lines": [
            {
                "id": one.id,
                **{
                    name: {"zh": text.zh, "en": text.en}
                    for name, text in (
                        ("section", one.section),
                        ("heading", one.heading),
                        ("title", one.title),
                    )
                },
                "unit": one.unit,
                "values": [study.plain_estimate(value) for value in one.values],
                "differences": [
                    _plain(apart, apart_from_none)
                    for apart, apart_from_none in zip(one.differences, one.stands_out, strict=True)
                ],
            }
            for one in found.lines
        ],
    }


def _plain(apart: Difference | None, stands_out: bool) -> dict[str, Any] | None:
    if apart is None:
        return None
    return {
        "mean": apart.mean,
        "error": apart.error if math.isfinite(apart.error) else None,
        "same": apart.same,
        "distinguishable": stands_out,
    }


def _differing(found: Arms, language: Language) -> Grid:
    """What each variant has otherwise than the first, as a sheet."""
    base, *others = found.procedures
    rows = [
        [plain(name), *difference_cells(one, own, language)]
        for name, own in zip(found.names[1:], others, strict=True)
        for one in differing(base, own)
    ]
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("方案", "variant"),
            ("改动", "what differs"),
            ("原", "old"),
            ("新", "new"),
            ("条文", "article"),
        )
    ]
    name = Text("改动", "differences").read(language)
    return Grid(name, headers, rows, None, name=name)


def _heading(found: Arms, language: Language) -> list[str]:
    heads = [study.STUDY.read(language)] if found.detail != "cost" else []
    heads.append(study.study_title(found.procedures[0], _SUBJECTS[found.detail], language))
    return [part for text in heads for part in wrap(text)]


def _closed(lines: list[str], found: Arms, language: Language) -> str:
    lines.append("")
    for remark in _remarks(found, language):
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def _table(found: Arms, names: Sequence[str], language: Language) -> list[str]:
    """The figures, of so many variants beside each other as there is room for."""
    if len(names) <= _WITH_INTERVALS:
        more = [f"{name} − {names[0]}" for name in names[1:]]
        return ["", *_block(found, [*names, *more], None, language)]
    lines: list[str] = []
    for start in range(0, len(names), _BESIDE):
        shown = range(start, min(start + _BESIDE, len(names)))
        lines += ["", *_block(found, [names[place] for place in shown], shown, language)]
    return lines


def _block(
    found: Arms, headers: Sequence[str], shown: range | None, language: Language
) -> list[str]:
    """Some variants; ``shown`` None: all of them with their intervals."""
    rows: list[list[str]] = []
    above = ""
    for one in found.lines:
        if _above(one, language) != above:
            above = _above(one, language)
            rows += [[f"— {above}", *([""] * len(headers))]] if above else []
        title = clip(plain(one.title.read(language)), _TITLE)
        if shown is None:
            rows.append([title, *_cells(one, language)])
        else:
            cells = [_joined(one, place, language) for place in shown]
            rows.append([title, *cells])
    cell = _CELL if shown is not None else 17
    room = max(COLUMNS - 2 - (cell + 2) * len(headers), 18)
    widths = [min(_TITLE, room), *([cell] * len(headers))]
    return wrapped_table(rows, ["", *headers], widths, indent="")


def _above(one: Line, language: Language) -> str:
    """What stands above a figure: its track or contest, what groups are told apart by."""
    texts = (one.section.read(language), one.heading.read(language))
    return plain(" · ".join(text for text in texts if text))


def _cells(one: Line, language: Language) -> list[str]:
    """Values of all variants, each but the first followed by its difference."""
    cells = []
    for place, value in enumerate(one.values):
        shown = _value(value, one, language, interval=True)
        cells.append(shown if one.told[place] else _TOO_FEW.read(language))
        if place:
            cells.append(_apart(one.differences[place], one, one.stands_out[place]))
    return cells


def _joined(one: Line, place: int, language: Language) -> str:
    """A value with its difference to the first one in a cell."""
    if not one.told[place]:
        return _TOO_FEW.read(language)
    value = _value(one.values[place], one, language, interval=False)
    apart = one.differences[place]
    if apart is None or not one.stands_out[place]:
        sign = "" if apart is None else "＝" if apart.same else "≈"
        return f"{value} {sign}".rstrip()
    return f"{value} {_signed(apart.mean, one.unit)}"


def _value(value: Estimate, one: Line, language: Language, *, interval: bool) -> str:
    if not value.defined:
        return study.UNDEFINED
    if one.unit == "yuan":
        return f"{float(f'{value.value:.2g}'):.0f}"
    if one.unit == "part":
        return _signed(value.value, one.unit) or "0"
    if one.unit == "share":
        return study.share(value, language) if interval else study.percent(value, language)
    return study.points(value, language) if interval else study.number(value.value)


def _apart(apart: Difference | None, one: Line, stands_out: bool) -> str:
    if apart is None:
        return ""
    if apart.same or (apart.mean == 0 and apart.error == 0):
        return "＝"
    shown = f"{_signed(apart.mean, one.unit) or '0'} ±{_half(apart.error, one.unit)}"
    return shown if stands_out else f"≈ ({shown})"


def _signed(value: float, unit: str) -> str:
    """A difference with its sign: points of a share, else the number itself."""
    if unit in _PARTS:
        rounded = round(100 * value)
        return f"{rounded:+d}" if rounded else "0"
    if unit == "yuan":
        return f"{float(f'{value:.2g}'):+.0f}"
    return f"{value:+.0f}" if abs(value) >= 9.95 else f"{value:+.1f}"


def _half(error: float, unit: str) -> str:
    if math.isinf(error):
        return "∞"
    if unit in _PARTS:
        return f"{max(100 * error, 0.51):.0f}"
    if unit == "yuan":
        return f"{float(f'{error:.2g}'):.0f}"
    return f"{error:.0f}" if error >= 9.95 else f"{error:.1f}"


def _remarks(found: Arms, language: Language) -> list[str]:
    remarks = [
        Text(
            "差：与第一个方案逐次相减（份额以百分点计），± 只因推演次数有限；≈ 分不开，"
            "＝ 每次都一样（两个方案都有结果的推演）。",
            "Differences are to the first variant, replication by replication (shares in points), "
            "± from their number alone; ≈ not distinguishable, ＝ the same in all replications in "
            "which both have a result.",
        ).read(language)
    ]
    if found.detail == "groups":
        remarks.append(
            Text(
                f"合计不到{FEWEST_CASES}个、或出现在不到{FEWEST_REPLICATIONS}次推演里的，不作判断；"
                "同一分法的各类一并考虑才算分得开。“其中规则等”是与全部申报主体获奖率之差里不因实力的"
                "部分。不排名。",
                f"Nothing is said of fewer than {FEWEST_CASES} applicants, or of those that are "
                f"there in fewer than {FEWEST_REPLICATIONS} replications. Groups of the same kind "
                "are considered together where a difference is told from none. 'Due to rules "
                "etc.': what of the difference to all applicants is not due to merit. No ranking.",
            ).read(language)
        )
    remarks += how_far(found.size, len(found.names), found.taken, language)
    base = found.procedures[0]
    if found.detail == "cost":
        remarks.append(
            Text(
                f"推演{found.replications}次，种子{found.seed}。{words.INTERNAL.zh}",
                f"{found.replications} replications, seed {found.seed}. "
                f"{words.INTERNAL.en.capitalize()}",
            ).read(language)
        )
    else:
        remarks.append(study.footnote(base, found.detail, found.replications, found.seed, language))
    return remarks
