"""Ranking within a track, with ties broken by lot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from awardsim.rules.interface import Bools, Candidates, Draws, Floats, Ints


def marks_of(candidates: Candidates, stage: str) -> Floats:
    """The marks to rank by: those of a stage or, for an empty ``stage``, the last ones given.

    The last mark is each candidate's own last one, in the order in which the stages gave
    marks (a composite score comes after what it is made of).  nan where there is none.
    """
    nothing = np.full(len(candidates), np.nan)
    if stage:
        return candidates.marks.get(stage, nothing)
    last = nothing
    for marks in candidates.marks.values():
        last = np.where(np.isnan(marks), last, marks)
    return last


def by_value(candidates: Candidates, values: Floats, draws: Draws) -> Ints:
    """Positions of all candidates, best first, whatever their track.

    Equal values are put in order by lot (the draw ``tie``, one per candidate); a candidate
    without a value (nan) comes after all who have one.
    """
    lots = draws.each("tie", candidates)
    return np.lexsort((candidates.slots, lots, -values))  # nan is sorted to the end


def ranked(candidates: Candidates, values: Floats, draws: Draws) -> Iterator[tuple[str, Ints]]:
    """Each track with the positions of its candidates, best first, as :func:`by_value` says."""
    order = by_value(candidates, values, draws)
    for index, track in enumerate(candidates.tracks):
        yield track, order[candidates.track[order] == index]


def all_fit(candidates: Candidates, at_most: Mapping[str, int]) -> bool:
    """No track has more candidates than its limit, so that nobody need be ranked."""
    if len(candidates) <= min(at_most.values(), default=len(candidates)):
        return True
    present = np.bincount(candidates.track, minlength=len(candidates.tracks)).tolist()
    return all(
        count <= at_most.get(track, count)
        for track, count in zip(candidates.tracks, present, strict=True)
    )


def fits_quota(counts: Mapping[str, int], parameters: Any) -> bool:
    """No track has more candidates than ``parameters.at_most`` allows it."""
    limits: Mapping[str, int] = parameters.at_most
    return all(count <= limits.get(track, count) for track, count in counts.items())


def best(
    candidates: Candidates,
    values: Floats,
    at_most: Mapping[str, int],
    draws: Draws,
    keep_ties: bool = False,
) -> Bools:
    """Who is among the first ``at_most`` of the own track; no limit where a track has none.

    ``keep_ties`` also keeps who is equal to the last one within the limit.
    """
    if all_fit(candidates, at_most):
        return np.ones(len(candidates), dtype=np.bool_)
    passed = np.zeros(len(candidates), dtype=np.bool_)
    for track, order in ranked(candidates, values, draws):
        limit = at_most.get(track, len(order))
        passed[order[:limit]] = True
        if keep_ties and 0 < limit < len(order):
            passed[order] |= values[order] == values[order[limit - 1]]
    return passed
