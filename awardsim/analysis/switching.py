"""Each difference between two variants of one edition switched alone.

A variant is laid flat: the text as its readings and changes leave it, and the scenario without
them.  A difference is then a set of paths at which one takes what the other has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from awardsim.analysis.experiment import Trial
from awardsim.errors import PolicyError
from awardsim.policy import parse_policy
from awardsim.policy.paths import remove_path, set_path, unlinked
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario

Raw = dict[str, Any]
#: Tables of a text that hold one table for each name.
_NAMED = ("stages", "conditions", "tracks", "tiers", "channels", "bodies", "quotas")
#: Tables and keys that act on nothing in a run; what readings choose stands elsewhere.
_SILENT = ("readings", "provisions", "sources", "title", "award", "version", "state")
#: Keys of a value that say where it is from, not what it is.
_ABOUT = frozenset({"changed", "source", "words", "inferred", "why", "title"})
#: Fields of a scenario that are one value each.
_WHOLE = ("opens", "finish_by", "finish", "pace", "calendar", "progress", "cohort", "population")


@attrs.frozen
class Unit:
    """One difference: stages that only one has, paths in the text, paths in the scenario."""

    id: str
    stages: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    scenario: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Flat:
    """A variant whose readings and changes stand in its text."""

    trial: Trial
    raw: Raw
    scenario: Scenario

    @classmethod
    def of(cls, trial: Trial) -> Flat:
        """Lay a trial flat; it makes the same procedure."""
        raw: Raw = dict(trial.procedure.policy.raw)
        for name, chosen in trial.scenario.readings.items():
            raw = set_path(raw, f"readings.{name}.default", chosen)
        return cls(trial, raw, attrs.evolve(trial.scenario, readings={}, changes=()))

    def procedure(self) -> Procedure | None:
        """What it makes; None where it cannot be."""
        try:
            policy = parse_policy(self.raw, self.trial.policy.file)
        except PolicyError:
            return None
        policy = attrs.evolve(policy, outer=self.trial.policy.outer)
        return attrs.evolve(self.trial, policy=policy).varied(self.scenario)

    def switched(self, unit: Unit, other: Flat) -> Flat:
        """The variant with one difference as the other has it."""
        raw = self.raw
        for stage in unit.stages:
            raw = _with_stage(raw, stage, other.raw)
        for path in unit.text:
            raw = _taken(raw, path, other.raw)
        scenario = self.scenario
        for path in unit.scenario:
            scenario = _assumed(scenario, path, other.scenario)
        return attrs.evolve(self, raw=raw, scenario=scenario)


def units(one: Flat, other: Flat) -> tuple[Unit, ...]:
    """What differs: steps that only one has, their order, values of the text, what is assumed.

    A value of a scenario that belongs to a step or to a value of the text goes with it.
    """
    mine, theirs = one.raw["stages"], other.raw["stages"]
    alone = [name for name in dict.fromkeys([*mine, *theirs]) if (name in mine) != (name in theirs)]
    found = [Unit(f"stages.{name}", stages=(name,)) for name in alone]
    order = _order(one, other, found)
    found += [Unit("stages.*.after", text=order)] if order else []
    found += [Unit(path, text=(path,)) for path in _values(one.raw, other.raw)]
    paths = list(_scenario(one.scenario, other.scenario))
    for path in paths:
        whose = next((unit for unit in found if _belongs(path, unit)), None)
        if whose is None:
            found.append(Unit(path, scenario=(path,)))
        else:
            place = found.index(whose)
            found[place] = attrs.evolve(whose, scenario=(*whose.scenario, path))
    return tuple(found)


def _belongs(path: str, unit: Unit) -> bool:
    """A path of a scenario is about a step that only one has, or fills or times a value."""
    parts = path.split(".")
    if any(stage in parts for stage in unit.stages):
        return True
    if parts[0] == "fill":
        return any(".".join(parts[1:]).startswith(text) for text in unit.text)
    return parts[0] == "durations" and f"stages.{parts[1]}.duration" in unit.text


def _order(one: Flat, other: Flat, steps: Sequence[Unit]) -> tuple[str, ...]:
    """Where steps stand otherwise, beside what steps that only one has bring about."""
    for unit in steps:
        one = one.switched(unit, other)
    mine, theirs = one.raw["stages"], other.raw["stages"]
    return tuple(
        f"stages.{name}.after"
        for name in mine
        if name in theirs and _needed(mine, name) != _needed(theirs, name)
    )


def _needed(stages: Mapping[str, Any], name: str) -> set[str]:
    """What a step comes after, without what already comes before that."""
    direct = _after(stages, name)
    earlier: set[str] = set()
    waiting = [before for one in direct for before in _after(stages, one)]
    while waiting:
        one = waiting.pop()
        if one not in earlier:
            earlier.add(one)
            waiting += _after(stages, one)
    return set(direct) - earlier


def _after(stages: Mapping[str, Any], name: str) -> list[str]:
    return list(stages[name].get("after", ()))


def _values(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Paths of values that differ, those of steps that only one has left out."""
    for section in dict.fromkeys([*one, *other]):
        if section in _SILENT:
            continue
        mine, theirs = one.get(section), other.get(section)
        if not (isinstance(mine, Mapping) and isinstance(theirs, Mapping)):
            if _bare(mine) != _bare(theirs):
                yield section
            continue
        for name in dict.fromkeys([*mine, *theirs]):
            path = f"{section}.{name}"
            if section not in _NAMED or name not in mine or name not in theirs:
                differs = _bare(mine.get(name)) != _bare(theirs.get(name))
                if name not in _ABOUT and section != "stages" and differs:
                    yield path
                continue
            for key in dict.fromkeys([*mine[name], *theirs[name]]):
                silent = key in _ABOUT or (section == "stages" and key == "after")
                differs = _bare(mine[name].get(key)) != _bare(theirs[name].get(key))
                if differs and not silent:
                    yield f"{path}.{key}"


