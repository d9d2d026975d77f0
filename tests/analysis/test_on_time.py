"""Of each channel's files, how many are in time: against the figures of a run, and by hand."""

from __future__ import annotations

import json
import math

import attrs
import numpy as np
import pytest

from awardsim.analysis.axes import parse_axis
from awardsim.analysis.experiment import load
from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.on_time import on_time
from awardsim.analysis.on_time_values import on_time_values
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.simulation.arms import Arm
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Workers

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


FAR = ("stages.receipt.deadline.on=2025-11-28",)
CLOSES = "fill.stages.apply.closes=2025-09-18,2025-10-31"


@pytest.fixture(scope="module")
def at_values(catalogue):
    """Applications close on 18 September, before an internal notice can be over, or in October."""
    return on_time_values(
        lambda value: load("qingyuan-2025", catalogue, [*FAR, value]),
        parse_axis(CLOSES),
        kept=0.8,
        replications=4,
    )


def test_the_values_that_keep_enough_are_those_that_leave_time_for_the_notice(at_values):
    soon, far = at_values.shares
    assert soon.on_time < 0.1  # five working days from the 17th at the earliest: the 24th
    assert far.on_time > 0.8
    assert at_values.enough == (1,)
    assert at_values.best == 1
    assert 0 not in at_values.open


def test_each_value_is_a_run_of_its_own_under_the_same_luck(at_values, catalogue):
    alone = on_time(
        load("qingyuan-2025", catalogue, [*FAR, "fill.stages.apply.closes=2025-10-31"]),
        replications=4,
    )
    assert at_values.shares[1] == alone.rows[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_of_values_fits_and_says_which_keep_enough(language, at_values):
    from awardsim.report.console import width
    from awardsim.report.on_time_values_screen import on_time_values_screen

    shown = on_time_values_screen(at_values, language)
    assert max(width(line) for line in shown.splitlines()) <= 100
    marked = [line.split()[0] for line in shown.splitlines() if "✓" in line]
    assert marked == ["10-31"]
    kept = {"zh": "保住 80%：10-31 周五", "en": "keep 80 %: 10-31 Fri"}[language]
    assert kept in shown
    axis = attrs.evolve(at_values.axis, values=("2025-09-18",))
    none = attrs.evolve(at_values, kept=0.9, axis=axis, shares=at_values.shares[:1])
    said = {"zh": "都保不住 90%；最高是 09-18 周四", "en": "none of these keeps 90 %"}[language]
    assert said in on_time_values_screen(none, language)


def test_the_command_says_by_its_exit_code_that_no_value_keeps_enough(capsys):
    command = ["schedule", "qingyuan-2025", "--on-time", "--replications", "2", "--lang", "en"]
    late = [*command, "--vary", "fill.stages.apply.closes=2025-09-18"]
    assert main(late) == 0
    assert "the most in time: 09-18 Thu" in capsys.readouterr().out
    assert main([*late, "--keep", "0.9"]) == 1
    assert "none of these keeps 90 %" in capsys.readouterr().out
    assert main([*late, "--keep", "0.9", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["values"][0]["value"] == "2025-09-18"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--vary", "people.reviewers=1..3"), "--vary: goes together with --on-time"),
        (("--on-time", "--keep", "0.9"), "--keep: goes together with --vary"),
        (("--on-time", "--vary", "nothing=1"), "nothing"),
        (("--on-time", "--vary", "finish_by=7-5..7-6"), "'7-5' is no day of this edition"),
    ],
)
def test_what_cannot_be_varied_is_said(more, said, capsys):
    assert main(["schedule", "qingyuan-2025", *more, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
