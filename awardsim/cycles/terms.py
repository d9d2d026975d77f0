"""What a text says that outlasts an edition: cycle, lock-out, watch, debarment, duties, prize.

Lock-outs are conditions with the rule ``lock_out``.  Watches and debarments are provisions whose
id ends in ``fraud`` or ``accident``, which says what they follow upon; the provisions
``lock_out_after_revocation`` and ``debarment_of_winners`` say whether the lock-out goes on after a
revocation, and whether a debarment strikes winners.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from awardsim.policy import Cell, Policy, Provision
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Estimate, Scenario
from awardsim.text import Text
from awardsim.units import Duration

FRAUD, ACCIDENT = "fraud", "accident"
CAUSES = {FRAUD: Text("弄虚作假", "fraud"), ACCIDENT: Text("发生事故", "an accident")}
#: Names of the rule of a lock-out.
_LOCK_OUT = ("lock_out", "builtin.lock_out")
#: Types of provisions that last for years.
LASTING = ("DUTY", "REVOCATION", "DEBARMENT")


@attrs.frozen
class LockOut:
    """Who has won may not apply again for so long.

    ``lasts`` is None where the text points elsewhere or says nothing; ``tracks`` empty for all.
    """

    condition: str
    lasts: Duration | None
    scope: str
    tracks: tuple[str, ...]
    source: str


@attrs.frozen
class Consequence:
    """What follows upon fraud or upon an accident.

    Attributes
    ----------
    watch
        For an accident: how long after an award it takes the award away; None for no limit or
        where nothing is revoked.
    revoked
        An award is taken away.
    debarred
        How long nobody accepts a new application; None where none is said.
    everybody
        It strikes applicants as well as winners: the same article disqualifies.
    winners
        The debarment strikes winners whose award is taken away, too.
    """

    cause: str
    revoked: bool
    watch: Duration | None
    debarred: Duration | None
    everybody: bool
    winners: bool
    source: str


@attrs.frozen
class Cycle:
    """Years from one edition to the next, and where that comes from.

    ``status`` is ``stated`` (the text says so), ``given`` (a scenario or an option) or
    ``assumed`` (the built-in table).
    """

    years: float
    status: str
    source: Text


@attrs.frozen
class Duty:
    """Something that lasts after an award: a duty, a watch, a debarment."""

    id: str
    provision: Provision
    lasts: Duration


@attrs.frozen
class Terms:
    """Everything of a text that outlasts an edition."""

    policy: Policy
    cycle: Cycle
    lock_outs: tuple[LockOut, ...]
    consequences: tuple[Consequence, ...]
    duties: tuple[Duty, ...]
    #: The lock-out goes on for a winner whose award has been revoked.
    binds_revoked: bool
    prize: float | None

    def lock_out(self, track: str) -> LockOut | None:
        """The lock-out of a track whose length is known; None where there is none."""
        found = (
            one
            for one in self.lock_outs
            if one.lasts is not None and (not one.tracks or track in one.tracks)
        )
        return next(found, None)

    def consequence(self, cause: str) -> Consequence | None:
        """What follows upon something; None where the text says nothing of it."""
        return next((one for one in self.consequences if one.cause == cause), None)


def terms_of(policy: Policy, scenario: Scenario) -> Terms:
    """Gather the terms of a text that readings and changes have been put into."""
    return Terms(
        policy,
        cycle_of(policy, scenario),
        tuple(_lock_outs(policy)),
        tuple(one for cause in CAUSES if (one := _consequence(policy, cause)) is not None),
        tuple(_duties(policy)),
        _said(policy, "lock_out_after_revocation"),
        _prize(policy),
    )


def cycle_of(policy: Policy, scenario: Scenario) -> Cycle:
    """The text's own cycle, else the scenario's, else the built-in one."""
    cell = policy.window.cycle
    if cell.value is not None:
        return Cycle(float(cell.value.amount), "stated", Text(cell.source, cell.source))
    given = scenario.assumptions.get("fill.window.cycle")
    if given is not None and isinstance(given.amount, Estimate):
        return Cycle(given.amount.usual, "given", given.basis)
    assumed = default("fill.cycle")
    assert assumed is not None
    assert isinstance(assumed.amount, Estimate)
    return Cycle(assumed.amount.usual, "assumed", assumed.basis)


def lock_out_conditions(policy: Policy) -> tuple[str, ...]:
    """Ids of the conditions that lock winners out, whether their length is known or not."""
    return tuple(
        name
        for name, condition in policy.conditions.items()
        if condition.rule is not None and condition.rule.name in _LOCK_OUT
    )


def _lock_outs(policy: Policy) -> Iterator[LockOut]:
    for name in lock_out_conditions(policy):
        condition = policy.conditions[name]
        assert condition.rule is not None
        cell = condition.rule.parameters.get("lasts")
        scope = condition.rule.parameters.get("scope")
        yield LockOut(
            name,
            _duration(cell),
            scope.value if isinstance(scope, Cell) and scope.value is not None else "any",
            condition.tracks,
            cell.source if isinstance(cell, Cell) and cell.source else condition.source,
        )


def _duration(cell: object) -> Duration | None:
    """The duration of a cell; one that is written as a text is read."""
    value = cell.value if isinstance(cell, Cell) else None
    if isinstance(value, str):
        value = Duration.parse(value)
    return value if isinstance(value, Duration) else None


def _consequence(policy: Policy, cause: str) -> Consequence | None:
    """What provisions say of one cause together."""
    found = [one for name, one in policy.provisions.items() if name.endswith(cause)]
    revocation = next((one for one in found if one.type == "REVOCATION"), None)
    debarment = next((one for one in found if one.type == "DEBARMENT"), None)
    if revocation is None and debarment is None:
        return None
    sources = dict.fromkeys(one.source for one in (revocation, debarment) if one is not None)
    articles = {one.source for one in policy.provisions.values() if one.type == "DISQUALIFICATION"}
    return Consequence(
        cause,
        revocation is not None and revocation.value.known,
        _duration(revocation.lasts) if revocation is not None else None,
        _duration(debarment.lasts) if debarment is not None else None,
        debarment is not None and debarment.source in articles,
        cause != FRAUD or _said(policy, "debarment_of_winners"),
        ", ".join(sources),
    )


def _duties(policy: Policy) -> Iterator[Duty]:
    for name, one in policy.provisions.items():
        lasts = _duration(one.lasts)
        if one.type in LASTING and lasts is not None:
            yield Duty(name, one, lasts)


def _said(policy: Policy, provision: str) -> bool:
    """A provision of the text that is true or false; true where it says nothing."""
    said = policy.provisions.get(provision)
    return said is None or said.value.value is not False


def _prize(policy: Policy) -> float | None:
    """Prize money of one award; None where there is none."""
    for one in policy.provisions.values():
        value = one.value.value
        if one.type == "REWARD" and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None
