"""The last day on which a stage may be over, at a confidence."""

import datetime
import math

import pytest
from support.procedures import procedure

from awardsim.analysis.confidence import _search, latest_days, over_on
from awardsim.analysis.experiment import load
from awardsim.analysis.latest import count_back, law_alone
from awardsim.cli.catalogue import open_catalogue
from awardsim.schedule.passes import forward, usual_values
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "wait"
type = "ACC_NOTICE"
body = "office"
per = "batch"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "5wd" }
[stages.approve]
kind = "wait"
type = "APPROVE"
body = "office"
per = "batch"
after = ["notice"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["approve"]
"""


def made(approve, check="3wd"):
    return procedure(
        STAGES,
        f"finish_by = 2025-09-30\n[applicants]\norganisations = 4\n"
        f"[durations]\ncheck = '{check}'\napprove = {approve}\n",
    )


def found(procedure, confidence, **more):
    rows = latest_days(procedure, confidence, **{"replications": 120, **more}).rows
    return {procedure.nodes[row.node].id: row for row in rows}


def day(text):
    return datetime.date.fromisoformat(f"2025-{text}")


def test_without_chance_the_day_is_the_one_counted_on_a_wall_calendar():
    """Over by Tuesday 30 September with three days of approval: the 28th (worked), 29th, 30th.

    So the notice is over on Friday the 26th; posted on Friday the 19th, its days are the 22nd to
    the 26th; what comes before it is over on the 18th.
    """
    rows = found(made("'3wd'"), 0.8, replications=5)
    for name, text in (("check", "09-18"), ("notice", "09-26"), ("approve", "09-30")):
        row = rows[name]
        assert row.day == row.usual == row.cautious == row.hopeful == day(text)
        assert row.share == 1.0
        assert row.following in (0.0, None)
        assert not row.together


def test_a_range_gives_the_day_of_its_quantile():
    """Approval takes from 1 to 3 working days, 2 as a rule: 2 or less in half of all cases.

    With the notice over on the 26th three days are left (28th, 29th, 30th), which always do; with
    the notice over on the 28th two, which do in half of the cases; on the 29th one, which never
    does.
    """
    procedure = made("['1wd', '2wd', '3wd']")
    sure = found(procedure, 0.95)["notice"]
    half = found(procedure, 0.4)["notice"]
    assert (sure.day, sure.share) == (day("09-26"), 1.0)
    assert half.day == day("09-28")
    assert half.share == pytest.approx(0.5, abs=3 * math.sqrt(0.25 / 120))
    assert half.following == 0.0


def test_more_confidence_never_comes_later():
    procedure = load("qingyuan-2025", open_catalogue())
    days = [found(procedure, one, replications=16) for one in (0.5, 0.8, 0.95)]
    for node in days[0]:
        some = [one[node].day for one in days]
        dates = [one for one in some if one is not None]
        assert dates == sorted(dates, reverse=True)
        for one in days:
            row = one[node]
            if row.day is not None:
                assert row.day <= row.law
                assert row.hopeful >= row.day
                assert row.cautious is None or row.cautious <= row.day


def test_the_share_of_a_day_is_that_of_the_edition_under_way():
    """What `--today` and `--did` give on that day, counted here one replication at a time."""
    procedure = made("['1wd', '2wd', '3wd']")
    row = found(procedure, 0.4, replications=60, seed=3)["notice"]
    plan = make_plan(over_on(procedure, row.node, row.day))
    ends = [
        max(visit[4] for visit in replicate(plan, 3, one).rows if visit[1] == procedure.finish)
        for one in range(60)
    ]
    assert row.share == sum(end <= procedure.deadline_minute for end in ends) / 60


def test_any_number_of_workers_gives_the_same():
    procedure = made("['1wd', '2wd', '3wd']")
    both = [latest_days(procedure, 0.4, replications=40, workers=one).rows for one in (1, 2)]
    assert both[0] == both[1]


def test_a_day_that_cannot_be_kept_to_is_marked():
    """Twenty working days of approval: the 4th, the 5th, three weeks of five, 28th, 29th, 30th.

    So the notice had to be over on the 3rd, but the list of applications closes on the 5th.
    """
    rows = found(made("'20wd'"), 0.8, replications=5)
    assert rows["notice"].day == day("09-03")
    assert rows["notice"].early > day("09-05")
    assert rows["notice"].behind
    assert not found(made("'3wd'"), 0.8, replications=5)["notice"].behind


def test_no_day_is_early_enough_where_what_follows_takes_too_long():
    rows = found(made("'30wd'"), 0.8, replications=5)
    assert rows["notice"].day is None
    assert rows["notice"].share is None
    assert rows["notice"].usual is None
    assert rows["notice"].law == day("09-30")


def test_all_coming_on_one_day_is_told_where_it_matters():
    rows = found(load("qingyuan-2025", open_catalogue()), 0.8, replications=10)
    assert rows["receipt"].together  # what follows takes the files one by one
    assert not rows["material_review"].together  # the list waits for the last file anyway
    assert not rows["final_notice"].together


def test_without_a_deadline_there_is_nothing_to_be_sure_of():
    procedure = load("qingyuan-2025", open_catalogue())
    import attrs

    with pytest.raises(ValueError, match="finish by"):
        latest_days(attrs.evolve(procedure, finish_by=None), 0.8)


# ---- the search ---------------------------------------------------------------------------------


def searched(shares, start, wanted, replications=100):
    """Run the search over given shares; gives what it found and what it asked for."""
    asked = []
    search = _search(len(shares), start, wanted, replications)
    try:
        place = next(search)
        while True:
            asked.append(place)
            place = search.send(shares[place])
    except StopIteration as over:
        return over.value, asked


@pytest.mark.parametrize("count", [1, 2, 3, 10, 64])
def test_it_finds_the_last_place_that_is_enough_from_wherever_it_begins(count):
    for enough in range(count + 1):
        shares = [1.0] * enough + [0.0] * (count - enough)
        for start in range(count):
            (place, cautious, hopeful), asked = searched(shares, start, 0.8)
            assert place == (enough - 1 if enough else None)
            assert cautious == hopeful == place
            assert len(asked) == len(set(asked))
            assert len(asked) <= 2 * math.log2(count + 1) + 4


def test_the_simulation_error_is_told_in_days():
    # 100 replications: at 0.85 and 0.75 the error is 0.07 and 0.085.
    shares = [1.0, 0.95, 0.85, 0.75, 0.6, 0.0]
    (place, cautious, hopeful), _ = searched(shares, 0, 0.8)
    assert (place, cautious, hopeful) == (2, 1, 3)


def test_no_day_at_all_is_nothing_to_search():
    assert searched([], 0, 0.8) == ((None, None, None), [])


# ---- by law alone -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["qingyuan-2025", "qingyuan-2024", "panzhihua-2023", "qingyuan@2020", "panzhihua@2022"]
)
def test_by_law_alone_forwards_is_what_the_forward_pass_gives(name):
    procedure = load(name, open_catalogue())
    values = usual_values(procedure)
    one = forward(procedure, values, law_only=True)
    other = forward(law_alone(procedure), values)
    for node in procedure.nodes:
        first, second = one.last.get(node.index), other.last.get(node.index)
        assert (first is None) == (second is None), node.id
        if first is not None:
            assert (first.started, first.finished) == (second.started, second.finished), node.id


def test_by_law_alone_nothing_but_the_notice_is_counted_back():
    procedure = made("'3wd'")
    back = count_back(law_alone(procedure), usual_values(procedure), procedure.node_index["notice"])
    # Over on Tuesday the 30th: the 24th, 25th, 26th, 28th... its days are the 24th, 25th, 26th,
    # 28th, 29th and 30th, five of them, so that it is posted on the 24th.
    assert procedure.calendar.date(back.start) == day("09-24")
    assert procedure.calendar.date(back.finish) == day("09-30")
