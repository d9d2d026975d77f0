"""``awardsim new scenario``: nine questions, a workbook, ranges learned from a past edition."""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import signal
import tomllib
from pathlib import Path

import openpyxl
import pytest

from awardsim.report.console import width
from tests.support.terminal import posix

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")
ANSWERS = (
    "--answer", "applicants.organisations=8/12/20",
    "--answer", "people.reviewers=12",
    "--answer", "meetings.leading_group=12-10、12-18、12-26",
    "--answer", "meetings.government=1/3/8 @ last year",
)  # fmt: skip


def given(path):
    return tomllib.loads(path.read_text("utf-8"))


# ---- a file of answers, options -----------------------------------------------------------------


def test_answers_become_a_scenario_that_runs_at_once(awardsim, tmp_path):
    code, out, err = awardsim("new", "scenario", "qingyuan@2025", *ANSWERS)
    assert (code, err) == (0, "")
    assert "./qingyuan-2025.toml: 4 yours, 51 built-in" in out
    data = given(tmp_path / "qingyuan-2025.toml")
    assert data["meetings"]["government_days"] == {"estimate": [1, 3, 8], "basis": "last year"}
    assert data["basis"].startswith("the planner, ")
    code, out, err = awardsim("run", "qingyuan-2025", *FAST, "--format", "json")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert record["policy"]["id"] == "qingyuan@2025"


