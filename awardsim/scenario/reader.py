"""From a scenario file to a scenario: with the one it extends, every mistake told at once."""

from __future__ import annotations

import os
import pathlib

import attrs

from awardsim.errors import Problem, ScenarioError
from awardsim.policy import Policy
from awardsim.scenario.merging import merge
from awardsim.scenario.model import Scenario
from awardsim.scenario.overriding import override
from awardsim.scenario.tables import Tables
from awardsim.text import Text
from awardsim.toml import Problems, Table, parse_document, read_document


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario file, and the one that it extends.

    Raises
    ------
    ScenarioError
        With every mistake of the file, and of the one it extends.
    """
    scenario, wrong = survey_scenario(path)
    if wrong or scenario is None:
        raise ScenarioError(wrong)
    return scenario


def survey_scenario(path: str | os.PathLike[str]) -> tuple[Scenario | None, list[Problem]]:
    """Read a scenario file, and the one that it extends, as far as they can be read.

    Returns
    -------
    scenario
        Without what is wrong in it; None where the one it extends cannot be had.
    problems
        Every mistake of the file, and of the one it extends.

    Raises
    ------
    ScenarioError
        The file cannot be read, is no TOML, or is in another format.
    """
    file = os.fspath(path)
    problems = Problems(file, error=ScenarioError)
    document = read_document(path, problems)
    table = Table(document.data, (), problems)
    parent = table.text("extends", default="")
    scenario = Tables(table, problems, file).scenario(needs_policy="extends" not in table)
    if not parent:
        return scenario, _listed(problems)
    base_problems: list[Problem] = []
    base = _parent(pathlib.Path(file), parent, problems, base_problems)
    if base is not None and base.policy and scenario.policy not in ("", base.policy):
        message = Text(
            f"文本是所继承情景的（{base.policy}）：这里不写 policy",
            f"the text is that of the scenario it extends ({base.policy}): leave 'policy' out",
        )
        problems.add(("policy",), message)
    merged = merge(base, scenario) if base is not None else None
    return merged, [*_listed(problems), *base_problems]


def parse_scenario(text: str, name: str) -> tuple[Scenario, list[Problem]]:
    """The scenario that a text holds which is no file yet and extends none, and its mistakes.

    Raises
    ------
    ScenarioError
        It is no TOML, or is in another format.
    """
    problems = Problems(name, error=ScenarioError)
    table = Table(parse_document(text, name, problems).data, (), problems)
    scenario = Tables(table, problems, name).scenario(needs_policy=True)
    return scenario, _listed(problems)


def survey_changes(path: str | os.PathLike[str]) -> tuple[Scenario, list[Problem]]:
    """Read a file of changes: what differs from another scenario, whichever that is.

    It has the form of a scenario, without a text.

    Returns
    -------
    changes
        For :func:`merge` to put on top of a scenario, without what is wrong in the file.
    problems
        Every mistake of the file.

    Raises
    ------
    ScenarioError
        The file cannot be read, is no TOML, or is in another format.
    """
    file = os.fspath(path)
    problems = Problems(file, error=ScenarioError)
    table = Table(read_document(path, problems).data, (), problems)
    for key in ("policy", "extends"):
        if key in table:
            message = Text(
                f"改动文件接在任何情景上，不写 '{key}'",
                f"a file of changes goes with any scenario: leave '{key}' out",
            )
            problems.add((key,), message)
    found = Tables(table, problems, file).scenario(needs_policy=False)
    return attrs.evolve(found, policy=""), _listed(problems)


def _listed(problems: Problems) -> list[Problem]:
    """All problems of one file in their order."""
    try:
        problems.raise_any()
    except ScenarioError as error:
        return list(error.problems)
    return []


def default_scenario(policy: Policy) -> Scenario:
    """The scenario of a text run alone: everything from the built-in table."""
    return Scenario(id=policy.id, policy=policy.id, title=policy.award)


def _parent(
    path: pathlib.Path, name: str, problems: Problems, base_problems: list[Problem]
) -> Scenario | None:
    """The scenario that a file extends: a file beside it, which extends nothing itself."""
    found = path.parent / (name if name.endswith(".toml") else f"{name}.toml")
    if pathlib.PurePath(name).name != name or _elsewhere(found):
        problems.add(
            ("extends",),
            Text(
                "只能写同一文件夹里的文件名",
                "only the name of a file in the same folder may stand here",
            ),
        )
        return None
    reading = Problems(os.fspath(found), error=ScenarioError)
    try:
        document = read_document(found, reading)
    except ScenarioError as error:
        if reading.lines is None:  # nothing of it could be read: the name is at fault
            for problem in error.problems:
                message = Text(
                    f"'{found.name}'：{problem.message.zh}", f"'{found.name}': {problem.message.en}"
                )
                problems.add(("extends",), message, problem.nearest)
        else:
            base_problems.extend(error.problems)
        return None
    table = Table(document.data, (), reading)
    if "extends" in table:
        problems.add(
            ("extends",),
            Text(
                f"'{name}' 自己也有 extends：只能继承一层",
                f"'{name}' extends another one itself: one level only",
            ),
        )
        return None
    try:
        base = Tables(table, reading, os.fspath(found)).scenario(needs_policy=True)
    except ScenarioError as error:  # in another format
        base_problems.extend(error.problems)
        return None
    base_problems.extend(_listed(reading))
    return base


def _elsewhere(found: pathlib.Path) -> bool:
    """A link that leads out of the folder."""
    return found.is_symlink() and found.resolve().parent != found.parent.resolve()


__all__ = [
    "default_scenario",
    "merge",
    "override",
    "parse_scenario",
    "read_scenario",
    "survey_changes",
    "survey_scenario",
]
