"""The best of each track, against a reference that counts who stands before whom."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from awardsim.rules.ranking import best

MARK = st.sampled_from((math.nan, 300.0, 400.0, 400.0, 500.0, 600.0))
LIMITS = st.dictionaries(st.sampled_from(("organisations", "individuals")), st.integers(0, 6))


def plainly(who, values, at_most, draws, keep_ties):
    """A candidate passes if fewer of its track stand before it than the limit says.

    Before it stands who has more, or as much and a lower lot; without a value all stand before
    it who have one.  Kept as a tie is who has as much as the worst of those who pass.
    """
    lots = draws.each("tie", who).tolist()
    track, values = who.track.tolist(), values.tolist()

    def before(one: int, other: int) -> bool:
        a, b = values[one], values[other]
        if math.isnan(a) != math.isnan(b):
            return math.isnan(b)
        return a > b if a != b and not math.isnan(a) else lots[one] < lots[other]

    passed = []
    for one in range(len(track)):
        limit = at_most.get(who.tracks[track[one]])
        rivals = [
            other for other in range(len(track)) if other != one and track[other] == track[one]
        ]
        passed.append(limit is None or sum(before(other, one) for other in rivals) < limit)
    if keep_ties:
        for place in set(track):
            kept = [values[one] for one in range(len(track)) if track[one] == place and passed[one]]
            worst = min(kept, default=math.nan) if not any(map(math.isnan, kept)) else math.nan
            for one in range(len(track)):
                if track[one] == place and values[one] == worst:
                    passed[one] = True
    return passed


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.integers(0, 1), MARK), max_size=14),
    LIMITS,
    st.booleans(),
    st.integers(0, 20),
)
def test_the_best_are_those_before_whom_few_enough_stand(
    candidates, draws, people, at_most, keep_ties, seed
):
    track, values = [one for one, _ in people], np.array([mark for _, mark in people], dtype=float)
    who = candidates(len(people), track=np.array(track, dtype=np.int64))
    found = best(who, values, at_most, draws(seed=seed), keep_ties)
    assert found.dtype == np.bool_
    assert found.tolist() == plainly(who, values, at_most, draws(seed=seed), keep_ties)


def test_nobody_ties_with_a_limit_of_nothing_or_without_a_value(candidates, draws):
    who = candidates(3)
    equal, none = np.array([400.0] * 3), np.array([math.nan] * 3)
    assert best(who, equal, {"organisations": 0}, draws(), keep_ties=True).sum() == 0
    assert best(who, none, {"organisations": 1}, draws(), keep_ties=True).sum() == 1
    assert best(who, equal, {"organisations": 1}, draws(), keep_ties=True).sum() == 3
    assert best(who, equal, {"individuals": 0}, draws(), keep_ties=True).sum() == 3
