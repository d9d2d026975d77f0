"""A report as files: a document, a workbook, a page, plain data; charts each as SVG and PNG."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from awardsim.errors import InputError, OutputError, Problem
from awardsim.report.cells import Day, Share, Value
from awardsim.report.console import plain
from awardsim.report.output import Target, check_targets, write_whole
from awardsim.report.pages.figures import alone, figures
from awardsim.report.pages.live import check_library
from awardsim.report.pages.material import Material
from awardsim.report.pages.sheets import sheet_tables, write_sheets
from awardsim.report.raster import write_drawing
from awardsim.text import Text

#: Forms that a report can be written in, and the library that each needs.
FORMS = (".docx", ".xlsx", ".html", ".json")
_LIBRARIES = {".docx": "docx", ".xlsx": "xlsxwriter", ".html": "jinja2"}
#: Forms that every chart is written in.
CHART_FORMS = (".svg", ".png")
SCHEMA = "awardsim.report/1"


def check_report_files(names: Sequence[str], *, force: bool, still: bool) -> tuple[Target, ...]:
    """Find out whether a report can be written to all these files, before anything is run.

    Raises as :func:`~awardsim.report.output.check_targets` does, and InputError where a library
    is not installed.
    """
    targets = check_targets(names, FORMS, force=force)
    for target in targets:
        library = _LIBRARIES.get(target.form)
        if library is not None and importlib.util.find_spec(library) is None:
            message = Text(
                f"写 {target.form} 需要安装：pip install 'awardsim[report]'",
                f"to write {target.form} install 'awardsim[report]'",
            )
            raise InputError(Problem(message, target.name))
        if target.form == ".html" and not still:
            check_library(target.name)
    return targets


def write_report(material: Material, target: Target, *, force: bool, still: bool = False) -> None:
    """Write the form that the extension names.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    from awardsim.report.pages.document import write_document
    from awardsim.report.pages.page import page

    writers: dict[str, Callable[[Path], Any]] = {
        ".docx": lambda path: write_document(material, path),
        ".xlsx": lambda path: write_sheets(material, path),
        ".html": lambda path: path.write_bytes(page(material, still=still).encode("utf-8")),
        ".json": lambda path: path.write_bytes(report_json(material).encode("utf-8")),
    }
    write_whole(target, writers[target.form], force=force)


def report_json(material: Material) -> str:
    """The records of all runs, and every table of the workbook, readable and without NaN."""
    data = {
        "schema": SCHEMA,
        "notice": material.mark,
        "command": material.command,
        "runs": list(material.records),
        "tables": {
            table.id: {
                "name": table.name,
                "headings": list(table.headings),
                "rows": [[_bare(value) for value in row] for row in table.rows],
            }
            for table in sheet_tables(material)
        },
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _bare(value: Value) -> str | int | float | None:
    if isinstance(value, Day):
        return value.date.isoformat()
    return value.value if isinstance(value, Share) else value


def chart_targets(folder: str, material: Material) -> tuple[tuple[str, Target], ...]:
    """Where each chart goes: its id, and a file of each form in a folder."""
    return tuple(
        (one.id, Target(str(Path(folder, name)), Path(folder, name)))
        for number, one in enumerate(figures(material), 1)
        for form in CHART_FORMS
        for name in (f"{number:02}-{one.id}{form}",)
    )


def check_folder(folder: str) -> None:
    """A folder for charts can be made, or is there.

    Raises
    ------
    OutputError
        Something else has its name, or it cannot be made.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason, shown = error.strerror or str(error), plain(folder)
        raise OutputError(
            Text(f"{shown}：建不了文件夹（{reason}）", f"{shown}: cannot be made ({reason})")
        ) from error


def write_charts(
    material: Material,
    folder: str,
    *,
    force: bool,
    tick: Callable[[int], None] | None = None,
) -> tuple[Target, ...]:
    """Write every chart as SVG and PNG; gives the files.  ``tick`` is told of each.

    Raises
    ------
    OutputError
        A file exists and may not be replaced, cannot be written, or no font that is installed
        has the characters of a chart.
    """
    drawn = {one.id: alone(one, material) for one in figures(material)}
    written = []
    for name, target in chart_targets(folder, material):
        check_targets([target.name], CHART_FORMS, force=force)
        write_drawing(drawn[name], target, force=force)
        written.append(target)
        if tick is not None:
            tick(1)
    return tuple(written)
