"""One thing that a text says about a rule, and whether two texts say the same."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

import attrs

from awardsim.comparison.matching import normal
from awardsim.policy import Bound, Cell, Status
from awardsim.text import Text, in_chinese


@attrs.frozen
class Part:
    """A value within a saying.

    Attributes
    ----------
    name
        Key of the value (``duration``, ``at_most``).
    path
        Its path in the file; empty of what is worked out from several values.
    cell
        The value with its article, status and words; a value may be a
        :class:`~awardsim.text.Text`.
    owner
        What it holds for, where that is not the whole rule: a track, a stage.
    quiet
        Shown only where it differs.
    title
        What the rule calls its parameter.
    key
        What decides whether two parts say the same; by default the value itself.
    """

    name: str
    path: str
    cell: Cell[Any]
    owner: Text | None = None
    quiet: bool = False
    key: Any = None
    title: Text | None = None

    @property
    def compared(self) -> Any:
        """What two parts that say the same have in common."""
        cell = self.cell
        if cell.value is None:
            return cell.status
        if self.key is not None:
            return self.key, cell.soft
        value = in_chinese(cell.value)
        value = normal(value) if isinstance(value, str) else value
        bound = None if cell.bound is Bound.EXACTLY else cell.bound
        return isinstance(value, bool), value, bound, cell.soft


@attrs.frozen
class Saying:
    """What a text says about one rule.

    Attributes
    ----------
    title
        What the text itself calls it.
    parts
        Its values; a saying without any says that there is such a thing.
    source
        Its article.
    words
        The document's decisive words.
    path
        Where it stands in the file.
    several
        The text can be read in more than one way here.
    """

    title: Text
    parts: tuple[Part, ...]
    source: str
    words: tuple[str, ...] = ()
    path: str = ""
    several: bool = False

    @property
    def compared(self) -> tuple[Any, ...]:
        """What two sayings that say the same have in common."""
        return tuple(
            (part.name, normal(part.owner.zh) if part.owner else "", part.compared)
            for part in self.parts
        )

    @property
    def status(self) -> Status:
        """How it is known: as its values are, the least certain of those that are known."""
        found = [part.cell.status for part in self.parts if not part.quiet]
        for status in (Status.CHANGED, Status.INFERRED, Status.STATED):
            if status in found:
                return status
        return found[0] if found else Status.STATED

    @property
    def silent(self) -> bool:
        """It only notes that the text says nothing."""
        loud = [part for part in self.parts if not part.quiet]
        return bool(loud) and all(part.cell.status is Status.UNSTATED for part in loud)


class Change(enum.Enum):
    """What became of a rule from one text to another."""

    SAME = "same"
    CITED = "cited"  # the same, but for article, words or a remark
    RENAMED = "renamed"
    STATUS = "status"  # the same value, written in one and inferred in the other
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def differs(self) -> bool:
        """The texts do not say the same."""
        return self not in (Change.SAME, Change.CITED)

    @property
    def title(self) -> Text:
        """The kind of change in a person's words."""
        return _TITLES[self]

    @property
    def back(self) -> Change:
        """The change from the second text to the first."""
        swapped = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
        return swapped.get(self, self)


_TITLES = {
    Change.SAME: Text("相同", "same"),
    Change.CITED: Text("条文号、字句有别", "cited differently"),
    Change.RENAMED: Text("改称", "renamed"),
    Change.STATUS: Text("写明与推断有别", "stated or inferred"),
    Change.CHANGED: Text("改动", "changed"),
    Change.ADDED: Text("新增", "added"),
    Change.REMOVED: Text("删去", "removed"),
}


@attrs.frozen
class Rule:
    """One row of a comparison: what each text says about one rule.

    Attributes
    ----------
    id
        Stable key of the row (``notices.CH_NOTICE``).
    topic
        Id of its topic.
    title
        The common vocabulary's words for it; of texts of one place, its own.
    sayings
        For each text what it says; empty where the text has nothing of the kind.
    slot
        Id of the stages it belongs to; empty where it belongs to none.
    detail
        Of interest only to those who want everything.
    named
        A different title is a difference.
    """

    id: str
    topic: str
    title: Text
    sayings: tuple[tuple[Saying, ...], ...]
    slot: str = ""
    detail: bool = False
    named: bool = False

    def change(self, one: int = 0, other: int = 1) -> Change:
        """What became of it from one text to another."""
        old, new = self.sayings[one], self.sayings[other]
        if _silent(old) and _silent(new):
            return Change.SAME
        if not old:
            return Change.ADDED
        if not new:
            return Change.REMOVED
        if said(old) != said(new):
            return Change.CHANGED
        if self.named and _names(old) != _names(new):
            return Change.RENAMED
        if [one.status for one in old] != [one.status for one in new]:
            return Change.STATUS
        return Change.SAME if _cited(old) == _cited(new) else Change.CITED

    @property
    def said_at_all(self) -> bool:
        """At least one text does more than not mention it."""
        return any(not _silent(one) for one in self.sayings)

    def deviates(self, number: int, *, from_first: bool = False) -> bool:
        """A text says something else than most that say something, or than the first.

        Where no value is said by more texts than any other, nothing is the usual, and none
        deviates from it; nor does one whose value is elsewhere, since nobody knows it.
        """
        mine = self.sayings[number]
        if _unknown(mine):
            return False
        if from_first:
            first = self.sayings[0]
            return number > 0 and not _unknown(first) and said(mine) != said(first)
        known = [said(one) for one in self.sayings if not _unknown(one)]
        counts = [known.count(one) for one in known]
        most = max(counts)
        usual = [one for one, count in zip(known, counts, strict=True) if count == most]
        return all(one == usual[0] for one in usual) and said(mine) != usual[0]


def said(sayings: Sequence[Saying]) -> tuple[Any, ...]:
    """What is said, whatever order it is said in."""
    return tuple(sorted((one.compared for one in sayings), key=repr))


def _silent(sayings: Sequence[Saying]) -> bool:
    return all(one.silent for one in sayings)


def _unknown(sayings: Sequence[Saying]) -> bool:
    """Nothing is said, or its values are in another document or have not been read."""
    loud = [part for one in sayings for part in one.parts if not part.quiet]
    away = (Status.ELSEWHERE, Status.UNREAD)
    return _silent(sayings) or (bool(loud) and all(part.cell.status in away for part in loud))


def _names(sayings: Sequence[Saying]) -> list[str]:
    return sorted(normal(one.title.zh) for one in sayings)


def _cited(sayings: Sequence[Saying]) -> list[Any]:
    return [
        (
            normal(one.source),
            [normal(words) for words in one.words],
            [(part.cell.source, part.cell.words, part.cell.reason) for part in one.parts],
            one.title,
        )
        for one in sayings
    ]
