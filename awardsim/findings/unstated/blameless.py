"""What a text leaves to a document that is not at hand is no fault of the text.

A point that may be settled there is told all the same, with the document named: whoever has it can
look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.quoting import quoted
from awardsim.policy import Status
from awardsim.procedure.nesting import of_outer
from awardsim.text import Text, in_chinese

#: A regulation, as a notice or a plan of one edition cites it.
_REGULATION = re.compile(r"《([^《》]{4,40}办法)》")
#: What the rules of a body are called in which it judges, or deliberates and votes.
_OF_REVIEW = re.compile("评审规则|评审办法|评审细则")
_OF_VOTE = re.compile("议事规则|投票办法|表决办法|评审规则")
#: The words for each, as they are told.
_EN = {
    "评审规则": "the rules of review",
    "评审办法": "the rules of review",
    "评审细则": "the rules of review",
    "议事规则": "the rules of procedure",
    "投票办法": "the rules of voting",
    "表决办法": "the rules of voting",
}
#: Points that such rules usually settle, and points that the regulation of an award does.
_SETTLED_BY: Mapping[str, Sequence[re.Pattern[str]]] = {
    "AWS302": (_OF_VOTE,),
    "AWS304": (_OF_VOTE,),
    "AWS312": (_OF_REVIEW,),
    "AWS313": (_OF_REVIEW,),
    "AWS318": (_OF_REVIEW,),
    "AWS327": (_OF_REVIEW,),
}
_BY_REGULATION = (
    "AWS302", "AWS303", "AWS304", "AWS309", "AWS310", "AWS312", "AWS313", "AWS316", "AWS318",
    "AWS323", "AWS325", "AWS326", "AWS327", "AWS328",
)  # fmt: skip
#: An effect that says so already.
_TOLD = re.compile("没有取得|未取得|手中没有")


@attrs.frozen(slots=False)
class _Elsewhere:
    """The documents of a text that are not at hand."""

    material: Material

    @cached_property
    def here(self) -> str:
        """The titles of all documents that are."""
        texts = self.material.texts()
        return " ".join(normal(one.title) for text in texts for one in text.sources.values())

    @cached_property
    def regulation(self) -> Text:
        """The regulation of the award that the text rests on; nothing where it is at hand."""
        policy = self.material.policy
        for name, one in policy.provisions.items():
            if one.type != "LEGAL_BASIS" or of_outer(policy, f"provisions.{name}"):
                continue
            value = one.value.value
            said = in_chinese(value) if isinstance(value, str | Text) else ""
            for title in _REGULATION.findall(normal(f"{said}{one.value.words}")):
                if normal(policy.award.zh) in title and title not in self.here:
                    return Text(f"《{title}》", f"《{title}》")
        return NOTHING

    def rules(self, pattern: re.Pattern[str]) -> Text:
        """Rules that the text refers to by such a name; nothing where it does not."""
        for said in self._referring:
            found = pattern.search(said)
            if found is not None and found[0] not in self.here:
                return Text(found[0], _EN[found[0]])
        return NOTHING

    @cached_property
    def _referring(self) -> tuple[str, ...]:
        """Sentences that refer to other documents, and what is noted as being in one."""
        policy = self.material.policy
        noted = [
            normal(leaf.cell.reason.zh)
            for leaf in self.material.leaves
            if leaf.cell.status is Status.ELSEWHERE and not of_outer(policy, leaf.path)
        ]
        sentences = [
            words
            for one in quoted(policy)
            if re.search("根据|按照|依照|依据", words := normal(one.words))
            and not of_outer(policy, one.path)
        ]
        return (*noted, *sentences)

    def of(self, code: str) -> Iterator[Text]:
        """The documents in which a point may be settled, the nearer one first."""
        found = [self.rules(pattern) for pattern in _SETTLED_BY.get(code, ())]
        if code in _BY_REGULATION:
            found.append(self.regulation)
        yield from (one for one in dict.fromkeys(found) if one != NOTHING)


def without_blame(found: Iterable[Finding], material: Material) -> list[Finding]:
    """The findings, with the document in which a point may be settled that is not at hand."""
    elsewhere = _Elsewhere(material)
    return [_told(one, list(elsewhere.of(one.code.id))) for one in found]


def _told(finding: Finding, documents: Sequence[Text]) -> Finding:
    if not documents or _TOLD.search(f"{finding.effect.zh}{finding.what.zh}"):
        return finding
    zh, en = "、".join(one.zh for one in documents), " or ".join(one.en for one in documents)
    said = Text(
        f"引用的{zh}没有取得，可能写在那里：不能怪本文",
        f"no fault of the text: {en}, not at hand, may say so",
    )
    if finding.effect != NOTHING:
        said = Text(f"{finding.effect.zh}；{said.zh}", f"{finding.effect.en}; {said.en}")
    first, repair = documents[0], finding.repair
    return attrs.evolve(
        finding,
        effect=said,
        repair=Text(
            f"写明“按{first.zh}第＿＿条”；那里没有的，{repair.zh}",
            f"cite article ＿＿ of {first.en}; where it has none, {repair.en}",
        ),
    )
