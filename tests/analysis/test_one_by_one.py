"""Each difference between two variants switched alone: what it does, and what only together."""

from __future__ import annotations

import json

import pytest
from support.procedures import Steady, policy, procedure

from awardsim.analysis.experiment import Trial
from awardsim.analysis.one_by_one import one_by_one
from awardsim.analysis.switching import Flat, units
from awardsim.errors import InputError
from awardsim.report.console import width
from awardsim.report.one_by_one_screen import one_by_one_data, one_by_one_grid, one_by_one_screen
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan

TEXT = """
[stages.apply]
kind = "window"
closes = 2025-10-15
[stages.check]
kind = "work"
after = ["apply"]
[stages.first]
kind = "notice"
duration = "5wd"
after = ["check"]
[stages.second]
kind = "notice"
duration = "5wd"
after = ["{before}"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["first", "second"]
"""
SCENARIO = """
opens = 2025-10-13  # no day off until the end of the year
finish_by = 2025-12-31
[applicants]
organisations = 3
[people]
office = 1
[durations]
check = "2h"
"""


def trial(name, text, more="", base=SCENARIO):
    made = procedure(text, base + more)
    return Trial(name, policy(text), made.scenario, made, Steady())


def beside(more="", other_more="", text=None, other=None):
    """Two variants; without other texts both notices run at the same time."""
    text = text or TEXT.format(before="check")
    return trial("A", text, more), trial("B", other or text, other_more)


def changes(*pairs):
    return "".join(
        f'\n[[changes]]\npath = "stages.{stage}.duration"\nto = "{days}"\nwhy = "a test"\n'
        for stage, days in pairs
    )


def part(found, name):
    return next(one for one in found.parts if one.unit.id == name)


def days(effect):
    return effect.days.mean


def test_notices_one_after_the_other_add_up():
    """Five and ten working days more, over one and two weekends, wherever the other one is."""
    text = TEXT.format(before="first")
    found = one_by_one(
        *beside("", changes(("first", "10wd"), ("second", "15wd")), text), replications=3
    )
    first, second = part(found, "stages.first.duration"), part(found, "stages.second.duration")
    assert (days(first.first), days(first.last)) == (7, 7)
    assert (days(second.first), days(second.last)) == (14, 14)
    assert days(found.whole) == 21
    assert found.together.days.same


def test_of_notices_at_the_same_time_only_the_longer_counts():
    """Ten and fifteen days beside each other: alone 7 and 14 days more, together 14, so -7."""
    found = one_by_one(*beside("", changes(("first", "10wd"), ("second", "15wd"))), replications=3)
    first, second = part(found, "stages.first.duration"), part(found, "stages.second.duration")
    assert (days(first.first), days(first.last)) == (7, 0)
    assert (days(second.first), days(second.last)) == (14, 7)
    assert (days(found.whole), days(found.together)) == (14, -7)
    assert "-7.0 days" in one_by_one_screen(found, "en")


def test_a_step_that_only_one_text_has_is_switched_with_its_order():
    text = TEXT.format(before="first")
    shorter = (
        text.replace('[stages.first]\nkind = "notice"\nduration = "5wd"\nafter = ["check"]\n', "")
        .replace('["first"]', '["check"]')
        .replace('["first", "second"]', '["second"]')
    )
    for one, other, sign in ((text, shorter, -1), (shorter, text, 1)):
        found = one_by_one(*beside(text=one, other=other), replications=2)
        [only] = found.parts
        assert only.unit.id == "stages.first"
        assert days(only.first) == days(only.last) == days(found.whole) == sign * 8
        assert found.together.days.same


def test_another_order_is_one_difference():
    one, other = TEXT.format(before="check"), TEXT.format(before="first")
    found = one_by_one(*beside(text=one, other=other), replications=2)
    assert [one.unit.id for one in found.parts] == ["stages.*.after"]
    # Posted on the day after the first one is over, then five working days: six, and a weekend.
    assert days(found.parts[0].first) == days(found.whole) == 8


def test_what_is_assumed_is_switched_too():
    one, _ = beside()
    base = SCENARIO.replace('"2h"', '"24h"').replace("office = 1", "office = 2")
    other = trial("B", TEXT.format(before="check"), base=base)
    found = one_by_one(one, other, replications=2)
    assert {each.unit.id for each in found.parts} == {"people.office", "durations.check"}
    assert (
        days(part(found, "durations.check").first) > days(part(found, "durations.check").last) > 0
    )
    assert days(part(found, "people.office").first) == 0


def test_a_flat_variant_is_the_same_procedure():
    one, _ = beside(changes(("first", "10wd")))
    logs = [replicate(make_plan(made), 3, 0) for made in (one.procedure, Flat.of(one).procedure())]
    assert logs[0].rows == logs[1].rows


def test_all_differences_switched_are_the_other_variant():
    one, other = (
        Flat.of(each) for each in beside("", changes(("first", "10wd"), ("second", "3wd")))
    )
    for unit in units(one, other):
        one = one.switched(unit, other)
    assert not units(one, other)


def test_of_what_does_not_differ_nothing_is_told():
    with pytest.raises(InputError, match="do not differ"):
        one_by_one(*beside(), replications=1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_fits_and_has_the_figures(language):
    found = one_by_one(*beside("", changes(("first", "10wd"), ("second", "15wd"))), replications=2)
    shown = one_by_one_screen(found, language)
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert "+14.0" in shown
    data = json.loads(json.dumps(one_by_one_data(found), allow_nan=False))
    assert data["together"]["days"]["mean"] == -7
    assert data["parts"][0]["differs"][0]["path"] == "stages.first.duration"
    assert len(one_by_one_grid(found, language).rows) == 4


def test_of_an_edition_that_never_ends_no_days_are_told():
    nobody = trial("B", TEXT.format(before="check"), base=SCENARIO.replace("= 3", "= 0"))
    found = one_by_one(beside()[0], nobody, replications=2)
    shown = one_by_one_screen(found, "en")
    assert "never comes to its end" in shown
    assert "nan" not in shown
    json.dumps(one_by_one_data(found), allow_nan=False)
