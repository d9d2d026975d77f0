"""Rules and quotas that a text and a scenario give together, and what is wrong with them."""

import pytest
from support.procedures import FILE, procedure
from support.refused import APPLY, CHECK, DECIDE, LIST, THREE, only


def test_a_rule_that_sees_the_whole_list_stands_on_a_list():
    found = only(
        APPLY + '[stages.list]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "top_n", at_most = { organisations = 3 } }\n'
    )
    assert found.path == "stages.list.rule.name"


@pytest.mark.parametrize(
    ("rule", "path", "nearest"),
    [
        ('{ name = "top_n", at_most = { organisations = 2.5 } }', "rule", ""),
        ('{ name = "top_n" }', "rule", ""),
        ('{ name = "threshold", at_least = 600, of = "chek" }', "rule.of", "check"),
        ('{ name = "weighted_sum", weights = { chek = 2 } }', "rule.weights.chek", "check"),
        ('{ name = "threshold", at_most = 600, at_least = 500 }', "rule.at_most", "at_least"),
    ],
)
def test_a_parameter_must_be_what_its_rule_can_use(rule, path, nearest):
    found = only(APPLY + CHECK + LIST + f"rule = {rule}\n")
    assert (found.path, found.nearest) == (f"stages.list.{path}", nearest)


def test_a_parameter_must_be_right_over_the_whole_range_that_is_assumed():
    text = APPLY + LIST + 'rule = { name = "conditions", detects = "unstated" }\n'
    fill = '[fill]\n"stages.list.rule.detects" = [0.5, 0.9, %s]\n'
    procedure(text, fill % "1.0")
    found = only(text, fill % "1.5")
    assert found.path == "stages.list.rule"
    assert "1.5" in found.message.en


@pytest.mark.parametrize("window", ["36wd", "3cd", "24h"])
def test_years_are_counted_in_years_or_cycles(window):
    found = only(
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "conditions" }\n[conditions.clean]\n'
        f'rule = {{ name = "clean_record", record = "breach", within = "{window}" }}\n'
    )
    assert (found.file, found.path) == (FILE, "conditions.clean.rule.within")
    assert "3y, 2cycles" in found.message.en


@pytest.mark.parametrize("number", ["2", "{ value = 2 }", "2.5"])
@pytest.mark.parametrize(
    ("rule", "parameter"),
    [
        ('"lock_out"', "lasts"),
        ('"clean_record", record = "breach"', "within"),
        ('"min_years", field = "operation"', "at_least"),
    ],
)
def test_a_number_of_years_has_its_unit(rule, parameter, number):
    found = only(
        APPLY + '[stages.check]\nkind = "gate"\nafter = ["apply"]\n'
        'rule = { name = "conditions" }\n[conditions.one]\n'
        f"rule = {{ name = {rule}, {parameter} = {number} }}\n"
    )
    assert (found.file, found.path) == (FILE, f"conditions.one.rule.{parameter}")
    plain = "2.5" if number == "2.5" else "2"
    assert f'write "{plain}y" (years) or "{plain}cycles" (cycles)' in found.message.en
    assert f'"{plain}y"（年）或 "{plain}cycles"（评选周期）' in found.message.zh


def test_a_condition_is_decided_by_a_rule_that_admits():
    found = only(
        APPLY + CHECK + 'rule = { name = "conditions" }\n'
        '[conditions.good]\nrule = { name = "threshold", at_least = 600 }\n'
    )
    assert found.path == "conditions.good.rule.name"


def test_a_quota_that_no_stage_keeps_to_is_a_mistake():
    found = only(APPLY + LIST + THREE)
    assert found.path == "quotas.organisations.number"
    assert "confer_by_rank" in found.message.en
    procedure(APPLY + DECIDE + THREE)


def test_a_conferral_may_not_award_more_than_the_quota():
    more = 'rule = { name = "confer_by_rank", at_most = { organisations = %d } }\n'
    text = APPLY + DECIDE.replace('rule = { name = "confer_by_rank" }\n', "%s") + THREE
    assert only(text % (more % 4)).path == "quotas.organisations.number"
    procedure(text % (more % 2))


def test_awards_without_any_quota_cannot_be_conferred():
    assert only(APPLY + DECIDE).path == "quotas.organisations"


def test_a_shortlist_shorter_than_an_exact_quota_is_a_contradiction():
    text = (
        APPLY + '[stages.short]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
        'type = "SHORTLIST"\nrule = { name = "top_n", at_most = { organisations = 2 } }\n'
        + DECIDE.replace('["apply"]', '["short"]')
    )
    assert only(text + "[quotas.organisations]\nnumber = { exactly = 3 }\n").path == (
        "stages.short.rule.at_most"
    )
    vacant = "[quotas.organisations]\nnumber = { at_most = 3 }\nmay_stay_vacant = %s\n"
    for never in ("false", '"excluded"'):
        assert only(text + vacant % never).path == "stages.short.rule.at_most"
    warned = procedure(text + vacant % "true").warnings
    assert [one.en for one in warned] == ["short lets 2 through, fewer than the 3 awards (6; 4)"]


def test_counties_that_may_recommend_too_few_together_are_warned_of():
    text = (
        APPLY + '[stages.county]\nkind = "gate"\nper = "channel"\nafter = ["apply"]\n'
        'type = "NOMINATE"\nrule = { name = "within_quota", at_most = { organisations = 1 } }\n'
        + DECIDE.replace('["apply"]', '["county"]')
        + THREE
    )
    assert len(procedure(text, channels=("east", "west")).warnings) == 1
    assert procedure(text, channels=("east", "west", "north")).warnings == ()


def test_a_cap_that_is_no_number_is_told_at_its_rule():
    shortlist = (
        '[stages.chosen]\nkind = "gate"\ntype = "SHORTLIST"\nper = "batch"\nafter = ["apply"]\n'
        'rule = { name = "top_n", at_most = { organisations = "many" } }\n'
    )
    found = only(APPLY + shortlist + DECIDE.replace('"apply"', '"chosen"') + THREE)
    assert found.path == "stages.chosen.rule"
    assert "at_most.organisations is a whole number" in found.message.en
