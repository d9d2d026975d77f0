"""Who may not apply to which edition: under each reading, each lock-out, each cycle.

Nothing here is left to chance.  Two rules that bar the same editions are the same rule, however
different they sound; often that is all there is to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from awardsim.cycles.spells import Occasion, editions_between, since, years_of
from awardsim.cycles.terms import (
    ACCIDENT,
    CAUSES,
    Consequence,
    LockOut,
    Terms,
    lock_out_conditions,
    terms_of,
)
from awardsim.errors import ProcedureError
from awardsim.policy import Policy
from awardsim.procedure.resolve import resolve
from awardsim.scenario.model import Change, Scenario
from awardsim.text import Text
from awardsim.units import Duration

#: Cycles that are shown beside the text's own, in years.
CYCLES = (1.0, 2.0, 3.0)


@attrs.frozen
class Variant:
    """One way to read or to write the rules, and what it makes of them.

    ``origin`` is ``text`` (default readings, and the changes that were asked for), ``reading``
    or ``changed`` (a lock-out that is tried).
    """

    title: Text
    origin: str
    terms: Terms


@attrs.frozen
class Barred:
    """Editions that a winner may not apply to, as numbers after the one that was won.

    ``variants`` are all that come to this lock-out; ``more`` is how many more editions there are
    than under the text itself at the same cycle.
    """

    variants: tuple[Variant, ...]
    lock_out: LockOut | None
    cycle: float
    editions: tuple[int, ...]
    more: int

    @property
    def free(self) -> int:
        """The first edition that is open again."""
        return max(self.editions, default=0) + 1

    @property
    def of_the_text(self) -> bool:
        """It is what the text itself says."""
        return any(one.origin == "text" for one in self.variants)


@attrs.frozen
class Revoked:
    """The same for whoever loses the award, or cheats.

    ``first`` and ``last`` are the editions barred if it comes to light right after the award, and
    at the end of the watch; ``sooner`` is how many editions earlier than an honest winner such a
    one may be back, 0 if never.
    """

    variant: Variant
    consequence: Consequence
    cycle: float
    first: tuple[int, ...]
    last: tuple[int, ...]
    sooner: int


@attrs.frozen
class Table:
    """Who is barred from which edition.

    Attributes
    ----------
    cycles
        Lengths in years, the text's own among them.
    """

    scenario: Scenario
    occasion: Occasion
    text: Variant
    variants: tuple[Variant, ...]
    cycles: tuple[float, ...]
    bars: tuple[Barred, ...]
    revoked: tuple[Revoked, ...]

    def at(self, cycle: float) -> tuple[Barred, ...]:
        """The lines of one cycle, the text itself first."""
        return tuple(one for one in self.bars if one.cycle == cycle)

    def label(self, editions: int) -> str:
        """The year of an edition, by its number after the one of the scenario."""
        return self.name(editions, self.text.terms.cycle.years)

    def name(self, editions: int, cycle: float) -> str:
        """The year of an edition at a cycle; one between years says so."""
        year = self.occasion.year + editions * cycle
        return f"{year:.0f}" if year == int(year) else f"{year:.1f}"


def barring(
    policy: Policy,
    scenario: Scenario,
    occasion: Occasion,
    lockouts: Sequence[Duration] = (),
    cycles: Sequence[float] = (),
) -> Table:
    """Work out the table.

    Parameters
    ----------
    policy
        The text as it is written, before readings and changes.
    occasion
        The dates of an edition.
    lockouts
        Lock-outs to try beside the text's own.
    cycles
        Cycles to try, in years; empty for :data:`CYCLES`.

    Raises
    ------
    ProcedureError
        A reading or a change that cannot be made.
    """
    text = Variant(Text("文本", "the text"), "text", _terms(policy, scenario))
    variants = [text, *_readings(policy, scenario, text.terms)]
    variants += [
        Variant(
            Text(f"改为{lasts.read('zh')}", f"changed to {lasts.read('en')}"),
            "changed",
            _terms(policy, with_lock_out(policy, scenario, lasts)),
        )
        for lasts in lockouts
    ]
    own = text.terms.cycle.years
    chosen = tuple(dict.fromkeys(sorted({own, *(cycles or CYCLES)})))
    track = _bound(variants)
    lag = occasion.lag
    bars: list[Barred] = []
    for cycle in chosen:
        usual = len(editions_barred(text.terms.lock_out(track), cycle, lag))
        for alike in _alike(variants, track):
            lock_out = alike[0].terms.lock_out(track)
            editions = editions_barred(lock_out, cycle, lag)
            bars.append(Barred(alike, lock_out, cycle, editions, len(editions) - usual))
    revoked = [
        _revoked(variant, consequence, cycle, occasion, track)
        for cycle in chosen
        for variant in _apart(variants)
        for consequence in variant.terms.consequences
    ]
    return Table(
        scenario,
        occasion,
        text,
        tuple(variants),
        chosen,
        tuple(bars),
        tuple(one for one in revoked if one is not None),
    )


def with_lock_out(policy: Policy, scenario: Scenario, lasts: Duration) -> Scenario:
    """A scenario that changes the lock-out, or writes one into a text that has none."""
    names = lock_out_conditions(policy)
    why = f"--lockout {lasts}"
    changes = []
    for name in names:
        path = f"conditions.{name}.rule.lasts"
        known = terms_of(policy, scenario).lock_outs
        silent = all(one.lasts is None for one in known if one.condition == name)
        changes.append(Change(path, str(lasts), why, "add" if silent else "set"))
    if not names:
        table = {
            "title": {"zh": "限报（试加）", "en": "lock-out, as a trial"},
            "tracks": list(policy.tracks),
            "source": f"{next(iter(policy.sources))} 全文",
            "prohibits": True,
            "rule": {"name": "lock_out", "lasts": str(lasts)},
        }
        changes.append(Change("conditions.lock_out", table, why, "add"))
    return attrs.evolve(scenario, changes=(*scenario.changes, *changes))


def _bound(variants: Sequence[Variant]) -> str:
    """The track that is told of: the first one that is locked out under any variant."""
    tracks = [track for one in variants for track in one.terms.policy.tracks]
    bound = (
        track for one in variants for track in one.terms.policy.tracks if one.terms.lock_out(track)
    )
    return next(bound, tracks[0])


def _terms(policy: Policy, scenario: Scenario) -> Terms:
    resolved, _, problems = resolve(policy, scenario)
    if problems:
        raise ProcedureError(problems)
    return terms_of(resolved, scenario)


def _readings(policy: Policy, scenario: Scenario, text: Terms) -> Iterable[Variant]:
    """Other readings that make something else of what outlasts an edition."""
    for name, reading in policy.readings.items():
        chosen = scenario.readings.get(name, reading.default)
        for option, one in reading.options.items():
            if option == chosen:
                continue
            other = attrs.evolve(scenario, readings={**scenario.readings, name: option})
            try:
                terms = _terms(policy, other)
            except ProcedureError:  # it contradicts another reading that was chosen
                continue
            if _lasting(terms) != _lasting(text):
                title = Text(f"读法：{one.title.zh}", f"reading: {one.title.en}")
                yield Variant(title, "reading", terms)


def _lasting(terms: Terms) -> object:
    """What of some terms decides who is barred."""
    locks = tuple((one.condition, one.lasts, one.scope) for one in terms.lock_outs)
    return locks, terms.consequences, terms.binds_revoked


def editions_barred(lock_out: LockOut | None, cycle: float, lag: float) -> tuple[int, ...]:
    """The next editions that a lock-out bars; none where there is no lock-out."""
    if lock_out is None or lock_out.lasts is None:
        return ()
    return editions_between(-lag, years_of(lock_out.lasts, cycle), cycle, lag)


def _alike(variants: Sequence[Variant], track: str) -> list[tuple[Variant, ...]]:
    """Variants that come to the same lock-out, together."""
    found: dict[object, list[Variant]] = {}
    for one in variants:
        lock_out = one.terms.lock_out(track)
        key = None if lock_out is None else (lock_out.lasts, lock_out.scope)
        found.setdefault(key, []).append(one)
    return [tuple(each) for each in found.values()]


def _apart(variants: Sequence[Variant]) -> list[Variant]:
    """The variants that differ in what follows upon fraud or accidents, the first of each kind."""
    found: dict[object, Variant] = {}
    for one in variants:
        if one.origin != "changed":
            found.setdefault((one.terms.consequences, one.terms.binds_revoked), one)
    return list(found.values())


def _revoked(
    variant: Variant, consequence: Consequence, cycle: float, occasion: Occasion, track: str
) -> Revoked:
    """Editions barred if it comes to light at once, and as late as the text still looks."""
    lag = occasion.lag
    lock_out = variant.terms.lock_out(track)
    honest = editions_barred(lock_out, cycle, lag)
    first = _barred_from(variant, consequence, honest, 0.0, cycle, lag)
    watch = years_of(consequence.watch, cycle) if consequence.watch is not None else 0.0
    last = _barred_from(variant, consequence, honest, watch, cycle, lag)
    back = min(max(first, default=0), max(last, default=0))
    return Revoked(variant, consequence, cycle, first, last, max(max(honest, default=0) - back, 0))


def _barred_from(
    variant: Variant,
    consequence: Consequence,
    honest: tuple[int, ...],
    begins: float,
    cycle: float,
    lag: float,
) -> tuple[int, ...]:
    """Editions barred to somebody found out so many years after the award."""
    debarred: tuple[int, ...] = ()
    if consequence.debarred is not None and consequence.winners:
        ends = begins + years_of(consequence.debarred, cycle)
        debarred = editions_between(begins, ends, cycle, lag)
    goes_on = variant.terms.binds_revoked or not consequence.revoked
    kept = [k for k in honest if goes_on or since(k, cycle, lag) < begins]
    return tuple(sorted({*kept, *debarred}))


def cause_title(consequence: Consequence) -> Text:
    """What happened, for a person."""
    cause = CAUSES[consequence.cause]
    if consequence.cause == ACCIDENT and consequence.watch is not None:
        watch = consequence.watch
        return Text(
            f"获奖后{watch.read('zh')}内{cause.zh}", f"{cause.en} within {watch.read('en')}"
        )
    return cause
