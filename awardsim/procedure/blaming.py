"""Problems of what was right before a change, or a chosen reading, made it wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from awardsim.errors import Problem
from awardsim.procedure.inputs import NO_USE
from awardsim.scenario.model import Scenario
from awardsim.text import Text

#: Everything that is wrong with a scenario, each with its file and line.
Look = Callable[[Scenario], Sequence[Problem]]
#: What is said of an assumption that a change has left without a use.
_NO_MORE = Text("这项估计没有用处了", "nothing uses this assumption any more")


@attrs.frozen
class _Cause:
    """A change or a chosen reading, and the scenario without it."""

    file: str
    line: int
    without: Scenario


def blamed(problems: Sequence[Problem], scenario: Scenario, look: Look) -> list[Problem]:
    """Problems with what caused them, where that is not what they are about.

    A problem of a value that would be right without a change stands at the change, with the place
    of the value; where both are in one file it stands at the value, with the line of the change.
    """
    causes = list(_causes(scenario))
    places = {(one.file, one.line) for one in causes}
    if not causes or all((one.file, one.line) in places for one in problems):
        return list(problems)
    before = _told(look(attrs.evolve(scenario, changes=(), readings={})))
    without: dict[int, set[Problem]] = {}

    def caused(problem: Problem) -> _Cause:
        for number, cause in enumerate(causes):
            if number not in without:
                without[number] = _told(look(cause.without))
            if problem not in without[number]:
                return cause
        return causes[-1]  # each of several

    found = []
    for one in problems:
        bare = attrs.evolve(one, nearest="")
        right = (one.file, one.line) in places or bare in before
        found.append(one if right else _at(one, caused(bare)))
    return found


def _told(problems: Sequence[Problem]) -> set[Problem]:
    """Problems without the names that were probably meant, which a change may bring in."""
    return {attrs.evolve(one, nearest="") for one in problems}


def _causes(scenario: Scenario) -> Iterator[_Cause]:
    for place, change in enumerate(scenario.changes):
        rest = (*scenario.changes[:place], *scenario.changes[place + 1 :])
        without = attrs.evolve(scenario, changes=rest)
        yield _Cause(change.file or scenario.file, change.line, without)
    for name in scenario.readings:
        rest_of = {other: one for other, one in scenario.readings.items() if other != name}
        without = attrs.evolve(scenario, readings=rest_of)
        yield _Cause(*scenario.place(f"readings.{name}"), without)


def _at(problem: Problem, cause: _Cause) -> Problem:
    """A problem with its cause."""
    message = _NO_MORE if problem.message == NO_USE else problem.message
    if problem.file == cause.file:
        message = Text(
            f"{message.zh}（因为第{cause.line}行的改动）",
            f"{message.en} (because of the change on line {cause.line})",
        )
        return attrs.evolve(problem, message=message, nearest="")
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    message = Text(
        f"这样改以后，{message.zh}（{place}）", f"with this change {message.en} ({place})"
    )
    return attrs.evolve(problem, message=message, file=cause.file, line=cause.line, nearest="")
