"""All replications of a small run in every form of an event log, read back once."""

from __future__ import annotations

import json

import pandas
import pytest
from support.eventlogs import read_xes

from awardsim.analysis.forecast import forecast
from awardsim.report.files import write_run
from awardsim.report.run_record import run_record


@pytest.fixture(scope="session")
def few(quick):
    """Some replications, all of which are written down."""
    return forecast(quick.procedure, replications=4, seed=1, ranges=False)


@pytest.fixture(scope="session")
def record(few):
    return json.loads(json.dumps(run_record(few)))


@pytest.fixture(scope="session")
def folder(few, tmp_path_factory):
    """All replications of a run in every form and language."""
    made = tmp_path_factory.mktemp("logs")
    for language in ("zh", "en"):
        for form in (".xes", ".jsonocel", ".events.csv"):
            write_run(few, made / f"{language}{form}", language, editions=few.replications)
    return made


@pytest.fixture(scope="session")
def xes(folder):
    return read_xes(folder / "zh.xes")


@pytest.fixture(scope="session")
def table(folder):
    frame = pandas.read_csv(folder / "zh.events.csv", encoding="utf-8-sig", dtype={"record": str})
    for name in ("arrived", "start", "complete"):
        column = f"{name}_timestamp"
        frame[column] = pandas.to_datetime(frame[column])
    return frame


@pytest.fixture(scope="session")
def objects(folder):
    return json.loads((folder / "zh.jsonocel").read_text("utf-8"))
