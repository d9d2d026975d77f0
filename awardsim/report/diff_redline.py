"""Two texts as a redline in words: what was changed, added, removed, moved, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from awardsim.comparison.alignment import Slot
from awardsim.comparison.matching import normal
from awardsim.comparison.saying import Change, Rule, Saying
from awardsim.comparison.side_by_side import SideBySide
from awardsim.comparison.topic import TOPICS
from awardsim.policy import Policy, Status
from awardsim.report.console import flow, plain, wrap
from awardsim.report.diff_words import cited, is_plain, loose_parts, quote, say
from awardsim.report.words import article, issued
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text
from awardsim.units import Duration

_INDENT, _HANG, _QUOTED = "  ", "      ", "      "
_ARROW = " → "
_HEADS = {
    Change.ADDED: Text("新增：", "added: "),
    Change.REMOVED: Text("删去：", "removed: "),
    Change.RENAMED: Text("改称：", "renamed: "),
    Change.STATUS: Text("写明与否：", "stated or not: "),
}
_REWORDED = Text("改写：", "reworded: ")
_MOVED = Text("移动：", "moved: ")
#: A topic whose additions and removals are only named.
_NAMED_ONLY = "other"


def redline(found: SideBySide, language: Language, *, everything: bool = False) -> list[str]:
    """A comparison of two texts for a terminal.

    Parameters
    ----------
    everything
        Also details, and what is the same.
    """
    lines = heading(found, language)
    lines += ["", *_counts(found, language, everything)]
    for topic in TOPICS:
        rules = [rule for rule in found.rules if rule.topic == topic]
        body = list(_topic(rules, found, language, everything))
        if topic == "order":
            body += _moves(found, language)
        if body:
            lines += ["", TOPICS[topic].title.read(language), *body]
    if found.slots and (found.differ or everything):
        lines += ["", *_procedure(found, language)]
    hidden = 0 if everything else sum(_hidden(rule, found) for rule in found.rules)
    if hidden:
        lines += [
            "",
            *wrap(
                Text(
                    f"另有{hidden}处细节（各环节形成的文书等）：--all",
                    f"{hidden} more in details (what each stage results in …): --all",
                ).read(language)
            ),
        ]
    return lines


def _hidden(rule: Rule, found: SideBySide) -> bool:
    """A detail that differs; not of a step that one of the texts has not got."""
    slot = next((one for one in found.slots if one.id == rule.slot), None)
    return rule.detail and rule.change().differs and (slot is None or all(slot.stages))


def heading(found: SideBySide, language: Language) -> list[str]:
    """What is compared."""
    title = Text("条文对照", "What is written").read(language)
    names = _ARROW.join(plain(name) for name in found.names)
    if len(found.names) > 2:
        names = "  ".join(plain(name) for name in found.names)
    lines = wrap(f"{title}  {names}", hang="  ")
    shown: list[str] = []
    for name, policy in zip(found.names, found.policies, strict=True):
        about = f"{plain(name)}  {_about(policy, language, called=name == policy.id)}"
        if about not in shown:
            shown.append(about)
            lines += wrap(about, indent="  ", hang="    ")
    return lines


def _about(policy: Policy, language: Language, *, called: bool) -> str:
    """Title, numbers, dates and state of a text, and its id where it is not called by it."""
    parts = [policy.title.read(language)] if called else [policy.id, policy.title.read(language)]
    parts += [
        part
        for source in policy.sources.values()
        for part in (source.number, str(source.issued or ""))
        if part
    ]
    if policy.within is not None:
        outer = policy.within.policy
        front = Text(f"接在 {outer} 之前", f"in front of {outer}")
        parts.append(front.read(language))
    parts.append(issued(policy).read(language))
    return "  ".join(parts)


def _counts(found: SideBySide, language: Language, everything: bool) -> list[str]:
    counts = found.changes(details=everything)
    moved = sum(1 for slot in found.slots if any(slot.passed))
    if not found.differ:
        text = Text("没有不同。", "No difference.").read(language)
        cited = counts[Change.CITED]
        if cited:
            text += Text(
                f"（{cited}处只是条文号、原文字句或说明有别）",
                f" ({cited} differ only in article, words or remarks)",
            ).read(language)
        return wrap(text)
    same = counts[Change.SAME] + counts[Change.CITED]
    pairs = [(change.title, counts[change]) for change in Change if change.differs]
    pairs += [(Text("移动", "moved"), moved), (Text("相同或都未写", "same or silent"), same)]
    shown = [(title, count) for title, count in pairs if count]
    if len(shown) == 1 and same:
        return wrap(Text("只有细节不同。", "Only details differ.").read(language))
    if language == "zh":
        return wrap("  ".join(f"{title.zh}{count}处" for title, count in shown))
    return wrap(", ".join(f"{count} {title.en}" for title, count in shown))


# ---- rules --------------------------------------------------------------------------------------


def _topic(
    rules: Sequence[Rule], found: SideBySide, language: Language, everything: bool
) -> Iterator[str]:
    named: dict[Change, list[str]] = {Change.ADDED: [], Change.REMOVED: []}
    for rule in rules:
        change = rule.change()
        if rule.detail and not everything:
            continue
        if not change.differs:
            if everything and rule.said_at_all:
                yield from _same(rule, found, language)
            continue
        if rule.topic == _NAMED_ONLY and change in named and not everything:
            number = 0 if change is Change.REMOVED else 1
            named[change] += [
                _named(one, found.policies[number], language) for one in rule.sayings[number]
            ]
            continue
        yield from _rule(rule, change, found, language)
    for change, titles in named.items():
        if titles:
            head = _HEADS[change].read(language)
            between = Text("；", "; ").read(language)
            first, *rest = titles
            yield from flow([head + first, *rest], between, indent=_INDENT, hang=_HANG)


def _named(saying: Saying, policy: Policy, language: Language) -> str:
    title, source = saying.title.read(language), cited(saying, policy)
    return f"{title}（{source}）" if language == "zh" else f"{title} ({source})"


def sentence(rule: Rule, change: Change, found: SideBySide, language: Language) -> str:
    """A difference as a sentence: ``拟奖名单公示：≥7个日历日（十八） → 5个工作日（七(八)）``."""
    loose = loose_parts(rule, (0, 1))
    old, new = (
        say(sayings, policy, language, loose)
        for sayings, policy in zip(rule.sayings, found.policies, strict=True)
    )
    colon = Text("：", ": ").read(language)
    if change in (Change.ADDED, Change.REMOVED):
        number = 0 if change is Change.REMOVED else 1
        said = rule.sayings[number]
        title = _heading_of(rule, (number,), found, language)
        shown = (old, new)[number]
        head = _HEADS[change].read(language)
        if len(said) == 1 and (
            is_plain(said[0], title, language) or _told(said[0], title, language)
        ):
            return head + _named(
                attrs.evolve(said[0], title=Text(title, title)), found.policies[number], language
            )
        comma = Text("，", ", ").read(language)
        return f"{head}{title}{comma}{shown}"
    if change is Change.RENAMED:
        head = (_REWORDED if rule.topic in ("conditions", "lock_out") else _HEADS[change]).read(
            language
        )
        return head + _renamed(rule, found, language)
    head = _HEADS[change].read(language) if change in _HEADS else ""
    title = _heading_of(rule, (0, 1), found, language)
    return f"{head}{title}{colon}{old}{_ARROW}{new}"


def _told(saying: Saying, title: str, language: Language) -> bool:
    """Its title tells the one length that it states: ``近3年未发生亏损``."""
    parts = [part for part in saying.parts if not part.quiet]
    if len(parts) != 1 or parts[0].cell.status is not Status.STATED:
        return False
    length = parts[0].cell.value
    return isinstance(length, Duration) and length.read(language) in title


def _renamed(rule: Rule, found: SideBySide, language: Language) -> str:
    """Both names; where only the documents' own words differ, those."""
    pairs = [
        (one, policy)
        for sayings, policy in zip(rule.sayings, found.policies, strict=True)
        for one in sayings
    ]
    titles = {one.title.read(language) for one, _ in pairs}
    if len(titles) > 1:
        return _ARROW.join(_named(one, policy, language) for one, policy in pairs)
    own = [attrs.evolve(one, title=Text(one.title.zh, one.title.zh)) for one, _ in pairs]
    shown = [_named(one, policy, language) for one, (_, policy) in zip(own, pairs, strict=True)]
    return f"{titles.pop()}: {_ARROW.join(shown)}"


