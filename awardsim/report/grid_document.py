"""A table with its remarks as a Word document, for what is put before somebody on a page."""

from __future__ import annotations

from pathlib import Path

from awardsim.report.console import width
from awardsim.report.grid import Grid
from awardsim.report.output import Target, write_whole
from awardsim.report.word_document import ROOM, TextColumn, WordDocument
from awardsim.report.words import INTERNAL
from awardsim.text import Language

#: Columns of characters that a column is taken for at least and at most, when room is shared out.
_LEAST, _MOST = 11, 40


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
                document.paragraph(one.title)
            document.table(_columns(one), one.rows)
        for remark in ("", *grid.remarks):
            document.paragraph(remark, small=True)
        document.save(path)

    write_whole(target, write, force=force)


def _columns(grid: Grid) -> list[TextColumn]:
    """Columns that share the page by how wide their texts are."""
    wide = [
        min(max([_LEAST, width(head), *(width(row[place]) for row in grid.rows)]), _MOST)
        for place, head in enumerate(grid.headers)
    ]
    return [
        TextColumn(head, ROOM * share / sum(wide))
        for head, share in zip(grid.headers, wide, strict=True)
    ]
