"""Facts about applicants that a text names: each must be one that the population knows.

A misspelt one would otherwise hold for everybody, or for nobody, without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from awardsim.errors import InputError, PluginError, Problem, nearest_name
from awardsim.policy import Cell, Policy, RuleUse
from awardsim.policy.vocabulary import COLUMNS, QUALITY, RECORD, TRAIT
from awardsim.rules.interface import Rule
from awardsim.text import Text

_TITLES = {
    QUALITY: Text("资质", "quality"),
    RECORD: Text("记录", "record"),
    TRAIT: Text("特征", "trait"),
}
_OTHER = Text("事实", "fact")


def known_facts(
    policy: Policy, find: Callable[[str, str], Rule], columns: frozenset[str]
) -> list[Problem]:
    """Problems with the names of facts that nobody knows.

    Parameters
    ----------
    find
        Looks up a rule by name and jurisdiction; what it does not find is told elsewhere.
    columns
        What populations have beside the columns of the vocabulary.
    """
    problems: list[Problem] = []
    for path, name, pattern in _named(policy, find):
        known = _names(pattern, COLUMNS | columns)
        if name not in known:
            title = _TITLES.get(pattern, _OTHER)
            listed = ", ".join(known)
            problems.append(
                Problem(
                    Text(
                        f"申报群体没有{title.zh} '{name[:40]}'（有：{listed or '无'}）",
                        f"no {title.en} '{name[:40]}' of applicants (known: {listed or 'none'})",
                    ),
                    policy.file,
                    path=path,
                    nearest=nearest_name(name, known),
                )
            )
    return problems


def _named(policy: Policy, find: Callable[[str, str], Rule]) -> Iterator[tuple[str, str, str]]:
    """Path, name and pattern of each fact that a text names."""
    for key, condition in policy.conditions.items():
        yield from _of_rule(condition.rule, f"conditions.{key}.rule", policy, find)
    for key, stage in policy.stages.items():
        for place, trait in enumerate(stage.only.traits):
            yield f"stages.{key}.only.traits[{place}]", trait, TRAIT
        yield from _of_rule(stage.rule, f"stages.{key}.rule", policy, find)


def _of_rule(
    use: RuleUse | None, path: str, policy: Policy, find: Callable[[str, str], Rule]
) -> Iterator[tuple[str, str, str]]:
    if use is None or not use.name:
        return
    try:
        rule = find(use.name, policy.jurisdiction)
    except (InputError, PluginError):
        return
    for field in attrs.fields(rule.parameters):
        pattern, cell = field.metadata.get("column"), use.parameters.get(field.name)
        if pattern and isinstance(cell, Cell) and isinstance(cell.value, str):
            yield f"{path}.{field.name}", cell.value, pattern


def _names(pattern: str, columns: frozenset[str]) -> list[str]:
    """The names for which there is a column of a pattern."""
    before, _, after = pattern.partition("{}")
    return sorted(
        one.removeprefix(before).removesuffix(after)
        for one in columns
        if one.startswith(before) and one.endswith(after)
    )
