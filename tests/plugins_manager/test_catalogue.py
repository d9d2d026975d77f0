"""The catalogue: what hooks give is sorted and found, and nobody's fault is hidden."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attrs
import numpy as np
import pytest
from support.contributions import NAME, Nothing, measure, only, rule

from awardsim.errors import InputError, PluginError
from awardsim.plugins import CohortModel, load_catalogue, make_manager

ROOT = Path(__file__).resolve().parents[2]


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


def test_an_unknown_text_is_an_input_error_with_the_nearest_id(plugin, catalogue_of, text):
    catalogue = catalogue_of(plugin("city", awardsim_policies=[text("city@2025")]))
    assert catalogue.policy("city@2025").id == "city@2025"
    with pytest.raises(InputError, match="did you mean 'city@2025'") as caught:
        catalogue.policy("city@2052")
    assert caught.value.exit_code == 2
    assert caught.value.problems[0].nearest == "city@2025"


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
