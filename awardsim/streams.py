"""Named random streams: uniform numbers by purpose and applicant, never by order of events.

A number is addressed by (seed, purpose, replication, slot).  Nothing else decides it: not the
worker, not the order in which events happen, not what other stages or applicants exist.
A slot is the fixed place of an applicant (see :func:`slot_of`), so that another applicant in
one channel shifts nobody's numbers elsewhere.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Replications whose numbers lie side by side, so that they are drawn at once.
BLOCK = 16
#: Tracks that a channel has room for before its slots move.
TRACK_ROOM = 2
#: Groups (channel, track) come in steps of this many, so that adding a channel rarely moves a slot.
GROUP_STEP = 32
#: Numbers that are kept for several experiments which share them: 16 MB in each process.
KEPT = 1 << 21
_MASK = (1 << 64) - 1


def group_count(channels: int, tracks: int) -> int:
    """Room for groups of (channel, track), rounded up so that a few more move nothing."""
    per_channel = -(-tracks // TRACK_ROOM) * TRACK_ROOM
    return -(-channels * per_channel // GROUP_STEP) * GROUP_STEP


def slot_of(channel: int, track: int, ordinal: int, groups: int, tracks: int) -> int:
    """The fixed place of the ``ordinal``-th applicant of a track in a channel.

    >>> slot_of(channel=1, track=0, ordinal=2, groups=32, tracks=2)
    66
    """
    per_channel = -(-tracks // TRACK_ROOM) * TRACK_ROOM
    return ordinal * groups + channel * per_channel + track


def stable_hash(text: str) -> int:
    """64 bits of a text, the same in every process (Python's own hash is not)."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class Streams:
    """Uniform numbers in [0, 1) for every purpose of one experiment.

    One Philox generator per purpose; its counter is set by the block of replications, within
    which numbers go by slot and then by replication.  So any replication can be drawn alone and
    gives the same numbers as when all are drawn in turn, and more slots shift nothing.

    Parameters
    ----------
    seed
        Any whole number; the same seed gives the same experiment.

    Examples
    --------
    >>> streams = Streams(7)
    >>> bool((streams.uniforms("merit", 3, 4) == Streams(7).uniforms("merit", 3, 9)[:4]).all())
    True

    Notes
    -----
    Philox 4x64 [Salmon et al. 2011], a counter-based generator.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._made: dict[str, tuple[np.random.Philox, np.random.Generator, Any]] = {}

    def __reduce__(self) -> tuple[type[Streams], tuple[int]]:
        return (Streams, (self.seed,))

    def block(self, purpose: str, first: int, count: int, size: int) -> NDArray[np.float64]:
        """Numbers of one purpose in consecutive replications, whatever blocks they lie in.

        Parameters
        ----------
        first, count
            The replications.
        size
            How many numbers of each.

        Returns
        -------
        numpy.ndarray
            Shape (size, count): by slot, then by replication; not to be written to, since others
            may be given the same.
        """
        number, offset = divmod(first, BLOCK)
        last = (first + count - 1) // BLOCK
        if last <= number:
            return self._drawn(purpose, number, size)[:, offset : offset + count]
        blocks = [self._drawn(purpose, one, size) for one in range(number, last + 1)]
        whole = np.concatenate(blocks, axis=1)
        whole.flags.writeable = False
        return whole[:, offset : offset + count]

    def _drawn(self, purpose: str, number: int, size: int) -> NDArray[np.float64]:
        """The numbers of a whole block, shape (size, BLOCK)."""
        made = self._made.get(purpose)
        if made is None:
            made = self._make(purpose)
        philox, generator, state = made
        state["state"]["counter"][1] = number
        philox.state = state
        drawn = generator.random((size, BLOCK))
        drawn.flags.writeable = False
        return drawn

    def uniforms(self, purpose: str, replication: int, size: int) -> NDArray[np.float64]:
        """``size`` numbers of one purpose in one replication, by slot."""
        return self.block(purpose, replication, 1, size)[:, 0]

    def by_replication(self, purpose: str, first: int, count: int) -> NDArray[np.float64]:
        """One number for each of ``count`` replications from ``first`` on.

        The same number whatever block of replications it is drawn in.
        """
        made = self._made.get(purpose)
        if made is None:
            made = self._make(purpose)
        philox, generator, state = made
        start = first - first % 4  # a Philox step gives four numbers
        state["state"]["counter"][1] = _MASK
        state["state"]["counter"][0] = start // 4
        philox.state = state
        state["state"]["counter"][0] = 0
        return generator.random(first - start + count)[first - start :]

    def _make(self, purpose: str) -> tuple[np.random.Philox, np.random.Generator, Any]:
        key = np.array([self.seed & _MASK, stable_hash(purpose)], dtype=np.uint64)
        philox = np.random.Philox(key=key)
        state: Any = philox.state
        made = (philox, np.random.Generator(philox), state)
        self._made[purpose] = made
        return made


class SharedStreams(Streams):
    """The same numbers, kept for a while: for experiments that share them with others.

    Arms of a comparison ask for the same blocks one after the other; each is drawn once, as long
    as not too many come in between.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._blocks: dict[tuple[str, int], NDArray[np.float64]] = {}
        self._kept = 0

    def _drawn(self, purpose: str, number: int, size: int) -> NDArray[np.float64]:
        kept = self._blocks.get((purpose, number))
        if kept is None or len(kept) < size:
            kept = super()._drawn(purpose, number, size)
            if self._kept + kept.size > KEPT:
                self._blocks.clear()
                self._kept = 0
            self._blocks[purpose, number] = kept
            self._kept += kept.size
        return kept[:size]
