"""A run as a workbook: one sheet per table, numbers as numbers, dates as dates, A4 landscape.

What every workbook of the house has stands here too: texts that stay texts, how cells are drawn,
the page and its footer, names of sheets.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from awardsim.report.cells import Day, RunTable, Share, Value
from awardsim.report.console import width
from awardsim.report.dates import PROJECTED
from awardsim.report.grid import OPTIONS
from awardsim.report.run_record import Json
from awardsim.report.run_tables import run_tables
from awardsim.text import Language, Text

_A4 = 9
_LEAST_WIDTH, _MOST_WIDTH = 8, 48  # characters
#: Height of a line of text in points, room about it, the share of a column that its text can fill.
_LINE, _AIR, _FILLED = 15, 4, 0.9
#: Lines that a row shows at most.
_LINES_MOST = 20
#: What a spreadsheet program takes as a footer, and as the name of a sheet.
_FOOTER_MOST, _NAME_MOST = 255, 31
_PAGES = "&L{}&R&P/&N"
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_workbook(path: Path, record: Json, language: Language) -> None:
    """Write all tables of a record.

    Dates that rest on days off not yet announced are dates too, shown with their mark.
    """
    notice = f"{record['notice'][language]} {record['record']}"
    mark = f"{Text('记录号', 'record').read(language)} {record['record']}"
    footer = f"{record['notice'][language]}  {mark}"

    def fill(book: Any) -> None:
        formats = Formats(book, language)
        for table in run_tables(record, language):
            table_sheet(book, table, footer, formats)

    write_book(path, record["policy"]["award"][language], notice, fill)


def write_book(path: Path, title: str, comments: str, fill: Callable[[Any], None]) -> None:
    """Write a workbook whose sheets are made by ``fill``; the same content gives the same file.

    Raises
    ------
    OSError
        It cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties(
        {
            "title": _one_line(title),
            "comments": _one_line(comments),
            "created": datetime.datetime(2000, 1, 1),
        }
    )
    fill(book)
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    path.write_bytes(made.getvalue())


def set_page(sheet: Any, footer: str) -> None:
    """A4 landscape, as wide as one page, with a footer and the number of the page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    shown = footer
    while len(shown.replace("&", "&&")) > _FOOTER_MOST - len(_PAGES):
        shown = shown[:-1]
    sheet.set_footer(_PAGES.format(shown.replace("&", "&&")))


def row_height(texts: Iterable[tuple[str, float]], *, most: int = _LINES_MOST) -> float:
    """Points of a row whose texts are wrapped in columns of so many characters each.

    Not every program finds the height of wrapped text by itself.

    >>> row_height([("县级公示", 12.0), ("不少于5个工作日", 10.0)])
    34
    """
    lines = max((math.ceil(width(text) / (room * _FILLED)) for text, room in texts), default=1)
    return _LINE * min(max(lines, 1), most) + _AIR


def sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that a spreadsheet program takes for a sheet, and that none of the others has.

    >>> sheet_name("a/b [c]", ()), sheet_name("East", ("east",)), sheet_name("", ())
    ('a b  c', 'East 2', 'sheet')
    """
    clean = "".join(one for one in title.translate(_NOT_IN_A_NAME) if one.isprintable())
    base = clean.strip().strip("'").strip() or "sheet"
    if base.casefold() == "history":  # a name that is kept for change tracking
        base += " 1"
    used = {name.casefold() for name in taken}
    name, number = base[:_NAME_MOST].rstrip("' "), 1
    while name.casefold() in used:
        number += 1
        tail = f" {number}"
        name = base[: _NAME_MOST - len(tail)].rstrip("' ") + tail
    return name


class Formats:
    """How cells are drawn."""

    def __init__(self, book: Any, language: Language) -> None:
        edge = {"border": 1, "valign": "top"}
        mark = PROJECTED.read(language)
        self.heading = book.add_format(
            {**edge, "bold": True, "text_wrap": True, "bg_color": "#DDE6F0"}
        )
        self.text = book.add_format({**edge, "text_wrap": True})
        self.number = book.add_format({**edge, "num_format": "0.##"})
        self.whole = book.add_format({**edge, "num_format": "0"})
        self.share = book.add_format({**edge, "num_format": "0.0%"})
        self.day = book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "left"})
        self.projected = book.add_format(
            {**edge, "num_format": f'yyyy-mm-dd"{mark}"', "align": "left", "italic": True}
        )
        self.notice = book.add_format({"italic": True})


def table_sheet(
    book: Any,
    table: RunTable,
    notice: str,
    formats: Formats,
    wide: Mapping[int, int] = MappingProxyType({}),
) -> Any:
    """A sheet of one table, with what every page says of itself; gives the sheet.

    ``wide``: columns whose width in characters does not follow from what they hold.
    """
    sheet = book.add_worksheet(table.name[:31])
    set_page(sheet, notice)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    widths = [wide.get(column, _width(table, column)) for column in range(len(table.headings))]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, formats.heading)
        sheet.set_column(column, column, widths[column])
    sheet.set_row(0, row_height(zip(table.headings, widths, strict=True)))
    for place, row in enumerate(table.rows, 1):
        pairs = zip(row, widths, strict=True)
        texts = ((value, room) for value, room in pairs if isinstance(value, str))
        sheet.set_row(place, row_height(texts))
        for column, value in enumerate(row):
            write_cell(sheet, place, column, value, formats)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    sheet.write_string(len(table.rows) + 2, 0, notice, formats.notice)
    return sheet


def write_cell(sheet: Any, row: int, column: int, value: Value, formats: Formats) -> None:
    """Write one value; a text is never taken for a formula, a link or a number."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(value, Day):
        moment = datetime.datetime.combine(value.date, datetime.time())
        sheet.write_datetime(
            row, column, moment, formats.projected if value.projected else formats.day
        )
    elif isinstance(value, Share):
        sheet.write_number(row, column, value.value, formats.share)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:32767], formats.text)
    else:
        whole = isinstance(value, int) or float(value).is_integer()
        sheet.write_number(row, column, value, formats.whole if whole else formats.number)


def _width(table: RunTable, column: int) -> int:
    found = [width(table.headings[column])]
    for row in table.rows:
        value = row[column]
        if isinstance(value, str):
            found.append(width(value))
        elif isinstance(value, Day):
            found.append(16 if value.projected else 10)
    return min(max(_LEAST_WIDTH, math.ceil(max(found) / _FILLED)), _MOST_WIDTH)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:255]
