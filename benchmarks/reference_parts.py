"""What the reference in SimPy knows: its numbers, its applicants, its lists and its counties."""

from __future__ import annotations

import random

import simpy

from awardsim.procedure.model import Procedure
from awardsim.workdays import WorkCalendar

ORGANISATION, INDIVIDUAL = 0, 1
STAGES = 5  # an applicant that withdraws does so before one of these


class Setting:
    """The numbers of one scenario, read once from awardsim's inputs; nothing of them is timed."""

    def __init__(self, procedure: Procedure) -> None:
        self.calendar: WorkCalendar = procedure.calendar
        self.inputs = {
            one.id: (one.least, one.usual, one.most, one.kind == "count")
            for one in procedure.inputs
        }
        self.counties = len(procedure.channels)
        self.quotas = [
            next(one.number for one in procedure.quotas if track in one.tracks)
            for track in range(len(procedure.tracks))
        ]
        nodes = {node.id: node for node in procedure.nodes}
        receipt, deliberation = nodes["receipt"].limit, nodes["deliberation"].meeting
        assert receipt is not None
        assert deliberation is not None
        self.opening = nodes["call"].opens
        self.deadline = receipt.moment.minute
        self.meetings = deliberation.starts
        self.meeting_minutes = deliberation.length
        self.finish_by = procedure.deadline_minute

    def draw(self, rng: random.Random) -> dict[str, float]:
        """Every assumption of one replication: triangular, whole where it counts things."""
        values: dict[str, float] = {}
        triangular = rng.triangular
        for name, (least, usual, most, whole) in self.inputs.items():
            if least == most:
                values[name] = usual
            elif whole:
                drawn = triangular(least - 0.5, most + 0.5, usual)
                values[name] = min(max(round(drawn), least), most)
            else:
                values[name] = triangular(least, most, usual)
        return values


class Applicant:
    """An organisation or a person, and what is still to come out about it."""

    __slots__ = (
        "branch",
        "complete",
        "county",
        "disqualified",
        "mark",
        "merit",
        "objection_until",
        "out",
        "qualified",
        "site_mark",
        "start",
        "track",
        "withdraws",
    )

    def __init__(self, track: int, county: County, merit: float, start: int) -> None:
        self.track = track
        self.county = county
        self.merit = merit
        self.start = start
        self.branch = False
        self.complete = True
        self.qualified = True
        self.withdraws = STAGES
        self.disqualified = False
        self.objection_until = -1
        self.out = ""
        self.mark = 0.0
        self.site_mark = 0.0


class Gathering:
    """Cases that are being worked on; ``cleared`` happens when the last of them is done."""

    def __init__(self, env: simpy.Environment) -> None:
        self.open = 0
        self.passed: list[Applicant] = []
        self.cleared = env.event()
        self.closed = False

    def close(self) -> simpy.Event:
        """Nobody is added any more."""
        self.closed = True
        if self.open == 0:
            self.cleared.succeed()
        return self.cleared

    def done(self, one: Applicant) -> None:
        """A case is through, or out."""
        if not one.out:
            self.passed.append(one)
        self.open -= 1
        if self.closed and self.open == 0:
            self.cleared.succeed()


class County:
    """A county bureau and its list."""

    def __init__(self, env: simpy.Environment, people: int) -> None:
        self.staff = simpy.Resource(env, people)
        self.screening = Gathering(env)
        self.received = env.event()
