"""Days off that only some channels have: an autonomous county's festival, a sector's own day.

They hold for what is done there: by the channel's applicants, and by the bodies that the channel
has of its own.  Everybody else, and every date of the text, keeps to the common calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from awardsim.errors import Problem, nearest_name
from awardsim.policy import Policy
from awardsim.procedure.bodies import instances
from awardsim.procedure.channels import Channels, known_channels
from awardsim.procedure.model import Node
from awardsim.scenario.model import OwnHoliday, Scenario
from awardsim.text import Text
from awardsim.workdays import RegionalHoliday, WorkCalendar

#: Roles whose work is done where the applicants are.
_THERE = ("applicant", "channel_office", "channel_group")


def overlay(holiday: OwnHoliday) -> RegionalHoliday:
    """A day off of a scenario as the calendar has it."""
    return RegionalHoliday(holiday.date, Text(holiday.name, holiday.name), holiday.source)


def check_channels(policy: Policy, scenario: Scenario, problems: list[Problem]) -> None:
    """Note days off of channels that the text does not have."""
    known = known_channels(policy)
    for place, holiday in enumerate(scenario.calendar.holidays):
        for channel in holiday.channels:
            if channel not in known:
                file, line = scenario.place(f"calendar.holidays.{place}.channels")
                problems.append(
                    Problem(
                        Text(f"文本没有渠道 '{channel}'", f"the text has no channel '{channel}'"),
                        file,
                        line,
                        f"calendar.holidays[{place}].channels",
                        nearest_name(channel, known),
                    )
                )


def with_local_days(
    nodes: Sequence[Node], policy: Policy, scenario: Scenario, calendar: WorkCalendar
) -> tuple[Node, ...]:
    """The stages, each with the calendars of the channels that have days off of their own there.

    A list or a body of several channels rests on the days that all of them have off.
    """
    division = Channels.of(policy)
    own = _own(scenario, division)
    if not own:
        return tuple(nodes)
    made: dict[tuple[int, frozenset[OwnHoliday]], WorkCalendar] = {}

    def local(node: Node) -> Node:
        found: dict[int, WorkCalendar] = {}
        base = node.calendar or calendar
        for channel in own:
            together = _together(node, nodes, policy, division, channel)
            days = frozenset.intersection(*(own.get(one, frozenset()) for one in together))
            if days:
                if (id(base), days) not in made:
                    made[id(base), days] = base.with_holidays([overlay(day) for day in days])
                found[channel] = made[id(base), days]
        return attrs.evolve(node, local=found) if found else node

    return tuple(
        local(node) if node.body in policy.bodies and _is_there(node, policy) else node
        for node in nodes
    )


def _own(scenario: Scenario, division: Channels) -> Mapping[int, frozenset[OwnHoliday]]:
    """Days off by channel; those of a channel that is divided are those of its parts."""
    found: dict[int, set[OwnHoliday]] = {}
    for holiday in scenario.calendar.holidays:
        for channel in holiday.channels:
            places = {place for place, name in enumerate(division.names) if name == channel}
            if channel in division.wholes:
                places.update(division.parts(division.wholes.index(channel)))
            for place in places:
                found.setdefault(place, set()).add(holiday)
    return {place: frozenset(days) for place, days in sorted(found.items())}


def _is_there(node: Node, policy: Policy) -> bool:
    body = policy.bodies[node.body]
    return body.each == "channel" or body.role in _THERE


def _together(
    node: Node, nodes: Sequence[Node], policy: Policy, division: Channels, channel: int
) -> set[int]:
    """The channels whose applicants the same list or the same people have in hand."""
    body = policy.bodies[node.body]
    found = {channel}
    if node.listed and node.lists[channel] >= 0:
        found.update(node.members(node.lists[channel]))
    if body.each == "channel":
        of, _ = instances(division, body)
        served = range(len(of)) if not body.inside else _inside(division, body.inside)
        found.update(place for place in served if of[place] == of[channel])
    elif body.role != "applicant":
        for other in nodes:
            if other.body == node.body:
                found.update(place for place, open_ in enumerate(other.channels) if open_)
    return found


def _inside(division: Channels, whole: str) -> tuple[int, ...]:
    return division.parts(division.wholes.index(whole))
