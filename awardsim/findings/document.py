"""A document in Chinese, taken apart into its articles, to look words up in them.

Understood are the two ways in which such documents are numbered: ``第七条`` with ``（一）`` below
it, and ``一、`` with ``（一）`` and ``1．`` below.  A line begins an article only if its number is
the next one, so that a line that happens to begin with a number begins nothing.  Where the
numbers begin again, another document begins in the same file (a notice that is passed on).
"""

from __future__ import annotations

import os
import pathlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import attrs

from awardsim.errors import InputError, Problem
from awardsim.text import Text

_DIGITS = "零一二三四五六七八九"
_NUMERAL = "[一二三四五六七八九十百零〇]+"
_ARTICLE = re.compile(rf"第({_NUMERAL})条")
_CHAPTER = re.compile(rf"第{_NUMERAL}[章节编]")
_TOP = re.compile(rf"({_NUMERAL})、")
_TOP_ARABIC = re.compile(r"(\d{1,2})、")
_SECOND = re.compile(rf"\(({_NUMERAL})\)")
_THIRD = re.compile(r"(\d{1,2})[.、](?!\d)")
_ANNEX = re.compile(r"-?附件:")
_ANNEX_ITEM = re.compile(r"(?:-?附件:)?(\d{1,2})[.、]")
_PAGE = re.compile(r"[-\s]*\d+[-\s]*")
_NUMBER = re.compile(r".{0,20}\[\d{4}\]\d+号")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "〔": "[", "〕": "]"}
    | {"【": "[", "】": "]", "*": "", "。": ".", "·": "."}
)
#: What stands before the first article, and what is no article at all.
HEAD = ("通知", "前言")
WHOLE = "全文"
LARGEST = 10_000_000


@lru_cache(4096)
def normal(text: str) -> str:
    """A text as it is compared: half-width signs, plain quotes, nothing between characters.

    >>> normal("不少于 ５ 个工作日（含），“好”。")
    '不少于5个工作日(含),"好".'
    """
    found = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return "".join(sign for sign in found if not sign.isspace() and sign.isprintable())


@attrs.frozen
class Passage:
    """Text under one number: the article's parts, the line it begins on, its own words.

    ``article`` is empty for what stands before the first one; ``text`` is normal, its number
    included.
    """

    article: tuple[str, ...]
    line: int
    text: str

    @property
    def name(self) -> str:
        """The article as sources cite it: 七(三)1.

        >>> Passage(("七", "(三)", "1"), 9, "").name
        '七(三)1'
        """
        return "".join(self.article)


@attrs.frozen
class Part:
    """One of the documents in a file: its passages in order."""

    passages: tuple[Passage, ...]

    @property
    def head(self) -> str:
        """What stands before the first article."""
        return "".join(one.text for one in self.passages if not one.article)

    def under(self, article: str) -> tuple[Passage, ...]:
        """The passages of an article and of everything below it; none if there is no such one.

        第…条, 通知, 前言, 全文 and 附件7 are understood.
        """
        name = article_name(article)
        if name == WHOLE:
            return self.passages
        if name in HEAD:
            return tuple(one for one in self.passages if not one.article)
        if name.startswith("附件"):
            number = name.removeprefix("附件")
            exact = [one for one in self.passages if one.article == ("附件", number)]
            return tuple(exact or [one for one in self.passages if one.article[:1] == ("附件",)])
        parts = article_parts(name)
        return tuple(one for one in self.passages if one.article[: len(parts)] == parts)


@attrs.frozen
class Document:
    """A file with a document in it, or with one that is passed on with another."""

    file: str
    parts: tuple[Part, ...]

    def of(self, title: str, number: str) -> tuple[Part, ...]:
        """The parts that are the document of that title and number; all where none is."""
        for wanted in (number, title):
            asked = normal(wanted)
            found = [part for part in self.parts if asked and _heads(part, asked)]
            if len(found) == 1:
                return tuple(found)
        return self.parts


def _heads(part: Part, asked: str) -> bool:
    """Whether a document's own number or title is in its head, and not just cited there."""
    place = part.head.find(asked)
    return place >= 0 and part.head[place - 1 : place] not in ("(", "《")


def article_name(article: str) -> str:
    """An article as it is looked up: half-width, without 第…条 and 款.

    >>> article_name("第七条（三）"), article_name("七(三)1．")
    ('七(三)', '七(三)1')
    """
    found = normal(article)
    found = re.sub(rf"第({_NUMERAL})条", r"\1", found)
    return re.sub(r"第?[\w]+[款段]|[.项条]$", "", found)


def article_parts(name: str) -> tuple[str, ...]:
    """The parts of an article's name.

    >>> article_parts("七(三)1"), article_parts("十二")
    (('七', '(三)', '1'), ('十二',))
    """
    return tuple(re.findall(rf"\({_NUMERAL}\)|{_NUMERAL}|\d+", name))


def read_document(path: str | os.PathLike[str]) -> Document:
    """Read a document.

    Raises
    ------
    InputError
        It cannot be read, is no text, or is in no encoding that Chinese texts have.
    """
    file = os.fspath(path)
    try:
        with pathlib.Path(path).open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(
            Problem(Text(f"无法读取：{why}", f"cannot be read: {why}"), file)
        ) from error
    if len(content) > LARGEST:
        raise InputError(Problem(Text("超过 10 MB", "is larger than 10 MB"), file))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return parse_document(text, file)
    message = Text(
        "不是纯文本：请先另存为 .txt（UTF-8）", "is no plain text: save it as .txt (UTF-8) first"
    )
    raise InputError(Problem(message, file))


