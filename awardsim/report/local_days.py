"""Days off that only some channels have, told in words."""

from __future__ import annotations

from collections.abc import Collection

from awardsim.procedure.channels import title_of
from awardsim.procedure.model import Procedure
from awardsim.report.console import plain
from awardsim.report.dates import DateWords
from awardsim.scenario.model import OwnHoliday
from awardsim.text import Language, Text


def whose(holiday: OwnHoliday, procedure: Procedure, language: Language) -> str:
    """The channels that have a day off."""
    titles = [title_of(procedure.policy, one).read(language) for one in holiday.channels]
    return plain(("、" if language == "zh" else ", ").join(titles))


def local_days(
    procedure: Procedure, language: Language, channels: Collection[int] | None = None
) -> list[str]:
    """For each group of channels, their own days off with name and source.

    ``channels``: only of some; of all by default.
    """
    dates = DateWords(procedure.calendar, language)
    names = {procedure.channels[one] for one in channels or ()}
    names |= {procedure.division.wholes[procedure.division.whole[one]] for one in channels or ()}
    found: dict[str, list[str]] = {}
    for holiday in procedure.scenario.calendar.holidays:
        if not holiday.channels or (channels is not None and names.isdisjoint(holiday.channels)):
            continue
        said = plain(f"{dates.plain_day(holiday.date)} {holiday.name}")
        if holiday.source:
            source = plain(holiday.source)
            said += Text(f"（{source}）", f" ({source})").read(language)
        found.setdefault(whose(holiday, procedure, language), []).append(said)
    return [
        Text(f"{who}另有放假日：{'、'.join(days)}", f"{who}: also off {', '.join(days)}").read(
            language
        )
        for who, days in found.items()
    ]
