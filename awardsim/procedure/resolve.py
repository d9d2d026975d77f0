"""A text under its readings and a scenario's changes: the text that a run follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.errors import PolicyError, Problem, nearest_name
from awardsim.policy import Policy, parse_policy
from awardsim.policy.cells import is_cell
from awardsim.policy.leaves import leaves
from awardsim.policy.paths import get_path, has_path, remove_path, set_path, unlinked
from awardsim.procedure.model import Override
from awardsim.scenario.model import Change, Scenario
from awardsim.scenario.tables import ASSUMED
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
        if chosen == reading.default:
            continue
        for path, value in reading.options[chosen].set.items():
            other, as_well = chosen_for.setdefault(path, (name, value))
            if as_well != value:
                problems.append(_contradiction(scenario, path, other, name))
                continue
            old = get_path(changed, path) if has_path(changed, path) else None
            if not isinstance(value, Mapping) and shown(old) == shown(value):
                continue  # the text says so already
            made = Override(path, shown(old), shown(value), name)
            overrides.append(made)
            changed = _marked(set_path(changed, path, _with_article(old, value)), made, cells)
    for name in scenario.readings:
        if name not in policy.readings:
            problems.append(
                Problem(
                    Text(f"文本没有读法 '{name}'", f"the text has no reading '{name}'"),
                    scenario.file,
                    path=f"readings.{name}",
                    nearest=nearest_name(name, policy.readings),
                )
            )
    for change in scenario.changes:
        try:
            new = change.op == "add" and not has_path(changed, change.path)
            old = None if new else get_path(changed, change.path)
            wrong = _not_allowed(changed, change, old)
            if wrong is not None:
                problems.append(attrs.evolve(wrong, file=scenario.file))
                continue
            if change.op == "remove":
                changed = remove_path(unlinked(changed, change.path), change.path)
            elif change.op == "move":
                changed = _moved(changed, change.path, str(change.to))
            else:
                changed = set_path(changed, change.path, _keep_form(old, change.to))
            made = Override(change.path, shown(old), shown(change.to), change.why)
            overrides.append(made)
            if change.op in ("set", "add"):
                changed = _marked(changed, made, cells)
        except KeyError as error:
            message = Text(f"文本没有路径 '{change.path}'", f"the text has no path '{change.path}'")
            near = str(error.args[0] if error.args else "") or _assumed(change.path)
            if near == change.path:
                table, near = near.partition(".")[0], ""
                message = Text(
                    f"'{change.path}' 是估计，不是文本：写在 [{table}] 里",
                    f"'{change.path}' is assumed and not in the text: give it in [{table}]",
                )
            problems.append(Problem(message, scenario.file, change.line, change.path, near))
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


def _assumed(path: str) -> str:
    """The path of a scenario that one without a place in the text may have been meant as."""
    head, _, rest = path.partition(".")
    near = nearest_name(head, ASSUMED)
    return f"{near}.{rest}" if near and rest else ""


def _not_allowed(raw: Mapping[str, Any], change: Change, old: Any) -> Problem | None:
    """A change replaces only what is written; what is not written is assumed, or added."""
    parts = change.path.split(".")
    if change.op == "move":
        return _not_movable(raw, change, parts)
    above = [get_path(raw, ".".join(parts[:count])) for count in range(1, len(parts))]
    silent = any(_is_silent(value) for value in above) or _is_silent(old)
    if change.op == "set" and silent:
        instead = f"fill.{change.path}"
        if len(parts) >= 3 and parts[0] == "stages" and parts[2] == "duration":
            instead = f"durations.{parts[1]}"
        elif parts[0] == "objections":
            instead = f"chance.objection_{parts[-1]}"
        message = Text(
            f"文本没有写这一项：没有写的用 '{instead}' 估计；要写进文本，用 op = \"add\"",
            f"the text does not say this: what is not written is assumed as '{instead}'; "
            'to write it into the text use op = "add"',
        )
        return Problem(message, line=change.line, path=change.path)
    if change.op == "add" and old is not None and not silent:
        message = Text(
            '文本已经写明这一项：改动用 op = "set"',
            'the text says this already: to change it use op = "set"',
        )
        return Problem(message, line=change.line, path=change.path)
    return None


def _not_movable(raw: Mapping[str, Any], change: Change, parts: list[str]) -> Problem | None:
    """Only a stage moves, and only after another one that the text has."""
    target = str(change.to)
    near = ""
    if len(parts) != 2 or parts[0] != "stages":
        message = Text(
            "只有环节（stages.<代号>）可以移动", "only a stage (stages.<id>) can be moved"
        )
    elif target not in raw["stages"]:
        message = Text(f"没有环节 '{target}'", f"no stage '{target}'")
        near = nearest_name(target, raw["stages"])
    elif target == parts[1]:
        message = Text("环节不能移到自己之后", "a stage cannot be moved after itself")
    else:
        return None
    return Problem(message, line=change.line, path=change.path, nearest=near)


def _is_silent(value: Any) -> bool:
    """A cell that an assumption may fill: nothing usable is written."""
    if isinstance(value, Mapping):
        return any(key in value for key in ("elsewhere", "unstated"))
    return value in ("unstated", "unread")


def _moved(raw: dict[str, Any], path: str, target: str) -> dict[str, Any]:
    """A stage taken out of its place and put after another one, before what followed that."""
    name = path.split(".")[1]
    changed = unlinked(raw, path)
    for other, stage in changed["stages"].items():
        after = list(stage.get("after", []))
        if target in after and other != name:
            changed = set_path(
                changed,
                f"stages.{other}.after",
                [name if previous == target else previous for previous in after],
            )
    return set_path(changed, f"stages.{name}.after", [target])


def shown(value: Any) -> str:
    """A raw value of a file as a person would write it; ``-`` for none."""
    if value is None:
        return "-"
    if isinstance(value, Mapping):
        for key in ("value", "at_least", "exactly", "at_most", "on", "elsewhere", "unstated"):
            if key in value:
                shown_key = "" if key == "value" else f"{key.replace('_', ' ')} "
                return f"{shown_key}{shown(value[key])}"
        return "{…}"
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cells_of(policy: Policy) -> frozenset[str]:
    """Paths of all values of a text that are cells, and of those that may be left out."""
    found = {leaf.path for leaf in leaves(policy)}
    for name in policy.stages:
        found.update(f"stages.{name}.{key}" for key in _MAY_BE_LEFT_OUT)
    return frozenset(found)


def _marked(raw: dict[str, Any], made: Override, cells: frozenset[str]) -> dict[str, Any]:
    """The tables with a note at the value that was changed, where it is one with an article."""
    path = made.path
    while path not in cells:
        path = path.rpartition(".")[0]
        if not path:
            return raw
    value = get_path(raw, path)
    if _is_silent(value) or value == "excluded":
        return raw
    cell = dict(value) if isinstance(value, Mapping) else {"value": value}
    if not is_cell(cell) or "excluded" in cell:
        return raw
    cell.pop("inferred", None)
    return set_path(raw, path, {**cell, "changed": f"{made.old} → {made.new}: {made.why}"})


def _with_article(old: Any, new: Any) -> Any:
    """What a reading sets, with the article and the words that it is a reading of."""
    if not isinstance(old, Mapping) or _is_silent(new) or new == "excluded":
        return new
    kept = {key: old[key] for key in ("source", "words", "soft") if key in old}
    if not kept or not is_cell(old) or not is_cell(new):
        return new
    return {**kept, **(new if isinstance(new, Mapping) else {"value": new})}


def _keep_form(old: Any, new: Any) -> Any:
    """A new value in the form of the old: ``7wd`` for ``{ at_least = "5wd" }`` stays a floor."""
    if isinstance(old, Mapping) and not isinstance(new, Mapping):
        old = {key: value for key, value in old.items() if key != "changed"}
        for key in ("at_least", "exactly", "at_most", "value"):
            if key in old:
                kept = {k: v for k, v in old.items() if k != "words"}
                return {**kept, key: new}
    return new
