"""AWS317: conditions and provisions of which a file remarks that the document is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.gaps import PRESCRIBED_WORDS, silent_types
from awardsim.findings.material import Material
from awardsim.policy import Status
from awardsim.text import Text

REMARKED = Code.point(
    "AWS317",
    Text("注明没有写的", "noted as not written"),
    Text(
        "这里没有写，或只写了一半：办的人各自理解，事后说不清依据。",
        "Nothing is said here, or half of it only: whoever applies it decides, and cannot say on "
        "what ground.",
    ),
    Text("补写，或写明按哪一个文件执行", "settle it, or say which other text does"),
)

CODES = (REMARKED,)

#: What a remark misses, and a wording that has it; without one the code's own repair stands.
_WORDINGS = (
    (
        re.compile("没有写年限|没有写组织须经营"),
        Text("写明年数，如“近3年内”“3年以上”“获奖后3年内”", "state the years"),
    ),
    (
        re.compile("推荐几[家人]"),
        Text("写明“每个推荐单位推荐不超过X家（人）”", "say how many each may recommend at most"),
    ),
    (
        re.compile("没有写可否补充|没有写补充的时限"),
        Text(
            "写明“应在收到通知后5个工作日内补充”，或写明不予补充",
            "say within how many working days it is added, or that nothing may be added",
        ),
    ),
    (
        re.compile("没有写何时以前提出"),
        Text(
            "写明“公示期内提出”，或写明随时可以提出",
            "say that it is made during the notice, or at any time",
        ),
    ),
)


def check_remarks(material: Material) -> Iterator[Finding]:
    """Conditions and provisions that are marked as silent, with the remark that says on what."""
    told = silent_types(material)  # AWS314 has them
    provisions = material.policy.provisions
    for leaf in material.leaves:
        section, name, *_ = leaf.path.split(".")
        if section == "provisions" and name in provisions and provisions[name].type in told:
            continue
        ours = section in ("conditions", "provisions") or leaf.path.endswith(".supplement.within")
        if not ours or not leaf.cell.reason:
            continue
        if leaf.cell.status is Status.UNSTATED and not PRESCRIBED_WORDS.search(
            normal(leaf.cell.reason.zh)
        ):
            yield material.finding(
                REMARKED,
                leaf.path,
                Text(
                    f"“{leaf.owner.zh}”：{leaf.cell.reason.zh}",
                    f"'{leaf.owner.en}' is not settled: {leaf.cell.reason.en}",
                ),
                repair=_wording(leaf.cell.reason.zh),
                articles=(leaf.cell.source,),
            )


def _wording(remark: str) -> Text:
    """A wording for what a remark misses."""
    return next((said for missing, said in _WORDINGS if missing.search(remark)), NOTHING)
