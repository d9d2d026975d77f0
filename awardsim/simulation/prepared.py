"""What chance and the rules decide about single applicants, worked out before the clock starts.

It is worked out for all replications of a block at once (:class:`Preparation`), and handed out
replication by replication (:class:`Prepared`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Node, Time
from awardsim.procedure.rulebinding import BoundRule, alike
from awardsim.rules.admission import CONDITIONS, TextCondition, decide_conditions
from awardsim.rules.interface import Candidates, Decision, RuleKind
from awardsim.simulation.luck import Floats, Ints, Luck, Subset
from awardsim.simulation.plan import Key, Plan

#: By replication, something about some of its applicants.
ByCase = list[dict[int, int]]


class Prepared:
    """Tables of one replication, by stage and applicant; made by :meth:`Preparation.of`.

    Attributes
    ----------
    place
        Which replication of the block it is.
    routes
        Route of each applicant, as a key of the plan's; changes when its tier is decided.
    start
        When each applicant begins, as a share of the time to its latest safe start.
    withdrawing
        Applicants that withdraw, with the stage at which they do.
    minutes
        By stage, minutes of each applicant; of a stage per list, of each channel or the batch.
    services
        By stage with several reviewers, the minutes of each of them, for each applicant.
    chosen
        By stage whose reviewers are drawn at random, who they are, for each applicant.
    failing
        By stage, the applicants that its rule turns away, with the reason.
    rounds
        By stage, how often further material is asked for, how many minutes it takes, and
        whether these are civil ones.
    supplied
        By stage, for each round of further material, the number of each applicant that decides
        whether nothing is missing any more.
    incomplete
        Applicants whose file is not complete; shrinks as they supply what was missing, unlike
        ``incomplete_at_first``.
    objecting
        By notice, the applicants that somebody objects to: when, as a share of the notice, and
        the number that decides whether it is upheld.
    marks
        By stage, the marks of each applicant that do not depend on what happens in the run; the
        run adds those that do.
    """

    def __init__(self, preparation: Preparation, place: int) -> None:
        luck = preparation.luck
        self.luck = luck
        self.place = place
        self.values = luck.rows[place]
        first, last = luck.starts[place], luck.starts[place + 1]
        own = slice(first, last)
        self.count = last - first
        self.track: list[int] = preparation.track[own]
        self.channel: list[int] = preparation.channel[own]
        self.routes = preparation.routes[own]
        self.start: list[float] = preparation.start[own]
        self.withdrawing = preparation.withdrawing[place]
        self.minutes: list[list[int]] = [[] for _ in preparation.plan.procedure.nodes]
        self.services: dict[int, list[list[int]]] = {}
        for index, (at, each) in preparation.visits.items():
            minutes = preparation.minutes[at : at + int(each[place]), own]
            if preparation.plan.procedure.nodes[index].review is not None:
                self.services[index] = minutes.T.tolist()
            else:
                self.minutes[index] = minutes[0].tolist()
        for index, several in preparation.together.items():
            self.minutes[index] = [int(several[0, place])] * self.count
        self.chosen = {
            index: who[own, : int(preparation.visits[index][1][place])].tolist()
            for index, who in preparation.chosen.items()
        }
        self.failing = {
            index: failing[place]
            for index, failing in preparation.failing.items()
            if failing[place]
        }
        self.rounds = {index: rounds[place] for index, rounds in preparation.rounds.items()}
        self.incomplete_at_first = preparation.incomplete[place]
        self.incomplete = set(self.incomplete_at_first)
        self.supplied = {
            index: [one[own] for one in rounds] for index, rounds in preparation.supplied.items()
        }
        self.objecting = {
            index: objecting[place]
            for index, objecting in preparation.objecting.items()
            if objecting[place][0]
        }
        self.marks = {name: marks[own].copy() for name, marks in preparation.marks.items()}
        self.ahead = preparation.marks_ahead
        self._lists = preparation.list_minutes

    def list_minutes(self, node: Node, time: Time, channel: int) -> int:
        """How long a list takes; drawn for all lists of the block when the first one asks."""
        found = self.minutes[node.index]
        if not found:
            if node.index not in self._lists:
                self._lists[node.index] = self.luck.list_minutes(node, time)
            found = self.minutes[node.index] = self._lists[node.index][:, self.place].tolist()
        return found[channel]

    def number(self, name: str) -> float:
        """An input by name."""
        return self.values[self.luck.names[name]]

    def candidates(
        self,
        members: Ints,
        marks: Mapping[str, Floats],
        reviewers: Ints | None = None,
        tier: Ints | None = None,
    ) -> Candidates:
        """Some applicants of this replication as columns for a rule."""
        found = self.luck.some(members, marks, reviewers, self.place)
        found.tier = tier
        return found

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The cohort's columns of this replication's applicants."""
        starts = self.luck.starts
        return Subset(self.luck.columns, slice(starts[self.place], starts[self.place + 1]))

    @property
    def own(self) -> slice:
        """Where this replication's applicants stand among those of the block."""
        return slice(self.luck.starts[self.place], self.luck.starts[self.place + 1])