def parse_document(text: str, file: str = "") -> Document:
    """The documents in a text.

    >>> made = parse_document("通知\\n一、时间\\n9月。\\n二、程序\\n（一）申报。")
    >>> [(one.name, one.text) for one in made.parts[0].passages]
    [('', '通知'), ('一', '一、时间9月.'), ('二', '二、程序'), ('二(一)', '(一)申报.')]
    """
    parts = [Part(tuple(passages)) for passages in _Numbers(text).parts()]
    return Document(file, tuple(parts))


class _Numbers:
    """Goes through the lines of a text and follows its numbering."""

    def __init__(self, text: str) -> None:
        self.lines = [
            (number, normal(line))
            for number, line in enumerate(text.splitlines(), 1)
            if normal(line) and not _PAGE.fullmatch(normal(line))
        ]
        self.counts = [0, 0, 0]
        self.by_article = any(_ARTICLE.match(line) for _, line in self.lines)
        self.in_annex = False

    def parts(self) -> Iterator[list[Passage]]:
        """The passages of each document."""
        passages: list[Passage] = [Passage((), 1, "")]
        for number, line in self.lines:
            if self._begins_again(line):
                head = _split_tail(passages)
                yield _joined(passages)
                passages = head
                self.counts = [0, 0, 0]
                self.in_annex = False
            if not self.in_annex and _CHAPTER.match(line) and len(line) < 30:
                passages.append(Passage(passages[-1].article, number, line))
                continue
            article = self._article(line)
            if article is None:
                passages.append(Passage(passages[-1].article, number, line))
            else:
                passages.append(Passage(article, number, line))
        yield _joined(passages)

    def _begins_again(self, line: str) -> bool:
        """The first article of another document."""
        if self.counts[0] < 2:
            return False
        found = (_ARTICLE if self.by_article else _TOP).match(line)
        return found is not None and number_of(found[1]) == 1

    def _article(self, line: str) -> tuple[str, ...] | None:
        """The article that a line begins; None where it goes on with the one before."""
        if _ANNEX.match(line) and self.counts[0]:
            self.in_annex = True
            item = _ANNEX_ITEM.match(line)
            return ("附件", item[1]) if item else ("附件",)
        if self.in_annex:
            item = _ANNEX_ITEM.match(line.lstrip("-"))
            return ("附件", item[1]) if item else None
        top = (_ARTICLE if self.by_article else _TOP).match(line)
        if top and self._next(0, number_of(top[1])):
            return (top[1],)
        arabic = _TOP_ARABIC.match(line)
        if arabic and not self.counts[0] and arabic[1] == "1" and not self.by_article:
            self._next(0, 1)  # a first heading whose numeral was lost
            return ("一",)
        here = chinese(self.counts[0])
        second = _SECOND.match(line)
        if second and self.counts[0] and self._next(1, number_of(second[1])):
            return (here, f"({second[1]})")
        third = _THIRD.match(line)
        if third and self.counts[0] and self._next(2, int(third[1])):
            above = (here, f"({chinese(self.counts[1])})") if self.counts[1] else (here,)
            return (*above, third[1])
        return None

    def _next(self, level: int, number: int) -> bool:
        """Whether a number is the next of its level; levels below begin anew then."""
        if number != self.counts[level] + 1:
            return False
        self.counts[level] = number
        self.counts[level + 1 :] = [0] * (2 - level)
        return True


def _split_tail(passages: list[Passage]) -> list[Passage]:
    """Take the head of the next document off the end of the one before.

    It begins at the last line that is a document's number, or after the list of annexes.
    """
    for place in range(len(passages) - 1, 0, -1):
        one = passages[place]
        if _NUMBER.fullmatch(one.text):
            tail = passages[place:]
            del passages[place:]
            return [attrs.evolve(line, article=()) for line in tail]
        if len(one.article) > 1 and one.article[0] != "附件":
            break
    return [Passage((), passages[-1].line, "")]


def _joined(passages: list[Passage]) -> list[Passage]:
    """Lines of one article as one passage."""
    found: list[Passage] = []
    for one in passages:
        if found and found[-1].article == one.article:
            found[-1] = attrs.evolve(found[-1], text=found[-1].text + one.text)
        elif one.text or one.article:
            found.append(one)
    return found


def number_of(numeral: str) -> int:
    """The number that a Chinese numeral up to 99 stands for.

    >>> [number_of(one) for one in ("三", "十", "十二", "三十五")]
    [3, 10, 12, 35]
    """
    head, ten, tail = numeral.replace("〇", "零").partition("十")
    if not ten:
        return int("".join(str(max(_DIGITS.find(one), 0)) for one in numeral) or 0)
    return (_DIGITS.find(head) if head else 1) * 10 + (_DIGITS.find(tail) if tail else 0)


def chinese(number: int) -> str:
    """A number up to 99 in Chinese numerals.

    >>> [chinese(one) for one in (3, 10, 12, 35)]
    ['三', '十', '十二', '三十五']
    """
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones or not tens else "")
