"""What is followed beside the log agrees with it, and with the routes of the text."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

import pytest
from support.procedures import procedure

from awardsim.simulation.arms import Arm, logs
from awardsim.simulation.followed import follow
from awardsim.simulation.log import AWARDED
from awardsim.simulation.plan import make_plan

STAGES = """
[stages.open]
per = "batch"
[stages.apply]
kind = "window"
after = ["open"]
closes = 2025-09-05
[stages.own]
kind = "notice"
after = ["apply"]
only = { tracks = ["individuals"] }
[stages.list]
kind = "wait"
per = "channel"
body = "county"
after = ["own"]
[stages.review]
kind = "work"
body = "reviewers"
type = "DOC_REVIEW"
reviewers = 2
after = ["list"]
[stages.notice]
kind = "notice"
per = "batch"
after = ["review"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = """
[applicants]
organisations = 7
individuals = 5
[people]
reviewers = 4
[durations]
review = "6h"
list = "2wd"
"""
RISK = """
[risks.more]
kind = "extra_round"
stage = "review"
probability = 0.5
days = 3
"""


def made(extra=""):
    both = {"channels": ("east", "west"), "tracks": ("organisations", "individuals")}
    return procedure(STAGES, ASSUMED + extra, chance=True, **both)


@pytest.mark.parametrize("extra", ["", RISK])
def test_the_log_is_that_of_the_run(extra):
    plan = make_plan(made(extra))
    followed = [one.log for one in follow(plan, 3, 5)]
    for own, other in zip(followed, logs(plan, 3, Arm({}, 0, 5)), strict=True):
        assert own.rows == other.rows
        assert own.left == other.left
        assert own.outcome == other.outcome


@pytest.mark.parametrize("extra", ["", RISK])
def test_who_is_awarded_went_through_every_stage_of_its_route(extra):
    built = made(extra)
    awarded = 0
    for one in follow(make_plan(built), 3, 5):
        been = [set() for _ in one.log.outcome]
        for place, (case, node, *_) in enumerate(one.log.rows):
            for member in one.members[place] if case < 0 else (case,):
                been[member].add(node)
        for case, stages in enumerate(been):
            if one.log.outcome[case] == AWARDED:
                awarded += 1
                route = built.route(int(one.log.track[case]), int(one.log.channel[case]))
                assert stages == set(route.stages)
    assert awarded > 20


def test_nobody_is_on_the_list_of_another_channel():
    built = made()
    for one in follow(make_plan(built), 3, 5):
        for place, members in one.members.items():
            case, node, *_ = one.log.rows[place]
            lists = built.nodes[node].lists
            assert {lists[int(one.log.channel[member])] for member in members} <= {-1 - case}


def test_each_file_is_judged_by_as_many_as_the_text_wants_and_nobody_judges_two_at_once():
    built = made()
    services = 0
    for one in follow(make_plan(built), 3, 3):
        busy = {}
        judged = Counter()
        for _, case, member, start, finish in sorted(one.services["reviewers"], key=itemgetter(3)):
            assert busy.get(member, -1) <= start
            busy[member] = finish
            judged[case] += 1
            services += 1
        assert set(judged.values()) <= {2}
    assert services > 20
