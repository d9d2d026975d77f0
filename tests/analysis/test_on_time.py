"""Of each channel's files, how many are in time: against the figures of a run, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.on_time import on_time
from awardsim.cli.catalogue import open_catalogue
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Arm, Workers

COUNT = 12


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


@pytest.fixture(scope="module")
def edition(catalogue):
    return load("qingyuan-2025", catalogue)


def test_the_late_ones_are_those_of_a_run(edition):
    """Under the same luck as many are late as the figures of a run say, whoever they are."""
    found = on_time(edition, replications=COUNT, seed=3)
    layout = layout_of(make_plan(edition))
    with Workers({"": edition}, collect, 3, 1, None) as crew:
        figures = crew.run([Arm({}, 0, COUNT)])[0]
    late = float(np.mean(layout.column(figures, "late")))
    applied = sum(float(np.mean(layout.column(figures, f"applied/{t}"))) for t in edition.tracks)
    *channels, together = found.rows
    assert together.files == pytest.approx(applied)
    assert (1 - together.on_time) * together.files == pytest.approx(late)
    assert sum(row.files for row in channels) == pytest.approx(together.files)
    for row in found.rows:
        assert sum(row.late.values()) == pytest.approx(1 - row.on_time)
        assert 0 <= row.clean <= 1
    assert late > 0


def test_nobody_misses_a_date_that_is_far_and_everybody_one_that_is_over(catalogue):
    """Who applies at the last moment may be late for the list, but not for a date a month later."""
    early = ["stages.receipt.deadline.on=2025-11-28", "fill.stages.apply.closes=2025-10-31"]
    edition = load("qingyuan-2025", catalogue, early)
    found = on_time(edition, replications=4).rows[-1]
    assert {edition.nodes[node].id for node in found.late} <= {"apply"}
    assert found.on_time > 0.8
    over = load("qingyuan-2025", catalogue, ["fill.stages.apply.closes=2025-09-18"])
    gone = on_time(over, replications=4).rows[-1]
    assert gone.on_time < 0.1  # the internal notice alone takes until the 24th


def test_a_channel_without_files_has_no_share(catalogue):
    none = ["channels.yingde.organisations=0", "channels.yingde.individuals=0"]
    edition = load("qingyuan-2025", catalogue, none)
    row = on_time(edition, replications=4).rows[edition.channels.index("yingde")]
    assert row.files == 0
    assert math.isnan(row.on_time)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_fits_and_both_languages_have_the_same_figures(language, edition):
    import re

    from awardsim.report.console import width
    from awardsim.report.on_time_screen import on_time_grid, on_time_screen

    found = on_time(edition, replications=4)
    lines = on_time_screen(found, language).splitlines()
    assert max(width(line) for line in lines) <= 100
    other = on_time_grid(found, "en" if language == "zh" else "zh")
    own = on_time_grid(found, language)
    for one, two in zip(own.rows, other.rows, strict=True):
        assert re.findall(r"\d+(?:\.\d+)?", " ".join(one[1:4])) == re.findall(
            r"\d+(?:\.\d+)?", " ".join(two[1:4])
        )
