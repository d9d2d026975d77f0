"""The stages of a procedure, each with its times, dates, people and rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from awardsim.policy import Policy, Stage
from awardsim.procedure.bodies import meeting_of
from awardsim.procedure.channels import Channels
from awardsim.procedure.dates import Dates
from awardsim.procedure.edition import Edition
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import FurtherMaterial, Node, Objections, Review
from awardsim.procedure.notices import Notices
from awardsim.procedure.rulebook import bind_rule
from awardsim.procedure.times import Times
from awardsim.rules.interface import Rule
from awardsim.text import Text


class Nodes:
    """Makes the nodes of a procedure from the stages of its text."""

    def __init__(
        self,
        policy: Policy,
        inputs: Inputs,
        edition: Edition,
        times: Times,
        index: Mapping[str, int],
        rule: Callable[[str, str], Rule],
    ) -> None:
        self.policy = policy
        self.scenario = inputs.scenario
        self.inputs = inputs
        self.problems = inputs.problems
        self.edition = edition
        self.times = times
        self.index = index
        self.rule = rule
        self.tracks = tuple(policy.tracks)
        self.channels = tuple(policy.channels)
        self.division = Channels.of(policy)
        self.dates = Dates(policy, self.scenario, edition.calendar, inputs, index)
        self.notices = Notices(policy, inputs, times)

    def of(self, name: str) -> Node:
        stage, index, dates = self.policy.stages[name], self.index, self.dates
        node = Node(
            index=index[name],
            id=name,
            title=stage.title,
            type=stage.type,
            kind=stage.kind,
            per=stage.per,
            body=stage.body,
            source=stage.source,
            after=tuple(sorted(index[other] for other in stage.after)),
            tracks=tuple(not stage.only.tracks or t in stage.only.tracks for t in self.tracks),
            channels=tuple(
                not stage.only.channels or c in stage.only.channels for c in self.channels
            ),
            traits=stage.only.traits,
            tiers=stage.only.tiers,
            lists=self.division.lists(stage),
            opens=dates.opens(stage),
            closes=dates.closes(name, stage),
            limit=dates.limit(name, stage),
            due_with=index.get(stage.due_with, -1),
        )
        changes: dict[str, Any] = {}
        if stage.kind in ("work", "wait"):
            changes["times"] = self.times.of(name, stage)
        elif stage.kind == "notice":
            changes["notice"] = self.notices.of(name, stage)
        elif stage.kind == "meeting":
            body = self.policy.bodies[stage.body]
            changes["meeting"] = self.times.decision(
                name,
                stage,
                meeting_of(
                    name, stage, body, self.inputs, self.edition.calendar, self.edition.finish_by
                ),
            )
        if stage.objection is not None and stage.objection.open.value:
            rate = self.inputs.take(
                f"chance.objection.{name}",
                Text(f"{stage.title.zh}每个名字的异议率", f"{stage.title.en}: objections per name"),
                f"chance.objection.{stage.type}",
                "chance.objection.other",
            )
            changes["objections"] = Objections(rate, self._holds(stage))
        if stage.supplement is not None:
            changes["supplement"] = self._supplement(name, stage)
        if stage.reviewers is not None:
            changes["review"] = self._review(name, stage)
        if stage.rule is not None:
            changes["rule"] = bind_rule(
                name, stage, self.policy, self.rule, self.inputs, self.problems
            )
        return attrs.evolve(node, **changes)

    def _holds(self, stage: Stage) -> str:
        """Whom a pending objection holds: as the stage says, else by what holds for all."""
        assert stage.objection is not None
        suspends = self.policy.objections.suspends.value
        return stage.objection.holds.value or ("nobody" if suspends is False else "case")

    def _supplement(self, name: str, stage: Stage) -> FurtherMaterial:
        assert stage.supplement is not None
        within, rounds = stage.supplement.within, stage.supplement.rounds
        base = f"fill.stages.{name}.supplement"
        limit = self.times.limit(f"stages.{name}.supplement.within", within)
        return FurtherMaterial(
            within=-1
            if within.value is not None
            else self.inputs.take(
                f"{base}.within",
                Text(
                    f"{stage.title.zh}补充材料用时",
                    f"{stage.title.en}: time for further material",
                ),
                "fill.within",
            ),
            rounds=-1
            if not rounds.open
            else self.inputs.take(
                f"{base}.rounds",
                Text(
                    f"{stage.title.zh}补充材料次数",
                    f"{stage.title.en}: rounds of further material",
                ),
                "fill.rounds",
            ),
            minutes_fixed=-1 if limit is None else limit.minutes,
            civil=limit is not None and limit.civil,
            rounds_fixed=-1 if rounds.open else rounds.value or 0,
        )

    def _review(self, name: str, stage: Stage) -> Review:
        assert stage.reviewers is not None
        assignment = stage.assignment.value if stage.assignment is not None else None
        staffing = self.scenario.staffing.get(stage.body)
        if staffing is not None and staffing.assignment:
            assignment = staffing.assignment
        count, index = stage.reviewers.value, -1
        if count is None:
            path = f"fill.stages.{name}.reviewers"
            index = self.inputs.take(
                path,
                Text(f"{stage.title.zh}每份几人评", f"{stage.title.en}: reviewers per file"),
                f"fill.reviewers.{stage.type}",
                "fill.reviewers",
            )
            given = self.scenario.assumptions.get(path)
            if index >= 0 and given is not None and self.inputs.found[index].least < 1:
                self.inputs.wrong(path, given, "整数，至少 1", "a whole number, at least 1")
        return Review(count or 0, index, assignment or "balanced")
