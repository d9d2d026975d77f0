"""How a value of a text is written in its file, and how that becomes a cell.

::

    5, "5wd", "text", true, 2025-10-25            stated; the article is that of the table
    "unstated", "excluded", "unread"              silence is written down
    { elsewhere = "附件7" }                        in a document that is not at hand
    { value = X, words, source, inferred, soft }  any of these beside the value
    { at_least = X }, exactly, at_most            a number or a duration with a bound
    { unstated = "remark" }, { excluded = "…" }   silence with a remark
    { unstated = { zh = "…", en = "…" } }         a remark in both languages, also of inferred
    { unstated = "…", wording = "…" }             silence, and a sentence that would settle it
    { zh = "…", en = "…" }, { value = { zh, en } } what a provision says, in few words of ours
    { value = X, changed = "5wd → 7wd: why" }     never in a file: what a scenario has changed
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from awardsim.policy.cell import Bound, Cell, Status
from awardsim.text import NOTHING, Text
from awardsim.toml import Check, Checks, Path, Problems, Table
from awardsim.units import Duration

T = TypeVar("T")

#: Characters of the longest phrase that may be quoted from a document.
LONGEST_WORDS = 60

_SILENT = {name: Status(name) for name in ("unstated", "excluded", "unread")}
_REMARKED = ("unstated", "excluded")
_BOUNDS = {bound.value: bound for bound in Bound}
_FORMS = ("value", *_BOUNDS, "elsewhere", *_REMARKED)
_SOURCE = Text('出处，如 "plan 七(二)"', 'a source such as "plan 七(二)"')
#: Stands for an article that has been refused, so that what inherits it is not refused as well.
_REFUSED = "?"


@attrs.frozen
class Cells:
    """Reads cells of one text; ``sources`` are the ids of the documents it cites.

    Mistakes go where those of the table go that a cell stands in.
    """

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
            table.problems.add(table.at("source"), message)
            return _REFUSED

        def check(path: Path, value: object) -> str | None:
            return self._check_source(table.problems, path, value)

        return table.one("source", check, inherited or _REFUSED, inherited)

    def _check_source(self, problems: Problems, path: Path, value: object) -> str | None:
        """``<source id> <article>``."""
        if not isinstance(value, str):
            problems.wrong(path, value, _SOURCE)
            return None
        name, _, article = value.strip().partition(" ")
        if name not in self.sources:
            problems.unknown(path, name, Text("文件（[sources]）", "source"), self.sources)
        elif not article.strip():
            message = Text(
                f"只写了文件 '{name}'，没有条款", f"names the document '{name}' but no article"
            )
            problems.add(path, message)
        else:
            return value
        return None

    def words(self, table: Table) -> str:
        """The decisive words, a phrase; empty where there are none."""
        return table.text("words", "", longest=LONGEST_WORDS)

    # ---- cells of one kind ------------------------------------------------------------------

    def date(self, table: Table, key: str, source: str) -> Cell[datetime.date]:
        """A day."""
        return self._cell(table, key, source, table.check.date)

    def duration(self, table: Table, key: str, source: str) -> Cell[Duration]:
        """A duration, with or without a bound."""
        return self._cell(table, key, source, table.check.duration)

    def whole(self, table: Table, key: str, source: str, least: int = 0) -> Cell[int]:
        """A whole number, with or without a bound."""

        def check(path: Path, value: object) -> int | None:
            return table.check.whole(path, value, least)

        return self._cell(table, key, source, check)

    def truth(self, table: Table, key: str, source: str) -> Cell[bool]:
        """True or false."""
        return self._cell(table, key, source, table.check.truth)

    def text(self, table: Table, key: str, source: str) -> Cell[str]:
        """A text."""
        return self._cell(table, key, source, table.check.text)

    def choice(
        self, table: Table, key: str, source: str, known: Iterable[str], what: Text
    ) -> Cell[str]:
        """One of the known names."""

        def check(path: Path, value: object) -> str | None:
            return table.check.one_of(path, value, known, what)

        return self._cell(table, key, source, check, also=known)

    def any(self, table: Table, key: str, source: str) -> Cell[Any]:
        """A value of any kind; a text that is a duration becomes one."""

        def check(path: Path, value: object) -> Any:
            return _check_any(table.check, path, value)

        return self._cell(table, key, source, check)

    def any_said(self, table: Table, key: str, source: str) -> Cell[Any]:
        """A value of any kind; what is said in few words may be in both languages."""

        def check(path: Path, value: object) -> Any:
            return _check_any(table.check, path, value)

        return self._said(table, key, source, check)

    def said(self, table: Table, key: str, source: str) -> Cell[str | Text]:
        """What is said in few words, in one language or in both."""
        return self._said(table, key, source, table.check.text)

    # ---- any cell ---------------------------------------------------------------------------

    def _cell(
        self,
        table: Table,
        key: str,
        source: str,
        check: Check[T],
        also: Iterable[str] = (),
    ) -> Cell[T]:
        """A cell that must be there; ``also`` are names that its value may have."""
        value = table.get(key)
        if key not in table:
            message = Text(
                f"缺少 '{key}'：文本没有写的，写 \"unstated\"",
                f"'{key}' is missing: where the text is silent, write \"unstated\"",
            )
            table.problems.add(table.at(key), message)
            return Cell(None, Status.UNREAD, source)
        path = table.at(key)
        if isinstance(value, Mapping):
            return self._long(Table(value, path, table.problems), source, check)
        if isinstance(value, str):
            if value in _SILENT:
                return Cell(None, _SILENT[value], source)
            if _nearly_silent(value) and value not in also:
                table.problems.unknown(path, value, Text("状态", "status"), _SILENT)
                return Cell(None, Status.UNREAD, source)
        found = check(path, value)
        return Cell(found, Status.STATED, source)

    def _said(self, table: Table, key: str, source: str, check: Check[T]) -> Cell[Any]:
        """A cell whose value may be a text in both languages."""

        def either(path: Path, value: object) -> T | Text | None:
            if isinstance(value, Mapping):
                return Table(value, path, table.problems).both()
            return check(path, value)

        if in_both(table.raw.get(key)):
            return Cell(either(table.at(key), table.get(key)), Status.STATED, source)
        return self._cell(table, key, source, either)

    def _long(self, table: Table, inherited: str, check: Check[T]) -> Cell[T]:
        """A cell written as a table."""
        forms = [form for form in _FORMS if form in table]
        source = self.source(table, inherited)
        words = self.words(table)
        inferred = table.remark("inferred", NOTHING)
        soft = table.truth("soft", False)
        wording = table.remark("wording", NOTHING)
        changed = table.remark("changed", NOTHING)
        if "changed" in table and table.problems.lines is not None:
            message = Text(
                "改动写在情景的 [[changes]] 里，不写在文本里",
                "a change belongs into the [[changes]] of a scenario, not into the text",
            )
            table.problems.add(table.at("changed"), message)
        for form in _FORMS:
            table.get(form)
        table.close()
        if len(forms) != 1:
            _one_form(table, forms)
            return Cell(None, Status.UNREAD, source)
        form = forms[0]
        if "wording" in table and form != "unstated":
            message = Text(
                "'wording' 只写在 unstated 旁边：补上去的一句",
                "'wording' stands beside 'unstated' only: the sentence that is missing",
            )
            table.problems.add(table.at("wording"), message)
        if form in ("elsewhere", *_REMARKED):
            reason = table.remark(form)
            beside = [key for key in ("inferred", "soft") if key in table]
            beside += ["words"] if "words" in table and form != "excluded" else []
            for key in beside:
                message = Text(
                    f"'{form}' 没有值，不能带 '{key}'",
                    f"'{form}' has no value, so '{key}' cannot stand beside it",
                )
                table.problems.add(table.at(key), message)
            return Cell(None, Status(form), source, words, reason=reason, wording=wording)
        value = check(table.at(form), table.raw[form])
        if form in _BOUNDS and value is not None and not _can_be_bounded(value):
            message = Text(
                f"'{form}' 只用于数和时间长度；写 value",
                f"'{form}' is for numbers and durations only; write value",
            )
            table.problems.add(table.at(form), message)
        status = Status.INFERRED if inferred else Status.STATED
        if changed:
            status = Status.CHANGED
        return Cell(value, status, source, words, _BOUNDS.get(form), changed or inferred, soft)


def _one_form(table: Table, forms: list[str]) -> None:
    listed = ", ".join(forms or _FORMS)
    if forms:
        message = Text(f"只能写其中一个：{listed}", f"only one of these may stand: {listed}")
    else:
        message = Text(f"须写其中一个：{listed}", f"one of these is needed: {listed}")
    table.problems.add(table.path, message)


def _can_be_bounded(value: object) -> bool:
    return isinstance(value, int | float | Duration) and not isinstance(value, bool)


def _nearly_silent(value: str) -> bool:
    """A text that was meant to be one of the words for silence."""
    return bool(difflib.get_close_matches(value[:40].lower(), _SILENT, 1, cutoff=0.8))


def _check_any(check: Checks, path: Path, value: object) -> Any:
    """A text, a duration, a number that is not negative, a day, true or false."""
    if isinstance(value, str):
        try:
            return Duration.parse(value) if len(value) <= 40 else value
        except ValueError:
            return check.text(path, value)
    if isinstance(value, bool | datetime.date):
        return value
    if isinstance(value, int | float):
        return check.number(path, value)
    check.problems.wrong(
        path, value, Text("一个值（文字、数、日期、true、false）", "a single value")
    )
    return None


def in_both(value: object) -> bool:
    """A written value is a text in both languages, or was meant to be one.

    >>> in_both({"zh": "书面", "en": "in writing"}), in_both({"value": 5}), in_both("5wd")
    (True, False, False)
    """
    return isinstance(value, Mapping) and bool(value) and value.keys() <= {"zh", "en"}


def is_cell(value: object) -> bool:
    """A written value is one cell; otherwise it is a table of cells.

    >>> is_cell("3y"), is_cell({"at_most": 5}), is_cell({"organisations": 5})
    (True, True, False)
    """
    return not isinstance(value, Mapping) or any(form in value for form in _FORMS)
