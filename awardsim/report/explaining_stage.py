"""Why the date of a stage is what it is, written out so that it can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.explain import StageFacts
from awardsim.analysis.grounds import Link, dates_of
from awardsim.analysis.latest import LIMIT
from awardsim.policy import Bound, Status
from awardsim.procedure.followed import followed_option
from awardsim.procedure.model import Node
from awardsim.report.assumed import calendar_line
from awardsim.report.console import COLUMNS, plain, width, wrap
from awardsim.report.explaining_days import convention, day_lines
from awardsim.report.explaining_latest import around, latest_answer, latest_lines
from awardsim.report.projected import amended_since
from awardsim.report.showing import reading_lines
from awardsim.report.teller import Teller
from awardsim.report.timetable_lines import DONE
from awardsim.report.wrapped import wrapped_table
from awardsim.scenario.model import Over
from awardsim.schedule.passes import usual_values


def stage_screen(facts: StageFacts, teller: Teller, *, latest: bool = False) -> list[str]:
    """The count behind a stage: forwards, or with ``latest`` back from the date that binds it."""
    node = facts.procedure.nodes[facts.node]
    lines = wrap(
        f"{teller.say('依据', 'why')}  {teller.read(node.title)}  {node.id}  "
        f"{teller.say('情景', 'scenario')} {teller.name}",
        hang="  ",
    )
    if facts.done is not None:
        return [*lines, *wrap(_done(facts.done, teller), hang="  "), *_written(facts, teller)]
    if latest:
        lines += latest_lines(facts, teller)
    else:
        lines += _earliest(facts, teller)
    lines += _written(facts, teller)
    lines += _calendar(facts, teller, latest)
    lines += _hints(facts, teller, latest)
    return lines


def _done(done: Over, teller: Teller) -> str:
    """When it was over: a day that is given, or the day of something after it."""
    if done.given:
        day = teller.day(done.day)
        return teller.say(f"已办：{day}。", f"Done on {day}: nothing about it can be moved.")
    return teller.say(
        f"已办，{_done_by(done, teller)}：后面的环节那天已办；自己的日期没有给。",
        f"Done {_done_by(done, teller)}, when a stage after it was done; its own day is not given.",
    )


def _done_by(done: Over, teller: Teller) -> str:
    day = teller.day(done.day)
    return day if done.given else teller.say(f"不迟于 {day}", f"by {day}")


def _earliest(facts: StageFacts, teller: Teller) -> list[str]:
    node = facts.procedure.nodes[facts.node]
    if not facts.path:
        text = teller.say(
            "走不到这一步：按现有的会议日，轮到时已经没有会议。",
            "It is never reached: when its turn comes there is no meeting left.",
        )
        return ["", *wrap(text)]
    lines = wrap(
        teller.say("一般估计、没有人排队：", "Usual values, nobody waiting: ")
        + _answer(teller, node, facts.path[-1]),
        hang="  ",
    )
    if facts.usual is not None:
        lines += wrap(latest_answer(facts, teller), hang="  ")
    lines += ["", teller.say("怎么走到这里", "how it gets there"), *path_table(facts.path, teller)]
    lines += _bases(facts.path, teller)
    if node.meeting is not None and node.meeting.starts:
        lines += ["", *_caught(facts.path[-1], node, teller)]
    elif facts.count is not None and (len(facts.count.days) > 1 or node.kind == "notice"):
        lines += ["", *_counted(facts, teller)]
    return lines


def _caught(link: Link, node: Node, teller: Teller) -> list[str]:
    """Which of the given meetings it is in time for."""
    assert node.meeting is not None
    lines = [teller.say("赶上哪一次会", "which meeting it is in time for")]
    for start in around(node.meeting.starts, link.step.started):
        if start < link.step.arrived:
            word = teller.say("材料还没有齐", "not ready yet")
        elif start == link.step.started:
            word = teller.say("← 这一次", "<- this one")
        else:
            word = ""
        lines.append(f" {teller.moment(start)}  {word}".rstrip())
    return lines


def _kind(node: Node) -> str:
    """What a stage does, in the words of a count: a body that takes days does not meet."""
    if node.meeting is None or node.meeting.time is None:
        return node.kind
    return "approval" if node.type == "APPROVE" else "decision"


def _answer(teller: Teller, node: Node, link: Link) -> str:
    """The dates of a stage in one clause."""
    step = link.step
    start, finish = teller.moment(step.started), teller.moment(step.finished)
    if node.kind == "notice":
        return teller.say(f"{start} 发布，{finish} 下班期满。", f"posted {start}, over {finish}.")
    if node.meeting is not None and node.meeting.time is None:
        ready = teller.moment(step.arrived)
        return teller.say(
            f"{ready} 材料齐备，{start} 开会，{finish} 定下。",
            f"ready {ready}, meets {start}, decided {finish}.",
        )
    if start == finish:
        return f"{start}。" if teller.language == "zh" else f"{start}."
    return teller.say(f"{start} 开始，{finish} 完成。", f"starts {start}, done {finish}.")


def path_table(path: Sequence[Link], teller: Teller) -> list[str]:
    """One line for each step, the date that a list waited for before it."""
    headers = [
        teller.say("环节", "stage"),
        teller.say("可以开始", "ready"),
        teller.say("开始", "starts"),
        teller.say("完成", "over"),
        teller.say("依据", "rests on"),
    ]
    rows: list[list[str]] = []
    progress = teller.procedure.scenario.progress
    for link in path:
        if link.waited is not None:
            day = teller.moment(link.waited.minute)
            title = f"★ {teller.date_title(link.waited)}"
            rows.append([title, "", "", day, teller.date_ground(link.waited)])
        step = link.step
        node = teller.procedure.nodes[step.node]
        done = progress.over(node.id) if progress is not None else None
        if done is not None:
            over = _done_by(done, teller)
            rows.append([teller.read(node.title), "", "", over, DONE.read(teller.language)])
            continue
        rows += _opens(link, node, teller)
        rows.append(
            [
                teller.read(node.title),
                teller.moment(step.arrived),
                teller.moment(step.started),
                teller.moment(step.finished),
                teller.ground(node, link.ground) + _missed(link, teller),
            ]
        )
    return wrapped_table(rows, headers, (26, 18, 18, 18))


def _opens(link: Link, node: Node, teller: Teller) -> list[list[str]]:
    """The day before which the text does not let a stage begin, where it was ready earlier."""
    cell = teller.procedure.policy.stages[node.id].opens
    if cell is None or cell.value is None or link.waited is not None:
        return []
    calendar = teller.procedure.calendar
    if link.step.arrived >= node.opens or calendar.date(node.opens) != cell.value:
        return []
    title = teller.read(node.title)
    ground = teller.cited(cell.source)
    if cell.status is not Status.STATED:
        ground += f" {teller.read(cell.status.title)}"
    return [
        [
            teller.say(f"★ {title}开始日", f"★ {title}: not before"),
            "",
            "",
            teller.moment(node.opens),
            ground,
        ]
    ]


def _missed(link: Link, teller: Teller) -> str:
    """A remark for a step that is over only after the stage's own date."""
    procedure = teller.procedure
    for date in dates_of(procedure, usual_values(procedure), link.step.node):
        if link.step.finished > date.minute and (
            date.kind == LIMIT or link.ground.kind == "filing"
        ):
            day = teller.moment(date.minute)
            title = teller.date_title(date)
            return teller.say(f" ⚠ 晚于{title} {day}", f" ⚠ after {title}, {day}")
    return ""