class Preparation:
    """Tables of a block of replications; see :class:`Prepared` for what they hold."""

    def __init__(self, plan: Plan, luck: Luck) -> None:
        self.plan = plan
        self.luck = luck
        self.nodes = plan.procedure.nodes
        self.track: list[int] = luck.track.tolist()
        self.channel: list[int] = luck.channel.tolist()
        self.place: list[int] = luck.place.tolist()
        self.routes = self._routes()
        self.start: list[float] = luck.columns["start"].tolist() if luck.count else []
        self.withdrawing: ByCase = [{} for _ in luck.rows]
        #: By stage per case: its first row in ``minutes``, and how many rows each replication uses.
        self.visits: dict[int, tuple[int, Floats]] = {}
        self.minutes: Ints = np.empty((0, luck.count), dtype=np.int64)
        self.together: dict[int, Ints] = {}
        self.list_minutes: dict[int, Ints] = {}
        self.chosen: dict[int, Ints] = {}
        self.failing: dict[int, ByCase] = {}
        self.rounds: dict[int, list[tuple[int, int, bool]]] = {}
        self.incomplete: list[set[int]] = [set() for _ in luck.rows]
        self.supplied: dict[int, list[Floats]] = {}
        self.objecting: dict[int, list[tuple[dict[int, float], dict[int, float]]]] = {}
        self.marks: dict[str, Floats] = {}
        self.marks_ahead: set[int] = set()
        #: By the conditions that are applied, who fails one.
        self._failing_conditions: dict[tuple[str, ...], ByCase] = {}
        if luck.count:
            self._withdrawals()
            self._times()
            for node in self.nodes:
                if node.rule is not None and node.rule.rule.kind is RuleKind.ADMIT:
                    self.failing[node.index] = self._failures(node, node.rule)
                if not node.listed and node.supplement is not None:
                    self._further_material(node)
                if node.objections is not None:
                    self._objections(node)
            self._mark_ahead()

    def of(self, place: int) -> Prepared:
        """The tables of one replication."""
        return Prepared(self, place)

    def _cases(self, chosen: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
        """Who is chosen: replication, number within it, number among all."""
        starts, place = self.luck.starts, self.place
        return [(place[one], one - starts[place[one]], one) for one in chosen.nonzero()[0].tolist()]

    def _routes(self) -> list[Key]:
        """Route of each applicant: track, channel, mask of traits, no tier decided yet."""
        mask = [0] * self.luck.count
        if self.plan.traits and self.luck.count:
            bits = np.zeros(self.luck.count, dtype=np.int64)
            for bit, trait in enumerate(self.plan.traits):
                bits |= self.luck.columns[f"trait_{trait}"].astype(np.int64) << bit
            mask = bits.tolist()
        return [(*one, -1) for one in zip(self.track, self.channel, mask, strict=True)]

    def _withdrawals(self) -> None:
        """Applicants that withdraw, with the stage at which they do."""
        luck = self.luck
        share = luck.spread_out(luck.number("chance.withdrawal"))
        if not share.any():
            return
        u = luck.each("withdrawal")
        for place, case, one in self._cases(u < share):
            route = self.plan.routes[self.routes[one]]
            stages = [stage for stage in route.stages if self.nodes[stage].after]
            if not stages:  # nothing comes after an application
                continue
            self.withdrawing[place][case] = stages[int(u[one] / share[one] * len(stages))]

    def _times(self) -> None:
        """How long each applicant's own visits take, at all stages per case together."""
        luck, values = self.luck, self.luck.values
        rows: list[tuple[Node, int]] = []
        one_each = np.ones(len(luck.rows))
        for node in self.nodes:
            if node.listed:
                continue
            if node.kind in ("wait", "work"):
                each = one_each
                if node.review is not None:
                    staff = values[self.plan.procedure.bodies[node.body].inputs[0]]
                    each = np.minimum(self._whole(node.review.input, node.review.count), staff)
                self.visits[node.index] = (len(rows), each)
                rows += [(node, number) for number in range(int(each.max()))]
                if node.review is not None and node.review.assignment == "random":
                    self.chosen[node.index] = luck.reviewers(node, int(each.max()), staff)
            elif node.meeting is not None and node.meeting.time is not None:
                if node.meeting.time.distribution is not None:
                    self.visits[node.index] = (len(rows), one_each)
                    rows.append((node, 0))
                else:
                    self.together[node.index] = luck.list_minutes(node, node.meeting.time)
        self.minutes = luck.minutes(rows)

    def _whole(self, index: int, fixed: int) -> Floats:
        """A whole number that is fixed, or an input's, in each replication."""
        if index < 0:
            return np.full(len(self.luck.rows), float(fixed))
        whole: Floats = np.floor(self.luck.values[index])
        return whole

    def _further_material(self, node: Node) -> None:
        """How often further material is asked for, how long it takes, who supplies it."""
        luck, more = self.luck, node.supplement
        assert more is not None
        rounds = self._whole(more.rounds, more.rounds_fixed).astype(np.int64)
        minutes = np.full(len(luck.rows), more.minutes_fixed)
        if more.within >= 0:
            days = luck.values[more.within]
            minutes = np.rint(days * self.plan.procedure.calendar.day_minutes).astype(np.int64)
        self.rounds[node.index] = [
            (number, time, more.civil)
            for number, time in zip(rounds.tolist(), minutes.tolist(), strict=True)
        ]
        if not any(self.incomplete):
            for place, case, _ in self._cases(~luck.columns["complete"]):
                self.incomplete[place].add(case)
        self.supplied[node.index] = [
            luck.each(luck.purpose(node, f"supplied{number or ''}"))
            for number in range(int(rounds.max()))
        ]

    def _objections(self, node: Node) -> None:
        """Who is objected to during a notice."""
        assert node.objections is not None
        luck = self.luck
        raised = luck.each(luck.purpose(node, "objection")) < luck.spread_out(
            luck.values[node.objections.rate]
        )
        if not np.count_nonzero(raised):
            return
        when = luck.each(luck.purpose(node, "objection_time"))
        upheld = luck.each(luck.purpose(node, "objection_upheld"))
        found: list[tuple[dict[int, float], dict[int, float]]] = [({}, {}) for _ in luck.rows]
        for place, case, one in self._cases(raised):
            found[place][0][case] = float(when[one])
            found[place][1][case] = float(upheld[one])
        self.objecting[node.index] = found

    def _failures(self, node: Node, rule: BoundRule) -> ByCase:
        """Applicants that an admission rule turns away, with the reason; all at once."""
        if not (rule.checks or rule.rule.id == CONDITIONS.id):  # a text may have none
            return self._turned_away(rule, self.plan.purposes[node.index])
        failing = self._unqualified(rule)
        detects = [float(rule.values(row).detects) for row in self.luck.rows]
        if min(detects) >= 1.0 or not any(failing):
            return failing
        u = self.luck.each(self.luck.purpose(node, "detects"))
        return [
            {case: why for case, why in cases.items() if u[first + case] < share}
            for cases, share, first in zip(failing, detects, self.luck.starts[:-1], strict=True)
        ]

    def _turned_away(self, rule: BoundRule, stage: str) -> ByCase:
        found: ByCase = [{} for _ in self.luck.rows]
        for candidates, parameters, members in self._parts(rule):
            decided = rule.rule.decide(candidates, parameters, self.luck.draws(stage))
            self._tell(decided, members, found)
        return found

    def _unqualified(self, rule: BoundRule) -> ByCase:
        """Applicants that fail a condition of the text, found out or not; decided once."""
        applied = tuple(check.id for check in rule.checks)
        if applied in self._failing_conditions:
            return self._failing_conditions[applied]
        luck = self.luck
        found: ByCase = [{} for _ in luck.rows]
        for places in alike([check.rule for check in rule.checks], luck.rows):
            candidates, members = self._candidates(places)
            own = luck.place[members]
            conditions = [
                TextCondition(
                    check.id,
                    check.rule.rule,
                    check.rule.values_of(luck.rows, places, luck.values, own),
                    check.tracks,
                )
                for check in rule.checks
            ]
            draws = luck.draws("condition")
            self._tell(decide_conditions(candidates, conditions, 1.0, draws), members, found)
        self._failing_conditions[applied] = found
        return found

    def _tell(self, decided: Decision, members: Ints, found: ByCase) -> None:
        """Note those who did not pass, with the reason."""
        starts = self.luck.starts
        for position in (~decided.passed).nonzero()[0].tolist():
            one = int(members[position])
            place = self.place[one]
            name = decided.reasons[int(decided.reason[position])]
            found[place][one - starts[place]] = self.plan.reason_index[name]

    def _candidates(self, places: Sequence[int]) -> tuple[Candidates, Ints]:
        """All applicants of some replications, and their numbers among all applicants."""
        luck = self.luck
        if len(places) == len(luck.rows):
            return luck.everybody(self.marks), np.arange(luck.count)
        members = self._members(places)
        return luck.some(members, self.marks), members

    def _members(self, places: Sequence[int]) -> Ints:
        """Numbers, among all applicants, of those of some replications."""
        starts = self.luck.starts
        return np.concatenate([np.arange(starts[k], starts[k + 1]) for k in places])

    def _parts(
        self, rule: BoundRule, chosen: NDArray[np.bool_] | None = None, stage: int = -1
    ) -> list[tuple[Candidates, Any, Ints]]:
        """Applicants with the parameters of an elementwise rule, in as few parts as these allow.

        ``chosen`` are those concerned; ``stage`` is one whose reviewers are known.
        """
        luck = self.luck
        widths: Floats | None = self.visits[stage][1] if stage in self.chosen else None
        found = []
        for places in alike([rule], luck.rows, None if widths is None else widths.tolist()):
            candidates, members = self._candidates(places)
            if chosen is not None and not chosen[members].all():
                members = members[chosen[members]]
                candidates = luck.some(members, self.marks)
            if not len(members):
                continue
            if widths is not None:
                candidates.reviewers = self.chosen[stage][members, : int(widths[places[0]])]
            parameters = rule.values_of(luck.rows, places, luck.values, luck.place[members])
            found.append((candidates, parameters, members))
        return found

    def _mark_ahead(self) -> None:
        """Marks that do not depend on what happens in the run, given to everybody at once.

        A mark depends on its own row only, so that it may be given before its time; where who
        reviews whom comes out in the run it waits, and so do those that come after it.
        """
        waiting: set[int] = set()
        for index in self.plan.scored:
            node = self.nodes[index]
            follows = any(index in self.plan.below[one] for one in waiting)
            if follows or (node.review is not None and index not in self.chosen):
                waiting.add(index)
                continue
            assert node.rule is not None
            passes = {key: index in self.plan.routes[key].next for key in set(self.routes)}
            chosen = np.array([passes[key] for key in self.routes])
            column = np.full(self.luck.count, np.nan)
            for candidates, parameters, members in self._parts(node.rule, chosen, index):
                decided = node.rule.rule.decide(
                    candidates, parameters, self.luck.draws(self.plan.purposes[node.index])
                )
                if decided.marks is None or not decided.passed.all():
                    waiting.add(index)  # it does more than give marks
                    break
                column[members] = decided.marks
            else:
                self.marks[node.id] = column
                self.marks_ahead.add(index)
                if node.tiers:
                    waiting.add(index)  # who turns out not to go there loses the mark again
