"""Where a problem of a procedure was caused: the line of a scenario, or an option."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from awardsim.errors import Problem
from awardsim.scenario.model import Change, Scenario


def placed(problems: Iterable[Problem], scenario: Scenario) -> list[Problem]:
    """Problems with the file and line of the value that brought them about.

    A problem at the path of an assumption, or of anything else that the scenario gives, stands
    where that was given; one at or under a path that a change has touched, where the change is.
    Any other is left as it is: the text's own.
    """
    return [_placed(problem, scenario) for problem in problems]


def _placed(problem: Problem, scenario: Scenario) -> Problem:
    given = scenario.assumptions.get(problem.path)
    if given is not None:
        return _at(problem, given.file or scenario.file, given.line)
    for path, one in scenario.assumptions.items():
        if path.startswith(f"fill.{problem.path}."):
            return _at(problem, one.file or scenario.file, one.line)
    if problem.path in scenario.places:
        return _at(problem, *scenario.place(problem.path))
    if problem.file == scenario.file:
        for path in scenario.places:
            if path.startswith(f"{problem.path}."):
                return _at(problem, *scenario.place(path))
    touching = [change for change in scenario.changes if _touches(change, problem)]
    if touching:
        change = max(touching, key=lambda one: (one.line == problem.line, len(one.path)))
        return _at(problem, change.file or scenario.file, change.line)
    return problem


def _at(problem: Problem, file: str, line: int) -> Problem:
    return attrs.evolve(problem, file=file, line=line)


def _touches(change: Change, problem: Problem) -> bool:
    """The change is at, above or below the problem, or has removed what the problem misses."""
    if problem.path == change.path or change.path.startswith(f"{problem.path}."):
        return True
    if problem.path.startswith((f"{change.path}.", f"{change.path}[")):
        return True
    return change.op == "remove" and f"'{change.path.rpartition('.')[2]}'" in problem.message.en
