"""A comparison of texts as plain data, and as tables for files."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from awardsim.comparison.alignment import Slot
from awardsim.comparison.saying import Change, Part, Rule, Saying
from awardsim.comparison.side_by_side import SideBySide
from awardsim.comparison.topic import TOPICS
from awardsim.policy import STAGE_TYPES, Policy
from awardsim.report.diff_coverage import coverage_data, coverage_grid
from awardsim.report.diff_redline import step
from awardsim.report.diff_table import ABSENT, DEVIATES, shown_rules
from awardsim.report.diff_words import cited, loose_parts, value
from awardsim.report.grid import Grid
from awardsim.report.words import article
from awardsim.report.written import SHORT_STATUS
from awardsim.text import Language, Text
from awardsim.units import Duration

#: The form of the data; a key is never taken away within a number.
SCHEMA = 1


def diff_data(found: SideBySide, only: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that is compared, in both languages and with exact values."""
    two = len(found.names) == 2
    return {
        "schema": SCHEMA,
        "kind": "redline" if two else "table",
        "differ": found.differ,
        "one_place": found.alike,
        "texts": [
            _text(name, policy) for name, policy in zip(found.names, found.policies, strict=True)
        ],
        "changes": {change.value: found.changes()[change] for change in Change} if two else None,
        "rules": [_rule(rule, found) for rule in found.rules],
        "stages": [_slot(slot) for slot in found.slots],
        "coverage": coverage_data(found.policies, found.names, only),
    }


def _text(name: str, policy: Policy) -> dict[str, Any]:
    return {
        "name": name,
        "id": policy.id,
        "title": _both(policy.title),
        "state": policy.state,
        "sources": {
            key: {
                "title": source.title,
                "number": source.number,
                "issued": source.issued.isoformat() if source.issued else None,
            }
            for key, source in policy.sources.items()
        },
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "type": slot.type,
        "stages": [name or None for name in slot.stages],
        "passed": [list(one) for one in slot.passed],
    }


def _rule(rule: Rule, found: SideBySide) -> dict[str, Any]:
    count = len(found.names)
    loose = loose_parts(rule, range(count))
    return {
        "id": rule.id,
        "topic": rule.topic,
        "title": _both(rule.title),
        "slot": rule.slot or None,
        "detail": rule.detail,
        "changes": [rule.change(0, number).value for number in range(1, count)],
        "deviates": [rule.deviates(number) for number in range(count)],
        "texts": [
            [_saying(one, policy, loose) for one in sayings]
            for sayings, policy in zip(rule.sayings, found.policies, strict=True)
        ],
    }


def _saying(saying: Saying, policy: Policy, loose: frozenset[str]) -> dict[str, Any]:
    return {
        "path": saying.path,
        "title": _both(saying.title),
        "shown": {"zh": value(saying, "zh", loose), "en": value(saying, "en", loose)},
        "status": saying.status.value,
        "source": saying.source,
        "article": cited(saying, policy),
        "words": list(saying.words),
        "several_readings": saying.several,
        "values": [_part(part, policy) for part in saying.parts],
    }


def _part(part: Part, policy: Policy) -> dict[str, Any]:
    cell = part.cell
    return {
        "name": part.name,
        "path": part.path,
        "for": None if part.owner is None else _both(part.owner),
        "value": _exact(cell.value),
        "bound": None if cell.bound is None else cell.bound.value,
        "soft": cell.soft,
        "status": cell.status.value,
        "article": article(cell.source, policy),
        "words": cell.words,
        "reason": _both(cell.reason),
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _exact(found: Any) -> Any:
    if isinstance(found, Text):
        return _both(found)
    if isinstance(found, Duration):
        return str(found)
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, Fraction):
        return float(found)
    return found


# ---- tables for files ---------------------------------------------------------------------------


