"""Where a timetable comes to a stand because a body meets no more, and when it would have to."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.timetable import Line, Timetable, timetable
from awardsim.procedure.model import Node
from awardsim.report.dates import DateWords
from awardsim.text import Language, Text


def stuck_at(found: Timetable) -> Node | None:
    """The first stage that is never reached, where it is because its body meets no more."""
    open_ = [line for line in found.lines if line.done is None and line.finish is None]
    if not open_:
        return None
    node = found.procedure.nodes[open_[0].node]
    return node if node.meeting is not None and node.meeting.starts else None


def if_it_met(found: Timetable) -> Timetable | None:
    """The same timetable if bodies met on any working day; None where none comes to a stand."""
    from awardsim.analysis.forecast import any_day

    free = None if stuck_at(found) is None else any_day(found.procedure)
    return None if free is None else timetable(free, found.values)


def too_late(lines: Sequence[Line]) -> list[Line]:
    """Stages for which even the first day is too late."""
    return [line for line in lines if line.back is not None and line.back.arrive is None]


def no_meeting_left(
    found: Timetable, freed: Timetable, dates: DateWords, language: Language
) -> list[str]:
    """What comes to a stand, and between which days a further meeting would do.

    ``freed`` is what :func:`if_it_met` gives.
    """
    node = stuck_at(found)
    assert node is not None
    assert node.meeting is not None
    title, last = node.title, dates.day(node.meeting.starts[-1])
    line = freed.line(node.index)
    first = line.start
    latest = None if line.back is None else line.back.start
    told = Text(
        f"⚠ {title.zh}：材料备齐时已没有会议（最后一次 {last}），以后的环节没有最早日期。",
        f"⚠ {title.en}: no meeting is left when the file is ready (the last one is on {last}); "
        "what comes after it has no earliest date. ",
    )
    return [told.read(language) + _further(found, node, first, latest, dates).read(language)]


def _further(
    found: Timetable, node: Node, first: int | None, latest: int | None, dates: DateWords
) -> Text:
    """Whether one more meeting would do, and when."""
    if first is None:
        return Text("", "")
    day = found.procedure.calendar.date(first)
    added = f"--set meetings.{node.body}=[{day}]"
    begin, end = dates.day(first), dates.day(latest)
    if found.procedure.finish_by is None:
        return Text(f"最早 {begin} 可以开：{added}", f"It could meet from {begin} on: {added}")
    if latest is not None and first <= latest:
        return Text(
            f"{begin} 至 {end} 之间加开一次就赶得上：{added}",
            f"One more between {begin} and {end} would do: {added}",
        )
    if latest is not None:
        return Text(
            f"加开也赶不上期限：最早 {begin} 能开，最迟要在 {end} 开",
            f"One more would be too late: {begin} at the earliest, {end} at the latest",
        )
    return Text(
        f"加开也赶不上期限：最早 {begin} 能开",
        f"One more would be too late: {begin} at the earliest",
    )
