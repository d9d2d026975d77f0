"""The workbook of a timetable, read back."""

import datetime
import re

import attrs
import openpyxl
import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import timetable
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.output import Target, check_targets
from awardsim.report.record_id import procedure_id
from awardsim.report.working_paper import write_paper
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def made(*sets, name="qingyuan-2025"):
    return timetable(load(name, open_catalogue(), sets))


def book_of(found, folder, language="zh", command="awardsim schedule x"):
    (target,) = check_targets([str(folder / "plan.xlsx")], [".xlsx"], force=True)
    assert isinstance(target, Target)
    write_paper(found, target, language, command, force=True)
    return openpyxl.load_workbook(target.path)


def table_of(sheet):
    """Rows below the headings by the name of their stage, cells by heading."""
    (top,) = {int(one) for one in re.findall(r"\d+", sheet.print_title_rows)}
    heads = [cell.value for cell in sheet[top]]
    rows = {}
    for row in sheet.iter_rows(min_row=top + 1):
        if row[1].value is None:
            break
        rows[str(row[1].value).rstrip("*")] = dict(zip(heads, row, strict=True))
    return rows


def dates_of(sheet):
    """Cells with a date; a merged cell has none."""
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return [cell for cell in cells if isinstance(cell.value, datetime.datetime) and cell.is_date]


@BOTH
def test_every_sheet_is_a_page_wide_with_its_headings_and_its_record(tmp_path, language):
    found = made()
    book = book_of(found, tmp_path, language, "awardsim schedule qingyuan-2025 --finish 2025-12-31")
    assert len(book.sheetnames) == 3
    internal = {"zh": "内部测算", "en": "internal estimate"}[language]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one is what is left out
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        foot = sheet.oddFooter.left.text
        assert internal in foot
        assert procedure_id(found.procedure) in foot
        assert "--finish 2025-12-31" in foot


def test_the_head_asks_says_what_finished_means_and_cites_the_document(tmp_path):
    sheet = book_of(made(), tmp_path).worksheets[0]
    head = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
    assert "工作推进时间表" in head
    assert "问：2025年12月31日（周三）前" in head
    assert "完成＝通报表彰（市人民政府，条文七(九)）" in head
    assert "清强市办〔2025〕20号" in head


def test_dates_are_dates_and_stand_beside_the_article_and_its_words(tmp_path):
    row = table_of(book_of(made(), tmp_path).worksheets[0])["拟奖建议名单公示"]
    assert row["最迟开始"].value == datetime.datetime(2025, 12, 23)
    assert row["最迟完成"].value == datetime.datetime(2025, 12, 30)
    assert row["最迟开始"].is_date
    assert row["最迟开始"].font.bold
    assert row["条文"].value == "七(八)"
    assert row["原文"].value == "“向社会公示5个工作日”"
    assert row["条文"].column + 1 == row["原文"].column


def test_the_three_columns_to_be_filled_in_are_empty_and_stand_out(tmp_path):
    rows = table_of(book_of(made(), tmp_path).worksheets[0])
    for row in rows.values():
        for name in ("实际完成", "责任人", "备注"):
            assert row[name].value is None
            assert row[name].fill.fgColor.rgb == "FFFFFBE6"


def test_deadlines_are_red_if_somebody_wrote_them_and_marked_if_nobody_did(tmp_path):
    rows = table_of(book_of(made(), tmp_path).worksheets[0])
    receipt, finish, apply = (rows[name] for name in ("报送市质量强市办", "通报表彰", "申报"))
    assert receipt["期限"].value == datetime.datetime(2025, 10, 25)
    assert finish["期限"].value == datetime.datetime(2025, 12, 31)
    for row in (receipt, finish):
        assert row["期限"].font.color.rgb == "FFC00000"
        assert row["期限"].font.bold
    assert "假设" in apply["期限"].number_format
    assert not apply["期限"].font.bold
    assert rows["资格审查"]["期限"].value is None


@BOTH
def test_a_date_on_days_off_not_yet_announced_is_a_date_with_a_mark(tmp_path, language):
    mark = {"zh": "〔推〕", "en": "[proj.]"}[language]
    sheet = book_of(made("finish_by=2026-01-15"), tmp_path, language).worksheets[0]
    cells = dates_of(sheet)
    assert {cell.value.year for cell in cells} == {2025, 2026}
    for cell in cells:
        given = cell.font.color is not None and cell.font.color.rgb == "FFC00000"
        assert (mark in cell.number_format) == (cell.value.year == 2026 and not given)
        assert ("yyyy" in cell.number_format) == (cell.value.year == 2026)


