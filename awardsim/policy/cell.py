"""A value of a policy text, and where it came from."""

from __future__ import annotations

import enum
from typing import Generic, TypeVar

import attrs

from awardsim.text import NOTHING, Text

T = TypeVar("T")


class Status(enum.Enum):
    """How a value came to be known."""

    STATED = "stated"  # an article says so
    INFERRED = "inferred"  # read out of the text, with the reasoning
    UNSTATED = "unstated"  # the text is silent
    EXCLUDED = "excluded"  # the text says no
    ELSEWHERE = "elsewhere"  # in an annex or another document that is not at hand
    UNREAD = "unread"  # nobody has looked yet
    ASSUMED = "assumed"  # a scenario's guess, with its basis
    CHANGED = "changed"  # a scenario's change of a rule: old, new, why

    @property
    def title(self) -> Text:
        """The status in a person's words."""
        return _TITLES[self]


_TITLES = {
    Status.STATED: Text("写明", "stated"),
    Status.INFERRED: Text("推断", "inferred"),
    Status.UNSTATED: Text("未写", "unstated"),
    Status.EXCLUDED: Text("明文没有", "excluded"),
    Status.ELSEWHERE: Text("另文、附件未取得", "elsewhere"),
    Status.UNREAD: Text("未读", "unread"),
    Status.ASSUMED: Text("估计", "assumed"),
    Status.CHANGED: Text("改动", "changed"),
}

#: A scenario's assumptions may fill only these.
OPEN = frozenset({Status.UNSTATED, Status.ELSEWHERE, Status.UNREAD})


class Bound(enum.Enum):
    """Whether a stated number is a floor, a ceiling or the thing itself."""

    AT_LEAST = "at_least"
    EXACTLY = "exactly"
    AT_MOST = "at_most"


@attrs.frozen
class Cell(Generic[T]):
    """One value of a text with its article, its status and its decisive words.

    Attributes
    ----------
    value
        None when the text does not give one (silent, excluded, elsewhere, unread).
    status
        How the value came to be known.
    source
        Source id and article (``plan 七(二)``); of a cell without its own, that of its table.
    words
        The decisive words of the document, a phrase; empty where there are none.
    bound
        For a duration or a number: floor, ceiling or exact; None for anything else.
    reason
        For ``inferred`` the reasoning, for ``elsewhere`` the document it points to,
        for ``changed`` why and from what; of a remark in one language that one twice.
    soft
        The text says "in principle" (原则上).
    wording
        Of a silent one a sentence that would settle it, with a blank for what is to be decided.
    """

    value: T | None
    status: Status
    source: str = ""
    words: str = ""
    bound: Bound | None = None
    reason: Text = NOTHING
    soft: bool = False
    wording: Text = NOTHING

    @property
    def known(self) -> bool:
        """The text, or a change of it, gives a value."""
        return self.value is not None

    @property
    def open(self) -> bool:
        """Nothing is written that could be used, so that an assumption may fill it."""
        return self.status in OPEN
