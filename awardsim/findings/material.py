"""What is looked at: a text, the scenario it is looked at under, and the procedure they make."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from awardsim.errors import InputError
from awardsim.findings.code import Code
from awardsim.findings.document import Document
from awardsim.findings.finding import NOTHING, Finding, Place
from awardsim.findings.quoting import Quoted, quoted
from awardsim.holidays import CalendarError, Day, list_days
from awardsim.policy import Policy, leaves
from awardsim.policy.citing import documents_of
from awardsim.policy.leaves import Leaf
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.text import Text
from awardsim.toml import Locator, read_document, split_path

_NUMERALS = "零一二三四五六七八九十百"


def _none(policy: Policy, scenario: Scenario) -> tuple[None, Mapping[str, int]]:
    """No copy of a text makes a procedure."""
    return None, {}


@attrs.frozen(slots=False)
class Material:
    """A text with what belongs to it.

    Attributes
    ----------
    procedure
        None where the text makes none.
    documents
        The document of each source that was given, by the source's id.
    texts
        Gives all texts that are here, of whatever jurisdiction.
    rebuilt
        Gives the procedure of a changed copy, where it makes one, with ``cramped``.
    cramped
        Applications whose closing date was too early for the built-in estimate of it, and the
        days of that estimate: the procedure has the last date that they can have.
    """

    policy: Policy
    scenario: Scenario
    procedure: Procedure | None = None
    documents: Mapping[str, Document] = {}
    texts: Callable[[], Sequence[Policy]] = tuple
    rebuilt: Callable[[Policy, Scenario], tuple[Procedure | None, Mapping[str, int]]] = _none
    cramped: Mapping[str, int] = {}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every value of the text."""
        return leaves(self.policy)

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """All decisive words of the text."""
        return tuple(quoted(self.policy))

    @cached_property
    def _documents(self) -> dict[str, str]:
        return documents_of(self.policy)

    @cached_property
    def _lines(self) -> Locator | None:
        if not self.policy.file:
            return None
        try:
            return read_document(self.policy.file).lines
        except InputError:
            return None

    def line_of(self, path: str) -> int:
        """The line of a path in the text's file, or of the table it would stand in; 0 if none."""
        if self._lines is None:
            return 0
        try:
            parts = split_path(path)
        except ValueError:
            return 0
        return self._lines.line_of(parts) if parts[:1] in self._lines.lines else 0

    def finding(
        self,
        code: Code,
        path: str,
        what: Text,
        *,
        effect: Text = NOTHING,
        repair: Text = NOTHING,
        articles: Iterable[str] = (),
    ) -> Finding:
        """A finding at a path of the text; without its own repair it has the code's."""
        cited = dict.fromkeys(one for source in articles for one in self.articles(source))
        return Finding(
            code,
            code.severity(self.policy.state),
            Place(self.policy.file, self.line_of(path), path, tuple(cited)),
            what,
            effect,
            repair if repair != NOTHING else code.repair,
        )

    def articles(self, source: str) -> Iterator[str]:
        """Articles as a person writes them, with their document where there are several.

        ``plan 二, 三(一)`` gives 二 and 三(一).
        """
        name = next(iter(self.policy.sources), "")
        for part in source.split(","):
            first, _, rest = part.strip().partition(" ")
            if first in self.policy.sources and rest:
                name, article = first, rest.strip()
            else:
                article = part.strip()
            if article:
                known = self._documents
                yield article if len(known) < 2 else f"{known[name]} {article}"

    def day(self, date: datetime.date, known_on: datetime.date | None = None) -> Day | None:
        """What kind of day a date is; None where no calendar has it."""
        try:
            return list_days(date, date, known_on=known_on or self.known_on)[0]
        except CalendarError:
            return None

    @property
    def known_on(self) -> datetime.date | None:
        """The day whose announced days off count, as the scenario says."""
        return self.scenario.calendar.known_on

    @property
    def assumed(self) -> Text:
        """Whose usual values dates are counted with where the text gives none."""
        if self.scenario.id != self.policy.id:
            return Text("情景的一般估计", "the scenario's usual times")
        return Text("默认估计", "the default estimates")

    def issued(self, source: str) -> datetime.date | None:
        """When the document that a source cites was issued."""
        name = source.split(",", maxsplit=1)[0].strip().partition(" ")[0]
        found = self.policy.sources.get(name)
        return found.issued if found is not None else None

    def title_at(self, path: str) -> Text:
        """What the table of a path is called."""
        parts = path.split(".")
        table: Any = getattr(self.policy, parts[0], None)
        if isinstance(table, Mapping) and len(parts) > 1 and parts[1] in table:
            found = getattr(table[parts[1]], "title", None)
            if isinstance(found, Text):
                return found
        return Text(path, path)


def within(article: str, parent: str) -> bool:
    """Whether an article is a part of another one: 七(三)1 of 七(三), but not 十一 of 十.

    >>> within("三(七)3", "三(七)"), within("十一", "十"), within("三(七)", "三(七)")
    (True, False, False)
    """
    if not article.startswith(parent) or article == parent:
        return False
    last, following = parent[-1:], article[len(parent)]
    same = (last in _NUMERALS and following in _NUMERALS) or (
        last.isdigit() and following.isdigit()
    )
    return not same


def plain_words(words: str) -> str:
    """Words without spaces, for looking into them."""
    return re.sub(r"\s+", "", words)
