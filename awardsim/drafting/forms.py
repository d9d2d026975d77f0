"""The forms that answers have: how a person writes a length, a number, a day, a list of counties.

Numbers may be Chinese, units may be written out; what could mean two things stays open
(``7天`` does not say which days).
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from typing import Any

import attrs

from awardsim.policy.cell import Bound
from awardsim.text import Text

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_DIGITS |= {"八": 8, "九": 9}
_NUMERAL = r"(?:\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百]+)"

_AT_LEAST = re.compile(r"^(?:不少于|不得少于|至少|不低于|≥|>=|at\s*least)\s*|\s*以上$", re.I)
_AT_MOST = re.compile(
    r"^(?:不超过|不得超过|至多|最多|不多于|≤|<=|at\s*most|up\s*to|within)\s*"
    r"|\s*(?:以内|之内|以下|内)$",
    re.I,
)
_EXACTLY = re.compile(r"^(?:恰好|正好|恰|==?|exactly)\s*", re.I)
_LENGTH = re.compile(rf"(?P<number>{_NUMERAL})\s*个?\s*(?P<unit>[^\d\s].*)")
_UNITS = {
    "wd": "wd", "工作日": "wd", "workingday": "wd", "workingdays": "wd",
    "cd": "cd", "日历日": "cd", "自然日": "cd", "calendarday": "cd", "calendardays": "cd",
    "天": "", "日": "", "day": "", "days": "", "d": "",
    "h": "h", "小时": "h", "工时": "h", "hour": "h", "hours": "h",
    "y": "y", "年": "y", "year": "y", "years": "y", "年度": "y",
    "cycles": "cycles", "cycle": "cycles", "周期": "cycles", "评选周期": "cycles",
    "届": "cycles",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"\w[\w.-]*")
_YES = frozenset({"有", "是", "y", "yes", "true", "可以"})


class WrongAnswer(ValueError):
    """An answer that is not of its form; ``message`` says what would be."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    @classmethod
    def of(cls, zh: str, en: str) -> WrongAnswer:
        """A wrong answer, in both languages."""
        return cls(Text(zh, en))


@attrs.frozen
class Length:
    """A length with its bound; ``unit`` is empty where the document says only 天."""

    amount: str
    unit: str
    bound: Bound

    @property
    def written(self) -> str:
        """As a policy file has it; days of no kind are calendar days there."""
        return f"{self.amount}{self.unit or 'cd'}"


@attrs.frozen
class Number:
    """A whole number with its bound."""

    value: int
    bound: Bound | None


@attrs.frozen
class Form:
    """How the answers to a question are written.

    Attributes
    ----------
    read
        Makes a value of what was written; raises :class:`WrongAnswer`.
    example
        What is shown where an answer is not understood, and beside the question.
    cited
        The answer is about the document: it has an article, and may be silence.
    named
        Presence of a stage: the document's name for it may stand there too.
    may_be_elsewhere
        ``见附件7`` is an answer.
    units
        What the length of a stage may be counted in.
    """

    read: Callable[[str], Any]
    example: Text
    cited: bool = True
    named: bool = False
    may_be_elsewhere: bool = True
    units: frozenset[str] = frozenset({"wd", "cd", "h", ""})

    def read_named(self, text: str) -> tuple[Any, str]:
        """Presence of a stage, perhaps with its length and its name in the document.

        >>> PRESENCE.read_named("5wd 县级公示")
        (Length(amount='5', unit='wd', bound=<Bound.EXACTLY: 'exactly'>), '县级公示')
        >>> PRESENCE.read_named("有 申请人名单公示")
        (None, '申请人名单公示')
        """
        head, _, name = text.partition(" ")
        if head.lower() in _YES:
            rest = name.strip()
            if not rest:
                return None, ""
            head, _, name = rest.partition(" ")
            length = _length_or_none(rest)
            if length is not None:
                return self._in_units(length), ""
            length = _length_or_none(head)
            if length is not None:
                return self._in_units(length), name.strip()
            return None, rest
        length = _length_or_none(text)
        if length is not None:
            return self._in_units(length), ""
        length = _length_or_none(head)
        if length is None:
            raise self.wrong(text)
        return self._in_units(length), name.strip()

    def _in_units(self, length: Length) -> Length:
        """A length that this stage can have."""
        whole = "." not in length.amount or "h" in self.units
        if length.unit not in self.units or not whole or length.amount == "0":
            known = {"wd": ("工作日", "working days"), "cd": ("日历日", "calendar days")}
            known |= {"h": ("小时", "hours"), "y": ("年", "years")}
            zh = "、".join(known[one][0] for one in sorted(self.units) if one)
            en = " or ".join(known[one][1] for one in sorted(self.units) if one)
            raise WrongAnswer.of(
                f"这个环节用{zh}计，从1起；另有写法的，先写“有”，再到文件里改",
                f"this stage is counted in {en}, from 1; if the document counts otherwise, "
                "answer yes and edit the file",
            )
        return length

    def wrong(self, text: str) -> WrongAnswer:
        """What is said of an answer that cannot be read."""
        shown = text if len(text) <= 40 else text[:39] + "…"
        return WrongAnswer.of(
            f"看不懂 '{shown}'；应写如：{self.example.zh}",
            f"cannot read '{shown}'; write for example: {self.example.en}",
        )


