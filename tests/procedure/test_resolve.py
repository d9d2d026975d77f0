"""A text under its readings and under a scenario's changes."""

import pytest
from support.procedures import (
    STEADY,
    catalogue,
    dates,
    outcomes,
    policy,
    procedure,
    run,
    scenario,
)

from awardsim.errors import Problem, ProcedureError
from awardsim.policy import Status
from awardsim.policy.leaves import count_by_status
from awardsim.procedure.build import build
from awardsim.procedure.model import Override, Procedure

TEXT = """
[stages.apply]
kind = "window"
opens = "unstated"
closes = 2025-09-12
[stages.county]
kind = "notice"
per = "batch"
after = ["apply"]
duration = { at_least = "5wd", words = "不少于5个工作日" }
[stages.check]
kind = "wait"
per = "batch"
after = ["county"]
duration = "unstated"
[stages.last]
kind = "notice"
per = "batch"
after = ["check"]
duration = { unstated = "没有写天数" }
[readings.days]
question = { zh = "几天", en = "how many days" }
source = "text 7"
default = "five"
[readings.days.options.five]
title = { zh = "五天", en = "five" }
set = { "stages.county.duration" = { at_least = "5wd" } }
[readings.days.options.seven]
title = { zh = "七天", en = "seven" }
set = { "stages.county.duration" = "7wd", "stages.last.duration" = "3wd" }
"""
ONE = "[applicants]\norganisations = 1\n[durations]\ncheck = '1wd'\n"


def made(assumed: str = "", text: str = TEXT) -> Procedure:
    return procedure(text, ONE + assumed)


def problems(assumed: str) -> tuple[Problem, ...]:
    with pytest.raises(ProcedureError) as raised:
        build(policy(TEXT), scenario(assumed), catalogue().rule, STEADY)
    return raised.value.problems


def change(path: str, to: str, op: str = "set") -> str:
    return f"[[changes]]\npath = '{path}'\nto = {to}\nop = '{op}'\nwhy = 'a trial'\n"


def test_without_readings_and_changes_the_text_is_as_it_stands():
    plain = made()
    assert plain.overrides == ()
    assert plain.policy == policy(TEXT)


def test_a_reading_sets_its_values_and_says_old_and_new():
    read = made("[readings]\ndays = 'seven'\n")
    assert read.overrides == (
        Override("stages.county.duration", "at least 5wd", "7wd", "days"),
        Override("stages.last.duration", "unstated 没有写天数", "3wd", "days"),
    )
    assert read.nodes[1].notice.days == 7
    assert made("[readings]\ndays = 'five'\n").overrides == ()


def test_a_reading_that_the_text_does_not_offer_is_a_mistake():
    option, reading = problems("[readings]\nday = 'five'\ndays = 'sevn'\n")
    assert (option.path, option.nearest) == ("readings.days", "seven")
    assert (reading.path, reading.nearest) == ("readings.day", "days")


def test_a_change_keeps_a_floor_a_floor_and_says_why():
    longer = made(change("stages.county.duration", "'7wd'"))
    assert longer.overrides == (
        Override("stages.county.duration", "at least 5wd", "7wd", "a trial"),
    )
    assert longer.nodes[1].notice.days == 7
    cell = longer.policy.stages["county"].duration
    assert (str(cell.value), cell.bound.value, cell.words) == ("7wd", "at_least", "")


def test_a_reading_that_sets_what_the_text_says_changes_nothing():
    set_too = '"stages.last.duration" = "3wd", "stages.apply.closes" = 2025-09-12'
    text = TEXT.replace('"stages.last.duration" = "3wd"', set_too)
    read = made("[readings]\ndays = 'seven'\n", text)
    assert [one.path for one in read.overrides] == [
        "stages.county.duration",
        "stages.last.duration",
    ]
    assert read.policy.stages["apply"].closes == policy(text).stages["apply"].closes


