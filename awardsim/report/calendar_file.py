"""A timetable as an iCalendar file: what the law takes, what is planned, what is room.

Every entry has an id that depends on scenario, stage, kind and channel only, so that a file that is
imported again moves the entries instead of doubling them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import icalendar

from awardsim.analysis.latest import LIMIT
from awardsim.analysis.timetable import Line, Timetable
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
#: Of what takes no time, and of a date that nobody wrote.
_AT_ONCE = Text("【最迟】", "[by] ")
_ASSUMED = Text("【假设的截止】", "[assumed date] ")
#: Kinds that somebody has to be reminded of.
_REMINDED = (BEGIN, CLOSES, DUE)


@attrs.frozen
class Entry:
    """One entry of a stage: what it is, and its first and last day."""

    kind: str
    first: datetime.date
    last: datetime.date
    stated: bool = True


@attrs.frozen
class Part:
    """One channel's part of a calendar; the whole procedure's without a channel.

    ``more`` is said in the descriptions of stages, by their number, beside what is said of all.
    """

    procedure: Procedure
    lines: Sequence[Line]
    channel: str = ""
    title: str = ""
    more: Mapping[int, tuple[str, ...]] = attrs.field(factory=dict)


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


def parts_of(found: Timetable) -> list[Part]:
    """A timetable as one part."""
    return [Part(found.procedure, found.lines)]


def calendar_of(
    parts: Sequence[Part], language: Language, stamp: datetime.datetime
) -> icalendar.Calendar:
    """All entries as whole days."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//awardsim//schedule//{language.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", parts[0].procedure.scenario.title.read(language))
    for part in parts:
        for line in part.lines:
            for entry in _entries(part.procedure, line):
                made.add_component(_event(part, line, entry, language, stamp))
    return made


def _entries(procedure: Procedure, line: Line) -> Iterator[Entry]:
    """A stage's entries."""
    calendar = procedure.calendar
    if line.start is not None and line.finish is not None:
        law = line.ground.kind == "law"
        first, last = calendar.date(line.start), calendar.date(line.finish)
        yield Entry(STATUTORY if law else PLANNED, first, last)
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
    node = procedure.nodes[line.node]
    summary = _summary(part, node, entry, language)
    event = icalendar.Event()
    event.add("uid", entry_id(procedure, node.id, entry.kind, part.channel))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + datetime.timedelta(days=1))
    event.add("summary", summary)
    event.add("categories", [entry.kind, *([part.title] if part.channel else [])])
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(part, line, entry, language))
    if entry.kind in _REMINDED:
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
    whose = Text(f"{part.title} ", f"{part.title}: ").read(language) if part.channel else ""
    return head.read(language) + whose + node.title.read(language)


def _before(calendar: WorkCalendar, day: datetime.date) -> datetime.timedelta:
    """From the midnight at which a day begins to the opening of the working day before it.

    On the first day of the edition, which has none before it, to its own opening of business.
    """
    opens = datetime.timedelta(minutes=calendar.hours[0])
    try:
        return calendar.add_workdays(day, -1) - day + opens
    except CalendarError:
        return opens


def entry_id(procedure: Procedure, stage: str, kind: str, channel: str = "") -> str:
    """The id of an entry: the same whenever and wherever the file is made."""
    parts = [procedure.policy.id, procedure.scenario.id, stage, kind, *([channel] * bool(channel))]
    return f"{hashlib.sha256('/'.join(parts).encode()).hexdigest()[:24]}@awardsim"


def _description(part: Part, line: Line, entry: Entry, language: Language) -> str:
    procedure = part.procedure
    node = procedure.nodes[line.node]
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
