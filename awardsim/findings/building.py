"""The procedure of a text that is checked, and what its builder notes as findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import PluginError, Problem, ProcedureError
from awardsim.findings import form, procedure
from awardsim.findings.finding import Finding, Place
from awardsim.findings.known import Known
from awardsim.findings.material import Material
from awardsim.policy import Policy
from awardsim.scenario.model import Scenario
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure


def build_procedure(
    policy: Policy, scenario: Scenario, known: Known
) -> tuple[Procedure | None, tuple[Problem, ...]]:
    """The procedure of a text, or why there is none."""
    from awardsim.procedure.build import build

    try:
        return build(policy, scenario, known.rule, columns=known.columns), ()
    except ProcedureError as error:
        return None, error.problems
    except PluginError as error:
        return None, (Problem(error.message, policy.file),)


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
