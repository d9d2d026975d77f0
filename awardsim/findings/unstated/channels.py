"""AWS324 and AWS325: what a text leaves open of the channels that applicants come through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Stage, Status
from awardsim.text import Text

ELSEWHERE = Code.point(
    "AWS324",
    Text("有的渠道怎样办在另文", "how some channels proceed is in another document"),
    Text(
        "从几个渠道报的，审核、公示、报送的办法在另文：另文何时下发、期限和公示是否相同，照本文无从知道。",
        "Those who apply through some channels proceed by another document: when it comes, and "
        "whether its days and notices are those of the text, cannot be known from the text.",
    ),
    Text(
        "写明这些渠道报送的期限、公示和限额，或写明未规定的参照本文",
        "state their day, notice and limit, or that this text holds where the other one is silent",
    ),
)
TWICE = Code.point(
    "AWS325",
    Text("多渠道申报的后果没有写", "what follows from applying through two channels is not said"),
    Text(
        "不得由两个渠道申报，没有写报了怎么办：都不收，还是留一个、留哪个、由谁定。",
        "Nobody may apply through two channels, and nothing says what follows if somebody does: "
        "whether neither or one of the two counts, which, and who decides.",
    ),
    Text(
        "写明“多渠道申报的，以先收到的为准”，或“一律不予受理”",
        "say that the one received first counts, or that neither does",
    ),
)
CODES = (ELSEWHERE, TWICE)

#: What ends a sentence of a normal text.
_SENTENCE = re.compile("[.;]")
_HANDING_OVER = ("CH_REVIEW", "NOMINATE")
_TWICE = re.compile("多渠道|多个渠道|[两二2]个以?上?渠道|重复申报|重复推荐|多头")
_FOLLOWS = re.compile("不予受理|不再受理|取消|无效|退回|为准|视为放弃|只受理")


def check_channels(material: Material) -> Iterator[Finding]:
    """What is left open of the channels."""
    yield from _elsewhere(material)
    yield from _twice(material)


def _elsewhere(material: Material) -> Iterator[Finding]:
    channels = material.policy.channels
    for name, stage in material.policy.stages.items():
        document = _document(stage)
        if not document or not set(stage.only.channels) & set(channels):
            continue
        through = [channels[one].title for one in stage.only.channels if one in channels]
        zh, en = "、".join(one.zh for one in through), ", ".join(one.en for one in through)
        yield material.finding(
            ELSEWHERE,
            f"stages.{name}",
            Text(
                f"从{zh}报的怎样办，在{document.zh}：“{stage.title.zh}”的办法本文没有写",
                f"how those who come through {en} proceed is in {document.en}: the text does not "
                f"say how '{stage.title.en}' is done",
            ),
            effect=Text(
                "推演时这一步按估计的天数算：从这些渠道报，来得及来不及没有条文可依",
                "a run takes an estimate for it: no article says whether they are in time",
            ),
            articles=(stage.source,),
        )


def _document(stage: Stage) -> Text | None:
    """The document that a step of some channels rests on, where the text has nothing of it."""
    if stage.type not in _HANDING_OVER or stage.duration is None:
        return None
    return stage.duration.reason if stage.duration.status is Status.ELSEWHERE else None


def _twice(material: Material) -> Iterator[Finding]:
    sentences = [normal(one.words) for one in material.quoted]
    sentences += [
        sentence
        for document in material.documents.values()
        for part in document.parts
        for passage in part.passages
        for sentence in _SENTENCE.split(passage.text)
    ]
    if any(_TWICE.search(one) and _FOLLOWS.search(one) for one in sentences):
        return
    for name, one in material.policy.provisions.items():
        if one.type != "SINGLE_CHANNEL" or one.value.value is not True or not one.value.words:
            continue
        if one.value.status is not Status.STATED:
            continue
        yield material.finding(
            TWICE,
            f"provisions.{name}.value",
            Text(
                f"“{one.value.words}”：同时由两处报了怎么办没有写",
                f"'{one.value.words}': what follows if somebody applies twice is not said",
            ),
            effect=Text(
                "两处都公示、都推荐后才发现，留哪一处没有依据",
                "found out after both have publicised and recommended, nothing says which counts",
            ),
            articles=(one.value.source or one.source,),
        )
        return
