"""Variants under the same luck, and their paired differences."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.procedures import procedure

from awardsim.analysis.differences import Z95, difference
from awardsim.analysis.paired import alike, compare
from awardsim.analysis.shares import MOST
from awardsim.simulation.cohort import APPLICANTS

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
body = "office"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "%s" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = (
    "finish_by = 2025-09-30\n[applicants]\norganisations = [4, 8, 20]\n"
    "[people]\noffice = 1\n[durations]\ncheck = ['2h', '8h', '16h']\n"
)


def edition(notice="5wd", assumed=ASSUMED):
    return procedure(STAGES % notice, assumed, cohort=APPLICANTS, chance=True)


def test_a_variant_that_changes_nothing_has_no_effect_in_any_replication():
    found = compare([("A", edition()), ("B", edition())], replications=30)
    for figure in found.figures:
        assert figure.differences[0] is None
        assert figure.differences[1].same
        assert not figure.differences[1].distinguishable
        assert figure.differences[1].mean == 0 or math.isnan(figure.differences[1].mean)


def test_a_longer_notice_delays_the_end_and_touches_nothing_else():
    found = compare([("A", edition("5wd")), ("B", edition("8wd"))], replications=60)
    days = found.figure("days").differences[1]
    assert days.touched == 1.0
    # Three working days more, of which one may be a make-up day: 3 to 5 civil days and, over
    # National Day, up to eleven.
    assert 3 <= days.mean <= 14
    assert days.distinguishable
    for name in ("applied/organisations", "awarded/organisations", "late", "judging"):
        assert found.figure(name).differences[1].same
    law = [one.timetable.law for one in found.variants]
    assert law[0] < law[1]


TIERED = """
[tiers.award]
[tiers.nomination]
[quotas.award]
tier = "award"
number = { at_most = %d }
[quotas.nomination]
tier = "nomination"
number = { at_most = 3 }
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.review]
kind = "wait"
after = ["apply"]
rule = { name = "mean_of_reviewers" }
[stages.vote]
kind = "gate"
per = "batch"
after = ["review"]
rule = { name = "confer_by_rank" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["vote"]
"""


def test_awards_of_each_tier_stand_apart():
    """Six apply; with one award or two, enough are left for three nominations."""
    made = [
        procedure(TIERED % places, "[applicants]\norganisations = 6\n", cohort=APPLICANTS)
        for places in (1, 2)
    ]
    found = compare([("A", made[0]), ("B", made[1])], replications=6)
    assert found.figure("awarded/tier/award").values == (1.0, 2.0)
    assert found.figure("awarded/tier/award").differences[1].mean == 1.0
    assert found.figure("awarded/tier/nomination").values == (3.0, 3.0)
    assert found.figure("awarded/tier/nomination").differences[1].same
    assert found.figure("awarded/organisations").values == (4.0, 5.0)


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=30),
)
def test_a_difference_is_that_of_the_textbook(pairs):
    base, other = (np.array(column) for column in zip(*pairs, strict=True))
    found = difference(base, other)
    apart = [b - a for a, b in pairs]
    mean = sum(apart) / len(apart)
    variance = sum((one - mean) ** 2 for one in apart) / (len(apart) - 1)
    assert found.mean == pytest.approx(mean, abs=1e-9)
    assert found.error == pytest.approx(Z95 * math.sqrt(variance / len(apart)), abs=1e-9)
    assert found.touched == pytest.approx(sum(a != b for a, b in pairs) / len(pairs))


def test_what_is_undefined_in_one_of_them_is_left_out_of_the_mean():
    found = difference(np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 5.0, np.nan, 6.0]))
    assert found.mean == 1.5
    assert found.touched == 1.0
    nothing = difference(np.array([np.nan, np.nan]), np.array([np.nan, np.nan]))
    assert math.isnan(nothing.mean)
    assert nothing.same


def test_pairing_pays_where_luck_is_shared():
    found = compare([("A", edition("5wd")), ("B", edition("6wd"))], replications=200)
    assert found.figure("days").differences[1].gain > 2


def test_it_goes_on_until_the_difference_is_known_well_enough():
    named = [("A", edition("5wd")), ("B", edition("9wd"))]
    short = compare(named, replications=20)
    found = compare(named, replications=20, precision=0.05)
    error = found.figure("in_time").differences[1].error
    assert found.reached
    assert error <= 0.05
    assert found.replications >= short.replications
    assert found.replications <= MOST


def test_whoever_is_run_first_the_difference_only_changes_its_sign():
    one, other = edition("5wd"), edition("7wd")
    there = compare([("A", one), ("B", other)], replications=40).figure("days").differences[1]
    back = compare([("B", other), ("A", one)], replications=40).figure("days").differences[1]
    assert there.mean == -back.mean
    assert there.error == back.error


def test_variants_of_one_edition_have_the_same_tracks_and_channels():
    assert alike([edition(), edition("9wd")])
    other = procedure(STAGES % "5wd", ASSUMED, channels=("east", "west"))
    assert not alike([edition(), other])


def test_the_list_of_winners_is_told_apart_by_who_is_on_it():
    """With places for all but one, another luck of the marks gives another list of as many."""
    ranked = STAGES.replace(
        'after = ["notice"]', 'after = ["notice"]\nrule = { name = "confer_by_rank" }'
    )
    quota = "[quotas.organisations]\nnumber = %s\n"
    four, three = (
        procedure(quota % number + ranked % "5wd", ASSUMED, cohort=APPLICANTS, chance=True)
        for number in (4, 3)
    )
    found = compare([("A", four), ("B", three), ("C", four)], replications=40)
    winners = found.figure("winners")
    fewer = found.figure("awarded/organisations").differences[1]
    assert winners.values[1] == fewer.touched  # other winners just where there are fewer
    assert winners.differences[2].same


def test_intervals_hold_the_truth_as_often_as_they_say():
    """1,000 experiments of 60 pairs with a known difference; 926 to 971 of 95 % intervals hold it.

    The bounds are those of a binomial of 1,000 and 0.95 that hold in 999 of 1,000 cases.
    """
    random = np.random.default_rng(5)
    held = 0
    for _ in range(1000):
        luck = random.normal(size=60)
        base = luck + 0.5 * random.normal(size=60)
        other = 0.3 + luck + 0.5 * random.normal(size=60)
        one = difference(base, other)
        held += abs(one.mean - 0.3) <= one.error
    assert 926 <= held <= 971


def test_the_factor_that_pairing_gains_is_that_of_the_correlation():
    """Equal variances and correlation r: independent over paired variance is 1 / (1 - r)."""
    random = np.random.default_rng(6)
    luck = random.normal(size=20_000)
    base, other = (
        math.sqrt(0.8) * luck + math.sqrt(0.2) * random.normal(size=20_000) for _ in "ab"
    )
    one = difference(base, other)
    assert one.correlation == pytest.approx(0.8, abs=0.02)
    assert one.gain == pytest.approx(5.0, rel=0.05)
