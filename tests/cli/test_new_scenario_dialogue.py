"""``awardsim new scenario`` on a terminal: nine questions, and ranges one by one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from support.drafted import given

from tests.support.terminal import posix

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


@posix
def test_a_dialogue_asks_nine_questions_and_writes_a_file_that_runs(on_terminal, tmp_path):
    on = on_terminal("new", "scenario", "qingyuan@2025")
    assert "1/9 期限" in on.asks("从哪一天开始")
    on.answer("")
    on.asks("哪一天以前要办完")
    on.answer("")
    on.asks("哪个环节办完算完成")
    on.answer("市政府审批")
    assert "宁德五届" in on.asks("申报数（组织奖）")  # the default with its source
    on.answer("?")
    assert "决定评审" in on.asks("申报数（组织奖）")
    on.answer("20/12/8")
    assert "最少 ≤ 一般 ≤ 最多" in on.asks("申报数（组织奖）")
    on.answer("8/12/20 @申报系统")
    on.asks("申报数（个人奖）")
    on.answer("-")
    on.asks("评审员人手")
    on.answer("<")
    on.asks("申报数（个人奖）")
    on.answer("10")
    on.asks("评审员人手")
    on.answer("")
    on.asks("现场评审组")
    on.answer("")
    on.asks("哪几天能开会")
    on.answer("9月1日、9月2日")
    assert "这一届" in on.asks("哪几天能开会")  # before the opening
    on.answer("12-10、12-18")
    while "这些数字是谁" not in on.until("\n> "):
        on.answer("")
    on.answer("市局")
    on.until("已写入 ./qingyuan-2025.toml")
    assert on.process.wait(60) == 0
    data = given(tmp_path / "qingyuan-2025.toml")
    assert data["finish"] == "approval"
    assert data["applicants"] == {
        "organisations": {"estimate": [8, 12, 20], "basis": "申报系统"},
        "individuals": 10,
    }
    assert data["basis"] == "市局"
    assert not tmp_path.joinpath("new-scenario.answers.toml").exists()


@posix
def test_an_interrupted_dialogue_loses_nothing(on_terminal, tmp_path):
    first = on_terminal("new", "scenario", "qingyuan@2025")
    for part, answer in (("从哪一天开始", "2025-09-18"), ("哪一天以前", "12-30")):
        first.asks(part)
        first.answer(answer)
    first.asks("哪个环节")
    os.killpg(first.process.pid, signal.SIGINT)
    first.until("再运行 awardsim new scenario qingyuan@2025 接着问")
    assert first.process.wait(30) == 130
    assert given(tmp_path / "new-scenario.answers.toml") == {
        "text": "qingyuan@2025",
        "opens": "2025-09-18",
        "finish_by": "12-30",
    }
    second = on_terminal("new", "scenario", "qingyuan@2025")
    second.until("没有做完")
    second.until("\n> ")
    second.answer("")
    assert "从哪一天开始" not in second.asks("哪个环节")
    os.write(second.master, b"\x04")
    second.until("接着问")
    assert second.process.wait(30) == 1


@posix
def test_each_range_is_offered_with_old_new_and_basis(on_terminal, tmp_path):
    on = on_terminal("new", "scenario", "qingyuan-2024", "--learn", "qingyuan-2024")
    shown = on.asks("applicants.organisations")
    assert "5/9/15" in shown
    assert "5/8/15" in shown
    assert "n=1" in shown
    on.answer("")
    on.asks("durations.composite")
    on.answer("?")
    on.until("放宽")
    on.until("\n> ")
    on.answer("")
    on.asks("durations.approval")
    on.answer("y")
    on.until("采用1项")
    assert on.process.wait(60) == 0
    data = given(tmp_path / "qingyuan-2024-learned.toml")
    assert data["meetings"]["government_days"]["estimate"] == [3, 16, 22]
    assert "durations" not in data


@posix
def test_what_was_chosen_before_an_interruption_can_be_typed(on_terminal, tmp_path):
    on = on_terminal("new", "scenario", "qingyuan-2024", "--learn", "qingyuan-2024")
    on.asks("applicants.organisations")
    on.answer("y")
    on.asks("durations.composite")
    os.killpg(on.process.pid, signal.SIGINT)
    on.until("--take applicants.organisations")
    assert on.process.wait(30) == 130
    assert list(tmp_path.iterdir()) == []
