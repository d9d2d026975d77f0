"""What a first screen says about a forecast, before it is put into words.

Which assumptions matter and whose they are, what the end waited for and what would move it,
which readings were followed, what the text points to and is not at hand.
"""

from __future__ import annotations

import datetime
import re

import attrs

from awardsim.analysis.awards import QuotaResult
from awardsim.analysis.driving import ASSUMED_DATE, CALENDAR, LAW, MEETING, OUTSIDE, QUEUE, SERVICE
from awardsim.analysis.forecast import Forecast, PathShare
from awardsim.analysis.milestones import Milestone
from awardsim.analysis.ranges import Swing
from awardsim.policy import Cell, Option, Policy, Reading, Status
from awardsim.policy.leaves import leaves
from awardsim.procedure.followed import followed_option
from awardsim.procedure.model import Input, Node, Procedure
from awardsim.report import words
from awardsim.text import Text

#: Assumptions that count as influential at most.
INFLUENTIAL = 8
#: A share moves noticeably from here on.
NOTICEABLE = 0.02


@attrs.frozen
class Lever:
    """What could shorten a part of the path.

    Attributes
    ----------
    kind
        ``decide``, ``negotiate`` or ``guess`` (nobody can set it).
    input
        Index of the input behind it; -1 for meeting dates.
    to
        The end that is sooner: ``least``, ``most``; ``more`` people than are given; ``any_day``
        for a body that could meet on any working day; empty where nothing was tried.
    value
        The input's value there; None where it was not tried.
    share
        Share in time with it; None where it was not tried.
    """

    kind: str
    input: int
    to: str
    value: float | None
    share: float | None


@attrs.frozen
class Cause:
    """A stage and a category on the driving path, with what could shorten it."""

    row: PathShare
    lever: Lever | None


@attrs.frozen
class Choice:
    """A reading that a run followed."""

    id: str
    reading: Reading
    option: Option
    chosen: str

    @property
    def default(self) -> bool:
        """The text's own default reading."""
        return self.chosen == self.reading.default


def influential(forecast: Forecast) -> tuple[Swing, ...]:
    """Assumptions that move the answer noticeably, the most influential first.

    Where none moves the share (all certain, or all impossible), those that move the finish.
    """
    if forecast.ranges is None:
        return ()
    refined = [one for one in forecast.ranges.swings if one.refined]
    moving = [one for one in refined if one.high - one.low >= NOTICEABLE]
    if not moving:
        moving = [one for one in refined if one.days >= 1]
    return tuple(moving[:INFLUENTIAL])


def range_error(forecast: Forecast) -> float | None:
    """The largest simulation error of an end that a first screen shows; None without ranges."""
    found = forecast.ranges
    if found is None:
        return None
    ends = [found.low_error, found.high_error, found.favourable_error, found.unfavourable_error]
    return max(*ends, *(one.error for one in influential(forecast)))


def without_places(forecast: Forecast) -> tuple[QuotaResult, ...]:
    """Quotas in which there is no place at all."""
    return tuple(one for one in forecast.quotas if one.quota.number == 0)


def nobody_can_win(forecast: Forecast) -> bool:
    """Whether a quota of 0 stands in the way of every track, in each tier that there may be."""
    tiers = range(len(forecast.procedure.tiers)) or (-1,)
    closed = [one.quota for one in without_places(forecast)]
    return all(
        any(quota.counts(one.track, tier) for quota in closed)
        for one in forecast.tracks
        for tier in tiers
    )


def hurried(procedure: Procedure) -> tuple[Node, ...]:
    """Decisions that are pulled forward to the deadline, in order."""
    return tuple(
        node
        for node in procedure.nodes
        if node.meeting is not None and node.meeting.against >= 0 and node.meeting.hurried < 1
    )


