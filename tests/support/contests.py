"""A small contest with review, list, visit and award; and tables of applicants made by hand."""

from __future__ import annotations

import attrs
import numpy as np

from awardsim.analysis.applicants import NOWHERE, Table
from awardsim.quantiles import normal
from tests.support.procedures import applicants, procedure

#: True merit in the experiments: normal, far from the ends of the scale.
MEAN, SPREAD = 500.0, 60.0
STAGES = """
[quotas.organisations]
number = {places}
[stages.apply]
kind = "window"
closes = 2025-09-30
[stages.review]
kind = "work"
after = ["apply"]
body = "reviewers"
reviewers = 3
rule = {{ name = "mean_of_reviewers", leniency = {leniency}, noise = {noise}, decimals = 6 }}
[stages.list]
kind = "meeting"
per = "batch"
after = ["review"]
rule = {{ name = "top_n", at_most = {{ organisations = {listed} }} }}
[stages.visit]
kind = "work"
after = ["list"]
body = "teams"
rule = {{ name = "site_score", shift_mean = 0, shift_sd = 0, noise = {visit}, decimals = 6 }}
[stages.confer]
kind = "meeting"
per = "batch"
after = ["visit"]
rule = {{ name = "confer_by_rank", of = "{last}" }}
"""
ASSUMED = """
[applicants]
organisations = {count}
[people]
reviewers = 3
teams = 4
[meetings]
group = {{ notice = 1 }}
[durations]
review = "1h"
visit = "1h"
"""


def normal_merit(request):
    return MEAN + SPREAD * normal(np.maximum(request.uniforms("merit"), 1e-12))


def staged(count, places, listed, *, leniency=0, noise=40, visit=40, last="visit"):
    stages = STAGES.format(
        places=places, listed=listed, leniency=leniency, noise=noise, visit=visit, last=last
    )
    return procedure(stages, ASSUMED.format(count=count), cohort=applicants(merit=normal_merit))


def table_of(merit, marks, places, **more):
    """A table in which the first by their marks are awarded."""
    made = staged(merit.shape[1], places, merit.shape[1])
    rank = np.argsort(np.argsort(-marks, axis=1), axis=1)
    won = rank < places
    reasons = ("awarded", "inside", "late", "below_cut")
    everybody = np.zeros(merit.shape, dtype=np.int64)
    confer = made.node_index["confer"]
    made_table = Table(
        procedure=made,
        reasons=reasons,
        present=np.ones(merit.shape, dtype=bool),
        slot=np.broadcast_to(np.arange(merit.shape[1]), merit.shape),
        track=everybody,
        channel=everybody,
        merit=merit,
        outcome=np.where(won, 0, 3),
        node=np.where(won, NOWHERE, confer),
        tier=everybody - 1,
        mark=np.full(merit.shape, np.nan),
        columns={},
        judging=np.zeros(len(merit)),
    )
    return attrs.evolve(made_table, **more)
