"""A checked procedure: stages in order, with everything that the clock and the chance need.

A :class:`Procedure` is what the schedule and the simulation run.  All numbers that are not
fixed are *inputs* (assumptions), addressed by their index, so that a run can draw them, or pin
one of them, without building anything anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.policy import Policy
from awardsim.procedure.channels import Channels
from awardsim.procedure.parts import (
    FurtherMaterial,
    Input,
    Limit,
    Meeting,
    Moment,
    NoticePeriod,
    Objections,
    Review,
    Risk,
    Time,
    TimeLimit,
)
from awardsim.procedure.places import AwardQuota
from awardsim.procedure.rulebinding import BoundRule
from awardsim.scenario.model import Scenario, Staffing
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

__all__ = [
    "FurtherMaterial",
    "Input",
    "Limit",
    "Meeting",
    "Moment",
    "Node",
    "NoticePeriod",
    "ObjectionClock",
    "Objections",
    "Override",
    "Procedure",
    "Review",
    "Risk",
    "Route",
    "Time",
    "TimeLimit",
    "Workforce",
]


@attrs.frozen
class Node:
    """One stage, ready to run.  ``index`` is its rank: topological, ties in file order.

    ``calendar`` has the days on which the body is there, where they are not all working days;
    ``local`` the calendars of channels that have days off of their own there.
    ``lists`` has for each channel the number of its list, -1 where it has none: one for all at a
    stage per batch, one for each at a stage per channel.  ``due_with`` is the stage whose deadline
    it has as well, -1 for none.
    """

    index: int
    id: str
    title: Text
    type: str
    kind: str
    per: str
    body: str
    source: str
    after: tuple[int, ...]
    tracks: tuple[bool, ...]
    channels: tuple[bool, ...]
    traits: tuple[str, ...]
    times: tuple[Time | None, ...] = ()
    notice: NoticePeriod | None = None
    meeting: Meeting | None = None
    opens: int = -1
    closes: Moment | None = None
    limit: Limit | None = None
    rule: BoundRule | None = None
    objections: Objections | None = None
    supplement: FurtherMaterial | None = None
    review: Review | None = None
    calendar: WorkCalendar | None = None
    tiers: tuple[str, ...] = ()
    lists: tuple[int, ...] = ()
    due_with: int = -1
    local: Mapping[int, WorkCalendar] = attrs.field(factory=dict, repr=False)

    def at(self, channel: int) -> Node:
        """The stage as it is for a channel: with the days on which work is done there."""
        calendar = self.local.get(channel)
        return self if calendar is None else attrs.evolve(self, calendar=calendar, local={})

    @property
    def civil(self) -> bool:
        """It counts calendar days, and so goes on over days off: a notice, or a time outside."""
        if self.notice is not None:
            return self.notice.unit == "cd"
        return self.kind == "wait" and any(time and time.clock == "civil" for time in self.times)

    @property
    def sets_tier(self) -> bool:
        """Whoever passes its rule has a tier."""
        return self.rule is not None and self.rule.sets_tier

    @property
    def listed(self) -> bool:
        """It starts from a list: a channel or the whole batch passes through it as one."""
        return self.per != "case"

    @property
    def for_all(self) -> bool:
        """One list of the whole edition: of a tier in front of it, its own list is none."""
        return self.per == "batch" and -1 not in self.lists

    @property
    def list_count(self) -> int:
        """How many lists there are."""
        return max(self.lists, default=-1) + 1

    def members(self, number: int) -> tuple[int, ...]:
        """The channels whose applicants are on a list."""
        return tuple(place for place, one in enumerate(self.lists) if one == number)


@attrs.frozen
class Workforce:
    """A body that does work: the input of its size, one per channel where ``each`` says so.

    ``of`` has for each channel which of them it is.
    """

    id: str
    title: Text
    role: str
    each: bool
    inputs: tuple[int, ...]
    of: tuple[int, ...]
    staffing: Staffing | None = None


@attrs.frozen
class ObjectionClock:
    """Inputs of the times an objection takes, in working days, and their stated limits."""

    forward: int
    reply: int
    decide: int
    upheld: int
    limits: tuple[TimeLimit | None, TimeLimit | None, TimeLimit | None]


@attrs.frozen
class Override:
    """A value that a reading, a change or an assumption put in the place of another."""

    path: str
    old: str
    new: str
    why: str


@attrs.frozen
class Route:
    """What remains of the procedure for one kind of case.

    ``stages`` in order; ``after`` maps a stage to its predecessors within the route (a skipped
    stage is transparent), ``next`` to its successors.  ``tier`` is empty where none is decided
    yet; ``open`` are the stages of which a tier that is still to be decided may make it fall away.
    """

    track: int
    channel: int
    traits: tuple[str, ...]
    stages: tuple[int, ...]
    after: Mapping[int, tuple[int, ...]]
    next: Mapping[int, tuple[int, ...]]
    tier: str = ""
    open: frozenset[int] = frozenset()


@attrs.frozen(eq=False)
class Procedure:
    """A policy text and a scenario, made into something that can run.

    ``applicants`` has the inputs of their numbers by (track, channel): a channel's own; -1 for
    those of all channels together that have none; ``-2 - whole`` for the parts of a divided
    channel together (see :class:`~awardsim.procedure.channels.Channels`).
    """

    policy: Policy
    scenario: Scenario
    calendar: WorkCalendar
    nodes: tuple[Node, ...]
    bodies: Mapping[str, Workforce]
    inputs: tuple[Input, ...]
    names: Mapping[str, int]
    clock: ObjectionClock
    tracks: tuple[str, ...]
    channels: tuple[str, ...]
    division: Channels
    applicants: Mapping[tuple[int, int], int]
    quotas: tuple[AwardQuota, ...]
    finish: int
    finish_by: datetime.date | None
    overrides: tuple[Override, ...] = ()
    warnings: tuple[Text, ...] = ()
    cohort: Any = None
    measures: tuple[Any, ...] = ()
    tiers: tuple[str, ...] = ()
    #: By stage that its scenario's pace holds back, the stage whose stated date it waits for.
    waits: Mapping[int, int] = {}
    #: What may go wrong beside what always may.
    risks: tuple[Risk, ...] = ()
    #: How many organisations and individuals, where the same ones go through several procedures.
    shared: tuple[int, int] | None = None
    #: The same before anything had happened, where it is under way.
    planned: Procedure | None = None
    #: Routes found so far: by their channel, and by the stages that are open to it.
    _routes: dict[tuple[object, ...], Route] = attrs.field(factory=dict, init=False, repr=False)

    def local_days(self, channel: int) -> bool:
        """Whether a channel has days off of its own that some stage keeps."""
        return any(channel in node.local for node in self.nodes)

    @property
    def node_index(self) -> dict[str, int]:
        """Index of each stage by id."""
        return {node.id: node.index for node in self.nodes}

    @property
    def usual_applicants(self) -> float:
        """How many applicants there usually are, of all tracks and channels together."""
        if self.shared is not None:
            return float(sum(self.shared))
        numbers = {index for index in self.applicants.values() if index >= 0}
        return sum(self.inputs[index].usual for index in numbers)

    def is_done(self, index: int) -> bool:
        """A stage that was over before today, in an edition that is under way."""
        progress = self.scenario.progress
        return progress is not None and self.nodes[index].id in progress.done

    def input_index(self, name: str) -> int:
        """Index of an input by id, -1 where the procedure has none of that name."""
        return self.names.get(name, -1)

    @property
    def deadline_minute(self) -> int:
        """Last minute of the day it must finish by; -1 where there is none."""
        if self.finish_by is None:
            return -1
        return self.calendar.minute(self.finish_by, 24 * 60 - 1)

    def route(
        self,
        track: int,
        channel: int,
        traits: tuple[str, ...] = (),
        tier: str = "",
        by: int = -1,
    ) -> Route:
        """The stages that a case of this track, channel, these traits and this tier goes through.

        An edge that a longer way makes superfluous is left out: where a stage is skipped, its
        predecessors are often already behind another predecessor of what follows.

        Parameters
        ----------
        tier
            Empty where none is decided yet: the stages of all tiers that may still be.  A stage
            for some tiers is for nobody on whose way no tier is decided before it.
        by
            The stage that has decided on the tier.  Another one after it may decide anew, so
            that what comes after that is open again; -1 where nothing is open any more.
        """
        asked = (track, channel, traits, tier, by)
        if asked not in self._routes:  # channels open to which are the same stages go one way
            alike = (track, tuple(node.channels[channel] for node in self.nodes), traits, tier, by)
            if alike not in self._routes:
                self._routes[alike] = self._route(*asked)
            self._routes[asked] = attrs.evolve(self._routes[alike], channel=channel)
        return self._routes[asked]

    def _route(
        self, track: int, channel: int, traits: tuple[str, ...], tier: str, by: int
    ) -> Route:
        effective: dict[int, tuple[int, ...]] = {}
        after: dict[int, tuple[int, ...]] = {}
        above: dict[int, frozenset[int]] = {}
        open_to_all: set[int] = set()
        for node in self.nodes:
            before: list[int] = []
            for previous in node.after:
                before.extend([previous] if previous in after else effective[previous])
            behind = frozenset().union(*(above[previous] for previous in before))
            unique = tuple(sorted(set(before) - behind))
            effective[node.index] = unique
            above[node.index] = behind | frozenset(unique)
            applies = (
                node.tracks[track]
                and node.channels[channel]
                and (not node.traits or bool(set(node.traits) & set(traits)))
            )
            if applies and node.tiers:
                setters = [one for one in above[node.index] if self.nodes[one].sets_tier]
                anew = by >= 0 and any(by in above[one] for one in setters)
                applies = bool(setters) and (not tier or anew or tier in node.tiers)
                if applies and (not tier or anew):
                    open_to_all.add(node.index)
            if applies:
                after[node.index] = unique
        following: dict[int, list[int]] = {stage: [] for stage in after}
        for stage, before_it in after.items():
            for previous in before_it:
                following[previous].append(stage)
        return Route(
            track,
            channel,
            traits,
            tuple(after),
            after,
            {stage: tuple(stages) for stage, stages in following.items()},
            tier,
            frozenset(open_to_all),
        )

    def moments(self, values: list[float]) -> dict[int, int]:
        """The minute at which each closing date or deadline falls, by node, for given inputs.

        A node with both has its closing date under its own index and its deadline under
        ``-1 - index``.
        """
        found: dict[int, int] = {}

        def minute(moment: Moment) -> int:
            if moment.input < 0:
                return moment.minute
            days = int(values[moment.input])
            calendar = self.calendar
            close = 24 * 60 - 1 if moment.whole_day else calendar.hours[1]
            if moment.anchor == "date":
                day = calendar.opening + datetime.timedelta(days=days)
                known = self.inputs[moment.input].fixed  # a day that was given stays as given
                return calendar.minute(day if known else calendar.roll(day, "backward"), close)
            if moment.anchor == "opening":
                return calendar.minute(calendar.add_workdays(calendar.opening, days), close)
            base = calendar.date(key(moment.of))
            if moment.anchor == "before":
                start = calendar.roll(base, "backward")
                return calendar.minute(calendar.add_workdays(start, -days), close)
            return calendar.minute(calendar.add_workdays(base, days), close)

        def key(index: int) -> int:
            node = self.nodes[index]
            if node.limit is not None:
                return minute(node.limit.moment)
            assert node.closes is not None
            return minute(node.closes)

        for node in self.nodes:
            if node.closes is not None:
                found[node.index] = minute(node.closes)
            if node.limit is not None:
                found[-1 - node.index] = minute(node.limit.moment)
        return found
