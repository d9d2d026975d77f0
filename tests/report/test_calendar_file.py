"""The iCalendar file of a timetable, read back by the library."""

import datetime

import chinese_calendar
import icalendar
import pytest
from support.procedures import procedure

from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import timetable
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.calendar_file import calendar_of

STAMP = datetime.datetime(2025, 9, 17, 8, 0, tzinfo=datetime.UTC)


def entries(*sets, language="zh"):
    found = timetable(load("qingyuan-2025", open_catalogue(), sets))
    made = icalendar.Calendar.from_ical(calendar_of(found, language, STAMP).to_ical())
    return {str(event["uid"]): event for event in made.walk("VEVENT")}


def kind(event):
    return event["categories"].to_ical().decode()


def test_statutory_planned_and_room_are_told_apart_and_carry_the_article():
    found = entries()
    final = [one for one in found.values() if "拟奖建议名单公示" in one["summary"]]
    days = {kind(one): (one["dtstart"].dt, one["dtend"].dt) for one in final}
    day = datetime.date
    # Posted after the meeting of 10 December, over on the 18th; at the latest from the 23rd on.
    assert days == {
        "statutory": (day(2025, 12, 11), day(2025, 12, 19)),
        "buffer": (day(2025, 12, 19), day(2025, 12, 31)),
        "begin": (day(2025, 12, 23), day(2025, 12, 24)),
    }
    assert all("七(八)" in one["description"] for one in final)
    approval = [one for one in found.values() if "市政府审批" in one["summary"]]
    assert {kind(one) for one in approval} == {"planned", "buffer", "begin"}
    assert all("假设" in one["description"] for one in approval)


def test_a_second_file_moves_entries_and_adds_none():
    before, after = entries(), entries("durations.city_consult=9wd", language="en")
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid]["dtstart"].dt != after[uid]["dtstart"].dt]
    assert moved


def rings(event):
    """The moment at which the alarm of a whole day rings: counted from the midnight it begins."""
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].params.get("RELATED", "START") == "START"
    midnight = datetime.datetime.combine(event["dtstart"].dt, datetime.time())
    return midnight + alarm["trigger"].dt


def test_only_what_must_begin_has_an_alarm_on_the_morning_of_the_working_day_before():
    first = datetime.date(2025, 9, 17)  # the plan is issued: nobody works on it before
    for event in entries().values():
        if kind(event) != "begin":
            assert not event.walk("VALARM")
            continue
        begin, rung = event["dtstart"].dt, rings(event)
        assert rung.time() == datetime.time(9)
        days = [rung.date() + datetime.timedelta(days=n) for n in range((begin - rung.date()).days)]
        assert [chinese_calendar.is_workday(day) for day in days] == [
            number == 0 for number in range(len(days))
        ]
        assert days or begin == first


@pytest.mark.parametrize(
    ("begin", "rung"),
    [
        ("2025-09-26", "2025-09-25 09:00"),  # a Friday: on Thursday
        ("2025-09-29", "2025-09-28 09:00"),  # a Monday: on Sunday, a make-up working day
        ("2025-10-09", "2025-09-30 09:00"),  # after the holiday: on the last day before it
        ("2025-10-11", "2025-10-10 09:00"),  # itself a make-up working day, a Saturday
        ("2025-10-13", "2025-10-11 09:00"),  # a Monday: on Saturday, a make-up working day
        ("2025-10-20", "2025-10-17 09:00"),  # a Monday: on Friday
        ("2025-09-01", "2025-09-01 09:00"),  # the opening, which has no day before it
    ],
)
def test_an_alarm_rings_on_no_day_off_around_national_day(begin, rung):
    made = procedure(
        '[stages.check]\nkind = "work"\nper = "batch"\nbody = "office"\n',
        f"finish_by = {begin}\n[durations]\ncheck = '8h'\n[applicants]\norganisations = 1\n"
        "[people]\noffice = 1\n",
    )
    file = calendar_of(timetable(made), "en", STAMP).to_ical()
    events = icalendar.Calendar.from_ical(file).walk("VEVENT")
    (event,) = (one for one in events if kind(one) == "begin")
    assert str(event["dtstart"].dt) == begin
    assert str(rings(event)) == f"{rung}:00"


def test_an_alarm_rings_when_business_opens():
    found = entries('calendar.hours=["08:30", "17:30"]')
    begins = [event for event in found.values() if kind(event) == "begin"]
    assert begins
    assert {rings(event).time() for event in begins} == {datetime.time(8, 30)}


def test_the_stated_deadline_is_due_on_its_own_day():
    due = [one for one in entries().values() if kind(one) == "due"]
    assert datetime.date(2025, 10, 25) in {one["dtstart"].dt for one in due}


def test_a_closing_date_and_a_deadline_of_one_stage_are_two_entries():
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-10\n'
        'deadline = { on = 2025-09-12, counts = "receipt", late = "out", roll = "none" }\n',
        "finish_by = 2025-09-30\n[applicants]\norganisations = 1\n",
    )
    file = calendar_of(timetable(made), "en", STAMP).to_ical()
    events = icalendar.Calendar.from_ical(file).walk("VEVENT")
    days = {kind(one): one["dtstart"].dt.day for one in events if kind(one) in ("closes", "due")}
    assert days == {"closes": 10, "due": 12}
    assert len({str(one["uid"]) for one in events}) == len(events)


def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "icalendar" else real(name)
    )
    path = tmp_path / "plan.ics"
    assert main(["schedule", "qingyuan-2025", "-o", str(path), "--lang", "en"]) == 2
    assert "install 'awardsim[report]'" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_writes_it(language, tmp_path, capsys):
    path = tmp_path / "plan.ics"
    assert main(["schedule", "qingyuan-2025", "-o", str(path), "--lang", language]) == 0
    assert len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == len(entries())
    capsys.readouterr()
