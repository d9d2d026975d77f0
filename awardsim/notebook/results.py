"""What a run, a schedule and a comparison found, as figures, tables and words."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from awardsim.analysis.shares import CONFIDENCE
from awardsim.notebook.table import Row, Table, Words, flat
from awardsim.text import Language

if TYPE_CHECKING:
    from awardsim.analysis.forecast import Forecast
    from awardsim.analysis.paired import Paired
    from awardsim.analysis.timetable import Timetable
    from awardsim.procedure.model import Procedure


def _date(minute: float | None, procedure: Procedure) -> datetime.date | None:
    """A minute as its day; None for never."""
    if minute is None or np.isnan(minute):
        return None
    return procedure.calendar.date(int(minute))


@attrs.frozen(eq=False, repr=False, slots=False)
class Run:
    """What a simulation found.

    Every table is a part of :attr:`record`, which is what ``--format json`` prints.
    """

    forecast: Forecast
    name: str
    lang: Language

    @property
    def share(self) -> float | None:
        """Share of replications that finish in time; None without a deadline or applicants."""
        return self.forecast.share

    @property
    def error(self) -> float | None:
        """Half-width of the 95 % interval of the share from the number of replications alone.

        It says nothing of wrong assumptions: see :meth:`ranges`.
        """
        return self.forecast.error

    @property
    def finish(self) -> dict[float, datetime.date | None]:
        """The day by which it is over with a chance of 50, 80 and 90 %; None: never."""
        found = self.forecast
        days = (_date(minute, found.procedure) for minute in found.finish)
        return dict(zip(CONFIDENCE, days, strict=True))

    @property
    def law(self) -> datetime.date | None:
        """The earliest end that the text alone allows."""
        return _date(self.forecast.law_finish, self.forecast.procedure)

    @functools.cached_property
    def record(self) -> dict[str, Any]:
        """The whole run as plain data, described by ``docs/json.md``."""
        from awardsim.report.run_record import run_record

        return run_record(self.forecast)

    def stages(self, *, all: bool = False) -> Table:
        """Dates of the milestones, or of all stages: early (10 %), middle, late (90 %), latest."""
        wanted = set(self.record["milestones"])
        return self._rows(one for one in self.record["stages"] if all or one["id"] in wanted)

    def decides(self) -> Table:
        """Civil days on the driving path, by stage and by what they are spent on."""
        return self._rows(one | {"lever": one["lever"] or {}} for one in self.record["path"])

    def values(self) -> Table:
        """Every value of the text that was followed, with its article and status."""
        return self._rows(
            {name: one for name, one in value.items() if name != "value"}
            for value in self.record["values"]
        )

    def ranges(self) -> Table:
        """The share in time with each estimate alone at its ends; empty where none was varied."""
        return self._rows((self.record["ranges"] or {"inputs": ()})["inputs"])

    def bodies(self) -> Table:
        """People, working hours and the longest queue of each body."""
        return self._rows(self.record["bodies"])

    def outcomes(self) -> Table:
        """What becomes of synthetic applicants, as shares of all."""
        return self._rows(self.record["outcomes"])

    def replications(self) -> Table:
        """A row per replication: its end, whether it is in time, applications and awards."""
        found = self.forecast
        procedure = found.procedure
        column = functools.partial(found.layout.column, found.figures)
        ends, due = column("finish"), procedure.deadline_minute
        counts = [
            f"{what}/{track}" for what in ("applied", "awarded") for track in procedure.tracks
        ]
        numbers = {name: column(name) for name in ("late", *counts, "objections")}
        rows: list[Row] = []
        for place, end in enumerate(ends.tolist()):
            own = {name: int(values[place]) for name, values in numbers.items()}
            in_time = None if due < 0 else bool(end <= due)
            rows.append({"finish": _date(end, procedure), "in_time": in_time, **own})
        return Table(rows)

    def brief(self) -> Words:
        """Three lines that can be sent."""
        from awardsim.report.brief import brief

        return Words(brief(self.forecast, self.lang))

    def __repr__(self) -> str:
        from awardsim.report.run_screen import run_screen

        return run_screen(self.forecast, self.lang, self.name)

    def _rows(self, records: Any) -> Table:
        return Table(flat(one, self.lang) for one in records)


@attrs.frozen(eq=False, repr=False)
class Schedule:
    """Earliest and latest dates, without chance."""

    timetable: Timetable
    name: str
    lang: Language

    @property
    def finish(self) -> datetime.date | None:
        """The earliest end with everything at its usual value."""
        return _date(self.timetable.finish, self.timetable.procedure)

    @property
    def law(self) -> datetime.date | None:
        """The earliest end that the text alone allows."""
        return _date(self.timetable.law, self.timetable.procedure)

    @property
    def slack(self) -> int | None:
        """Working days to spare; negative where the day is missed, None without a day."""
        return self.timetable.slack

    def stages(self) -> Table:
        """Every stage: earliest and latest dates, and the working days between them."""
        procedure = self.timetable.procedure
        rows = []
        for line in self.timetable.lines:
            node, back = procedure.nodes[line.node], line.back
            rows.append(
                {
                    "id": node.id,
                    "title": node.title.read(self.lang),
                    "body": node.body,
                    "article": node.source,
                    "ground": line.ground.kind,
                    "start": _date(line.start, procedure),
                    "finish": _date(line.finish, procedure),
                    "latest_start": None if back is None else _date(back.start, procedure),
                    "latest_finish": None if back is None else _date(back.finish, procedure),
                    "slack": line.slack,
                    "driving": line.driving,
                }
            )
        return Table(rows)

    def __repr__(self) -> str:
        from awardsim.report.timetable_screen import timetable_screen

        return timetable_screen(self.timetable, self.name, self.lang)


@attrs.frozen(eq=False, repr=False, slots=False)
class Comparison:
    """Variants of one edition under the same luck; the first is what others are held against."""

    paired: Paired
    lang: Language

    @functools.cached_property
    def record(self) -> dict[str, Any]:
        """The whole comparison as plain data, as ``--format json`` prints it."""
        from awardsim.report.paired_data import paired_data

        return paired_data(self.paired)

    def figures(self) -> Table:
        """A row per figure and variant, with the paired difference to the first variant.

        ``difference`` and its ``error`` are None for the first; ``same`` says that there is no
        effect in any replication, ``distinguishable`` that the interval does not hold zero.
        """
        rows: list[Row] = []
        names = [variant.name for variant in self.paired.variants]
        for figure, made in zip(self.record["figures"], self.paired.figures, strict=True):
            head = {
                "figure": figure["figure"],
                "title": made.title.read(self.lang),
                "unit": figure["unit"],
            }
            for name, value, apart in zip(
                names, figure["values"], figure["differences"], strict=True
            ):
                told = {} if apart is None else flat(apart, self.lang)
                rows.append(
                    {
                        **head,
                        "variant": name,
                        "value": value,
                        "difference": told.get("mean"),
                        **{
                            key: told.get(key)
                            for key in ("error", "same", "distinguishable", "reason")
                        },
                    }
                )
        return Table(rows)

    def variants(self) -> Table:
        """A row per variant: dates without chance, slack, the day at each confidence."""
        return Table(
            {
                "variant": one.name,
                "law": _date(one.timetable.law, one.procedure),
                "usual": _date(one.timetable.finish, one.procedure),
                "slack": one.timetable.slack,
                **{
                    f"finish_{round(share * 100)}": _date(minute, one.procedure)
                    for share, minute in zip(CONFIDENCE, one.finish, strict=True)
                },
            }
            for one in self.paired.variants
        )

    def differs(self) -> Table:
        """What is different in each variant: of the text with its article, and of estimates."""
        return Table(
            {"variant": one["name"], **flat(each, self.lang)}
            for one in self.record["variants"]
            for each in one["differs"]
        )

    def __repr__(self) -> str:
        from awardsim.report.paired_screen import paired_screen

        return paired_screen(self.paired, self.lang)


def distinct(names: Sequence[str]) -> list[str]:
    """Names that can be told apart: what is called alike is numbered.

    >>> distinct(["a", "b", "a"])
    ['a [1]', 'b', 'a [2]']
    """
    return [
        f"{name} [{names[: place + 1].count(name)}]" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]
