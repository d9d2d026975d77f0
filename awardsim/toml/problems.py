"""The mistakes of one document, collected while it is read."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from typing import NoReturn

import attrs

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.text import Text
from awardsim.toml.locator import Locator
from awardsim.toml.path import Path, cut, show_path

#: More problems than this are counted, no longer listed.
MOST = 200
_MOST_NAMES = 2000  # among more, a nearest one takes too long to find


@attrs.define
class Problems:
    """Collects what is wrong, with file, line and path; :meth:`raise_any` ends the reading.

    Attributes
    ----------
    file
        The file as the user named it.
    lines
        Finds lines; None for tables that come from no file.
    error
        What is raised.
    """

    file: str = ""
    lines: Locator | None = None
    error: type[InputError] = InputError
    found: list[Problem] = attrs.field(factory=list)
    _more: int = 0
    _settled: set[Path] = attrs.field(factory=set)

    def add(
        self, path: Path, message: Text, nearest: str = "", line: int = 0, *, beside: bool = False
    ) -> None:
        """Note a problem; of a value already refused by :meth:`settle` nothing more is said.

        ``beside``: it is not about the value, but about what has to stand beside it.
        """
        if path in self._settled and not beside:
            return
        if self.full:
            self._more += 1
            return
        line = line or (self.lines.line_of(path) if self.lines else 0)
        self.found.append(Problem(message, self.file, line, show_path(path), nearest))

    def settle(self, path: Path, message: Text) -> None:
        """Note a problem that makes every later one at this path superfluous."""
        self.add(path, message)
        self._settled.add(path)

    def wrong(self, path: Path, value: object, right: Text, nearest: str = "") -> None:
        """Note that something else was expected at a path."""
        is_now = describe(value)
        message = Text(
            f"应为{right.zh}，现为{is_now.zh}", f"expected {right.en}, found {is_now.en}"
        )
        self.add(path, message, nearest)

    def unknown(self, path: Path, name: str, what: Text, known: Iterable[str]) -> None:
        """Note a name that stands for nothing, with the nearest of those that do."""
        message = Text(
            f"没有{what.zh} '{cut(name)}'{_listed(known, '（有：', '、', '）')}",
            f"no {what.en} '{cut(name)}'{_listed(known, ' (known: ', ', ', ')')}",
        )
        self.add(path, message, "" if self.full else nearest(name, known))

    def aside(self) -> Problems:
        """A collector of the same document whose problems are not counted here."""
        return Problems(self.file, self.lines, self.error)

    @property
    def full(self) -> bool:
        """No further problem will be listed."""
        return len(self.found) >= MOST

    def raise_any(self) -> None:
        """Raise all problems at once; nothing if there are none."""
        if not self.found:
            return
        listed = sorted(self.found, key=lambda problem: problem.line)
        if self._more:
            rest = Text(f"另有 {self._more} 处未列出", f"and {self._more} more, not listed")
            listed.append(Problem(rest, self.file))
        raise self.error(listed)

    def fail(self, message: Text, line: int = 0, nearest: str = "", path: Path = ()) -> NoReturn:
        """Raise at once a problem after which nothing else can be said."""
        line = line or (self.lines.line_of(path) if self.lines and path else 0)
        problem = Problem(message, self.file, line, show_path(path), nearest)
        raise self.error([*self.found, problem])


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, also by its title or in other letters.

    >>> nearest("acc_notice", {"ACC_NOTICE": Text("受理名单公示", "notice of accepted list")})
    'ACC_NOTICE'
    >>> nearest("公示", {"notice": Text("公示", "a public notice runs")})
    'notice'
    """
    name = name[:100]
    folded = name.casefold()
    names = list(known)
    if len(names) > _MOST_NAMES:
        return ""
    for other in names:
        if other.casefold() == folded:
            return other
    if isinstance(known, Mapping):
        for other, title in known.items():
            if isinstance(title, Text) and name in (title.zh, title.en):
                return str(other)
    return nearest_name(name, names)


def describe(value: object) -> Text:
    """What a value is, at most 40 characters of it.

    >>> describe("five").en, describe(True).en, describe(2.5).en
    ("text 'five'", 'true', 'number 2.5')
    """
    match value:
        case bool():
            shown = str(value).lower()
            return Text(shown, shown)
        case int():
            shown = _digits(value)
            return Text(f"整数 {shown}", f"whole number {shown}")
        case float() if math.isinf(value):
            return Text("无穷大的数（超出范围）", "a number out of range, beyond 1e308")
        case float():
            return Text(f"数 {value:g}", f"number {value:g}")
        case str():
            return Text(f"文字 '{cut(value)}'", f"text '{cut(value)}'")
        case datetime.datetime():
            return Text(f"日期时间 {value}", f"day with time {value}")
        case datetime.date():
            return Text(f"日期 {value}", f"date {value}")
        case datetime.time():
            return Text(f"时刻 {value}", f"time {value}")
        case Mapping():
            return Text("一张表", "a table")
        case list() | tuple():
            return Text(f"{len(value)} 项的列表", f"a list of {len(value)}")
    return Text(type(value).__name__, type(value).__name__)


def _digits(value: int) -> str:
    try:
        return cut(str(value))
    except ValueError:  # Python refuses to write out more than 4300 digits
        return cut(hex(value))


def _listed(known: Iterable[str], before: str, between: str, after: str) -> str:
    names = list(known)
    if not names or len(names) > 30:
        return ""
    shown = [*names[:8], "…"] if len(names) > 9 else names
    return f"{before}{between.join(shown)}{after}"
