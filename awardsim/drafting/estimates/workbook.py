"""The nine questions as a workbook: the questions, one row per recommending body, past days.

The first column of every sheet has an id, and a column of a body or a track its id in brackets;
these are what counts.  Columns may be widened, rows deleted or put into another order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from awardsim.drafting.estimates.questions import Asked
from awardsim.drafting.given import Given
from awardsim.drafting.workbook import MOST_ROWS, cell_text, open_book
from awardsim.errors import InputError, Problem
from awardsim.procedure.channels import known_channels, title_of
from awardsim.procedure.model import Procedure
from awardsim.report.console import plain, width
from awardsim.report.workbook import set_page, write_book
from awardsim.text import Language, Text

_ID = Text("编号（勿改）", "id (keep)")
#: Columns of the questions: key, heading, width in characters.
_COLUMNS: Mapping[str, tuple[Text, int]] = {
    "id": (_ID, 20),
    "ask": (Text("问题", "question"), 32),
    "answer": (Text("答案，或最少", "answer, or least"), 18),
    "usual": (Text("一般", "usual"), 10),
    "most": (Text("最多", "most"), 10),
    "basis": (Text("这一项的依据", "its basis"), 18),
    "default": (Text("不填就用", "if left empty"), 20),
    "source": (Text("出处", "where that comes from"), 30),
    "why": (Text("为什么问", "why it is asked"), 34),
}
_ANSWER = ("answer", "usual", "most")
#: Columns of the past days.
_DAYS: Mapping[str, tuple[Text, int]] = {
    "id": (_ID, 26),
    "title": (Text("环节", "stage"), 34),
    "done": (Text("办完的那一天", "day on which it was over"), 24),
    "posted": (Text("公示发布的那一天", "day on which it was posted"), 26),
}
_SHEETS = {
    "questions": Text("问题", "questions"),
    "channels": Text("推荐单位", "recommending bodies"),
    "past": Text("往届日期", "past days"),
}
_NAME = re.compile(r"\[([^\[\]]+)\]$")
_FOOTER = Text("填好后：awardsim new scenario --from", "filled in: awardsim new scenario --from")
_MOST_COLUMNS = 60
#: Height of a line, in points.
_LINE = 15


@attrs.frozen
class Form:
    """What stands in the workbook: the text as it was named, and its questions."""

    name: str
    procedure: Procedure
    questions: Sequence[Asked]
    channels: Sequence[Asked]
    past: Sequence[Asked]


class _Drawn:
    """How cells are drawn."""

    def __init__(self, book: Any) -> None:
        edge = {"border": 1, "valign": "top", "text_wrap": True}
        self.head = book.add_format({**edge, "bold": True, "bg_color": "#DDE6F0"})
        self.fixed = book.add_format({**edge, "font_color": "#555555"})
        self.blank = book.add_format({**edge, "bg_color": "#FFFBE6"})
        self.unused = book.add_format({**edge, "bg_color": "#F0F0F0"})


def write_form(path: Path, form: Form, language: Language) -> None:
    """Write the form; nothing is filled in but the text that it is about."""

    def fill(book: Any) -> None:
        drawn = _Drawn(book)
        _questions(book, form, drawn, language)
        _channels(book, form, drawn, language)
        _past(book, form, drawn, language)

    title = form.procedure.policy.award.read(language)
    write_book(path, title, _FOOTER.read(language), fill)


def _sheet(
    book: Any, name: str, headings: Sequence[tuple[str, int]], drawn: _Drawn, language: Language
) -> Any:
    sheet = book.add_worksheet(_SHEETS[name].read(language))
    set_page(sheet, _FOOTER.read(language))
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    for column, (heading, columns) in enumerate(headings):
        sheet.write_string(0, column, heading, drawn.head)
        sheet.set_column(column, column, columns)
    return sheet


def _questions(book: Any, form: Form, drawn: _Drawn, language: Language) -> None:
    headings = [(title.read(language), columns) for title, columns in _COLUMNS.values()]
    sheet = _sheet(book, "questions", headings, drawn, language)
    about = Text("哪一份文本", "which text").read(language)
    rows: list[tuple[dict[str, str], tuple[str, ...]]] = [
        ({"id": "text", "ask": about, "answer": form.name}, ())
    ]
    for one in (*form.questions, *(one for one in form.past if one.id == "past.basis")):
        default = one.assumed.read(language)
        example = one.form.example.read(language)
        told = {
            "id": one.id,
            "ask": f"{one.ask.read(language)}\n{example}",
            "default": default,
            "source": one.basis.read(language),
            "why": one.why.read(language),
        }
        cited = one.form.cited
        rows.append((told, (*_ANSWER, "basis") if cited else ("answer",)))
    for row, (told, open_to) in enumerate(rows, 1):
        sheet.set_row(row, _LINE * max(_lines(told[key], _COLUMNS[key][1]) for key in told))
        for column, key in enumerate(_COLUMNS):
            if key in told:
                sheet.write_string(row, column, told[key], drawn.fixed)
            else:
                sheet.write_blank(
                    row, column, None, drawn.blank if key in open_to else drawn.unused
                )


def _lines(text: str, columns: int) -> int:
    """How many lines a text takes in a cell of so many columns."""
    return sum(max(-(-width(part) // (columns - 1)), 1) for part in text.split("\n"))


def _channels(book: Any, form: Form, drawn: _Drawn, language: Language) -> None:
    policy = form.procedure.policy
    asked = {one.id for one in form.channels}
    names = [
        name
        for name in (*policy.tracks, *policy.bodies)
        if any(id.endswith(f".{name}") for id in asked)
    ]
    headings = [(_ID.read(language), 18), (Text("推荐单位", "body").read(language), 26)]
    for name in names:
        track = policy.tracks.get(name)
        title = policy.bodies[name].title if track is None else track.title
        what = Text("人手", "people") if track is None else Text("申报数", "applicants")
        shown = Text(f"{title.zh}{what.zh}", f"{title.en}: {what.en}").read(language)
        headings.append((f"{shown} [{name}]", 24))
    sheet = _sheet(book, "channels", headings, drawn, language)
    for row, channel in enumerate(known_channels(policy), 1):
        sheet.write_string(row, 0, channel, drawn.fixed)
        sheet.write_string(row, 1, title_of(policy, channel).read(language), drawn.fixed)
        for column, name in enumerate(names, 2):
            known = f"channels.{channel}.{name}" in asked
            sheet.write_blank(row, column, None, drawn.blank if known else drawn.unused)


def _past(book: Any, form: Form, drawn: _Drawn, language: Language) -> None:
    headings = [(title.read(language), columns) for title, columns in _DAYS.values()]
    sheet = _sheet(book, "past", headings, drawn, language)
    asked = {one.id for one in form.past}
    day = book.add_format(
        {"border": 1, "valign": "top", "bg_color": "#FFFBE6", "num_format": "yyyy-mm-dd"}
    )
    for row, node in enumerate(form.procedure.nodes, 1):
        sheet.write_string(row, 0, node.id, drawn.fixed)
        sheet.write_string(row, 1, node.title.read(language), drawn.fixed)
        for column, kind in ((2, "done"), (3, "posted")):
            known = f"past.{kind}.{node.id}" in asked
            sheet.write_blank(row, column, None, day if known else drawn.unused)


# ---- reading ---------------------------------------------------------------------------------


def read_form(path: str | os.PathLike[str]) -> tuple[dict[str, Given], list[Problem]]:
    """The answers of a form that was filled in, each with its cell (``表.xlsx[问题]!C5``).

    Returns
    -------
    answers
        By the id of their question.
    problems
        Questions that stand there twice, have a basis and no answer, or a formula without a result.

    Raises
    ------
    InputError
        It is no workbook, or no form of ours.
    """
    name = os.fspath(path)
    reader = _Reader(plain(name))
    book, formulas = open_book(name), open_book(name, formulas=True)
    seen = False
    for sheet in book.worksheets:
        written = formulas[sheet.title]
        headings = {
            cell_text(sheet.cell(1, column).value): column
            for column in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1)
        }
        ids = _column(headings, _ID)
        if ids is None:
            continue
        seen = True
        for row in range(2, min(sheet.max_row, MOST_ROWS) + 1):
            id = cell_text(sheet.cell(row, ids).value)
            if id:
                reader.row(sheet, written, headings, row, id)
    if not seen:
        message = Text(
            "不是 --workbook 写的调查表：没有“编号”一列",
            "not a form written by --workbook: it has no column of ids",
        )
        raise InputError(Problem(message, reader.shown))
    return reader.found, reader.problems


def _column(headings: Mapping[str, int], title: Text) -> int | None:
    return headings.get(title.zh, headings.get(title.en))


class _Reader:
    """Gathers what the rows of a form say."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.found: dict[str, Given] = {}
        self.problems: list[Problem] = []

    def row(self, sheet: Any, written: Any, headings: Mapping[str, int], row: int, id: str) -> None:
        """Take the answers of one row, of whichever sheet."""
        columns = {key: _column(headings, title) for key, (title, _) in _COLUMNS.items()}
        days = {key: _column(headings, _DAYS[key][0]) for key in ("done", "posted")}
        if columns["answer"] is not None:
            self._answer(sheet, written, columns, row, id)
        for kind, column in days.items():
            if column is not None:
                self._take(sheet, written, row, column, f"past.{kind}.{id}")
        for heading, column in headings.items():
            name = _NAME.search(heading)
            if name is not None:
                self._take(sheet, written, row, column, f"channels.{id}.{name[1]}")

    def _answer(
        self, sheet: Any, written: Any, columns: Mapping[str, int | None], row: int, id: str
    ) -> None:
        """An answer that stands in one cell or in three, with its basis."""
        cells = {
            key: (column, self._text(sheet, written, row, column, id))
            for key in (*_ANSWER, "basis")
            if (column := columns[key]) is not None
        }
        parts = [(column, text) for key, (column, text) in cells.items() if key in _ANSWER and text]
        basis = cells["basis"][1] if "basis" in cells else ""
        if parts:
            raw = "、".join(text for _, text in parts)
            self._put(id, f"{raw} @{basis}" if basis else raw, self._place(sheet, row, parts[0][0]))
        elif basis:
            message = Text("填了依据，没有填答案", "a basis, but no answer")
            place = self._place(sheet, row, cells["answer"][0])
            self.problems.append(Problem(message, place, path=id))

    def _take(self, sheet: Any, written: Any, row: int, column: int, id: str) -> None:
        text = self._text(sheet, written, row, column, id)
        if text:
            self._put(id, text, self._place(sheet, row, column))

    def _put(self, id: str, raw: str, place: str) -> None:
        if id in self.found:
            message = Text(f"'{id[:60]}' 填了两次", f"'{id[:60]}' is filled in twice")
            self.problems.append(Problem(message, place))
            return
        self.found[id] = Given(raw, place)

    def _text(self, sheet: Any, written: Any, row: int, column: int, id: str) -> str:
        """What a cell shows; a formula that nobody has worked out yet is told."""
        value = sheet.cell(row, column).value
        if value is None and written.cell(row, column).data_type == "f":
            message = Text(
                "公式没有结果：在表格软件里打开、保存一次，或直接写数",
                "a formula without a result: open and save it in a spreadsheet program, or write "
                "the number",
            )
            self.problems.append(Problem(message, self._place(sheet, row, column), path=id))
        return cell_text(value)

    def _place(self, sheet: Any, row: int, column: int) -> str:
        return f"{self.shown}[{plain(sheet.title)}]!{sheet.cell(row, column).coordinate}"
