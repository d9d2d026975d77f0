"""A scenario that extends another one says only what differs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from awardsim.errors import ScenarioError
from awardsim.scenario.model import Estimate
from awardsim.scenario.reader import read_scenario

BASE = """schema = 1
policy = "qingyuan@2025"
title = "the base"
basis = "of the base"
opens = 2025-09-17
finish_by = 2025-12-31
[people]
reviewers = 12
site_teams = [1, 2, 3]
[meetings]
leading_group = [2025-12-10]
[readings]
receipt_roll = "forward"
[bodies.reviewers]
away = [2025-11-03]
assignment = "balanced"
[[changes]]
path = "stages.final_notice.duration"
to = "7wd"
why = "of the base"
[calendar]
kind = "continuous"
[run]
replications = 50
seed = 7
"""


@pytest.fixture
def extended(tmp_path):
    """Reads lines that extend the base; other files of the folder may be given."""

    def read(lines, base=BASE, **others):
        (tmp_path / "base.toml").write_text(base, "utf-8")
        for name, content in others.items():
            (tmp_path / f"{name}.toml").write_text(content, "utf-8")
        file = tmp_path / "mine.toml"
        file.write_text(f"schema = 1\n{lines}", "utf-8")
        return read_scenario(file)

    return read


@pytest.fixture
def refused(extended):
    """What is wrong with lines that extend the base, files by their names alone."""

    def problems(lines, base=BASE, **others):
        with pytest.raises(ScenarioError) as raised:
            extended(lines, base, **others)
        return raised.value.problems

    return problems


def test_what_is_not_said_again_is_taken_over(extended):
    found = extended('extends = "base"\n')
    base = read_scenario(Path(found.file).with_name("base.toml"))
    assert (found.id, base.id) == ("mine", "base")
    assert found.policy == "qingyuan@2025"
    for name in ("title", "basis", "opens", "finish_by", "assumptions", "readings", "changes",
                 "staffing", "calendar", "cohort", "replications", "seed"):  # fmt: skip
        assert getattr(found, name) == getattr(base, name), name


def test_what_is_said_again_stands_in_the_place_of_the_other(extended):
    found = extended(
        'extends = "base.toml"\ntitle = "mine"\nbasis = "of mine"\nfinish_by = 2026-01-31\n'
        '[people]\nreviewers = 16\n[readings]\nreceipt_roll = "backward"\n'
        '[[changes]]\npath = "quotas.organisations.number"\nto = 6\nwhy = "of mine"\n'
    )
    assert found.title.zh == "mine"
    assert found.basis.en == "of mine"
    assert found.opens == datetime.date(2025, 9, 17)
    assert found.finish_by == datetime.date(2026, 1, 31)
    assert found.assumptions["people.reviewers"].amount == Estimate.exactly(16.0, "count")
    assert found.assumptions["people.reviewers"].basis.en == "of mine"
    assert found.assumptions["people.site_teams"].basis.en == "of the base"
    assert found.readings == {"receipt_roll": "backward"}
    assert [change.why for change in found.changes] == ["of the base", "of mine"]


def test_a_value_that_is_the_usual_one_still_replaces_another(extended):
    found = extended('extends = "base"\n[run]\nreplications = 1000\nseed = 1\n')
    assert (found.replications, found.seed) == (1000, 1)


def test_the_calendar_and_a_body_are_replaced_as_a_whole(extended):
    found = extended(
        'extends = "base"\n[calendar]\nknown_on = 2025-09-17\n'
        "[bodies.reviewers]\naway = [2025-11-04]\n"
    )
    assert found.calendar.kind == "announced"
    assert found.calendar.known_on == datetime.date(2025, 9, 17)
    assert found.staffing["reviewers"].away == (datetime.date(2025, 11, 4),)
    assert found.staffing["reviewers"].assignment == ""


def test_each_value_remembers_the_file_it_was_given_in(extended):
    found = extended('extends = "base"\nbasis = "b"\n[people]\nreviewers = 16\n')
    given = found.assumptions
    assert Path(given["people.reviewers"].file).name == "mine.toml"
    assert given["people.reviewers"].line == 5
    assert Path(given["people.site_teams"].file).name == "base.toml"
    assert given["people.site_teams"].line == 9
    assert (Path(found.changes[0].file).name, found.changes[0].line) == ("base.toml", 18)
    file, line = found.place("readings.receipt_roll")
    assert (Path(file).name, line) == ("base.toml", 13)


def test_a_base_that_is_not_there_is_told_at_extends_with_the_nearest(refused):
    (problem,) = refused('extends = "bse"\n')
    assert (Path(problem.file).name, problem.line, problem.path) == ("mine.toml", 2, "extends")
    assert "'bse.toml'：没有这个文件" in problem.message.zh
    assert "'bse.toml': there is no such file" in problem.message.en
    assert problem.nearest == "base.toml"


@pytest.mark.parametrize("name", ["../base", "/etc/passwd", "sub/base", "./base", ".."])
def test_only_a_file_of_the_same_folder_can_be_extended(refused, name):
    (problem,) = refused(f'extends = "{name}"\n')
    assert (Path(problem.file).name, problem.line, problem.path) == ("mine.toml", 2, "extends")
    assert "passwd" not in problem.message.en or "no such file" not in problem.message.en


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, refused):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.toml").write_text("schema = 'no one reads this'\n", "utf-8")
    (tmp_path / "link.toml").symlink_to(outside / "secret.toml")
    (problem,) = refused('extends = "link"\n')
    assert (problem.line, problem.path) == (2, "extends")
    assert "同一文件夹" in problem.message.zh
    assert "in the same folder" in problem.message.en
    assert "no one reads this" not in problem.read("en")


def test_a_chain_is_refused(refused):
    (problem,) = refused(
        'extends = "middle"\n', middle='schema = 1\nextends = "base"\n[run]\nseed = 2\n'
    )
    assert (Path(problem.file).name, problem.line, problem.path) == ("mine.toml", 2, "extends")
    assert "只能继承一层" in problem.message.zh
    assert "one level only" in problem.message.en


def test_a_file_that_extends_itself_is_refused(refused):
    (problem,) = refused('extends = "mine"\n')
    assert (problem.line, problem.path) == (2, "extends")
    assert "one level only" in problem.message.en


def test_another_text_than_that_of_the_base_is_refused(refused, extended):
    (problem,) = refused('extends = "base"\npolicy = "qingyuan@2020"\n')
    assert (Path(problem.file).name, problem.line, problem.path) == ("mine.toml", 3, "policy")
    assert "qingyuan@2025" in problem.message.zh
    assert "leave 'policy' out" in problem.message.en
    assert extended('extends = "base"\npolicy = "qingyuan@2025"\n').policy == "qingyuan@2025"


def test_mistakes_of_both_files_are_told_at_once_each_with_its_file(refused):
    problems = refused(
        'extends = "base"\n[people]\nreviewers = true\n',
        BASE.replace("site_teams = [1, 2, 3]", "site_teams = [3, 2, 1]").replace("seed", "sed"),
    )
    assert [(Path(one.file).name, one.line, one.path) for one in problems] == [
        ("mine.toml", 4, "people.reviewers"),
        ("mine.toml", 4, "people.reviewers"),  # nor has it a basis
        ("base.toml", 9, "people.site_teams"),
        ("base.toml", 25, "run.sed"),
    ]


def test_a_base_that_is_no_toml_is_told_with_its_own_line(refused):
    (problem,) = refused('extends = "base"\n', "schema = 1\npolicy = qingyuan\n")
    assert (Path(problem.file).name, problem.line) == ("base.toml", 2)
    assert "not valid TOML" in problem.message.en


def test_a_base_without_a_text_is_told_as_the_mistake_of_the_base(refused):
    (problem,) = refused('extends = "base"\n', "schema = 1\n[run]\nseed = 1\n")
    assert (Path(problem.file).name, problem.path) == ("base.toml", "policy")
