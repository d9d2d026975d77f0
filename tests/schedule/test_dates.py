"""Dates counted on paper; the schedule and a run without chance must both give them.

National Day 2025: 1 to 8 October are off; Sunday 28 September and Saturday 11 October are
worked instead.  The working days around it are

    Mo 22  Tu 23  We 24  Th 25  Fr 26  (Sa 27)  Su 28  Mo 29  Tu 30 September,
    Th  9  Fr 10  Sa 11  (Su 12)  Mo 13  Tu 14 October.
"""

import pytest
from support.procedures import applicants, by_ordinal, dates, procedure, run, scheduled

from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import forward, usual_values
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan

OPENS = "opens = 2025-09-22\n"
ONE = "[applicants]\norganisations = 1\n"


def both(made: Procedure) -> dict[str, tuple[str, str]]:
    """The dates of a run, which are those of the schedule."""
    found = dates(made, run(made))
    assert scheduled(made) == found
    return found


def chain(*stages: str, assumed: str = "", closes: str = "2025-09-26") -> Procedure:
    """One applicant that hands in on Monday 22 September goes through these, one by one."""
    text = f'[stages.apply]\nkind = "window"\ncloses = {closes}\n'
    before = "apply"
    for number, stage in enumerate(stages, 1):
        text += f'[stages.s{number}]\nafter = ["{before}"]\n{stage}\n'
        before = f"s{number}"
    return procedure(text, OPENS + ONE + assumed)


# ---- notices -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "days", "ends"),
    [
        # Posted on Monday 22 September.
        # Day 0 is the 22nd: 23, 24, 25, 26, then Sunday 28 (worked).
        ("exclude_first", "5wd", "09-28 17:00"),
        # Day 1 is the 22nd: 22, 23, 24, 25, 26.
        ("include_first", "5wd", "09-26 17:00"),
        # 23, 24, 25, 26, 28, 29, 30 September, 9, 10, 11 October (Saturday, worked).
        ("exclude_first", "10wd", "10-11 17:00"),
        # 22, 23, 24, 25, 26, 28, 29, 30 September, 9, 10 October.
        ("include_first", "10wd", "10-10 17:00"),
        # Calendar days: 23 is day 1, 29 is day 7.
        ("exclude_first", "7cd", "09-29 17:00"),
        ("include_first", "7cd", "09-28 17:00"),
        # 23 September is day 1, 30 is day 8, 2 October (a day off) is day 10: it ends there.
        ("exclude_first", "10cd", "10-02 17:00"),
        ("include_first", "10cd", "10-01 17:00"),
        ("exclude_first", "0wd", "09-22 17:00"),
        ("include_first", "0wd", "09-22 17:00"),
        ("include_first", "1wd", "09-22 17:00"),
        ("exclude_first", "1wd", "09-23 17:00"),
    ],
)
def test_a_notice_is_counted_over_national_day(count: str, days: str, ends: str) -> None:
    made = chain(
        f'kind = "notice"\nduration = "{days}"', assumed=f'[calendar]\ncount = "{count}"\n'
    )
    assert both(made)["s1"] == ("09-22 09:00", ends)


def test_a_list_ready_at_the_close_of_business_is_posted_on_the_next_working_day() -> None:
    # Eight hours of work end at 17:00 on Friday the 26th (the fifth day of five); the next
    # working day is Sunday the 28th.  Day 0; 29, 30 September, 9, 10, 11 October.
    made = chain(
        'kind = "wait"\nduration = { exactly = "5wd" }', 'kind = "notice"\nduration = "5wd"'
    )
    assert both(made) == {
        "apply": ("09-22 09:00", "09-22 09:00"),
        "s1": ("09-22 09:00", "09-26 17:00"),
        "s2": ("09-28 09:00", "10-11 17:00"),
    }


def test_a_list_ready_a_minute_before_the_close_is_posted_that_day() -> None:
    # 39 hours and 59 minutes of work: to 16:59 on Friday the 26th, day 0 of the notice;
    # 28, 29, 30 September, 9, 10 October.
    made = chain(
        'kind = "wait"',
        'kind = "notice"\nduration = "5wd"',
        assumed=f'[durations]\ns1 = "{2399 / 60:.6f}h"\n',
    )
    assert both(made)["s2"] == ("09-26 16:59", "10-10 17:00")


