"""What a text says, as a person reads it: values, labels, articles in their order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.policy import Bound, Cell, Channel, Policy, RuleUse, Stage, Status, fact_title
from awardsim.policy.choices import COUNTS, LATE
from awardsim.policy.leaves import Leaf, leaves, place_title
from awardsim.policy.vocabulary import KINDS, PROVISION_TYPES
from awardsim.report.articles import article_key
from awardsim.text import NOTHING, Language, Text
from awardsim.units import Duration

#: Statuses of what the text does not give.
SILENT = frozenset({Status.UNSTATED, Status.ELSEWHERE, Status.EXCLUDED, Status.UNREAD})

_BOUNDS = {
    Bound.AT_LEAST: Text("不少于", "at least "),
    Bound.EXACTLY: Text("", ""),
    Bound.AT_MOST: Text("不超过", "at most "),
}
#: Statuses in a narrow column.
SHORT_STATUS = {
    **{status: status.title for status in Status},
    Status.ELSEWHERE: Text("另文", "elsewhere"),
    Status.EXCLUDED: Text("没有", "excluded"),
}
#: Parameters of conditions that are words of the model and not of the text.
_MODEL = frozenset({"field", "record", "trait"})
_LABELS = {
    "opens": Text("开始", "opens"),
    "closes": Text("截止", "closes"),
    "cycle": Text("评选周期", "cycle"),
    "valid_from": Text("施行日期", "valid from"),
    "valid_to": Text("有效期至", "valid to"),
    "number": Text("名额", "number"),
    "may_stay_vacant": Text("可否空缺", "may stay vacant"),
    "duration": Text("天数", "length"),
    "on": Text("期限", "by"),
    "roll": Text("遇休息日", "on a day off"),
    "counts": Text("口径", "what counts"),
    "late": Text("逾期", "who is late"),
    "open": Text("可提异议", "open to objections"),
    "holds": Text("异议未办结时", "a pending objection holds"),
    "reviewers": Text("每份几人评", "reviewers per file"),
    "assignment": Text("分派", "assignment"),
    "rounds": Text("补充次数", "rounds"),
    "within": Text("时限", "within"),
    "at_least": Text("至少", "at least"),
    "at_most": Text("名额", "at most"),
    "minimum": Text("最低分", "least score"),
    "weights": Text("权重", "weight"),
    "detects": Text("查出率", "share found out"),
    "lasts": Text("多久", "lasts"),
    "scope": Text("范围", "scope"),
    "against": Text("对什么提", "against"),
    "form": Text("形式", "form"),
    "forward": Text("转送", "forwarding"),
    "reply": Text("复核", "checking"),
    "decide": Text("认定", "finding"),
    "suspends": Text("是否停评", "suspends"),
    "upheld": Text("查证属实", "if upheld"),
    "value": Text("内容", "content"),
}
_CHOICES: dict[str, dict[str, Text]] = {
    "counts": COUNTS,
    "late": LATE,
    "roll": {
        "none": Text("不移动", "stays"),
        "forward": Text("顺延", "forward"),
        "backward": Text("提前", "back"),
    },
    "holds": {
        "nobody": Text("谁也不等", "nobody"),
        "case": Text("只等被提异议者", "the name concerned"),
        "list": Text("整份名单等待", "the whole list"),
    },
    "assignment": {
        "random": Text("随机", "random"),
        "balanced": Text("均衡", "balanced"),
        "pool": Text("谁空谁评", "whoever is free"),
    },
    "scope": {
        "any": Text("不分奖项", "any track"),
        "same_track": Text("同类奖", "the same track"),
    },
}


@attrs.frozen
class Row:
    """One thing that a text says, does not say, or says somewhere else.

    ``value`` is what a person reads; ``path`` leads to it in the file.
    """

    path: str
    title: Text
    value: Text
    status: Status
    source: str
    words: str = ""
    reason: Text = NOTHING
    soft: bool = False


def read_value(value: Any, language: Language, bound: Bound | None = None) -> str:
    """A value as a person writes it.

    >>> read_value(Duration.parse("5wd"), "zh", Bound.AT_LEAST)
    '不少于5个工作日'
    >>> read_value(Duration.parse("5wd"), "en", Bound.AT_LEAST)
    'at least 5 working days'
    """
    if isinstance(value, bool):
        return Text("是" if value else "否", "yes" if value else "no").read(language)
    before = _BOUNDS[bound].read(language) if bound is not None else ""
    if isinstance(value, Duration | Text):
        return before + value.read(language)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{before}{value:g}"
    return f"{before}{value}"


def read_cell(cell: Cell[Any], language: Language, name: str = "") -> str:
    """A cell's value, or in what way the text does not give one.

    ``name`` is the key, for the few values that are words of ours.
    """
    if cell.value is None:
        if cell.status is Status.ELSEWHERE:
            return Text(f"见{cell.reason.zh}", f"in {cell.reason.en}").read(language)
        return cell.status.title.read(language)
    known = _CHOICES.get(name, {}).get(str(cell.value))
    if known is not None:
        return known.read(language)
    shown = read_value(cell.value, language, cell.bound)
    return shown + Text("（原则上）", " (in principle)").read(language) if cell.soft else shown


def in_both(cell: Cell[Any], name: str = "") -> Text:
    """A cell's value in both languages."""
    return Text(read_cell(cell, "zh", name), read_cell(cell, "en", name))


