"""A timetable as an iCalendar file: what the law takes, what is planned, what is room.

Every entry has an id that depends on scenario, stage, kind and channel only, and a number that
grows with the time the file is made, so that a file that is imported again moves the entries
instead of doubling them (RFC 5545, 3.8.7.4; RFC 5546, 2.1.5).  Of an edition under way, what is
done on a given day takes the place of its plan, what is done without a day of its own is left as it
was imported.  Entries of an earlier plan that this one has not are cancelled: of the plan before
anything had happened, and of the scenario as its file stands.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import icalendar

from awardsim.analysis.latest import LIMIT
from awardsim.analysis.timetable import Line, Timetable, timetable
from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.dates import PROJECTED
from awardsim.report.output import Target, write_whole
from awardsim.text import Language, Text
from awardsim.workdays import CalendarError, WorkCalendar

#: Kinds of entries, with what stands before the title of each.
STATUTORY, PLANNED, BUFFER, BEGIN = "statutory", "planned", "buffer", "begin"
CLOSES, DUE = "closes", "due"
_HEADS = {
    STATUTORY: Text("【法定】", "[law] "),
    PLANNED: Text("【计划】", "[plan] "),
    BUFFER: Text("【机动】", "[room] "),
    BEGIN: Text("【最迟开始】", "[begin by] "),
    CLOSES: Text("【截止】", "[closes] "),
    DUE: Text("【截止】", "[due] "),
}
#: Of what takes no time, of a date that nobody wrote, of what is done, of what holds no longer.
_AT_ONCE = Text("【最迟】", "[by] ")
_ASSUMED = Text("【假设的截止】", "[assumed date] ")
_DONE = Text("【已办】", "[done] ")
_CANCELLED = Text("【取消】", "[cancelled] ")
#: Kinds that somebody has to be reminded of.
_REMINDED = (BEGIN, CLOSES, DUE)
#: What the number of a version counts the seconds from.
_EPOCH = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


@attrs.frozen
class Entry:
    """One entry of a stage: what it is, and its first and last day.

    ``done`` is one of what is behind today, ``cancelled`` one that holds no longer.
    """

    kind: str
    first: datetime.date
    last: datetime.date
    stated: bool = True
    done: bool = False
    cancelled: bool = False


@attrs.frozen
class Part:
    """One channel's part of a calendar; the whole procedure's without a channel.

    ``more`` is said in the descriptions of stages, by their number, beside what is said of all.
    ``planned`` is the same before anything had happened, of an edition that is under way; ``filed``
    the same as the scenario's file stands, where something is put in its place.
    """

    procedure: Procedure
    lines: Sequence[Line]
    channel: str = ""
    title: str = ""
    more: Mapping[int, tuple[str, ...]] = attrs.field(factory=dict)
    planned: Part | None = None
    filed: Part | None = None


def write_calendar(
    parts: Sequence[Part],
    target: Target,
    language: Language,
    *,
    force: bool,
    now: datetime.datetime | None = None,
) -> None:
    """Write the file.

    Parameters
    ----------
    now
        When it is made, which tells a later version of an entry from an earlier one; the
        present by default.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    stamp = now or datetime.datetime.now(datetime.UTC)
    made = calendar_of(parts, language, stamp).to_ical()

    def write(path: Path) -> None:
        path.write_bytes(made)

    write_whole(target, write, force=force)


def parts_of(found: Timetable, filed: Procedure | None = None) -> list[Part]:
    """A timetable as one part; ``filed`` is the procedure as the scenario's file stands."""

    def whole(procedure: Procedure | None) -> Part | None:
        return None if procedure is None else Part(procedure, timetable(procedure).lines)

    procedure = found.procedure
    planned = whole(procedure.planned)
    return [Part(procedure, found.lines, planned=planned, filed=whole(filed))]


