"""An edition under the regulation of Panzhihua: dates counted on paper, and who goes where.

Days off in 2023: 29 April to 3 May (Saturday 6 May is worked), 22 to 24 June (Sunday 25 June is
worked), 29 September to 6 October.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from support.editions import edition_of, lists_of
from support.procedures import dates, run, scheduled

from awardsim.analysis.experiment import load
from awardsim.plugins.catalogue import load_catalogue
from awardsim.plugins.manager import make_manager
from awardsim.policy import read_policy
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import read_scenario
from awardsim.simulation import builtin
from awardsim.simulation.log import AWARDED, Log

ROOT = Path(__file__).resolve().parents[2]
TEXT = read_policy(ROOT / "plugins" / "panzhihua" / "policies" / "2022.toml")
EDITION = ROOT / "scenarios" / "panzhihua-2023.toml"

#: One organisation at a county, a department and the zone, one individual at the county.
#: Everybody begins on Thursday 4 May, every time is fixed, and nobody waits for people.
PLAIN = (
    """
opens = 2023-05-04
finish_by = 2023-09-28
[channels.dongqu]
organisations = 1
individuals = 1
[channels.departments]
organisations = 1
individuals = 0
[channels.zone]
organisations = 1
individuals = 0
"""
    + "".join(
        f"[channels.{name}]\norganisations = 0\nindividuals = 0\n"
        for name in ("xiqu", "renhe", "miyi", "yanbian")
    )
    + """
