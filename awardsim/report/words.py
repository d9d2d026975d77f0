"""The words for shares, levers, outcomes and numbers, in both languages."""

from __future__ import annotations

import math

from awardsim.policy import Policy
from awardsim.policy.citing import article, cited
from awardsim.procedure.model import Input, Procedure
from awardsim.text import Language, Text

__all__ = ["article", "cited"]  # handed on

#: Shares from which an answer is called so.
_ANSWERS = (
    (0.9, Text("稳", "safe")),
    (0.7, Text("较稳", "fairly safe")),
    (0.3, Text("不稳", "uncertain")),
    (0.0, Text("难", "hard")),
)
_TENTHS = "一二三四五六七八九"
#: In the place of a document's number.
_MARKS = "①②③④⑤⑥⑦⑧⑨"
#: Below and above this a share is not told from none and all.
_NEARLY = 0.005

LEVERS = {
    "decide": Text("可以定", "yours to set"),
    "negotiate": Text("可以商量", "negotiable"),
    "guess": Text("只能估计", "a guess"),
}
#: Of what the law fixes.
FIXED = Text("动不了", "fixed")
#: Whose an assumption is, beside its basis.
YOURS = Text("您提供", "yours")
ORIGINS = {"scenario": YOURS, "built-in": Text("内置", "built-in")}
_STATES = {"issued": Text("已印发", "issued"), "draft": Text("草案，未印发", "draft, not issued")}
UNITS = {
    "wd": Text("个工作日", "working days"),
    "cd": Text("天", "calendar days"),
    "h": Text("小时", "hours"),
    "y": Text("年", "years"),
    "cycles": Text("个评选周期", "cycles"),
    "count": Text("", ""),
    "number": Text("", ""),
    "share": Text("", ""),
    "day": Text("", ""),
}
_OUTCOMES = {
    "awarded": Text("表彰", "awarded"),
    "inside": Text("期末仍在程序中", "still in the procedure at the end"),
    "late": Text("逾期未受理", "late, not accepted"),
    "missed_list": Text("未赶上名单截止", "not there when the list closed"),
    "withdrawn": Text("中途退出", "withdrawn"),
    "incomplete": Text("材料未补齐", "material not completed"),
    "objection_upheld": Text("异议查证属实", "objection upheld"),
    "objection_pending": Text("异议未办结", "objection pending"),
}

#: On every file.
INTERNAL = Text(
    "内部测算，不作为公开或评审依据",
    "internal estimate, not for publication and no basis for an assessment",
)
#: At the foot of every first screen.
DISCLAIMER = Text(
    "申报主体为虚拟，不对应任何真实单位或个人；本结果供内部排期，不推断谁获奖。",
    "Applicants are synthetic and stand for nobody; "
    "for internal scheduling; it does not say who wins.",
)


def foot(record: str, command: str) -> Text:
    """What stands at the foot of every page: what it is, its record, how it is repeated."""
    return Text(
        f"{INTERNAL.zh}  记录号 {record}  复算：{command}",
        f"{INTERNAL.en}  record {record}  repeat: {command}",
    )


def issued(policy: Policy) -> Text:
    """Whether a text is issued or a draft."""
    return _STATES.get(policy.state, Text.same(policy.state))


def lever(kind: str, origin: str = "") -> Text:
    """Who can move something: nobody where it comes from the text itself.

    >>> lever("decide").en, lever("guess").en, lever("guess", "text").en
    ('yours to set', 'a guess', 'fixed')
    """
    return FIXED if origin == "text" else LEVERS.get(kind, LEVERS["guess"])


#: What is said instead of an answer where nobody applies in any replication.
NOBODY = Text("没有申报", "nobody applies")


def answer_word(share: float) -> Text:
    """One word for a share: safe, fairly safe, uncertain, hard.

    >>> [answer_word(share).en for share in (0.9, 0.7, 0.3, 0.29)]
    ['safe', 'fairly safe', 'uncertain', 'hard']
    """
    return next(word for least, word in _ANSWERS if share >= least)