def calendar_of(
    parts: Sequence[Part], language: Language, stamp: datetime.datetime
) -> icalendar.Calendar:
    """All entries as whole days."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//awardsim//schedule//{language.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", parts[0].procedure.scenario.title.read(language))
    for part in parts:
        held = set[str]()
        for line, entry in _entries(part):
            held.add(_uid(part, line, entry))
            made.add_component(_event(part, line, entry, language, stamp))
        for before in filter(None, (part.planned, part.filed)):
            for line, entry in _gone(before, part.procedure, held):
                made.add_component(_event(before, line, entry, language, stamp))
    return made


def _entries(part: Part) -> Iterator[tuple[Line, Entry]]:
    """What a part holds, stage by stage."""
    planned = {} if part.planned is None else {line.node: line for line in part.planned.lines}
    for line in part.lines:
        done, before = line.done, planned.get(line.node)
        if done is None or before is None:
            for entry in _ahead(part.procedure, line):
                yield line, entry
        elif done.given:
            yield line, Entry(_kind(before), done.day, done.day, done=True)


def _gone(before: Part, procedure: Procedure, held: set[str]) -> Iterator[tuple[Line, Entry]]:
    """What an earlier plan has and ``held`` has not, and adds it to that.

    Of a stage that was over by some day, what it had up to that day is left as it was imported.
    """
    progress = procedure.scenario.progress
    for line in before.lines:
        over = None if progress is None else progress.over(before.procedure.nodes[line.node].id)
        left = None if over is None or over.given else over.day
        for entry in _ahead(before.procedure, line):
            uid = _uid(before, line, entry)
            if uid not in held and (left is None or entry.last > left):
                held.add(uid)
                yield line, attrs.evolve(entry, cancelled=True)


def _kind(line: Line) -> str:
    """What the time that a stage takes is."""
    return STATUTORY if line.ground.kind == "law" else PLANNED


def _ahead(procedure: Procedure, line: Line) -> Iterator[Entry]:
    """The entries of a stage that is still to be done."""
    calendar = procedure.calendar
    if line.start is not None and line.finish is not None:
        first, last = calendar.date(line.start), calendar.date(line.finish)
        yield Entry(_kind(line), first, last)
        back = line.back
        if back is not None and back.start is not None and back.finish is not None:
            end = calendar.date(back.finish)
            if end > last:
                yield Entry(BUFFER, last + datetime.timedelta(days=1), end)
            begin = calendar.date(back.start)
            yield Entry(BEGIN, begin, begin)
    for one in line.dates:
        kind = DUE if one.kind == LIMIT else CLOSES
        yield Entry(kind, one.written, one.written, one.stated)


def _event(
    part: Part, line: Line, entry: Entry, language: Language, stamp: datetime.datetime
) -> icalendar.Event:
    procedure = part.procedure
    node = (procedure.planned or procedure).nodes[line.node]
    summary = _summary(part, node, entry, language)
    event = icalendar.Event()
    event.add("uid", _uid(part, line, entry))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", int((stamp - _EPOCH).total_seconds()))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + datetime.timedelta(days=1))
    event.add("summary", summary)
    what = "done" if entry.done else entry.kind
    event.add("categories", [what, *([part.title] if part.channel else [])])
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(part, line, entry, language))
    if entry.kind in _REMINDED and not entry.cancelled:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _before(procedure.calendar, entry.first))
        alarm.add("description", summary)
        event.add_component(alarm)
    return event


def _summary(part: Part, node: Node, entry: Entry, language: Language) -> str:
    head = _HEADS[entry.kind]
    if entry.kind == BEGIN and node.kind == "gate":
        head = _AT_ONCE
    if not entry.stated:
        head = _ASSUMED
    if entry.done:
        head = _DONE
    said = head.read(language)
    if entry.cancelled:
        said = _CANCELLED.read(language) + said
    whose = Text(f"{part.title} ", f"{part.title}: ").read(language) if part.channel else ""
    return said + whose + node.title.read(language)


def _before(calendar: WorkCalendar, day: datetime.date) -> datetime.timedelta:
    """From the midnight at which a day begins to the opening of the working day before it.

    On the first day of the edition, which has none before it, to its own opening of business.
    """
    opens = datetime.timedelta(minutes=calendar.hours[0])
    try:
        return calendar.add_workdays(day, -1) - day + opens
    except CalendarError:
        return opens


def _uid(part: Part, line: Line, entry: Entry) -> str:
    return entry_id(part.procedure, part.procedure.nodes[line.node].id, entry.kind, part.channel)


def entry_id(procedure: Procedure, stage: str, kind: str, channel: str = "") -> str:
    """The id of an entry: the same whenever and wherever the file is made."""
    parts = [procedure.policy.id, procedure.scenario.id, stage, kind, *([channel] * bool(channel))]
    return f"{hashlib.sha256('/'.join(parts).encode()).hexdigest()[:24]}@awardsim"


def _description(part: Part, line: Line, entry: Entry, language: Language) -> str:
    procedure = part.procedure
    node = (procedure.planned or procedure).nodes[line.node]
    body = procedure.policy.bodies.get(node.body)
    parts = [words.article(node.source, procedure.policy)]
    if body is not None:
        parts.append(body.title.read(language))
    if node.kind == "gate":
        parts.append(Text("不占时间", "takes no time").read(language))
    if line.ground.kind == "assumed":
        parts.append(Text("时长为假设", "its length is assumed").read(language))
    if line.ground.kind == "meeting":
        parts.append(Text("会议日期为给定", "on given meeting dates").read(language))
    if not entry.stated:
        said = Text("日期没有写明，为假设", "nobody wrote this date: it is assumed")
        parts.append(said.read(language))
    if entry.cancelled:
        said = Text(
            "环节已办，或计划已变：此项取消", "cancelled: it is done, or the plan is another"
        )
        parts.append(said.read(language))
        return "\n".join(parts)
    parts += part.more.get(line.node, ())
    if line.slack is not None:
        parts.append(
            Text(f"机动{line.slack}个工作日", f"slack {line.slack} working days").read(language)
        )
    calendar = procedure.calendar
    if calendar.is_projected(calendar.minute(entry.last, 24 * 60 - 1)):
        parts.append(PROJECTED.read(language).strip())
    parts.append(words.INTERNAL.read(language))
    return "\n".join(parts)
