"""What each channel has to do by when: a block for those with the same dates, a sentence for each.

The sentence can be sent as it is: by when to post, by when the material must have been received.
"""

from __future__ import annotations

import datetime
from typing import Any

from awardsim.analysis.channels import ChannelPlan, ChannelPlans, handed_over
from awardsim.analysis.timetable import Line
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.local_days import local_days
from awardsim.report.passage_data import done_data, latest_data
from awardsim.report.projected import amended_since
from awardsim.report.teller import Teller
from awardsim.report.timetable_lines import (
    HEADINGS,
    WIDTHS,
    body_of,
    rows_of,
    when_done,
    without_day,
)
from awardsim.report.timetable_screen import title_of
from awardsim.report.timetable_table import ahead
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Channels with the same dates, up to which each has its own sentence on the screen.
_SENTENCES_MOST = 12
#: Columns of a channel's own days varied: what it is, then a day each.
_VARIED = (28, 12, 12, 12, 12, 12)
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def channels_screen(found: ChannelPlans, scenario: str, language: Language) -> str:
    """The plans of all channels for a terminal."""
    teller = Teller(found.procedure, language, scenario)
    lines = wrap(title_of(found.procedure, language))
    for plan in found.plans:
        lines += ["", *_block(found, plan, teller)]
    lines += ["", *(part for remark in channel_remarks(found, teller) for part in wrap(remark))]
    hint = _hint(found, scenario)
    if hint is not None:
        lines += wrap(hint.read(language))
    return "\n".join(lines) + "\n"


def _block(found: ChannelPlans, plan: ChannelPlan, teller: Teller) -> list[str]:
    procedure, language = found.procedure, teller.language
    names = teller.listed([channel_title(procedure, one, language) for one in plan.channels])
    if len(plan.channels) > 1:
        number = len(plan.channels)
        names += teller.say(f"（{number}个，日期相同）", f" ({number}, with the same dates)")
    lines = wrap(f"■ {names}", hang="  ")
    if plan.handover is None:
        none = teller.say("没有自己的环节", "no stage of its own")
        return [*lines, f"  {none}"]
    for text in due_lines(found, plan, teller):
        lines += wrap(text, indent="  ", hang="    ")
    rows = rows_of(plan.lines, procedure, found.values, language)
    lines += wrapped_table(rows, [one.read(language) for one in HEADINGS], WIDTHS)
    varied = after_table(found, plan, teller)
    if varied:
        lines += ["", *wrapped_table([varied[1]], varied[0], _VARIED)]
    lines += ["", teller.say(" 可以直接发的一句话", " a sentence to send")]
    several = len(plan.channels) > _SENTENCES_MOST
    for channel in plan.channels[:1] if several else plan.channels:
        all_of_them = teller.say("以上各渠道", "each of these") if several else None
        said = sentence(found, plan, channel, teller, name=all_of_them)
        lines += wrap(said, indent="  ", hang="    ")
    return lines


def channel_title(procedure: Procedure, channel: int, language: Language) -> str:
    """A channel by the text's own name."""
    one = procedure.policy.channels[procedure.channels[channel]]
    return plain(one.title.read(language))


def due_lines(found: ChannelPlans, plan: ChannelPlan, teller: Teller) -> list[str]:
    """The deadline that is counted back from, and what is too late."""
    lines = []
    if plan.due is not None and plan.by is not None:
        date, by = plan.due, found.procedure.calendar.date(plan.by)
        head = teller.say(
            f"★ {teller.date_title(date)} {teller.day(date.written)}",
            f"★ {teller.date_title(date)}, {teller.day(date.written)}",
        )
        text = f"{head}  {teller.date_ground(date)}"
        if by != date.written:
            text += teller.say(
                f"；按最后一个工作日 {teller.day(by)} 下班前收到倒推",
                f"; counted back from the close of business on {teller.day(by)}, the last "
                "working day",
            )
            if plan.on_the_day is not None:
                shown = teller.moment(plan.on_the_day)
                text += teller.say(
                    f"（如 {teller.day(date.written)} 当天也收件，公示最迟 {shown}）",
                    f" (if it is taken on {teller.day(date.written)} too: post by {shown})",
                )
        lines.append(text)
    lines += local_days(found.procedure, teller.language, plan.channels)
    if plan.behind and not plan.too_late:
        lines.append(
            teller.say("⚠ 按一般估计，已经有环节来不及", "⚠ with usual values a stage is too late")
        )
    return lines


