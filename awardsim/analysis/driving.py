"""The driving path: what the end of a replication waited for, day by day.

From the row that set the end the path goes back along ``released_by``.  Every civil day from the
opening to the end is charged once, to the segment in force at its close of business; a day off to
*calendar*, unless what is in force counts calendar days and therefore runs on.
"""

from __future__ import annotations

from typing import NamedTuple

import attrs

from awardsim.procedure.model import Node, Procedure
from awardsim.simulation.log import DATE, OPENING, Log
from awardsim.text import Text

#: What a day on the path can be charged to, in the order in which they are shown.
CATEGORIES = (
    "law",
    "calendar",
    "queue",
    "service",
    "outside",
    "meeting",
    "assumed_date",
    "before_filing",
)
CATEGORY_TITLES = {
    "law": Text("法定公示和写明的日期", "statutory notices and stated dates"),
    "calendar": Text("周末和节假日", "days off"),
    "queue": Text("排队等人手", "waiting for people"),
    "service": Text("办理", "work"),
    "outside": Text(
        "外部办理（征求意见、寄送、审批）", "outside (consultation, delivery, approval)"
    ),
    "meeting": Text("等开会", "waiting for a meeting"),
    "assumed_date": Text("估计的日期", "assumed dates"),
    "before_filing": Text("申报前准备", "before filing"),
}
LAW, CALENDAR, QUEUE, SERVICE, OUTSIDE, MEETING, ASSUMED_DATE, BEFORE = range(8)
_OWN_ROLES = ("office", "reviewers", "site_teams", "channel_office")


class Segment(NamedTuple):
    """A stretch of the path: a stage, what its days are charged to, from one minute to another.

    ``civil``: days off are charged to it too, since it counts calendar days.
    """

    node: int
    category: int
    begin: int
    end: int
    civil: bool = False


@attrs.frozen(eq=False)
class DayCount:
    """Closes of business before each civil day: all days, and working days only."""

    close: int
    working: tuple[bool, ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, procedure: Procedure) -> DayCount:
        """Count the days of a procedure's calendar."""
        calendar = procedure.calendar
        days = calendar.count_days(calendar.opening, calendar.last)
        working = tuple(day.working for day in days)
        before = [0]
        for one in working:
            before.append(before[-1] + one)
        return cls(min(calendar.hours[1], 1440), working, tuple(before))

    def upto(self, minute: int) -> tuple[int, int]:
        """Civil and working closes of business at or before a minute."""
        day, rest = divmod(minute, 1440)
        if rest >= self.close:
            day += 1
        day = min(day, len(self.working))
        return day, self.before[day]


def segments(procedure: Procedure, log: Log, row: int) -> list[Segment]:
    """Segments of the path that ends with a row, from the opening on, without gaps."""
    nodes = procedure.nodes
    found: list[Segment] = []
    at = row
    while at >= 0:
        _, index, arrived, started, finished, cause, _, _ = log.rows[at]
        node = nodes[index]
        waiting, serving = _categories(procedure, node)
        found.append(Segment(index, serving, started, finished, node.civil))
        opened = min(max(node.opens, arrived), started)
        if started > opened:
            found.append(Segment(index, waiting, opened, started))
        if opened > arrived:  # ready before the text's own date
            found.append(Segment(procedure.waits.get(index, index), LAW, arrived, opened))
        if cause >= 0:
            before = log.rows[cause][4]
            if arrived > before:
                found.append(Segment(index, OUTSIDE, before, arrived))
        elif cause <= DATE:
            dated = nodes[DATE - cause]
            moment = dated.closes or (dated.limit.moment if dated.limit is not None else None)
            stated = bool(moment and moment.stated)
            charged = LAW if stated else ASSUMED_DATE
            found.append(Segment(dated.index, charged, 0, arrived))
        elif arrived > 0:
            found.append(Segment(index, BEFORE, 0, arrived))
        at = cause if cause != OPENING else -1
    found.reverse()
    return found


def days(count: DayCount, path: list[Segment]) -> list[tuple[int, int, int]]:
    """Days charged along a path: (node, category, civil days); they add up to all days.

    The last day is charged to the last segment though it may end before the close of business.
    """
    if not path:
        return []
    charged: list[tuple[int, int, int]] = []
    civil_before = working_before = 0
    for node, category, _begin, end, runs_on in path:
        civil, working = count.upto(end)
        passed = civil - civil_before
        own = passed if runs_on else working - working_before
        if own > 0:
            charged.append((node, category, own))
        if passed > own:
            charged.append((node, CALENDAR, passed - own))
        civil_before, working_before = max(civil, civil_before), max(working, working_before)
    last = path[-1].end // 1440
    if civil_before <= last < len(count.working):
        final = next((one for one in reversed(path) if one.end > one.begin), path[-1])
        own_day = count.working[last] or final.civil
        charged.append((final.node, final.category if own_day else CALENDAR, 1))
    return charged


def _categories(procedure: Procedure, node: Node) -> tuple[int, int]:
    """What the wait for a stage and the stage itself are charged to."""
    if node.kind == "notice":
        stated = node.notice is not None and node.notice.stated
        return LAW, LAW if stated else ASSUMED_DATE
    if node.kind == "work":
        return QUEUE, SERVICE
    if node.kind == "meeting":
        decides = node.meeting is not None and node.meeting.time is not None
        return MEETING, OUTSIDE if decides else MEETING
    if node.kind == "wait":
        time = node.times[0] if node.times else None
        if time is not None and time.stated:
            return LAW, LAW
        role = procedure.policy.bodies[node.body].role
        return OUTSIDE, SERVICE if role in _OWN_ROLES and node.limit is None else OUTSIDE
    return ASSUMED_DATE, ASSUMED_DATE
