"""The dozen values of a text that matter first."""

from __future__ import annotations

from typing import Any

import attrs

from awardsim.policy import Cell, Policy, Stage, Status
from awardsim.policy.leaves import place_title, quota_title
from awardsim.report.written import Row, cell_row, in_both, read_value
from awardsim.text import Language, Text


def key_rows(policy: Policy) -> tuple[Row, ...]:
    """The dozen that matter first, in the order of a procedure."""
    found: list[Row] = []
    for name, quota in policy.quotas.items():
        track = quota_title(policy, name)
        row = cell_row(
            f"quotas.{name}.number",
            Text(f"表彰名额（{track.zh}）", f"awards ({track.en})"),
            quota.number,
        )
        found.append(attrs.evolve(row, value=_with_vacancy(row.value, quota.may_stay_vacant)))
    found += _window(policy)
    for name, stage in policy.stages.items():
        if stage.deadline is not None:
            found.append(_titled(f"stages.{name}.deadline.on", stage, "期限", stage.deadline.on))
    for name, stage in policy.stages.items():
        if stage.kind == "notice":
            found.append(_titled(f"stages.{name}.duration", stage, "", stage.duration))
    found += _places(policy)
    for name, condition in policy.conditions.items():
        if condition.rule is not None and condition.rule.name.endswith("lock_out"):
            found.append(_lock_out(name, policy))
    found += _objections(policy)
    for name, stage in policy.stages.items():
        if stage.type in ("DECIDE", "APPROVE", "AWARD"):
            found.append(_decision(name, stage, policy))
    for name, provision in policy.provisions.items():
        if provision.type in ("REWARD", "PAYMENT"):
            title = Text(f"奖励：{provision.title.zh}", f"reward: {provision.title.en}")
            found.append(cell_row(f"provisions.{name}.value", title, provision.value))
    return tuple(found)


def _with_vacancy(value: Text, vacant: Cell[bool]) -> Text:
    if vacant.value is None:
        return Text(f"{value.zh}；可否空缺未写", f"{value.en}; vacancy not written")
    if vacant.value:
        return Text(f"{value.zh}，可以空缺", f"{value.en}, may stay vacant")
    return Text(f"{value.zh}，不得空缺", f"{value.en}, must be filled")


def _window(policy: Policy) -> list[Row]:
    window = policy.window
    opens = cell_row("window.opens", Text("开展时间", "window"), window.opens)
    closes = cell_row("window.closes", Text("完成时间", "to be over by"), window.closes)
    found = [opens, closes]
    if window.opens.known and window.closes.known and opens.source == closes.source:
        reasons = [part for part in (opens.reason, closes.reason) if part]
        ends = [cell.value for cell in (window.opens, window.closes)]
        found = [
            attrs.evolve(
                opens,
                value=Text(f"{ends[0]}至{ends[1]}", f"{ends[0]} to {ends[1]}"),
                reason=Text(
                    "；".join(one.zh for one in reasons), "; ".join(one.en for one in reasons)
                ),
            )
        ]
    return [*found, cell_row("window.cycle", Text("评选周期", "cycle"), window.cycle)]


def _titled(path: str, stage: Stage, what: str, cell: Cell[Any]) -> Row:
    title = stage.title
    if what:
        title = Text(f"{title.zh}{what}", f"{title.en}: deadline")
    return cell_row(path, title, cell)


def _places(policy: Policy) -> list[Row]:
    """How many may be recommended, and visited."""
    found: list[Row] = []
    for name, stage in policy.stages.items():
        if stage.type not in ("NOMINATE", "SHORTLIST") or stage.rule is None:
            continue
        what = stage.title
        if stage.type == "NOMINATE":
            what = Text("推荐名额", "recommendations")
        caps = stage.rule.parameters.get("at_most", {})
        for track, cell in caps.items() if isinstance(caps, dict) else ():
            title = place_title(policy, track) or Text(track, track)
            found.append(
                cell_row(
                    f"stages.{name}.rule.at_most.{track}",
                    Text(f"{what.zh}（{title.zh}）", f"{what.en} ({title.en})"),
                    cell,
                )
            )
    return found


def _lock_out(name: str, policy: Policy) -> Row:
    condition = policy.conditions[name]
    assert condition.rule is not None
    parameters = condition.rule.parameters
    lasts = parameters.get("lasts")
    title = Text("获奖后限报", "lock-out after an award")
    if not isinstance(lasts, Cell):
        return Row(
            f"conditions.{name}",
            title,
            condition.title,
            Status.STATED,
            condition.source,
            condition.words,
        )
    row = cell_row(f"conditions.{name}.rule.lasts", title, lasts)
    scope = parameters.get("scope")
    if isinstance(scope, Cell) and scope.value is not None:
        said = in_both(scope, "scope")
        row = attrs.evolve(
            row,
            value=Text(f"{row.value.zh}，{said.zh}", f"{row.value.en}, {said.en}"),
            reason=row.reason or scope.reason,
        )
    return row


def _objections(policy: Policy) -> list[Row]:
    limits = policy.objections
    named = (
        ("form", Text("异议形式", "form of an objection")),
        ("forward", Text("转送异议", "forwarding an objection")),
        ("reply", Text("复核异议", "checking an objection")),
        ("decide", Text("认定异议", "finding on an objection")),
        ("suspends", Text("异议是否停评", "an objection suspends")),
    )
    return [cell_row(f"objections.{name}", title, getattr(limits, name)) for name, title in named]


def _decision(name: str, stage: Stage, policy: Policy) -> Row:
    """Who decides, and within what time."""
    body = policy.bodies[stage.body].title
    if stage.type == "AWARD":
        value = body
    elif stage.duration.value is None:
        value = Text(f"{body.zh}；时限未写", f"{body.en}; no time limit")
    else:
        times = [read_value(stage.duration.value, lang, stage.duration.bound) for lang in _BOTH]
        value = Text(f"{body.zh}；{times[0]}", f"{body.en}; {times[1]}")
    return Row(f"stages.{name}", stage.title, value, Status.STATED, stage.source, stage.words)


_BOTH: tuple[Language, Language] = ("zh", "en")
