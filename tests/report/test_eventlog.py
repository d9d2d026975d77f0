"""Event logs, read back by what people read them with; their figures are those of the record."""

from __future__ import annotations

import datetime
import itertools
import json
import math
from collections import Counter, defaultdict
from xml.etree import ElementTree

import attrs
import jsonschema
import pandas
import pytest
from support.procedures import procedure

from awardsim.analysis.forecast import forecast
from awardsim.cli import run
from awardsim.errors import InputError
from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.ocel import ocel
from awardsim.report.eventlog.visits import editions
from awardsim.report.eventlog.writing import LOGS
from awardsim.report.files import FORMS, check_run_files, write_run
from awardsim.report.run_record import run_record
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
XES = "{http://www.xes-standard.org/}"
HOSTILE = '=1+1 <b onload="x">&]]>\x00\ufffe,"a"\r\nb'


@pytest.fixture(scope="module")
def few(quick):
    """Some replications, all of which are written down."""
    return forecast(quick.procedure, replications=4, seed=1, ranges=False)


@pytest.fixture(scope="module")
def record(few):
    return json.loads(json.dumps(run_record(few)))


@pytest.fixture(scope="module")
def folder(few, tmp_path_factory):
    """All replications of a run in every form and language."""
    made = tmp_path_factory.mktemp("logs")
    for language in ("zh", "en"):
        for form in (".xes", ".jsonocel", ".events.csv"):
            write_run(few, made / f"{language}{form}", language, editions=few.replications)
    return made


@attrs.frozen
class Trace:
    """A trace of an XES file: its attributes, and those of its events."""

    about: dict[str, str]
    events: list[dict[str, str]]


def attributes(element):
    kinds = ("string", "date", "int", "boolean")
    return {
        one.get("key"): one.get("value") for one in element if one.tag.removeprefix(XES) in kinds
    }


