"""Values varied over a grid, and the search of those that reach a target."""

import datetime
import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.procedures import procedure

from awardsim.analysis.axes import MOST_POINTS, own_axis, parse_axis
from awardsim.analysis.kept import Kept
from awardsim.analysis.sweep import Sweeping, sweep
from awardsim.analysis.until import search
from awardsim.errors import InputError
from awardsim.report.console import width
from awardsim.report.record_id import procedure_id
from awardsim.report.sweep_screen import sweep_screen

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.decide]
kind = "meeting"
per = "batch"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["decide"]
duration = { exactly = "5wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""


def edition(sets):
    given = dict(one.split("=") for one in sets)
    meeting = given.get("meeting", "2025-09-15")
    finish = given.get("finish", "2025-09-30")
    return procedure(
        STAGES,
        f"finish_by = {finish}\n[applicants]\norganisations = 2\n[meetings]\ngroup = [{meeting}]\n",
    )


#: Files come until the 12th, each is checked by the office, and all are awarded together.
WORK = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["check"]
"""


def office(sets):
    """A queue of files before an office, whose people are varied."""
    given = dict(one.split("=") for one in sets)
    due = given.get("finish", "2025-09-30")
    return procedure(
        WORK,
        f"finish_by = {due}\n[applicants]\norganisations = [30, 60, 90]\n[people]\n"
        f"office = {given.get('people.office', 1)}\n[durations]\ncheck = ['8h', '16h', '40h']\n",
        chance=True,
    )


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("a=1..4", ("1", "2", "3", "4")),
        ("a=1wd..9wd:4", ("1wd", "5wd", "9wd")),
        ("a=1..9wd:4", ("1wd", "5wd", "9wd")),
        ("a=2025-12-30..2026-01-01", ("2025-12-30", "2025-12-31", "2026-01-01")),
        ("a = x, y,x", ("x", "y")),
        ("a=-2..0", ("-2", "-1", "0")),
        (
            "a=[2025-12-10, 2025-12-18],[2025-12-18]",
            ("[2025-12-10, 2025-12-18]", "[2025-12-18]"),
        ),
        ("a={weekdays=['mon','tue']},1", ("{weekdays=['mon','tue']}", "1")),
    ],
)
def test_values_are_read_as_they_are_meant(written, values):
    assert parse_axis(written).values == values


@pytest.mark.parametrize(
    "written", ["a", "=1..3", "a=", "a=3..1", "a=1wd..3h", "a=x..y", "a=1..9999999999", "a=1..4:0"]
)
def test_anything_else_is_refused(written):
    with pytest.raises(InputError):
        parse_axis(written)


def test_days_without_a_year_are_those_of_the_edition():
    def day(text):
        return datetime.date.fromisoformat(f"2025-{text}")

    assert parse_axis("a=12-30..12-31", day).values == ("2025-12-30", "2025-12-31")
    assert parse_axis("a=12-30,[12-31]", day).values == ("2025-12-30", "[12-31]")


def test_a_path_alone_takes_the_range_of_its_estimate():
    made = procedure(
        WORK,
        "finish_by = 2025-09-30\n[applicants]\norganisations = [2, 3, 5]\n"
        "[durations]\ncheck = ['2h', '8h', '18h']\n[people]\noffice = 1\n",
    )
    assert own_axis("applicants.organisations", made).values == ("2", "3", "4", "5")
    assert own_axis("durations.check", made).values == tuple(f"{h}h" for h in range(2, 19, 2))
    for path in ("people.office", "people.nobody", "readings.none"):
        with pytest.raises(InputError):
            own_axis(path, made)


def test_a_meeting_date_is_a_hump_and_the_set_of_those_in_time_is_exact():
    axis = parse_axis("meeting=2025-09-10..2025-09-26")
    found = sweep([axis], edition, 1.0, replications=5)
    # The list closes on Friday the 12th at five: a meeting on that day or before is missed, and
    # there is no other.  Held on the n-th, the notice is posted on the next working day; posted on
    # the 24th its five days are the 25, 26, 28 (make-up), 29 and 30: so the 23rd is the last one.
    # A meeting on a day off begins then and ends with the next working day: the 13th, 14th, 20th
    # and 21st count as well.
    met = [values[0][-2:] for values in found.reach.values]
    assert met == [f"{day:02}" for day in range(13, 24)]
    assert {one.share for one in found.points} == {0.0, 1.0}
    assert not found.one_way
    assert found.reach.how == "every"
    assert len(found.points) == 17


@pytest.fixture(scope="module")
def exhaustive():
    return sweep([parse_axis("people.office=1..30")], office, 0.5, every=True, replications=40)


@pytest.mark.parametrize("target", [0.05, 0.5, 0.9, 1.0])
def test_bisection_finds_the_set_of_the_exhaustive_sweep_with_far_fewer_runs(exhaustive, target):
    ticks = []
    axis = parse_axis("people.office=1..30")
    found = sweep([axis], office, target, replications=40, tick=ticks.append)
    every = [one.values for one in exhaustive.points if one.share >= target]
    assert len(exhaustive.points) == 30
    assert 0 < len(every) < 30
    assert list(found.reach.values) == every
    assert found.reach.how == "bisection"
    assert sum(ticks) == 40 * len(found.points)
    assert len(found.points) <= 15
    shares = {one.values: one.share for one in exhaustive.points}
    assert all(one.share == shares[one.values] for one in found.points)


def test_of_two_values_one_is_searched_for_each_value_of_the_other():
    """People and the day to finish by: the same set as running all, in far fewer runs."""
    axes = [parse_axis("people.office=1..30"), parse_axis("finish=2025-09-26,2025-10-17")]
    found = sweep(axes, office, 0.5, replications=6)
    every = sweep(axes, office, 0.5, every=True, replications=6)
    assert found.reach.values == every.reach.values
    assert 0 < len(every.reach.values) < 60
    assert found.reach.how == "bisection"
    assert len(found.points) < 40 < len(every.points) == 60
    shown = sweep_screen(found, "en")
    assert "finish=2025-10-17: " in shown
    assert max(map(width, shown.splitlines())) <= 100


class Made:
    """A value whose replications in time are given."""

    def __init__(self, share, count=400):
        self.in_time = (np.arange(count) < round(share * count)).astype(float)
        self.share = float(self.in_time.mean())
        self.error = 1.96 * math.sqrt(self.share * (1 - self.share) / count)


@given(
    st.lists(st.floats(0, 1), min_size=6, max_size=60).map(sorted),
    st.booleans(),
    st.floats(0.01, 1),
)
def test_where_the_response_goes_one_way_the_set_is_always_exact(shares, falling, target):
    made = [Made(share) for share in (reversed(shares) if falling else shares)]
    asked = []

    def at(place):
        asked.append(place)
        return made[place]

    found = search(len(made), at, target)
    assert found.one_way
    assert list(found.reach) == [i for i, one in enumerate(made) if one.share >= target]
    assert sorted(asked) == list(found.tried)  # none is run twice


def test_a_steep_curve_takes_about_as_many_runs_as_halving():
    made = [Made(0.0)] * 371 + [Made(1.0)] * 629
    found = search(1000, made.__getitem__, 0.8)
    assert found.reach == tuple(range(371, 1000))
    assert len(found.tried) <= 5 + math.ceil(math.log2(250))


def test_a_hump_that_shows_is_run_in_full():
    made = [Made(math.exp(-(((place - 14) / 8) ** 2))) for place in range(40)]
    found = search(40, made.__getitem__, 0.9)
    assert not found.one_way
    assert len(found.tried) == 40
    assert list(found.reach) == [i for i, one in enumerate(made) if one.share >= 0.9]


def test_only_what_goes_one_way_by_its_nature_is_searched():
    one_way = ["people.x=1..9", "durations.y=1wd..9wd", "finish_by=2025-12-01..2025-12-09"]
    assert all(parse_axis(one).one_way for one in one_way)
    others = ["meetings.group=2025-12-01..2025-12-09", "readings.x=a,b", "people.x=3,1,2"]
    others += ["fill.stages.apply.closes=1wd..9wd", "people.x=1,2h"]
    assert not any(parse_axis(one).one_way for one in others)


def test_the_points_are_those_of_single_runs():
    axis = parse_axis("meeting=2025-09-15,2025-09-24")
    both = sweep([axis], edition, replications=7)
    for place, value in enumerate(axis.values):
        alone = sweep([parse_axis(f"meeting={value}")], edition, replications=7)
        assert alone.points[0].share == both.points[place].share
        assert alone.points[0].finish == both.points[place].finish
    assert both.points[0].step is None
    assert both.points[1].step.mean == both.points[1].share - both.points[0].share


def test_two_values_make_a_table():
    axes = [parse_axis("meeting=2025-09-15,2025-09-22"), parse_axis("finish=2025-09-23,2025-09-30")]
    found = sweep(axes, edition, replications=3)
    shares = {one.values: one.share for one in found.points}
    # Held on Monday the 15th it is over on the 23rd, held on the 22nd on the 29th.
    assert shares == {
        ("2025-09-15", "2025-09-23"): 1.0,
        ("2025-09-15", "2025-09-30"): 1.0,
        ("2025-09-22", "2025-09-23"): 0.0,
        ("2025-09-22", "2025-09-30"): 1.0,
    }


def test_too_many_points_are_refused_before_anything_runs():
    many = ",".join(map(str, range(12)))
    with pytest.raises(InputError, match=str(MOST_POINTS)):
        sweep([parse_axis(f"a={many}"), parse_axis(f"b={many}")], lambda _: 1 / 0)


def test_a_share_of_none_or_all_has_an_error_too():
    found = sweep([parse_axis("meeting=2025-09-15")], edition, replications=20)
    (point,) = found.points
    assert point.share == 1.0
    # Wilson: z**2 / (2 (n + z**2)) with z = 1.96 and n = 20.
    assert point.error == pytest.approx(1.96**2 / (2 * (20 + 1.96**2)), rel=1e-3)
    assert not math.isnan(point.awarded)


def test_a_value_that_cannot_be_is_told_and_the_others_run():
    axis = parse_axis("meeting=2025-08-01,2025-09-15")  # the first lies before the opening
    found = sweep([axis], edition, replications=3)
    assert [one.values for one in found.points] == [("2025-09-15",)]
    assert [one.values for one in found.faults] == [("2025-08-01",)]
    with pytest.raises(InputError):
        sweep([parse_axis("meeting=2025-08-01")], edition, replications=3)


class Stop(BaseException):
    """As a signal is."""


def kept_sweep(path, ticks, last=10**9):
    def tick(count):
        ticks.append(count)
        if len(ticks) > last:
            raise Stop

    axis = parse_axis("meeting=2025-09-15..2025-09-24")
    work = Sweeping(
        [axis], edition, replications=4, tick=tick, kept=Kept(path), name_of=procedure_id
    )
    return work


def test_what_is_done_when_it_is_stopped_is_kept_and_not_run_again(tmp_path):
    path = tmp_path / "points.jsonl"
    work = kept_sweep(path, [], last=3)
    with pytest.raises(Stop):
        work.run()
    part = work.so_far()
    assert len(part.points) == 3
    assert part.size == 10
    whole = kept_sweep(path, []).run()
    fresh = sweep(work.axes, edition, replications=4)
    assert whole.taken == 3
    for one, two in itertools.zip_longest(whole.points, fresh.points):
        assert (one.values, one.finish, one.awarded) == (two.values, two.finish, two.awarded)
        assert list(one.in_time) == list(two.in_time)
        assert (one.step and one.step.mean) == (two.step and two.step.mean)
    before = path.read_bytes()
    assert kept_sweep(path, []).run().taken == 10
    assert path.read_bytes() == before


def test_a_torn_line_is_run_again_and_another_seed_takes_nothing(tmp_path):
    path = tmp_path / "points.jsonl"
    kept_sweep(path, []).run()
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) - 40], "utf-8")
    again = kept_sweep(path, [])
    assert again.kept.damaged == 1
    assert again.run().taken == 9
    axes = again.axes
    other = Sweeping(
        axes, edition, replications=4, seed=2, kept=Kept(path), name_of=procedure_id
    ).run()
    assert other.taken == 0


def test_a_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "points.jsonl"
    path.write_text(json.dumps({"my": "data"}) + "\n", "utf-8")
    with pytest.raises(InputError):
        Kept(path)
    assert json.loads(path.read_text("utf-8")) == {"my": "data"}
    with pytest.raises(InputError):
        Kept(tmp_path / "no" / "points.jsonl")
