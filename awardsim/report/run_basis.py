"""What an answer rests on, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from awardsim.analysis.effort import INFLUENTIAL, effort
from awardsim.analysis.ranges import Swing
from awardsim.analysis.shares import known_to
from awardsim.policy import Status
from awardsim.policy.leaves import count_by_status
from awardsim.procedure.panels import seats
from awardsim.report import facts, words
from awardsim.report.assumed import own_days, replacements
from awardsim.report.columns import table
from awardsim.report.console import COLUMNS, clip, flow, pad, width, wrap
from awardsim.report.dates import PROJECTED
from awardsim.report.facts import Cause
from awardsim.report.projected import amended_since
from awardsim.report.resolved import count_assumptions
from awardsim.report.view import View
from awardsim.text import Text

_INDENT = "    "
_SHOWN = (
    Status.STATED,
    Status.INFERRED,
    Status.CHANGED,
    Status.UNSTATED,
    Status.EXCLUDED,
    Status.ELSEWHERE,
)


def counts(view: View) -> list[str]:
    """Values of the text by status, and how many assumptions are in use."""
    return wrap(view.say("依据  ", "basis  ") + counts_told(view), hang=_INDENT)


def counts_told(view: View) -> str:
    """The same as a sentence."""
    counted = count_by_status(view.procedure.policy)
    shown = [
        view.say(f"{status.title.zh}{counted[status]}项", f"{counted[status]} {status.title.en}")
        for status in Status
        if counted[status] and (status in _SHOWN or status is Status.UNREAD)
    ]
    total, yours = count_assumptions(view.procedure)
    return view.say(
        f"条文{'  '.join(shown)}；估计{total}项（您提供{yours}项）",
        f"text: {', '.join(shown)}; {total} estimates ({yours} yours)",
    )


def guesses(view: View, rows: int) -> list[str]:
    """The assumptions that move the answer most, with their ranges and what they rest on."""
    chosen = facts.influential(view.forecast)[:rows]
    if not chosen:
        return []
    head = view.say("影响最大的估计", "matter most")
    rows_shown = [
        [head if not place else "", *_guess(view, one)] for place, one in enumerate(chosen)
    ]
    return [clip(line, COLUMNS) for line in table(rows_shown, indent=_INDENT)]


def _guess(view: View, one: Swing) -> list[str]:
    given = view.procedure.inputs[one.input]
    origin = words.YOURS.read(view.language) if given.origin == "scenario" else ""
    basis = view.read(given.basis)
    return [
        clip(view.read(given.title), view.room(30, 26)),
        words.amount(given, view.procedure, view.language),
        words.span(one.low, one.high, view.language),
        basis if not origin else view.say(f"{origin}：{basis}", f"{origin}: {basis}"),
    ]


def readings(view: View, rows: int) -> list[str]:
    """The readings that were followed, chosen ones first."""
    found = facts.choices(view.procedure)
    if not found or rows < 1:
        return []
    chosen = sum(not one.default for one in found)
    head = view.say(
        f"采用的读法{len(found)}项（{f'选定{chosen}项，其余' if chosen else '都'}按默认）",
        f"{len(found)} readings ({f'{chosen} chosen, else' if chosen else 'all'} by default)",
    )
    parts = [f"{view.article(one.reading.source)} {view.read(one.option.title)}" for one in found]
    parts[0] = f"{head}  {parts[0]}"
    between = view.say("；", "; ")
    for shown in range(len(parts), 0, -1):
        left = len(parts) - shown
        more = [view.say(f"余{left}项", f"{left} more")] if left else []
        lines = flow([*parts[:shown], *more], between, indent=_INDENT, hang=_INDENT)
        if len(lines) <= rows:
            return lines
    return [clip(line, COLUMNS) for line in lines[:rows]]


def missing(view: View) -> list[str]:
    """Documents that the text points to and that are not at hand."""
    found = missing_told(view)
    if not found:
        return []
    head = view.say("手中没有", "not at hand")
    return [clip(f"{_INDENT}{head}  {found}", 100)]


def missing_told(view: View) -> str:
    """The same in a row; empty where nothing is missing."""
    found = facts.missing_documents(view.procedure.policy)
    return view.listed(_ranges([view.read(one) for one in found]))


def _ranges(names: Sequence[str]) -> list[str]:
    """Numbered documents in a row as one: 附件1—8."""
    found: list[str] = []
    run: list[tuple[str, int]] = []

    def close() -> None:
        if len(run) > 2:
            found.append(f"{run[0][0]}{run[0][1]}—{run[-1][1]}")
        else:
            found.extend(f"{stem}{place}" for stem, place in run)
        run.clear()

    for name in names:
        stem = name.rstrip("0123456789")
        digits = name[len(stem) :]
        if not digits or len(digits) > 4:
            close()
            found.append(name)
            continue
        if run and (run[-1][0] != stem or run[-1][1] + 1 != int(digits)):
            close()
        run.append((stem, int(digits)))
    close()
    return found


def overrides(view: View, rows: int) -> list[str]:
    """What a reading, a change or an assumption put in the place of what is written."""
    found = overrides_told(view)
    head = _INDENT + view.say("改动  ", "changed  ")
    lines = [clip(head + one, COLUMNS) for one in found[:rows]]
    if len(found) > rows:
        rest = len(found) - rows
        lines.append(_INDENT + view.say(f"另有改动{rest}处", f"{rest} more changes"))
    return lines


def overrides_told(view: View) -> list[str]:
    """Each value of the text that another one stands in the place of, in a few words."""
    return [
        f"{one.path}: {one.old} → {one.new}"
        + (view.say(f"（{one.why}）", f" ({one.why})") if one.why else "")
        for one in view.procedure.overrides
        if one.old != one.new
    ]


def replaced(view: View, rows: int) -> list[str]:
    """The assumptions that ``--set`` replaced: old, new."""
    parts = replacements_told(view)
    if not parts:
        return []
    parts[0] = view.say("估计改用  ", "replaced  ") + parts[0]
    between = view.say("；", "; ")
    for shown in range(len(parts), 0, -1):
        left = len(parts) - shown
        more = [view.say(f"余{left}项", f"{left} more")] if left else []
        lines = flow([*parts[:shown], *more], between, indent=_INDENT, hang=_INDENT)
        if len(lines) <= rows:
            return lines
    return [clip(line, COLUMNS) for line in lines[:rows]]


def replacements_told(view: View) -> list[str]:
    """Each assumption that was replaced, in a few words."""
    return [
        f"{one.path} {view.read(one.old)} → {view.read(one.new)}"
        + view.say(f"（{one.why}）", f" ({one.why})")
        for one in replacements(view.procedure.scenario)
    ]


def holidays(view: View) -> list[str]:
    """Which days off are announced, and that some dates rest on a projection."""
    own = own_days(view.procedure.scenario, view.procedure.policy, view.language)
    also = [view.say(f"另有放假日  {own}", f"further days off: {own}")] if own else []
    told = [holidays_told(view), *also]
    told += amended_since(view.procedure, facts.reached(view.forecast), view.language)
    return [line for one in told if one for line in wrap(one, indent=_INDENT, hang=_INDENT)]


def holidays_told(view: View) -> str:
    """The same as a sentence; empty where every day is alike."""
    known = view.procedure.scenario.calendar.known_on
    first = facts.first_projected(view.forecast)
    if view.procedure.scenario.calendar.kind == "continuous":
        return ""
    asof = view.say(f"（截至{known}）", f" (as of {known})") if known is not None else ""
    if first is None or not facts.projected(view.forecast):
        return view.say(
            f"节假日{asof}  所涉日期都已公布", f"days off{asof}: all that matter are announced"
        )
    mark = PROJECTED.zh if view.zh else f"{PROJECTED.en.strip()}, *"
    return view.say(
        f"节假日{asof}  {first.year}年的没有公布，{mark}为推定日期，公布后请重算",
        f"days off{asof}: {first.year} not announced yet; {mark} mark projected dates",
    )


def simulation_error(view: View) -> list[str]:
    """Replications, seed and the error that comes from their number alone."""
    return wrap(error_told(view), hang=_INDENT)


def error_told(view: View) -> str:
    """The same as a sentence."""
    forecast = view.forecast
    text = view.say(
        f"推演{forecast.replications}次，种子{forecast.seed}，记录号{view.record}",
        f"{forecast.replications} replications, seed {forecast.seed}, record {view.record}",
    )
    if forecast.share is not None and forecast.error is not None:
        error = known_to(forecast.share, forecast.replications)
        points, ends = words.points(error), facts.range_error(forecast)
        at_ends = Text("", "")
        if ends is not None:
            shown = words.points(ends)
            at_ends = Text(f"，区间各端{shown}", f" (ends of ranges {shown})")
        text += view.say(
            f"，模拟误差{points}个百分点{at_ends.zh}（只因推演次数有限，不含估计不准）",
            f", simulation error alone {points} points{at_ends.en}",
        )
        if forecast.precision is not None:
            wanted = f"±{100 * forecast.precision:g}"
            if error <= forecast.precision:
                text += view.say(f"，已到要求的{wanted}个百分点以内", f", within {wanted} as asked")
            else:
                text += view.say(
                    f"，推演到上限仍未达到要求的{wanted}个百分点",
                    f"; even the most replications do not reach the {wanted} points asked for",
                )
    often = effort(view.procedure, forecast.replications)
    if forecast.ranges is not None and often.reduced:
        most = min(INFLUENTIAL, often.inputs)
        text += view.say(
            f"；规模大，各项估计的两端先各推演{often.coarse}次，影响最大的{most}项各{often.fine}次",
            f"; a large edition: the ends of each estimate run {often.coarse} times, those of the "
            f"{most} that matter most {often.fine} times",
        )
    return text


def next_steps(view: View) -> list[str]:
    """What to type next."""
    name = _argument(view.name)
    meeting = facts.deciding_meeting(view.forecast)
    node = view.procedure.nodes[view.procedure.finish if meeting is None else meeting.node]
    stage = view.title(node) if view.zh else node.id
    lines = [
        (
            f"awardsim why {name} {_argument(stage)} --latest",
            view.say("最迟日期怎么数出来的", "how its latest date is counted"),
        )
    ]
    safe = (view.forecast.share or 0.0) >= 1 - facts.NOTICEABLE
    movable = [] if safe else _movable(view)
    setting = next(filter(None, (_setting(view, one) for one in movable)), "")
    if setting:
        lines.append(
            (
                f"awardsim run {name} --set {setting}",
                view.say("改一项再推演", "the same with one thing changed"),
            )
        )
    lines.append(
        (
            f"awardsim run {name} -o {view.say('测算.xlsx', 'run.xlsx')}",
            view.say("全部环节、估计、依据", "all stages, estimates and articles"),
        )
    )
    room = max(width(command) for command, _ in lines)
    head = view.say("下一步  ", "next  ")
    return [
        clip(f"{head if not place else ' ' * width(head)}{pad(command, room)}  {why}", 100)
        for place, (command, why) in enumerate(lines)
    ]


def _argument(text: str) -> str:
    """A word of a command line; Chinese needs no quotes, blanks and signs do."""
    safe = all(one.isalnum() or one in "@%+=:,./-_" for one in text)
    return text if text and safe else shlex.quote(text)


def _movable(view: View) -> list[Cause]:
    """Causes that somebody can move, the longest first: what can simply be set before others.

    What was tried and hardly helps comes last.
    """
    base = view.forecast.share or 0.0
    found = [
        (
            lever.share is not None and lever.share - base < facts.NOTICEABLE,
            lever.kind != "decide",
            place,
            cause,
        )
        for place, cause in enumerate(facts.causes(view.forecast))
        if (lever := cause.lever) is not None and lever.kind != "guess"
    ]
    return [cause for *_, cause in sorted(found, key=lambda one: one[:3])]


def _setting(view: View, cause: Cause) -> str:
    """A lever as an argument of ``--set``; empty where it cannot be written as one number."""
    lever = cause.lever
    if lever is None or lever.input < 0:
        return ""
    one = view.procedure.inputs[lever.input]
    if one.id.startswith("people."):
        more = max(one.usual + 1, seats(view.procedure, lever.input))
        value = more if lever.value is None else lever.value
        return f"{one.id}={words.number(value)}"
    if lever.value is None:
        return ""
    value = lever.value
    node = view.procedure.nodes[cause.row.node]
    if one.id.startswith("meetings."):
        return f"{one.id}_notice={words.number(value)}"
    if one.id.startswith("durations.") and one.unit in ("wd", "cd", "h"):
        if node.kind == "meeting":
            form = {"wd": "days", "h": "hours"}.get(one.unit)
            return f"meetings.{node.body}_{form}={words.number(value)}" if form else ""
        return f"{one.id}={words.number(value)}{one.unit}"
    return ""
