"""The tab key: what a shell proposes, asked as the shells ask."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awardsim.cli import main

BREAKS = " \t\n\"'@><=;|&(:"
BASH = shutil.which("bash")


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


@pytest.mark.skipif(BASH is None, reason="no bash")
def test_the_script_works_in_bash(tmp_path):
    program = tmp_path / "awardsim"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom awardsim.cli import main\nsys.exit(main())\n",
        "utf-8",
    )
    program.chmod(0o755)
    script = f"""
        export PATH={tmp_path}:$PATH LC_ALL=C.UTF-8 AWARDSIM_LANG=zh
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
