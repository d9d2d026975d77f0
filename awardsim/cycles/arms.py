"""The series that are compared: the text as it stands, and with other lock-outs, quotas, cycles."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import attrs

from awardsim.analysis.experiment import Trial
from awardsim.cycles.barring import with_lock_out
from awardsim.cycles.editions import Series
from awardsim.cycles.spells import Occasion
from awardsim.cycles.terms import Terms, terms_of
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.policy import Policy
from awardsim.procedure.model import Input, Procedure
from awardsim.rules.interface import RuleKind
from awardsim.scenario.model import Change, Meets, Scenario
from awardsim.scenario.overriding import override
from awardsim.schedule.passes import usual_values
from awardsim.text import Text
from awardsim.units import Duration

#: Series of one comparison at most.
MOST_ARMS = 60


@attrs.frozen
class Places:
    """Another number of places of one quota."""

    quota: str
    number: int


@attrs.frozen(eq=False)
class Arm:
    """One series, and how it differs from the text: None, or empty, where it does not.

    ``set`` are values put in the place of others, each ``path=value``.
    """

    set: tuple[str, ...]
    lock_out: Duration | None
    places: Places | None
    cycle: float
    series: Series

    @property
    def terms(self) -> Terms:
        """What outlasts an edition in it."""
        return self.series.terms


def arms(
    trials: Sequence[tuple[tuple[str, ...], Trial]],
    occasion: Occasion,
    *,
    editions: int,
    lockouts: Sequence[Duration] = (),
    places: Sequence[Places] = (),
    cycles: Sequence[float] = (),
) -> tuple[Arm, ...]:
    """Every combination, the text itself first; what the text says already is not tried again.

    Parameters
    ----------
    trials
        The text under its scenario, then with values put in the place of others.
    editions
        How many editions each series has.

    Raises
    ------
    InputError
        Too many combinations, a quota that there is not, or one that the text cannot have.
    """
    text = trials[0][1]
    _check_places(text.policy, places)
    terms = terms_of(text.procedure.policy, text.scenario)
    stated = [one.lasts for one in terms.lock_outs]
    other = [one for one in lockouts if one not in stated]
    more = [one for one in places if one.number != terms.policy.quotas[one.quota].number.value]
    lengths = [one for one in cycles if one != terms.cycle.years]
    axes = (
        trials,
        (None, *dict.fromkeys(other)),
        (None, *dict.fromkeys(more)),
        (None, *dict.fromkeys(lengths)),
    )
    count = math.prod(len(axis) for axis in axes)
    if count > MOST_ARMS:
        message = Text(
            f"组合太多：{count}个，最多{MOST_ARMS}个",
            f"too many combinations: {count}, at most {MOST_ARMS}",
        )
        raise InputError(Problem(message, "cycles"))
    found = []
    for (sets, trial), lasts, number in itertools.product(*axes[:3]):
        procedure, own = _built(trial, lasts, number)
        for length in axes[3]:
            cycle = own.cycle.years if length is None else length
            series = Series(procedure, own, cycle, occasion.lag, editions)
            found.append(Arm(sets, lasts, number, cycle, series))
    return tuple(found)


def at_ends(
    trial: Trial, assumed: Sequence[Input], occasion: Occasion, editions: int
) -> tuple[Arm, ...]:
    """The text with each assumption at its least, then at its most: two series for each."""
    found: list[Arm] = []
    for one in assumed:
        for value in (one.least, one.most):
            given = f"{one.id}={int(value) if one.kind == 'count' else value!r}"
            changed = attrs.evolve(trial, scenario=override(trial.scenario, [given]))
            found += arms([((given,), changed)], occasion, editions=editions)
    return tuple(found)


def _built(trial: Trial, lasts: Duration | None, places: Places | None) -> tuple[Procedure, Terms]:
    scenario = again_and_again(trial.scenario)
    if lasts is not None:
        scenario = with_lock_out(trial.policy, scenario, lasts)
    if places is not None:
        silent = trial.policy.quotas[places.quota].number.open
        why = f"--quota {places.quota}={places.number}"
        path = f"quotas.{places.quota}.number"
        change = Change(path, places.number, why, "add" if silent else "set")
        scenario = attrs.evolve(scenario, changes=(*scenario.changes, change))
    procedure = trial.varied(scenario)
    if procedure is None:
        said = " ".join(change.why for change in scenario.changes if change.why.startswith("--"))
        message = Text("文本这样改就推演不了", "the text cannot be run with this change")
        raise InputError(Problem(message, said or trial.name))
    return procedure, terms_of(procedure.policy, scenario)


def narrower(arm: Arm) -> tuple[tuple[Text, int], ...]:
    """Lists of the whole edition that have room for fewer than there are places of their track.

    Each with its title and its room, at usual values; the places beyond it stay vacant whoever
    applies.
    """
    procedure = arm.series.procedure
    values = usual_values(procedure)
    found = {}
    for node in procedure.nodes:
        if node.rule is None or node.rule.rule.kind is not RuleKind.SHORTLIST or not node.for_all:
            continue
        room = getattr(node.rule.values(values), "at_most", None)
        for quota in procedure.quotas:
            names = [procedure.tracks[track] for track in quota.tracks]
            most = room.get(names[0]) if isinstance(room, Mapping) else room
            if quota.tier < 0 and len(names) == 1 and most is not None and most < quota.number:
                found[node.index] = (node.title, int(most))
    return tuple(found.values())


def again_and_again(scenario: Scenario) -> Scenario:
    """A scenario without what is known of one edition only.

    The days on which bodies meet are those of that edition: without them a body decides so many
    days after the file is ready.  Nor is any edition under way.
    """
    kept = {
        path: one
        for path, one in scenario.assumptions.items()
        if not (isinstance(one.amount, Meets) and one.amount.dates)
    }
    return attrs.evolve(scenario, assumptions=kept, progress=None)


def _check_places(policy: Policy, places: Sequence[Places]) -> None:
    problems = [
        Problem(
            Text(
                f"没有名额 '{one.quota}'（有：{'、'.join(policy.quotas)}）",
                f"no quota '{one.quota}' (known: {', '.join(policy.quotas)})",
            ),
            "--quota",
            nearest=nearest_name(one.quota, policy.quotas),
        )
        for one in places
        if one.quota not in policy.quotas
    ]
    if problems:
        raise InputError(problems)
