"""That a date on the way is missed, in the words of a headline."""

from __future__ import annotations

from awardsim.analysis.latest import LIMIT
from awardsim.analysis.missing import missed_dates
from awardsim.analysis.timetable import Timetable
from awardsim.report.console import plain
from awardsim.report.dates import DateWords
from awardsim.text import NOTHING, Language, Text


def missed(found: Timetable, language: Language) -> Text:
    """The first date on the way that is missed, a written one if any, and what that means.

    It stands before the end that a timetable counts out all the same; empty where none is missed.
    """
    late = sorted(missed_dates(found), key=lambda one: not one.date.stated)
    if not late:
        return NOTHING
    one, more = late[0], len(late) - 1
    dates = DateWords(found.procedure.calendar, language)
    title = found.procedure.nodes[one.date.node].title
    due, reached = dates.plain_day(one.date.written), dates.day(one.reached)
    kind = Text("期限", "deadline") if one.date.kind == LIMIT else Text("截止日", "closing date")
    if not one.date.stated:
        kind = Text(f"假设的{kind.zh}", f"assumed {kind.en}")
    out = Text("，迟到的不再进入本届", ", late ones are out") if one.out else NOTHING
    many = f"so are {more} others" if more > 1 else "so is another one"
    others = Text(f"，另有{more}个日期也赶不上", f", and {many}") if more else NOTHING
    if one.all:
        who, then = NOTHING, Text("；仍往下排的话，", ". If it goes on all the same: ")
    else:
        who, then = Text("最慢的一类", " for the slowest kind of case"), Text("；", ". ")
    said = Text(
        f"⚠ {title.zh}{who.zh}赶不上{kind.zh} {due}（最早 {reached}{out.zh}）{others.zh}{then.zh}",
        f"⚠ the {kind.en} of {title.en}, {due}, is missed{who.en} (earliest {reached}{out.en})"
        f"{others.en}{then.en}",
    )
    return Text(plain(said.zh), plain(said.en))
