"""What a scenario assumes: its tables of numbers, each made into an assumption with a basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awardsim.scenario.amounts import ENDINGS, Amounts
from awardsim.scenario.defaults import default, names
from awardsim.scenario.merging import STAFFING
from awardsim.scenario.model import Amount, Assumption, Estimate, Risk, Sharing, Staffing
from awardsim.scenario.risks import RISK_KINDS, WITH_DAYS
from awardsim.text import NOTHING, Text
from awardsim.toml import Path, Problems, Table, nearest

ASSIGNMENTS = ("pool", "balanced", "random")
#: Numbers of the built-in table that cannot be 0.
_POSITIVE = ("cohort.crowding", "cycles.pool")


class Assuming:
    """Reads the tables of one scenario that assume something; mistakes go to ``problems``."""

    def __init__(self, table: Table, problems: Problems, file: str) -> None:
        self.table = table
        self.problems = problems
        self.file = file
        self.amounts = Amounts(problems)
        self.assumptions: dict[str, Assumption] = {}
        self.places: dict[str, tuple[str, int]] = {}
        self.refused: set[str] = set()
        self.population: dict[str, Any] = {}
        self.basis = NOTHING

    def _line(self, at: Path) -> int:
        return self.problems.lines.line_of(at) if self.problems.lines is not None else 0

    def _note(self, table: Table, key: str) -> None:
        """Remember where a value was given."""
        if key in table:
            at = table.at(key)
            self.places[".".join(map(str, at))] = ("", self._line(at))

    def _assume(
        self,
        path: str,
        amount: Amount | None,
        at: Path,
        basis: Text,
        lever: str,
        ending: str = "",
    ) -> None:
        basis = basis or self.basis
        if not basis and "basis" not in self.table:
            self.problems.add(
                at,
                Text(
                    "没有依据：给出这一项的 basis，或整个文件的 basis",
                    "no basis: give this one a 'basis', or the whole file",
                ),
                beside=True,
            )
        if amount is None:
            self.refused.add(path)
            self.places.setdefault(path, ("", self._line(at)))
            return
        if path in self.assumptions:
            self.problems.add(
                at,
                Text(
                    f"'{path}' 已经给过一次：短写和长写只能用一种",
                    f"'{path}' is given twice: use either the short or the long form",
                ),
            )
            return
        self.assumptions[path] = Assumption(
            path,
            amount,
            basis,
            "scenario",
            lever,
            ending=ending,
            line=self._line(at),
        )

    def _with_basis(self, table: Table, key: str) -> tuple[Path, Any, Text]:
        """A value, or ``{ estimate = …, basis = … }`` with a basis of its own."""
        value = table.get(key)
        at = table.at(key)
        if isinstance(value, Mapping) and "estimate" in value:
            own = Table(value, at, self.problems)
            basis = own.remark("basis", NOTHING)
            inner = own.get("estimate")
            own.close()
            return (*at, "estimate"), inner, basis
        return at, value, NOTHING

    def _counts(self, name: str) -> None:
        if name not in self.table:
            return
        table = self.table.table(name)
        for key in table.raw:
            at, value, basis = self._with_basis(table, key)
            lever = "decide" if name == "people" else "guess"
            found = self.amounts.estimate(at, value, "count")
            self._assume(f"{name}.{key}", found, at, basis, lever)

    def _rates(self) -> None:
        """Table ``rates``: money for a person, or a team, and a working day."""
        if "rates" in self.table:
            table = self.table.table("rates")
            for key in table.raw:
                at, value, basis = self._with_basis(table, key)
                found = self.amounts.estimate(at, value, "number")
                self._assume(f"rates.{key}", found, at, basis, "negotiate")

    def _channels(self) -> None:
        if "channels" not in self.table:
            return
        for channel, table in self.table.tables("channels").items():
            for key in table.raw:
                at, value, basis = self._with_basis(table, key)
                found = self.amounts.estimate(at, value, "count")
                self._assume(f"channels.{channel}.{key}", found, at, basis, "guess")

    def _meetings(self) -> None:
        if "meetings" not in self.table:
            return
        table = self.table.table("meetings")
        for key in table.raw:
            at, value, basis = self._with_basis(table, key)
            body, form = key, "dates"
            for ending in ENDINGS:
                if key.endswith(f"_{ending}"):
                    body, form = key.removesuffix(f"_{ending}"), ending
            found = self.amounts.meets(at, value, form)
            lever = "negotiate" if found is not None and found.days is not None else "decide"
            self._assume(f"meetings.{body}", found, at, basis, lever, key.removeprefix(body))

    def _durations(self) -> None:
        if "durations" not in self.table:
            return
        table = self.table.table("durations")
        for key in table.raw:
            at, value, basis = self._with_basis(table, key)
            if isinstance(value, Mapping) and "distribution" not in value:
                tracks = Table(value, at, self.problems)
                for track in tracks.raw:
                    there, one, own = self._with_basis(tracks, track)
                    amount = self.amounts.duration(there, one)
                    self._assume(
                        f"durations.{key}.{track}", amount, there, own or basis, "negotiate"
                    )
                continue
            self._assume(
                f"durations.{key}", self.amounts.duration(at, value), at, basis, "negotiate"
            )

    def _fill(self) -> None:
        if "fill" not in self.table:
            return
        table = self.table.table("fill")
        for key in table.raw:
            at, value, basis = self._with_basis(table, key)
            if isinstance(value, Mapping) and not {"before", "after", "days"} & set(value):
                message = Text(
                    '文本的路径要加引号，如 "stages.apply.closes" = 2025-10-10',
                    'a path of the text is quoted, such as "stages.apply.closes" = 2025-10-10',
                )
                self.problems.add(at, message)
                self.refused.add(f"fill.{key}")
                continue
            self._assume(f"fill.{key}", self.amounts.fill(at, value), at, basis, "decide")

    def _numbers(self, name: str) -> str:
        """Tables ``chance``, ``cohort`` and ``cycles``; gives the cohort's model."""
        if name not in self.table:
            return ""
        table = self.table.table(name)
        model = table.text("model", default="") if name == "cohort" else ""
        self._note(table, "model")
        for key in table.raw:
            if key == "model" and name == "cohort":
                continue
            if key == "objection" and name == "chance":
                stages = table.table("objection")
                for stage in stages.raw:
                    at, value, basis = self._with_basis(stages, stage)
                    found = self.amounts.estimate(at, value, "share")
                    self._assume(f"chance.objection.{stage}", found, at, basis, "guess")
                continue
            known = default(f"{name}.{key}")
            if known is None and name == "cohort":  # for the population to make sense of
                self.population[key] = table.get(key)
                self._note(table, key)
                continue
            if known is None and name == "cycles":
                self._unknown(table, key, names(name))
                continue
            at, value, basis = self._with_basis(table, key)
            unit = "number"
            if known is not None and isinstance(known.amount, Estimate):
                unit = known.amount.unit
            found = self.amounts.estimate(at, value, unit)
            if found is not None and f"{name}.{key}" in _POSITIVE and found.least <= 0:
                self.problems.wrong(at, value, Text("大于 0 的数", "a number above 0"))
                found = None
            self._assume(f"{name}.{key}", found, at, basis, "guess")
        return model

    def _unknown(self, table: Table, key: str, known: Sequence[str]) -> None:
        """A name that the built-in table does not have, where there are no others."""
        message = Text(f"没有 '{key}'", f"no '{key}' here")
        self.problems.add(table.at(key), message, nearest(key, known))
        self.refused.add(".".join(map(str, table.at(key))))

    def _risks(self, whole: bool) -> dict[str, Risk]:
        """What may go wrong; ``whole``: nothing else says the rest of a risk."""
        if "risks" not in self.table:
            return {}
        risks: dict[str, Risk] = {}
        units = {"probability": "share", "days": "wd"}
        for name, table in self.table.tables("risks").items():
            rest = None if whole else ""
            kind = table.choice("kind", RISK_KINDS, Text("风险", "kind of risk"), default=rest)
            stage = table.text("stage", default=rest)
            for key in ("kind", "stage"):
                self._note(table, key)
            own = table.remark("basis", NOTHING)
            for key, unit in units.items():
                if key in table:
                    at, value, basis = self._with_basis(table, key)
                    found = self.amounts.estimate(at, value, unit, whole=key == "days")
                    self._assume(f"risks.{name}.{key}", found, at, basis or own, "guess")
                elif whole and (key == "probability" or kind in WITH_DAYS):
                    table.missing(key)
                    self.refused.add(f"risks.{name}.{key}")
            table.close()
            if whole:
                given = {"kind": kind, "stage": stage}
                self.refused.update(f"risks.{name}.{key}" for key in given if not given[key])
            risks[name] = Risk(name, kind or "", stage or "", line=self._line(table.path))
        return risks

    def _shared(self, row: Table) -> Sharing | None:
        """A share of a body's days that another award has; None where something is wrong."""
        wrong = len(self.problems.found)
        first, last = row.date("from"), row.date("to")
        found = Sharing(first, last, row.number("share", most=1), row.text("with"))
        row.close()
        if len(self.problems.found) > wrong:
            return None
        if last < first:
            self.problems.add(
                row.at("to"),
                Text(f"{last} 早于 from（{first}）", f"{last} is before 'from' ({first})"),
            )
            return None
        return found

    def _bodies(self) -> dict[str, Staffing]:
        if "bodies" not in self.table:
            return {}
        staffing: dict[str, Staffing] = {}
        for body, table in self.table.tables("bodies").items():
            if "capacity" in table:
                at, value, basis = self._with_basis(table, "capacity")
                found = self.amounts.estimate(at, value, "count")
                self._assume(f"people.{body}", found, at, basis, "decide")
            own = Staffing(
                available=table.items("available", table.check.date),
                away=table.items("away", table.check.date),
                assignment=table.choice(
                    "assignment", ASSIGNMENTS, Text("分派方式", "assignment"), default=""
                ),
                shared=tuple(one for row in table.rows("shared") if (one := self._shared(row))),
                first=table.items("first", table.check.text),
            )
            if any(key in table for key in STAFFING):  # a capacity alone is one of people
                staffing[body] = own
            for key in STAFFING:
                self._note(table, key)
            table.close(["capacity"])
        return staffing
