"""How often ends are tried: as usual for a city, less often for a nation, the same everywhere."""

from __future__ import annotations

import itertools

import pytest
from support.procedures import procedure

from awardsim.analysis.effort import (
    COARSE,
    FINE,
    INFLUENTIAL,
    LEAST_COARSE,
    LEAST_FINE,
    effort,
    visits_of,
)
from awardsim.analysis.forecast import forecast
from awardsim.report.run_basis import error_told
from awardsim.report.view import View

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
[stages.decide]
per = "batch"
after = ["check"]
rule = { name = "confer_by_rank" }
[quotas.organisations]
number = { at_most = 2 }
"""


def made(applicants: int):
    return procedure(
        STAGES, f"finish_by = 2025-12-31\n[applicants]\norganisations = {applicants}\n"
    )


def test_a_city_is_tried_as_often_as_usual():
    often = effort(made(30), 1000)
    assert (often.coarse, often.fine, often.reduced) == (COARSE, FINE, False)


def test_never_more_often_than_the_run_itself_and_that_is_no_reduction():
    often = effort(made(30), 10)
    assert (often.coarse, often.fine, often.reduced) == (10, 10, False)


@pytest.mark.parametrize("replications", [60, 1000])
def test_the_larger_the_edition_the_fewer_but_not_none(replications):
    counts = [effort(made(count), replications) for count in (10**3, 10**5, 10**6)]
    for one, other in itertools.pairwise(counts):
        assert other.coarse <= one.coarse
        assert other.fine <= one.fine
    assert (counts[-1].coarse, counts[-1].fine) == (LEAST_COARSE, LEAST_FINE)
    assert counts[-1].reduced


def test_visits_are_applicants_times_stages():
    assert visits_of(made(7)) == 7 * 3


def test_the_planned_number_is_what_is_run(monkeypatch):
    """Of an edition that is put to be large; the screen then says how often."""
    monkeypatch.setattr("awardsim.analysis.effort.COARSE_VISITS", 1)
    monkeypatch.setattr("awardsim.analysis.effort.FINE_VISITS", 1)
    procedure = made(4)
    ticks = []
    found = forecast(procedure, replications=40, seed=1, workers=1, tick=ticks.append)
    often = effort(procedure, 40)
    assert often.reduced
    assert found.ranges is not None
    assert found.ranges.replications + 40 == sum(ticks) <= 40 + often.total
    assert {one.replications for one in found.ranges.swings} <= {LEAST_COARSE, LEAST_FINE}
    refined = [one for one in found.ranges.swings if one.refined]
    assert len(refined) <= INFLUENTIAL
    ends = [end for one in refined for end in (one.low, one.high)]
    assert found.ranges.low == min([found.share, *ends])
    assert found.ranges.high == max([found.share, *ends])
    assert f"各推演{LEAST_COARSE}次" in error_told(View(found, "zh", "edition"))
    assert f"run {LEAST_COARSE} times" in error_told(View(found, "en", "edition"))