def read_xes(path):
    """What a reader of XES sees: attributes of the log, and traces."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{XES}log"
    traces = [
        Trace(attributes(trace), [attributes(event) for event in trace.iter(f"{XES}event")])
        for trace in root.iter(f"{XES}trace")
    ]
    return root, traces


@pytest.fixture(scope="module")
def xes(folder):
    return read_xes(folder / "zh.xes")


@pytest.fixture(scope="module")
def table(folder):
    frame = pandas.read_csv(folder / "zh.events.csv", encoding="utf-8-sig", dtype={"record": str})
    for name in ("arrived", "start", "complete"):
        column = f"{name}_timestamp"
        frame[column] = pandas.to_datetime(frame[column])
    return frame


@pytest.fixture(scope="module")
def objects(folder):
    return json.loads((folder / "zh.jsonocel").read_text("utf-8"))


# ---- the figures are those of the record ---------------------------------------------------


def nth(days, share, total):
    """The least day that so many of all editions do not exceed; None: never."""
    place = max(math.ceil(share * total - 1e-9) - 1, 0)
    return sorted(days)[place] if place < len(days) else None


def dates(last, record):
    """Early, middle and late day of each stage, from the last completion of each edition."""
    total = record["run"]["replications"]
    return {
        stage["id"]: [nth(last[stage["id"]].values(), share, total) for share in (0.1, 0.5, 0.9)]
        for stage in record["stages"]
    }


def wanted_dates(record):
    return {
        stage["id"]: [
            None if stage[key] is None else stage[key]["date"]
            for key in ("early", "middle", "late")
        ]
        for stage in record["stages"]
    }


def test_dates_of_stages_in_xes_are_those_of_the_record(xes, record):
    last = defaultdict(dict)
    for trace in xes[1]:
        edition = trace.about["awardsim:edition"]
        for event in trace.events:
            if event["lifecycle:transition"] == "complete":
                of = last[event["awardsim:stage"]]
                of[edition] = max(of.get(edition, ""), event["time:timestamp"][:10])
    assert dates(last, record) == wanted_dates(record)


def test_dates_of_stages_in_the_table_are_those_of_the_record(table, record):
    ends = table.groupby(["stage", "edition"])["complete_timestamp"].max()
    last = defaultdict(dict)
    for (stage, edition), moment in ends.items():
        last[stage][edition] = moment.date().isoformat()
    assert dates(last, record) == wanted_dates(record)


def test_dates_of_stages_in_ocel_are_those_of_the_record(objects, record):
    last = defaultdict(dict)
    for event in objects["events"]:
        values = {one["name"]: one["value"] for one in event["attributes"]}
        of, edition = last[values["stage"]], event["id"].split("-")[0]
        of[edition] = max(of.get(edition, ""), event["time"][:10])
    assert dates(last, record) == wanted_dates(record)


def test_outcomes_are_those_of_the_record(xes, table, objects, record):
    wanted = {one["id"]: one["share"] for one in record["outcomes"]}

    def shares(outcomes):
        total = sum(outcomes.values())
        return {name: pytest.approx(number / total) for name, number in outcomes.items()}

    assert shares(Counter(one.about["awardsim:outcome_id"] for one in xes[1])) == wanted
    cases = table.drop_duplicates("case_id")["outcome"]
    titles = {one["title"]["zh"]: one["share"] for one in record["outcomes"]}
    assert shares(Counter(cases)) == titles
    found = Counter(
        value["value"]
        for one in objects["objects"]
        if one["type"] == "applicant"
        for value in one["attributes"]
        if value["name"] == "outcome_id"
    )
    assert shares(found) == wanted


def test_the_three_forms_tell_the_same(xes, table, objects):
    in_xes = {
        (trace.about["concept:name"], event["concept:instance"], event["time:timestamp"])
        for trace in xes[1]
        for event in trace.events
        if event["lifecycle:transition"] == "complete"
    }
    done = table[table["complete_timestamp"].notna()]
    in_table = {
        (row.case_id, row.visit_id, row.complete_timestamp.isoformat()) for row in done.itertuples()
    }
    in_ocel = {
        (one["objectId"], event["id"], event["time"])
        for event in objects["events"]
        for one in event["relationships"]
        if one["qualifier"] == "applicant"
    }
    assert in_xes == in_table == in_ocel


def test_both_languages_have_the_same_figures(folder):
    zh, en = (
        [
            [
                (one["concept:instance"], one["time:timestamp"], one["lifecycle:transition"])
                for trace in read_xes(folder / f"{language}.xes")[1]
                for one in trace.events
            ]
        ]
        for language in ("zh", "en")
    )
    assert zh == en


# ---- form ----------------------------------------------------------------------------------


def test_the_head_of_xes_declares_what_events_have(xes):
    root, traces = xes
    order = [one.tag.removeprefix(XES) for one in root]
    ranked = ["extension", "global", "classifier", "string", "trace"]
    places = [ranked.index(one if one in ranked else "string") for one in order]
    assert places == sorted(places)
    declared = {one.get("prefix") for one in root.iter(f"{XES}extension")}
    used = {key.partition(":")[0] for trace in traces for one in trace.events for key in one}
    assert used <= {*declared, "awardsim"}
    for scope in root.iter(f"{XES}global"):
        if scope.get("scope") == "event":
            promised = set(attributes(scope))
            assert all(promised <= set(one) for trace in traces for one in trace.events)
    for classifier in root.iter(f"{XES}classifier"):
        assert set(classifier.get("keys").split()) <= promised


def test_a_visit_starts_before_it_is_complete_and_events_are_in_order(xes):
    for trace in xes[1]:
        moments = [datetime.datetime.fromisoformat(one["time:timestamp"]) for one in trace.events]
        assert moments == sorted(moments)
        assert {moment.utcoffset() for moment in moments} == {datetime.timedelta(hours=8)}
        started = set()
        for one in trace.events:
            if one["lifecycle:transition"] == "start":
                assert one["awardsim:arrived"] <= one["time:timestamp"]
                assert one["concept:instance"] not in started
                started.add(one["concept:instance"])
            else:
                assert one["concept:instance"] in started


def test_the_log_says_that_it_is_simulated_and_by_which_run(xes, objects, table, record):
    about = attributes(xes[0])
    assert about["awardsim:synthetic"] == "true"
    assert about["awardsim:record"] == record["record"]
    assert about["awardsim:seed"] == str(record["run"]["seed"])
    assert record["notice"]["zh"] in about["awardsim:notice"]
    editions = [one for one in objects["objects"] if one["type"] == "edition"]
    assert len(editions) == record["run"]["replications"]
    for one in editions:
        values = {value["name"]: value["value"] for value in one["attributes"]}
        assert values["synthetic"] is True
        assert values["record"] == record["record"]
    assert set(table["record"]) == {record["record"]}
    assert table["synthetic"].all()
    assert table["notice"].str.contains(record["notice"]["zh"]).all()


NAMED = {
    "type": "object",
    "required": ["name", "attributes"],
    "properties": {
        "name": {"type": "string"},
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "type"],
                "properties": {
                    "name": {"type": "string"},
                    "type": {"enum": ["string", "time", "integer", "float", "boolean"]},
                },
            },
        },
    },
}
RELATED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["objectId", "qualifier"],
        "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
    },
}


def valued(*required):
    time = {"type": "string", "format": "date-time"}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "value", *required],
            "properties": {"name": {"type": "string"}, "time": time},
        },
    }


#: What the specification of OCEL 2.0 asks of its JSON.
OCEL = {
    "type": "object",
    "required": ["eventTypes", "objectTypes", "events", "objects"],
    "properties": {
        "eventTypes": {"type": "array", "items": NAMED},
        "objectTypes": {"type": "array", "items": NAMED},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "time"],
                "properties": {
                    "id": {"type": "string"},
                    "type": {"type": "string"},
                    "time": {"type": "string", "format": "date-time"},
                    "attributes": valued(),
                    "relationships": RELATED,
                },
            },
        },
        "objects": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type"],
                "properties": {
                    "id": {"type": "string"},
                    "type": {"type": "string"},
                    "attributes": valued("time"),
                    "relationships": RELATED,
                },
            },
        },
    },
}
PYTHON = {"string": str, "time": str, "integer": int, "boolean": bool}


def test_ocel_has_the_form_of_its_standard_and_nothing_refers_to_what_is_not_there(objects):
    jsonschema.validate(objects, OCEL)
    known = {one["id"]: one["type"] for one in objects["objects"]}
    assert len(known) == len(objects["objects"])
    assert len({one["id"] for one in objects["events"]}) == len(objects["events"])
    for kind, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        declared = {
            one["name"]: {of["name"]: of["type"] for of in one["attributes"]}
            for one in objects[types]
        }
        assert {one["type"] for one in objects[kind]} == set(declared)
        for one in objects[kind]:
            for value in one["attributes"]:
                wanted = PYTHON[declared[one["type"]][value["name"]]]
                assert type(value["value"]) is wanted
            assert {of["objectId"] for of in one["relationships"]} <= set(known)
    for event in objects["events"]:
        assert any(known[one["objectId"]] == "applicant" for one in event["relationships"])


def test_a_notice_names_those_on_its_list_and_a_file_has_its_reviewers(objects, quick):
    node = quick.procedure.nodes[quick.procedure.node_index["material_review"]]
    reviews = [
        Counter(of["qualifier"] for of in one["relationships"])
        for one in objects["events"]
        if "-material_review-" in one["id"]
    ]
    assert node.review is not None
    assert reviews
    assert {one["applicant"] for one in reviews} == {1}
    assert len({one["judges"] for one in reviews} - {0}) >= 1
    assert min(one["judges"] for one in reviews) >= 1
    notices = {one["id"]: one for one in objects["objects"] if one["type"] == "notice"}
    posted = {
        of["objectId"]: {
            x["objectId"] for x in one["relationships"] if x["qualifier"] == "applicant"
        }
        for one in objects["events"]
        for of in one["relationships"]
        if of["qualifier"] == "posted"
    }
    assert set(posted) == set(notices)
    for id, one in notices.items():
        assert {of["objectId"] for of in one["relationships"]} == posted[id]


def test_nobody_does_two_things_at_once(quick):
    for edition in editions(quick.procedure, quick.seed, 3):
        busy = defaultdict(list)
        for visit in edition.visits:
            if len(visit.people) == 1:  # of several, each has its own hours within the visit
                busy[visit.people[0]].append((visit.started, visit.finished))
        assert busy
        for spans in busy.values():
            spans.sort()
            for (_, end), (start, _) in itertools.pairwise(spans):
                assert end <= start


# ---- ids, names, options -------------------------------------------------------------------


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
