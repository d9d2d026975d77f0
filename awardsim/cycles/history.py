"""What has happened to each candidate so far: awards, revocations, debarments.

Times are years after the first edition's closing date for applications.  An award is known by the
number of its edition, negative for those before the first one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from awardsim.cycles.lasting import Lasting
from awardsim.cycles.spells import years_of
from awardsim.cycles.terms import Consequence, Terms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Edition of an award that was never given.
NEVER = np.iinfo(np.int64).min


class History:
    """The past of one block's population; moves on edition by edition.

    Attributes
    ----------
    award
        Edition of the last award, :data:`NEVER` for none.
    won
        Has won before, whatever became of the award.
    lost
        Has applied, and not won since.
    revoked_at
        When the last award was or will be taken away, inf for never.
    barred_from, barred_until
        The last debarment.
    """

    def __init__(self, lasting: Lasting, terms: Terms, lag: float) -> None:
        self.lasting = lasting
        self.terms = terms
        self.cycle = lasting.cycle
        self.lag = lag
        count = len(lasting.population)
        ago = np.full(count, np.inf)
        if "years_since_award" in lasting.base:
            ago = np.asarray(lasting.base["years_since_award"], dtype=float)
        earlier = np.isfinite(ago) & (lasting.population.entry == 0.0)
        self.award = np.full(count, NEVER, dtype=np.int64)
        self.award[earlier] = -1 - np.floor(ago[earlier] / self.cycle).astype(np.int64)
        self.won: Bools = earlier.copy()
        self.lost: Bools = np.zeros(count, dtype=np.bool_)
        self.revoked_at = np.full(count, np.inf)
        self.barred_from = np.full(count, np.inf)
        self.barred_until = np.full(count, -np.inf)

    def since(self, edition: int) -> Floats:
        """Years since the award that locks out; inf where none does."""
        holds = self.award != NEVER
        if not self.terms.binds_revoked:
            holds &= self.revoked_at > edition * self.cycle
        found = np.full(len(self.award), np.inf)
        found[holds] = (edition - self.award[holds]) * self.cycle - self.lag
        return found

    def debarred(self, edition: int) -> Bools:
        """Whose applications nobody accepts."""
        now = edition * self.cycle
        found: Bools = (self.barred_from <= now) & (now < self.barred_until)
        return found

    def paid(self, years: Floats) -> Bools:
        """Whose last award was taken away later than so many years after it was given.

        ``years`` are of each replication, shape (replications,).
        """
        given = np.where(self.award == NEVER, 0, self.award) * self.cycle + self.lag
        found: Bools = (self.award != NEVER) & (
            self.revoked_at > given + years[self.lasting.population.place]
        )
        return found

    def accidents(
        self, edition: int, consequence: Consequence | None, record: str, grave: Floats
    ) -> Bools:
        """Take away awards after accidents since the edition before; gives whose they were.

        Parameters
        ----------
        record
            Column of the accidents.
        grave
            Share that is grave enough, of each candidate.
        """
        none: Bools = np.zeros(len(self.award), dtype=np.bool_)
        if consequence is None or not consequence.revoked or edition == 0:
            return none
        now = edition * self.cycle
        happened = now - self.lasting.years_ago(record, edition)
        holds = (self.award != NEVER) & np.isinf(self.revoked_at)
        given = np.full(len(self.award), np.inf)
        given[holds] = self.award[holds] * self.cycle + self.lag
        watch = np.inf
        if consequence.watch is not None:
            watch = years_of(consequence.watch, self.cycle)
        struck: Bools = holds & (happened > given) & (happened <= given + watch)
        struck &= happened > now - self.cycle
        struck &= self.lasting.each(edition, "cycles/grave") < grave
        self.revoked_at[struck] = happened[struck]
        self._debar(struck, happened, consequence)
        return struck

    def after(
        self,
        edition: int,
        applied: Bools,
        awarded: Bools,
        fraud: Consequence | None,
        assumed: Mapping[str, Floats],
    ) -> None:
        """An edition is over: awards are given; what is fraudulent will come to light."""
        self.lost |= applied
        self.lost[awarded] = False
        self.won |= awarded
        self.award[awarded] = edition
        self.revoked_at[awarded] = np.inf
        if fraud is None:
            return
        place = self.lasting.population.place
        found = applied & (self.lasting.each(edition, "cycles/fraud") < assumed["fraud"][place])
        if not found.any():
            return
        when = edition * self.cycle + self.lag + assumed["discovery"][place]
        if fraud.revoked:
            winners = found & awarded
            self.revoked_at[winners] = when[winners]
        struck = np.zeros(len(found), dtype=np.bool_)
        if fraud.winners:
            struck |= found & awarded
        if fraud.everybody:
            struck |= found & ~awarded
        self._debar(struck, when, fraud)

    def _debar(self, who: Bools, when: Floats, consequence: Consequence) -> None:
        if consequence.debarred is None:
            return
        years = years_of(consequence.debarred, self.cycle)
        self.barred_from[who] = when[who]
        self.barred_until[who] = when[who] + years
