"""The numbers of a document as somebody typed them, and what a policy file must say of each.

A table goes through a document from its first line to its last.  A line at the margin is what
stands there: the article, the numbers as they are written (``、`` between them, ``×8`` behind one
that is not typed eight times), the decisive words; two blanks or more part the three.  Below it,
indented, is every value of the policy file that rests on them, ``path = value``: ``~`` behind it
marks what the text only lets one infer, ``soft`` what it says in principle.  ``no rule: …`` says
what a number is that the file need not hold.  ``-`` stands for no number, or no words: a value
that is read into an article.

Numbers of chapters, articles, items and annexes in a list are not counted, nor what only sounds
like a number (一线, 进一步, 一视同仁).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import attrs
import pytest
from support.published import TEXTS

from awardsim.policy import Bound, Cell, Policy, Status
from awardsim.policy.leaves import leaves
from awardsim.policy.model import RuleUse
from awardsim.report.articles import numeral
from awardsim.text import in_chinese

_PLACE = re.compile(
    r"(?P<path>\S+) = (?:(?P<bound>at_least|at_most|exactly) |(?P<elsewhere>elsewhere) )?"
    r"(?P<value>.+?)(?P<inferred> ~)?(?P<soft> soft)?"
)
_NO_RULE = "no rule: "
_TIMES = re.compile(r"(.+)×(\d+)")
#: Parts of a document that have no number, in the names of tests.
_HEADINGS = {
    "文号": "document number", "题": "title", "通知": "circular", "前言": "preamble",
    "附件": "annex ", "落款": "end",
}  # fmt: skip


@attrs.frozen
class Place:
    """A value of the policy file: its path and all that is expected of it."""

    path: str
    value: str
    bound: Bound | None
    status: Status
    soft: bool


@attrs.frozen
class Row:
    """What stands at one place of a document: its numbers, its words, the values that rest on it.

    ``written`` has each number with how often it stands there; ``is_none`` says what the numbers
    are if they carry no rule.
    """

    article: str
    written: Mapping[str, int]
    words: str
    places: tuple[Place, ...]
    is_none: str


@attrs.frozen
class Check:
    """One test: a row and one of its values, or None where it is no rule."""

    row: Row
    place: Place | None

    def __str__(self) -> str:
        """The name of the test: ``article 7(2): stages.county_notice.duration at_least 5wd``."""
        head, _, number = self.row.article.rpartition(" ")
        article = re.sub(r"[一二三四五六七八九十]+", lambda one: str(numeral(one[0])), number)
        for heading, name in _HEADINGS.items():
            article = article.replace(heading, name)
        article = f"{head} {article}".strip()
        if self.place is None:
            return f"article {article}: {self.row.is_none}, no rule"
        bound = f" {self.place.bound.value}" if self.place.bound else ""
        value = f" {self.place.value}" if self.place.value.isascii() else ""
        return f"article {article}: {self.place.path}{bound}{value}"


def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table, in the order of the document."""
    found: list[Row] = []
    for line in table.strip().splitlines():
        if not line.startswith(" ") and line:
            article, numbers, words = re.split(r" {2,}", line)
            found.append(Row(article, _counted(numbers), words, (), ""))
        elif line.strip().startswith(_NO_RULE):
            found[-1] = attrs.evolve(found[-1], is_none=line.strip().removeprefix(_NO_RULE))
        elif line:
            places = (*found[-1].places, _place(line.strip()))
            found[-1] = attrs.evolve(found[-1], places=places)
    return tuple(found)


