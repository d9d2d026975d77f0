"""How much of each text is stated, inferred, unstated or elsewhere, by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from awardsim.comparison.side_by_side import coverage
from awardsim.comparison.topic import TOPICS
from awardsim.policy import Policy, Status
from awardsim.report.console import COLUMNS, plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.report.written import SHORT_STATUS
from awardsim.text import Language, Text

_TITLE = Text("文本写明了多少", "How much is stated")
_TOTAL = Text("合计", "total")
_GIVEN = Text("有着落", "given")
_REMARK = Text(
    "有着落＝写明、推断、明文没有、情景改动，占全部值的比例；与 awardsim show 的计数相同。",
    "given: stated, inferred, says no or changed, as a share of all values; the counts are those "
    "of awardsim show.",
)
#: Statuses of what the text settles.
_SETTLED = (Status.STATED, Status.INFERRED, Status.EXCLUDED, Status.CHANGED)
_FIRST = 18


def coverage_screen(
    policies: Sequence[Policy], names: Sequence[str], language: Language, only: Sequence[str] = ()
) -> list[str]:
    """A row for each topic, a column for each text."""
    found = [_chosen(policy, only) for policy in policies]
    rows = []
    for topic in _topics(found):
        cells = [_counts(counts[topic], language) for counts in found]
        rows.append([TOPICS[topic].title.read(language), *cells])
    totals = [_total(counts) for counts in found]
    rows.append([_TOTAL.read(language), *(_counts(total, language) for total in totals)])
    rows.append([_GIVEN.read(language), *(_given(total, language) for total in totals)])
    headers = ["", *(plain(name) for name in names)]
    room = max((COLUMNS - 1 - _FIRST) // len(names) - 2, 8)
    lines = [_TITLE.read(language), ""]
    if len(names) <= 5:
        lines += wrapped_table(rows, headers, [_FIRST, *[room] * len(names)])
    else:
        for number, name in enumerate(names, 1):
            lines += wrap(plain(name))
            lines += wrapped_table([[row[0], row[number]] for row in rows], most=[_FIRST])
    return [*lines, "", *wrap(_REMARK.read(language))]


def coverage_grid(
    policies: Sequence[Policy], names: Sequence[str], language: Language, only: Sequence[str] = ()
) -> Grid:
    """The same as a table for a file, a column for each status of each text."""
    found = [_chosen(policy, only) for policy in policies]
    totals = [_total(counts) for counts in found]
    used = [status for status in Status if any(total[status] for total in totals)]
    headers = [Text("事项", "topic").read(language)]
    for name in names:
        headers += [f"{name} {SHORT_STATUS[status].read(language)}" for status in used]
    rows = []
    listed = [
        (TOPICS[topic].title, [counts[topic] for counts in found]) for topic in _topics(found)
    ]
    for title, counters in [*listed, (_TOTAL, totals)]:
        row = [title.read(language)]
        for counts in counters:
            row += [str(counts[status]) for status in used]
        rows.append(row)
    remarks = [
        f"{name} {_GIVEN.read(language)} {_given(total, language)}"
        for name, total in zip(names, totals, strict=True)
    ]
    return Grid(
        _TITLE.read(language),
        headers,
        rows,
        {"schema": 1, "coverage": coverage_data(policies, names, only)},
        [*remarks, _REMARK.read(language)],
        name=Text("写明情况", "coverage").read(language),
    )


def coverage_data(
    policies: Sequence[Policy], names: Sequence[str], only: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The counts as plain data."""
    found = []
    for policy, name in zip(policies, names, strict=True):
        counts = _chosen(policy, only)
        found.append(
            {
                "name": name,
                "id": policy.id,
                "topics": {
                    topic: {status.value: one[status] for status in Status if one[status]}
                    for topic, one in counts.items()
                },
                "total": {status.value: _total(counts)[status] for status in Status},
            }
        )
    return found


def _chosen(policy: Policy, only: Sequence[str]) -> dict[str, Counter[Status]]:
    return {name: counts for name, counts in coverage(policy).items() if not only or name in only}


def _topics(found: Sequence[Mapping[str, Counter[Status]]]) -> list[str]:
    """Topics that some text has a value in."""
    return [topic for topic in found[0] if any(counts[topic] for counts in found)]


def _total(counts: Mapping[str, Counter[Status]]) -> Counter[Status]:
    return sum(counts.values(), Counter())


def _counts(counts: Counter[Status], language: Language) -> str:
    shown = [(SHORT_STATUS[status], counts[status]) for status in Status if counts[status]]
    if not shown:
        return "–"
    if language == "zh":
        return " ".join(f"{title.zh}{count}" for title, count in shown)
    return ", ".join(f"{title.en} {count}" for title, count in shown)


def _given(counts: Counter[Status], language: Language) -> str:
    total = sum(counts.values())
    if not total:
        return "–"
    share = round(100 * sum(counts[status] for status in _SETTLED) / total)
    return f"{share}%" if language == "zh" else f"{share} %"
