"""Every command and every scenario that the README shows is run as a reader would run it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from awardsim.cli import main

pytestmark = pytest.mark.long

README = Path(__file__).resolve().parents[1].joinpath("README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Lines ``$ awardsim …``, each once."""
    found = [
        line.removeprefix("$ ")
        for block in blocks("console")
        for line in block.splitlines()
        if line.startswith("$ awardsim")
    ]
    return list(dict.fromkeys(found))


def test_the_readme_shows_commands_and_a_scenario():
    assert len(commands()) >= 5
    assert len(blocks("toml")) == 1


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of its own, so that files that a command writes stay there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder", "remembered")
@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_works(command, capsys):
    code = main(shlex.split(command)[1:])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    assert shown.out.strip()


def test_the_scenario_of_the_readme_runs(folder, capsys):
    folder.joinpath("mine.toml").write_text(blocks("toml")[0], "utf-8")
    code = main(["run", "mine", "--replications", "5"])
    assert code == 0, capsys.readouterr().err
