"""Days as people type them; one without a year is a day of the edition."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

import attrs

from awardsim.errors import InputError, Problem
from awardsim.text import Text

#: An edition may be late: so many days after its end still belong to it.
LATE_DAYS = 183
#: How long an edition is taken to be that has no day to finish by.
_OPEN_DAYS = 365
_WHOLE = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))")
_SHORT = re.compile(r"(\d{1,2})(?:-(\d{1,2})|月(\d{1,2})日)")
_EITHER = re.compile(r"\d{1,2}[/.]\d{1,2}")
#: A day within a value as it is typed, or a text in quotes, in which nothing is looked for.
_WITHIN = re.compile(
    r"""(?P<quoted>"[^"]*"|'[^']*')|(?<![\w./-])(?:\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日"""
    r"""|\d{4}([/.])\d{1,2}\2\d{1,2}|\d{1,2}-\d{1,2})(?![\w./-])"""
)


@attrs.frozen
class WrittenDay:
    """A day as it was given for an option; ``year`` is None where it was left out."""

    year: int | None
    month: int
    day: int
    written: str
    option: str

    @property
    def whole(self) -> datetime.date | None:
        """The day itself where its year was written."""
        return None if self.year is None else datetime.date(self.year, self.month, self.day)

    def of(self, opening: datetime.date, finish_by: datetime.date | None) -> datetime.date:
        """The day itself; without a year the one within the edition, or not long after it.

        Raises
        ------
        InputError
            No such day lies in the edition, or more than one does.
        """
        if self.whole is not None:
            return self.whole
        last = opening + datetime.timedelta(days=_OPEN_DAYS)
        if finish_by is not None:
            last = max(finish_by + datetime.timedelta(days=LATE_DAYS), opening)
        found = [
            day
            for year in range(opening.year, last.year + 1)
            if (day := _day(year, self.month, self.day)) and opening <= day <= last
        ]
        if len(found) == 1:
            return found[0]
        if found:
            message = Text(
                f"'{self.written}' 可以是 {'、'.join(map(str, found))}：把年份写上",
                f"'{self.written}' may be {' or '.join(map(str, found))}: write the year",
            )
        else:
            message = Text(
                f"'{self.written}' 不在这一届（{opening} 开始）：把年份写上",
                f"'{self.written}' is no day of this edition (begun on {opening}): write the year",
            )
        raise InputError(Problem(message, self.option))


def read_day(written: str, option: str) -> WrittenDay:
    """A day in one of the forms that are used.

    >>> [read_day(one, "").year for one in ("2025-12-29", "2025/12/29", "2025.12.29", "20251229")]
    [2025, 2025, 2025, 2025]
    >>> read_day("12月29日", "--today").of(datetime.date(2025, 9, 17), datetime.date(2025, 12, 31))
    datetime.date(2025, 12, 29)

    Raises
    ------
    InputError
        It is no day, or may be two.
    """
    said = unicodedata.normalize("NFKC", written).replace(" ", "")
    shown = written.strip()[:40]
    found = _WHOLE.fullmatch(said) or _SHORT.fullmatch(said)
    if found is not None:
        numbers = [int(one) for one in found.groups() if one and one.isdigit()]
        year = numbers[0] if len(numbers) == 3 else None
        month, day = numbers[-2:]
        if _day(year or 2000, month, day) is not None:  # a leap year has every day
            return WrittenDay(year, month, day, shown, option)
        message = Text(f"没有 '{shown}' 这一天", f"there is no day '{shown}'")
    elif _EITHER.fullmatch(said):
        first, second = re.split("[/.]", said)
        message = Text(
            f"'{shown}' 可以是月、日，也可以是日、月：写成 {first}月{second}日 或 {first}-{second}",
            f"'{shown}' may be month and day, or day and month: write {first}-{second}, the month "
            "first",
        )
    else:
        message = Text(
            f"应为日期，如 2025-12-31、2025/12/31、12-31、12月31日，给的是 '{shown}'",
            f"expected a date such as 2025-12-31, 2025/12/31 or 12-31, found '{shown}'",
        )
    raise InputError(Problem(message, option))


def read_stage_days(given: Sequence[str], option: str) -> dict[str, WrittenDay]:
    """Stages with a day each, written ``STAGE=DATE``.

    Raises
    ------
    InputError
        Something else is written.
    """
    found = {}
    for one in given:
        stage, equals, day = one.partition("=")
        if not equals or not stage.strip():
            message = Text(
                f"应为 环节=日期，给的是 '{one[:40]}'",
                f"expected STAGE=DATE, found '{one[:40]}'",
            )
            raise InputError(Problem(message, option))
        found[stage.strip()] = read_day(day, option)
    return found


def in_full(
    written: str, opening: datetime.date, finish_by: datetime.date | None, option: str
) -> str:
    """A value as it was typed, with every day in it in full.

    >>> edition = datetime.date(2025, 9, 17), datetime.date(2025, 12, 31), "--set"
    >>> in_full("[12-10, 12月18日, 2025/12/26]", *edition), in_full("'12-10'", *edition)
    ('[2025-12-10, 2025-12-18, 2025-12-26]', "'12-10'")

    Raises
    ------
    InputError
        There is no such day, in the year or in the edition, or more than one.
    """

    def day(found: re.Match[str]) -> str:
        if found["quoted"]:
            return found[0]
        return read_day(found[0], option).of(opening, finish_by).isoformat()

    return _WITHIN.sub(day, written)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
