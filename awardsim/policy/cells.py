"""How a value of a text is written in its file, and how that becomes a cell.

::

    5, "5wd", "text", true, 2025-10-25            stated; the article is that of the table
    "unstated", "excluded", "unread"              silence is written down
    { elsewhere = "附件7" }                        in a document that is not at hand
    { value = X, words, source, inferred, soft }  any of these beside the value
    { at_least = X }, exactly, at_most            a number or a duration with a bound
    { unstated = "remark" }, { excluded = "…" }   silence with a remark
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from awardsim.policy.cell import Bound, Cell, Status
from awardsim.text import Text
from awardsim.toml import Check, Path, Problems, Table, nearest
from awardsim.units import Duration

T = TypeVar("T")

#: Characters of the longest phrase that may be quoted from a document.
LONGEST_WORDS = 60

_SILENT = {name: Status(name) for name in ("unstated", "excluded", "unread")}
_REMARKED = ("unstated", "excluded")
_BOUNDS = {bound.value: bound for bound in Bound}
_FORMS = ("value", *_BOUNDS, "elsewhere", *_REMARKED)
_SOURCE = Text('出处，如 "plan 七(二)"', 'a source such as "plan 七(二)"')


@attrs.frozen
class Cells:
    """Reads cells of one text; ``sources`` are the ids of the documents it cites."""

    problems: Problems
    sources: Mapping[str, Any]

    # ---- articles and words -----------------------------------------------------------------

    def source(self, table: Table, inherited: str = "") -> str:
        """The article of a table; of one without its own, the article it inherits."""
        if "source" not in table and not inherited:
            message = Text(
                "缺少 'source'：没有条款的值是缺陷",
                "'source' is missing: a value without an article is a defect",
            )
            table.get("source")
            self.problems.add(table.at("source"), message)
            return ""
        return table.one("source", self.check_source, inherited, inherited)

    def check_source(self, path: Path, value: object) -> str | None:
        """``<source id> <article>``."""
        if not isinstance(value, str):
            self.problems.wrong(path, value, _SOURCE)
            return None
        name, _, article = value.strip().partition(" ")
        if name not in self.sources:
            self.problems.unknown(path, name, Text("文件（[sources]）", "source"), self.sources)
            return None
        if not article.strip():
            message = Text(
                f"只写了文件 '{name}'，没有条款", f"names the document '{name}' but no article"
            )
            self.problems.add(path, message)
            return None
        return value

    def words(self, table: Table) -> str:
        """The decisive words, a phrase; empty where there are none."""
        return table.text("words", "", longest=LONGEST_WORDS)

    # ---- cells of one kind ------------------------------------------------------------------

    def date(self, table: Table, key: str, source: str) -> Cell[datetime.date]:
        """A day."""
        return self._required(table, key, source, table.check.date)

    def duration(self, table: Table, key: str, source: str) -> Cell[Duration]:
        """A duration, with or without a bound."""
        return self._required(table, key, source, table.check.duration, bounded=True)

    def whole(self, table: Table, key: str, source: str, least: int = 0) -> Cell[int]:
        """A whole number, with or without a bound."""

        def check(path: Path, value: object) -> int | None:
            return table.check.whole(path, value, least)

        return self._required(table, key, source, check, bounded=True)

    def truth(self, table: Table, key: str, source: str) -> Cell[bool]:
        """True or false."""
        return self._required(table, key, source, table.check.truth)

    def text(self, table: Table, key: str, source: str) -> Cell[str]:
        """A text."""
        return self._required(table, key, source, table.check.text)

    def choice(
        self, table: Table, key: str, source: str, known: Iterable[str], what: Text
    ) -> Cell[str]:
        """One of the known names."""

        def check(path: Path, value: object) -> str | None:
            return table.check.one_of(path, value, known, what)

        return self._required(table, key, source, check, also=known)

    def any(self, table: Table, key: str, source: str) -> Cell[Any]:
        """A value of any kind; a text that is a duration becomes one."""
        return self._required(table, key, source, self.check_any, bounded=True)

    def check_any(self, path: Path, value: object) -> Any:
        """A text, a duration, a number that is not negative, a day, true or false."""
        checks = Table({}, path, self.problems).check
        if isinstance(value, str):
            try:
                return Duration.parse(value) if len(value) <= 40 else value
            except ValueError:
                return checks.text(path, value)
        if isinstance(value, bool | datetime.date):
            return value
        if isinstance(value, int | float):
            return checks.number(path, value)
        right = Text("一个值（文字、数、日期、true、false）", "a single value")
        self.problems.wrong(path, value, right)
        return None

    # ---- any cell ---------------------------------------------------------------------------

    def _required(
        self,
        table: Table,
        key: str,
        source: str,
        check: Check[T],
        *,
        bounded: bool = False,
        also: Iterable[str] = (),
    ) -> Cell[T]:
        value = table.get(key)
        if key not in table:
            message = Text(
                f"缺少 '{key}'：文本没有写的，写 \"unstated\"",
                f"'{key}' is missing: where the text is silent, write \"unstated\"",
            )
            self.problems.add(table.at(key), message)
            return Cell(None, Status.UNREAD, source)
        return self.cell(table.at(key), value, source, check, bounded=bounded, also=also)

    def cell(
        self,
        path: Path,
        value: object,
        source: str,
        check: Check[T],
        *,
        bounded: bool = False,
        also: Iterable[str] = (),
    ) -> Cell[T]:
        """A cell from its written form; ``also`` are names that the value itself may have."""
        if isinstance(value, Mapping):
            return self._long(Table(value, path, self.problems), source, check, bounded)
        if isinstance(value, str):
            if value in _SILENT:
                return Cell(None, _SILENT[value], source)
            near = nearest(value, _SILENT)
            if near and value not in also:
                self.problems.unknown(path, value, Text("状态", "status"), _SILENT)
                return Cell(None, Status.UNREAD, source)
        found = check(path, value)
        return Cell(found, Status.STATED, source)

    def _long(self, table: Table, inherited: str, check: Check[T], bounded: bool) -> Cell[T]:
        """A cell written as a table."""
        forms = [form for form in _FORMS if form in table]
        source = self.source(table, inherited)
        words = self.words(table)
        inferred = table.text("inferred", "")
        soft = table.truth("soft", False)
        for form in _FORMS:
            table.get(form)
        table.close()
        if len(forms) != 1:
            self._one_form(table, forms)
            return Cell(None, Status.UNREAD, source)
        form = forms[0]
        if form in ("elsewhere", *_REMARKED):
            reason = table.text(form)
            beside = [key for key in ("inferred", "soft") if key in table]
            beside += ["words"] if "words" in table and form != "excluded" else []
            for key in beside:
                message = Text(
                    f"'{form}' 没有值，不能带 '{key}'",
                    f"'{form}' has no value, so '{key}' cannot stand beside it",
                )
                self.problems.add(table.at(key), message)
            return Cell(None, Status(form), source, words, reason=reason)
        if form in _BOUNDS and not bounded:
            message = Text(
                f"'{form}' 只用于数和时间长度；写 value",
                f"'{form}' is for numbers and durations only; write value",
            )
            self.problems.add(table.at(form), message)
        value = check(table.at(form), table.raw[form])
        status = Status.INFERRED if inferred else Status.STATED
        return Cell(value, status, source, words, _BOUNDS.get(form), inferred, soft)

    def _one_form(self, table: Table, forms: list[str]) -> None:
        listed = ", ".join(forms or _FORMS)
        if forms:
            message = Text(f"只能写其中一个：{listed}", f"only one of these may stand: {listed}")
        else:
            message = Text(f"须写其中一个：{listed}", f"one of these is needed: {listed}")
        self.problems.add(table.path, message)


def is_cell(value: object) -> bool:
    """A written value is one cell; otherwise it is a table of cells.

    >>> is_cell("3y"), is_cell({"at_most": 5}), is_cell({"organisations": 5})
    (True, True, False)
    """
    return not isinstance(value, Mapping) or any(form in value for form in _FORMS)
