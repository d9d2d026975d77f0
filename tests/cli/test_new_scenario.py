"""``awardsim new scenario``: a scenario from answers."""

from __future__ import annotations

import datetime
import json
import re
import shlex
from pathlib import Path

import pytest
from support.drafted import EDITION, given

from awardsim.report.console import width

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


def test_answers_become_a_scenario_that_runs_at_once(awardsim, tmp_path):
    code, out, err = awardsim("new", "scenario", "qingyuan@2025", *EDITION)
    assert (code, err) == (0, "")
    assert "./qingyuan-2025.toml: 4 yours, 51 built-in" in out
    data = given(tmp_path / "qingyuan-2025.toml")
    assert data["meetings"]["government_days"] == {"estimate": [1, 3, 8], "basis": "last year"}
    assert data["basis"].startswith("the planner, ")
    code, out, err = awardsim("run", "qingyuan-2025", *FAST, "--format", "json")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert record["policy"]["id"] == "qingyuan@2025"


def test_the_commands_of_the_page_work_in_their_order(awardsim, tmp_path):
    page = (ROOT / "docs" / "new-scenario.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) == 6
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "awardsim"
        code, _, err = awardsim(*words)
        asked = command == "awardsim new scenario qingyuan@2025"  # asks, and nobody is there
        assert code == (2 if asked else 0), err
    assert tmp_path.joinpath("时间节点表.xlsx").is_file()


def test_a_draft_of_ones_own_is_named_from_the_folder_of_the_scenario(awardsim, tmp_path):
    """A draft and its scenario: begun with two commands, scheduled with a third."""
    assert awardsim("new", "text", "--from", "qingyuan@2020", "2025草案.toml")[0] == 0
    code, out, err = awardsim(
        "new", "scenario", "2025草案.toml", "--answer", "opens=2025-08-18",
        "--answer", "finish_by=12-31", "--basis", "the office",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "qingyuan-2025草案.toml: 2 yours, " in out  # the two dates
    data = given(tmp_path / "qingyuan-2025草案.toml")
    assert data["policy"] == "2025草案.toml"
    assert data["finish_by"] == datetime.date(2025, 12, 31)
    assert data["basis"] == "the office"
    code, out, err = awardsim("schedule", "qingyuan-2025草案", "-o", "时间节点表.xlsx")
    assert (code, tmp_path.joinpath("时间节点表.xlsx").is_file()) == (0, True)
    tmp_path.joinpath("other").mkdir()
    code, _, err = awardsim("new", "scenario", "2025草案.toml", "other/a.toml", *EDITION[:2])
    assert code == 2
    assert "beside it" in err


def test_all_mistakes_are_told_where_they_stand_and_nothing_is_written(awardsim, tmp_path):
    text = (
        "[people]\nreviewers = 0\nreviewer = 3\n"
        '[meetings]\nleading_group = "2025-09-01"\n[applicants]\norganisations = "3/2/1"\n'
    )
    tmp_path.joinpath("a.toml").write_text(text, "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--answers", "a.toml")
    assert code == 2
    assert "a.toml:2: " in err
    assert "a.toml:3: there is no question 'people.reviewer'" in err
    assert "did you mean 'people.reviewers'" in err
    assert "a.toml:7: expected least <= usual <= most" in err
    assert list(tmp_path.glob("qing*")) == []
    tmp_path.joinpath("a.toml").write_text("[meetings]\nleading_group = 2025-09-01\n", "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--answers", "a.toml")
    assert code == 2
    assert err.startswith("error: a.toml:2: ")
    assert "no meeting date after the opening" in err


def test_a_text_without_an_opening_must_be_given_one(awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", "china_award@2023", "--answer", "people.reviewers=9")
    assert code == 2
    assert "@ opens" in err
    code, _, err = awardsim(
        "new", "scenario", "china_award@2023", "-o", "a.toml", "--answer", "opens=2023-04-28"
    )
    assert (code, err) == (0, "")
    assert given(tmp_path / "a.toml")["opens"] == datetime.date(2023, 4, 28)


@pytest.mark.parametrize("text", ["qingyuan@2020", "panzhihua@2022"])
def test_the_date_of_issue_is_no_opening_of_a_regulation_without_days(text, awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", text, "--answer", "people.reviewers=9")
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "@ opens" in err


def test_a_file_that_is_there_is_not_written_over_unless_forced(awardsim, tmp_path):
    tmp_path.joinpath("mine.toml").write_text("mine", "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "mine.toml", *EDITION)
    assert (code, tmp_path.joinpath("mine.toml").read_text("utf-8")) == (5, "mine")
    assert "--force" in err
    assert awardsim("new", "scenario", "qingyuan@2025", "mine.toml", *EDITION, "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "TEXT"),
        (("qingyuan@2025",), "--workbook"),  # no terminal
        (("qingyuan-2025", *EDITION), "awardsim new scenario qingyuan@2025"),
        (("qingyuan@2026", *EDITION), "did you mean 'qingyuan@2025'"),
        (("qingyuan@2025", "a.txt", *EDITION), ".toml"),
        (("qingyuan@2025", "a.toml", "-o", "b.toml", *EDITION), "named twice"),
        (("qingyuan@2025", "--workbook", "a.xlsx", *EDITION), "--workbook"),
        (("qingyuan@2025", "--from", "a.csv"), "--from"),
        (("--from", "nowhere.xlsx"), "nowhere.xlsx"),
        (("qingyuan@2025", "--yes", *EDITION), "--learn"),
        (("qingyuan-2024", "--learn", "nowhere"), "--yes"),  # no terminal
        (("qingyuan-2024", "--learn", "nowhere", "--yes"), "nowhere"),
        (("qingyuan-2024", "--learn", "qingyuan-2024", *EDITION), "--learn"),
        (("--learn", "qingyuan-2024", "--yes"), "--learn"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, said, awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", *arguments)
    assert code == 2
    assert said in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_fits_a_terminal(language, awardsim):
    _, out, _ = awardsim("new", "scenario", "qingyuan@2025", *EDITION, "--lang", language)
    assert max(width(line) for line in out.splitlines()) <= 100
    code, out, _ = awardsim("new", "scenario", "--help", "--lang", language)
    assert code == 0
    assert max(width(line) for line in out.splitlines()) <= 100
