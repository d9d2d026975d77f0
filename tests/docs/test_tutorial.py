"""The tutorial can be walked: its files are written, its commands print what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from support.shown import examples, follows

from awardsim.cli import main

PAGE = Path(__file__).resolve().parents[2].joinpath("docs", "tutorial.md").read_text("utf-8")
FILES = re.findall(r"^```toml\n(# file: (\S+)\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = examples(PAGE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder with the files that the reader saves."""
    folder = tmp_path_factory.mktemp("tutorial")
    for text, name in FILES:
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_a_step_prints_what_stands_there(command, shown, desk, capsys, monkeypatch):
    monkeypatch.chdir(desk)
    program, *words = shlex.split(command)
    assert program == "awardsim"
    assert main(words) == 0
    printed = capsys.readouterr().out.rstrip("\n").splitlines()
    assert follows(shown, printed) == "", "\n".join(printed)


def test_the_tutorial_goes_from_the_list_to_ones_own_file():
    assert PAGE.count("```console") == len(EXAMPLES)
    assert [shlex.split(command)[1] for command, _ in EXAMPLES] == [
        "list", "show", "schedule", "why", "run", "compare", "sweep", "compare", "check", "check",
    ]  # fmt: skip
    assert len(FILES) == 1
