"""AWS6xx: what is wrong with a scenario, or does not fit its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from awardsim.errors import Problem
from awardsim.findings import form
from awardsim.findings.check import check_policy, in_order
from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.registry import select as chosen
from awardsim.findings.scenarios import NO_BASIS, NO_FIT
from awardsim.policy import Policy
from awardsim.scenario.model import Scenario

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue

_NO_FIT = re.compile(
    r"^the text |no reading|^reading |is not needed|nobody|the text states|without effect|"
    r"nothing can be counted back"
)


def check_scenario(
    policy: Policy,
    scenario: Scenario,
    catalogue: Catalogue | None = None,
    *,
    sources: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """What is found in a text under a scenario, and in the scenario itself.

    Parameters and errors are those of :func:`~awardsim.findings.check.check_policy`.
    """
    return check_policy(
        policy, catalogue, scenario=scenario, sources=sources, select=select, ignore=ignore
    )


def of_problems(
    problems: Iterable[Problem], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> list[Finding]:
    """What the readers of a scenario and of its text have noted, as findings."""
    found = [Finding.of_problem(_code_of(problem), problem) for problem in problems]
    return chosen(in_order(found), select, ignore)


def _code_of(problem: Problem) -> Code:
    if problem.message.en.startswith("no basis"):
        return NO_BASIS
    return NO_FIT if _NO_FIT.search(problem.message.en) else form.code_of(problem)
