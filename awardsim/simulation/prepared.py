"""What chance and the rules decide about single applicants, worked out before the clock starts."""

from __future__ import annotations

import numpy as np

from awardsim.procedure.model import Node, Time
from awardsim.procedure.rulebinding import BoundRule
from awardsim.rules.admission import CONDITIONS, TextCondition, decide_conditions
from awardsim.rules.interface import RuleKind
from awardsim.simulation.luck import Luck
from awardsim.simulation.plan import Plan


class Prepared:
    """Tables of one replication, by stage and applicant.

    Attributes
    ----------
    routes
        Route of each applicant: track, channel, mask of traits.
    withdrawing
        Applicants that withdraw, with the stage at which they do.
    minutes
        By stage, minutes of each applicant; of a stage per list, of each channel or the batch.
    services
        By stage with several reviewers, the minutes of each of them, for each applicant.
    failing
        By stage, the applicants that its rule turns away, with the reason.
    rounds
        By stage, how often further material is asked for, how many minutes it takes, and
        whether these are civil ones.
    supplied
        By stage, for each round of further material, the number of each applicant that decides
        whether nothing is missing any more.
    incomplete
        Applicants whose file is not complete; shrinks as they supply what was missing.
    objecting
        By notice, the applicants that somebody objects to: when, as a share of the notice, and
        the number that decides whether it is upheld.
    """

    def __init__(self, plan: Plan, luck: Luck, values: list[float]) -> None:
        self.plan = plan
        self.luck = luck
        self.values = values
        self.nodes = plan.procedure.nodes
        self.count = luck.count
        self.track: list[int] = luck.track.tolist()
        self.channel: list[int] = luck.channel.tolist()
        self.reason_index = plan.reason_index
        self.routes = self._routes()
        self.withdrawing = self._withdrawing()
        self.minutes: list[list[int]] = [[] for _ in self.nodes]
        self.services: dict[int, list[list[int]]] = {}
        self.failing: dict[int, dict[int, int]] = {}
        self.rounds: dict[int, tuple[int, int, bool]] = {}
        self.incomplete: set[int] = set()
        self.supplied: dict[int, list[list[float]]] = {}
        self.objecting: dict[int, tuple[dict[int, float], dict[int, float]]] = {}
        self._unqualified_cases: dict[int, int] | None = None
        if self.count:
            self._times()
            for node in self.nodes:
                if not node.listed:
                    self._case(node)
                if node.objections is not None:
                    self._objections(node)

    def list_minutes(self, node: Node, time: Time, channel: int) -> int:
        """How long a list takes; drawn for all channels when the first one asks."""
        if not self.minutes[node.index]:
            self.minutes[node.index] = self.luck.list_minutes(node, time)
        return self.minutes[node.index][channel]

    def size_of(self, input_or_fixed: tuple[int, int]) -> int:
        """A whole number that is fixed, or an input's (index, fixed number)."""
        index, fixed = input_or_fixed
        return int(self.values[index]) if index >= 0 else fixed

    def _routes(self) -> list[tuple[int, int, int]]:
        """Route of each applicant: track, channel, mask of traits."""
        if not self.plan.traits or not self.count:
            return [(t, c, 0) for t, c in zip(self.track, self.channel, strict=True)]
        mask = np.zeros(self.count, dtype=np.int64)
        for bit, trait in enumerate(self.plan.traits):
            mask |= self.luck.columns[f"trait_{trait}"].astype(np.int64) << bit
        return list(zip(self.track, self.channel, mask.tolist(), strict=True))

    def _withdrawing(self) -> dict[int, int]:
        """Applicants that withdraw, with the stage at which they do."""
        share = self.luck.number("chance.withdrawal")
        if share <= 0 or not self.count:
            return {}
        u = self.luck.each("withdrawal")
        found: dict[int, int] = {}
        for case in np.nonzero(u < share)[0].tolist():
            stages = [s for s in self.plan.routes[self.routes[case]].stages if self.nodes[s].after]
            found[case] = stages[int(u[case] / share * len(stages))]
        return found

    def _times(self) -> None:
        """How long each applicant's own visits take, at all stages per case together."""
        luck = self.luck
        visits: list[tuple[Node, int]] = []
        for node in self.nodes:
            if node.listed:
                continue
            if node.kind in ("wait", "work"):
                each = 1
                if node.review is not None:
                    staff = self.plan.procedure.bodies[node.body].inputs[0]
                    each = self.size_of((node.review.input, node.review.count))
                    each = min(each, int(self.values[staff]))
                visits += [(node, number) for number in range(each)]
            elif node.meeting is not None and node.meeting.time is not None:
                if node.meeting.time.distribution is not None:
                    visits.append((node, 0))
                else:
                    minutes = luck.list_minutes(node, node.meeting.time)
                    self.minutes[node.index] = minutes * self.count
        reviews: dict[int, list[list[int]]] = {}
        for (node, _), minutes in zip(visits, luck.minutes(visits), strict=True):
            if node.review is not None:
                reviews.setdefault(node.index, []).append(minutes)
            else:
                self.minutes[node.index] = minutes
        for index, columns in reviews.items():
            self.services[index] = [list(row) for row in zip(*columns, strict=True)]

    def _case(self, node: Node) -> None:
        """What chance decides about a stage that each case goes through alone."""
        luck, index = self.luck, node.index
        if node.rule is not None and node.rule.rule.kind is RuleKind.ADMIT:
            self.failing[index] = self.failures(node)
        if node.supplement is not None:
            more = node.supplement
            rounds = self.size_of((more.rounds, more.rounds_fixed))
            minutes = more.minutes_fixed
            if more.within >= 0:
                days = self.values[more.within]
                minutes = round(days * self.plan.procedure.calendar.day_minutes)
            self.rounds[index] = (rounds, minutes, more.civil)
            if not self.incomplete:
                self.incomplete.update(np.nonzero(~luck.columns["complete"])[0].tolist())
            self.supplied[index] = [
                luck.each(f"{node.id}/supplied{number or ''}").tolist() for number in range(rounds)
            ]

    def _objections(self, node: Node) -> None:
        """Who is objected to during a notice."""
        assert node.objections is not None
        luck = self.luck
        u = luck.each(f"{node.id}/objection")
        raised = np.nonzero(u < self.values[node.objections.rate])[0].tolist()
        if raised:
            when = luck.each(f"{node.id}/objection_time")
            upheld = luck.each(f"{node.id}/objection_upheld")
            self.objecting[node.index] = (
                {case: float(when[case]) for case in raised},
                {case: float(upheld[case]) for case in raised},
            )

    def failures(self, node: Node) -> dict[int, int]:
        """Applicants that an admission rule turns away, with the reason; all at once."""
        assert node.rule is not None
        rule = node.rule
        if rule.checks or rule.rule.id == CONDITIONS.id:  # a text may have none
            failing = self._unqualified(rule)
            detects = float(rule.values(self.values).detects) if failing else 1.0
            if detects < 1.0:
                u = self.luck.each(f"{node.id}/detects")
                failing = {case: why for case, why in failing.items() if u[case] < detects}
            return failing
        decided = rule.rule.decide(
            self.luck.candidates(np.arange(self.count), {}),
            rule.values(self.values),
            self.luck.draws(node.id),
        )
        return {
            case: self.reason_index[decided.reasons[int(decided.reason[case])]]
            for case in np.nonzero(~decided.passed)[0].tolist()
        }

    def _unqualified(self, rule: BoundRule) -> dict[int, int]:
        """Applicants that fail a condition of the text, found out or not; decided once."""
        if self._unqualified_cases is None:
            decided = decide_conditions(
                self.luck.candidates(np.arange(self.count), {}),
                [
                    TextCondition(
                        check.id, check.rule.rule, check.rule.values(self.values), check.tracks
                    )
                    for check in rule.checks
                ],
                1.0,
                self.luck.draws("condition"),
            )
            self._unqualified_cases = {
                case: self.reason_index[decided.reasons[int(decided.reason[case])]]
                for case in np.nonzero(~decided.passed)[0].tolist()
            }
        return self._unqualified_cases
