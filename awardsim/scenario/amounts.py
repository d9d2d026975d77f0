"""Amounts of a scenario file: numbers, three numbers, durations, dates, meetings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from awardsim.distributions import DISTRIBUTIONS
from awardsim.scenario.model import (
    Amount,
    ClosesAfter,
    ClosesBefore,
    DateEstimate,
    Distribution,
    Estimate,
    Meets,
)
from awardsim.text import Text
from awardsim.toml import Path, Problems, Table, nearest
from awardsim.toml.checks import Checks
from awardsim.units import Duration, Unit

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: What the key of a body that takes days, hours or a notice ends with.
ENDINGS = ("days", "hours", "notice")
#: A count, or a number of days, above this is a slip of the pen.
MOST = 1_000_000
_DURATIONS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.HOUR)
_WAYS = ("dates", "weekdays", "every", "notice", "days")
_DATED = ("dates", "weekdays", "every")
#: What may stand beside the way in which a body meets, and beside which.
_BESIDE = {
    "first": ("weekdays", "every"),
    "length": (*_DATED, "notice"),
    "not_before": _DATED,
    "not_on": _DATED,
    "against_deadline": ("days",),
}
_DATE = re.compile(r"\s*\d{4}[-/年]\d")


class Amounts:
    """Reads amounts, and notes what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.check = Checks(problems)

    def estimate(
        self, path: Path, value: object, unit: str, *, whole: bool = False
    ) -> Estimate | None:
        """One number or three ``[least, usual, most]`` of a unit that the key already names."""
        numbers = self._three(path, value)
        if numbers is None:
            return None
        most: float | None = 1.0 if unit == "share" else float(MOST)
        whole = whole or unit == "count"
        found: list[float] = []
        for at, number in numbers:
            read = self.check.whole(at, number, 0, MOST) if whole else None
            if not whole:
                read = self.check.number(at, number, 0, most)  # type: ignore[assignment]
            if read is None:
                return None
            found.append(float(read))
        return self._ordered(path, found, unit)

    def duration(
        self, path: Path, value: object, *, years: bool = False
    ) -> Estimate | Distribution | None:
        """A duration, three of one unit, or ``{ distribution = …, <parameters> }``."""
        if isinstance(value, Mapping):
            return self.distribution(path, value)
        numbers = self._three(path, value)
        if numbers is None:
            return None
        found: list[Duration] = []
        for at, raw in numbers:
            read = self.check.duration(at, raw)
            if read is None:
                return None
            if read.unit not in _DURATIONS and not (years and read.unit is Unit.YEAR):
                self.problems.add(
                    at,
                    Text("用时只能以 wd、cd、h 计", "time is counted in wd, cd or h here"),
                )
                return None
            found.append(read)
        if len({one.unit for one in found}) > 1:
            self.problems.add(
                path, Text("三个数的单位要相同", "the three numbers must have one unit")
            )
            return None
        return self._ordered(path, [float(one.amount) for one in found], found[0].unit.value)

    def distribution(self, path: Path, value: Mapping[str, Any]) -> Distribution | None:
        """A named distribution of single durations."""
        table = Table(value, path, self.problems)
        name = table.choice("distribution", DISTRIBUTIONS, Text("分布", "distribution"))
        if not name:
            return None
        wanted = DISTRIBUTIONS[name].parameters
        before = len(self.problems.found)
        read = {key: table.duration(key) for key in wanted}
        table.close()
        if len(self.problems.found) > before:
            return None
        units = {one.unit for one in read.values()}
        if len(units) != 1 or not units <= set(_DURATIONS):
            self.problems.add(
                path,
                Text(
                    "各参数要用同一个单位（wd、cd 或 h）",
                    "all parameters must have one unit (wd, cd or h)",
                ),
            )
            return None
        numbers = {key: float(one.amount) for key, one in read.items()}
        if name in ("uniform", "triangular"):
            ordered = [numbers[key] for key in wanted]
            if ordered != sorted(ordered):
                self._disordered(path, ordered)
                return None
        if name in ("exponential", "lognormal") and numbers["mean"] <= 0:
            self.problems.add((*path, "mean"), Text("平均要大于 0", "the mean must be above 0"))
            return None
        return Distribution(name, numbers, units.pop().value)

    def fill(self, path: Path, value: object) -> Amount | None:
        """What fills an open value of the text: a number, a duration, a date, a text."""
        if isinstance(value, bool | str) and not _looks_like_amount(value):
            return value
        if isinstance(value, Mapping):
            return self._closing(Table(value, path, self.problems))
        numbers = self._three(path, value)
        if numbers is None:
            return None
        if any(isinstance(raw, datetime.date) or _looks_like_date(raw) for _, raw in numbers):
            return self.dates(path, value)
        if any(isinstance(raw, str) for _, raw in numbers):
            found = self.duration(path, value, years=True)
            return found if isinstance(found, Estimate) else None
        return self.estimate(path, value, "number")

    def _closing(self, table: Table) -> ClosesBefore | ClosesAfter | None:
        """A closing date counted from the opening, or back from another stage's date."""
        days = None
        if "days" in table:
            days = self.estimate(table.at("days"), table.get("days"), "wd", whole=True)
        else:
            table.get("days")
            table.missing("days")
        stage = table.ident("before", default="")
        after = table.choice("after", ["opening"], Text("起点", "starting point"), default="")
        table.close()
        if ("before" in table) == ("after" in table):
            self.problems.add(
                table.path,
                Text("before、after 要写一项，只能写一项", "give just one of before, after"),
            )
            return None
        if days is None or not (stage or after):
            return None
        return ClosesBefore(stage, days) if stage else ClosesAfter(days)

    def dates(self, path: Path, value: object) -> DateEstimate | None:
        """One day, or the earliest, the usual and the latest."""
        numbers = self._three(path, value)
        if numbers is None:
            return None
        days = [self.check.date(at, raw) for at, raw in numbers]
        known = [day for day in days if day is not None]
        if len(known) < len(days):
            return None
        if len(known) == 1:
            known *= 3
        if known != sorted(known):
            self._disordered(path, known)
            return None
        return DateEstimate(*known)

    def meets(self, path: Path, value: object, form: str) -> Meets | None:
        """When a body decides; ``form`` is ``dates``, ``days``, ``hours`` or ``notice``."""
        if form == "days":
            days = self._decides(path, value, "wd")
            return Meets(days=days) if days is not None else None
        if form == "hours":
            hours = self._decides(path, value, "h")
            return Meets(days=hours) if hours is not None else None
        if form == "notice":
            notice = self.estimate(path, value, "wd", whole=True)
            return Meets(notice=notice) if notice is not None else None
        if isinstance(value, datetime.date):
            value = [value]
        numbers = value if isinstance(value, list) else [value]
        counted = bool(numbers) and all(_is_number(one) for one in numbers)
        if isinstance(value, list) and not counted:
            dates = self.check.items(path, value, self.check.date, needed=True)
            return Meets(dates=tuple(sorted(dates))) if dates else None
        if isinstance(value, Mapping):
            return self._table(Table(value, path, self.problems))
        right = Text("会议日期的列表，或一张表", "a list of meeting dates, or a table")
        near = ""
        if counted:
            near = _with_ending(str(path[-1]))
            right = Text(f"{right.zh}（几天写在 {near}）", f"{right.en} (days go under {near})")
        self.problems.wrong(path, value, right, near)
        return None

    def _decides(self, path: Path, value: object, unit: str) -> Estimate | Distribution | None:
        if isinstance(value, Mapping):
            return self.distribution(path, value)
        return self.estimate(path, value, unit)

    def _table(self, table: Table) -> Meets | None:
        """The long form of a body's meetings."""
        day = self.check.date
        before = len(self.problems.found)
        dates = table.items("dates", day)
        weekdays = table.items(
            "weekdays",
            lambda at, raw: self.check.one_of(at, raw, WEEKDAYS, Text("星期", "weekday")),
        )
        every = table.duration("every") if "every" in table else None
        notice = days = None
        if "notice" in table:
            notice = self.estimate(table.at("notice"), table.get("notice"), "wd", whole=True)
        if "days" in table:
            days = self._decides(table.at("days"), table.get("days"), "wd")
        made = Meets(
            dates=tuple(sorted(dates)),
            weekdays=tuple(WEEKDAYS.index(name) for name in weekdays),
            every=every,
            first=table.date("first") if "first" in table else None,
            notice=notice,
            days=days,
            length=table.duration("length") if "length" in table else None,
            not_before=table.date("not_before") if "not_before" in table else None,
            not_on=table.items("not_on", day),
            against_deadline=(
                table.truth("against_deadline") if "against_deadline" in table else None
            ),
        )
        table.close((*_WAYS, *_BESIDE))
        if len(self.problems.found) > before:
            return None
        ways = [way for way in _WAYS if table.raw.get(way, []) != []]
        if len(ways) != 1:
            self.problems.add(
                table.path,
                Text(
                    "dates、weekdays、every、notice、days 只能有一项",
                    "give just one of dates, weekdays, every, notice, days",
                ),
            )
            return None
        for key, used in _BESIDE.items():
            if key in table and ways[0] not in used:
                self.problems.add(
                    table.at(key),
                    Text(f"与 {ways[0]} 一起没有用处", f"has no meaning together with {ways[0]}"),
                )
        if every is not None and not _whole_days(every):
            right = Text('整的日历日，如 "7cd"', 'whole calendar days, such as "7cd"')
            self.problems.wrong(table.at("every"), table.raw["every"], right)
        if made.length is not None and made.length.unit not in (Unit.HOUR, Unit.WORKING_DAY):
            right = Text('工时或工作日，如 "4h"', 'working hours or days, such as "4h"')
            self.problems.wrong(table.at("length"), table.raw["length"], right)
        return made if len(self.problems.found) == before else None

    def _three(self, path: Path, value: object) -> list[tuple[Path, Any]] | None:
        """One value, or the three of a list, each with its path."""
        if not isinstance(value, list):
            return [(path, value)]
        if len(value) != 3:
            self.problems.wrong(
                path,
                value,
                Text(
                    "一个数，或三个数 [最少, 一般, 最多]",
                    "one number, or three [least, usual, most]",
                ),
            )
            return None
        return [((*path, place), one) for place, one in enumerate(value)]

    def _ordered(self, path: Path, found: list[float], unit: str) -> Estimate | None:
        if len(found) == 1:
            return Estimate.exactly(found[0], unit)
        if found != sorted(found):
            self._disordered(path, found)
            return None
        return Estimate(found[0], found[1], found[2], unit)

    def _disordered(self, path: Path, found: list[Any]) -> None:
        shown = ", ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in found)
        self.problems.add(
            path,
            Text(
                f"应为 最少 ≤ 一般 ≤ 最多，现为 [{shown}]",
                f"expected least <= usual <= most, found [{shown}]",
            ),
        )


def _with_ending(key: str) -> str:
    """The key under which a body's days, hours or notice are given, misspelt or left out.

    >>> [_with_ending(key) for key in ("mayor", "mayor_day", "mayor_dayz", "mayor_hours")]
    ['mayor_days', 'mayor_days', 'mayor_days', 'mayor_hours']
    """
    body, _, ending = key.rpartition("_")
    meant = nearest(ending, ENDINGS) if body else ""
    return f"{body}_{meant}" if meant else f"{key}_days"


def _looks_like_amount(value: object) -> bool:
    return isinstance(value, str) and value[:1].isdigit()


def _looks_like_date(value: object) -> bool:
    return isinstance(value, str) and _DATE.match(value) is not None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole_days(every: Duration) -> bool:
    whole = every.amount.denominator == 1 and every.amount >= 1
    return whole and every.unit is Unit.CALENDAR_DAY
