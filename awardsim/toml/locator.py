"""On which line a value of a TOML document stands.

``tomli`` forgets lines.  The locator goes through the text once more, reading keys and
stepping over values; it trusts that the text is valid TOML, and stops where it is not.
"""

from __future__ import annotations

import bisect
import contextlib
import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

import attrs
import tomli

from awardsim.toml.path import Path

#: Tables and lists may stand in one another this many times.
DEEPEST = 100

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_ATOM = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}'''  # of up to five quotes the first two are text
    r"""|'{3}.*?'{3,5}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
    r"""|[^\s,\]}#]+(?:[ ]\d\d:\d\d[^\s,\]}#]*)?""",  # a day and its time may stand apart
    re.DOTALL,
)


def normal(path: Path) -> Path:
    """A path with its keys in the composed form of Unicode (NFC)."""
    return tuple(
        unicodedata.normalize("NFC", part) if isinstance(part, str) else part for part in path
    )


@attrs.frozen
class Repeat:
    """A key or table that is written for a second time, or once more.

    Attributes
    ----------
    path, line
        What it is, and where it is written again.
    start, end
        Its place in the text: of a key with its value, of a table the last part of its name.
    header
        It is a table with a header of its own.
    inline
        It stands in an inline table.
    """

    path: Path
    line: int
    start: int
    end: int
    header: bool = False
    inline: bool = False


@attrs.frozen
class Locator:
    """Finds the line of a path; the text is gone through when the first line is asked for.

    >>> text = '''# a notice
    ... [stages.notice]
    ... title = {
    ...   zh = "公示", en = "notice" }
    ... '''.replace("{\\n", "{")
    >>> lines = Locator(text)
    >>> lines.line_of(("stages", "notice", "title", "zh")), lines.line_of(("stages", "notice", "x"))
    (3, 2)
    """

    text: str = attrs.field(repr=False)

    def line_of(self, path: Path) -> int:
        """Line of a path, from 1; of its nearest ancestor where it does not exist itself."""
        for length in range(len(path), 0, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return line
        return 1

    @property
    def lines(self) -> Mapping[Path, int]:
        """Every path of the document with its line, in the order in which they stand there."""
        return self._scan.lines

    @property
    def too_deep(self) -> int:
        """Line on which more than :data:`DEEPEST` tables or lists stand in one another, or 0."""
        return self._scan.too_deep

    @property
    def repeats(self) -> tuple[Repeat, ...]:
        """What is written twice, in its order; of a table that is, not what it holds."""
        found: list[Repeat] = []
        headers: set[Path] = set()
        end = 0
        for one in sorted(self._scan.repeats, key=lambda one: one.start):
            if one.header:
                headers.add(one.path)
            elif one.start < end or any(one.path[:n] in headers for n in range(len(one.path))):
                continue
            end = one.end
            found.append(one)
        return tuple(found)

    @cached_property
    def _scan(self) -> _Scan:
        scan = _Scan(self.text)
        with contextlib.suppress(_TooDeepError):
            scan.document()
        return scan


class _TooDeepError(Exception):
    """There is no point in going on."""


class _Scan:
    """One passage through a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.lines: dict[Path, int] = {}
        self.too_deep = 0
        self.repeats: list[Repeat] = []
        self._written: set[Path] = set()  # tables with a header, and pairs
        self._part = (0, 0)  # place of the last part of a key
        self._rows: dict[Path, int] = {}  # how many tables a list of tables has so far
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._composed = unicodedata.is_normalized("NFC", text)

    def document(self) -> None:
        """Headers and pairs to the end, or to what is no TOML."""
        table: Path | None = ()
        while table is not None and not self._ended():
            table = self._header() if self._at("[") else self._pair(table)

    def _header(self) -> Path | None:
        line = self._line()
        rows = self.text.startswith("[[", self.place)
        self.place += 2 if rows else 1
        key = self._key(0)
        if not key:
            return None
        table: Path = ()
        for part in key[:-1]:
            table = (*table, part)
            self._note(table, line)
            if table in self._rows:
                table = (*table, self._rows[table] - 1)
        table = (*table, key[-1])
        self._note(table, line)
        if rows:
            count = self._rows.get(table, 0)
            self._rows[table] = count + 1
            table = (*table, count)
            self._note(table, line)
        if table in self._written:
            self.repeats.append(Repeat(table, line, *self._part, header=True))
        self._written.add(table)
        self._blank()
        closing = "]]" if rows else "]"
        if not self.text.startswith(closing, self.place):
            return None
        self.place += len(closing)
        return table

    def _pair(self, table: Path, inline: bool = False) -> Path | None:
        """A key with its value; the table it belongs to, or None at what is no TOML."""
        line, start = self._line(), self.place
        key = self._key(len(table))
        if not key or not self._at("="):
            return None
        self.place += 1
        path = table
        for part in key:
            path = (*path, part)
            self._note(path, line)
        again = path in self._written
        self._written.add(path)
        if not self._value(path):
            return None
        if again:
            self.repeats.append(Repeat(path, line, start, self.place, inline=inline))
        return table

    def _key(self, depth: int) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self.text, self.place)
            if found is None:
                return ()
            parts.append(_plain(found[0]))
            self._check_depth(depth + len(parts))
            self.place = found.end()
            self._part = found.span()
            self._skip(_SPACE)
            if not self._at("."):
                return tuple(parts)
            self.place += 1

    def _value(self, path: Path) -> bool:
        """Step over a value, noting what it holds; False at what is no TOML."""
        self._check_depth(len(path))
        self._blank()
        if self._at("["):
            return self._list(path)
        if self._at("{"):
            return self._inline(path)
        found = _ATOM.match(self.text, self.place)
        if found is not None:
            self.place = found.end()
        return found is not None

    def _list(self, path: Path) -> bool:
        self.place += 1
        count = 0
        while not self._ended():
            if self._at("]"):
                self.place += 1
                return True
            item = (*path, count)
            self._note(item, self._line())
            if not self._value(item):
                return False
            count += 1
            self._comma()
        return False

    def _inline(self, path: Path) -> bool:
        self.place += 1
        while not self._ended():
            if self._at("}"):
                self.place += 1
                return True
            if self._pair(path, inline=True) is None:
                return False
            self._comma()
        return False

    def _comma(self) -> None:
        self._blank()
        if self._at(","):
            self.place += 1

    def _blank(self) -> None:
        self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.place)
        if found is not None:
            self.place = found.end()

    def _ended(self) -> bool:
        self._blank()
        return self.place >= len(self.text)

    def _at(self, mark: str) -> bool:
        return self.text.startswith(mark, self.place)

    def _line(self) -> int:
        return bisect.bisect_left(self._breaks, self.place) + 1

    def _check_depth(self, depth: int) -> None:
        if depth > DEEPEST:
            self.too_deep = self._line()
            raise _TooDeepError

    def _note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)
        if not self._composed:
            self.lines.setdefault(normal(path), line)


def _plain(key: str) -> str:
    """A key without its quotes."""
    if key[0] not in "\"'":
        return key
    try:
        return str(tomli.loads(f"key = {key}")["key"])
    except tomli.TOMLDecodeError:
        return key[1:-1]
