"""AWS1xx: articles and decisive words, within the file and against the document itself."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import Part, Passage, article_name, normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.quoted import other_bound, other_number, other_unit
from awardsim.findings.quoting import Quoted
from awardsim.policy import Cell, Policy, Status
from awardsim.policy.leaves import Leaf
from awardsim.text import Text
from awardsim.units import Duration

NOT_FOUND = Code(
    "AWS101",
    Text("原文里没有这几个字", "words that the document does not have"),
    Text(
        "用 --source 给出原文时，逐个核对 words。空格、全角半角、引号不同不算不同。",
        "Said when the document is given with --source. Spaces, full and half width and kinds of "
        "quotation marks make no difference.",
    ),
    Text("照原文改 words，并核对值", "correct the words from the document, and check the value"),
)
NO_SUCH_ARTICLE = Code(
    "AWS102",
    Text("原文没有这一条", "an article that the document does not have"),
    Text(
        "用 --source 给出原文时，按“第七条”“七、”“（一）”“1．”分条，出处要是其中一条；"
        "也可以写 通知、前言、全文、附件7。",
        "Said when the document is given with --source. It is taken apart into its articles; a "
        "source names one of them, or 通知 (the circular), 前言 (the preamble), 全文 (the whole), "
        "附件7 (annex 7).",
    ),
    Text("改出处的条款", "correct the article"),
)
ELSEWHERE = Code(
    "AWS103",
    Text("这几个字在另一条", "words that stand in another article"),
    Text(
        "原文里有这几个字，但不在所写的条款里：条款写错了，或者应当摘另外几个字。",
        "The document has the words, but not in the article that is named: the article is wrong, "
        "or other words were meant.",
    ),
    Text("改出处，或改摘所写条款里的字", "correct the article, or take words from it"),
)
NUMBER = Code(
    "AWS104",
    Text("值与摘录的数不同", "a value that is not the number in its words"),
    Text(
        "值和它自己的 words 对不上：多半是录错了一处。",
        "The value and its own words disagree: one of them was mistyped.",
    ),
    Text("核对原文，改值或改 words", "check the document; correct the value or the words"),
)
BOUND = Code(
    "AWS105",
    Text("上下限与摘录相反", "a bound contrary to its words"),
    Text(
        "“不少于”“以上”是 at_least，“不超过”“以内”是 at_most，两样都没有写是 exactly。",
        "不少于 and 以上 are at_least, 不超过 and 以内 are at_most, neither is exactly.",
    ),
    Text("改成 at_least 或 at_most", "write at_least or at_most"),
)
NO_WORDS = Code.remark(
    "AWS106",
    Text("没有摘录关键字句", "no decisive words"),
    Text(
        "写明的数、天数、日期没有 words，就不能拿原文逐个核对（--source）。",
        "A number, a duration or a date is stated without the words that say it, so that it cannot "
        "be checked against the document (--source).",
    ),
    Text('写上原文的几个字，如 words = "不少于5个工作日"', "give the words of the document"),
)
UNIT = Code(
    "AWS107",
    Text("天数的单位与摘录不同", "a kind of day contrary to its words"),
    Text(
        "摘录写“工作日”，值却按日历日计，或者相反。",
        "The words say working days and the value counts calendar days, or the other way round.",
    ),
    Text("改单位：wd 是工作日，cd 是日历日", "correct the unit: wd working days, cd calendar days"),
)

CODES = (NOT_FOUND, NO_SUCH_ARTICLE, ELSEWHERE, NUMBER, BOUND, NO_WORDS, UNIT)

#: Least likeness of a passage that is shown as the nearest.
_LIKE = 0.5


def check_words(material: Material) -> Iterator[Finding]:
    """Values that disagree with their own words, or have none."""
    for leaf in material.leaves:
        cell = leaf.cell
        title = leaf.owner
        if not cell.known:
            continue
        if cell.words and cell.status is Status.STATED:
            yield from _against_words(material, leaf.path, cell, title)
        elif _lacks_words(material.policy, leaf):
            yield material.finding(
                NO_WORDS,
                leaf.path,
                Text(
                    f"“{title.zh}”写明的值 {_shown(cell.value, 'zh')} 没有摘录",
                    f"the stated value {_shown(cell.value, 'en')} of '{title.en}' has no words",
                ),
                articles=(cell.source,),
            )


def _against_words(
    material: Material, path: str, cell: Cell[Any], title: Text
) -> Iterator[Finding]:
    if other_number(cell):
        yield material.finding(
            NUMBER,
            path,
            Text(
                f"值是 {_shown(cell.value, 'zh')}，摘录是“{cell.words}”（{title.zh}）",
                f"the value is {_shown(cell.value, 'en')}, the words are '{cell.words}' "
                f"({title.en})",
            ),
            articles=(cell.source,),
        )
    contrary = other_bound(cell)
    if contrary is not None and cell.bound is not None:
        yield material.finding(
            BOUND,
            path,
            Text(
                f"写作 {cell.bound.value}，摘录“{cell.words}”中{contrary.zh}（{title.zh}）",
                f"written {cell.bound.value}, but in '{cell.words}' {contrary.en} ({title.en})",
            ),
            articles=(cell.source,),
        )
    if other_unit(cell):
        yield material.finding(
            UNIT,
            path,
            Text(
                f"值是 {_shown(cell.value, 'zh')}，摘录是“{cell.words}”（{title.zh}）",
                f"the value is {_shown(cell.value, 'en')}, the words are '{cell.words}' "
                f"({title.en})",
            ),
            articles=(cell.source,),
        )


def check_against_documents(material: Material) -> Iterator[Finding]:
    """Words that the documents do not have in the article that is named."""
    unknown: set[tuple[str, str]] = set()
    for one in material.quoted:
        for finding in _looked_up(material, one):
            key = (finding.code.id, ",".join(finding.place.articles))
            if finding.code is NO_SUCH_ARTICLE and key in unknown:
                continue
            unknown.add(key)
            yield finding


def _looked_up(material: Material, one: Quoted) -> Iterator[Finding]:
    cited = list(_cited(material.policy, one.source))
    known = [(name, article) for name, article in cited if name in material.documents]
    if not known:
        return
    missing = []
    parts: list[Part] = []
    for name, article in known:
        source = material.policy.sources[name]
        found = material.documents[name].of(source.title, source.number)
        parts += [part for part in found if part not in parts]
        under = [passage for part in found for passage in part.under(article)]
        if not under:
            missing.append(article)
        elif stands_in("".join(passage.text for passage in under), one.words):
            return
    articles = (one.source,)
    if missing:
        yield material.finding(
            NO_SUCH_ARTICLE,
            one.path,
            Text(
                f"原文里没有“{missing[0]}”这一条",
                f"the document has no article '{missing[0]}'",
            ),
            articles=articles,
        )
        return
    elsewhere = _elsewhere(parts, one.words)
    if elsewhere:
        where = elsewhere[0]
        name = where.name or "通知、前言"
        yield material.finding(
            ELSEWHERE,
            one.path,
            Text(
                f"“{one.words}”不在 {_names(known)}，在 {name}（原文第{where.line}行）",
                f"'{one.words}' is not in {_names(known)} but in {name} "
                f"(line {where.line} of the document)",
            ),
            repair=Text(f"出处改为 {name}，或另摘字句", f"cite {name}, or take other words"),
            articles=articles,
        )
        return
    near = nearest_passage(parts, known, one.words)
    said = Text("", "")
    if near:
        said = Text(f"；最接近的是“{near}”", f"; the nearest there is '{near}'")
    yield material.finding(
        NOT_FOUND,
        one.path,
        Text(
            f"“{one.words}”不在原文里（{_names(known)}）{said.zh}",
            f"'{one.words}' is not in the document ({_names(known)}){said.en}",
        ),
        articles=articles,
    )


def _cited(policy: Policy, source: str) -> Iterator[tuple[str, str]]:
    """The documents and articles that a source names."""
    name = ""
    for part in source.split(","):
        first, _, rest = part.strip().partition(" ")
        name, article = (first, rest) if first in policy.sources else (name, part.strip())
        if name and article:
            yield name, article


def _names(known: list[tuple[str, str]]) -> str:
    return "、".join(article for _, article in known)


def stands_in(text: str, words: str) -> bool:
    """Whether words stand in a text that is normal already; ``…`` leaves something out.

    >>> stands_in("公示时间不少于5个工作日", "公示……不少于 ５ 个工作日")
    True
    """
    place = 0
    for piece in words.replace("...", "…").split("…"):
        asked = normal(piece)
        found = text.find(asked, place)
        if found < 0:
            return False
        place = found + len(asked)
    return True


def _elsewhere(parts: list[Part], words: str) -> list[Passage]:
    return [
        passage for part in parts for passage in part.passages if stands_in(passage.text, words)
    ]


def nearest_passage(parts: list[Part], known: list[tuple[str, str]], words: str) -> str:
    """What in the named articles is most like some words; empty where nothing is."""
    asked = normal(words)
    best, found = _LIKE, ""
    for _, article in known:
        for part in parts:
            text = "".join(passage.text for passage in part.under(article_name(article)))
            matcher = difflib.SequenceMatcher(None, text, asked, autojunk=False)
            match = matcher.find_longest_match()
            if match.size < 2:
                continue
            start = max(match.a - match.b, 0)
            window = text[start : start + len(asked)]
            like = difflib.SequenceMatcher(None, window, asked, autojunk=False).ratio()
            if like > best:
                best, found = like, window
    return found


def _lacks_words(policy: Policy, leaf: Leaf) -> bool:
    """A number, a duration or a date that is stated, and no words near it."""
    value = leaf.cell.value
    if leaf.cell.status is not Status.STATED or isinstance(value, bool):
        return False
    if not isinstance(value, int | float | Duration | datetime.date):
        return False
    return not _words_above(policy, leaf.path)


def _words_above(policy: Policy, path: str) -> str:
    """The words of the tables that a value stands in."""
    section, name, *rest = path.split(".")
    table = getattr(policy, section, None)
    if isinstance(table, dict):
        table = table.get(name)
    words = str(getattr(table, "words", ""))
    if rest and rest[0] == "rule":
        rule = getattr(table, "rule", None)
        words += str(getattr(rule, "words", ""))
    return words


def _shown(value: Any, language: str) -> str:
    return value.read(language) if isinstance(value, Duration) else str(value)