def _bases(path: Sequence[Link], teller: Teller) -> list[str]:
    """The basis of every assumption on a path."""
    found: dict[int, None] = {}
    for link in path:
        if link.waited is not None and link.waited.input >= 0:
            found[link.waited.input] = None
        if link.ground.input >= 0:
            found[link.ground.input] = None
    lines: list[str] = []
    for index in found:
        one = teller.procedure.inputs[index]
        lines += wrap(f"{teller.read(one.title)}: {teller.basis(one)}", indent="  ", hang="    ")
    for link in path:
        given = link.ground.assumption
        if link.ground.kind == "meeting" and given is not None:
            title = teller.title(link.step.node)
            lines += wrap(f"{title}: {teller.read(given.basis)}", indent="  ", hang="    ")
    if not lines:
        return []
    return [teller.say(" 估计的依据", " bases of what is assumed"), *lines]


def _counted(facts: StageFacts, teller: Teller) -> list[str]:
    """The asked stage day by day."""
    count = facts.count
    assert count is not None
    node = facts.procedure.nodes[facts.node]
    heading = teller.say("逐日数", "day by day")
    if node.kind == "notice":
        heading += "  " + convention(count, teller)
    lines = [*wrap(heading, hang="  "), *day_lines(count, teller, _kind(node))]
    end = facts.procedure.calendar.day(count.last)
    if node.kind == "notice" and not end.working:
        after = facts.procedure.calendar.roll(count.last, "forward")
        lines += wrap(
            teller.say(
                f"期满日是{teller.read(end.name)}，条文没有写顺延；如顺延（民法典第二百零三条）："
                f"{teller.day(after)} 期满",
                f"it ends on a day off ({teller.read(end.name)}) and the text does not say that it "
                f"rolls; if it did (Civil Code, art. 203): {teller.day(after)}",
            ),
            indent=" ",
            hang="   ",
        )
    other = facts.other
    if other is not None and other.finish != count.finish:
        day = teller.moment(other.finish)
        inc = other.convention == "include_first"
        lines += wrap(
            teller.say(
                f"如发布当天{'也算' if inc else '不算'}第1天：{day} 期满"
                f"（calendar.count = {other.convention}）",
                f"if the posting day {'is' if inc else 'is not'} day 1: over {day} "
                f"(calendar.count = {other.convention})",
            ),
            indent=" ",
            hang="   ",
        )
    return lines


