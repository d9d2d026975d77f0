"""The procedure of a text that is checked, and what its builder notes as findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import PluginError, Problem, ProcedureError
from awardsim.findings import form, procedure
from awardsim.findings.finding import Finding, Place
from awardsim.findings.known import Known
from awardsim.findings.material import Material
from awardsim.findings.sides import with_sides
from awardsim.policy import Policy
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Assumption, Estimate, Scenario
from awardsim.text import NOTHING, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure


#: A closing date that is not written, whose built-in estimate lies before the opening.
_GUESSED = re.compile(r": give '(fill\.stages\.\w+\.closes)' in the scenario$")


@attrs.frozen
class Built:
    """What a text makes.

    Attributes
    ----------
    procedure
        None where the text makes none.
    problems
        Why it makes none, and what a scenario has to give.
    cramped
        Stages whose closing date has no room for the built-in estimate, with its working days:
        they close on the day of the deadline behind them instead.
    """

    procedure: Procedure | None = None
    problems: tuple[Problem, ...] = ()
    cramped: Mapping[str, int] = {}


def build_procedure(policy: Policy, scenario: Scenario, known: Known) -> Built:
    """The procedure of a text, or why there is none.

    A text is not blamed for a built-in estimate that does not fit before its dates: that is a
    point about the dates (AWS206), or about the scenario that has to give another one.
    """
    from awardsim.procedure.build import build

    shorter: dict[str, Assumption] = {}
    cramped: dict[str, int] = {}
    told: dict[str, Problem] = {}
    while True:
        under = attrs.evolve(scenario, assumptions={**scenario.assumptions, **shorter})
        try:
            made = build(policy, under, known.rule, columns=known.columns)
            return Built(made, tuple(told.values()), cramped)
        except ProcedureError as error:
            guessed = {_guessed(one, shorter): one for one in error.problems}
            fresh = [path for path in guessed if path and path.split(".")[2] not in cramped]
            if not fresh:
                others = [one for one in error.problems if not _guessed(one, shorter)]
                return Built(None, (*told.values(), *others))
        except PluginError as error:
            return Built(None, (Problem(error.message, policy.file),))
        for path in fresh:
            stage = path.split(".")[2]
            if scenario.file and path not in told:
                told[path] = attrs.evolve(guessed[path], file=scenario.file, line=0, path=path)
            days = _usual(policy, stage)
            if path in shorter:
                cramped[stage], days = days, 0
            amount = Estimate.exactly(days, "wd")
            shorter[path] = Assumption(path, amount, NOTHING, "built-in")


def _usual(policy: Policy, stage: str) -> int:
    """Working days between the closing of a stage and the deadline behind it, as is assumed."""
    found = default(f"fill.{policy.stages[stage].type}.closes.before_deadline")
    return int(found.amount.usual) if found and isinstance(found.amount, Estimate) else 0


def _guessed(problem: Problem, shorter: Mapping[str, Assumption]) -> str:
    """The path of a built-in estimate that a problem is about; empty where it is about none."""
    found = _GUESSED.search(problem.message.en)
    if found is not None:
        return found[1]
    return problem.path if problem.path in shorter else ""


def of_builder(problems: Iterable[Problem], material: Material) -> list[Finding]:
    """What the builder has noted, on the lines of the text; causes without what follows."""
    policy = material.policy
    found: list[Finding] = []
    for problem in problems:
        of_scenario = bool(problem.file) and problem.file != policy.file
        one = Finding.of_problem(procedure.code_of(problem, of_scenario), problem, policy.state)
        if not of_scenario:
            path = problem.path.removeprefix("fill.")
            line = one.place.line or material.line_of(path)
            one = attrs.evolve(one, place=Place(policy.file, line, path))
            if one.code is procedure.NO_OPENING:
                one = _undated(one, material)
            else:
                one = with_sides(one, material)
        found.append(one)
    unbound = {procedure.RULE, procedure.UNFILLED, form.UNKNOWN_NAME}
    if any(one.code in unbound and ".rule" in one.place.path for one in found):
        found = [one for one in found if one.code is not procedure.TIER]
    return _first_lists(found, policy)


def _undated(finding: Finding, material: Material) -> Finding:
    """A text that cannot be put on the calendar: it has no date of issue either."""
    policy = material.policy
    own = [] if policy.outer is None else policy.sources.keys() - policy.outer.sources.keys()
    sources = [*(f"{name} 全文" for name in sorted(own)), policy.window.opens.source]
    cited = tuple(one for source in sources for one in material.articles(source))
    place = attrs.evolve(finding.place, line=material.line_of("window.opens"), articles=cited)
    what = Text(
        f"没有开始日期，也没有印发日期：{finding.what.zh.partition('：')[2]}",
        f"neither an opening date nor a date of issue: {finding.what.en.partition(': ')[2]}",
    )
    return attrs.evolve(finding, place=place, what=what)


def _first_lists(findings: Sequence[Finding], policy: Policy) -> list[Finding]:
    """The findings without the lists that never close because one before them does not."""
    open_lists = {
        one.place.path.split(".")[1] for one in findings if one.code is procedure.NEVER_CLOSES
    }

    def follows(name: str, seen: frozenset[str] = frozenset()) -> bool:
        before = set(policy.stages[name].after) & policy.stages.keys() - seen
        return bool(before & open_lists) or any(follows(one, seen | before) for one in before)

    return [
        one
        for one in findings
        if one.code is not procedure.NEVER_CLOSES or not follows(one.place.path.split(".")[1])
    ]