def plain(text: str) -> str:
    """A text as it is searched: half-width signs, no blanks."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


class Numbers:
    """What holds for the numbers of any document; a document's own class has its table.

    Attributes
    ----------
    text
        Id of the published text.
    counted
        How many numbers were counted in the document itself, with pencil and paper.
    table
        The numbers, see above.
    """

    text: ClassVar[str]
    counted: ClassVar[int]
    table: ClassVar[str]

    @classmethod
    def checks(cls) -> list[Check]:
        """A test for each value of each row, and for each number that carries no rule."""
        found = []
        for row in rows(cls.table):
            assert bool(row.places) != bool(row.is_none), row
            found += [Check(row, place) for place in row.places or (None,)]
        return found

    def test_number(self, check: Check) -> None:
        """Value, bound, status, article and words are those of the document."""
        policy, row = TEXTS[self.text], check.row
        if check.place is None:
            held = [words for words in _words(policy.raw) if plain(row.words) in plain(words)]
            assert held == []
            return
        found, source = _at(policy, check.place.path)
        if not isinstance(found, Cell):  # a title, a date of issue, words of a table
            assert str(found) == check.place.value
            assert source in ("", _source(policy, row.article))
            return
        assert source == _source(policy, row.article)
        value = found.reason.zh if found.status is Status.ELSEWHERE else in_chinese(found.value)
        assert (str(value), found.bound, found.status, found.soft) == (
            check.place.value,
            check.place.bound,
            check.place.status,
            check.place.soft,
        )
        assert (found.words or "-") == row.words

    def test_every_number_is_within_its_words(self) -> None:
        for row in rows(self.table):
            for number in row.written:
                assert plain(number) in plain(row.words), row

    def test_no_number_of_the_document_is_left_out(self) -> None:
        """As many as were counted in it, those that carry no rule among them."""
        assert sum(sum(row.written.values()) for row in rows(self.table)) == self.counted

    def test_no_other_number_stands_in_the_file(self) -> None:
        policy = TEXTS[self.text]
        listed = {place.path for row in rows(self.table) for place in row.places}
        numbers = {one.path for one in leaves(policy) if re.search(r"\d", str(one.cell.value))}
        assert numbers <= listed

    def test_no_words_of_the_file_hold_another_number(self) -> None:
        typed = {text for row in rows(self.table) for text in (row.words, *_values(row))}
        held = {words for words in _words(TEXTS[self.text].raw) if re.search(r"\d", words)}
        assert held <= typed


def _counted(numbers: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in numbers.split("、") if numbers != "-" else ():
        many = _TIMES.fullmatch(number)
        found[many[1] if many else number] = int(many[2]) if many else 1
    return found


def _place(line: str) -> Place:
    found = _PLACE.fullmatch(line)
    assert found is not None, line
    bound = Bound(found["bound"]) if found["bound"] else None
    status = Status.INFERRED if found["inferred"] else Status.STATED
    if found["elsewhere"]:
        status = Status.ELSEWHERE
    return Place(found["path"], found["value"], bound, status, bool(found["soft"]))


def _source(policy: Policy, article: str) -> str:
    """An article as cells cite it; the first document is meant where none is named."""
    document, _, rest = article.partition(" ")
    if rest and document in policy.sources:
        return article
    return f"{next(iter(policy.sources))} {article}"


def _at(policy: Policy, path: str) -> tuple[Any, str]:
    """What stands at a path, and the article of it or of the table it stands in."""
    found: Any = policy
    source = ""
    for key in path.split("."):
        if isinstance(found, RuleUse) and key in found.parameters:
            found = found.parameters
        found = found[key] if isinstance(found, Mapping) else getattr(found, key)
        source = getattr(found, "source", source)
    return found, source


def _values(row: Row) -> Iterator[str]:
    return (place.value for place in row.places)


def _words(raw: Any) -> Iterator[str]:
    """All words of a document that a raw text holds."""
    if isinstance(raw, Mapping):
        if isinstance(raw.get("words"), str):
            yield raw["words"]
        for part in raw.values():
            yield from _words(part)


def generate(metafunc: pytest.Metafunc) -> None:
    """Make the tests of a document's class; to be called by ``pytest_generate_tests``."""
    if "check" in metafunc.fixturenames:
        metafunc.parametrize("check", metafunc.cls.checks(), ids=str)