def _written(facts: StageFacts, teller: Teller) -> list[str]:
    """The article, the decisive words, the readings, the changes."""
    procedure = facts.procedure
    policy = procedure.policy
    node = procedure.nodes[facts.node]
    stage = policy.stages[node.id]
    lines = ["", teller.say("条文", "what is written")]
    cell = stage.duration
    if cell.value is not None:
        shown = f"{teller.stated(cell)} ({teller.read(cell.status.title)})"
        if cell.words:
            shown += f"  “{plain(cell.words)}”"
        if cell.bound is Bound.AT_LEAST:
            shown += teller.say("  这是下限，公示更久也可以", "  a floor: longer is allowed")
        lines += wrap(shown, indent=" ", hang="   ")
        if cell.reason:
            lines += wrap(plain(teller.read(cell.reason)), indent="   ", hang="   ")
    else:
        said = f"“{plain(stage.words)}”" if stage.words else ""
        text = teller.say("没有写用多少时间", "says nothing of the time it takes")
        lines += wrap(f"{teller.cited(stage.source)} {said} {text}", indent=" ", hang="   ")
    for date in facts.dates:
        title = teller.date_title(date)
        day = teller.moment(date.minute)
        shown = f"{title}: {day}  {teller.date_ground(date)}"
        if date.cell is not None and date.cell.words:
            shown += f"  “{plain(date.cell.words)}”"
        lines += wrap(shown, indent=" ", hang="   ")
    for one in facts.overrides:
        lines += wrap(
            f"{one.path}: {plain(one.old)} → {plain(one.new)} ({plain(one.why)})",
            indent=" ",
            hang="   ",
        )
    if facts.readings:
        lines.append(teller.say("读法（* 为采用的）", "readings (* is followed)"))
        for name in facts.readings:
            chosen = followed_option(procedure, name, f"stages.{node.id}")
            lines += reading_lines(name, policy.readings[name], policy, teller.language, chosen)
    return lines


def _calendar(facts: StageFacts, teller: Teller, latest: bool) -> list[str]:
    """The days off in the stretch that was counted."""
    calendar = facts.procedure.calendar
    minutes: list[int] = []
    if latest and facts.usual is not None:
        for one in facts.usual.chain():
            minutes += [m for m in (one.start, one.finish, one.by) if m is not None and m >= 0]
    elif not latest:
        for link in facts.path:
            minutes += [link.step.arrived, link.step.finished]
    if not minutes:
        return []
    first, last = calendar.date(min(minutes)), calendar.date(max(minutes))
    lines = [
        *wrap(calendar_line(facts.procedure.scenario, facts.procedure.policy, teller.language))
    ]
    lines += teller.special_days(first, last)
    if calendar.is_projected(max(minutes)) and calendar.first_projected is not None:
        since = calendar.date(calendar.first_projected)
        lines += wrap(
            teller.say(
                f"〔推〕：{since}起的节假日尚未公布，按规定推算，公布后请重算。",
                f"[proj.]: days off from {since} on are not announced yet; then count again.",
            ),
            indent=" ",
        )
    for remark in amended_since(facts.procedure, minutes, teller.language):
        lines += wrap(remark, indent=" ")
    return ["", *lines]


def _hints(facts: StageFacts, teller: Teller, latest: bool) -> list[str]:
    node = facts.procedure.nodes[facts.node]
    title = teller.read(node.title) if teller.language == "zh" else node.id
    note = teller.say(
        "没有算排队、退件和异议；这些在 awardsim run 里。",
        "Queues, returns and objections are not counted here; awardsim run has them.",
    )
    if latest:
        hint = f"hint: awardsim why {teller.name} {title}"
    else:
        hint = f"hint: awardsim why {teller.name} {title} --latest"
    line = f"{note}  {hint}"
    if width(line) <= COLUMNS:
        return ["", line]
    return ["", *wrap(note), hint]
