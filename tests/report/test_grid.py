"""A table as a file."""

import csv
import io
import json
import subprocess
import sys

import openpyxl
import pytest

from awardsim.errors import InputError, OutputError
from awardsim.report.grid import Grid, check_grid_files, grid_csv, grid_markdown, write_grid

GRID = Grid("对照", ["事项", "内容"], [["名额", "=1+1"], ["a|b", "两\n行"]], {"a": None}, ["共2项"])


def written(tmp_path, name):
    (target,) = check_grid_files([str(tmp_path / name)], force=False)
    write_grid(GRID, target, force=False)
    return tmp_path / name


def test_a_formula_stays_a_text_in_every_form(tmp_path):
    rows = list(csv.reader(io.StringIO(grid_csv(GRID)[1:])))
    assert rows[1] == ["名额", "'=1+1"]
    sheet = openpyxl.load_workbook(written(tmp_path, "a.xlsx")).active
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"


def test_a_cell_does_not_break_the_table_of_markdown():
    lines = grid_markdown(GRID).splitlines()
    assert lines[5] == "| a\\|b | 两 行 |"


def test_json_holds_the_data_and_not_the_table(tmp_path):
    assert json.loads(written(tmp_path, "a.json").read_text("utf-8")) == {"a": None}


def test_an_existing_file_is_not_replaced_unasked(tmp_path):
    written(tmp_path, "a.md")
    with pytest.raises(OutputError):
        check_grid_files([str(tmp_path / "a.md")], force=False)
    (target,) = check_grid_files([str(tmp_path / "a.md")], force=True)
    write_grid(GRID, target, force=True)


def test_an_unknown_form_names_the_nearest(tmp_path):
    with pytest.raises(InputError, match=r"\.xlsx"):
        check_grid_files([str(tmp_path / "a.xls")], force=False)


def test_a_wide_table_is_printed_on_pages_that_repeat_its_first_columns(tmp_path):
    """Letters stay legible, nothing is cut off, and each page says what its rows are."""
    long = "说明" * 60
    grid = Grid(
        "宽表", ["类别", "事项", *"ABCDEFGH"], [["公示", "天数", *[long] * 8]], None, fixed=2
    )
    (target,) = check_grid_files([str(tmp_path / "wide.xlsx")], force=False)
    write_grid(grid, target, force=False)
    sheet = openpyxl.load_workbook(tmp_path / "wide.xlsx").active
    assert sheet.freeze_panes == "C3"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$2:$2", "$A:$B")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.row_dimensions[3].height == 5 * 15, "240 columns in lines of 58"


def test_a_narrow_table_is_one_page_wide(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, "a.xlsx")).active
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


#: Writes a table into a folder on a disk that takes files of at most one page.
FULL = """
import resource, sys
from awardsim.errors import OutputError
from awardsim.report.grid import Grid, write_grid
from awardsim.report.grid_document import write_grid_document
from awardsim.report.output import check_targets

rows = [[f"{i} {j} {i * j}" for j in range(9)] for i in range(300)]
grid = Grid("all", [str(j) for j in range(9)], rows, {})
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
for name, write in (("a.xlsx", write_grid), ("a.docx", write_grid_document)):
    (target,) = check_targets([name], [".xlsx", ".docx"], force=False)
    more = () if write is write_grid else ("en",)
    try:
        write(grid, target, *more, force=False)
    except OutputError as error:
        print(error.read("en"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_disk_that_is_full_is_told_and_leaves_nothing_behind(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "a.xlsx: cannot be written (File too large)",
        "a.docx: cannot be written (File too large)",
    ]
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
