"""The same text at both paces, dates counted on paper; a run without chance must agree.

National Day 2025: 1 to 8 October are off; Sunday 28 September and Saturday 11 October are
worked instead.
"""

import itertools

from support.procedures import dates, procedure, run, scheduled

from awardsim.analysis.driving import LAW, segments
from awardsim.procedure.model import Procedure
from awardsim.simulation.plan import make_plan

ASSUMED = """
opens = 2025-09-15
[applicants]
organisations = 1
[durations]
check = "8h"
sum = "1wd"
[meetings]
group = [2025-09-19, 2025-09-29, 2025-10-15]
"""

#: Applications until Wednesday 17 September, the check by Friday the 19th, the summing up by
#: Saturday the 27th, the decision by Tuesday the 30th; then five calendar days of notice.
TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-17
[stages.check]
kind = "work"
after = ["apply"]
deadline = { on = 2025-09-19, counts = "completion", late = "noted", roll = "unstated" }
[stages.sum]
kind = "wait"
per = "batch"
body = "office"
after = ["check"]
deadline = { on = 2025-09-27, counts = "completion", late = "noted", roll = "unstated" }
[stages.decide]
kind = "meeting"
per = "batch"
after = ["sum"]
deadline = { on = 2025-09-30, counts = "completion", late = "noted", roll = "unstated" }
[stages.notice]
kind = "notice"
per = "batch"
after = ["decide"]
duration = "5cd"
[stages.publish]
per = "batch"
after = ["notice"]
opens = 2025-10-20
"""


def both(made: Procedure) -> dict[str, tuple[str, str]]:
    """The dates of a run, which are those of the schedule."""
    found = dates(made, run(made))
    assert scheduled(made) == found
    return found


def test_as_ready_each_stage_begins_when_the_one_before_is_over() -> None:
    assert both(procedure(TEXT, ASSUMED)) == {
        "apply": ("09-15 09:00", "09-15 09:00"),
        "check": ("09-15 09:00", "09-15 17:00"),
        "sum": ("09-18 09:00", "09-18 17:00"),  # the list closes on the 17th
        "decide": ("09-19 09:00", "09-19 17:00"),
        "notice": ("09-22 09:00", "09-27 17:00"),  # 23 is day 1, Saturday 27 is day 5
        "publish": ("10-20 09:00", "10-20 09:00"),  # its own date
    }


def test_by_milestones_each_stage_takes_the_time_that_the_text_gives_it() -> None:
    made = procedure(TEXT, 'pace = "milestones"\n' + ASSUMED)
    assert both(made) == {
        "apply": ("09-15 09:00", "09-15 09:00"),
        "check": ("09-18 09:00", "09-18 17:00"),  # applications close on the 17th
        "sum": ("09-22 09:00", "09-22 17:00"),  # after Friday the 19th
        "decide": ("09-29 09:00", "09-29 17:00"),  # after Saturday the 27th: not on the 19th
        # After the 30th: posted on Thursday 9 October; 10 is day 1, 14 is day 5.
        "notice": ("10-09 09:00", "10-14 17:00"),
        "publish": ("10-20 09:00", "10-20 09:00"),
    }


def test_a_stage_that_is_over_late_is_late_at_either_pace_and_moves_what_follows() -> None:
    slow = ASSUMED.replace('check = "8h"', 'check = "40h"')  # five working days
    found = both(procedure(TEXT, 'pace = "milestones"\n' + slow))
    assert found["check"] == ("09-18 09:00", "09-24 17:00")
    assert found["sum"] == ("09-25 09:00", "09-25 17:00")
    assert found["decide"] == ("09-29 09:00", "09-29 17:00")


def test_days_spent_waiting_for_a_stated_date_are_the_laws_and_that_stages() -> None:
    made = procedure(TEXT, 'pace = "milestones"\n' + ASSUMED)
    log = run(made)
    place = {node.id: node.index for node in made.nodes}
    last = next(at for at, row in enumerate(log.rows) if row[1] == place["publish"])
    path = segments(made, log, last)
    moment = made.calendar.moment
    waited = [
        (made.nodes[node].id, f"{moment(start):%m-%d}", f"{moment(end):%m-%d}")
        for node, category, start, end, _ in path
        if category == LAW and made.nodes[node].kind != "notice" and end > start
    ]
    assert waited == [
        ("apply", "09-15", "09-17"),
        ("check", "09-18", "09-19"),
        ("sum", "09-22", "09-27"),
        ("decide", "09-29", "09-30"),
        ("publish", "10-14", "10-20"),
    ]
    assert [(a[3], b[2]) for a, b in itertools.pairwise(path) if a[3] != b[2]] == []


def test_what_waits_for_no_date_has_the_same_plan_at_either_pace() -> None:
    undated = TEXT.replace("[stages.check]", "[stages.none]").replace('["check"]', '["none"]')
    for deadline in ("2025-09-19", "2025-09-27", "2025-09-30"):
        line = f'deadline = {{ on = {deadline}, counts = "completion", late = "noted", '
        undated = undated.replace(line + 'roll = "unstated" }\n', "")
    undated = undated.replace("closes = 2025-09-17", 'closes = "unstated"')
    given = ASSUMED.replace("check", "none") + '[fill]\n"stages.apply.closes" = 2025-09-17\n'
    plain, paced = (procedure(undated, head + given) for head in ("", 'pace = "milestones"\n'))
    assert plain.nodes == paced.nodes
    assert both(plain) == both(paced)
    own, other = make_plan(paced), make_plan(plain)
    assert (own.gate_keys, own.gates) == (other.gate_keys, other.gates)
