"""The milestones of a forecast: how many there are, and who keeps a deadline."""

from __future__ import annotations

import datetime

import pytest
from support.procedures import applicants, by_ordinal, procedure

from awardsim.analysis.forecast import forecast
from awardsim.analysis.milestones import MILESTONES
from awardsim.report.run_screen import run_screen


def many(count):
    """A text with a deadline at the first stage and many notices one after the other."""
    text = (
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-02\n'
        '[stages.mail]\nkind = "wait"\nper = "batch"\nafter = ["apply"]\n'
        'deadline = { on = 2025-09-05, counts = "receipt", late = "out", roll = "none" }\n'
    )
    before = "mail"
    for number in range(count):
        text += (
            f'[stages.n{number}]\nkind = "notice"\ntype = "FIN_NOTICE"\nper = "batch"\n'
            f'after = ["{before}"]\nduration = {{ exactly = "1wd" }}\n'
        )
        before = f"n{number}"
    return text + f'[stages.feedback]\nkind = "gate"\nper = "batch"\nafter = ["{before}"]\n'


@pytest.mark.parametrize("count, expected", [(2, 4), (6, 8), (15, 8)])
def test_there_are_never_more_milestones_than_the_screen_has_room_for(count, expected):
    made = procedure(many(count), "[durations]\nmail = '0cd'\n[applicants]\norganisations = 2\n")
    found = forecast(made, replications=2, seed=1, ranges=False)
    assert MILESTONES == 8
    assert len(found.milestones) == expected
    assert len(found.stages) == len(made.nodes)
    nodes = [one.node for one in found.milestones]
    assert nodes == sorted(set(nodes))
    assert made.finish in nodes
    assert made.node_index["mail"] in nodes


def test_a_deadline_is_kept_by_those_who_are_not_late():
    made = procedure(
        many(1),
        "[durations]\nmail = '0cd'\n[applicants]\norganisations = 4\n",
        cohort=applicants(start=by_ordinal(0.0, 0.0, 0.0, 50.0)),
    )
    found = forecast(made, replications=3, seed=1, ranges=False)
    mail = next(one for one in found.milestones if made.nodes[one.node].id == "mail")
    assert mail.deadline == made.calendar.minute(datetime.date(2025, 9, 5), 24 * 60 - 1)
    assert mail.on_time == 0.75


#: Five days of work after Friday 5 September, a decision of one day, two days of notice.
BOARD = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "work"
per = "batch"
type = "DOC_REVIEW"
after = ["apply"]
[stages.decide]
kind = "meeting"
per = "batch"
after = ["check"]
body = "group"
[stages.list]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["decide"]
duration = { exactly = "2wd" }
"""


@pytest.mark.parametrize(
    "days, latest",
    [
        ("2025-09-15", "2025-09-15 09:00"),  # the first working day after the check
        ("2025-09-12, 2025-09-22", "2025-09-22 09:00"),
        ("2025-09-04, 2025-09-12", None),  # ready on the evening of the 12th
        ("2025-09-26", None),  # the notice would be over on Tuesday the 30th
        ("2025-09-12, 2025-09-26", None),
    ],
)
def test_where_no_given_meeting_is_in_time_nothing_before_it_has_a_latest_day(days, latest):
    lines = "finish_by = 2025-09-28\n[applicants]\norganisations = 2\n"
    made = procedure(BOARD, f"{lines}[durations]\ncheck = '5wd'\n[meetings]\ngroup = [{days}]\n")
    found = forecast(made, replications=2, seed=1, ranges=False)
    check, decide, posted = found.stages[1:]
    assert check.unmet == decide.unmet == (latest is None)
    assert not posted.unmet
    assert (check.on_time is None) == (latest is None)
    assert (check.latest is None) == (latest is None)
    if latest is not None:
        assert f"{made.calendar.moment(check.latest):%F %R}" == latest
    # On any day: posted on the 25th; Friday and Sunday the 28th, which is worked, are two days.
    assert str(made.calendar.date(decide.latest)) == "2025-09-24"
    zh, en = run_screen(found, "zh"), run_screen(found, "en")
    assert ("no meeting" in en) == ("无会可赶" in zh) == (latest is None)
    never = "in ≈100 % of the runs no given meeting is in time for decide" in en
    assert never == (days in ("2025-09-04, 2025-09-12",))
    assert never == ("没有一个赶得上decide" in zh)
