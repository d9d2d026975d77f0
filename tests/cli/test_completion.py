"""The tab key: what a shell proposes, asked as the shells ask."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awardsim.cli import main
from awardsim.cli.completion import Zsh
from tests.support.terminal import posix

with contextlib.suppress(ImportError):  # not on every system
    import fcntl
    import termios

BREAKS = " \t\n\"'@><=;|&(:"
BASH = shutil.which("bash")
ZSH = shutil.which("zsh")


@pytest.fixture
def ask(monkeypatch, capsys):
    """Ask as bash does; gives what it would put in the place of the last part of the word."""

    def proposed(line: str, lang: str = "zh") -> list[str]:
        monkeypatch.setenv("AWARDSIM_LANG", lang)
        monkeypatch.setenv("_AWARDSIM_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_LINE", line)
        monkeypatch.setenv("COMP_WORDBREAKS", BREAKS)
        with pytest.raises(SystemExit):
            main([])
        told = capsys.readouterr()
        assert told.err == ""
        return [one.partition(",")[2] for one in told.out.splitlines() if one]

    return proposed


@pytest.mark.parametrize(
    ("line", "lang", "found"),
    [
        ("awardsim sch", "en", ["schedule"]),
        ("awardsim run qingyuan-2025 --requ", "en", ["--require"]),
        ("awardsim why qingyuan-2025 县级公", "en", ["县级公示"]),
        ("awardsim why qingyuan-2025 county_n", "zh", ["county_notice"]),
        ("awardsim why qingyuan@2025 拟奖", "zh", ["拟奖建议名单公示"]),
        ("awardsim schedule qingyuan-2025 --did final", "zh", ["final_notice="]),
        ("awardsim show qingyuan@202", "zh", ["2020", "2025"]),
        ("awardsim run qingyuan-2025 --set people.site", "zh", ["people.site_teams="]),
        ("awardsim run qingyuan-2025 --set nothing.", "zh", []),
        ("awardsim sweep qingyuan-2025 people.rev", "zh", ["people.reviewers="]),
        ("awardsim nonsense x", "zh", []),
        ("awardsim why nowhere-1999 ", "zh", ["finish", "law", "awards", "late"]),
    ],
)
def test_what_is_proposed(ask, line, lang, found):
    assert ask(line, lang) == found


def test_names_are_scenarios_and_texts_and_a_part_will_do(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("自己的.toml").write_text('schema = 1\npolicy = "qingyuan@2025"\n', "utf-8")
    found = ask("awardsim run ")
    assert {"qingyuan-2025", "自己的", "shaoguan@2018"} <= set(found)
    assert ask("awardsim run 自") == ["自己的"]
    assert ask("awardsim run guan-2018") == ["shaoguan-2018"]


def test_titles_are_proposed_to_whoever_reads_them(ask):
    assert "县级公示" in ask("awardsim why qingyuan-2025 ", "zh")
    assert "county_notice" in ask("awardsim why qingyuan-2025 ", "en")
    assert ask("awardsim why qingyuan-2025 公示") == [
        "单位内部公示",
        "有关单位内部公示",
        "县级公示",
        "受理名单公示",
        "拟奖建议名单公示",
    ]


def test_it_answers_at_once_and_without_slow_libraries(ask):
    ask("awardsim why qingyuan-2025 ")
    begun = time.process_time()
    ask("awardsim why qingyuan-2025 ")
    assert time.process_time() - begun < 0.5
    code = (
        "import sys; from awardsim.cli import main\ntry: main([])\n"
        "except SystemExit: print([m for m in ('numpy', 'networkx', 'simpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "_AWARDSIM_COMPLETE": "bash_complete",
            "COMP_LINE": "awardsim why qingyuan-2025 县级公",
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == ["plain,县级公示", "[]"]


@pytest.fixture
def program_in(tmp_path):
    """A folder in which a shell finds the program."""
    program = tmp_path / "awardsim"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom awardsim.cli import main\nsys.exit(main())\n",
        "utf-8",
    )
    program.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(BASH is None, reason="no bash")
def test_the_script_works_in_bash(program_in):
    script = f"""
        export PATH={program_in}:$PATH LC_ALL=C.UTF-8 AWARDSIM_LANG=zh
        eval "$(_AWARDSIM_COMPLETE=bash_source awardsim)"
        complete -p awardsim
        COMP_LINE='awardsim why qingyuan-2025 县级公 and more'; COMP_POINT=30
        _awardsim_completion awardsim
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        [str(BASH), "--norc", "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    shown = done.stdout.splitlines()
    assert "_awardsim_completion" in shown[0]
    assert shown[1] == "县级公示", done.stderr


def test_the_script_for_zsh_keeps_what_is_typed():
    """It rests on click's own script having the lines behind which it is put."""
    assert "compstate[insert]=" in Zsh.source_template


@posix
@pytest.mark.skipif(ZSH is None, reason="no zsh")
def test_a_part_of_a_title_is_kept_in_zsh_and_its_stages_are_listed(program_in, tmp_path):
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 140, 0, 0))
    known = {**os.environ, "PATH": f"{program_in}{os.pathsep}{os.environ['PATH']}"}
    known |= {"LC_ALL": "C.UTF-8", "AWARDSIM_LANG": "zh", "HOME": str(tmp_path), "TERM": "dumb"}
    zsh = subprocess.Popen(
        [str(ZSH), "-f", "-i"], stdin=slave, stdout=slave, stderr=slave, env=known, cwd=tmp_path
    )
    os.close(slave)
    shown = ""

    def until(wanted, since=0):
        nonlocal shown
        end = time.monotonic() + 30
        while wanted not in shown[since:] and time.monotonic() < end:
            if select.select([master], [], [], 0.2)[0]:
                shown += os.read(master, 65536).decode("utf-8", "replace")
        assert wanted in shown[since:], shown

    try:
        script = 'eval "$(_AWARDSIM_COMPLETE=zsh_source awardsim)"'
        os.write(master, f"autoload -Uz compinit; compinit -u; {script}; echo re''ady\n".encode())
        until("ready")
        since = len(shown)
        os.write(master, "awardsim why qingyuan-2025 公\t".encode())
        until("final_notice", since)
        listed = re.findall(r"-- (\w+)", shown[since:])
        assert listed == ["internal_notice", "parent_notice", "county_notice",
                          "acceptance_notice", "final_notice"]  # fmt: skip
        since = len(shown)
        os.write(master, b"\n")  # the part is still there: the program is asked about it
        until("“公”", since)
    finally:
        zsh.kill()
        zsh.wait(30)
        os.close(master)


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("lint", "check"),
        ("matrix", "diff"),
        ("seek", "sweep"),
        ("tornado", "sweep"),
        ("排期", "schedule"),
    ],
)
def test_words_that_people_try_lead_to_the_command_and_are_not_listed(word, command, capsys):
    assert main([word, "--help", "--lang", "en"]) == 0
    alias = capsys.readouterr().out
    assert main([command, "--help", "--lang", "en"]) == 0
    meant = capsys.readouterr().out
    assert alias.splitlines()[1:] == meant.splitlines()[1:]
    assert main(["--help", "--lang", "zh"]) == 0
    assert f"\n  {word} " not in capsys.readouterr().out
