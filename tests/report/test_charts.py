"""What charts show, held against the figures themselves and against what a graph must be."""

from __future__ import annotations

import datetime
import itertools

import attrs
import numpy as np
import pytest
from support.procedures import procedure

from awardsim.analysis.flow import flow
from awardsim.analysis.forecast import Forecast, forecast
from awardsim.report.charts.bands import bands
from awardsim.report.charts.beside import ends_beside
from awardsim.report.charts.end_dates import end_dates, end_days
from awardsim.report.charts.frame import ORANGE
from awardsim.report.charts.funnel import LEAST, steps
from awardsim.report.charts.lanes import lanes_of, process, rows_of
from awardsim.report.charts.levers import days_spent, levers
from awardsim.report.charts.load import load_map
from awardsim.report.charts.quotas import quotas
from awardsim.report.drawing import Box, Label
from awardsim.report.view import View

STAGES = """
[quotas.organisations]
number = { at_most = 2 }

[stages.apply]
kind = "window"
closes = 2025-09-05

[stages.check]
kind = "work"
after = ["apply"]
rule = { name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }

[stages.consult]
kind = "wait"
after = ["apply"]

[stages.decide]
kind = "meeting"
per = "batch"
after = ["check", "consult"]
rule = { name = "confer_by_rank" }

[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
"""
ASSUMED = """
finish_by = 2025-09-19
[applicants]
organisations = [3, 5, 9]
[people]
office = 1
[durations]
check = ["4h", "12h", "20h"]
consult = "3wd"
[meetings]
group = [2025-09-18, 2025-09-25, 2025-10-16]
"""


@pytest.fixture(scope="module")
def found() -> Forecast:
    made = procedure(STAGES, ASSUMED, chance=True)
    return forecast(made, replications=40, seed=2)


@pytest.fixture(scope="module")
def view(found) -> View:
    return View(found, "zh", "sample")


def test_days_of_the_end_are_counted_as_they_are(found):
    days = end_days(found)
    ends = found.layout.column(found.figures, "finish")
    opening = found.procedure.calendar.opening
    dates = [opening + datetime.timedelta(minutes=float(one)) for one in ends if one == one]
    for one in days:
        assert one.share == pytest.approx(dates.count(one.date) / len(ends))
        assert one.by == pytest.approx(sum(each <= one.date for each in dates) / len(ends))
    before = [one.by for one in days if one.date <= found.procedure.finish_by]
    assert before[-1] == pytest.approx(found.share)
    gaps = {(later.date - one.date).days for one, later in itertools.pairwise(days)}
    assert gaps <= {1}


def test_what_is_late_is_drawn_as_late(found, view):
    late = sum(one.share for one in end_days(found) if one.date > found.procedure.finish_by)
    bars = [one for one in end_dates(view).shapes if isinstance(one, Box) and one.hint]
    top = max(one.share for one in end_days(found))
    high = max(one.high for one in bars)
    drawn = sum(one.high for one in bars if one.fill == ORANGE) / high * top
    assert 0 < late == pytest.approx(drawn)


def test_a_procedure_that_never_ends_says_so(found):
    figures = found.figures.copy()
    figures[:, found.layout.index["finish"]] = np.nan
    never = attrs.evolve(found, figures=figures)
    assert end_days(never) == ()
    assert "no replication" in end_dates(View(never, "en", "sample")).texts[0]


def test_every_edge_of_the_process_goes_down_and_no_two_stages_stand_in_one_place(found, view):
    made = found.procedure
    rows = rows_of(made, lanes_of(made))
    for node in made.nodes:
        assert all(rows[before] < rows[node.index] for before in node.after)
    places = [(node.body, rows[node.index]) for node in made.nodes]
    assert len(set(places)) == len(places)
    boxes = [one for one in process(view).shapes if isinstance(one, Box) and one.hint]
    assert len(boxes) == len(made.nodes)
    assert all(one.x >= 0 and one.x + one.wide <= process(view).wide for one in boxes)


def test_the_way_to_the_award_ends_with_those_awarded_or_inside(found, view):
    followed = flow(found.procedure, replications=40, seed=2)
    for one in followed.funnels:
        told = steps(view, one)
        assert told[-1].left == pytest.approx(one.awarded + one.inside)
        left = [one.applied, *(each.left for each in told)]
        assert left == sorted(left, reverse=True)
        for before, each in zip(left, told, strict=False):
            gone = sum(number for _, number in each.gone)
            assert before - each.left == pytest.approx(gone)
            assert gone >= LEAST or each is told[-1]


@pytest.mark.parametrize("draw", [bands, end_dates, levers, days_spent, quotas, process])
def test_both_languages_draw_the_same_bars(found, draw):
    def bars(language):
        drawn = draw(View(found, language, "sample"))
        return [(one.x, one.wide) for one in drawn.shapes if isinstance(one, Box) and one.hint]

    assert bars("zh") == bars("en")


def test_a_cell_of_the_load_has_the_share_that_was_worked_out(found, view):
    followed = flow(found.procedure, replications=40, seed=2)
    drawn = load_map(view, followed)
    shown = [one.text for one in drawn.shapes if isinstance(one, Label) and one.text.isdigit()]
    shares = [one for load in followed.loads for one in load.share if one is not None]
    wanted = [str(max(round(one * 100), 1)) for one in shares if one >= 0.005]
    assert [one for one in shown if one != "2025"] == wanted


def test_ends_stand_on_one_calendar_or_not_at_all(found, view):
    """An edition of another year is not drawn at the edge of the first one's calendar."""
    assumed, stages = (text.replace("2025-", "2024-") for text in (ASSUMED, STAGES))
    earlier = procedure(stages, f"opens = 2024-09-01\n{assumed}", chance=True)
    other = View(forecast(earlier, replications=10, seed=2, ranges=False), "zh", "earlier")
    assert other.forecast.finish[0] is not None
    drawn = ends_beside([view, attrs.evolve(view, name="again")])
    assert drawn is not None
    at = view.dates.short(found.finish[0])
    assert [one.text for one in drawn.shapes if isinstance(one, Label)].count(at) == 2
    assert ends_beside([view, other]) is None
    assert ends_beside([other, view]) is None
