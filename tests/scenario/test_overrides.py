"""Single values set on top of a scenario: ``--set path=value``."""

from __future__ import annotations

import datetime

import pytest

from awardsim.errors import ScenarioError
from awardsim.scenario.model import DateEstimate, Estimate, Meets
from awardsim.scenario.reader import override

BASE = (
    "opens = 2025-09-17\n"
    "[people]\nreviewers = 12\n"
    "[meetings]\nleading_group = [2025-12-10]\n"
    "[bodies.reviewers]\naway = [2025-11-03]\n"
    '[calendar]\nkind = "continuous"\n'
    "[run]\nreplications = 50\nseed = 7\n"
)
DECEMBER = datetime.date(2025, 12, 20)


@pytest.mark.parametrize(
    "written, path, amount",
    [
        ("people.reviewers=16", "people.reviewers", Estimate.exactly(16.0, "count")),
        ("people.reviewers = [9, 16, 20]", "people.reviewers", Estimate(9, 16, 20, "count")),
        (
            'people.reviewers={ estimate = 5, basis = "two words" }',
            "people.reviewers",
            Estimate.exactly(5.0, "count"),
        ),
        ("bodies.site_teams.capacity=3", "people.site_teams", Estimate.exactly(3.0, "count")),
        ("channels.yingde.organisations=0", "channels.yingde.organisations",
         Estimate.exactly(0.0, "count")),
        ("durations.site_visit=8h", "durations.site_visit", Estimate.exactly(8.0, "h")),
        ('durations.site_visit="8h"', "durations.site_visit", Estimate.exactly(8.0, "h")),
        ('durations.site_visit=["4h", "8h", "9h"]', "durations.site_visit",
         Estimate(4, 8, 9, "h")),
        ("durations.site_visit=[4h, 8h, 9h]", "durations.site_visit", Estimate(4, 8, 9, "h")),
        ("durations.site_visit.individuals=4h", "durations.site_visit.individuals",
         Estimate.exactly(4.0, "h")),
        ("meetings.leading_group=2025-12-20", "meetings.leading_group", Meets(dates=(DECEMBER,))),
        (
            "meetings.leading_group=[2025-12-22, 2025-12-20]",
            "meetings.leading_group",
            Meets(dates=(DECEMBER, datetime.date(2025, 12, 22))),
        ),
        ('meetings.leading_group={ weekdays = ["fri"] }', "meetings.leading_group",
         Meets(weekdays=(4,))),
        ("meetings.government_days=[1, 2, 9]", "meetings.government",
         Meets(days=Estimate(1, 2, 9, "wd"))),
        (
            "fill.stages.apply.closes=2025-10-10",
            "fill.stages.apply.closes",
            DateEstimate(*[datetime.date(2025, 10, 10)] * 3),
        ),
        (
            'fill."stages.apply.closes"=20wd',
            "fill.stages.apply.closes",
            Estimate.exactly(20.0, "wd"),
        ),
        ("chance.withdrawal=0.5", "chance.withdrawal", Estimate.exactly(0.5, "share")),
        ("chance.objection.final_notice=[0, 0.1, 0.2]", "chance.objection.final_notice",
         Estimate(0.0, 0.1, 0.2, "share")),
        ("cohort.merit_mean=500", "cohort.merit_mean", Estimate.exactly(500.0, "number")),
    ],
)  # fmt: skip
def test_an_assumption_is_set_in_any_form_that_a_file_may_have(read, written, path, amount):
    found = read(BASE, written)
    assert found.assumptions[path].amount == amount
    assert found.assumptions[path].file == f"--set {written}"
    assert found.assumptions[path].line == 0


def test_a_value_that_is_set_says_so_in_the_place_of_its_basis(read):
    found = read(BASE, "people.reviewers=16")
    assert found.assumptions["people.reviewers"].basis.zh == "--set"
    assert found.basis.en == "a test"


@pytest.mark.parametrize(
    "written, field, value",
    [
        ("opens=2025-10-09", "opens", datetime.date(2025, 10, 9)),
        ("finish_by=2026-01-31", "finish_by", datetime.date(2026, 1, 31)),
        ("finish=deliberation", "finish", "deliberation"),
        ("run.replications=200", "replications", 200),
        ("run.replications=1000", "replications", 1000),
        ("run.seed=1", "seed", 1),
        ("cohort.model=somewhere.people", "cohort", "somewhere.people"),
        ("readings.receipt_roll=forward", "readings", {"receipt_roll": "forward"}),
    ],
)
def test_anything_else_of_a_scenario_is_set_by_its_path(read, written, field, value):
    assert getattr(read(BASE, written), field) == value


