"""The questions as a workbook to be filled in, and read back with the cells of every mistake.

One sheet for each section.  The first column has the id of the question and is what counts; the
others may be widened, and rows may be deleted or put into another order.
"""

from __future__ import annotations

import datetime
import importlib.util
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from awardsim.drafting.forms import NOTICE, PRESENCE, WORK
from awardsim.drafting.given import Given, joined
from awardsim.drafting.questions import SECTIONS, Question, all_questions
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.report.workbook import row_height
from awardsim.text import Language, Text

#: Columns of every sheet: key, heading, width in characters.
_COLUMNS: Mapping[str, tuple[Text, int]] = {
    "id": (Text("编号（勿改）", "id (keep)"), 24),
    "ask": (Text("问题", "question"), 38),
    "answer": (Text("答案", "answer"), 26),
    "length": (Text("天数", "length"), 20),
    "article": (Text("条款", "article"), 12),
    "name": (Text("文件里的叫法", "its name in the document"), 22),
    "words": (Text("关键字句", "decisive words"), 34),
    "example": (Text("怎样填", "how to fill it in"), 44),
}
_FILLED = ("answer", "length", "article", "name", "words")
_CHOICES = ["有", "无", "-", "未读"]
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: What openpyxl raises at a file that is none, or is damaged inside.
_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,  # of the XML
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a compression or an encryption that zipfile does not know
    RuntimeError,
)
_HEAD = 1  # rows above the first question
#: Rows of a sheet that are looked at.
MOST_ROWS = 5000


def check_library(library: str, file: str) -> None:
    """InputError if a library for workbooks is not installed."""
    if importlib.util.find_spec(library) is None:
        message = Text(
            "读写 .xlsx 需要安装：pip install 'awardsim[report]'",
            "workbooks need: pip install 'awardsim[report]'",
        )
        raise InputError(Problem(message, plain(file)))


