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
    if stage:
        return candidates.marks.get(stage, np.full(len(candidates), np.nan))
    last = np.full(len(candidates), np.nan)
    for marks in reversed(list(candidates.marks.values())):
        last = np.where(np.isnan(last), marks, last)
        if not np.isnan(last).any():
            break
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
    track, seen = candidates.track.tolist(), values.tolist()
    left = [at_most.get(name, len(track)) for name in candidates.tracks]
    last = [np.nan] * len(left)
    passed = [False] * len(track)
    for one in by_value(candidates, values, draws).tolist():
        own = track[one]
        if left[own] > 0:
            left[own] -= 1
            last[own] = seen[one]
            passed[one] = True
        elif keep_ties:
            passed[one] = seen[one] == last[own]
    return np.array(passed, dtype=np.bool_)