def test_what_stands_beside_a_value_that_is_set_stays(read):
    found = read(BASE, "calendar.known_on=2025-09-17", "bodies.reviewers.assignment=random")
    assert found.calendar.known_on == datetime.date(2025, 9, 17)
    assert found.calendar.kind == "continuous"
    assert found.staffing["reviewers"].assignment == "random"
    assert found.staffing["reviewers"].away == (datetime.date(2025, 11, 3),)


def test_any_other_path_is_a_change_of_the_text(read):
    found = read(
        BASE, "stages.deliberation.title.zh=集体 审议 一次", "quotas.organisations.number=6"
    )
    first, second = found.changes
    assert (first.path, first.to) == ("stages.deliberation.title.zh", "集体 审议 一次")
    assert (second.path, second.to, second.op) == ("quotas.organisations.number", 6, "set")
    assert second.file == "--set quotas.organisations.number=6"


def test_of_two_values_for_one_thing_the_last_one_holds(read):
    found = read(BASE, "people.reviewers=16", "people.reviewers=18")
    assert found.assumptions["people.reviewers"].amount == Estimate.exactly(18.0, "count")


def test_the_scenario_that_values_are_set_in_stays_as_it_is(read):
    base = read(BASE)
    override(base, ["people.reviewers=16", "run.seed=3", "calendar.kind=announced"])
    assert base == read(BASE)


@pytest.mark.parametrize(
    "written, path, zh, en, nearest",
    [
        ("people.reviewers=x", "people.reviewers", "现为文字 'x'", "found text 'x'", ""),
        ("people.reviewers=", "people.reviewers", "现为文字 ''", "found text ''", ""),
        ("people.reviewers=true", "people.reviewers", "现为true", "found true", ""),
        ("people.reviewers=[3, 2, 1]", "people.reviewers", "现为 [3, 2, 1]", "[3, 2, 1]", ""),
        ("people.reviewers.x=5", "people.reviewers", "现为一张表", "found a table", ""),
        ("durations.site_visit=8", "durations.site_visit", '写 "8wd"', 'write "8wd"', ""),
        ("chance.withdrawal=95", "chance.withdrawal", "0 到 1", "0 to 1", ""),
        ('finish_by="2026-01-31"', "finish_by", "不加引号", "without quotes", ""),
        ("opens=2026-13-01", "opens", "没有 2026-13-01 这个", "no such date 2026-13-01", ""),
        ("opens.day=3", "opens.day", "没有键 'day'", "no key 'day'", ""),
        ("run.replications=0", "run.replications", "应为整数", "a whole number, 1 to", ""),
        ("run.sed=3", "run.sed", "没有键", "no key 'sed'", "seed"),
        ("calendar.knwon_on=2025-01-01", "calendar.knwon_on", "没有键", "no key", "known_on"),
        ("bodies.office.assignment=pol", "bodies.office.assignment", "没有", "no assig", "pool"),
        ("meetings.government=3", "meetings.government", "government_days", "government_days",
         "government_days"),
    ],
)  # fmt: skip
def test_a_value_that_is_wrong_names_the_option(told, written, path, zh, en, nearest):
    problems = told(BASE, written)
    named = [problem for problem in problems if problem.path == path]
    assert {problem.file for problem in problems} == {f"--set {written}"}
    assert {problem.line for problem in problems} == {0}
    assert zh in named[0].message.zh
    assert en in named[0].message.en
    assert named[0].nearest == nearest


@pytest.mark.parametrize(
    "written, nearest",
    [
        ("", ""),
        ("people.reviewers", ""),
        ("=5", ""),
        ("people=5", ""),
        ("people.=5", ""),
        ("people..reviewers=5", ""),
        ("people.reviewers[0]=5", ""),
        ("fill=5", ""),
        (".=5", ""),
        ("policy=qingyuan@2020", ""),
        ("schema=2", ""),
        ("extends=other", ""),
        ("replications=5", "run.replications"),
        ("sed=5", "run.seed"),
        ("finishby=2026-01-31", "finish_by"),
    ],
)
def test_what_is_no_path_with_a_value_is_told_how_to_write_it(told, written, nearest):
    (problem,) = told(BASE, written)
    assert problem.file == f"--set {written}"
    assert "应写作 路径=值" in problem.message.zh
    assert "write path=value, such as people.reviewers=16" in problem.message.en
    assert problem.nearest == nearest


def test_all_options_that_are_wrong_are_told_at_once(read):
    with pytest.raises(ScenarioError) as raised:
        read(BASE, "people.reviewers=x", "people.site_teams=2", "run.seed=-1", "nothing")
    assert [problem.file for problem in raised.value.problems] == [
        "--set people.reviewers=x",
        "--set run.seed=-1",
        "--set nothing",
    ]