def rounded(share: float) -> Text:
    """A share as people say it, to the tenth; never to the percent.

    Where that would be the first tenth of a better word it is told to lie under it.

    >>> rounded(0.41).zh, rounded(0.41).en, rounded(0.97).zh, rounded(0.0).zh
    ('约四成', 'about 40 %', '九成五以上', '几乎不可能')
    >>> rounded(0.695).zh, rounded(0.695).en, rounded(0.7).en
    ('不到七成', 'just under 70 %', 'about 70 %')
    """
    if share >= 1 - _NEARLY:
        return Text("几乎肯定", "almost certain")
    if share >= 0.95:
        return Text("九成五以上", "over 95 %")
    if share <= _NEARLY:
        return Text("几乎不可能", "almost impossible")
    if share < 0.05:
        return Text("不到半成", "under 5 %")
    tenths = min(max(math.floor(share * 10 + 0.5), 1), 9)
    if answer_word(tenths / 10) != answer_word(share):
        return Text(f"不到{_TENTHS[tenths - 1]}成", f"just under {tenths}0 %")
    return Text(f"约{_TENTHS[tenths - 1]}成", f"about {tenths}0 %")


def percent(share: float | None, language: Language) -> str:
    """A share in whole percent, ``≈`` where it is not told from none or all.

    >>> percent(0.414, "zh"), percent(0.414, "en"), percent(1.0, "zh")
    ('41%', '41 %', '≈100%')
    """
    if share is None:
        return "－" if language == "zh" else "—"
    sign = "%" if language == "zh" else " %"
    if share >= 1 - _NEARLY:
        return f"≈100{sign}"
    if share <= _NEARLY:
        return f"≈0{sign}"
    return f"{min(max(round(share * 100), 1), 99)}{sign}"


def span(low: float, high: float, language: Language) -> str:
    """Two shares as a range; one where they are shown alike.

    >>> span(0.09, 0.87, "zh"), span(0.09, 0.87, "en")
    ('9%—87%', '9 % to 87 %')
    """
    between = "—" if language == "zh" else " to "
    first, last = percent(low, language), percent(high, language)
    return first if first == last else f"{first}{between}{last}"


def points(error: float) -> str:
    """A simulation error in percentage points, at least one.

    >>> points(0.031), points(0.001)
    ('±3', '±1')
    """
    return f"±{max(math.ceil(error * 100 - 0.5), 1)}"


def number(value: float) -> str:
    """A number without needless digits.

    >>> number(12.0), number(0.125), number(1200.0)
    ('12', '0.12', '1200')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def days(value: float) -> str:
    """Mean days: whole, one decimal below ten.

    >>> days(12.4), days(3.25), days(0.01)
    ('12', '3.2', '<0.1')
    """
    if 0 < value < 0.05:
        return "<0.1"
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}".removesuffix(".0")


def amount(one: Input, procedure: Procedure, language: Language) -> str:
    """An input's three numbers as a person writes them; one where they are the same.

    Dates that are counted from the opening are shown as dates.
    """
    values = (one.usual,) if one.fixed else (one.least, one.usual, one.most)
    shown = "/".join(single(one, value, procedure, language, unit=False) for value in values)
    return shown + _unit(one, one.most, language)


def single(
    one: Input, value: float, procedure: Procedure, language: Language, *, unit: bool = True
) -> str:
    """One value of an input."""
    if one.kind == "day":
        return f"{procedure.calendar.date(int(value) * 1440):%m-%d}"
    if one.unit == "share":
        return f"{number(value * 100)}{'%' if language == 'zh' else ' %'}"
    return number(value) + (_unit(one, value, language) if unit else "")


def _unit(one: Input, value: float, language: Language) -> str:
    if one.kind == "day" or one.unit == "share":
        return ""
    title = UNITS.get(one.unit, Text(one.unit, one.unit)).read(language)
    if not title or language == "zh":
        return title
    return f" {title.removesuffix('s') if value == 1 else title}"


def outcome_title(reason: str, procedure: Procedure) -> Text:
    """How an applicant left: an outcome of ours, a condition of the text, a rule's reason."""
    if reason in _OUTCOMES:
        return _OUTCOMES[reason]
    if reason in procedure.policy.conditions:
        title = procedure.policy.conditions[reason].title
        return Text(f"不符合“{title.zh}”", f"does not meet '{title.en}'")
    for node in procedure.nodes:
        if node.rule is not None and reason in node.rule.rule.reasons:
            return node.rule.rule.reasons[reason]
    return Text(reason, reason.replace("_", " "))


def marks(policy: Policy) -> dict[str, str]:
    """A mark for each document of a text, for columns that its number does not fit into."""
    return {name: _MARKS[place % len(_MARKS)] for place, name in enumerate(policy.sources)}