def diff_grid(
    found: SideBySide,
    language: Language,
    *,
    everything: bool = False,
    from_first: bool = False,
    as_table: bool = False,
    only: Sequence[str] = (),
) -> Grid:
    """The comparison as a table for a file, the article and the words beside each cell."""
    two = len(found.names) == 2 and not as_table
    rules = shown_rules(found, everything=everything)
    if two and not everything:
        rules = [rule for rule in rules if rule.change().differs]
    headers = [Text("类别", "topic"), Text("事项", "item"), Text("变化", "change")]
    if not two:
        headers[2] = Text("不同", "deviates")
    shown = [one.read(language) for one in headers]
    heads = [
        (
            name,
            f"{name} {Text('条文', 'article').read(language)}",
            f"{name} {Text('状态', 'status').read(language)}",
            f"{name} {Text('原文字句、说明', 'words, remarks').read(language)}",
        )
        for name in found.names
    ]
    shown += _in_columns(heads, side_by_side=two)
    rows: list[list[str]] = []
    marked: list[tuple[int, int]] = []
    for place, rule in enumerate(rules):
        away = [
            number
            for number in range(len(found.names))
            if not two and rule.deviates(number, from_first=from_first)
        ]
        state = Text("、", ", ").read(language).join(found.names[number] for number in away)
        if two:
            state = rule.change().title.read(language)
        row = [TOPICS[rule.topic].title.read(language), rule.title.read(language), state]
        cells = [_cells(rule, number, found, language) for number in range(len(found.names))]
        rows.append(row + _in_columns(cells, side_by_side=two))
        marked += [(place, 3 + 4 * number) for number in away]
    arrow = " → " if two else "  "
    title = Text("条文对照", "What is written").read(language)
    return Grid(
        f"{title}  {arrow.join(found.names)}",
        shown,
        rows,
        diff_data(found, only),
        [_remark(two, language)],
        name=title,
        marked=marked,
        sheets=[
            *([_steps(found, language)] if found.slots else []),
            coverage_grid(found.policies, found.names, language, only),
        ],
        fixed=2,
    )


def _remark(two: bool, language: Language) -> str:
    if two:
        return Text("“–”：该文本没有这一项。", "–: the text has nothing of the kind.").read(
            language
        )
    return Text(
        f"“{ABSENT}”：该文本没有这一项；着色的格与多数文本不同。",
        f"{ABSENT}: the text has nothing of the kind; shaded cells differ from most.",
    ).read(language)


def _in_columns(texts: Sequence[Sequence[str]], *, side_by_side: bool) -> list[str]:
    """Cells of texts in a row: text by text, or value and article of all before what explains them.

    >>> _in_columns([("5", "1", "", ""), ("7", "2", "", "")], side_by_side=True)
    ['5', '1', '7', '2', '', '', '', '']
    """
    if not side_by_side:
        return [one for cells in texts for one in cells]
    return [one for part in (slice(2), slice(2, None)) for cells in texts for one in cells[part]]


def _cells(
    rule: Rule, number: int, found: SideBySide, language: Language
) -> tuple[str, str, str, str]:
    """What a text says, its article, how it is known, its words."""
    sayings = rule.sayings[number]
    if not sayings:
        return ABSENT, "", "", ""
    loose = loose_parts(rule, range(len(found.names)))
    policy = found.policies[number]
    between = Text("；", "; ").read(language)
    reasons = [
        part.cell.reason.read(language) for one in sayings for part in one.parts if not part.quiet
    ]
    words = [*(f"“{words}”" for one in sayings for words in one.words), *reasons]
    return (
        between.join(value(one, language, loose) for one in sayings),
        between.join(dict.fromkeys(cited(one, policy) for one in sayings)),
        between.join(dict.fromkeys(SHORT_STATUS[one.status].read(language) for one in sayings)),
        " ".join(dict.fromkeys(one for one in words if one)),
    )


def _steps(found: SideBySide, language: Language) -> Grid:
    """Every step of every text beside each other."""
    title = Text("环节对照", "Steps").read(language)
    headers = [Text("环节类型", "type").read(language), *found.names]
    rows = []
    for slot in found.slots:
        cells = [
            step(slot, number, found, language) + (f" {DEVIATES}" if slot.passed[number] else "")
            for number in range(len(found.names))
        ]
        kind = STAGE_TYPES[slot.id.partition(".")[0]].read(language)
        rows.append([kind, *cells])
    remark = Text(
        f"{DEVIATES}：与第一份文本顺序不同", f"{DEVIATES}: in another order than the first text"
    ).read(language)
    return Grid(title, headers, rows, None, [remark], name=title)
