"""What was set on the command line is shown; a run without applicants claims nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from awardsim.report.brief import brief
from awardsim.report.console import width
from awardsim.report.run_record import run_record
from awardsim.report.run_screen import run_screen
from awardsim.report.run_tables import run_tables

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "run.schema.json").read_text("utf-8"))


def assert_fits(screen):
    lines = screen.splitlines()
    assert len(lines) <= 40
    assert max(width(line) for line in lines) <= 100


@BOTH
def test_each_replaced_estimate_is_printed_old_and_new(replaced, language):
    screen, short = run_screen(replaced, language), brief(replaced, language)
    assert_fits(screen)
    assert len(short.splitlines()) == 3
    built_in = "内置估计 → " if language == "zh" else "built-in → "
    for told in (" ".join(screen.split()), short):
        assert "people.reviewers 12 → 20" in told
        assert "people.site_teams 2 → 3" in told
        assert f"durations.site_visit {built_in}8" in told
        assert "--set" in told
        assert "→ 16" not in told


def test_records_and_tables_carry_replaced_estimates(replaced, planned):
    record = run_record(replaced)
    jsonschema.validate(record, SCHEMA)
    assert [one["path"] for one in record["replaced"]] == [
        "people.reviewers", "people.site_teams", "durations.site_visit",
    ]  # fmt: skip
    assert record["replaced"][0]["old"] == {"zh": "12", "en": "12"}
    verdict = run_tables(record, "en")[0]
    assert ("replaced", "people.reviewers: 12 → 20", "--set") in verdict.rows
    assert run_record(planned)["replaced"] == []


def test_ranges_say_how_many_replications_they_rest_on(planned):
    record = run_record(planned)
    for one in record["ranges"]["inputs"]:
        assert one["replications"] == (60 if one["refined"] else 25)
    table = next(one for one in run_tables(record, "en") if one.id == "inputs")
    place = table.headings.index("replications at each end")
    assert {row[place] for row in table.rows} == {None, 25, 60}
    assert "60 each" in " ".join(run_screen(planned, "en").split())
    assert "60次" in run_screen(planned, "zh")


@BOTH
def test_without_applicants_nothing_is_probable(nobody, language):
    assert nobody.nobody
    assert nobody.share is None
    assert nobody.error is None
    assert nobody.ranges is None
    assert all(one.on_time is None for one in nobody.stages)
    screen, short = run_screen(nobody, language), brief(nobody, language)
    assert_fits(screen)
    for told in (screen, short):
        assert ("没有申报" if language == "zh" else "nobody applies") in told
        assert "--no-ranges" not in told
        assert ("几乎" if language == "zh" else "impossible") not in told
    assert "模拟误差" not in screen
    assert "simulation error" not in screen
    assert len(short.splitlines()) == 3
    record = run_record(nobody)
    jsonschema.validate(record, SCHEMA)
    assert record["answer"]["word"] == {"zh": "没有申报", "en": "nobody applies"}
    assert record["answer"]["share"] is None
