"""The iCalendar file of a timetable, read back by the library."""

import datetime
import functools
import pathlib

import chinese_calendar
import icalendar
import pytest
from support.procedures import procedure

from awardsim.analysis.channels import channel_plans
from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import timetable
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.cli.edition import Edition
from awardsim.procedure.progress import with_progress
from awardsim.report.calendar_file import calendar_of, parts_of
from awardsim.report.channel_calendar import channel_parts
from awardsim.scenario.model import Progress

ROOT = pathlib.Path(__file__).parents[2]
ONE_DAY = datetime.timedelta(days=1)
STAMP = datetime.datetime(2025, 9, 17, 8, 0, tzinfo=datetime.UTC)


def read_back(parts, language="en"):
    """The entries of a file by their ids, as another program reads them."""
    made = icalendar.Calendar.from_ical(calendar_of(parts, language, STAMP).to_ical())
    events = made.walk("VEVENT")
    found = {str(event["uid"]): event for event in events}
    assert len(found) == len(events)
    return found


@functools.cache
def entries(*sets, language="zh"):
    found = timetable(load("qingyuan-2025", open_catalogue(), sets))
    return read_back(parts_of(found), language)


@functools.cache
def by_channel(*sets, language="zh"):
    plans = channel_plans(load("qingyuan-2025", open_catalogue(), sets))
    return read_back(channel_parts(plans, "qingyuan-2025", language), language)


def kind(event):
    return str(event["categories"].cats[0])


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


@functools.cache
def under_way(*, each=False):
    """On 12 December, the site visits over the day before; by channel if ``each``."""
    day = datetime.date
    made = load("qingyuan-2025", open_catalogue(), ["calendar.known_on=2025-12-12"])
    made = with_progress(made, Progress(day(2025, 12, 12), {"site_visit": day(2025, 12, 11)}))
    if each:
        return read_back(channel_parts(channel_plans(made), "qingyuan-2025", "zh"), "zh")
    return read_back(parts_of(timetable(made)), "zh")


def test_a_file_under_way_gives_a_day_to_what_has_one_and_leaves_the_rest_as_imported():
    before, after = entries(), under_way()
    assert not after.keys() - before.keys()
    done = [one for one in after.values() if kind(one) == "done"]
    assert {str(one["summary"]): one["dtstart"].dt for one in done} == {
        "【已办】印发方案": datetime.date(2025, 9, 17),  # the day the plan has
        "【已办】现场评审": datetime.date(2025, 12, 11),
    }
    # The county notice was to run until 17 October, and was over at some time: nothing is said.
    left = {str(before[uid]["summary"]) for uid in before.keys() - after.keys()}
    assert {"【法定】县级公示", "【法定】受理名单公示", "【截止】报送市质量强市办"} <= left
    days = [one["dtstart"].dt for one in after.values() if one["status"] == "CONFIRMED"]
    assert sorted(days)[1] == datetime.date(2025, 12, 11)  # and no day of September moved there


def test_what_is_done_takes_the_place_of_its_plan_and_the_rest_of_it_is_cancelled():
    """By RFC 5546, 2.1.5, of two entries with one id the one with the greater number holds."""
    before, after = entries(), under_way()
    planned = {kind(one): uid for uid, one in before.items() if "现场评审" in str(one["summary"])
               and "名单" not in str(one["summary"])}  # fmt: skip
    assert kind(after[planned["planned"]]) == "done"
    for one in ("buffer", "begin"):
        gone = after[planned[one]]
        assert gone["status"] == "CANCELLED"
        assert str(gone["summary"]).startswith("【取消】")
        assert not gone.walk("VALARM")
    # The list of visits was drawn up by the 11th: until the 12th there is no room any more.
    cancelled = {str(one["summary"]) for one in after.values() if one["status"] == "CANCELLED"}
    assert "【取消】【机动】确定现场评审名单" in cancelled
    assert {one["status"] for one in before.values()} == {"CONFIRMED"}


