"""A text with mistakes, mended as far as that its other mistakes can be looked for.

What is wrong is given the name that was probably meant, else left unsaid, else taken out.  The
result is only ever asked what else is wrong with the text; it is never run.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from awardsim.errors import PolicyError, Problem, ProcedureError, nearest_name
from awardsim.policy import Bound, Policy, parse_policy
from awardsim.procedure.build import build
from awardsim.rules.interface import Rule
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import default_scenario
from awardsim.toml import Path, split_path

#: After so many readings a text is given up.
ATTEMPTS = 12
#: Keys of the value of a cell.
_VALUES = ("value", *(bound.value for bound in Bound))


@attrs.frozen
class Mended:
    """A text without its mistakes of form.

    Attributes
    ----------
    policy
        The text.
    touched
        Where it was mended.
    complete
        Nothing was taken out of it, so that all its names are there.
    """

    policy: Policy
    touched: frozenset[Path]
    complete: bool

    def under(self, scenario: Scenario) -> Scenario:
        """A scenario that need not say what the text would have said without its mistakes."""
        open = {f"fill.{'.'.join(map(str, path))}" for path in self.touched}
        return attrs.evolve(scenario, refused=scenario.refused | open)


def more_problems(
    policy: Policy,
    told: Sequence[Problem],
    rule: Callable[[str, str], Rule],
    *,
    alone: bool,
    columns: frozenset[str] = frozenset(),
) -> list[Problem]:
    """What is wrong with the procedure of a text that has mistakes of form, beside these.

    Parameters
    ----------
    policy
        The text as far as it could be read.
    told
        Its mistakes of form.
    rule
        Looks up a rule, as for :func:`awardsim.procedure.build.build`.
    alone
        The text is run without a scenario, so that what it leaves open is a mistake as well.
    columns
        What populations have beside the vocabulary.
    """
    whole = mended(policy)
    if whole is None or whole.policy.within is not None:  # what is outside it is not known here
        return []
    scenario = attrs.evolve(default_scenario(whole.policy), file=policy.file if alone else "")
    try:
        build(whole.policy, whole.under(scenario), rule, columns=columns)
    except ProcedureError as error:
        known = {problem.path for problem in told}
        return [
            one
            for one in error.problems
            if one.file == policy.file
            and one.path not in known
            and not _near(one.path, whole.touched)
        ]
    return []


def mended(policy: Policy) -> Mended | None:
    """The text without its mistakes of form; None if that cannot be had."""
    raw: dict[str, Any] = copy.deepcopy(dict(policy.raw))
    tried: dict[Path, int] = {}
    complete = True
    for _ in range(ATTEMPTS):
        try:
            return Mended(parse_policy(raw, policy.file), frozenset(tried), complete)
        except PolicyError as error:
            for problem in error.problems:
                try:
                    path = split_path(problem.path)
                except ValueError:
                    return None
                complete &= _mend(raw, path, problem.nearest, tried.get(path, 0))
                tried[path] = tried.get(path, 0) + 1
    return None


def _mend(raw: dict[str, Any], path: Path, meant: str, turn: int) -> bool:
    """Mend one value: by its name, by leaving it unsaid, by taking it or its table out.

    False where something was taken out.
    """
    holder, key = _at(raw, path[:-1]), path[-1]
    if isinstance(holder, list):
        if path[-2:-1] == ("after",) and turn == 0 and isinstance(key, int) and key < len(holder):
            holder[key] = meant or _before(raw, path[1])
        elif isinstance(key, int) and key < len(holder):
            del holder[key]
            return False
        return True
    if not isinstance(holder, dict):
        return True
    sources = raw.get("sources")
    if turn == 0 and key == "source" and isinstance(sources, dict) and sources:
        holder[key] = f"{next(iter(sources))} 1"  # what it cites decides nothing else
    elif turn == 0 and meant and nearest_name(str(key), [meant]):
        holder.setdefault(meant, holder.pop(key, None))
    elif turn == 0 and meant:
        holder[key] = meant
    elif turn <= 1 and len(path) > 2 and holder.get(key) != "unstated":
        holder[key] = "unstated"
    elif len(path) == 2 and path[0] == "stages":
        _take_out(raw, str(key))
        return False
    elif key in holder and len(path) > 1:
        del holder[key]
        return key in _VALUES  # the cell is left unsaid next
    elif len(path) > 2:
        return _mend(raw, path[:-1], "", turn)
    return True


def _at(raw: Any, path: Path) -> Any:
    """The table or list at a path; None where there is none."""
    found: Any = raw
    for part in path:
        if not isinstance(found, dict | list):
            return None
        try:
            found = found[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def _before(raw: dict[str, Any], stage: object) -> str:
    """The stage that stands before another one in the file."""
    names = list(raw["stages"])
    place = names.index(stage) if stage in names else 0
    return str(names[place - 1]) if place else ""


def _take_out(raw: dict[str, Any], name: str) -> None:
    """A stage out of the text; what followed it follows what was before it."""
    gone = raw["stages"].pop(name, None)
    before = gone.get("after", []) if isinstance(gone, dict) else []
    for stage in raw["stages"].values():
        after = stage.get("after") if isinstance(stage, dict) else None
        if isinstance(after, list) and name in after:
            kept = [other for other in after if other != name]
            stage["after"] = kept + [other for other in before if other not in kept]


def _near(path: str, touched: Iterable[Path]) -> bool:
    """A path at, under or above one that was touched, or about a stage that was taken out."""
    try:
        parts = split_path(path)
    except ValueError:
        return False
    return any(
        parts[: len(one)] == one
        or (one[0] == "stages" and len(parts) > 3 and parts[-1] == one[1])
        or (len(parts) > 1 and one[: len(parts)] == parts)
        for one in touched
    )
