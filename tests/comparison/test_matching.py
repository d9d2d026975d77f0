"""Pairs of what is alike."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from awardsim.comparison.matching import matched, resemblance

WEIGHTS = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=4)


@given(WEIGHTS)
def test_the_pairs_weigh_as_much_as_any_and_do_not_depend_on_the_side(weights):
    left, right = [f"l{i}" for i in range(len(weights))], ["r0", "r1", "r2"]

    def likeness(one, other):
        return weights[int(one[1:])][int(other[1:])]

    pairs = matched(left, right, likeness)
    assert all(likeness(*pair) > 0 for pair in pairs)
    for side in zip(*pairs, strict=True):
        assert len(set(side)) == len(side)
    places = [*range(3), *[None] * len(left)]
    best = max(
        sum(row[place] for row, place in zip(weights, chosen, strict=True) if place is not None)
        for chosen in itertools.permutations(places, len(left))
    )
    assert sum(likeness(*pair) for pair in pairs) == best
    back = matched(right, left, lambda one, other: likeness(other, one))
    assert sorted((one, other) for other, one in back) == pairs


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_the_same_both_ways_and_whole_of_a_text_with_itself(one, other):
    assert resemblance(one, other) == resemblance(other, one)
    assert resemblance(one, one) == 1
