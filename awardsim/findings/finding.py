"""One thing that was found: where, what, what follows from it, what would repair it."""

from __future__ import annotations

import attrs

from awardsim.errors import Problem
from awardsim.findings.code import Code, Severity
from awardsim.text import NOTHING, Language, Text

__all__ = ["NOTHING", "Finding", "Place"]


@attrs.frozen
class Place:
    """Where a finding stands.

    ``line`` is 0 where it is not known; ``path`` is the dotted path in the file; ``articles``
    are those on both sides of it (``七(八)、九(三)``), each with its document where the text has
    several.
    """

    file: str = ""
    line: int = 0
    path: str = ""
    articles: tuple[str, ...] = ()

    def cited(self, language: Language) -> str:
        """Its articles in a row; of those of one document only the first names it.

        >>> Place(articles=("办法 三", "办法 四", "通知 四(一)")).cited("zh")
        '办法 三、四、通知 四(一)'
        """
        told, last = [], ""
        for one in self.articles:
            document, _, article = one.rpartition(" ")
            told.append(article if document and document == last else one)
            last = document
        return ("、" if language == "zh" else ", ").join(told)


@attrs.frozen
class Finding:
    """Something that was found.

    Attributes
    ----------
    what
        What stands there, and what is wrong with it or left open.
    effect
        What difference it makes; empty where the code's own words say enough.
    repair
        What to do or how to word it; never empty.
    waived
        The reason that the file gives for leaving it as it is; empty otherwise.
    strike
        Tables and keys of the file that note the same point, and go once it is repaired.
    """

    code: Code
    severity: Severity
    place: Place
    what: Text
    effect: Text
    repair: Text
    waived: str = ""
    strike: tuple[str, ...] = ()

    @property
    def mending(self) -> Text:
        """The repair, with what else goes from the file then: that is no part of the document."""
        if not self.strike:
            return self.repair
        named = [f"[{one}]" for one in self.strike]
        return Text(
            f"{self.repair.zh}；并删去 {'、'.join(named)}",
            f"{self.repair.en}; and strike {', '.join(named)}",
        )

    @property
    def wrong(self) -> bool:
        """It is an error that nobody has waived."""
        return self.severity is Severity.ERROR and not self.waived

    @classmethod
    def of_problem(cls, code: Code, problem: Problem, state: str = "") -> Finding:
        """What a reader or a builder has noted; the nearest name becomes the repair."""
        repair = code.repair
        if problem.nearest:
            repair = Text(f"写 '{problem.nearest}'", f"write '{problem.nearest}'")
        return cls(
            code,
            code.severity(state),
            Place(problem.file, problem.line, problem.path),
            problem.message,
            NOTHING,
            repair,
        )