def exported(*, each=False, today=None, dids=(), finish=None, sets=(), late=0):
    """The file of a command with these options, so many minutes after the first, read back."""
    catalogue = open_catalogue()
    edition = Edition.of_options("qingyuan-2025", finish, today, dids, (), sets)
    made, filed = edition.loader(catalogue)(), edition.filed(catalogue)
    if each:
        parts = channel_parts(channel_plans(made), "qingyuan-2025", "zh", filed)
    else:
        parts = parts_of(timetable(made), filed)
    file = calendar_of(parts, "zh", STAMP + datetime.timedelta(minutes=late))
    events = icalendar.Calendar.from_ical(file.to_ical()).walk("VEVENT")
    found = {str(event["uid"]): event for event in events}
    assert len(found) == len(events)
    return found


@functools.cache
def first_import(each):
    return exported(each=each)


def imported(*files):
    """What stands in a calendar after these files, one after the other.

    By RFC 5546, 2.1.5, of one id the greatest number holds, of equal ones the later; what is
    cancelled is taken away.
    """
    held = {}
    for file in files:
        for uid, event in file.items():
            if uid not in held or event["sequence"] >= held[uid]["sequence"]:
                held[uid] = event
    return {uid: event for uid, event in held.items() if event["status"] != "CANCELLED"}


TOO_LATE = "meetings.leading_group=[2025-12-26]"  # its notice does not end before 31 December


@pytest.mark.parametrize(
    ("options", "each"),
    [
        ({"sets": (TOO_LATE,)}, False),
        ({"sets": ("stages.receipt.deadline.on=2025-10-16",)}, True),
        ({"finish": "2025-12-17"}, False),
        ({"sets": ("remove stages.site_list",)}, False),
        ({"sets": ("remove stages.county_notice",)}, True),
        ({"sets": ("remove channels.liannan",)}, True),
    ],
)
def test_after_a_second_import_with_another_value_nothing_of_the_first_is_left(options, each):
    first = first_import(each)
    second = exported(**options, each=each, late=1)
    cancelled = {uid for uid, one in second.items() if one["status"] == "CANCELLED"}
    assert any(first[uid].walk("VALARM") for uid in cancelled)
    assert not any(second[uid].walk("VALARM") for uid in cancelled)
    assert all(str(second[uid]["summary"]).startswith("【取消】") for uid in cancelled)
    left = imported(first, second)
    assert left
    assert left == {uid: one for uid, one in second.items() if uid not in cancelled}


def test_a_meeting_that_is_moved_leaves_no_alarm_of_its_old_day():
    first = first_import(False)
    before = [one["dtstart"].dt for one in first.values()
              if str(one["summary"]) == "【最迟开始】领导小组集体审议"]  # fmt: skip
    assert before == [datetime.date(2025, 12, 18)]
    left = imported(first, exported(sets=(TOO_LATE,), late=1))
    meeting = {str(one["summary"]): one for one in left.values() if "领导小组" in one["summary"]}
    assert {name: one["dtstart"].dt for name, one in meeting.items()} == {
        "【计划】领导小组集体审议": datetime.date(2025, 12, 26)
    }
    assert not any(one.walk("VALARM") for one in meeting.values())


@pytest.mark.parametrize("each", [False, True])
@pytest.mark.parametrize("sets", [(), (TOO_LATE,)])
def test_under_way_only_what_was_over_before_stays_of_the_first_import(sets, each):
    """Stages that were over by the visits without a day of their own: what they had until then."""
    over = datetime.date(2025, 12, 1)
    first = first_import(each)
    second = exported(each=each, today="2025-12-02", dids=("现场评审=12-01",), sets=sets, late=1)
    old = {uid: one for uid, one in imported(first, second).items() if uid not in second}
    assert old
    assert {uid for uid, one in first.items() if one["dtend"].dt - over > ONE_DAY}.isdisjoint(old)
    assert all(rings(one).date() < over for one in old.values() if one.walk("VALARM"))


def test_a_file_without_options_brings_back_what_was_cancelled():
    moved = exported(sets=(TOO_LATE,), late=1)
    again = exported(late=2)
    assert {one["status"] for one in again.values()} == {"CONFIRMED"}
    assert imported(first_import(False), moved, again) == again


