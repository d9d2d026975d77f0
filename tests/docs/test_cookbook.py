"""The cookbook is true: its commands print what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from support.shown import examples, follows

from awardsim.cli import main

pytestmark = pytest.mark.long

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cookbook.md").read_text("utf-8")
EXAMPLES = examples(PAGE)


def test_what_is_left_out_is_marked():
    printed = ["a", "b", "c", "d"]
    assert follows(["a", "b", "c", "d"], printed) == ""
    assert follows(["a", "…", "d"], printed) == ""
    assert follows(["…", "b", "c", "…"], printed) == ""
    assert follows(["a", "b", "c"], printed) == "more is printed"
    assert follows(["b", "…"], printed) == "b"
    assert follows(["…", "c"], printed) == "c"
    assert follows(["…", "b", "d", "…"], printed) == "b\nd"
    assert follows(["…", "c", "…", "b", "…"], printed) == "b"


def test_there_are_examples_and_questions():
    questions = re.findall(r"^### .*\(.*[\u4e00-\u9fff].*\)$", PAGE, re.MULTILINE)
    assert len(questions) == len(re.findall(r"^### ", PAGE, re.MULTILINE)) >= 15
    assert len(EXAMPLES) >= len(questions)
    assert PAGE.count("```console") == len(EXAMPLES)


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_a_command_prints_what_stands_there(command, shown, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(command)
    assert program == "awardsim"
    assert main(words) == 0
    printed = capsys.readouterr().out.rstrip("\n").splitlines()
    assert follows(shown, printed) == "", "\n".join(printed)


def test_every_way_of_asking_is_in_the_page():
    named = {shlex.split(command)[1] for command, _ in EXAMPLES}
    assert {"schedule", "why", "check", "compare"} <= named
