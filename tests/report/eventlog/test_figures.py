"""Event logs, read back by what people read them with; their figures are those of the record."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pytest
from support.eventlogs import read_xes


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
