"""At which paths a text leaves something to assume, and at which it does not."""

from __future__ import annotations

from collections.abc import Iterator

from awardsim.policy import Policy, Stage
from awardsim.policy.citing import article
from awardsim.policy.leaves import leaves
from awardsim.procedure.channels import known_channels

#: Values of a text that are open and assumed elsewhere than under ``fill``.
_ELSEWHERE = {
    "fill.objections.forward": "chance.objection_forward",
    "fill.objections.reply": "chance.objection_reply",
    "fill.objections.decide": "chance.objection_decide",
    "fill.window.opens": "opens",
    "fill.window.closes": "finish_by",
}


def assumable(policy: Policy) -> set[str]:
    """Paths of counts, people, meetings and durations that a text can use."""
    return set(_assumable(policy))


def _assumable(policy: Policy) -> Iterator[str]:
    yield from (f"applicants.{track}" for track in policy.tracks)
    for channel in known_channels(policy):
        yield from (f"channels.{channel}.{track}" for track in policy.tracks)
    for name, stage in policy.stages.items():
        if stage.kind == "meeting":
            yield f"meetings.{stage.body}"
        if stage.kind in ("work", "wait", "notice") and not _exact(stage):
            yield f"durations.{name}"
        if stage.kind == "work" and stage.body in policy.bodies:
            yield f"people.{stage.body}"
            yield f"rates.{stage.body}"
            if policy.bodies[stage.body].each:
                known = known_channels(policy)
                yield from (f"channels.{channel}.{stage.body}" for channel in known)
        if stage.kind in ("work", "wait") and not _exact(stage):
            yield from (f"durations.{name}.{track}" for track in policy.tracks)


def stated(policy: Policy) -> dict[str, str]:
    """Paths of assumptions about what a text states or excludes, with the article."""
    found = {f"fill.{leaf.path}": leaf.cell.source for leaf in leaves(policy) if not leaf.cell.open}
    for name, stage in policy.stages.items():
        if _exact(stage):
            for path in (name, *(f"{name}.{track}" for track in policy.tracks)):
                found[f"durations.{path}"] = stage.duration.source
    return {path: article(source, policy) for path, source in found.items()}


def instead(policy: Policy) -> dict[str, str]:
    """Paths at which something is not assumed, with those at which it is."""
    found = dict(_ELSEWHERE)
    for name, stage in policy.stages.items():
        duration = f"durations.{name}"
        if stage.kind == "meeting":
            found[duration] = duration = f"meetings.{stage.body}"
        if stage.kind in ("work", "wait", "notice", "meeting"):
            found[f"fill.stages.{name}.duration"] = duration
    return found


def _exact(stage: Stage) -> bool:
    """The text itself says how long a stage takes."""
    cell = stage.duration
    return cell.value is not None and cell.bound is not None and cell.bound.value == "exactly"
