"""A report as a workbook: what the two pages say, then the figures behind every chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from awardsim.report.cells import RunTable
from awardsim.report.pages.data_tables import (
    end_table,
    funnel_table,
    load_table,
    quota_table,
    told_table,
)
from awardsim.report.pages.decisions import decision_table
from awardsim.report.pages.material import Material
from awardsim.report.pages.tables import (
    beside_table,
    guess_table,
    milestone_table,
    point_table,
    reading_table,
)
from awardsim.report.run_tables import run_tables
from awardsim.report.workbook import Formats, table_sheet, write_book

#: Tables of the record that stand in a report as they are.
_OF_RECORD = ("stages", "decides", "inputs", "outcomes", "bodies", "values")
_LOAD_COLUMN = 2
#: Columns of sentences, in characters: what fits the width of a page that lies on its side.
_WIDE = {
    "told": {1: 100},
    "decisions": {0: 30, 1: 32, 2: 40, 3: 40},
    "points": {0: 16, 1: 42, 2: 38, 3: 38},
    "guesses": {0: 30, 4: 60},
    "readings": {0: 48, 1: 40},
}


def sheet_tables(material: Material) -> tuple[RunTable, ...]:
    """All tables, in the order of their sheets; those without a row are left out."""
    view = material.view
    beside = beside_table(material)
    record = {one.id: one for one in run_tables(material.record, view.language)}
    found = [
        told_table(material),
        milestone_table(material),
        decision_table(view),
        *([beside] if beside is not None else []),
        guess_table(view),
        reading_table(view),
        point_table(material),
        end_table(material),
        funnel_table(material),
        quota_table(material),
        load_table(material),
        *(record[name] for name in _OF_RECORD),
    ]
    return tuple(one for one in found if one.rows)


def write_sheets(material: Material, path: Path) -> None:
    """Write the workbook."""

    def fill(book: Any) -> None:
        formats = Formats(book, material.language)
        for table in sheet_tables(material):
            sheet = table_sheet(book, table, material.mark, formats, _WIDE.get(table.id, {}))
            if table.id == "load":
                place = 1, _LOAD_COLUMN, len(table.rows), _LOAD_COLUMN
                scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#CF4F1B"}
                sheet.conditional_format(*place, scale)

    write_book(path, material.title, material.mark, fill)