def label(path: str, policy: Policy, titles: Mapping[str, Text] | None = None) -> Text:
    """What a value is, by the last keys of its path: ``名额（组织奖）``.

    ``titles`` are those of the parameters of rules, by their paths
    (:func:`awardsim.rules.parameter_titles.parameter_titles`).
    """
    *above, last = path.split(".")
    if last in _LABELS:
        return _LABELS[last]
    before = above[-1] if above else ""
    known = (titles or {}).get(path)
    if known is not None:
        return known
    title = place_title(policy, last)
    if title is None and last in policy.stages:
        title = policy.stages[last].title
    if title is None:
        return Text(last, last.replace("_", " "))
    base = _LABELS.get(before) or (titles or {}).get(".".join(above), Text(before, before))
    return Text(f"{base.zh}（{title.zh}）", f"{base.en} ({title.en})")


def written_rows(policy: Policy, titles: Mapping[str, Text] | None = None) -> tuple[Row, ...]:
    """Everything that a text says, article by article; ``titles`` as for :func:`label`.

    Stages, conditions, tracks and bodies stand as wholes, and after each what is said about it.
    """
    found = _wholes(policy, titles or {})
    for leaf in leaves(policy):
        if leaf.path.rsplit(".", 1)[1] not in _MODEL:  # said by the row of the condition
            found.append(_leaf_row(leaf, policy, titles))
    order = {row.path: place for place, row in enumerate(found)}

    places = {prefix: place for place, prefix in enumerate(_prefixes(policy))}
    return tuple(
        sorted(
            found,
            key=lambda row: (
                article_key(row.source, policy),
                places.get(".".join(row.path.split(".")[:2]), len(places)),
                order[row.path],
            ),
        )
    )


def _prefixes(policy: Policy) -> list[str]:
    """The tables of a text in the order of its file."""
    found: list[str] = []
    for section, tables in policy.raw.items():
        if isinstance(tables, dict):
            found += [f"{section}.{name}" for name in tables]
    return found


