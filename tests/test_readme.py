"""Every command and every scenario that the README shows is run as a reader would run it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1].joinpath("README.md").read_text("utf-8")

#: What the installed command does, without asking where it is installed.
PROGRAM = "import sys; sys.argv[0] = 'awardsim'; from awardsim.cli import main; sys.exit(main())"


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


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder of its own, so that files it writes stay there."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_readme_shows_commands_and_a_scenario():
    assert len(commands()) >= 5
    assert len(blocks("toml")) == 1


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_works(command, tmp_path):
    done = run(shlex.split(command)[1:], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_scenario_of_the_readme_runs(tmp_path):
    tmp_path.joinpath("mine.toml").write_text(blocks("toml")[0], "utf-8")
    done = run(["run", "mine", "--replications", "5"], tmp_path)
    assert done.returncode == 0, done.stderr