def not_supplied(forecast: Forecast) -> tuple[Input, ...]:
    """Influential inputs that nobody gave, if more than half of them are so; else nothing.

    Without ranges influence is unknown; then it is asked whether anything was given at all.
    """
    inputs = forecast.procedure.inputs
    if forecast.ranges is None:
        if any(one.origin == "scenario" for one in inputs):
            return ()
        return tuple(one for one in inputs if not one.fixed)[:INFLUENTIAL]
    chosen = [inputs[one.input] for one in influential(forecast)]
    lacking = tuple(one for one in chosen if one.origin != "scenario")
    return lacking if len(chosen) - len(lacking) < len(chosen) / 2 else ()


def causes(forecast: Forecast) -> tuple[Cause, ...]:
    """Parts of the driving path that are not the law's nor the calendar's, longest first."""
    return tuple(
        Cause(row, _lever(forecast, row))
        for row in sorted(forecast.path, key=lambda one: -one.days)
        if row.category not in (LAW, CALENDAR)
        and not _handed_over(forecast, row)
        and not forecast.procedure.is_done(row.node)
    )


def _handed_over(forecast: Forecast, row: PathShare) -> bool:
    """The day on which a decision is only issued: a gate at the very end takes no time."""
    node = forecast.procedure.nodes[row.node]
    return node.kind == "gate" and row.category == ASSUMED_DATE and node.closes is None


def immovable(forecast: Forecast) -> tuple[float, float]:
    """Mean days on the path that are the law's, and days off."""
    law = sum(row.days for row in forecast.path if row.category == LAW)
    off = sum(row.days for row in forecast.path if row.category == CALENDAR)
    return law, off


def _lever(forecast: Forecast, row: PathShare) -> Lever | None:
    procedure = forecast.procedure
    node = procedure.nodes[row.node]
    starts = node.meeting is not None and bool(node.meeting.starts)
    if row.category == MEETING and starts:
        given = procedure.scenario.assumptions.get(f"meetings.{node.body}")
        share = None if forecast.ranges is None else forecast.ranges.any_day
        kind = given.lever if given is not None else "decide"
        return Lever(kind, -1, "any_day" if share is not None else "", None, share)
    found = [index for index in _behind(procedure, node, row.category) if index >= 0]
    swings = {} if forecast.ranges is None else {one.input: one for one in forecast.ranges.swings}
    tried = [swings[index] for index in found if index in swings]
    moving = [one for one in tried if one.better != "neither"]
    if moving:
        best = max(moving, key=lambda one: (_gain(one), one.days))
        return _moved(procedure, best, best.better, _gain(best))
    people = () if forecast.ranges is None else forecast.ranges.people
    for more in people:
        if more.input in found:
            kind = procedure.inputs[more.input].lever
            return Lever(kind, more.input, "more", more.then, more.share)
    if tried:
        return _moved(procedure, tried[0], "least", tried[0].high)
    if found:
        return Lever(procedure.inputs[found[0]].lever, found[0], "", None, None)
    return None


def _moved(procedure: Procedure, swing: Swing, to: str, share: float) -> Lever:
    """The lever of an input; without a share where that would rest on few replications."""
    one = procedure.inputs[swing.input]
    known = share if swing.refined else None
    return Lever(one.lever, swing.input, to, one.least if to == "least" else one.most, known)


def _gain(one: Swing) -> float:
    """Share with the input at the end that finishes sooner."""
    return one.at_least if one.better == "least" else one.at_most


def _behind(procedure: Procedure, node: Node, category: int) -> list[int]:
    """Inputs that stand behind a stage's days of one category."""
    if category == QUEUE:
        found = [procedure.input_index(f"people.{node.body}")]
        body = procedure.bodies.get(node.body)
        return found + (list(dict.fromkeys(body.inputs)) if body is not None else [])
    if category in (SERVICE, OUTSIDE):
        found = [procedure.input_index(f"durations.{node.id}")]
        found += [procedure.input_index(f"durations.{node.id}.{t}") for t in procedure.tracks]
        if all(index < 0 for index in found) or category == OUTSIDE:
            base = f"fill.stages.{node.id}.supplement"
            found += [procedure.input_index(f"{base}.{part}") for part in ("within", "rounds")]
        return found
    if category == MEETING:
        return [procedure.input_index(f"meetings.{node.body}")]
    if category == ASSUMED_DATE:
        names = [f"fill.stages.{node.id}.closes", f"fill.stages.{node.id}.deadline.on"]
        if node.kind == "notice":
            names.append(f"durations.{node.id}")
        return [procedure.input_index(name) for name in names]
    return []


