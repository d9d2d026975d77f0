"""Candidates to try rules on: part of a list, another order, a list that was made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.plugins.contract import CohortModel
from awardsim.rules.interface import Candidates, Draws, Ints
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Estimate
from awardsim.simulation.cohort import CohortRequest
from awardsim.streams import Streams

#: Candidates of a list that was made up: by channel and track.
_EACH = 7
_CHANNELS = 3


class Fixed(Mapping[str, NDArray[Any]]):
    """Columns that nobody can write to; each is taken when it is asked for."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], members: Ints | None = None) -> None:
        self._columns = columns
        self._members = members
        self._taken: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._taken:
            column = np.asarray(self._columns[name])
            self._taken[name] = still(column if self._members is None else column[self._members])
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def still(array: NDArray[Any]) -> NDArray[Any]:
    """A copy of an array that refuses to be written to."""
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


def held(candidates: Candidates) -> Candidates:
    """The same candidates, to be used later: nothing in them can be written to."""
    return take(candidates, np.arange(len(candidates)))


def take(candidates: Candidates, members: Ints) -> Candidates:
    """Some candidates, in this order, each in its own slot: every column is taken along."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(Candidates):
        value = getattr(candidates, field.name)
        if isinstance(value, Mapping):
            changes[field.name] = Fixed(value, members)
        elif isinstance(value, np.ndarray) and value.ndim:
            changes[field.name] = still(value[members])
    return attrs.evolve(candidates, **changes)


def made_up(
    model: CohortModel,
    tracks: Sequence[str],
    stages: Sequence[str],
    stage: str = "stage",
    replications: int = 1,
    tiers: Sequence[str] = (),
) -> tuple[Candidates, Draws]:
    """A list of a population with marks, among them equal ones, and a stage's draws for it.

    Parameters
    ----------
    model
        Draws the population, with the built-in usual values of its parameters.
    tracks
        Ids of the tracks.
    stages
        Stages that have given marks; the last candidate of each track has none.
    replications
        Drawn together; the candidates of each stand one after another.
    tiers
        Ids of the tiers, for a rule over a list; the candidates have one of them, or none yet.
    """
    group = np.arange(len(tracks) * _CHANNELS * _EACH)
    count = len(group)
    slots = np.tile(group * 3 + 1, replications)
    place = np.repeat(np.arange(replications), count)
    track = np.tile(group % len(tracks), replications)
    channel = np.tile(group // len(tracks) % _CHANNELS, replications)
    size = int(slots.max()) + 1
    streams = Streams(5)
    request = request_for(streams, slots, place, track, channel, len(tracks), size, replications)
    columns = Fixed(model.draw(attrs.evolve(request, parameters=model.usual)))
    rough = np.round(streams.block("marks", 0, replications, size)[slots, place] * 8) * 100.0
    rough[np.tile(group >= count - len(tracks), replications)] = np.nan
    candidates = Candidates(
        track=still(track),
        channel=still(channel),
        columns=columns,
        marks=Fixed(dict.fromkeys(stages, rough)),
        slots=still(slots),
        tracks=tuple(tracks),
        place=still(place) if replications > 1 else 0,
        tier=still(np.tile(group % (len(tiers) + 1) - 1, replications)) if tiers else None,
        tiers=tuple(tiers),
    )
    return candidates, Draws(streams, stage, 0, size, replications)


def request_for(
    streams: Streams,
    slots: Ints,
    place: Ints,
    track: Ints,
    channel: Ints,
    tracks: int,
    size: int,
    replications: int = 1,
) -> CohortRequest:
    """What a population is handed, for applicants in these slots."""

    def number(name: str) -> NDArray[np.float64]:
        known = default(f"cohort.{name}")
        if known is None or not isinstance(known.amount, Estimate):
            raise KeyError(f"no entry '{name}' in the table cohort")
        return np.full(len(slots), float(known.amount.usual))

    individual = tuple(place % 2 == 1 for place in range(tracks))
    return CohortRequest(
        streams, 0, replications, size, slots, place, track, channel, individual, number
    )
