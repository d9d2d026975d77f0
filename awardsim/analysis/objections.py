"""What an objection to a name on a public list does to the dates, under each reading that decides.

Nothing here says how likely an objection is or who is right: it is received on a given day, each
body takes what it takes, and the text, as it is read, says who waits for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import attrs

from awardsim.analysis.handling import Handling, handle
from awardsim.analysis.onward import Way, cases_of, following, is_out, left_behind, way_on
from awardsim.errors import InputError, Problem
from awardsim.policy.model import Reading
from awardsim.procedure.model import Node, Procedure
from awardsim.schedule.passes import Forward, Step, forward, usual_values
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

_NOTHING_OPEN = Text(
    "没有可以提出异议、还没有期满的公示（已发布、还没有期满的用 --posted 给出，不用 --did）",
    "no notice that is open to objections is still to end (one that is posted and still runs is "
    "given by --posted, not by --did)",
)
#: Whom a pending objection can hold.
LIST, CASE, NOBODY = "list", "case", "nobody"


@attrs.frozen
class Course:
    """What follows under one reading.

    Attributes
    ----------
    reading, option
        Their ids; empty where no reading of the text bears on it.
    title
        The option in words.
    holds
        Whom a pending objection holds.
    default
        It is the text's default: what this program has read into it.
    chosen
        It is the one in force.
    rest, name
        How the others, and the name under objection, go on if every body is as fast as is assumed.
    alone
        The list has gone on when the name is cleared, so that the name comes alone.
    used_up
        How those who wait go on if all limits are used up, without the time of any step that has
        no limit; None where nobody waits or no limit is stated.
    """

    reading: str
    option: str
    title: Text
    holds: str
    default: bool
    chosen: bool
    rest: Way
    name: Way
    alone: bool
    used_up: Way | None


@attrs.frozen
class WhatIf:
    """An objection to one name on one notice.

    Attributes
    ----------
    notice, following
        The notice and the stage after it, by index; ``following`` is None where none follows.
    received
        The day on which the objection comes in.
    posted, over
        Posting and close of the notice, as minutes.
    handling
        Its steps in order.
    courses
        One for each option of each reading that decides, else one for what the text says.
    readings
        The readings of these options, by id.
    """

    procedure: Procedure
    notice: int
    following: int | None
    received: datetime.date
    posted: int
    over: int
    handling: tuple[Handling, ...]
    courses: tuple[Course, ...]
    readings: Mapping[str, Reading]


Rebuild = Callable[[str, str], Procedure]


def what_if(
    procedure: Procedure,
    received: datetime.date,
    notice: int | None = None,
    rebuild: Rebuild | None = None,
) -> WhatIf:
    """What an objection does that comes in on a day.

    Parameters
    ----------
    notice
        The notice it is raised against, by index; by default the only one that runs on that day.
    rebuild
        Gives the procedure under an option of a reading (their ids); needed only for options that
        set more than whom an objection holds, which alone is put in without it.

    Raises
    ------
    InputError
        The stage is no notice open to objections, or it does not run on that day; none or several
        do where none is named.
    """
    values = usual_values(procedure)
    reached = forward(procedure, values)
    index = _open_on(procedure, reached, received) if notice is None else notice
    node = procedure.nodes[index]
    _check(procedure, reached, node, received)
    group = _last_group(reached, index, procedure.calendar, received)
    handling = handle(procedure, received)
    courses = tuple(
        _course(one, index, received, handling) for one in _options(procedure, node, rebuild)
    )
    after = following(procedure, group, index)
    return WhatIf(
        procedure,
        index,
        after,
        received,
        group.started,
        group.finished,
        handling,
        courses,
        {
            name: procedure.policy.readings[name]
            for name in dict.fromkeys(course.reading for course in courses)
            if name
        },
    )


def last_days(procedure: Procedure, rebuild: Rebuild | None = None) -> tuple[WhatIf, ...]:
    """An objection on the last day of each notice that is open to objections.

    Raises
    ------
    InputError
        There is no such notice that is still to end.
    """
    values = usual_values(procedure)
    reached = forward(procedure, values)
    calendar = procedure.calendar
    progress = procedure.scenario.progress
    found = []
    for node in procedure.nodes:
        last = reached.last.get(node.index)
        if node.objections is None or last is None:
            continue
        day = calendar.date(last.finished)
        if progress is None or day >= progress.today:
            found.append(what_if(procedure, day, node.index, rebuild))
    if not found:
        raise InputError(Problem(_none_open(procedure, reached)))
    return tuple(found)


def _none_open(procedure: Procedure, reached: Forward) -> Text:
    """Why there is no notice to object to: none is left, or one is left and never reached."""
    progress = procedure.scenario.progress
    over = {} if progress is None else progress.done
    never = [
        node.title
        for node in procedure.nodes
        if node.objections is not None and node.id not in over and node.index not in reached.last
    ]
    if not never:
        return _NOTHING_OPEN
    zh, en = "、".join(one.zh for one in never), ", ".join(one.en for one in never)
    return Text(
        f"按一般估计走不到可以提出异议的公示（{zh}）：awardsim schedule 说停在哪里",
        f"no notice that is open to objections is ever reached ({en}): awardsim schedule says "
        "where it comes to a stand",
    )


# ---- which notice -------------------------------------------------------------------------------


def _open_on(procedure: Procedure, reached: Forward, day: datetime.date) -> int:
    """The only notice open to objections that runs on a day."""
    calendar = procedure.calendar
    known = [node for node in procedure.nodes if node.objections is not None]
    found = [
        node
        for node in known
        for last in [reached.last.get(node.index)]
        if last is not None
        and calendar.date(reached.first_start[node.index]) <= day <= calendar.date(last.finished)
    ]
    if len(found) == 1:
        return found[0].index
    if not known:
        raise InputError(Problem(_NOTHING_OPEN, "--event"))
    zh = "、".join(_spans(procedure, reached, found or known, "zh"))
    en = ", ".join(_spans(procedure, reached, found or known, "en"))
    message = (
        Text(
            f"{day} 有几个公示：{zh}；用 --at 指定",
            f"several notices run on {day}: {en}; --at names one",
        )
        if found
        else Text(
            f"{day} 没有可以提出异议的公示（{zh}）",
            f"no notice that is open to objections runs on {day} ({en})",
        )
    )
    raise InputError(Problem(message, "--event"))


def _spans(
    procedure: Procedure, reached: Forward, nodes: Sequence[Node], language: str
) -> list[str]:
    calendar = procedure.calendar
    found = []
    for node in nodes:
        last = reached.last.get(node.index)
        title = node.title.zh if language == "zh" else node.title.en
        if last is not None:
            first = calendar.date(reached.first_start[node.index])
            title += f" {first} → {calendar.date(last.finished)}"
        found.append(title)
    return found


def _check(procedure: Procedure, reached: Forward, node: Node, day: datetime.date) -> None:
    calendar = procedure.calendar
    if node.objections is None:
        known = [one for one in procedure.nodes if one.objections is not None]
        zh = "、".join(one.id for one in known) or "无"
        en = ", ".join(one.id for one in known) or "none"
        raise InputError(
            Problem(
                Text(
                    f"'{node.id}' 不接受异议，或已办完（可以提出异议的公示：{zh}）",
                    f"'{node.id}' takes no objections, or is over (notices that do: {en})",
                ),
                "--at",
            )
        )
    last = reached.last.get(node.index)
    if last is None:
        raise InputError(Problem(Text(f"'{node.id}' 走不到", f"'{node.id}' is never reached")))
    first, over = calendar.date(reached.first_start[node.index]), calendar.date(last.finished)
    if not first <= day <= over:
        raise InputError(
            Problem(
                Text(
                    f"{day} 不在{node.title.zh}期内（{first} 至 {over}）",
                    f"{day} is not within {node.title.en} ({first} to {over})",
                ),
                "--event",
            )
        )


def _last_group(reached: Forward, index: int, calendar: WorkCalendar, day: datetime.date) -> Step:
    """The list, or the case, whose notice runs on the day and ends last."""
    running = [
        step
        for step in reached.steps.values()
        if step.node == index and calendar.date(step.started) <= day <= calendar.date(step.finished)
    ]
    if not running:
        return reached.last[index]
    return max(running, key=lambda step: step.finished)


# ---- what follows -------------------------------------------------------------------------------


_NO_TITLE = Text("", "")


@attrs.frozen
class _Option:
    """An option with the procedure under it."""

    procedure: Procedure
    holds: str
    reading: str = ""
    id: str = ""
    title: Text = _NO_TITLE
    default: bool = False
    chosen: bool = True


def _options(procedure: Procedure, node: Node, rebuild: Rebuild | None) -> list[_Option]:
    """Every option that says whom a pending objection holds; else what the text says."""
    assert node.objections is not None
    path = f"stages.{node.id}.objection.holds"
    policy = procedure.policy
    found = []
    for name, reading in policy.readings.items():
        chosen = procedure.scenario.readings.get(name, reading.default)
        for key, option in reading.options.items():
            if path not in option.set:
                continue
            under = procedure
            if key != chosen and set(option.set) != {path} and rebuild is not None:
                under = rebuild(name, key)
            found.append(
                _Option(
                    under,
                    option.set[path],
                    name,
                    key,
                    option.title,
                    key == reading.default,
                    key == chosen,
                )
            )
    return found or [_Option(procedure, node.objections.holds)]


def _course(
    option: _Option, index: int, received: datetime.date, handling: Sequence[Handling]
) -> Course:
    made = option.procedure
    values = usual_values(made)
    group = _last_group(forward(made, values), index, made.calendar, received)
    cases = cases_of(made, group)
    free = way_on(made, values, index, group, cases, None)
    known = [one.latest for one in handling if one.latest is not None]
    decided, later = handling[-1].fastest, None
    if option.holds == NOBODY:
        return _as(option, free, free, alone=False, used_up=None)
    if known and known[-1] > group.finished:
        later = way_on(made, values, index, group, cases, known[-1])
    if decided <= group.finished:
        return _as(option, free, free, alone=False, used_up=later)
    held = way_on(made, values, index, group, cases, decided)
    if option.holds == LIST:
        return _as(option, held, held, alone=False, used_up=later)
    out = any(is_out(made.nodes[stage]) for stage in held.missed)
    alone = out or left_behind(made, values, index, group, decided)
    rest = free if alone else attrs.evolve(held, begins=free.begins)
    return _as(option, rest, held, alone=alone, used_up=later)


def _as(option: _Option, rest: Way, name: Way, *, alone: bool, used_up: Way | None) -> Course:
    return Course(
        option.reading,
        option.id,
        option.title,
        option.holds,
        option.default,
        option.chosen,
        rest,
        name,
        alone,
        used_up,
    )
