"""What a name on a command line stands for, read as far as it can be.

A scenario file with the text it names, a policy file, a text of a plugin or an example: with
everything that is wrong with them, also what only shows when a procedure is made of them.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from awardsim.analysis.names import ENDING, example, file_of, unknown
from awardsim.errors import (
    InputError,
    PluginError,
    PolicyError,
    Problem,
    ProcedureError,
    ScenarioError,
)
from awardsim.policy import Policy
from awardsim.policy.reader import survey_policy
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import default_scenario, survey_scenario
from awardsim.text import Text
from awardsim.toml import Problems, read_document

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.procedure.model import Procedure


@attrs.frozen
class Survey:
    """What a name stands for, as far as it could be read, and what is wrong with it."""

    policy: Policy | None
    scenario: Scenario | None
    problems: Sequence[Problem] = ()
    error: type[InputError] = ScenarioError


def read_named(name: str, catalogue: Catalogue) -> Survey:
    """What a name stands for; an InputError if nothing has it, or nothing of it can be read."""
    path = file_of(name)
    if path is not None:
        if not path.exists() and name == f"{path.stem}{ENDING}" and example(path.stem) is not None:
            message = Text("没有这个文件", "there is no such file")
            raise InputError(Problem(message, name, nearest=path.stem))
        return _read(path, catalogue)
    if name in catalogue.texts:
        policy = _whole(catalogue.policy(name), catalogue)
        return Survey(policy, default_scenario(policy))
    installed = example(name)
    if installed is not None:
        with importlib.resources.as_file(installed) as kept:
            return _read(kept, catalogue)
    if "@" in name and any(not fault.warning for fault in catalogue.faults):
        catalogue.policy(name)  # says which plugin may be why there is none
    raise unknown(name, catalogue)


def built(
    policy: Policy, scenario: Scenario, catalogue: Catalogue
) -> tuple[Procedure | None, list[Problem]]:
    """The procedure, of a scenario that may have other mistakes, and what is wrong with it."""
    from awardsim.plugins.running import Running
    from awardsim.procedure.build import build

    wrong: list[Problem] = []
    running = Running(catalogue)
    cohort = None
    try:
        cohort = running.cohort(scenario.cohort)
    except InputError as error:
        file, line = scenario.place("cohort.model")
        wrong += [
            attrs.evolve(one, file=file, line=line, path="cohort.model") for one in error.problems
        ]
    try:
        columns = catalogue.columns if cohort is None else frozenset()
        measures = running.measures()
        return build(policy, scenario, running.rule, cohort, measures, columns), wrong
    except ProcedureError as error:
        return None, [*wrong, *error.problems]


def _whole(policy: Policy, catalogue: Catalogue) -> Policy:
    """A text with the one that it stands in front of, if it does: the whole procedure."""
    if policy.within is None:
        return policy
    from awardsim.procedure.nesting import whole_text

    return whole_text(policy, catalogue.policy)


def _read(path: Path, catalogue: Catalogue) -> Survey:
    """A policy file with the default scenario, or a scenario file with the text it names."""
    problems = Problems(os.fspath(path))
    data = read_document(path, problems).data
    if "policy" in data or "extends" in data:
        scenario, wrong = survey_scenario(path)
        if scenario is None or not scenario.policy:
            return Survey(None, scenario, wrong)
        try:
            policy = _whole(_policy(scenario, path, catalogue), catalogue)
            return Survey(policy, scenario, wrong)
        except InputError as error:
            return Survey(None, scenario, [*wrong, *error.problems], type(error))
        except PluginError:
            if wrong:  # the mistakes of the file come first
                return Survey(None, scenario, wrong)
            raise
    if "jurisdiction" in data:
        policy = _whole(_text(path, catalogue, alone=True), catalogue)
        return Survey(policy, attrs.evolve(default_scenario(policy), file=os.fspath(path)))
    raise InputError(
        Problem(
            Text(
                "既没有 policy（情景文件），也没有 jurisdiction（制度文本）",
                "neither 'policy' (a scenario) nor 'jurisdiction' (a policy text) is in it",
            ),
            os.fspath(path),
        )
    )


def _text(path: Path, catalogue: Catalogue, *, alone: bool) -> Policy:
    """A policy file; of one with mistakes, those of its rules and its order are told as well."""
    policy, problems = survey_policy(path)
    try:
        problems.raise_any()
    except PolicyError as error:
        from awardsim.procedure.facts import known_facts
        from awardsim.procedure.graph import in_order
        from awardsim.procedure.mending import more_problems
        from awardsim.procedure.placing import in_text
        from awardsim.procedure.rulebook import check_rule_names

        more: list[Problem] = []
        with contextlib.suppress(PluginError):  # the mistakes of the file come first
            more += check_rule_names(policy, catalogue.rule)
            more += known_facts(policy, catalogue.rule, catalogue.columns)
            more += more_problems(
                policy,
                error.problems,
                catalogue.rule,
                alone=alone,
                columns=catalogue.columns,
            )
        in_order(policy, more)
        told = {problem.path for problem in error.problems}
        new = {one.path: one for one in in_text(more, policy) if one.path not in told}
        listed = sorted((*error.problems, *new.values()), key=lambda one: one.line)
        raise PolicyError(dict.fromkeys(listed)) from None
    return policy


def _policy(scenario: Scenario, path: Path, catalogue: Catalogue) -> Policy:
    """The text a scenario names: an id, or a file beside the scenario.

    Where there is none, that is told on the line of the scenario that names it.
    """
    name = scenario.policy
    file, line = scenario.place("policy")
    if name.endswith(ENDING) or "/" in name:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            message = Text(
                "制度文本要放在情景文件的文件夹里（或其下级文件夹）",
                "the text must be in the scenario's folder, or in one below it",
            )
            raise InputError(Problem(message, file, line, "policy"))
        try:
            return _text(path.parent / name, catalogue, alone=False)
        except PolicyError as error:
            if not (path.parent / name).exists():
                (gone,) = error.problems
                message = Text(f"'{name}'：{gone.message.zh}", f"'{name}': {gone.message.en}")
                raise InputError(Problem(message, file, line, "policy", gone.nearest)) from None
            more = _beside_mistakes(path.parent / name, scenario, catalogue)
            raise PolicyError([*error.problems, *more]) from None
    try:
        return catalogue.policy(name)
    except InputError as error:
        raise InputError(
            [
                attrs.evolve(problem, file=file, line=line, path="policy")
                for problem in error.problems
            ]
        ) from error


def _beside_mistakes(path: Path, scenario: Scenario, catalogue: Catalogue) -> list[Problem]:
    """What is wrong with a scenario of a text that has mistakes itself, as far as that is sure.

    Names that a scenario gives are looked for in the text as it was probably meant; nothing is
    said where a part of that is missing.
    """
    from awardsim.procedure.mending import mended

    with contextlib.suppress(InputError, PluginError):  # the mistakes of the text come first
        text = mended(survey_policy(path)[0])
        if text is not None and text.complete and text.policy.within is None:
            wrong = built(text.policy, text.under(scenario), catalogue)[1]
            return [one for one in wrong if one.line and one.file not in ("", text.policy.file)]
    return []
