"""The tutorial can be walked: its files are written, its commands print what stands there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from support.shown import examples, follows

from awardsim.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: In English and in Chinese.
PAGES = [DOCS.joinpath(name).read_text("utf-8") for name in ("tutorial.md", "tutorial-zh.md")]
FILES = [
    found
    for page in PAGES
    for found in re.findall(r"^```toml\n(# file: (\S+)\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
]
EXAMPLES = [one for page in PAGES for one in examples(page)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder with the files that the reader saves."""
    folder = tmp_path_factory.mktemp("tutorial")
    for text, name in FILES:
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_a_step_prints_what_stands_there(command, shown, desk, capsys, monkeypatch):
    monkeypatch.chdir(desk)
    program, *words = shlex.split(command)
    assert program == "awardsim"
    assert main(words) == 0
    printed = capsys.readouterr().out.rstrip("\n").splitlines()
    assert follows(shown, printed) == "", "\n".join(printed)


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_tutorial_goes_from_the_list_to_ones_own_file(page):
    assert page.count("```console") == len(examples(page))
    assert [shlex.split(command)[1] for command, _ in examples(page)] == [
        "list", "show", "schedule", "why", "run", "compare", "sweep", "compare", "check", "check",
    ]  # fmt: skip


def test_both_tutorials_have_the_same_file():
    first, second = (tomllib.loads(text) for text, _ in FILES)
    assert {**first, "basis": ""} == {**second, "basis": ""}
