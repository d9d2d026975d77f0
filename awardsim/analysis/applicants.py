"""Applicants of all replications as a table: who they are, how good, what became of them.

A replication is a row of numbers, so that workers can hand it over, with room for as many
applicants as there can be at most.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.one_cohort import JUDGES
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Node, Procedure
from awardsim.rules.interface import RuleKind
from awardsim.simulation.log import AWARDED, INSIDE, Log
from awardsim.simulation.plan import Plan
from awardsim.text import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Rules that decide by merit or by marks, as far as anybody sees them.
JUDGING = (RuleKind.SCORE, RuleKind.SHORTLIST, RuleKind.VOTE, RuleKind.CONFER)
#: Of those, the ones that choose among several.
CHOOSING = (RuleKind.SHORTLIST, RuleKind.VOTE, RuleKind.CONFER)
#: What is kept of each applicant.
_FIELDS = ("slot", "track", "channel", "merit", "outcome", "node", "tier", "mark")
#: Columns of the cohort that are kept where it has them.
_COLUMNS = ("trait_branch", "years_since_award", "category", "size")
#: Where an applicant is that did not leave.
NOWHERE = 1 << 20


@attrs.frozen(eq=False)
class Table:
    """Applicants of all replications, every array of shape (replications, room).

    Attributes
    ----------
    present
        Somebody stands there; everything else means nothing where nobody does.
    slot
        The fixed place by which the same applicant is found under another change of a rule.
    merit
        True merit, points of 1000.
    outcome
        Index into the plan's reasons.
    node
        The stage at which each left; :data:`NOWHERE` for those that did not.
    tier
        Index, -1 for none.
    mark
        The mark by which the last vote went; nan where there was none.
    columns
        Further columns of the cohort; nan where it has none of that name.
    judging
        Working days of reviewers and site teams in each replication, shape (replications,).
    """

    procedure: Procedure
    reasons: tuple[str, ...]
    present: Bools
    slot: Ints
    track: Ints
    channel: Ints
    merit: Floats
    outcome: Ints
    node: Ints
    tier: Ints
    mark: Floats
    columns: Mapping[str, Floats]
    judging: Floats

    @property
    def replications(self) -> int:
        """How many there are."""
        return len(self.present)

    def first(self, count: int) -> Table:
        """The first so many replications."""
        if count >= self.replications:
            return self
        cut = {
            one.name: getattr(self, one.name)[:count]
            for one in attrs.fields(Table)
            if one.name not in ("procedure", "reasons", "columns")
        }
        columns = {name: column[:count] for name, column in self.columns.items()}
        return attrs.evolve(self, columns=columns, **cut)

    @property
    def awarded(self) -> Bools:
        """Who is awarded."""
        found: Bools = self.present & (self.outcome == AWARDED)
        return found

    @property
    def judged(self) -> Bools:
        """Who came as far as being judged: past, or put out by, the first judging of its way."""
        procedure = self.procedure
        first = np.full((len(procedure.tracks), len(procedure.channels)), NOWHERE)
        reasons: set[str] = set()
        for node in reversed(judging_nodes(procedure)):
            first[np.ix_(node.tracks, node.channels)] = node.index
            assert node.rule is not None
            reasons.update(node.rule.rule.reasons)
        own = first[self.track, self.channel]
        known = [place for place, name in enumerate(self.reasons) if name in reasons]
        put_out = np.isin(self.outcome, known)
        found: Bools = self.present & (
            self.awarded | (self.node > own) | ((self.node == own) & put_out)
        )
        return found & (own < NOWHERE)

    @property
    def unfinished(self) -> Bools:
        """Who is still inside when the calendar ends."""
        found: Bools = self.present & (self.outcome == INSIDE)
        return found


def judging_nodes(procedure: Procedure) -> tuple[Node, ...]:
    """Stages whose rule judges, in order."""
    return tuple(
        node for node in procedure.nodes if node.rule is not None and node.rule.rule.kind in JUDGING
    )


def choosing_nodes(procedure: Procedure, track: int) -> tuple[Node, ...]:
    """Stages that choose among several applicants of a track, in order."""
    return tuple(
        node
        for node in procedure.nodes
        if node.rule is not None and node.rule.rule.kind in CHOOSING and node.tracks[track]
    )


def last_vote(procedure: Procedure) -> Node | None:
    """The last stage at which somebody votes; None where nobody does."""
    votes = [
        node
        for node in procedure.nodes
        if node.rule is not None and node.rule.rule.kind is RuleKind.VOTE
    ]
    return votes[-1] if votes else None


def room(procedure: Procedure) -> int:
    """How many applicants there can be at most; at least 1."""
    if procedure.shared is not None:
        return max(sum(procedure.shared), 1)
    most = [math.ceil(procedure.inputs[one].most) for one in procedure.applicants.values()]
    return max(sum(most), 1)


def collect(plan: Plan, log: Log) -> list[float]:
    """The applicants of one replication as a row: the working days of judges, then the fields."""
    procedure = plan.procedure
    most = room(procedure)
    names = (*_FIELDS, *_COLUMNS)
    cells = np.full((len(names), most), np.nan)
    count = len(log.outcome)
    columns = log.columns
    assert isinstance(columns, Mapping)
    node = np.full(count, NOWHERE)
    for case, at, _, _, _ in log.left:
        node[case] = at
    given = {
        "slot": log.slots,
        "track": log.track,
        "channel": log.channel,
        "merit": _column(columns, "merit", count),
        "outcome": np.array(log.outcome),
        "node": node,
        "tier": np.array(log.tier),
        "mark": _voted_by(procedure, log),
    }
    for place, name in enumerate(names):
        cells[place, :count] = given[name] if name in given else _column(columns, name, count)
    minutes = sum(
        busy for body, busy in log.busy.items() if procedure.policy.bodies[body].role in JUDGES
    )
    row: list[float] = [minutes / procedure.calendar.day_minutes, *cells.ravel().tolist()]
    return row


def table(procedure: Procedure, reasons: tuple[str, ...], found: Floats) -> Table:
    """Rows of :func:`collect` as a table.

    Raises
    ------
    InputError
        The cohort says nothing of merit.
    """
    names = (*_FIELDS, *_COLUMNS)
    cells = found[:, 1:].reshape(len(found), len(names), -1)
    by_name = {name: cells[:, place] for place, name in enumerate(names)}
    present = ~np.isnan(by_name["slot"])
    if present.any() and np.isnan(by_name["merit"][present]).any():
        raise InputError(
            Problem(
                Text(
                    f"申报主体（{procedure.scenario.cohort}）没有真实水平（merit），谈不上选得准不准",
                    f"the cohort {procedure.scenario.cohort} says nothing of merit, without which "
                    "nobody is the best",
                ),
                path="cohort.model",
            )
        )

    def whole(name: str) -> Ints:
        known: Ints = np.where(present, by_name[name], 0).astype(np.int64)
        return known

    return Table(
        procedure,
        reasons,
        present,
        whole("slot"),
        whole("track"),
        whole("channel"),
        by_name["merit"],
        whole("outcome"),
        whole("node"),
        whole("tier"),
        by_name["mark"],
        {name: by_name[name] for name in _COLUMNS},
        found[:, 0],
    )


def _column(columns: Mapping[str, Any], name: str, count: int) -> Floats:
    """A column of the cohort; nan where it has none of that name."""
    try:
        found: Floats = np.asarray(columns[name], dtype=np.float64)
    except KeyError:
        found = np.full(count, np.nan)
    return found


def _voted_by(procedure: Procedure, log: Log) -> Floats:
    """The mark that a vote's candidates had when it began."""
    found = np.full(len(log.outcome), np.nan)
    vote = last_vote(procedure)
    marks = log.marks
    if vote is None or not isinstance(marks, Mapping):
        return found
    assert vote.rule is not None
    of = vote.rule.parameters.get("of") or ""
    for node in judging_nodes(procedure):
        if node.index < vote.index and node.id in marks and of in ("", node.id):
            given = np.asarray(marks[node.id], dtype=np.float64)
            found = np.where(np.isnan(given), found, given)
    return found
