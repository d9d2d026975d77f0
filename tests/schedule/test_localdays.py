"""Days off that only one county has: its dates move, everybody else's stay.

Counted on paper in September 2025: 1 September is a Monday, no holiday until October, Sunday the
28th is worked.
"""

from typing import Any

import pytest
from support.procedures import procedure, run
from support.stages import in_a_row

from awardsim.analysis.channels import channel_plans
from awardsim.analysis.latest import count_back
from awardsim.errors import ProcedureError
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import Case, forward, usual_values

STAGES = in_a_row("""
internal  notice   body = "applicant"
apply     window   body = "applicant"; closes = 2025-09-12
review    work     body = "county"
posted    notice   per = "channel"; body = "county"; duration = "3wd"
sign      meeting  per = "channel"; body = "county_group"
send      wait     per = "channel"; body = "county";
          deadline = { on = 2025-09-30, counts = "receipt", late = "out", roll = "none" }
check     work     body = "office"
final     notice   per = "batch"; body = "office"
""")
ASSUMED = """
finish_by = 2025-10-31
[applicants]
organisations = 4
[people]
county = 9
office = 9
[durations]
review = "4h"
send = "1wd"
check = "8h"
[meetings]
county_group = { notice = 2 }
"""
COUNTIES = ("east", "hills")


def made(*days: str, counties: str = '["hills"]', more: str = "") -> Procedure:
    rows = "".join(
        f'[[calendar.holidays]]\ndate = {day}\nname = "歌节"\nsource = "county law 3"\n'
        + (f"channels = {counties}\n" if counties else "")
        for day in days
    )
    return procedure(STAGES, ASSUMED + more + rows, channels=COUNTIES)


def steps(found: Procedure) -> dict[tuple[str, str], tuple[str, str]]:
    """Start and finish of every stage by county; empty for those of the whole batch."""
    moment = found.calendar.moment
    return {
        (found.nodes[node].id, "" if found.nodes[node].for_all else COUNTIES[channel]): (
            f"{moment(step.started):%m-%d %H:%M}",
            f"{moment(step.finished):%m-%d %H:%M}",
        )
        for (node, channel, _), step in forward(found, usual_values(found)).steps.items()
    }


#: Thursday the 4th, Monday the 15th, Thursday the 18th, Tuesday the 23rd are off in the hills.
OFF = ("2025-09-04", "2025-09-15", "2025-09-18", "2025-09-23")


def test_the_dates_of_each_county_are_counted_on_paper() -> None:
    found = steps(made(*OFF))
    assert found == {
        # Posted on the 1st; 2, 3, 4, 5, 8 September.  In the hills 2, 3, 5, 8, 9.
        ("internal", "east"): ("09-01 09:00", "09-08 17:00"),
        ("internal", "hills"): ("09-01 09:00", "09-09 17:00"),
        ("apply", "east"): ("09-09 09:00", "09-09 09:00"),
        ("apply", "hills"): ("09-10 09:00", "09-10 09:00"),
        ("review", "east"): ("09-09 09:00", "09-09 13:00"),
        ("review", "hills"): ("09-10 09:00", "09-10 13:00"),
        # The lists wait for the closing on Friday the 12th at five.  Posted on Monday the 15th;
        # 16, 17, 18.  In the hills posted on Tuesday the 16th; 17, 19, 22.
        ("posted", "east"): ("09-15 09:00", "09-18 17:00"),
        ("posted", "hills"): ("09-16 09:00", "09-22 17:00"),
        # Called on the 19th for two working days later, the 23rd.  In the hills the next day at
        # work is the 24th, and the group meets on the 26th.
        ("sign", "east"): ("09-23 09:00", "09-23 17:00"),
        ("sign", "hills"): ("09-26 09:00", "09-26 17:00"),
        # A day's work: the 24th; Sunday the 28th, which is worked.
        ("send", "east"): ("09-24 09:00", "09-24 17:00"),
        ("send", "hills"): ("09-28 09:00", "09-28 17:00"),
        ("check", "east"): ("09-25 09:00", "09-25 17:00"),
        ("check", "hills"): ("09-29 09:00", "09-29 17:00"),
        # The list of all waits for the deadline, which ends with 30 September.  Posted after the
        # holidays on 9 October; 10, 11 (worked), 13, 14, 15 October.
        ("final", ""): ("10-09 09:00", "10-15 17:00"),
    }