def test_no_date_is_wider_than_its_column(tmp_path):
    """A date that does not fit is shown as a row of signs."""
    sheet = book_of(made("finish_by=2026-01-15"), tmp_path).worksheets[0]
    widths = {
        column: group.width
        for group in sheet.column_dimensions.values()
        for column in range(group.min, group.max + 1)
    }
    for cell in dates_of(sheet):
        shown = re.sub(r'\[\$-\w+\]|"', "", cell.number_format)
        wide = sum(2 if ord(one) > 255 else 1 for one in shown)
        assert wide < widths[cell.column]


def test_the_second_sheet_has_every_assumption_with_its_basis(tmp_path):
    found = made()
    sheet = book_of(found, tmp_path).worksheets[1]
    rows = {row[7].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=3)}
    inputs = found.procedure.inputs
    used = [line.ground.input for line in found.lines if line.ground.kind == "assumed"]
    assert len(used) >= 8
    for index in used:
        assert rows[inputs[index].id][4] == inputs[index].basis.zh
    assert rows["durations.approval"][2:4] == ["3个工作日", "1/3/8个工作日"]
    assert rows["meetings.leading_group"][2] == "2025-12-10、12-18、12-26"
    assert rows["readings.receipt_roll"][2] == "不移动：10月25日"
    # What no date of the table uses is not listed: numbers of applicants, scores, objections.
    assert not [name for name in rows if name and name.startswith(("applicants", "objections"))]


def test_the_third_sheet_adds_up_to_all_civil_days(tmp_path):
    found = made()
    sheet = book_of(found, tmp_path).worksheets[2]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    total = next(row for row in rows if row[0] == "合计")
    stages = rows[: rows.index(total)]
    assert [sum(row[place] or 0 for row in stages) for place in range(1, len(total))] == total[1:]
    # From Wednesday 17 September to Tuesday 23 December: 14 + 31 + 30 + 23 days.
    assert total[-1] == 14 + 31 + 30 + 23
    assert sum(total[1:-1]) == total[-1]


@BOTH
def test_a_name_never_becomes_a_formula(tmp_path, language):
    found = made()
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x")', "http://x", "12"]
    procedure = found.procedure
    nodes = tuple(
        attrs.evolve(node, title=Text(*[names[node.index % len(names)]] * 2))
        for node in procedure.nodes
    )
    title = Text("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1")
    policy = attrs.evolve(procedure.policy, award=title)
    scenario = attrs.evolve(procedure.scenario, title=title)
    changed = attrs.evolve(procedure, nodes=nodes, policy=policy, scenario=scenario)
    book = book_of(attrs.evolve(found, procedure=changed), tmp_path, language, "=1+1")
    texts = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                texts += str(cell.value).rstrip("*") in names
    assert texts >= len(nodes)


def test_what_is_done_has_its_day_and_no_latest_one(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    given = ["--today", "2025-12-12", "--did", "现场评审=2025-12-11", "-o", str(path)]
    assert main(["schedule", "qingyuan-2025", *given, "--lang", "zh"]) == 0
    assert capsys.readouterr()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = table_of(sheet)
    assert rows["现场评审"]["实际完成"].value == datetime.datetime(2025, 12, 11)
    assert rows["现场评审"]["最迟开始"].value is None
    assert rows["评审报告"]["实际完成"].value is None
    # Issued on the day the plan says; nobody has told when the county posted its notice.
    assert rows["印发方案"]["实际完成"].value == datetime.datetime(2025, 9, 17)
    dated = [name for name, row in rows.items() if row["实际完成"].value is not None]
    assert dated == ["印发方案", "现场评审"]
    assert rows["县级公示"]["备注"].value == "已办，不迟于2025-12-11，日期未给"
    assert rows["县级公示"]["最早完成"].value is None
    assert rows["现场评审"]["备注"].value is rows["评审报告"]["备注"].value is None
    assert "--did 现场评审=2025-12-11" in sheet.oddFooter.left.text


def test_what_is_too_late_is_said_and_not_dated(tmp_path):
    rows = table_of(book_of(made("finish_by=2025-09-22"), tmp_path).worksheets[0])
    assert rows["拟奖建议名单公示"]["最迟开始"].value == "来不及"


def test_a_long_command_is_cut_in_the_footer_but_stands_on_the_sheet(tmp_path):
    command = "awardsim schedule x " + "--set a&b=1 " * 60
    book = book_of(made(), tmp_path, command=command)
    assert len(book.worksheets[0].oddFooter.left.text) < 255
    rests = book.worksheets[1]
    assert any(command.strip() in str(row[0].value) for row in rests.iter_rows())


@pytest.mark.parametrize("name", ["qingyuan-2024", "panzhihua-2023"])
@BOTH
def test_other_places_have_one_too(tmp_path, name, language):
    found = made(name=name)
    rows = table_of(book_of(found, tmp_path, language).worksheets[0])
    assert len(rows) == len(found.lines)
