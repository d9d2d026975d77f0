"""From a text and a scenario to a procedure; every problem is found before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.errors import Problem, ProcedureError, nearest_name
from awardsim.policy import Policy
from awardsim.procedure.assumable import assumable, instead, stated
from awardsim.procedure.blaming import blamed
from awardsim.procedure.bodies import workforce
from awardsim.procedure.chances import CHANCE, CHANCE_TITLES
from awardsim.procedure.channels import Channels, title_of
from awardsim.procedure.checks import (
    check_bodies,
    check_conferral,
    check_meetings,
    check_quotas,
    check_validity,
)
from awardsim.procedure.closings import check_closings
from awardsim.procedure.edition import Edition
from awardsim.procedure.facts import known_facts
from awardsim.procedure.graph import check_graph, check_tiers, in_order
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.localdays import check_channels, with_local_days
from awardsim.procedure.model import ObjectionClock, Procedure
from awardsim.procedure.nodes import Nodes
from awardsim.procedure.pace import at_milestones
from awardsim.procedure.panels import check_panels
from awardsim.procedure.places import award_quotas
from awardsim.procedure.placing import placed, touches
from awardsim.procedure.population import filled
from awardsim.procedure.progress import progress_problems, with_progress
from awardsim.procedure.reach import check_reach
from awardsim.procedure.resolve import resolve
from awardsim.procedure.risks import risks_of
from awardsim.procedure.times import Times
from awardsim.rules.interface import Rule
from awardsim.scenario.defaults import names as default_names
from awardsim.scenario.model import Scenario
from awardsim.text import Text


def build(
    policy: Policy,
    scenario: Scenario,
    rule: Callable[[str, str], Rule],
    cohort: Any = None,
    measures: Sequence[Any] = (),
    columns: frozenset[str] = frozenset(),
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
    columns
        What applicants have, beside the vocabulary's, where no cohort is given.

    Raises
    ------
    ProcedureError
        With all problems: unknown rules or bodies, cycles, unreachable stages, lists without a
        closing date upstream, bodies without capacity, conflicting quotas, assumptions nobody
        needs.
    """
    if policy.within is not None and policy.outer is None:
        raise ProcedureError(placed([_needs_outer(policy)], scenario, policy))

    def look(one: Scenario) -> tuple[Procedure, list[Problem]]:
        resolved, overrides, problems = resolve(policy, one)
        usable = _without_refused(one, problems)
        if usable is not one:
            resolved, overrides, _ = resolve(policy, usable)
        problems += known_facts(resolved, rule, columns if cohort is None else cohort.columns)
        procedure = _Builder(resolved, usable, rule, problems).build(overrides, cohort)
        if usable.progress is not None:
            problems += progress_problems(procedure, usable.progress)
        return procedure, placed(problems, one, policy)

    procedure, problems = look(scenario)
    if problems:
        raise ProcedureError(blamed(problems, scenario, lambda one: look(one)[1]))
    if scenario.progress is not None:
        procedure = with_progress(procedure, scenario.progress)
    return attrs.evolve(procedure, measures=tuple(measures))


def _needs_outer(policy: Policy) -> Problem:
    assert policy.within is not None
    return Problem(
        Text(
            f"文本接在 '{policy.within.policy}' 之前：要先与它合成一个程序",
            f"the text stands in front of '{policy.within.policy}': it has to be put together "
            "with that text first",
        ),
        policy.file,
        path="within.policy",
    )


