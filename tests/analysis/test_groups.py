"""Award rates of groups: against closed forms, by hand, and through the engine."""

from __future__ import annotations

import math

import attrs
import numpy as np
import pytest

from awardsim.analysis import groups
from awardsim.analysis.applicants import NOWHERE, collect, table
from awardsim.analysis.groups import FEWEST_CASES, study_groups, track_rates
from awardsim.policy import Category
from awardsim.report.groups_screen import groups_data, groups_screen
from awardsim.simulation.arms import Arm
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.replications import Workers
from awardsim.text import Text
from tests.support.contests import ASSUMED, STAGES, table_of
from tests.support.procedures import applicants, procedure

NOBODY = {"years_since_award": np.inf, "trait_branch": 0.0, "category": math.nan, "size": math.nan}


def columns(shape, **given):
    """Columns of the cohort: one kind of applicant, without categories and sizes."""
    return {name: np.broadcast_to(given.get(name, value), shape) for name, value in NOBODY.items()}


def kind(found, name):
    return next(one for one in found.groups if one.group.id == name)


# ---- by hand ---------------------------------------------------------------------------------


def test_the_parts_add_up_to_the_difference():
    """Whatever the marks: merit and rules together are the rate less that of all."""
    luck = np.random.default_rng(2)
    merit = luck.normal(500, 90, (200, 8))
    winners = np.where(luck.random((200, 8)) < 0.3, 2.0, np.inf)
    marks = merit + luck.normal(0, 40, merit.shape) - 60 * (winners < 9)
    found = track_rates(
        table_of(merit, marks, 2, columns=columns(merit.shape, years_since_award=winners)), 0
    )
    assert found.rate.value == pytest.approx(2 / 8)
    for one in found.groups:
        if one.told:
            apart = one.rate.value - found.rate.value
            assert one.merit.value + one.rules.value == pytest.approx(apart, abs=1e-12)
    assert kind(found, "earlier_winner").rules.value < -0.05
    assert kind(found, "earlier_winner").stands_out
    assert sum(one.cases for one in found.groups) == 200 * 8


def test_a_better_group_wins_more_by_merit_and_nothing_by_rules():
    luck = np.random.default_rng(3)
    better = np.arange(10) < 4
    merit = luck.normal(500, 60, (400, 10)) + 80 * better
    found = track_rates(
        table_of(
            merit,
            merit + luck.normal(0, 30, merit.shape),
            3,
            columns=columns(merit.shape, years_since_award=np.where(better, 1.0, np.inf)),
        ),
        0,
    )
    own = kind(found, "earlier_winner")
    assert own.merit.value > 0.15
    assert abs(own.rules.value) < 0.02
    assert own.rate.value > kind(found, "new").rate.value


def test_nothing_is_said_of_too_few():
    merit = np.random.default_rng(4).normal(500, 60, (60, 8))
    since = np.full(merit.shape, np.inf)
    since[: FEWEST_CASES - 1, 0] = 3.0
    found = track_rates(
        table_of(merit, merit, 2, columns=columns(merit.shape, years_since_award=since)), 0
    )
    own = kind(found, "earlier_winner")
    assert own.cases == FEWEST_CASES - 1
    assert not own.told
    assert not own.rate.defined
    assert not own.rules.defined
    assert not own.stands_out
    assert not kind(found, "branch").told


def test_intervals_hold_the_known_truth():
    """Two of six are eligible every other time; three places go by lot to those eligible."""
    experiments, editions = 1000, 60
    luck = np.random.default_rng(5)
    held = {"rate": 0, "rules": 0, "merit": 0, "stands out": 0}
    eligible = np.array([math.comb(2, j) / 4 for j in range(3)])
    rate = float(sum(p * 3 * j / (4 + j) for j, p in enumerate(eligible))) / 2
    since = np.where(np.arange(6) < 2, 2.0, np.inf)
    base = table_of(np.zeros((editions, 6)), np.zeros((editions, 6)), 3)
    shape = (editions, 6)
    given = columns(shape, years_since_award=since)
    for _ in range(experiments):
        marks = luck.random(shape)
        marks[:, :2] -= luck.random((editions, 2)) < 0.5
        rank = np.argsort(np.argsort(-marks, axis=1), axis=1)
        found = track_rates(
            _with(base, luck.normal(500, 60, shape), rank < 3, given),
            0,
        )
        own = kind(found, "earlier_winner")
        held["rate"] += own.rate.holds(rate)
        held["rules"] += own.rules.holds(rate - 0.5)
        held["merit"] += own.merit.holds(0.0)
        held["stands out"] += own.stands_out
    assert 926 <= held["rate"] <= 971, held
    assert 926 <= held["rules"] <= 971, held
    assert 926 <= held["merit"] <= 971, held


def _with(base, merit, won, given):
    node = np.where(won, NOWHERE, base.procedure.node_index["confer"])
    return attrs.evolve(base, merit=merit, outcome=np.where(won, 0, 3), node=node, columns=given)


def test_of_groups_that_are_treated_alike_few_stand_out():
    """Of three together at most one edition in twenty, within what 400 of them can tell."""
    luck = np.random.default_rng(6)
    shape = (40, 9)
    base = table_of(np.zeros(shape), np.zeros(shape), 3)
    alarms = {"any": 0, "single": 0}
    for _ in range(400):
        rank = np.argsort(np.argsort(luck.random(shape), axis=1), axis=1)
        given = columns(shape, size=luck.integers(0, 3, shape))
        found = track_rates(_with(base, luck.normal(500, 60, shape), rank < 3, given), 0)
        sizes = [one for one in found.groups if one.group.dimension == "size"]
        alarms["any"] += any(one.stands_out for one in sizes)
        alarms["single"] += any(not one.rules.holds(0.0) for one in sizes)
    assert alarms["any"] <= 34 < alarms["single"], alarms


