"""One table of a document, read strictly: every key is asked for once, every mistake noted.

A reader asks a :class:`Table` for its values by name and kind.  What is wrong is noted in the
table's :class:`Problems` and an empty value of the right kind is handed back, so that reading
goes on to the next mistake; since the collector is raised before anything that was read gets
out, such a value never does.

cattrs was tried and left: its strict hooks would have to be written for every class here just
the same (``true`` is 1, ``"5wd"`` is text, a cell inherits its table's article), they know
neither the keys around them nor the line, and its paths come back out of exception notes.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

from awardsim.text import Text
from awardsim.toml.checks import Check, Checks
from awardsim.toml.path import Path, cut
from awardsim.toml.problems import Problems, nearest
from awardsim.units import Duration

T = TypeVar("T")
Item = TypeVar("Item", bound=Hashable)


@attrs.define
class Table:
    """A table of a document and the path it stands at.

    >>> problems = Problems("a.toml")
    >>> table = Table({"reviewers": True, "capcity": 2}, ("people",), problems)
    >>> table.whole("reviewers", least=1)
    0
    >>> table.close(["capacity"])
    >>> for problem in problems.found:
    ...     print(problem.read("en"))
    a.toml: expected a whole number, at least 1, found true @ people.reviewers
    a.toml: no key 'capcity' here @ people.capcity; did you mean 'capacity'?
    """

    raw: Mapping[str, Any]
    path: Path
    problems: Problems
    _asked: dict[str, None] = attrs.field(factory=dict)
    #: Checks that note their problems where this table does.
    check: Checks = attrs.field(init=False, repr=False)

    @check.default
    def _checks(self) -> Checks:
        return Checks(self.problems)

    def __contains__(self, key: str) -> bool:
        return key in self.raw

    def at(self, key: str) -> Path:
        """The path of one of its keys."""
        return (*self.path, key)

    # ---- single values ----------------------------------------------------------------------

    def get(self, key: str) -> Any:
        """A value as it is; None where there is none."""
        self._asked[key] = None
        return self.raw.get(key)

    def one(self, key: str, check: Check[T], empty: T, default: T | None = None) -> T:
        """A value that passes a check; ``empty`` where it does not.

        Without a ``default`` the key must be there.
        """
        self._asked[key] = None
        if key not in self.raw:
            if default is None:
                self.missing(key)
                return empty
            return default
        value = check(self.at(key), self.raw[key])
        return empty if value is None else value

    def text(self, key: str, default: str | None = None, longest: int = 0) -> str:
        """A text that is not empty, of at most ``longest`` characters if that is given."""
        return self.one(key, lambda at, value: self.check.text(at, value, longest), "", default)

    def ident(self, key: str, default: str | None = None) -> str:
        """An id."""
        return self.one(key, self.check.ident, "", default)

    def choice(self, key: str, known: Iterable[str], what: Text, default: str | None = None) -> str:
        """One of the known names; ``what`` they are the names of."""
        return self.one(
            key, lambda at, value: self.check.one_of(at, value, known, what), "", default
        )

    def whole(
        self, key: str, default: int | None = None, *, least: int = 0, most: int | None = None
    ) -> int:
        """A whole number from ``least`` to ``most``."""
        return self.one(key, lambda at, value: self.check.whole(at, value, least, most), 0, default)

    def number(
        self, key: str, default: float | None = None, *, least: float = 0, most: float | None = None
    ) -> float:
        """A number from ``least`` to ``most``."""
        return self.one(
            key, lambda at, value: self.check.number(at, value, least, most), 0.0, default
        )

    def truth(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        return self.one(key, self.check.truth, False, default)

    def date(self, key: str, default: datetime.date | None = None) -> datetime.date:
        """A day."""
        return self.one(key, self.check.date, datetime.date.min, default)

    def duration(self, key: str, default: Duration | None = None) -> Duration:
        """A duration with its unit."""
        return self.one(key, self.check.duration, Duration.parse("0h"), default)

    def title(self, key: str = "title") -> Text:
        """A text in both languages, ``{ zh = "…", en = "…" }``."""
        return self.table(key).both()

    def both(self) -> Text:
        """The table itself, if it is a text in both languages."""
        found = Text(self.text("zh"), self.text("en"))
        self.close()
        return found

    def remark(self, key: str, default: Text | None = None) -> Text:
        """A remark: one text for all readers, or ``{ zh = "…", en = "…" }``."""
        if isinstance(self.raw.get(key), Mapping):
            return self.title(key)
        words = self.text(key, None if default is None else "")
        return Text.same(words) if words or default is None else default

    # ---- what holds several values ----------------------------------------------------------

    def items(
        self, key: str, check: Check[Item], *, needed: bool = False, repeats: bool = False
    ) -> tuple[Item, ...]:
        """A list whose items pass a check; empty where there is none.

        ``needed``: it must be there and not be empty; ``repeats``: an item may stand twice.
        """
        self._asked[key] = None
        if key not in self.raw:
            if needed:
                self.missing(key)
            return ()
        found = self.check.items(self.at(key), self.raw[key], check, needed=needed, repeats=repeats)
        return found or ()

    def table(self, key: str) -> Table:
        """A table within; where it is missing that alone is noted, not what it would hold."""
        self._asked[key] = None
        found = None
        if key in self.raw:
            found = self.check.table(self.at(key), self.raw[key])
        else:
            self.missing(key)
        if found is None:
            return Table({}, self.at(key), self.problems.aside())
        return Table(found, self.at(key), self.problems)

    def tables(self, key: str, *, needed: bool = False) -> dict[str, Table]:
        """Tables by their ids, in the order of the file; ``needed`` if there must be one."""
        table = self.table(key)
        if needed and key in self.raw and not table.raw:
            self.problems.add(table.path, Text("表是空的", "the table is empty"))
        found = {}
        for name in table.raw:
            self.check.ident(table.at(name), name)
            found[name] = table.table(name)
        return found

    def rows(self, key: str) -> tuple[Table, ...]:
        """A list of tables (``[[changes]]``); empty where there is none."""
        self._asked[key] = None
        found = self.raw.get(key, [])
        if not isinstance(found, list):
            self.problems.wrong(self.at(key), found, Text("表的列表", "a list of tables"))
            return ()
        return tuple(
            Table(row, (*self.at(key), i), self.problems)
            for i, row in enumerate(found)
            if self.check.table((*self.at(key), i), row) is not None
        )

    # ---- the end ----------------------------------------------------------------------------

    def missing(self, key: str) -> None:
        """Note that a key is not there."""
        self.problems.add(self.at(key), Text(f"缺少 '{key}'", f"'{key}' is missing"))

    def close(self, optional: Iterable[str] = ()) -> None:
        """Note every key that nobody asked for; ``optional`` ones are allowed all the same."""
        known = [*self._asked, *optional]
        allowed = set(known)
        for key in self.raw:
            if key not in allowed:
                message = Text(f"这里没有键 '{cut(key)}'", f"no key '{cut(key)}' here")
                near = "" if self.problems.full else nearest(key, known)
                self.problems.add(self.at(key), message, near)
