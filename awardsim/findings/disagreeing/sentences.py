"""AWS5xx: sentences of a text that exclude each other, whatever values were made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.text import Text

EXCLUDE = Code.conflict(
    "AWS514",
    Text("两句话互相排斥", "two sentences that exclude each other"),
    Text(
        "同一件事，一处这样说，另一处相反：可以继续申报与不得重复申报、可以空缺与不得空缺、"
        "不影响评审与暂停评审、两个机构都“审定”。按摘录的原句（给了原文的，按全文）对照；"
        "异议停不停评，也按文件里的值对照。",
        "Of one matter one place says this and another the contrary: winners may go on applying "
        "and may not, awards may stay vacant and may not, an objection does not affect the review "
        "and halts it, two bodies both settle the list. Compared are the words that are quoted, "
        "and the whole document where it is given; of whether an objection halts the review also "
        "the values of the file.",
    ),
    Text("删去一句，或写明两句各管什么情形", "drop one, or say when each of the two holds"),
)
CODES = (EXCLUDE,)

#: What ends a sentence, so that one is not read into the next.
_SENTENCE = re.compile(r"[.;!?]|$")


@attrs.frozen
class Opposites:
    """Two ways to speak of one matter that cannot both hold.

    ``unless`` is what takes the first of them out: a case of its own, a time after the other.
    """

    about: Text
    first: re.Pattern[str]
    second: re.Pattern[str]
    unless: re.Pattern[str]
    repair: Text
    effect: Text

    def of(self, sentence: str) -> tuple[bool, bool]:
        """Whether a sentence says the first, and whether it says the second."""
        second = bool(self.second.search(sentence))
        first = bool(self.first.search(sentence)) and not self.unless.search(sentence)
        return first and not second, second


_BREAKS = Text("照哪一句都违反另一句", "to keep one is to break the other")


def _opposites(
    about: Text,
    first: str,
    second: str,
    repair: Text,
    unless: str = r"(?!)",
    effect: Text = _BREAKS,
) -> Opposites:
    return Opposites(
        about, re.compile(first), re.compile(second), re.compile(unless), repair, effect
    )


_HALTS = _opposites(
    Text("有异议时评审停不停", "whether an objection halts the review"),
    r"不(?:影响|停止|中止|暂停)(?:其|该.{1,6})?(?:的)?(?:参加)?(?:评审|参评|评选)",
    r"(?<!不)(?:暂停|暂缓|中止)(?:其|该.{1,6})?(?:的)?(?:参加)?(?:评审|参评|评选)",
    Text("写明哪些情形暂停、哪些继续", "say in which cases it halts and in which it goes on"),
)
OPPOSITES = (
    _opposites(
        Text("获奖者能否再报", "whether winners may apply again"),
        r"可以?(?:继续|再次|重新)申报",
        r"(?:不得|不能|不可|不再)(?:重复|再次|继续|参加)?(?:申报|参评)",
        Text("写明“限报期满后可继续申报”", "say that winners may apply when the lock-out is over"),
        unless="期满|满后|届后|年后|之后|[上其他同].{0,4}(?:类|级|等次)",
    ),
    _opposites(
        Text("名额可否空缺", "whether awards may stay vacant"),
        r"可以?空缺|允许空缺|宁缺[毋勿]滥|可以?少于",
        r"不得空缺|不能空缺|(?:必须|应当)(?:评满|足额)",
        Text("只留“可以空缺”或“不得空缺”", "say one of the two"),
    ),
    _HALTS,
    _opposites(
        Text("收不收费", "whether there is a fee"),
        r"不(?:得)?(?:向.{1,8})?收取(?:任何)?.{0,6}费|不收费",
        r"(?:需|应|须|应当)(?:按.{1,10})?缴纳.{0,8}费",
        Text("只留一句", "keep one of the two"),
    ),
    _opposites(
        Text("名单由谁审定", "who settles the list"),
        r"^(?!.*(?:报请?|送|提请|经).{0,12}审定).*审定.{0,6}名单",
        r"(?:报请?|送|提请).{0,12}(?:政府|党委).{0,4}审定",
        Text(
            "一处改为“审议”，另一处留“审定”",
            "let one body deliberate and the other settle",
        ),
        effect=Text(
            "两个机构都有最后决定权：意见不同时以谁为准，没有写",
            "two bodies have the last word, and nothing says whose holds where they differ",
        ),
    ),
    _opposites(
        Text("能否匿名提异议", "whether one may object anonymously"),
        r"(?:应当?|须|必须).{0,4}实名|实名(?:提出|举报|反映)",
        r"(?:可以?|允许)匿名",
        Text("只留一句", "keep one of the two"),
    ),
    _opposites(
        Text("投票记不记名", "whether votes are secret"),
        r"(?:无记名|不记名)(?:方式)?投票",
        r"(?<![无不])记名(?:方式)?投票",
        Text("只留一种", "keep one of the two"),
    ),
    _opposites(
        Text("材料以寄出还是收到为准", "whether sending or receipt counts"),
        r"以(?:寄出|邮戳|发出).{0,6}为准",
        r"以(?:收到|收件|接收|送达).{0,6}为准",
        Text("写明“以收到时间为准”", "say that receipt counts"),
    ),
)


@attrs.frozen
class Said:
    """A sentence, where the file has it, and its article."""

    words: str
    path: str
    source: str


def check_sentences(material: Material) -> Iterator[Finding]:
    """Sentences that exclude each other, each pair once."""
    sentences = list(said(material))
    for one in OPPOSITES:
        marks = [(sentence, one.of(normal(sentence.words))) for sentence in sentences]
        first = next((sentence for sentence, (yes, _) in marks if yes), None)
        second = next((sentence for sentence, (_, no) in marks if no), None)
        if one is _HALTS:
            first, second = first or _halting(material, False), second or _halting(material, True)
        if first is None or second is None:
            continue
        yield material.finding(
            EXCLUDE,
            first.path or second.path,
            Text(
                f"{one.about.zh}：一处写“{first.words}”，一处写“{second.words}”",
                f"{one.about.en}: '{first.words}' in one place, '{second.words}' in another",
            ),
            effect=one.effect,
            repair=one.repair,
            articles=(first.source, second.source),
        )


def _halting(material: Material, halts: bool) -> Said | None:
    """What gives one answer to whether an objection halts the review, as a value of the file.

    Its words may be too short to say it by themselves.
    """
    suspends = material.policy.objections.suspends
    if suspends.value is halts:
        return Said(
            suspends.words or ("暂停" if halts else "不影响"),
            "objections.suspends",
            suspends.source,
        )
    for name, one in material.policy.provisions.items():
        if one.type == "NON_SUSPENSION" and one.value.value is (not halts):
            return Said(one.value.words or one.title.zh, f"provisions.{name}.value", one.source)
    return None


def said(material: Material) -> Iterator[Said]:
    """What is quoted, then the sentences of the documents that are at hand."""
    for one in material.quoted:
        yield Said(one.words, one.path.removesuffix(".words"), one.source)
    for name, document in material.documents.items():
        for part in document.parts:
            for passage in part.passages:
                for sentence in _SENTENCE.split(passage.text):
                    if sentence:
                        yield Said(sentence[:80], "", f"{name} {passage.name}".strip())
