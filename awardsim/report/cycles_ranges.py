"""Which guess matters most: each assumption at its ends, all others as drawn."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.differences import Difference
from awardsim.cycles.prospect import Ends, Prospect
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.cycles_words import TITLES, difference
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Figures that are told.
_TOLD = ("applied", "awarded", "vacant", "merit")


def range_lines(prospect: Prospect, language: Language) -> list[str]:
    """The assumptions by what they move, for a terminal."""
    title = Text(
        "哪项估计最要紧（各自取最少、最多，其余照旧；与上表各届平均之差）",
        "which guess matters most (each at its least and its most, the others as before; "
        "differences of averages over the editions)",
    )
    lines = wrap(title.read(language), hang="  ")
    told = [one for one in ranked(prospect) if _matters(one, prospect)]
    rows = [row for one in told for row in _rows(one, prospect, language)]
    lines += wrapped_table(rows, range_headers(language), (34,))
    idle = [one.assumed.title for one in ranked(prospect) if one not in told]
    if idle:
        zh, en = "、".join(one.zh for one in idle), ", ".join(one.en for one in idle)
        rest = Text(f"看不出影响的：{zh}", f"nothing is told apart for: {en}")
        lines += wrap(plain(rest.read(language)), indent=" ", hang=" ")
    return lines


def range_headers(language: Language) -> list[str]:
    """Headings of the rows."""
    assumed, value = Text("估计", "assumed"), Text("取", "at")
    return [one.read(language) for one in (assumed, value, *(TITLES[name] for name in _TOLD))]


def range_rows(prospect: Prospect, language: Language) -> list[list[str]]:
    """Two rows for each assumption, what moves most first."""
    return [row for one in ranked(prospect) for row in _rows(one, prospect, language)]


def _rows(one: Ends, prospect: Prospect, language: Language) -> list[list[str]]:
    procedure = prospect.arms[0].series.procedure
    rows = []
    least, most = one.apart(prospect.found[0])
    for apart, value in ((least, one.assumed.least), (most, one.assumed.most)):
        title = plain(one.assumed.title.read(language)) if apart is least else ""
        at = words.single(one.assumed, value, procedure, language)
        rows.append([title, at, *(difference(name, apart[name]) for name in _TOLD)])
    return rows


def _matters(one: Ends, prospect: Prospect) -> bool:
    ends = one.apart(prospect.found[0])
    return any(apart[name].distinguishable for apart in ends for name in _TOLD)


def range_data(prospect: Prospect) -> list[dict[str, Any]]:
    """The same as plain data, in the order of the rows."""
    found = []
    for one in ranked(prospect):
        least, most = one.apart(prospect.found[0])
        found.append(
            {
                "path": one.assumed.id,
                "least": {"value": one.assumed.least, **_data(least)},
                "most": {"value": one.assumed.most, **_data(most)},
            }
        )
    return found


def ranked(prospect: Prospect) -> list[Ends]:
    """Assumptions by how far they move the share of vacant places, then the merit of winners."""

    def moved(one: Ends) -> tuple[float, float]:
        ends = one.apart(prospect.found[0])
        return _most(ends, "vacant"), _most(ends, "merit")

    return sorted(prospect.ends, key=moved, reverse=True)


def _most(ends: tuple[dict[str, Difference], ...], name: str) -> float:
    found = [abs(one[name].mean) for one in ends if one[name].distinguishable]
    return max(found, default=0.0)


def _data(apart: dict[str, Difference]) -> dict[str, Any]:
    return {
        name: {
            "mean": apart[name].mean if math.isfinite(apart[name].mean) else None,
            "error": apart[name].error if math.isfinite(apart[name].error) else None,
        }
        for name in _TOLD
    }
