"""Units, limits and dates of a text that no procedure can be built with, and where that is told."""

import datetime

import pytest
from support.procedures import (
    FILE,
    applicants,
    catalogue,
    procedure,
    raw,
    scenario,
)
from support.refused import APPLY, CHECK, DECIDE, THREE, only

from awardsim.policy import parse_policy
from awardsim.procedure.build import build
from awardsim.schedule.passes import forward, usual_values


def test_people_work_in_working_days_or_hours():
    assert only(APPLY + CHECK, '[durations]\ncheck = "3cd"\n').path == "durations.check"
    found = only(APPLY + CHECK + 'duration = { exactly = "3cd" }\n')
    assert (found.file, found.path) == (FILE, "stages.check.duration")
    procedure(APPLY + CHECK, '[durations]\ncheck = "3h"\n')


@pytest.mark.parametrize("written", ["48h", "2.5wd", "1y"])
def test_a_notice_lasts_whole_days(written):
    found = only(
        APPLY + f'[stages.list]\nkind = "notice"\nafter = ["apply"]\nduration = "{written}"\n'
    )
    assert found.path == "stages.list.duration"


def test_tracks_wait_on_one_clock():
    found = only(
        APPLY + '[stages.mail]\nkind = "wait"\nafter = ["apply"]\n',
        '[durations.mail]\norganisations = "3cd"\nindividuals = "3wd"\n',
        tracks=("organisations", "individuals"),
    )
    assert found.path == "durations.mail"


def test_a_bound_is_a_time():
    text = APPLY + '[stages.%s]\nkind = "%s"\nper = "batch"\nafter = ["apply"]\nduration = %s\n'
    for kind in ("work", "wait", "meeting"):
        days = "[meetings]\ngroup_days = 3\n" if kind == "meeting" else ""
        found = only(text % ("check", kind, '{ at_most = "1y" }'), days)
        assert (found.file, found.path) == (FILE, "stages.check.duration")
        assert "working days" in found.message.en


@pytest.mark.parametrize("unit", ["1y", "2cycles"])
def test_the_limits_of_objections_and_of_further_material_are_times(unit):
    found = only(APPLY + CHECK + f'[objections]\nforward = {{ at_most = "{unit}" }}\n')
    assert (found.file, found.path) == (FILE, "objections.forward")
    assert "7cd" in found.message.en
    found = only(APPLY + CHECK + f'supplement = {{ within = "{unit}", rounds = 1 }}\n')
    assert found.path == "stages.check.supplement.within"


def test_mail_is_not_what_people_take_who_work_on_files():
    late = 'deadline = { on = 2025-09-20, counts = "receipt", late = "out", roll = "none" }\n'
    usual, timed = procedure(APPLY + CHECK), procedure(APPLY + CHECK + late)
    assert (
        timed.inputs[timed.names["durations.check"]]
        == (usual.inputs[usual.names["durations.check"]])
    )


def test_a_time_that_the_calendar_does_not_hold_is_told_at_its_line():
    found = only(APPLY + CHECK + DECIDE + THREE, '[durations]\ncheck = "10000wd"\n')
    assert found.path == "durations.check"
    assert found.line
    assert "takes too long" in found.message.en
    assert "beyond the calendar" in found.message.en


def test_times_that_the_calendar_does_not_hold_together_are_told_at_the_longest():
    more = '[stages.again]\nkind = "work"\nafter = ["check"]\n'
    text = APPLY + CHECK + more + DECIDE.replace('"apply"', '"again"') + THREE
    found = only(text, '[durations]\ncheck = "500wd"\nagain = "300wd"\n')
    assert found.path == "durations.check"
    assert "again" in found.message.en


@pytest.mark.parametrize(
    "given",
    [
        '{ distribution = "uniform", least = "1wd", most = "900wd" }',
        '{ distribution = "triangular", least = "1wd", usual = "2wd", most = "900wd" }',
        '{ distribution = "exponential", mean = "200wd" }',  # one in a thousand takes 1400wd
        '["1wd", "2wd", "900wd"]',
    ],
)
def test_a_time_is_walked_to_its_upper_end(given):
    found = only(APPLY + CHECK + DECIDE + THREE, f"[durations]\ncheck = {given}\n")
    assert found.path == "durations.check"
    assert found.line
    assert "at its upper end" in found.message.en
    assert "2027-12-31" in found.message.zh
    short = given.replace("900wd", "40wd").replace("200wd", "20wd")
    procedure(APPLY + CHECK + DECIDE + THREE, f"[durations]\ncheck = {short}\n")


def test_a_meeting_so_late_that_what_follows_ends_beyond_the_calendar_is_told():
    after = '[stages.posted]\nkind = "notice"\nafter = ["decide"]\nduration = "5wd"\n'
    text = APPLY + DECIDE.replace("gate", "meeting") + after + THREE
    found = only(text, "[meetings]\ngroup = [2027-12-30]\n")
    assert found.path == "meetings.group"
    assert found.line
    assert "meets too late" in found.message.en
    assert "'posted' would end beyond the calendar" in found.message.en
    procedure(text, "[meetings]\ngroup = [2027-11-30]\n")


