"""A run as a file: workbook, table, Markdown, JSON, Parquet, event log; the extension decides.

Every file carries the record id and says that it is an internal estimate.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from awardsim.analysis.forecast import Forecast
from awardsim.errors import InputError, Problem
from awardsim.report import words
from awardsim.report.cells import Day, RunTable, Share, Value
from awardsim.report.dates import PROJECTED
from awardsim.report.eventlog.writing import LOGS, write_log
from awardsim.report.output import Target, check_targets, write_whole
from awardsim.report.run_parquet import write_parquet
from awardsim.report.run_record import Json, run_record
from awardsim.report.run_tables import run_tables
from awardsim.report.workbook import write_workbook
from awardsim.text import Language, Text

#: Forms that a run can be written in.
FORMS = (".xlsx", ".csv", ".md", ".json", ".parquet", *LOGS)
#: Forms that are written by a library which need not be installed: the library, the extra.
_LIBRARIES = {".xlsx": ("xlsxwriter", "report"), ".parquet": ("pyarrow", "parquet")}
#: The table that a form with room for one holds.
_ONE_TABLE = "stages"
#: A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def check_run_files(names: Sequence[str], *, force: bool) -> tuple[Target, ...]:
    """Find out whether a run can be written to all these files, before it is run.

    Raises as :func:`~awardsim.report.output.check_targets` does, and InputError where the library
    that writes a form is not installed.
    """
    targets = check_targets(names, FORMS, force=force)
    for target in targets:
        library, extra = _LIBRARIES.get(target.form, ("", ""))
        if library and importlib.util.find_spec(library) is None:
            message = Text(
                f"写 {target.form} 需要安装：pip install 'awardsim[{extra}]'",
                f"to write {target.form} install 'awardsim[{extra}]'",
            )
            raise InputError(Problem(message, target.name))
    return targets


def write_run(
    forecast: Forecast,
    path: Target | str | Path,
    language: Language,
    *,
    force: bool = False,
    editions: int | None = None,
    tick: Callable[[int], None] | None = None,
) -> None:
    """Write a run to a file.

    Parameters
    ----------
    editions
        How many of its replications an event log has; None for the usual number.
    tick
        Told of each edition of an event log that is written.

    Raises
    ------
    InputError
        The extension is none of :data:`FORMS`.
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    target = path if isinstance(path, Target) else check_run_files([str(path)], force=force)[0]
    if target.form in LOGS:
        write_log(forecast, target, language, force=force, editions=editions, tick=tick)
        return
    record = run_record(forecast)
    writers: dict[str, Callable[[Path], None]] = {
        ".json": lambda draft: _write(draft, run_json(record)),
        ".csv": lambda draft: _write(draft, run_csv(record, language)),
        ".md": lambda draft: _write(draft, run_markdown(record, language)),
        ".xlsx": lambda draft: write_workbook(draft, record, language),
        ".parquet": lambda draft: write_parquet(forecast, draft),
    }
    write_whole(target, writers[target.form], force=force)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


def run_json(record: Mapping[str, Any]) -> str:
    """The record as JSON, readable and without NaN."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def run_csv(record: Json, language: Language) -> str:
    """All stages as comma-separated values with a byte order mark, as spreadsheets expect.

    Dates are ISO dates, shares numbers from 0 to 1.  A text that a spreadsheet would take for a
    formula gets an apostrophe in front.
    """
    table = next(one for one in run_tables(record, language) if one.id == _ONE_TABLE)
    extra = (
        Text("推定日期", "projected dates").read(language),
        Text("记录号", "record").read(language),
        Text("说明", "notice").read(language),
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*table.headings, *extra])
    for row in table.rows:
        projected = [
            heading
            for heading, value in zip(table.headings, row, strict=True)
            if isinstance(value, Day) and value.projected
        ]
        tail = ["; ".join(projected), record["record"], words.INTERNAL.read(language)]
        writer.writerow([_bare(value) for value in (*row, *tail)])
    return "\ufeff" + out.getvalue()


def _bare(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Day):
        return value.date.isoformat()
    if isinstance(value, Share):
        return value.value
    if isinstance(value, str):
        shown = value.replace("\0", "")
        return f"'{shown}" if shown.startswith(_FORMULA) else shown
    return value


def run_markdown(record: Json, language: Language) -> str:
    """All tables as Markdown."""
    title = record["scenario"]["title"][language] or record["policy"]["award"][language]
    name = Text("记录号", "record").read(language)
    parts = [f"# {_escaped(title)}", f"{record['notice'][language]}  \n{name} {record['record']}"]
    for table in run_tables(record, language):
        if table.rows:
            parts.append(f"## {_escaped(table.name)}\n\n{_grid(table, language)}")
    return "\n\n".join(parts) + "\n"


def _grid(table: RunTable, language: Language) -> str:
    lines = [_line(table.headings), _line(["---"] * len(table.headings))]
    lines += [_line([_cell(value, language) for value in row]) for row in table.rows]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: Value, language: Language) -> str:
    if isinstance(value, Day):
        return value.date.isoformat() + (PROJECTED.read(language) if value.projected else "")
    if isinstance(value, Share):
        return words.percent(value.value, language)
    if isinstance(value, float):
        return words.number(value)
    return "" if value is None else _escaped(str(value))


def _escaped(text: str) -> str:
    """A text that Markdown and HTML leave as it is."""
    for sign, written in (
        ("\\", "\\\\"), ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|"), ("*", "\\*"),
        ("_", "\\_"), ("`", "\\`"), ("[", "\\["), ("]", "\\]"), ("#", "\\#"),
    ):  # fmt: skip
        text = text.replace(sign, written)
    return " ".join(text.split())


__all__ = [
    "FORMS",
    "check_run_files",
    "run_csv",
    "run_json",
    "run_markdown",
    "write_run",
]
