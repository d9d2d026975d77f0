"""The model that is measured beside the engine still runs, and does the same work."""

import random

import numpy as np

from awardsim.analysis.figures import collect, layout_of
from awardsim.simulation.arms import Arm
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Workers
from benchmarks.procedures import procedure_for
from benchmarks.reference_parts import Setting
from benchmarks.reference_simpy import Edition

RUNS = 150


def test_both_end_on_the_same_days():
    procedure = procedure_for(30)
    with Workers({"": procedure}, collect, seed=1) as crew:
        figures = crew.run([Arm({}, 0, RUNS)])[0]
    finish = layout_of(make_plan(procedure)).column(figures, "finish")
    ours = sorted(np.nan_to_num(finish, nan=np.inf).tolist())
    setting, rng = Setting(procedure), random.Random(1)
    ends = [Edition(setting, rng).run() for _ in range(RUNS)]
    theirs = sorted(float("inf") if end is None else end for end in ends)
    # Medians of 150 each: their difference has a standard error of about two days.
    assert abs(ours[RUNS // 2] - theirs[RUNS // 2]) < 7 * 1440
