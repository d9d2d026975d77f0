"""Checks on rules: the same for the same, in any order, and with a reason for everybody."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from awardsim.plugins.contract import CohortModel
from awardsim.rules.form import malformed
from awardsim.rules.interface import Candidates, Decision, Ints, Rule, RuleKind
from awardsim.rules.tiers import keys_of
from awardsim.simulation.cohort import APPLICANTS
from awardsim.testing.bench import Bench, Call
from awardsim.testing.candidates import made_up, take
from awardsim.testing.models import POPULATIONS

_STAGES = ("document_review", "site_visit")
#: Calls that a rule is tried on; those with most candidates are taken.
_MOST_CALLS = 8


@attrs.frozen(eq=False)
class Tried:
    """A rule with the calls it is tried on; ``failure`` says why there are none."""

    rule: Rule
    calls: tuple[Call, ...]
    failure: str = ""


def tried(bench: Bench, id: str) -> Tried:
    """The calls of a rule: those of the plugin's own texts, and lists that are made up."""
    rule = bench.rules[id]
    real = sorted(bench.calls(id), key=lambda call: -len(call.candidates))[:_MOST_CALLS]
    sets = [call.parameters for call in real] + list(bench.examples.get(id, ()))
    if not sets:
        try:
            sets = [rule.parameters()]
        except (TypeError, ValueError):
            return Tried(
                rule,
                (),
                f"no text of the plugin names it, and {rule.parameters.__name__} has no defaults: "
                "give 'examples', parameters to try it with",
            )
    population = _population(bench)
    made = [_made_up(rule, parameters, real, population) for parameters in _different(sets)]
    return Tried(rule, (*real, *made))


def _population(bench: Bench) -> CohortModel:
    """The population that lists are made up of: the plugin's own, if it conforms."""
    for id, model in bench.populations.items():
        if not any(any(check(bench, id)) for check in POPULATIONS.values()):
            return model
    return APPLICANTS


def _different(sets: Sequence[Any]) -> list[Any]:
    """Parameters without repetition; some are drawn anew in every replication."""
    found: list[Any] = []
    for one in sets:
        if not any(_same(one, other) for other in found):
            found.append(one)
    return found[:3]


