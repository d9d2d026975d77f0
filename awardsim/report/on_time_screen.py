"""Of each channel's files, how many are in time: a screen, a table, plain data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.on_time import ChannelShare, OnTime
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.channels_screen import channel_title
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.timetable_screen import title_of
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_WIDTHS = (24, 6, 12, 8, 44)  # columns at most
_ALL = Text("合计", "all")
#: What being in time means.
IN_TIME = Text(
    "按时＝既没有错过名单，也没有超过写明或假设的期限（材料不合格、落选不算迟）；"
    "“无一迟到”是其中没有一件迟到的推演所占比例。按情景的估计，不是对哪个渠道的评价。",
    "In time: neither came after a list had closed nor missed a date that is written or "
    "assumed (who is not eligible or not chosen is not late). 'None late': of the runs "
    "with such files, those without a late one. By the scenario's estimates, no "
    "judgement on a channel.",
)


def on_time_screen(found: OnTime, language: Language) -> str:
    """The shares for a terminal."""
    grid = on_time_grid(found, language)
    return screen_of(grid, wrap(title_of(found.procedure, language)), _WIDTHS)


def screen_of(grid: Grid, head: Sequence[str], widths: Sequence[int]) -> str:
    """A table for a terminal: what stands above it, its columns, its remarks."""
    lines = [*head, "", *wrapped_table(grid.rows, grid.headers, widths), ""]
    lines += [part for remark in grid.remarks for part in wrap(remark)]
    return "\n".join(lines) + "\n"


def on_time_grid(found: OnTime, language: Language) -> Grid:
    """A row for each channel through which somebody applies, and one for all."""
    headers = [
        Text("申报渠道", "channel"),
        Text("申报", "files"),
        Text("按时", "in time"),
        Text("无一迟到", "none late"),
        Text("迟在哪里", "late where"),
    ]
    return Grid(
        plain(title_of(found.procedure, language)),
        [one.read(language) for one in headers],
        [_row(found, row, language) for row in found.rows if row.files],
        on_time_data(found),
        _remarks(found, language),
    )


def _row(found: OnTime, row: ChannelShare, language: Language) -> list[str]:
    procedure = found.procedure
    name = (
        _ALL.read(language) if row.channel < 0 else channel_title(procedure, row.channel, language)
    )
    return [
        name,
        f"{row.files:.1f}",
        share_of(row, language),
        words.percent(row.clean, language),
        late_where(procedure, row, language),
    ]


def share_of(row: ChannelShare, language: Language) -> str:
    """The share in time with its simulation error in points: ``83 % (±6)``."""
    error = "" if row.error < 0.0005 else f" (±{words.points(row.error)[1:]})"
    return words.percent(row.on_time, language) + error


def late_where(procedure: Procedure, row: ChannelShare, language: Language) -> str:
    """The stages at which files are late, each with the share of all."""
    where = [
        f"{plain(procedure.nodes[node].title.read(language))} {words.percent(share, language)}"
        for node, share in row.late.items()
    ]
    return ("、" if language == "zh" else ", ").join(where)


def _remarks(found: OnTime, language: Language) -> list[str]:
    procedure = found.procedure
    dates = DateWords(procedure.calendar, language)
    remarks = []
    for node in found.dated:
        one = procedure.policy.stages[procedure.nodes[node].id]
        cells = [one.closes, one.deadline.on if one.deadline is not None else None]
        for day in (cell.value for cell in cells if cell is not None and cell.value):
            title = plain(procedure.nodes[node].title.read(language))
            remarks.append(f"★ {title}  {dates.plain_day(day)} {dates.weekday(day)}")
    remarks.append(IN_TIME.read(language))
    runs = Text(
        f"推演{found.replications}次，种子{found.seed}",
        f"{found.replications} replications, seed {found.seed}",
    )
    remarks.append(of_runs(runs, language))
    return remarks


def of_runs(told: Text, language: Language) -> str:
    """How many runs there were, what is in brackets, and what all of it is for."""
    return Text(
        f"{told.zh}；括号里是模拟误差（百分点，只因推演次数有限）。{words.INTERNAL.zh}",
        f"{told.en}; in brackets the simulation error in points (from their number alone). "
        f"{words.INTERNAL.en.capitalize()}",
    ).read(language)


def on_time_data(found: OnTime) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found.procedure
    names = (*procedure.channels, None)
    return {
        **head_data(procedure, found.replications, found.seed),
        "channels": [
            {"channel": names[row.channel], **share_data(procedure, row)} for row in found.rows
        ],
    }


def head_data(procedure: Procedure, replications: int, seed: int) -> dict[str, Any]:
    """Of what and how many runs figures are, as plain data."""
    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "replications": replications,
        "seed": seed,
    }


def share_data(procedure: Procedure, row: ChannelShare) -> dict[str, Any]:
    """A share in time as plain data; None for what is undefined."""

    def number(one: float) -> float | None:
        return None if math.isnan(one) else one

    return {
        "files": row.files,
        "on_time": number(row.on_time),
        "error": number(row.error),
        "none_late": number(row.clean),
        "late": {procedure.nodes[node].id: share for node, share in row.late.items()},
    }
