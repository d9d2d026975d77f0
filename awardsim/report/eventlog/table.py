"""An event log as a table: one row per application and visit of a stage, with start and end."""

from __future__ import annotations

from pathlib import Path

from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.visits import result_title
from awardsim.report.grid import Grid, grid_csv

#: Columns, the same in both languages, as programs ask for them by name.
COLUMNS = (
    "case_id", "activity", "arrived_timestamp", "start_timestamp", "complete_timestamp",
    "resource", "role", "people", "result", "stage", "visit_id", "article", "edition", "track",
    "channel", "outcome", "tier", "record", "seed", "synthetic", "notice",
)  # fmt: skip


def write_event_csv(about: LogAbout, path: Path) -> None:
    """Write the log as comma-separated values, as spreadsheets expect them."""
    text = grid_csv(Grid(about.title, COLUMNS, _rows(about), None))
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


def _rows(about: LogAbout) -> list[list[str]]:
    language, time = about.language, about.time
    of_all = [about.record, str(about.forecast.seed), "true", about.notice]
    found = []
    for edition in about.read():
        for applicant, visits in edition.ways():
            of_case = [
                str(edition.number),
                about.track(applicant.track),
                about.channel(applicant.channel),
                about.outcome(applicant.outcome),
                about.tier(applicant.tier),
                *of_all,
            ]
            found += [
                [
                    applicant.id,
                    about.activity(visit.stage),
                    time(visit.arrived),
                    time(visit.started),
                    "" if visit.finished is None else time(visit.finished),
                    "" if visit.body is None else visit.body.title.read(language),
                    "" if visit.body is None else visit.body.role,
                    " ".join(visit.people),
                    result_title(visit, about.procedure).read(language),
                    visit.stage,
                    visit.id,
                    about.article(visit.stage),
                    *of_case,
                ]
                for visit in visits
            ]
    return found
