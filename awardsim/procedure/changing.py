"""Changes of what is written, made in a text's raw tables: set, add, remove, move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import attrs

from awardsim.errors import Problem, nearest_name
from awardsim.policy.cells import in_both, is_cell
from awardsim.policy.paths import get_path, has_path, remove_path, set_path, unlinked
from awardsim.procedure.model import Override
from awardsim.procedure.patterns import expanded, is_pattern, nearest_pattern
from awardsim.scenario.model import Change
from awardsim.scenario.tables import ASSUMED
from awardsim.text import Text

#: Keys of a table that say where it comes from, not what it sets.
_ABOUT = frozenset({"name", "source", "words", "inferred"})


def apply_changes(
    raw: Mapping[str, Any], changes: Sequence[Change], cells: Set[str], file: str
) -> tuple[dict[str, Any], list[Override], list[Problem]]:
    """Make changes in their order.

    Parameters
    ----------
    cells
        Paths of all values that are cells: they keep a note of what they were.
    file
        Where problems lie.

    Returns
    -------
    raw
        The tables with all changes that could be made.
    overrides
        Each value that was replaced: old, new, why.
    problems
        Changes that could not be made.
    """
    changed = dict(raw)
    overrides: list[Override] = []
    problems: list[Problem] = []
    for given in changes:
        meant = [one for one in expanded(given, changed) if _meant(given, one, changed)]
        if not meant:
            problems.append(_nothing_fits(given, changed, file))
        for change in meant:
            try:
                old = get_path(changed, change.path) if _there(changed, change) else None
                wrong = not_allowed(changed, change, old)
                if wrong is not None:
                    problems.append(attrs.evolve(wrong, file=file))
                    continue
                changed = _changed(changed, change, old)
            except KeyError as error:
                near = str(error.args[0] if error.args else "")
                problems.append(_no_path(change, near, changed, file))
                continue
            made = Override(change.path, shown(old), shown(change.to), change.why)
            overrides.append(made)
            if change.op in ("set", "add"):
                changed = marked(changed, made, cells)
    return changed, overrides, problems


def _there(raw: Mapping[str, Any], change: Change) -> bool:
    """What is changed must be there; only what is added need not."""
    return change.op != "add" or has_path(raw, change.path)


def _meant(given: Change, one: Change, raw: Mapping[str, Any]) -> bool:
    """A pattern sets what is written and adds what is not."""
    if not is_pattern(given.path) or one.op not in ("set", "add"):
        return True
    silent = not_allowed(raw, attrs.evolve(one, op="set"), get_path(raw, one.path)) is not None
    return silent == (one.op == "add")


def _changed(raw: dict[str, Any], change: Change, old: Any) -> dict[str, Any]:
    if change.op == "remove":
        return remove_path(unlinked(raw, change.path), change.path)
    if change.op == "move":
        return _moved(raw, change.path, str(change.to))
    return set_path(raw, change.path, _keep_form(old, change.to))


def _nothing_fits(change: Change, raw: Mapping[str, Any], file: str) -> Problem:
    return Problem(
        Text(
            f"文本里没有合于 '{change.path}' 的写明的内容",
            f"nothing that is written fits '{change.path}'",
        ),
        file,
        change.line,
        change.path,
        nearest_pattern(change.path, raw),
    )


def _no_path(change: Change, near: str, raw: Mapping[str, Any], file: str) -> Problem:
    message = Text(f"文本没有路径 '{change.path}'", f"the text has no path '{change.path}'")
    if change.path.startswith(f"{near}."):  # the table is there: what it has
        held = get_path(raw, near)
        if isinstance(held, Mapping) and (known := [key for key in held if key not in _ABOUT]):
            message = Text(
                f"{message.zh}（{near} 有：{'、'.join(known)}）",
                f"{message.en} ('{near}' has: {', '.join(known)})",
            )
            return Problem(message, file, change.line, change.path)
    near = near or _assumed(change.path)
    if near == change.path:
        table, near = near.partition(".")[0], ""
        message = Text(
            f"'{change.path}' 是估计，不是文本：写在 [{table}] 里",
            f"'{change.path}' is assumed and not in the text: give it in [{table}]",
        )
    return Problem(message, file, change.line, change.path, near)


def _assumed(path: str) -> str:
    """The path of a scenario that one without a place in the text may have been meant as."""
    head, _, rest = path.partition(".")
    near = nearest_name(head, ASSUMED)
    return f"{near}.{rest}" if near and rest else ""


def not_allowed(raw: Mapping[str, Any], change: Change, old: Any) -> Problem | None:
    """A change replaces only what is written; what is not written is assumed, or added."""
    parts = change.path.split(".")
    if change.op == "move":
        return _not_movable(raw, change, parts)
    above = [get_path(raw, ".".join(parts[:count])) for count in range(1, len(parts))]
    silent = any(is_silent(value) for value in above) or is_silent(old)
    if change.op == "set" and silent:
        instead = f"fill.{change.path}"
        if len(parts) >= 3 and parts[0] == "stages" and parts[2] == "duration":
            instead = f"durations.{parts[1]}"
        elif parts[0] == "objections":
            instead = f"chance.objection_{parts[-1]}"
        adding = Text('用 op = "add"', 'use op = "add"')
        if change.why == "--set":
            said = f"--set 'add {change.path}={change.to}'"
            adding = Text(f"写 {said}", f"write {said}")
        message = Text(
            f"文本没有写这一项：没有写的用 '{instead}' 估计；要写进文本，{adding.zh}",
            f"the text does not say this: what is not written is assumed as '{instead}'; "
            f"to write it into the text {adding.en}",
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


def is_silent(value: Any) -> bool:
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
        return shown(value["zh"]) if in_both(value) and "zh" in value else "{…}"
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def marked(raw: dict[str, Any], made: Override, cells: Set[str]) -> dict[str, Any]:
    """The tables with a note at the value that was changed, where it is one with an article."""
    path = made.path
    while path not in cells:
        path = path.rpartition(".")[0]
        if not path:
            return raw
    value = get_path(raw, path)
    if is_silent(value) or value == "excluded":
        return raw
    whole = isinstance(value, Mapping) and not in_both(value)
    cell = dict(value) if whole else {"value": value}
    if not is_cell(cell) or "excluded" in cell:
        return raw
    cell.pop("inferred", None)
    return set_path(raw, path, {**cell, "changed": f"{made.old} → {made.new}: {made.why}"})


def _keep_form(old: Any, new: Any) -> Any:
    """A new value in the form of the old: ``7wd`` for ``{ at_least = "5wd" }`` stays a floor."""
    if isinstance(old, Mapping) and not isinstance(new, Mapping):
        old = {key: value for key, value in old.items() if key != "changed"}
        for key in ("at_least", "exactly", "at_most", "value"):
            if key in old:
                kept = {k: v for k, v in old.items() if k != "words"}
                return {**kept, key: new}
    return new
