"""Gansu in front of the national procedure, in one run: dates counted on paper.

Days off in 2023: 22 to 24 June (Sunday 25 June is worked); Saturday 6 May is worked.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from support.editions import edition_of
from support.national import national, passed_by
from support.procedures import dates, run

from awardsim.analysis.experiment import load
from awardsim.plugins.catalogue import load_catalogue
from awardsim.plugins.manager import make_manager
from awardsim.policy import read_policy
from awardsim.procedure.model import Procedure
from awardsim.procedure.nesting import compose
from awardsim.simulation import builtin
from awardsim.simulation.log import AWARDED, LATE, Log

FOLDER = Path(__file__).resolve().parents[2] / "plugins" / "china_award" / "policies"
NATIONAL, GANSU = read_policy(FOLDER / "2023.toml"), read_policy(FOLDER / "2023-gansu.toml")
TEXT = compose(GANSU, NATIONAL)

#: Organisations and individuals.
APPLICANTS = {"lanzhou": (2, 0), "provincial_departments": (1, 0), "beijing": (1, 0)}
PROVINCE = """
[people]
local_office = 5
third_party = 9
[durations]
local_review = "8h"
local_consult = "1wd"
local_recommend = "1cd"
third_party_review = "8h"
province_recommend = "3wd"
[fill]
"stages.local_apply.closes" = 2023-05-12
"stages.third_party_review.reviewers" = 3
"stages.province_candidates.rule.at_most.organisations" = 2
"stages.province_candidates.rule.at_most.individuals" = 1
"stages.province_recommend.rule.at_most.organisations" = 2
"stages.province_recommend.rule.at_most.individuals" = 1
"stages.candidate_vote.rule.majority" = 0
"stages.final_vote.rule.majority" = 0
[chance.objection]
local_notice = 0
province_notice = 0
"""


def edition(assumed: str = "", **readings: str) -> Procedure:
    """Both notices under the plain scenario and some readings."""
    base = national(TEXT, APPLICANTS, PROVINCE)
    return edition_of(TEXT, assumed, base=base, **readings)


def of_province(made: Procedure, log: Log) -> list[int]:
    """The applicants of Gansu."""
    parts = {
        place
        for place, name in enumerate(made.channels)
        if made.policy.channels[name].part_of == "gansu"
    }
    return [case for case, channel in enumerate(log.channel.tolist()) if channel in parts]


# ---- one procedure of two texts ----------------------------------------------------------------


def test_the_province_is_replaced_by_its_17_channels() -> None:
    assert "gansu" not in TEXT.channels
    parts = [name for name, channel in TEXT.channels.items() if channel.part_of == "gansu"]
    assert parts == list(GANSU.channels)
    assert len(parts) == 17
    assert len(TEXT.channels) == len(NATIONAL.channels) - 1 + 17


def test_quotas_tiers_and_objections_are_those_of_the_national_notice_article_1() -> None:
    assert TEXT.quotas == NATIONAL.quotas
    assert TEXT.tiers == NATIONAL.tiers
    assert TEXT.tracks == NATIONAL.tracks


# ---- dates -------------------------------------------------------------------------------------


def test_the_dates_in_the_province_are_those_counted_on_paper() -> None:
    made = edition()
    found = dates(made, run(made))
    own = ["relay", "local_apply", "local_review", "local_consult", "local_notice"]
    own += ["local_recommend", "third_party_review", "province_candidates", "province_notice"]
    own += ["province_recommend"]
    assert {stage: found[stage] for stage in own} == {
        "relay": ("05-04 09:00", "05-04 09:00"),
        # The internal notice is over on Wednesday 10 May.
        "local_apply": ("05-11 09:00", "05-11 09:00"),
        "local_review": ("05-11 09:00", "05-11 17:00"),
        # Applications close on Friday 12 May.
        "local_consult": ("05-15 09:00", "05-15 17:00"),
        # Posted on Tuesday 16 May; Wed 17, Thu 18, Fri 19, Mon 22, Tue 23.
        "local_notice": ("05-16 09:00", "05-23 17:00"),
        "local_recommend": ("05-23 17:00", "05-24 17:00"),
        "third_party_review": ("05-25 09:00", "05-25 17:00"),
        # Until the end of Thursday 25 May something may come.
        "province_candidates": ("05-25 23:59", "05-25 23:59"),
        # Posted on Friday 26 May; Mon 29, Tue 30, Wed 31, Thu 1 June, Fri 2.
        "province_notice": ("05-26 09:00", "06-02 17:00"),
        "province_recommend": ("06-05 09:00", "06-07 17:00"),
    }
    # By post, two days, until Friday 9 June: Beijing's is there on Wednesday 7 June.
    assert found["receipt"] == ("06-05 17:00", "06-09 17:00")
    assert found["eligibility"] == ("06-08 09:00", "06-12 17:00")


def test_from_the_receipt_on_the_dates_are_those_of_the_national_procedure() -> None:
    """As in an edition without the province in front: 19 June is waited for anyway."""
    made = edition()
    found = dates(made, run(made))
    assert found["consult"] == ("06-20 09:00", "06-27 17:00")
    assert found["acceptance_notice"] == ("06-28 09:00", "07-05 17:00")
    assert found["decision"] == ("08-08 09:00", "08-10 17:00")


# ---- who goes where ----------------------------------------------------------------------------

OWN = {"relay", "local_apply", "local_review", "third_party_review"}
NATIONAL_OWN = {"apply", "channel_review"}


def test_applicants_of_the_province_go_its_way_and_no_one_else_does_article_2() -> None:
    made = edition()
    log = run(made)
    province = of_province(made, log)
    assert len(province) == 3
    for case in range(len(log.outcome)):
        passed = passed_by(made, log, case)
        assert (passed & OWN, passed & NATIONAL_OWN) == (
            (OWN, set()) if case in province else (set(), NATIONAL_OWN)
        )
        assert "internal_notice" in passed


def test_the_province_sends_one_list_within_its_quota_articles_2_and_4_2() -> None:
    made = edition()
    log = run(made)
    province = of_province(made, log)
    awarded = [case for case in province if log.outcome[case] == AWARDED]
    assert len(awarded) == 2
    node = [one.id for one in made.nodes].index("receipt")
    sent = [row for row in log.rows if row[1] == node and row[0] < 0]
    ends = {f"{made.calendar.moment(row[4]):%m-%d}" for row in sent}
    assert ends == {"06-07", "06-09"}


def test_who_is_late_on_25_may_is_out_though_19_june_is_far_article_4() -> None:
    slow = '[[changes]]\npath = "stages.local_notice.duration"\nto = "8wd"\nwhy = "a test"\n'
    made = edition(slow)
    log = run(made)
    assert {log.outcome[case] for case in of_province(made, log)} == {LATE}
    others = set(range(len(log.outcome))) - set(of_province(made, log))
    assert {log.outcome[case] for case in others} == {AWARDED}


def test_a_notice_one_day_longer_is_in_time_if_the_25th_is_included_article_4() -> None:
    """Until 24 May it is published, on the 25th it is there."""
    longer = '[[changes]]\npath = "stages.local_notice.duration"\nto = "6wd"\nwhy = "a test"\n'
    for reading, late in (("included", False), ("excluded", True)):
        made = edition(longer, deadline_day=reading)
        log = run(made)
        found = {log.outcome[case] == LATE for case in of_province(made, log)}
        assert (True in found) == late


# ---- the published scenario --------------------------------------------------------------------


@pytest.fixture(scope="module")
def published() -> Procedure:
    return load("gansu-2023", load_catalogue(make_manager([builtin])).complete())


def test_both_deadlines_are_in_one_run(published: Procedure) -> None:
    limits = {node.id: node.limit for node in published.nodes if node.limit is not None}
    found = {
        name: published.calendar.moment(limit.moment.minute).date()
        for name, limit in limits.items()
        if limit is not None
    }
    assert found == {
        "local_recommend": datetime.date(2023, 5, 25),
        "receipt": datetime.date(2023, 6, 19),
    }


def test_applicants_of_the_province_hand_in_earlier_than_all_others(published: Procedure) -> None:
    log = run(published)
    ids = [node.id for node in published.nodes]
    local = [row[4] for row in log.rows if row[1] == ids.index("local_apply")]
    others = [row[4] for row in log.rows if row[1] == ids.index("apply")]
    assert local
    assert max(local) < max(others)
    assert len(of_province(published, log)) < 80