def _heading_of(rule: Rule, numbers: Sequence[int], found: SideBySide, language: Language) -> str:
    """What a rule is called; in texts of one place by both its names, where they differ."""
    if not rule.named:
        return rule.title.read(language)
    titles = [one.title.read(language) for number in numbers for one in rule.sayings[number]]
    return _ARROW.join(dict.fromkeys(titles))


def _rule(rule: Rule, change: Change, found: SideBySide, language: Language) -> Iterator[str]:
    yield from wrap(sentence(rule, change, found, language), indent=_INDENT, hang=_HANG)
    if found.alike:
        words = quotes(rule)
        if words:
            yield from wrap(words, indent=_QUOTED, hang=_QUOTED)


def quotes(rule: Rule) -> str:
    """The documents' own words on both sides, without those that both have."""
    old, new = ([words for one in said for words in one.words] for said in rule.sayings[:2])
    both = {normal(one) for one in old} & {normal(one) for one in new}
    sides = [quote([one for one in side if normal(one) not in both]) for side in (old, new)]
    if not any(sides):
        return ""
    if not all(rule.sayings[:2]):
        return sides[0] or sides[1]
    return _ARROW.join(side or "–" for side in sides)


def _same(rule: Rule, found: SideBySide, language: Language) -> Iterator[str]:
    head = Text("相同：", "same: ").read(language)
    shown = say(rule.sayings[1] or rule.sayings[0], found.policies[1], language, frozenset())
    title = _heading_of(rule, (0, 1), found, language)
    colon = Text("：", ": ").read(language)
    yield from wrap(f"{head}{title}{colon}{shown}", indent=_INDENT, hang=_HANG)


