"""Who comes through: conditions, further material, shortlists, quotas, vacancies, withdrawal."""

from collections import Counter

import numpy as np
import pytest
from support.procedures import (
    applicants,
    by_ordinal,
    ordinals,
    outcomes,
    passages,
    procedure,
    run,
)

from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.forecast import forecast
from awardsim.simulation.plan import make_plan
from awardsim.streams import GROUP_STEP, TRACK_ROOM

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-12
"""
#: Marks without any error: what is seen on site is merit itself.
VISIT = """
[stages.visit]
kind = "wait"
after = ["apply"]
rule = { name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }
"""
DECIDE = """
[stages.decide]
kind = "meeting"
per = "batch"
after = ["visit"]
rule = { name = "confer_by_rank" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
"""
TEN = "[applicants]\norganisations = 10\n[durations]\nvisit = '1wd'\n"
#: The n-th applicant has merit 300 + 40 n.
RISING = applicants(merit=lambda request: 300.0 + 40.0 * ordinals(request))


def quota(number: int, track: str = "organisations") -> str:
    return f"[quotas.{track}]\nnumber = {{ at_most = {number} }}\n"


def awarded(log) -> list[int]:
    """Ordinals of those who are awarded."""
    return [slot // GROUP_STEP for slot, outcome in outcomes(log).items() if outcome == "awarded"]


# ---- quotas --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 3, 10, 50])
def test_the_best_are_awarded_up_to_the_quota(number):
    log = run(procedure(APPLY + VISIT + DECIDE + quota(number), TEN, cohort=RISING))
    assert awarded(log) == list(range(10))[10 - min(number, 10) :]
    assert Counter(outcomes(log).values())["below_cut"] == 10 - min(number, 10)


def test_places_below_the_lowest_mark_stay_vacant():
    least = DECIDE.replace('"confer_by_rank"', '"confer_by_rank", minimum = 600')
    log = run(procedure(APPLY + VISIT + least + quota(5), TEN, cohort=RISING))
    assert awarded(log) == [8, 9]  # 620 and 660
    assert Counter(outcomes(log).values()) == {"awarded": 2, "below_minimum": 8}


def test_places_of_one_track_are_not_filled_by_the_other():
    made = procedure(
        APPLY + VISIT + DECIDE + quota(4) + quota(3, "individuals"),
        "[applicants]\norganisations = 1\nindividuals = 9\n[durations]\nvisit = '1wd'\n",
        tracks=("organisations", "individuals"),
        cohort=RISING,
    )
    log = run(made)
    found = Counter(
        made.tracks[int(log.track[case])]
        for case, outcome in enumerate(log.outcome)
        if log.reasons[outcome] == "awarded"
    )
    assert found == {"organisations": 1, "individuals": 3}


def test_with_fewer_qualified_than_places_the_rest_stays_vacant():
    made = procedure(
        APPLY
        + VISIT.replace("kind", "rule2 = 0\nkind").replace("rule2 = 0\n", "")
        + '[stages.check]\nkind = "gate"\nafter = ["apply"]\nrule = { name = "conditions" }\n'
        + DECIDE.replace('["visit"]', '["visit", "check"]')
        + "[conditions.years.rule]\nname = 'min_years'\nfield = 'operation'\nat_least = '3y'\n"
        + quota(5),
        TEN,
        cohort=applicants(years_operation=by_ordinal(9.0, 4.0, 3.0, 2.99)),
    )
    log = run(made)
    assert awarded(log) == [0, 1, 2]  # three whole years are enough
    assert Counter(outcomes(log).values()) == {"awarded": 3, "years": 7}


def test_a_quota_is_filled_from_the_list_that_is_left():
    # Ranked after those who withdrew or failed have left: nobody's place is lost with him.
    made = procedure(APPLY + VISIT + DECIDE + quota(4), TEN + "[chance]\nwithdrawal = 0.5\n",
                     cohort=RISING)  # fmt: skip
    for replication in range(20):
        log = run(made, replication=replication)
        early = {
            case
            for case, node, _, reason, _ in log.left
            if log.reasons[reason] == "withdrawn" and node <= made.node_index["decide"]
        }
        late = {case for case, _, _, reason, _ in log.left if log.reasons[reason] == "withdrawn"}
        number = {case: int(log.slots[case]) // GROUP_STEP for case in range(10)}
        chosen = sorted(number[case] for case in range(10) if case not in early)[-4:]
        gone = {number[case] for case in late}
        assert awarded(log) == [one for one in chosen if one not in gone]


# ---- lists ---------------------------------------------------------------------------------


def test_a_shortlist_lets_the_best_of_each_track_through():
    made = procedure(
        APPLY + VISIT + '[stages.short]\nkind = "gate"\nper = "batch"\nafter = ["visit"]\n'
        'rule = { name = "top_n", at_most = { organisations = 3, individuals = 2 } }\n',
        "[applicants]\norganisations = 6\nindividuals = 6\n[durations]\nvisit = '1wd'\n",
        tracks=("organisations", "individuals"),
        cohort=RISING,
    )
    log = run(made)
    through = {
        (made.tracks[int(log.track[case])], int(log.columns["merit"][case]))
        for case, outcome in enumerate(log.outcome)
        if log.reasons[outcome] == "awarded"
    }
    assert through == {
        ("organisations", 420), ("organisations", 460), ("organisations", 500),
        ("individuals", 460), ("individuals", 500),
    }  # fmt: skip


def test_a_county_keeps_to_its_own_quota():
    made = procedure(
        APPLY + '[stages.county]\nkind = "wait"\nper = "channel"\nafter = ["apply"]\n'
        'rule = { name = "within_quota", at_most = { organisations = 2 }, opinion_noise = 0 }\n',
        "[channels.east]\norganisations = 5\n[channels.west]\norganisations = 1\n"
        "[durations]\ncounty = '1wd'\n",
        channels=("east", "west"),
        cohort=RISING,
    )
    found = outcomes(run(made))
    assert [slot for slot, one in found.items() if one == "awarded"] == [
        TRACK_ROOM,
        3 * GROUP_STEP,
        4 * GROUP_STEP,
    ]
    assert Counter(found.values())["over_quota"] == 3


def test_a_threshold_includes_the_mark_itself():
    made = procedure(
        APPLY + VISIT + '[stages.line]\nkind = "gate"\nper = "batch"\nafter = ["visit"]\n'
        'rule = { name = "threshold", at_least = 540 }\n',
        TEN,
        cohort=RISING,
    )
    assert awarded(run(made)) == [6, 7, 8, 9]


def test_equal_marks_are_put_in_order_by_lot_and_not_by_number():
    chosen = Counter()
    made = procedure(APPLY + VISIT + DECIDE + quota(5), TEN)  # all have merit 500
    for replication in range(400):
        found = awarded(run(made, replication=replication))
        assert len(found) == 5
        chosen.update(found)
    # Each is awarded with probability 1/2: 200 times, with a standard deviation of 10.
    assert all(abs(times - 200) < 45 for times in chosen.values())
    assert len(chosen) == 10


# ---- further material ----------------------------------------------------------------------

CHECK = """
[stages.check]
kind = "work"
after = ["apply"]
supplement = { within = "3wd", rounds = %d }
"""
ASKED = "[applicants]\norganisations = %d\n[people]\noffice = 9\n[durations]\ncheck = '8h'\n"


@pytest.mark.parametrize(
    ("rounds", "supplied", "visits", "outcome"),
    [
        (0, 1, ["01 17:00"], "incomplete"),
        # Checked on the 1st; three working days, to the 4th; checked on the 5th.
        (1, 1, ["01 17:00", "05 17:00"], "awarded"),
        (1, 0, ["01 17:00", "05 17:00"], "incomplete"),
        # Asked again on the 5th: 8, 9, 10; checked on the 11th.
        (2, 0, ["01 17:00", "05 17:00", "11 17:00"], "incomplete"),
        (2, 1, ["01 17:00", "05 17:00"], "awarded"),
    ],
)
def test_what_is_missing_may_be_supplied_so_many_times(rounds, supplied, visits, outcome):
    made = procedure(
        APPLY + CHECK % rounds,
        ASKED % 1 + f"[chance]\nsupplied = {supplied}\n",
        cohort=applicants(complete=False),
    )
    log = run(made)
    assert [f"{one.finished:%d %H:%M}" for one in passages(made, log, "check")] == visits
    assert outcomes(log) == {0: outcome}


def test_a_complete_file_is_seen_once():
    made = procedure(APPLY + CHECK % 3, ASKED % 4, cohort=applicants(complete=True))
    log = run(made)
    assert len(passages(made, log, "check")) == 4
    assert set(outcomes(log).values()) == {"awarded"}


def test_each_round_is_a_new_chance():
    made = procedure(
        APPLY + CHECK % 3, ASKED % 900 + "[chance]\nsupplied = 0.5\n",
        cohort=applicants(complete=False),
    )  # fmt: skip
    log = run(made)
    seen = Counter(row[0] for row in log.rows if row[1] == 1)
    rounds = Counter(seen.values())
    # Half need one round, a quarter two; an eighth never has everything.
    assert abs(rounds[2] - 450) < 60
    assert abs(rounds[3] - 225) < 55
    missing = Counter(outcomes(log).values())["incomplete"]
    assert abs(missing - 900 / 8) < 40


def test_two_stages_that_ask_have_luck_of_their_own():
    made = procedure(
        APPLY + CHECK % 1
        + '[stages.again]\nkind = "work"\nafter = ["check"]\n'
        + 'supplement = { within = "1wd", rounds = 1 }\n',
        ASKED % 900 + "again = '1h'\n[chance]\nsupplied = 0.5\n",
        cohort=applicants(complete=False),
    )  # fmt: skip
    log = run(made)
    # Who has supplied everything at the first is not asked at the second.
    assert abs(Counter(outcomes(log).values())["awarded"] - 450) < 60
    assert not [row for row in log.rows if row[1] == 2 and row[7] == 1]


# ---- leaving -------------------------------------------------------------------------------


def test_a_condition_is_found_out_as_often_as_the_check_detects():
    text = (
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "conditions", detects = "unstated" }\n'
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }\n'
    )
    young = applicants(years_operation=by_ordinal(1.0))
    for share, least, most in ((0, 0, 0), (0.5, 440, 560), (1, 1000, 1000)):
        made = procedure(
            text,
            f"[applicants]\norganisations = 1000\n[fill]\n'stages.check.rule.detects' = {share}\n",
            cohort=young,
        )
        assert least <= Counter(outcomes(run(made)).values())["years"] <= most


def test_who_fails_several_conditions_fails_for_the_first_of_the_text():
    made = procedure(
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\nrule = { name = "conditions" }\n'
        '[conditions.record]\nrule = { name = "clean_record", record = "breach", within = "3y" }\n'
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }\n'
        '[conditions.local]\nrule = { name = "qualified", trait = "local" }\n',
        "[applicants]\norganisations = 4\n",
        cohort=applicants(
            breach_years_ago=by_ordinal(1.0, 9.0, 9.0, 9.0),
            years_operation=by_ordinal(1.0, 1.0, 9.0, 9.0),
            is_local=by_ordinal(False, False, False, True),
        ),
    )
    assert list(outcomes(run(made)).values()) == ["record", "years", "local", "awarded"]


def test_a_condition_of_one_track_does_not_touch_the_other():
    made = procedure(
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\nrule = { name = "conditions" }\n'
        '[conditions.years]\ntracks = ["individuals"]\n'
        'rule = { name = "min_years", field = "service", at_least = "5y" }\n',
        "[applicants]\norganisations = 2\nindividuals = 2\n",
        tracks=("organisations", "individuals"),
        cohort=applicants(years_service=1.0),
    )
    log = run(made)
    assert {
        (int(log.track[case]), log.reasons[outcome]) for case, outcome in enumerate(log.outcome)
    } == {(0, "awarded"), (1, "years")}


def test_who_withdraws_does_so_somewhere_on_the_way():
    made = procedure(APPLY + VISIT + DECIDE + quota(10), TEN + "[chance]\nwithdrawal = 1\n")
    at = Counter()
    for replication in range(60):
        log = run(made, replication=replication)
        assert set(outcomes(log).values()) == {"withdrawn"}
        at.update(made.nodes[one[1]].id for one in log.left)
    # Three stages follow the application; each is as likely as another.
    assert set(at) == {"visit", "decide", "award"}
    assert all(abs(times - 200) < 60 for times in at.values())


# ---- nobody at all -------------------------------------------------------------------------


def test_without_applicants_dates_are_undefined_and_never_zero():
    made = procedure(
        APPLY + VISIT + DECIDE + quota(3),
        "[applicants]\norganisations = 0\n[durations]\nvisit = '1wd'\n",
    )
    plan = make_plan(made)
    layout = layout_of(plan)
    row = np.array([collect(plan, run(made))])
    for name in ("finish", "start/visit", "end/award"):
        assert np.isnan(layout.column(row, name)).all()
    found = forecast(made, replications=3, seed=1, ranges=False)
    assert found.finish == (None, None, None)
    assert (found.share, found.error) == (None, None)
    assert {one.middle for one in found.stages} == {None}
    assert found.late_share is None
    assert found.outcomes == ()
    assert found.any_vacancy is None
    assert (found.tracks[0].applied, found.tracks[0].awarded) == ((0, 0, 0), (0, 0, 0))


def test_without_quotas_there_is_no_vacancy_to_speak_of():
    made = procedure(APPLY + VISIT, TEN)
    assert forecast(made, replications=3, seed=1, ranges=False).any_vacancy is None


@pytest.mark.parametrize("per", ["case", "batch"])
def test_a_text_without_conditions_turns_nobody_away(per):
    made = procedure(
        APPLY + f'[stages.check]\nkind = "gate"\nper = "{per}"\nafter = ["apply"]\n'
        'rule = { name = "conditions" }\n',
        "[applicants]\norganisations = 3\n",
    )
    assert list(outcomes(run(made)).values()) == ["awarded"] * 3


def test_a_number_in_principle_lets_equals_through():
    made = procedure(
        APPLY + VISIT + '[stages.short]\nkind = "gate"\nper = "batch"\nafter = ["visit"]\n'
        'rule = { name = "top_n", at_most = { organisations = { at_most = 3, soft = true } } }\n',
        TEN,
        cohort=applicants(merit=by_ordinal(700.0, 690.0, 650.0, 650.0, 650.0, 400.0)),
    )
    assert awarded(run(made)) == [0, 1, 2, 3, 4]


def test_a_text_in_which_nothing_comes_after_an_application_has_nobody_who_withdraws():
    made = procedure(APPLY, "[applicants]\norganisations = 4\n[chance]\nwithdrawal = 1\n")
    assert set(outcomes(run(made)).values()) == {"awarded"}
