"""Notices of every document, forwards and backwards, counted on paper by both conventions.

Under the shipped scenarios with their usual values.  Each row gives the days that count; the
posting day is the one before them, or the first of them where it counts as day 1.
"""

import datetime

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.latest import count_back
from awardsim.analysis.timetable import timetable
from awardsim.cli.catalogue import open_catalogue
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import forward, usual_values


def counted(name: str, count: str) -> Procedure:
    return load(name, open_catalogue(), [f"calendar.count={count}"])


def day(made: Procedure, minute: int | None) -> str:
    assert minute is not None
    return f"{made.calendar.date(minute):%m-%d}"


#: Scenario, stage, posted, the days that count from the day after.
FORWARDS = [
    # The group meets on Wednesday 10 December.
    ("qingyuan-2025", "final_notice", "12-11", "12-12 12-15 12-16 12-17 12-18"),
    # Consultation ends on Friday 10 October; Saturday the 11th is worked.
    ("qingyuan-2025", "county_notice", "10-11", "10-13 10-14 10-15 10-16 10-17"),
    # The group meets on Friday 15 November; seven calendar days.
    ("qingyuan-2024", "final_notice", "11-18", "11-19 11-20 11-21 11-22 11-23 11-24 11-25"),
    # The group meets on Wednesday 6 September.
    ("panzhihua-2023", "final_notice", "09-07", "09-08 09-11 09-12 09-13 09-14"),
    # Not before the vote's own date, 30 January; ten calendar days.
    (
        "shaoguan-2018",
        "final_notice",
        "01-31",
        "02-01 02-02 02-03 02-04 02-05 02-06 02-07 02-08 02-09 02-10",
    ),
    # Applications close on 18 May; five working days of consultation, to the 25th.
    ("china-award-2023", "channel_notice", "05-26", "05-29 05-30 05-31 06-01 06-02"),
    # Applications close on 8 May; consultation on the 9th and 10th.
    ("gansu-2023", "local_notice", "05-11", "05-12 05-15 05-16 05-17 05-18"),
]


@pytest.mark.parametrize(("name", "stage", "posted", "days"), FORWARDS)
def test_a_notice_counted_forwards(name: str, stage: str, posted: str, days: str) -> None:
    last = days.split()
    for count, end in (("exclude_first", last[-1]), ("include_first", last[-2])):
        made = counted(name, count)
        step = forward(made, usual_values(made)).last[made.node_index[stage]]
        assert (day(made, step.started), day(made, step.finished)) == (posted, end)


#: Scenario, stage, latest posting with the posting day as day 0 and as day 1.
BACKWARDS = [
    # Approval, hurried, on 31 December; the notice 30, 29, 26, 25, 24.
    ("qingyuan-2025", "final_notice", "12-23", "12-24"),
    # Received by Saturday the 25th, a day on the way: sent by the evening of the 24th.
    # Recommendation on the 24th and 23rd; the notice 22, 21, 20, 17, 16.
    ("qingyuan-2025", "county_notice", "10-15", "10-16"),
    # Handed in on Tuesday 30 September, the closing day; the notice 29, 28 (worked), 26, 25, 24.
    ("qingyuan-2025", "internal_notice", "09-23", "09-24"),
    # Approval, hurried to 3 of its 10 days: 31, 30, 27 December; the notice to the 26th, seven
    # calendar days.
    ("qingyuan-2024", "final_notice", "12-19", "12-20"),
    # Approval, hurried to 2 of its 4 days: 28, 27 September; the notice 26, 25, 22, 21, 20.
    ("panzhihua-2023", "final_notice", "09-19", "09-20"),
    # Ten calendar days to Monday 25 February; the 16th is a Saturday, on which nothing is posted.
    ("shaoguan-2018", "final_notice", "02-15", "02-15"),
    # Received by Monday 19 June, two days on the way: sent on the 17th.  Opinion on the 16th, 15th,
    # 14th; the notice 13, 12, 9, 8, 7.
    ("china-award-2023", "channel_notice", "06-06", "06-07"),
    # Applications close on 18 May, 22 working days before 19 June; the notice 17, 16, 15, 12, 11.
    ("china-award-2023", "internal_notice", "05-10", "05-11"),
    # The decision takes 20 working days, 29 December back to 4 December; the notice 1 December,
    # 30, 29, 28, 27 November; the 25th and 26th are a weekend.
    ("china-award-2023", "final_notice", "11-24", "11-27"),
    # Received by Thursday 25 May, a day on the way; the notice 24, 23, 22, 19, 18.
    ("gansu-2023", "local_notice", "05-17", "05-18"),
    # Applications close on 8 May, 13 working days before the 25th; the notice Saturday 6 (worked),
    # 5, 4 May, 28, 27 April.
    ("gansu-2023", "internal_notice", "04-26", "04-27"),
]


