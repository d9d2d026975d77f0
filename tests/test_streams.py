"""Named streams: a number depends on its address and on nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.streams import BLOCK, Streams, group_count, slot_of


@given(
    number=st.integers(0, 10**6),
    first=st.integers(0, BLOCK - 1),
    length=st.integers(1, BLOCK),
    size=st.integers(1, 70),
    more=st.integers(0, 40),
)
def test_a_number_is_the_same_alone_in_a_block_and_among_more(number, first, length, size, more):
    start = number * BLOCK + first
    length = min(length, BLOCK - first)
    block = Streams(5).block("merit", start, length, size)
    wider = Streams(5)
    wider.block("merit", 0, BLOCK, 3)  # whatever was drawn before
    assert block.shape == (size, length)
    assert (wider.block("merit", number * BLOCK, BLOCK, size + more)[:size, first:][:, :length]
            == block).all()  # fmt: skip
    for place in range(length):
        assert (Streams(5).uniforms("merit", start + place, size) == block[:, place]).all()


def test_purposes_seeds_and_blocks_have_numbers_of_their_own():
    drawn = [
        Streams(seed).block(purpose, first, BLOCK, 50).ravel()
        for seed in (1, 2)
        for purpose in ("merit", "lot")
        for first in (0, BLOCK, 7 * BLOCK)
    ]
    together = np.concatenate(drawn)
    assert len(np.unique(together)) == together.size
    assert together.min() >= 0.0
    assert together.max() < 1.0
    # Uniform: of n numbers a share p falls below p, within 4 standard deviations.
    for share in (0.1, 0.5, 0.9):
        spread = np.sqrt(share * (1 - share) / together.size)
        assert abs((together < share).mean() - share) < 4 * spread
    correlations = np.corrcoef(drawn)[np.triu_indices(len(drawn), 1)]
    assert np.abs(correlations).max() < 5 / np.sqrt(drawn[0].size)


@pytest.mark.parametrize("channels, tracks", [(1, 1), (8, 2), (9, 3), (40, 2)])
def test_every_applicant_has_a_slot_of_its_own(channels, tracks):
    groups = group_count(channels, tracks)
    slots = {
        slot_of(channel, track, ordinal, groups, tracks)
        for channel in range(channels)
        for track in range(tracks)
        for ordinal in range(5)
    }
    assert len(slots) == channels * tracks * 5
