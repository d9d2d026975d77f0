"""The catalogue: what hooks give is checked, sorted, and nobody's fault is hidden."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attrs
import numpy as np
import pytest

from awardsim.errors import InputError, PluginError
from awardsim.plugins import CohortModel, Measure, load_catalogue, make_manager
from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.text import Text

ROOT = Path(__file__).resolve().parents[2]
NAME = Text("名称", "name")


@attrs.frozen
class Nothing:
    """No parameters."""


def pass_all(candidates, _parameters, _draws):
    """Everybody passes."""
    return Decision.all_pass(len(candidates))


def rule(id, **changes):
    fields = {"kind": RuleKind.ADMIT, "parameters": Nothing, "decide": pass_all, "title": NAME}
    return Rule(id, **{**fields, "source": "a test", **changes})


def measure(id):
    return Measure(id, NAME, len, Text("", ""), "a test")


def only(faults):
    (fault,) = faults
    return fault


# ---- P01: a hook that raises -------------------------------------------------------------------


def test_a_hook_that_raises_is_named_with_its_line_and_costs_the_others_nothing(
    install, plugin, catalogue_of
):
    install.plugin(
        "falling",
        """
        from awardsim.plugins import hookimpl

        def deeper():
            raise LookupError("the table is gone")

        @hookimpl
        def awardsim_rules():
            return deeper()
        """,
        version="4.2",
    )
    catalogue = load_catalogue()
    assert "builtin.top_n" in catalogue.rules
    fault = only(catalogue.faults)
    assert (fault.plugin, fault.version, fault.hook) == ("falling", "4.2", "awardsim_rules")
    assert fault.message.en == "LookupError: the table is gone"
    assert fault.where.endswith("plugin_falling.py:5")
    assert fault.read("en").startswith(
        "plugin 'falling' (awardsim-falling 4.2), awardsim_rules: LookupError: the table is gone @ "
    )
    with pytest.raises(PluginError, match="the table is gone") as caught:
        catalogue.rule("falling.special")
    assert caught.value.exit_code == 4
    assert catalogue.rule("top_n").id == "builtin.top_n"


def test_a_fault_in_the_rules_does_not_explain_a_missing_text(plugin, catalogue_of):
    def awardsim_rules():
        raise LookupError

    catalogue = catalogue_of(plugin("falling", awardsim_rules=awardsim_rules))
    assert catalogue.faults
    with pytest.raises(InputError):
        catalogue.policy("falling@2025")


def test_what_came_before_a_failure_stays(plugin, catalogue_of):
    def awardsim_rules():
        yield rule("city.first")
        raise LookupError("no second")

    catalogue = catalogue_of(plugin("falling", awardsim_rules=awardsim_rules))
    assert "city.first" in catalogue.rules
    assert "no second" in only(catalogue.faults).message.en


def test_a_fault_inside_a_library_is_put_where_the_plugin_called_it(install):
    install.plugin(
        "calling",
        """
        from awardsim.plugins import hookimpl
        import json

        @hookimpl
        def awardsim_rules():
            return json.loads("{")
        """,
    )
    assert only(load_catalogue().complete().faults).where.endswith("plugin_calling.py:7")


# ---- P03, P04: wrong kinds of things -----------------------------------------------------------


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


def test_cohorts_and_measures_are_found_by_id(plugin, catalogue_of):
    cohort = CohortModel("city.usual", NAME, Nothing, len, "a test")
    catalogue = catalogue_of(
        plugin("city", awardsim_cohorts=[cohort], awardsim_measures=[measure("city.count")])
    )
    assert catalogue.cohort("city.usual") is cohort
    assert catalogue.measure("city.count").compute([1, 2]) == 2
    assert cohort.doc == catalogue.measure("city.count").doc == (len.__doc__ or "").strip()
    with pytest.raises(InputError, match=r"no cohort 'city\.usuel'.*did you mean 'city\.usual'"):
        catalogue.cohort("city.usuel")
    with pytest.raises(InputError, match=r"no measure 'x' \(known: city\.count\)"):
        catalogue.measure("x")


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


# ---- P07 for ids -------------------------------------------------------------------------------


def test_an_id_that_two_plugins_claim_is_nobodys(install):
    for name, version in (("one", "1.0"), ("two", "2.0")):
        install.plugin(
            name,
            """
            from awardsim.plugins import Measure, hookimpl
            from awardsim.text import Text

            @hookimpl
            def awardsim_measures():
                return [Measure("same", Text("数", "n"), len, Text("", ""), "x")]
            """,
            version,
        )
    catalogue = load_catalogue()
    assert dict(catalogue.measures) == {}
    said = only(catalogue.faults).message.en
    assert "plugin 'one' (awardsim-one 1.0) and by plugin 'two' (awardsim-two 2.0)" in said
    with pytest.raises(PluginError, match="'same' is given by"):
        catalogue.measure("same")


def test_what_is_built_in_stays_where_an_installed_plugin_claims_it_too(install, plugin):
    install.plugin(
        "usurper",
        """
        from awardsim.plugins import Measure, hookimpl
        from awardsim.text import Text

        @hookimpl
        def awardsim_measures():
            return [Measure("same", Text("数", "n"), len, Text("", ""), "x")]
        """,
    )
    own = measure("same")
    catalogue = load_catalogue(make_manager([plugin("own", awardsim_measures=[own])]))
    assert catalogue.measure("same") is own
    assert "the built-in one is kept" in only(catalogue.faults).message.en


def test_one_plugin_cannot_give_an_id_twice(plugin, catalogue_of):
    catalogue = catalogue_of(plugin("city", awardsim_rules=[rule("city.x"), rule("city.x")]))
    assert "'city.x' is given by" in only(catalogue.faults).message.en


def test_contributions_are_sorted_by_id_whoever_comes_first(plugin, catalogue_of):
    catalogue = catalogue_of(
        plugin("a", awardsim_measures=[measure("z"), measure("b")]),
        plugin("b", awardsim_measures=[measure("c"), measure("a")]),
    )
    assert list(catalogue.measures) == ["a", "b", "c", "z"]
    assert list(catalogue.rules) == sorted(catalogue.rules)


# ---- P19: texts that the reader has not seen ---------------------------------------------------


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


# ---- looking things up -------------------------------------------------------------------------


def test_an_unknown_text_is_an_input_error_with_the_nearest_id(plugin, catalogue_of, text):
    catalogue = catalogue_of(plugin("city", awardsim_policies=[text("city@2025")]))
    assert catalogue.policy("city@2025").id == "city@2025"
    with pytest.raises(InputError, match="did you mean 'city@2025'") as caught:
        catalogue.policy("city@2052")
    assert caught.value.exit_code == 2
    assert caught.value.problems[0].nearest == "city@2025"


def test_a_name_without_an_owner_is_the_jurisdictions_own_rule_first(plugin, catalogue_of):
    catalogue = catalogue_of(plugin("city", awardsim_rules=[rule("city.top_n"), rule("city.lot")]))
    assert catalogue.rule("top_n", "city").id == "city.top_n"
    assert catalogue.rule("top_n", "town").id == "builtin.top_n"
    assert catalogue.rule("lot", "city").id == "city.lot"
    assert catalogue.rule("city.lot", "town").id == "city.lot"  # by its full name from anywhere
    with pytest.raises(InputError, match="no rule 'lot'"):
        catalogue.rule("lot", "town")


@pytest.mark.parametrize(
    ("name", "near"), [("min_year", "min_years"), ("builtin.topn", "builtin.top_n")]
)
def test_a_misspelt_rule_is_answered_with_the_nearest(catalogue_of, name, near):
    with pytest.raises(InputError) as caught:
        catalogue_of().rule(name, "city")
    assert caught.value.problems[0].nearest == near


def test_an_unmarked_hook_for_rules_does_not_explain_a_missing_text(install):
    install.plugin("unmarked", "def awardsim_rules():\n    return []\n")
    catalogue = load_catalogue()
    with pytest.raises(InputError):
        catalogue.policy("unmarked@2025")
    with pytest.raises(PluginError, match="not marked"):
        catalogue.rule("special", "unmarked")


def test_a_missing_id_blames_a_plugin_only_for_what_it_may_have_hidden(plugin, catalogue_of):
    catalogue = catalogue_of(plugin("city", awardsim_rules=42))
    with pytest.raises(PluginError):
        catalogue.rule("special", "city")
    with pytest.raises(InputError):
        catalogue.measure("special")


# ---- parts on demand ---------------------------------------------------------------------------


def test_each_hook_is_called_once_and_only_when_it_is_needed(plugin):
    called = []

    def awardsim_measures():
        called.append("measures")
        return [measure("city.count")]

    catalogue = load_catalogue(
        make_manager([plugin("city", awardsim_measures=awardsim_measures)], entry_points=False)
    )
    assert dict(catalogue.policies) == {}
    assert catalogue.faults == ()
    assert called == []
    for _ in range(3):
        assert list(catalogue.measures) == ["city.count"]
    assert called == ["measures"]


def test_the_catalogue_cannot_be_changed(catalogue_of):
    catalogue = catalogue_of()
    with pytest.raises(TypeError):
        catalogue.rules["x"] = None
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        catalogue.plugins = None


def test_a_list_of_texts_does_not_load_numpy(install):
    code = (
        "import sys; from awardsim.plugins import load_catalogue, make_manager; "
        "c = load_catalogue(make_manager(entry_points=False)); list(c.policies); "
        "assert 'numpy' not in sys.modules; list(c.rules); assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_rule_of_a_plugin_decides_like_a_built_in_one(plugin, catalogue_of):
    catalogue = catalogue_of(plugin("city", awardsim_rules=[rule("city.open")]))
    found = catalogue.rule("open", "city")
    assert found.doc == "Everybody passes."
    assert found.decide(np.arange(3), Nothing(), None).passed.all()
