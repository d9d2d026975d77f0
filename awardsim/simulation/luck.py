"""Everything that chance decides about applicants, drawn before the clock starts.

Numbers are drawn per (purpose, applicant) or per (purpose, channel), for all replications of a
block at once; what happens in which order cannot touch them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.distributions import by_name
from awardsim.procedure.model import Input, Node, Time
from awardsim.procedure.parts import draw_each
from awardsim.rules.interface import Candidates, Draws
from awardsim.simulation.cohort import CohortRequest
from awardsim.simulation.plan import Plan
from awardsim.streams import Streams

#: Slots between one shared applicant and the next of its kind.
SHARED_KINDS = 8

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def draw_inputs(
    inputs: Sequence[Input],
    streams: Streams,
    first: int,
    count: int,
    pinned: Mapping[int, float] | None = None,
) -> list[list[float]]:
    """Values of all inputs for each replication of a block; pinned ones have their value."""
    pinned = pinned or {}
    found = np.empty((len(inputs), count))
    free = [k for k, one in enumerate(inputs) if k not in pinned and not one.fixed]
    for index, one in enumerate(inputs):
        found[index] = pinned.get(index, one.usual)
    if free:
        names = [f"input/{inputs[index].id}" for index in free]
        uniforms = np.stack([streams.by_replication(name, first, count) for name in names])
        found[free] = draw_each([inputs[index] for index in free], uniforms)
    rows: list[list[float]] = found.T.tolist()
    return rows


class Luck:
    """The random part of consecutive replications of one block.

    The applicants of all of them stand one after another: those of replication k (counted from
    ``first``) are ``starts[k]`` to ``starts[k + 1]``, in the order of their lots, so that a
    smaller number is served first among those who come at the same minute.

    Attributes
    ----------
    rows
        Inputs of each replication.
    values
        The same, shape (inputs, replications).
    place, track, channel, slots
        Of each applicant: replication, track, channel, fixed place for random numbers.
    columns
        The cohort's columns of all applicants.
    """

    def __init__(
        self, plan: Plan, streams: Streams, first: int, rows: Sequence[list[float]]
    ) -> None:
        self.plan = plan
        self.streams = streams
        self.first = first
        self.rows = rows
        self.replications = len(rows)
        self.values = np.array(rows).reshape(len(rows), -1).T
        self.names = plan.procedure.names
        place, track, channel, slots = self._persons() if plan.persons else self._applicants()
        self.size = int(slots.max()) + 1 if len(slots) else 0
        self._draws: dict[str, Draws] = {}
        self.place, self.slots, self.track, self.channel = place, slots, track, channel
        self.columns: Mapping[str, NDArray[Any]] = plan.procedure.cohort.draw(self._request())
        if len(slots):
            order = np.lexsort((self.columns["lot"], place))
            self.slots, self.track, self.channel = slots[order], track[order], channel[order]
            self.columns = plan.procedure.cohort.draw(self._request())
        self.count = len(slots)
        ends = np.cumsum(np.bincount(place, minlength=self.replications))
        self.starts: list[int] = [0, *ends.tolist()]

    def number(self, name: str) -> Floats:
        """An input by name: its value in each replication, shape (replications,)."""
        found: Floats = self.values[self.names[name]]
        return found

    def spread_out(self, values: Floats) -> Floats:
        """For each applicant the value of its replication; last axis: replications."""
        return values[..., self.place]

    def each(self, purpose: str) -> Floats:
        """One number in [0, 1) per applicant."""
        drawn = self.streams.block(purpose, self.first, self.replications, self.size)
        taken: Floats = drawn[self.slots, self.place]
        return taken

    def lists(self, purpose: str, count: int) -> Floats:
        """One number in [0, 1) per list, shape (count, replications)."""
        return self.streams.block(purpose, self.first, self.replications, count)

    def purpose(self, node: Node, what: str) -> str:
        """The name under which numbers of a stage are drawn."""
        return f"{self.plan.purposes[node.index]}/{what}"

    def draws(self, stage: str) -> Draws:
        """The numbers a rule may use at a stage."""
        found = self._draws.get(stage)
        if found is None:
            found = Draws(self.streams, stage, self.first, self.size, self.replications)
            self._draws[stage] = found
        return found

    def everybody(self, marks: Mapping[str, Floats]) -> Candidates:
        """All applicants of all replications as columns for a rule."""
        return Candidates(
            track=self.track,
            channel=self.channel,
            columns=self.columns,
            marks=marks,
            slots=self.slots,
            tracks=self.plan.procedure.tracks,
            tiers=self.plan.procedure.tiers,
            place=self.place,
        )

    def some(
        self,
        members: Ints,
        marks: Mapping[str, Floats],
        reviewers: Ints | None = None,
        place: int | None = None,
    ) -> Candidates:
        """Some applicants as columns for a rule; ``place``: all are of this replication.

        ``members`` count from the first applicant of that replication, or from the very first;
        so do the columns of ``marks``.
        """
        across = members if place is None else members + self.starts[place]
        return Candidates(
            track=self.track[across],
            channel=self.channel[across],
            columns=Subset(self.columns, across),
            marks=Subset(marks, members),
            slots=self.slots[across],
            tracks=self.plan.procedure.tracks,
            tiers=self.plan.procedure.tiers,
            reviewers=reviewers,
            place=self.place[across] if place is None else place,
        )

    def minutes(self, visits: Sequence[tuple[Node, int]]) -> Ints:
        """Working (or civil) minutes of each applicant's own visits, shape (visits, applicants).

        ``visits`` are stages with a number that tells several services of one case apart.
        """
        if not visits:
            return np.empty((0, self.count), dtype=np.int64)
        u = np.stack([self.each(self.purpose(node, f"service{number}")) for node, number in visits])
        drawn = self._spread(u, self.spread_out(self.number("chance.spread")))
        bases: dict[int, Floats] = {}
        for row, (node, _) in enumerate(visits):
            times = node.times or (node.meeting.time if node.meeting is not None else None,)
            if node.index not in bases:
                base = self.spread_out(np.stack([self._base(time) for time in times]))
                several = len(times) > 1
                bases[node.index] = base[self.track, np.arange(self.count)] if several else base[0]
            if all(time is None or _plain(time) for time in times):
                drawn[row] *= bases[node.index]
            else:
                own = np.stack([self._single(time, u[row], drawn[row]) for time in times])
                drawn[row] = own[0] if len(times) == 1 else own[self.track, np.arange(self.count)]
        found: Ints = np.rint(drawn).astype(np.int64)
        return found

    def _single(self, time: Time | None, u: Floats, factor: Floats) -> Floats:
        """Minutes of single visits for uniform numbers, and the factors of their spread."""
        base = self.spread_out(self._base(time))
        if time is None or time.stated:
            return base
        if time.distribution is not None:
            drawn = by_name(time.distribution.name, u, time.distribution.parameters) * time.scale
        elif time.clock == "civil":
            drawn = np.rint(base / 1440) * 1440.0
        else:
            drawn = base * factor
        return _within(time, drawn)

    def list_minutes(self, node: Node, time: Time) -> Ints:
        """Working (or civil) minutes of each channel's list, or the batch's, by replication.

        Shape (lists, replications).
        """
        lists = node.list_count
        base = np.broadcast_to(self._base(time), (lists, self.replications))
        if time.distribution is not None:
            u = self.lists(self.purpose(node, "service"), lists)
            base = by_name(time.distribution.name, u, time.distribution.parameters) * time.scale
        elif time.clock == "civil":
            base = np.rint(base / 1440) * 1440.0
        elif node.per == "channel" and not time.stated:
            u = self.lists(self.purpose(node, "service"), lists)
            base = base * self._spread(u, self.number("chance.spread"))
        found: Ints = np.rint(_within(time, base)).astype(np.int64)
        return found

    def reviewers(self, node: Node, count: int, capacity: Floats) -> Ints:
        """For each applicant, distinct reviewers drawn at random, shape (n, count).

        ``capacity`` is how many there are in each replication; where there are fewer than
        ``count``, only so many first columns mean something.
        """
        chosen = np.empty((self.count, count), dtype=np.int64)
        staff = self.spread_out(capacity)
        for j in range(count):
            left = np.maximum(staff - j, 1.0)
            member = np.floor(self.each(self.purpose(node, f"reviewer{j}")) * left).astype(np.int64)
            for earlier in np.sort(chosen[:, :j], axis=1).T:
                member += member >= earlier
            chosen[:, j] = member
        return chosen

    def _request(self) -> CohortRequest:
        values, names, place = self.values, self.names, self.place
        return CohortRequest(
            self.streams,
            self.first,
            self.replications,
            self.size,
            self.slots,
            place,
            self.track,
            self.channel,
            self.plan.individual,
            lambda name: values[names[f"cohort.{name}"]][place],
            categories=self.plan.categories,
        )

    def _applicants(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Replication, track, channel and slot of every applicant.

        Applicants of a divided channel are the same, with the same slots, as if it were one; the
        channel that each comes from is drawn.  Those of a part whose number is given have slots
        of their own beside them.
        """
        plan = self.plan
        division = plan.procedure.division
        place, track, whole, ordinal = self._by_whole()
        divided = [one for one in range(len(division.wholes)) if division.divided(one)]
        if not divided:
            slots = ordinal * plan.groups + whole * plan.per_channel + track
            return place, track, whole, slots
        parts = self._drawn_parts(place, track, whole, ordinal, divided)
        stride, number = np.ones_like(ordinal), np.zeros_like(ordinal)
        found = [[place, track, parts, ordinal, whole, number, stride]]
        for one in divided:
            for t in range(len(plan.procedure.tracks)):
                named = self._named(t, one)
                stride[(whole == one) & (track == t)] = 1 + len(named)
                for beside, part in enumerate(named, 1):
                    counts = self.values[plan.procedure.applicants[t, part]].astype(np.int64)
                    where = np.repeat(np.arange(self.replications), counts)
                    nth = np.arange(len(where)) - np.repeat(np.cumsum(counts) - counts, counts)
                    same = [np.full(len(where), x) for x in (t, part, one, beside, 1 + len(named))]
                    found.append([where, *same[:2], nth, *same[2:]])
        columns = [np.concatenate(column) for column in zip(*found, strict=True)]
        order = np.argsort(columns[0], kind="stable")
        place, track, parts, ordinal, whole, number, stride = (one[order] for one in columns)
        slots = (ordinal * stride + number) * plan.groups + whole * plan.per_channel + track
        return place, track, parts, slots

    def _named(self, track: int, whole: int) -> list[int]:
        """The parts of a divided channel whose own number of applicants is given."""
        procedure = self.plan.procedure
        if not procedure.division.divided(whole):
            return []
        parts = procedure.division.parts(whole)
        return [part for part in parts if (track, part) in procedure.applicants]

    def _by_whole(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Replication, track, whole channel and ordinal of the applicants that are not named."""
        procedure = self.plan.procedure
        division, given = procedure.division, procedure.applicants
        wholes, tracks = len(division.wholes), len(procedure.tracks)
        counts = np.zeros((self.replications, tracks, wholes), dtype=np.int64)
        for track in range(tracks):
            open_to = []
            for whole in range(wholes):
                parts = division.parts(whole)
                key = (track, -2 - whole) if division.divided(whole) else (track, parts[0])
                if key in given:
                    counts[:, track, whole] = self.values[given[key]].astype(np.int64)
                elif any((track, part) not in given for part in parts):
                    open_to.append(whole)
            if (track, -1) in given:
                numbers = self.values[given[track, -1]].astype(np.int64)
                most = int(numbers.max(initial=0))
                u = self.lists(f"cohort/channel/{procedure.tracks[track]}", most)
                chosen = np.floor(u * len(open_to)).astype(np.int64)
                chosen += np.arange(self.replications) * len(open_to)
                taken = chosen[np.arange(most)[:, np.newaxis] < numbers]
                found = np.bincount(taken, minlength=self.replications * len(open_to))
                counts[:, track, open_to] = found.reshape(self.replications, -1)
        flat = counts.ravel()
        group = np.repeat(np.arange(flat.size), flat)
        ordinal = np.arange(len(group)) - np.repeat(np.cumsum(flat) - flat, flat)
        place, group = np.divmod(group, tracks * wholes)
        track_of, whole_of = np.divmod(group, wholes)
        return place, track_of, whole_of, ordinal

    def _drawn_parts(
        self, place: Ints, track: Ints, whole: Ints, ordinal: Ints, divided: list[int]
    ) -> Ints:
        """The channel of each applicant: the whole itself, or the part that is drawn."""
        procedure = self.plan.procedure
        division = procedure.division
        firsts = [division.parts(one)[0] for one in range(len(division.wholes))]
        channel: Ints = np.array(firsts)[whole]
        for one in divided:
            for t, name in enumerate(procedure.tracks):
                named = self._named(t, one)
                parts = [part for part in division.parts(one) if part not in named]
                own = (whole == one) & (track == t)
                most = int(ordinal[own].max(initial=-1)) + 1
                u = self.lists(f"cohort/channel/{name}/{division.wholes[one]}", most)
                drawn = u[ordinal[own], place[own]]
                channel[own] = np.array(parts)[np.floor(drawn * len(parts)).astype(np.int64)]
        return channel

    def _persons(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The same of applicants whom several procedures share: as many in every replication.

        Each is the same in all of them, whatever tracks and channels there are.
        """
        tracks: list[Ints] = []
        slots: list[Ints] = []
        for track, (number, kind) in enumerate(self.plan.persons):
            tracks.append(np.full(number, track))
            slots.append(np.arange(number) * SHARED_KINDS + kind)
        slot = np.concatenate(slots)
        u = self.lists("cohort/channel", int(slot.max(initial=-1)) + 1)[slot]
        channel = self._any_channel(u)
        place = np.repeat(np.arange(self.replications), len(slot))
        every = self.replications
        return (
            place,
            np.tile(np.concatenate(tracks), every),
            channel.T.ravel(),
            np.tile(slot, every),
        )

    def _any_channel(self, u: Floats) -> Ints:
        """One of all channels: a whole, and of one that is divided the part."""
        division = self.plan.procedure.division
        at = u * len(division.wholes)
        whole = np.floor(at).astype(np.int64)
        sizes = np.array([len(division.parts(one)) for one in range(len(division.wholes))])
        firsts = np.array([division.parts(one)[0] for one in range(len(division.wholes))])
        within = np.floor((at - whole) * sizes[whole]).astype(np.int64)
        found: Ints = firsts[whole] + within  # the parts of a whole stand together
        return found

    def _base(self, time: Time | None) -> Floats:
        """The time itself in each replication, before single cases differ."""
        if time is None:
            return np.zeros(self.replications)
        if time.input < 0:
            return np.full(self.replications, float(time.fixed))
        found: Floats = self.values[time.input] * time.scale
        return found

    def _spread(self, u: Floats, width: Floats) -> Floats:
        """Factor of a single case: triangular about one."""
        side = 2.0 * u - 1.0
        size = 1.0 - np.sqrt(1.0 - np.abs(side))
        factor = np.copysign(size, side)
        factor *= width
        factor += 1.0
        return factor


def _plain(time: Time) -> bool:
    """A number of working minutes, spread about one value."""
    free = not time.stated and not time.bounded
    return free and time.distribution is None and time.clock == "work"


def _within(time: Time, minutes: Floats) -> Floats:
    """Times within what the text allows."""
    return np.clip(minutes, time.least, time.most) if time.bounded else minutes


class Subset(Mapping[str, NDArray[Any]]):
    """Columns of some applicants, taken when they are asked for."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], members: Ints | slice) -> None:
        self._columns = columns
        self._members = members

    def __getitem__(self, name: str) -> NDArray[Any]:
        taken: NDArray[Any] = self._columns[name][self._members]
        return taken

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