def _without_refused(scenario: Scenario, problems: Sequence[Problem]) -> Scenario:
    """The scenario without the changes that cannot be made, so that the others are looked at."""
    wrong = {change.path for change in scenario.changes for one in problems if touches(change, one)}
    if not wrong:
        return scenario
    return attrs.evolve(
        scenario,
        changes=tuple(change for change in scenario.changes if change.path not in wrong),
        refused=scenario.refused | wrong,
    )


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
        self.division = Channels.of(policy)
        self.timeline: list[Problem] = []
        self.edition = Edition(policy, scenario, problems, self.timeline)
        self.inputs = Inputs(scenario, self.edition.opening, problems, self.timeline)
        self.times = Times(policy, self.inputs, self.edition.calendar.day_minutes)

    def build(self, overrides: Any, cohort: Any) -> Procedure:
        """The procedure, of use only if no problem has been noted."""
        order, acyclic = in_order(self.policy, self.problems)
        check_bodies(self.policy, self.scenario, self.problems)
        index = {name: position for position, name in enumerate(order)}
        finish = self._finish(index)
        applicants = self._applicants()
        stages = Nodes(self.policy, self.inputs, self.edition, self.times, index, self.rule)
        nodes = tuple(stages.of(name) for name in order)
        bodies = {
            name: made
            for name in dict.fromkeys(n.body for n in nodes if n.kind == "work")
            if name in self.policy.bodies
            for made in (workforce(name, self.policy, self.scenario, self.inputs),)
        }
        nodes = tuple(attrs.evolve(node, calendar=self.edition.own_days(node)) for node in nodes)
        check_channels(self.policy, self.scenario, self.problems)
        nodes = with_local_days(nodes, self.policy, self.scenario, self.edition.calendar)
        waits: dict[int, int] = {}
        paced: Text | None = None
        if self.scenario.pace == "milestones":
            nodes, waits, paced = at_milestones(nodes, self.edition.calendar)
        chance = {name: self._chance("chance", name) for name in CHANCE}
        for name in default_names("cohort"):
            self._chance("cohort", name)
        quotas = award_quotas(self.policy)
        check_graph(self.policy, nodes, self.problems, self.scenario.file)
        if acyclic:
            check_tiers(self.policy, nodes, self.problems)
        risks = risks_of(self.scenario, nodes, self.inputs)
        cohort = filled(cohort, self.scenario, self.problems)
        check_validity(self.policy, self.edition, self.warnings)
        check_quotas(self.policy, quotas, nodes, self.problems, self.warnings)
        check_meetings(self.policy, nodes, self.edition.calendar, self.warnings)
        found = self.inputs.found
        check_panels(self.policy, nodes, bodies, found, self.scenario, self.problems)
        self.warnings.extend([paced] if paced is not None else [])
        check_conferral(self.policy, quotas, nodes, self.inputs.found, self.problems)
        # A run has no use for what people cost; a figure of it has.
        working = {stage.body for stage in self.policy.stages.values() if stage.kind == "work"}
        self.inputs.used |= {f"rates.{body}" for body in working}
        self.inputs.report_unused(assumable(self.policy), stated(self.policy), instead(self.policy))
        objections = self.policy.objections
        clock = ObjectionClock(
            chance["objection_forward"],
            chance["objection_reply"],
            chance["objection_decide"],
            chance["upheld"],
            (
                self.times.limit("objections.forward", objections.forward),
                self.times.limit("objections.reply", objections.reply),
                self.times.limit("objections.decide", objections.decide),
            ),
        )
        procedure = Procedure(
            policy=self.policy,
            scenario=self.scenario,
            calendar=self.edition.calendar,
            nodes=nodes,
            bodies=bodies,
            inputs=tuple(self.inputs.found),
            names=dict(self.inputs.names),
            clock=clock,
            tracks=self.tracks,
            tiers=tuple(self.policy.tiers),
            channels=self.channels,
            division=self.division,
            applicants=applicants,
            quotas=quotas,
            finish=finish,
            finish_by=self.edition.finish_by,
            overrides=tuple(overrides),
            warnings=tuple(self.warnings),
            cohort=cohort,
            waits=waits,
            risks=risks,
        )
        if self.edition.sure:
            self.problems.extend(self.timeline)
            if acyclic:
                told = {problem.path for problem in self.problems}
                late = [*check_closings(procedure), *check_reach(procedure)]
                self.problems.extend(one for one in late if one.path not in told)
        return procedure

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
            open_to: set[int] = set()
            for c, channel in enumerate(self.channels):
                if f"channels.{channel}.{track}" in self.scenario.assumptions:
                    found[t, c] = self._own_applicants(channel, track, label)
                else:
                    open_to.add(self.division.whole[c])
            for whole in sorted(open_to):
                name = self.division.wholes[whole]
                given = f"channels.{name}.{track}" in self.scenario.assumptions
                if given and self.division.divided(whole):
                    found[t, -2 - whole] = self._own_applicants(name, track, label)
                    open_to.discard(whole)
            if open_to:
                kind = self.policy.tracks[track].applicant
                found[t, -1] = self.inputs.take(f"applicants.{track}", label, f"applicants.{kind}")
        return found

    def _own_applicants(self, channel: str, track: str, label: Text) -> int:
        """Input of the applicants of one channel."""
        name = title_of(self.policy, channel)
        place = Text(f"{name.zh}{label.zh}", f"{name.en}: {label.en}")
        return self.inputs.take(f"channels.{channel}.{track}", place)

    def _chance(self, table: str, name: str) -> int:
        return self.inputs.take(
            f"{table}.{name}", CHANCE_TITLES.get(name, Text(name, name)), f"{table}.{name}"
        )
