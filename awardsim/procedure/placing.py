"""Where a problem of a procedure was caused: the line of a scenario, or an option."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from awardsim.errors import Problem
from awardsim.policy import Policy
from awardsim.procedure.lines import in_file
from awardsim.procedure.nesting import of_outer
from awardsim.procedure.patterns import covers, is_pattern
from awardsim.scenario.model import Change, Scenario
from awardsim.text import Text


def placed(problems: Iterable[Problem], scenario: Scenario, policy: Policy) -> list[Problem]:
    """Problems with the file and line of the value that brought them about.

    A problem at the path of an assumption, or of anything else that the scenario gives, stands
    where that was given; one at or under a path that a change has touched, where the change is.
    Any other is the text's own, and stands on a line of its file.  Each is told once.
    """
    found = [_of_its_text(_placed(problem, scenario), policy) for problem in problems]
    found = in_file(found, policy.file)
    return list(dict.fromkeys(found if policy.outer is None else in_text(found, policy.outer)))


def _of_its_text(problem: Problem, policy: Policy) -> Problem:
    """A problem of two texts that have been put together belongs to one of them."""
    if policy.outer is None or problem.file != policy.file or not of_outer(policy, problem.path):
        return problem
    return attrs.evolve(problem, file=policy.outer.file)


def in_text(problems: Iterable[Problem], policy: Policy) -> list[Problem]:
    """Problems of a text with the line of its file on which their path stands."""
    return in_file(problems, policy.file)


def _placed(problem: Problem, scenario: Scenario) -> Problem:
    given = scenario.assumptions.get(problem.path)
    if given is not None:
        return _at(problem, given.file or scenario.file, given.line)
    for path, one in scenario.assumptions.items():
        if path.startswith(f"fill.{problem.path}."):
            return _at(problem, one.file or scenario.file, one.line)
    if problem.path in scenario.places:
        return _at(problem, *scenario.place(problem.path))
    if problem.file == scenario.file and not problem.line:
        for path in scenario.places:
            if path.startswith(f"{problem.path}."):
                return _at(problem, *scenario.place(path))
    touching = [change for change in scenario.changes if touches(change, problem)]
    if touching:
        change = max(touching, key=lambda one: (one.line == problem.line, len(one.path)))
        return _at(problem, change.file or scenario.file, change.line)
    return problem


def given_among(paths: Iterable[str], scenario: Scenario) -> str:
    """Of some paths one that the scenario assumes or changes, sooner on top of its file than in it.

    Empty where it does neither.
    """
    found = []
    for path in paths:
        if path in scenario.assumptions:
            found.append((scenario.assumptions[path].file, path))
        asked = Problem(Text("", ""), path=path)
        found += [(one.file, path) for one in scenario.changes if touches(one, asked)]
    return min(found, key=lambda one: one[0] in ("", scenario.file), default=("", ""))[1]


def _at(problem: Problem, file: str, line: int) -> Problem:
    return attrs.evolve(problem, file=file, line=line)


def touches(change: Change, problem: Problem) -> bool:
    """The change is at, above or below the problem, or has removed what the problem misses."""
    if problem.path == change.path or change.path.startswith(f"{problem.path}."):
        return True
    if problem.path.startswith((f"{change.path}.", f"{change.path}[")):
        return True
    if is_pattern(change.path) and problem.path and covers(change.path, problem.path):
        return True
    return change.op == "remove" and f"'{change.path.rpartition('.')[2]}'" in problem.message.en
