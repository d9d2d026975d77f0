"""The milestones of a forecast: how many there are, and who keeps a deadline."""

from __future__ import annotations

import datetime

import pytest
from support.procedures import applicants, by_ordinal, procedure

from awardsim.analysis.forecast import forecast
from awardsim.analysis.milestones import MILESTONES


def many(count):
    """A text with a deadline at the first stage and many notices one after the other."""
    text = (
        '[stages.apply]\nkind = "window"\ncloses = 2025-09-02\n'
        '[stages.mail]\nkind = "wait"\nper = "batch"\nafter = ["apply"]\n'
        'deadline = { on = 2025-09-05, counts = "receipt", late = "out", roll = "none" }\n'
    )
    before = "mail"
    for number in range(count):
        text += (
            f'[stages.n{number}]\nkind = "notice"\ntype = "FIN_NOTICE"\nper = "batch"\n'
            f'after = ["{before}"]\nduration = {{ exactly = "1wd" }}\n'
        )
        before = f"n{number}"
    return text + f'[stages.feedback]\nkind = "gate"\nper = "batch"\nafter = ["{before}"]\n'


@pytest.mark.parametrize("count, expected", [(2, 4), (6, 8), (15, 8)])
def test_there_are_never_more_milestones_than_the_screen_has_room_for(count, expected):
    made = procedure(many(count), "[durations]\nmail = '0cd'\n[applicants]\norganisations = 2\n")
    found = forecast(made, replications=2, seed=1, ranges=False)
    assert MILESTONES == 8
    assert len(found.milestones) == expected
    assert len(found.stages) == len(made.nodes)
    nodes = [one.node for one in found.milestones]
    assert nodes == sorted(set(nodes))
    assert made.finish in nodes
    assert made.node_index["mail"] in nodes


def test_a_deadline_is_kept_by_those_who_are_not_late():
    made = procedure(
        many(1),
        "[durations]\nmail = '0cd'\n[applicants]\norganisations = 4\n",
        cohort=applicants(start=by_ordinal(0.0, 0.0, 0.0, 50.0)),
    )
    found = forecast(made, replications=3, seed=1, ranges=False)
    mail = next(one for one in found.milestones if made.nodes[one.node].id == "mail")
    assert mail.deadline == made.calendar.minute(datetime.date(2025, 9, 5), 24 * 60 - 1)
    assert mail.on_time == 0.75