def test_a_scenario_that_needs_an_option_has_nothing_to_cancel(tmp_path, capsys):
    path, bare = tmp_path / "plan.ics", tmp_path / "bare.toml"
    given = (ROOT / "scenarios" / "qingyuan-2025.toml").read_text(encoding="utf-8")
    days = "[2025-12-10, 2025-12-18, 2025-12-26]"
    assert days in given
    bare.write_text(given.replace(days, "[2025-09-01]"), encoding="utf-8")
    assert main(["schedule", str(bare)]) == 2
    assert main(["schedule", str(bare), "--set", TOO_LATE, "-o", str(path)]) == 0
    written = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert {one["status"] for one in written} == {"CONFIRMED"}
    capsys.readouterr()


@pytest.mark.parametrize(
    ("by", "options"),
    [
        ([], ["--set", TOO_LATE]),
        (["--by", "channel"], ["--set", "stages.receipt.deadline.on=2025-10-16"]),
    ],
)
def test_the_command_cancels_what_its_values_take_away(by, options, tmp_path, capsys):
    files = []
    for name, more in (("a.ics", []), ("b.ics", options)):
        path = tmp_path / name
        assert main(["schedule", "qingyuan-2025", *by, *more, "-o", str(path)]) == 0
        events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        files.append({str(event["uid"]): event for event in events})
    assert files[0].keys() == files[1].keys()
    left = imported(*files)
    assert 0 < len(left) < len(files[0])
    assert left == {uid: files[1][uid] for uid in left}
    capsys.readouterr()


def test_a_later_file_has_a_greater_number():
    parts = parts_of(timetable(load("qingyuan-2025", open_catalogue())))
    made = [
        calendar_of(parts, "en", STAMP + datetime.timedelta(seconds=late)).walk("VEVENT")[0]
        for late in (0, 1)
    ]
    assert 0 < made[0]["sequence"] < made[1]["sequence"] < 2**31
    assert made[0]["dtstamp"].dt == made[0]["last-modified"].dt == STAMP


def test_by_channel_nothing_is_said_again_of_what_a_county_has_done():
    assert under_way(each=True).keys() < by_channel().keys()
    cats = {str(one["categories"].cats[0]) for one in under_way(each=True).values()}
    assert cats <= {"done", "buffer", "begin"}


def rings(event):
    """The moment at which the alarm of a whole day rings: counted from the midnight it begins."""
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].params.get("RELATED", "START") == "START"
    midnight = datetime.datetime.combine(event["dtstart"].dt, datetime.time())
    return midnight + alarm["trigger"].dt


def test_what_must_begin_or_is_due_has_an_alarm_on_the_morning_of_the_working_day_before():
    first = datetime.date(2025, 9, 17)  # the plan is issued: nobody works on it before
    for event in entries().values():
        if kind(event) not in ("begin", "due", "closes"):
            assert not event.walk("VALARM")
            continue
        begin, rung = event["dtstart"].dt, rings(event)
        assert rung.time() == datetime.time(9)
        days = [rung.date() + datetime.timedelta(days=n) for n in range((begin - rung.date()).days)]
        assert [chinese_calendar.is_workday(day) for day in days] == [
            number == 0 for number in range(len(days))
        ]
        assert days or begin == first


def test_what_takes_no_time_has_the_day_it_must_be_done_by():
    """The plan is issued, the list of visits is drawn up, the award is given: three instants."""
    found = [one for one in entries().values() if str(one["summary"]).startswith("【最迟】")]
    day = datetime.date
    assert {str(one["summary"])[4:]: one["dtstart"].dt for one in found} == {
        # The internal notice is posted on the 23rd at the latest.
        "印发方案": day(2025, 9, 23),
        # Visits begin on Friday 12 December: three days of report, 15 to 17, meeting on the 18th.
        "确定现场评审名单": day(2025, 12, 12),
        "通报表彰": day(2025, 12, 31),
    }
    assert {kind(one) for one in found} == {"begin"}
    assert all(one.walk("VALARM") and "不占时间" in one["description"] for one in found)


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
    events = read_back(parts_of(timetable(made))).values()
    (event,) = (one for one in events if kind(one) == "begin")
    assert str(event["dtstart"].dt) == begin
    assert str(rings(event)) == f"{rung}:00"


