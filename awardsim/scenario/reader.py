"""From a scenario file to a scenario: short forms expanded, every mistake told at once."""

from __future__ import annotations

import os
import pathlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from awardsim.errors import Problem, ScenarioError
from awardsim.policy import Policy
from awardsim.scenario.amounts import Amounts
from awardsim.scenario.defaults import default
from awardsim.scenario.merging import CALENDAR, FIELDS, STAFFING, merge, set_in
from awardsim.scenario.model import (
    Amount,
    Assumption,
    CalendarChoice,
    Change,
    Estimate,
    Scenario,
    Staffing,
)
from awardsim.text import Text
from awardsim.toml import Path, Problems, Table, nearest, read_document, split_path

#: The format of scenario files that this version reads.
FORMAT = 1
MOST_REPLICATIONS = 1_000_000
OPERATIONS = {
    "set": Text("改", "set"),
    "add": Text("加", "add"),
    "remove": Text("删", "remove"),
    "move": Text("移", "move"),
}
COUNTS = {
    "exclude_first": Text("发布当天不计", "the posting day does not count"),
    "include_first": Text("发布当天计入", "the posting day counts"),
}
CALENDARS = {
    "announced": Text("已公布的节假日", "announced days off"),
    "continuous": Text("全天候", "every minute works"),
}
ASSIGNMENTS = ("pool", "balanced", "random")
#: First parts of paths that a scenario assumes; any other path is one of the text.
ASSUMED = (
    "applicants",
    "people",
    "channels",
    "meetings",
    "durations",
    "fill",
    "chance",
    "cohort",
    "bodies",
    "readings",
    "calendar",
    "run",
)
_SCALARS = ("opens", "finish_by", "finish")
_KEYS = ("schema", "policy", "extends", "title", "basis", *_SCALARS, *ASSUMED, "changes")
#: Numbers of the built-in table that cannot be 0.
_POSITIVE = ("cohort.crowding",)
_FORMS = (("_days", "days"), ("_hours", "hours"), ("_notice", "notice"))


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario file, and the one that it extends.

    Raises
    ------
    ScenarioError
        With every mistake of the file, and of the one it extends.
    """
    scenario, wrong = survey_scenario(path)
    if wrong or scenario is None:
        raise ScenarioError(wrong)
    return scenario


def survey_scenario(path: str | os.PathLike[str]) -> tuple[Scenario | None, list[Problem]]:
    """Read a scenario file, and the one that it extends, as far as they can be read.

    Returns
    -------
    scenario
        Without what is wrong in it; None where the one it extends cannot be had.
    problems
        Every mistake of the file, and of the one it extends.

    Raises
    ------
    ScenarioError
        The file cannot be read, is no TOML, or is in another format.
    """
    file = os.fspath(path)
    problems = Problems(file, error=ScenarioError)
    document = read_document(path, problems)
    table = Table(document.data, (), problems)
    parent = table.text("extends", default="")
    scenario = _Reader(table, problems, file).scenario(needs_policy="extends" not in table)
    if not parent:
        return scenario, _listed(problems)
    base_problems: list[Problem] = []
    base = _parent(pathlib.Path(file), parent, problems, base_problems)
    if base is not None and scenario.policy and scenario.policy != base.policy:
        message = Text(
            f"文本是所继承情景的（{base.policy}）：这里不写 policy",
            f"the text is that of the scenario it extends ({base.policy}): leave 'policy' out",
        )
        problems.add(("policy",), message)
    merged = merge(base, scenario) if base is not None else None
    return merged, [*_listed(problems), *base_problems]


def _listed(problems: Problems) -> list[Problem]:
    """All problems of one file in their order."""
    try:
        problems.raise_any()
    except ScenarioError as error:
        return list(error.problems)
    return []


def default_scenario(policy: Policy) -> Scenario:
    """The scenario of a text run alone: everything from the built-in table."""
    return Scenario(id=policy.id, policy=policy.id, title=policy.award)


def override(scenario: Scenario, sets: Sequence[str]) -> Scenario:
    """A scenario with single values replaced, each written ``path=value``.

    A path of the scenario (``people.reviewers=16``) replaces an assumption, any other
    (``stages.county_notice.duration=7wd``) changes the text.  Values are written as in TOML;
    texts need no quotes.

    Raises
    ------
    ScenarioError
        With everything that is wrong with any of them.
    """
    wrong: list[Problem] = []
    for written in sets:
        path, equals, text = written.partition("=")
        shown = f"--set {written}"
        try:
            if not equals:
                _no_path(Problems(shown, error=ScenarioError), "")
            scenario = set_in(scenario, _single(path.strip(), _value(text.strip()), shown))
        except ScenarioError as error:
            wrong.extend(error.problems)
    if wrong:
        raise ScenarioError(wrong)
    return scenario


def _parent(
    path: pathlib.Path, name: str, problems: Problems, base_problems: list[Problem]
) -> Scenario | None:
    """The scenario that a file extends: a file beside it, which extends nothing itself."""
    found = path.parent / (name if name.endswith(".toml") else f"{name}.toml")
    if pathlib.PurePath(name).name != name or _elsewhere(found):
        problems.add(
            ("extends",),
            Text(
                "只能写同一文件夹里的文件名",
                "only the name of a file in the same folder may stand here",
            ),
        )
        return None
    reading = Problems(os.fspath(found), error=ScenarioError)
    try:
        document = read_document(found, reading)
    except ScenarioError as error:
        if reading.lines is None:  # nothing of it could be read: the name is at fault
            for problem in error.problems:
                message = Text(
                    f"'{found.name}'：{problem.message.zh}", f"'{found.name}': {problem.message.en}"
                )
                problems.add(("extends",), message, problem.nearest)
        else:
            base_problems.extend(error.problems)
        return None
    table = Table(document.data, (), reading)
    if "extends" in table:
        problems.add(
            ("extends",),
            Text(
                f"'{name}' 自己也有 extends：只能继承一层",
                f"'{name}' extends another one itself: one level only",
            ),
        )
        return None
    base = _Reader(table, reading, os.fspath(found)).scenario(needs_policy=True)
    try:
        reading.raise_any()
    except ScenarioError as error:
        base_problems.extend(error.problems)
        return None
    return base


def _elsewhere(found: pathlib.Path) -> bool:
    """A link that leads out of the folder."""
    return found.is_symlink() and found.resolve().parent != found.parent.resolve()


def _single(written: str, value: Any, shown: str) -> Scenario:
    """One override as a small scenario."""
    blank = Text("", "")
    problems = Problems(shown, error=ScenarioError)
    try:
        split = split_path(written)
    except ValueError:
        split = ()
    parts = [part for part in split if isinstance(part, str)]
    head, rest = (parts[0], parts[1:]) if parts else ("", [])
    whole = len(parts) < 2 and head not in _SCALARS
    if whole or (head in (*_SCALARS, *ASSUMED) and len(parts) < len(split)):
        _no_path(problems, head)
    raw: dict[str, Any]
    if head in _SCALARS:
        raw = {head: value}
        for part in rest:
            problems.add((head, part), Text(f"这里没有键 '{part}'", f"no key '{part}' here"))
    elif head == "fill":
        raw = {"fill": {".".join(rest): value}}
    elif head in ASSUMED:
        raw = value
        for part in reversed(parts):
            raw = {part: raw}
    else:
        change = Change(written, value, "--set")
        return Scenario(id="", policy="", title=blank, changes=(change,), file=shown)
    scenario = _Reader(Table(raw, (), problems), problems, shown).scenario(
        needs_policy=False, partial=True
    )
    problems.raise_any()
    return attrs.evolve(scenario, id="", title=blank)


def _no_path(problems: Problems, head: str) -> None:
    """An override that names a whole table, or nothing at all."""
    known = [*_SCALARS, *FIELDS, *(path.partition(".")[2] for path in FIELDS)]
    near = nearest(head, known) if head not in ASSUMED else ""
    near = next((path for path in FIELDS if path.endswith(f".{near}")), near) if near else ""
    problems.fail(
        Text(
            "应写作 路径=值，如 people.reviewers=16",
            "write path=value, such as people.reviewers=16",
        ),
        nearest=near,
    )


def _value(text: str) -> Any:
    """A value as TOML would read it; what TOML cannot read is a text, also within a list."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, ValueError):
        if text.startswith("[") and text.endswith("]"):
            return [_value(part.strip()) for part in text[1:-1].split(",")]
        return text


