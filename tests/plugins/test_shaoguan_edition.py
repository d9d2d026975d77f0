"""The first edition in Shaoguan: dates counted on paper at both paces, and who goes where.

Days off: 24 September 2018 (Saturday 29 and Sunday 30 September are worked), 1 to 7 October,
30 December to 1 January (Saturday 29 December is worked), 4 to 10 February 2019 (Saturday 2 and
Sunday 3 February are worked), 5 to 7 April.  Those of 2019 were announced on 6 December 2018.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import attrs
import numpy as np
import pytest
from support.editions import edition_of
from support.procedures import (
    STEADY,
    applicants,
    by_ordinal,
    certain,
    dates,
    outcomes,
    run,
    scenario,
    scheduled,
)

from awardsim.analysis.experiment import load
from awardsim.plugins.catalogue import load_catalogue
from awardsim.plugins.contract import CohortModel
from awardsim.plugins.manager import make_manager
from awardsim.policy import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.reader import read_scenario
from awardsim.simulation import builtin
from awardsim.simulation.log import AWARDED, Log
from awardsim.streams import GROUP_STEP

ROOT = Path(__file__).resolve().parents[2]
TEXT = read_policy(ROOT / "plugins" / "shaoguan" / "policies" / "2018.toml")
EDITION = ROOT / "scenarios" / "shaoguan-2018.toml"
COUNTIES = [name for name in TEXT.channels if name != "wujiang"]

#: Enterprises of one district begin as soon as they can, every time is fixed, nobody queues.
PLAIN = (
    """
opens = 2018-09-05
finish_by = 2019-04-30
[people]
recommender = 20
secretariat = 20
experts = 60
site_experts = 20
[durations]
screening = "8h"
recommend = "1wd"
formal_check = "8h"
material_review = "8h"
site_visit = "8h"
[meetings]
committee = [2019-01-25, 2019-01-30]
government_days = 5
[fill]
"stages.apply.closes" = 2018-11-08
"stages.material_review.reviewers" = 3
[chance]
leniency = 0
noise = 0
site_noise = 0
[chance.objection]
final_notice = 0
"""
    + "".join(f"[channels.{name}]\norganisations = 0\n" for name in COUNTIES)
    + "[channels.wujiang]\norganisations = "
)
#: What the experts see on site is merit itself.
EXACT = "".join(
    f"""
