"""The tables of a scenario file: short forms expanded, every mistake noted."""

from __future__ import annotations

import datetime
import pathlib
import re
from collections.abc import Mapping

from awardsim.scenario.assuming import Assuming
from awardsim.scenario.merging import CALENDAR
from awardsim.scenario.model import CalendarChoice, Change, OwnHoliday, Progress, Scenario
from awardsim.text import NOTHING, Text
from awardsim.toml import Path, Table

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
PACES = {
    "as_ready": Text("备齐就走", "as soon as all is ready"),
    "milestones": Text("按写明的日期走", "by the stated dates"),
}
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
    "cycles",
    "rates",
    "bodies",
    "risks",
    "readings",
    "calendar",
    "progress",
    "run",
)
SCALARS = ("opens", "finish_by", "finish", "pace")
_KEYS = ("schema", "policy", "extends", "title", "basis", *SCALARS, *ASSUMED, "changes")


class Tables(Assuming):
    """Reads one scenario's tables."""

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
        self.basis = table.remark("basis", Text.same("--set") if partial else NOTHING)
        title = self._title()
        opens = self._optional(table, "opens")
        finish_by = self._optional(table, "finish_by")
        finish = table.text("finish", default="")
        pace = table.choice("pace", PACES, Text("节奏", "pace"), default="as_ready")
        self._counts("applicants")
        self._counts("people")
        self._channels()
        self._meetings()
        self._durations()
        self._fill()
        self._numbers("chance")
        model = self._numbers("cohort")
        self._numbers("cycles")
        self._rates()
        staffing = self._bodies()
        risks = self._risks(needs_policy)
        readings = self._readings()
        changes = self._changes()
        calendar = self._calendar()
        progress = self._progress()
        replications, seed = self._run()
        table.close(_KEYS)
        for key in ("policy", *SCALARS):
            self._note(table, key)
        self._refuse_whole()
        if opens is not None and finish_by is not None and finish_by < opens:
            self.problems.add(
                ("finish_by",),
                Text(
                    f"finish_by（{finish_by}）早于 opens（{opens}）",
                    f"finish_by ({finish_by}) is before opens ({opens})",
                ),
            )
            self.refused.add("finish_by")
        return Scenario(
            id=pathlib.Path(self.file).stem,
            policy=policy,
            title=title,
            basis=self.basis,
            opens=opens,
            finish_by=finish_by,
            finish=finish,
            pace=pace or "as_ready",
            assumptions=self.assumptions,
            readings=readings,
            changes=changes,
            staffing=staffing,
            risks=risks,
            calendar=calendar,
            progress=progress,
            cohort=model or "builtin.applicants",
            population=self.population,
            replications=replications,
            seed=seed,
            file=self.file,
            places=self.places,
            refused=frozenset(self.refused),
        )

    def _refuse_whole(self) -> None:
        """Keys of the head that could not be read, as they were meant; and any of the calendar."""
        for problem in self.problems.found:
            if problem.path.startswith("calendar."):
                self.refused.add("calendar")
            elif "." not in problem.path and "[" not in problem.path:
                meant = problem.nearest or problem.path
                self.refused.add(meant)
                if meant == "changes":
                    self.refused.update(_paths_in(self.table.raw.get(problem.path)))

    def _optional(self, table: Table, key: str) -> datetime.date | None:
        """A day that may be left out; None, and refused, where it is none."""
        if key not in table:
            return None
        day = table.check.date(table.at(key), table.get(key))
        if day is None:
            self.refused.add(".".join(map(str, table.at(key))))
        return day

    def _title(self) -> Text:
        if "title" not in self.table:
            return Text("", "")
        if isinstance(self.table.get("title"), Mapping):
            return self.table.title()
        text = self.table.text("title")
        return Text(text, text)

    def _readings(self) -> dict[str, str]:
        if "readings" not in self.table:
            return {}
        table = self.table.table("readings")
        for key in table.raw:
            self._note(table, key)
        chosen = {key: table.text(key) for key in table.raw}
        self.refused.update(f"readings.{key}" for key, option in chosen.items() if not option)
        return {key: option for key, option in chosen.items() if option}

    def _changes(self) -> tuple[Change, ...]:
        found: list[Change] = []
        for row in self.table.rows("changes"):
            op = row.choice("op", OPERATIONS, Text("操作", "operation"), default="set")
            path = row.text("path")
            why = row.text("why")
            to = row.get("to")
            whole = bool(op and path)
            if op not in ("", "remove") and "to" not in row:
                row.missing("to")
                whole = False
            elif op == "remove" and "to" in row:
                message = Text("删去的不写 'to'", "what is removed has no 'to'")
                self.problems.add(row.at("to"), message)
            elif op == "move":
                whole = bool(row.text("to")) and whole
            row.close()
            if not whole:
                self.refused.add(path)
                continue
            found.append(Change(path, to, why, op, line=self._line(row.at("path"))))
        return tuple(found)

    def _calendar(self) -> CalendarChoice:
        if "calendar" not in self.table:
            return CalendarChoice()
        table = self.table.table("calendar")
        kind = table.choice("kind", CALENDARS, Text("日历", "calendar"), default="announced")
        known_on = self._optional(table, "known_on")
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
            if "date" not in row:
                row.missing("date")
            day, name = self._optional(row, "date"), row.text("name")
            source = row.text("source", default="")
            channels: tuple[str, ...] = ()
            if "channels" in row:
                channels = row.items("channels", row.check.ident, needed=True)
                self._note(row, "channels")
            row.close()
            if day is not None and name:
                holidays.append(OwnHoliday(day, name, source, channels))
        table.close(CALENDAR)
        for key in CALENDAR:
            self._note(table, key)
        return CalendarChoice(
            kind or "announced", known_on, count or "exclude_first", hours, tuple(holidays)
        )

    def _progress(self) -> Progress | None:
        """What has happened so far."""
        if "progress" not in self.table:
            return None
        table = self.table.table("progress")
        if "today" not in table:
            table.missing("today")
        today = self._optional(table, "today")
        self._note(table, "today")
        done = self._days_of(table, "done")
        posted = self._days_of(table, "posted")
        table.close(("today", "done", "posted"))
        if today is None:  # a mistake; what else is wrong is seen on the last of the days
            today = max([*done.values(), *posted.values()], default=None)
        return None if today is None else Progress(today, done, posted)

    def _days_of(self, table: Table, key: str) -> dict[str, datetime.date]:
        """Stages with a day each."""
        found = {}
        if key in table:
            days = table.table(key)
            for stage in days.raw:
                day = self._optional(days, stage)
                self._note(days, stage)
                if day is not None:
                    found[stage] = day
        return found

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


def _paths_in(changes: object) -> list[str]:
    """Paths of changes that are not written as changes are."""
    rows = changes if isinstance(changes, list) else [changes]
    paths = [row.get("path") for row in rows if isinstance(row, Mapping)]
    return [path for path in paths if isinstance(path, str)]
