"""Counting back: by when a stage must begin, from which date, and what would move that day."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence

from awardsim.analysis.explain import StageFacts
from awardsim.analysis.grounds import count_notice, dates_of, ground_of
from awardsim.analysis.latest import CLOSE, FINISH, LIMIT, Back
from awardsim.policy import Status
from awardsim.procedure.model import Node, Procedure
from awardsim.report.channels_screen import channel_title
from awardsim.report.columns import table
from awardsim.report.console import plain, wrap
from awardsim.report.explaining_days import convention, day_lines
from awardsim.report.teller import Teller
from awardsim.report.timetable_lines import TOO_LATE
from awardsim.report.wrapped import wrapped_table
from awardsim.schedule.passes import usual_values
from awardsim.text import Text

#: Given meetings that are shown at most.
_MEETINGS = 8


def latest_answer(facts: StageFacts, teller: Teller) -> str:
    """The latest date in one clause."""
    node = facts.procedure.nodes[facts.node]
    back = facts.usual
    assert back is not None
    if back.arrive is None:
        return teller.say(
            "倒着数：从开始那天起就已经来不及。",
            "Counted back: even on the first day it is too late.",
        )
    what = _verb(teller, node)
    shown = teller.moment(back.start)
    bound = _bound(facts.procedure, back, teller)
    text = teller.say(
        f"最迟 {shown} {what}（倒推自{bound}）。", f"Latest {what}: {shown} (from {bound})."
    )
    least = facts.free[1]
    if least is not None and least != back.start:
        text += teller.say(
            f"如果可以任选日子开会，后面用时取最短：最迟 {teller.moment(least)}。",
            f" On any day, and with the least times after it: {teller.moment(least)}.",
        )
    if node.meeting is not None and node.meeting.notice >= 0:
        ready = teller.moment(back.arrive)
        text += teller.say(f"材料最迟 {ready} 齐备。", f" The file must be ready by {ready}.")
    reached = facts.path[-1].step.arrived if facts.path else None
    if reached is not None and reached > back.arrive:
        text += teller.say("一般估计下已经来不及。", " With usual values that is too late.")
    return text


def _verb(teller: Teller, node: Node) -> str:
    if node.kind == "notice":
        return teller.say("发布", "posting")
    if node.meeting is not None and node.meeting.time is None:
        return teller.say("开会", "meeting")
    if node.kind == "gate":
        return teller.say("定下", "decision")
    return teller.say("开始", "start")


def _bound(procedure: Procedure, back: Back, teller: Teller) -> str:
    """The date that a chain hangs on."""
    last = back.chain()[-1]
    day = teller.moment(last.by)
    title = teller.title(last.dated)
    if last.bound == FINISH:
        return teller.say(f"完成期限 {day}", f"the day to finish by, {day}")
    if last.bound == LIMIT:
        return teller.say(f"“{title}”期限 {day}", f"the deadline of '{title}', {day}")
    if last.bound == CLOSE:
        return teller.say(f"“{title}”截止 {day}", f"the closing of '{title}', {day}")
    return day


def latest_lines(facts: StageFacts, teller: Teller) -> list[str]:
    """Back from the date that binds the stage."""
    procedure, back = facts.procedure, facts.usual
    node = procedure.nodes[facts.node]
    if back is None:
        text = teller.say(
            "没有期限管到这一步：后面既没有截止日，也不影响完成。",
            "Nothing binds it: no deadline follows, and the finish does not depend on it.",
        )
        return wrap(text)
    lines = [*wrap(latest_answer(facts, teller), hang="  "), *_by_channel(facts, teller), ""]
    if back.arrive is None:
        return lines
    lines.append(teller.say("倒着数", "counted back"))
    lines += _back_table(facts, back, teller)
    if node.kind == "notice":
        lines += _back_days(back, teller, procedure)
    lines += _alternatives(facts, teller)
    return lines


def _by_channel(facts: StageFacts, teller: Teller) -> list[str]:
    """Whose latest date it is, where days off of some channels make the dates differ."""
    most = max((len(channels) for channels, _ in facts.by_channel), default=0)
    parts: list[str] = []
    for channels, back in sorted(facts.by_channel, key=lambda one: len(one[0]) == most):
        titles = [channel_title(facts.procedure, one, teller.language) for one in channels]
        who = teller.listed(titles)
        if len(channels) > 1 and len(parts) == len(facts.by_channel) - 1:
            who = teller.say("其他渠道", "the others")
        day = TOO_LATE.read(teller.language) if back.start is None else teller.moment(back.start)
        parts.append(f"{who} {day}")
    if not parts:
        return []
    said = teller.say("；", "; ").join(parts)
    text = teller.say(f"各渠道放假日不同：{said}", f"By the channels' own days off: {said}")
    return wrap(text, hang="  ")


def _back_table(facts: StageFacts, back: Back, teller: Teller) -> list[str]:
    """The date that binds, then each step before it, the asked one last."""
    procedure = facts.procedure
    values = usual_values(procedure)
    chain = back.chain()
    last = chain[-1]
    rows: list[list[str]] = []
    rows.append(
        [
            f"★ {_bound_title(last, teller)}",
            teller.moment(last.by),
            _bound_ground(facts, last, teller),
        ]
    )
    for one in reversed(chain):
        node = procedure.nodes[one.node]
        ground = ground_of(procedure, values, node)
        rows.append(
            [
                teller.read(node.title),
                teller.days(one.start, one.finish),  # counted in whole days
                teller.ground(node, ground),
            ]
        )
    headers = [
        teller.say("环节", "stage"),
        teller.say("最迟", "latest"),
        teller.say("依据", "rests on"),
    ]
    return wrapped_table(rows, headers, (28, 36))


def _bound_title(last: Back, teller: Teller) -> str:
    if last.bound == FINISH:
        return teller.say("完成期限", "to finish by")
    title = teller.title(last.dated)
    if last.bound == LIMIT:
        return teller.say(f"{title}期限", f"deadline: {title}")
    return teller.say(f"{title}截止", f"{title} closes")


def _bound_ground(facts: StageFacts, last: Back, teller: Teller) -> str:
    """What the binding date rests on, and the last working day where it is a day off."""
    procedure = facts.procedure
    calendar = procedure.calendar
    day = calendar.date(last.by)
    if last.bound == FINISH:
        shown = finish_by_ground(procedure, teller)
    else:
        dates = dates_of(procedure, usual_values(procedure), last.dated)
        shown = next(teller.date_ground(one) for one in dates if one.minute == last.by)
    if not calendar.day(day).working:
        before = calendar.roll(day, "backward")
        name = teller.read(calendar.day(day).name)
        shown += teller.say(
            f"；{name}不上班，最后一个工作日 {teller.day(before)}",
            f"; {name}: the last working day is {teller.day(before)}",
        )
    return shown


def finish_by_ground(procedure: Procedure, teller: Teller) -> str:
    """Who says by when it must be over."""
    if procedure.scenario.finish_by is not None:
        return teller.say("情景给出", "given by the scenario")
    cell = procedure.policy.window.closes
    shown = teller.cited(cell.source)
    if cell.words:
        shown += f" “{plain(cell.words)}”"
    if cell.status is not Status.STATED:
        reason = f": {plain(teller.read(cell.reason))}" if cell.reason else ""
        shown += f" ({teller.read(cell.status.title)}{reason})"
    return shown


def _back_days(back: Back, teller: Teller, procedure: Procedure) -> list[str]:
    """The asked notice, from its last day back to the day of posting."""
    node = procedure.nodes[back.node].at(back.channel)
    assert back.arrive is not None
    count = count_notice(procedure, usual_values(procedure), node, back.arrive)
    heading = teller.say("逐日往回数", "day by day, backwards") + "  " + convention(count, teller)
    return ["", heading, *day_lines(count, teller, "notice", backwards=True)]


def _alternatives(facts: StageFacts, teller: Teller) -> list[str]:
    """What moves the latest date: shorter times, the convention, the roll, days needed after."""
    back = facts.usual
    assert back is not None
    node = facts.procedure.nodes[facts.node]
    lines: list[str] = []
    if facts.after:
        head = [teller.say("后面的手续共需几个工作日", "working days needed after it")]
        row = [teller.say("最迟发布", "latest posting")]
        for days, minute in facts.after:
            head.append(str(days))
            row.append(teller.moment(minute))
        lines += ["", *table([row], head, indent=" ")]
    lines.append("")
    if facts.least is not None and facts.least.start != back.start:
        shown = teller.moment(facts.least.start)
        lines += wrap(
            teller.say(f"各项用时都取最短：最迟 {shown}", f"all times at their least: {shown}"),
            indent=" ",
        )
    other = facts.counted
    if other is not None and other.start != back.start:
        included = facts.procedure.calendar.count == "exclude_first"
        shown = teller.moment(other.start)
        lines += wrap(
            teller.say(
                f"如发布当天{'也算' if included else '不算'}第1天：最迟 {shown}",
                f"if the posting day {'is' if included else 'is not'} day 1: {shown}",
            ),
            indent=" ",
        )
    for one in facts.rolled:
        lines += _rolled_line(one.roll, one.on, one.back, teller)
    usual, least = facts.free
    if usual is not None:
        lines += meeting_lines(facts, usual, least, teller)
    lines += _sentence(facts, back, node, teller)
    while lines and not lines[0]:
        lines.pop(0)
    return ["", *lines] if lines else []


def _rolled_line(roll: str, on: datetime.date, back: Back | None, teller: Teller) -> list[str]:
    names = {
        "none": Text("如期限不移动，仍是", "if the deadline stays on"),
        "forward": Text("如期限顺延到", "if the deadline moves forward to"),
        "backward": Text("如期限提前到", "if the deadline moves back to"),
    }
    shown = teller.moment(back.start if back is not None else None)
    name = teller.read(names[roll])
    return wrap(
        teller.say(f"{name} {teller.day(on)}：最迟 {shown}", f"{name} {teller.day(on)}: {shown}"),
        indent=" ",
    )


def meeting_lines(facts: StageFacts, usual: int, least: int | None, teller: Teller) -> list[str]:
    """Given meeting dates against the last day on which a meeting would still do."""
    procedure = facts.procedure
    node = procedure.nodes[facts.node]
    assert node.meeting is not None
    lines = wrap(
        teller.say(
            f"如果可以任选日子开会：最迟 {teller.moment(usual)}"
            f"（后面各项用时取最短：{teller.moment(least)}）",
            f"if it could meet on any day: {teller.moment(usual)} at the latest "
            f"(with the least times after it: {teller.moment(least)})",
        ),
        indent=" ",
        hang="   ",
    )
    for start in around(node.meeting.starts, usual):
        late = start > usual
        word = teller.say("来不及", "too late") if late else teller.say("来得及", "in time")
        lines.append(f"   {teller.moment(start)}  {word}")
    return lines


def around(starts: Sequence[int], pivot: int) -> tuple[int, ...]:
    """The few meetings before and after a minute."""
    if len(starts) <= _MEETINGS:
        return tuple(starts)
    place = bisect.bisect_right(starts, pivot)
    first = max(min(place - _MEETINGS // 2, len(starts) - _MEETINGS), 0)
    return tuple(starts[first : first + _MEETINGS])


def _sentence(facts: StageFacts, back: Back, node: Node, teller: Teller) -> list[str]:
    """A sentence that can be sent as it is: what is due on a day off is asked for before it."""
    last = back.chain()[-1]
    if node.kind != "notice" or back.start is None or last.bound != LIMIT:
        return []
    calendar = facts.procedure.calendar
    start, by = back.start, calendar.date(last.by)
    if not calendar.day(by).working:
        early = next((one for one in facts.rolled if one.roll == "backward"), None)
        if early is None or early.back is None or early.back.start is None:
            return []
        start, by = early.back.start, early.on
    post, due = _sent(teller, start), _sent(teller, calendar.minute(by, 0))
    name, title = teller.read(node.title), teller.title(last.node)
    if last.node == back.node:
        then = teller.say(
            f"{due}下班前期满", f"so that it is over by the close of business on {due}"
        )
    else:
        then = teller.say(
            f"{due}下班前完成“{title}”",
            f"and complete the {title} by the close of business on {due}",
        )
    text = teller.say(
        f"可以直接发的一句话：请于{post}前（含当日）发布“{name}”，{then}。",
        f"a sentence to send: please post the {name} by {post} {then}.",
    )
    return ["", *wrap(text, indent=" ", hang="   ")]


def _sent(teller: Teller, minute: int) -> str:
    """A day as it is written in a message, with the mark of one that is projected."""
    dates = teller.dates
    if teller.language == "zh":
        return dates.spoken(minute) + dates.mark(minute)
    return dates.long(dates.calendar.date(minute)) + dates.mark(minute)
