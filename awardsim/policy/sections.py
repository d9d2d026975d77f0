"""The sections of a policy file: how each of their tables becomes a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from awardsim.policy.cell import Cell, Status
from awardsim.policy.choices import APPLICANTS, TRACKS
from awardsim.policy.model import (
    Body,
    Category,
    Channel,
    Condition,
    ObjectionProcedure,
    Option,
    Provision,
    Quota,
    Reading,
    Source,
    Tier,
    Track,
    Window,
    Within,
)
from awardsim.policy.stages import Stages
from awardsim.policy.vocabulary import BODY_ROLES, PROVISION_TYPES
from awardsim.text import NOTHING, Text
from awardsim.toml import Path, Table

T = TypeVar("T")


class Sections(Stages):
    """The tables of one text, read one by one; mistakes go to ``problems``."""

    def each(
        self, section: str, read: Callable[[Table, str], T], *, needed: bool = False
    ) -> dict[str, T]:
        """The tables of a section by their ids."""
        tables = self.top.tables(section, needed=needed)
        found = {}
        for name, table in tables.items():
            found[name] = read(table, name)
            table.close()
        return found

    def read(self, paths: Iterable[Path]) -> None:
        """Read only some tables (``("stages", "city_notice")``), for their mistakes."""
        single = {"window": self.window, "objections": self.objections, "within": self.within}
        keyed: dict[str | int, Callable[[Table, str], object]] = {
            "sources": self.source,
            "tracks": self.track,
            "tiers": self.tier,
            "channels": self.channel,
            "bodies": self.body,
            "quotas": self.quota,
            "conditions": self.condition,
            "stages": self.stage,
            "provisions": self.provision,
        }
        for section, *names in paths:
            if section in single:
                single[str(section)](self.top.table(str(section)))
            elif section in keyed and names:
                table = self.top.table(str(section)).table(str(names[0]))
                keyed[section](table, str(names[0]))
                table.close()

    # ---- what the stages refer to -----------------------------------------------------------

    def source(self, table: Table, _name: str) -> Source:
        issued = table.date("issued") if "issued" in table else None
        return Source(
            table.text("title"), table.text("number", ""), table.text("issuer", ""), issued
        )

    def window(self, table: Table) -> Window:
        source = self.cells.source(table)
        window = Window(
            self.cells.date(table, "opens", source),
            self.cells.date(table, "closes", source),
            self.cells.duration(table, "cycle", source),
            self.cells.date(table, "valid_from", source),
            self.cells.date(table, "valid_to", source),
            source,
        )
        table.close()
        self._in_order(table, "opens", window.opens, "closes", window.closes)
        self._in_order(table, "valid_from", window.valid_from, "valid_to", window.valid_to)
        return window

    def track(self, table: Table, name: str) -> Track:
        what = Text("奖项类别", "track")
        table.check.one_of(table.path, name, TRACKS, what)
        return Track(
            table.title(),
            table.choice("applicant", APPLICANTS, Text("申报主体", "applicant")),
            self.cells.source(table),
            self._categories(table),
            self.cells.words(table),
        )

    def _categories(self, table: Table) -> dict[str, Category]:
        found = {}
        for name, category in (table.tables("categories") if "categories" in table else {}).items():
            found[name] = Category(category.title(), category.text("form", ""))
            category.close()
        return found

    def tier(self, table: Table, _name: str) -> Tier:
        return Tier(table.title(), self.cells.source(table), self.cells.words(table))

    def channel(self, table: Table, _name: str) -> Channel:
        return Channel(
            table.title(),
            table.ident("kind", "county"),
            self._of_both(table, "part_of"),
            self.cells.source(table) if "source" in table else "",
            self.cells.words(table),
            table.remark("inferred", NOTHING),
        )

    def body(self, table: Table, _name: str) -> Body:
        return Body(
            table.title(),
            table.choice("role", BODY_ROLES, Text("角色", "role")),
            self.cells.source(table),
            table.choice("each", ["channel"], Text("each 的取值", "value of each"), ""),
            self._of_both(table, "inside"),
        )

    def quota(self, table: Table, name: str) -> Quota:
        table.get("tier")
        if "tier" not in table:
            self._one_of("tracks", Text("奖项类别", "track"))(table.path, name)
        elif name in self._ids("tracks") and "tracks" not in table:
            message = Text(
                f"'{name}' 是奖项类别：只管这一类的等次名额，写明 tracks；管所有类别的，换一个代号",
                f"'{name}' is a track: say which tracks this quota of a tier is for",
            )
            self.problems.add(table.at("tracks"), message)
        source = self.cells.source(table)
        return Quota(
            self.cells.whole(table, "number", source),
            self.cells.truth(table, "may_stay_vacant", source),
            source,
            table.one("tier", self._one_of("tiers", Text("等次", "tier")), "", ""),
            self._tracks(table) if "tier" in table else (),
        )

    def condition(self, table: Table, _name: str) -> Condition:
        source = self.cells.source(table)
        return Condition(
            table.title(),
            self._tracks(table, needed=True),
            source,
            self._rule(table, source),
            table.truth("prohibits", False),
            self.cells.words(table),
            self._of_both(table, "inside"),
        )

    # ---- in front of another text -----------------------------------------------------------

    def within(self, table: Table) -> Within:
        what = Text("外层文本的环节", "stage of the outer text")
        title = table.title("title") if self.composed else None
        found = Within(
            table.text("policy"),
            table.ident("channel"),
            table.ident("before"),
            table.items("replaces", table.check.ident),
            self.cells.source(table),
            self.cells.words(table),
            title,
        )
        if found.before in found.replaces:
            message = Text(
                f"'{found.before}' 不能既被代替又接着办：{what.zh}",
                f"'{found.before}' cannot both be replaced and be handed over to",
            )
            self.problems.add(table.at("replaces"), message)
        table.close()
        return found

    def outer_tables(self) -> None:
        """Note tables that are the outer text's affair."""
        for section in ("tracks", "tiers", "quotas", "objections"):
            self.top.get(section)
            if section in self.raw:
                message = Text(
                    f"[{section}] 由外层文本规定，这里不写",
                    f"[{section}] is the outer text's: it has no place here",
                )
                self.problems.add((section,), message)

    def no_objections(self) -> ObjectionProcedure:
        """Objections are handled as the outer text says."""
        within = self.raw.get("within")
        outer = str(within.get("policy", "")) if isinstance(within, Mapping) else ""
        cell: Cell[Any] = Cell(None, Status.ELSEWHERE, reason=Text.same(outer))
        return ObjectionProcedure(cell, cell, cell, cell, cell, cell, cell, "")

    # ---- beside the stages ------------------------------------------------------------------

    def objections(self, table: Table) -> ObjectionProcedure:
        source = self.cells.source(table)
        found = ObjectionProcedure(
            self.cells.said(table, "against", source),
            self.cells.said(table, "form", source),
            self.cells.duration(table, "forward", source),
            self.cells.duration(table, "reply", source),
            self.cells.duration(table, "decide", source),
            self.cells.truth(table, "suspends", source),
            self.cells.said(table, "upheld", source),
            source,
        )
        table.close()
        return found

    def provision(self, table: Table, _name: str) -> Provision:
        source = self.cells.source(table)
        return Provision(
            table.title(),
            table.choice("type", PROVISION_TYPES, Text("规定类型", "provision type")),
            source,
            self.cells.any_said(table, "value", source),
            self._optional(table, "lasts", source, self.cells.duration),
            self._tracks(table),
        )

    def reading(self, table: Table, _name: str) -> Reading:
        options = {}
        for name, option in table.tables("options", needed=True).items():
            options[name] = Option(option.title(), dict(option.table("set").raw))
            option.close()
        what = Text("读法选项", "option of this reading")
        table.get("reason")
        return Reading(
            table.title("question"),
            table.choice("default", options, what),
            options,
            self.cells.source(table),
            table.title("reason") if "reason" in table else None,
        )