def read_number(text: str) -> float:
    """A number in digits or in Chinese numerals; ValueError for anything else.

    >>> read_number("十二"), read_number("0.5"), read_number("一百零五")
    (12, 0.5, 105)
    """
    plain = text.strip()
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return float(plain)
    if not plain or set(plain) - set(_DIGITS) - {"十", "百"}:
        raise ValueError(text)
    total, digit = 0, None
    for mark in plain:
        if mark in _DIGITS:
            if digit:  # 二五 is no number
                raise ValueError(text)
            digit = _DIGITS[mark]
        else:
            total += (1 if digit is None else digit) * (10 if mark == "十" else 100)
            digit = None
    return total + (digit or 0)


def _bounded(text: str) -> tuple[str, Bound | None]:
    """What is left of a text without the words that bound it, and the bound."""
    for pattern, bound in (
        (_AT_LEAST, Bound.AT_LEAST),
        (_AT_MOST, Bound.AT_MOST),
        (_EXACTLY, Bound.EXACTLY),
    ):
        rest, count = pattern.subn("", text.strip(), count=1)
        if count:
            return rest.strip(), bound
    return text.strip(), None


def _length_or_none(text: str) -> Length | None:
    rest, bound = _bounded(text)
    found = _LENGTH.fullmatch(rest)
    if found is None:
        return None
    unit = _UNITS.get(re.sub(r"[\s-]+", "", found["unit"]).lower())
    if unit is None:
        return None
    try:
        number = read_number(found["number"])
    except ValueError:
        return None
    return Length(f"{number:g}", unit, bound or Bound.EXACTLY)


def read_length(text: str) -> Length:
    """A length of days or hours.

    >>> read_length("不少于五个工作日").written, read_length("within 3 working days").bound
    ('5wd', <Bound.AT_MOST: 'at_most'>)
    >>> read_length("7天").unit
    ''
    """
    found = _length_or_none(text)
    if found is None or found.unit not in ("wd", "cd", "h", ""):
        raise DURATION.wrong(text)
    return found


def read_years(text: str) -> Length:
    """Years or cycles.

    >>> read_years("两个评选周期").written, read_years("每2年").written
    ('2cycles', '2y')
    """
    found = _length_or_none(re.sub(r"^(?:每|近|every)\s*", "", text.strip()))
    if found is None or found.unit not in ("y", "cycles"):
        raise YEARS.wrong(text)
    return found


def read_cycle(text: str) -> Length:
    """The years between two editions."""
    found = read_years(text)
    if found.unit != "y" or float(found.amount) <= 0:
        raise CYCLE.wrong(text)
    return found


def read_count(text: str) -> Number:
    """How many, with or without a bound.

    >>> read_count("不超过5家")
    Number(value=5, bound=<Bound.AT_MOST: 'at_most'>)
    """
    rest, bound = _bounded(text)
    found = re.fullmatch(rf"(?:前)?(?P<number>{_NUMERAL})\s*[个家名人位件项]?", rest)
    try:
        number = read_number(found["number"]) if found else 0.5
    except ValueError:
        number = 0.5
    if number != int(number):
        raise COUNT.wrong(text)
    return Number(int(number), bound)


def read_date(text: str) -> datetime.date:
    """A day.

    >>> read_date("2026年3月1日")
    datetime.date(2026, 3, 1)
    """
    found = _DATE.fullmatch(text.strip().removesuffix("00:00:00").strip())
    try:
        if found:
            return datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise DATE.wrong(text)


def read_text(text: str) -> str:
    """Words."""
    plain = " ".join(text.split())
    if not plain:
        raise WORDS.wrong(text)
    return plain


def read_yes(text: str) -> bool:
    """Yes; no is :data:`awardsim.drafting.answer.NO`."""
    if text.strip().lower() in _YES:
        return True
    raise YES.wrong(text)