def test_the_other_county_and_the_office_have_the_dates_that_they_have_without() -> None:
    with_them, without = steps(made(*OFF)), steps(made())
    for (stage, county), dates in without.items():
        if county == "east" or not county:
            assert with_them[stage, county] == dates


def test_latest_dates_are_counted_back_on_each_countys_own_days() -> None:
    # By Tuesday 30 September at midnight: sent on the 30th, signed on the 29th, called two working
    # days before, on Friday the 26th (the 28th is worked): the notice is over on the 25th and was
    # posted on the 22nd (23, 24, 25).  In the hills the 26th is off: called on Thursday the 25th,
    # over on the 24th, and 24, 22 (the 23rd is off), 19: posted on the 17th, as the 18th is off.
    found = made(*OFF, "2025-09-26")
    values, node = usual_values(found), found.node_index["posted"]
    backs = [count_back(found, values, node, channel=channel) for channel in (0, 1)]
    days = [found.calendar.moment(back.arrive) for back in backs if back and back.arrive]
    assert [f"{one:%m-%d %H:%M}" for one in days] == ["09-22 16:59", "09-17 16:59"]
    first = count_back(found, values, node)
    assert first is not None
    assert (first.arrive, first.channel) == (backs[1].arrive if backs[1] else None, 1)


def test_each_county_has_a_plan_of_its_own() -> None:
    plans = channel_plans(made(*OFF)).plans
    assert [plan.channels for plan in plans] == [(0,), (1,)]
    # A day off when all is over changes no date, and the counties stay together.
    assert len(channel_plans(made("2025-12-04")).plans) == 1


def rows(found: Procedure) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in run(found).rows]


@pytest.mark.parametrize("days", [(), OFF, ("2025-09-01", "2025-09-12", "2025-09-30")])
def test_a_run_has_the_dates_of_the_schedule_to_the_minute(days: tuple[str, ...]) -> None:
    found = made(*days)
    log = run(found)
    expected = forward(found, usual_values(found)).steps
    seen = set()
    for case, node, _, started, finished, *_ in log.rows:
        key = (node, -1 - case, None)
        if case >= 0:
            channel = int(log.channel[case])
            key = (node, channel, Case(0, channel))  # type: ignore[assignment]
        assert (expected[key].started, expected[key].finished) == (started, finished)
        seen.add(key)
    assert seen == set(expected)


def test_days_off_of_nobody_or_on_a_weekend_change_nothing() -> None:
    assert rows(made("2025-09-06", "2025-10-01")) == rows(made())


def test_days_off_of_every_county_are_those_of_everybody_where_only_counties_act() -> None:
    stages = STAGES[: STAGES.index("[stages.check]")]
    each = "".join(f'[[calendar.holidays]]\ndate = {d}\nname = "x"\nchannels = %s\n' for d in OFF)
    common = each.replace("channels = %s\n", "")
    assumed = ASSUMED.replace("office = 9\n", "").replace('check = "8h"\n', "")
    texts = [common, each % (4 * ('["east", "hills"]',))]
    found = [rows(procedure(stages, assumed + one, channels=COUNTIES)) for one in texts]
    assert found[0] == found[1] != rows(procedure(stages, assumed, channels=COUNTIES))


def test_nobody_in_the_county_begins_on_its_days_off_whatever_goes_wrong() -> None:
    risks = """
[risks.again]
kind = "notice_restarts"
stage = "posted"
probability = 1
days = 2
[risks.ill]
kind = "drops_out"
stage = "review"
probability = 1
days = 1
"""
    found = made(*OFF, more=risks)
    for replication in range(5):
        log = run(found, replication=replication)
        assert log.rows
        for case, node, _, started, _, *_ in log.rows:
            channel = int(log.channel[case]) if case >= 0 else -1 - case
            if channel == 1 and found.nodes[node].local:
                assert f"{found.calendar.date(started)}" not in OFF


def test_a_county_that_the_text_does_not_have_is_told_with_the_nearest_name() -> None:
    with pytest.raises(ProcedureError) as caught:
        made("2025-09-04", counties='["hill"]')
    (problem,) = caught.value.problems
    assert problem.path == "calendar.holidays[0].channels"
    assert problem.nearest == "hills"
    assert problem.line > 0
