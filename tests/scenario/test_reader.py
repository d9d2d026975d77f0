"""Every mistake of a scenario file is told with its line, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.errors import ScenarioError
from awardsim.scenario.reader import read_scenario
from tests.scenario.mistakes.every import READ
from tests.scenario.mistakes.wrong import HEAD, check


@pytest.mark.parametrize("wrong", READ, ids=lambda wrong: wrong.what)
def test_a_mistake_of_the_file_is_told_where_it_stands(wrong, told):
    check(wrong, told)


def test_all_mistakes_of_a_file_are_told_at_once_in_the_order_of_their_lines(told):
    lines = (
        'opens = "2025-09-17"\n'
        "[people]\nreviewers = true\nsite_teams = -1\n"
        "[applicants]\norganisations = [20, 12, 8]\n"
        '[durations]\nsite_visit = ["4h", "1wd", "2wd"]\ncomposite = 3\n'
        "[chance]\nwithdrawal = 95\n"
        "[meetings]\ngovernment = [1, 3, 8]\n"
        "[run]\nseed = -1\n"
        "[nowhere]\n"
    )
    problems = told(lines)
    assert [problem.line for problem in problems] == [4, 6, 7, 9, 11, 12, 14, 16, 18, 19]
    assert [problem.path for problem in problems] == [
        "opens",
        "people.reviewers",
        "people.site_teams",
        "applicants.organisations",
        "durations.site_visit",
        "durations.composite",
        "chance.withdrawal",
        "meetings.government",
        "run.seed",
        "nowhere",
    ]


@pytest.mark.parametrize(
    "content, line, zh, en",
    [
        ("", 0, "文件是空的", "file is empty"),
        ("# only this\n", 0, "只有注释", "nothing but comments"),
        ('schema = 1\nschema = 1\npolicy = "x"\n', 2, "先在第 1 行", "on line 1 already"),
        ("schema = 1\n[people]\nreviewers = 12 people\n", 3, "不是合法的 TOML", "not valid TOML"),
        ("schema = 1\nopens = 2025年9月1日\n", 2, "日期写作 2025-09-01", "written 2025-09-01"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(told, content, line, zh, en):
    (problem,) = told(head=content)
    assert Path(problem.file).name == "mine.toml"
    assert problem.line == line
    assert zh in problem.message.zh
    assert en in problem.message.en


def test_a_day_that_there_is_not_is_told_with_the_other_mistakes(told):
    found = {one.path: one for one in told(head="schema = 1\nopens = 2025-13-01\nrun = 5\n")}
    assert {"opens", "policy", "run"} <= found.keys()
    assert found["opens"].line == 2
    assert found["opens"].message.zh == "不是合法的 TOML：没有 2025-13-01 这个日期"
    assert found["opens"].message.en == "not valid TOML: there is no such date 2025-13-01"


def test_a_file_that_is_not_there_is_named_with_its_neighbour(tmp_path):
    (tmp_path / "mine.toml").write_text(HEAD, "utf-8")
    with pytest.raises(ScenarioError) as raised:
        read_scenario(tmp_path / "mina.toml")
    (problem,) = raised.value.problems
    assert Path(problem.file).name == "mina.toml"
    assert "没有这个文件" in problem.message.zh
    assert "there is no such file" in problem.message.en
    assert problem.nearest == "mine.toml"