def test_the_commands_of_the_page_work_in_their_order(awardsim, tmp_path):
    page = (ROOT / "docs" / "new-scenario.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) == 6
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "awardsim"
        code, _, err = awardsim(*words)
        asked = command == "awardsim new scenario qingyuan@2025"  # asks, and nobody is there
        assert code == (2 if asked else 0), err
    assert tmp_path.joinpath("时间节点表.xlsx").is_file()


def test_a_draft_of_ones_own_is_named_from_the_folder_of_the_scenario(awardsim, tmp_path):
    """A draft and its scenario: begun with two commands, scheduled with a third."""
    assert awardsim("new", "text", "--from", "qingyuan@2020", "2025草案.toml")[0] == 0
    code, out, err = awardsim(
        "new", "scenario", "2025草案.toml", "--answer", "opens=2025-08-18",
        "--answer", "finish_by=12-31", "--basis", "the office",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "qingyuan-2025草案" in out
    data = given(tmp_path / "qingyuan-2025草案.toml")
    assert data["policy"] == "2025草案.toml"
    assert data["finish_by"] == datetime.date(2025, 12, 31)
    assert data["basis"] == "the office"
    code, out, err = awardsim("schedule", "qingyuan-2025草案", "-o", "时间节点表.xlsx")
    assert (code, tmp_path.joinpath("时间节点表.xlsx").is_file()) == (0, True)
    tmp_path.joinpath("other").mkdir()
    code, _, err = awardsim("new", "scenario", "2025草案.toml", "other/a.toml", *ANSWERS[:2])
    assert code == 2
    assert "beside it" in err


def test_all_mistakes_are_told_where_they_stand_and_nothing_is_written(awardsim, tmp_path):
    text = (
        "[people]\nreviewers = 0\nreviewer = 3\n"
        '[meetings]\nleading_group = "2025-09-01"\n[applicants]\norganisations = "3/2/1"\n'
    )
    tmp_path.joinpath("a.toml").write_text(text, "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--answers", "a.toml")
    assert code == 2
    assert "a.toml:2: " in err
    assert "a.toml:3: there is no question 'people.reviewer'" in err
    assert "did you mean 'people.reviewers'" in err
    assert "a.toml:7: expected least <= usual <= most" in err
    assert list(tmp_path.glob("qing*")) == []
    tmp_path.joinpath("a.toml").write_text("[meetings]\nleading_group = 2025-09-01\n", "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--answers", "a.toml")
    assert code == 2
    assert err.startswith("error: a.toml:2: ")
    assert "no meeting date after the opening" in err


def test_a_text_without_an_opening_must_be_given_one(awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", "china_award@2023", "--answer", "people.reviewers=9")
    assert code == 2
    assert "@ opens" in err
    code, _, err = awardsim(
        "new", "scenario", "china_award@2023", "-o", "a.toml", "--answer", "opens=2023-04-28"
    )
    assert (code, err) == (0, "")
    assert given(tmp_path / "a.toml")["opens"] == datetime.date(2023, 4, 28)


@pytest.mark.parametrize("text", ["qingyuan@2020", "panzhihua@2022"])
def test_the_date_of_issue_is_no_opening_of_a_regulation_without_days(text, awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", text, "--answer", "people.reviewers=9")
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "@ opens" in err


def test_a_file_that_is_there_is_not_written_over_unless_forced(awardsim, tmp_path):
    tmp_path.joinpath("mine.toml").write_text("mine", "utf-8")
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "mine.toml", *ANSWERS)
    assert (code, tmp_path.joinpath("mine.toml").read_text("utf-8")) == (5, "mine")
    assert "--force" in err
    assert awardsim("new", "scenario", "qingyuan@2025", "mine.toml", *ANSWERS, "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "TEXT"),
        (("qingyuan@2025",), "--workbook"),  # no terminal
        (("qingyuan-2025", *ANSWERS), "awardsim new scenario qingyuan@2025"),
        (("qingyuan@2026", *ANSWERS), "did you mean 'qingyuan@2025'"),
        (("qingyuan@2025", "a.txt", *ANSWERS), ".toml"),
        (("qingyuan@2025", "a.toml", "-o", "b.toml", *ANSWERS), "named twice"),
        (("qingyuan@2025", "--workbook", "a.xlsx", *ANSWERS), "--workbook"),
        (("qingyuan@2025", "--from", "a.csv"), "--from"),
        (("--from", "nowhere.xlsx"), "nowhere.xlsx"),
        (("qingyuan@2025", "--yes", *ANSWERS), "--learn"),
        (("qingyuan-2024", "--learn", "nowhere"), "--yes"),  # no terminal
        (("qingyuan-2024", "--learn", "nowhere", "--yes"), "nowhere"),
        (("qingyuan-2024", "--learn", "qingyuan-2024", *ANSWERS), "--learn"),
        (("--learn", "qingyuan-2024", "--yes"), "--learn"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, said, awardsim, tmp_path):
    code, _, err = awardsim("new", "scenario", *arguments)
    assert code == 2
    assert said in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_fits_a_terminal(language, awardsim):
    _, out, _ = awardsim("new", "scenario", "qingyuan@2025", *ANSWERS, "--lang", language)
    assert max(width(line) for line in out.splitlines()) <= 100
    code, out, _ = awardsim("new", "scenario", "--help", "--lang", language)
    assert code == 0
    assert max(width(line) for line in out.splitlines()) <= 100


# ---- a workbook ---------------------------------------------------------------------------------


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


# ---- learning -----------------------------------------------------------------------------------


def test_ranges_are_taken_over_one_by_one_or_all(awardsim, tmp_path):
    code, out, err = awardsim(
        "new", "scenario", "qingyuan-2024", "--learn", "qingyuan-2024", "--yes"
    )
    assert (code, err) == (0, "")
    assert "durations.approval  3/10/20 working days → 3/16/22 working days" in out
    data = given(tmp_path / "qingyuan-2024-learned.toml")
    taken = data["meetings"]["government_days"]
    assert taken["estimate"] == [3, 16, 22]
    assert taken["basis"].endswith("n=1")
    assert data["applicants"]["organisations"]["estimate"] == [5, 8, 15]
    text = tmp_path.joinpath("qingyuan-2024-learned.toml").read_text("utf-8")
    assert "# 办法没有写任何日期" in text  # comments of the file stay
    assert awardsim("run", "qingyuan-2024-learned", *FAST)[0] == 0
    code, out, _ = awardsim(
        "new", "scenario", "qingyuan-2024", "one.toml", "--learn", "qingyuan-2024",
        "--take", "applicants.organisations",
    )  # fmt: skip
    one = given(tmp_path / "one.toml")
    assert one["meetings"]["government_days"] == [3, 10, 20]
    assert one["applicants"]["organisations"]["estimate"] == [5, 8, 15]


def test_what_is_not_offered_cannot_be_taken_over(awardsim, tmp_path):
    learn = ("--learn", "qingyuan-2024", "--take", "durations.aproval")
    code, _, err = awardsim("new", "scenario", "qingyuan-2024", *learn)
    assert code == 2
    assert "did you mean 'durations.approval'" in err
    assert list(tmp_path.iterdir()) == []


def test_each_range_takes_the_place_of_what_the_scenario_has_in_whichever_form(awardsim, tmp_path):
    """Long and short forms, and a scenario that extends another one."""
    files = {
        "p.toml": 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "p"\n[people]\nsite_teams = 2\n',
        "s.toml": 'schema = 1\nextends = "p"\nbasis = "s"\n[bodies.reviewers]\ncapacity = 12\n'
        '[meetings.leading_group]\nnotice = [1, 2, 5]\nlength = "4h"\n'
        "[meetings.government]\ndays = [1, 3, 8]\n",
        "r.toml": 'schema = 1\nbasis = "real"\nmade_on = 2025-09-17\n[observed]\n'
        '"people.reviewers" = 20\n"people.site_teams" = 5\n"meetings.leading_group" = "9wd"\n'
        '"durations.approval" = "9wd"\n',
    }
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    code, _, err = awardsim("new", "scenario", "s", "--learn", "r.toml", "--yes")
    assert (code, err) == (0, "")
    code, out, _ = awardsim("show", "s-learned", "--resolved", "--format", "json")
    assert code == 0
    found = {one["path"]: one for one in json.loads(out)["assumptions"]}
    for path, numbers in {
        "people.reviewers": [12, 16, 20],
        "people.site_teams": [2, 4, 5],
        "meetings.leading_group": [1, 6, 9],
        "durations.approval": [1, 6, 9],
    }.items():
        one = found[path]
        assert [one["least"], one["usual"], one["most"]] == numbers
        assert one["origin"] == "scenario"
    assert found["people.reviewers"]["basis"] == "real, n=1"
    tmp_path.joinpath("other").mkdir()
    code, _, err = awardsim("new", "scenario", "s", "other/x.toml", "--learn", "r.toml", "--yes")
    assert code == 2
    assert "the same folder" in err


def test_a_text_alone_learns_into_a_scenario_with_what_was_taken_over(awardsim, tmp_path):
    """The next edition of a draft that has no scenario yet."""
    tmp_path.joinpath("real.toml").write_text(
        'schema = 1\nbasis = "notices"\nmade_on = 2025-09-17\n[observed]\n"people.reviewers" = 20\n'
        '"fill.stages.recommend.rule.at_most.individuals" = 5\n',
        "utf-8",
    )
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--learn", "real.toml", "--yes")
    assert (code, err) == (0, "")
    data = given(tmp_path / "qingyuan-2025-learned.toml")
    assert data["people"]["reviewers"] == {"estimate": [9, 16, 20], "basis": "notices, n=1"}
    assert data["fill"] == {
        "stages.recommend.rule.at_most.individuals": {
            "estimate": [1, 4, 5],
            "basis": "notices, n=1",
        }
    }
    assert awardsim("schedule", "qingyuan-2025-learned")[0] == 0


# ---- on a terminal ------------------------------------------------------------------------------


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