@pytest.mark.parametrize(("name", "stage", "excluded", "included"), BACKWARDS)
def test_a_notice_counted_backwards(name: str, stage: str, excluded: str, included: str) -> None:
    for count, posted in (("exclude_first", excluded), ("include_first", included)):
        made = counted(name, count)
        back = count_back(made, usual_values(made), made.node_index[stage])
        assert back is not None
        assert day(made, back.start) == posted


def test_every_shipped_scenario_is_counted_both_ways() -> None:
    texts = {row[0] for row in FORWARDS}
    assert texts == {row[0] for row in BACKWARDS}
    policies = {load(name, open_catalogue()).policy.id for name in texts}
    assert policies == set(open_catalogue().complete().policies)


def test_shaoguans_188_days_are_those_counted_on_a_wall_calendar() -> None:
    """From the issue on 5 September 2018 to the end of the approval on 11 March 2019.

    With the days off as they were known in September: of 2018 those announced, of 2019 New Year's
    Day and three days from Tuesday 5 February.  Of each stage: how many days of what kind.
    """
    found = timetable(load("shaoguan-2018", open_catalogue()))
    own: dict[str, dict[str, int]] = {}
    for (node, kind), days in found.charged.items():
        own.setdefault(found.procedure.nodes[node].id, {})[kind] = days
    assert own == {
        # 5 September to 8 November, the assumed closing date: 65 days, of which off: 8, 9, 15, 16,
        # 22, 23, 24 September (29 and 30 are worked), 1 to 7, 13, 14, 20, 21, 27, 28 October, 3 and
        # 4 November.  Two days of work, 9 and 12 November, a weekend between.
        "recommend": {"assumed_date": 43, "work": 2, "off": 24},
        # Its files are due by the 15th: 13, 14, 15 November; checked on the 16th.
        "formal_check": {"stated_date": 3, "work": 1},
        # Begins on Saturday 1 December: ten working days until then, three weekends; the 3rd.
        "material_review": {"stated_date": 10, "work": 1, "off": 6},
        # Due on the 20th: 4 to 7, 10 to 14, 17 to 20 December.
        "candidates": {"stated_date": 13, "off": 4},
        "site_visit": {"work": 1},  # 21 December
        # The whole review is due on Sunday 20 January: 24 to 28, 31 December, 2 to 4, 7 to 11, 14
        # to 18 January; five weekends and New Year's Day.
        "composite": {"stated_date": 19, "off": 11},
        "vote": {"meeting": 5},  # 21 to 25 January
        # The vote is due on the 30th: 28, 29, 30 January.  Posted on the 31st; ten calendar days,
        # 1 to 10 February, though only three of them, the 1st, 4th and 8th, are worked.
        "final_notice": {"stated_date": 3, "posting": 1, "notice": 10, "off": 2},
        # The result is due on Monday 25 February: 11 to 15, 18 to 22, 25; then ten working days,
        # 26 February to 11 March; four weekends.
        "approval": {"stated_date": 11, "work": 10, "off": 8},
    }
    # 26 days of September, 31, 30, 31, 31, 28 and 11.
    assert sum(found.tally.values()) == 26 + 31 + 30 + 31 + 31 + 28 + 11
    assert (found.tally["notice"], found.tally["posting"], found.tally["off"]) == (10, 1, 55)


def test_in_working_days_shaoguans_notice_is_ten_days_beside_its_days_off() -> None:
    made = load("shaoguan-2018", open_catalogue(), ["readings.notice_days=working"])
    found = timetable(made)
    notice = made.node_index["final_notice"]
    own = {kind: days for (node, kind), days in found.charged.items() if node == notice}
    # 1, 4, 8, 11 to 15, 18, 19 February; off within: 2, 3, 5, 6, 7, 9, 10, 16, 17, and before it 26
    # and 27 January.
    assert own == {"stated_date": 3, "posting": 1, "notice": 10, "off": 11}


@pytest.mark.parametrize(
    ("county_posts", "firm_posts", "days"),
    [
        # Three days in the county: 22, 23, 24 October after its notice of the 15th to the 21st.
        ("2025-10-14", "2025-09-29", ["09-30", "10-09", "10-10", "10-11", "10-13"]),
        # Five: 20 to 24 October after the notice of the 13th to the 17th.
        ("2025-10-11", "2025-09-26", ["09-28", "09-29", "09-30", "10-09", "10-10"]),
    ],
)
def test_a_file_taken_on_the_morning_the_county_posts(
    county_posts: str, firm_posts: str, days: list[str]
) -> None:
    """The firm's five days end on the working day before; it hands in when business opens."""
    calendar = load("qingyuan-2025", open_catalogue()).calendar
    day = datetime.date.fromisoformat
    opening = calendar.minute(day(county_posts), calendar.hours[0])
    posted = calendar.date(calendar.latest_posting(opening, 5, "wd", "none"))
    assert posted == day(firm_posts)
    assert [f"{calendar.add_workdays(posted, n):%m-%d}" for n in range(1, 6)] == days
