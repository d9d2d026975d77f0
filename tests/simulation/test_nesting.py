"""A tier in front of the procedure: its own lists and people, and nobody else is touched."""

from __future__ import annotations

import itertools

import attrs
import numpy as np
import pytest
from support.nested import INNER, OUTER, OUTER_TIMES, TIMES, nested, plain
from support.procedures import applicants, by_ordinal, dates, run

from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm, logs
from awardsim.simulation.log import AWARDED, Log
from awardsim.simulation.plan import make_plan

NUMBERS = (
    "[channels.hill]\norganisations = 2\n[channels.lake]\norganisations = 1\n"
    "[channels.wood]\norganisations = 0\n[channels.west]\norganisations = 2\n"
    "[channels.north]\norganisations = 1\n"
)


def of(made: Procedure, log: Log, *channels: str) -> list[int]:
    """Applicants of some channels, by their numbers."""
    wanted = {made.channels.index(channel) for channel in channels}
    return [case for case, channel in enumerate(log.channel.tolist()) if channel in wanted]


def test_the_dates_of_the_tier_are_counted_on_paper():
    made = nested(NUMBERS)
    log = run(made)
    assert dates(made, log) == {
        "call": ("09-01 09:00", "09-01 09:00"),
        "local_apply": ("09-01 09:00", "09-01 09:00"),
        "local_check": ("09-01 09:00", "09-01 17:00"),
        # The towns' lists wait until Friday 5 September, 17:00, for who may still apply.
        "local_list": ("09-08 09:00", "09-08 17:00"),
        "third_review": ("09-09 09:00", "09-10 17:00"),
        "candidates": ("09-10 17:00", "09-10 17:00"),
        # Posted on Thursday the 11th; the fifth working day after it is Thursday the 18th.
        "east_notice": ("09-11 09:00", "09-18 17:00"),
        # Elsewhere the list waits until Friday the 12th; posted on Monday, over on the 22nd.
        "apply": ("09-01 09:00", "09-01 09:00"),
        "check": ("09-01 09:00", "09-01 17:00"),
        "notice": ("09-15 09:00", "09-22 17:00"),
        "recommend": ("09-23 09:00", "09-23 17:00"),
        # The tier's files go out on the 18th, the others' on the 23rd; two days by mail.
        "receipt": ("09-18 17:00", "09-25 17:00"),
        # The tier's are reviewed on Monday the 22nd, the others on Friday the 26th.
        "review": ("09-22 09:00", "09-26 17:00"),
        # Until the end of 15 October somebody may still be received.
        "decide": ("10-15 23:59", "10-15 23:59"),
    }


def test_towns_have_lists_of_their_own_and_the_province_has_one():
    made = nested(NUMBERS)
    log = run(made)
    lists = {
        name: sorted(
            -1 - row[0] for row in log.rows if row[1] == made.node_index[name] and row[0] < 0
        )
        for name in ("local_list", "candidates", "east_notice", "receipt", "decide")
    }
    # Hill and lake; one for the tier; of the provinces east, west and north.
    assert lists == {
        "local_list": [0, 1], "candidates": [0], "east_notice": [0],
        "receipt": [0, 1, 2], "decide": [0],
    }  # fmt: skip


def test_applicants_of_the_tier_skip_what_it_replaces_and_the_others_all_that_is_its_own():
    made = nested(NUMBERS)
    log = run(made)
    tier = set(of(made, log, "hill", "lake", "wood"))
    own = {"local_apply", "local_check", "third_review"}
    for case, node, *_ in log.rows:
        if case >= 0:
            stage = made.nodes[node].id
            assert (case in tier) == (stage in own) or stage == "review"
    assert {log.outcome[case] for case in range(len(log.outcome))} == {AWARDED}


def test_the_tiers_own_quota_is_for_all_its_towns_together():
    made = nested(NUMBERS.replace("organisations = 2", "organisations = 4", 1))
    log = run(made)
    left = [log.reasons[log.outcome[case]] for case in of(made, log, "hill", "lake")]
    assert sorted(left) == ["awarded"] * 3 + ["over_quota"] * 2


