"""Contests: who competes with whom for how many places, and what each run made of it.

Everything here is arithmetic on the table of applicants; nothing is drawn.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.applicants import Table, choosing_nodes, last_vote
from awardsim.procedure.model import Procedure
from awardsim.text import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@attrs.frozen
class Contest:
    """Applicants of some tracks who compete for the same places.

    ``tier``: for a place in this tier or a higher one, -1 for any award.  ``places`` is None where
    the text gives no number: then as many as are awarded.  ``final`` is False where there are
    lower tiers left for who misses this one.
    """

    id: str
    title: Text
    tracks: tuple[int, ...]
    tier: int
    places: int | None
    final: bool = True


def contests(procedure: Procedure) -> tuple[Contest, ...]:
    """The contests of a procedure: one for each quota, and for each track that none is for.

    Quotas of tiers add up: who gets a higher tier takes no place of a lower one, so that the best
    for two tiers together have the places of both.
    """
    found = []
    tiers = [quota.tier for quota in procedure.quotas]
    for quota in procedure.quotas:
        above = [
            one
            for one in procedure.quotas
            if 0 <= one.tier < quota.tier and set(quota.tracks) <= set(one.tracks)
        ]
        found.append(
            Contest(
                quota.id,
                quota.title,
                quota.tracks,
                quota.tier,
                quota.number + sum(one.number for one in above),
                quota.tier in (-1, max(tiers)),
            )
        )
    taken = {track for quota in procedure.quotas for track in quota.tracks}
    for place, track in enumerate(procedure.tracks):
        if place not in taken:
            title = procedure.policy.tracks[track].title
            found.append(Contest(track, title, (place,), -1, None))
    return tuple(found)


def choosing_in(procedure: Procedure, contest: Contest) -> tuple[int, ...]:
    """Stages that choose among several of a contest, in order."""
    nodes = {n.index for track in contest.tracks for n in choosing_nodes(procedure, track)}
    return tuple(sorted(nodes))


@attrs.frozen(eq=False)
class Still:
    """Who is still in once a stage that chooses is passed, in each replication.

    ``top``, ``best`` and ``all_best`` as of an :class:`Outcome`; ``number`` is how many are in.
    """

    node: int
    top: Floats
    best: Floats
    all_best: Floats
    number: Floats


@attrs.frozen(eq=False)
class Outcome:
    """What became of a contest in each replication, shape (replications,); nan where undefined.

    A replication in which somebody is still inside at the end of the calendar says nothing.

    Attributes
    ----------
    field, places, winners
        How many are judged, how many of them can win, how many do.
    top
        Share of the truly best, as many as can win, that are awarded.
    best
        The truly best one is awarded: 1 or 0.
    all_best
        All the truly best are awarded: 1 or 0.
    lost
        Merit lost per award, points of 1000: how much better as many of the best would be.
    lot, lot_lost
        What ``top`` and ``lost`` would be on average if as many were drawn by lot.
    barred
        Share of the best of all who applied that were never judged.
    kept
        By stage that chooses, who is still in once it is passed.
    overturned
        The last vote chose others than as many of the best marks; 1 or 0.
    """

    contest: Contest
    field: Floats
    places: Floats
    winners: Floats
    top: Floats
    best: Floats
    all_best: Floats
    lost: Floats
    lot: Floats
    lot_lost: Floats
    barred: Floats
    kept: tuple[Still, ...]
    overturned: Floats


def winners_of(table: Table, contest: Contest) -> Bools:
    """Who wins a contest."""
    won: Bools = table.awarded & np.isin(table.track, contest.tracks)
    if contest.tier >= 0:
        won &= table.tier <= contest.tier
    return won


def outcome(table: Table, contest: Contest) -> Outcome:
    """Hold a contest's winners against true merit, replication by replication."""
    own = table.present & np.isin(table.track, contest.tracks)
    field = table.judged & own
    won = winners_of(table, contest)
    size = field.sum(axis=1).astype(float)
    winners = won.sum(axis=1).astype(float)
    known = ~(table.unfinished & own).any(axis=1) & (size > 0)
    offered = winners if contest.places is None else np.full(len(size), float(contest.places))
    places = np.where(known, np.minimum(offered, size), np.nan)
    some = known & (places > 0)
    ranked = -np.sort(-np.where(field, table.merit, -np.inf), axis=1)
    best = field & (table.merit >= _at(ranked, places, some)[:, np.newaxis])
    first = field & (table.merit >= ranked[:, :1])

    def shares(still: Bools) -> tuple[Floats, Floats, Floats]:
        """Share of the best, the best one, all the best: how many of them are there."""
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.minimum((still & best).sum(axis=1), places) / places
        return (
            np.where(some, share, np.nan),
            np.where(some, (still & first).any(axis=1), np.nan),
            np.where(some, share >= 1.0, np.nan),
        )

    kept = []
    if contest.final:
        for node in choosing_in(table.procedure, contest):
            still = field & (table.awarded | (table.node > node))
            number = np.where(known, still.sum(axis=1), np.nan)
            kept.append(Still(node, *shares(still), number))
    top, one, every = shares(won)
    lost, lot_lost = _lost(table.merit, field, won, ranked, some & (winners > 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        lot = np.where(some, winners / size, np.nan)
    return Outcome(
        contest,
        np.where(known, size, np.nan),
        places,
        np.where(known, winners, np.nan),
        top,
        one,
        every,
        lost,
        lot,
        lot_lost,
        _barred(table, own, field, places, some),
        tuple(kept),
        _overturned(table, contest, field, some),
    )


def changed(table: Table, other: Table, contest: Contest) -> tuple[Floats, Floats]:
    """How the winners of two tables of the same cohort differ, replication by replication.

    Returns
    -------
    tuple
        1 where they are not the same, else 0; share of the winners (of the larger set) that are
        not among the others.  nan where nobody wins in either, or where either is unfinished.
    """
    differ = np.full(table.replications, np.nan)
    share = np.full(table.replications, np.nan)
    own = np.isin(table.track, contest.tracks) & table.unfinished
    theirs = np.isin(other.track, contest.tracks) & other.unfinished
    known = ~(own.any(axis=1) | theirs.any(axis=1))
    first, second = winners_of(table, contest), winners_of(other, contest)
    for place in np.flatnonzero(known):
        one = set(table.slot[place, first[place]].tolist())
        two = set(other.slot[place, second[place]].tolist())
        most = max(len(one), len(two))
        if most:
            differ[place] = float(one != two)
            share[place] = 1.0 - len(one & two) / most
    return differ, share


def _at(ranked: Floats, places: Floats, some: Bools) -> Floats:
    """The merit of the last one of the best; inf where there are none."""
    last = np.where(some, places, 1).astype(np.int64) - 1
    found: Floats = np.where(some, np.take_along_axis(ranked, last[:, np.newaxis], 1)[:, 0], np.inf)
    return found


def _lost(
    merit: Floats, field: Bools, won: Bools, ranked: Floats, some: Bools
) -> tuple[Floats, Floats]:
    """Merit lost per award, and what would be lost by lot."""
    count = won.sum(axis=1)
    within = np.arange(ranked.shape[1]) < count[:, np.newaxis]
    with np.errstate(invalid="ignore", divide="ignore"):
        best = np.where(within, np.where(np.isinf(ranked), 0.0, ranked), 0.0).sum(axis=1) / count
        taken = np.where(won, merit, 0.0).sum(axis=1) / count
        mean = np.where(field, merit, 0.0).sum(axis=1) / field.sum(axis=1)
    return np.where(some, best - taken, np.nan), np.where(some, best - mean, np.nan)


def _barred(table: Table, own: Bools, field: Bools, places: Floats, some: Bools) -> Floats:
    """Share of the best of all who applied that are not in the field."""
    ranked = -np.sort(-np.where(own, table.merit, -np.inf), axis=1)
    best = own & (table.merit >= _at(ranked, places, some)[:, np.newaxis])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.minimum((best & ~field).sum(axis=1), places) / places
    return np.where(some, share, np.nan)


def _overturned(table: Table, contest: Contest, field: Bools, some: Bools) -> Floats:
    """Whether the last vote chose others than as many of the best marks."""
    nothing = np.full(table.replications, np.nan)
    vote = last_vote(table.procedure)
    if vote is None or not contest.final:
        return nothing
    through = table.awarded | (table.node > vote.index)
    stood = field & (through | (table.node == vote.index)) & ~np.isnan(table.mark)
    chosen = stood & through
    outside = stood & ~through
    worst = np.where(chosen, table.mark, np.inf).min(axis=1)
    better = np.where(outside, table.mark, -np.inf).max(axis=1)
    asked = some & stood.any(axis=1)
    return np.where(asked, better > worst, np.nan)
