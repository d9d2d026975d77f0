"""AWS516 and AWS517: two demands on those who apply that do not go together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Provision
from awardsim.text import Text

ALL_AND_LIMIT = Code.point(
    "AWS516",
    Text("能报尽报，又有限额", "whoever can shall apply, beside a limit"),
    Text(
        "一处要求能报尽报，一处推荐有限额：“尽报”管到申报还是管到推荐，超出的怎么办，各自理解。",
        "One place calls on all who can to apply, another limits how many are recommended: whether "
        "the call is for applications or recommendations, and what becomes of the rest, is open.",
    ),
    Text(
        "写明“能报尽报”只指申报，推荐在限额内择优",
        "say that the call is for applications, of which the best are recommended within the limit",
    ),
)
TWO_FORMS = Code.point(
    "AWS517",
    Text("材料的形式两处不同", "two forms of the same material"),
    Text(
        "同一份材料，一处要 Word 版，一处还要 PDF 版，或份数不同：照一处准备，另一处不收。",
        "Of the same material one place wants it as Word and another as PDF too, or another number "
        "of copies: who prepares for one is refused by the other.",
    ),
    Text("按要求多的一处统一写明", "state the larger demand in both places"),
)
CODES = (ALL_AND_LIMIT, TWO_FORMS)

_CALL = re.compile("[能可应该][报荐推]尽[报荐推]")
_LIMIT = re.compile("限额|名额|择优")
_OBJECT = re.compile("申报表|推荐表|汇总表|推荐函|自评报告")
_FORMAT = re.compile("word|wps|pdf|ofd|excel", re.IGNORECASE)
_COPIES = re.compile(r"一式(?:[一二三四五六七八九十两]|\d+)份")


def check_demands(material: Material) -> Iterator[Finding]:
    """Demands that do not go together."""
    yield from _all_and_limit(material)
    yield from _two_forms(material)


def _all_and_limit(material: Material) -> Iterator[Finding]:
    limits = [
        stage.rule
        for stage in material.policy.stages.values()
        if stage.rule is not None and stage.rule.name == "within_quota"
    ]
    if not limits:
        return
    for one in material.quoted:
        call = _CALL.search(normal(one.words))
        if call is None or _LIMIT.search(normal(one.words)):
            continue
        yield material.finding(
            ALL_AND_LIMIT,
            one.path.removesuffix(".words"),
            Text(
                f"要求“{call[0]}”，推荐又有限额：尽报的是申报还是推荐没有写",
                f"'{call[0]}' (whoever can shall), and recommendations have a limit: which of the "
                "two the call is for is not said",
            ),
            effect=Text(
                "动员得越多，限额以外报了不能推荐的越多",
                "the more are called on, the more apply who cannot be recommended",
            ),
            articles=(one.source, limits[0].source),
        )
        return


def _two_forms(material: Material) -> Iterator[Finding]:
    """The first sentence on each matter, against those that demand something else of it."""
    demands: tuple[tuple[Text, Callable[[str], frozenset[str]]], ...] = (
        (Text("电子版", "electronic copies"), _formats),
        (Text("份数", "copies"), _copies),
    )
    listed = [
        (name, one)
        for name, one in material.policy.provisions.items()
        if one.type == "MATERIALS" and one.value.words
    ]
    for about, found in demands:
        asking = [(name, one) for name, one in listed if found(one.value.words)]
        for name, one in asking[:1]:
            other = next(
                (
                    other
                    for _, other in asking[1:]
                    if found(other.value.words) != found(one.value.words) and _same(one, other)
                ),
                None,
            )
            if other is None:
                continue
            yield material.finding(
                TWO_FORMS,
                f"provisions.{name}.value",
                Text(
                    f"{about.zh}：一处写“{one.value.words}”，一处写“{other.value.words}”",
                    f"{about.en}: '{one.value.words}' in one place, '{other.value.words}' in "
                    "another",
                ),
                effect=Text(
                    "照少的一处准备，另一处缺件",
                    "who prepares for the lesser lacks something elsewhere",
                ),
                articles=(one.source, other.source),
            )


def _formats(words: str) -> frozenset[str]:
    return frozenset(one.lower() for one in _FORMAT.findall(normal(words)))


def _copies(words: str) -> frozenset[str]:
    return frozenset(_COPIES.findall(normal(words)))


def _same(one: Provision, other: Provision) -> bool:
    """Two sentences on the same material: not on two forms by name."""
    named = [set(_OBJECT.findall(normal(each.value.words))) for each in (one, other)]
    return not named[0] or not named[1] or bool(named[0] & named[1])
