"""A text under its readings and a scenario's changes: the text that a run follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.errors import PolicyError, Problem, nearest_name
from awardsim.policy import Policy, parse_policy
from awardsim.policy.cells import in_both, is_cell
from awardsim.policy.held import differing
from awardsim.policy.leaves import leaves
from awardsim.policy.paths import get_path, has_path, set_path
from awardsim.procedure.changing import apply_changes, is_silent, marked, shown
from awardsim.procedure.model import Override
from awardsim.scenario.model import Scenario
from awardsim.text import Text

#: Values of a stage that its table need not have.
_MAY_BE_LEFT_OUT = ("duration", "opens", "closes", "reviewers", "assignment")


def resolve(
    policy: Policy, scenario: Scenario
) -> tuple[Policy, tuple[Override, ...], list[Problem]]:
    """Apply readings, then changes, to a text's raw tables and read the result anew.

    Returns
    -------
    policy
        The text in force for this run; the text itself where nothing is overridden.
    overrides
        Each value that was replaced: old, new, why.
    problems
        Mistakes in the scenario's readings and changes, and in the text that they make; empty
        if all could be applied.
    """
    problems: list[Problem] = []
    overrides: list[Override] = []
    changed = dict(policy.raw)
    cells = _cells_of(policy)
    chosen_for: dict[str, tuple[str, Any]] = {}
    for name, reading in policy.readings.items():
        chosen = scenario.readings.get(name, reading.default)
        if chosen not in reading.options:
            problems.append(
                Problem(
                    Text(
                        f"读法 '{name}' 没有选项 '{chosen}'（有：{'、'.join(reading.options)}）",
                        f"reading '{name}' has no option '{chosen}' "
                        f"(known: {', '.join(reading.options)})",
                    ),
                    scenario.file,
                    path=f"readings.{name}",
                    nearest=nearest_name(chosen, reading.options),
                )
            )
            continue
        if name not in scenario.readings:
            continue  # the text stands as it is written
        options = reading.options[chosen].set
        if chosen == reading.default:
            written = differing(policy.raw, reading, chosen)
            options = {path: value for path, value in options.items() if path in written}
        for path, value in options.items():
            other, as_well = chosen_for.setdefault(path, (name, value))
            if as_well != value:
                problems.append(_contradiction(scenario, path, other, name))
                continue
            old = get_path(changed, path) if has_path(changed, path) else None
            if not isinstance(value, Mapping) and shown(old) == shown(value):
                continue  # the text says so already
            made = Override(path, shown(old), shown(value), name)
            overrides.append(made)
            changed = marked(set_path(changed, path, _with_article(old, value)), made, cells)
    unreadable = [path[9:] for path in sorted(scenario.refused) if path.startswith("readings.")]
    for name in (*scenario.readings, *unreadable):
        if name not in policy.readings:
            file, line = scenario.place(f"readings.{name}")
            problems.append(
                Problem(
                    Text(f"文本没有读法 '{name}'", f"the text has no reading '{name}'"),
                    file,
                    line,
                    # what is wrong with its option stands at the reading itself
                    path="readings" if name in unreadable else f"readings.{name}",
                    nearest=nearest_name(name, policy.readings),
                )
            )
    changed, made_here, wrong = apply_changes(changed, scenario.changes, cells, scenario.file)
    overrides.extend(made_here)
    problems.extend(wrong)
    resolved = policy
    if overrides:
        try:
            resolved = attrs.evolve(parse_policy(changed, policy.file), outer=policy.outer)
        except PolicyError as error:
            problems.extend(error.problems)
    return resolved, tuple(overrides), problems


def _contradiction(scenario: Scenario, path: str, one: str, other: str) -> Problem:
    """Two readings that were chosen give one path different values."""
    return Problem(
        Text(
            f"读法 '{one}' 和 '{other}' 都改 '{path}'，取值不同：只能选一个",
            f"the readings '{one}' and '{other}' both set '{path}', to different values: "
            "choose one of them",
        ),
        scenario.file,
        path=f"readings.{other}",
    )


def _cells_of(policy: Policy) -> frozenset[str]:
    """Paths of all values of a text that are cells, and of those that may be left out."""
    found = {leaf.path for leaf in leaves(policy)}
    for name in policy.stages:
        found.update(f"stages.{name}.{key}" for key in _MAY_BE_LEFT_OUT)
    return frozenset(found)


def _with_article(old: Any, new: Any) -> Any:
    """What a reading sets, with the article and the words that it is a reading of."""
    if not isinstance(old, Mapping) or is_silent(new) or new == "excluded":
        return new
    kept = {key: old[key] for key in ("source", "words", "soft") if key in old}
    if in_both(new):
        new = {"value": new}
    if not kept or not is_cell(old) or not is_cell(new):
        return new
    return {**kept, **(new if isinstance(new, Mapping) else {"value": new})}
