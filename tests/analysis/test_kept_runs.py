"""Runs that are kept: the same figures, and nothing is run twice."""

from __future__ import annotations

import json

import numpy as np
import pytest

from awardsim.analysis.applicants import collect
from awardsim.analysis.axes import parse_axis
from awardsim.analysis.kept import Kept
from awardsim.analysis.kept_runs import Runs, on_grid, packed, unpacked
from awardsim.analysis.selection_sweep import SelectionSweeping
from awardsim.errors import InputError
from awardsim.report.record_id import procedure_id
from awardsim.report.selection_sweep_screen import selection_sweep_data
from tests.support.contests import staged


def test_what_is_packed_comes_back_to_the_last_bit():
    rows = np.random.default_rng(1).normal(size=(7, 5))
    rows[2, 3] = np.nan
    again = unpacked(json.loads(json.dumps(packed(rows))))
    assert again.tobytes() == rows.tobytes()


@pytest.mark.parametrize(
    "wrong", [{}, {"packed": "?"}, {"rows": 8}, {"columns": "five"}, {"packed": 5}]
)
def test_what_cannot_be_read_is_run_again(wrong):
    row = packed(np.ones((7, 5))) | wrong if wrong else {}
    assert unpacked(row) is None


def sweeping(file, stop_after=None):
    """A sweep of three lists; stopped by a signal after so many points."""
    ran = []

    def tick(count):
        ran.append(count)
        if stop_after is not None and len(ran) > stop_after:
            raise KeyboardInterrupt

    runs = Runs(collect, replications=40, tick=tick, kept=Kept(file), name_of=procedure_id)
    return SelectionSweeping(
        [parse_axis("list=2,4,8")],
        lambda sets: staged(8, 2, int(sets[0].partition("=")[2]), noise=150, visit=10),
        runs,
        figure="all_best",
    )


def test_a_study_that_is_stopped_goes_on_from_there(tmp_path):
    stopped = sweeping(tmp_path / "kept.jsonl", stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        stopped.run()
    part = stopped.so_far()
    assert (len(part.points), part.size) == (2, 3)
    whole = sweeping(tmp_path / "other.jsonl").run()
    assert told(part) == told(whole)[:2]
    again = sweeping(tmp_path / "kept.jsonl").run()
    assert again.taken == 2
    assert told(again) == told(whole)


def told(found):
    """All figures of its points."""
    return selection_sweep_data(found)["points"]


def test_rows_of_another_seed_or_of_other_figures_are_not_taken(tmp_path):
    made = staged(6, 2, 4)
    file = tmp_path / "kept.jsonl"

    def taken(collected=collect, **options):
        runs = Runs(collected, kept=Kept(file), name_of=procedure_id, **options)
        runs.rows(made)
        return runs.taken

    assert taken(replications=5) == 0
    assert taken(replications=5) == 1
    assert taken(replications=5, seed=2) == 0
    assert taken(replications=6) == 0
    assert taken(other, replications=5) == 0


def other(plan, log):
    """Other figures."""
    return [1.0]


def test_too_many_points_are_refused_before_anything_is_made():
    with pytest.raises(InputError, match="121 points"):
        on_grid([parse_axis("list=1..11"), parse_axis("more=1..11")], lambda _: None)
