"""Files of a run: what is in them, that they are whole, and when none is written."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import sys
from pathlib import Path

import attrs
import openpyxl
import pytest

from awardsim.errors import InputError, OutputError
from awardsim.report import files
from awardsim.report.cells import Day, Share
from awardsim.report.files import FORMS, check_run_files, run_csv, write_run
from awardsim.report.output import check_targets, write_whole
from awardsim.report.run_record import run_record
from awardsim.report.run_tables import run_tables
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)


def titled(forecast, title):
    """The same run of a text that bears another title."""
    both = Text(title, title)
    policy = attrs.evolve(forecast.procedure.policy, title=both, award=both)
    stages = tuple(attrs.evolve(one, title=both) for one in forecast.procedure.nodes)
    procedure = attrs.evolve(forecast.procedure, policy=policy, nodes=stages)
    return attrs.evolve(forecast, procedure=procedure)


def rows_of(sheet):
    """The cells of a sheet without its last two rows, which hold the notice."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@BOTH
def test_a_workbook_holds_the_figures_of_the_record(planned, language, tmp_path):
    path = tmp_path / "run.xlsx"
    write_run(planned, path, language)
    record = json.loads(json.dumps(run_record(planned)))
    book = openpyxl.load_workbook(path)
    tables = run_tables(record, language)
    assert book.sheetnames == [one.name for one in tables]
    for table in tables:
        found = rows_of(book[table.name])
        assert found[0] == list(table.headings)
        for wanted, row in zip(table.rows, found[1:], strict=False):
            for value, cell in zip(wanted, row, strict=True):
                if isinstance(value, Day):
                    assert cell == datetime.datetime.combine(value.date, datetime.time())
                elif isinstance(value, Share):
                    assert cell == pytest.approx(value.value, rel=1e-14)
                elif isinstance(value, float):
                    assert cell == pytest.approx(value, rel=1e-14)
                else:
                    assert cell == (value or None if isinstance(value, str) else value)


def test_every_sheet_is_a4_landscape_and_carries_the_record(planned, tmp_path):
    path = tmp_path / "run.xlsx"
    write_run(planned, path, "zh")
    record = run_record(planned)["record"]
    for sheet in openpyxl.load_workbook(path).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert record in sheet.oddFooter.left.text
        assert "内部测算" in str(sheet.cell(sheet.max_row, 1).value)


def test_the_article_stands_beside_the_stage_and_projected_dates_are_marked(planned, tmp_path):
    path = tmp_path / "run.xlsx"
    write_run(planned, path, "zh")
    sheet = openpyxl.load_workbook(path)["全部环节"]
    found = rows_of(sheet)
    by_stage = {row[0]: row for row in found[1:]}
    assert by_stage["拟奖建议名单公示"][1] == "七(八)"
    marked = [
        cell
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, datetime.datetime) and "推" in cell.number_format
    ]
    assert marked
    assert all(cell.value.year >= 2026 for cell in marked)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")'])
def test_a_title_cannot_become_a_formula(planned, title, tmp_path):
    forecast = titled(planned, title)
    write_run(forecast, tmp_path / "run.xlsx", "zh")
    for sheet in openpyxl.load_workbook(tmp_path / "run.xlsx").worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    assert openpyxl.load_workbook(tmp_path / "run.xlsx")["结论"]["B2"].value == title
    text = run_csv(run_record(forecast), "zh").removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row)
        assert row[0] in ("环节", f"'{title}")


@BOTH
def test_values_for_a_spreadsheet_begin_with_a_mark_and_read_back(planned, language, tmp_path):
    path = tmp_path / "run.csv"
    write_run(planned, path, language)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    record = run_record(planned)
    table = next(one for one in run_tables(record, language) if one.id == "stages")
    assert len(rows) == 1 + len(table.rows)
    assert rows[0][: len(table.headings)] == list(table.headings)
    for row, stage in zip(rows[1:], record["stages"], strict=True):
        assert row[0] == stage["title"][language]
        assert row[5] == ("" if stage["middle"] is None else stage["middle"]["date"])
        assert row[-2] == record["record"]
        assert row[-1] == record["notice"][language]


