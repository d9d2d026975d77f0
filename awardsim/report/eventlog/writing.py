"""An event log as a file; the extension decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from awardsim.analysis.forecast import Forecast
from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.ocel import write_ocel
from awardsim.report.eventlog.table import write_event_csv
from awardsim.report.eventlog.xes import write_xes
from awardsim.report.output import Target, write_whole
from awardsim.text import Language

_WRITERS: dict[str, Callable[[LogAbout, Path], None]] = {
    ".xes": write_xes,
    ".jsonocel": write_ocel,
    ".events.csv": write_event_csv,
}
#: Forms of event logs.
LOGS = tuple(_WRITERS)


def write_log(
    forecast: Forecast,
    target: Target,
    language: Language,
    *,
    force: bool,
    editions: int | None = None,
    tick: Callable[[int], None] | None = None,
) -> None:
    """Write the first editions of a run.

    The replications are those of the run: they are simulated again under the same luck, as a run
    keeps the figures of each, and not what happened in it; ``tick`` is told of each.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    about = attrs.evolve(LogAbout.of(forecast, language, editions), tick=tick)
    write_whole(target, lambda draft: _WRITERS[target.form](about, draft), force=force)
