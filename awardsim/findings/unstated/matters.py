"""AWS314 to AWS316: matters that texts on awards usually settle, and on which one is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import PROVISION_TYPES, Cell, Status
from awardsim.text import Text

SILENT = Code.point(
    "AWS314",
    Text("通常要写而没有写的事项", "matters that texts usually settle and this one does not"),
    Text(
        "撤销、禁报、回避、称号使用、获奖者义务等，全文没有写：出了事没有依据。",
        "Revocation, debarment, recusal, use of the title, duties: nothing is said, so that there "
        "is no ground to act on.",
    ),
    Text("每类事项补一条，有依据才能办", "add an article on each, so that there is a ground"),
)
NOT_RECORDED = Code.remark(
    "AWS315",
    Text("文件没有记下的事项", "matters that the file does not record"),
    Text(
        "既没有值，也没有写“没有”：不知道是原文没有写，还是没有读到。",
        "There is neither a value nor the remark that there is none: nobody knows whether the "
        "document is silent or has not been read.",
    ),
    Text(
        '加一条 [provisions.<代号>]，原文没有写的写 value = "unstated"',
        'add a [provisions.<id>]; where the document is silent, value = "unstated"',
    ),
)
NO_LOCK_OUT = Code.point(
    "AWS316",
    Text("获奖后能否再报没有写", "no rule for applying again"),
    Text(
        "获奖者以后能不能、隔多久可以再申报，没有写。",
        "Nothing says whether and when a winner may apply again.",
    ),
    Text(
        "写明“获奖后X年内不得再次申报”，或“可以继续申报”", "state a lock-out, or that there is none"
    ),
)

CODES = (SILENT, NOT_RECORDED, NO_LOCK_OUT)

#: Matters that a text on an award usually settles.
USUAL = (
    "LEGAL_BASIS", "STANDARD", "REWARD", "FEE", "RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE",
    "DUTY",
)  # fmt: skip
_GRAVE = ("RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE", "DUTY", "REWARD", "STANDARD")

#: A provision that lets winners apply again, and matters of which that is no winner's.
_AGAIN = re.compile("(?:可以?|不限)(?:继续|再次|重新|再)申报")
_OF_OTHERS = ("DEBARMENT", "REVOCATION", "DISQUALIFICATION")

#: A sentence for each of them, with blanks for what only a drafter can decide.
_CLAUSES = {
    "RECUSAL": Text(
        "与申报人有利害关系的，应当回避，不参加其评审和表决",
        "who has an interest in an applicant withdraws from judging and voting on it",
    ),
    "REVOCATION": Text(
        "弄虚作假获奖的，由＿＿撤销奖励，收回{rewards}",
        "an award that was won by deceit is revoked by ＿＿, which recovers {rewards}",
    ),
    "DEBARMENT": Text(
        "自作出撤销（取消资格）决定之日起＿＿年内不受理其申报",
        "for ＿＿ years after a revocation or disqualification no application is accepted",
    ),
    "TITLE_USE": Text(
        "使用获奖称号须注明获奖年份，不得用于产品质量标识",
        "the title is used with the year of the award, and not as a mark of a product",
    ),
    "DUTY": Text(
        "获奖后＿＿年内，每年向＿＿报送质量管理情况，推广其经验",
        "for ＿＿ years after the award a winner reports to ＿＿ each year and shares its methods",
    ),
    "REWARD": Text(
        "每家奖励＿＿万元（不发奖金的，写明不发）",
        "each is paid ＿＿ (if nothing is, say so)",
    ),
    "STANDARD": Text(
        "评审标准为 GB/T 19580 最新版本", "the standard is GB/T 19580 in its newest edition"
    ),
}


def _by_type(material: Material) -> dict[str, list[Cell[Any]]]:
    by_type: dict[str, list[Cell[Any]]] = {}
    for provision in material.policy.provisions.values():
        by_type.setdefault(provision.type, []).append(provision.value)
    return by_type


def _rewards(material: Material) -> Text:
    """What winners are given, in the text's own words; money only where they are paid."""
    cells = _by_type(material).get("REWARD", [])
    things = next(
        (
            cell.value if isinstance(cell.value, Text) else Text(cell.value, cell.value)
            for cell in cells
            if isinstance(cell.value, str | Text)
        ),
        Text("奖牌、证书", "plaque and certificate"),
    )
    paid = any(
        isinstance(cell.value, int | float) and not isinstance(cell.value, bool) for cell in cells
    )
    if not paid or "奖金" in things.zh:
        return things
    return Text(f"{things.zh}，追回奖金", f"{things.en}, and the prize money")


def silent_types(material: Material) -> list[str]:
    """Matters of weight of which each provision says that nothing is written."""
    by_type = _by_type(material)
    return [
        type
        for type in _GRAVE
        if type in by_type and all(cell.status is Status.UNSTATED for cell in by_type[type])
    ]


def check_matters(material: Material) -> Iterator[Finding]:
    """Matters that a text is silent about, and those of which its file says nothing at all."""
    by_type = _by_type(material)
    silent = silent_types(material)
    if silent:
        noted = list(dict.fromkeys(cell.reason for type in silent for cell in by_type[type]))
        remarks = [one for one in noted if one]
        rewards = _rewards(material)
        clauses = [
            Text(
                _CLAUSES[type].zh.format(rewards=rewards.zh),
                _CLAUSES[type].en.format(rewards=rewards.en),
            )
            for type in silent
        ]
        yield material.finding(
            SILENT,
            next(
                f"provisions.{name}"
                for name, one in material.policy.provisions.items()
                if one.type == silent[0]
            ),
            Text(
                f"全文没有写：{named(silent, 'zh')}",
                f"nothing is said of: {named(silent, 'en')}",
            ),
            effect=Text(
                f"注明：{'、'.join(one.zh for one in remarks)}",
                f"noted: {', '.join(one.en for one in remarks)}",
            )
            if remarks
            else Text("出了事没有依据", "there is no ground to act on"),
            repair=Text(
                f"各补一句：“{'；'.join(one.zh for one in clauses)}”",
                f"add a sentence on each: {'; '.join(one.en for one in clauses)}",
            ),
            articles=[cell.source for type in silent for cell in by_type[type]],
        )
    missing = [type for type in USUAL if type not in by_type]
    if missing:
        yield material.finding(
            NOT_RECORDED,
            "provisions",
            Text(
                f"{len(missing)} 类事项既没有值也没有写“未写”：{named(missing, 'zh')}",
                f"{len(missing)} matters are neither given nor said to be silent: "
                f"{named(missing, 'en')}",
            ),
        )
    rules = [one.rule.name for one in material.policy.conditions.values() if one.rule is not None]
    locked = any("lock_out" in name for name in rules)
    if material.policy.conditions and not locked and not _may_apply_again(material):
        yield material.finding(
            NO_LOCK_OUT,
            "conditions",
            Text(
                "没有一个条件写获奖后能否再报", "no condition says whether a winner may apply again"
            ),
            articles=[f"{name} 全文" for name in list(material.policy.sources)[:1]],
        )


def _may_apply_again(material: Material) -> bool:
    """Whether a provision says that winners may."""
    return any(
        one.value.known
        and one.type not in _OF_OTHERS
        and _AGAIN.search(normal(one.value.words)) is not None
        for one in material.policy.provisions.values()
    )


def named(types: list[str], language: str) -> str:
    """Kinds of matter in the words of a language."""
    between = "、" if language == "zh" else ", "
    return between.join(
        PROVISION_TYPES[type].zh if language == "zh" else PROVISION_TYPES[type].en for type in types
    )
