"""``awardsim new city``: a questionnaire as a workbook, filled in and read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from awardsim.policy import read_policy

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


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


@pytest.mark.parametrize("option", ["--workbook", "--xlsx"])
def test_a_form_knows_the_city_that_was_typed(option, awardsim, tmp_path):
    assert awardsim("new", "city", "heyuan", option, "form.xlsx")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    cells = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows(min_row=2)]
    assert [row[:3:2] for row in cells if row[2] is not None] == [["city", "heyuan"]]


def test_an_option_that_is_tried_stands_for_one_that_is_there(awardsim):
    code, _, err = awardsim("new", "city", "heyuan", "--ask")  # asks, and nobody is there
    assert code == 2
    assert "terminal" in err
    code, _, err = awardsim("run", "qingyuan-2025", "--xlsx", "a.xlsx")  # has no --workbook
    assert code == 2
    assert "no option '--xlsx'" in err