def test_changes_follow_a_reading_and_one_another():
    found = made(
        "[readings]\ndays = 'seven'\n"
        + change("stages.last.duration", "'4wd'")
        + change("stages.last.duration", "'6wd'")
    )
    assert [(one.old, one.new) for one in found.overrides[2:]] == [("3wd", "4wd"), ("4wd", "6wd")]
    assert found.nodes[3].notice.days == 6


@pytest.mark.parametrize(
    ("path", "to", "instead"),
    [
        ("stages.check.duration", "'3wd'", "durations.check"),
        ("stages.last.duration", "'3wd'", "durations.last"),
        ("stages.apply.opens", "2025-09-03", "fill.stages.apply.opens"),
        ("objections.forward", "'3wd'", "chance.objection_forward"),
    ],
)
def test_a_change_replaces_only_what_is_written(path, to, instead):
    (found,) = problems(change(path, to))
    assert (found.file, found.path) == ("case.toml", path)
    assert instead in found.message.en
    assert found.line > 0


def test_what_is_not_written_can_be_written_by_adding_it():
    added = made(change("stages.last.duration", "'3wd'", "add"))
    assert added.nodes[3].notice.days == 3
    (found,) = problems(change("stages.county.duration", "'3wd'", "add"))
    assert "says this already" in found.message.en


def test_what_the_text_rules_out_is_written_and_can_be_changed():
    closed = 'objection = { open = { excluded = "不受理异议" }, holds = "case" }\n'
    text = TEXT.replace("[readings.days]", closed + "[readings.days]", 1)
    assert made(text=text).nodes[3].objections is None
    heard = made(change("stages.last.objection.open", "true"), text=text)
    assert heard.nodes[3].objections is not None


def test_a_stage_that_is_added_stands_where_it_is_put():
    stage = (
        "{ title = { zh = '复核', en = 'second look' }, type = 'ELIG', kind = 'wait', "
        "per = 'batch', body = 'office', source = 'text 6', duration = { exactly = '2wd' }, "
        "after = ['county'] }"
    )
    found = made(change("stages.second", stage, "add") + change("stages.check.after", "['second']"))
    assert [node.id for node in found.nodes] == ["apply", "county", "second", "check", "last"]
    assert (found.overrides[0].old, found.overrides[0].new) == ("-", "{…}")


def test_what_follows_a_stage_that_is_removed_follows_what_was_before_it():
    found = made("[[changes]]\npath = 'stages.county'\nop = 'remove'\nwhy = 'a trial'\n")
    assert [node.id for node in found.nodes] == ["apply", "check", "last"]
    assert found.nodes[1].after == (0,)
    assert (found.overrides[0].old, found.overrides[0].new) == ("{…}", "-")


def test_a_stage_can_be_moved_behind_another():
    found = made(change("stages.county", "'check'", "move"))
    assert [node.id for node in found.nodes] == ["apply", "check", "county", "last"]
    (wrong,) = problems(change("stages.county", "'chek'", "move"))
    assert (wrong.path, wrong.nearest) == ("stages.county", "check")


def test_a_path_that_leads_nowhere_names_the_nearest():
    for op in ("set", "move"):
        (found,) = problems(change("stages.conty.duration", "'7wd'", op))
        assert found.nearest == "stages.county.duration"
    (found,) = problems("[[changes]]\npath = 'stages.conty'\nop = 'remove'\nwhy = 'x'\n")
    assert found.nearest == "stages.county"


def test_a_changed_text_is_read_with_the_same_care_as_any_other():
    (found,) = problems(change("stages.county.duration", "5"))
    assert (found.file, found.path) == ("case.toml", "stages.county.duration.at_least")
    (found,) = problems(change("stages.county.after", "['aply']"))
    assert found.nearest == "apply"


def test_mistakes_in_changes_are_told_together_with_all_others():
    found = problems(change("stages.conty.duration", "'7wd'") + "[people]\noffice = 3\n")
    assert [one.path for one in found] == ["stages.conty.duration", "people.office"]


