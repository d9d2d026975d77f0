"""The key ``pace``: read, inherited, set on the command line, and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.errors import ScenarioError
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import override, read_scenario

HEAD = 'schema = 1\npolicy = "sample@draft"\nbasis = "a test"\n'


def read(folder: Path, lines: str, name: str = "mine.toml") -> Scenario:
    file = folder / name
    file.write_text(lines, "utf-8")
    return read_scenario(file)


@pytest.mark.parametrize("pace", ["as_ready", "milestones"])
def test_it_is_read(pace: str, tmp_path: Path) -> None:
    assert read(tmp_path, f'{HEAD}pace = "{pace}"\n').pace == pace


def test_left_out_it_is_as_ready(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD).pace == "as_ready"


def test_a_mistyped_pace_is_told_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, f'{HEAD}pace = "milestone"\nopens = 5\n')
    problem, other = caught.value.problems
    assert (problem.line, problem.path, problem.nearest) == (4, "pace", "milestones")
    assert "as_ready" in problem.message.en
    assert other.path == "opens", "all mistakes in one pass"


@pytest.mark.parametrize("wrong", ["1", "true", '["milestones"]', '""'])
def test_what_is_no_pace_is_refused(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, f"{HEAD}pace = {wrong}\n")
    assert [problem.path for problem in caught.value.problems] == ["pace"]


@pytest.mark.parametrize(("own", "pace"), [("", "milestones"), ('pace = "as_ready"\n', "as_ready")])
def test_it_is_inherited_unless_given_anew(own: str, pace: str, tmp_path: Path) -> None:
    read(tmp_path, f'{HEAD}pace = "milestones"\n', "base.toml")
    assert read(tmp_path, f'schema = 1\nextends = "base"\n{own}').pace == pace


def test_it_can_be_set_and_set_back(tmp_path: Path) -> None:
    base = read(tmp_path, HEAD)
    paced = override(base, ["pace=milestones"])
    assert paced.pace == "milestones"
    assert override(paced, ["pace=as_ready"]).pace == "as_ready"
    assert override(paced, ["people.reviewers=5"]).pace == "milestones"


def test_a_mistyped_pace_on_the_command_line_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        override(read(tmp_path, HEAD), ["pace=milestons"])
    assert caught.value.problems[0].nearest == "milestones"
