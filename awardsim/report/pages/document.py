"""Two pages to put before others, as a Word document: A4 upright, tables that can be edited.

The first page has the answer, the milestones and what is to be decided; the second what it rests
on and the points to be clarified.  What has no room is counted and left to the other files.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from awardsim.report.cells import Day, RunTable, Value
from awardsim.report.console import width
from awardsim.report.dates import PROJECTED
from awardsim.report.pages.decisions import decision_table
from awardsim.report.pages.grounds import grounds
from awardsim.report.pages.material import Material
from awardsim.report.pages.tables import cell, guess_table, milestone_table, point_table
from awardsim.report.word_document import UPRIGHT, TextColumn, WordDocument

#: Points: of a page between its margins, of a line of a table and of text, of a heading.
_PAGE, _LINE, _TEXT, _HEADING = 705.0, 11.5, 15.0, 27.0
#: Points of the title and the line below it, and of a row's borders.
_TOP, _BORDER = 64.0, 1.0
#: Columns of text in a centimetre of a table and of a page, Latin letters being narrower than half
#: a Chinese character; a cell's own margins in centimetres.
_COLUMNS = {"zh": 6.2, "en": 7.0}
_ROOM = {"zh": 5.3, "en": 6.0}
_INSIDE = 0.42
#: Shares of the width of a page, column by column.
_WIDTHS = {
    "milestones": (0.17, 0.17, 0.085, *(0.082,) * 5, 0.085, 0.08),
    "decisions": (0.20, 0.24, 0.34, 0.22),
    "guesses": (0.24, 0.15, 0.14, 0.17, 0.30),
    "points": (0.12, 0.33, 0.28, 0.27),
}
_GUESSES = 5


def write_document(material: Material, path: Path) -> None:
    """Write the document."""
    view = material.view
    document = WordDocument(material.title, material.mark, material.language, upright=True)
    document.title(material.title)
    document.paragraph(material.about, small=True, close=True, centred=True)
    document.heading(view.say("一、结论", "1. The answer"))
    for one in material.sentences:
        document.paragraph(one, close=True)
    document.heading(view.say("二、时间节点", "2. Milestones"))
    milestones = milestone_table(material)
    _table(document, milestones, material, len(milestones.rows))
    if _projected(milestones):
        said = "* 节假日没有公布，日期为推定。", "* Days off are not announced: a projected date."
        document.paragraph(view.say(*said), small=True, close=True)
    title = "三、需领导小组决定的事项", "3. What the leading group has to decide"
    _fitting(document, title, decision_table(view), material, _first(material, milestones))
    document.heading(view.say("四、测算依据", "4. What it rests on"), new_page=True)
    for one in grounds(material):
        document.paragraph(one, close=True)
    guesses = guess_table(view)
    shown = min(len(guesses.rows), _GUESSES)
    if shown:
        _table(document, guesses, material, shown)
    title = "五、文本待明确之处", "5. Points to be clarified"
    _fitting(document, title, point_table(material), material, _second(material, guesses, shown))
    document.save(path)


def _first(material: Material, milestones: RunTable) -> float:
    """Points of the first page that the table of decisions can take."""
    taken = _TOP + 2 * _HEADING + sum(_paragraph(one, material) for one in material.sentences)
    taken += _TEXT * _projected(milestones)
    return _PAGE - taken - _high(milestones, material, len(milestones.rows))


def _second(material: Material, guesses: RunTable, shown: int) -> float:
    """Points of the second page that the points to be clarified can take."""
    taken = _HEADING + sum(_paragraph(one, material) for one in grounds(material))
    return _PAGE - taken - (_high(guesses, material, shown) if shown else 0.0)


def _fitting(
    document: WordDocument,
    title: tuple[str, str],
    table: RunTable,
    material: Material,
    room: float,
) -> None:
    """A part with as many rows as there is room for, and how many there are beside."""
    if not table.rows:
        return
    view = material.view
    document.heading(view.say(*title))
    room -= _HEADING + _TEXT
    shown = len(table.rows)
    while shown > 1 and _high(table, material, shown) > room:
        shown -= 1
    _table(document, table, material, shown)
    left = len(table.rows) - shown
    if left:
        more = view.say(
            f"另有{left}项，见同名工作簿、网页。",
            f"{left} more: see the workbook and the page beside this document.",
        )
        document.paragraph(more, small=True, close=True)


def _table(document: WordDocument, table: RunTable, material: Material, shown: int) -> None:
    widths = _WIDTHS[table.id]
    columns = [
        TextColumn(heading, share * UPRIGHT)
        for heading, share in zip(table.headings, widths, strict=False)
    ]
    rows = [_texts(row[: len(columns)], material) for row in table.rows[:shown]]
    document.table(columns, rows)


def _texts(row: Sequence[Value], material: Material) -> list[str]:
    """The cells of a row; a projected date has a short mark, so that it stands in one line."""
    mark = PROJECTED.read(material.language)
    return [
        cell(value, material.view).replace(mark, "*")
        if isinstance(value, Day)
        else cell(value, material.view)
        for value in row
    ]


def _projected(table: RunTable) -> bool:
    """Whether a date of a table rests on days off that are not announced."""
    return any(isinstance(one, Day) and one.projected for row in table.rows for one in row)


def _high(table: RunTable, material: Material, shown: int) -> float:
    """About how high a table is, in points."""
    widths = [share * UPRIGHT for share in _WIDTHS[table.id]]
    rows: list[Sequence[str]] = [table.headings]
    rows += [_texts(row, material) for row in table.rows[:shown]]
    return sum(_row(row, widths, _COLUMNS[material.language]) for row in rows)


def _row(row: Sequence[str], widths: Sequence[float], columns: float) -> float:
    lines = max(
        math.ceil(width(text) / ((wide - _INSIDE) * columns)) if text else 1
        for text, wide in zip(row, widths, strict=False)
    )
    return lines * _LINE + _BORDER


def _paragraph(text: str, material: Material) -> float:
    return math.ceil(width(text) / (UPRIGHT * _ROOM[material.language])) * _TEXT + 3
