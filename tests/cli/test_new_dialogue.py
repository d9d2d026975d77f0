"""``awardsim new city`` on a terminal: questions one by one, interruptions, going back."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path

import pytest

from awardsim.policy import read_policy
from tests.support.terminal import posix

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


@pytest.fixture
def terminal(on_terminal):
    """Start the dialogue on a terminal; it is ended with the test."""
    return lambda *arguments: on_terminal("new", "city", *arguments)


@posix
def test_a_dialogue_asks_and_writes_a_file_that_runs(terminal, awardsim, tmp_path):
    on = terminal()
    on.asks("地区的代号")
    on.answer("Jia")
    assert "看不懂 'Jia'" in on.asks("地区的代号")
    on.answer("jia")
    on.asks("版本")
    on.answer("2026")
    on.asks("文件名称")
    on.answer("?")
    assert "各条出处都指这份文件" in on.asks("文件名称")
    on.answer("甲市政府质量奖管理办法")
    while "有没有“县级公示”" not in on.until("\n> "):
        on.answer("")
    on.answer("有 名单公示")
    on.asks("公示几天？")
    on.answer("7天")
    on.asks("工作日还是日历日")
    on.answer("1")
    on.asks("第几条")
    on.answer("八")
    while "经费：怎么写的" not in on.until("\n> "):  # the last question
        on.answer("")
    on.answer("")
    on.until("已写入 jia/2026.toml")
    assert on.process.wait(60) == 0
    notice = read_policy(tmp_path / "jia" / "2026.toml").stages["channel_notice"]
    assert (notice.title.zh, str(notice.duration.value)) == ("名单公示", "7wd")
    assert notice.source == "text 八"
    assert not tmp_path.joinpath("new-city.answers.toml").exists()
    assert awardsim("run", "./jia/2026.toml", *FAST)[0] == 0


@posix
def test_an_interrupted_dialogue_loses_nothing(terminal, tmp_path):
    first = terminal()
    for part, answer in (("地区的代号", "jia"), ("版本", "2026"), ("文件名称", "甲市办法")):
        first.asks(part)
        first.answer(answer)
    first.asks("奖项名称")
    os.killpg(first.process.pid, signal.SIGINT)
    assert first.process.wait(30) == 130
    kept = tomllib.loads(tmp_path.joinpath("new-city.answers.toml").read_text("utf-8"))
    assert kept == {"city": "jia", "version": "2026", "title": "甲市办法"}
    second = terminal()
    assert "甲市办法，3个答案" in second.until("\n> ")
    second.answer("")
    assert "地区的代号" not in second.asks("奖项名称")


@posix
def test_going_back_asks_again(terminal):
    on = terminal()
    on.asks("地区的代号")
    on.answer("jia")
    on.asks("版本")
    on.answer("<")
    on.asks("地区的代号")
    on.answer("yi")
    on.asks("版本")


@posix
def test_beginning_anew_keeps_the_old_answers_aside(terminal, tmp_path):
    kept = tmp_path / "new-city.answers.toml"
    kept.write_text('city = "jia"\ntitle = "甲市办法"\n', "utf-8")
    on = terminal()
    on.until("\n> ")
    on.answer("n")
    on.asks("地区的代号")
    assert 'city = "jia"' in (tmp_path / "new-city.answers.1.toml").read_text("utf-8")


@posix
def test_a_file_that_is_there_is_told_as_soon_as_its_name_is_known(terminal, tmp_path):
    tmp_path.joinpath("jia").mkdir()
    tmp_path.joinpath("jia", "2026.toml").write_text("mine", "utf-8")
    on = terminal("jia")
    on.asks("版本")
    on.answer("2026")
    assert "已经有了" in on.asks("版本")
    on.answer("2027")
    on.asks("文件名称")


@posix
def test_the_end_of_input_ends_the_dialogue(terminal, tmp_path):
    on = terminal("jia")
    on.asks("版本")
    on.answer("2026")
    on.asks("文件名称")
    os.write(on.master, b"\x04")
    on.until("再运行 awardsim new city 接着问")
    assert on.process.wait(30) == 1
    assert tmp_path.joinpath("new-city.answers.toml").is_file()
