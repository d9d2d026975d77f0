"""How many files are in time at each value of a path: a screen, a table, plain data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.on_time_values import OnTimeValues
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.on_time_screen import (
    IN_TIME,
    head_data,
    late_where,
    of_runs,
    screen_of,
    share_data,
    share_of,
)
from awardsim.report.timetable_screen import title_of
from awardsim.text import Language, Text

_WIDTHS = (26, 12, 9, 48)  # columns at most


def on_time_values_screen(found: OnTimeValues, language: Language) -> str:
    """The shares for a terminal."""
    grid = on_time_values_grid(found, language)
    head = [*wrap(title_of(found.procedure, language)), *wrap(found.axis.path)]
    return screen_of(grid, head, _WIDTHS)


def on_time_values_grid(found: OnTimeValues, language: Language) -> Grid:
    """A row for each value."""
    headers = [
        Text("取值", "value"),
        Text("按时", "in time"),
        Text("无一迟到", "none late"),
        Text("迟在哪里", "late where"),
    ]
    names = _names(found, language)
    rows = []
    for place, share in enumerate(found.shares):
        mark = " ✓" if place in found.enough else ""
        rows.append(
            [
                names[place],
                share_of(share, language) + mark,
                words.percent(share.clean, language),
                late_where(found.procedure, share, language),
            ]
        )
    return Grid(
        plain(title_of(found.procedure, language)),
        [one.read(language) for one in headers],
        rows,
        on_time_values_data(found),
        [*_verdict(found, names, language), IN_TIME.read(language), _runs(found, language)],
    )


def _names(found: OnTimeValues, language: Language) -> list[str]:
    """The values as they are shown: days with the day of the week, readings with what they say."""
    dates = DateWords(found.procedure.calendar, language)
    head, _, name = found.axis.path.partition(".")
    reading = found.procedure.policy.readings.get(name) if head == "readings" else None
    shown = []
    for value in found.axis.values:
        option = None if reading is None else reading.options.get(value)
        if option is not None:
            shown.append(plain(f"{value}: {option.title.read(language)}"))
            continue
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            shown.append(plain(value))
            continue
        shown.append(f"{dates.plain_day(day)} {dates.weekday(day)}")
    return shown


def _verdict(found: OnTimeValues, names: Sequence[str], language: Language) -> list[str]:
    """Which values keep what is wanted; without that, which one has the most in time."""
    between = Text("、", ", ").read(language)
    best = names[found.best]
    most = share_of(found.shares[found.best], language)
    told = Text(f"最高：{best}，{most}", f"the most in time: {best}, {most}")
    if found.kept is not None:
        wanted = words.percent(found.kept, language)
        kept = between.join(names[place] for place in found.enough)
        told = Text(f"保住 {wanted}：{kept}", f"keep {wanted}: {kept}")
        if not found.enough:
            told = Text(
                f"都保不住 {wanted}；最高是 {best}，{most}",
                f"none of these keeps {wanted}; the most is {most}, with {best}",
            )
    said = [told.read(language)]
    if found.open:
        near = between.join(names[place] for place in found.open)
        said.append(
            Text(
                f"离得太近，取决于模拟误差：{near}", f"so close that the error decides: {near}"
            ).read(language)
        )
    return said


def _runs(found: OnTimeValues, language: Language) -> str:
    return of_runs(
        Text(
            f"每个取值推演{found.replications}次，同一随机条件，种子{found.seed}",
            f"{found.replications} replications with each value under the same luck, seed "
            f"{found.seed}",
        ),
        language,
    )


def on_time_values_data(found: OnTimeValues) -> dict[str, Any]:
    """The exact figures as plain data."""
    return {
        **head_data(found.procedure, found.replications, found.seed),
        "path": found.axis.path,
        "keep": found.kept,
        "values": [
            {"value": value, **share_data(found.procedure, share)}
            for value, share in zip(found.axis.values, found.shares, strict=True)
        ],
    }
