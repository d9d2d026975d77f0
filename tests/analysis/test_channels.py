"""What each channel has to do by when, against a wall calendar."""

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.channels import channel_plans, handed_over
from awardsim.analysis.experiment import load
from awardsim.analysis.explain import explain_stage
from awardsim.cli.catalogue import open_catalogue


@pytest.fixture(scope="module")
def plan_2025():
    return channel_plans(load("qingyuan-2025", open_catalogue()))


def day(found, minute):
    return found.procedure.calendar.date(minute).strftime("%m-%d")


def node(found, name):
    return found.procedure.node_index[name]


def test_a_county_is_counted_back_from_the_last_working_day_before_a_saturday(plan_2025):
    """25 October 2025 is a Saturday; on Friday the 24th at five the material must be there.

    On the way for a day: sent on Thursday the 23rd.  Two working days for the recommendation:
    Wednesday the 22nd and Thursday the 23rd.  So the notice is over on Tuesday the 21st, its five
    days are the 15th, 16th, 17th, 20th and 21st, and it is posted on Tuesday the 14th.
    """
    (plan,) = plan_2025.plans
    assert len(plan.channels) == 8
    assert plan.due.written == datetime.date(2025, 10, 25)
    assert str(plan_2025.procedure.calendar.moment(plan.by)) == "2025-10-24 17:00:00"
    assert handed_over(plan_2025, plan) == datetime.date(2025, 10, 24)
    receipt, recommend, notice = (
        plan.line(node(plan_2025, name)).back for name in ("receipt", "recommend", "county_notice")
    )
    assert (day(plan_2025, receipt.start), day(plan_2025, receipt.finish)) == ("10-23", "10-24")
    assert (day(plan_2025, recommend.start), day(plan_2025, recommend.finish)) == ("10-22", "10-23")
    assert (day(plan_2025, notice.start), day(plan_2025, notice.finish)) == ("10-14", "10-21")
    # Taken on the Saturday all the same, a day of posting is won: Wednesday the 15th.
    assert day(plan_2025, plan.on_the_day) == "10-15"


def test_the_countys_own_days_varied_are_those_of_why(plan_2025):
    """0, 1, 2, 3, 5 working days after the notice: the 17th, 16th, 15th, 14th; the 11th works."""
    (plan,) = plan_2025.plans
    assert [(days, day(plan_2025, minute)) for days, minute in plan.after] == [
        (0, "10-17"), (1, "10-16"), (2, "10-15"), (3, "10-14"), (5, "10-11"),
    ]  # fmt: skip
    facts = explain_stage(plan_2025.procedure, plan.posts[-1])
    assert [(days, day(plan_2025, minute)) for days, minute in facts.after] == [
        (days, day(plan_2025, minute)) for days, minute in plan.after
    ]


def test_its_stages_are_those_up_to_the_handing_over_and_nobody_elses(plan_2025):
    (plan,) = plan_2025.plans
    names = [plan_2025.procedure.nodes[line.node].id for line in plan.lines]
    assert names == [
        "internal_notice", "parent_notice", "apply", "county_review", "county_consult",
        "county_notice", "recommend", "receipt",
    ]  # fmt: skip
    assert plan.receiver == "office"


def test_channels_with_other_stages_have_plans_of_their_own():
    found = channel_plans(load("panzhihua-2023", open_catalogue()))
    assert [len(plan.channels) for plan in found.plans] == [5, 1, 1]
    for channel in range(7):
        assert channel in found.of(channel).channels
    zone = found.plans[-1]
    names = [found.procedure.nodes[line.node].id for line in zone.lines]
    assert "zone_review" in names
    assert "county_consult" not in names
    assert zone.posts == ()
    # No notice: by Friday 28 July at five, with three working days the 26th, 27th and 28th.
    assert [(days, day(found, minute)) for days, minute in zone.after] == [
        (0, "07-28"), (1, "07-28"), (2, "07-27"), (3, "07-26"), (5, "07-24"),
    ]  # fmt: skip


STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-03
[stages.post]
kind = "notice"
type = "CH_NOTICE"
per = "channel"
after = ["apply"]
duration = { exactly = "5wd" }
[stages.send]
kind = "wait"
per = "channel"
after = ["post"]
[stages.send.deadline]
on = 2025-09-19
counts = "receipt"
late = "out"
roll = "none"
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["send"]
"""
ASSUMED = "finish_by = 2025-09-30\n[applicants]\norganisations = 2\n[durations]\nsend = '1wd'\n"


def test_a_deadline_on_a_working_day_is_counted_back_from_its_close():
    found = channel_plans(procedure(STAGES, ASSUMED))
    (plan,) = found.plans
    # Friday 19 September is the day of sending; the notice is over on Thursday the 18th, so that
    # it is posted on Thursday the 11th: the 12th, 15th, 16th, 17th and 18th count.
    assert day(found, plan.by) == "09-19"
    (posted,) = plan.posted
    assert (day(found, posted.back.start), day(found, posted.back.finish)) == ("09-11", "09-18")
    assert plan.on_the_day is None
    assert not plan.too_late


def test_a_deadline_that_cannot_be_met_is_too_late():
    found = channel_plans(procedure(STAGES.replace("09-19", "09-05"), ASSUMED))
    (plan,) = found.plans
    assert plan.too_late


def test_without_a_deadline_the_end_of_all_is_counted_back_from():
    text = STAGES.partition("[stages.send.deadline]")
    rest = "[stages.award]" + text[2].partition("[stages.award]")[2]
    found = channel_plans(procedure(text[0] + rest, ASSUMED))
    (plan,) = found.plans
    assert plan.due is None
    assert handed_over(found, plan) == datetime.date(2025, 9, 30)


def test_a_channel_that_does_nothing_of_its_own_has_no_stage():
    stages = """
[stages.apply]
kind = "window"
closes = 2025-09-03
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["apply"]
"""
    found = channel_plans(procedure(stages, ASSUMED.partition("[durations]")[0]))
    (plan,) = found.plans
    assert plan.handover is None
    assert plan.lines == ()
    assert handed_over(found, plan) is None