def test_awkward_names_keep_their_columns(planned):
    forecast = titled(planned, 'a,"b"\r\nc\rd\n|e')
    rows = list(csv.reader(io.StringIO(run_csv(run_record(forecast), "zh")[1:], newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[1][0] == 'a,"b"\r\nc\rd\n|e'


@BOTH
def test_markdown_escapes_what_a_browser_would_run(planned, language, tmp_path):
    forecast = titled(planned, "<script>alert(1)</script> | a")
    path = tmp_path / "run.md"
    write_run(forecast, path, language)
    text = path.read_text("utf-8")
    assert "<script" not in text
    assert run_record(forecast)["record"] in text
    assert run_record(forecast)["notice"][language] in text
    grids = [block.splitlines()[2:] for block in text.split("\n## ")[1:]]
    for grid in grids:
        lines = [line.replace("\\|", "") for line in grid if line.startswith("|")]
        assert len({line.count("|") for line in lines}) == 1


def test_json_files_are_the_record(planned, tmp_path):
    path = tmp_path / "run.json"
    write_run(planned, path, "en")
    assert json.loads(path.read_text("utf-8")) == json.loads(json.dumps(run_record(planned)))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_run_gives_the_same_file(planned, form, tmp_path):
    if form == ".xlsx":
        pytest.skip("a zip archive keeps the time of writing")
    for name in ("a", "b"):
        write_run(planned, tmp_path / f"{name}{form}", "zh", editions=1)
    assert (tmp_path / f"a{form}").read_bytes() == (tmp_path / f"b{form}").read_bytes()


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xlsx.gz", ".xlsx"])
def test_an_unknown_form_is_refused_with_the_known_ones(name):
    with pytest.raises(InputError) as caught:
        check_run_files([name], force=False)
    assert ".xlsx .csv .md .json" in caught.value.read("en")


def test_an_extension_may_be_in_capitals(tmp_path):
    assert check_run_files([str(tmp_path / "A.CSV")], force=False)[0].form == ".csv"


def test_one_file_is_not_written_twice(tmp_path):
    names = [str(tmp_path / "a.md"), os.path.join(str(tmp_path), ".", "a.md")]
    with pytest.raises(InputError, match="twice"):
        check_run_files(names, force=False)


def test_an_existing_file_is_kept_unless_forced(planned, tmp_path):
    path = tmp_path / "run.json"
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_run(planned, path, "en")
    with pytest.raises(OutputError, match="--force"):  # before anything is worked out
        check_run_files([str(path)], force=False)
    assert path.read_text("utf-8") == "mine"
    write_run(planned, path, "en", force=True)
    assert json.loads(path.read_text("utf-8"))["schema"] == "awardsim.run/1"


def test_a_file_that_came_to_be_meanwhile_is_kept(tmp_path):
    path = tmp_path / "run.json"
    target = check_run_files([str(path)], force=False)[0]
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="exists"):
        write_whole(target, lambda draft: draft.write_text("ours", "utf-8"), force=False)
    assert path.read_text("utf-8") == "mine"
    assert os.listdir(tmp_path) == ["run.json"]


def test_a_link_put_in_its_place_is_not_followed(tmp_path):
    secret, path = tmp_path / "secret", tmp_path / "run.json"
    secret.write_text("kept", "utf-8")
    target = check_run_files([str(path)], force=True)[0]
    path.symlink_to(secret)
    write_whole(target, lambda draft: draft.write_text("ours", "utf-8"), force=True)
    assert secret.read_text("utf-8") == "kept"
    assert path.read_text("utf-8") == "ours"
    assert not path.is_symlink()


def test_nothing_is_left_behind_when_writing_fails(tmp_path):
    target = check_run_files([str(tmp_path / "run.md")], force=False)[0]

    def fail(draft: Path) -> None:
        draft.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_whole(target, fail, force=False)
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_and_a_folder_are_no_files(tmp_path):
    with pytest.raises(OutputError, match="no folder"):
        check_run_files([str(tmp_path / "nowhere" / "a.md")], force=False)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_run_files([str(tmp_path / "folder.md")], force=True)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError):
        check_run_files([str(tmp_path / "file" / "a.md")], force=False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "through a link"])
@pytest.mark.parametrize("force", [False, True], ids=["as it is", "with force"])
def test_a_pipe_or_device_is_never_replaced_by_a_file(tmp_path, linked, force):
    pipe = tmp_path / "run.md"
    os.mkfifo(pipe)
    if linked:
        pipe = tmp_path / "link.md"
        pipe.symlink_to("run.md")
    with pytest.raises(OutputError, match="a pipe or a device"):
        check_run_files([str(pipe)], force=force)
    assert (tmp_path / "run.md").is_fifo()


@as_root
def test_a_folder_that_cannot_be_written_to_is_found_out_first(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError):
        check_run_files([str(folder / "a.md")], force=False)


def test_a_folder_that_refuses_is_found_out_first(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("awardsim.report.output.tempfile.NamedTemporaryFile", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        check_run_files([str(tmp_path / "a.md")], force=False)


def test_a_workbook_without_its_library_is_refused_before_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr(files.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match=r"awardsim\[report\]"):
        check_run_files([str(tmp_path / "a.xlsx")], force=False)
    assert check_run_files([str(tmp_path / "a.md")], force=False)


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are stricter there")
@pytest.mark.parametrize("name", ["测 算.md", "-a.md", "a\nb.md", "x" * 251 + ".md"])
def test_odd_names_work(planned, name, tmp_path):
    path = tmp_path / name
    if len(os.fsencode(name)) > 255:
        pytest.skip("longer than the file system takes")
    write_run(planned, path, "zh")
    assert path.exists()


def test_a_name_too_long_for_the_disk_is_an_error_of_the_disk(tmp_path):
    with pytest.raises(OutputError):
        check_targets([str(tmp_path / ("x" * 300 + ".md"))], FORMS, force=False)
