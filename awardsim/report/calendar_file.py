"""A timetable as an iCalendar file: what the law takes, what is planned, what is room.

Every entry has an id that depends on scenario, stage and kind only, so that a file that is imported
again moves the entries instead of doubling them.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import icalendar

from awardsim.analysis.latest import LIMIT
from awardsim.analysis.timetable import Line, Timetable
from awardsim.procedure.model import Procedure
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


def write_calendar(
    found: Timetable,
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
    made = calendar_of(found, language, stamp).to_ical()

    def write(path: Path) -> None:
        path.write_bytes(made)

    write_whole(target, write, force=force)


def calendar_of(
    found: Timetable, language: Language, stamp: datetime.datetime
) -> icalendar.Calendar:
    """All entries of a timetable as whole days."""
    procedure = found.procedure
    made = icalendar.Calendar()
    made.add("prodid", "-//awardsim//schedule//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", procedure.scenario.title.read(language))
    for line in found.lines:
        for kind, first, last in _entries(found, line):
            made.add_component(_event(found, line, kind, first, last, language, stamp))
    return made


def _entries(found: Timetable, line: Line) -> list[tuple[str, datetime.date, datetime.date]]:
    """Kind, first and last day of a stage's entries."""
    calendar = found.procedure.calendar
    node = found.procedure.nodes[line.node]
    entries = []
    if line.start is not None and line.finish is not None:
        law = line.ground.kind == "law"
        days = calendar.date(line.start), calendar.date(line.finish)
        entries.append((STATUTORY if law else PLANNED, *days))
        back = line.back
        if back is not None and back.start is not None and back.finish is not None:
            last = calendar.date(back.finish)
            if last > days[1]:
                entries.append((BUFFER, days[1] + datetime.timedelta(days=1), last))
            if node.kind != "gate":
                entries.append((BEGIN, calendar.date(back.start), calendar.date(back.start)))
    for one in line.dates:
        if one.stated:
            entries.append((DUE if one.kind == LIMIT else CLOSES, one.written, one.written))
    return entries


def _event(
    found: Timetable,
    line: Line,
    kind: str,
    first: datetime.date,
    last: datetime.date,
    language: Language,
    stamp: datetime.datetime,
) -> icalendar.Event:
    procedure = found.procedure
    node = procedure.nodes[line.node]
    event = icalendar.Event()
    event.add("uid", entry_id(procedure, node.id, kind))
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    event.add("dtend", last + datetime.timedelta(days=1))
    event.add("summary", _HEADS[kind].read(language) + node.title.read(language))
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(found, line, last, language))
    if kind == BEGIN:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _before(procedure.calendar, first))
        alarm.add("description", _HEADS[BEGIN].read(language) + node.title.read(language))
        event.add_component(alarm)
    return event


def _before(calendar: WorkCalendar, day: datetime.date) -> datetime.timedelta:
    """From the midnight at which a day begins to the opening of the working day before it.

    On the first day of the edition, which has none before it, to its own opening of business.
    """
    opens = datetime.timedelta(minutes=calendar.hours[0])
    try:
        return calendar.add_workdays(day, -1) - day + opens
    except CalendarError:
        return opens


def entry_id(procedure: Procedure, stage: str, kind: str) -> str:
    """The id of an entry: the same whenever and wherever the file is made."""
    text = f"{procedure.policy.id}/{procedure.scenario.id}/{stage}/{kind}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}@awardsim"


def _description(found: Timetable, line: Line, last: datetime.date, language: Language) -> str:
    procedure = found.procedure
    node = procedure.nodes[line.node]
    body = procedure.policy.bodies.get(node.body)
    parts = [words.article(node.source, procedure.policy)]
    if body is not None:
        parts.append(body.title.read(language))
    if line.ground.kind == "assumed":
        parts.append(Text("时长为假设", "its length is assumed").read(language))
    if line.ground.kind == "meeting":
        parts.append(Text("会议日期为给定", "on given meeting dates").read(language))
    if line.slack is not None:
        parts.append(
            Text(f"机动{line.slack}个工作日", f"slack {line.slack} working days").read(language)
        )
    calendar = procedure.calendar
    if calendar.is_projected(calendar.minute(last, 24 * 60 - 1)):
        parts.append(PROJECTED.read(language).strip())
    parts.append(words.INTERNAL.read(language))
    return "\n".join(parts)