[[changes]]
op = "add"
path = "stages.site_visit.rule.{name}"
to = 0
why = "no difference on site"
"""
    for name in ("shift_mean", "shift_sd")
)
FILL = "[fill]"
MILESTONES = 'pace = "milestones"\n'


def edition(
    assumed: str = "1\n", cohort: CohortModel | None = None, head: str = "", **readings: str
) -> Procedure:
    """The plan with so many enterprises, under further assumptions and some readings."""
    return edition_of(TEXT, head + PLAIN + assumed, cohort, **readings)


def both(made: Procedure) -> dict[str, tuple[str, str]]:
    """The dates of a run, which are those of the schedule where nobody waits."""
    found = dates(made, run(made))
    assert scheduled(made) == found
    return found


def merits(*values: float) -> CohortModel:
    """Enterprises with these merits."""
    return applicants(merit=by_ordinal(*values))


def ended(made: Procedure, log: Log | None = None) -> list[str]:
    """What became of each enterprise, in their order."""
    found = outcomes(log or run(made))
    return [found[slot] for slot in sorted(found, key=lambda slot: slot // GROUP_STEP)]


# ---- dates, at both paces ----------------------------------------------------------------------


def test_as_ready_the_dates_are_those_counted_on_paper() -> None:
    assert both(edition()) == {
        "call": ("09-30 09:00", "09-30 09:00"),  # Sunday, worked
        "apply": ("09-30 09:00", "09-30 09:00"),
        "screening": ("09-30 09:00", "09-30 17:00"),
        # Applications close on Thursday 8 November: no list is complete before.
        "recommend": ("11-09 09:00", "11-09 17:00"),
        "formal_check": ("11-12 09:00", "11-12 17:00"),  # Monday
        "material_review": ("12-03 09:00", "12-03 17:00"),  # from Saturday 1 December: Monday
        "candidates": ("12-03 17:00", "12-03 17:00"),
        "score_line": ("12-03 17:00", "12-03 17:00"),
        "site_visit": ("12-04 09:00", "12-04 17:00"),
        "composite": ("12-04 17:00", "12-04 17:00"),
        "top_five": ("12-04 17:00", "12-04 17:00"),
        "vote": ("01-25 09:00", "01-25 17:00"),  # the first meeting there is, Friday
        # Posted on Monday 28 January; Tuesday 29 is day 1, Thursday 7 February, a day off, day 10.
        "final_notice": ("01-28 09:00", "02-07 17:00"),
        "approval": ("02-11 09:00", "02-15 17:00"),  # Monday to Friday after Spring Festival
        "commendation": ("04-01 09:00", "04-01 09:00"),  # April, Monday
    }


def test_by_milestones_the_dates_are_those_of_the_plan() -> None:
    assert both(edition(head=MILESTONES)) == {
        "call": ("09-30 09:00", "09-30 09:00"),
        "apply": ("09-30 09:00", "09-30 09:00"),
        "screening": ("09-30 09:00", "09-30 17:00"),
        "recommend": ("11-09 09:00", "11-09 17:00"),
        "formal_check": ("11-16 09:00", "11-16 17:00"),  # after Thursday 15 November
        "material_review": ("12-03 09:00", "12-03 17:00"),  # 1 December is later than 30 November
        "candidates": ("12-20 23:59", "12-20 23:59"),
        "score_line": ("12-20 23:59", "12-20 23:59"),
        "site_visit": ("12-21 09:00", "12-21 17:00"),  # Friday
        "composite": ("01-20 23:59", "01-20 23:59"),  # Sunday
        "top_five": ("01-20 23:59", "01-20 23:59"),
        "vote": ("01-25 09:00", "01-25 17:00"),
        # Posted on Thursday 31 January; 1 February is day 1, Sunday the 10th day 10.
        "final_notice": ("01-31 09:00", "02-10 17:00"),
        # After Monday 25 February: Tue 26, Wed 27, Thu 28, Fri 1, Mon 4 March.
        "approval": ("02-26 09:00", "03-04 17:00"),
        "commendation": ("04-01 09:00", "04-01 09:00"),
    }


@pytest.mark.parametrize(
    ("head", "reading", "ends"),
    [
        ("", "calendar", "02-07 17:00"),
        # Posted on Monday 28 January: 29, 30, 31, 1, Saturday 2, Sunday 3 (both worked),
        # Monday 11, 12, 13, 14 February.
        ("", "working", "02-14 17:00"),
        (MILESTONES, "calendar", "02-10 17:00"),
        # Posted on Thursday 31 January: 1, Saturday 2, Sunday 3 February (both worked),
        # Monday 11, 12, 13, 14, 15, Monday 18, 19.
        (MILESTONES, "working", "02-19 17:00"),
    ],
)
def test_the_notice_across_spring_festival_2019_article_3_8_1(
    head: str, reading: str, ends: str
) -> None:
    found = both(edition(head=head, notice_days=reading))
    assert found["final_notice"][1] == ends
    assert ends < "02-25", "by the date of the article in any case"


@pytest.mark.parametrize(("head", "days"), [("", 6), (MILESTONES, 3)])
def test_of_the_10_days_of_the_notice_so_many_are_worked(head: str, days: int) -> None:
    """As ready 29, 30, 31 January and 1, 2, 3 February; by milestones 1, 2 and 3 February."""
    made = edition(head=head)
    posted, over = both(made)["final_notice"]
    first, last = (datetime.date.fromisoformat(f"2019-{day[:5]}") for day in (posted, over))
    counted = made.calendar.count_days(first + datetime.timedelta(days=1), last)
    assert len(counted) == 10
    assert sum(day.working for day in counted) == days


def test_posted_on_the_day_of_the_deadline_30_january_it_is_over_on_9_february() -> None:
    early = '1\n[[changes]]\npath = "stages.vote.deadline.on"\nto = 2019-01-29\nwhy = "a day"\n'
    found = both(edition(early, head=MILESTONES))
    assert found["final_notice"] == ("01-30 09:00", "02-09 17:00")


@pytest.mark.parametrize(
    ("known_on", "ends", "marked"),
    [
        # In September nobody knows that 4 and 8 to 10 February will be off and 2 and 3 worked:
        # Fri 1, Mon 4, Fri 8 February, then the same days as before.
        ("2018-09-05", "02-19 17:00", True),
        ("2018-12-05", "02-19 17:00", True),
        ("2018-12-06", "02-19 17:00", False),
    ],
)
def test_ten_working_days_end_alike_before_and_after_the_days_off_were_announced(
    known_on: str, ends: str, marked: bool
) -> None:
    given = f"1\n[calendar]\nknown_on = {known_on}\n"
    made = edition(given, head=MILESTONES, notice_days="working")
    assert both(made)["final_notice"] == ("01-31 09:00", ends)
    assert made.calendar.day(datetime.date(2019, 2, 19)).projected is marked
    second = made.calendar.day(datetime.date(2019, 2, 2))
    assert second.working is not marked, "Saturday 2 February is worked, and known to be"


def test_what_the_pace_holds_back_is_named_with_its_days() -> None:
    made = edition(head=MILESTONES)
    held = {made.nodes[index].id: made.nodes[of].id for index, of in made.waits.items()}
    assert held == {
        "formal_check": "recommend",
        "candidates": "material_review",
        "composite": "site_visit",
        "final_notice": "vote",
        "approval": "final_notice",
    }
    told = next(one for one in made.warnings if "pace = milestones" in one.en)
    assert "公示拟奖企业名单 2019-01-30" in told.zh
    assert "final notice 2019-01-30" in told.en


@pytest.mark.parametrize(
    ("reading", "option", "stage", "starts"),
    [
        ("call_date", "with_the_plan", "call", "09-05 09:00"),
        ("day_before", "excluded", "formal_check", "11-15 09:00"),  # 14 November is over
        ("day_before", "excluded", "final_notice", "01-30 09:00"),
        ("day_off", "forward", "composite", "01-21 23:59"),
        ("day_off", "backward", "composite", "01-18 23:59"),
        # The vote by 20 January holds the notice back no longer, but it meets on the 25th.
        ("review_end", "parent", "final_notice", "01-28 09:00"),
    ],
)
def test_a_reading_of_the_dates_moves_what_waits_for_them(
    reading: str, option: str, stage: str, starts: str
) -> None:
    assert both(edition(head=MILESTONES, **{reading: option}))[stage][0] == starts


def test_an_approval_due_on_25_february_is_late_by_milestones_and_in_time_as_ready() -> None:
    for head, late in ((MILESTONES, True), ("", False)):
        made = edition(head=head, approval_end="parent")
        over = both(made)["approval"][1]
        assert (over > "02-25") is late, "the date itself binds nobody who waits for the notice's"


# ---- who goes on -------------------------------------------------------------------------------


def test_the_best_6_of_8_are_candidates_and_no_more_whoever_ties_article_3_7_1() -> None:
    made = edition("8\n" + EXACT, merits(600, 590, 580, 570, 560, 550, 540, 530))
    assert ended(made)[6:] == ["not_shortlisted", "not_shortlisted"]
    tied = edition("8\n" + EXACT, merits(600, 590, 580, 570, 560, 550, 550, 550))
    log = run(tied)
    assert ended(tied, log).count("not_shortlisted") == 3, "two of eight, and one of six"
    visited = {row[0] for row in log.rows if tied.nodes[row[1]].id == "site_visit"}
    assert len(visited) == 6


@pytest.mark.parametrize(
    ("margin", "reading", "below"),
    [
        (0, "in_principle", [3, 4, 5]),
        (10, "in_principle", [5]),  # 440 is ten below and passes, 439 does not
        (10, "strict", [3, 4, 5]),
    ],
)
def test_450_points_are_enough_and_less_only_in_principle_article_3_7_1(
    margin: int, reading: str, below: list[int]
) -> None:
    given = f'{FILL}\n"stages.score_line.rule.margin" = {margin}\n'
    found = scenario(PLAIN.replace(f"{FILL}\n", given) + "6\n", certain())
    found = attrs.evolve(found, readings={"line": reading})
    made = build(
        TEXT,
        found,
        load_catalogue(make_manager()).rule,
        merits(600, 500, 450, 449, 440, 439),
    )
    assert [at for at, end in enumerate(ended(made)) if end == "below_threshold"] == below


def test_composite_is_40_per_cent_documents_and_60_per_cent_site_article_3_7_2() -> None:
    made = edition("5\n", merits(600, 580, 560, 540, 520))
    log = run(made)
    marks = {name: np.asarray(column) for name, column in log.marks.items()}  # type: ignore[attr-defined]
    documents, site = marks["material_review"], marks["site_visit"]
    assert (documents != site).all(), "they differ on site, so that the weights show"
    assert marks["composite"] == pytest.approx(0.4 * documents + 0.6 * site, abs=0.006)


def test_the_committee_votes_on_5_and_elects_exactly_3_article_3_7_3() -> None:
    made = edition("6\n" + EXACT, merits(700, 650, 600, 550, 500, 460))
    for replication in range(10):
        found = ended(made, run(made, replication=replication))
        assert found[5] == "not_shortlisted"
        assert sorted(found[:5]) == ["awarded"] * 3 + ["outvoted"] * 2


def test_the_vote_may_overturn_the_order_of_scores_unless_winners_go_by_score() -> None:
    close = merits(506, 505, 504, 503, 502)
    voted, scored = edition("5\n" + EXACT, close), edition("5\n" + EXACT, close, winners_by="score")
    first_three = ["awarded"] * 3
    results = [ended(voted, run(voted, replication=n)) for n in range(20)]
    assert all(found.count("awarded") == 3 for found in results)
    assert any(found[:3] != first_three for found in results)
    for n in range(20):
        assert ended(scored, run(scored, replication=n)) == [*first_three, "below_cut", "below_cut"]


def test_with_a_majority_needed_a_place_may_stay_vacant() -> None:
    """Two whom everybody marks, and three alike who share the third mark of each member."""
    split = merits(800, 790, 500, 500, 500)
    most, half = edition("5\n" + EXACT, split), edition("5\n" + EXACT, split, majority="over_half")
    counts = [
        {ended(made, run(made, replication=n)).count("awarded") for n in range(20)}
        for made in (most, half)
    ]
    assert counts[0] == {3}
    assert 2 in counts[1]
    assert counts[1] <= {2, 3}
    found = [reason for n in range(20) for reason in ended(half, run(half, replication=n))]
    assert "no_majority" in found


@pytest.mark.parametrize("count", [1, 2, 3])
def test_where_no_more_than_3_reach_the_line_all_of_them_are_awarded(count: int) -> None:
    made = edition("6\n" + EXACT, merits(*[500.0] * count, 400))
    assert ended(made) == ["awarded"] * count + ["below_threshold"] * (6 - count)


# ---- complaints --------------------------------------------------------------------------------

COMPLAINED = PLAIN.replace("final_notice = 0", "final_notice = 1")


def complained(**readings: str) -> Procedure:
    """Whoever is on the list is complained about, in vain, and looking into it takes ten days."""
    slow = COMPLAINED.replace("[chance]\n", "[chance]\nobjection_decide = 10\n")
    found = attrs.evolve(scenario(slow + "1\n", certain()), readings=readings)
    return build(TEXT, found, load_catalogue(make_manager()).rule, STEADY)


def test_a_complaint_holds_the_list_or_nobody_as_it_is_read_article_3_8_1() -> None:
    free = complained(pending_complaint="holds_nobody")
    assert dates(free, run(free))["approval"][0] == "02-11 09:00"
    held = complained(pending_complaint="holds_list")
    # Twelve working days at least from the posting on 28 January: 18 February.
    assert dates(held, run(held))["approval"][0] > "02-15"


# ---- the published scenario --------------------------------------------------------------------


@pytest.fixture(scope="module")
def published() -> Procedure:
    return load("shaoguan-2018", load_catalogue(make_manager([builtin])).complete())


def test_it_is_seen_from_the_day_of_issue_and_2019_was_not_announced(published: Procedure) -> None:
    found = read_scenario(EDITION)
    assert found.calendar.known_on == found.opens == datetime.date(2018, 9, 5)
    projected = published.calendar.first_projected
    assert projected is not None
    assert published.calendar.date(projected) == datetime.date(2019, 1, 1)
    assert found.pace == "milestones"


def test_it_asks_for_the_approval_by_the_date_of_the_plan(published: Procedure) -> None:
    assert published.nodes[published.finish].id == "approval"
    approval = TEXT.stages["approval"].deadline
    assert approval is not None
    assert published.finish_by == approval.on.value == datetime.date(2019, 3, 30)


def test_the_meetings_of_the_committee_are_working_days_as_they_came_to_be() -> None:
    meets = read_scenario(EDITION).assumptions["meetings.committee"].amount
    announced = edition().calendar
    for day in meets.dates:  # type: ignore[union-attr]
        assert announced.day(day).working


def test_the_edition_never_awards_more_than_3_and_3_in_most(published: Procedure) -> None:
    won = [run(published, replication=n).outcome.count(AWARDED) for n in range(60)]
    assert max(won) == 3
    assert sum(count == 3 for count in won) > 30


def test_no_notice_of_the_edition_begins_before_the_date_of_the_vote(published: Procedure) -> None:
    place = published.node_index["final_notice"]
    vote = datetime.datetime(2019, 1, 30, 23, 59)
    for replication in range(20):
        log = run(published, replication=replication)
        posted = [published.calendar.moment(row[3]) for row in log.rows if row[1] == place]
        assert all(moment > vote for moment in posted)
