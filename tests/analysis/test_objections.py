"""What an objection does to the dates, against counts on paper and against runs."""

import datetime

import pytest
from support.procedures import procedure, run

from awardsim.analysis.experiment import load
from awardsim.analysis.handling import step_ends
from awardsim.analysis.objections import last_days, what_if
from awardsim.analysis.onward import left_behind, way_on
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError
from awardsim.procedure.progress import with_progress
from awardsim.scenario.model import Progress
from awardsim.schedule.passes import forward


def day(text):
    return datetime.date.fromisoformat(text)


def on(made, minute):
    return None if minute is None else f"{made.calendar.moment(minute):%Y-%m-%d %H:%M}"


@pytest.fixture(scope="module")
def december():
    """Qingyuan 2025 on Monday 29 December: the final list was posted on Tuesday the 23rd."""
    made = load("qingyuan-2025", open_catalogue(), ["calendar.known_on=2025-12-29"])
    progress = Progress(day("2025-12-29"), posted={"final_notice": day("2025-12-23")})
    return with_progress(made, progress)


def test_the_steps_of_an_objection_are_counted_on_paper(december):
    found = what_if(december, day("2025-12-29"))
    # Days 1 to 5 of the notice: 24, 25, 26, 29, 30 December.
    assert (on(december, found.posted), on(december, found.over)) == (
        "2025-12-23 09:00",
        "2025-12-30 17:00",
    )
    forwarding, reply, finding = found.handling
    # One working day each: the 29th itself, the 30th, the 31st.
    assert [on(december, one.fastest) for one in found.handling] == [
        "2025-12-29 17:00",
        "2025-12-30 17:00",
        "2025-12-31 17:00",
    ]
    # Three working days from the day after receipt: 30, 31 December; 1 to 3 January are off,
    # Sunday the 4th is worked.  Then 5, 6, 7 January.  No limit is set for the finding.
    assert on(december, forwarding.latest) == "2026-01-04 17:00"
    assert on(december, reply.latest) == "2026-01-07 17:00"
    assert finding.latest is None


def test_what_follows_under_each_reading_is_counted_on_paper(december):
    found = what_if(december, day("2025-12-29"))
    assert december.nodes[found.following].id == "approval"
    told = {
        course.option: (
            on(december, course.rest.begins),
            on(december, course.name.begins),
            course.rest.in_time,
            course.name.in_time,
        )
        for course in found.courses
    }
    # Found on the 31st at 17:00: the next working day is Sunday 4 January, too late for the 31st.
    # The notice is over on the 30th: for all who do not wait approval begins on the 31st, in time.
    assert told == {
        "holds_list": ("2026-01-04 09:00", "2026-01-04 09:00", False, False),
        "holds_name": ("2025-12-31 09:00", "2026-01-04 09:00", True, False),
        "holds_nobody": ("2025-12-31 09:00", "2025-12-31 09:00", True, True),
    }
    assert [one.option for one in found.courses if one.default] == ["holds_name"]
    assert {one.option for one in found.courses if one.chosen} == {"holds_name"}
    assert {one.option for one in found.courses if one.alone} == {"holds_name"}
    used = {one.option: one.used_up and on(december, one.used_up.begins) for one in found.courses}
    # The reply of 7 January at the close: Thursday the 8th, and what the finding takes.
    assert used == {
        "holds_list": "2026-01-08 09:00",
        "holds_name": "2026-01-08 09:00",
        "holds_nobody": None,
    }


def test_an_early_objection_holds_nobody_up():
    made = load("qingyuan-2025", open_catalogue())
    # Raised on the posting day, 11 December; decided on the 15th, and the notice ends on the 18th.
    found = what_if(made, day("2025-12-11"))
    starts = {(course.rest.begins, course.name.begins) for course in found.courses}
    assert len(starts) == 1
    # With limits used up: 12, 15, 16; 17, 18, 19 December: it is pending when the notice ends.
    assert on(made, found.handling[1].latest) == "2025-12-19 17:00"
    used = {one.option: one.used_up and on(made, one.used_up.begins) for one in found.courses}
    assert used["holds_name"] == used["holds_list"] == "2025-12-22 09:00"


def test_a_county_list_that_waits_can_miss_the_deadline_of_receipt():
    made = load("qingyuan-2025", open_catalogue())
    found = what_if(made, day("2025-10-17"), made.node_index["county_notice"])
    # Limits used up: 20, 21, 22; 23, 24, 27 October: after receipt closes on Saturday the 25th.
    waits = next(one for one in found.courses if one.option == "holds_list")
    assert on(made, waits.used_up.begins) == "2025-10-28 09:00"
    assert [made.nodes[one].id for one in waits.used_up.missed] == ["receipt"]
    assert waits.used_up.in_time is False
    assert waits.rest.missed == ()