def test_a_notice_over_the_holiday_is_posted_after_it() -> None:
    # Ready on 30 September at 17:00: posted on Thursday 9 October, day 0; 10, 11, 13, 14, 15.
    made = chain(
        'kind = "wait"\nduration = { exactly = "8wd" }', 'kind = "notice"\nduration = "5wd"'
    )
    assert both(made)["s1"] == ("09-22 09:00", "09-30 17:00")
    assert both(made)["s2"] == ("10-09 09:00", "10-15 17:00")


def test_what_was_not_announced_when_the_plan_was_made_is_counted_as_projected() -> None:
    # On 1 November 2024 nobody knew the days off of 2025: the make-up days of 28 September and
    # 11 October are Sunday and Saturday off then.  22 is day 0; 23, 24, 25, 26, 29.
    made = chain('kind = "notice"\nduration = "5wd"', assumed="[calendar]\nknown_on = 2024-11-01\n")
    assert both(made)["s1"] == ("09-22 09:00", "09-29 17:00")


def test_a_regional_day_off_is_not_counted() -> None:
    made = chain(
        'kind = "notice"\nduration = "2wd"',
        assumed='[calendar]\nholidays = [{ date = 2025-09-23, name = "fair" }]\n',
    )
    assert both(made)["s1"] == ("09-22 09:00", "09-25 17:00")


# ---- work and time outside -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "time", "ends"),
    [
        ("work", "8h", "09-22 17:00"),  # a day that is filled ends at its close
        ("work", "9h", "09-23 10:00"),
        ("work", "1wd", "09-22 17:00"),
        # 22, 23, 24, 25, 26, 28, 29, 30 September, 9 October
        ("work", "9wd", "10-09 17:00"),
        ("wait", "9wd", "10-09 17:00"),
        ("wait", "64h", "09-30 17:00"),  # eight days of eight hours
        ("wait", "65h", "10-09 10:00"),
        # Civil time: 22 September, 09:00 and nine whole days.
        ("wait", "9cd", "10-01 09:00"),
        ("wait", "0wd", "09-22 09:00"),
        ("work", "0h", "09-22 09:00"),
    ],
)
def test_work_stops_over_the_holiday_and_mail_does_not(kind: str, time: str, ends: str) -> None:
    people = "[people]\noffice = 1\n" if kind == "work" else ""
    made = chain(f'kind = "{kind}"', assumed=f'{people}[durations]\ns1 = "{time}"\n')
    assert both(made)["s1"] == ("09-22 09:00", ends)


def test_other_working_hours_make_other_days() -> None:
    # 08:30 to 17:30 is nine hours: 18 hours are two days.
    made = chain(
        'kind = "work"',
        assumed='[people]\noffice = 1\n[durations]\ns1 = "19h"\n[calendar]\n'
        'hours = ["08:30", "17:30"]\n',
    )
    assert both(made)["s1"] == ("09-22 08:30", "09-24 09:30")


def test_what_follows_mail_that_came_on_a_day_off_begins_on_the_next_working_day() -> None:
    # Sent on Monday 22 September at 09:00, it arrives on Saturday the 27th at 09:00.
    made = chain('kind = "wait"', 'kind = "work"', assumed=(
        '[people]\noffice = 1\n[durations]\ns1 = "5cd"\ns2 = "8h"\n'
    ))  # fmt: skip
    assert both(made)["s1"] == ("09-22 09:00", "09-27 09:00")
    assert both(made)["s2"] == ("09-28 09:00", "09-28 17:00")


def test_a_stage_does_not_begin_before_it_opens() -> None:
    assumed = '[people]\noffice = 1\n[durations]\ns1 = "8h"\n'
    for kind, start, ends in [
        ("work", "10-09 09:00", "10-09 17:00"),  # opens on a day off: the first working day
        ("wait", "10-09 09:00", "10-09 17:00"),
        ("gate", "10-05 09:00", "10-05 09:00"),
        ("notice", "10-09 09:00", "10-15 17:00"),
    ]:
        stage = f'kind = "{kind}"\nopens = 2025-10-05'
        own = assumed if kind == "work" else ""
        if kind == "wait":
            own = '[durations]\ns1 = "8h"\n'
        assert both(chain(stage, assumed=own))["s1"] == (start, ends)


