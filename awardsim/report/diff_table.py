"""Several texts as a table: a row for each rule, a column for each text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from awardsim.comparison.saying import Rule, Saying
from awardsim.comparison.side_by_side import SideBySide
from awardsim.comparison.topic import TOPICS
from awardsim.policy import Policy, Status
from awardsim.report.console import COLUMNS, flow, plain, wrap
from awardsim.report.diff_redline import heading, moved
from awardsim.report.diff_words import cited, loose_parts, value
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Signs for how a value is known.
SIGNS = {
    Status.STATED: Text("√", "√"),
    Status.INFERRED: Text("≈", "≈"),
    Status.CHANGED: Text("△", "△"),
    Status.UNSTATED: Text("·", "·"),
    Status.EXCLUDED: Text("×", "×"),
    Status.ELSEWHERE: Text("附", "@"),
    Status.UNREAD: Text("未读", "unread"),
    Status.ASSUMED: Text("估", "assumed"),
}
#: Of a text that has nothing of the kind.
ABSENT = "–"
#: Before a cell that says something else than most.
DEVIATES = "≠"
_LEGEND = (
    Text("√ 写明", "√ stated"),
    Text("≈ 推断", "≈ inferred"),
    Text("× 明文没有", "× says no"),
    Text("· 未提及", "· silent"),
    Text("– 没有这一项", "– nothing of the kind"),
    Text("附 在附件或另文，手中没有", "@ elsewhere, not at hand"),
    Text("未读 没有人看过", "unread: nobody has looked"),
    Text("△ 情景改动", "△ changed by the scenario"),
    Text("? 可作多种理解", "? open to several readings"),
)
_FROM_MOST = Text("≠ 与多数文本不同", "≠ differs from most")
_FROM_FIRST = Text("≠ 与第一份文本不同", "≠ differs from the first text")
#: Columns for what a row is about, and texts that still fit beside each other.
_FIRST, _NARROW, _MOST_TEXTS = 20, 16, 5


def shown_rules(found: SideBySide, *, everything: bool) -> list[Rule]:
    """Rules about which some text says something, without details unless all are wanted."""
    return [rule for rule in found.rules if everything or (rule.said_at_all and not rule.detail)]


def table(
    found: SideBySide, language: Language, *, everything: bool = False, from_first: bool = False
) -> list[str]:
    """A comparison of texts for a terminal."""
    rules = shown_rules(found, everything=everything)
    lines = [*heading(found, language), ""]
    if not rules:
        lines.append(Text("没有可对照的内容。", "Nothing to compare.").read(language))
    elif len(found.names) <= _MOST_TEXTS:
        lines += _columns(found, rules, language, from_first)
    else:
        lines += _stacked(found, rules, language, from_first)
    moves = [
        f"{plain(found.names[number])}：{moved(slot, found, language, number)}"
        for number in range(1, len(found.names))
        for slot in found.slots
        if slot.passed[number]
    ]
    if moves:
        lines += [
            "",
            Text("与第一份文本顺序不同", "in another order than the first").read(language),
        ]
        for one in moves:
            lines += wrap(one, indent="  ", hang="    ")
    legend = [*_LEGEND, _FROM_FIRST if from_first else _FROM_MOST]
    lines += ["", *flow([one.read(language) for one in legend], "  ")]
    return [*lines, *summary(found, rules, language)]


def _columns(
    found: SideBySide, rules: Sequence[Rule], language: Language, from_first: bool
) -> list[str]:
    count = len(found.names)
    first = _NARROW if count == _MOST_TEXTS else _FIRST
    room = (COLUMNS - 1 - first) // count - 2
    rows: list[list[str]] = []
    for topic in TOPICS:
        listed = [rule for rule in rules if rule.topic == topic]
        if listed:
            name = TOPICS[topic].title.read(language)
            rows.append([f"【{name}】" if language == "zh" else f"[{name}]", *[""] * count])
        for rule in listed:
            cells = [cell(rule, number, found, language, from_first) for number in range(count)]
            rows.append([rule.title.read(language), *cells])
    headers = ["", *(plain(name) for name in found.names)]
    return wrapped_table(rows, headers, [first, *[room] * count])


def _stacked(
    found: SideBySide, rules: Sequence[Rule], language: Language, from_first: bool
) -> list[str]:
    lines: list[str] = []
    topic = ""
    for rule in rules:
        if rule.topic != topic:
            topic = rule.topic
            name = TOPICS[topic].title.read(language)
            lines.append(f"【{name}】" if language == "zh" else f"[{name}]")
        lines += wrap(rule.title.read(language), indent=" ", hang="   ")
        rows = [
            [plain(name), cell(rule, number, found, language, from_first)]
            for number, name in enumerate(found.names)
        ]
        lines += wrapped_table(rows, most=[24], indent="   ")
    return lines


def cell(
    rule: Rule, number: int, found: SideBySide, language: Language, from_first: bool = False
) -> str:
    """What a text says about a rule, with how it is known and its article."""
    sayings = rule.sayings[number]
    if not sayings:
        return ABSENT
    loose = loose_parts(rule, range(len(found.names)))
    policy = found.policies[number]
    between = Text("；", "; ").read(language)
    shown = between.join(
        _saying(one, policy, language, loose, alone=len(sayings) == 1) for one in sayings
    )
    mark = f"{DEVIATES} " if rule.deviates(number, from_first=from_first) else ""
    return mark + shown


def _saying(
    saying: Saying, policy: Policy, language: Language, loose: frozenset[str], *, alone: bool
) -> str:
    source = cited(saying, policy)
    sign = SIGNS[saying.status].read(language)
    unclear = "?" if saying.several else ""
    if saying.silent:
        about = "" if alone else f" {saying.title.read(language)}"
        return f"{sign}{about}{unclear}"
    if saying.status is Status.UNREAD:
        return sign
    shown = value(saying, language, loose)
    if saying.status is Status.ELSEWHERE:
        return f"{sign} {shown.removeprefix('见').removeprefix('in ')}{unclear}"
    sign += " " if shown.startswith(("≥", "≤")) else ""
    tail = f" {source}" if source else ""
    return f"{sign}{shown}{tail}{unclear}"


def summary(found: SideBySide, rules: Sequence[Rule], language: Language) -> list[str]:
    """How many cells there are of each kind."""
    counts: Counter[Text] = Counter()
    for rule in rules:
        for sayings in rule.sayings:
            if not sayings:
                counts[_NOTHING] += 1
            else:
                known = [one.status for one in sayings]
                first = next((s for s in (Status.STATED, Status.INFERRED) if s in known), known[0])
                counts[first.title] += 1
    texts, rows = len(found.names), len(rules)
    zh = "，".join(f"{name.zh}{count}格" for name, count in counts.items())
    en = ", ".join(f"{name.en} {count}" for name, count in counts.items())
    return wrap(
        Text(
            f"{texts}份文本，{rows}项：{zh or '没有'}",
            f"{texts} texts, {rows} rules: {en or 'none'}",
        ).read(language)
    )


_NOTHING = Text("没有这一项", "nothing of the kind")
