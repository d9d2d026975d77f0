"""What a text and a scenario must agree on before anything runs: bodies, quotas, awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awardsim.errors import Problem, nearest_name
from awardsim.policy import Bound, Policy, Status
from awardsim.procedure.edition import Edition
from awardsim.procedure.model import Input, Node
from awardsim.procedure.rulebinding import Drawn
from awardsim.rules.interface import RuleKind
from awardsim.scenario.model import Scenario
from awardsim.text import Text


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
    for name in scenario.staffing:
        if name in working:
            continue
        message = Text(f"没有由 '{name}' 办理的环节", f"no stage is worked on by '{name}'")
        near = nearest_name(name, working)
        problems.append(Problem(message, scenario.file, path=f"bodies.{name}", nearest=near))


def check_validity(policy: Policy, edition: Edition, warnings: list[Text]) -> None:
    """Warn of an edition that begins before its text is in force, or is to end after it."""
    window = policy.window
    first, last = window.valid_from.value, window.valid_to.value
    if first is not None and edition.opening < first:
        warnings.append(
            Text(
                f"开始日（{edition.opening}）在文本施行（{first}，{window.valid_from.source}）之前",
                f"it opens on {edition.opening}, before the text is in force on {first} "
                f"({window.valid_from.source})",
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
            f"{begun.zh}在文本有效期（至{last}，{window.valid_to.source}）之后",
            f"{begun.en}, after the text has lapsed on {last} ({window.valid_to.source})",
        )
    )


def check_quotas(
    policy: Policy, nodes: Sequence[Node], problems: list[Problem], warnings: list[Text]
) -> None:
    """Report lists that let fewer through than must be awarded; warn if they may be vacant."""
    for node in nodes:
        stage = policy.stages[node.id]
        if stage.type not in ("SHORTLIST", "NOMINATE", "DECIDE") or stage.rule is None:
            continue
        caps = stage.rule.parameters.get("at_most")
        if not isinstance(caps, Mapping):
            continue
        for track, cap in caps.items():
            quota = policy.quotas.get(track)
            if quota is None or quota.number.value is None:
                continue
            if not isinstance(cap.value, int | float):  # open; or told elsewhere
                continue
            room = cap.value * (len(policy.channels) if node.per == "channel" else 1)
            if room >= quota.number.value:
                continue
            message = Text(
                f"{stage.title.zh}至多{room}，少于表彰名额{quota.number.value}"
                f"（{stage.rule.source}；{quota.source}）",
                f"{stage.title.en} lets {room} through, fewer than the {quota.number.value} "
                f"awards ({stage.rule.source}; {quota.source})",
            )
            vacant = quota.may_stay_vacant
            full = vacant.value is False or vacant.status is Status.EXCLUDED
            if full or quota.number.bound is Bound.EXACTLY:
                path = f"stages.{node.id}.rule.at_most"
                problems.append(Problem(message, policy.file, path=path))
            else:
                warnings.append(message)


def check_conferral(
    policy: Policy, nodes: Sequence[Node], inputs: Sequence[Input], problems: list[Problem]
) -> None:
    """Report quotas that no stage keeps to: everybody who is through would be awarded."""
    for place, track in enumerate(policy.tracks):
        quota = policy.quotas.get(track)
        if quota is None or quota.number.value is None:
            continue
        kept = False
        for node in nodes:
            if not node.listed or not node.tracks[place] or policy.stages[node.id].rule is None:
                continue
            if node.rule is None:  # it has a problem of its own
                kept = True
            elif not node.rule.rule.kind.elementwise:
                room = _room(node, track, inputs, len(policy.channels))
                decides = node.rule.rule.kind in (RuleKind.CONFER, RuleKind.VOTE)
                kept |= decides if room is None else room <= quota.number.value
        if not kept:
            message = Text(
                f"没有一个环节按表彰名额{quota.number.value}授奖：决定名单的环节要有规则，"
                "如 confer_by_rank",
                f"no stage keeps to the {quota.number.value} awards: the stage that decides needs "
                "a rule, such as confer_by_rank",
            )
            problems.append(Problem(message, policy.file, path=f"quotas.{track}.number"))


def _room(node: Node, track: str, inputs: Sequence[Input], channels: int) -> float | None:
    """How many of a track a list lets through at most; None where its rule does not say."""
    assert node.rule is not None
    cap: Any = node.rule.parameters.get("at_most", node.rule.parameters.get("choose"))
    if isinstance(cap, Mapping):
        cap = cap.get(track)
    if isinstance(cap, Drawn):
        cap = inputs[cap.input].most * cap.scale
    if not isinstance(cap, int | float):
        return None
    return cap * channels if node.per == "channel" else cap
