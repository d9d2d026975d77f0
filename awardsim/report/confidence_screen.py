"""Latest days at a confidence, beside those by law alone and with usual values."""

from __future__ import annotations

import datetime
from typing import Any

from awardsim.analysis.confidence import Confidence, LatestDay
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.timetable_screen import title_of
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_WIDTHS = (26, 12, 12, 12, 13, 6, 8)  # columns at most
_NONE = Text("没有", "none")


def confidence_screen(found: Confidence, scenario: str, language: Language) -> str:
    """The latest days for a terminal."""
    grid = confidence_grid(found, scenario, language)
    lines = wrap(title_of(found.procedure, language))
    lines += [part for text in _head(found, language) for part in wrap(text)]
    lines += ["", *wrapped_table(grid.rows, grid.headers, _WIDTHS), ""]
    lines += [part for remark in grid.remarks for part in wrap(remark)]
    hint = Text(
        f"下一步  awardsim schedule {scenario} --today 日期 --did 环节=日期   到那天再排",
        f"next  awardsim schedule {scenario} --today DATE --did STAGE=DATE   when that day comes",
    )
    return "\n".join([*lines, *wrap(hint.read(language))]) + "\n"


def _head(found: Confidence, language: Language) -> list[str]:
    procedure = found.procedure
    dates = DateWords(procedure.calendar, language)
    assert procedure.finish_by is not None
    finish = plain(procedure.nodes[procedure.finish].title.read(language))
    by = f"{dates.plain_day(procedure.finish_by)} {dates.weekday(procedure.finish_by)}"
    share = words.percent(found.confidence, language)
    return [
        Text(
            f"问：要有 {share} 的把握在 {by} 前{finish}，各环节最迟哪天办完？",
            f"Question: to be {share} sure of {finish} by {by}, when must each stage be over?",
        ).read(language)
    ]


def confidence_grid(found: Confidence, scenario: str, language: Language) -> Grid:
    """A row for each stage."""
    share = words.percent(found.confidence, language)
    headers = [
        Text("环节（下班前办完）", "stage (over at the close)"),
        Text("条文最迟", "by law alone"),
        Text("一般估计最迟", "usual values"),
        Text(f"{share}把握最迟", f"{share} sure"),
        Text("误差内", "within error"),
        Text("当天", "then"),
        Text("再晚一天", "a day later"),
    ]
    return Grid(
        plain(title_of(found.procedure, language)),
        [one.read(language) for one in headers],
        [_row(found, row, language) for row in found.rows],
        confidence_data(found),
        _remarks(found, language),
    )


def _row(found: Confidence, row: LatestDay, language: Language) -> list[str]:
    procedure = found.procedure
    dates = DateWords(procedure.calendar, language)

    def day(one: datetime.date | None) -> str:
        if one is None:
            return _NONE.read(language)
        mark = dates.mark(procedure.calendar.minute(one))
        return f"{dates.plain_day(one)} {dates.weekday(one)}{mark}"

    def short(one: datetime.date | None) -> str:
        return _NONE.read(language) if one is None else dates.plain_day(one)

    within = "" if row.cautious == row.hopeful else f"{short(row.cautious)}—{short(row.hopeful)}"
    return [
        plain(procedure.nodes[row.node].title.read(language)) + "†" * row.together,
        day(row.law),
        day(row.usual),
        day(row.day) + "⚠" * (row.day is None or row.behind),
        within,
        "" if row.share is None else words.percent(row.share, language),
        "" if row.following is None else words.percent(row.following, language),
    ]


def _remarks(found: Confidence, language: Language) -> list[str]:
    share = words.percent(found.confidence, language)
    points = words.points(found.error)
    remarks = [
        Text(
            f"{share}把握最迟：这个环节（和它之前的）到那天下班都已办完、其余次日起接着办，"
            f"推演中至少 {share} 按期，再晚一个工作日就不到。“误差内”是模拟误差范围内的最迟日。",
            f"{share} sure: if the stage and all before it are over at the close of that day and "
            f"the rest goes on from there, at least {share} of the runs are in time, and fewer if "
            "it is over a working day later. 'Within error': the same day at either end of the "
            "simulation error.",
        ).read(language)
    ]
    if any(row.together for row in found.rows):
        remarks.append(
            Text(
                "† 按全部申报都在那天才办完计算，偏紧：平时陆续办完，后面可以先开始。",
                "† as if all files came on that very day, which is strict: usually they come one "
                "by one and what follows has begun.",
            ).read(language)
        )
    if any(row.day is None or row.behind for row in found.rows):
        remarks.append(
            Text(
                "⚠ 按一般估计到不了这一天（或哪天都不够早）：要有这样的把握，得改后面的安排",
                "⚠ with usual values it is over later than that, or no day is early enough: for "
                "such confidence what follows must be changed",
            ).read(language)
        )
    remarks.append(
        Text(
            f"每个日子推演{found.replications}次，种子{found.seed}，模拟误差±{points[1:]}个百分点"
            f"（只因推演次数有限，不含估计不准）。{words.INTERNAL.zh}",
            f"{found.replications} replications a day, seed {found.seed}, simulation error "
            f"±{points[1:]} points (from their number alone, not from wrong estimates). "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def confidence_data(found: Confidence) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found.procedure

    def day(one: datetime.date | None) -> str | None:
        return None if one is None else one.isoformat()

    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "finish_by": day(procedure.finish_by),
        "confidence": found.confidence,
        "replications": found.replications,
        "seed": found.seed,
        "error": found.error,
        "stages": [
            {
                "stage": procedure.nodes[row.node].id,
                "law": day(row.law),
                "usual": day(row.usual),
                "earliest": day(row.early),
                "latest": day(row.day),
                "share": row.share,
                "share_a_day_later": row.following,
                "cautious": day(row.cautious),
                "hopeful": day(row.hopeful),
                "together": row.together,
            }
            for row in found.rows
        ],
    }
