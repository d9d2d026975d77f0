"""What happened to whom in simulated editions: applicants, and visits of stages.

An id is the same however often an edition is simulated: of an applicant it is the fixed place
that its random numbers have, whatever rule is changed, and of a visit the applicant's, or the
list's, with the stage.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.eventlog.acting import Acting, acting, channel_name
from awardsim.report.eventlog.people import People
from awardsim.simulation.followed import Followed, follow
from awardsim.simulation.log import AWARDED, INSIDE
from awardsim.simulation.plan import Plan, make_plan
from awardsim.text import Text

#: Stages that are none of the text's: what an applicant's way may have beside.
LEAVES = "leaves"
OBJECTION = "objection"
_TITLES = {
    LEAVES: Text("退出程序", "leaves the procedure"),
    OBJECTION: Text("异议处理", "objection handled"),
}
#: How a visit of one applicant ended; what a list decides on its members is none of its own.
RESULTS = ("passed", "more_material", "left")
DONE = "done"


@attrs.frozen
class Applicant:
    """One synthetic applicant of one edition; ``outcome`` and ``tier`` are ids."""

    id: str
    track: str
    channel: str
    outcome: str
    tier: str


@attrs.frozen
class Visit:
    """One stage, gone through by one applicant, or by a list as one.

    Attributes
    ----------
    stage
        Id of the stage, or :data:`LEAVES` or :data:`OBJECTION`.
    arrived, started, finished
        Civil minutes since 00:00 of the opening day.  ``finished`` is None of an objection that
        was not decided while its applicant was there.
    people
        Ids of those who did the work, where it is people who do it.
    result
        One of :data:`RESULTS`; of a list :data:`DONE`; of a leaving the reason; of an objection
        whether it was upheld.
    notice
        Id of the notice that was posted; empty where none was.
    """

    id: str
    stage: str
    applicants: tuple[str, ...]
    arrived: int
    started: int
    finished: int | None
    body: Acting | None
    people: tuple[str, ...]
    result: str
    notice: str = ""


@attrs.frozen
class Edition:
    """One simulated edition; ``visits`` in the order in which they were finished."""

    number: int
    applicants: tuple[Applicant, ...]
    visits: tuple[Visit, ...]

    @property
    def id(self) -> str:
        """The id of the edition, which begins every other id."""
        return f"r{self.number:04d}"

    def ways(self) -> Iterator[tuple[Applicant, list[Visit]]]:
        """Each applicant with its visits."""
        found: dict[str, list[Visit]] = {one.id: [] for one in self.applicants}
        for visit in self.visits:
            for applicant in visit.applicants:
                found[applicant].append(visit)
        for one in self.applicants:
            yield one, found[one.id]


def editions(procedure: Procedure, seed: int, replications: int) -> Iterator[Edition]:
    """The first so many replications of a seed as editions, numbered from 0."""
    plan = make_plan(procedure)
    for number, one in enumerate(follow(plan, seed, replications)):
        yield _Reader(plan, number, one).edition()


def activities(procedure: Procedure) -> Mapping[str, Text]:
    """What each stage is called; those that share a title have their id behind it."""
    zh = Counter(node.title.zh for node in procedure.nodes)
    en = Counter(node.title.en for node in procedure.nodes)
    found = dict(_TITLES)
    for node in procedure.nodes:
        title = node.title
        if zh[title.zh] > 1 or en[title.en] > 1 or title in _TITLES.values():
            title = Text(f"{title.zh}（{node.id}）", f"{title.en} ({node.id})")
        found[node.id] = title
    return found


def result_title(visit: Visit, procedure: Procedure) -> Text:
    """How a visit ended, in words."""
    if visit.stage == LEAVES:
        return words.outcome_title(visit.result, procedure)
    return {
        "passed": Text("通过", "passed"),
        "more_material": Text("要求补正", "further material asked for"),
        "left": Text("未通过", "did not pass"),
        DONE: Text("办结", "done"),
        "upheld": Text("属实", "upheld"),
        "not_upheld": Text("不属实", "not upheld"),
        "open": Text("未办结", "not decided"),
    }[visit.result]


class _Reader:
    """Reads one replication."""

    def __init__(self, plan: Plan, number: int, followed: Followed) -> None:
        self.plan = plan
        self.procedure = plan.procedure
        self.prefix = f"r{number:04d}"
        self.number = number
        self.log = followed.log
        self.members = followed.members
        self.channel: list[int] = self.log.channel.tolist()
        self.ids = [f"{self.prefix}-a{slot:05d}" for slot in self.log.slots.tolist()]
        self.people = People(plan, followed, self.prefix)
        #: When each applicant left; those that did not never did.
        self.gone = {case: minute for case, _, minute, _, _ in self.log.left}
        self.seen: Counter[tuple[int, int]] = Counter()
        progress = self.procedure.scenario.progress
        #: Stages that are done, nobody has said when.
        self.undated = frozenset(() if progress is None else progress.implied)

    def edition(self) -> Edition:
        visits = [self._visit(place) for place in range(len(self.log.rows))]
        visits = [one for one in visits if one.applicants and one.stage not in self.undated]
        visits += self._objections()
        visits.sort(key=lambda one: one.started if one.finished is None else one.finished)
        visits += [self._leaving(*one) for one in self.log.left]
        return Edition(self.number, self._applicants(), tuple(visits))

    def _applicants(self) -> tuple[Applicant, ...]:
        log, procedure = self.log, self.procedure
        return tuple(
            Applicant(
                self.ids[case],
                procedure.tracks[int(log.track[case])],
                procedure.channels[self.channel[case]],
                log.reasons[log.outcome[case]],
                procedure.tiers[log.tier[case]] if log.tier[case] >= 0 else "",
            )
            for case in sorted(range(len(self.ids)), key=lambda case: self.ids[case])
        )

    def _visit(self, place: int) -> Visit:
        case, index, arrived, started, finished, _, _, result = self.log.rows[place]
        node = self.procedure.nodes[index]
        if case >= 0:
            self.seen[case, index] += 1
            name = f"{self.ids[case]}-{node.id}-{self.seen[case, index]}"
            cases: tuple[int, ...] = (case,)
            channel = self.channel[case]
        else:
            channel = node.members(-1 - case)[0]
            name = f"{self.prefix}-{node.id}-{self._list_name(node, channel)}"
            cases = self.members[place]
        return Visit(
            name,
            node.id,
            tuple(self.ids[one] for one in cases),
            arrived,
            started,
            finished,
            acting(self.procedure, node, channel),
            self.people.of(place),
            RESULTS[result] if case >= 0 else DONE,
            f"{name}-notice" if node.kind == "notice" else "",
        )

    def _list_name(self, node: Node, channel: int) -> str:
        if node.per == "batch":
            return "all"
        inner = bool(self.procedure.policy.stages[node.id].inside)
        return channel_name(self.procedure, channel, inner=inner)

    def _objections(self) -> Iterator[Visit]:
        for case, index, raised, decided, upheld in self.log.objections:
            until = self.gone.get(case, math.inf)
            if raised > until:
                continue
            last = self.procedure.calendar.minute(self.procedure.calendar.last, 1440)
            over = decided <= until and decided < last
            node = self.procedure.nodes[index]
            yield Visit(
                f"{self.ids[case]}-{node.id}-{OBJECTION}",
                OBJECTION,
                (self.ids[case],),
                raised,
                raised,
                decided if over else None,
                None,
                (),
                ("upheld" if upheld else "not_upheld") if over else "open",
            )

    def _leaving(self, case: int, _node: int, minute: int, reason: int, _cause: int) -> Visit:
        assert self.log.outcome[case] not in (AWARDED, INSIDE)
        return Visit(
            f"{self.ids[case]}-{LEAVES}",
            LEAVES,
            (self.ids[case],),
            minute,
            minute,
            minute,
            None,
            (),
            self.log.reasons[reason],
        )
