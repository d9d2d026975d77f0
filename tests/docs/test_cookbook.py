"""The cookbook is true: its commands print what stands there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from awardsim.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cookbook.md").read_text("utf-8")
_BLOCK = re.compile(r"^```console\n\$ (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
#: Stands for lines that are left out.
LEFT_OUT = "…"
EXAMPLES = [(command, shown.splitlines()) for command, shown in _BLOCK.findall(PAGE)]


def follows(shown: Sequence[str], printed: Sequence[str]) -> str:
    """The first piece of what is shown that was not printed in its place; empty if all was.

    Pieces between lines that are left out stand in the same order, each without a gap; the first
    one at the beginning and the last one at the end, unless something is left out there.
    """
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    at = 0
    for number, piece in enumerate(pieces):
        if number == 0:
            places = [0]
        elif number == len(pieces) - 1 and piece:
            places = [len(printed) - len(piece)]
        else:
            places = list(range(at, len(printed) - len(piece) + 1))
        found = [
            place
            for place in places
            if place >= at and list(printed[place : place + len(piece)]) == piece
        ]
        if not found:
            return "\n".join(piece)
        at = found[0] + len(piece)
    return "" if LEFT_OUT in shown or at == len(printed) else "more is printed"


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
