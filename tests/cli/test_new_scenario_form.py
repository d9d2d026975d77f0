"""``awardsim new scenario --workbook``: the nine questions as a workbook, read back."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from support.drafted import given

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


@pytest.fixture
def form(awardsim, tmp_path):
    """A form, and what fills it in: values by id, each a mapping of headings."""
    assert awardsim("new", "scenario", "qingyuan@2025", "--workbook", "form.xlsx")[0] == 0

    def fill(cells):
        book = openpyxl.load_workbook(tmp_path / "form.xlsx")
        places = {}
        for sheet in book.worksheets:
            headings = {cell.value: cell.column for cell in sheet[1]}
            for row in range(2, sheet.max_row + 1):
                id = sheet.cell(row, 1).value
                for heading, value in cells.get((sheet.title, id), {}).items():
                    column = next(c for h, c in headings.items() if h.endswith(heading))
                    cell = sheet.cell(row, column)
                    cell.value = value
                    places[sheet.title, id, heading] = f"form.xlsx[{sheet.title}]!{cell.coordinate}"
        book.save(tmp_path / "form.xlsx")
        return places

    return fill


LEAST, USUAL, MOST, BASIS = "answer, or least", "usual", "most", "its basis"
Q, BODIES, PAST = "questions", "recommending bodies", "past days"


def test_a_form_is_written_filled_in_and_read_back(form, awardsim, tmp_path):
    form(
        {
            (Q, "applicants.organisations"): {LEAST: 8, USUAL: 12, MOST: 20, BASIS: "last year"},
            (Q, "people.reviewers"): {LEAST: 12.0},
            (Q, "finish_by"): {LEAST: datetime.datetime(2025, 12, 30)},
            (Q, "meetings.leading_group"): {
                LEAST: datetime.datetime(2025, 12, 10),
                USUAL: datetime.datetime(2025, 12, 18),
            },
            (Q, "people.site_teams"): {LEAST: "-"},
            (Q, "basis"): {LEAST: "the office"},
            (BODIES, "yingde"): {"[individuals]": "1/2/3", "[county_bureau]": 2},
            (PAST, "final_notice"): {
                "posted": datetime.datetime(2023, 11, 20),
                "over": "2023-11-27",
            },
        }
    )
    code, out, err = awardsim("new", "scenario", "--from", "form.xlsx")
    assert (code, err) == (0, "")
    data = given(tmp_path / "qingyuan-2025.toml")
    assert data["applicants"]["organisations"] == {"estimate": [8, 12, 20], "basis": "last year"}
    assert data["people"] == {"reviewers": 12}
    assert data["finish_by"] == datetime.date(2025, 12, 30)
    assert data["meetings"]["leading_group"] == [
        datetime.date(2025, 12, 10),
        datetime.date(2025, 12, 18),
    ]
    assert data["channels"] == {"yingde": {"individuals": [1, 2, 3], "county_bureau": 2}}
    assert data["basis"] == "the office"
    past = given(tmp_path / "qingyuan-2025-actual.toml")
    assert past["done"] == {"final_notice": datetime.date(2023, 11, 27)}
    assert past["posted"] == {"final_notice": datetime.date(2023, 11, 20)}
    assert "--learn qingyuan-2025-actual.toml" in out
    assert awardsim("schedule", "qingyuan-2025")[0] == 0


def test_all_mistakes_of_a_form_are_told_with_their_cells_in_one_pass(form, awardsim, tmp_path):
    places = form(
        {
            (Q, "applicants.organisations"): {LEAST: 20, USUAL: 12, MOST: 8},
            (Q, "applicants.individuals"): {LEAST: 8, USUAL: 12},
            (Q, "people.reviewers"): {LEAST: "=1+1"},
            (Q, "people.site_teams"): {BASIS: "a basis alone"},
            (Q, "meetings.leading_group"): {LEAST: "next week"},
            (Q, "meetings.government"): {LEAST: True},
            (Q, "finish_by"): {LEAST: 45000},
            (Q, "finish"): {LEAST: "九" * 30_000},
            (BODIES, "yingde"): {"[individuals]": "_x001b_[31m2"},
            (PAST, "final_notice"): {"over": "some day"},
            (PAST, "receipt"): {"over": "12-25"},
        }
    )
    code, out, err = awardsim("new", "scenario", "--from", "form.xlsx")
    assert (code, out) == (2, "")
    wrong = {place for (_, _, heading), place in places.items() if heading not in (USUAL, MOST)}
    told = {line.removeprefix("error: ").split(": ")[0] for line in err.splitlines()}
    assert {one.partition("!")[0] for one in told} == {f"form.xlsx[{s}]" for s in (Q, BODIES, PAST)}
    assert len(told) == len(err.splitlines()) == 11
    assert len(told & wrong) == 10  # the basis alone is told at the cell of its answer
    assert "a formula without a result" in err
    assert "a basis, but no answer" in err
    assert "'12-25' needs its year" in err
    assert max(map(len, err.splitlines())) < 1000
    assert "\x1b" not in err
    assert not tmp_path.joinpath("qingyuan-2025.toml").exists()


def test_what_is_wrong_with_the_edition_is_told_with_its_cell(form, awardsim):
    places = form({(Q, "meetings.leading_group"): {LEAST: datetime.datetime(2025, 9, 1)}})
    code, _, err = awardsim("new", "scenario", "--from", "form.xlsx")
    assert code == 2
    place = places[Q, "meetings.leading_group", LEAST]
    assert err.startswith(f"error: {place}: ")
    assert "no meeting date after the opening" in err


def test_a_total_beside_the_number_of_every_body_is_told(form, awardsim):
    counties = openpyxl.load_workbook("form.xlsx")[BODIES]
    ids = [row[0].value for row in counties.iter_rows(min_row=2)]
    assert len(ids) == 8
    cells = {(BODIES, id): {"[organisations]": 1} for id in ids}
    places = form({**cells, (Q, "applicants.organisations"): {LEAST: 8}})
    code, _, err = awardsim("new", "scenario", "--from", "form.xlsx")
    assert code == 2
    assert err.startswith(f"error: {places[Q, 'applicants.organisations', LEAST]}: ")
    assert "leave one of the two out" in err


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "@SUM(A1)", '"], x = [', "a\nb"])
def test_what_a_cell_holds_stays_a_text(text, form, awardsim, tmp_path):
    """A basis cannot become a formula, a table or another key of the file."""
    form({(Q, "people.reviewers"): {LEAST: 12, BASIS: f"'{text}"}})
    code, _, err = awardsim("new", "scenario", "--from", "form.xlsx")
    assert (code, err) == (0, "")
    data = given(tmp_path / "qingyuan-2025.toml")
    assert set(data["people"]) == {"reviewers"}
    expected = " ".join(f"'{text}".replace("＠", "@").split())
    assert data["people"]["reviewers"]["basis"] == expected


def test_a_form_in_chinese_has_its_sheets_and_every_question(awardsim, tmp_path):
    awardsim("new", "scenario", "qingyuan@2025", "--workbook", "表.xlsx", "--lang", "zh")
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["问题", "推荐单位", "往届日期"]
    ids = [row[0].value for row in book["问题"].iter_rows(min_row=2)]
    assert ids[0] == "text"
    assert {"finish_by", "finish", "meetings.leading_group", "basis", "past.basis"} <= set(ids)
    code, out, err = awardsim("new", "scenario", "--from", "表.xlsx", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "您提供0项" in out


def test_another_workbook_is_refused(awardsim, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "something else"
    book.save(tmp_path / "other.xlsx")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--from", "other.xlsx")
    assert code == 2
    assert "--workbook" in err
