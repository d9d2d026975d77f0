"""The stages of a policy file: how each of their tables becomes a :class:`Stage`."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.policy.cell import Cell, Status
from awardsim.policy.choices import ASSIGNMENTS, COUNTS, HOLDS, LATE, PERS, ROLLS
from awardsim.policy.lookup import Lookup
from awardsim.policy.model import Deadline, Objection, Only, Stage, Supplement
from awardsim.policy.vocabulary import KINDS, STAGE_TYPES
from awardsim.text import Text
from awardsim.toml import Table
from awardsim.units import Duration


class Stages(Lookup):
    """Reads stages."""

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
            due_with=self._due_with(table, name),
        )
        if name in stage.after:
            message = Text("环节不能在自己之后", "a stage cannot come after itself")
            self.problems.add(table.at("after"), message)
        self._in_order(table, "opens", stage.opens, "closes", stage.closes)
        return stage

    def _due_with(self, table: Table, name: str) -> str:
        """A stage with a deadline of its own, which this one has not."""
        table.get("due_with")
        if "due_with" not in table:
            return ""
        found = table.one("due_with", self._one_of("stages", Text("环节", "stage")), "")
        other = self._ids("stages").get(found)
        if not isinstance(other, Mapping):
            return found
        if found == name or "deadline" in table or "deadline" not in other:
            message = Text(
                "due_with 写另一个有期限（deadline）的环节，自己不再写 deadline",
                "'due_with' names another stage that has a 'deadline', and stands in the place of "
                "one's own",
            )
            self.problems.add(table.at("due_with"), message)
        return found

    def _duration(self, table: Table, source: str) -> Cell[Duration]:
        """The text's limit; a notice must have one, elsewhere the key may be left out."""
        if "duration" in table or table.get("kind") == "notice":
            return self.cells.duration(table, "duration", source)
        table.get("duration")
        return Cell(None, Status.UNSTATED)

    def _at_least_one(self, table: Table, key: str, source: str) -> Cell[int]:
        return self.cells.whole(table, key, source, least=1)

    def _assignment(self, table: Table, key: str, source: str) -> Cell[str]:
        return self.cells.choice(table, key, source, ASSIGNMENTS, Text("分派方式", "assignment"))

    def _deadline(self, table: Table, source: str) -> Deadline:
        return Deadline(
            self.cells.date(table, "on", source),
            self._given(table, "counts", source, COUNTS),
            self._given(table, "late", source, LATE),
            self.cells.choice(table, "roll", source, ROLLS, Text("roll 的取值", "value of roll")),
            source,
        )

    def _given(self, table: Table, key: str, source: str, known: Mapping[str, Text]) -> Cell[str]:
        """One of the known words; nothing can be assumed in its place, so it is always given."""
        what = Text(f"{key} 的取值", f"value of {key}")
        before = len(self.problems.found)
        cell = self.cells.choice(table, key, source, known, what)
        if cell.value is None and len(self.problems.found) == before:
            first = next(iter(known))
            message = Text(
                "这里要有一个值：文本没有写的，写读作什么，如 "
                f'{{ value = "{first}", inferred = "…" }}',
                "a value is needed here: where the text is silent, what it is read as, such as "
                f'{{ value = "{first}", inferred = "…" }}',
            )
            self.problems.add(table.at(key), message)
        return cell

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
