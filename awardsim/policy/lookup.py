"""What reading any table of a policy file needs: names looked up, inherited articles, rules.

Names that stand for something else in the text (a body, a stage, a track) are looked up in the
tables of the same file, so that one table can be read by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from awardsim.policy.cell import Cell
from awardsim.policy.cells import Cells, is_cell
from awardsim.policy.model import RuleUse
from awardsim.text import NOTHING, Text
from awardsim.toml import Path, Problems, Table, nearest

T = TypeVar("T")


class Lookup:
    """The tables of one text, by which names are known; mistakes go to ``problems``."""

    def __init__(self, raw: Mapping[str, Any], problems: Problems) -> None:
        self.raw = raw
        self.problems = problems
        self.top = Table(raw, (), problems)
        within = self._ids("within")
        #: The two texts that a nested procedure is made of have been put together.
        self.composed = "title" in within and problems.lines is None
        #: The text stands in front of another one, whose names are not known here.
        self.alone = "within" in raw and not self.composed
        self.cells = Cells(self._ids("sources"))

    def _ids(self, section: str) -> Mapping[str, Any]:
        found = self.raw.get(section)
        return found if isinstance(found, Mapping) else {}

    def _one_of(self, section: str, what: Text) -> Callable[[Path, object], str | None]:
        """A check that something is the id of a table of a section.

        Of a text in front of another one it may be an id of that other one.
        """
        known = self._ids(section)
        if self.alone and section != "channels":
            return self.top.check.ident
        return lambda path, value: self.top.check.one_of(path, value, known, what)

    def _tracks(self, table: Table, *, needed: bool = False) -> tuple[str, ...]:
        return table.items(
            "tracks", self._one_of("tracks", Text("奖项类别", "track")), needed=needed
        )

    def _in_order(
        self,
        table: Table,
        first: str,
        earlier: Cell[datetime.date] | None,
        second: str,
        later: Cell[datetime.date] | None,
    ) -> None:
        """Note two dates that are the wrong way round."""
        if earlier is None or later is None or earlier.value is None or later.value is None:
            return
        if earlier.value > later.value:
            message = Text(
                f"{first} {earlier.value} 晚于 {second} {later.value}",
                f"{first} {earlier.value} is after {second} {later.value}",
            )
            self.problems.add(table.at(second), message)

    def _optional(
        self,
        table: Table,
        key: str,
        source: str,
        read: Callable[[Table, str, str], Cell[T]],
    ) -> Cell[T] | None:
        table.get(key)
        return read(table, key, source) if key in table else None

    def _part(
        self, table: Table, key: str, source: str, read: Callable[[Table, str], T]
    ) -> T | None:
        """What a table within makes; it inherits the article of its stage."""
        table.get(key)
        if key not in table:
            return None
        part = table.table(key)
        found = read(part, self.cells.source(part, source))
        part.close()
        return found

    def _of_both(self, table: Table, key: str) -> str:
        """A key of two texts that have been put together, never of a file."""
        if key in table and self.problems.lines is not None:
            message = Text(
                f"'{key}' 不写在文本里：两个文本合成一个程序时才有",
                f"'{key}' has no place in a text: it is made when two texts become one procedure",
            )
            table.get(key)
            self.problems.add(table.at(key), message)
        if not self.composed:
            return ""
        channel = self.raw["within"].get("channel", "")
        what = Text("外层文本的渠道", "channel of the outer text")
        return table.choice(key, [channel], what, "")

    def _rule(self, table: Table, source: str) -> RuleUse | None:
        return self._part(table, "rule", source, self._rule_use)

    def _rule_use(self, table: Table, source: str) -> RuleUse:
        name = table.text("name")
        words = self.cells.words(table)
        reason = table.remark("inferred", NOTHING)
        parameters: dict[str, Any] = {}
        for key, value in table.raw.items():
            if key in ("name", "words", "source", "inferred"):
                continue
            table.get(key)
            table.check.ident(table.at(key), key)
            if is_cell(value):
                parameters[key] = self.cells.any(table, key, source)
            else:
                parameters[key] = self._by_track(table.table(key), source)
        return RuleUse(name, parameters, source, words, reason)

    def _by_track(self, table: Table, source: str) -> dict[str, Cell[Any]]:
        """A parameter that differs from track to track, or from tier to tier.

        Other keys are the rule's own affair.  A key that is nearly a track or a tier, or stands
        beside one, was meant to be one.
        """
        stages = self._ids("stages")
        known = {**self._ids("tracks"), **self._ids("tiers")}
        what = Text("奖项类别或等次", "track or tier")
        if not self._ids("tiers"):
            what = Text("奖项类别", "track")
        by_track = any(part in known for key in table.raw for part in key.split("/"))
        for key in table.raw:
            if all(part in known for part in key.split("/")) or key in stages:
                continue
            if by_track or nearest(key, known):
                self.problems.unknown(table.at(key), key, what, known)
        return {key: self.cells.any(table, key, source) for key in table.raw}
