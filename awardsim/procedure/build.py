"""From a text and a scenario to a procedure; every problem is found before anything runs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.errors import Problem, ProcedureError, nearest_name
from awardsim.policy import Cell, Policy, Stage
from awardsim.procedure.assumable import assumable, instead, stated
from awardsim.procedure.bodies import meeting_of, workforce
from awardsim.procedure.bounds import ON_THE_CLOCK, bounds_of, limit_of
from awardsim.procedure.checks import check_bodies, check_conferral, check_quotas
from awardsim.procedure.dates import Dates
from awardsim.procedure.graph import check_graph, in_order
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import (
    FurtherMaterial,
    Meeting,
    Node,
    NoticePeriod,
    ObjectionClock,
    Objections,
    Procedure,
    Review,
    Time,
    TimeLimit,
)
from awardsim.procedure.placing import placed
from awardsim.procedure.reach import check_reach
from awardsim.procedure.resolve import resolve
from awardsim.procedure.rulebook import bind_rule
from awardsim.rules.interface import Rule
from awardsim.scenario.defaults import names as default_names
from awardsim.scenario.model import Distribution, Estimate, Scenario
from awardsim.text import Text
from awardsim.units import Duration, Unit
from awardsim.workdays import CalendarError, RegionalHoliday, WorkCalendar

_WORKING = Text("工作日或工时", "working days or hours")
#: Years that the calendar is compiled beyond the day that the procedure must finish.
CALENDAR_YEARS = 2
#: Names in the built-in table for chance and cohort, taken into every procedure.
CHANCE = (
    "upheld",
    "objection_forward",
    "objection_reply",
    "objection_decide",
    "withdrawal",
    "supplied",
    "spread",
)
CHANCE_TITLES = {
    "upheld": Text("异议查证属实的比例", "share of objections upheld"),
    "objection_forward": Text("转送异议用时", "time to forward an objection"),
    "objection_reply": Text("复核异议用时", "time to check an objection"),
    "objection_decide": Text("认定异议用时", "time to decide an objection"),
    "withdrawal": Text("中途退出的比例", "share that withdraws"),
    "supplied": Text("一次补齐材料的比例", "share that supplies what was missing"),
    "spread": Text("各件用时的差别", "spread of single durations"),
    "leniency": Text("评审员宽严差异", "reviewers' leniency"),
    "noise": Text("单份打分误差", "error of a single mark"),
    "site_noise": Text("现场打分误差", "error of a site mark"),
    "opinion_noise": Text("推荐单位看法的误差", "error of the recommending body's view"),
    "crowding": Text("申报集中在截止前的程度", "crowding of applications towards the end"),
    "careless": Text("没有留足公示天数的比例", "share that starts too late for its own notice"),
    "complete": Text("材料一次齐全的比例", "share of files complete at once"),
    "branch": Text("分支、派出机构的比例", "share of branches"),
    "too_young": Text("年限不足的比例", "share with too few years"),
    "accident": Text("每年发生重大事故的比例", "yearly share with a major accident"),
    "breach": Text("每年有违法失信记录的比例", "yearly share with a breach on record"),
    "earlier_winner": Text("以往获奖者再次申报的比例", "share of earlier winners"),
    "merit_mean": Text("真实水平的平均", "mean of true merit"),
    "merit_sd": Text("真实水平的离散", "spread of true merit"),
}


def build(
    policy: Policy,
    scenario: Scenario,
    rule: Callable[[str, str], Rule],
    cohort: Any = None,
    measures: Sequence[Any] = (),
) -> Procedure:
    """Make the procedure of a text under a scenario.

    Parameters
    ----------
    policy
        The text as written.
    scenario
        Assumptions, changes, readings.
    rule
        Looks up a rule by name and jurisdiction; raises InputError for an unknown name.
    cohort
        The cohort model that draws applicants.
    measures
        Figures to compute from every log beside the usual ones.

    Raises
    ------
    ProcedureError
        With all problems: unknown rules or bodies, cycles, unreachable stages, lists without a
        closing date upstream, bodies without capacity, conflicting quotas, assumptions nobody
        needs.
    """
    resolved, overrides, problems = resolve(policy, scenario)
    try:
        procedure = _Builder(resolved, scenario, rule, problems).build(overrides, cohort)
        check_reach(procedure)
    except ProcedureError as error:
        raise ProcedureError(placed(error.problems, scenario, policy)) from None
    return attrs.evolve(procedure, measures=tuple(measures))


class _Builder:
    """One construction: gathers inputs and problems while the nodes are made."""

    def __init__(
        self,
        policy: Policy,
        scenario: Scenario,
        rule: Callable[[str, str], Rule],
        problems: list[Problem],
    ) -> None:
        self.policy = policy
        self.scenario = scenario
        self.rule = rule
        self.problems = problems
        self.warnings: list[Text] = []
        self.tracks = tuple(policy.tracks)
        self.channels = tuple(policy.channels)
        self.opening = scenario.opens or opening_of(policy)
        self.finish_by = scenario.finish_by or policy.window.closes.value
        self._check_end()
        self.calendar = self._calendar()
        self.inputs = Inputs(scenario, self.opening, self.problems)

    def build(self, overrides: Any, cohort: Any) -> Procedure:
        order, acyclic = in_order(self.policy, self.problems)
        check_bodies(self.policy, self.scenario, self.problems)
        index = {name: position for position, name in enumerate(order)}
        finish = self._finish(index)
        applicants = self._applicants()
        dates = Dates(self.policy, self.scenario, self.calendar, self.inputs, index)
        nodes = tuple(self._node(name, index, dates) for name in order)
        bodies = {
            name: made
            for name in dict.fromkeys(n.body for n in nodes if n.kind == "work")
            if name in self.policy.bodies
            for made in (workforce(name, self.policy, self.scenario, self.inputs),)
        }
        nodes = tuple(attrs.evolve(node, calendar=self._own_days(node)) for node in nodes)
        chance = {name: self._chance("chance", name) for name in CHANCE}
        for name in default_names("cohort"):
            self._chance("cohort", name)
        if acyclic:
            check_graph(self.policy, nodes, self.problems, self.scenario.file)
        check_quotas(self.policy, nodes, self.problems, self.warnings)
        check_conferral(self.policy, nodes, self.inputs.found, self.problems)
        self.inputs.report_unused(assumable(self.policy), stated(self.policy), instead(self.policy))
        objections = self.policy.objections
        clock = ObjectionClock(
            chance["objection_forward"],
            chance["objection_reply"],
            chance["objection_decide"],
            chance["upheld"],
            (
                self._limit("objections.forward", objections.forward),
                self._limit("objections.reply", objections.reply),
                self._limit("objections.decide", objections.decide),
            ),
        )
        if self.problems:
            raise ProcedureError(self.problems)
        return Procedure(
            policy=self.policy,
            scenario=self.scenario,
            calendar=self.calendar,
            nodes=nodes,
            bodies=bodies,
            inputs=tuple(self.inputs.found),
            names=dict(self.inputs.names),
            clock=clock,
            tracks=self.tracks,
            channels=self.channels,
            applicants=applicants,
            quotas=tuple(
                self.policy.quotas[track].number.value if track in self.policy.quotas else None
                for track in self.tracks
            ),
            finish=finish,
            finish_by=self.finish_by,
            overrides=tuple(overrides),
            warnings=tuple(self.warnings),
            cohort=cohort,
        )

    def _check_end(self) -> None:
        """The day by which it must finish comes before the first one."""
        if self.finish_by is None or self.finish_by >= self.opening:
            return
        path = "finish_by" if self.scenario.finish_by is not None else "opens"
        self.problems.append(
            Problem(
                Text(
                    f"完成期限（{self.finish_by}）早于开始日（{self.opening}）",
                    f"it must finish by {self.finish_by}, before the opening on {self.opening}",
                ),
                self.scenario.file,
                path=path,
            )
        )

    def _calendar(self) -> WorkCalendar:
        last = max(self.finish_by or self.opening, self.opening)
        try:
            return self._compiled(min(last.year + CALENDAR_YEARS, datetime.MAXYEAR))
        except CalendarError as error:
            path = "finish_by" if self._known(self.opening) else "opens"
            found = [
                attrs.evolve(one, file=self.scenario.file, path=path) for one in error.problems
            ]
            raise ProcedureError([*self.problems, *found]) from None

    def _known(self, day: datetime.date) -> bool:
        try:
            WorkCalendar.compile(day, day, known_on=self.scenario.calendar.known_on)
        except CalendarError:
            return False
        return True

    def _compiled(self, year: int) -> WorkCalendar:
        choice = self.scenario.calendar
        last = datetime.date(year, 12, 31)
        if choice.kind == "continuous":
            return WorkCalendar.continuous(self.opening, last)
        return WorkCalendar.compile(
            self.opening,
            last,
            known_on=choice.known_on,
            hours=choice.hours,
            count="include_first" if choice.count == "include_first" else "exclude_first",
            overlays=[RegionalHoliday(day, Text(name, name), "") for day, name in choice.holidays],
        )

    def _own_days(self, node: Node) -> WorkCalendar | None:
        """The days on which the body of a stage is there, where they are not all."""
        staffing = self.scenario.staffing.get(node.body)
        if node.kind != "work" or staffing is None:
            return None
        if not (staffing.available or staffing.away):
            return None
        return self.calendar.with_days(staffing.available or None, staffing.away)

    def _finish(self, index: Mapping[str, int]) -> int:
        wanted = self.scenario.finish
        if not wanted:
            awards = [name for name in index if self.policy.stages[name].type == "AWARD"]
            return index[awards[-1]] if awards else len(index) - 1
        if wanted not in index:
            self.problems.append(
                Problem(
                    Text(f"文本没有环节 '{wanted}'", f"the text has no stage '{wanted}'"),
                    self.scenario.file,
                    path="finish",
                    nearest=nearest_name(wanted, index),
                )
            )
            return len(index) - 1
        return index[wanted]

    def _applicants(self) -> dict[tuple[int, int], int]:
        """Inputs of the number of applicants by (track, channel); channel -1 for all together."""
        found: dict[tuple[int, int], int] = {}
        for t, track in enumerate(self.tracks):
            title = self.policy.tracks[track].title
            label = Text(f"申报数（{title.zh}）", f"applicants ({title.en})")
            given = [
                (c, channel)
                for c, channel in enumerate(self.channels)
                if f"channels.{channel}.{track}" in self.scenario.assumptions
            ]
            for c, channel in given:
                name = self.policy.channels[channel].title
                path = f"channels.{channel}.{track}"
                place = Text(f"{name.zh}{label.zh}", f"{name.en}: {label.en}")
                found[t, c] = self.inputs.take(path, place)
            if len(given) < len(self.channels):
                kind = self.policy.tracks[track].applicant
                found[t, -1] = self.inputs.take(f"applicants.{track}", label, f"applicants.{kind}")
        return found

    def _chance(self, table: str, name: str) -> int:
        return self.inputs.take(
            f"{table}.{name}", CHANCE_TITLES.get(name, Text(name, name)), f"{table}.{name}"
        )

    def _node(self, name: str, index: Mapping[str, int], dates: Dates) -> Node:
        stage = self.policy.stages[name]
        node = Node(
            index=index[name],
            id=name,
            title=stage.title,
            type=stage.type,
            kind=stage.kind,
            per=stage.per,
            body=stage.body,
            source=stage.source,
            after=tuple(sorted(index[other] for other in stage.after)),
            tracks=tuple(not stage.only.tracks or t in stage.only.tracks for t in self.tracks),
            channels=tuple(
                not stage.only.channels or c in stage.only.channels for c in self.channels
            ),
            traits=stage.only.traits,
            opens=dates.opens(stage),
            closes=dates.closes(name, stage),
            limit=dates.limit(name, stage),
        )
        changes: dict[str, Any] = {}
        if stage.kind in ("work", "wait"):
            changes["times"] = self._times(name, stage)
        elif stage.kind == "notice":
            changes["notice"] = self._notice(name, stage)
        elif stage.kind == "meeting":
            body = self.policy.bodies[stage.body]
            changes["meeting"] = self._decision(
                name,
                stage,
                meeting_of(name, stage, body, self.inputs, self.calendar, self.finish_by),
            )
        if stage.objection is not None and stage.objection.open.value:
            rate = self.inputs.take(
                f"chance.objection.{name}",
                Text(f"{stage.title.zh}每个名字的异议率", f"{stage.title.en}: objections per name"),
                f"chance.objection.{stage.type}",
                "chance.objection.other",
            )
            changes["objections"] = Objections(rate, stage.objection.holds.value or "case")
        if stage.supplement is not None:
            changes["supplement"] = self._supplement(name, stage)
        if stage.reviewers is not None:
            changes["review"] = self._review(name, stage)
        if stage.rule is not None:
            changes["rule"] = bind_rule(
                name, stage, self.policy, self.rule, self.inputs, self.problems
            )
        return attrs.evolve(node, **changes)

    def _times(self, name: str, stage: Stage) -> tuple[Time | None, ...]:
        """How long a stage takes, by track; one for all where they do not differ."""
        cell = stage.duration
        if cell.value is not None and cell.bound is not None and cell.bound.value == "exactly":
            unit = cell.value.unit
            if not self._countable(name, stage):
                return (None,)
            if unit is Unit.CALENDAR_DAY:
                fixed = int(cell.value.amount * 1440)
                return (Time(-1, "civil", 1440, fixed=fixed, stated=True),)
            per = 60 if unit is Unit.HOUR else self.calendar.day_minutes
            return (Time(-1, "work", per, fixed=int(cell.value.amount * per), stated=True),)
        if not self._countable(name, stage):
            return (None,)
        times = self._assumed_times(name, stage)
        return tuple(self._bounded(stage, time) for time in times)

    def _countable(self, name: str, stage: Stage) -> bool:
        """What the text says of a stage's time is in units that it can be counted in."""
        cell = stage.duration
        if cell.value is None or cell.bound is None:
            return True
        unit = cell.value.unit
        if unit in ON_THE_CLOCK and not (stage.kind == "work" and unit is Unit.CALENDAR_DAY):
            return True
        wanted = Text("工作日、日历日或工时", "working days, calendar days or hours")
        if stage.kind == "work":
            wanted = _WORKING
        self._unit(f"stages.{name}.duration", stage, self.policy.file, wanted=wanted)
        return False

    def _bounded(self, stage: Stage, time: Time) -> Time:
        """A time within what the text allows."""
        least, most = bounds_of(stage.duration, time.clock, self.calendar.day_minutes)
        return attrs.evolve(time, least=least, most=most)

    def _decision(self, name: str, stage: Stage, meeting: Meeting) -> Meeting:
        """When a body decides; one that takes days takes what the text allows."""
        if meeting.time is None or not self._countable(name, stage):
            return meeting
        time = self._bounded(stage, meeting.time)
        return attrs.evolve(meeting, time=time, least=max(meeting.least, time.least))

    def _limit(self, path: str, cell: Cell[Duration]) -> TimeLimit | None:
        """How long the text allows something to take; a problem where that is no time."""
        if cell.value is not None and cell.value.unit not in ON_THE_CLOCK:
            self.problems.append(
                Problem(
                    Text(
                        f"这里要用工作日、日历日或工时计（如5wd、7cd、4h），不是{cell.value}",
                        "this is counted in working days, calendar days or hours "
                        f"(5wd, 7cd, 4h), not {cell.value}",
                    ),
                    self.policy.file,
                    path=path,
                )
            )
            return None
        return limit_of(cell, self.calendar.day_minutes)

    def _assumed_times(self, name: str, stage: Stage) -> tuple[Time, ...]:
        """How long a stage is assumed to take, by track."""
        base = f"durations.{name}"
        if not stage.only.tracks and len(self.tracks) > 1 and self._by_track(name, stage):
            times = tuple(
                self._time(f"{base}.{track}", stage, self.policy.tracks[track].applicant)
                for track in self.tracks
            )
            if len({time.clock for time in times}) > 1:
                self._unit(base, stage, self.scenario.file)
            return times
        if stage.only.tracks:
            kind = self.policy.tracks[stage.only.tracks[0]].applicant
        else:
            kind = self.policy.tracks[self.tracks[0]].applicant
        return (self._time(base, stage, kind),)

    def _by_track(self, name: str, stage: Stage) -> bool:
        if f"durations.{name}" in self.scenario.assumptions:
            return False
        if any(f"durations.{name}.{track}" in self.scenario.assumptions for track in self.tracks):
            return True
        return stage.per == "case" and stage.type == "SITE"

    def _time(self, path: str, stage: Stage, applicant: str) -> Time:
        title = Text(f"{stage.title.zh}用时", f"duration: {stage.title.en}")
        if path.count(".") == 2:
            track = self.policy.tracks[path.rsplit(".", 1)[1]].title
            title = Text(f"{title.zh}（{track.zh}）", f"{title.en} ({track.en})")
        kinds = [f"durations.{stage.type}.{applicant}", f"durations.{stage.type}.{stage.per}"]
        mailed = stage.kind == "wait" and stage.deadline is not None
        if mailed and stage.deadline and stage.deadline.counts in ("receipt", "postmark"):
            kinds.insert(0, "durations.receipt")
        assumed = self.inputs.assumption(path, *kinds, f"durations.{stage.type}", "durations.other")
        assert assumed is not None
        counted = isinstance(assumed.amount, Estimate | Distribution) and assumed.amount.unit
        if stage.kind == "work" and counted == "cd":
            self._unit(path, stage, self.scenario.file, assumed.line)
        if isinstance(assumed.amount, Distribution):
            unit = assumed.amount.unit
            return Time(-1, _clock(unit), self._scale(unit), distribution=assumed.amount)
        index = self.inputs.add(path, title, assumed, assumed.amount)
        unit = self.inputs.found[index].unit if index >= 0 else "wd"
        return Time(index, _clock(unit), self._scale(unit))

    def _unit(
        self, path: str, stage: Stage, file: str, line: int = 0, wanted: Text | None = None
    ) -> None:
        """Something is counted in a unit that its kind of stage cannot be counted in."""
        wanted = wanted or {
            "notice": Text("整数的工作日或日历日", "whole working or calendar days"),
            "work": _WORKING,
        }.get(stage.kind, Text("同一种时间单位", "one and the same unit of time"))
        self.problems.append(
            Problem(
                Text(
                    f"“{stage.title.zh}”要用{wanted.zh}计",
                    f"'{stage.title.en}' is counted in {wanted.en}",
                ),
                file,
                line,
                path,
            )
        )

    def _scale(self, unit: str) -> float:
        return {"wd": float(self.calendar.day_minutes), "h": 60.0, "cd": 1440.0}.get(unit, 1.0)

    def _notice(self, name: str, stage: Stage) -> NoticePeriod:
        cell = stage.duration
        roll = "none"
        path = f"durations.{name}"
        given = self.scenario.assumptions.get(path)
        if cell.value is not None:
            whole = cell.value.amount.denominator == 1
            if cell.value.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY) or not whole:
                self._unit(f"stages.{name}.duration", stage, self.policy.file)
                return NoticePeriod(0, -1, "wd", roll, True)
            unit = "cd" if cell.value.unit is Unit.CALENDAR_DAY else "wd"
            if given is None or cell.bound is None or cell.bound.value == "exactly":
                return NoticePeriod(cell.value.whole, -1, unit, roll, True)
            self._check_bound(path, cell, given.amount)
        title = Text(f"{stage.title.zh}天数", f"length: {stage.title.en}")
        if given is not None and isinstance(given.amount, Distribution):
            self.inputs.wrong(path, given, "天数", "a number of days")
        index = self.inputs.take(path, title, "fill.notice", kind="count")
        if index >= 0 and self.inputs.found[index].unit not in ("wd", "cd"):
            self._unit(path, stage, self.scenario.file, given.line if given is not None else 0)
        unit = self.inputs.found[index].unit if index >= 0 else "wd"
        floor = 0
        if cell.value is not None and cell.bound is not None and cell.bound.value == "at_least":
            floor = cell.value.whole
        return NoticePeriod(-1, index, "cd" if unit == "cd" else "wd", roll, False, floor)

    def _check_bound(self, path: str, cell: Cell[Duration], amount: object) -> None:
        """A notice may be assumed longer than the text's least, or shorter than its most."""
        if not isinstance(amount, Estimate) or cell.value is None or cell.bound is None:
            return
        ceiling = cell.bound.value == "at_most"
        out = amount.most > cell.value.amount if ceiling else amount.least < cell.value.amount
        if amount.unit != cell.value.unit.value or out:
            zh, en = ("多于", "longer than") if ceiling else ("少于", "shorter than")
            if amount.unit != cell.value.unit.value:
                zh, en = "不是", "not in the unit of"
            self.problems.append(
                Problem(
                    Text(
                        f"{zh}文本写明的{cell.value.read('zh')}（{cell.source}）",
                        f"{en} the {cell.value.read('en')} that {cell.source} states",
                    ),
                    self.scenario.file,
                    self.scenario.assumptions[path].line,
                    path,
                )
            )

    def _supplement(self, name: str, stage: Stage) -> FurtherMaterial:
        assert stage.supplement is not None
        within, rounds = stage.supplement.within, stage.supplement.rounds
        base = f"fill.stages.{name}.supplement"
        limit = self._limit(f"stages.{name}.supplement.within", within)
        return FurtherMaterial(
            within=-1
            if within.value is not None
            else self.inputs.take(
                f"{base}.within",
                Text(
                    f"{stage.title.zh}补充材料用时",
                    f"{stage.title.en}: time for further material",
                ),
                "fill.within",
            ),
            rounds=-1
            if not rounds.open
            else self.inputs.take(
                f"{base}.rounds",
                Text(
                    f"{stage.title.zh}补充材料次数",
                    f"{stage.title.en}: rounds of further material",
                ),
                "fill.rounds",
            ),
            minutes_fixed=-1 if limit is None else limit.minutes,
            civil=limit is not None and limit.civil,
            rounds_fixed=-1 if rounds.open else rounds.value or 0,
        )

    def _review(self, name: str, stage: Stage) -> Review:
        assert stage.reviewers is not None
        assignment = stage.assignment.value if stage.assignment is not None else None
        staffing = self.scenario.staffing.get(stage.body)
        if staffing is not None and staffing.assignment:
            assignment = staffing.assignment
        count, index = stage.reviewers.value, -1
        if count is None:
            path = f"fill.stages.{name}.reviewers"
            index = self.inputs.take(
                path,
                Text(f"{stage.title.zh}每份几人评", f"{stage.title.en}: reviewers per file"),
                f"fill.reviewers.{stage.type}",
                "fill.reviewers",
            )
            given = self.scenario.assumptions.get(path)
            if index >= 0 and given is not None and self.inputs.found[index].least < 1:
                self.inputs.wrong(path, given, "整数，至少 1", "a whole number, at least 1")
        return Review(count or 0, index, assignment or "balanced")


def opening_of(policy: Policy) -> datetime.date:
    """The day the edition opens: the first stage's own, else the window's, else the issue's."""
    for stage in policy.stages.values():
        if not stage.after and stage.opens is not None and stage.opens.value is not None:
            return stage.opens.value
    if policy.window.opens.value is not None:
        return policy.window.opens.value
    issued = [source.issued for source in policy.sources.values() if source.issued is not None]
    if issued:
        return issued[0]
    raise ProcedureError(
        Problem(
            Text(
                "文本没有开始日期：在情景里给出 opens",
                "the text has no opening date: give 'opens' in the scenario",
            ),
            policy.file,
            path="opens",
        )
    )


def _clock(unit: str) -> str:
    return "civil" if unit == "cd" else "work"
