"""What is done without a day of its own has none: not in ``why``, not in the files of a run."""

import datetime

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.forecast import forecast
from awardsim.analysis.subject import Subject
from awardsim.cli.catalogue import open_catalogue
from awardsim.procedure.progress import with_progress
from awardsim.report.cells import Day
from awardsim.report.eventlog.visits import editions
from awardsim.report.explaining import why_data, why_screen
from awardsim.report.run_record import run_record
from awardsim.report.run_tables import run_tables
from awardsim.scenario.model import Progress
from awardsim.text import Text

DAY, TODAY = datetime.date(2025, 12, 11), datetime.date(2025, 12, 12)


@pytest.fixture(scope="module")
def made():
    """On 12 December 2025; of the past it is told that the site visits were over the day before."""
    planned = load("qingyuan-2025", open_catalogue())
    return with_progress(planned, Progress(TODAY, {"site_visit": DAY}))


def about(stage):
    return Subject("stage", stage, Text(stage, stage))


@pytest.mark.parametrize("latest", [False, True])
def test_why_says_by_when_and_counts_nothing(made, latest):
    shown = " ".join(why_screen(made, about("county_notice"), "en", "x", latest=latest))
    assert "Done by 12-11 Thu" in shown
    assert "day by day" not in shown
    given = " ".join(why_screen(made, about("site_visit"), "zh", "x", latest=latest))
    assert "已办：12-11 周四" in given
    data = why_data(made, about("county_notice"), "en")
    assert (data["done"], data["done_by"], data["latest"]) == (None, "2025-12-11", None)


def test_why_of_what_is_ahead_has_no_days_for_the_past_but_those_given(made):
    path = why_data(made, about("deliberation"), "en")["path"]
    over = {one["stage"]: one["over"] for one in path if one["done_by"] is not None}
    assert over.pop("call").startswith("2025-09-17")
    assert over.pop("site_visit").startswith("2025-12-11")
    assert len(over) > 8
    assert set(over.values()) == {None}


def test_the_record_of_a_run_has_the_days_that_are_given(made):
    record = run_record(forecast(made, replications=2, seed=1, ranges=False))
    stages = {one["id"]: one for one in record["stages"]}
    dated = [one["id"] for one in stages.values() if one["done_by"] and one["middle"]]
    assert dated == ["call", "site_visit"]
    assert stages["site_visit"]["done"] == "2025-12-11"
    assert stages["county_notice"]["done"] is None
    assert stages["county_notice"]["done_by"] == "2025-12-11"
    for one in stages.values():
        assert (one["latest"] is None and one["on_time"] is None) or one["done_by"] is None
    table = next(one for one in run_tables(record, "zh") if one.id == "stages")
    rows = {row[-1]: dict(zip(table.headings, row, strict=True)) for row in table.rows}
    assert rows["site_visit"]["已办"] == Day(DAY)
    assert rows["county_notice"]["已办"] == "已办，不迟于2025-12-11，日期未给"
    assert rows["approval"]["已办"] is None


def test_an_event_log_begins_with_what_has_a_day(made):
    (edition,) = editions(made, 1, 1)
    done = {one.stage for one in edition.visits if one.started < made.calendar.minute(TODAY)}
    assert "site_visit" in done
    assert "county_notice" not in done
    assert "deliberation" in {one.stage for one in edition.visits}