def test_one_hands_in_during_working_hours() -> None:
    made = procedure(
        '[stages.apply]\nkind = "window"\nopens = 2025-10-04\ncloses = 2025-10-31\n', OPENS + ONE
    )
    assert both(made)["apply"] == ("10-09 09:00", "10-09 09:00")


# ---- lists and dates -----------------------------------------------------------------------

LIST = 'kind = "wait"\nper = "batch"\nduration = { exactly = "1wd" }'


@pytest.mark.parametrize(
    ("closes", "ready"),
    [
        ("2025-09-26", "09-26 17:00"),
        ("2025-09-27", "09-27 17:00"),  # a Saturday off: the date counts as it stands
        ("2025-09-28", "09-28 17:00"),
        ("2025-10-03", "10-03 17:00"),
    ],
)
def test_a_list_waits_for_the_closing_date_to_the_minute(closes: str, ready: str) -> None:
    made = chain('kind = "gate"\nper = "batch"', closes=closes)
    assert both(made)["s1"] == (ready, ready)


@pytest.mark.parametrize(
    ("closes", "day"),
    [("09-26", "09-28"), ("09-27", "09-28"), ("09-28", "09-29"), ("10-03", "10-09")],
)
def test_what_follows_a_closing_date_takes_the_next_working_day(closes: str, day: str) -> None:
    assert both(chain(LIST, closes=f"2025-{closes}"))["s1"] == (f"{day} 09:00", f"{day} 17:00")


@pytest.mark.parametrize(
    ("roll", "next_day"),
    [
        ("none", "10-27"),  # Saturday 25 October, 23:59; Monday the 27th is the next working day
        ("unstated", "10-27"),
        ("backward", "10-27"),  # Friday the 24th, 23:59
        ("forward", "10-28"),  # Monday the 27th, 23:59
    ],
)
def test_a_deadline_on_a_day_off_stays_or_rolls(roll: str, next_day: str) -> None:
    made = chain(
        'kind = "wait"\nper = "channel"\n'
        f'deadline = {{ on = 2025-10-25, counts = "receipt", late = "out", roll = "{roll}" }}',
        LIST,
        assumed='[durations]\ns1 = "1cd"\n',
    )
    assert both(made)["s1"] == ("09-26 17:00", "09-27 17:00")
    assert both(made)["s2"] == (f"{next_day} 09:00", f"{next_day} 17:00")


def test_a_closing_date_that_is_assumed_is_counted_in_working_days() -> None:
    text = '[stages.apply]\nkind = "window"\ncloses = "unstated"\n[stages.s1]\nafter = ["apply"]\n'
    opening = OPENS + ONE + "[fill]\n'stages.apply.closes' = %s\n"
    # After the opening on Monday 22 September: 23, 24, 25, 26, 28, 29 are six working days.
    made = procedure(text + LIST, opening % "{ days = 6, after = 'opening' }")
    assert both(made)["s1"] == ("09-30 09:00", "09-30 17:00")
    # Before the deadline of Tuesday 14 October: 13, 11, 10, 9 October, 30, 29 September.
    mail = (
        'kind = "wait"\nper = "batch"\nduration = { exactly = "1wd" }\n'
        'deadline = { on = 2025-10-14, counts = "receipt", late = "out", roll = "none" }\n'
    )
    made = procedure(text + mail, opening % "{ days = 6, before = 's1' }")
    assert both(made)["s1"] == ("09-30 09:00", "09-30 17:00")
    made = procedure(text + LIST, opening % "2025-10-10")
    assert both(made)["s1"] == ("10-11 09:00", "10-11 17:00")


# ---- decisions -----------------------------------------------------------------------------

MEETING = 'kind = "meeting"\nper = "batch"'


