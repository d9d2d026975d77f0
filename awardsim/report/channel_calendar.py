"""The channels' own dates as parts of an iCalendar file, each entry under its channel's name."""

from __future__ import annotations

import attrs

from awardsim.analysis.channels import ChannelPlan, ChannelPlans, channel_plans
from awardsim.analysis.timetable import Line
from awardsim.procedure.model import Procedure
from awardsim.report.calendar_file import Part
from awardsim.report.channels_screen import channel_title, due_lines, sentence
from awardsim.report.teller import Teller
from awardsim.text import Language


def channel_parts(
    found: ChannelPlans, scenario: str, language: Language, filed: Procedure | None = None
) -> list[Part]:
    """A part for each channel; ``filed`` is the procedure as the scenario's file stands.

    What a channel hands over is due on the last day on which somebody is there to take it; the
    description has the day that is written, and the sentence to send.
    """
    procedure = found.procedure
    teller = Teller(procedure, language, scenario)
    planned, before = _earlier(procedure.planned, language), _earlier(filed, language)
    parts = []
    for channel, name in enumerate(procedure.channels):
        plan = attrs.evolve(found.of(channel), channels=(channel,))
        said = (sentence(found, plan, channel, teller),)
        more: dict[int, tuple[str, ...]] = dict.fromkeys(plan.posts, said)
        if plan.handover is not None:
            more[plan.handover] = (*due_lines(found, plan, teller), *said)
        title = channel_title(procedure, channel, language)
        lines = _lines(found, plan)
        part = Part(procedure, lines, name, title, more, planned.get(name), before.get(name))
        parts.append(part)
    gone = [part for name, part in before.items() if name not in procedure.channels]
    return [*parts, *(attrs.evolve(part, lines=(), filed=part) for part in gone)]


def _earlier(procedure: Procedure | None, language: Language) -> dict[str, Part]:
    """The channels' parts of an earlier plan, by their ids."""
    if procedure is None:
        return {}
    found = channel_plans(procedure)
    return {
        name: Part(
            procedure,
            _lines(found, found.of(channel)),
            name,
            channel_title(procedure, channel, language),
        )
        for channel, name in enumerate(procedure.channels)
    }


def _lines(found: ChannelPlans, plan: ChannelPlan) -> list[Line]:
    return [_due_when_taken(found, plan, line) for line in plan.lines]


def _due_when_taken(found: ChannelPlans, plan: ChannelPlan, line: Line) -> Line:
    """A line whose deadline is the day that is counted back from."""
    if line.node != plan.handover or plan.by is None:
        return line
    day = found.procedure.calendar.date(plan.by)
    dates = [attrs.evolve(one, written=day) if one.kind == "limit" else one for one in line.dates]
    return attrs.evolve(line, dates=tuple(dates))
