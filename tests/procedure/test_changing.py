"""Changes of a text: patterns, operations, and what they leave alone."""

import pytest
from support.procedures import STEADY, catalogue, certain, dates, policy, run, scenario

from awardsim.errors import ProcedureError, ScenarioError
from awardsim.policy.paths import get_path
from awardsim.procedure.build import build
from awardsim.procedure.resolve import resolve
from awardsim.scenario.overriding import override

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.county_notice]
kind = "notice"
after = ["apply"]
duration = { at_least = "5wd" }
title = { zh = "县级公示", en = "county notice" }
[stages.check]
kind = "work"
after = ["county_notice"]
duration = "unstated"
[stages.list_notice]
kind = "notice"
after = ["check"]
per = "batch"
duration = { exactly = "5wd" }
[stages.open_notice]
kind = "notice"
after = ["list_notice"]
per = "batch"
duration = "unstated"
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["open_notice"]
"""
BASE = "[people]\noffice = 1\n[durations]\ncheck = '1wd'\nopen_notice = '3wd'\n"


def changed(*sets):
    base = scenario(BASE)
    return resolve(policy(STAGES), override(base, sets))


def durations(text):
    return {name: stage.duration.value for name, stage in text.stages.items()}


def shown(text):
    return {name: str(value) for name, value in durations(text).items() if value is not None}


@pytest.mark.parametrize("path", ["notices.*.length", "公示.*.天数", "stages.*_notice.duration"])
def test_a_pattern_changes_all_that_is_written_and_nothing_that_is_not(path):
    text, overrides, problems = changed(f"{path}=7wd")
    assert not problems
    assert [one.path for one in overrides] == [
        "stages.county_notice.duration",
        "stages.list_notice.duration",
    ]
    assert get_path(text.raw, "stages.county_notice.duration")["at_least"] == "7wd"  # still a floor
    assert get_path(text.raw, "stages.list_notice.duration")["exactly"] == "7wd"
    assert durations(text)["open_notice"] is None


def test_a_stage_is_found_by_its_chinese_title():
    by_title, overrides, problems = changed("stages.县级公示.duration=3wd")
    assert not problems
    assert overrides[0].path == "stages.county_notice.duration"
    assert shown(by_title) == shown(changed("stages.county_notice.duration=3wd")[0])


def test_a_pattern_that_fits_nothing_is_told():
    _, _, problems = changed("notices.province_*.length=7wd")
    assert [one.path for one in problems] == ["notices.province_*.length"]


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("notices.*.lenght", "notices.*.length"),
        ("stages.*.duratoin", "stages.*.duration"),
        ("stages.province_*.duration", ""),
    ],
)
def test_what_a_pattern_was_probably_meant_as_is_named(given, near):
    (problem,) = changed(f"{given}=7wd")[2]
    assert problem.nearest == near


def test_a_wrong_value_put_in_by_a_pattern_is_told_where_it_was_given():
    given = override(scenario(BASE), ["notices.*.length=7"])
    with pytest.raises(ProcedureError) as error:
        build(policy(STAGES), given, catalogue().rule)
    assert {one.file for one in error.value.problems} == {"--set notices.*.length=7"}


def test_a_stage_is_removed_and_its_followers_take_its_place():
    text, _, problems = changed("remove stages.list_notice")
    assert not problems
    assert "list_notice" not in text.stages
    assert text.stages["open_notice"].after == ("check",)


def test_a_stage_is_moved_between_two_others():
    text, _, problems = changed("move stages.list_notice=open_notice")
    assert not problems
    assert text.stages["open_notice"].after == ("check",)
    assert text.stages["list_notice"].after == ("open_notice",)
    assert text.stages["award"].after == ("list_notice",)


def test_a_stage_is_added_and_put_into_the_middle():
    added = (
        'add stages.hearing={ title={zh="听证", en="hearing"}, type="CONSULT", kind="wait", '
        'per="batch", body="departments", after=["list_notice"], duration={exactly="2wd"}, '
        'source="text 6" }'
    )
    text, _, problems = changed(added, "移 stages.hearing=list_notice")
    assert not problems
    assert text.stages["open_notice"].after == ("hearing",)
    assert text.stages["hearing"].after == ("list_notice",)


@pytest.mark.parametrize(
    "given", ["remove stages.list_notice=1", "add stages.x", "move stages.award", "remove"]
)
def test_an_operation_that_is_not_whole_is_refused(given):
    with pytest.raises(ScenarioError) as error:
        override(scenario(BASE), [given])
    assert error.value.problems[0].file == f"--set {given}"


def test_a_removed_notice_saves_its_days():
    """What comes after it is posted on the day on which it would have been."""

    def made(*sets):
        given = override(scenario(BASE, certain()), sets)
        return build(policy(STAGES), given, catalogue().rule, STEADY)

    plain, less = made(), made("remove stages.list_notice")
    with_it, without = dates(plain, run(plain)), dates(less, run(less))
    assert with_it["check"] == without["check"]
    assert without["open_notice"][0] == with_it["list_notice"][0]
