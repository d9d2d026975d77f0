"""Values varied over a grid."""

import math

import pytest
from support.procedures import procedure

from awardsim.analysis.sweep import MOST_POINTS, parse_axis, sweep
from awardsim.errors import InputError

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


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("a=1..4", ("1", "2", "3", "4")),
        ("a=1wd..9wd:4", ("1wd", "5wd", "9wd")),
        ("a=1..9wd:4", ("1wd", "5wd", "9wd")),
        ("a=2025-12-30..2026-01-01", ("2025-12-30", "2025-12-31", "2026-01-01")),
        ("a = x, y,x", ("x", "y")),
        ("a=-2..0", ("-2", "-1", "0")),
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


def test_a_meeting_date_is_a_hump_and_the_set_of_those_in_time_is_exact():
    axis = parse_axis("meeting=2025-09-10..2025-09-26")
    found = sweep([axis], edition, replications=5)
    # The list closes on Friday the 12th at five: a meeting on that day or before is missed, and
    # there is no other.  Held on the n-th, the notice is posted on the next working day; posted on
    # the 24th its five days are the 25, 26, 28 (make-up), 29 and 30: so the 23rd is the last one.
    # A meeting on a day off begins then and ends with the next working day: the 13th, 14th, 20th
    # and 21st count as well.
    met = [one.values[0][-2:] for one in found.meeting(1.0)]
    assert met == [f"{day:02}" for day in range(13, 24)]
    assert {one.share for one in found.points} == {0.0, 1.0}
    assert not found.monotone


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
