"""AWS302: who of those with equal marks or votes, where a limited number is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Cell, Stage
from awardsim.text import Text, in_chinese

TIES = Code.point(
    "AWS302",
    Text("同分怎么办没有写", "no rule for ties"),
    Text(
        "只取若干名，得分（得票）相同的跨过名额时取谁没有规则。推演时抽签。",
        "A limited number is taken, and nothing says who of those with equal marks or votes. A run "
        "draws lots.",
    ),
    Text("写明“得分相同的，以现场评审得分高者优先”", "say which mark decides between equals"),
)

CODES = (TIES,)

_EQUALS = re.compile("同分|并列|得分相同|分数相同|得票相同|票数相同")
#: A number that may not be passed.
_LIMIT = re.compile("不超过|不多于|不得超过|至多|最多|以内")
#: Stages that make a list.
LISTS = ("SHORTLIST", "DECIDE", "PRESELECT")


@attrs.frozen
class _Tie:
    """A kind of tie: what is equal, where, and a wording that settles it."""

    equal: str
    where: Text
    repair: Text


_LAST = _Tie(
    "得分相同的",
    Text("名单", "lists"),
    Text(
        "与末位得分相同的一并列入（人数相应增加）",
        "that equals of the last one are listed too, beyond the number",
    ),
)
_CAPPED = _Tie(
    "得分相同的",
    Text("有上限的名单", "lists with a limit"),
    Text(
        "得分相同、一并列入会超过限额的，以＿＿得分高者优先",
        "which mark (＿＿) decides between equals who would pass the limit together",
    ),
)
_MARKS = _Tie(
    "得分相同的",
    Text("审议", "decision"),
    Text("得分相同的，以现场评审得分高者优先", "which mark decides between equals"),
)
_VOTES = _Tie(
    "得票相同的",
    Text("投票", "vote"),
    Text("得票相同的，就其再投一次", "that those with equal votes are voted on again"),
)


def check_ties(material: Material) -> Iterator[Finding]:
    """Lists of which the best are taken, and no rule for equals; told together."""
    if any(_EQUALS.search(normal(words)) for words in _all_words(material)):
        return
    if any(
        one.type == "PRIORITY" and one.value.known for one in material.policy.provisions.values()
    ):
        return
    cuts = [
        (name, stage) for name, stage in material.policy.stages.items() if _cuts(material, stage)
    ]
    if not cuts:
        return
    kinds: dict[_Tie, None] = {}
    equal: dict[str, list[str]] = {}
    for _, stage in cuts:
        kind = _tie(stage)
        kinds[kind] = None
        equal.setdefault(kind.equal, []).append(f"“{stage.title.zh}”")
    told = [f"{'、'.join(titles)}{what}" for what, titles in equal.items()]
    titles = ", ".join(f"'{stage.title.en}'" for _, stage in cuts)
    yield material.finding(
        TIES,
        f"stages.{cuts[0][0]}.rule",
        Text(f"{'，'.join(told)}，取谁没有写", f"{titles}: ties are not settled"),
        repair=_settled(list(kinds)),
        articles=tuple(stage.source for _, stage in cuts),
    )


def _settled(kinds: Sequence[_Tie]) -> Text:
    """A wording for every kind, with where it goes if there are several."""
    if len(kinds) == 1:
        return Text(f"写明“{kinds[0].repair.zh}”", f"say {kinds[0].repair.en}")
    return Text(
        "写明：" + "；".join(f"{one.where.zh}“{one.repair.zh}”" for one in kinds),
        "; ".join(f"{one.where.en}: say {one.repair.en}" for one in kinds),
    )


def _tie(stage: Stage) -> _Tie:
    """What is equal in a tie, which depends on how a list is made and on what comes before it."""
    if stage.rule is not None and "vote" in stage.rule.name:
        return _VOTES
    if stage.type == "DECIDE":
        return _MARKS
    limits = cells_of(stage.rule.parameters.get("at_most")) if stage.rule is not None else ()
    return _CAPPED if any(_LIMIT.search(normal(cell.words)) for cell in limits) else _LAST


def _cuts(material: Material, stage: Stage) -> bool:
    """A list of which the best are taken, a number that is known."""
    if stage.rule is None or stage.per == "case" or stage.type not in LISTS:
        return False
    if stage.type == "DECIDE":
        return any(quota.number.known for quota in material.policy.quotas.values())
    return any(cell.known for cell in cells_of(stage.rule.parameters.get("at_most")))


def cells_of(given: Any) -> Iterator[Cell[Any]]:
    """The cells of a parameter of a rule: one for all, or one for each track or stage."""
    if isinstance(given, Cell):
        yield given
    elif isinstance(given, Mapping):
        yield from given.values()


def _all_words(material: Material) -> Iterator[str]:
    for one in material.quoted:
        yield one.words
    for leaf in material.leaves:
        value = leaf.cell.value
        if isinstance(value, str | Text):
            yield in_chinese(value)