def _wholes(policy: Policy, titles: Mapping[str, Text]) -> list[Row]:
    """What is said by being there: tracks, bodies, conditions of judgement, stages."""
    found: list[Row] = []
    for name, track in policy.tracks.items():
        parts = [category.title for category in track.categories.values()]
        value = Text("、".join(p.zh for p in parts), ", ".join(p.en for p in parts))
        found.append(
            Row(f"tracks.{name}", track.title, value, Status.STATED, track.source, track.words)
        )
    for name, tier in policy.tiers.items():
        value = Text("等次", "tier")
        found.append(
            Row(f"tiers.{name}", tier.title, value, Status.STATED, tier.source, tier.words)
        )
    for name, body in policy.bodies.items():
        each = Text("每个渠道一个", "one per channel") if body.each else Text("", "")
        found.append(Row(f"bodies.{name}", body.title, each, Status.STATED, body.source))
    for name, channel in policy.channels.items():
        found.append(_channel_row(name, channel))
    for name, condition in policy.conditions.items():
        value = Text("申报条件", "condition")
        if condition.rule is None:
            value = Text("申报条件（定性）", "condition (of judgement)")
        else:
            rule = _asked(condition.rule, titles.get(f"conditions.{name}.rule"))
            value = Text(f"申报条件（{rule.zh}）", f"condition ({rule.en})")
        found.append(
            Row(
                f"conditions.{name}",
                condition.title,
                value,
                Status.STATED,
                condition.source,
                condition.words,
            )
        )
    for name, stage in policy.stages.items():
        kind, body_title = KINDS[stage.kind], policy.bodies[stage.body].title
        found.append(
            Row(
                f"stages.{name}",
                stage.title,
                Text(f"{kind.zh}：{body_title.zh}", f"{_short_kind(stage.kind)}: {body_title.en}"),
                Status.STATED,
                stage.source,
                stage.words,
            )
        )
        if stage.rule is not None and stage.rule.name:
            found.append(_rule_row(name, stage, stage.rule, titles.get(f"stages.{name}.rule")))
    return found


def _asked(rule: RuleUse, title: Text | None) -> Text:
    """What a condition asks for: its rule, and years, record or quality of what."""
    parameters = rule.parameters.items()
    what = [fact_title(str(cell.value)) for key, cell in parameters if key in _MODEL]
    base = title or Text(rule.name, rule.name)
    if not what:
        return base
    return Text(
        f"{base.zh}：{'、'.join(one.zh for one in what)}",
        f"{base.en}: {', '.join(one.en for one in what)}",
    )


def _channel_row(name: str, channel: Channel) -> Row:
    """A channel; of one without an article nobody has looked where it comes from."""
    status = Status.STATED if channel.source else Status.UNREAD
    if channel.reason:
        status = Status.INFERRED
    return Row(
        f"channels.{name}",
        channel.title,
        Text("推荐渠道", "channel"),
        status,
        channel.source,
        channel.words,
        channel.reason,
    )


def _rule_row(name: str, stage: Stage, rule: RuleUse, title: Text | None) -> Row:
    """How a stage decides: stated where the text has words for it, else read out of it."""
    return Row(
        f"stages.{name}.rule",
        Text(f"{stage.title.zh}：怎样决定", f"{stage.title.en}: how it decides"),
        title or Text(f"规则 {rule.name}", f"rule {rule.name}"),
        Status.STATED if rule.words and not rule.reason else Status.INFERRED,
        rule.source,
        rule.words,
        rule.reason,
    )


def _short_kind(kind: str) -> str:
    return {"gate": "at once", "wait": "outside"}.get(kind, kind)


def _leaf_row(leaf: Leaf, policy: Policy, titles: Mapping[str, Text] | None) -> Row:
    name = leaf.path.rsplit(".", 1)[1]
    what = label(leaf.path, policy, titles)
    title = leaf.owner
    if leaf.path.startswith("provisions."):
        provision = policy.provisions[leaf.path.split(".")[1]]
        kind = PROVISION_TYPES.get(provision.type, Text(provision.type, provision.type))
        if name != "value":
            title = Text(f"{title.zh}：{what.zh}", f"{title.en}: {what.en}")
        elif kind.zh not in title.zh:
            title = Text(f"{title.zh}（{kind.zh}）", f"{title.en} ({kind.en})")
    else:
        title = Text(f"{title.zh}：{what.zh}", f"{title.en}: {what.en}")
    row = cell_row(leaf.path, title, leaf.cell)
    if name == "of" and leaf.cell.value in policy.stages:  # the stage whose marks count
        return attrs.evolve(row, value=policy.stages[str(leaf.cell.value)].title)
    return row


def cell_row(path: str, title: Text, cell: Cell[Any]) -> Row:
    """The row of one value."""
    name = path.rsplit(".", 1)[-1]
    reason = NOTHING if cell.status is Status.ELSEWHERE else cell.reason
    return Row(
        path, title, in_both(cell, name), cell.status, cell.source, cell.words, reason, cell.soft
    )