def read_city(text: str) -> str:
    """An id: lower-case letters, digits, underscores."""
    plain = text.strip()
    if not _ID.fullmatch(plain) or plain == "builtin":
        raise CITY.wrong(text)
    return plain


def read_version(text: str) -> str:
    """A version, which is a file's name too."""
    plain = text.strip()
    if not _VERSION.fullmatch(plain) or len(plain.encode()) > 80:
        raise VERSION.wrong(text)
    return plain


def read_channels(text: str) -> tuple[tuple[str, str], ...]:
    """Ids and names of the channels, or only how many there are.

    >>> read_channels("yuancheng=源城区、东源县")
    (('yuancheng', '源城区'), ('channel_2', '东源县'))
    >>> read_channels("2")
    (('channel_1', '第1个推荐单位'), ('channel_2', '第2个推荐单位'))
    """
    plain = text.strip()
    count: float | None = None
    with contextlib.suppress(ValueError):
        count = read_number(re.sub(r"\s*个?$", "", plain))
    if count is not None:
        if count != int(count) or not 1 <= count <= 200:
            raise CHANNELS.wrong(text)
        return tuple((f"channel_{n}", f"第{n}个推荐单位") for n in range(1, int(count) + 1))
    found: dict[str, str] = {}
    for place, one in enumerate(re.split(r"[、，,；;\n]+", plain), 1):
        id, equals, name = (part.strip() for part in one.partition("="))
        if not equals:
            id, name = f"channel_{place}", id
        if not name or not _ID.fullmatch(id) or id in found:
            raise CHANNELS.wrong(text)
        found[id] = name
    return tuple(found.items())


def read_among(**known: frozenset[str]) -> Callable[[str], str]:
    """One of a few choices, each with the words that stand for it."""

    def read(text: str) -> str:
        plain = text.strip().lower()
        for name, words in known.items():
            if plain == name or plain in words:
                return name
        raise WrongAnswer.of(
            f"看不懂 '{plain[:40]}'；可以写：{'、'.join(sorted(w)[0] for w in known.values())}",
            f"cannot read '{plain[:40]}'; write one of: {', '.join(known)}",
        )

    return read


CITY = Form(
    read_city,
    Text("heyuan（小写字母、数字、下划线）", "heyuan (lower-case letters, digits, _)"),
    cited=False,
)
VERSION = Form(read_version, Text("2026", "2026"), cited=False)
TITLE = Form(read_text, Text("某市政府质量奖管理办法", "the title"), cited=False)
AWARD = attrs.evolve(TITLE, example=Text("某市政府质量奖", "the award's name"))
REFERENCE = attrs.evolve(TITLE, example=Text("某府办〔2026〕7号", "its number"))
WORDS = Form(read_text, Text("照抄原文那一句 @八", "the sentence as it stands @8"))
DAY = Form(read_date, Text("2026-03-01", "2026-03-01"), cited=False)
DATE = Form(read_date, Text("2026-04-30 @七(二)", "2026-04-30 @7(2)"))
DURATION = Form(
    read_length, Text("不少于5个工作日 @七(二)，或 5wd、7cd", "at least 5wd @7(2), or 7cd")
)
YEARS = Form(read_years, Text("3年 @五(一)，或 2个评选周期", "3y @5(1), or 2 cycles"))
CYCLE = Form(read_cycle, Text("2年 @三", "2y @3"))
COUNT = Form(read_count, Text("不超过5家 @三", "at most 5 @3"))
YES = Form(read_yes, Text("有 @三，无 @三，-", "yes @3, no @3, -"), may_be_elsewhere=False)
CHANNELS = Form(
    read_channels,
    Text("yuancheng=源城区、dongyuan=东源县，或个数", "east=East County, west=…, or how many"),
)
PRESENCE: Form = Form(
    lambda text: PRESENCE.read_named(text)[0],
    Text("有 县级公示 @七(二)，无 @十，-", "yes @7(2), no @10, -"),
    named=True,
)
NOTICE: Form = attrs.evolve(
    PRESENCE, read=lambda text: NOTICE.read_named(text)[0], units=frozenset({"wd", "cd", ""})
)
#: Of what binds winners: for how many years.
BINDING: Form = attrs.evolve(
    PRESENCE, read=lambda text: BINDING.read_named(text)[0], units=frozenset({"y"})
)
WORK: Form = attrs.evolve(
    PRESENCE, read=lambda text: WORK.read_named(text)[0], units=frozenset({"wd", "h", ""})
)
