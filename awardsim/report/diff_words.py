"""What texts say about a rule, as a person reads it in a comparison: ``≥5个工作日（七(二)）``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardsim.comparison.saying import Part, Rule, Saying
from awardsim.policy import Bound, Cell, Policy, Status
from awardsim.policy.choices import COUNTS, LATE
from awardsim.report.words import article
from awardsim.report.written import read_cell, read_value
from awardsim.text import Language, Text
from awardsim.units import Duration

_SIGNS = {Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}
_SEPARATE = Text("，", ", ")
_BETWEEN = Text("；", "; ")
#: Said by a text that has nothing of the kind.
ABSENT = Text("没有", "none")
#: How a value is known, where that is worth a word.
_KNOWN = {
    Status.INFERRED: Text("推断", "inferred"),
    Status.CHANGED: Text("情景改动", "changed by the scenario"),
}
_TRUE = {
    "may_stay_vacant": Text("可以空缺", "may stay vacant"),
    "open": Text("可提异议", "open to objections"),
    "prohibits": Text("禁止性规定", "prohibitive"),
    "present": Text("有", "yes"),
    "required": Text("要求", "required"),
    "suspends": Text("停评", "yes"),
    "inclusive": Text("含本数", "the share itself is enough"),
}
_FALSE = {
    "may_stay_vacant": Text("不得空缺", "must be filled"),
    "open": Text("不提异议", "not open to objections"),
    "prohibits": Text("不作禁止性规定", "not prohibitive"),
    "suspends": Text("不停评", "no"),
    "inclusive": Text("不含本数", "the share itself is not enough"),
}
#: Labels before a value that does not stand alone.
_LABELS = {
    "may_stay_vacant": Text("可否空缺", "vacancy"),
    "lasts": Text("为期", "for"),
    "within": Text("近", "within "),
    "rounds": Text("次数", "rounds"),
    "holds": Text("期满未办结", "pending at the end"),
    "open": Text("可否提异议", "open to objections"),
    "counts": Text("口径", "counts"),
    "late": Text("逾期", "late"),
    "roll": Text("遇休息日", "on a day off"),
    "body": Text("承办", "by"),
    "only": Text("适用", "for"),
    "tracks": Text("适用", "for"),
    "per": Text("按", "per"),
    "kind": Text("方式", "kind"),
    "rule": Text("规则", "rule"),
    "after": Text("接在", "after"),
    "names": Text("名单", "listed"),
    "default": Text("默认读作", "read as"),
    "each": Text("设置", "set up"),
    "seats": Text("委员人数", "members"),
    "choose": Text("选出", "choose"),
    "majority": Text("当选得票", "needs"),
    "inclusive": Text("含本数", "inclusive"),
    "of": Text("按", "by"),
    "minimum": Text("最低", "at least"),
    "margin": Text("放宽", "margin"),
    "scope": Text("范围", "scope"),
    "scale": Text("满分", "out of"),
    "decimals": Text("小数", "decimals"),
}
#: Parameters of rules that need no label.
_BARE = frozenset({"at_most", "at_least", "lasts", "within", "weights", "minimum"})
_BARE |= {"inclusive", "majority", "instead"}
#: Parts that say no more than that there is such a thing.
_PLAIN = frozenset({"present", "required", "named", "track", "role"})
#: Parts that say how a step is modelled; of interest where nothing else differs.
_MODELLED = frozenset({"rule", "kind", "per"})
_CHOICES = {"counts": COUNTS, "late": LATE}
_SHARES = frozenset({"weights", "majority"})


def say(
    sayings: Sequence[Saying], policy: Policy, language: Language, loose: frozenset[str]
) -> str:
    """What a text says, each saying with its article.

    Parameters
    ----------
    loose
        Names of the quiet parts that are to be shown.
    """
    if not sayings:
        return ABSENT.read(language)
    return _BETWEEN.read(language).join(
        _with_article(one, policy, language, loose) for one in sayings
    )


def _with_article(saying: Saying, policy: Policy, language: Language, loose: frozenset[str]) -> str:
    shown = value(saying, language, loose)
    found = cited(saying, policy)
    named = saying.status is Status.ELSEWHERE and found in shown  # "in annex 7" says where
    notes = [found] if found and not named else []
    if saying.status in _KNOWN:
        notes.append(_KNOWN[saying.status].read(language))
    if not notes:
        return shown
    listed = Text("，", ", ").read(language).join(notes)
    return f"{shown}（{listed}）" if language == "zh" else f"{shown} ({listed})"


def cited(saying: Saying, policy: Policy) -> str:
    """The articles that a saying rests on, each once."""
    return article(saying.source, policy)


def value(saying: Saying, language: Language, loose: frozenset[str] = frozenset()) -> str:
    """What a saying says, without its article; its title where it says no more than that."""
    parts = [
        part
        for part in saying.parts
        if not part.quiet or (part.name in loose and not _for_all(part, saying))
    ]
    shown = [part for part in parts if part.name not in _PLAIN]
    if not shown:
        return saying.title.read(language)
    return _joined(shown, language)


def _for_all(part: Part, saying: Saying) -> bool:
    """It holds for everybody, which is not said of each of several things."""
    return part.name == "tracks" and part.key == () and saying.parts[0].owner is not None


def is_plain(saying: Saying, title: str, language: Language) -> bool:
    """It says no more than that there is such a thing as its title says."""
    loud = [part for part in saying.parts if not part.quiet and part.name not in _PLAIN]
    if len(loud) == 1 and loud[0].name == "value" and loud[0].cell.value is True:
        return True
    shown = value(saying, language)
    return title == shown or title.endswith((f"：{shown}", f": {shown}"))


def _joined(parts: Sequence[Part], language: Language) -> str:
    """Values one after the other; what is open in all of them is said once."""
    known = {(part.cell.status, part.cell.reason) for part in parts}
    if len(parts) > 1 and len(known) == 1 and parts[0].cell.value is None:
        return cell_text(parts[0].cell, language)
    return _SEPARATE.read(language).join(part_text(part, language) for part in parts)


def part_text(part: Part, language: Language) -> str:
    """One value, with what it holds for and what it is, where that is not plain."""
    cell = part.cell
    owner = "" if part.owner is None else part.owner.read(language)
    if isinstance(cell.value, bool):
        shown = (_TRUE if cell.value else _FALSE).get(part.name, _plain(cell.value, part))
        label = ""
        text = shown.read(language)
        if part.name == "value" and cell.value and owner:
            return owner
        if _own(part):
            label = _called(part).read(language)
    else:
        label = "" if part.name not in _LABELS else _LABELS[part.name].read(language)
        text = cell_text(cell, language, part.name)
        if part.name == "lasts" and cell.status is Status.UNSTATED:
            return Text("年限未写", "for a time not stated").read(language)
        if _own(part):
            label = _called(part).read(language)
        if part.name == "majority" and cell.value == 0:
            label = ""
        if part.name == "lasts" and part.path.startswith("conditions."):
            label = ""
        if part.name == "within" and (cell.value is None or "supplement" in part.path):
            label = Text("时限", "within").read(language)
    if label and (language == "en" or len(label) > 1):
        label = label.rstrip() + " "
    shown_text = f"{label}{text}"
    if not owner or owner == text:
        return shown_text
    if language == "en":
        return f"{owner}: {shown_text}"
    return f"{owner}{'：' if not shown_text.startswith(('≤', '≥')) else ''}{shown_text}"


def _own(part: Part) -> bool:
    """A parameter of a rule that only its owner has a word for."""
    return ".rule." in part.path and part.name not in _BARE and part.name not in _LABELS


def _called(part: Part) -> Text:
    """What a parameter is called by the rule."""
    return part.title or Text(part.name, part.name.replace("_", " "))


def _plain(truth: bool, part: Part) -> Text:
    if not truth:
        return Text("否", "no")
    return Text("是", "yes") if _own(part) else Text("有", "yes")


def cell_text(cell: Cell[Any], language: Language, name: str = "") -> str:
    """A value in few words, or in what way the text does not give one.

    >>> from awardsim.units import Duration
    >>> cell_text(Cell(Duration.parse("5wd"), Status.STATED, bound=Bound.AT_LEAST), "zh")
    '≥5个工作日'
    >>> cell_text(Cell(None, Status.EXCLUDED, reason=Text("不收费", "no fee")), "zh")
    '明文没有（不收费）'
    """
    found = cell.value
    if found is None:
        return _not_given(cell, language)
    if name == "majority" and found == 0:
        return Text("以得票多者为准", "the most votes").read(language)
    sign = _SIGNS.get(cell.bound, "") if cell.bound is not None else ""
    soft = Text("（原则上）", " (in principle)").read(language) if cell.soft else ""
    if isinstance(found, Text):
        return found.read(language) + soft
    if isinstance(found, str) and name in _CHOICES:
        return _CHOICES[name].get(found, Text(found, found)).read(language)
    if isinstance(found, str):
        return read_cell(cell, language, name)
    if isinstance(found, bool):
        return read_value(found, language)
    if isinstance(found, int | float):
        return sign + _number(found, share=name in _SHARES) + soft
    if isinstance(found, Duration):
        return sign + found.read(language) + soft
    return sign + read_value(found, language) + soft


def _not_given(cell: Cell[Any], language: Language) -> str:
    if cell.status is Status.EXCLUDED and cell.reason:
        mark = cell.status.title.read(language)
        remark = cell.reason.read(language)
        return f"{mark}（{remark}）" if language == "zh" else f"{mark} ({remark})"
    if cell.status is Status.ELSEWHERE:
        return read_cell(cell, language)
    return cell.status.title.read(language)


def _number(found: float, *, share: bool = False) -> str:
    """A number that is easily read: thousands apart, weights in per cent.

    >>> _number(500000), _number(0.4, share=True), _number(40, share=True), _number(0.5)
    ('500,000', '40%', '40', '0.5')
    """
    if share and 0 < found <= 1:
        return f"{round(found * 100, 4):g}%"
    if isinstance(found, float) and not found.is_integer():
        return f"{found:,.10g}"
    return f"{int(found):,}" if abs(found) >= 10_000 else str(int(found))


def loose_parts(rule: Rule, numbers: Sequence[int]) -> frozenset[str]:
    """Names of the quiet parts in which texts that say something differ."""
    seen: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    sayings = [one for number in numbers for one in rule.sayings[number]]
    for saying in sayings:
        for part in saying.parts:
            if part.quiet:
                seen.setdefault(part.name, set()).add(repr(part.compared))
                counts[part.name] = counts.get(part.name, 0) + 1
    found = {name for name, said in seen.items() if len(said) > 1 or counts[name] < len(sayings)}
    return frozenset(found - _MODELLED or found)


def quote(phrases: Sequence[str]) -> str:
    """Words of a document; quotation marks within them become inner ones.

    >>> quote(["“双随机”原则", "随机"])
    '“‘双随机’原则” … “随机”'
    """
    inner = str.maketrans("“”", "‘’")
    return " … ".join(f"“{phrase.translate(inner)}”" for phrase in phrases)
