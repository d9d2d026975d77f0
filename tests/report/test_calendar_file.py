"""The iCalendar file of a timetable, read back by the library."""

import datetime

import icalendar
import pytest

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


def test_only_what_must_begin_has_an_alarm_a_day_before():
    for event in entries().values():
        alarms = event.walk("VALARM")
        assert len(alarms) == (kind(event) == "begin")
        for alarm in alarms:
            assert alarm["trigger"].dt == datetime.timedelta(days=-1)


def test_the_stated_deadline_is_due_on_its_own_day():
    due = [one for one in entries().values() if kind(one) == "due"]
    assert datetime.date(2025, 10, 25) in {one["dtstart"].dt for one in due}


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