def after_table(
    found: ChannelPlans, plan: ChannelPlan, teller: Teller
) -> tuple[list[str], list[str]] | None:
    """The channel's own days varied: headings and one row; None where nothing can be said."""
    if not plan.after:
        return None
    if plan.posts:
        title = teller.title(plan.posts[-1])
        head = teller.say("公示之后的手续共需几个工作日", "working days needed after the notice")
        row = teller.say(f"{title}最迟发布", f"latest posting of the {title}")
    else:
        head = teller.say("自己的手续共需几个工作日", "working days that its own work needs")
        row = teller.say("最迟开始", "begins at the latest")
    heads, cells = [head], [row]
    for days, minute in plan.after:
        heads.append(str(days))
        cells.append(teller.moment(minute))
    return heads, cells


def sentence(
    found: ChannelPlans,
    plan: ChannelPlan,
    channel: int,
    teller: Teller,
    *,
    name: str | None = None,
) -> str:
    """What can be sent to a channel as it is, or under another ``name`` to several.

    The days named are the last ones on which it can still be done.
    """
    procedure, language = found.procedure, teller.language
    if name is None:
        name = channel_title(procedure, channel, language)
    day = handed_over(found, plan)
    if plan.handover is None or plan.line(plan.handover).done is not None:
        return teller.say(f"{name}：已报送。", f"{name}: handed over.")
    if plan.too_late or day is None:
        return teller.say(f"{name}：倒推已经来不及。", f"{name}: counted back, it is too late.")
    posts = [
        (teller.title(line.node), procedure.calendar.date(line.back.start))
        for line in plan.posted
        if line.back is not None and line.back.start is not None
    ]
    node = procedure.nodes[plan.handover]
    receiver = procedure.policy.bodies.get(plan.receiver)
    to = "" if receiver is None else plain(receiver.title.read(language))
    counts = "" if node.limit is None else node.limit.counts
    if language == "zh":
        parts = [
            f"{_month_day(found, when, language)}前（含当日）发布{what}" for what, when in posts
        ]
        last = f"{_month_day(found, day, language)}下班前"
        last += {
            "receipt": f"{'' if posts else '将'}材料送达{to}" if to else "",
            "postmark": f"将材料寄往{to}" if to else "",
        }.get(counts) or f"完成“{teller.title(node.index)}”"
        return f"{name}：请于{'，'.join([*parts, last])}。"
    parts = [f"post the {what} by {_month_day(found, when, language)}" for what, when in posts]
    last = {
        "receipt": f"deliver the material to the {to}" if to else "",
        "postmark": f"send the material to the {to}" if to else "",
    }.get(counts) or f"complete the {teller.title(node.index)}"
    last += f" by the close of business on {_month_day(found, day, language)}"
    return f"{name}: please {' and '.join([*parts, last])}."


def _month_day(found: ChannelPlans, day: datetime.date, language: Language) -> str:
    """``10月14日``; with its year where that is not the opening's."""
    calendar = found.procedure.calendar
    return DateWords(calendar, language).spoken(calendar.minute(day))


def channel_remarks(found: ChannelPlans, teller: Teller) -> list[str]:
    """What is to be said under all plans."""
    remarks = []
    if any(plan.due is not None and not plan.due.stated for plan in found.plans):
        remarks.append(
            teller.say(
                "⚠ 报送期限没有写明，是假设的：发出前请先定下来",
                "⚠ nobody wrote the deadline, it is assumed: settle it before you send anything",
            )
        )
    minutes = [
        minute
        for plan in found.plans
        for line in plan.lines
        if line.back is not None
        for minute in (line.back.start, line.back.finish)
    ]
    if any(teller.dates.projected(minute) for minute in minutes):
        remarks.append(
            teller.say(
                "⚠ 有日期落在节假日尚未公布的年份，按推定计算",
                "⚠ some dates lie in a year whose days off are not announced yet",
            )
        )
    remarks += without_day([line for plan in found.plans for line in plan.lines], teller.language)
    remarks += amended_since(found.procedure, minutes, teller.language)
    remarks.append(
        teller.say(
            "天数、机动按工作日；一般估计，不含排队和异议；各渠道的用时按同一估计。"
            f"{words.INTERNAL.zh}",
            "Days and slack are working days; usual values, without queues and objections; the "
            f"same times for every channel. {words.INTERNAL.en.capitalize()}",
        )
    )
    return remarks


