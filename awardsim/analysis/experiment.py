"""From a name on a command line to a procedure that can run.

A name is a scenario's stem (``mine`` for ``mine.toml`` here, in ``scenarios`` or among the
examples that are installed), the path of a scenario or of a policy file, or a policy's id
(``somewhere@2025``).
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.analysis.reading import Survey, built, read_named
from awardsim.errors import InputError, Problem, ProcedureError
from awardsim.policy import Policy
from awardsim.scenario.days import in_full, read_day
from awardsim.scenario.model import Scenario
from awardsim.scenario.overriding import parts_of, survey_overrides
from awardsim.scenario.reader import merge, parse_scenario, survey_changes

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.procedure.model import Procedure


@attrs.frozen
class Experiment:
    """A text and a scenario, not yet built."""

    policy: Policy
    scenario: Scenario


def load(
    name: str,
    catalogue: Catalogue,
    sets: Sequence[str] = (),
    today: datetime.date | None = None,
) -> Procedure:
    """The procedure that a name stands for.

    Parameters
    ----------
    catalogue
        Texts, rules and cohorts that are installed.
    sets
        Values to replace, each ``path=value``.
    today
        The day whose announced days off count where the scenario does not say; None: all that
        are known.

    Raises
    ------
    InputError
        Nothing of that name (the nearest is named), or mistakes in what was found.
    """
    return load_trial(name, catalogue, sets, today).procedure


def loader(name: str, catalogue: Catalogue) -> Callable[[Sequence[str]], Procedure]:
    """:func:`load` for many sets of values, the files being read once.

    Raises
    ------
    InputError
        Nothing of that name.
    """
    survey = read_named(name, catalogue)
    return lambda sets: _trial(name, survey, catalogue, sets).procedure


@attrs.frozen(eq=False)
class Trial:
    """An experiment that has been built.

    Attributes
    ----------
    name
        What it is called.
    policy, scenario
        What it was built of; the text as it is written.
    catalogue
        What else it was built of.
    unused
        Paths of assumptions of the scenario that this text has no use for.
    """

    name: str
    policy: Policy
    scenario: Scenario
    procedure: Procedure
    catalogue: Catalogue
    unused: tuple[str, ...] = ()

    @property
    def text_alone(self) -> bool:
        """It is a text under nothing but the built-in table."""
        return not self.scenario.assumptions and self.scenario.id == self.policy.id

    def varied(self, scenario: Scenario) -> Procedure | None:
        """The procedure of the same text under another scenario; None where there is none."""
        procedure, wrong = built(self.policy, scenario, self.catalogue)
        return None if wrong else procedure


def load_trial(
    name: str,
    catalogue: Catalogue,
    sets: Sequence[str] = (),
    today: datetime.date | None = None,
    changes: str = "",
) -> Trial:
    """What a name stands for, built; parameters and errors as of :func:`load`.

    ``changes`` is a file of changes, read before ``sets``.
    """
    return _trial(name, read_named(name, catalogue), catalogue, sets, today, changes)


def _trial(
    name: str,
    survey: Survey,
    catalogue: Catalogue,
    sets: Sequence[str] = (),
    today: datetime.date | None = None,
    changes: str = "",
) -> Trial:
    scenario, problems = survey.scenario, list(survey.problems)
    if changes:
        over, wrong = survey_changes(changes)
        problems += wrong
        scenario = merge(scenario, over) if scenario is not None else None
    if scenario is not None and sets:
        sets, wrong = _dated(sets, scenario, survey.policy)
        scenario, more = survey_overrides(scenario, sets, _known(survey.policy))
        problems += [*wrong, *more]
    error = survey.error if problems else ProcedureError
    if scenario is not None and survey.policy is not None:
        if today is not None and scenario.calendar.known_on is None:
            chosen = attrs.evolve(scenario.calendar, known_on=today)
            scenario = attrs.evolve(scenario, calendar=chosen)
        procedure, wrong = built(survey.policy, scenario, catalogue)
        problems = _with(problems, [_placed(one, sets) for one in wrong])
        if procedure is not None and not problems:
            return Trial(name, survey.policy, scenario, procedure, catalogue)
    raise error(_in_order(problems, scenario, sets))


def problems_of(text: str, name: str, policy: Policy, catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a scenario of a text, before it is a file called ``name``."""
    scenario, problems = parse_scenario(text, name)
    return _in_order(_with(problems, built(policy, scenario, catalogue)[1]), scenario)


