"""What a hook gives is checked: rules, cohorts, measures and texts that could not be used."""

from __future__ import annotations

import attrs
import pytest
from support.contributions import NAME, Nothing, measure, only, rule

from awardsim.errors import PluginError
from awardsim.plugins import CohortModel, Measure, load_catalogue
from awardsim.rules.interface import Rule, RuleKind
from awardsim.text import Text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "gave None, expected a list of Rule"),
        (42, "gave int, expected a list of Rule"),
        ("builtin.top_n", "gave str, expected a list of Rule"),
        ({"a": 1}, "gave dict, expected a list of Rule"),
        ([42], "item 1 is int, expected Rule"),
        ([None], "item 1 is None"),
        ([Rule], "item 1 is type, expected Rule"),
    ],
)
def test_what_is_no_list_of_rules_is_refused(plugin, catalogue_of, given, words):
    catalogue = catalogue_of(plugin("wrong", awardsim_rules=given))
    fault = only(catalogue.faults)
    assert (fault.plugin, fault.hook) == ("wrong", "awardsim_rules")
    assert words in fault.message.en


def test_a_hook_that_has_to_be_awaited_is_refused(plugin, catalogue_of):
    async def awardsim_rules():
        return []

    catalogue = catalogue_of(plugin("wrong", awardsim_rules=awardsim_rules))
    assert only(catalogue.faults).message.en == "gave coroutine, expected a list of Rule"


def test_a_wrong_item_costs_the_right_ones_nothing(plugin, catalogue_of):
    catalogue = catalogue_of(plugin("mixed", awardsim_rules=[rule("city.a"), 42, rule("city.b")]))
    assert {"city.a", "city.b"} <= set(catalogue.rules)
    assert only(catalogue.faults).message.en == "item 2 is int, expected Rule"


def test_no_rules_at_all_are_no_fault(plugin, catalogue_of):
    assert catalogue_of(plugin("empty", awardsim_rules=())).faults == ()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: rule("no_owner"), "an id has the form owner.name"),
        (lambda: rule("City.Rule"), "an id has the form owner.name"),
        (lambda: rule(None), "an id has the form owner.name"),
        (lambda: rule("city.x", kind="admit"), "kind is str, expected RuleKind"),
        (lambda: rule("city.x", title="名称"), "title is str, expected Text"),
        (lambda: rule("city.x", source=" "), "it has no source"),
        (lambda: rule("city.x", reasons={"a": "b"}), "reasons is dict"),
        (lambda: rule("city.x", parameters=dict), "parameters is type, expected an attrs class"),
        (lambda: rule("city.x", parameters=Nothing()), "expected an attrs class"),
        (lambda: rule("city.x", decide=len), "decide is to take 3 arguments"),
        (lambda: rule("city.x", decide="len"), "decide is str, expected a function"),
        (lambda: rule("city.x", sets_tier=True), "case by case cannot set tiers"),
        (
            lambda: rule("city.x", kind=RuleKind.VOTE, sets_tier="seats"),
            "sets_tier: no parameter 'seats'",
        ),
        (lambda: rule("city.x", kind=RuleKind.VOTE, sets_tier=1), "sets_tier is int"),
    ],
)
def test_a_rule_that_could_not_be_used_is_refused(plugin, catalogue_of, made, words):
    catalogue = catalogue_of(plugin("wrong", awardsim_rules=[made()]))
    assert words in only(catalogue.faults).message.en
    assert all(name.startswith("builtin.") for name in catalogue.rules)


def test_parameters_whose_types_cannot_be_read_are_refused(plugin, catalogue_of):
    parameters = attrs.make_class("Odd", {"x": attrs.field()}, frozen=True)
    parameters.__annotations__ = {"x": "NoSuchType"}
    catalogue = catalogue_of(
        plugin("wrong", awardsim_rules=[rule("city.x", parameters=parameters)])
    )
    assert "NoSuchType" in only(catalogue.faults).message.en


def test_the_owner_builtin_is_taken(install):
    install.module(
        "plugin_usurper",
        """
        import attrs
        from awardsim.plugins import hookimpl
        from awardsim.rules.builtin import BUILTIN_RULES

        @hookimpl
        def awardsim_rules():
            return [attrs.evolve(BUILTIN_RULES[0], id="builtin.mine"), BUILTIN_RULES[0]]
        """,
    )
    install.distribution("awardsim-usurper", "1.0", "usurper = plugin_usurper")
    catalogue = load_catalogue().complete()
    assert "builtin.mine" not in catalogue.rules
    assert catalogue.rules["builtin.min_years"].origin.builtin
    assert ["'builtin' is taken" in fault.message.en for fault in catalogue.faults] == [True, True]


