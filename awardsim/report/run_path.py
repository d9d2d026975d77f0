"""What the end waited for, and who could shorten it."""

from __future__ import annotations

from awardsim.analysis.driving import ASSUMED_DATE, BEFORE, MEETING, OUTSIDE, QUEUE, SERVICE
from awardsim.procedure.model import Input, Node
from awardsim.report import facts, words
from awardsim.report.columns import section
from awardsim.report.console import COLUMNS, clip, width, wrap
from awardsim.report.facts import Cause, Lever
from awardsim.report.view import View
from awardsim.text import Text

_LABEL = 34  # columns
_WENT_TO = {
    QUEUE: Text("等人手", "waiting for people"),
    SERVICE: Text("办理", "work"),
    OUTSIDE: Text("用时", "time"),
    MEETING: Text("等开会", "waiting to meet"),
    ASSUMED_DATE: Text("天数", "days"),
    BEFORE: Text("申报前准备", "before filing"),
}


def path_rows(view: View, rows: int) -> list[str]:
    """The longest parts of the driving path, each with its lever; then what nobody can move."""
    found = facts.causes(view.forecast)
    if not found:
        return []
    headers = [
        view.say("卡在哪里", "what decides the end"),
        view.say("平均天数", "days"),
        view.say("估计", "estimate")
        if view.forecast.ranges is None
        else view.say("只改这一项，把握变为", "this alone, and the chance becomes"),
        view.say("能不能动", "lever"),
    ]
    shown = [
        [
            clip(label(view, one), _LABEL),
            words.days(one.row.days),
            lever_text(view, one),
            words.lever(one.lever.kind if one.lever else "guess").read(view.language),
        ]
        for one in found[:rows]
    ]
    widths = [max(width(row[place]) for row in [headers, *shown]) for place in range(4)]
    room = COLUMNS - 2 - 3 * 2 - widths[0] - widths[1] - widths[3]
    for row in shown:
        row[2] = clip(row[2], room)
    lines = section(shown, headers, ["left", "right", "left", "left"])
    return lines + wrap(_whole(view, found, rows), indent="  ", hang="  ")


def _whole(view: View, found: tuple[Cause, ...], rows: int) -> str:
    """All days of the path, and those that nobody can move."""
    law, off = facts.immovable(view.forecast)
    listed = sum(one.row.days for one in found[:rows])
    total = sum(one.days for one in view.forecast.path)
    rest = total - law - off - listed
    other = rest >= 0.05
    return view.say(
        f"全程平均{words.days(total)}天：上列{words.days(listed)}天"
        + (f"，其他环节{words.days(rest)}天" if other else "")
        + f"；法定公示和写明的日期{words.days(law)}天、周末和节假日{words.days(off)}天，谁也动不了",
        f"{words.days(total)} days in all: {words.days(listed)} above"
        + (f", {words.days(rest)} elsewhere" if other else "")
        + f"; fixed: {words.days(law)} of notices and stated dates, {words.days(off)} days off",
    )


def label(view: View, cause: Cause, *, brackets: bool = False) -> str:
    """A stage and what its days went to, behind a colon or in brackets."""
    node = view.procedure.nodes[cause.row.node]
    went = _WENT_TO.get(cause.row.category, Text("", ""))
    if cause.row.category == ASSUMED_DATE and (node.closes is not None or node.limit is not None):
        went = Text("截止日", "closing date")
    title = view.title(node)
    if brackets:
        return view.say(f"{title}（{went.zh}）", f"{title} ({went.en})")
    return view.say(f"{title}：{went.zh}", f"{title}: {went.en}")


def lever_text(view: View, cause: Cause) -> str:
    """What could be done about it, and the share that it would give.

    Where it was tried on few replications only, as it moves less than others, the share is left
    out and that is said.
    """
    lever = cause.lever
    if lever is None:
        return view.say("－", "—")
    action = _action(view, view.procedure.nodes[cause.row.node], lever)
    if lever.share is not None:
        return f"{action} → {outcome(view, lever.share)}"
    tried = view.forecast.ranges is not None and lever.value is not None
    return f"{action} → {view.say('影响靠后', 'less than others')}" if tried else action


def lever_sentence(view: View, cause: Cause, lever: Lever) -> str:
    """The lever with the name of what it moves, as it is said in a message."""
    node = view.procedure.nodes[cause.row.node]
    action = _action(view, node, lever)
    shown = "" if lever.share is None else outcome(view, lever.share)
    if view.zh and "成" in shown:
        shown = f"把握{shown}"
    if lever.input < 0:
        body = view.body(node.body)
        return view.say(
            f"{body}{action}，{shown}", f"if {body} can meet on any working day, {shown}"
        )
    one = view.procedure.inputs[lever.input]
    if one.id.startswith("people."):
        return view.say(f"{action}，{shown}", f"with {action}, {shown}")
    title = view.read(one.title)
    return view.say(f"{title}{action}，{shown}", f"{title} {action}, {shown}")


def outcome(view: View, share: float) -> str:
    """The share a lever gives, to the tenth; in words where it hardly differs from the answer."""
    base = view.forecast.share
    if base is not None and abs(share - base) < facts.NOTICEABLE:
        return view.say("几乎不变", "hardly any change")
    if base is not None and words.rounded(share) == words.rounded(base):
        return view.say("变化不大", "little change")
    return view.rounded(share)


def _action(view: View, node: Node, lever: Lever) -> str:
    if lever.input < 0:
        if lever.to == "any_day":
            return view.say("哪个工作日都能开会", "any working day")
        return view.say("会议日已定", "meeting dates are given")
    one = view.procedure.inputs[lever.input]
    if lever.value is not None and lever.to == "more":
        change = f"{words.number(one.usual)}→{words.number(lever.value)}"
        return f"{view.body(node.body)}{view.say('', ' ')}{change}"
    if lever.value is not None:
        shown = words.single(one, lever.value, view.procedure, view.language)
        return _set_to(view, node, one, lever.to, shown)
    value_shown = words.amount(one, view.procedure, view.language)
    if one.fixed:
        return view.say(f"现定{value_shown}，没有变动", f"given as {value_shown}, not varied")
    return value_shown


def _set_to(view: View, node: Node, one: Input, to: str, value: str) -> str:
    """An input moved to the end that finishes sooner, as one would order it."""
    if one.id.startswith("meetings."):
        return view.say(f"材料齐备后{value}内开会", f"meet within {value} of the file")
    if one.id.endswith((".closes", ".deadline.on")):
        return _dated(view, node, value, closes=one.id.endswith(".closes"))
    if one.id.startswith(("people.", "channels.")):
        body = view.body(node.body)
        return view.say(f"{body}增到{value}", f"{body}: {value}")
    if to == "least":
        return view.say(f"减到{value}", f"cut to {value}")
    return view.say(f"增到{value}", f"raised to {value}")


def _dated(view: View, node: Node, value: str, *, closes: bool) -> str:
    moment = node.closes
    if not closes and node.limit is not None:
        moment = node.limit.moment
    anchor = moment.anchor if moment is not None else ""
    if anchor == "before":
        return view.say(f"定在期限前{value}", f"{value} before")
    if anchor == "opening":
        return view.say(f"定在开始后{value}", f"{value} from the opening")
    if anchor == "after":
        return view.say(f"定在申报截止后{value}", f"{value} after filing ends")
    return view.say(f"定在{value}", f"set to {value}")
