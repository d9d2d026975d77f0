"""``awardsim new``: a city from answers, a draft of a text."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from awardsim.policy import read_policy
from awardsim.report.console import width
from tests.support.terminal import posix

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")

ANSWERS = """\
city = "jia"
version = 2026
title = "甲市政府质量奖管理办法"
issued = 2026-03-02
tracks = "both @二"
channels = ["东县", "西县"]
vacancy = true

[quotas]
organisations = "不超过5家 @四"
individuals = { answer = "不超过10人", article = "四", words = "不超过10人" }

[stages]
CH_NOTICE = { answer = "不少于5个工作日", article = "八", name = "名单公示" }
FIN_NOTICE = "7天 @十五"
DECIDE = "有 @十四"
DEFENCE = "无 @十"
NOMINATE = "有 @九"

[closing]
receipt = "2026-06-30 @九"
"""


@pytest.fixture
def answers(awardsim, tmp_path):
    """The folder of the program, with a file of answers."""
    tmp_path.joinpath("answers.toml").write_text(ANSWERS, "utf-8")
    return awardsim


# ---- a file of answers --------------------------------------------------------------------------


def test_a_file_of_answers_becomes_a_policy_file_that_runs(answers, tmp_path):
    code, out, err = answers("new", "city", "--answers", "answers.toml")
    assert (code, err) == (0, "")
    assert "written: jia/2026.toml" in out
    policy = read_policy(tmp_path / "jia" / "2026.toml")
    assert policy.id == "jia@2026"
    assert policy.stages["channel_notice"].title.zh == "名单公示"
    assert policy.quotas["individuals"].number.words == "不超过10人"
    code, out, err = answers("run", "./jia/2026.toml", *FAST, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["policy"]["id"] == "jia@2026"


def test_json_and_toml_and_options_say_the_same(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    first = tmp_path.joinpath("jia", "2026.toml").read_text("utf-8")
    data = tomllib.loads(ANSWERS)
    data["issued"] = "2026-03-02"
    tmp_path.joinpath("answers.json").write_text(json.dumps(data), "utf-8")
    assert answers("new", "city", "--answers", "answers.json", "--force")[0] == 0
    assert tmp_path.joinpath("jia", "2026.toml").read_text("utf-8") == first
    plain = [
        "city=jia", "version=2026", "title=甲市政府质量奖管理办法", "issued=2026-03-02",
        "tracks=both @二", "channels=东县、西县", "vacancy=有",
        "quotas.organisations=不超过5家 @四",
        "quotas.individuals=不超过10人 @四 “不超过10人”",
        "stages.CH_NOTICE=不少于5个工作日 名单公示 @八", "stages.FIN_NOTICE=7天 @十五",
        "stages.DECIDE=有 @十四", "stages.DEFENCE=无 @十", "stages.NOMINATE=有 @九",
        "closing.receipt=2026-06-30 @九",
    ]  # fmt: skip
    options = [part for one in plain for part in ("--answer", one)]
    assert answers("new", "city", *options, "--force")[0] == 0
    assert tmp_path.joinpath("jia", "2026.toml").read_text("utf-8") == first


def test_a_file_that_is_there_is_not_written_over_unless_forced(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    file = tmp_path / "jia" / "2026.toml"
    file.write_text("mine", "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 5
    assert "jia/2026.toml" in err
    assert file.read_text("utf-8") == "mine"
    assert answers("new", "city", "--answers", "answers.toml", "--force")[0] == 0
    assert read_policy(file).id == "jia@2026"


def test_every_mistake_is_told_with_its_line_and_the_nearest_name(answers, tmp_path):
    wrong = ANSWERS.replace("CH_NOTICE", "CH_NOTIC").replace("7天 @十五", "a while @15")
    wrong = wrong.replace("2026-06-30 @九", "2026-06-31 @九").replace('"jia"', '"Jia City"')
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    lines = wrong.splitlines()
    for said, key in (
        ("did you mean 'stages.CH_NOTICE'", "CH_NOTIC "),
        ("cannot read 'a while'", "FIN_NOTICE"),
        ("cannot read '2026-06-31'", "receipt"),
        ("cannot read 'Jia City'", "city"),
    ):
        number = next(n for n, line in enumerate(lines, 1) if line.startswith(key))
        assert re.search(rf"^error: answers\.toml:{number}: .*{re.escape(said)}", err, re.MULTILINE)
    assert not tmp_path.joinpath("jia").exists()


def test_a_mistyped_part_of_an_answer_is_told_with_the_nearest(answers, tmp_path):
    wrong = ANSWERS.replace('article = "八"', 'articel = "八"')
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    assert "no part of an answer 'articel'" in err
    assert "did you mean 'article'?" in err


def test_dates_that_contradict_each_other_are_told_where_they_were_answered(answers, tmp_path):
    wrong = 'opens = "2026-09-01 @三"\ncloses = "2026-03-01 @三"\n' + ANSWERS
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    assert err.startswith("error: answers.toml:2: ")
    assert "@ closes" in err


def test_what_does_not_run_yet_is_written_and_says_why(answers, tmp_path):
    more = ("--answer", "vacancy=无 @四", "--answer", "stages.SHORTLIST=有 @十一")
    more = (*more, "--answer", "places.shortlist.organisations=2 @十一")
    code, out, _ = answers("new", "city", "--answers", "answers.toml", *more)
    assert code == 1
    assert "does not run yet" in out
    assert "fewer than the 5 awards" in out
    assert tmp_path.joinpath("jia", "2026.toml").is_file()


def test_an_answer_to_what_was_not_asked_is_told(answers):
    code, _, err = answers(
        "new", "city", "--answers", "answers.toml", "--answer", "supplement.within=3wd @九"
    )
    assert code == 2
    assert "not asked" in err
    assert "supplement.within" in err


def test_without_a_terminal_nothing_is_asked_and_nothing_hangs(program):
    done = program("new", "city")
    assert done.returncode == 2
    assert "--answers" in done.stderr
    assert done.stdout == ""


def test_without_what_is_needed_it_says_what(awardsim):
    code, _, err = awardsim("new", "city", "--answer", "version=2026")
    assert code == 2
    assert "@ city" in err
    assert "@ title" in err


def test_the_file_is_called_by_its_version(answers, tmp_path):
    code, _, err = answers("new", "city", "--answers", "answers.toml", "-o", "2027.toml")
    assert code == 2
    assert "2026.toml" in err
    code, _, _ = answers("new", "city", "--answers", "answers.toml", "-o", "2026.toml")
    assert code == 0
    assert read_policy(tmp_path / "2026.toml").version == "2026"
    more = ("--answer", "city=yi", "--answer", "title=乙市办法", "-o", "2030.toml")
    assert answers("new", "city", *more)[0] == 0
    assert read_policy(tmp_path / "2030.toml").id == "yi@2030"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--workbook", "a.xlsx", "--answer", "city=x"), "--workbook"),
        (("--package", "p", "-o", "a.toml", "--answer", "city=x"), "--package"),
        (("--from", "a.toml"), "--from"),
        (("--from", "a.docx"), "a.docx"),
        (("--answer", "city"), "ID=ANSWER"),
        (("-o", "2026.txt", "--answer", "city=x", "--answer", "title=t"), ".toml"),
        (("--answers", "nowhere.toml"), "nowhere.toml"),
        (("--answers", "nowhere.json"), "nowhere.json"),
        (("--from", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, said, awardsim):
    code, _, err = awardsim("new", "city", *arguments)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("text", ["", "[1]", "{", '"x"', '{"city": 1e999}', '{"a": {"b": null}}'])
def test_json_that_is_no_table_of_answers_is_refused(text, awardsim, tmp_path):
    tmp_path.joinpath("a.json").write_text(text, "utf-8")
    code, _, err = awardsim("new", "city", "--answers", "a.json")
    assert code == 2
    assert "a.json" in err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_fits_a_terminal(language, answers):
    _, out, _ = answers("new", "city", "--answers", "answers.toml", "--lang", language)
    assert max(width(line) for line in out.splitlines()) <= 100
    for arguments in (("new",), ("new", "city", "--help"), ("new", "text", "--help")):
        code, out, _ = answers(*arguments, "--lang", language)
        assert code == 0
        assert max(width(line) for line in out.splitlines()) <= 100


# ---- a workbook ---------------------------------------------------------------------------------


def filled(path, cells, new=None):
    """Fill in a form: answers by question, each a mapping of columns."""
    book = openpyxl.load_workbook(path)
    places = {}
    for sheet in book.worksheets:
        headings = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            id = sheet.cell(row, headings["id (keep)"]).value
            for heading, value in cells.get(id, {}).items():
                sheet.cell(row, headings[heading]).value = value
                places[id] = f"[{sheet.title}]!{sheet.cell(row, headings['answer']).coordinate}"
    book.save(new or path)
    return places


CELLS = {
    "city": {"answer": "jia"},
    "version": {"answer": 2026},
    "title": {"answer": "甲市政府质量奖管理办法"},
    "tracks": {"answer": "组织", "article": "二"},
    "quotas.organisations": {"answer": "不超过5家", "article": "四", "decisive words": "不超过5家"},
    "stages.CH_NOTICE": {
        "answer": "有",
        "length": "不少于5个工作日",
        "article": "八",
        "its name in the document": "名单公示",
    },
    "stages.DEFENCE": {"answer": "无", "article": "十"},
    "stages.ELIG": {"answer": "-"},
}


def test_a_form_is_written_filled_in_and_read_back(awardsim, tmp_path):
    assert awardsim("new", "city", "--workbook", "form.xlsx")[0] == 0
    filled(tmp_path / "form.xlsx", CELLS)
    code, out, err = awardsim("new", "city", "--from", "form.xlsx")
    assert (code, err) == (0, "")
    assert "jia/2026.toml" in out
    policy = read_policy(tmp_path / "jia" / "2026.toml")
    notice = policy.stages["channel_notice"]
    assert (notice.title.zh, str(notice.duration.value)) == ("名单公示", "5wd")
    assert notice.duration.source == "text 八"
    assert policy.quotas["organisations"].number.words == "不超过5家"


def test_mistakes_in_a_form_are_told_with_their_cells(awardsim, tmp_path):
    awardsim("new", "city", "--workbook", "form.xlsx")
    wrong = {
        **CELLS,
        "quotas.organisations": {"answer": "several"},
        "stages.CH_NOTICE": {"answer": "有", "length": "a week"},
    }
    places = filled(tmp_path / "form.xlsx", wrong)
    code, _, err = awardsim("new", "city", "--from", "form.xlsx")
    assert code == 2
    assert f"form.xlsx{places['quotas.organisations']}: cannot read 'several'" in err
    assert places["quotas.organisations"].startswith("[tracks and quotas]!C")


def test_an_article_without_an_answer_is_told(awardsim, tmp_path):
    awardsim("new", "city", "--workbook", "form.xlsx")
    places = filled(tmp_path / "form.xlsx", {**CELLS, "stages.SITE": {"article": "十二"}})
    code, _, err = awardsim("new", "city", "--from", "form.xlsx")
    assert code == 2
    assert places["stages.SITE"] in err


def test_a_form_in_chinese_has_a_list_to_choose_from_and_every_question(awardsim, tmp_path):
    awardsim("new", "city", "--workbook", "表.xlsx", "--lang", "zh")
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["文件", "奖项和名额", "环节", "其他规定"]
    sheet = book["环节"]
    ids = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    assert sum(id.startswith("stages.") for id in ids) == 27
    lists = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists == {'"有,无,-,未读"'}


def test_an_empty_form_says_what_is_needed(awardsim):
    awardsim("new", "city", "--workbook", "form.xlsx")
    code, _, err = awardsim("new", "city", "--from", "form.xlsx")
    assert code == 2
    assert "@ city" in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_what_is_no_workbook_is_refused(content, awardsim, tmp_path):
    tmp_path.joinpath("form.xlsx").write_bytes(content)
    code, _, err = awardsim("new", "city", "--from", "form.xlsx")
    assert code == 2
    assert "form.xlsx" in err


def test_another_workbook_is_refused(awardsim, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "something else"
    book.save(tmp_path / "other.xlsx")
    code, _, err = awardsim("new", "city", "--from", "other.xlsx")
    assert code == 2
    assert "--workbook" in err


# ---- a distribution -----------------------------------------------------------------------------


def test_a_package_has_the_text_an_entry_point_and_tests(answers, tmp_path):
    code, out, _ = answers("new", "city", "--answers", "answers.toml", "--package", "awardsim-jia")
    assert code == 0
    assert "pip install" in out
    folder = tmp_path / "awardsim-jia"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "pyproject.toml",
        "setup.cfg",
        "README.md",
        "awardsim_jia/__init__.py",
        "awardsim_jia/policies/2026.toml",
        "tests/test_jia.py",
    }
    assert "jia = awardsim_jia" in folder.joinpath("setup.cfg").read_text("utf-8")
    assert read_policy(folder / "awardsim_jia" / "policies" / "2026.toml").id == "jia@2026"


def test_a_package_is_made_of_a_file_that_is_there_word_for_word(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    file = tmp_path / "jia" / "2026.toml"
    file.write_text(file.read_text("utf-8") + "# my own remark\n", "utf-8")
    assert answers("new", "city", "--from", "jia/2026.toml", "--package", "p")[0] == 0
    made = tmp_path / "p" / "awardsim_jia" / "policies" / "2026.toml"
    assert made.read_text("utf-8") == file.read_text("utf-8")
    code, _, err = answers("new", "city", "--from", "jia/2026.toml", "--package", "p")
    assert code == 5
    assert "exists" in err
    assert answers("new", "city", "--from", "jia/2026.toml", "--package", "p", "--force")[0] == 0


def test_the_tests_of_a_package_pass_once_every_article_is_there(answers, tmp_path):
    silent = [
        part
        for id in ("opens", "closes", "cycle", "valid_from", "valid_to", "conditions.operation")
        for part in ("--answer", f"{id}=-")
    ]
    answers("new", "city", "--answers", "answers.toml", *silent, "--package", "p")
    folder = tmp_path / "p"

    def tested():
        paths = os.pathsep.join([str(folder), *(path or os.getcwd() for path in sys.path)])
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    before = tested()
    assert before.returncode == 1
    assert "text jia@2026: cited: not yet read" in before.stdout
    assert "1 failed" in before.stdout
    text = folder / "awardsim_jia" / "policies" / "2026.toml"
    mended = text.read_text("utf-8").replace('"unread"', '"unstated"').replace("待补", "四")
    text.write_text(mended, "utf-8")
    after = tested()
    assert after.returncode == 0, after.stdout


def test_a_version_that_cannot_be_published_is_refused(answers):
    code, _, err = answers(
        "new", "city", "--answers", "answers.toml", "--answer", "version=2026草案", "--package", "p"
    )
    assert code == 2
    assert "2026草案" in err


# ---- on a terminal ------------------------------------------------------------------------------


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


def test_a_draft_is_called_as_its_file_is(awardsim, tmp_path):
    """The file may stand without -o, and its stem names it from then on."""
    code, out, err = awardsim("new", "text", "--from", "qingyuan@2020", "2025草案.toml")
    assert (code, err) == (0, "")
    assert "qingyuan@2025草案" in out
    code, out, err = awardsim(
        "schedule", "2025草案", "--set", "opens=2025-08-18", "--finish", "12-31"
    )
    assert (code, err) == (0, "")
    assert "qingyuan@2025草案" in out
    assert "by 12-31 Wed" in out
    code, _, err = awardsim("new", "text", "--from", "qingyuan@2020", "a.toml", "-o", "b.toml")
    assert code == 2
    assert "the file is named twice" in err
