"""What happened in one replication: a row per visit, from which every figure follows."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

#: ``cause`` of a row: the opening of the edition, or a case's own start.
OPENING = -1
#: ``cause`` of a row released by the date of node k is ``DATE - k``.
DATE = -2

#: Outcomes of applicants that are not reasons of a rule.
AWARDED = 0
INSIDE = 1
LATE = 2
MISSED_LIST = 3
WITHDRAWN = 4
INCOMPLETE = 5
OBJECTION_UPHELD = 6
OBJECTION_PENDING = 7
FIRST_REASON = 8
OUTCOMES = (
    "awarded",
    "inside",
    "late",
    "missed_list",
    "withdrawn",
    "incomplete",
    "objection_upheld",
    "objection_pending",
)

Row = tuple[int, int, int, int, int, int, int, int]


@attrs.frozen(eq=False)
class Log:
    """Visits of one replication, in the order in which they finished.

    Attributes
    ----------
    rows
        One tuple per visit: case (or ``-1 - number`` for a list), node, arrived, started,
        finished (minutes since 00:00 of the opening day), ``released_by`` (row index,
        ``OPENING`` or ``DATE - node``), ``freed_by`` (row index or -1), outcome (0 passed,
        1 further material, 2 left).
    left
        One tuple per applicant that left: case, node, minute, reason, row that caused it.
    objections
        One tuple per objection: case, node, raised, decided (minutes), upheld (0 or 1).
    outcome
        Outcome of each applicant, shape (n,): index into ``reasons``.
    tier
        Index of the tier of each applicant, shape (n,), -1 where none was decided; of the awarded
        the one they are awarded.
    slots
        Fixed place of each applicant for random numbers, shape (n,); the same applicant has the
        same one in every replication and under every change of a rule.
    reasons
        Ids of outcomes: the fixed ones, then those of the rules.
    busy, until, capacity, peak
        By body: working minutes of all its people, the minute at which the last of them ends,
        how many there are, how many cases waited at most.
    bodies
        Pools and panels at the end, by body, for :func:`~.pools.minutes_by_case`.
    """

    rows: list[Row]
    left: list[tuple[int, int, int, int, int]]
    objections: list[tuple[int, int, int, int, int]]
    outcome: list[int]
    tier: list[int]
    reasons: tuple[str, ...]
    track: NDArray[np.int64]
    channel: NDArray[np.int64]
    slots: NDArray[np.int64]
    stalls: list[tuple[int, int, int]]
    busy: dict[str, int]
    peak: dict[str, int]
    capacity: dict[str, int]
    moments: dict[int, int]
    values: list[float]
    until: Mapping[str, int] = {}
    columns: object = None
    marks: object = None
    bodies: object = None
