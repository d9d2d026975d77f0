"""AWS2xx: times that the text demands against the dates that it sets."""

from __future__ import annotations

from collections.abc import Iterator

from awardsim.errors import InputError
from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import Forward, forward, latest_start, usual_values
from awardsim.text import Text
from awardsim.workdays import WorkCalendar

DOES_NOT_FIT = Code.conflict(
    "AWS205",
    Text("法定时间放不下", "minima that do not fit"),
    Text(
        "只按条文的最少天数算（办理、会议都不花时间），也赶不上写明的期限。",
        "Even with nothing but the text's own minima (work and meetings taking no time) the date "
        "that it sets is missed.",
    ),
    Text("推迟期限，或缩短公示", "set a later date, or shorten a notice"),
)
HURRIED = Code.point(
    "AWS206",
    Text("印发后来不及贴第一次公示", "too few days before the first notice"),
    Text(
        "从印发到最迟必须贴出第一次公示，不足10个工作日：申报单位先要知道、开会、填表。"
        "按情景的一般估计倒着数；没有给情景的，按默认估计。",
        "Fewer than 10 working days lie between the issue and the last day to post the first "
        "notice, counted back with the scenario's usual times, or without a scenario with the "
        "default ones; applicants must first hear of it.",
    ),
    Text("提早印发，或推迟第一个期限", "issue it earlier, or set a later first date"),
)
CODES = (DOES_NOT_FIT, HURRIED)

#: Fewest working days that applicants are given before the first notice.
FEWEST_DAYS = 10


def check_clock(material: Material) -> Iterator[Finding]:
    """Dates that cannot be met, or hardly."""
    if material.procedure is not None:
        yield from _does_not_fit(material, material.procedure)
        yield from _hurried(material, material.procedure)


def schedule(procedure: Procedure, *, law_only: bool) -> Forward | None:
    """Earliest dates of a procedure; None where its calendar does not reach so far."""
    try:
        return forward(procedure, usual_values(procedure), law_only=law_only)
    except InputError:
        return None


def _does_not_fit(material: Material, procedure: Procedure) -> Iterator[Finding]:
    """Dates that the text sets and its own minima miss; of one chain only the first."""
    earliest = schedule(procedure, law_only=True)
    if earliest is None:
        return
    calendar = procedure.calendar
    moments = procedure.moments(usual_values(procedure))
    for node in procedure.nodes:
        step = earliest.last.get(node.index)
        if step is None:
            continue
        for moment, key, path in (
            (node.closes, node.index, f"stages.{node.id}.closes"),
            (node.limit.moment if node.limit else None, -1 - node.index, _on(node.id)),
        ):
            if moment is None or not moment.stated or step.finished <= moments[key]:
                continue
            yield _missed(
                material, calendar, path, node.title, step.finished, moments[key], node.source
            )
            return
    last = earliest.last.get(procedure.finish)
    end = material.policy.window.closes
    if last is None or end.value is None or end.value < calendar.opening:
        return
    deadline = calendar.minute(end.value, 24 * 60 - 1)
    if last.finished > deadline:
        title = procedure.nodes[procedure.finish].title
        yield _missed(
            material, calendar, "window.closes", title, last.finished, deadline, end.source
        )


def _on(stage: str) -> str:
    return f"stages.{stage}.deadline.on"


def _missed(
    material: Material,
    calendar: WorkCalendar,
    path: str,
    title: Text,
    reached: int,
    due: int,
    source: str,
) -> Finding:
    day, wanted = calendar.date(max(reached - 1, 0)), calendar.date(due)
    short = calendar.workdays_between(wanted, day)
    return material.finding(
        DOES_NOT_FIT,
        path,
        Text(
            f"“{title.zh}”按条文最快也要到 {day}，期限是 {wanted}",
            f"by the text alone '{title.en}' is over on {day} at the earliest, due on {wanted}",
        ),
        effect=Text(f"差 {short} 个工作日", f"{short} working days short"),
        repair=Text(
            f"期限推迟到 {day}，或把前面的公示合计缩短 {short} 个工作日，或提早开始",
            f"move the date to {day}, shorten the notices before it by {short} working days "
            "altogether, or begin earlier",
        ),
        articles=(source,),
    )


def _hurried(material: Material, procedure: Procedure) -> Iterator[Finding]:
    issued = [one.issued for one in material.policy.sources.values() if one.issued is not None]
    if not issued:
        return
    calendar, values = procedure.calendar, usual_values(procedure)
    moments = procedure.moments(values)
    for track in range(len(procedure.tracks)):
        route = procedure.route(track, 0)
        stages = [procedure.nodes[stage] for stage in route.stages]
        first = next((node for node in stages if node.kind == "notice"), None)
        stated = any(
            (node.closes is not None and node.closes.stated)
            or (node.limit is not None and node.limit.moment.stated)
            for node in stages
        )
        if (
            first is None
            or not stated
            or any(n.kind == "window" for n in stages[: stages.index(first)])
        ):
            continue
        start = latest_start(procedure, route, values, moments)
        if start <= 0:
            continue
        assumed = material.assumed
        day, from_day = calendar.date(start), max(issued[0], calendar.opening)
        left = calendar.workdays_between(from_day, day) if day > from_day else 0
        if left >= FEWEST_DAYS:
            continue
        yield material.finding(
            HURRIED,
            f"stages.{first.id}",
            Text(
                f"“{first.title.zh}”最迟 {day} 要贴出，是印发（{from_day}）后第 {left} 个工作日",
                f"'{first.title.en}' must be posted by {day}, working day {left} after the issue "
                f"on {from_day}",
            ),
            effect=Text(
                f"按{assumed.zh}倒着数；申报单位来不及准备",
                f"counted back with {assumed.en}; applicants can hardly prepare",
            ),
            articles=(first.source,),
        )
        return
