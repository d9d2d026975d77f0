"""What a text and a scenario must agree on before anything runs: bodies, quotas, awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from awardsim.errors import Problem, nearest_name
from awardsim.policy import Cell, Policy
from awardsim.policy.citing import article
from awardsim.procedure.edition import Edition
from awardsim.procedure.model import Input, Node
from awardsim.procedure.places import AwardQuota
from awardsim.procedure.rulebinding import Drawn
from awardsim.rules.interface import RuleKind
from awardsim.scenario.model import Scenario, Staffing
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

#: Meetings on days off that a warning lists.
_DAYS_OFF = 3


def check_bodies(policy: Policy, scenario: Scenario, problems: list[Problem]) -> None:
    """Report channels and reviewers that cannot be, and people that no stage needs."""
    if not policy.channels:
        message = Text(
            "文本没有推荐渠道：[channels] 至少一个", "[channels]: at least one is needed"
        )
        problems.append(Problem(message, policy.file, path="channels"))
    working = {stage.body for stage in policy.stages.values() if stage.kind == "work"}
    for name, stage in policy.stages.items():
        path = f"stages.{name}"
        if stage.reviewers is None:
            continue
        if stage.kind != "work" or stage.per != "case":
            message = Text(
                "几人评审只用于逐件办理的环节",
                "several reviewers stand only at work that is done case by case",
            )
            problems.append(Problem(message, policy.file, path=f"{path}.reviewers"))
        elif policy.bodies[stage.body].each:
            message = Text(
                "几人评审同一份材料的，只能是全市的一个主体",
                "those who review one file together belong to one body, not one per channel",
            )
            problems.append(Problem(message, policy.file, path=f"{path}.reviewers"))
    for name, staffing in scenario.staffing.items():
        if name in working:
            problems += _served_first(name, staffing, policy, scenario)
            continue
        message = Text(f"没有由 '{name}' 办理的环节", f"no stage is worked on by '{name}'")
        near = nearest_name(name, working)
        problems.append(Problem(message, scenario.file, path=f"bodies.{name}", nearest=near))


def _served_first(
    body: str, staffing: Staffing, policy: Policy, scenario: Scenario
) -> Iterator[Problem]:
    """What is wrong with the tracks that a body serves before others."""
    path = f"bodies.{body}.first"
    file, line = scenario.place(path)
    for track in (one for one in staffing.first if one not in policy.tracks):
        message = Text(
            f"没有奖项 '{track}'（有：{'、'.join(policy.tracks)}）",
            f"no track '{track}' (known: {', '.join(policy.tracks)})",
        )
        yield Problem(message, file, line, path, nearest=nearest_name(track, policy.tracks))
    several = [
        stage
        for stage in policy.stages.values()
        if stage.kind == "work" and stage.body == body and stage.reviewers is not None
    ]
    if staffing.first and several:
        title = several[0].title
        message = Text(
            f"“{title.zh}”每份几人评，各人有自己的顺序；优先只用于一件交一人（组）办的",
            f"several people judge each file at '{title.en}', each in an order of their own; only "
            "whoever has a case alone can serve some first",
        )
        yield Problem(message, file, line, path)


def check_validity(policy: Policy, edition: Edition, warnings: list[Text]) -> None:
    """Warn of an edition that begins before its text is in force, or is to end after it."""
    window = policy.window
    first, last = window.valid_from.value, window.valid_to.value
    since, until = (article(one.source, policy) for one in (window.valid_from, window.valid_to))
    if first is not None and edition.opening < first:
        warnings.append(
            Text(
                f"开始日（{edition.opening}）在文本施行（{first}，{since}）之前",
                f"it opens on {edition.opening}, before the text is in force on {first} ({since})",
            )
        )
    if last is None:
        return
    if edition.opening > last:
        begun = Text(f"开始日（{edition.opening}）", f"it opens on {edition.opening}")
    elif edition.finish_by is not None and edition.finish_by > last:
        begun = Text(f"完成期限（{edition.finish_by}）", f"it is to finish by {edition.finish_by}")
    else:
        return
    warnings.append(
        Text(
            f"{begun.zh}在文本有效期（至{last}，{until}）之后",
            f"{begun.en}, after the text has lapsed on {last} ({until})",
        )
    )


def check_meetings(
    policy: Policy, nodes: Sequence[Node], calendar: WorkCalendar, warnings: list[Text]
) -> None:
    """Warn of bodies that are to meet on a day off; they meet all the same, as given."""
    told: set[str] = set()
    for node in nodes:
        if node.meeting is None or node.body in told or node.body not in policy.bodies:
            continue
        days = [calendar.date(start) for start in node.meeting.starts]
        off = [day for day in days if not calendar.day(day).working]
        if not off:
            continue
        told.add(node.body)
        body = policy.bodies[node.body].title
        shown = [f"{day} {calendar.day(day).name.zh}" for day in off[:_DAYS_OFF]]
        listed = [f"{day:%Y-%m-%d %a}, {calendar.day(day).name.en}" for day in off[:_DAYS_OFF]]
        rest = len(off) - _DAYS_OFF
        more = Text(f"，另{rest}天", f"; {rest} more") if rest > 0 else Text("", "")
        warnings.append(
            Text(
                f"{body.zh}的会议日不是工作日：{'、'.join(shown)}{more.zh}；照给的日期推演",
                f"{body.en} meets on a day off: {'; '.join(listed)}{more.en}; taken as given",
            )
        )


def check_quotas(
    policy: Policy,
    quotas: Sequence[AwardQuota],
    nodes: Sequence[Node],
    problems: list[Problem],
    warnings: list[Text],
) -> None:
    """Report lists that let fewer through than must be awarded; warn if they may be vacant."""
    tiers = list(policy.tiers)
    for node in nodes:
        stage = policy.stages[node.id]
        if stage.type not in ("SHORTLIST", "NOMINATE", "DECIDE") or stage.rule is None:
            continue
        caps = stage.rule.parameters.get("at_most")
        if not isinstance(caps, Mapping) or not all(node.channels):
            continue
        for quota in quotas:
            keys = _tracks_of(policy, quota)
            if quota.tier >= 0 and tiers[quota.tier] in caps:
                keys = [tiers[quota.tier]]
            room = _together([_stated(caps.get(key)) for key in keys])
            if room is None:
                continue
            room *= _lists(node)
            if room >= quota.number:
                continue
            both = (stage.rule.source, policy.quotas[quota.id].source)
            own, given = (article(one, policy) for one in both)
            message = Text(
                f"{stage.title.zh}至多{room:g}，少于表彰名额{quota.number}（{own}；{given}）",
                f"{stage.title.en} lets {room:g} through, fewer than the {quota.number} "
                f"awards ({own}; {given})",
            )
            if quota.must_be_filled:
                path = f"stages.{node.id}.rule.at_most"
                problems.append(Problem(message, policy.file, path=path))
            else:
                warnings.append(message)


def check_conferral(
    policy: Policy,
    quotas: Sequence[AwardQuota],
    nodes: Sequence[Node],
    inputs: Sequence[Input],
    problems: list[Problem],
) -> None:
    """Report quotas that no stage keeps to: everybody who is through would be awarded."""
    for quota in quotas:
        if any(_keeps(node, quota, policy, inputs) for node in nodes):
            continue
        message = Text(
            f"没有一个环节按表彰名额{quota.number}授奖：决定名单的环节要有规则，如 confer_by_rank",
            f"no stage keeps to the {quota.number} awards: the stage that decides needs "
            "a rule, such as confer_by_rank",
        )
        if quota.tier >= 0:
            message = Text(
                f"没有一个环节按{quota.title.zh}的名额{quota.number}授奖：决定名单的环节要有定等次的规则，"
                "如 confer_by_rank",
                f"no stage keeps to the {quota.number} places of '{quota.title.en}': the stage "
                "that decides needs a rule that sets tiers, such as confer_by_rank",
            )
        problems.append(Problem(message, policy.file, path=f"quotas.{quota.id}.number"))


def _keeps(node: Node, quota: AwardQuota, policy: Policy, inputs: Sequence[Input]) -> bool:
    """All awards of a quota pass through one list that lets no more through."""
    if not node.listed or not all(node.channels):
        return False
    if policy.stages[node.id].rule is None or not all(node.tracks[one] for one in quota.tracks):
        return False
    if node.rule is None:  # it has a problem of its own
        return True
    if node.rule.rule.kind.elementwise or (quota.tier >= 0 and not node.sets_tier):
        return False
    decides = node.rule.rule.kind in (RuleKind.CONFER, RuleKind.VOTE)
    room = _room(node, quota, policy, inputs)
    return decides if room is None else room <= quota.number


def _room(node: Node, quota: AwardQuota, policy: Policy, inputs: Sequence[Input]) -> float | None:
    """How many of a quota a list lets through at most; None where its rule does not say."""
    assert node.rule is not None
    cap: Any = node.rule.parameters.get("at_most", node.rule.parameters.get("choose"))
    found: list[float | None] = []
    tracks = _tracks_of(policy, quota)
    tier = list(policy.tiers)[quota.tier] if quota.tier >= 0 else ""
    if not isinstance(cap, Mapping):
        found = [_number(cap, inputs)] * len(tracks)
    elif tier in cap:
        found = [_number(cap[tier], inputs)]
    else:
        keys = [f"{tier}/{track}" if tier else track for track in tracks]
        found = [_number(cap.get(key), inputs) for key in keys]
    room = _together(found)
    return None if room is None else room * _lists(node)


def _stated(cell: Cell[Any] | None) -> float | None:
    """A number that is written; None for what is open, or no number (which is told elsewhere)."""
    if cell is None or isinstance(cell.value, bool):
        return None
    return cell.value if isinstance(cell.value, int | float) else None


def _number(value: Any, inputs: Sequence[Input]) -> float | None:
    if isinstance(value, Drawn):
        return inputs[value.input].most * value.scale
    return value if isinstance(value, int | float) else None


def _together(numbers: Sequence[float | None]) -> float | None:
    """Their sum; None where one is not known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _lists(node: Node) -> int:
    """How many lists of a stage there are."""
    return node.list_count


def _tracks_of(policy: Policy, quota: AwardQuota) -> list[str]:
    tracks = list(policy.tracks)
    return [tracks[track] for track in quota.tracks]