def _hint(found: ChannelPlans, scenario: str) -> Text | None:
    node = next((plan.posts[-1] for plan in found.plans if plan.posts), None)
    if node is None:
        return None
    command = f"awardsim why {scenario} {found.procedure.nodes[node].id} --latest"
    return Text(f"下一步  {command}   一天一天倒着数", f"next  {command}   counted back day by day")


# ---- files --------------------------------------------------------------------------------------


def channels_grid(found: ChannelPlans, scenario: str, language: Language) -> Grid:
    """A row for each channel and stage, dates as ISO dates; the sentences as remarks."""
    teller = Teller(found.procedure, language, scenario)
    procedure = found.procedure
    headers = [
        Text("申报渠道", "channel"),
        Text("环节", "stage"),
        Text("责任单位", "who"),
        Text("最早开始", "earliest start"),
        Text("最早完成", "earliest finish"),
        Text("最迟开始", "must begin by"),
        Text("最迟完成", "must end by"),
        Text("机动（工作日）", "slack (working days)"),
        Text("已办", "done on"),
        Text("可以直接发的一句话", "a sentence to send"),
    ]
    rows = []
    for channel in range(len(procedure.channels)):
        plan = found.of(channel)
        name = channel_title(procedure, channel, language)
        said = sentence(found, plan, channel, teller)
        rows += [
            [name, *_cells(procedure, line, teller), said if line.node == plan.handover else ""]
            for line in plan.lines
        ]
    return Grid(
        plain(title_of(procedure, language)),
        [one.read(language) for one in headers],
        rows,
        channels_data(found, scenario),
        [*local_days(procedure, language), *channel_remarks(found, teller)],
    )


def _cells(procedure: Procedure, line: Line, teller: Teller) -> list[str]:
    back = line.back
    moments = [
        ahead(line, line.start),
        ahead(line, line.finish),
        *((None, None) if back is None else (back.start, back.finish)),
    ]
    return [
        teller.title(line.node),
        plain(body_of(procedure, procedure.nodes[line.node], teller.language)),
        *("" if one is None else teller.dates.full(one) for one in moments),
        "" if line.slack is None else str(line.slack),
        when_done(line.done, teller.language),
    ]


def channels_data(found: ChannelPlans, scenario: str) -> dict[str, Any]:
    """The exact figures as plain data, with both languages' sentences."""
    procedure = found.procedure
    calendar = procedure.calendar
    tellers = {one: Teller(procedure, one, scenario) for one in LANGUAGES}

    def moment(minute: int | None) -> str | None:
        return None if minute is None else calendar.moment(minute).isoformat()

    def stage(line: Line) -> dict[str, Any]:
        return {
            "stage": procedure.nodes[line.node].id,
            **done_data(line.done),
            "earliest": {
                "start": moment(ahead(line, line.start)),
                "finish": moment(ahead(line, line.finish)),
            },
            "latest": latest_data(procedure, line.back),
            "slack": line.slack,
        }

    def one(channel: int) -> dict[str, Any]:
        plan = found.of(channel)
        title = procedure.policy.channels[procedure.channels[channel]].title
        return {
            "channel": procedure.channels[channel],
            "title": {"zh": title.zh, "en": title.en},
            "due": None if plan.due is None else plan.due.written.isoformat(),
            "due_is_stated": None if plan.due is None else plan.due.stated,
            "by": moment(plan.by),
            "stages": [stage(line) for line in plan.lines],
            "latest_by_own_days": [
                {"working_days": days, "latest": moment(minute)} for days, minute in plan.after
            ],
            "sentence": {
                name: sentence(found, plan, channel, teller) for name, teller in tellers.items()
            },
        }

    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "channels": [one(channel) for channel in range(len(procedure.channels))],
    }
