"""How many working days every date leaves: a screen, a table, plain data."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.deadlines import Deadline, Deadlines
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.explaining_latest import finish_by_ground
from awardsim.report.grid import Grid
from awardsim.report.teller import Teller
from awardsim.report.timetable_screen import title_of
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language

#: Later announcements that are shown, the last ones of more.
_SHOWN = 2
_WIDTHS = (18, 17, 9, 10, 5, 6, 10, 10)  # columns at most


def deadlines_screen(found: Deadlines, scenario: str, language: Language) -> str:
    """The dates for a terminal."""
    grid = deadlines_grid(found, scenario, language)
    lines = [*wrap(title_of(found.procedure, language)), ""]
    teller = Teller(found.procedure, language, scenario)
    rows = [
        [row[0], row[1], _brief(found, one, teller), *row[3:]]
        for row, one in zip(grid.rows, found.deadlines, strict=True)
    ]
    lines += [*wrapped_table(rows, grid.headers, _WIDTHS), ""]
    lines += [part for remark in grid.remarks for part in wrap(remark)]
    return "\n".join(lines) + "\n"


def deadlines_grid(found: Deadlines, scenario: str, language: Language) -> Grid:
    """A row for each date; working days that a later announcement changes with the difference."""
    teller = Teller(found.procedure, language, scenario)
    first = teller.day(found.first)
    headers = [
        teller.say("期限", "date"),
        teller.say("哪天", "day"),
        teller.say("依据", "rests on"),
        teller.say("最后一个工作日", "last working day"),
        teller.say(f"{first[:5]}起", f"from {first[:5]}"),
        teller.say("距上一期限", "since the date before"),
        *(teller.say(f"{day}公布后", f"known on {day}") for day in found.announced[-_SHOWN:]),
    ]
    return Grid(
        plain(title_of(found.procedure, language)),
        headers,
        [_row(found, one, teller) for one in found.deadlines],
        deadlines_data(found),
        _remarks(found, teller),
    )


def _row(found: Deadlines, one: Deadline, teller: Teller) -> list[str]:
    calendar = found.procedure.calendar
    date = one.date
    ground = finish_by_ground(found.procedure, teller) if date is None else teller.date_ground(date)
    last = teller.day(one.room.last) if one.room.last != one.day else ""
    return [
        _name(one, teller),
        teller.moment(calendar.minute(one.day, calendar.hours[1])),
        ground,
        last,
        str(one.room.days),
        str(one.room.since),
        *(
            _changed(room.days, one.room.days) + _moved(one, place, teller)
            for place, room in list(enumerate(one.later))[-_SHOWN:]
        ),
    ]


def _changed(now: int, before: int) -> str:
    """``41 (+1)``; ``＝`` where it is the same."""
    return "＝" if now == before else f"{now} ({now - before:+d})"


def _moved(one: Deadline, place: int, teller: Teller) -> str:
    """The last working day, where it is another one."""
    last = one.later[place].last
    return "" if last == one.room.last else f" {teller.day(last)}"


def _remarks(found: Deadlines, teller: Teller) -> list[str]:
    remarks = []
    if not found.deadlines:
        remarks.append(teller.say("没有期限", "there is no date"))
    if found.announced:
        moved = [one for one in found.deadlines if any(one.shifts)]
        names = teller.listed([_name(one, teller) for one in moved])
        count = teller.listed(list(dict.fromkeys(_most(one) for one in moved)))
        remarks.append(
            teller.say(
                f"以后的公布改变工作日数的：{names}（{count}）"
                if moved
                else "以后的公布没有改变哪个期限的工作日数",
                f"later announcements change the working days of: {names} ({count})"
                if moved
                else "later announcements change the working days of no date",
            )
        )
    elif any(one.projected for one in found.deadlines):
        remarks.append(
            teller.say(
                "⚠ 标〔推〕的期限在节假日尚未公布的年份，按推定计算",
                "⚠ dates marked [proj.] lie in a year whose days off are not announced yet",
            )
        )
    first = teller.day(found.first)
    remarks.append(
        teller.say(
            f"工作日从 {first} 的次日数起，含当日；“＝”是与当时所知相同。{words.INTERNAL.zh}",
            f"Working days from the one after {first} up to and including the date; ＝: as was "
            f"known. {words.INTERNAL.en.capitalize()}",
        )
    )
    return remarks


def _name(one: Deadline, teller: Teller) -> str:
    if one.date is None:
        return teller.say("完成期限", "to finish by")
    if one.date.kind == "closes":
        return teller.date_title(one.date)
    return teller.title(one.date.node)


def _brief(found: Deadlines, one: Deadline, teller: Teller) -> str:
    """The article alone, or that a date is given or assumed."""
    date, scenario = one.date, found.procedure.scenario
    if date is None and scenario.finish_by is not None:
        return teller.say("情景给出", "scenario")
    if date is not None and (not date.stated or date.cell is None):
        return teller.say("假设", "assumed")
    cell = found.procedure.policy.window.closes if date is None else date.cell
    return "" if cell is None else teller.article(cell.source).split(" ", 1)[-1]


def _most(one: Deadline) -> str:
    """The greatest difference of a date, ``+1``."""
    return f"{max(one.shifts, key=abs):+d}"


def deadlines_data(found: Deadlines) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found.procedure
    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "first_day": found.first.isoformat(),
        "announced": [day.isoformat() for day in found.announced],
        "deadlines": [_data(procedure, one) for one in found.deadlines],
    }


def _data(procedure: Procedure, one: Deadline) -> dict[str, Any]:
    date = one.date
    return {
        "stage": procedure.nodes[procedure.finish if date is None else date.node].id,
        "kind": "finish_by" if date is None else date.kind,
        "day": one.day.isoformat(),
        "stated": None if date is None else date.stated,
        "projected": one.projected,
        "working_days": one.room.days,
        "since_date_before": one.room.since,
        "last_working_day": one.room.last.isoformat(),
        "later": [
            {"working_days": room.days, "last_working_day": room.last.isoformat()}
            for room in one.later
        ],
    }
