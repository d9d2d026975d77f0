"""Fewer people than are to judge each file: refused where both numbers are given, else told."""

from __future__ import annotations

import numpy as np
import pytest
from support.procedures import FILE, applicants, catalogue, policy, procedure, scenario
from support.refused import APPLY, only, problems

from awardsim.analysis.forecast import forecast
from awardsim.analysis.understaffed import understaffed
from awardsim.procedure.build import build
from awardsim.procedure.panels import seats
from awardsim.report import facts
from awardsim.report.run_record import run_record
from awardsim.report.run_screen import run_screen
from awardsim.scenario.overriding import override
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan
from awardsim.simulation.pools import Panel

REVIEW = '[stages.review]\nkind = "work"\nafter = ["apply"]\nbody = "reviewers"\n'
STATED, OPEN = REVIEW + "reviewers = 3\n", REVIEW + 'reviewers = "unstated"\n'
PEOPLE = "[people]\nreviewers = {}\n"
FILL = "[fill]\n'stages.review.reviewers' = {}\n"


@pytest.mark.parametrize("people, refused", [(1, True), (2, True), (3, False), (4, False)])
@pytest.mark.parametrize("text, fill", [(STATED, ""), (OPEN, FILL.format(3))])
def test_two_numbers_that_contradict_each_other_are_refused(text, fill, people, refused):
    lines = PEOPLE.format(people) + fill
    if not refused:
        procedure(APPLY + text, lines)
        return
    found = only(APPLY + text, lines)
    assert (found.file, found.line, found.path) == ("case.toml", 5, "people.reviewers")
    said = "fill.stages.review.reviewers" if fill else "stages.review.reviewers, text 6"
    assert said in found.message.en
    assert "needs 3 different people" in found.message.en
    assert f"only {people} (people.reviewers)" in found.message.en
    assert f"每份要3人各自评（{said.replace(', ', '，')}），" in found.message.zh


def test_two_ranges_that_never_meet_are_refused_as_well():
    """What is built in is three to five."""
    found = only(APPLY + OPEN, PEOPLE.format("[1, 2, 2]"))
    assert (found.file, found.path) == ("case.toml", "people.reviewers")
    assert "needs at least 3 different people" in found.message.en
    assert "only 2 (people.reviewers)" in found.message.en
    assert "每份至少要3人各自评" in found.message.zh
    assert only(APPLY + OPEN, PEOPLE.format(2) + FILL.format("[3, 4, 4]"))
    procedure(APPLY + OPEN, PEOPLE.format(3))
    procedure(APPLY + OPEN, PEOPLE.format("[1, 2, 3]"))
    procedure(APPLY + OPEN, PEOPLE.format(2) + FILL.format("[2, 4, 4]"))


def test_it_is_told_at_the_number_that_was_put_on_top():
    made = override(scenario(PEOPLE.format(4)), ["fill.stages.review.reviewers=5"])
    with pytest.raises(ValueError, match="needs 5 different people") as raised:
        build(policy(APPLY + OPEN), made, catalogue().rule, applicants())
    (found,) = raised.value.problems
    assert (found.file, found.path) == (
        "--set fill.stages.review.reviewers=5", "fill.stages.review.reviewers",
    )  # fmt: skip


def test_nobody_at_all_is_told_once():
    (found,) = problems(APPLY + STATED, PEOPLE.format(0))
    assert "no capacity" in found.message.en
    assert found.file != FILE


def test_how_often_there_are_too_few_is_what_the_runs_themselves_find():
    lines = "[applicants]\norganisations = 4\n" + PEOPLE.format("[1, 3, 5]")
    made = procedure(APPLY + OPEN, lines + FILL.format("[1, 2, 4]"))
    replications, seed = 60, 7
    ((stage, share),) = understaffed(made, replications, seed)
    assert made.nodes[stage].id == "review"
    plan, few = make_plan(made), []
    for number in range(replications):
        log = replicate(plan, seed, number)
        panel = log.bodies[1]["reviewers"]
        assert isinstance(panel, Panel)
        judged = {len(who) for who in panel.reviewed.values()}
        # The same with so many people that nobody is missing.
        asked = replicate(plan, seed, number, {made.names["people.reviewers"]: 9.0})
        wanted = {len(who) for who in asked.bodies[1]["reviewers"].reviewed.values()}
        few.append(judged != wanted)
    assert share == np.mean(few)
    assert 0 < share < 1


def test_the_screen_and_the_record_say_in_which_share_of_the_runs():
    made = procedure(APPLY + STATED, PEOPLE.format("[1, 3, 5]"))
    found = forecast(made, replications=50, seed=1, ranges=False)
    ((_, share),) = found.understaffed
    (said,) = facts.too_few(found)
    assert f"in {round(100 * share)} % of the runs review has fewer people" in said.en
    assert said.en in " ".join(run_screen(found, "en").split())
    assert said.zh in run_screen(found, "zh").replace("\n  ", "")
    assert {"zh": said.zh, "en": said.en} in run_record(found)["warnings"]
    enough = forecast(procedure(APPLY + STATED, PEOPLE.format("[3, 4, 5]")), replications=5, seed=1)
    assert enough.understaffed == ()
    assert run_record(enough)["warnings"] == []


def test_more_people_means_at_least_as_many_as_judge_a_file():
    made = procedure(APPLY + OPEN, PEOPLE.format(1) + FILL.format("[1, 4, 5]"))
    assert seats(made, made.names["people.reviewers"]) == 4
    found = forecast(made, replications=8, seed=1)
    assert found.ranges is not None
    assert [(one.now, one.then) for one in found.ranges.people] == [(1, 4)]