@pytest.mark.parametrize(
    "make",
    [
        lambda: CohortModel("", NAME, Nothing, len, "x"),
        lambda: CohortModel("a", "name", Nothing, len, "x"),
        lambda: CohortModel("a", NAME, Nothing(), len, "x"),
        lambda: CohortModel("a", NAME, Nothing, "draw", "x"),
        lambda: Measure("a", NAME, len, "days", "x"),
        lambda: Measure("a", NAME, None, Text("", ""), "x"),
        lambda: Measure("a", NAME, len, Text("", ""), ""),
    ],
)
def test_a_cohort_or_measure_is_checked_when_it_is_made(make):
    with pytest.raises((TypeError, ValueError)):
        make()


@pytest.mark.parametrize(
    ("parameters", "sound"), [(Nothing, True), (dict, True), (list, False), (int, False)]
)
def test_a_cohort_has_typed_parameters_or_a_free_table(plugin, catalogue_of, parameters, sound):
    cohort = CohortModel("city.usual", NAME, parameters, len, "a test")
    catalogue = catalogue_of(plugin("city", awardsim_cohorts=[cohort]))
    assert ("city.usual" in catalogue.cohorts) == sound
    assert bool(catalogue.faults) != sound


@pytest.mark.parametrize("hook", ["awardsim_cohorts", "awardsim_measures"])
def test_an_id_of_a_cohort_or_measure_has_a_form(plugin, catalogue_of, hook):
    made = measure("Two Words")
    if hook == "awardsim_cohorts":
        made = CohortModel("Two Words", NAME, Nothing, len, "a test")
    assert (
        "an id has the form" in only(catalogue_of(plugin("c", **{hook: [made]})).faults).message.en
    )


def test_a_text_whose_stages_run_in_a_circle_is_its_plugins_fault(plugin, catalogue_of, text):
    stages = dict(text("city@2025").stages)
    first, second = list(stages)[:2]
    stages[first] = attrs.evolve(stages[first], after=(second,))
    stages[second] = attrs.evolve(stages[second], after=(first,))
    catalogue = catalogue_of(plugin("city", awardsim_policies=[text("city@2025", stages=stages)]))
    fault = only(catalogue.faults)
    assert fault.plugin == "city"
    assert fault.message.en.startswith("city@2025: stages run in a circle: ")
    assert first in fault.message.en
    with pytest.raises(PluginError, match="stages run in a circle"):
        catalogue.policy("city@2025")


def test_a_text_that_follows_an_unknown_stage_is_its_plugins_fault(plugin, catalogue_of, text):
    stages = dict(text("city@2025").stages)
    first, second = list(stages)[:2]
    stages[second] = attrs.evolve(stages[second], after=(first + "x",))
    catalogue = catalogue_of(plugin("city", awardsim_policies=[text("city@2025", stages=stages)]))
    assert f"did you mean '{first}'?" in only(catalogue.faults).message.en


def test_a_negative_duration_is_the_fault_of_the_plugin_that_makes_it(plugin, catalogue_of):
    def awardsim_policies():
        from fractions import Fraction

        from awardsim.units import Duration, Unit

        return [Duration(Fraction(-1), Unit.WORKING_DAY)]

    fault = only(catalogue_of(plugin("city", awardsim_policies=awardsim_policies)).faults)
    assert (fault.plugin, fault.hook) == ("city", "awardsim_policies")
    assert "a duration cannot be negative" in fault.message.en


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"stages": None}, "AttributeError"),
        ({"stages": {"a": 42}}, "AttributeError"),
        ({"title": "a title"}, "title is str, expected Text"),
        ({"version": ""}, "an id has the form city@2025"),
        ({"jurisdiction": "../x"}, "an id has the form city@2025"),
    ],
)
def test_a_text_made_of_wrong_parts_is_its_plugins_fault(
    plugin, catalogue_of, text, changes, words
):
    wrong = attrs.evolve(text("city@2025"), **changes)
    catalogue = catalogue_of(plugin("city", awardsim_policies=[wrong, text("city@2026")]))
    assert list(catalogue.policies) == ["city@2026"]
    assert words in only(catalogue.faults).message.en
