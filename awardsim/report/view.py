"""A forecast in the eyes of one reader: one language, its dates, its names."""

from __future__ import annotations

import attrs

from awardsim.analysis.forecast import Forecast
from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.console import plain, width
from awardsim.report.dates import DateWords
from awardsim.report.record_id import record_id
from awardsim.text import Language, Text

#: Characters that a body's name must share with the award's before they are left out of it.
_SHARED = 2


@attrs.frozen
class View:
    """What the parts of a screen are written from.

    ``name`` is how the reader called what was run, for the commands to type next.
    """

    forecast: Forecast
    language: Language
    name: str

    @property
    def procedure(self) -> Procedure:
        """The procedure that was run."""
        return self.forecast.procedure

    @property
    def dates(self) -> DateWords:
        """Dates in the reader's language."""
        return DateWords(self.procedure.calendar, self.language)

    @property
    def record(self) -> str:
        """The number by which the run can be found again."""
        return record_id(self.forecast)

    @property
    def award(self) -> str:
        """What was run: the scenario's title, the award's where it has none."""
        title = self.procedure.scenario.title
        return self.read(title if title.read(self.language) else self.procedure.policy.award)

    @property
    def zh(self) -> bool:
        """The reader reads Chinese."""
        return self.language == "zh"

    def say(self, zh: str, en: str) -> str:
        """The words in the reader's language."""
        return zh if self.language == "zh" else en

    def room(self, zh: int, en: int) -> int:
        """Columns, by the reader's language."""
        return zh if self.zh else en

    def read(self, text: Text) -> str:
        """A text in the reader's language, fit for a terminal."""
        return plain(text.read(self.language))

    def listed(self, parts: list[str]) -> str:
        """Several things in a row."""
        return ("、" if self.zh else ", ").join(parts)

    def percent(self, share: float | None) -> str:
        """A share in whole percent."""
        return words.percent(share, self.language)

    def rounded(self, share: float) -> str:
        """A share to the tenth."""
        return words.rounded(share).read(self.language)

    def chance(self, share: float) -> str:
        """A share as the end of a sentence: 把握约四成, but 几乎不可能 alone."""
        said = words.rounded(share).zh
        return f"把握{said}" if "成" in said else said

    def article(self, source: str) -> str:
        """An article as the reader cites it.

        In Chinese without the id of the document, which a number such as 七(二) does not need.
        """
        if not self.zh:
            return plain(source)
        return plain(words.article(source, self.procedure.policy))

    def title(self, node: Node) -> str:
        """A stage by the text's own word."""
        return self.read(node.title)

    def body(self, id: str) -> str:
        """A body by the text's own name, without the place that the award's name begins with."""
        body = self.procedure.policy.bodies.get(id)
        if body is None:
            return ""
        name = self.read(body.title)
        if not self.zh:
            return name
        shared = 0
        for one, other in zip(name, self.procedure.policy.award.zh, strict=False):
            if one != other:
                break
            shared += 1
        # The name of the place is said once, at the head of the screen.
        whole = shared >= _SHARED and len(name) - shared >= _SHARED and width(name) > 16
        return name[shared:] if whole else name