@pytest.mark.parametrize(
    ("meets", "start", "ends"),
    [
        # Ready on Friday 26 September at 17:00.
        ("[2025-09-26, 2025-09-30]", "09-30 09:00", "09-30 17:00"),
        ("[2025-10-10, 2025-09-29]", "09-29 09:00", "09-29 17:00"),
        ('{ dates = [2025-09-29], length = "0h" }', "09-29 09:00", "09-29 09:00"),
        ('{ dates = [2025-09-29], length = "2h" }', "09-29 09:00", "09-29 11:00"),
        # Every Thursday, but not on days off: 2 October is one.
        ('{ weekdays = ["thu"] }', "10-09 09:00", "10-09 17:00"),
        ('{ weekdays = ["thu"], not_on = [2025-10-09] }', "10-16 09:00", "10-16 17:00"),
        ('{ weekdays = ["mon", "tue"], not_before = 2025-09-30 }', "09-30 09:00", "09-30 17:00"),
        ('{ every = "14cd", first = 2025-09-15 }', "09-29 09:00", "09-29 17:00"),
        # Two working days after the file is there: Sunday 28 September counts from; 29, 30.
        ("{ notice = 2 }", "09-30 09:00", "09-30 17:00"),
        ("{ notice = 0 }", "09-28 09:00", "09-28 17:00"),
        # It takes four working days: 28, 29, 30 September, 9 October.
        ("{ days = 4 }", "09-28 09:00", "10-09 17:00"),
    ],
)
def test_a_body_decides_when_it_meets(meets: str, start: str, ends: str) -> None:
    made = chain(MEETING, assumed=f"[meetings]\ngroup = {meets}\n")
    assert both(made)["s1"] == (start, ends)


def test_a_meeting_that_begins_when_the_list_is_ready_takes_it() -> None:
    # Two civil days from Friday 26 September, 17:00, and a gate that opens on the 29th at 09:00.
    stages = ('kind = "gate"\nper = "batch"\nopens = 2025-09-29', MEETING)
    made = chain(*stages, assumed="[meetings]\ngroup = [2025-09-29, 2025-09-30]\n")
    assert both(made)["s2"] == ("09-29 09:00", "09-29 17:00")


@pytest.mark.parametrize(
    ("finish_by", "ends"),
    [
        ("2025-10-31", "10-15 17:00"),  # nine days, which is early enough
        ("2025-10-11", "10-11 17:00"),  # pulled forward to the deadline
        ("2025-10-09", "10-10 17:00"),  # but never below five: 28, 29, 30, 9, 10
    ],
)
def test_a_decision_is_hurried_towards_the_deadline_but_not_below_its_least(
    finish_by: str, ends: str
) -> None:
    text = f'{MEETING}\nbody = "government"'
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-26\n[stages.s1]\nafter = ["apply"]\n'
        + text,
        f"finish_by = {finish_by}\n{OPENS}{ONE}"
        "[meetings]\ngovernment = { days = [5, 9, 9], against_deadline = true }\n",
    )
    # Nine working days are 28, 29, 30 September, 9, 10, 11, 13, 14, 15 October.
    assert scheduled(made)["s1"] == ("09-28 09:00", ends)
    pinned = {index: one.usual for index, one in enumerate(made.inputs)}
    assert dates(made, replicate(make_plan(made), 1, 0, pinned))["s1"] == ("09-28 09:00", ends)


# ---- several paths -------------------------------------------------------------------------


def test_a_join_waits_for_the_later_branch_and_a_list_for_the_last_county() -> None:
    made = procedure(
        """
[stages.apply]
kind = "window"
closes = 2025-09-26
[stages.own]
kind = "notice"
after = ["apply"]
duration = "3wd"
[stages.parent]
kind = "notice"
after = ["apply"]
duration = "5wd"
only = { traits = ["branch"] }
[stages.check]
kind = "wait"
after = ["own", "parent"]
[stages.county]
kind = "notice"
per = "channel"
after = ["check"]
duration = "5wd"
[stages.city]
kind = "wait"
per = "batch"
after = ["county"]
""",
        OPENS
        + "[channels.east]\norganisations = 2\n[channels.west]\norganisations = 2\n"
        + "[durations]\ncheck = '1wd'\ncity = '1wd'\n",
        channels=("east", "west"),
        cohort=applicants(trait_branch=by_ordinal(True, False)),
    )
    found = both(made)
    assert found["own"] == ("09-22 09:00", "09-25 17:00")
    assert found["parent"] == ("09-22 09:00", "09-28 17:00")
    assert found["check"] == ("09-26 09:00", "09-29 17:00")
    # The list with a branch is ready on 29 September at 17:00: posted on the 30th; 9, 10, 11,
    # 13, 14 October.
    assert found["county"][1] == "10-14 17:00"
    assert found["city"] == ("10-15 09:00", "10-15 17:00")


