"""What a plugin does not keep to."""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen
class Breach:
    """One thing that a plugin does not keep to.

    Attributes
    ----------
    subject
        Whose fault it is: ``plugin``, ``text jia@2027``, ``rule jia.best_of_county``, …
    check
        What was looked at (``order``).
    said
        What broke, and where.
    """

    subject: str
    check: str
    said: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.check}: {self.said}"


class NotConformingError(AssertionError):
    """A plugin does not keep to the contract; the message lists everything that was found."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        super().__init__("\n".join(str(one) for one in self.breaches))
