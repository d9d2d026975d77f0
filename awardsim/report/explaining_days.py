"""A count of days as lines, one for each day that counts."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.daybyday import CountedDay, DayByDay, Run, in_runs
from awardsim.report.columns import table
from awardsim.report.dates import PROJECTED
from awardsim.report.teller import Teller
from awardsim.text import Text

#: More lines than this, and days that count are told in runs too.
_LONG = 24


def convention(count: DayByDay, teller: Teller) -> str:
    days = teller.say(
        "个工作日" if count.unit == "wd" else "天（日历日）",
        "working days" if count.unit == "wd" else "calendar days",
    )
    if count.convention == "include_first":
        return teller.say(
            f"（发布当天是第1天，数满{count.length}{days}）",
            f"(the posting day is day 1, {count.length} {days})",
        )
    return teller.say(
        f"（发布当天不计，从下一天起数满{count.length}{days}）",
        f"(the posting day is day 0, then {count.length} {days})",
    )


def day_lines(count: DayByDay, teller: Teller, kind: str, *, backwards: bool = False) -> list[str]:
    """A count with one line for a day, days off of one kind together.

    ``kind`` is the stage's: a notice is posted and over, a meeting called and held, a decision
    that takes days is made, and an approval given.
    """
    items: list[CountedDay | Run] = list(in_runs(count))
    if len(items) > _LONG:
        items = _in_longer_runs(items)
    if backwards:
        items.reverse()
    rows = [_day_row(one, teller, kind) for one in items]
    return table(rows, indent=" ")


def _in_longer_runs(items: Sequence[CountedDay | Run]) -> list[CountedDay | Run]:
    """Days that count taken together between days off."""
    found: list[CountedDay | Run] = []
    for one in items:
        last = found[-1] if found else None
        if isinstance(one, CountedDay) and one.role == "counted":
            if isinstance(last, Run) and last.first.role == "counted":
                found[-1] = Run((*last.days, one))
            else:
                found.append(Run((one,)))
        else:
            found.append(one)
    return found


def _day_row(one: CountedDay | Run, teller: Teller, kind: str) -> list[str]:
    if isinstance(one, Run):
        first, last = one.first, one.last
        mark = PROJECTED.read(teller.language) if first.day.projected else ""
        shown = teller.day(first.day.date)
        if last is not first:
            shown = f"{first.day.date:%m-%d}—{last.day.date:%m-%d}"
        if first.role == "counted":
            numbers = f"{first.number}" if last is first else f"{first.number}—{last.number}"
            return [shown + mark, teller.say(f"第{numbers}天", f"days {numbers}")]
        why = teller.off([each.day for each in one.days])
        return [shown + mark, teller.say(f"{why}，不计", f"{why}, not counted")]
    day = one.day
    mark = PROJECTED.read(teller.language) if day.projected else ""
    said = _said(one, teller, kind)
    if day.kind == "makeup":
        said += teller.say("（补班日）", " (make-up working day)")
    elif not day.working and one.role != "off":
        said += f"（{teller.read(day.name)}）" if teller.language == "zh" else f" ({day.name.en})"
    return [teller.day(day.date) + mark, said]


def _said(one: CountedDay, teller: Teller, kind: str) -> str:
    number = one.number
    if one.role == "moved":
        return teller.say("期满日移到这一天", "the end is moved to this day")
    if one.role == "posting" and number == 0:
        begun = {
            "notice": Text("发布当天，不计入", "posted, day 0"),
            **dict.fromkeys(
                ("meeting", "decision", "approval"),
                Text("材料齐备，不计", "the file is ready, day 0"),
            ),
        }
        return teller.read(begun.get(kind, Text("开始当天，不计", "it starts, day 0")))
    if one.role == "posting":
        return teller.say("发布当天，计为第1天", "posted, day 1")
    ended = {
        "notice": Text("当日下班期满", "over at the close of business"),
        "meeting": Text("开会", "the meeting"),
        "decision": Text("定下", "decided"),
        "approval": Text("批准", "approved"),
    }
    if one.role == "last" and kind in ended:
        end = teller.read(ended[kind])
        if number == 0:
            return teller.say(f"当天，{end}", f"day 0, {end}")
        return teller.say(f"第{number}天，{end}", f"day {number}, {end}")
    return teller.say(f"第{number}天", f"day {number}")
