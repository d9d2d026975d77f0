"""Event logs have the form of their standards, and nothing in them contradicts anything else."""

from __future__ import annotations

import datetime
import itertools
import json
import os
from collections import Counter, defaultdict
from pathlib import Path

import jsonschema
import pytest
from support.eventlogs import XES, attributes

from awardsim.report.eventlog.visits import editions


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
        assert values["synthetic"] == "true"
        assert values["seed"] == str(record["run"]["seed"])
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
            "properties": {
                "name": {"type": "string"},
                "value": {"type": "string"},
                "time": time,
            },
        },
    }


#: What the schema of OCEL 2.0 asks of its JSON, every value a text; its types of attributes too.
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


@pytest.mark.skipif("OCEL_SCHEMA" not in os.environ, reason="the official schema is not at hand")
def test_ocel_is_what_the_official_schema_allows(objects):
    schema = json.loads(Path(os.environ["OCEL_SCHEMA"]).read_text("utf-8"))
    assert set(schema["required"]) == set(OCEL["required"])
    jsonschema.validators.validator_for(schema)(schema).validate(objects)


@pytest.mark.skipif("XES_SCHEMA" not in os.environ, reason="the official schema is not at hand")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_xes_is_what_the_official_schema_allows(folder, language):
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(os.environ["XES_SCHEMA"]))
    schema.assertValid(etree.parse(folder / f"{language}.xes"))


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
                if declared[one["type"]][value["name"]] == "time":
                    datetime.datetime.fromisoformat(value["value"])
                else:
                    assert declared[one["type"]][value["name"]] == "string"
            assert {of["objectId"] for of in one["relationships"]} <= set(known)
    for event in objects["events"]:
        assert any(known[one["objectId"]] == "applicant" for one in event["relationships"])
    # pm4py leaves out objects that no event is about; an edition says that nothing is real.
    about = Counter(
        one["objectId"] for event in objects["events"] for one in event["relationships"]
    )
    assert {about[id] for id, kind in known.items() if kind == "edition"} == {1}


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
