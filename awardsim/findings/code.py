"""What ``check`` can find: codes that stay the same, so that they can be chosen and waived."""

from __future__ import annotations

import enum

import attrs

from awardsim.text import Text


class Severity(enum.Enum):
    """How much a finding weighs.

    A text that has been issued is never called wrong: what would be a mistake in a draft is a
    point to be clarified there.
    """

    ERROR = "error"
    WARNING = "warning"
    CLARIFY = "clarify"

    @property
    def title(self) -> Text:
        """The severity in a person's words."""
        return _TITLES[self]


_TITLES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("提醒", "warning"),
    Severity.CLARIFY: Text("待明确", "to clarify"),
}


@attrs.frozen
class Code:
    """One thing that can be found.

    Attributes
    ----------
    id
        ``AWS`` and three digits; the first digit is the family.
    title
        What it is, in a few words.
    about
        Why it is looked for, and when it is said.
    repair
        How it is usually put right.
    draft, issued
        Its severity in a draft, and in a text that has been issued.
    """

    id: str
    title: Text
    about: Text
    repair: Text
    draft: Severity = Severity.ERROR
    issued: Severity = Severity.ERROR

    @classmethod
    def point(cls, id: str, title: Text, about: Text, repair: Text) -> Code:
        """A point to be clarified; in a draft a warning."""
        return cls(id, title, about, repair, Severity.WARNING, Severity.CLARIFY)

    @classmethod
    def conflict(cls, id: str, title: Text, about: Text, repair: Text) -> Code:
        """A point to be clarified; in a draft an error, because it cannot be carried out."""
        return cls(id, title, about, repair, Severity.ERROR, Severity.CLARIFY)

    @classmethod
    def remark(cls, id: str, title: Text, about: Text, repair: Text) -> Code:
        """Something about the file and not about the text: a warning in either case."""
        return cls(id, title, about, repair, Severity.WARNING, Severity.WARNING)

    def severity(self, state: str) -> Severity:
        """How much it weighs in a text of that state (``issued`` or ``draft``)."""
        return self.issued if state == "issued" else self.draft
