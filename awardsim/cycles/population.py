"""Who there is over the years: candidates at the beginning, those who come, those who go.

There are so many candidates at the beginning as the scenario has applicants, times ``cycles.pool``;
new ones come at a constant rate, and each leaves after an exponential time.  A candidate has a slot
of its own for random numbers, so that neither the length of a cycle nor the number of editions
changes who there is.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Procedure
from awardsim.streams import Streams

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Purpose of the numbers that belong to candidates for good.
STREAM = "population"


@attrs.frozen(eq=False)
class Population:
    """Candidates of some replications of one block, those of each replication together.

    Attributes
    ----------
    place, track, channel, slots
        Of each candidate: replication within the block, track, channel, place for random numbers.
    entry, leave
        Years after the first edition from which on, and until which, each is there.
    row
        Index of the candidate of a slot in a replication, shape (slots, replications); -1 for none.
    """

    place: Ints
    track: Ints
    channel: Ints
    slots: Ints
    entry: Floats
    leave: Floats
    row: Ints

    def __len__(self) -> int:
        return len(self.place)

    @property
    def size(self) -> int:
        """Slots there are."""
        return len(self.row)


def people(
    procedure: Procedure,
    streams: Streams,
    first: int,
    values: Floats,
    assumed: Mapping[str, Floats],
    years: float,
) -> Population:
    """Everybody who is a candidate at some time.

    Parameters
    ----------
    values
        The procedure's inputs, shape (inputs, replications).
    assumed
        ``pool``, ``births`` and ``exits``, each of shape (replications,).
    years
        From the first edition to the last.
    """
    count = values.shape[1]
    keys, given = zip(*procedure.applicants.items(), strict=True)
    parts = [
        _of_key(values[index], number, len(keys), assumed, years)
        for number, index in enumerate(given)
    ]
    place, slots, late, whose = (
        np.concatenate([part[column] for part in parts]) for column in range(4)
    )
    order = np.lexsort((slots, place))
    place, slots, late, whose = place[order], slots[order], late[order], whose[order]
    size = int(slots.max(initial=-1)) + 1

    def drawn(purpose: str) -> Floats:
        block = streams.block(f"{STREAM}/{purpose}", first, count, size)
        taken: Floats = block[slots, place]
        return taken

    rate = assumed["exits"][place]
    stays = np.full(len(place), np.inf)
    np.divide(-np.log1p(-drawn("exit")), rate, out=stays, where=rate > 0.0)
    begun = np.array([np.rint(values[index] * assumed["pool"]) for index in given])
    coming = late >= 0
    entry = np.zeros(len(place))
    yearly = (begun * assumed["births"])[whose, place]
    entry[coming] = (late + drawn("entry"))[coming] / yearly[coming]
    track = np.array([key[0] for key in keys], dtype=np.int64)[whose]
    u = drawn("channel")
    channel = np.zeros(len(place), dtype=np.int64)
    for number, key in enumerate(keys):
        own = whose == number
        channel[own] = _channel(procedure, key, u[own])
    row = np.full((size, count), -1, dtype=np.int64)
    row[slots, place] = np.arange(len(place))
    return Population(place, track, channel, slots, entry, entry + stays, row)


def _of_key(
    applicants: Floats, number: int, keys: int, assumed: Mapping[str, Floats], years: float
) -> tuple[Ints, Ints, Ints, Ints]:
    """Candidates whose number comes from one input: replication, slot, and which input it is.

    The third column numbers those who come later from 0 on; it is negative for the others.
    """
    begun = np.rint(applicants * assumed["pool"]).astype(np.int64)
    rate = begun * assumed["births"]
    total = begun + np.where(rate > 0.0, np.floor(rate * years) + 1.0, 0.0).astype(np.int64)
    place = np.repeat(np.arange(len(total)), total)
    nth = np.arange(len(place)) - np.repeat(np.cumsum(total) - total, total)
    return place, nth * keys + number, nth - begun[place], np.full(len(place), number)


def _channel(procedure: Procedure, key: tuple[int, int], u: Floats) -> Ints:
    """Which channel each comes from: the one whose number is given, else any of the others."""
    track, source = key
    if source >= 0:
        return np.full(len(u), source)
    division, given = procedure.division, procedure.applicants
    wholes = [-2 - source] if source < -1 else list(range(len(division.wholes)))
    parts = [
        [part for part in division.parts(whole) if (track, part) not in given]
        for whole in wholes
        if source < -1 or (track, -2 - whole) not in given
    ]
    parts = [part for part in parts if part]
    scaled = u * len(parts)
    chosen = np.floor(scaled).astype(np.int64)
    rest = scaled - chosen
    found = np.zeros(len(u), dtype=np.int64)
    for number, part in enumerate(parts):
        own = chosen == number
        found[own] = np.array(part)[np.floor(rest[own] * len(part)).astype(np.int64)]
    return found
