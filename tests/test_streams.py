"""Named streams: a number depends on its address and on nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awardsim import streams
from awardsim.streams import BLOCK, SharedStreams, Streams, group_count, slot_of


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


@given(
    first=st.integers(0, 5 * BLOCK),
    length=st.integers(1, 4 * BLOCK),
    size=st.integers(0, 20),
)
def test_a_number_is_the_same_in_a_span_of_several_blocks(first, length, size):
    span = Streams(5).block("merit", first, length, size)
    assert span.shape == (size, length)
    for place in range(length):
        assert (Streams(5).uniforms("merit", first + place, size) == span[:, place]).all()


@given(number=st.integers(0, 10**6), before=st.integers(0, 40), length=st.integers(1, 70))
def test_one_number_of_each_replication_is_the_same_in_every_span(number, before, length):
    span = Streams(5).by_replication("share", number, before + length)
    assert span.shape == (before + length,)
    assert (Streams(5).by_replication("share", number + before, length) == span[before:]).all()
    assert (SharedStreams(5).by_replication("share", number, before + length) == span).all()


ASKED = st.tuples(
    st.sampled_from(("merit", "lot", "noise")),
    st.integers(0, 4 * BLOCK),
    st.integers(1, 3 * BLOCK),
    st.integers(0, 30),
)


@settings(max_examples=60)
@given(st.lists(ASKED, min_size=1, max_size=20), st.sampled_from((0, 200, 900, 1 << 21)))
def test_shared_streams_give_the_same_numbers_whatever_was_asked_for_before(asked, kept):
    """Larger sizes before and after, spans that overlap, a store that is emptied now and then."""
    shared, held = SharedStreams(5), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "KEPT", kept)
        for one in asked:
            held.append(shared.block(*one))
    for one, found in zip(asked, held, strict=True):  # those given earlier have stayed as they were
        assert found.shape == (one[3], one[2])
        assert (found == Streams(5).block(*one)).all()


def test_shared_streams_keep_what_they_may_and_no_more(monkeypatch):
    monkeypatch.setattr(streams, "KEPT", 10 * BLOCK)
    drawn = []
    really = Streams._drawn
    monkeypatch.setattr(Streams, "_drawn", lambda own, *one: drawn.append(one) or really(own, *one))
    shared = SharedStreams(5)
    for _ in range(3):
        shared.block("merit", 0, 4, 4)
        shared.block("merit", 4, BLOCK, 3)  # reaches into the next block
    assert drawn == [("merit", 0, 4), ("merit", 1, 3)]
    shared.block("lot", 0, 1, 5)  # more than there is room for: begun anew
    assert shared._kept == 5 * BLOCK
    shared.block("merit", 0, 1, 2)
    assert len(drawn) == 4
    assert shared.block("lot", 0, 1, 5).shape == (5, 1)
    assert len(drawn) == 4
    assert sum(one.size for one in shared._blocks.values()) <= 10 * BLOCK


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


@pytest.mark.parametrize("streams", [Streams, SharedStreams])
@pytest.mark.parametrize("count", [BLOCK, 3 * BLOCK])
def test_nobody_can_change_numbers_that_others_are_given(streams, count):
    drawn = streams(5).block("merit", 0, count, 4)
    with pytest.raises(ValueError, match="read-only"):
        drawn[0, 0] = 0.5
