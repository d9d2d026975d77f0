"""The record of a run: exact, complete, valid, and the same for the same run."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import attrs
import jsonschema
import numpy as np
import pytest

from awardsim.report.files import run_json
from awardsim.report.record_id import canonical, record_id
from awardsim.report.run_record import run_record
from awardsim.scenario.model import Estimate

SCHEMA = json.loads(
    Path(__file__).resolve().parents[2].joinpath("docs", "run.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def read_back(forecast):
    """The record as another program reads it; NaN and Infinity are refused."""

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(run_json(run_record(forecast)), parse_constant=refuse)


def undefined(forecast):
    """The forecast as it is when nothing finishes and nobody comes."""
    nan = float("nan")
    return attrs.evolve(
        forecast,
        share=None,
        error=None,
        finish=(None, None, None),
        law_finish=None,
        usual_finish=None,
        path=tuple(attrs.evolve(one, days=nan, late_days=None) for one in forecast.path)[:0],
        stages=tuple(
            attrs.evolve(
                one, early=None, middle=None, late=None, deadline=None, latest=None, on_time=None
            )
            for one in forecast.stages
        ),
        tracks=tuple(attrs.evolve(one, vacancy=None, quota=None) for one in forecast.tracks),
        outcomes=(),
        bodies=(),
        measures=tuple((name, None) for name, _ in forecast.measures),
        ranges=None,
        figures=np.full_like(forecast.figures, nan),
    )


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["planned", "bare", "quick"])
def test_a_record_is_valid(name, request):
    VALIDATOR.validate(read_back(request.getfixturevalue(name)))


def test_a_record_of_nothing_is_valid(planned):
    record = read_back(undefined(planned))
    VALIDATOR.validate(record)
    assert record["answer"]["share"] is None
    assert all(one["at"] is None for one in record["answer"]["finish"])


def test_a_wrong_record_is_refused(planned):
    record = read_back(planned)
    for key, value in (("schema", "awardsim.run/2"), ("extra", 1), ("answer", {})):
        assert not VALIDATOR.is_valid({**record, key: value})


def test_figures_are_exact(planned):
    record = read_back(planned)
    assert record["answer"]["share"] == planned.share
    assert record["run"] == {
        "replications": planned.replications,
        "seed": planned.seed,
        "error": planned.error,
    }
    assert record["ranges"]["low"] == planned.ranges.low
    assert [one["days"] for one in record["path"]] == [one.days for one in planned.path]
    assert [one["share"] for one in record["outcomes"]] == [share for _, share in planned.outcomes]


def test_every_stage_has_its_article_and_every_input_its_basis(planned):
    record = read_back(planned)
    assert all(one["article"] for one in record["stages"])
    assert len(record["stages"]) == len(planned.procedure.nodes)
    assert set(record["milestones"]) <= {one["id"] for one in record["stages"]}
    assert len(record["inputs"]) == len(planned.procedure.inputs)
    for one in record["inputs"]:
        assert one["status"] == "assumed"
        assert one["basis"]["zh"]
        assert one["basis"]["en"]
        assert one["least"] <= one["usual"] <= one["most"]


def test_values_of_the_text_have_article_and_status(planned):
    values = read_back(planned)["values"]
    by_path = {one["path"]: one for one in values}
    final = by_path["stages.final_notice.duration"]
    assert (final["value"], final["bound"], final["status"]) == ("5wd", "exactly", "stated")
    assert final["article"] == "plan 七(八)"
    assert all(one["article"] for one in values)


def test_dates_say_whether_they_are_projected(planned):
    record = read_back(planned)
    calendar = planned.procedure.calendar
    for one in record["stages"]:
        for key in ("early", "middle", "late", "deadline", "latest"):
            if one[key] is not None:
                day = datetime.date.fromisoformat(one[key]["date"])
                assert one[key]["projected"] == (day.year >= 2026)
                assert calendar.date(one[key]["minute"]) == day


def test_meeting_dates_that_were_given_are_in_it(planned):
    given = {one["path"]: one for one in read_back(planned)["given"]}
    assert given["meetings.leading_group"]["amount"]["dates"] == [
        "2025-12-10", "2025-12-18", "2025-12-26",
    ]  # fmt: skip


def test_the_record_id_stands_for_what_went_in(planned):
    first = record_id(planned)
    assert first == record_id(attrs.evolve(planned))
    assert len(first) == 8
    assert record_id(attrs.evolve(planned, seed=2)) != first
    assert record_id(attrs.evolve(planned, figures=planned.figures[:-1])) != first
    procedure = planned.procedure

    def with_scenario(**changes):
        scenario = attrs.evolve(procedure.scenario, **changes)
        return attrs.evolve(planned, procedure=attrs.evolve(procedure, scenario=scenario))

    assert record_id(with_scenario(finish_by=datetime.date(2026, 1, 31))) != first
    path, one = next(iter(procedure.scenario.assumptions.items()))
    changed = {
        **procedure.scenario.assumptions,
        path: attrs.evolve(one, amount=Estimate(1, 2, 3, "count")),
    }
    assert record_id(with_scenario(assumptions=changed)) != first
    policy = attrs.evolve(procedure.policy, raw={**procedure.policy.raw, "version": "2026"})
    assert (
        record_id(attrs.evolve(planned, procedure=attrs.evolve(procedure, policy=policy))) != first
    )


def test_the_record_id_does_not_know_files_lines_or_order(planned):
    procedure = planned.procedure
    scenario = procedure.scenario
    moved = {
        path: attrs.evolve(one, line=one.line + 7)
        for path, one in reversed(scenario.assumptions.items())
    }
    again = attrs.evolve(scenario, assumptions=moved, file="/elsewhere/x.toml")
    same = attrs.evolve(planned, procedure=attrs.evolve(procedure, scenario=again))
    assert record_id(same) == record_id(planned)


def test_canonical_values_are_json():
    assert json.dumps(canonical({"a": float("nan"), "b": (1, 2.5, None, True)}), allow_nan=False)