def test_a_body_of_the_province_is_one_for_all_its_towns():
    # A stage of the inner text by the outer text's county office: one person for all of east.
    inner = INNER.replace(
        'body = "town"\nafter = ["local_apply"]', 'body = "county"\nafter = ["local_apply"]'
    )
    times = TIMES.replace("county = 9", "county = 1").replace("town = 9\n", "")
    made = nested(NUMBERS, inner, times=times)
    log = run(made)
    index = made.node_index["local_check"]
    spans = sorted((row[3], row[4]) for row in log.rows if row[1] == index)
    assert len(spans) == 3  # two of hill and one of lake, one after the other
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    # A town's own people are its own: nobody waits for another town.
    alone = nested(NUMBERS, times=TIMES.replace("town = 9", "town = 1"))
    log = run(alone)
    index = alone.node_index["local_check"]
    lake = of(alone, log, "lake")
    (row,) = (row for row in log.rows if row[1] == index and row[0] in lake)
    assert row[2] == row[3]


def test_people_may_be_given_for_a_town_and_for_the_whole_province():
    times = TIMES.replace("town = 9\n", "").replace("county = 9\n", "")
    given = (
        NUMBERS.replace("[channels.hill]\n", "[channels.hill]\ntown = 2\n")
        .replace("[channels.lake]\n", "[channels.lake]\ntown = 1\n")
        .replace("[channels.wood]\n", "[channels.wood]\ntown = 1\n")
        .replace("[channels.west]\n", "[channels.west]\ncounty = 4\n")
        .replace("[channels.north]\n", "[channels.north]\ncounty = 5\n")
        + "[channels.east]\ncounty = 3\n"
    )
    made = nested(given, times=times)
    town, county = made.bodies["town"], made.bodies["county"]
    assert [made.inputs[one].id for one in town.inputs] == [
        "channels.hill.town", "channels.lake.town", "channels.wood.town",
    ]  # fmt: skip
    assert [made.inputs[one].id for one in county.inputs] == [
        "channels.east.county", "channels.west.county", "channels.north.county",
    ]  # fmt: skip
    assert county.of == (0, 0, 0, 1, 2)
    assert run(made).capacity == {"town": 4, "county": 12, "third": 9}


# ---- what nesting does not touch --------------------------------------------------------------

#: Chance everywhere: who applies where, when they begin, how long everything takes.
CHANCE = "[applicants]\norganisations = [6, 20, 40]\n"
RANDOM = TIMES.replace('"1wd"', '["1wd", "2wd", "4wd"]').replace(
    'receipt = "2cd"', 'receipt = ["2cd", "4cd", "9cd"]'
)
OUTER_RANDOM = OUTER_TIMES.replace('"1wd"', '["1wd", "2wd", "4wd"]').replace(
    'receipt = "2cd"', 'receipt = ["2cd", "4cd", "9cd"]'
)


