"""Stages that are over when the text is in force no more are named, all of them."""

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import timetable
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.after_term import after_term

BEGUN_LATE = (
    "opens=2024-11-01",
    "fill.stages.apply.closes=2025-01-15",
    "fill.stages.receipt.deadline.on=2025-02-14",
    "finish_by=2025-12-31",
    "calendar.known_on=2024-11-12",
)


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def told(catalogue, *sets, language="zh"):
    return after_term(timetable(load("qingyuan-2024", catalogue, sets)), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_stages_after_the_last_day_in_force_are_named(catalogue, language):
    """In force until 31 March 2025 (三十五); the group meets on 25 April, the rest is after it."""
    (said,) = told(catalogue, *BEGUN_LATE, "meetings.leading_group=[2025-04-25]", language=language)
    assert "2025-03-31（三十五）" in said or "2025-03-31 (三十五)" in said
    after = {
        "zh": "领导小组审议、拟奖名单公示、市政府批准、发文表彰",
        "en": "deliberation of the leading group, final notice, approval by the city government, "
        "commendation",
    }[language]
    assert said.endswith(after)


def test_a_stage_over_on_the_last_day_is_not_after_it(catalogue):
    """Met on Friday 14 March, posted on the 17th: seven days to Monday the 24th. Approval takes at
    most the 25th to the 31st if it is hurried towards that day."""
    sets = [*BEGUN_LATE, "meetings.leading_group=[2025-03-14]", "finish_by=2025-03-31"]
    assert told(catalogue, *sets) == []


def test_an_edition_that_ends_in_time_is_not_told_and_one_that_opens_late_is_told_elsewhere(
    catalogue,
):
    assert told(catalogue) == []
    edition = load("qingyuan-2025", catalogue, [])
    assert after_term(timetable(edition), "en") == []
