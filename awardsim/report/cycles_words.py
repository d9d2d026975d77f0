"""How figures of editions in a row are called and written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from awardsim.analysis.differences import Difference
from awardsim.cycles.barring import Table
from awardsim.cycles.outlook import Band
from awardsim.report import words
from awardsim.text import Language, Text

NONE = Text("—", "—")
EDITION = Text("届", "edition")
VACANT = Text("空缺", "vacant")
#: Titles of figures; the merit is that of the winners.
TITLES: Mapping[str, Text] = {
    "candidates": Text("候选", "there"),
    "locked_out": Text("限报中", "locked"),
    "debarred": Text("禁报", "debarred"),
    "eligible": Text("符合条件", "eligible"),
    "applied": Text("申报", "apply"),
    "awarded": Text("获奖", "awards"),
    "vacant": VACANT,
    "merit": Text("获奖者水平", "merit"),
}
#: So many editions in a row are listed one by one; more are written as from and to.
_LISTED = 3
#: Below this a mean has a decimal.
_WHOLE = 20


def mean(value: float) -> str:
    """A mean number of people.

    >>> mean(4.25), mean(42.4), mean(5.0), mean(math.nan)
    ('4.2', '42', '5', '—')
    """
    if math.isnan(value):
        return "—"
    return f"{value:.0f}" if value >= _WHOLE else f"{value:.1f}".removesuffix(".0")


def wide(shown: Band, *, whole: bool = False) -> str:
    """A mean with its band."""
    if math.isnan(shown.mean):
        return "—"
    first = f"{shown.mean:.0f}" if whole else mean(shown.mean)
    return f"{first} ({shown.low:.0f}—{shown.high:.0f})"


def share(value: float, language: Language) -> str:
    """A share in percent; a dash where it is undefined."""
    return words.percent(None if math.isnan(value) else value, language)


def editions_shown(found: Table, editions: Sequence[int], cycle: float, language: Language) -> str:
    """Years of editions: listed, or from and to where there are many."""
    names = [found.name(k, cycle) for k in editions]
    if not names:
        return NONE.read(language)
    whole = list(editions) == list(range(editions[0], editions[-1] + 1))
    if len(names) > _LISTED and whole:
        return f"{names[0]}—{names[-1]}"
    return Text("、", ", ").read(language).join(names)


def difference(name: str, one: Difference) -> str:
    """A paired difference of a figure: "=" where there is none, "≈" where it is not told apart."""
    if math.isnan(one.mean):
        return "—"
    if one.same:
        return "="
    if not one.distinguishable:
        return "≈"
    if name in ("vacant", "merit"):
        return f"{one.mean * (100 if name == 'vacant' else 1):+.0f}"
    return f"{one.mean:+.1f}" if abs(one.mean) >= 0.05 else f"{one.mean:+.2f}"
