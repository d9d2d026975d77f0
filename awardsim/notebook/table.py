"""Figures as rows of plain values: for a data frame, or without one."""

from __future__ import annotations

import datetime
import html
import importlib.util
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

import tabulate

from awardsim.text import Language

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]


class Words(str):
    """A screen of the program as a text that a notebook shows line by line."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Table(Sequence[Row]):
    """Rows with the same columns, in a fixed order.

    Cells are texts, numbers, truth values, dates, or None where something is undefined.

    >>> table = Table([{"stage": "review", "days": 8}, {"stage": "notice"}])
    >>> table.columns
    ('stage', 'days')
    >>> table["days"]
    [8, None]
    >>> table[1]
    {'stage': 'notice', 'days': None}
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        given = list(rows)
        #: Names of the columns.
        self.columns: tuple[str, ...] = tuple(dict.fromkeys(name for row in given for name in row))
        self.rows: list[Row] = [{name: row.get(name) for name in self.columns} for row in given]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    @overload
    def __getitem__(self, at: str) -> list[Any]: ...
    def __getitem__(self, at: int | slice | str) -> Row | Table | list[Any]:
        """A row by its place, some rows, or a column by its name."""
        if isinstance(at, str):
            if at not in self.columns:
                raise KeyError(f"no column '{at}' (columns: {', '.join(self.columns)})")
            return [row[at] for row in self.rows]
        return Table(self.rows[at]) if isinstance(at, slice) else self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def to_frame(self) -> pandas.DataFrame:
        """The table as a data frame, dates as timestamps.

        Raises
        ------
        ImportError
            pandas is not installed.
        """
        if importlib.util.find_spec("pandas") is None:
            raise ImportError(
                "to_frame() needs pandas: pip install 'awardsim[notebook]'; "
                "without it: list(table), a dict for each row"
            )
        import pandas

        frame = pandas.DataFrame(self.rows, columns=list(self.columns))
        for name in self.columns:
            known = [row[name] for row in self.rows if row[name] is not None]
            if known and all(isinstance(one, datetime.date) for one in known):
                frame[name] = pandas.to_datetime(frame[name])
        return frame

    def __repr__(self) -> str:
        shown = self._shown()
        return str(tabulate.tabulate(shown, headers=list(self.columns), disable_numparse=True))

    def _repr_html_(self) -> str:
        """The table as a notebook shows it."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._shown()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _shown(self) -> list[list[str]]:
        return [[_cell(value) for value in row.values()] for row in self.rows]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def flat(record: Mapping[str, Any], language: Language) -> Row:
    """A part of a record as one row: words in one language, dates as dates.

    ``projected`` says whether any date of the row rests on days off that are not announced.

    >>> when = {"date": "2026-01-05", "minute": 1, "projected": True}
    >>> row = flat({"title": {"zh": "公示", "en": "notice"}, "late": when, "of": {"a": 1}}, "en")
    >>> row["title"], row["late"].year, row["of_a"], row["projected"]
    ('notice', 2026, 1, True)
    """
    row: Row = {}
    projected: list[bool] = []
    for name, value in record.items():
        if not isinstance(value, Mapping):
            row[name] = value
        elif value.keys() == {"zh", "en"}:
            row[name] = value[language]
        elif "minute" in value:
            row[name] = datetime.date.fromisoformat(value["date"])
            projected.append(value["projected"])
        else:
            row |= {f"{name}_{key}": one for key, one in flat(value, language).items()}
    return row | {"projected": any(projected)} if projected else row
