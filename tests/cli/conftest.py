"""The program as a user starts it: in a process of its own, or in this one where that is enough."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.drafted import CITY

from awardsim.cli import main
from tests.support.terminal import PROGRAM, Terminal

Program = Callable[..., subprocess.CompletedProcess[str]]


def environment(**extra: str) -> dict[str, str]:
    """A plain environment: no language set, UTF-8 not promised."""
    dropped = ("LC_", "LANG", "AWARDSIM", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    # A test runs the modules of this process, wherever it found them.
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return {**kept, "PYTHONPATH": paths, **extra}


@pytest.fixture(scope="session")
def program_in() -> Callable[[Path], Program]:
    """Makes what runs the program in a folder; output is read as UTF-8."""

    def made(folder: Path) -> Program:
        def run(*arguments: str, env: dict[str, str] | None = None, **more):
            return subprocess.run(
                [sys.executable, "-c", PROGRAM, *arguments],
                cwd=more.pop("cwd", folder),
                env=environment(**(env or {})),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                check=False,
                timeout=120,
                **more,
            )

        return run

    return made


@pytest.fixture
def program(program_in, tmp_path) -> Program:
    """Run the program in a folder of its own."""
    return program_in(tmp_path)


@pytest.fixture
def started(tmp_path):
    """Start the program in a folder of its own and go on; it is ended with the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


@pytest.fixture
def awardsim(capsys, tmp_path, monkeypatch):
    """Run the program in this process; gives exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWARDSIM_LANG", "en")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def on_terminal(tmp_path):
    """Start the program on a terminal of its own; it is ended with the test."""
    begun = []

    def start(*arguments: str, env: dict[str, str] | None = None) -> Terminal:
        begun.append(Terminal(tmp_path, *arguments, env=env))
        return begun[-1]

    yield start
    for one in begun:
        one.end()


@pytest.fixture
def answers(awardsim, tmp_path):
    """The folder of the program, with a file of answers."""
    tmp_path.joinpath("answers.toml").write_text(CITY, "utf-8")
    return awardsim
