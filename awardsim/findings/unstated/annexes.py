"""AWS307: what a text leaves to a document that is not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Status
from awardsim.policy.leaves import Leaf
from awardsim.text import NOTHING, Text

ANNEX = Code.point(
    "AWS307",
    Text("关键的数、规则在没有附上的文件里", "a number or rules in a document not at hand"),
    Text(
        "名额、权重、分数、年限，或者评审规则、议事规则，写在附件或另文，公开的文本里没有，"
        "外人无从知道，也无从核对。",
        "Quotas, weights, marks or years, or the rules by which bodies judge and vote, are in an "
        "annex or another document that is not at hand.",
    ),
    Text("随文公布附件，或在正文写明", "publish it with the text, or state it there"),
)
CODES = (ANNEX,)

_NOT_AT_HAND = re.compile(r"附件(\d+).{0,4}手中没有")
#: Documents by which a body works; "other rules" are none that could be asked for.
_RULES = re.compile("规则|制度|细则")


def check_annexes(material: Material) -> Iterator[Finding]:
    """Numbers, lists and rules in documents that are not at hand."""
    yield from _numbers(material)
    yield from _lists(material)
    yield from _rules(material)


def _numbers(material: Material) -> Iterator[Finding]:
    """Numbers that decide who goes on, by the document that they are said to be in."""
    named: dict[Text, list[Leaf]] = {}
    for leaf in material.leaves:
        deciding = ".rule." in leaf.path or leaf.path.startswith("quotas.")
        if deciding and leaf.cell.status is Status.ELSEWHERE:
            named.setdefault(leaf.cell.reason, []).append(leaf)
    for document, leaves in named.items():
        names = Text(
            "、".join(dict.fromkeys(leaf.owner.zh for leaf in leaves)),
            ", ".join(dict.fromkeys(leaf.owner.en for leaf in leaves)),
        )
        number = _what(leaves[0])
        annexed = "附" in document.zh
        yield material.finding(
            ANNEX,
            leaves[0].path,
            Text(
                f"“{names.zh}”{number.zh}要看{document.zh}，手中没有",
                f"{number.en}'{names.en}' {_rests(number)} on {document.en}, not at hand",
            ),
            effect=_ASSUMED if annexed else _NO_FAULT,
            repair=ANNEX.repair if annexed else _CITE,
            articles=tuple(leaf.cell.source for leaf in leaves),
        )


_ASSUMED = Text("推演时只能按估计", "a run can only assume it")
_NO_FAULT = Text(
    "不是文件的过错，那个文件没有取得；推演时只能按估计",
    "no fault of the document: the other one is not at hand, and a run can only assume it",
)
_CITE = Text("写明按哪一个文件的哪一条，或在正文写明", "name its article, or state it here")


def _what(leaf: Leaf) -> Text:
    """What is written elsewhere: a quota, weights, or some other value."""
    if ".at_most" in leaf.path or leaf.path.endswith(".number"):
        return Text("的名额", "the limit of ")
    if ".weights" in leaf.path:
        return Text("的权重", "the weights of ")
    return NOTHING


def _rests(number: Text) -> str:
    return "rest" if "weights" in number.en else "rests"


def _lists(material: Material) -> Iterator[Finding]:
    """Channels whose names are in an annex that is not at hand."""
    for name, channel in material.policy.channels.items():
        annex = _NOT_AT_HAND.search(channel.reason.zh)
        if annex is not None:
            yield material.finding(
                ANNEX,
                f"channels.{name}",
                Text(
                    f"渠道“{channel.title.zh}”的名单写在附件{annex[1]}，手中没有",
                    f"which channels '{channel.title.en}' are is in annex {annex[1]}, not at hand",
                ),
                effect=Text("推演时合为一个渠道", "a run takes them for one channel"),
                articles=(channel.source,),
            )


def _rules(material: Material) -> Iterator[Finding]:
    """Rules of which the text says no more than that there are some."""
    for name, one in material.policy.provisions.items():
        document = one.value.reason
        if one.value.status is not Status.ELSEWHERE or not _RULES.search(normal(document.zh)):
            continue
        # its article is cited anyway
        rules = Text(document.zh.partition("（")[0], document.en.partition(" (")[0])
        yield material.finding(
            ANNEX,
            f"provisions.{name}.value",
            Text(f"“{rules.zh}”另成文件，手中没有", f"{rules.en}: a document that is not at hand"),
            effect=Text(
                "不是文件的过错，那个文件没有取得；由它定的人数、打分、表决，推演时只能按估计",
                "no fault of the document: the other one is not at hand; people, marks and votes "
                "that it settles can only be assumed",
            ),
            repair=Text(
                f"随文公布；或写明“{rules.zh}由＿＿于＿＿前公布，在＿＿可查”",
                f"publish them with the text; or write: ＿＿ publishes {rules.en} by ＿＿, to be "
                "found at ＿＿",
            ),
            articles=(one.value.source or one.source,),
        )
