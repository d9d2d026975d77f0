"""Articles as a text cites them: as they are compared, in their order, and what cites which."""

from __future__ import annotations

import re
import unicodedata

from awardsim.policy import Policy
from awardsim.report.words import marks

_NUMERALS = {one: place for place, one in enumerate("零一二三四五六七八九")}
_FIRST = ("通知", "前言", "序", "引言")
_TOKEN = re.compile(r"[零一二三四五六七八九十百]+|\d+")
_ARTICLE_WORDS = str.maketrans("", "", "第条款项")


def numeral(text: str) -> int:
    """A Chinese or Arabic number.

    >>> [numeral(one) for one in ("七", "十", "十二", "三十五", "一百零三", "12")]
    [7, 10, 12, 35, 103, 12]
    """
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for one in text:
        if one in "十百":
            total += (digit or 1) * (10 if one == "十" else 100)
            digit = 0
        else:
            digit = _NUMERALS[one]
    return total + digit


def normal_article(text: str) -> str:
    """An article as it is compared: half-width brackets, no 第…条, Arabic chapters in Chinese.

    >>> normal_article("第七条（三）"), normal_article("7(3)")
    ('七(三)', '七(三)')
    """
    found = unicodedata.normalize("NFKC", text).replace(" ", "").translate(_ARTICLE_WORDS)
    if re.fullmatch(r"\d+(\(\d+\))?\d*", found):
        head, bracket, tail = re.fullmatch(r"(\d+)(\(\d+\))?(\d*)", found).groups()  # type: ignore[union-attr]
        found = _chinese(int(head)) + (f"({_chinese(int(bracket[1:-1]))})" if bracket else "")
        found += tail
    return found


def _chinese(number: int) -> str:
    tens, digit = divmod(number, 10)
    names = "零一二三四五六七八九"
    ten = "" if tens == 0 else ("十" if tens == 1 else f"{names[tens]}十")
    return ten + (names[digit] if digit or not tens else "")


def articles(source: str, policy: Policy) -> list[tuple[str, str]]:
    """The (document, article) pairs that a source cites."""
    found: list[tuple[str, str]] = []
    document = next(iter(policy.sources), "")
    for part in source.split(","):
        name, _, rest = part.strip().partition(" ")
        if name in policy.sources:
            document, rest = name, rest or ""
        else:
            rest = part.strip()
        found.append((document, normal_article(rest)))
    return found


def cites(source: str, article: str, policy: Policy) -> bool:
    """Whether a source cites an article, or a part of it.

    ``七`` takes in 七(三), but not 七十; a document's id, or its mark, may stand before it.
    """
    for name, mark in marks(policy).items():
        if article.strip().startswith(mark):
            article = f"{name} {article.strip().removeprefix(mark).strip()}"
    name, _, rest = article.strip().partition(" ")
    wanted = name if name in policy.sources and rest else ""
    asked = normal_article(rest if wanted else article)
    for document, one in articles(source, policy):
        if wanted and document != wanted:
            continue
        if one == asked:
            return True
        if asked and one.startswith(asked):
            last, following = asked[-1], one[len(asked)]
            numerals = "零一二三四五六七八九十百"
            within = (last in numerals and following in numerals) or (
                last.isdigit() and following.isdigit()
            )
            if not within:
                return True
    return False


def article_key(source: str, policy: Policy) -> tuple[int, int, tuple[int, ...]]:
    """Where an article stands: document, part (head, articles, annexes, whole), numbers."""
    cited = articles(source, policy)
    document, article = cited[0] if cited else ("", "")
    names = list(policy.sources)
    place = names.index(document) if document in names else len(names)
    if article.startswith("附"):
        part = 2
    elif article == "全文":
        part = 3
    elif article.startswith(_FIRST):
        return place, 0, (_FIRST.index(next(one for one in _FIRST if article.startswith(one))),)
    else:
        part = 1
    return place, part, tuple(numeral(one) for one in _TOKEN.findall(article))
