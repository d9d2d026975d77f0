"""Notices of every document, forwards and backwards, counted on paper by both conventions.

Under the shipped scenarios with their usual values.  Each row gives the days that count; the
posting day is the one before them, or the first of them where it counts as day 1.
"""

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.latest import count_back
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
