"""Variants beside each other in one detail: selection, groups or cost, with paired differences.

Each variant is run under the luck of all, and a difference is taken replication by replication, so
that it is known far better than the figures themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import NormalDist
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis import applicants, cost, intervals
from awardsim.analysis.applicants import Table, table
from awardsim.analysis.contests import Outcome, changed, contests, outcome
from awardsim.analysis.differences import Z95, Difference, difference, rate_difference
from awardsim.analysis.groups import counted
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.kept_runs import Runs
from awardsim.analysis.paired import JUDGING
from awardsim.analysis.selection import check_judged
from awardsim.procedure.model import Procedure
from awardsim.simulation.plan import make_plan
from awardsim.simulation.tasks import Collect
from awardsim.text import Text

Floats = NDArray[np.float64]

NOTHING = Text("", "")
ALL = Text("全部", "all")
TOTAL = Text("合计", "together")
OTHERS = Text("名单与A不同", "list is not that of A")
RATE = Text("获奖率", "awarded")
RULES = Text("其中规则等", "due to rules etc.")
DAYS = Text("人·日", "days")
YUAN = Text("元（一般标准）", "yuan (usual rates)")
_CONTEST = (
    ("field", Text("进入评判", "judged"), "number"),
    ("winners", Text("获奖", "awards"), "number"),
    ("top", Text("最好的几名中获奖的", "of the truly best, awarded"), "share"),
    ("best", Text("最好的一名获奖", "the truly best one is awarded"), "share"),
    ("all_best", Text("最好的几名全部获奖", "all the truly best are awarded"), "share"),
    ("lost", Text("每个奖损失的实力", "merit lost per award"), "number"),
    ("overturned", Text("票决推翻打分", "the vote goes against the marks"), "share"),
)


@attrs.frozen(eq=False)
class Column:
    """A figure of one variant in every replication, nan where undefined.

    Attributes
    ----------
    section, heading, title
        What it is of: a track or a contest, what groups are told apart by, the figure.
    unit
        ``share``, ``part`` (a share that may be negative), ``number``, ``days`` or ``yuan``.
    values
        Where there are ``cases``, their sum over all applicants of the replication.
    told
        There are enough cases for a statement.
    alike
        So many are looked at together: each may seem to differ so much more rarely [Bonferroni].
    against
        It is a comparison with the first variant already.
    """

    id: str
    section: Text
    heading: Text
    title: Text
    unit: str
    values: Floats
    cases: Floats | None = None
    told: bool = True
    alike: int = 1
    against: bool = False

    @property
    def estimate(self) -> Estimate:
        """The mean, or the rate, with its interval."""
        if not self.told:
            return intervals.UNDEFINED
        if self.cases is not None:
            of = intervals.of_rate if self.unit == "share" else intervals.of_ratio
            return of(self.values, self.cases)
        return (intervals.of_share if self.unit == "share" else intervals.of_mean)(self.values)


@attrs.frozen
class Line:
    """A figure of all variants; differences to the first one, None where there is none to tell.

    ``stands_out``: the difference is told from none; ``told`` is False where there are too few
    cases for a statement.
    """

    id: str
    section: Text
    heading: Text
    title: Text
    unit: str
    values: tuple[Estimate, ...]
    differences: tuple[Difference | None, ...]
    stands_out: tuple[bool, ...]
    told: tuple[bool, ...]


@attrs.frozen(eq=False)
class Arms:
    """Variants beside each other; ``size`` is how many there are to be, ``taken`` how many of them
    stood in the file of an earlier sweep."""

    detail: str
    names: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    lines: tuple[Line, ...]
    size: int
    replications: int
    seed: int
    taken: int


class Working:
    """Variants under way: what is done can be had at any time.

    Parameters
    ----------
    detail
        One of :data:`DETAILS`.
    named
        Names and procedures, the one to compare with first; all with the same tracks.
    options
        Of :class:`~.kept_runs.Runs`.

    Raises
    ------
    InputError
        Selection, and nobody is judged.
    """

    def __init__(self, detail: str, named: Sequence[tuple[str, Procedure]], **options: Any) -> None:
        self.detail, self.named = detail, tuple(named)
        collect, self.measure = DETAILS[detail]
        self.runs = Runs(collect, **options)
        if detail == "selection":
            for _, procedure in named:
                check_judged(procedure)
        self.first: dict[str, Column] = {}
        self.found: list[dict[str, tuple[Column, Estimate, Difference | None]]] = []

    def run(self) -> Arms:
        """Run all of them."""
        base: Any = None
        for _, procedure in self.named:
            columns, own = self.measure(procedure, self.runs.rows(procedure), base)
            base = own if base is None else base
            self.first = self.first or {one.id: one for one in columns}
            self.found.append({one.id: self._compared(one) for one in columns})
        return self.so_far()

    @property
    def begun(self) -> bool:
        """One of them is done."""
        return bool(self.found)

    def so_far(self) -> Arms:
        """Those that are done."""
        titles: dict[str, Column] = {}
        for own in self.found:
            for name, (column, _, _) in own.items():
                titles.setdefault(name, column)
        nothing = (None, intervals.UNDEFINED, None)
        sections = list(dict.fromkeys(one.section for one in titles.values()))
        lines = []
        for name, one in sorted(titles.items(), key=lambda item: sections.index(item[1].section)):
            cells = [own.get(name, nothing) for own in self.found]
            lines.append(
                Line(
                    name,
                    one.section,
                    one.heading,
                    one.title,
                    one.unit,
                    tuple(cell[1] for cell in cells),
                    tuple(cell[2] for cell in cells),
                    tuple(_stands_out(cell[2], one.alike) for cell in cells),
                    tuple(cell[0] is None or cell[0].told for cell in cells),
                )
            )
        done = self.named[: len(self.found)]
        return Arms(
            self.detail,
            tuple(name for name, _ in done),
            tuple(procedure for _, procedure in done),
            tuple(lines),
            len(self.named),
            self.runs.replications,
            self.runs.seed,
            self.runs.taken,
        )

    def _compared(self, own: Column) -> tuple[Column, Estimate, Difference | None]:
        """A column without its replications, what it comes to, and its difference to the first."""
        base = self.first.get(own.id)
        apart = None
        if base is not None and base is not own and base.told and own.told and not own.against:
            apart = _difference(base, own)
        bare = attrs.evolve(own, values=np.empty(0), cases=None)
        return bare, own.estimate, apart


def compare_detail(detail: str, named: Sequence[tuple[str, Procedure]], **options: Any) -> Arms:
    """Run variants at once; see :class:`Working`."""
    return Working(detail, named, **options).run()


def _stands_out(apart: Difference | None, alike: int) -> bool:
    """A difference is told from none, so many being looked at together."""
    if apart is None or apart.same:
        return False
    level = 1 - (1 - intervals.LEVEL) / alike
    strict = NormalDist().inv_cdf((1 + level) / 2) / Z95
    return abs(apart.mean) > strict * apart.error


def _difference(base: Column, own: Column) -> Difference | None:
    if base.cases is None or own.cases is None:
        found = difference(base.values, own.values)
        return found if found.mean == found.mean else None
    return rate_difference(base.values, base.cases, own.values, own.cases)


def _selection(
    procedure: Procedure, rows: Floats, base: Table | None
) -> tuple[list[Column], Table]:
    """Selection quality of each contest, reviewer-days; ``base`` are the first one's applicants."""
    found = table(procedure, make_plan(procedure).reasons, rows)
    columns = [
        Column(f"{contest.id}/{name}", contest.title, NOTHING, what, unit, values)
        for contest in contests(procedure)
        for name, what, unit, values in _of_contest(procedure, outcome(found, contest))
        if not np.isnan(values).all()
    ]
    if base is not None:
        columns += [
            Column(
                f"{contest.id}/others",
                contest.title,
                NOTHING,
                OTHERS,
                "share",
                changed(base, found, contest)[0],
                against=True,
            )
            for contest in contests(procedure)
        ]
    columns.append(Column("judging", NOTHING, NOTHING, JUDGING, "days", found.judging))
    return columns, found


