"""A timetable for a terminal: what is asked, earliest and latest dates, slack, remarks."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis import timetable as kinds
from awardsim.analysis.timetable import Line, Timetable
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.after_term import after_term
from awardsim.report.another_year import another_year
from awardsim.report.console import wrap
from awardsim.report.dates import DateWords
from awardsim.report.local_days import local_days
from awardsim.report.missed import missed
from awardsim.report.no_meeting import if_it_met, no_meeting_left, stuck_at, too_late
from awardsim.report.projected import amended_since
from awardsim.report.timetable_bars import timetable_bars
from awardsim.report.timetable_lines import DAY_KINDS, HEADINGS, WIDTHS, rows_of, without_day
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Working days after the opening within which somebody must hurry to post the first notice.
_SOON = 20
#: Stages that a remark names at most.
_NAMED = 4


def timetable_screen(
    found: Timetable, scenario: str, language: Language, *, gantt: bool = False
) -> str:
    """The timetable for a terminal."""
    dates = DateWords(found.procedure.calendar, language)
    lines = [*_head(found, dates, language), ""]
    if gantt:
        lines += timetable_bars(found, language)
    else:
        rows = rows_of(found.lines, found.procedure, found.values, language)
        columns = [heading.read(language) for heading in HEADINGS]
        lines += wrapped_table(rows, columns, WIDTHS)
    lines.append("")
    for remark in remarks_of(found, dates, language):
        lines += wrap(remark)
    command = f"awardsim why {scenario} {_first_notice(found)} --latest"
    hint = Text(
        f"下一步  {command}   看最迟日期怎么数出来",
        f"next  {command}   how a latest date is counted",
    ).read(language)
    return "\n".join([*lines, *wrap(hint)]) + "\n"


# ---- head and foot ------------------------------------------------------------------------------


def title_of(procedure: Procedure, language: Language) -> str:
    """What is scheduled, with which days off, and from which day on."""
    title = Text(
        f"排期  {procedure.scenario.title.zh}  {procedure.policy.id}",
        f"Schedule  {procedure.scenario.title.en}  {procedure.policy.id}",
    ).read(language)
    if procedure.policy.state == "draft":
        title += Text("（草案）", " (draft)").read(language)
    known = procedure.scenario.calendar.known_on
    if known is not None:
        title += Text(
            f"  以 {known} 已公布的节假日为准", f"  days off as announced by {known}"
        ).read(language)
    progress = procedure.scenario.progress
    if progress is not None:
        title += Text(f"  今天 {progress.today}", f"  today {progress.today}").read(language)
    return title


def _head(found: Timetable, dates: DateWords, language: Language) -> list[str]:
    procedure = found.procedure
    finish = procedure.nodes[procedure.finish].title.read(language)
    lines = wrap(title_of(procedure, language))
    early = dates.day(found.finish)
    law = dates.day(found.law)
    if procedure.finish_by is None:
        said = Text(
            f"{finish}：最早 {early}，条文最快 {law}；没有期限可倒排（finish_by）",
            f"{finish}: earliest {early}, by law alone {law}; "
            "no day to count back from (finish_by)",
        )
        return lines + wrap(said.read(language))
    by = dates.plain_day(procedure.finish_by)
    if str(procedure.finish_by.year) not in lines[0]:
        by = procedure.finish_by.isoformat()  # the year stands nowhere else
    by = f"{by} {dates.weekday(procedure.finish_by)}"
    if found.slack is None and stuck_at(found) is not None:
        verdict = Text("没有会议可开了", "no meeting is left")
    elif found.slack is None:
        verdict = Text("按一般估计走不到头", "with usual values it never ends")
    elif found.slack < 0:
        verdict = Text(f"晚 {-found.slack} 个工作日", f"{-found.slack} working days too late")
    else:
        verdict = Text(f"机动 {found.slack} 个工作日", f"{found.slack} working days to spare")
    but = missed(found, language)
    head = "earliest" if but.en.endswith(": ") else "Earliest"
    said = Text(
        f"倒排目标：{by} 前{finish}。{but.zh}最早 {early}（一般估计，不排队），{verdict.zh}；"
        f"条文最快 {law}",
        f"to be met: {finish} by {by}. {but.en}{head} {early} (usual values, nobody waits), "
        f"{verdict.en}; by law alone {law}",
    )
    return lines + wrap(said.read(language))


def remarks_of(found: Timetable, dates: DateWords, language: Language) -> list[str]:
    """What is to be said under a timetable: its days, what is too late, what is projected."""
    procedure = found.procedure
    total = sum(found.tally.values())
    parts = [
        f"{DAY_KINDS[kind].read(language)} {found.tally[kind]}"
        for kind in kinds.KINDS
        if found.tally[kind]
    ]
    remarks = []
    if total and found.finish is not None:
        joined = ("、" if language == "zh" else ", ").join(parts)
        remarks.append(
            Text(f"从发布到办完共 {total} 天：{joined}", f"{total} days in all: {joined}").read(
                language
            )
        )
    remarks += [f"⚠ {warning.read(language)}" for warning in procedure.warnings[:1]]
    remarks += after_term(found, language)
    remarks += [told.read(language) for told in another_year(procedure)]
    posting = _posting_remark(found, dates, language)
    if posting:
        remarks.append(posting)
    freed = if_it_met(found)
    lost = too_late((freed or found).lines)
    if lost:
        names = _named(found, lost, language)
        remarks.append(
            Text(f"⚠ 已经来不及：{names}", f"⚠ too late already: {names}").read(language)
        )
    late = [line for line in found.lines if line.slack is not None and line.slack < 0]
    if late:
        names = _named(found, late, language)
        remarks.append(
            Text(
                f"⚠ 最早也晚于最迟：{names}", f"⚠ the earliest is later than the latest: {names}"
            ).read(language)
        )
    if freed is not None:
        remarks += no_meeting_left(found, freed, dates, language)
    remarks += without_day(found.lines, language)
    projected = [one for line in found.lines for one in (line.finish, line.law) if one is not None]
    if any(procedure.calendar.is_projected(one) for one in projected):
        remarks.append(
            Text(
                "⚠ 标〔推〕的日期在节假日尚未公布的年份，按推定计算",
                "⚠ dates marked [proj.] lie in a year whose days off are not announced yet",
            ).read(language)
        )
    latest = [line.back.finish for line in found.lines if line.back is not None]
    remarks += amended_since(procedure, [*projected, *latest], language)
    remarks += local_days(procedure, language)
    remarks += _hurried_remarks(found, language)
    remarks.append(
        Text(
            "天数、机动按工作日；* 在决定完成日的路径上；不含排队、补正轮次和异议。"
            f"{words.INTERNAL.zh}",
            "Days and slack are working days; * on the path that sets the end; without queues, "
            f"further rounds and objections. {words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def _hurried_remarks(found: Timetable, language: Language) -> list[str]:
    """Of decisions that are hurried towards the deadline: their latest dates count the least."""
    procedure = found.procedure
    remarks = []
    for line in found.lines:
        ground, title = line.ground, procedure.nodes[line.node].title
        if line.done is not None or ground.against < 0 or ground.input < 0:
            continue
        one = procedure.inputs[ground.input]
        if one.least < one.usual:
            least = words.single(one, one.least, procedure, language)
            said = Text(
                f"{title.zh}临近期限时赶办，最迟日期按{least}算",
                f"{title.en} is hurried towards the deadline: its latest date counts {least}",
            )
            remarks.append(said.read(language))
    return remarks


def _named(found: Timetable, lines: Sequence[Line], language: Language) -> str:
    """The titles of some stages, the first of many."""
    titles = [found.procedure.nodes[line.node].title.read(language) for line in lines[:_NAMED]]
    more = Text("等", " and others").read(language) if len(lines) > _NAMED else ""
    return ("、" if language == "zh" else ", ").join(titles) + more


def _posting_remark(found: Timetable, dates: DateWords, language: Language) -> str:
    """When the first notice must be posted, counted from the opening; empty if that is far off."""
    procedure = found.procedure
    for line in found.lines:
        node = procedure.nodes[line.node]
        if node.kind != "notice" or line.back is None or line.back.start is None:
            continue
        if procedure.scenario.progress is not None:
            return ""
        calendar = procedure.calendar
        day = calendar.date(line.back.start)
        number = calendar.workdays_between(calendar.opening, day)
        if number > _SOON:
            return ""
        source = words.article(node.source, procedure.policy)
        opened, by, weekday = (
            dates.plain_day(calendar.opening),
            dates.plain_day(day),
            dates.weekday(day),
        )
        after = Text(f"发布后第{number}个工作日", f"working day {number} after it")
        if not number:
            after = Text("发布当天", "the same day")
        return Text(
            f"⚠ {opened} 发布，{node.title.zh}最迟 {by}（{weekday}，{after.zh}）贴出  {source}",
            f"⚠ opened on {opened}: {node.title.en} must be posted by {by} ({weekday}, {after.en})"
            f"  {source}",
        ).read(language)
    return ""


def _first_notice(found: Timetable) -> str:
    for line in found.lines:
        node = found.procedure.nodes[line.node]
        if node.kind == "notice" and node.listed and line.back is not None:
            return node.id
    return found.procedure.nodes[found.procedure.finish].id
