"""What is meant by the day that ``--did`` gives of a notice: over on it, or posted on it.

It was over, as every other stage, unless it cannot have been: the text's own days had not passed,
or an objection came in later, which only a notice that still runs is open to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs

from awardsim.analysis.subject import find_stage
from awardsim.cli.edition import Edition, day_of
from awardsim.procedure.model import Node, Procedure
from awardsim.report.console import plain
from awardsim.schedule.maps import notice
from awardsim.schedule.passes import usual_values
from awardsim.text import NOTHING, Text
from awardsim.workdays import CalendarError


def meant(
    edition: Edition, procedure: Procedure, received: datetime.date | None, at: str | None
) -> tuple[Edition, list[Text]]:
    """The edition with notices that were posted and not over, and what is to be said of each.

    Parameters
    ----------
    procedure
        The procedure of that edition, under way.
    received, at
        The day on which an objection comes in, and the notice that it is said to be against.
    """
    before, progress = procedure.planned, procedure.scenario.progress
    if before is None or progress is None:
        return edition, []
    nodes = {one.id: one for one in before.nodes}
    named = None if at is None else find_stage(procedure, at)
    remarks: list[Text] = []
    posted = dict(edition.posted)
    for name, written in edition.done.items():
        node, day = nodes[find_stage(procedure, name)], day_of(written, procedure)
        why = None
        if node.notice is not None and node.id not in progress.posted:
            why = _too_soon(before, node, day, progress.given)
            if why is None and received is not None and named in (None, node.id):
                why = _open_later(before, node, day, received)
        if why is None:
            continue
        posted[name] = attrs.evolve(written, option="--posted")
        shown = plain(f"{name}={written.written}")
        remarks.append(
            Text(
                f"说明：--did {shown} 按发布日理解：{why.zh}。等于 --posted {shown}",
                f"note: --did {shown} is taken as the day of posting: {why.en}. The same as "
                f"--posted {shown}",
            )
        )
    done = {name: day for name, day in edition.done.items() if name not in posted}
    return attrs.evolve(edition, done=done, posted=posted), remarks


def otherwise(edition: Edition, procedure: Procedure) -> Text:
    """The command for the day of posting, where a notice posted on its last day would still run."""
    before, progress = procedure.planned, procedure.scenario.progress
    if before is None or progress is None:
        return NOTHING
    for name, written in edition.done.items():
        node = before.nodes[before.node_index[find_stage(procedure, name)]]
        over = _over(before, node, day_of(written, procedure))
        followed = any(node.index in one.after for one in before.nodes if one.id in progress.done)
        if over is not None and over >= progress.today and not followed:
            done = {one: day for one, day in edition.done.items() if one != name}
            posted = {**edition.posted, name: attrs.evolve(written, option="--posted")}
            command = attrs.evolve(edition, done=done, posted=posted).command()
            shown = plain(f"{name}={written.written}")
            return Text(
                f"{command}   --did {shown} 按期满日算；如果那天是发布日，用这一条",
                f"{command}   --did {shown} counts as the day it was over; this one if it was "
                "posted then",
            )
    return NOTHING


def _over(procedure: Procedure, node: Node, day: datetime.date) -> datetime.date | None:
    """When a notice that is posted on a day is over; None for what is none."""
    if node.notice is None:
        return None
    calendar = procedure.calendar
    try:
        now = calendar.minute(day, calendar.hours[0])
        return calendar.date(notice(node, calendar, usual_values(procedure), now)[1])
    except CalendarError:
        return None


def _open_later(
    procedure: Procedure, node: Node, day: datetime.date, received: datetime.date
) -> Text | None:
    """That it runs when the objection comes in, if it was posted on that day."""
    over = _over(procedure, node, day)
    if node.objections is None or over is None or not day < received <= over:
        return None
    return Text(
        f"收到异议的 {received} 公示还没有期满（{over} 期满）",
        f"on {received}, when the objection comes in, it still runs (until {over})",
    )


def _too_soon(
    procedure: Procedure, node: Node, day: datetime.date, given: Mapping[str, datetime.date]
) -> Text | None:
    """That it cannot have been over: its days had not passed since what comes before it.

    The posting day counts as one of them, and it may have been posted on the very day on which what
    comes before it was over: who counts more strictly is not contradicted.
    """
    period = node.notice
    assert period is not None
    calendar = procedure.calendar
    upstream, todo = set[int](), list(node.after)
    while todo:
        one = todo.pop()
        if one not in upstream:
            upstream.add(one)
            todo.extend(procedure.nodes[one].after)
    known = [given[procedure.nodes[one].id] for one in upstream if procedure.nodes[one].id in given]
    first = max(known, default=calendar.opening)
    least = period.days if period.stated else period.least
    if least <= 0:
        return None
    if period.unit == "cd":
        earliest = first + datetime.timedelta(days=least - 1)
    else:
        earliest = calendar.add_workdays(calendar.roll(first, "forward"), least - 1)
    if day >= earliest:
        return None
    unit = Text("天", "days") if period.unit == "cd" else Text("个工作日", "working days")
    return Text(
        f"之前的环节 {first} 才办完，公示{least}{unit.zh}，{day} 不可能期满",
        f"what comes before it was over on {first}, and {least} {unit.en} of notice cannot have "
        f"passed by {day}",
    )
