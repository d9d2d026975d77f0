"""A table with its remarks as a Word document, for what is put before somebody on a page."""

from __future__ import annotations

import re
from pathlib import Path

from awardsim.report.console import width
from awardsim.report.grid import Grid
from awardsim.report.output import Target, write_whole
from awardsim.report.word_document import ROOM, TextColumn, WordDocument
from awardsim.report.words import INTERNAL
from awardsim.text import Language

#: Columns of characters that a column is taken for at least and at most, when room is shared out.
_LEAST, _MOST = 11, 40
#: A day as tables have it, how wide a column of them is in centimetres, and the part of the page
#: that must be left for texts beside them.
_DATE, _DATE_WIDE, _TEXT_SHARE = re.compile(r"\d{4}-\d\d-\d\d"), 2.1, 3


def write_grid_document(grid: Grid, target: Target, language: Language, *, force: bool) -> None:
    """Write a table and those beside it, the title above and the remarks below.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """

    def write(path: Path) -> None:
        document = WordDocument(grid.title, INTERNAL.read(language), language)
        document.title(grid.title)
        for one in (grid, *grid.sheets):
            if one is not grid:
                document.heading(one.title)
            document.table(_columns(one), one.rows)
        for remark in ("", *grid.remarks):
            document.paragraph(remark, small=True)
        document.save(path)

    write_whole(target, write, force=force)


def _columns(grid: Grid) -> list[TextColumn]:
    """Columns that share the page by how wide their texts are; a date is not broken."""
    cells = [[row[place] for row in grid.rows] for place in range(len(grid.headers))]
    dated = [any(map(_DATE.match, column)) for column in cells]
    room = ROOM - _DATE_WIDE * sum(dated)
    if room < ROOM / _TEXT_SHARE:  # so many dates that they leave no room for texts
        dated, room = [False] * len(cells), ROOM
    wide = [
        0 if fixed else min(max([_LEAST, width(head), *map(width, column)]), _MOST)
        for head, column, fixed in zip(grid.headers, cells, dated, strict=True)
    ]
    return [
        TextColumn(head, _DATE_WIDE if fixed else room * share / sum(wide))
        for head, share, fixed in zip(grid.headers, wide, dated, strict=True)
    ]