def test_two_scenarios_that_differ_in_one_rule_differ_in_its_dates():
    five, seven = made("[readings]\ndays = 'five'\n"), made("[readings]\ndays = 'seven'\n")
    assert five.inputs[0] == seven.inputs[0]
    assert outcomes(run(five)) == outcomes(run(seven))
    # Friday 12 September, 17:00 -> posted on Monday the 15th; 5 or 7 working days after it.
    assert dates(five, run(five))["county"] == ("09-15 09:00", "09-22 17:00")
    assert dates(seven, run(seven))["county"] == ("09-15 09:00", "09-24 17:00")


OTHER = """
[readings.other]
question = { zh = "别的", en = "another" }
source = "text 8"
default = "as_it_is"
[readings.other.options.as_it_is]
title = { zh = "照旧", en = "as it is" }
set = { "stages.county.duration" = { at_least = "5wd" } }
[readings.other.options.nine]
title = { zh = "九天", en = "nine" }
set = { "stages.county.duration" = "9wd" }
[readings.other.options.seven]
title = { zh = "七天", en = "seven" }
set = { "stages.county.duration" = "7wd" }
"""


def test_two_readings_may_not_set_one_value_differently():
    both = "[readings]\ndays = 'seven'\nother = '%s'\n"
    assert made(both % "seven", TEXT + OTHER).nodes[1].notice.days == 7
    assert made(both % "as_it_is", TEXT + OTHER).nodes[1].notice.days == 7
    with pytest.raises(ProcedureError) as raised:
        made(both % "nine", TEXT + OTHER)
    (found,) = raised.value.problems
    assert (found.file, found.path) == ("case.toml", "readings.other")
    assert found.line
    for named in ("'days'", "'other'", "'stages.county.duration'"):
        assert named in found.message.en


INFERRED = """
[stages.extra]
kind = "notice"
after = ["apply"]
duration = { at_least = "7cd", source = "text 8", words = "7日", inferred = "日 is a calendar day" }
"""


def cell_of(made_: Procedure, stage: str = "extra"):
    return made_.policy.stages[stage].duration


def test_a_value_that_a_reading_sets_is_shown_as_changed():
    text = TEXT + INFERRED + OTHER.replace("stages.county", "stages.extra")
    assert cell_of(made(text=text)).status is Status.INFERRED
    read = cell_of(made("[readings]\nother = 'nine'\n", text))
    assert (str(read.value), read.status, read.source) == ("9wd", Status.CHANGED, "text 8")
    assert read.reason.en == "at least 7cd → 9wd: other"
    assert read.words == "7日"


def test_a_value_that_a_scenario_changes_is_shown_as_changed():
    text = TEXT + INFERRED
    twice = made(
        change("stages.extra.duration", "'9cd'") + change("stages.extra.duration", "'10cd'"), text
    )
    cell = cell_of(twice)
    assert (str(cell.value), cell.bound.value, cell.source) == ("10cd", "at_least", "text 8")
    assert (cell.status, cell.reason.en) == (Status.CHANGED, "at least 9cd → 10cd: a trial")
    within = cell_of(made(change("stages.extra.duration.at_least", "'9cd'"), text))
    assert (str(within.value), within.status) == ("9cd", Status.CHANGED)
    plain = cell_of(made(change("stages.check.duration", "{ at_most = '3wd' }", "add")), "check")
    assert (plain.bound.value, plain.status) == ("at_most", Status.CHANGED)
    silent = cell_of(made(change("stages.county.duration", "{ unstated = 'no' }")), "county")
    assert silent.status is Status.UNSTATED


def test_changes_are_counted_as_such():
    before = count_by_status(made().policy)
    after = count_by_status(made("[readings]\ndays = 'seven'\n").policy)
    assert before[Status.CHANGED] == 0
    assert after[Status.CHANGED] == 2
    assert sum(before.values()) == sum(after.values())
