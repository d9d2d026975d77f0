"""The figures of every replication as a Parquet file: what pandas, DuckDB or R reckon on with.

One row is one figure of one replication, so that a figure that a later version adds is a row more
and no column.  The summary that a record holds can be worked out again from it.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np

from awardsim.analysis.forecast import Forecast
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.record_id import record_id, versions

#: The zone of all minutes: civil time in China, which knows no summer time.
ZONE = "Asia/Shanghai"
#: What stands behind the name of a figure, in order; each is a column.
_PARTS = {
    "start": ("stage",),
    "end": ("stage",),
    "moment": ("stage",),
    "stalled": ("stage",),
    "path": ("stage", "category"),
    "applied": ("track",),
    "awarded": ("track", "tier"),
    "outcome": ("outcome",),
    "busy": ("body",),
    "people": ("body",),
    "peak": ("body",),
    "measure": ("measure",),
}
_COLUMNS = ("stage", "category", "body", "track", "tier", "outcome", "measure")
_UNITS = {
    "finish": "minute",
    "start": "minute",
    "end": "minute",
    "moment": "minute",
    "busy": "minutes of work",
    "path": "days",
    "measure": "",
}


def write_parquet(forecast: Forecast, path: Path) -> None:
    """Write the file.

    Columns: ``replication`` (from 0), ``figure`` (``finish``, ``start``, ``end``, …), what it is
    of (``stage``, ``category``, ``body``, ``track``, ``tier``, ``outcome``, ``measure``; null where
    that says nothing), ``unit``, ``value`` (null: never, or not defined), and ``at``, the moment of
    a ``minute``.  Record id, seed, deadline and versions are in the metadata under ``awardsim``.
    """
    import pyarrow
    from pyarrow import parquet

    figures = forecast.figures
    names = forecast.layout.names
    split = [_split(name) for name in names]
    count = len(figures)
    values = np.ascontiguousarray(figures).ravel()
    missing = np.isnan(values)
    place = np.tile(np.arange(len(names), dtype=np.int32), count)

    def column(texts: list[str | None]) -> Any:
        """One text per figure as a dictionary, which a file holds once."""
        known = list(dict.fromkeys(text for text in texts if text is not None))
        index = {text: number for number, text in enumerate(known)}
        codes = np.array([-1 if text is None else index[text] for text in texts], dtype=np.int32)
        drawn = codes[place]
        return pyarrow.DictionaryArray.from_arrays(
            pyarrow.array(drawn, mask=drawn < 0), pyarrow.array(known, pyarrow.string())
        )

    units = [_UNITS.get(figure, "count") for figure, _ in split]
    minutes = np.array([unit == "minute" for unit in units])[place] & ~missing
    opened = _epoch(forecast.procedure)
    seconds = opened + np.where(minutes, values, 0).astype(np.int64) * 60
    table = pyarrow.table(
        {
            "replication": np.repeat(np.arange(count, dtype=np.int32), len(names)),
            "figure": column([figure for figure, _ in split]),
            **{name: column([of.get(name) for _, of in split]) for name in _COLUMNS},
            "unit": column([unit or None for unit in units]),
            "value": pyarrow.array(values, mask=missing),
            "at": pyarrow.array(seconds, pyarrow.int64(), mask=~minutes).cast(
                pyarrow.timestamp("s", ZONE)
            ),
        }
    )
    about = json.dumps(_about(forecast), ensure_ascii=False, allow_nan=False)
    table = table.replace_schema_metadata({"awardsim": about.encode("utf-8", "backslashreplace")})
    parquet.write_table(table, path, compression="zstd")


def _split(name: str) -> tuple[str, dict[str, str]]:
    """The name of a figure, and what it is of.

    >>> _split("path/review/queue")
    ('path', {'stage': 'review', 'category': 'queue'})
    """
    figure, *of = name.split("/")
    if figure == "measure":  # ids of plugins are their own business
        of = [name.removeprefix("measure/")]
    return figure, dict(zip(_PARTS.get(figure, ()), of, strict=False))


def _epoch(procedure: Procedure) -> int:
    """Seconds since 1970 at 00:00 of the opening day."""
    zone = datetime.timezone(datetime.timedelta(hours=8))
    opening = procedure.calendar.opening
    return int(datetime.datetime.combine(opening, datetime.time(), zone).timestamp())


def _about(forecast: Forecast) -> dict[str, Any]:
    procedure = forecast.procedure
    by = procedure.finish_by
    return {
        "record": record_id(forecast),
        "notice": {"zh": words.INTERNAL.zh, "en": words.INTERNAL.en},
        "synthetic": True,
        "policy": procedure.policy.id,
        "scenario": procedure.scenario.id,
        "opening": procedure.calendar.opening.isoformat(),
        "finish": procedure.nodes[procedure.finish].id,
        "finish_by": by.isoformat() if by is not None else None,
        "deadline_minute": procedure.deadline_minute if by is not None else None,
        "seed": forecast.seed,
        "replications": forecast.replications,
        "versions": versions(),
    }


__all__ = ["ZONE", "write_parquet"]