# ---- floors and ceilings of the text -------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "assumed", "ends", "demanded"),
    [
        ('at_least = "4wd"', "2wd", "09-25 17:00", "09-25 17:00"),
        ('at_least = "4wd"', "5wd", "09-26 17:00", "09-25 17:00"),
        ('at_most = "4wd"', "2wd", "09-23 17:00", "09-22 09:00"),
        ('at_most = "4wd"', "5wd", "09-25 17:00", "09-22 09:00"),
    ],
)
@pytest.mark.parametrize("kind", ["work", "wait", "meeting"])
def test_a_floor_is_what_the_text_demands_and_a_ceiling_is_the_longest(
    kind: str, bound: str, assumed: str, ends: str, demanded: str
) -> None:
    days = f'[durations]\ns1 = "{assumed}"\n'
    if kind == "meeting":
        days = f"[meetings]\ngroup_days = {assumed.removesuffix('wd')}\n"
    if kind == "work":
        days += "[people]\noffice = 1\n"
    made = chain(f'kind = "{kind}"\nduration = {{ {bound} }}', assumed=days)
    assert both(made)["s1"][1] == ends
    law = forward(made, usual_values(made), law_only=True)
    assert f"{made.calendar.moment(law.last[1].finished):%m-%d %H:%M}" == demanded


def test_of_a_notice_that_is_assumed_longer_the_text_demands_its_least() -> None:
    made = chain(
        'kind = "notice"\nduration = { at_least = "3wd" }', assumed='[durations]\ns1 = "4wd"\n'
    )
    assert both(made)["s1"][1] == "09-26 17:00"
    law = forward(made, usual_values(made), law_only=True)
    assert f"{made.calendar.moment(law.last[1].finished):%m-%d %H:%M}" == "09-25 17:00"


def test_the_time_of_a_stage_goes_before_the_days_of_its_body() -> None:
    made = chain(
        'kind = "meeting"', assumed='[meetings]\ngroup_days = 9\n[durations]\ns1 = "2wd"\n'
    )
    assert both(made)["s1"] == ("09-22 09:00", "09-23 17:00")


# ---- what a schedule takes for what differs -----------------------------------------------


@pytest.mark.parametrize(
    "drawn",
    [
        '{ distribution = "constant", value = "3wd" }',
        '{ distribution = "uniform", least = "2wd", most = "4wd" }',
        '{ distribution = "triangular", least = "1wd", usual = "3wd", most = "9wd" }',
        '{ distribution = "exponential", mean = "3wd" }',
        '{ distribution = "lognormal", mean = "3wd", sd = "1wd" }',
        '["1wd", "3wd", "9wd"]',
    ],
)
def test_a_schedule_takes_the_usual_time_or_the_mean(drawn: str) -> None:
    made = chain('kind = "wait"', assumed=f"[durations]\ns1 = {drawn}\n")
    assert scheduled(made)["s1"] == ("09-22 09:00", "09-24 17:00")


def test_a_body_works_on_the_days_on_which_it_is_there_in_both() -> None:
    # Sixteen hours from Monday the 22nd, with the 23rd and the 24th away: the 22nd and 25th.
    people = '[people]\noffice = 1\n[durations]\ns1 = "16h"\n[bodies.office]\n'
    made = chain('kind = "work"', assumed=people + "away = [2025-09-23, 2025-09-24]\n")
    assert both(made)["s1"] == ("09-22 09:00", "09-25 17:00")
    made = chain('kind = "work"', assumed=people + "available = [2025-09-29, 2025-10-10]\n")
    assert both(made)["s1"] == ("09-29 09:00", "10-10 17:00")


def test_tracks_take_their_own_times_in_both() -> None:
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-26\n'
        '[stages.visit]\nkind = "work"\nbody = "teams"\nafter = ["apply"]\n'
        '[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["visit"]\n',
        OPENS + "[applicants]\norganisations = 1\nindividuals = 1\n[people]\nteams = 2\n"
        "[durations.visit]\norganisations = '9wd'\nindividuals = '2wd'\n",
        tracks=("organisations", "individuals"),
    )
    assert both(made)["visit"] == ("09-22 09:00", "10-09 17:00")