[people]
county_office = 5
industry_department = 5
zone_committee = 5
office = 5
reviewers = 20
site_teams = 5
defence_panel = 1
[durations]
unit_opinion = "2wd"
county_review = "8h"
department_review = "8h"
zone_review = "8h"
county_consult = "3wd"
department_consult = "2wd"
opinion = "1wd"
receipt = "0cd"
eligibility = "8h"
city_consult = "5wd"
material_review = "8h"
site_visit = "8h"
defence = "1h"
composite = "2wd"
[meetings]
leading_group = [2023-06-30, 2023-07-05]
government_days = 3
[fill]
"stages.apply.closes" = 2023-05-31
"stages.receipt.deadline.on" = 2023-06-09
"stages.material_review.reviewers" = 3
[chance.objection]
"""
)
QUIET = "acceptance_notice = 0\nfinal_notice = 0\n"


def edition(assumed: str, base: Scenario | None = None, **readings: str) -> Procedure:
    """The regulation under a scenario and some readings."""
    return edition_of(TEXT, assumed, None, base, **readings)


def both(made: Procedure) -> dict[str, tuple[str, str]]:
    """The dates of a run, which are those of the schedule where nobody waits."""
    found = dates(made, run(made))
    planned = scheduled(made)
    # Three organisations stand in line for one panel, which a schedule does not count.
    queued = {"defence", "composite"}
    assert {n: planned[n] for n in planned if n not in queued} == {
        n: found[n] for n in found if n not in queued
    }
    return found


def stages_of(made: Procedure, log: Log, track: str = "", channel: str = "") -> set[str]:
    """The stages per case that the applicants of a track, or of a channel, go through."""
    return {
        made.nodes[row[1]].id
        for row in log.rows
        if row[0] >= 0
        and track in ("", made.tracks[log.track[row[0]]])
        and channel in ("", made.channels[log.channel[row[0]]])
    }


# ---- dates -------------------------------------------------------------------------------------


def test_the_dates_of_an_edition_are_those_counted_on_paper() -> None:
    found = both(edition(PLAIN + QUIET))
    assert found == {
        "unit_opinion": ("05-04 09:00", "05-05 17:00"),  # Thu, Fri
        "apply": ("05-06 09:00", "05-06 09:00"),  # Saturday, worked
        "county_review": ("05-06 09:00", "05-06 17:00"),
        "department_review": ("05-06 09:00", "05-06 17:00"),
        "zone_review": ("05-06 09:00", "05-06 17:00"),
        # Applications close on Wednesday 31 May: no list is complete before.
        "county_consult": ("06-01 09:00", "06-05 17:00"),  # Thu, Fri, Mon
        "department_consult": ("06-01 09:00", "06-02 17:00"),  # Thu, Fri
        "opinion": ("06-01 09:00", "06-06 17:00"),  # the zone's first, the county's last
        "receipt": ("06-01 17:00", "06-06 17:00"),
        "eligibility": ("06-02 09:00", "06-07 17:00"),
        "acceptance_list": ("06-09 23:59", "06-09 23:59"),  # the last day of delivery
        "city_consult": ("06-12 09:00", "06-16 17:00"),  # Mon to Fri
        # Posted on Monday 19 June; Tue 20, Wed 21, Sun 25 (worked), Mon 26, Tue 27.
        "acceptance_notice": ("06-19 09:00", "06-27 17:00"),
        "material_review": ("06-28 09:00", "06-28 17:00"),
        "site_list": ("06-28 17:00", "06-28 17:00"),
        "site_visit": ("06-29 09:00", "06-29 17:00"),
        "defence_list": ("06-29 17:00", "06-29 17:00"),
        "defence": ("06-30 09:00", "06-30 12:00"),  # one hour each, one after the other
        "composite": ("06-30 12:00", "07-04 12:00"),  # five hours on Fri, eight on Mon, three
        "deliberation": ("07-05 09:00", "07-05 17:00"),  # 30 June was too early
        # Posted on Thursday 6 July; Fri 7, Mon 10, Tue 11, Wed 12, Thu 13.
        "final_notice": ("07-06 09:00", "07-13 17:00"),
        "approval": ("07-14 09:00", "07-18 17:00"),  # Fri, Mon, Tue
        "commendation": ("07-18 17:00", "07-18 17:00"),
    }


def test_everybody_is_awarded_where_there_are_places_for_all() -> None:
    log = run(edition(PLAIN + QUIET))
    assert set(log.outcome) == {AWARDED}
    assert len(log.outcome) == 4


# ---- channels and tracks -----------------------------------------------------------------------


def test_the_zone_skips_consultation_and_is_done_first_article_12() -> None:
    made = edition(PLAIN + QUIET)
    log = run(made)
    assert lists_of(made, log, "zone") == {"opinion": "06-01", "receipt": "06-01"}
    assert lists_of(made, log, "departments") == {
        "department_consult": "06-02",
        "opinion": "06-05",
        "receipt": "06-05",
    }
    assert lists_of(made, log, "dongqu") == {
        "county_consult": "06-05",
        "opinion": "06-06",
        "receipt": "06-06",
    }


@pytest.mark.parametrize(
    ("channel", "screening"),
    [("dongqu", "county_review"), ("departments", "department_review"), ("zone", "zone_review")],
)
def test_each_kind_of_channel_screens_its_own_article_12(channel: str, screening: str) -> None:
    made = edition(PLAIN + QUIET)
    passed = stages_of(made, run(made), channel=channel)
    assert passed & {"county_review", "department_review", "zone_review"} == {screening}


def test_individuals_are_visited_and_skip_the_defence_articles_16_17() -> None:
    made = edition(PLAIN + QUIET)
    log = run(made)
    organisations = stages_of(made, log, "organisations", "dongqu")
    individuals = stages_of(made, log, "individuals", "dongqu")
    assert organisations - individuals == {"defence"}
    assert "site_visit" in individuals


def test_departments_that_are_told_apart_consult_each_for_itself_article_12() -> None:
    split = """
    [[changes]]
    op = "add"
    path = "channels.economy"
    to = { title = { zh = "甲部门", en = "department A" }, kind = "department" }
    why = "two departments"
    [[changes]]
    path = "stages.department_review.only.channels"
    to = ["departments", "economy"]
    why = "two departments"
    [[changes]]
    path = "stages.department_consult.only.channels"
    to = ["departments", "economy"]
    why = "two departments"
    [channels.economy]
    organisations = 2
    individuals = 0
    """
    made = edition(PLAIN + QUIET + split)
    log = run(made)
    assert lists_of(made, log, "economy") == lists_of(made, log, "departments")
    assert "department_review" in stages_of(made, log, channel="economy")


# ---- readings ----------------------------------------------------------------------------------


def test_a_zone_that_consults_is_as_late_as_a_department() -> None:
    made = edition(PLAIN + QUIET, zone_consult="consults")
    log = run(made)
    assert lists_of(made, log, "zone") == lists_of(made, log, "departments")
    assert both(made) == both(edition(PLAIN + QUIET)) | {
        # Fri 2 June the list of both is back, Mon 5 their opinion, Tue 6 the check.
        "receipt": ("06-05 17:00", "06-06 17:00"),
        "eligibility": ("06-06 09:00", "06-07 17:00"),
        "opinion": ("06-05 09:00", "06-06 17:00"),
    }


def test_a_review_that_does_not_wait_for_the_notice_is_done_meanwhile() -> None:
    found = both(edition(PLAIN + QUIET, review_start="after_check"))
    waiting = both(edition(PLAIN + QUIET))
    assert found["material_review"] == ("06-12 09:00", "06-12 17:00")
    assert found["acceptance_notice"] == waiting["acceptance_notice"]
    assert found["site_list"] == ("06-27 17:00", "06-27 17:00")
    assert found["site_visit"] == ("06-28 09:00", "06-28 17:00")


@pytest.mark.parametrize(
    ("reading", "option"),
    [
        ("single_channel", "several"),
        ("zone_door", "any_door"),
        ("who_lists", "office"),
        ("individuals_composite", "zero"),
        ("final_say", "leading_group"),
        ("debarred_winners", "not_bound"),
        ("expiry", "same_day"),
    ],
)
def test_a_reading_that_says_so_changes_no_date_and_no_award(reading: str, option: str) -> None:
    made = edition(PLAIN + QUIET, **{reading: option})
    assert made.overrides
    assert both(made) == both(edition(PLAIN + QUIET))
    assert run(made).outcome == run(edition(PLAIN + QUIET)).outcome
    title = TEXT.readings[reading].options[option].title
    assert "日期" in title.zh
    assert "dates" in title.en


UPHELD = "[chance]\nupheld = 1\n"


def test_an_upheld_complaint_disqualifies_at_an_open_notice_articles_21_24() -> None:
    log = run(edition(PLAIN + "acceptance_notice = 1\nfinal_notice = 0\n" + UPHELD))
    assert AWARDED not in set(log.outcome)
    log = run(edition(PLAIN + "acceptance_notice = 0\nfinal_notice = 1\n" + UPHELD))
    assert AWARDED not in set(log.outcome)


def test_only_an_open_notice_is_complained_about() -> None:
    log = run(edition(PLAIN + "final_notice = 1\n" + UPHELD, notices_open="final_only"))
    assert AWARDED not in set(log.outcome)
    made = edition(PLAIN.removesuffix("[chance.objection]\n") + UPHELD, notices_open="neither")
    assert set(run(made).outcome) == {AWARDED}


SLOW = """
[chance]
objection_forward = 1
objection_reply = 1
objection_decide = 10
"""


def test_a_complaint_about_acceptance_holds_nobody_unless_it_is_read_so() -> None:
    assumed = PLAIN + "acceptance_notice = 1\nfinal_notice = 0\n" + SLOW
    made = edition(assumed)
    assert dates(made, run(made))["material_review"] == ("06-28 09:00", "06-28 17:00")
    made = edition(assumed, acceptance_complaint="waits")
    # At least twelve working days from the posting on 19 June: 5 July.
    assert dates(made, run(made))["material_review"][0] > "07-05"


def test_a_complaint_about_the_final_list_holds_nobody_or_the_list_as_it_is_read() -> None:
    assumed = PLAIN + "acceptance_notice = 0\nfinal_notice = 1\n" + SLOW
    made = edition(assumed, pending_complaint="holds_nobody")
    assert dates(made, run(made))["approval"][0] == "07-14 09:00"
    made = edition(assumed, pending_complaint="holds_list")
    # At least twelve working days from the posting on 6 July: 24 July.
    assert dates(made, run(made))["approval"][0] > "07-24"


# ---- the published scenario --------------------------------------------------------------------


@pytest.fixture(scope="module")
def published() -> Procedure:
    return load("panzhihua-2023", load_catalogue(make_manager([builtin])).complete())


def test_the_published_edition_lies_within_the_time_that_the_text_is_in_force(
    published: Procedure,
) -> None:
    window = TEXT.window
    assert window.valid_from.value is not None
    assert window.valid_to.value is not None
    assert published.finish_by is not None
    assert window.valid_from.value <= published.calendar.opening
    assert published.finish_by <= window.valid_to.value
    assert published.nodes[published.finish].id == "commendation"


def test_its_days_are_working_days_and_its_last_the_last_of_september(
    published: Procedure,
) -> None:
    calendar = published.calendar
    found = read_scenario(EDITION)
    meets = found.assumptions["meetings.leading_group"].amount
    days = [
        calendar.opening,
        *meets.dates,  # type: ignore[union-attr]
        datetime.date(2023, 7, 14),
        datetime.date(2023, 7, 28),
        datetime.date(2023, 9, 28),
    ]
    assert [day for day in days if calendar.roll(day, "forward") != day] == []
    assert calendar.roll(datetime.date(2023, 9, 29), "forward") == datetime.date(2023, 10, 7)


def test_nothing_that_the_edition_rests_on_was_unknown_when_it_was_planned() -> None:
    known = read_scenario(EDITION).calendar.known_on
    assert known is not None
    assert datetime.date(2022, 12, 8) <= known <= datetime.date(2023, 5, 4)


def test_the_edition_never_awards_more_than_3_and_5(published: Procedure) -> None:
    for replication in range(20):
        log = run(published, replication=replication)
        for track, most in ((0, 3), (1, 5)):
            won = sum(
                outcome == AWARDED and int(log.track[case]) == track
                for case, outcome in enumerate(log.outcome)
            )
            assert won <= most
