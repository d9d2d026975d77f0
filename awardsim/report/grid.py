"""A table as a file: workbook, comma-separated values, Markdown, JSON; the extension decides."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import attrs

from awardsim.errors import InputError, Problem
from awardsim.report.console import width, wrap
from awardsim.report.output import Target, check_targets, write_whole
from awardsim.text import Text

#: Forms that a table can be written in.
FORMS = (".xlsx", ".csv", ".md", ".json")
#: Forms that are written by a library which need not be installed.
_LIBRARIES = {
    ".docx": "docx",
    ".ics": "icalendar",
    ".pdf": "PIL",
    ".png": "PIL",
    ".xlsx": "xlsxwriter",
}
#: A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Widest column of a workbook, in characters.
_WIDEST = 60
#: Most characters beside each other that can be read on a sheet of A4 across.
_LEGIBLE = 260
#: Height of a line in points, and the most lines of a row that spreadsheets allow.
_LINE, _TALLEST = 15, 27
_MARKED = "\\&<>|*_`[]#"
#: Text only: nothing that came from a file may become a formula, a link or a number.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


@attrs.frozen
class Grid:
    """A table with its title, what is remarked under it, and the same as plain data.

    ``name`` is that of its sheet; ``marked`` are cells (row, column) that stand out in a
    workbook; ``sheets`` are tables beside it, for the forms that have room for more than one;
    ``fixed`` is how many columns stay in view in a workbook, and stand on each of its pages.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: Any
    remarks: Sequence[str] = ()
    name: str = ""
    marked: Collection[tuple[int, int]] = ()
    sheets: Sequence[Grid] = ()
    fixed: int = 1


def check_grid_files(
    names: Sequence[str], *, force: bool, forms: Sequence[str] = FORMS
) -> tuple[Target, ...]:
    """Find out whether a table can be written to all these files.

    Raises as :func:`~awardsim.report.output.check_targets` does, and InputError for a workbook
    when the library that writes them is not installed.
    """
    targets = check_targets(names, forms, force=force)
    for target in targets:
        library = _LIBRARIES.get(target.form)
        if library is not None and importlib.util.find_spec(library) is None:
            message = Text(
                f"写 {target.form} 需要安装：pip install 'awardsim[report]'",
                f"to write {target.form} install 'awardsim[report]'",
            )
            raise InputError(Problem(message, target.name))
    return targets


def write_grid(grid: Grid, target: Target, *, force: bool) -> None:
    """Write a table to a file.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    makers: dict[str, Callable[[Grid], str]] = {
        ".csv": grid_csv,
        ".md": grid_markdown,
        ".json": lambda one: as_json(one.data),
    }

    def write(path: Path) -> None:
        if target.form == ".xlsx":
            _workbook(grid, path)
        else:
            path.write_bytes(makers[target.form](grid).encode("utf-8", "backslashreplace"))

    write_whole(target, write, force=force)


def as_json(data: Any) -> str:
    """Plain data as JSON, readable and without NaN."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def grid_csv(grid: Grid) -> str:
    """A table as spreadsheets expect it: a byte order mark, no text that is a formula.

    >>> print(grid_csv(Grid("t", ["a"], [["=1"]], None))[1:].splitlines()[1])
    '=1
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(grid.headers)
    writer.writerows([_unformed(cell) for cell in row] for row in grid.rows)
    return "\ufeff" + out.getvalue()


def _unformed(cell: str) -> str:
    shown = cell.replace("\0", "")
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def grid_markdown(grid: Grid) -> str:
    """A table as Markdown.

    >>> print(grid_markdown(Grid("t", ["a"], [["x|y"]], None)))
    # t
    <BLANKLINE>
    | a |
    | --- |
    | x\\|y |
    <BLANKLINE>
    """
    lines = [f"# {_escaped(grid.title)}", "", _line(grid.headers)]
    lines.append(_line(["---"] * len(grid.headers)))
    lines += [_line([_escaped(cell) for cell in row]) for row in grid.rows]
    if grid.remarks:
        lines += ["", *(f"{_escaped(remark)}  " for remark in grid.remarks)]
    shown = "\n".join(lines) + "\n"
    return "\n".join([shown, *(f"#{grid_markdown(sheet)}" for sheet in grid.sheets)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(text: str) -> str:
    return "".join(f"\\{one}" if one in _MARKED else one for one in " ".join(text.split()))


def _workbook(grid: Grid, path: Path) -> None:
    """A sheet for each table, with a heading that stays in view; texts stay texts."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        for one in (grid, *grid.sheets):
            _sheet(one, book)
    path.write_bytes(made.getvalue())


def _sheet(grid: Grid, book: Any) -> None:
    sheet = book.add_worksheet(grid.name or None)
    sheet.hide_gridlines(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    look = {"text_wrap": True, "valign": "top", "border": 1}
    bold = book.add_format({**look, "bold": True})
    wrapped = book.add_format(look)
    marked = book.add_format({**look, "bg_color": "#FFF2CC"})
    sheet.write_string(0, 0, grid.title, book.add_format({"bold": True, "font_size": 14}))
    widths: list[int] = []
    for column, header in enumerate(grid.headers):
        widest = max((width(row[column]) for row in grid.rows), default=0)
        widths.append(min(max(widest, width(header)) + 2, _WIDEST))
        sheet.set_column(column, column, widths[-1])
        sheet.write_string(1, column, header, bold)
    for number, row in enumerate(grid.rows):
        sheet.set_row(number + 2, _LINE * _lines(row, widths))
        for column, cell in enumerate(row):
            look_of = marked if (number, column) in grid.marked else wrapped
            sheet.write_string(number + 2, column, cell, look_of)
    for number, remark in enumerate(grid.remarks, len(grid.rows) + 3):
        sheet.write_string(number, 0, remark)
    sheet.freeze_panes(2, grid.fixed)
    sheet.repeat_rows(1)
    sheet.repeat_columns(0, grid.fixed - 1)
    sheet.fit_to_pages(_pages_across(widths, grid.fixed), 0)


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """Lines of the tallest cell; told to a program that does not find the height itself.

    >>> _lines(["县级公示", "不少于5个工作日"], [12, 10])
    2
    """
    pairs = zip(row, widths, strict=True)
    tall = [len(wrap(cell, room - 2)) for cell, room in pairs if width(cell) > room - 2]
    return min(max(tall, default=1), _TALLEST)


def _pages_across(widths: Sequence[int], fixed: int) -> int:
    """Pages beside each other, so that the letters stay large enough to read.

    >>> _pages_across([20, 40, 60], 1), _pages_across([20, 40, *[60] * 9], 2)
    (1, 3)
    """
    beside = sum(widths[fixed:])
    return max(1, -(-beside // (_LEGIBLE - sum(widths[:fixed]))))