def test_the_last_day_of_every_notice_is_asked_about():
    made = load("qingyuan-2025", open_catalogue())
    found = last_days(made)
    assert [made.nodes[one.notice].id for one in found] == [
        "county_notice",
        "acceptance_notice",
        "final_notice",
    ]
    calendar = made.calendar
    assert all(calendar.date(one.over) == one.received for one in found)
    # "Review gate" decides for the accepted list; its default lets everybody on.
    gate = found[1].courses
    assert [(one.option, one.holds, one.default) for one in gate] == [
        ("goes_on", "nobody", True),
        ("waits", "case", False),
    ]


def test_no_latest_date_is_given_where_the_text_sets_no_limit():
    found = last_days(load("panzhihua-2023", open_catalogue()))
    for one in found:
        assert [step.latest for step in one.handling] == [None, None, None]
        assert all(course.used_up is None for course in one.courses)


def test_a_reading_that_is_chosen_is_told_from_the_default():
    sets = ["readings.pending_objection=holds_list"]
    made = load("qingyuan-2025", open_catalogue(), sets)
    found = what_if(made, day("2025-12-18"))
    assert [one.option for one in found.courses if one.chosen] == ["holds_list"]
    assert [one.option for one in found.courses if one.default] == ["holds_name"]


@pytest.mark.parametrize(
    ("received", "stage", "words"),
    [
        ("2025-12-19", None, "no notice that is open to objections runs on 2025-12-19"),
        ("2025-12-19", "final_notice", "not within final notice"),
        ("2025-12-15", "approval", "takes no objections"),
    ],
)
def test_an_objection_outside_a_notice_is_refused(received, stage, words):
    made = load("qingyuan-2025", open_catalogue())
    with pytest.raises(InputError) as caught:
        what_if(made, day(received), None if stage is None else made.node_index[stage])
    assert words in caught.value.problems[0].message.en


# ---- against runs -------------------------------------------------------------------------------

TEXT = """
[objections]
forward = {{ at_most = "{forward}" }}
reply = {{ at_most = "{reply}" }}
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.list]
kind = "notice"
per = "batch"
after = ["apply"]
duration = "5wd"
objection = {{ open = true, holds = "list" }}
[stages.approve]
kind = "wait"
per = "batch"
after = ["list"]
duration = {{ exactly = "3wd" }}
[stages.end]
kind = "gate"
per = "batch"
after = ["approve"]
"""
ASSUMED = (
    "[applicants]\norganisations = 3\n[chance]\nobjection = { list = 1 }\nupheld = 0\n"
    "objection_forward = 2\nobjection_reply = 6\nobjection_decide = 1.5\n"
)


@pytest.mark.parametrize(("forward_", "reply"), [("3wd", "3wd"), ("1wd", "2cd"), ("9cd", "5wd")])
def test_a_run_decides_at_the_same_minute_and_goes_on_as_it_says(forward_, reply):
    made = procedure(TEXT.format(forward=forward_, reply=reply), ASSUMED)
    log = run(made)
    values = [float(one.usual) for one in made.inputs]
    assert len(log.objections) == 3
    for _, _, raised, decided, _ in log.objections:
        assert step_ends(made, values, raised)[-1] == decided
    notice = made.node_index["list"]
    step = forward(made, values).last[notice]
    last = max(one[3] for one in log.objections)
    way = way_on(made, values, notice, step, None, last)
    rows = {made.nodes[row[1]].id: row for row in log.rows}
    assert (way.begins, way.ends) == (rows["approve"][3], rows["end"][4])