@pytest.mark.parametrize(
    "window, opens, finish_by, said",
    [
        ("valid_to = 2025-08-31", "2025-09-01", "2025-12-31", "it opens on 2025-09-01, after"),
        ("valid_to = 2025-10-31", "2025-09-01", "2025-12-31", "finish by 2025-12-31, after"),
        ("valid_from = 2025-10-01", "2025-09-01", "2025-12-31", "before the text is in force"),
        ("valid_to = 2025-12-31", "2025-09-01", "2025-12-31", ""),
        ("valid_from = 2025-09-01", "2025-09-01", "2025-12-31", ""),
    ],
)
def test_an_edition_outside_the_time_in_which_its_text_is_in_force_is_warned_of(
    window, opens, finish_by, said
):
    name, _, day = window.partition(" = ")
    tables = raw(APPLY + DECIDE + THREE)
    tables["window"] = {**tables["window"], name: datetime.date.fromisoformat(day)}
    made = build(
        parse_policy(tables, FILE),
        scenario(f"opens = {opens}\nfinish_by = {finish_by}\n"),
        catalogue().rule,
        applicants(),
    )
    found = [one.en for one in made.warnings if "text" in one.en]
    assert len(found) == bool(said)
    assert all(said in one for one in found)


@pytest.mark.parametrize(
    ("length", "closes"),
    [
        # Opened on Monday 1 September 2025, which does not count.
        ("10wd", "2025-09-15"),
        ("18cd", "2025-09-19"),
        ("19cd", "2025-09-22"),  # the 20th is a Saturday: Civil Code art. 203
    ],
)
def test_a_list_that_is_open_for_stated_days_closes_after_them(length, closes):
    text = f"""
        [stages.apply]
        kind = "window"
        duration = "{length}"
        closes = "unstated"
        [stages.decide]
        per = "batch"
        after = ["apply"]
        rule = {{ name = "confer_by_rank" }}
        [quotas.organisations]
        number = {{ at_most = 1 }}
        """
    made = procedure(text, "[applicants]\norganisations = 3\n")
    number = made.names["fill.stages.apply.closes"]
    assert made.inputs[number].fixed
    days = int(made.inputs[number].usual)
    assert str(made.calendar.add_workdays(datetime.date(2025, 9, 1), days)) == closes
    other = procedure(
        text, '[applicants]\norganisations = 3\n[fill]\n"stages.apply.closes" = "3wd"\n'
    )
    assert other.inputs[other.names["fill.stages.apply.closes"]].usual == 3


@pytest.mark.parametrize(
    "day, length, over",
    [
        ("2025-09-27", "1wd", "2025-09-27 17:00"),  # a Saturday off; the Sunday after it is worked
        ("2025-09-27", "4h", "2025-09-27 13:00"),
        ("2025-09-27", "0h", "2025-09-27 09:00"),
        ("2025-09-27", "2wd", "2025-09-28 17:00"),
        ("2025-10-01", "9h", "2025-10-09 10:00"),  # eight days off, of which it has one
        ("2025-09-26", "2wd", "2025-09-28 17:00"),  # nobody said that it meets on the Saturday
    ],
)
def test_a_meeting_that_is_held_on_a_day_off_decides_on_that_day(day, length, over):
    made = procedure(
        APPLY + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\n'
        'body = "group"\n[stages.list]\nkind = "notice"\nper = "batch"\nafter = ["decide"]\n'
        'duration = "1wd"\n',
        f'[meetings]\ngroup = {{ dates = [{day}], length = "{length}" }}\n',
    )
    last = forward(made, usual_values(made)).last
    assert f"{made.calendar.moment(last[1].finished):%F %R}" == over
    posted = made.calendar.date(last[2].started)
    assert posted == made.calendar.roll(made.calendar.date(last[1].finished + 420), "forward")


def test_a_regular_meeting_moves_to_the_next_working_day():
    text = (
        APPLY
        + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\nbody = "group"\n'
    )
    lines = '[meetings]\ngroup = {{ every = "7cd", first = 2025-09-24{} }}\n'
    made = procedure(text, lines.format(""))
    days = [str(made.calendar.date(start)) for start in made.nodes[1].meeting.starts[:4]]
    # The Wednesday of the National Day, and the next one, are days off until the 8th.
    assert days == ["2025-09-24", "2025-10-09", "2025-10-15", "2025-10-22"]
    assert made.warnings == ()
    never = procedure(text, lines.format(", not_on = [2025-10-01, 2025-10-08]"))
    assert str(never.calendar.date(never.nodes[1].meeting.starts[1])) == "2025-10-15"


def test_a_meeting_on_a_day_off_is_warned_of_and_held():
    text = (
        APPLY
        + '[stages.decide]\nkind = "meeting"\nper = "batch"\nafter = ["apply"]\nbody = "group"\n'
    )
    dates = "[meetings]\ngroup = [%s]\n"
    made = procedure(text, dates % "2025-09-27, 2025-09-28, 2025-09-29")  # Sunday is worked
    assert [one.en for one in made.warnings] == [
        "group meets on a day off: 2025-09-27 Sat, weekend; taken as given"
    ]
    assert "不是工作日：2025-09-27 周末" in made.warnings[0].zh
    assert len(made.nodes[1].meeting.starts) == 3
    assert procedure(text, dates % "2025-09-28").warnings == ()
    found = procedure(text, dates % ", ".join(f"2025-10-0{day}" for day in range(1, 9)))
    assert "; 5 more; taken as given" in found.warnings[0].en
