"""How a person writes an estimate: one number or three, days of meetings, a day, a stage."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable

import attrs

from awardsim.drafting.answer import SILENT, Answer
from awardsim.drafting.forms import Form, WrongAnswer, read_number
from awardsim.errors import InputError
from awardsim.policy import Status
from awardsim.scenario.amounts import MOST
from awardsim.scenario.model import Estimate, Meets
from awardsim.text import Text

#: Makes a day of what was written; raises :class:`InputError` where it is none of the edition.
ReadDay = Callable[[str], datetime.date]


@attrs.frozen
class Days:
    """How days are read: those ``within`` the edition need no year, a ``whole`` one has it."""

    within: ReadDay
    whole: ReadDay


#: Words that mean: nobody knows.
UNKNOWN = SILENT | {"不清楚", "不知道", "unknown"}
#: Days above this are no estimate but a date without its separators.
_MOST_DAYS = 366
_COUNTED = re.compile(r"\s*(?:家|个|名|人|份|组|件)$")
_WORKING_DAYS = re.compile(r"\s*(?:个?工作日|wd|working\s*days?)$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,、;/]+")
_RANGE = re.compile(r"([1-9])-(\d{1,2})")
_BETWEEN_DAYS = re.compile(r"[\s,、;]+")

COUNTS = Text("12，或 8/12/20（最少/一般/最多）", "12, or 8/12/20 (least/usual/most)")
WORKING = Text("3，或 1/3/8（工作日，最快/一般/最慢）", "3, or 1/3/8 (working days)")
MEETING = Text(
    "2025-12-10、2025-12-18（会议日），或 1/2/5（材料齐备后几个工作日开会）",
    "2025-12-10, 2025-12-18 (days it meets), or 1/2/5 (working days after the file is ready)",
)
DECISION = Text(
    "1/3/8（工作日，最快/一般/最慢），或 2025-12-26、2025-12-30（只在这些天）",
    "1/3/8 (working days), or 2025-12-26, 2025-12-30 (on these days only)",
)
DAY = Text("2025-12-31", "2025-12-31")


def read_given(raw: str, form: Form) -> Answer:
    """An answer with its own basis after ``@``; ``-`` where nobody knows.

    >>> found = read_given("8/12/20 @ 申报系统", count_form())
    >>> found.value, found.article
    (Estimate(least=8, usual=12, most=20, unit='count'), '申报系统')
    """
    text = raw.strip()
    body, basis = text, ""
    if form.cited:
        body, _, basis = text.replace("＠", "@").partition("@")
    body = body.strip()
    if body.lower() in UNKNOWN:
        return Answer(Status.UNSTATED, raw=text)
    if not body:
        raise WrongAnswer.of("没有答案", "there is no answer")
    return Answer(Status.STATED, form.read(body), " ".join(basis.split()), raw=text)


def count_form(least: int = 0) -> Form:
    """One whole number or three, each at least ``least``."""

    def read(text: str) -> Estimate:
        return _estimate(text, "count", _COUNTED, COUNTS, least=least, whole=True)

    return Form(read, COUNTS)


def working_days_form() -> Form:
    """One number of working days or three."""
    return Form(lambda text: _estimate(text, "wd", _WORKING_DAYS, WORKING), WORKING)


def meeting_form(day: ReadDay, *, called: bool) -> Form:
    """Days on which a body meets; else how many working days: until it is ``called``, or takes."""
    example = MEETING if called else DECISION

    def read(text: str) -> Meets:
        try:
            days = _estimate(text, "wd", _WORKING_DAYS, example, whole=called)
        except WrongAnswer:
            if not _dated(text):
                raise
        else:
            if days.most <= _MOST_DAYS:
                return Meets(notice=days) if called else Meets(days=days)
        _check_one_meaning(_plain(text))
        parts = [one for one in _BETWEEN_DAYS.split(_plain(text)) if one]
        return Meets(dates=tuple(sorted({_day(one, day) for one in parts})))

    return Form(read, example)


def day_form(day: ReadDay) -> Form:
    """One day."""
    return Form(lambda text: _day(text, day), DAY, cited=False)


def stage_form(find: Callable[[str], str], example: Text) -> Form:
    """A stage, by id or title; ``find`` gives its id or raises :class:`InputError`."""

    def read(text: str) -> str:
        try:
            return find(text)
        except InputError as error:
            raise WrongAnswer(error.problems[0].message) from None

    return Form(read, example, cited=False)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("[]()").strip()


def _dated(text: str) -> bool:
    """Something that a person means as days: it has their separators."""
    return re.search(r"\d\s*[-./年月]\s*\d|\d{8}", _plain(text)) is not None


def _check_one_meaning(text: str) -> None:
    """Refuse ``2-6``: the sixth of February, or two to six days."""
    found = _RANGE.fullmatch(text)
    if found is not None and int(found[1]) < int(found[2]):
        first, second = found.groups()
        raise WrongAnswer.of(
            f"'{text}' 可以是{first}月{second}日，也可以是{first}到{second}天："
            f"写成 {first}月{second}日，或三个数，如 1/3/8",
            f"'{text}' may be a day, or {first} to {second} days: write 0{first}-{second:0>2}, or "
            "three numbers such as 1/3/8",
        )


def _day(text: str, day: ReadDay) -> datetime.date:
    try:
        return day(text)
    except InputError as error:
        raise WrongAnswer(error.problems[0].message) from None


def _estimate(
    text: str,
    unit: str,
    words: re.Pattern[str],
    example: Text,
    *,
    least: int = 0,
    whole: bool = False,
) -> Estimate:
    shape = Form(lambda one: one, example)
    parts = [words.sub("", one) for one in _BETWEEN.split(words.sub("", _plain(text)))]
    try:
        numbers = [read_number(one) for one in parts]
    except ValueError:
        raise shape.wrong(text) from None
    if len(numbers) not in (1, 3):
        raise WrongAnswer.of(
            f"写一个数，或三个数（最少/一般/最多），现有{len(numbers)}个",
            f"write one number, or three (least/usual/most), not {len(numbers)}",
        )
    if numbers != sorted(numbers):
        shown = "/".join(f"{one:g}" for one in numbers)
        raise WrongAnswer.of(
            f"应为 最少 ≤ 一般 ≤ 最多，现为 {shown}",
            f"expected least <= usual <= most, found {shown}",
        )
    if whole and any(one != int(one) for one in numbers):
        raise WrongAnswer.of("应为整数", "expected whole numbers")
    if not least <= numbers[0] <= numbers[-1] <= MOST:
        raise WrongAnswer.of(f"应在 {least} 到 {MOST} 之间", f"expected {least} to {MOST}")
    return Estimate(numbers[0], numbers[len(numbers) // 2], numbers[-1], unit)
