"""What a past edition really took: days of its stages, and what was observed of assumptions."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping

import attrs

from awardsim.errors import ScenarioError
from awardsim.text import Text
from awardsim.toml import Problems, Table, read_document
from awardsim.units import Duration

#: What a reader takes for a name of an applicant: no value of this file is a text.
_NO_NAMES = Text("这里只写日期，不写名称", "only days stand here, never a name")


@attrs.frozen
class Actual:
    """The real days of an edition.

    Attributes
    ----------
    made_on
        The day on which the forecast could have been made; None: as the scenario says.
    basis
        Where the days come from.
    done
        By stage as it was written, the day on which it was over.
    posted
        By stage as it was written, the day on which its notice was posted.
    observed
        By path of an assumption, what it was.
    places
        Line of each value, by its dotted path.
    """

    file: str
    basis: Text
    made_on: datetime.date | None = None
    done: Mapping[str, datetime.date] = {}
    posted: Mapping[str, datetime.date] = {}
    observed: Mapping[str, float | Duration] = {}
    lines: Mapping[str, int] = attrs.field(factory=dict, eq=False, repr=False)

    def line(self, *path: str) -> int:
        """Where a value stands; 0 where that is not known."""
        return self.lines.get(".".join(path), 0)


def read_actual(path: str | os.PathLike[str]) -> Actual:
    """Read the real days of an edition.

    Raises
    ------
    ScenarioError
        With every mistake of the file.
    """
    file = os.fspath(path)
    problems = Problems(file, error=ScenarioError)
    table = Table(read_document(path, problems).data, (), problems)
    table.whole("schema", least=1, most=1)
    basis = table.remark("basis")
    made_on = None
    if "made_on" in table:
        made_on = table.date("made_on")
    done, posted = _days(table, "done"), _days(table, "posted")
    observed = _observed(table)
    table.close(("done", "posted", "observed", "made_on"))
    if not done and not posted and not observed and not problems.found:
        problems.add(
            (), Text("没有一个日期：写在 [done] 里", "no day is given: they stand in [done]")
        )
    for stage in sorted({*done} & {*posted}):
        if posted[stage] > done[stage]:
            problems.add(
                ("posted", stage),
                Text(
                    f"发布（{posted[stage]}）晚于办完（{done[stage]}）",
                    f"posted on {posted[stage]}, after it was over on {done[stage]}",
                ),
            )
    problems.raise_any()
    lines = {}
    if problems.lines is not None:
        for head, names in (("done", done), ("posted", posted), ("observed", observed)):
            for name in names:
                lines[f"{head}.{name}"] = problems.lines.line_of((head, name))
        lines["made_on"] = problems.lines.line_of(("made_on",))
    return Actual(file, basis, made_on, done, posted, observed, lines)


def _days(table: Table, key: str) -> dict[str, datetime.date]:
    found = {}
    if key in table:
        days = table.table(key)
        for stage in days.raw:
            if isinstance(days.raw[stage], str):
                days.problems.add(days.at(stage), _NO_NAMES)
                days.get(stage)
                continue
            day = days.one(stage, days.check.date, datetime.date.min)
            if day != datetime.date.min:
                found[stage] = day
    return found


def _observed(table: Table) -> dict[str, float | Duration]:
    found: dict[str, float | Duration] = {}
    if "observed" in table:
        values = table.table("observed")
        for path in values.raw:
            value = values.get(path)
            if isinstance(value, str):
                duration = values.check.duration(values.at(path), value)
                if duration is not None:
                    found[path] = duration
            else:
                number = values.check.number(values.at(path), value)
                if number is not None:
                    found[path] = float(number)
    return found
