"""Numbers and units in the words of a document, to compare them with the value beside them."""

from __future__ import annotations

import datetime
import re
from typing import Any

from awardsim.findings.document import normal, number_of
from awardsim.policy import Bound, Cell
from awardsim.text import Text
from awardsim.units import Duration, Unit

_ARABIC = re.compile(r"(\d+(?:\.\d+)?)(%|万)?")
_CHINESE = re.compile(r"[一二三四五六七八九十两]+")
_SHARE = re.compile(r"([一二三四五六七八九十两]+|\d+)分之([一二三四五六七八九十两]+|\d+)")
_NOT_LESS = re.compile("不少于|不低于|不得少于|至少|以上|满")
_NOT_MORE = re.compile("不超过|不多于|不得超过|至多|以内|以下|之内|内")


def numbers_in(words: str) -> set[float]:
    """Every number in a phrase, in Arabic or Chinese numerals.

    A share is there to two, three and four places too, as a person writes it.

    >>> sorted(numbers_in("在获奖后两个评选周期内，40%、50万元，十二家，半年"))
    [0.4, 0.5, 2.0, 12.0, 40.0, 50.0, 500000.0]
    >>> 0.67 in numbers_in("三分之二以上委员到会")
    True
    """
    plain = normal(words)
    found: set[float] = set()
    for number, unit in _ARABIC.findall(plain):
        found.add(float(number))
        if unit:
            found.add(float(number) * (0.01 if unit == "%" else 10_000))
    for numeral in _CHINESE.findall(plain):
        found.add(_number(numeral))
    for whole, part in _SHARE.findall(plain):
        if _number(whole):
            share = _number(part) / _number(whole)
            found |= {share, *(round(share, places) for places in (2, 3, 4))}
    if "半" in plain:
        found.add(0.5)
    return found


def _number(numeral: str) -> float:
    if numeral.isascii():
        return float(numeral)
    return float(number_of(numeral.replace("两", "二")))


def number_of_value(value: Any) -> float | None:
    """The number of a value that has one."""
    if isinstance(value, Duration):
        return float(value.amount)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def other_number(cell: Cell[Any]) -> bool:
    """The words have numbers, and the value's is none of them."""
    if isinstance(cell.value, datetime.date):
        return _other_date(cell.value, normal(cell.words))
    number = number_of_value(cell.value)
    found = numbers_in(cell.words)
    return number is not None and bool(found) and not any(abs(number - n) < 1e-9 for n in found)


def _other_date(day: datetime.date, words: str) -> bool:
    found = re.search(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日", words)
    if found is None:
        return False
    year = int(found[1]) if found[1] else day.year
    return (year, int(found[2]), int(found[3])) != (day.year, day.month, day.day)


def other_bound(cell: Cell[Any]) -> Text | None:
    """What the words say of the bound, where the value says the contrary; None where not."""
    words = normal(cell.words)
    less, more = _NOT_LESS.search(words), _NOT_MORE.search(words)
    if less and not more and cell.bound is Bound.AT_MOST:
        return Text(f"“{less[0]}”是下限", f"'{less[0]}' is a floor")
    if more and not less and cell.bound is Bound.AT_LEAST:
        return Text(f"“{more[0]}”是上限", f"'{more[0]}' is a ceiling")
    return None


def day_kind(words: str) -> str:
    """What kind of day a phrase counts: ``wd``, ``cd``, ``open`` (日, 天 alone); else empty.

    >>> [day_kind(one) for one in ("5个工作日", "7个自然日", "不少于7日", "公示期10天", "5年")]
    ['wd', 'cd', 'open', 'open', '']
    """
    plain = normal(words)
    if "工作日" in plain:
        return "wd"
    if re.search("日历日|日历天|自然日|自然天", plain):
        return "cd"
    return "open" if re.search(r"[\d一二三四五六七八九十两][日天]", plain) else ""


def other_unit(cell: Cell[Any]) -> bool:
    """The words name the kind of day, and the value counts the other."""
    if not isinstance(cell.value, Duration):
        return False
    kinds = {Unit.WORKING_DAY: "cd", Unit.CALENDAR_DAY: "wd"}
    return day_kind(cell.words) == kinds.get(cell.value.unit, "-")
