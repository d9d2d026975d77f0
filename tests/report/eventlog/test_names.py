"""Ids that stay the same, names that stay text, and the options of an event log."""

from __future__ import annotations

import json

import attrs
import pandas
import pytest
from support.eventlogs import read_xes
from support.procedures import procedure

from awardsim.analysis.forecast import forecast
from awardsim.cli import run
from awardsim.errors import InputError
from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.ocel import ocel
from awardsim.report.eventlog.visits import editions
from awardsim.report.eventlog.writing import LOGS
from awardsim.report.files import FORMS, check_run_files, write_run
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
HOSTILE = '=1+1 <b onload="x">&]]>\x00\ufffe,"a"\r\nb'


def test_ids_stay_the_same_however_many_editions_are_written(quick):
    few = list(editions(quick.procedure, quick.seed, 2))
    many = list(editions(quick.procedure, quick.seed, 4))[:2]
    assert few == many


STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.list]
kind = "notice"
per = "batch"
after = ["apply"]
"""


@pytest.fixture(scope="module")
def hostile():
    built = procedure(STAGES, "[applicants]\norganisations = 2")
    text = Text(HOSTILE, HOSTILE)
    nodes = tuple(attrs.evolve(one, title=text) for one in built.nodes)
    bodies = {id: attrs.evolve(one, title=text) for id, one in built.policy.bodies.items()}
    named = attrs.evolve(built.policy, bodies=bodies, award=text)
    scenario = attrs.evolve(built.scenario, title=text)
    built = attrs.evolve(built, nodes=nodes, policy=named, scenario=scenario)
    return forecast(built, replications=1, seed=1, ranges=False)


@BOTH
def test_a_name_is_text_and_nothing_else(hostile, language, tmp_path):
    for form in (".xes", ".events.csv", ".jsonocel"):
        write_run(hostile, tmp_path / f"a{form}", language)
    _, traces = read_xes(tmp_path / "a.xes")
    shown = HOSTILE.replace("\x00", "\ufffd").replace("\ufffe", "\ufffd")
    resources = {one["org:resource"] for trace in traces for one in trace.events}
    assert resources == {shown}
    assert "<b " not in (tmp_path / "a.xes").read_text("utf-8")
    frame = pandas.read_csv(tmp_path / "a.events.csv", encoding="utf-8-sig", dtype=str)
    assert len(frame) == 4
    assert frame["resource"].str.startswith("'=1+1").all()
    read = json.loads((tmp_path / "a.jsonocel").read_text("utf-8"))
    assert all(one["type"].startswith(HOSTILE) for one in read["events"])


def test_stages_of_one_title_stay_apart(hostile):
    types = [one["name"] for one in ocel(LogAbout.of(hostile, "en"))["eventTypes"]]
    assert types == [f"{HOSTILE} (apply)", f"{HOSTILE} (list)"]


def test_a_log_has_ten_editions_unless_another_number_is_asked_for(quick):
    assert LogAbout.of(quick, "en").editions == 10
    assert LogAbout.of(quick, "en", 3).editions == 3
    assert LogAbout.of(quick, "en", 500).editions == quick.replications == 12


def test_a_table_of_events_is_told_from_a_table(tmp_path):
    names = [str(tmp_path / name) for name in ("a.csv", "a.events.csv", "events.csv", "B.XES")]
    forms = [one.form for one in check_run_files(names, force=False)]
    assert forms == [".csv", ".events.csv", ".csv", ".xes"]
    with pytest.raises(InputError, match=r"\.xes"):
        check_run_files([str(tmp_path / "a.xe")], force=False)


def test_the_command_knows_the_forms():
    assert run.LOGS == LOGS
    assert run.FILES == FORMS
