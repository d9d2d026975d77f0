"""Channels of a procedure: single ones, and those that are parts of one of an outer text."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.policy import Policy, Stage
from awardsim.text import Text


@attrs.frozen
class Channels:
    """Every channel, and the whole that it is a part of.

    Attributes
    ----------
    names
        Ids, in the order of the text.
    wholes
        Ids of the channels of the outer text, in its order.  A channel that is no part of
        another one is a whole by itself.
    whole
        For each channel, the index of its whole.
    """

    names: tuple[str, ...]
    wholes: tuple[str, ...]
    whole: tuple[int, ...]

    @classmethod
    def of(cls, policy: Policy) -> Channels:
        """The channels of a text."""
        ids = [channel.part_of or name for name, channel in policy.channels.items()]
        wholes = list(dict.fromkeys(ids))
        return cls(tuple(policy.channels), tuple(wholes), tuple(wholes.index(one) for one in ids))

    def parts(self, whole: int) -> tuple[int, ...]:
        """The channels that a whole consists of."""
        return tuple(place for place, one in enumerate(self.whole) if one == whole)

    def divided(self, whole: int) -> bool:
        """A whole that consists of parts with names of their own."""
        return self.wholes[whole] not in self.names

    def lists(self, stage: Stage) -> tuple[int, ...]:
        """For each channel, the number of its list at a stage; -1 where it has none there.

        The outer text knows wholes only; a stage of the inner text has one list for each part,
        or one for all of them.
        """
        if not stage.inside:
            return tuple(0 if stage.per == "batch" else one for one in self.whole)
        own = self.parts(self.wholes.index(stage.inside))
        if stage.per == "batch":
            return tuple(0 if place in own else -1 for place in range(len(self.names)))
        return tuple(own.index(place) if place in own else -1 for place in range(len(self.names)))


def title_of(policy: Policy, channel: str) -> Text:
    """Title of a channel, or of one of the outer text that is divided."""
    if channel in policy.channels:
        return policy.channels[channel].title
    within = policy.within
    if within is not None and within.title is not None and within.channel == channel:
        return within.title
    return Text(channel, channel)


def known_channels(policy: Policy) -> Sequence[str]:
    """Everything that people and applicants can be given for: channels, and wholes."""
    return tuple(dict.fromkeys([*policy.channels, *Channels.of(policy).wholes]))
