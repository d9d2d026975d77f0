"""Every end of the program is an exit code and at most a few lines, never a traceback."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from awardsim.cli import main as run_main
from awardsim.cli.main import COMMANDS
from awardsim.errors import InputError, InvariantError, OutputError, PluginError, Problem
from awardsim.text import Text

main_module = importlib.import_module("awardsim.cli.main")
SAID = Text("坏了\n第二行", "broken\nsecond line")


def failing(monkeypatch, error):
    """Let every command end with an error."""

    def run(_arguments, _language):
        raise error

    monkeypatch.setattr(main_module, "_run", run)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError(Problem(SAID)), 2),
        (InvariantError(SAID), 3),
        (PluginError(SAID), 4),
        (OutputError(SAID), 5),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.UsageError("no"), 2),
        (RuntimeError("boom"), 3),
        (RecursionError("deep"), 3),
        (MemoryError(), 3),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_has_its_exit_code_and_no_traceback(error, code, language, monkeypatch, capsys):
    monkeypatch.setenv("AWARDSIM_LANG", language)
    failing(monkeypatch, error)
    assert run_main([]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    if code != 130:
        assert err.startswith("错误：" if language == "zh" else "error: ")


def test_all_problems_are_told_one_per_line(monkeypatch, capsys):
    problems = [Problem(Text(f"第{n}处", f"mistake {n}"), "a.toml", n) for n in (1, 2, 3)]
    failing(monkeypatch, InputError(problems))
    run_main(["--lang", "en"])
    assert capsys.readouterr().err.splitlines() == [
        f"error: a.toml:{n}: mistake {n}" for n in (1, 2, 3)
    ]


def test_a_message_cannot_act_on_the_terminal(monkeypatch, capsys):
    failing(monkeypatch, InputError(Problem(Text("\x1b[2J", "\x1b[2J\u202e"), "a\nb.toml")))
    run_main(["--lang", "en"])
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "\u202e" not in err


def test_a_defect_asks_to_be_reported_and_shows_where_on_request(monkeypatch, capsys):
    failing(monkeypatch, RuntimeError("boom"))
    run_main(["--lang", "en"])
    assert "a defect of awardsim, please report it: RuntimeError: boom" in capsys.readouterr().err
    monkeypatch.setenv("AWARDSIM_TRACEBACK", "1")
    run_main(["--lang", "en"])
    assert "Traceback" in capsys.readouterr().err


def test_help_lists_the_commands_in_the_language_asked_for(awardsim):
    for language, heading in (("zh", "命令："), ("en", "Commands:")):
        code, out, err = awardsim("--help", "--lang", language)
        assert (code, err) == (0, "")
        assert heading in out
        for name, entry in COMMANDS.items():
            if not entry.hidden:
                assert f"  {name} " in out
                assert entry.summary.read(language)[:10] in out


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help_and_lang(name, language, awardsim):
    code, out, _ = awardsim(name, "--help", "--lang", language)
    assert code == 0
    assert "--lang" in out
    assert out.startswith("用法：awardsim" if language == "zh" else "Usage: awardsim")


def test_without_a_command_the_help_is_shown(awardsim):
    assert awardsim()[:2] == awardsim("--help")[:2]


def test_the_version_is_told(awardsim):
    code, out, _ = awardsim("--version")
    assert code == 0
    assert out.startswith("awardsim ")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["rnu"], "没有命令 'rnu'", "did you mean 'run'?"),
        (["run"], "缺少", "SCENARIO is missing"),
        (["run", "x", "--formt", "json"], "没有选项 '--formt'", "did you mean '--format'?"),
        (["run", "x", "--format", "xml"], "--format 只能是", "must be one of: text, json"),
        (["run", "x", "y"], "多余的参数：y", "unexpected: y"),
        (["run", "x", "--seed"], "缺少值", "lacks a value"),
        (["run", "x", "--brief=1"], "不该带值", "takes none"),
        (["run", "x", "--lang", "fr"], "--lang 只能是", "must be one of: zh, en"),
    ],
)
def test_a_mistyped_call_says_what_would_be_right(arguments, zh, en, awardsim, monkeypatch):
    for language, said in (("zh", zh), ("en", en)):
        monkeypatch.setenv("AWARDSIM_LANG", language)
        code, out, err = awardsim(*arguments)
        assert (code, out) == (2, "")
        assert said in err


def test_help_comes_quickly_and_without_slow_libraries(program):
    done = program("--help")
    assert done.returncode == 0
    begun = time.monotonic()
    program("--help")
    assert time.monotonic() - begun < 3  # far less when idle
    code = (
        "import sys; from awardsim.cli import main; main(['--help']); main(['run', '--help']);"
        "slow = ('numpy', 'networkx', 'simpy', 'tabulate', 'wcwidth', 'xlsxwriter');"
        "print([m for m in slow if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert found.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_numpy_begins_no_threads_of_its_own():
    code = (
        "import os, sys; from awardsim.cli import main; main(['schedule', 'shaoguan-2018']);"
        "print('numpy' in sys.modules, len(os.listdir('/proc/self/task')))"
    )
    free = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=free
    )
    assert found.stdout.splitlines()[-1] == "True 1"


@pytest.mark.parametrize("module", ["awardsim", "awardsim.cli"])
def test_it_runs_as_a_module(module, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_handlers_of_signals_are_put_back(awardsim):
    before = signal.getsignal(signal.SIGTERM)
    awardsim("--version")
    assert signal.getsignal(signal.SIGTERM) is before


def test_how_often_garbage_is_looked_for_is_put_back(awardsim):
    before = gc.get_threshold()
    awardsim("--version")
    assert gc.get_threshold() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["list"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_told_as_one(arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "awardsim", "--lang", "en", *arguments],
            stdout=full,
            check=False,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 5
    assert "defect" not in done.stderr
    assert "cannot" in done.stderr


#: A rule that writes past Python's own output, in the program and in a worker of it.
RAW = """
import importlib, multiprocessing, os, sys
from awardsim.cli.terminal import say

main = importlib.import_module("awardsim.cli.main")

def command(arguments, language):
    os.write(1, b"raw\\n")
    multiprocessing.get_context("fork").Process(target=os.write, args=(1, b"worker\\n")).start()
    say('{"schema": 1}\\n')
    return 0

main._run = command
code = main.main(["list"])
os.write(1, b"after\\n")
sys.exit(code)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes that inherit descriptors")
def test_standard_output_is_the_programs_alone_while_a_command_runs():
    done = subprocess.run(
        [sys.executable, "-c", RAW], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (0, '{"schema": 1}\nafter\n')
    assert sorted(done.stderr.split()) == ["raw", "worker"]
