"""What a change makes wrong is told at the change, with the place of what was right before."""

from __future__ import annotations

import attrs
import pytest
from support.procedures import FILE, applicants, catalogue, policy, scenario
from support.refused import APPLY, CHECK

from awardsim.errors import Problem, ProcedureError
from awardsim.procedure.build import build
from awardsim.scenario.model import Scenario
from awardsim.scenario.overriding import override

TEXT = (
    APPLY
    + CHECK
    + '[stages.review]\nkind = "work"\nafter = ["check"]\nbody = "reviewers"\nreviewers = 2\n'
    + "[readings.alone]\nquestion = { zh = '谁办', en = 'who' }\ndefault = 'two'\n"
    + "source = 'text 1'\nreason = { zh = '例', en = 'usual' }\n"
    + "[readings.alone.options.two]\ntitle = { zh = '两家', en = 'two' }\nset = {}\n"
    + "[readings.alone.options.one]\ntitle = { zh = '一家', en = 'one' }\n"
    + "set = { 'stages.check.body' = 'county' }\n"
)
PEOPLE = "[people]\noffice = 2\nreviewers = 3\n"
COUNTY, BATCH = "stages.check.body=county", "stages.review.per=batch"
LATE = '[[changes]]\npath = "stages.review.body"\nto = "office"\nwhy = "a test"\n'


def told(made: Scenario) -> tuple[Problem, ...]:
    with pytest.raises(ProcedureError) as raised:
        build(policy(TEXT), made, catalogue().rule, applicants())
    return raised.value.problems


def shipped(lines: str = PEOPLE) -> Scenario:
    """A scenario in a file of its own, right without any change."""
    found = scenario(lines)
    build(policy(TEXT), attrs.evolve(found, changes=()), catalogue().rule, applicants())
    return found


def test_an_assumption_that_a_change_leaves_without_a_use_is_told_at_the_change():
    (found,) = told(override(shipped(), [COUNTY]))
    assert found.read("en") == (
        f"--set {COUNTY}: with this change nothing uses this assumption any more "
        "(case.toml:5) @ people.office"
    )
    assert found.message.zh == "这样改以后，这项估计没有用处了（case.toml:5）"


def test_a_value_of_the_text_is_told_with_its_place_in_the_text():
    (found,) = told(override(shipped(), [BATCH]))
    assert (found.file, found.path) == (f"--set {BATCH}", "stages.review.reviewers")
    assert f"({FILE})" in found.message.en


def test_of_several_changes_the_one_is_told_that_did_it():
    harmless = "stages.check.title.en=looked at"
    found = told(override(shipped(), [harmless, COUNTY, BATCH]))
    assert {one.path: one.file for one in found} == {
        "people.office": f"--set {COUNTY}",
        "stages.review.reviewers": f"--set {BATCH}",
    }


def test_what_either_of_two_changes_does_is_told_at_the_last_of_them():
    again = "stages.check.body=reviewers"
    (found,) = told(override(shipped(), [COUNTY, again]))
    assert (found.path, found.file) == ("people.office", f"--set {again}")


def test_in_one_file_it_stays_where_it_is_with_the_line_of_the_change():
    (found,) = told(shipped(PEOPLE + LATE))
    assert (found.file, found.line, found.path) == ("case.toml", 6, "people.reviewers")
    assert "because of the change on line 8" in found.message.en
    assert "因为第8行的改动" in found.message.zh


def test_a_reading_that_was_chosen_is_told_like_a_change():
    (found,) = told(override(shipped(), ["readings.alone=one"]))
    assert (found.file, found.path) == ("--set readings.alone=one", "people.office")
    assert "case.toml:5" in found.message.en


def test_what_was_wrong_before_is_told_where_it_stands():
    made = override(scenario(PEOPLE + "offce = 2\n"), [COUNTY])
    assert {one.path: one.file for one in told(made)} == {
        "people.office": f"--set {COUNTY}",
        "people.offce": "case.toml",
    }
