"""What a single value must be: each check hands it back, or notes a problem and gives None."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

from awardsim.text import Text
from awardsim.toml.path import Path, cut
from awardsim.toml.problems import Problems
from awardsim.units import Duration

T = TypeVar("T")
Item = TypeVar("Item", bound=Hashable)

#: Checks a value at a path; None once a problem has been noted.
Check = Callable[[Path, object], T | None]

_ID = re.compile(r"[a-z][a-z0-9_]*")
_WRITTEN_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@attrs.frozen
class Checks:
    """Checks of values; ``true`` is never a number, a number never a text.

    >>> problems = Problems("a.toml")
    >>> Checks(problems).duration(("stages", "notice", "duration"), 5)
    >>> print(problems.found[0].read("en"))  # doctest: +NORMALIZE_WHITESPACE
    a.toml: expected a duration with its unit: write "5wd" (working days) or "5cd" (calendar
    days), found whole number 5 @ stages.notice.duration
    """

    problems: Problems

    def text(self, path: Path, value: object, longest: int = 0) -> str | None:
        """A text that is not empty, of at most ``longest`` characters if that is given."""
        if not isinstance(value, str):
            self.problems.wrong(path, value, Text("文字", "a text"))
        elif not value.strip():
            self.problems.add(path, Text("文字是空的", "the text is empty"))
        elif longest and len(value) > longest:
            message = Text(
                f"最多 {longest} 个字符，现有 {len(value)} 个：'{cut(value)}'",
                f"at most {longest} characters, this has {len(value)}: '{cut(value)}'",
            )
            self.problems.add(path, message)
        else:
            return value
        return None

    def ident(self, path: Path, value: object) -> str | None:
        """An id: ``[a-z][a-z0-9_]*``."""
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        right = Text(
            "小写字母、数字、下划线组成的代号", "an id of lower-case letters, digits and '_'"
        )
        near = re.sub(r"[^a-z0-9]+", "_", str(value)[:40].lower()).strip("_")
        self.problems.wrong(path, value, right, near if _ID.fullmatch(near) else "")
        return None

    def one_of(self, path: Path, value: object, known: Iterable[str], what: Text) -> str | None:
        """One of the known names; ``what`` they are the names of."""
        if not isinstance(value, str):
            self.problems.wrong(path, value, Text(f"文字（{what.zh}）", f"a text, the {what.en}"))
        elif value not in known:
            self.problems.unknown(path, value, what, known)
        else:
            return value
        return None

    def whole(
        self, path: Path, value: object, least: int = 0, most: int | None = None
    ) -> int | None:
        """A whole number from ``least`` to ``most``."""
        if isinstance(value, int) and not isinstance(value, bool) and _within(value, least, most):
            return value
        self.problems.wrong(path, value, _range(Text("整数", "a whole number"), least, most))
        return None

    def number(
        self, path: Path, value: object, least: float = 0, most: float | None = None
    ) -> float | None:
        """A finite number from ``least`` to ``most``."""
        real = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
        if real and not isinstance(value, bool) and _within(value, least, most):
            return value  # type: ignore[return-value]
        self.problems.wrong(path, value, _range(Text("数", "a number"), least, most))
        return None

    def truth(self, path: Path, value: object) -> bool | None:
        """True or false, and nothing that passes for it."""
        if isinstance(value, bool):
            return value
        self.problems.wrong(path, value, Text("true 或 false", "true or false"))
        return None

    def date(self, path: Path, value: object) -> datetime.date | None:
        """A day without a time."""
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if isinstance(value, str) and _WRITTEN_DAY.fullmatch(value) and not _is_day(value):
            message = Text(f"没有 {value} 这个日期", f"there is no such date {value}")
            self.problems.add(path, message)
            return None
        right = Text("日期，如 2025-09-01（不加引号）", "a date such as 2025-09-01, without quotes")
        self.problems.wrong(path, value, right)
        return None

    def duration(self, path: Path, value: object) -> Duration | None:
        """A duration with its unit."""
        bare = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, str) and len(value) <= 40:
            try:
                return Duration.parse(value)
            except ValueError:
                bare = re.fullmatch(r"\s*\d+(\.\d+)?\s*", value) is not None
        right = Text(
            "时间长度，如 5wd、7cd、4h、2y、2cycles，不为负",
            "a duration such as 5wd, 7cd, 4h, 2y or 2cycles, not negative",
        )
        if bare and cut(str(value)) not in ("inf", "-inf", "nan"):
            number = cut(str(value).strip().lstrip("-"))
            right = Text(
                f'带单位的时间长度：写 "{number}wd"（工作日）或 "{number}cd"（日历日）',
                f'a duration with its unit: write "{number}wd" (working days) or '
                f'"{number}cd" (calendar days)',
            )
        self.problems.wrong(path, value, right)
        return None

    def table(self, path: Path, value: object) -> Mapping[str, Any] | None:
        """A table."""
        if isinstance(value, Mapping):
            return value
        self.problems.wrong(path, value, Text("一张表", "a table"))
        return None

    def items(
        self,
        path: Path,
        value: object,
        check: Check[Item],
        *,
        needed: bool = False,
        repeats: bool = False,
    ) -> tuple[Item, ...] | None:
        """A list whose items pass a check.

        ``needed``: it must not be empty; ``repeats``: an item may stand in it twice.
        """
        if not isinstance(value, list):
            self.problems.wrong(path, value, Text("列表 […]", "a list […]"))
            return None
        if needed and not value:
            self.problems.add(path, Text("列表是空的", "the list is empty"))
        found: list[Item] = []
        seen: set[Item] = set()
        for place, raw in enumerate(value):
            item = check((*path, place), raw)
            if item is None:
                continue
            if item in seen and not repeats:
                message = Text(f"列表中 '{item}' 出现两次", f"'{item}' stands twice in the list")
                self.problems.add((*path, place), message)
            seen.add(item)
            found.append(item)
        return tuple(found)


def _within(value: Any, least: float, most: float | None) -> bool:
    return bool(value >= least and (most is None or value <= most))


def _range(what: Text, least: float, most: float | None) -> Text:
    if most is None:
        return Text(f"{what.zh}，至少 {least:g}", f"{what.en}, at least {least:g}")
    ends = [_plain(least), _plain(most)]
    return Text(f"{what.zh}，{ends[0]} 到 {ends[1]}", f"{what.en}, {ends[0]} to {ends[1]}")


def _plain(number: float) -> str:
    """A bound as a person writes it: 1000000, not 1e+06."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def _is_day(written: str) -> bool:
    """Whether the calendar has a day of this form."""
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True
