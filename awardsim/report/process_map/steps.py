"""The stages of a procedure as steps of a graph: who acts, for whom, what it waits for."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.policy.vocabulary import TRAITS
from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.process_map.timers import Deadline, Timer, Timers
from awardsim.report.written import in_both
from awardsim.rules.interface import RuleKind
from awardsim.text import Text

#: Channels that a condition names; of more it says how many.
_NAMED = 3


@attrs.frozen
class Condition:
    """Whom a stage is for, in words and as an expression over the facts of an application."""

    title: Text
    expression: str


@attrs.frozen
class Step:
    """One stage.

    Attributes
    ----------
    lane
        Id of the body that acts.
    after
        Ranks of the stages that come before it.
    only
        Whom it is for; None where it is for everybody.
    before, during
        What it waits for before it begins, and what passes before it is over.
    leaves
        Reasons for which its rule turns applicants away; empty where it turns nobody away.
    notes
        What stands behind it: articles, estimates, rules.
    """

    index: int
    id: str
    title: Text
    kind: str
    lane: str
    article: Text
    after: tuple[int, ...]
    only: Condition | None
    before: tuple[Timer, ...]
    during: Timer | None
    deadlines: tuple[Deadline, ...]
    leaves: tuple[Text, ...]
    notes: tuple[Text, ...]


def steps(procedure: Procedure) -> tuple[Step, ...]:
    """The steps of a procedure, in order of rank."""
    timers = Timers(procedure)
    return tuple(_step(node, procedure, timers) for node in procedure.nodes)


def _step(node: Node, procedure: Procedure, timers: Timers) -> Step:
    cited = words.article(node.source, procedure.policy)
    return Step(
        node.index,
        node.id,
        node.title,
        node.kind,
        node.body,
        Text(cited, node.source),
        node.after,
        _condition(node, procedure),
        timers.before(node),
        timers.after(node),
        timers.deadlines(node),
        _leaves(node, procedure),
        tuple(_notes(node, procedure)),
    )


def _condition(node: Node, procedure: Procedure) -> Condition | None:
    policy = procedure.policy
    parts: list[tuple[Text, str]] = []
    if not all(node.tracks):
        ids = [one for one, there in zip(procedure.tracks, node.tracks, strict=True) if there]
        parts.append((_joined([policy.tracks[one].title for one in ids]), _any("track", ids)))
    if not all(node.channels):
        ids = [one for one, there in zip(procedure.channels, node.channels, strict=True) if there]
        titles = [policy.channels[one].title for one in ids]
        number = Text(f"{len(ids)}个推荐渠道", f"{len(ids)} channels")
        shown = number if len(ids) > _NAMED else _joined(titles)
        parts.append((shown, _any("channel", ids)))
    if node.traits:
        titles = [TRAITS.get(one, Text(one, one)) for one in node.traits]
        held = " or ".join(f'trait_{one} == "yes"' for one in node.traits)
        parts.append((_joined(titles), f"({held})"))
    if node.tiers:
        titles = [policy.tiers[one].title for one in node.tiers]
        parts.append((_joined(titles), _any("tier", node.tiers)))
    if not parts:
        return None
    title = Text("；".join(one.zh for one, _ in parts), "; ".join(one.en for one, _ in parts))
    return Condition(title, " and ".join(expression for _, expression in parts))


def _any(name: str, ids: Sequence[str]) -> str:
    return "(" + " or ".join(f'{name} == "{one}"' for one in ids) + ")"


def _joined(titles: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))


def _leaves(node: Node, procedure: Procedure) -> tuple[Text, ...]:
    if node.rule is None or node.rule.rule.kind is RuleKind.SCORE:
        return ()
    reasons = [check.id for check in node.rule.checks] or list(node.rule.rule.reasons)
    found = [words.outcome_title(one, procedure) for one in reasons]
    return tuple(found) or (Text("未通过", "did not pass"),)


def _notes(node: Node, procedure: Procedure) -> list[Text]:
    """What stands behind a stage, a sentence each."""
    stage = procedure.policy.stages[node.id]
    cited = words.article(node.source, procedure.policy)
    found = [Text(f"条文：{cited}", f"article: {cited}")]
    per = _PER[node.per]
    found.append(per)
    if stage.duration.known:
        length = in_both(stage.duration)
        found.append(Text(f"时限：{length.zh}", f"time: {length.en}"))
    for time in dict.fromkeys(node.times):
        if time is not None and time.input >= 0:
            found.append(_estimate(time.input, procedure))
    meets = node.meeting
    if meets is not None and meets.time is not None and meets.time.input >= 0:
        found.append(_estimate(meets.time.input, procedure))
    if node.review is not None and node.review.input < 0:
        number = node.review.count
        found.append(Text(f"每件{number}人评审", f"{number} reviewers judge each file"))
    if node.rule is not None:
        rule = node.rule.rule
        found.append(Text(f"规则：{rule.title.zh}", f"rule: {rule.title.en}"))
        reasons = _leaves(node, procedure)
        if reasons:
            zh, en = "；".join(x.zh for x in reasons), "; ".join(x.en for x in reasons)
            found.append(Text(f"不通过：{zh}", f"does not pass: {en}"))
    if stage.objection is not None and stage.objection.open.value:
        holds = in_both(stage.objection.holds, "holds")
        found.append(
            Text(
                f"公示期间可提异议；未办结的：{holds.zh}",
                f"open to objections; pending: {holds.en}",
            )
        )
    if stage.supplement is not None:
        within, rounds = in_both(stage.supplement.within), in_both(stage.supplement.rounds)
        found.append(
            Text(
                f"可补正：期限{within.zh}，次数{rounds.zh}",
                f"further material: within {within.en}, rounds {rounds.en}",
            )
        )
    return found


def _estimate(index: int, procedure: Procedure) -> Text:
    one = procedure.inputs[index]
    zh, en = (words.amount(one, procedure, language) for language in ("zh", "en"))
    return Text(
        f"估计：{one.title.zh} {zh}（{one.basis.zh}）",
        f"assumed: {one.title.en} {en} ({one.basis.en})",
    )


_PER = {
    "case": Text("逐件办理", "each application alone"),
    "channel": Text("按推荐渠道的名单办理", "a list of each channel"),
    "batch": Text("按全届名单办理", "one list of the whole edition"),
}