# ---- through the engine ------------------------------------------------------------------------


def merit_by_channel(request):
    return 450.0 + 60 * request.uniforms("merit") + 40 * (np.asarray(request.channel) == 0)


@pytest.fixture(scope="module")
def two_counties():
    """East has two applicants, west six; each may put forward two; four places for four."""
    stages = STAGES.format(places=2, listed=8, leniency=0, noise=10, visit=10, last="visit")
    recommend = """
[stages.recommend]
kind = "meeting"
per = "channel"
body = "county_group"
after = ["apply"]
rule = { name = "within_quota", at_most = { organisations = 2 }, opinion_noise = 20 }
[stages.review]"""
    stages = stages.replace("[stages.review]", recommend).replace(
        'after = ["apply"]\nbody = "reviewers"', 'after = ["recommend"]\nbody = "reviewers"'
    )
    assumed = ASSUMED.format(count=2).replace("[applicants]\norganisations = 2", "")
    assumed += "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 6\n"
    cohort = applicants(merit=merit_by_channel)
    return procedure(stages, assumed, cohort=cohort, channels=("east", "west"))


def test_a_limit_per_county_is_told_from_merit(two_counties):
    found = study_groups(two_counties, replications=150, seed=1)
    east, west = (one for one in found.tracks[0].groups if one.group.dimension == "channel")
    assert (east.applicants, west.applicants) == (2.0, 6.0)
    assert east.merit.value > 0.05 > 0 > west.merit.value
    assert found.tracks[0].rate.value == pytest.approx(2 / 8)
    counted = 2 * east.rate.value + 6 * west.rate.value
    assert counted == pytest.approx(2.0)


def test_what_cannot_be_told_apart_is_named(two_counties):
    found = study_groups(two_counties, replications=40, seed=1)
    assert [one.en for one in found.missing] == ["the cohort has no sizes"]
    assert {one.group.dimension for one in found.tracks[0].groups} == {"kind", "channel"}


def test_screens_and_records_agree_in_both_languages(two_counties):
    found = study_groups(two_counties, replications=60, seed=1)
    zh, en = groups_screen(found, "zh"), groups_screen(found, "en")
    assert zh.startswith("内部研究")
    assert en.startswith("Internal study")
    shown = groups_data(found)["tracks"][0]["groups"]
    assert [one["group"] for one in shown] == ["new", "earlier_winner", "branch", "east", "west"]
    for one in shown:
        if one["told"]:
            assert f"{100 * one['rate']['value']:.0f}%" in zh
            assert f"{100 * one['rate']['value']:.0f} %" in en
    assert "太少，不作判断" in zh
    assert "too few to say" in en
    assert shown[2]["rate"]["value"] is None


def test_a_group_is_counted_once():
    """Of kinds, categories, sizes and channels each applicant belongs to just one."""
    stages = STAGES.format(places=2, listed=6, leniency=0, noise=10, visit=10, last="visit")
    made = procedure(stages, ASSUMED.format(count=9), cohort=APPLICANTS)
    with Workers({"": made}, collect, 1, 1) as crew:
        found = table(made, crew.plans[""].reasons, crew.run([Arm({}, 0, 30)])[0])
    counted = {}
    for group, members in groups.groups_of(found, 0):
        counted[group.dimension] = counted.get(group.dimension, 0) + members[found.present].sum()
    assert counted == {"kind": 270, "size": 270}


def test_each_applicant_has_one_of_the_texts_categories():
    """Seven of them, equally likely: of 600 applicants 86 are expected in each."""
    stages = STAGES.format(places=2, listed=6, leniency=0, noise=10, visit=10, last="visit")
    made = procedure(stages, ASSUMED.format(count=20), cohort=APPLICANTS)
    track = made.policy.tracks["organisations"]
    seven = {f"kind{number}": Category(Text("类", "kind"), "") for number in range(7)}
    tracks = {"organisations": attrs.evolve(track, categories=seven)}
    made = attrs.evolve(made, policy=attrs.evolve(made.policy, tracks=tracks))
    with Workers({"": made}, collect, 1, 1) as crew:
        found = table(made, crew.plans[""].reasons, crew.run([Arm({}, 0, 30)])[0])
    counted = {
        group.id: int(members[found.present].sum())
        for group, members in groups.groups_of(found, 0)
        if group.dimension == "category"
    }
    assert list(counted) == list(seven)
    assert sum(counted.values()) == 600
    assert all(50 < count < 130 for count in counted.values())  # four standard deviations


def test_where_nobody_is_judged_nobody_is_unjudged():
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-30',
        ASSUMED.split("[p")[0].format(count=4),
    )
    found = study_groups(made, replications=40, seed=1)
    assert not found.tracks[0].unjudged.defined
    assert found.tracks[0].rate.value == 1.0
    assert "unjudged" in groups_screen(found, "en")


def test_where_nobody_applies_there_are_no_rates():
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-30', "[applicants]\norganisations = 0"
    )
    found = study_groups(made, replications=3, seed=1)
    assert found.tracks == ()
    assert "nobody applies" in groups_screen(found, "en")
    assert "没有申报" in groups_screen(found, "zh")