def write_form(
    path: Path,
    today: datetime.date,
    language: Language,
    known: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the form: every question, with what may be answered; ``known`` is filled in.

    What is left empty counts as not yet read.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    book = xlsxwriter.Workbook(str(path), {**OPTIONS, "in_memory": True})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    edge = {"border": 1, "valign": "top", "text_wrap": True}
    head = book.add_format({**edge, "bold": True, "bg_color": "#DDE6F0"})
    fixed = book.add_format({**edge, "font_color": "#555555"})
    blank = book.add_format({**edge, "bg_color": "#FFFBE6", "num_format": "@"})
    unused = book.add_format({**edge, "bg_color": "#F0F0F0"})
    for section, title in SECTIONS.items():
        sheet = book.add_worksheet(title.read(language)[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_HEAD, 2)
        sheet.repeat_rows(0)
        for column, (heading, width) in enumerate(_COLUMNS.values()):
            sheet.write_string(0, column, heading.read(language), head)
            sheet.set_column(column, column, width)
        asked = [one for one in all_questions(today) if one.section == section]
        for row, question in enumerate(asked, _HEAD):
            told = {
                "id": question.id,
                "ask": question.ask.read(language),
                "example": _told(question).read(language),
            }
            widths = ((told[key], wide) for key, (_, wide) in _COLUMNS.items() if key in told)
            sheet.set_row(row, row_height(widths))
            for column, key in enumerate(_COLUMNS):
                if key == "answer" and question.id in known:
                    sheet.write_string(row, column, known[question.id], blank)
                elif key in told:
                    sheet.write_string(row, column, told[key], fixed)
                else:
                    sheet.write_blank(row, column, None, blank if _takes(question, key) else unused)
            if question.form.named:
                place = list(_COLUMNS).index("answer")
                sheet.data_validation(
                    row, place, row, place, {"validate": "list", "source": _CHOICES}
                )
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _takes(question: Question, column: str) -> bool:
    """Whether a question has something in a column."""
    if column == "answer":
        return True
    if column in ("length", "name"):
        return question.form.named
    return question.form.cited


def _told(question: Question) -> Text:
    """How to fill a row in, and why it is asked."""
    example = question.form.example
    if question.form in (PRESENCE, NOTICE, WORK):
        example = Text(
            "有 / 无（明文没有）/ -（没有提到）/ 未读；天数如 不少于5个工作日、7天",
            "有 yes / 无 it says no / - silent / 未读 not read; length such as at least 5wd, 7cd",
        )
    elif question.form.cited:
        zh, en = (part.partition(" @")[0] for part in (example.zh, example.en))
        example = Text(f"{zh}；没有提到写 -", f"{en}; - if the document is silent")
    return Text(f"{example.zh}。{question.why.zh}", f"{example.en}. ({question.why.en})")


def read_form(path: str | os.PathLike[str], today: datetime.date) -> dict[str, Given]:
    """The answers of a form that was filled in, each with its cell (``表.xlsx[环节]!C5``).

    Raises
    ------
    InputError
        It is no workbook, no form of ours, or a question stands there twice.
    """
    name = os.fspath(path)
    shown = plain(name)
    book = open_book(name)
    found: dict[str, Given] = {}
    problems: list[Problem] = []
    seen = False
    for sheet in book.worksheets:
        columns = _columns(sheet)
        if columns is None:
            continue
        seen = True
        for row in range(_HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1):
            id = cell_text(sheet.cell(row, columns["id"]).value)
            if not id:
                continue
            place = f"{shown}[{sheet.title}]!{sheet.cell(row, columns['answer']).coordinate}"
            parts = {
                key: cell_text(sheet.cell(row, columns[key]).value) if key in columns else ""
                for key in _FILLED
            }
            if not any(parts.values()):
                continue
            if id in found:
                message = Text(f"'{id[:60]}' 填了两次", f"'{id[:60]}' is filled in twice")
                problems.append(Problem(message, place))
            elif not (parts["answer"] or parts["length"]):
                message = Text("填了条款或字句，没有填答案", "an article or words, but no answer")
                problems.append(Problem(message, place, path=id))
            else:
                found[id] = Given(_raw(parts), place)
    if not seen:
        message = Text(
            "不是 --workbook 写的调查表：没有“编号”一列",
            "not a form written by --workbook: it has no column of ids",
        )
        problems.append(Problem(message, shown))
    if problems:
        raise InputError(problems)
    return found


def open_book(name: str, *, formulas: bool = False) -> Any:
    """A workbook that somebody filled in, with what its cells show; or with its ``formulas``.

    Raises
    ------
    InputError
        There is none, or it cannot be read.
    """
    shown = plain(name)
    check_library("openpyxl", name)
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if not Path(name).is_file():
        raise InputError(Problem(Text("没有这个文件", "there is no such file"), shown))
    try:
        return openpyxl.load_workbook(name, data_only=not formulas)
    except (*_UNREADABLE, InvalidFileException) as error:
        said = f"{type(error).__name__}: {error}"[:200]
        message = Text(f"不是可读的工作簿：{said}", f"not a workbook that can be read: {said}")
        raise InputError(Problem(message, shown)) from error


def _columns(sheet: Any) -> dict[str, int] | None:
    """Columns of a sheet by their headings, in either language; None if it is none of ours."""
    headings = {text: key for key, (title, _) in _COLUMNS.items() for text in (title.zh, title.en)}
    found: dict[str, int] = {}
    for column in range(1, min(sheet.max_column, 50) + 1):
        key = headings.get(cell_text(sheet.cell(1, column).value))
        if key is not None:
            found.setdefault(key, column)
    return found if {"id", "answer"} <= found.keys() else None


def _raw(parts: Mapping[str, str]) -> str:
    answer = parts["answer"]
    if parts["length"]:
        answer = f"{answer or '有'} {parts['length']}"
    return joined(answer, parts["article"], parts["words"], parts["name"])


def cell_text(value: object) -> str:
    """What a cell holds, as a person would have written it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "有" if value else "无"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