# ---- procedure ----------------------------------------------------------------------------------


def _moves(found: SideBySide, language: Language) -> list[str]:
    lines: list[str] = []
    for slot in found.slots:
        if slot.passed[1]:
            lines += wrap(moved(slot, found, language), indent=_INDENT, hang=_HANG)
    return lines


def moved(slot: Slot, found: SideBySide, language: Language, number: int = 1) -> str:
    """Where a step has gone: ``移动：陈述答辩：原在现场评审之后 → 现场评审之前``."""
    by_id = {one.id: one for one in found.slots}
    places = {one.id: place for place, one in enumerate(found.slots)}
    over = [by_id[name] for name in slot.passed[number] if name in by_id]
    head = _MOVED.read(language)
    title = _stage_title(slot, found, number, language)
    before = _stage_title(slot, found, 0, language)
    if before != title:
        title = f"{before}{_ARROW}{title}"
    if not over:
        return head + title
    forward = places[over[0].id] < places[slot.id]  # slots stand in the order of the first text
    far = over[0] if forward else over[-1]
    there = _stage_title(far, found, number, language)
    zh = ("之后", "之前") if forward else ("之前", "之后")
    en = ("after", "before") if forward else ("before", "after")
    return Text(
        f"{head}{title}：原在{there}{zh[0]}{_ARROW}{there}{zh[1]}",
        f"{head}{title}: {en[0]} {there}{_ARROW}{en[1]} {there}",
    ).read(language)


def _stage_title(slot: Slot, found: SideBySide, number: int, language: Language) -> str:
    return found.policies[number].stages[slot.stages[number]].title.read(language)


def _procedure(found: SideBySide, language: Language) -> list[str]:
    """Every step of both texts beside each other."""
    counts = [sum(1 for slot in found.slots if slot.stages[number]) for number in (0, 1)]
    title = Text(
        f"环节对照（{counts[0]}步 → {counts[1]}步；+ 新增  - 删去  ↕ 移动）",
        f"steps ({counts[0]} → {counts[1]}; + added, - removed, ↕ moved)",
    ).read(language)
    headers = ["", *(plain(name) for name in found.names)]
    rows = []
    for slot in found.slots:
        mark = "+" if not slot.stages[0] else "-" if not slot.stages[1] else ""
        mark = "↕" if slot.passed[1] else mark
        rows.append([mark, *(step(slot, number, found, language) for number in (0, 1))])
    return [title, *wrapped_table(rows, headers, [2, 46])]


def step(slot: Slot, number: int, found: SideBySide, language: Language) -> str:
    """A step of a text with its article; empty where the text has none."""
    name = slot.stages[number]
    if not name:
        return "–"
    policy = found.policies[number]
    stage = policy.stages[name]
    return f"{stage.title.read(language) or name} {article(stage.source, policy)}"
