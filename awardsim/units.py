"""Durations that carry their unit: ``5wd``, ``7cd``, ``4h``, ``2y``, ``2cycles``."""

from __future__ import annotations

import enum
import re
from fractions import Fraction

import attrs

from awardsim.text import Text


class Unit(enum.Enum):
    """What a duration is counted in."""

    WORKING_DAY = "wd"
    CALENDAR_DAY = "cd"
    HOUR = "h"  # working hours
    YEAR = "y"
    CYCLE = "cycles"

    @property
    def title(self) -> Text:
        """The unit's name for a person."""
        return _TITLES[self]


_TITLES = {
    Unit.WORKING_DAY: Text("个工作日", "working days"),
    Unit.CALENDAR_DAY: Text("个日历日", "calendar days"),
    Unit.HOUR: Text("个工时", "working hours"),
    Unit.YEAR: Text("年", "years"),
    Unit.CYCLE: Text("个评选周期", "cycles"),
}
_FORM = re.compile(r"(?P<amount>\d+(?:\.\d+)?)(?P<unit>wd|cd|h|y|cycles)")


@attrs.frozen
class Duration:
    """An amount of time and the unit it is counted in.

    Attributes
    ----------
    amount
        Never negative; exact (``0.5y`` is one half).
    unit
        What it is counted in.

    Examples
    --------
    >>> Duration.parse("5wd")
    Duration(5wd)
    >>> Duration.parse("5wd").read("en")
    '5 working days'
    >>> Duration.parse("5")
    Traceback (most recent call last):
    ValueError: '5' has no unit: write 5wd (working days), 5cd (calendar days), 5h, 5y or 5cycles
    """

    amount: Fraction = attrs.field()
    unit: Unit

    @amount.validator
    def _not_negative(self, _attribute: object, value: Fraction) -> None:
        if value < 0:
            raise ValueError(f"a duration cannot be negative: {value}")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration; ValueError says what would be right."""
        found = _FORM.fullmatch(text.strip())
        if found is None:
            shown = text.strip()[:40]
            if re.fullmatch(r"\d+(\.\d+)?", shown):
                raise ValueError(
                    f"'{shown}' has no unit: write {shown}wd (working days), "
                    f"{shown}cd (calendar days), {shown}h, {shown}y or {shown}cycles"
                )
            raise ValueError(f"'{shown}' is not a duration such as 5wd, 7cd, 4h, 2y or 2cycles")
        return cls(Fraction(found["amount"]), Unit(found["unit"]))

    @property
    def whole(self) -> int:
        """The amount as a whole number; ValueError if it is none."""
        if self.amount.denominator != 1:
            raise ValueError(f"{self} is not a whole number of {self.unit.title.en}")
        return int(self.amount)

    def read(self, language: str) -> str:
        """The duration for a person (``5个工作日``, ``5 working days``)."""
        number = _number(self.amount)
        if language == "zh":
            return f"{number}{self.unit.title.zh}"
        unit = self.unit.title.en
        return f"{number} {unit[:-1] if self.amount == 1 else unit}"

    def __str__(self) -> str:
        return f"{_number(self.amount)}{self.unit.value}"

    def __repr__(self) -> str:
        return f"Duration({self})"


def _number(amount: Fraction) -> str:
    return str(int(amount)) if amount.denominator == 1 else f"{float(amount):g}"
