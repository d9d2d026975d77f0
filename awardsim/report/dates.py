"""Minutes of a run as dates that a person reads."""

from __future__ import annotations

import datetime

import attrs

from awardsim.text import Language, Text
from awardsim.workdays import WorkCalendar

#: Behind every date that rests on days off not yet announced.
PROJECTED = Text("〔推〕", " [proj.]")
#: In the place of a date that there is not.
NEVER = Text("－", "—")
_WEEKDAYS = Text("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")


@attrs.frozen
class DateWords:
    """Dates of one run in one language.

    Examples
    --------
    >>> from datetime import date
    >>> calendar = WorkCalendar.compile(
    ...     date(2025, 9, 17), date(2026, 3, 31), known_on=date(2025, 9, 17)
    ... )
    >>> words = DateWords(calendar, "zh")
    >>> words.day(calendar.minute(date(2025, 12, 31))), words.day(calendar.minute(date(2026, 1, 4)))
    ('12-31', '2026-01-04〔推〕')
    >>> words.short(calendar.minute(date(2026, 1, 4))), words.weekday(date(2025, 10, 25))
    ('01-04〔推〕', '周六')
    """

    calendar: WorkCalendar
    language: Language

    def date(self, minute: int | None) -> datetime.date | None:
        """The civil day of a minute."""
        return None if minute is None else self.calendar.date(minute)

    def projected(self, minute: int | None) -> bool:
        """Whether the date of a minute rests on days off that are not announced."""
        return minute is not None and self.calendar.is_projected(minute)

    def day(self, minute: int | None) -> str:
        """Month and day, with the year where it is not the opening's."""
        if minute is None:
            return NEVER.read(self.language)
        return self.plain_day(self.calendar.date(minute)) + self.mark(minute)

    def short(self, minute: int | None) -> str:
        """Month and day only, where that cannot be taken for another year's, for tables."""
        if minute is None:
            return NEVER.read(self.language)
        day = self.calendar.date(minute)
        ahead = (day - self.calendar.opening).days
        shown = f"{day:%m-%d}" if 0 <= ahead < 365 else day.isoformat()
        return shown + self.mark(minute)

    def full(self, minute: int | None) -> str:
        """Year, month and day."""
        if minute is None:
            return NEVER.read(self.language)
        return self.calendar.date(minute).isoformat() + self.mark(minute)

    def spoken(self, minute: int) -> str:
        """``12月31日``, ``31 December``, as it is said in a message; the mark is left out."""
        day = self.calendar.date(minute)
        if day.year != self.calendar.opening.year:
            return self.long(day)
        return f"{day.month}月{day.day}日" if self.language == "zh" else _english(day)

    def plain_day(self, day: datetime.date) -> str:
        """A given day, which no projection touches."""
        same = day.year == self.calendar.opening.year
        return f"{day:%m-%d}" if same else day.isoformat()

    def mark(self, minute: int) -> str:
        """The mark of a projected date; empty for any other."""
        return PROJECTED.read(self.language) if self.calendar.is_projected(minute) else ""

    def weekday(self, day: datetime.date) -> str:
        """``周六``, ``Sat``."""
        if self.language == "zh":
            return "周" + _WEEKDAYS.zh[day.weekday()]
        return _WEEKDAYS.en.split()[day.weekday()]

    def long(self, day: datetime.date) -> str:
        """``2025年12月31日``, ``31 December 2025``."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{_english(day)} {day.year}"


def _english(day: datetime.date) -> str:
    """``31 December``; strftime would ask the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
