"""What a rule is: a named decision over candidates, with typed parameters.

Candidates come as columns.  A rule is a pure function: no clock, no files, no globals, and no
random numbers but those it is handed.  Every candidate is exactly once passed, or failed with
a reason.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.streams import Streams
from awardsim.text import Text

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class RuleKind(enum.Enum):
    """Which decision a rule makes.

    ``ADMIT`` and ``SCORE`` are elementwise: what they decide about a candidate depends on its
    own row only.  ``SHORTLIST``, ``VOTE`` and ``CONFER`` see the whole list.
    """

    ADMIT = "admit"
    SCORE = "score"
    SHORTLIST = "shortlist"
    VOTE = "vote"
    CONFER = "confer"

    @property
    def elementwise(self) -> bool:
        """Whether the rule may be called for any subset of candidates."""
        return self in (RuleKind.ADMIT, RuleKind.SCORE)


@attrs.frozen(eq=False)
class Candidates:
    """Candidates as columns of equal length.

    Attributes
    ----------
    track
        Index of the track of each candidate, in the order of ``tracks``.
    channel
        Index of the channel.
    columns
        The cohort's columns by name (see :mod:`awardsim.simulation.cohort`), shape (n,).
    marks
        Marks given so far, by stage id, shape (n,); nan where there is none.
    slots
        Fixed places for random numbers.
    reviewers
        For a score: who reviewed each candidate, shape (n, reviewers per case), -1 where
        nobody; None where nobody in particular did.
    tracks
        Ids of the tracks.
    """

    track: Ints
    channel: Ints
    columns: Mapping[str, NDArray[Any]]
    marks: Mapping[str, Floats]
    slots: Ints
    tracks: tuple[str, ...]
    reviewers: Ints | None = None

    def __len__(self) -> int:
        return len(self.track)


@attrs.frozen(eq=False)
class Draws:
    """The random numbers of one rule at one stage in one replication."""

    streams: Streams
    stage: str
    replication: int
    size: int

    def each(self, purpose: str, candidates: Candidates) -> Floats:
        """One uniform number per candidate, bound to the candidate's slot."""
        name = f"{self.stage}/{purpose}"
        return self.streams.uniforms(name, self.replication, self.size)[candidates.slots]

    def shared(self, purpose: str, count: int) -> Floats:
        """``count`` uniform numbers that belong to no candidate (one per reviewer, say)."""
        return self.streams.uniforms(f"{self.stage}/{purpose}", self.replication, count)


@attrs.frozen(eq=False)
class Decision:
    """What a rule decided.

    Attributes
    ----------
    passed
        Shape (n,).
    reason
        Index into ``reasons`` for each candidate that failed, -1 for those that passed.
    reasons
        Ids of the reasons (``too_few_years``), as the rule declares them.
    marks
        For a score: the mark of each candidate, shape (n,).
    tier
        For a conferral: index of the tier, -1 for none; None where there are no tiers.
    """

    passed: Bools
    reason: Ints
    reasons: tuple[str, ...]
    marks: Floats | None = None
    tier: Ints | None = None

    @classmethod
    def all_pass(cls, count: int, marks: Floats | None = None) -> Decision:
        """Everybody passes."""
        return cls(np.ones(count, dtype=np.bool_), np.full(count, -1), (), marks)

    @classmethod
    def of(cls, passed: Bools, reason: str) -> Decision:
        """Who passed; all others failed for one and the same reason."""
        return cls(passed, -passed.astype(np.int64), (reason,))


@attrs.frozen
class Rule:
    """A decision that texts may name.

    Attributes
    ----------
    id
        ``owner.name``; a text of that owner, or of any owner for ``builtin``, may leave the
        owner out.
    kind
        Which decision it makes.
    parameters
        An attrs class; its fields are the parameters, its types what they must be.
    decide
        ``decide(candidates, parameters, draws) -> Decision``.
    title
        What it is called.
    source
        Article, method or reference it follows.
    fits
        ``fits(count by track id, parameters)``: True where so few candidates all pass, whoever
        they are; spares the engine a call.  None where that cannot be said.
    """

    id: str
    kind: RuleKind
    parameters: type[Any]
    decide: Callable[[Candidates, Any, Draws], Decision]
    title: Text
    source: str
    reasons: Mapping[str, Text] = {}
    fits: Callable[[Mapping[str, int], Any], bool] | None = None

    @property
    def doc(self) -> str:
        """The deciding function's docstring."""
        return (self.decide.__doc__ or "").strip()
