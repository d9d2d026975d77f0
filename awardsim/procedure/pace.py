"""The pace of an edition: as soon as all is ready, or by the dates that the text sets.

A text that dates its steps ("材料评审（12月20日前）") may be followed in two ways.  Under
``as_ready`` a stage begins when what comes before it is over.  Under ``milestones`` each step
takes the time that the text gives it: nothing begins before the stated dates of what comes
before it, however early that is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from awardsim.procedure.model import Node
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

#: A stated date: its minute, and the index of the stage whose date it is.
_Due = tuple[int, int]
_NONE: _Due = (-1, -1)


def at_milestones(
    nodes: Sequence[Node], calendar: WorkCalendar
) -> tuple[tuple[Node, ...], dict[int, int], Text | None]:
    """Stages that begin no earlier than the stated dates of those that come before them.

    A date is a closing date or a deadline that the text itself states, after rolling; one that
    is assumed does not count.  Where a stage is passed over by some (another track, channel,
    tier or kind of applicant), what follows it waits for its date all the same, and for the dates
    before it: a milestone is a date of the edition and not of an applicant.

    Parameters
    ----------
    nodes
        In the order of their rank.

    Returns
    -------
    nodes
        With ``opens`` moved.
    waits
        By stage that was moved, the stage whose date it waits for.
    told
        What was moved, for the reader; None if nothing was.
    """
    above: dict[int, _Due] = {}
    moved: list[Node] = []
    waits: dict[int, int] = {}
    for node in nodes:
        found = _NONE
        for index in node.after:
            before = nodes[index]
            found = max(found, (_due(before), index))
            if _passed_over(before):
                found = max(found, above.get(index, _NONE))
        above[node.index] = found
        minute, of = found
        if minute > node.opens:
            node = attrs.evolve(node, opens=minute)
            waits[node.index] = of
        moved.append(node)
    return tuple(moved), waits, _told(moved, waits, calendar) if waits else None


def _due(node: Node) -> int:
    """The minute of a stage's own stated date, the later one of two; -1 for none."""
    moments = [node.closes, node.limit.moment if node.limit is not None else None]
    return max((one.minute for one in moments if one is not None and one.stated), default=-1)


def _passed_over(node: Node) -> bool:
    """Not everybody goes through it."""
    return not (all(node.tracks) and all(node.channels)) or bool(node.traits or node.tiers)


def _told(nodes: Sequence[Node], waits: Mapping[int, int], calendar: WorkCalendar) -> Text:
    days = [(nodes[index].title, calendar.date(nodes[index].opens)) for index in waits]
    zh = "、".join(f"{title.zh} {day}" for title, day in days)
    en = ", ".join(f"{title.en} {day}" for title, day in days)
    return Text(
        f"按写明的日期走（pace = milestones），不早于：{zh}",
        f"by the stated dates (pace = milestones), not before: {en}",
    )
