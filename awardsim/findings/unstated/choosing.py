"""AWS3xx: what a text leaves open of how winners are chosen: numbers, weights, ties, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.order import steps_before
from awardsim.findings.unstated.ties import LISTS, cells_of
from awardsim.policy import Status
from awardsim.text import Text

TOO_FEW = Code.point(
    "AWS303",
    Text("人数不够怎么办没有写", "no rule for too few candidates"),
    Text(
        "必须授出固定个数，或必须从若干名里选，而合格的可能不够。",
        "A fixed number must be awarded or chosen, and fewer may qualify.",
    ),
    Text("写明“没有符合条件的，可以空缺”", "say that awards may stay vacant"),
)
VOTE = Code.point(
    "AWS304",
    Text("投票规则没有写", "no majority or quorum for a vote"),
    Text(
        "多少人到会有效、得多少票当选、是否无记名，没有写。",
        "How many must be there, how many votes elect, whether it is secret: nothing is said.",
    ),
    Text(
        "写明“三分之二以上委员到会，无记名投票，得票超过到会委员半数的当选”",
        "say how many must attend, that the vote is secret, and by what majority",
    ),
)
SOFT = Code.point(
    "AWS311",
    Text("“原则上”的例外由谁定", "who decides exceptions in principle"),
    Text(
        "写了“原则上”，没有写什么情况、由谁决定可以例外。",
        "A limit holds in principle, and nothing says when and by whom it may be passed.",
    ),
    Text("写明例外的情形和决定的机构，或删去“原则上”", "say who may except, or drop it"),
)
WEIGHTS = Code.point(
    "AWS312",
    Text("综合得分没有写权重", "no weights for the composite"),
    Text(
        "几个分数合成一个，各占多少没有写：同样的分数可以排出不同的名次。",
        "Several marks become one, and nothing says by what weights: the same marks may rank "
        "differently.",
    ),
    Text("写明各阶段得分的权重", "state the weights"),
)
HOW_MANY = Code.point(
    "AWS313",
    Text("进入下一阶段的人数没有写", "how many go on is not stated"),
    Text(
        "名单取多少没有写，评审工作量和入围机会都由它决定。",
        "Nothing says how long the list is, on which the work and the chances depend.",
    ),
    Text(
        "写明人数或比例，如“不超过表彰名额的2倍”",
        "state a number or a share, say at most 2 for each award",
    ),
)

BY_MARKS = Code.point(
    "AWS327",
    Text("名单按不按得分没有写", "whether a list follows the marks"),
    Text(
        "先打分，再由一个机构定名单，没有写名单是不是按得分高低：不按得分取的，没有依据；"
        "按得分取的，审议就只是手续。推演按得分高低取。",
        "Marks are given, and a body draws up the list; nothing says that it follows the marks. If "
        "it does not, nobody can check it; if it does, to deliberate is a formality. A run takes "
        "the order of marks.",
    ),
    Text(
        "写明“按得分由高到低确定；不按得分的，书面说明理由”",
        "say that it follows the marks, and that departures are reasoned in writing",
    ),
)
NO_MINIMUM = Code.point(
    "AWS328",
    Text("几分以下空缺没有写", "below which mark awards stay vacant"),
    Text(
        "名额可以空缺，没有写达不到什么分数就空缺：授不授，各届可以不同。",
        "Awards may stay vacant, and nothing says below which mark: it may differ from edition to "
        "edition.",
    ),
    Text("写明“最终得分不足X分的，名额空缺”", "state the least mark that is awarded"),
)

CODES = (
    TOO_FEW,
    VOTE,
    SOFT,
    WEIGHTS,
    HOW_MANY,
    BY_MARKS,
    NO_MINIMUM,
)

_BALLOT = re.compile("记名|举手表决")


def check_choosing(material: Material) -> Iterator[Finding]:
    """What is left open of how winners are chosen."""
    yield from _too_few(material)
    yield from _votes(material)
    yield from _soft(material)
    yield from _numbers(material)
    yield from _by_marks(material)
    yield from _minimum(material)


def _too_few(material: Material) -> Iterator[Finding]:
    for name, quota in material.policy.quotas.items():
        if not quota.number.known or quota.may_stay_vacant.value is True:
            continue
        if quota.may_stay_vacant.status is Status.EXCLUDED or quota.may_stay_vacant.known:
            said = Text("不得空缺", "awards may not stay vacant")
        else:
            said = Text("可否空缺没有写", "whether awards may stay vacant is not said")
        exactly = quota.number.bound is None or quota.number.bound.value != "at_most"
        count = Text(f" {quota.number.value} 个", f"{quota.number.value}")
        if not exactly:
            count = Text(f"至多 {quota.number.value} 个", f"at most {quota.number.value}")
        yield material.finding(
            TOO_FEW,
            f"quotas.{name}.may_stay_vacant",
            Text(
                f"名额{count.zh}，{said.zh}：合格的不够时怎么办没有写",
                f"quota {count.en}, {said.en}: nothing says what happens with too few candidates",
            ),
            articles=(quota.source,),
        )


def _votes(material: Material) -> Iterator[Finding]:
    secrecy = any(_BALLOT.search(normal(one.words)) for one in material.quoted)
    for name, stage in material.policy.stages.items():
        if stage.rule is None or "vote" not in stage.rule.name:
            continue
        given = stage.rule.parameters
        lacking = [
            word
            for key, word in (
                ("seats", Text("到会人数", "who attends")),
                ("majority", Text("多数", "by what majority")),
            )
            if not any(cell.status is Status.STATED for cell in cells_of(given.get(key)))
        ]
        if not secrecy:
            lacking.append(Text("是否记名", "whether it is secret"))
        if lacking:
            yield material.finding(
                VOTE,
                f"stages.{name}.rule",
                Text(
                    f"“{stage.title.zh}”：{'、'.join(one.zh for one in lacking)}没有写",
                    f"'{stage.title.en}', not stated: {', '.join(one.en for one in lacking)}",
                ),
                effect=Text(
                    "投票的结果有人质疑时没有依据", "a result that is contested has no ground"
                ),
                articles=(stage.rule.source,),
            )


def _soft(material: Material) -> Iterator[Finding]:
    for leaf in material.leaves:
        words = normal(leaf.cell.words)
        if leaf.cell.soft and "原则上" in words:
            yield material.finding(
                SOFT,
                leaf.path,
                Text(
                    f"“{leaf.owner.zh}”：“{leaf.cell.words}”，例外由谁定没有写",
                    f"'{leaf.owner.en}': '{leaf.cell.words}'; nothing says who may except",
                ),
                articles=(leaf.cell.source,),
            )


def _numbers(material: Material) -> Iterator[Finding]:
    """Weights and lengths of lists on which a text is silent."""
    for name, stage in material.policy.stages.items():
        if stage.rule is None:
            continue
        weights = list(cells_of(stage.rule.parameters.get("weights")))
        votes = "vote" in stage.rule.name  # who votes weighs marks as he likes
        if weights and not votes and all(cell.status is Status.UNSTATED for cell in weights):
            yield material.finding(
                WEIGHTS,
                f"stages.{name}.rule.weights",
                Text(f"“{stage.title.zh}”没有写权重", f"'{stage.title.en}' has no weights"),
                articles=(stage.rule.source,),
            )
        numbers = {
            key: list(cells_of(given))
            for key, given in stage.rule.parameters.items()
            if key == "at_most" or key.endswith("candidates")
        }
        most = [cell for cells in numbers.values() for cell in cells]
        listed = stage.type in ("SHORTLIST", "PRESELECT")
        if listed and most and all(cell.status is Status.UNSTATED for cell in most):
            quota = _recommended_within(material, name)
            yield material.finding(
                HOW_MANY,
                f"stages.{name}.rule.{next(iter(numbers))}",
                Text(f"“{stage.title.zh}”取多少没有写", f"'{stage.title.en}' has no number"),
                repair=_by_quota(material, quota) if quota else NOTHING,
                articles=(stage.rule.source, quota),
            )


def _recommended_within(material: Material, name: str) -> str:
    """The source of the quota within which a list is recommended later; empty where it is not."""
    stages = material.policy.stages
    return next(
        (
            stage.rule.source
            for later, stage in stages.items()
            if stage.rule is not None
            and stage.rule.name == "within_quota"
            and name in steps_before(material.policy, later)
        ),
        "",
    )


def _by_quota(material: Material, source: str) -> Text:
    """Of a list from which one recommends the measure is how many one may recommend."""
    where = "、".join(material.articles(source))
    return Text(
        f"写明人数或比例，如“不超过推荐名额（{where}）的2倍”",
        f"state a number or a share, say at most 2 for each that may be recommended ({where})",
    )


def _by_marks(material: Material) -> Iterator[Finding]:
    """Lists of which only the file says that they follow the marks, told together."""
    lists = [
        (name, stage)
        for name, stage in material.policy.stages.items()
        if stage.type in LISTS and stage.per != "case" and stage.rule is not None
        if stage.rule.reason and "vote" not in stage.rule.name
    ]
    if not lists:
        return
    yield material.finding(
        BY_MARKS,
        f"stages.{lists[0][0]}.rule",
        Text(
            f"{'、'.join(f'“{stage.title.zh}”' for _, stage in lists)}："
            "按得分高低取，还是可以不按得分，没有写",
            ", ".join(f"'{stage.title.en}'" for _, stage in lists)
            + ": whether the order of marks decides is not said",
        ),
        effect=Text("推演按得分高低取", "a run takes the order of marks"),
        articles=tuple(stage.source for _, stage in lists),
    )


def _minimum(material: Material) -> Iterator[Finding]:
    """Awards that may stay vacant, and no mark below which they do; unless the file notes that."""
    policy = material.policy
    vacant = [one for one in policy.quotas.values() if one.may_stay_vacant.value is True]
    noted = any(
        "空缺" in one.title.zh and one.value.status is Status.UNSTATED
        for one in policy.provisions.values()
    )
    if not vacant or noted:
        return
    for name, stage in policy.stages.items():
        if stage.type != "DECIDE" or stage.rule is None:
            continue
        if any(
            cell.status is Status.UNSTATED
            for cell in cells_of(stage.rule.parameters.get("minimum"))
        ):
            yield material.finding(
                NO_MINIMUM,
                f"stages.{name}.rule.minimum",
                Text(
                    "名额可以空缺，几分以下空缺没有写",
                    "awards may stay vacant; below which mark they do is not said",
                ),
                articles=(*(one.may_stay_vacant.source for one in vacant), stage.source),
            )
