"""AWS317: conditions and provisions of which a file remarks that the document is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.unstated.gaps import PRESCRIBED_WORDS
from awardsim.findings.unstated.matters import silent_types
from awardsim.policy import Status
from awardsim.policy.leaves import Leaf
from awardsim.text import Text

REMARKED = Code.point(
    "AWS317",
    Text("注明没有写的", "noted as not written"),
    Text(
        "这里没有写，或只写了一半：办的人各自理解，事后说不清依据。",
        "Nothing is said here, or half of it only: whoever applies it decides, and cannot say on "
        "what ground.",
    ),
    Text(
        "补一句，写明由谁、按什么办；policy 文件可以在 unstated 旁边用 wording 备好这句话",
        "add a sentence that says who does what; a policy file may have it ready as 'wording' "
        "beside 'unstated'",
    ),
)

CODES = (REMARKED,)

_PER_BODY = Text(
    "写明“每个推荐单位推荐不超过＿＿家（人）”", "say how many each may recommend at most"
)
_ADDED = Text(
    "写明“应在收到通知后5个工作日内补充”，或写明不予补充",
    "say that it is added within 5 working days of the notice, or that nothing may be added",
)
_UNTIL = Text(
    "写明“公示期内提出”，或写明随时可以提出",
    "say that it is made during the notice, or at any time",
)
#: What a remark misses, and a wording that has it.
_WORDINGS = (
    (re.compile("推荐几[家人]"), _PER_BODY),
    (re.compile("没有写可否补充|没有写补充的时限"), _ADDED),
    (re.compile("没有写何时以前提出"), _UNTIL),
)
#: A step that the text does not demand is none of its gaps.
_NOT_DEMANDED = re.compile("^没有写.{1,12}要(?:公示|征求意见|复核|考察)$")
_MISSED_YEARS = re.compile("没有写年限|没有写组织须经营")
#: A wording by the kind of matter on which a text is silent; without one the code's own holds.
_BY_TYPE = {
    "SINGLE_CHANNEL": Text(
        "写明“只能由一个单位推荐，由两处推荐的不予受理”",
        "say that one body may recommend, and that who comes through two is not accepted",
    ),
    "REWARD": Text("写明金额，或写明不发奖金", "state the sum, or that there is none"),
    "DEBARMENT": Text(
        "写明“自撤销之日起＿＿年内不予受理”，或写明不限",
        "say for how many years no application is accepted, or that none are barred",
    ),
    "CONFIDENTIALITY": Text(
        "写明“参加评审的单位和人员对知悉的商业秘密、技术秘密负有保密义务”",
        "say that all who take part keep business and technical secrets",
    ),
    "SUPERVISION": Text(
        "写明向哪个单位提出、由谁处理、几个工作日内办结",
        "say to whom, who handles it, and within how many working days",
    ),
    "MATERIALS": Text(
        "两处用一个名称，写明由谁填写", "use one name in both places, and say who fills it in"
    ),
    "DISQUALIFICATION": Text(
        "写明“查证属实，且属于第＿＿条第＿＿项情形的，取消资格”，前后用一个标准",
        "say in which cases one is disqualified, by one standard throughout",
    ),
}


def check_remarks(material: Material) -> Iterator[Finding]:
    """Conditions and provisions that are marked as silent, with the remark that says on what."""
    told = silent_types(material)  # AWS314 has them
    provisions = material.policy.provisions
    given = {one.type for one in provisions.values() if one.value.known}
    for leaf in material.leaves:
        section, name, *_ = leaf.path.split(".")
        if section == "provisions" and name in provisions and provisions[name].type in told:
            continue
        if section == "provisions" and _may_be_left_out(provisions[name].type, leaf, given):
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
                repair=_wording(material, leaf),
                articles=(leaf.cell.source,),
            )


def _may_be_left_out(type: str, leaf: Leaf, given: set[str]) -> bool:
    """What nobody misses: money beside a plaque, advice to those who failed, a step more."""
    if type == "FEEDBACK" or (type == "REWARD" and type in given):
        return True
    return _NOT_DEMANDED.search(leaf.cell.reason.zh) is not None


def _wording(material: Material, leaf: Leaf) -> Text:
    """A wording for what a remark misses: the file's own, else by its words, else by its kind."""
    cell, title = leaf.cell, leaf.owner
    if cell.wording:
        return Text(f"写明“{cell.wording.zh}”", f"write: {cell.wording.en}")
    section, name, *rest = leaf.path.split(".")
    if _MISSED_YEARS.search(cell.reason.zh):
        return _years(title, "conditions" if section == "conditions" else rest[-1])
    for missing, said in _WORDINGS:
        if missing.search(cell.reason.zh):
            return said
    found = NOTHING
    if section == "provisions":
        found = _BY_TYPE.get(material.policy.provisions[name].type, NOTHING)
    return found if found != NOTHING else _sentence(material, leaf)


def _years(title: Text, where: str) -> Text:
    """The missing years, in the sentence that lacks them."""
    if where == "conditions":
        return Text(
            f"写明“近＿＿年内{title.zh}”", f"write: '{title.en}' within the last ＿＿ years"
        )
    if where == "lasts":
        return Text(
            f"写明“{title.zh}自获奖之日起＿＿年”",
            f"write: '{title.en}' for ＿＿ years after the award",
        )
    return Text(f"写明“{title.zh}：＿＿年以上”", f"write: '{title.en}': ＿＿ years or more")


def _sentence(material: Material, leaf: Leaf) -> Text:
    """A sentence with nothing but its matter, where the file has none of its own."""
    where = "、".join(material.articles(leaf.cell.source))
    whole = not where or where.endswith("全文")
    return Text(
        f"{'' if whole else f'在 {where} '}补一句“{leaf.owner.zh}：＿＿”",
        f"add a sentence{'' if whole else f' to {where}'}: '{leaf.owner.en}: ＿＿'",
    )