def too_few(forecast: Forecast) -> list[Text]:
    """Where a file is judged by fewer people than it should be, and how often."""
    found = []
    for index, share in forecast.understaffed:
        title = forecast.procedure.nodes[index].title
        zh, en = words.percent(share, "zh"), words.percent(share, "en")
        found.append(
            Text(
                f"{zh}的推演里，{title.zh}的人数少于每份应有的人数：只由在的人评",
                f"in {en} of the runs {title.en} has fewer people than are to judge each file: "
                "only those who are there judge it",
            )
        )
    return found


def deciding_meeting(forecast: Forecast) -> Milestone | None:
    """The last stage at which a body decides on the awards; None where there is none."""
    nodes = forecast.procedure.nodes
    found = [one for one in forecast.stages if nodes[one.node].type == "DECIDE"]
    return found[-1] if found else None


def choices(procedure: Procedure) -> tuple[Choice, ...]:
    """Readings that the run followed: chosen ones first, then those that bear on dates."""
    found: list[Choice] = []
    for name, reading in procedure.policy.readings.items():
        chosen = procedure.scenario.readings.get(name, reading.default)
        if followed_option(procedure, name) != chosen:
            continue  # the text, or a change of it, says something else
        found.append(Choice(name, reading, reading.options[chosen], chosen))

    def rank(one: Choice) -> tuple[bool, bool]:
        paths = [path for option in one.reading.options.values() for path in option.set]
        return one.default, not any(path.startswith("stages.") for path in paths)

    return tuple(sorted(found, key=rank))


def missing_documents(policy: Policy) -> tuple[Text, ...]:
    """Documents that the text points to and that are not at hand, in the order of the text."""
    found: dict[str, Text] = {}
    for leaf in leaves(policy):
        if leaf.cell.status is Status.ELSEWHERE:
            for one in _documents(leaf.cell):
                found.setdefault(one.zh, one)
    return tuple(sorted(found.values(), key=lambda one: _by_number(one.zh)))


def _documents(cell: Cell[object]) -> list[Text]:
    """The documents that one value is in, each by its name in both languages."""
    named = cell.reason or Text.same(cell.source)
    chinese = [part.strip() for part in re.split("[、，]", named.zh) if part.strip()]
    english = [part.strip() for part in re.split("[、，]|, ", named.en) if part.strip()]
    if len(chinese) != len(english):
        english = chinese
    return [Text(zh, en) for zh, en in zip(chinese, english, strict=True)]


def _by_number(name: str) -> tuple[bool, str, int]:
    """Numbered documents first, in the order of their numbers."""
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :][:9]
    return not digits, stem, int(digits or 0)


def projected(forecast: Forecast) -> bool:
    """Whether a date that the run may reach rests on days off that are not announced."""
    calendar = forecast.procedure.calendar
    return any(minute is not None and calendar.is_projected(minute) for minute in reached(forecast))


def reached(forecast: Forecast) -> list[int | None]:
    """The dates that a run may reach: of each stage early, middle and late, and of its end."""
    found = [minute for one in forecast.stages for minute in (one.early, one.middle, one.late)]
    return [*found, *forecast.finish]


def first_projected(forecast: Forecast) -> datetime.date | None:
    """The first day that rests on a projection."""
    calendar = forecast.procedure.calendar
    if calendar.first_projected is None:
        return None
    return calendar.date(calendar.first_projected)


def documents(policy: Policy) -> str:
    """Numbers of the documents a text is made of."""
    return "、".join(one.number for one in policy.sources.values() if one.number)
