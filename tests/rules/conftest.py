"""Candidates and draws to try rules on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
import pytest

from awardsim.rules.interface import Candidates, Draws
from awardsim.streams import Streams

TRACKS = ("organisations", "individuals")


def build(
    count: int | None = None,
    columns: Mapping[str, Sequence[float]] | None = None,
    marks: Mapping[str, Sequence[float]] | None = None,
    track: Sequence[int] | None = None,
    reviewers: Sequence[Sequence[int]] | None = None,
    tier: Sequence[int] | None = None,
    tiers: tuple[str, ...] = (),
) -> Candidates:
    """Candidates of the first track unless said otherwise, in the slots 0, 1, 2, ..."""
    columns = {name: np.asarray(values) for name, values in (columns or {}).items()}
    marks = {name: np.asarray(values, dtype=float) for name, values in (marks or {}).items()}
    if count is None:
        count = len(next(iter([*columns.values(), *marks.values()])))
    return Candidates(
        track=np.zeros(count, dtype=np.int64) if track is None else np.asarray(track),
        channel=np.zeros(count, dtype=np.int64),
        columns=columns,
        marks=marks,
        slots=np.arange(count),
        tracks=TRACKS,
        reviewers=None if reviewers is None else np.asarray(reviewers),
        tier=None if tier is None else np.asarray(tier),
        tiers=tiers,
    )


def take(candidates: Candidates, index: np.ndarray) -> Candidates:
    """The candidates at these positions, with their own slots: a subset or another order."""
    return attrs.evolve(
        candidates,
        track=candidates.track[index],
        channel=candidates.channel[index],
        columns={name: values[index] for name, values in candidates.columns.items()},
        marks={name: values[index] for name, values in candidates.marks.items()},
        slots=candidates.slots[index],
        reviewers=None if candidates.reviewers is None else candidates.reviewers[index],
        tier=None if candidates.tier is None else candidates.tier[index],
    )


def luck(size: int = 4096, seed: int = 1, replication: int = 0, stage: str = "stage") -> Draws:
    """Draws of one stage in one replication."""
    return Draws(Streams(seed), stage, replication, size)


@pytest.fixture(scope="session")
def candidates() -> Callable[..., Candidates]:
    """Builds candidates; see :func:`build`."""
    return build


@pytest.fixture(scope="session")
def draws() -> Callable[..., Draws]:
    """Makes draws; see :func:`luck`."""
    return luck


@pytest.fixture(scope="session")
def subset() -> Callable[..., Candidates]:
    """Takes some candidates, in any order; see :func:`take`."""
    return take
