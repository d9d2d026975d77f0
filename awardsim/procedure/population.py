"""The population of a run with the parameters of its own, from the scenario's table ``cohort``."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Any

import attrs

from awardsim.errors import Problem, nearest_name
from awardsim.scenario.defaults import names as default_names
from awardsim.scenario.model import Scenario
from awardsim.text import Text

#: What a parameter may be, by the type of its field.
_KINDS: dict[type, tuple[tuple[type, ...], Text]] = {
    bool: ((bool,), Text("true 或 false", "true or false")),
    int: ((int,), Text("整数", "a whole number")),
    float: ((int, float), Text("数", "a number")),
    str: ((str,), Text("文字", "a text")),
}


@attrs.frozen
class Filled:
    """A population's drawing function, with the parameters that the scenario gives."""

    draw: Callable[..., Any]
    parameters: Any

    def __call__(self, request: Any) -> Any:
        """The columns of the applicants."""
        return self.draw(attrs.evolve(request, parameters=self.parameters))


def filled(cohort: Any, scenario: Scenario, problems: list[Problem]) -> Any:
    """The population, drawing with its own parameters; of a wrong one a problem is noted.

    Parameters
    ----------
    cohort
        A :class:`awardsim.plugins.contract.CohortModel`; None where there is none of that name.
    """
    if cohort is None and "cohort.model" in scenario.places:
        return None
    of_its_own = cohort is not None and cohort.parameters is not dict
    fields = attrs.fields_dict(cohort.parameters) if of_its_own else {}
    hints = typing.get_type_hints(cohort.parameters) if of_its_own else {}
    before = len(problems)
    for name, value in scenario.population.items():
        if name not in fields:
            known = [*fields, *(one for one in default_names("cohort"))]
            near = nearest_name(name, known)
            message = Text(
                f"申报群体没有参数 '{name}'", f"the population has no parameter '{name}'"
            )
            _note(problems, scenario, name, message, f"cohort.{near}" if near else "")
        elif not _is(value, hints[name]):
            right = _KINDS[hints[name]][1]
            message = Text(f"这里应是{right.zh}", f"expected {right.en} here")
            _note(problems, scenario, name, message)
    if not of_its_own or len(problems) > before:
        return cohort
    lacking = [
        name
        for name, field in fields.items()
        if field.default is attrs.NOTHING and name not in scenario.population
    ]
    for name in lacking:
        message = Text(
            f"申报群体 '{cohort.id}' 缺少参数 '{name}'",
            f"the population '{cohort.id}' needs a parameter '{name}'",
        )
        _note(problems, scenario, name, message)
    if lacking:
        return cohort
    try:
        parameters = cohort.parameters(**scenario.population)
    except (TypeError, ValueError) as error:  # a value that the class itself refuses
        said = str(error).split("\n", maxsplit=1)[0]
        named = next((name for name in scenario.population if f"'{name}'" in said), "model")
        message = Text(f"参数不对：{said}", f"wrong parameter: {said}")
        _note(problems, scenario, named, message)
        return cohort
    return attrs.evolve(cohort, draw=Filled(cohort.draw, parameters))


def _is(value: object, wanted: Any) -> bool:
    kinds = _KINDS.get(wanted)
    if kinds is None:
        return True
    return isinstance(value, kinds[0]) and (wanted is bool or not isinstance(value, bool))


def _note(
    problems: list[Problem], scenario: Scenario, name: str, message: Text, nearest: str = ""
) -> None:
    path = f"cohort.{name}"
    file, line = scenario.place(path)
    problems.append(Problem(message, file, line, path, nearest))
