"""What texts are compared by: quotas, notices, weights … and the words that people use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.policy import Condition, Policy, Stage
from awardsim.text import Text


@attrs.frozen
class Topic:
    """One subject of a comparison; ``names`` are other words for it."""

    id: str
    title: Text
    names: tuple[str, ...] = ()


_ALL = (
    Topic("quotas", Text("表彰名额", "awards"), ("名额", "等次", "空缺", "quota", "tiers")),
    Topic("cycle", Text("周期和时间", "cycle and window"), ("周期", "评选周期", "开展时间")),
    Topic("tracks", Text("奖项类别", "tracks"), ("类别", "范围", "申报类别", "categories")),
    Topic("channels", Text("申报渠道", "channels"), ("渠道", "推荐单位", "单一渠道", "channel")),
    Topic("conditions", Text("申报条件", "conditions"), ("条件", "资格", "eligibility")),
    Topic("lock_out", Text("获奖后限报", "lock-out"), ("限报", "不得重复申报", "lockout")),
    Topic("stages", Text("环节", "stages"), ("程序", "流程", "procedure", "stage")),
    Topic("bodies", Text("主体", "bodies"), ("机构", "组织机构", "body")),
    Topic("order", Text("先后", "order"), ("顺序", "答辩", "sequence")),
    Topic("notices", Text("公示", "notices"), ("notice",)),
    Topic("deadlines", Text("期限", "deadlines"), ("截止", "deadline", "milestones")),
    Topic("durations", Text("办理时限", "time limits"), ("时限", "天数", "duration")),
    Topic("recommendation", Text("推荐名额", "recommendation quotas"), ("推荐", "推荐限额")),
    Topic("supplement", Text("补充材料", "further material"), ("补正",)),
    Topic("review", Text("评审", "review"), ("评审员", "分派", "回避", "reviewers", "recusal")),
    Topic("shortlist", Text("入围", "shortlist"), ("现场评审名单", "入围数", "top_n")),
    Topic("thresholds", Text("分数线", "thresholds"), ("最低分", "threshold", "minimum")),
    Topic("weights", Text("权重", "weights"), ("weight",)),
    Topic("votes", Text("票决", "votes"), ("投票", "表决", "vote")),
    Topic("decision", Text("审议审批", "decision"), ("审议", "审批", "审定", "表彰", "approval")),
    Topic("objections", Text("异议", "objections"), ("异议处理", "objection")),
    Topic("rewards", Text("奖励", "rewards"), ("奖金", "reward", "prize")),
    Topic("obligations", Text("获奖者义务", "obligations"), ("义务", "绩效报告", "duty", "duties")),
    Topic("debarment", Text("撤销和禁报", "debarment"), ("禁报", "撤销", "revocation")),
    Topic("standards", Text("评审标准", "standards"), ("标准", "准则", "standard", "criteria")),
    Topic("validity", Text("效力和依据", "validity"), ("有效期", "效力", "依据", "施行")),
    Topic("other", Text("其他规定", "other provisions"), ("其他", "others")),
    Topic("readings", Text("读法", "readings"), ("可作多种理解", "reading")),
)  # fmt: skip

#: Topics by id, in the order in which they are shown.
TOPICS: Mapping[str, Topic] = MappingProxyType({topic.id: topic for topic in _ALL})

#: Words for several topics at once.
_GROUPS = {
    "打分": ("review", "thresholds", "weights"),
    "scoring": ("review", "thresholds", "weights"),
    "时间": ("cycle", "notices", "deadlines", "durations"),
    "times": ("cycle", "notices", "deadlines", "durations"),
}

_OF_PROVISIONS = {
    "REWARD": "rewards", "PAYMENT": "rewards", "BUDGET": "rewards",
    "DUTY": "obligations", "TITLE_USE": "obligations",
    "REVOCATION": "debarment", "DEBARMENT": "debarment", "DISQUALIFICATION": "debarment",
    "SINGLE_CHANNEL": "channels",
    "RECUSAL": "review", "RANDOM_ASSIGNMENT": "review",
    "NON_SUSPENSION": "objections",
    "STANDARD": "standards",
    "VALIDITY": "validity", "LEGAL_BASIS": "validity",
}  # fmt: skip
_OF_PARTS = {
    "opens": "deadlines",
    "closes": "deadlines",
    "deadline": "deadlines",
    "reviewers": "review",
    "assignment": "review",
    "supplement": "supplement",
    "objection": "objections",
}
_DECIDING = ("DECIDE", "APPROVE", "AWARD")


def find_topics(asked: str) -> tuple[str, ...]:
    """Ids of the topics that a list of words names, in the order in which they are shown.

    A topic is named by its id, its title or another word for it, or by a part of its title that
    no other has.

    Raises
    ------
    InputError
        With every word that names none, and the nearest that does.

    Examples
    --------
    >>> find_topics("公示,weights")
    ('notices', 'weights')
    >>> find_topics("打分")
    ('review', 'thresholds', 'weights')
    """
    chosen: set[str] = set()
    problems: list[Problem] = []
    words = [word.strip() for word in re.split("[,，、;；]", asked)]
    for word in dict.fromkeys(word for word in words if word):
        found = _named(word.casefold())
        if found:
            chosen.update(found)
        else:
            problems.append(_unknown(word))
    if not chosen and not problems:
        problems.append(_unknown(""))
    if problems:
        raise InputError(problems)
    return tuple(name for name in TOPICS if name in chosen)


def _named(word: str) -> tuple[str, ...]:
    if word in _GROUPS:
        return _GROUPS[word]
    for topic in _ALL:
        if word in (topic.id, topic.title.zh, topic.title.en.casefold(), *topic.names):
            return (topic.id,)
    part = [topic.id for topic in _ALL if word in topic.title.zh or word in topic.title.en]
    return (part[0],) if len(part) == 1 else ()


def _unknown(word: str) -> Problem:
    shown = word[:40]
    zh = "、".join(topic.title.zh for topic in _ALL)
    en = ", ".join(TOPICS)
    known = [
        *TOPICS,
        *_GROUPS,
        *(name for topic in _ALL for name in (topic.title.zh, topic.title.en, *topic.names)),
    ]
    return Problem(
        Text(f"没有对照项 '{shown}'（有：{zh}）", f"no topic '{shown}' (known: {en})"),
        "--only",
        nearest=nearest_name(word.casefold(), known) or _of_one_sign(word, known),
    )


def _of_one_sign(word: str, known: Sequence[str]) -> str:
    """A name of two Chinese characters of which one is right."""
    likely = [name for name in known if len(name) == len(word) == 2 and set(name) & set(word)]
    return likely[0] if likely and not word.isascii() else ""


# ---- where a value belongs ----------------------------------------------------------------------


def topic_of(path: str, policy: Policy) -> str:
    """The topic that a value of a text belongs to, by its path; every value has just one."""
    section, *rest = path.split(".")
    if section == "window":
        return "validity" if rest[-1].startswith("valid") else "cycle"
    if section == "conditions":
        return of_condition(policy.conditions[rest[0]])
    if section == "provisions":
        return of_provision(policy.provisions[rest[0]].type)
    if section == "stages":
        return of_stage(policy.stages[rest[0]], rest[1:])
    return section if section in TOPICS else "other"


def of_condition(condition: Condition) -> str:
    """Lock-outs stand apart from other conditions."""
    rule = condition.rule
    return "lock_out" if rule is not None and rule.name.endswith("lock_out") else "conditions"


def of_provision(type: str) -> str:
    """The topic of a provision type."""
    return _OF_PROVISIONS.get(type, "other")


def of_stage(stage: Stage, keys: Sequence[str] = ()) -> str:
    """The topic of a stage, or of a value in it (``["rule", "at_most", "organisations"]``)."""
    if not keys:
        if stage.kind == "notice" or stage.type.endswith("_NOTICE"):
            return "notices"
        return "decision" if stage.type in _DECIDING else "stages"
    if keys[0] == "duration":
        return "notices" if stage.kind == "notice" else "durations"
    if keys[0] == "rule":
        return of_parameter(stage, keys[1] if len(keys) > 1 else "")
    return _OF_PARTS.get(keys[0], "stages")


def of_parameter(stage: Stage, name: str) -> str:
    """The topic of a parameter of a stage's rule."""
    rule = stage.rule.name if stage.rule is not None else ""
    if name == "weights":
        return "weights"
    if name == "minimum" or rule.endswith("threshold"):
        return "thresholds"
    if "vote" in rule:
        return "votes"
    if stage.type == "NOMINATE":
        return "recommendation"
    if stage.type == "SHORTLIST":
        return "thresholds" if name == "at_least" else "shortlist"
    return "quotas" if name == "at_most" and stage.type in _DECIDING else "review"