def under(trial: Trial, base: Trial) -> Trial:
    """A text under the scenario of another trial, without that one's changes.

    What the scenario assumes and this text has no use for, because it says so itself or lacks
    the stage, is left out and told.

    Raises
    ------
    ProcedureError
        What the text leaves open is not in the scenario, nor in the built-in table.
    """
    policy, given = trial.policy, base.scenario
    finish = given.finish if given.finish in policy.stages else ""
    scenario = attrs.evolve(
        given,
        id=policy.id,
        policy=policy.id,
        title=policy.award,
        changes=(),
        finish=finish,
        readings={name: one for name, one in given.readings.items() if name in policy.readings},
        staffing={name: one for name, one in given.staffing.items() if name in policy.bodies},
    )
    procedure, wrong = built(policy, scenario, trial.catalogue)
    unused = tuple(dict.fromkeys(p.path for p in wrong if p.path in scenario.assumptions))
    if unused:
        kept = {path: one for path, one in scenario.assumptions.items() if path not in unused}
        scenario = attrs.evolve(scenario, assumptions=kept)
        procedure, wrong = built(policy, scenario, trial.catalogue)
    if procedure is None or wrong:
        raise ProcedureError(_in_order(wrong, scenario))
    return Trial(trial.name, policy, scenario, procedure, trial.catalogue, unused)


def find(name: str, catalogue: Catalogue) -> Experiment:
    """The text and the scenario that a name stands for, before anything is replaced in them.

    Raises
    ------
    InputError
        Nothing of that name; or what was found cannot be read, then with everything that is
        wrong with it, also what only shows when a procedure is made of it.
    """
    survey = read_named(name, catalogue)
    policy, scenario, problems = survey.policy, survey.scenario, survey.problems
    if policy is not None and scenario is not None:
        if not problems:
            return Experiment(policy, scenario)
        problems = _with(problems, built(policy, scenario, catalogue)[1])
    raise survey.error(_in_order(problems, scenario))


def _known(policy: Policy | None) -> Iterator[str]:
    """Paths at which something can be assumed about a text."""
    from awardsim.procedure.assumable import assumable

    if policy is not None:
        yield from sorted(assumable(policy))


def _dated(
    sets: Sequence[str], scenario: Scenario, policy: Policy | None
) -> tuple[list[str], list[Problem]]:
    """Overrides with their days in full, without a year those of the edition; what is no day.

    Where nobody knows when the edition opens they are left as they are.
    """
    from awardsim.procedure.edition import opening_of

    given = [(written, *written.partition("=")) for written in sets]
    opens = next((value.strip() for _, path, _, value in given if path.strip() == "opens"), "")
    finish_by = scenario.finish_by
    if finish_by is None and policy is not None:
        finish_by = policy.window.closes.value
    opening = scenario.opens
    with contextlib.suppress(InputError):  # it has a problem of its own
        if opening is None and policy is not None:
            opening = opening_of(policy)
        opening = (read_day(opens, "").whole if opens else None) or opening
    if opening is None:
        return list(sets), []
    found: list[str] = []
    wrong: list[Problem] = []
    for written, path, equals, value in given:
        try:
            found.append(path + equals + in_full(value, opening, finish_by, f"--set {written}"))
        except InputError as error:
            wrong += error.problems
    return found, wrong


def _placed(problem: Problem, sets: Sequence[str]) -> Problem:
    """A problem with a value that was replaced lies in what replaced it, not in the file."""
    for written in sets:
        if problem.path and parts_of(written)[1] == problem.path:
            return attrs.evolve(problem, file=f"--set {written}", line=0)
    return problem


def _with(problems: Sequence[Problem], more: Sequence[Problem]) -> list[Problem]:
    """Problems with others that are not about the same value of the same file."""
    told = {(one.file, one.path.replace('"', "")) for one in problems}
    return [*problems, *(one for one in more if (one.file, one.path) not in told)]


def _in_order(
    problems: Sequence[Problem], scenario: Scenario | None, sets: Sequence[str] = ()
) -> list[Problem]:
    """Each once: the scenario's file, then others, by their lines; then what replaces values."""
    options = [f"--set {written}" for written in sets]
    files = [one.file for one in problems if one.file not in options]
    own = [scenario.file] if scenario is not None else []
    rank = {file: place for place, file in enumerate(dict.fromkeys([*own, *files, *options]))}
    return sorted(dict.fromkeys(problems), key=lambda one: (rank[one.file], one.line))