def test_an_alarm_rings_when_business_opens():
    found = entries('calendar.hours=["08:30", "17:30"]')
    begins = [event for event in found.values() if kind(event) == "begin"]
    assert begins
    assert {rings(event).time() for event in begins} == {datetime.time(8, 30)}


def test_the_stated_deadline_is_due_on_its_own_day_and_rings_the_day_before():
    due = {one["dtstart"].dt: one for one in entries().values() if kind(one) == "due"}
    stated = due[datetime.date(2025, 10, 25)]  # a Saturday: on Friday
    assert str(rings(stated)) == "2025-10-24 09:00:00"
    assert str(stated["summary"]) == "【截止】报送市质量强市办"


def test_a_date_that_nobody_wrote_says_so():
    (closing,) = (one for one in entries().values() if kind(one) == "closes")
    assert str(closing["summary"]) == "【假设的截止】申报"
    assert closing["dtstart"].dt == datetime.date(2025, 9, 30)
    assert "没有写明，为假设" in closing["description"]
    english = entries(language="en")[str(closing["uid"])]
    assert str(english["summary"]) == "[assumed date] application"


def test_a_closing_date_and_a_deadline_of_one_stage_are_two_entries():
    made = procedure(
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-10\n'
        'deadline = { on = 2025-09-12, counts = "receipt", late = "out", roll = "none" }\n',
        "finish_by = 2025-09-30\n[applicants]\norganisations = 1\n",
    )
    events = read_back(parts_of(timetable(made))).values()
    days = {kind(one): one["dtstart"].dt.day for one in events if kind(one) in ("closes", "due")}
    assert days == {"closes": 10, "due": 12}


def test_by_channel_each_has_its_own_entries_under_its_name():
    made = load("qingyuan-2025", open_catalogue())
    names = {one.title.zh for one in made.policy.channels.values()}
    found = by_channel()
    own = {name: [] for name in names}
    for event in found.values():
        what, whose = event["categories"].cats
        own[str(whose)].append((str(what), str(event["summary"]), event["dtstart"].dt))
    assert len(names) == 8
    assert len({len(listed) for listed in own.values()}) == 1
    # Handed over by the close of Friday the 24th, since nobody takes files on Saturday the 25th;
    # the notice posted on Tuesday the 14th, its days the 15th, 16th, 17th, 20th and 21st.
    day = datetime.date
    assert ("due", "【截止】英德市 报送市质量强市办", day(2025, 10, 24)) in own["英德市"]
    assert ("begin", "【最迟开始】英德市 县级公示", day(2025, 10, 14)) in own["英德市"]
    sent = "英德市：请于10月14日前（含当日）发布县级公示，10月24日下班前材料送达市质量强市办。"
    said = [one for one in found.values() if sent in one["description"]]
    assert {str(one["categories"].cats[1]) for one in said} == {"英德市"}
    assert any(kind(one) == "due" and "10-25 周六" in one["description"] for one in said)


def test_by_channel_a_second_file_moves_a_countys_entries_and_no_others():
    day = '[{date=2025-10-16, name="county day", channels=["liannan"]}]'
    before, after = by_channel(), by_channel(f"calendar.holidays={day}")
    assert before.keys() == after.keys()
    assert not before.keys() & entries().keys()
    moved = {
        str(before[uid]["categories"].cats[1])
        for uid in before
        if before[uid]["dtstart"].dt != after[uid]["dtstart"].dt
    }
    assert moved == {"连南瑶族自治县"}


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
    written = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert {str(event["uid"]) for event in written} == entries().keys()
    each = tmp_path / "each.ics"
    command = ["schedule", "qingyuan-2025", "--by", "channel", "-o", str(each)]
    assert main([*command, "--lang", language]) == 0
    written = icalendar.Calendar.from_ical(each.read_bytes()).walk("VEVENT")
    assert {str(event["uid"]) for event in written} == by_channel().keys()
    capsys.readouterr()
