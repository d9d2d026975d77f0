"""An edition that is under way: what has happened takes the place of what was planned."""

import datetime

import pytest
from support.procedures import dates, procedure, run

from awardsim.analysis.timetable import timetable
from awardsim.errors import ProcedureError
from awardsim.procedure.progress import with_progress
from awardsim.scenario.model import Over, Progress
from awardsim.schedule.passes import latest_start, usual_values

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
duration = { exactly = "5wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = (
    "finish_by = 2025-09-30\n[applicants]\norganisations = 1\n[durations]\ncheck = '3wd'\n"
    "[people]\noffice = 1\n"
)


def day(text):
    return datetime.date.fromisoformat(text)


def under_way(today, **done):
    made = procedure(STAGES, ASSUMED)
    return with_progress(
        made, Progress(day(today), {stage: day(over) for stage, over in done.items()})
    )


def test_what_is_done_has_its_day_and_the_rest_comes_from_today_on():
    made = under_way("2025-09-18", check="2025-09-16")
    found = timetable(made)
    lines = {made.nodes[line.node].id: line for line in found.lines}
    assert lines["check"].done == Over(day("2025-09-16"), given=True)
    assert lines["apply"].done == Over(day("2025-09-16"), given=False)  # by then, not on that day
    assert lines["check"].back is None  # it cannot be moved any more
    # Posted on Thursday the 18th at the earliest; the 19th, 22nd to 25th are its five days.
    start, finish = lines["notice"].start, lines["notice"].finish
    assert made.calendar.date(start) == day("2025-09-18")
    assert made.calendar.date(finish) == day("2025-09-25")
    assert found.tally["past"] == 17
    assert sum(found.tally.values()) == 25


def test_a_run_follows_the_same_procedure():
    made = under_way("2025-09-18", check="2025-09-16")
    assert dates(made, run(made))["notice"] == ("09-18 09:00", "09-25 17:00")


def test_nothing_starts_before_today_though_nothing_is_done():
    made = under_way("2025-09-10")
    found = timetable(made)
    assert made.calendar.date(found.lines[1].start) == day("2025-09-10")


@pytest.mark.parametrize(
    ("today", "done", "words"),
    [
        ("2025-09-18", {"chek": "2025-09-16"}, "no stage 'chek'"),
        ("2025-09-18", {"check": "2025-09-19"}, "not between the opening"),
        ("2025-09-18", {"notice": "2025-09-10", "check": "2025-09-12"}, "before 'check'"),
        ("2024-09-18", {}, "outside the calendar"),
    ],
)
def test_what_cannot_have_happened_is_refused(today, done, words):
    with pytest.raises(ProcedureError, match=words):
        under_way(today, **done)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(ProcedureError) as caught:
        under_way("2025-09-18", chek="2025-09-16", notice="2025-09-30")
    assert len(caught.value.problems) == 2


def test_a_notice_that_was_posted_runs_on_from_its_posting_day():
    made = procedure(STAGES, ASSUMED)
    made = with_progress(made, Progress(day("2025-09-18"), posted={"notice": day("2025-09-16")}))
    lines = {made.nodes[line.node].id: line for line in timetable(made).lines}
    # Posted on Tuesday the 16th: the 17th, 18th, 19th, 22nd and 23rd are its five days.
    assert made.calendar.date(lines["notice"].start) == day("2025-09-16")
    assert made.calendar.date(lines["notice"].finish) == day("2025-09-23")
    assert lines["check"].done == lines["apply"].done == Over(day("2025-09-16"), given=False)
    assert dates(made, run(made))["notice"] == ("09-16 09:00", "09-23 17:00")


@pytest.mark.parametrize(
    ("done", "posted", "words"),
    [
        ({}, {"check": "2025-09-16"}, "no notice"),
        ({}, {"notice": "2025-09-19"}, "not between the opening"),
        ({"check": "2025-09-17"}, {"notice": "2025-09-16"}, "posted on 2025-09-16, before 'check'"),
        ({"notice": "2025-09-18"}, {"notice": "2025-09-11"}, "is over"),
        ({}, {"notise": "2025-09-16"}, "no stage 'notise'"),
    ],
)
def test_a_posting_that_cannot_have_been_is_refused(done, posted, words):
    made = procedure(STAGES, ASSUMED)
    given = {name: day(text) for name, text in done.items()}
    shown = {name: day(text) for name, text in posted.items()}
    with pytest.raises(ProcedureError, match=words):
        with_progress(made, Progress(day("2025-09-18"), given, shown))


def test_an_application_that_is_over_does_not_wait_for_a_later_deadline():
    """Applicants hand in towards the first deadline ahead; those who have do not begin anew."""
    limited = STAGES.replace(
        'after = ["check"]\n',
        'after = ["check"]\ndeadline = { on = 2025-09-29, counts = "completion", late = "noted", '
        'roll = "none" }\n',
    )
    many = ASSUMED.replace("organisations = 1", "organisations = 20")
    made = with_progress(
        procedure(limited, many), Progress(day("2025-09-15"), {"check": day("2025-09-12")})
    )
    values = usual_values(made)
    assert latest_start(made, made.route(0, 0), values, made.moments(values)) == 0
    # Ready on the evening of the 12th, posted on Monday the 15th: the 16th to the 19th, the 22nd.
    assert dates(made, run(made))["notice"] == ("09-15 09:00", "09-22 17:00")


def test_what_opens_the_edition_was_over_on_its_own_day():
    """Issued on the 3rd, the check over on the 16th: of the applications only that is known."""
    issued = '[stages.call]\nkind = "gate"\nper = "batch"\nopens = 2025-09-03\n' + STAGES.replace(
        'kind = "window"\n', 'kind = "window"\nafter = ["call"]\n'
    )
    made = with_progress(
        procedure(issued, ASSUMED), Progress(day("2025-09-18"), {"check": day("2025-09-16")})
    )
    lines = {made.nodes[line.node].id: line for line in timetable(made).lines}
    assert lines["call"].done == Over(day("2025-09-03"), given=True)
    assert lines["apply"].done == Over(day("2025-09-16"), given=False)
    assert made.planned.scenario.progress is None
    # More is told later: what was given before stays, what was only implied gives way.
    told = {**made.scenario.progress.given, "apply": day("2025-09-12")}
    again = with_progress(made, Progress(day("2025-09-19"), told))
    assert again.scenario.progress.over("apply") == Over(day("2025-09-12"), given=True)
    assert again.planned is made.planned


def test_what_opens_the_edition_is_not_later_than_what_follows_it():
    issued = '[stages.call]\nkind = "gate"\nper = "batch"\nopens = 2025-09-03\n' + STAGES.replace(
        'kind = "window"\n', 'kind = "window"\nafter = ["call"]\n'
    )
    made = with_progress(
        procedure(issued, "opens = 2025-09-01\n" + ASSUMED),
        Progress(day("2025-09-18"), {"apply": day("2025-09-02")}),
    )
    assert made.scenario.progress.over("call") == Over(day("2025-09-02"), given=False)
