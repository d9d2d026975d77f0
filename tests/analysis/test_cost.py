"""Days and money of an edition, counted by hand; people shared by tracks and with other awards."""

from __future__ import annotations

import datetime
import json

import pytest
from support.procedures import procedure, scenario

from awardsim.analysis.cost import cost
from awardsim.cli import main
from awardsim.errors import InputError
from awardsim.procedure.sharing import days_elsewhere
from awardsim.report.console import width
from awardsim.report.cost_screen import cost_data, cost_screen
from awardsim.scenario.model import Sharing
from awardsim.workdays import WorkCalendar

DAY = datetime.date
TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-03
[stages.check]
kind = "work"
after = ["apply"]
[stages.review]
kind = "work"
body = "reviewers"
after = ["check"]
reviewers = 2
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["review"]
"""
#: Five files of two hours at the office, a day of each of two reviewers.
SCENARIO = """
finish_by = 2025-12-31
[applicants]
organisations = 3
individuals = 2
[people]
office = 1
reviewers = 4
[durations]
check = "2h"
review = "8h"
[rates]
reviewers = { estimate = [800, 1000, 1500], basis = "the city's rates" }
"""
TRACKS = ("organisations", "individuals")


def made(more="", text=TEXT):
    return procedure(text, SCENARIO + more, tracks=TRACKS)


def row(found, body):
    return next(one for one in found.bodies if one.body == body)


def test_days_and_money_are_those_that_a_hand_counts():
    found = cost(made(), replications=3)
    # 5 files x 2 hours = 1.25 days; 5 files x 2 reviewers x 1 day = 10 days.
    assert row(found, "office").days == (1.25, 1.25, 1.25)
    reviewers = row(found, "reviewers")
    assert reviewers.days == (10, 10, 10)
    assert (reviewers.money.low, reviewers.money.usual, reviewers.money.high) == (
        8000, 10_000, 15_000,
    )  # fmt: skip
    assert reviewers.rate.basis.en == "the city's rates"
    assert found.applied == (3, 2)
    # One person has the first file at nine on 1 September and the fifth done at eleven on the 2nd.
    assert row(found, "office").busy == pytest.approx(1.0)
    assert row(found, "office").money is None  # nobody says what the office costs
    assert found.money == reviewers.money


def test_people_whom_two_tracks_share_are_one_pool_and_counted_once():
    both = cost(made(), replications=3)
    alone = cost(procedure(TEXT, SCENARIO.replace("individuals = 2", ""), tracks=TRACKS[:1]),
                 replications=3)  # fmt: skip
    assert row(both, "reviewers").days[1] - row(alone, "reviewers").days[1] == 4
    assert row(both, "reviewers").people == 4


def test_without_a_rate_the_built_in_one_says_that_it_has_no_basis():
    found = cost(procedure(TEXT, SCENARIO.partition("[rates]")[0], tracks=TRACKS), replications=2)
    rate = row(found, "reviewers").rate
    assert rate.origin == "built-in"
    assert rate.basis.en.startswith("no basis")


def test_a_rate_of_nobody_who_works_is_a_mistake():
    with pytest.raises(InputError, match="reviewers"):
        procedure(TEXT, SCENARIO.replace("reviewers = {", "revewers = {"), tracks=TRACKS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_fits(language):
    found = cost(made(), replications=2)
    shown = cost_screen(found, language)
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert "10000" in shown
    assert cost_data(found)["money"] == {"low": 8000, "usual": 10_000, "high": 15_000}


def test_the_command_gives_the_same(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("awardsim.analysis.experiment.load", lambda *_: made())
    file = tmp_path / "cost.csv"
    asked = ["run", "tiny", "--detail", "cost", "--replications", "2", "--workers", "1", "--quiet"]
    assert main([*asked, "--format", "json", "-o", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["money"]["usual"] == 10_000
    assert file.exists()


# ---- experts that another award has as well -----------------------------------------------------


CALENDAR = WorkCalendar.compile(DAY(2025, 9, 1), DAY(2025, 12, 31))


@pytest.mark.parametrize("share", [0.0, 0.2, 1 / 3, 0.5, 0.75, 1.0])
def test_so_many_working_days_go_elsewhere_as_the_share_says(share):
    period = Sharing(DAY(2025, 9, 1), DAY(2025, 9, 26), share, "another award")  # 20 working days
    gone = days_elsewhere(CALENDAR, [period])
    assert abs(len(gone) - 20 * share) <= 0.5
    assert all(CALENDAR.day(day).working for day in gone)
    half = [day for day in gone if day <= DAY(2025, 9, 12)]
    assert abs(len(half) - len(gone) / 2) <= 1  # evenly spread


def test_periods_outside_the_calendar_take_nothing():
    outside = Sharing(DAY(2030, 1, 1), DAY(2030, 2, 1), 1.0, "another award")
    assert days_elsewhere(CALENDAR, [outside]) == ()


SHARED = """
[[bodies.reviewers.shared]]
from = 2025-09-01
to = 2025-09-30
share = {share}
with = "the province's award"
"""


def finish(share):
    text = TEXT.replace("reviewers = 2", "reviewers = 4")
    more = SHARED.format(share=share) if share else ""
    from support.procedures import run

    one = made(more, text)
    log = run(one)
    at = max(item[4] for item in log.rows if one.nodes[item[1]].id == "review")
    return one.calendar.date(at), log.busy["reviewers"]


def test_half_of_the_time_takes_twice_as_long_and_costs_as_much():
    # Five days of work for all four from eleven on 1 September, when the first file is checked.
    (alone, busy), (half, busy_half) = finish(0), finish(0.5)
    assert alone == DAY(2025, 9, 8)
    days = CALENDAR.workdays_between(DAY(2025, 9, 1), half) + 1
    assert 10 <= days <= 12
    assert busy == busy_half


def test_the_more_is_shared_the_later_it_is():
    ends = [finish(share)[0] for share in (0, 0.2, 0.4, 0.6, 0.8)]
    assert ends == sorted(ends)
    assert ends[0] < ends[-1]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("share = 0.5", "share = 1.5"), "share"),
        (("to = 2025-09-30", "to = 2025-08-30"), "before"),
        (('with = "the province\'s award"', ""), "with"),
        (("share = 0.5", "share = 0.5\nhow = 1"), "how"),
        (("bodies.reviewers", "bodies.reviwers"), "reviwers"),
    ],
)
def test_a_mistake_in_what_is_shared_is_told(wrong, words):
    text = SHARED.format(share=0.5).replace(*wrong)
    with pytest.raises(InputError, match=words):
        made(text)


def test_what_is_shared_stands_in_the_scenario():
    found = scenario(SHARED.format(share=0.5)).staffing["reviewers"].shared
    assert found == (Sharing(DAY(2025, 9, 1), DAY(2025, 9, 30), 0.5, "the province's award"),)


# ---- by track -----------------------------------------------------------------------------------


def test_what_each_track_costs_is_what_a_hand_counts():
    found = cost(made(), replications=2)
    assert row(found, "office").by_track == (0.75, 0.5)  # 3 and 2 files of two hours
    assert row(found, "reviewers").by_track == (6, 4)  # of two reviewers, a day each
    assert (found.yuan_of(0), found.yuan_of(1)) == (6000, 4000)
    assert cost_data(found)["tracks"][0] == {
        "track": "organisations", "applied": 3, "awarded": 3, "yuan": 6000,
    }  # fmt: skip
    assert "organisations 6000 (2000 an application, 2000 an award)" in " ".join(
        cost_screen(found, "en").split()
    )


@pytest.mark.parametrize("risk", ["", """
[risks.ill]
kind = "drops_out"
stage = "review"
probability = 0.7
days = 3
basis = "a test"
"""])  # fmt: skip
def test_the_tracks_add_up_to_the_body_whatever_happens(risk):
    """Numbers and durations vary, and somebody may drop out."""
    scenario_text = SCENARIO.replace("organisations = 3", "organisations = [2, 6, 12]")
    found = cost(procedure(TEXT, scenario_text + risk, tracks=TRACKS, chance=True), replications=8)
    for one in found.bodies:
        assert sum(one.by_track) == pytest.approx(one.days[1])