def _of_contest(procedure: Procedure, own: Outcome) -> Iterator[tuple[str, Text, str, Floats]]:
    """Name, title, unit and values of each figure of a contest."""
    for name, what, unit in _CONTEST:
        yield name, what, unit, getattr(own, name)
    for still in own.kept:
        stage = procedure.nodes[still.node]
        left = Text(f"过了“{stage.title.zh}”还在的", f"still in after '{stage.title.en}'")
        yield f"after/{stage.id}", left, "share", still.top


def _groups(procedure: Procedure, rows: Floats, _base: object) -> tuple[list[Column], object]:
    """Award rates, and what of each is due to rules."""
    found = table(procedure, make_plan(procedure).reasons, rows)
    columns = []
    for place, name in enumerate(procedure.tracks):
        track = procedure.policy.tracks[name].title
        groups = [one for one, _ in counted(found, place)]
        everybody = found.present & (found.track == place)
        hits, cases = (
            (which & everybody).sum(axis=1).astype(float) for which in (found.awarded, everybody)
        )
        columns.append(Column(f"{name}/rate", track, RATE, ALL, "share", hits, cases))
        kinds = [one.group.dimension for one in groups]
        for heading, unit in ((RATE, "share"), (RULES, "part")):
            columns += [
                Column(
                    f"{name}/{one.group.dimension}/{one.group.id}/{unit}",
                    track,
                    heading,
                    one.group.title,
                    unit,
                    one.hits if unit == "share" else one.rules,
                    one.cases,
                    told=one.enough,
                    alike=kinds.count(one.group.dimension),
                )
                for one in groups
            ]
    return columns, object()


def _cost(procedure: Procedure, rows: Floats, _base: object) -> tuple[list[Column], object]:
    """Days of each body and of each track it serves, and yuan at usual rates."""
    work = cost.Work(procedure, rows)
    days: list[Column] = []
    yuan: list[Column] = []
    for body in procedure.bodies:
        whose = procedure.policy.bodies[body].title
        rate = cost.rate_of(procedure, body)
        tracks = work.serves(body)
        parts = [(whose, body, work.of(body))]
        for track in tracks if len(tracks) > 1 else ():
            name = procedure.tracks[track]
            title = procedure.policy.tracks[name].title
            both = Text(f"{whose.zh}：{title.zh}", f"{whose.en}: {title.en}")
            parts.append((both, f"{body}/{name}", work.of_track(body, track)))
        for title, path, spent in parts:
            days.append(Column(f"days/{path}", DAYS, NOTHING, title, "days", spent))
            if rate is not None:
                worth = spent * cost.usual_rate(rate)
                yuan.append(Column(f"yuan/{path}", YUAN, NOTHING, title, "yuan", worth))
    whole = [one.values for one in yuan if one.id.count("/") == 1]
    if whole:
        yuan.append(Column("yuan", YUAN, NOTHING, TOTAL, "yuan", np.sum(whole, axis=0)))
    return [*days, *yuan], object()


Measure = Callable[[Procedure, Floats, Any], tuple[list[Column], Any]]
#: What is collected for each detail, and the columns that are made of it.
DETAILS: dict[str, tuple[Collect, Measure]] = {
    "selection": (applicants.collect, _selection),
    "groups": (applicants.collect, _groups),
    "cost": (cost.collect, _cost),
}
