"""The sections of a policy file: how each of their tables becomes a value.

Names that stand for something else in the text (a body, a stage, a track) are looked up in the
tables of the same file, so that one table can be read by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from awardsim.policy.cell import Cell, Status
from awardsim.policy.cells import Cells, is_cell
from awardsim.policy.model import (
    Body,
    Category,
    Channel,
    Condition,
    Deadline,
    Objection,
    ObjectionProcedure,
    Only,
    Option,
    Provision,
    Quota,
    Reading,
    RuleUse,
    Source,
    Stage,
    Supplement,
    Tier,
    Track,
    Window,
    Within,
)
from awardsim.policy.vocabulary import BODY_ROLES, KINDS, PROVISION_TYPES, STAGE_TYPES
from awardsim.text import Text
from awardsim.toml import Path, Problems, Table, nearest
from awardsim.units import Duration

T = TypeVar("T")

PERS = {
    "case": Text("每件", "each case"),
    "channel": Text("每个推荐单位", "each channel"),
    "batch": Text("全部", "all together"),
}
APPLICANTS = {
    "organisation": Text("组织", "organisation"),
    "individual": Text("个人", "individual"),
}
TRACKS = {
    "organisations": Text("组织奖", "organisations"),
    "individuals": Text("个人奖", "individuals"),
}
COUNTS = {
    "receipt": Text("以收到为准", "receipt"),
    "postmark": Text("以邮戳为准", "postmark"),
    "completion": Text("以办结为准", "completion"),
}
LATE = {"out": Text("逾期不予受理", "who is late leaves"), "noted": Text("只作记录", "noted")}
ROLLS = {
    "none": Text("不顺延", "none"),
    "forward": Text("顺延", "forward"),
    "backward": Text("提前", "backward"),
}
HOLDS = {
    "nobody": Text("不影响", "nobody"),
    "case": Text("只影响被异议者", "case"),
    "list": Text("影响整个名单", "list"),
}
ASSIGNMENTS = {
    "pool": Text("空闲者评", "pool"),
    "balanced": Text("均衡分派", "balanced"),
    "random": Text("随机分派", "random"),
}


class Sections:
    """The tables of one text, read one by one; mistakes go to ``problems``."""

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
            table.title(), table.ident("kind", "county"), self._of_both(table, "part_of")
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

    def _tracks(self, table: Table, *, needed: bool = False) -> tuple[str, ...]:
        return table.items(
            "tracks", self._one_of("tracks", Text("奖项类别", "track")), needed=needed
        )

    # ---- stages -----------------------------------------------------------------------------

    def stage(self, table: Table, name: str) -> Stage:
        source = self.cells.source(table)
        stage = Stage(
            title=table.title(),
            type=table.choice("type", STAGE_TYPES, Text("环节类型", "stage type")),
            kind=table.choice("kind", KINDS, Text("环节种类", "kind of stage")),
            per=table.choice("per", PERS, Text("per 的取值", "value of per")),
            body=table.one("body", self._one_of("bodies", Text("主体", "body")), ""),
            source=source,
            duration=self._duration(table, source),
            after=table.items("after", self._one_of("stages", Text("环节", "stage"))),
            opens=self._optional(table, "opens", source, self.cells.date),
            closes=self._optional(table, "closes", source, self.cells.date),
            deadline=self._part(table, "deadline", source, self._deadline),
            rule=self._rule(table, source),
            only=self._only(table),
            objection=self._part(table, "objection", source, self._objection),
            supplement=self._part(table, "supplement", source, self._supplement),
            reviewers=self._optional(table, "reviewers", source, self._at_least_one),
            assignment=self._optional(table, "assignment", source, self._assignment),
            outputs=table.items("outputs", table.check.text),
            words=self.cells.words(table),
            inside=self._of_both(table, "inside"),
        )
        if name in stage.after:
            message = Text("环节不能在自己之后", "a stage cannot come after itself")
            self.problems.add(table.at("after"), message)
        self._in_order(table, "opens", stage.opens, "closes", stage.closes)
        return stage

    def _duration(self, table: Table, source: str) -> Cell[Duration]:
        """The text's limit; a notice must have one, elsewhere the key may be left out."""
        if "duration" in table or table.get("kind") == "notice":
            return self.cells.duration(table, "duration", source)
        table.get("duration")
        return Cell(None, Status.UNSTATED)

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

    def _at_least_one(self, table: Table, key: str, source: str) -> Cell[int]:
        return self.cells.whole(table, key, source, least=1)

    def _assignment(self, table: Table, key: str, source: str) -> Cell[str]:
        return self.cells.choice(table, key, source, ASSIGNMENTS, Text("分派方式", "assignment"))

    def _deadline(self, table: Table, source: str) -> Deadline:
        return Deadline(
            self.cells.date(table, "on", source),
            table.choice("counts", COUNTS, Text("counts 的取值", "value of counts")),
            table.choice("late", LATE, Text("late 的取值", "value of late")),
            self.cells.choice(table, "roll", source, ROLLS, Text("roll 的取值", "value of roll")),
            source,
        )

    def _only(self, table: Table) -> Only:
        table.get("only")
        if "only" not in table:
            return Only()
        only = table.table("only")
        found = Only(
            self._tracks(only),
            only.items("channels", self._one_of("channels", Text("推荐渠道", "channel"))),
            only.items("traits", only.check.ident),
            only.items("tiers", self._one_of("tiers", Text("等次", "tier"))),
        )
        only.close()
        return found

    def _objection(self, table: Table, source: str) -> Objection:
        holds = Text("holds 的取值", "value of holds")
        return Objection(
            self.cells.truth(table, "open", source),
            self.cells.choice(table, "holds", source, HOLDS, holds),
            source,
        )

    def _supplement(self, table: Table, source: str) -> Supplement:
        return Supplement(
            self.cells.duration(table, "within", source),
            self.cells.whole(table, "rounds", source),
            source,
        )

    def _rule(self, table: Table, source: str) -> RuleUse | None:
        return self._part(table, "rule", source, self._rule_use)

    def _rule_use(self, table: Table, source: str) -> RuleUse:
        name = table.text("name")
        words = self.cells.words(table)
        parameters: dict[str, Any] = {}
        for key, value in table.raw.items():
            if key in ("name", "words", "source"):
                continue
            table.get(key)
            table.check.ident(table.at(key), key)
            if is_cell(value):
                parameters[key] = self.cells.any(table, key, source)
            else:
                parameters[key] = self._by_track(table.table(key), source)
        return RuleUse(name, parameters, source, words)

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
        cell: Cell[Any] = Cell(None, Status.ELSEWHERE, reason=outer)
        return ObjectionProcedure(cell, cell, cell, cell, cell, cell, cell, "")

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

    # ---- beside the stages ------------------------------------------------------------------

    def objections(self, table: Table) -> ObjectionProcedure:
        source = self.cells.source(table)
        found = ObjectionProcedure(
            self.cells.text(table, "against", source),
            self.cells.text(table, "form", source),
            self.cells.duration(table, "forward", source),
            self.cells.duration(table, "reply", source),
            self.cells.duration(table, "decide", source),
            self.cells.truth(table, "suspends", source),
            self.cells.text(table, "upheld", source),
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
            self.cells.any(table, "value", source),
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
