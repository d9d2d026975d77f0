"""What was set on the command line is shown; a run without applicants claims nothing."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import jsonschema
import pytest

from awardsim.report import facts, run_milestones
from awardsim.report.brief import brief
from awardsim.report.console import width
from awardsim.report.run_record import run_record
from awardsim.report.run_screen import run_screen
from awardsim.report.run_tables import run_tables
from awardsim.report.view import View

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
    place = table.headings.index("worked out")
    assert {row[place] for row in table.rows} == {"", "refined", "rough, from few"}
    place = table.headings.index("simulation error of the ends")
    found = {one["input"]: one for one in record["ranges"]["inputs"]}
    for row in table.rows:
        one = found.get(row[-1])
        if one is None:
            assert row[place] is None
        else:
            assert row[place].value == max(one["at_least_error"], one["at_most_error"])


def test_the_ends_of_ranges_say_how_far_they_may_be_off(planned):
    ranges = planned.ranges
    ends = [ranges.low_error, ranges.high_error, ranges.favourable_error, ranges.unfavourable_error]
    shown = round(max(*ends, *(one.error for one in facts.influential(planned))) * 100)
    assert shown >= round(planned.error * 100)  # they rest on fewer replications
    assert f"(ends of ranges ±{shown})" in run_screen(planned, "en")
    assert f"区间各端±{shown}" in run_screen(planned, "zh")


@BOTH
def test_both_languages_show_the_same_milestones(planned, language):
    shown = run_screen(planned, language)
    places = [place for place, one in enumerate(planned.milestones)
              if run_milestones.name(View(planned, language, "x"), one)[:12] in shown]  # fmt: skip
    assert len(planned.milestones) == 8
    assert places == [*range(8)]


@BOTH
def test_that_an_approval_is_hurried_is_said_where_it_is(planned, language):
    said = "审批按赶期限算" if language == "zh" else "approval hurried"
    assert facts.hurried(planned.procedure)
    assert said in run_screen(planned, language)
    calm = tuple(
        attrs.evolve(node, meeting=attrs.evolve(node.meeting, against=-1)) if node.meeting else node
        for node in planned.procedure.nodes
    )
    calm = attrs.evolve(planned, procedure=attrs.evolve(planned.procedure, nodes=calm))
    assert said not in run_screen(calm, language)


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
    assert "100" not in screen
    undefined = {"zh": "空缺、逾期都无从谈起", "en": "vacancies and lateness are undefined"}
    assert undefined[language] in screen
    assert nobody.any_vacancy is None
    assert len(short.splitlines()) == 3
    record = run_record(nobody)
    jsonschema.validate(record, SCHEMA)
    assert record["answer"]["word"] == {"zh": "没有申报", "en": "nobody applies"}
    assert record["answer"]["share"] is None
