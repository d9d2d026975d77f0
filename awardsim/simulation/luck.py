"""Everything that chance decides in one replication, drawn before the clock starts.

Numbers are drawn per (purpose, applicant) or per (purpose, channel); what happens in which order
cannot touch them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.distributions import by_name
from awardsim.procedure.model import Input, Node, Time
from awardsim.rules.interface import Candidates, Draws
from awardsim.simulation.cohort import CohortRequest
from awardsim.simulation.plan import Plan
from awardsim.streams import Streams

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
    columns = []
    for index, one in enumerate(inputs):
        if pinned and index in pinned:
            columns.append(np.full(count, float(pinned[index])))
        elif one.fixed:
            columns.append(np.full(count, float(one.usual)))
        else:
            columns.append(one.draw(streams.by_replication(f"input/{one.id}", first, count)))
    if not columns:
        return [[] for _ in range(count)]
    rows: list[list[float]] = np.array(columns).T.tolist()
    return rows


class Luck:
    """The random part of one replication.

    Applicants are numbered in the order of their lots, so that a smaller number is served first
    among those who come at the same minute.
    """

    def __init__(self, plan: Plan, streams: Streams, replication: int, values: list[float]) -> None:
        self.plan = plan
        self.streams = streams
        self.replication = replication
        self.values = values
        self.names = plan.procedure.names
        track, channel, ordinal = self._applicants()
        slots = ordinal * plan.groups + channel * plan.per_channel + track
        self.size = int(slots.max()) + 1 if len(slots) else 0
        request = self._request(slots, track, channel)
        columns = plan.procedure.cohort.draw(request)
        if len(slots):
            order = np.argsort(columns["lot"], kind="stable")
            self.slots, self.track, self.channel = slots[order], track[order], channel[order]
            columns = plan.procedure.cohort.draw(
                self._request(self.slots, self.track, self.channel)
            )
        else:
            self.slots, self.track, self.channel = slots, track, channel
        self.columns: Mapping[str, NDArray[Any]] = columns
        self.count = len(slots)

    def number(self, name: str) -> float:
        """An input by name."""
        return self.values[self.names[name]]

    def _request(self, slots: Ints, track: Ints, channel: Ints) -> CohortRequest:
        return CohortRequest(
            self.streams,
            self.replication,
            self.size,
            slots,
            track,
            channel,
            self.plan.individual,
            lambda name: self.values[self.names[f"cohort.{name}"]],
        )

    def _applicants(self) -> tuple[Ints, Ints, Ints]:
        """Track, channel and ordinal of every applicant."""
        procedure = self.plan.procedure
        channels = len(procedure.channels)
        counts = np.zeros((len(procedure.tracks), channels), dtype=np.int64)
        for (track, channel), index in procedure.applicants.items():
            number = int(self.values[index])
            if channel >= 0:
                counts[track, channel] = number
                continue
            open_to = [c for c in range(channels) if (track, c) not in procedure.applicants]
            purpose = f"cohort/channel/{procedure.tracks[track]}"
            u = self.streams.uniforms(purpose, self.replication, number)
            chosen = np.floor(u * len(open_to)).astype(np.int64)
            counts[track, open_to] = np.bincount(chosen, minlength=len(open_to))
        flat = counts.ravel()
        group = np.repeat(np.arange(flat.size), flat)
        ordinal = np.arange(len(group)) - np.repeat(np.cumsum(flat) - flat, flat)
        return group // channels, group % channels, ordinal

    def each(self, purpose: str) -> Floats:
        """One number in [0, 1) per applicant."""
        drawn = self.streams.uniforms(purpose, self.replication, self.size)
        taken: Floats = drawn[self.slots]
        return taken

    def minutes(self, visits: Sequence[tuple[Node, int]]) -> list[list[int]]:
        """Working (or civil) minutes of each applicant's own visits at some stages per case.

        ``visits`` are stages, each with a number that tells several services of one case apart;
        all are worked out together.
        """
        if not visits:
            return []
        u = np.stack([self.each(f"{node.id}/service{number}") for node, number in visits])
        drawn = self._spread(u)
        for row, (node, _) in enumerate(visits):
            times = node.times or (node.meeting.time if node.meeting is not None else None,)
            if all(time is None or _plain(time) for time in times):
                bases = [self._base(time) for time in times]
                drawn[row] *= bases[0] if len(bases) == 1 else np.array(bases)[self.track]
            else:
                own = np.stack([self._single(time, u[row], drawn[row]) for time in times])
                drawn[row] = own[0] if len(times) == 1 else own[self.track, np.arange(self.count)]
        found: list[list[int]] = np.rint(drawn).astype(np.int64).tolist()
        return found

    def _single(self, time: Time | None, u: Floats, factor: Floats) -> Floats:
        """Minutes of single visits for uniform numbers, and the factors of their spread."""
        base = self._base(time)
        if time is None or time.stated:
            return np.full(len(u), base)
        if time.distribution is not None:
            drawn = by_name(time.distribution.name, u, time.distribution.parameters) * time.scale
        elif time.clock == "civil":
            drawn = np.full(len(u), round(base / 1440) * 1440.0)
        else:
            drawn = base * factor
        return _within(time, drawn)

    def list_minutes(self, node: Node, time: Time) -> list[int]:
        """Working (or civil) minutes that each channel's list, or the batch, takes."""
        lists = len(self.plan.procedure.channels) if node.per == "channel" else 1
        purpose = f"{node.id}/service"
        if time.distribution is not None:
            u = self.streams.uniforms(purpose, self.replication, lists)
            drawn = by_name(time.distribution.name, u, time.distribution.parameters) * time.scale
            return self._whole(_within(time, drawn))
        base = self._base(time)
        if time.clock == "civil":
            return [round(time.within(round(base / 1440) * 1440))] * lists
        if node.per == "channel" and not time.stated:
            u = self.streams.uniforms(purpose, self.replication, lists)
            return self._whole(_within(time, base * self._spread(u)))
        return [round(time.within(base))] * lists

    def _base(self, time: Time | None) -> float:
        if time is None:
            return 0.0
        if time.input < 0:
            return float(time.fixed)
        return self.values[time.input] * time.scale

    def _spread(self, u: Floats) -> Floats:
        """Factor of a single case: triangular about one."""
        width = self.number("chance.spread")
        side = 2.0 * u - 1.0
        size = 1.0 - np.sqrt(1.0 - np.abs(side))
        factor = np.copysign(size, side)
        factor *= width
        factor += 1.0
        return factor

    def _whole(self, minutes: Floats) -> list[int]:
        found: list[int] = np.rint(minutes).astype(np.int64).tolist()
        return found

    def reviewers(self, node: Node, count: int, capacity: int) -> list[list[int]]:
        """For each applicant, distinct reviewers drawn at random, shape (n, count)."""
        chosen = np.empty((self.count, count), dtype=np.int64)
        for j in range(count):
            member = np.floor(self.each(f"{node.id}/reviewer{j}") * (capacity - j)).astype(np.int64)
            for earlier in np.sort(chosen[:, :j], axis=1).T:
                member += member >= earlier
            chosen[:, j] = member
        found: list[list[int]] = chosen.tolist()
        return found

    def candidates(
        self, members: Ints, marks: Mapping[str, Floats], reviewers: Ints | None = None
    ) -> Candidates:
        """Some applicants as columns for a rule."""
        return Candidates(
            track=self.track[members],
            channel=self.channel[members],
            columns=_Subset(self.columns, members),
            marks={name: column[members] for name, column in marks.items()},
            slots=self.slots[members],
            tracks=self.plan.procedure.tracks,
            reviewers=reviewers,
        )

    def draws(self, stage: str) -> Draws:
        """The numbers a rule may use at a stage."""
        return Draws(self.streams, stage, self.replication, self.size)


def _plain(time: Time) -> bool:
    """A number of working minutes, spread about one value."""
    free = not time.stated and not time.bounded
    return free and time.distribution is None and time.clock == "work"


def _within(time: Time, minutes: Floats) -> Floats:
    """Times within what the text allows."""
    return np.clip(minutes, time.least, time.most) if time.bounded else minutes


class _Subset(Mapping[str, NDArray[Any]]):
    """Columns of some applicants, taken when they are asked for."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], members: Ints) -> None:
        self._columns = columns
        self._members = members

    def __getitem__(self, name: str) -> NDArray[Any]:
        taken: NDArray[Any] = self._columns[name][self._members]
        return taken

    def __iter__(self) -> Any:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