def _same(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except ValueError:  # columns
        return False


def _made_up(
    rule: Rule, parameters: Any, real: Sequence[Call], population: CohortModel, count: int = 1
) -> Call:
    stages = list(real[0].candidates.marks) if real else []
    tracks = real[0].candidates.tracks if real else ("organisations", "individuals")
    tiers = () if rule.kind.elementwise else _tiers(parameters, real, tracks)
    candidates, draws = made_up(population, tracks, stages or _STAGES, rule.id, count, tiers)
    return Call("a list made up for the test", candidates, _scalar(parameters), draws)


def _tiers(parameters: Any, real: Sequence[Call], tracks: Sequence[str]) -> tuple[str, ...]:
    """The tiers of the text, or those that limits are given for."""
    if real:
        return real[0].candidates.tiers
    keys = [key.partition("/")[0] for key in _limits(parameters) if key]
    return tuple(dict.fromkeys(key for key in keys if key not in tracks))


def _scalar(parameters: Any) -> Any:
    """Parameters with one number where a real call has one for each candidate."""
    columns = {
        field.name: float(np.ravel(value)[0])
        for field in attrs.fields(type(parameters))
        if np.ndim(value := getattr(parameters, field.name))
        and np.size(value)
        and isinstance(value, np.ndarray)
    }
    return attrs.evolve(parameters, **columns) if columns else parameters


# ---- the checks -----------------------------------------------------------------------------


def decides(bench: Bench, id: str) -> Iterator[str]:
    """Every candidate passes, or fails for a reason that the rule declares."""
    found = tried(bench, id)
    if found.failure:
        yield found.failure
    for call in found.calls:
        said = _mistake(found.rule, call, call.candidates)
        if said:
            yield f"{call.where}: {said}"
            return


def _mistake(rule: Rule, call: Call, candidates: Candidates) -> str:
    """What is wrong with the decision on some candidates; empty if nothing is."""
    decided, said = _decide(rule, call, candidates)
    if decided is None:
        return said
    passed, reason = np.asarray(decided.passed), np.asarray(decided.reason)
    for case in range(len(candidates)):
        who = f"the candidate in slot {int(candidates.slots[case])}"
        if passed[case] and reason[case] != -1:
            return f"{who} passes, and has a reason for failing all the same"
        if not passed[case] and not 0 <= reason[case] < len(decided.reasons):
            return f"{who} neither passes nor fails with a reason"
        if not passed[case] and decided.reasons[int(reason[case])] not in rule.reasons:
            name = decided.reasons[int(reason[case])]
            return f"{who} fails for '{name}', which the rule does not declare"
    if rule.kind is RuleKind.SCORE and np.isinf(np.asarray(decided.marks, dtype=float)).any():
        return "a mark is infinite"
    return ""


def _decide(
    rule: Rule, call: Call, candidates: Candidates, parameters: Any = None, draws: Any = None
) -> tuple[Decision | None, str]:
    """The decision on some candidates; None and the reason if there is none that can be used."""
    fresh = attrs.evolve(call.draws if draws is None else draws)
    try:
        given = call.parameters if parameters is None else parameters
        decided: Any = rule.decide(candidates, given, fresh)
    except ValueError as error:
        if "read-only" in str(error):
            return None, "it writes into what it is handed"
        return None, f"fails with ValueError: {error}"
    except Exception as error:  # noqa: BLE001 - foreign code
        return None, f"fails with {type(error).__name__}: {error}"
    wrong = malformed(rule, decided, len(candidates))
    return (None, wrong.en) if wrong is not None else (decided, "")


def few(bench: Bench, id: str) -> Iterator[str]:
    """It decides on nobody and on a single candidate as well."""
    found = tried(bench, id)
    for call in found.calls[-1:]:
        for count in (0, 1):
            chosen = take(call.candidates, np.arange(count))
            said = _mistake(found.rule, _for(call, np.arange(count)), chosen)
            if said:
                yield f"with {count} candidates: {said}"
                return


def _for(call: Call, members: Ints) -> Call:
    """The call for some of its candidates, whose own parameters go with them."""
    changes = {
        field.name: value[members]
        for field in attrs.fields(type(call.parameters))
        if isinstance(value := getattr(call.parameters, field.name), np.ndarray) and value.ndim
    }
    return attrs.evolve(call, parameters=attrs.evolve(call.parameters, **changes))


def same_again(bench: Bench, id: str) -> Iterator[str]:
    """Handed the same, it decides the same."""
    found = tried(bench, id)
    for call in found.calls:
        first, _ = _decide(found.rule, call, call.candidates)
        second, _ = _decide(found.rule, call, call.candidates)
        said = _difference(call.candidates.slots, first, second)
        if said:
            yield f"{call.where}: decides differently when it is called again: {said}"
            return


def order(bench: Bench, id: str) -> Iterator[str]:
    """The order of the candidates does not matter; equal ones are told apart by lot, say."""
    found = tried(bench, id)
    for call in found.calls:
        count = len(call.candidates)
        for members in (np.arange(count)[::-1], np.argsort(np.sin(np.arange(count) * 7.0))):
            other = take(call.candidates, members)
            whole, _ = _decide(found.rule, call, call.candidates)
            turned, _ = _decide(found.rule, _for(call, members), other)
            said = _difference(other.slots, _taken(whole, members), turned)
            if said:
                yield f"{call.where}: the order of the candidates decides: {said}"
                return


def elementwise(bench: Bench, id: str) -> Iterator[str]:
    """A rule that admits or scores gives the same for part of a list, down to one candidate."""
    found = tried(bench, id)
    if not found.rule.kind.elementwise:
        return
    for call in found.calls:
        count = len(call.candidates)
        whole, _ = _decide(found.rule, call, call.candidates)
        parts = [np.arange(0, count, 2), np.arange(1, count, 2)]
        parts += [np.array([case]) for case in range(min(count, 5))]
        for members in parts:
            if not len(members):
                continue
            part = take(call.candidates, members)
            alone, _ = _decide(found.rule, _for(call, members), part)
            said = _difference(part.slots, _taken(whole, members), alone)
            if said:
                yield (
                    f"{call.where}: kind {found.rule.kind.value}, but the decision depends on who "
                    f"else is on the list: {said}"
                )
                return


def together(bench: Bench, id: str) -> Iterator[str]:
    """Called for several replications at once, it decides as for each of them."""
    found = tried(bench, id)
    if not found.rule.kind.elementwise or not found.calls:
        return
    last = found.calls[-1]
    block = _made_up(found.rule, last.parameters, (last,), _population(bench), 2)
    whole, said = _decide(found.rule, block, block.candidates)
    if whole is None:
        yield f"two replications at once: {said}"
        return
    place = np.asarray(block.candidates.place)
    for replication in (0, 1):
        members = np.flatnonzero(place == replication)
        own = attrs.evolve(take(block.candidates, members), place=0)
        draws = attrs.evolve(block.draws, replication=replication, count=1)
        alone, _ = _decide(found.rule, block, own, draws=draws)
        said = _difference(own.slots, _taken(whole, members), alone)
        if said:
            yield f"two replications at once are not decided as each by itself: {said}"
            return
    if found.rule.broadcasts:
        yield from _broadcast(found.rule, last)


def _broadcast(rule: Rule, call: Call) -> Iterator[str]:
    """Numbers that come as one per candidate mean what a single one means."""
    count = len(call.candidates)
    columns = {
        field.name: np.full(count, value)
        for field in attrs.fields(type(call.parameters))
        if isinstance(value := getattr(call.parameters, field.name), float)
    }
    if not columns:
        return
    single, _ = _decide(rule, call, call.candidates)
    checked = attrs.validators.get_disabled()
    attrs.validators.set_disabled(True)
    try:
        parameters = attrs.evolve(call.parameters, **columns)
    finally:
        attrs.validators.set_disabled(checked)
    each, said = _decide(rule, call, call.candidates, parameters)
    said = said or _difference(call.candidates.slots, single, each)
    if said:
        yield f"broadcasts, but decides otherwise when a number comes once per candidate: {said}"


def _taken(decided: Decision | None, members: Ints) -> Decision | None:
    """The part of a decision that concerns some candidates; None if there is no decision."""
    if decided is None:
        return None
    marks, tier = decided.marks, decided.tier
    return Decision(
        decided.passed[members],
        decided.reason[members],
        decided.reasons,
        None if marks is None else marks[members],
        None if tier is None else tier[members],
    )


def _difference(slots: Ints, one: Decision | None, other: Decision | None) -> str:
    """What is decided differently; empty if nothing is, or if there is no decision at all."""
    if one is None or other is None:
        return ""
    for name in ("passed", "reason", "marks", "tier"):
        first, second = _column(one, name), _column(other, name)
        if first is None or second is None:
            if first is not second:
                return f"'{name}' is there in one case only"
            continue
        if first.shape != second.shape:
            return f"'{name}' has another length"
        different = first != second
        if first.dtype.kind == "f" and second.dtype.kind == "f":
            different &= ~(np.isnan(first) & np.isnan(second))
        if different.any():
            case = int(np.flatnonzero(different)[0])
            return (
                f"the candidate in slot {int(slots[case])} has {name} {first[case]}, "
                f"then {second[case]}"
            )
    return ""


def _column(decided: Decision, name: str) -> Any:
    """A column of a decision; reasons by their names, since their order is the rule's affair."""
    if name != "reason":
        column = getattr(decided, name)
        return None if column is None else np.asarray(column)
    named = [*decided.reasons, ""]
    return np.array(
        [named[int(why)] if why < len(decided.reasons) else "?" for why in decided.reason]
    )


def at_most(bench: Bench, id: str) -> Iterator[str]:
    """No more pass than ``at_most`` says by track or tier (or ``choose``), unless it is soft."""
    found = tried(bench, id)
    if found.rule.kind.elementwise:
        return
    for call in found.calls:
        limits = _limits(call.parameters)
        decided, _ = _decide(found.rule, call, call.candidates)
        if decided is None or not limits or getattr(call.parameters, "soft", False):
            continue
        for key, passing in _passing(call.candidates, decided).items():
            limit = limits.get("" if key in call.candidates.tracks and "" in limits else key)
            if limit is not None and passing > limit:
                yield f"{call.where}: {passing} {key} pass, where at most {limit} may"
                return


def _passing(candidates: Candidates, decided: Decision) -> Mapping[str, int]:
    """How many pass, by all that a limit may be for: a track, a tier, a track of a tier."""
    counts: Counter[str] = Counter()
    tiers = candidates.tier if decided.tier is None else decided.tier
    for case in np.flatnonzero(np.asarray(decided.passed)).tolist():
        track = candidates.tracks[int(candidates.track[case])]
        level = -1 if tiers is None else int(tiers[case])
        if level < 0 and decided.tier is not None and candidates.tier is not None:
            level = int(candidates.tier[case])  # it keeps the one that it has
        counts.update(keys_of(candidates.tiers[level], track) if level >= 0 else [track])
    return counts


def _limits(parameters: Any) -> Mapping[str, int]:
    """Limits by track or tier; one number, which holds for every track, has the key ""."""
    for name in ("at_most", "choose"):
        given = getattr(parameters, name, None)
        if isinstance(given, Mapping):
            return given
        if isinstance(given, int):
            return {"": given}
    return {}


def fits(bench: Bench, id: str) -> Iterator[str]:
    """Where ``fits`` says that all pass, all pass."""
    found = tried(bench, id)
    test = found.rule.fits
    if test is None:
        return
    for call in found.calls:
        for count in (len(call.candidates), 3, 1):
            some = take(call.candidates, np.arange(min(count, len(call.candidates))))
            counts = {
                track: int(np.sum(some.track == index)) for index, track in enumerate(some.tracks)
            }
            decided, _ = _decide(found.rule, _for(call, np.arange(len(some))), some)
            if decided is None or not test(counts, call.parameters):
                continue
            if not np.asarray(decided.passed).all():
                yield f"{call.where}: 'fits' says that {counts} all pass, and they do not"
                return


def pickles(bench: Bench, id: str) -> Iterator[str]:
    """It can be sent to a worker process."""
    found = tried(bench, id)
    for thing in (found.rule, *(call.parameters for call in found.calls[:1])):
        try:
            pickle.loads(pickle.dumps(thing))
        except Exception as error:  # noqa: BLE001 - foreign code may refuse in any way
            yield f"cannot be sent to a worker: {type(error).__name__}: {error}"
            return


def described(bench: Bench, id: str) -> Iterator[str]:
    """It says what it decides, after what, and what its parameters are called."""
    rule = bench.rules[id]
    if not rule.doc:
        yield "its deciding function has no docstring"
    if rule.kind is not RuleKind.SCORE and not rule.reasons:
        yield "declares no reason for which anybody fails"
    for field in attrs.fields(rule.parameters):
        title = rule.title_of(field.name)
        if title.zh == field.name:
            yield f"its parameter '{field.name}' has no title: put one in 'titles'"


CHECKS: Mapping[str, Callable[[Bench, str], Iterator[str]]] = {
    "described": described,
    "decides": decides,
    "few": few,
    "same again": same_again,
    "order": order,
    "elementwise": elementwise,
    "together": together,
    "at most": at_most,
    "fits": fits,
    "pickles": pickles,
}
