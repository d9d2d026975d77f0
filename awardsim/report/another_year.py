"""Dates that may be of another edition: named for a later year, or all over before today."""

from __future__ import annotations

import datetime
import re

from awardsim.procedure.model import Procedure
from awardsim.report.console import plain
from awardsim.text import Text

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def another_year(procedure: Procedure) -> list[Text]:
    """One line where a draft or a scenario copied from an older one may still have its dates.

    An issued text that stands alone has the dates that it has.
    """
    found = _named_later(procedure) or _all_over(procedure)
    return [] if found is None else [found]


def _named_later(procedure: Procedure) -> Text | None:
    """It is called by a later year than that in which it opens."""
    policy, scenario = procedure.policy, procedure.scenario
    alone = scenario.id == policy.id
    if alone and policy.state != "draft":
        return None
    name = policy.version if alone else scenario.id
    years = [int(year) for year in _YEAR.findall(name)]
    opening, end = procedure.calendar.opening, procedure.finish_by
    if not years or max(years) <= opening.year:
        return None
    year = max(years)
    if year == opening.year + 1 and end is not None and end.year >= year:
        return None  # it begins in the year before
    shown = plain(name)
    told = Text(
        f"⚠ “{shown}”却从 {opening} 开始：日期还是从前的？改文件里的日期",
        f"⚠ '{shown}' opens on {opening}: are its dates still the old ones? Change them in the "
        "file",
    )
    moved = opening.replace(year=year, day=min(opening.day, 28))
    if _stated(procedure) or (end is not None and end < moved):
        return told
    return Text(f"{told.zh}，或 --set opens={moved}", f"{told.en}, or --set opens={moved}")


def _all_over(procedure: Procedure) -> Text | None:
    """Today is after every date, and it is not finished."""
    progress, end = procedure.scenario.progress, procedure.finish_by
    if progress is None or end is None or procedure.nodes[procedure.finish].id in progress.done:
        return None
    last = max([end, *(_stated(procedure))])
    if progress.today <= last:
        return None
    return Text(
        f"⚠ 今天（{progress.today}）已在这一届最后一个日期（{last}）之后：如果是另一届，用它的"
        "情景，或 --set opens=、--finish 给出它的日期",
        f"⚠ today ({progress.today}) is after the last date of this edition ({last}): for another "
        "one use its scenario, or give its dates with --set opens= and --finish",
    )


def _stated(procedure: Procedure) -> list[datetime.date]:
    calendar = procedure.calendar
    moments = [
        one
        for node in procedure.nodes
        for one in (node.closes, None if node.limit is None else node.limit.moment)
        if one is not None and one.stated
    ]
    return [calendar.date(one.minute) for one in moments]
