"""An edition of the China Quality Award: dates counted on paper, and which tier goes where.

Days off in 2023: 22 to 24 June (Sunday 25 June is worked); Saturday 6 May is worked.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.editions import edition_of, lists_of
from support.national import national, passed_by
from support.procedures import applicants, by_ordinal, dates, run

from awardsim.analysis.experiment import load
from awardsim.plugins.catalogue import load_catalogue
from awardsim.plugins.manager import make_manager
from awardsim.policy import read_policy
from awardsim.procedure.model import Procedure
from awardsim.simulation import builtin
from awardsim.simulation.log import AWARDED, Log

ROOT = Path(__file__).resolve().parents[2]
TEXT = read_policy(ROOT / "plugins" / "china_award" / "policies" / "2023.toml")

#: The first of a channel and track is good, all others are not.
GOOD_AND_FAIR = applicants(merit=by_ordinal(700.0, 400.0))

#: Organisations and individuals.  Three of them, the good ones, are candidates for the award.
APPLICANTS = {"beijing": (2, 1), "associations": (1, 0)}


def edition(
    assumed: str = "", sizes: dict[str, tuple[int, int]] = APPLICANTS, **readings: str
) -> Procedure:
    """The notice under the plain scenario and some readings."""
    return edition_of(TEXT, assumed, GOOD_AND_FAIR, national(TEXT, sizes), **readings)


def who(made: Procedure, log: Log) -> list[tuple[str, str, str]]:
    """Channel, track and tier of each applicant that is awarded."""
    return sorted(
        (
            made.channels[int(log.channel[case])],
            made.tracks[int(log.track[case])],
            made.tiers[log.tier[case]],
        )
        for case, outcome in enumerate(log.outcome)
        if outcome == AWARDED
    )


# ---- dates -------------------------------------------------------------------------------------


def test_the_dates_of_an_edition_are_those_counted_on_paper() -> None:
    made = edition()
    assert dates(made, run(made)) == {
        "call": ("05-04 09:00", "05-04 09:00"),
        # Posted on Thursday 4 May; Fri 5, Sat 6 (worked), Mon 8, Tue 9, Wed 10.
        "internal_notice": ("05-04 09:00", "05-10 17:00"),
        "employer_notice": ("05-04 09:00", "05-10 17:00"),
        "apply": ("05-11 09:00", "05-11 09:00"),
        "channel_review": ("05-11 09:00", "05-11 17:00"),
        # Applications close on Friday 19 May: no list is complete before.
        "channel_consult": ("05-22 09:00", "05-24 17:00"),
        # Posted on Thursday 25 May; Fri 26, Mon 29, Tue 30, Wed 31, Thu 1 June.
        "channel_notice": ("05-25 09:00", "06-01 17:00"),
        "recommend": ("06-02 09:00", "06-05 17:00"),
        "association_recommend": ("06-02 09:00", "06-02 17:00"),
        # By post, two days: the association's is there on Sunday 4 June.
        "receipt": ("06-02 17:00", "06-07 17:00"),
        "eligibility": ("06-05 09:00", "06-08 17:00"),
        # Until the end of Monday 19 June something may come; 20, 21, Sun 25 (worked), 26, 27.
        "consult": ("06-20 09:00", "06-27 17:00"),
        # Posted on Wednesday 28 June; 29, 30, Mon 3 July, 4, 5.
        "acceptance_notice": ("06-28 09:00", "07-05 17:00"),
        "document_review": ("07-06 09:00", "07-06 17:00"),
        "candidate_vote": ("07-10 09:00", "07-10 17:00"),
        "candidate_approval": ("07-12 09:00", "07-12 17:00"),
        # Posted on Thursday 13 July; 14, Mon 17, 18, 19, 20.
        "candidate_notice": ("07-13 09:00", "07-20 17:00"),
        "defence": ("07-21 09:00", "07-21 11:00"),  # two organisations, one after the other
        # The person at once, on Friday; the second organisation at 11:00, seven hours are left
        # on Friday less one, two on Monday.
        "site_visit": ("07-21 09:00", "07-24 11:00"),
        "final_vote": ("07-28 09:00", "07-28 17:00"),
        # Posted on Monday 31 July; 1, 2, 3, 4, Mon 7 August.
        "final_notice": ("07-31 09:00", "08-07 17:00"),
        "decision": ("08-08 09:00", "08-10 17:00"),
    }


def test_visits_beside_the_defence_are_over_the_same_day_by_the_other_reading() -> None:
    made = edition(defence_and_site="side_by_side")
    found = dates(made, run(made))
    assert found["site_visit"] == ("07-21 09:00", "07-21 17:00")
    assert found["final_vote"] == ("07-28 09:00", "07-28 17:00")


# ---- channels ----------------------------------------------------------------------------------


def test_a_province_asks_its_leading_group_and_an_association_nobody_article_4_2() -> None:
    made = edition()
    log = run(made)
    assert lists_of(made, log, "beijing") == {
        "channel_consult": "05-24", "channel_notice": "06-01", "recommend": "06-05",
        "receipt": "06-07",
    }  # fmt: skip
    assert lists_of(made, log, "associations") == {
        "channel_consult": "05-24", "channel_notice": "06-01", "association_recommend": "06-02",
        "receipt": "06-04",
    }  # fmt: skip


def test_who_comes_through_a_defence_body_is_not_screened_by_this_notice_article_3_2() -> None:
    made = edition(sizes=APPLICANTS | {"defence_industry": (1, 0)})
    log = run(made)
    assert lists_of(made, log, "defence_industry") == {
        "defence_recommend": "05-22",
        "receipt": "05-24",
    }
    place = made.channels.index("defence_industry")
    (case,) = [case for case, channel in enumerate(log.channel.tolist()) if channel == place]
    assert "channel_review" not in passed_by(made, log, case)
    assert "eligibility" in passed_by(made, log, case)


# ---- tiers -------------------------------------------------------------------------------------


def test_the_good_ones_are_awarded_and_the_fair_one_is_nominated() -> None:
    made = edition()
    assert who(made, run(made)) == [
        ("associations", "organisations", "award"),
        ("beijing", "individuals", "award"),
        ("beijing", "organisations", "award"),
        ("beijing", "organisations", "nomination"),
    ]


def test_organisations_defend_all_are_visited_nominees_neither_articles_4_5_4_6() -> None:
    made = edition()
    log = run(made)
    seen = {}
    for case in range(len(log.outcome)):
        key = made.tracks[int(log.track[case])], made.tiers[log.tier[case]]
        seen[key] = passed_by(made, log, case) & {"defence", "site_visit"}
    assert seen == {
        ("organisations", "award"): {"defence", "site_visit"},
        ("individuals", "award"): {"site_visit"},
        ("organisations", "nomination"): set(),
    }


ONE_AWARD = '[[changes]]\npath = "quotas.award.number"\nto = 1\nwhy = "a test"\n'


def test_who_misses_the_award_is_nominated_or_out_as_it_is_read_article_4_7() -> None:
    made = edition(ONE_AWARD)
    tiers = [tier for _, _, tier in who(made, run(made))]
    assert sorted(tiers) == ["award", "nomination", "nomination", "nomination"]
    made = edition(ONE_AWARD, fallback="out")
    tiers = [tier for _, _, tier in who(made, run(made))]
    assert sorted(tiers) == ["award", "nomination"]


# ---- the published scenario --------------------------------------------------------------------


@pytest.fixture(scope="module")
def published() -> Procedure:
    return load("china-award-2023", load_catalogue(make_manager([builtin])).complete())


@pytest.fixture(scope="module", params=range(3))
def log(request: pytest.FixtureRequest, published: Procedure) -> Log:
    return run(published, replication=request.param)


def test_the_published_edition_is_of_national_size(published: Procedure) -> None:
    assert len(published.channels) == 31 + 1 + 1 + 2
    log = run(published)
    assert 400 <= len(log.outcome) <= 1500
    defence = [published.channels.index(name) for name in ("defence_industry", "equipment")]
    assert not set(defence) & set(log.channel.tolist())


def test_never_more_than_10_awards_and_90_nominations_article_1(log: Log) -> None:
    won = [tier for tier, outcome in zip(log.tier, log.outcome, strict=True) if outcome == AWARDED]
    assert won.count(0) <= 10
    assert won.count(1) <= 90
    assert won.count(0) + won.count(1) == len(won) > 50


def test_nobody_but_candidates_for_the_award_defends_or_is_visited(
    published: Procedure, log: Log
) -> None:
    """As many visits as candidates at most, and awards only to those who were visited."""
    ids = [node.id for node in published.nodes]
    defended = {row[0] for row in log.rows if row[1] == ids.index("defence")}
    visited = {row[0] for row in log.rows if row[1] == ids.index("site_visit")}
    organisations = published.tracks.index("organisations")
    assert {int(log.track[case]) for case in defended} == {organisations}
    assert defended == {case for case in visited if int(log.track[case]) == organisations}
    assert 0 < len(visited) <= 20
    for case, outcome in enumerate(log.outcome):
        if outcome == AWARDED and log.tier[case] == 0:
            assert case in visited
