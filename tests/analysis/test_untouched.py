"""Why a figure is the same: what two variants differ in, and what follows from it."""

import pytest
from support.procedures import catalogue, policy, run, scenario

from awardsim.analysis.paired import compare
from awardsim.analysis.untouched import (
    APPLICANTS,
    CHOICE,
    OBJECTIONS,
    PEOPLE,
    TIME,
    aspects,
    reason,
)
from awardsim.procedure.build import build
from awardsim.scenario.overriding import override
from awardsim.simulation.cohort import APPLICANTS as COHORT

STAGES = """
[quotas.organisations]
number = 2
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "work"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "5wd" }
objection = { open = true, holds = "nobody" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
rule = { name = "confer_by_rank" }
"""
ASSUMED = "finish_by = 2025-09-30\n[applicants]\norganisations = [2, 3, 5]\n[people]\noffice = 1\n"


def made(*sets):
    given = override(scenario(ASSUMED), sets)
    return build(policy(STAGES), given, catalogue().rule, COHORT)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("stages.notice.duration=7wd", TIME),
        ("quotas.organisations.number=1", CHOICE),
        ("people.office=2", PEOPLE),
        ("applicants.organisations=4", APPLICANTS),
        ("chance.objection.notice=0.5", OBJECTIONS),
        ("finish_by=2025-10-20", TIME),
    ],
)
def test_what_differs_is_of_a_kind(given, kind):
    assert aspects(made(), made(given)) == {kind}


def test_what_is_set_to_what_it_was_differs_in_nothing():
    assert aspects(made(), made("stages.notice.duration=5wd")) == frozenset()


def test_a_reason_is_given_only_where_it_follows():
    found = compare([("A", made()), ("B", made("stages.notice.duration=7wd"))], replications=30)
    why = {one.id: one.reasons[1] for one in found.figures if one.differences[1].same}
    assert why["applied/organisations"].en == "applications are drawn before the procedure"
    assert "conditions" in why["awarded/organisations"].en
    assert "conditions" in why["winners"].en
    assert found.figure("days").reasons[1] is None  # it does differ


def test_of_the_same_procedure_that_is_the_reason_for_everything():
    found = compare([("A", made()), ("B", made())], replications=10)
    assert {one.reasons[1].en for one in found.figures} == {"both are the same procedure"}


def test_nothing_is_said_of_awards_where_rules_differ():
    assert reason("awarded/x", frozenset({CHOICE}), frozenset({"late"})) is None
    assert reason("applied/x", frozenset({APPLICANTS}), frozenset()) is None


def test_a_change_dated_later_alters_nothing_before_it():
    """Every row that begins before the notice is over is the same to the minute."""
    for seed in range(5):
        logs = [run(one, seed) for one in (made(), made("stages.notice.duration=9wd"))]
        plain, longer = (log.rows for log in logs)
        notice = made().node_index["notice"]
        before = [row for row in plain if row[1] < notice]
        assert before == [row for row in longer if row[1] < notice]
        posted = [next(row for row in rows if row[1] == notice) for rows in (plain, longer)]
        assert posted[0][:4] == posted[1][:4]  # who, what, when reached, when posted
        assert posted[0][4] < posted[1][4]
