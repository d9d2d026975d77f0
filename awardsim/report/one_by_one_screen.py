"""What each difference contributes: a line for each, switched first and last."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.differences import Difference
from awardsim.analysis.one_by_one import Contribution, Effect, OneByOne
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.differing import Differing, differing
from awardsim.report.grid import Grid
from awardsim.report.paired_screen import difference_cells
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_TITLE = Text("逐项拆开：每处差别各起多少作用", "What each difference contributes")
_NEEDS_OTHERS = Text("不能单独", "not alone")
_TOGETHER = Text("只有一起才有的", "only together")
_WHOLE = Text("全部（B − A）", "all (B − A)")


def one_by_one_screen(found: OneByOne, language: Language) -> str:
    """The contributions for a terminal."""
    grid = one_by_one_grid(found, language)
    lines = wrap(plain(grid.title))
    for letter, name in zip("AB", found.names, strict=True):
        lines += wrap(f"{letter}  {plain(name)}", hang="   ")
    lines += ["", *wrapped_table(grid.rows, grid.headers, [42, 11, 11, 12, 12], indent=""), ""]
    for remark in grid.remarks:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def one_by_one_grid(found: OneByOne, language: Language) -> Grid:
    """A row for each difference, then what several do together, then all."""
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("改动", "what differs"),
            ("天：先换", "days first"),
            ("后换", "last"),
            ("把握先换", "chance first"),
            ("后换", "last"),
        )
    ]
    rows = [
        [_said(part, found, language), *_effects(part.first, part.last, language)]
        for part in found.parts
    ]
    for title, effect in ((_TOGETHER, found.together), (_WHOLE, found.whole)):
        rows.append([title.read(language), *_effects(effect, None, language, blank=True)])
    return Grid(
        _TITLE.read(language), headers, rows, one_by_one_data(found), _remarks(found, language)
    )


def one_by_one_data(found: OneByOne) -> dict[str, Any]:
    """The exact figures as plain data."""
    return {
        "schema": 1,
        "variants": list(found.names),
        "replications": found.replications,
        "seed": found.seed,
        "whole": _plain(found.whole),
        "together": _plain(found.together),
        "parts": [
            {
                "id": part.unit.id,
                "differs": [
                    {"path": one.path, "title": {"zh": one.title.zh, "en": one.title.en},
                     "old": {"zh": one.old.zh, "en": one.old.en},
                     "new": {"zh": one.new.zh, "en": one.new.en}, "article": one.source}
                    for one in _differences(part, found)[0]
                ],
                "first": _plain(part.first),
                "last": _plain(part.last),
            }
            for part in found.parts
        ],
    }  # fmt: skip


def _plain(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    return {"days": _difference(effect.days), "share": _difference(effect.share)}


def _difference(one: Difference | None) -> dict[str, Any] | None:
    if one is None or math.isnan(one.mean):
        return None
    error = one.error if math.isfinite(one.error) else None
    return {"mean": one.mean, "error": error, "same": one.same}


def _differences(part: Contribution, found: OneByOne) -> tuple[list[Differing], Procedure]:
    """What is otherwise in the variant in which a difference is switched, and that variant."""
    if part.added is not None:
        listed = differing(found.procedures[0], part.added)
        if listed or part.spared is None:
            return list(listed), part.added
    if part.spared is not None:
        return list(differing(part.spared, found.procedures[1])), found.procedures[1]
    return [], found.procedures[1]


def _said(part: Contribution, found: OneByOne, language: Language) -> str:
    """A difference in words: what, old → new, article; how many more go with it."""
    listed, own = _differences(part, found)
    if not listed:
        return plain(part.unit.id)
    title, old, new, source = difference_cells(listed[0], own, language)
    said = f"{title}  {old} → {new}  {source}".rstrip()
    more = len(listed) - 1
    return said + (Text(f"，另{more}处", f", {more} more").read(language) if more else "")


def _effects(
    first: Effect | None, last: Effect | None, language: Language, *, blank: bool = False
) -> list[str]:
    """Days and share of both ways of switching."""
    nothing = "" if blank else _NEEDS_OTHERS.read(language)
    cells = []
    for name in ("days", "share"):
        for effect in (first, last):
            cells.append(nothing if effect is None else _shown(getattr(effect, name), name))
    if blank and first is None:
        cells[0] = cells[2] = "—"
    return cells


def _shown(one: Difference | None, name: str) -> str:
    if one is None or math.isnan(one.mean):
        return "—"
    if one.same:
        return "＝"
    scale = 100 if name == "share" else 1
    digits = 0 if name == "share" else 1
    shown = f"{scale * one.mean:+.{digits}f} ±{max(scale * one.error, 0.1):.{digits}f}"
    return shown if one.distinguishable else f"≈ ({scale * one.mean:+.{digits}f})"


def _left_over(effect: Effect) -> Text:
    """What the whole has beside the sum of all differences that are switched alone."""
    zh, en = [], []
    if effect.days.distinguishable:
        zh.append(f"{effect.days.mean:+.1f}天")
        en.append(f"{effect.days.mean:+.1f} days")
    if effect.share is not None and effect.share.distinguishable:
        zh.append(f"{100 * effect.share.mean:+.0f}个百分点")
        en.append(f"{100 * effect.share.mean:+.0f} points")
    if math.isnan(effect.days.mean):
        return Text(
            "有一方没有办完的，天数没法比",
            "one of them never comes to its end: no days to compare",
        )
    if not zh:
        return Text(
            "各项单独换上之和与全部换上分不开：看不出互相牵连",
            "all switched alone add up to the whole, as far as can be told: they act alone",
        )
    return Text(
        f"全部换上与各项单独换上之和相差{'、'.join(zh)}：几项一起才起的作用",
        f"the whole has {' and '.join(en)} beside all switched alone: what several do only "
        "together",
    )


def _remarks(found: OneByOne, language: Language) -> list[str]:
    remarks = []
    moved = [
        (abs(part.first.days.mean), part)
        for part in found.parts
        if part.first is not None and part.first.days.distinguishable
    ]
    if moved and not math.isnan(found.whole.days.mean):
        most = max(moved, key=lambda pair: pair[0])[1]
        assert most.first is not None
        whole, own = found.whole.days.mean, most.first.days.mean
        zh, en = _said(most, found, "zh"), _said(most, found, "en")
        remarks.append(
            Text(
                f"单独换上，天数变得最多的是：{zh}（{own:+.1f}天，全部{whole:+.1f}天）",
                f"switched alone it is this that moves the days most: {en} ({own:+.1f} of "
                f"{whole:+.1f} days)",
            ).read(language)
        )
    if found.together is not None:
        remarks.append(_left_over(found.together).read(language))
    remarks.append(
        Text(
            "先换：A 只换这一处；后换：B 比 B 不换这一处。两者相同时它单独起作用，不同时要看别的"
            "换没换。± 只因推演次数有限（95%），≈ 分不开，＝ 每次都一样；把握以百分点计。",
            "First: A with this one only. Last: B against B without it. Where both agree it acts "
            "alone, else it depends on the others. ± from the number of replications alone (95 %), "
            "≈ not distinguishable, ＝ the same in all; chance in points.",
        ).read(language)
    )
    remarks.append(
        Text(
            f"推演{found.replications}次，同一套随机数，种子{found.seed}。{words.INTERNAL.zh}",
            f"{found.replications} replications under the same luck, seed {found.seed}. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks
