"""Counting back: the last minute that still does, and not one minute more."""

import datetime

import pytest
from support.procedures import procedure
from support.stages import in_a_row

from awardsim.analysis.latest import count_back
from awardsim.procedure.model import Procedure
from awardsim.schedule.maps import latest_arrival, span
from awardsim.schedule.passes import latest_finishes, latest_start, usual_values
from awardsim.workdays import CalendarError

#: Over National Day 2025: off from 1 to 8 October, with Sunday 28 September and Saturday
#: 11 October worked instead.
CHAIN = in_a_row("""
notice  notice   duration = "5wd"
apply   window   closes = 2025-10-13
mail    wait
check   work
list    notice   per = "batch"; duration = "7cd"
decide  meeting  per = "batch"
sign    meeting  per = "batch"; body = "government"
end     gate     per = "batch"; opens = 2025-11-12
""")
ASSUMED = """
finish_by = 2025-11-30
[applicants]
organisations = 1
[durations]
mail = "2cd"
check = "12h"
[meetings]
group = [2025-10-10, 2025-10-20, 2025-11-05]
government = { days = 3 }
"""


@pytest.fixture(scope="module")
def chain() -> Procedure:
    return procedure(CHAIN, ASSUMED)


def finish(made: Procedure, node: int, minute: int) -> int | None:
    reached = span(made.nodes[node], made.calendar, usual_values(made), 0, minute)
    return None if reached is None else reached[1]


@pytest.mark.parametrize("stage", range(8))
def test_the_latest_arrival_is_the_last_minute_that_is_in_time(
    chain: Procedure, stage: int
) -> None:
    values = usual_values(chain)
    for end in range(5 * 1440, 70 * 1440, 1237):
        try:
            found = latest_arrival(chain.nodes[stage], chain.calendar, values, 0, end)
        except CalendarError:  # it would have to begin before the opening
            found = None
        if found is None:
            first = finish(chain, stage, 0)
            assert first is None or first > end
            continue
        reached = finish(chain, stage, found)
        assert reached is not None
        assert reached <= end
        later = finish(chain, stage, found + 1)
        assert later is None or later > end


def moment(made: Procedure, minute: int | None) -> str:
    assert minute is not None
    return f"{made.calendar.moment(minute):%m-%d %H:%M}"


def test_the_latest_start_is_counted_on_paper(chain: Procedure) -> None:
    # Handed in by the close of Monday 13 October, so the notice is over by the close before:
    # it ends at 17:00 and one applies on the next working morning; its last day is Saturday the
    # 11th (worked).  Five working days back: 11, 10, 9 October, 30, 29 September; day 0 is
    # Sunday 28 September (worked), before its close.
    values = usual_values(chain)
    start = latest_start(chain, chain.route(0, 0), values, chain.moments(values))
    assert moment(chain, start) == "09-28 16:59"


def test_the_latest_finishes_are_counted_on_paper(chain: Procedure) -> None:
    deadline = chain.calendar.minute(datetime.date(2025, 11, 10), 1439)
    later = chain.calendar.minute(datetime.date(2025, 11, 20), 1439)
    names = [node.id for node in chain.nodes]
    values = usual_values(chain)
    impossible = latest_finishes(chain, values, deadline)
    assert {names[node]: at for node, at in impossible.items()} == {
        "end": deadline, "sign": None, "decide": None, "list": None, "check": None, "mail": None,
        "apply": None, "notice": None,
    }  # fmt: skip
    found = {
        names[node]: moment(chain, at) for node, at in latest_finishes(chain, values, later).items()
    }
    assert found == {
        "end": "11-20 23:59",
        "sign": "11-20 23:59",
        # three working days back from Thursday the 20th: from the opening of Tuesday the 18th,
        # so it is enough to be ready at any time on the evening before
        "decide": "11-18 09:00",
        "list": "11-05 09:00",  # the last meeting
        "check": "10-28 16:59",  # seven days to Tuesday 4 November, 17:00
        "mail": "10-27 12:59",  # twelve hours of work: four of them on the 27th
        "apply": "10-13 17:00",  # its own closing date comes first
        "notice": "10-13 16:59",
    }


POSTED = """
[stages.write]
kind = "wait"
[stages.mail]
kind = "wait"
after = ["write"]
deadline = { on = 2025-09-20, counts = "%s", late = "out", roll = "none" }
[stages.list]
kind = "gate"
per = "batch"
after = ["mail"]
"""


def test_what_counts_by_the_postmark_need_only_be_sent_by_the_deadline() -> None:
    assumed = "[applicants]\norganisations = 1\n[durations]\nwrite = '8h'\nmail = '3cd'\n"
    starts = {}
    for counts in ("receipt", "postmark"):
        made = procedure(POSTED % counts, assumed)
        values = usual_values(made)
        start = latest_start(made, made.route(0, 0), values, made.moments(values))
        starts[counts] = moment(made, start)
    # Received on Saturday 20 September, 23:59: sent by the 17th, 23:59; written that day.
    # Sent on the 20th: written on Friday the 19th.
    assert starts == {"receipt": "09-17 09:00", "postmark": "09-19 09:00"}


def test_a_chain_counted_back_begins_at_the_postmark_too() -> None:
    assumed = "[applicants]\norganisations = 1\n[durations]\nwrite = '8h'\nmail = '3cd'\n"
    made = procedure(POSTED % "postmark", assumed)
    write, mail = made.node_index["write"], made.node_index["mail"]
    back = count_back(made, usual_values(made), write)
    assert back is not None
    assert (moment(made, back.arrive), back.bound) == ("09-19 09:00", "")
    assert back.then is not None
    assert (back.then.node, moment(made, back.then.arrive)) == (mail, "09-20 23:59")
    assert (back.then.bound, moment(made, back.then.by)) == ("limit", "09-20 23:59")


HEADED = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.judge]
kind = "work"
after = ["apply"]
deadline = {{ on = {on}, counts = "completion", late = "noted", roll = "none" }}
[stages.pick]
kind = "gate"
per = "batch"
after = ["judge"]
due_with = "judge"
[stages.visit]
kind = "work"
after = ["pick"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["visit"]
"""


def headed(on: str = "2025-09-12") -> Procedure:
    assumed = "[applicants]\norganisations = 1\n[durations]\njudge = '8h'\nvisit = '8h'\n"
    return procedure(HEADED.format(on=on), f"finish_by = 2025-09-30\n{assumed}")


def test_what_is_due_with_another_stage_keeps_its_date() -> None:
    """The list is drawn up by Friday the 12th, and not by the 29th, when a visit could begin."""
    made = headed()
    pick, judge = made.node_index["pick"], made.node_index["judge"]
    back = count_back(made, usual_values(made), pick)
    assert back is not None
    assert (moment(made, back.arrive), back.bound, back.dated) == ("09-12 23:59", "limit", judge)
    finishes = latest_finishes(made, usual_values(made), made.deadline_minute)
    assert finishes[made.node_index["visit"]] == made.deadline_minute
    # The judging itself takes the whole of the 12th; the list takes no time.
    before = count_back(made, usual_values(made), judge)
    assert before is not None
    assert moment(made, before.start) == "09-12 09:00"
    assert before.over == back.arrive


def test_a_date_later_than_what_follows_allows_does_not_bind_what_is_due_with_it() -> None:
    made = headed("2025-10-10")
    back = count_back(made, usual_values(made), made.node_index["pick"])
    assert back is not None
    assert back.bound == ""
    assert moment(made, back.arrive) == "09-30 09:00"  # a visit on the last day


PARTED = in_a_row("""
apply  window  closes = 2025-09-05
write  wait    only = { tracks = ["organisations"] }
list   gate    per = "batch"
visit  wait    only = { tracks = ["individuals"] }
end    gate    per = "batch"
""")


def test_who_is_late_for_a_list_delays_those_with_a_longer_way_from_there() -> None:
    # Individuals are visited for three days, to be over on Tuesday 30 September: Sunday the 28th
    # (worked), 29, 30.  The list they come from must be there before the morning of the 28th, and
    # so must the organisations on it, who are not visited: their day of writing is Friday the 26th.
    made = procedure(
        PARTED,
        "finish_by = 2025-09-30\n[applicants]\norganisations = 1\nindividuals = 1\n"
        "[durations]\nwrite = '8h'\nvisit = '24h'\n",
        tracks=("organisations", "individuals"),
    )
    values = usual_values(made)
    found = {
        node.id: (moment(made, back.arrive), moment(made, back.over))
        for node in made.nodes
        if node.id != "apply" and (back := count_back(made, values, node.index)) is not None
    }
    assert found == {
        "write": ("09-26 09:00", "09-28 09:00"),
        "list": ("09-28 09:00", "09-28 09:00"),
        "visit": ("09-28 09:00", "09-30 23:59"),
        "end": ("09-30 23:59", "09-30 23:59"),
    }
