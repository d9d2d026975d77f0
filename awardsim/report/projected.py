"""That projected days off follow a version of the Regulation that has been amended since."""

from __future__ import annotations

from collections.abc import Iterable

from awardsim.holidays import rule_of
from awardsim.procedure.model import Procedure
from awardsim.text import Language, Text


def amended_since(
    procedure: Procedure, minutes: Iterable[int | None], language: Language
) -> list[str]:
    """A remark where dates lie in projected years that a later version of the Regulation is for.

    ``minutes`` are the dates that are shown.
    """
    calendar = procedure.calendar
    known = procedure.scenario.calendar.known_on
    if known is None or procedure.scenario.calendar.kind != "announced":
        return []
    shown = {one for one in minutes if one is not None and calendar.is_projected(one)}
    years = sorted({calendar.date(one).year for one in shown})
    later = {year: rule_of(year) for year in years if rule_of(year) is not rule_of(year, known)}
    if not later:
        return []
    used = rule_of(min(later), known).regulation
    rule = later[max(later)].regulation
    listed = [str(year) for year in later]
    return [
        Text(
            f"⚠ {'、'.join(listed)}年按{used.place}的放假办法推定（{known} 已知的）；"
            f"{rule.known} 又修订（{rule.place}），放假日增加：--set calendar.known_on="
            f"{rule.known} 或更晚的日子按新办法推定",
            f"⚠ {', '.join(listed)}: projected by the Regulation on Public Holidays as known on "
            f"{known} ({used.place}); it was amended on {rule.known} ({rule.place}), with more "
            f"days off: --set calendar.known_on={rule.known}, or later, follows that",
        ).read(language)
    ]