ONE_OF_THREE = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.list]
kind = "notice"
per = "batch"
after = ["apply"]
duration = "5wd"
objection = {{ open = true, holds = "case" }}
{between}
[stages.approve]
kind = "wait"
per = "batch"
after = ["{last}"]
duration = {{ exactly = "1wd" }}
{opens}
"""
REVIEW = """
[stages.review]
kind = "wait"
after = ["list"]
duration = { exactly = "2wd" }
"""


@pytest.mark.parametrize("review", [False, True])
@pytest.mark.parametrize("opens", ["", "opens = 2025-09-24"])
@pytest.mark.parametrize("days", [1, 3, 6])
def test_who_is_left_behind_by_the_list_is_out_in_a_run(review, opens, days):
    text = ONE_OF_THREE.format(
        between=REVIEW if review else "", last="review" if review else "list", opens=opens
    )
    assumed = (
        "[applicants]\norganisations = 3\n[chance]\nobjection = { list = 0.3 }\nupheld = 0\n"
        f"objection_forward = 0\nobjection_reply = 0\nobjection_decide = {days}\n"
    )
    made = procedure(text, assumed)
    values = [float(one.usual) for one in made.inputs]
    notice = made.node_index["list"]
    step = forward(made, values).last[notice]
    seen = 0
    for replication in range(24):
        log = run(made, replication=replication)
        if len(log.objections) != 1:
            continue
        ((case, _, _, decided, _),) = log.objections
        alone = decided > step.finished and left_behind(made, values, notice, step, decided)
        outcome = log.reasons[log.outcome[case]]
        assert outcome == ("objection_pending" if alone else "awarded"), (decided, outcome)
        waits = decided > step.finished and not alone
        way = way_on(made, values, notice, step, None, decided if waits else None)
        rows = {made.nodes[row[1]].id: row for row in log.rows}
        assert rows["approve"][4] == way.ends
        seen += 1
    assert seen > 5


def test_a_notice_that_a_reading_closes_to_objections_is_told_so():
    made = load("panzhihua-2023", open_catalogue(), ["readings.notices_open=neither"])
    with pytest.raises(InputError) as caught:
        last_days(made)
    assert "still to end" in caught.value.problems[0].message.en
    made = load("panzhihua-2023", open_catalogue(), ["readings.notices_open=final_only"])
    assert [made.nodes[one.notice].id for one in last_days(made)] == ["final_notice"]
    with pytest.raises(InputError) as caught:
        what_if(made, day("2023-08-08"), made.node_index["acceptance_notice"])
    assert "final_notice" in caught.value.problems[0].message.en


def test_an_objection_on_a_day_off_is_worked_on_from_the_next_working_day():
    made = load("shaoguan-2018", open_catalogue(), ["calendar.known_on=2019-01-02"])
    # Posted on 31 January, ten calendar days: Sunday 10 February is the last.  Monday the 11th is
    # the first working day after Spring Festival; then the 12th and the 13th.
    (found,) = last_days(made)
    assert found.received == day("2019-02-10")
    assert [on(made, one.fastest) for one in found.handling] == [
        "2019-02-11 17:00",
        "2019-02-12 17:00",
        "2019-02-13 17:00",
    ]
    # The approval does not begin before the notice's own date, 25 February: nobody is behind.
    assert {one.alone for one in found.courses} == {False}
    assert {on(made, one.name.begins) for one in found.courses} == {"2019-02-26 09:00"}


def test_limits_are_used_up_one_after_the_other():
    text = TEXT.format(forward="3wd", reply="3wd").replace(
        'reply = { at_most = "3wd" }', 'reply = { at_most = "3wd" }\ndecide = { at_most = "5cd" }'
    )
    made = procedure(text, ASSUMED)
    # Posted on Monday 15 September, over on the 22nd.  Received on Wednesday the 17th: 18, 19, 22;
    # 23, 24, 25; five calendar days: Tuesday the 30th.  National Day follows, 1 to 8 October.
    found = what_if(made, day("2025-09-17"))
    assert [on(made, one.latest) for one in found.handling] == [
        "2025-09-22 17:00",
        "2025-09-25 17:00",
        "2025-09-30 17:00",
    ]
    (course,) = found.courses
    assert (course.reading, course.holds) == ("", "list")
    assert on(made, course.used_up.begins) == "2025-10-09 09:00"
    # Where the day of receipt counts, it is day 1 of each limit: 17, 18, 19; 19, 22, 23; to 27.
    made = procedure(text, 'calendar = { count = "include_first" }\n' + ASSUMED)
    assert [on(made, one.latest)[5:10] for one in what_if(made, day("2025-09-17")).handling] == [
        "09-19",
        "09-23",
        "09-27",
    ]


def test_a_notice_that_is_never_reached_is_told_apart_from_one_that_is_over():
    """The last meeting of the invented edition was on 13 December; nothing is done by the 26th."""
    made = load("qingyuan-2024", open_catalogue())
    stuck = with_progress(made, Progress(datetime.date(2024, 12, 26)))
    with pytest.raises(InputError) as caught:
        last_days(stuck)
    assert "ever reached" in str(caught.value)
    assert made.nodes[made.node_index["final_notice"]].title.en in str(caught.value)
    over = {"final_notice": datetime.date(2024, 12, 20)}
    ended = with_progress(made, Progress(datetime.date(2024, 12, 26), over))
    with pytest.raises(InputError) as caught:
        last_days(ended)
    assert "still to end" in str(caught.value)