def _bare(value: Any) -> Any:
    """A value without what says where it is from."""
    if isinstance(value, Mapping):
        bare = {key: _bare(one) for key, one in value.items() if key not in _ABOUT}
        return bare["value"] if set(bare) == {"value"} else bare
    return value


def _scenario(one: Scenario, other: Scenario) -> Iterator[str]:
    """Paths at which two scenarios differ; a risk is one of them, with all that it has."""
    yield from (name for name in _WHOLE if getattr(one, name) != getattr(other, name))
    for body in dict.fromkeys([*one.staffing, *other.staffing]):
        if one.staffing.get(body) != other.staffing.get(body):
            yield f"bodies.{body}"
    paths: dict[str, None] = {}
    for path in dict.fromkeys([*one.assumptions, *other.assumptions]):
        mine, theirs = (each.assumptions.get(path) for each in (one, other))
        if (mine and mine.amount) != (theirs and theirs.amount):
            paths[".".join(path.split(".")[:2]) if path.startswith("risks.") else path] = None
    for risk in dict.fromkeys([*one.risks, *other.risks]):
        if one.risks.get(risk) != other.risks.get(risk):
            paths[f"risks.{risk}"] = None
    yield from paths


def _assumed(scenario: Scenario, path: str, other: Scenario) -> Scenario:
    """A scenario with what another one has at a path."""
    if path in _WHOLE:
        return attrs.evolve(scenario, **{path: getattr(other, path)})
    head, _, name = path.partition(".")
    if head == "bodies":
        return attrs.evolve(scenario, staffing=_put(scenario.staffing, name, other.staffing))
    assumptions = scenario.assumptions
    for key in [*scenario.assumptions, *other.assumptions]:
        if key == path or (head == "risks" and key.startswith(f"{path}.")):
            assumptions = _put(assumptions, key, other.assumptions)
    risks = _put(scenario.risks, name, other.risks) if head == "risks" else scenario.risks
    return attrs.evolve(scenario, assumptions=assumptions, risks=risks)


def _put(own: Mapping[str, Any], name: str, other: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in own.items() if key != name}
    return {**kept, name: other[name]} if name in other else kept


def _taken(raw: Raw, path: str, other: Mapping[str, Any]) -> Raw:
    """The tables with what others have at a path, or without it where they have nothing."""
    *above, last = path.split(".")
    holder: Any = other
    for part in above:
        holder = holder.get(part, {})
    if last == "after":
        return set_path(raw, path, _there(above[1], other["stages"], raw["stages"]))
    own: Any = raw
    for part in above:
        own = own.get(part, {})
    if last in holder:
        return set_path(raw, path, holder[last])
    return remove_path(raw, path) if last in own else raw


def _with_stage(raw: Raw, name: str, other: Mapping[str, Any]) -> Raw:
    """The tables with a step that others have, or without one that they do not have."""
    theirs = other["stages"]
    if name not in theirs:
        return remove_path(unlinked(raw, f"stages.{name}"), f"stages.{name}")
    stages = {**raw["stages"], name: theirs[name]}
    stages = {one: stages[one] for one in [*theirs, *stages] if one in stages}
    for one in [name, *(one for one in stages if one in theirs and name in _after(theirs, one))]:
        stages[one] = {**stages[one], "after": _there(one, theirs, stages)}
    return {**raw, "stages": stages}


def _there(name: str, theirs: Mapping[str, Any], stages: Mapping[str, Any]) -> list[str]:
    """What a step comes after in other tables; for a step that is not there, what that does."""
    found: list[str] = []
    for before in _after(theirs, name):
        found += [before] if before in stages else _there(before, theirs, stages)
    return list(dict.fromkeys(found))