class _Reader:
    """Reads one scenario's tables."""

    def __init__(self, table: Table, problems: Problems, file: str) -> None:
        self.table = table
        self.problems = problems
        self.file = file
        self.amounts = Amounts(problems)
        self.assumptions: dict[str, Assumption] = {}
        self.places: dict[str, tuple[str, int]] = {}
        self.basis = ""

    def scenario(self, needs_policy: bool, partial: bool = False) -> Scenario:
        """The scenario; problems are noted, not raised."""
        table = self.table
        if not partial:
            schema = table.whole("schema", least=1)
            if schema > FORMAT:  # of a file in another format nothing else can be said
                message = Text(
                    f"格式 {schema}，本版本只读格式 {FORMAT}",
                    f"format {schema}, this version reads format {FORMAT}",
                )
                self.problems.fail(message, path=("schema",))
        policy = table.text("policy", default=None if needs_policy else "")
        self.basis = table.text("basis", default="--set" if partial else "")
        title = self._title()
        opens = table.date("opens") if "opens" in table else None
        finish_by = table.date("finish_by") if "finish_by" in table else None
        finish = table.text("finish", default="")
        self._counts("applicants")
        self._counts("people")
        self._channels()
        self._meetings()
        self._durations()
        self._fill()
        self._numbers("chance")
        model = self._numbers("cohort")
        staffing = self._bodies()
        readings = self._readings()
        changes = self._changes()
        calendar = self._calendar()
        replications, seed = self._run()
        table.close(_KEYS)
        for key in ("policy", *_SCALARS):
            self._note(table, key)
        if opens is not None and finish_by is not None and finish_by < opens:
            self.problems.add(
                ("finish_by",),
                Text(
                    f"finish_by（{finish_by}）早于 opens（{opens}）",
                    f"finish_by ({finish_by}) is before opens ({opens})",
                ),
            )
        return Scenario(
            id=pathlib.Path(self.file).stem,
            policy=policy,
            title=title,
            basis=self.basis,
            opens=opens,
            finish_by=finish_by,
            finish=finish,
            assumptions=self.assumptions,
            readings=readings,
            changes=changes,
            staffing=staffing,
            calendar=calendar,
            cohort=model or "builtin.applicants",
            replications=replications,
            seed=seed,
            file=self.file,
            places=self.places,
        )

    def _note(self, table: Table, key: str) -> None:
        """Remember where a value was given."""
        if key in table:
            at = table.at(key)
            self.places[".".join(map(str, at))] = ("", self._line(at))

    def _line(self, at: Path) -> int:
        return self.problems.lines.line_of(at) if self.problems.lines is not None else 0

    def _title(self) -> Text:
        if "title" not in self.table:
            return Text("", "")
        if isinstance(self.table.get("title"), Mapping):
            return self.table.title()
        text = self.table.text("title")
        return Text(text, text)

    # ---- assumptions --------------------------------------------------------------------------

    def _assume(self, path: str, amount: Amount | None, at: Path, basis: str, lever: str) -> None:
        if amount is None:
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
        basis = basis or self.basis
        if not basis and "basis" not in self.table:
            self.problems.add(
                at,
                Text(
                    "没有依据：给出这一项的 basis，或整个文件的 basis",
                    "no basis: give this one a 'basis', or the whole file",
                ),
            )
        self.assumptions[path] = Assumption(
            path,
            amount,
            Text(basis, basis),
            "scenario",
            lever,
            line=self._line(at),
        )

    def _with_basis(self, table: Table, key: str) -> tuple[Path, Any, str]:
        """A value, or ``{ estimate = …, basis = … }`` with a basis of its own."""
        value = table.get(key)
        at = table.at(key)
        if isinstance(value, Mapping) and "estimate" in value:
            own = Table(value, at, self.problems)
            basis = own.text("basis", default="")
            inner = own.get("estimate")
            own.close()
            return (*at, "estimate"), inner, basis
        return at, value, ""

    def _counts(self, name: str) -> None:
        if name not in self.table:
            return
        table = self.table.table(name)
        for key in table.raw:
            at, value, basis = self._with_basis(table, key)
            lever = "decide" if name == "people" else "guess"
            found = self.amounts.estimate(at, value, "count")
            self._assume(f"{name}.{key}", found, at, basis, lever)

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
            for ending, kind in _FORMS:
                if key.endswith(ending):
                    body, form = key.removesuffix(ending), kind
            found = self.amounts.meets(at, value, form)
            lever = "negotiate" if found is not None and found.days is not None else "decide"
            self._assume(f"meetings.{body}", found, at, basis, lever)

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
                continue
            self._assume(f"fill.{key}", self.amounts.fill(at, value), at, basis, "decide")

    def _numbers(self, name: str) -> str:
        """Tables ``chance`` and ``cohort``; gives the cohort's model."""
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
            at, value, basis = self._with_basis(table, key)
            known = default(f"{name}.{key}")
            unit = "number"
            if known is not None and isinstance(known.amount, Estimate):
                unit = known.amount.unit
            found = self.amounts.estimate(at, value, unit)
            if found is not None and f"{name}.{key}" in _POSITIVE and found.least <= 0:
                self.problems.wrong(at, value, Text("大于 0 的数", "a number above 0"))
            self._assume(f"{name}.{key}", found, at, basis, "guess")
        return model

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
            )
            if own != Staffing():  # a body with a capacity alone is one of people
                staffing[body] = own
            for key in STAFFING:
                self._note(table, key)
            table.close(["capacity"])
        return staffing

    # ---- the rest -----------------------------------------------------------------------------

    def _readings(self) -> dict[str, str]:
        if "readings" not in self.table:
            return {}
        table = self.table.table("readings")
        for key in table.raw:
            self._note(table, key)
        return {key: table.text(key) for key in table.raw}

    def _changes(self) -> tuple[Change, ...]:
        found: list[Change] = []
        for row in self.table.rows("changes"):
            op = row.choice("op", OPERATIONS, Text("操作", "operation"), default="set")
            path = row.text("path")
            why = row.text("why")
            to = row.get("to")
            if op not in ("", "remove") and "to" not in row:
                row.missing("to")
            elif op == "remove" and "to" in row:
                message = Text("删去的不写 'to'", "what is removed has no 'to'")
                self.problems.add(row.at("to"), message)
            elif op == "move":
                row.text("to")
            row.close()
            at = row.at("path") if "path" in row else row.path
            found.append(Change(path, to, why, op, line=self._line(at)))
        return tuple(found)

    def _calendar(self) -> CalendarChoice:
        if "calendar" not in self.table:
            return CalendarChoice()
        table = self.table.table("calendar")
        kind = table.choice("kind", CALENDARS, Text("日历", "calendar"), default="announced")
        known_on = table.date("known_on") if "known_on" in table else None
        count = table.choice("count", COUNTS, Text("计数方法", "convention"), "exclude_first")
        hours = (540, 1020)
        if "hours" in table:
            before = len(self.problems.found)
            given = table.items("hours", self._hour, needed=True)
            if len(given) == 2 and given[0] < given[1]:
                hours = (given[0], given[1])
            elif len(self.problems.found) == before:
                message = Text(
                    '上下班时刻，如 ["09:00", "17:00"]',
                    'opening and close, such as ["09:00", "17:00"]',
                )
                self.problems.add(table.at("hours"), message)
        holidays = []
        for row in table.rows("holidays"):
            holidays.append((row.date("date"), row.text("name")))
            row.close()
        table.close(CALENDAR)
        for key in CALENDAR:
            self._note(table, key)
        return CalendarChoice(
            kind or "announced", known_on, count or "exclude_first", hours, tuple(holidays)
        )

    def _hour(self, path: Path, value: object) -> int | None:
        """A time of day as minutes."""
        text = value if isinstance(value, str) else ""
        hour, colon, minute = text.partition(":")
        if colon and re.fullmatch("[0-9]{1,2}", hour) and re.fullmatch("[0-5][0-9]", minute):
            found = int(hour) * 60 + int(minute)
            if found <= 24 * 60:
                return found
        self.problems.wrong(path, value, Text('时刻，如 "09:00"', 'a time such as "09:00"'))
        return None

    def _run(self) -> tuple[int, int]:
        blank = Scenario(id="", policy="", title=Text("", ""))
        if "run" not in self.table:
            return blank.replications, blank.seed
        table = self.table.table("run")
        replications = table.whole(
            "replications", blank.replications, least=1, most=MOST_REPLICATIONS
        )
        seed = table.whole("seed", blank.seed, least=0, most=2**63 - 1)
        self._note(table, "replications")
        self._note(table, "seed")
        table.close()
        return replications, seed


__all__ = ["default_scenario", "merge", "override", "read_scenario"]