def rows_by_slot(made: Procedure, log: Log, channels: tuple[str, ...]) -> dict[int, list[object]]:
    """All that happened to the applicants of some channels, by their slots and by stage."""
    cases = of(made, log, *channels)
    return {
        int(log.slots[case]): [
            log.reasons[log.outcome[case]],
            *sorted((made.nodes[r[1]].id, *r[2:5], r[7]) for r in log.rows if r[0] == case),
        ]
        for case in cases
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_outside_the_tier_is_touched_by_it(seed):
    merit = applicants(
        start=lambda request: request.uniforms("start") * 0.9,
        merit=lambda request: 1000.0 * request.uniforms("merit"),
    )
    inner = nested(CHANCE, times=RANDOM, cohort=merit, chance=True)
    outer = plain(CHANCE, times=OUTER_RANDOM, cohort=merit, chance=True)
    met = 0
    for one, other in zip(
        logs(make_plan(inner), seed, Arm({}, 0, 20)),
        logs(make_plan(outer), seed, Arm({}, 0, 20)),
        strict=True,
    ):
        assert (
            one.values[inner.names["durations.check"]]
            == other.values[outer.names["durations.check"]]
        )
        found = rows_by_slot(inner, one, ("west", "north"))
        assert found == rows_by_slot(outer, other, ("west", "north"))
        # The applicants of east are the same persons, and each comes through one of its towns.
        towns = [int(one.slots[case]) for case in of(inner, one, "hill", "lake", "wood")]
        assert sorted(towns) == sorted(int(other.slots[c]) for c in of(outer, other, "east"))
        met += len(found)
    assert met > 150


def test_east_comes_through_all_its_towns_alike():
    made = nested(CHANCE, chance=True, times=RANDOM)
    count = np.zeros(len(made.channels))
    for log in logs(make_plan(made), 3, Arm({}, 0, 80)):
        count += np.bincount(log.channel, minlength=len(made.channels))
    towns, provinces = count[:3], np.array([count[:3].sum(), count[3], count[4]])
    assert abs(towns / towns.sum() - 1 / 3).max() < 0.05
    assert abs(provinces / provinces.sum() - 1 / 3).max() < 0.04


def test_a_number_for_the_whole_province_is_that_of_its_towns_together():
    assumed = "[channels.east]\norganisations = 5\n[channels.west]\norganisations = 2\n" + (
        "[channels.north]\norganisations = 0\n"
    )
    for made in (nested(assumed), plain(assumed)):
        log = run(made)
        assert len(log.outcome) == 7
        assert len(of(made, log, *made.channels[: len(made.channels) - 2])) == 5


def test_more_applicants_in_one_town_shift_nobody_elsewhere():
    few = "[channels.hill]\norganisations = 1\n[applicants]\norganisations = 12\n"
    more = few.replace("organisations = 1\n", "organisations = 4\n")
    merit = applicants(merit=lambda request: 1000.0 * request.uniforms("merit"))
    found = []
    for assumed in (few, more):
        made = nested(assumed, cohort=merit)
        log = run(made)
        others = of(made, log, "lake", "wood", "west", "north")
        merits = log.columns["merit"]  # type: ignore[index]
        found.append({(int(log.slots[c]), int(log.channel[c]), merits[c]) for c in others})
        assert len(of(made, log, "hill")) == (1 if assumed == few else 4)
        assert len(set(log.slots.tolist())) == len(log.slots)
    assert found[0] == found[1]


def test_a_deadline_of_the_tier_puts_out_only_its_own():
    inner = INNER.replace(
        "[stages.third_review]",
        '[stages.deliver]\nkind = "wait"\nper = "channel"\nbody = "town"\nafter = ["local_list"]\n'
        'deadline = { on = 2025-09-09, counts = "receipt", late = "out", roll = "none" }\n'
        "[stages.third_review]",
    ).replace('body = "third"\nafter = ["local_list"]', 'body = "third"\nafter = ["deliver"]')
    late = nested(NUMBERS, inner, times=TIMES + 'deliver = "3cd"\n')
    log = run(late)
    told = [log.reasons[log.outcome[case]] for case in of(late, log, "hill", "lake")]
    assert told == ["late"] * 3
    assert {log.outcome[case] for case in of(late, log, "west", "north")} == {AWARDED}
    assert log.stalls == []


def test_conditions_of_the_tier_decide_at_its_own_stages_only():
    condition = (
        '[conditions.provincial_winner]\ntracks = ["organisations"]\n'
        'rule = { name = "min_years", field = "operation", at_least = "5y" }\n'
    )
    rule = 'rule = { name = "conditions", detects = 1 }\n'
    inner = (
        INNER.replace('after = ["local_apply"]\n', 'after = ["local_apply"]\n' + rule) + condition
    )
    outer = OUTER.replace('after = ["apply"]\n', 'after = ["apply"]\n' + rule) + (
        "[conditions.operating]\n"
        'rule = { name = "min_years", field = "operation", at_least = "2y" }\n'
    )
    young = applicants(years_operation=by_ordinal(3.0, 1.0))
    made = nested(
        "[channels.hill]\norganisations = 2\n[channels.lake]\norganisations = 0\n"
        "[channels.wood]\norganisations = 0\n[channels.west]\norganisations = 2\n"
        "[channels.north]\norganisations = 0\n",
        inner, outer, cohort=young,
    )  # fmt: skip
    log = run(made)
    hill = sorted(log.reasons[log.outcome[case]] for case in of(made, log, "hill"))
    west = sorted(log.reasons[log.outcome[case]] for case in of(made, log, "west"))
    assert hill == ["operating", "provincial_winner"]
    assert west == ["awarded", "operating"]


def test_a_cohort_that_several_procedures_share_comes_through_the_same_provinces():
    found = []
    for made in (nested(CHANCE), plain(CHANCE)):
        log = run(attrs.evolve(made, shared=(40, 0)))
        assert len(log.outcome) == 40
        names = [made.division.wholes[made.division.whole[c]] for c in log.channel.tolist()]
        found.append(sorted(zip(log.slots.tolist(), names, strict=True)))
        if made.policy.outer is not None:
            assert set(log.channel.tolist()) == set(range(5))
    assert found[0] == found[1]
