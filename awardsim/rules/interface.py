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

from awardsim.quantiles import normal
from awardsim.rules.titles import COMMON
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


@attrs.define(eq=False)
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
    place
        Which of the replications that are drawn together each candidate belongs to; one number
        where all belong to the same.
    tier
        Index of the tier of each candidate, shape (n,), -1 where none is decided yet; None for
        an elementwise rule, which may be called before there are any.
    tiers
        Ids of the text's tiers, the highest first.
    """

    track: Ints
    channel: Ints
    columns: Mapping[str, NDArray[Any]]
    marks: Mapping[str, Floats]
    slots: Ints
    tracks: tuple[str, ...]
    reviewers: Ints | None = None
    place: Ints | int = 0
    tier: Ints | None = None
    tiers: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.track)


@attrs.define(eq=False)
class Draws:
    """The random numbers of one rule at one stage, in one replication or in several at once.

    ``replication`` is the first of ``count`` replications, ``size`` the number of slots; which
    of the replications a candidate belongs to is its ``place``.
    """

    streams: Streams
    stage: str
    replication: int
    size: int
    count: int = 1
    _drawn: dict[str, Floats] = attrs.field(factory=dict, init=False, repr=False)

    def each(self, purpose: str, candidates: Candidates) -> Floats:
        """One uniform number per candidate, bound to the candidate's slot."""
        drawn: Floats = self._block(purpose, self.size)[candidates.slots, candidates.place]
        return drawn

    def normals(self, purpose: str, candidates: Candidates) -> Floats:
        """One standard normal number per candidate: the quantile of what :meth:`each` gives."""
        name = f"{purpose} as normal"
        drawn = self._drawn.get(name)
        if drawn is None:
            drawn = self._drawn[name] = normal(self._block(purpose, self.size))
        taken: Floats = drawn[candidates.slots, candidates.place]
        return taken

    def shared(self, purpose: str, which: Ints, candidates: Candidates) -> Floats:
        """Uniform numbers that belong to no candidate but to somebody else (a reviewer, say).

        Parameters
        ----------
        which
            For each candidate, whose numbers it meets: whole numbers from 0 on, shape (n, k).

        Returns
        -------
        numpy.ndarray
            Shape (n, k); the same number wherever ``which`` is the same.
        """
        if which.size == 0:
            return np.empty(which.shape)
        drawn = self._block(purpose, int(which.max()) + 1)
        taken: Floats = drawn[which, np.reshape(candidates.place, (-1, 1))]
        return taken

    def part(self, name: str) -> Draws:
        """Draws of a part of the stage, of its own purposes."""
        return Draws(self.streams, f"{self.stage}/{name}", self.replication, self.size, self.count)

    def _block(self, purpose: str, size: int) -> Floats:
        """Numbers of a purpose, shape (size, replications); kept, since lists ask in turn."""
        drawn = self._drawn.get(purpose)
        if drawn is None or len(drawn) < size:
            name = f"{self.stage}/{purpose}"
            drawn = self.streams.block(name, self.replication, self.count, size)
            self._drawn[purpose] = drawn
        return drawn


@attrs.define(eq=False)
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
        Of a rule that sets tiers: index into the text's tiers, shape (n,), -1 for those that keep
        the one they have; None where it sets none.
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
    broadcasts
        Parameters that are numbers (not whole ones), also in tables, may come as one per candidate,
        shape (n,); an elementwise rule that takes them so decides on many replications at once.
    fits
        ``fits(count by track id, parameters)``: True where so few candidates all pass, whoever
        they are; spares the engine a call.  None where that cannot be said.
    sets_tier
        It gives candidates a tier.  The name of a parameter: it does so where that one is given
        by tier.
    titles
        What its parameters are called, by their names; those that other rules have as well
        (:data:`awardsim.rules.titles.COMMON`) need none.
    """

    id: str
    kind: RuleKind
    parameters: type[Any]
    decide: Callable[[Candidates, Any, Draws], Decision]
    title: Text
    source: str
    reasons: Mapping[str, Text] = {}
    fits: Callable[[Mapping[str, int], Any], bool] | None = None
    broadcasts: bool = False
    sets_tier: bool | str = False
    titles: Mapping[str, Text] = {}

    def title_of(self, parameter: str) -> Text:
        """What a parameter is called."""
        known = self.titles.get(parameter) or COMMON.get(parameter)
        return known if known is not None else Text(parameter, parameter.replace("_", " "))

    @property
    def doc(self) -> str:
        """The deciding function's docstring."""
        return (self.decide.__doc__ or "").strip()
