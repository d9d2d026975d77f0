"""The conformance kit finds what is broken, names it, and lets pass what is sound."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import attrs
import pytest
from broken import FIGURES, POPULATIONS, RULES, SOUND, Plugin, cohort

from awardsim.analysis.measures import BUILTIN_MEASURES
from awardsim.rules.builtin import BUILTIN_RULES
from awardsim.simulation.cohort import Columns
from awardsim.testing import NotConformingError, PluginConformance, check_plugin
from awardsim.testing.sample import sample_text

ROOT = Path(__file__).resolve().parents[2]


def table(cases):
    return [pytest.param(*case, id=name) for name, case in cases.items()]


def fast(plugin, **more):
    return check_plugin(plugin, replications=3, **more)


# ---- what is broken is found --------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "check", "said"), table(RULES))
def test_a_broken_rule_is_named_with_what_broke(rule, check, said):
    found = [one for one in fast(Plugin(rules=[rule])) if one.check == check]
    assert [one.subject for one in found] == ["rule jia.broken"]
    assert said in found[0].said


@pytest.mark.parametrize(("population", "check", "said"), table(POPULATIONS))
def test_a_broken_population_is_named_with_what_broke(population, check, said):
    found = [one for one in fast(Plugin(cohorts=[population])) if one.check == check]
    assert {one.subject for one in found} == {"population jia.people"}
    assert any(said in one.said for one in found)


@pytest.mark.parametrize(("figure", "check", "said"), table(FIGURES))
def test_a_broken_figure_is_named_with_what_broke(figure, check, said):
    found = [one for one in fast(Plugin(measures=[figure])) if one.check == check]
    assert [one.subject for one in found] == ["figure jia.figure"]
    assert said in found[0].said


def test_what_a_plugin_breaks_is_raised_all_together():
    breaches = fast(Plugin(rules=[RULES["undeclared reason"][0]]))
    error = NotConformingError(breaches)
    assert isinstance(error, AssertionError)
    assert "rule jia.broken: decides: " in str(error)
    assert "too_young" in str(error)


def test_a_plugin_that_gives_nothing_is_told():
    assert [(one.subject, one.check) for one in fast(Plugin())] == [("plugin", "gives something")]


def test_a_plugin_whose_hook_fails_is_told():
    class Failing(Plugin):
        @property
        def rules(self):
            raise RuntimeError("no rules today")

        @rules.setter
        def rules(self, _value):
            pass

    found = fast(Failing())
    assert any(one.check == "loads" and "no rules today" in one.said for one in found)


# ---- what is sound is let pass ------------------------------------------------------------------


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_rule_is_let_pass(name):
    assert fast(Plugin(rules=[SOUND[name]])) == ()


def test_a_sound_population_is_let_pass():
    assert fast(Plugin(cohorts=[cohort(Columns)])) == ()


EXAMPLES = {
    "min_years": {"field": "operation", "at_least": 3.0},
    "clean_record": {"record": "breach", "within": 3.0},
    "qualified": {"trait": "local"},
    "lock_out": {"lasts": 4.0, "scope": "same_track"},
    "mean_of_reviewers": {"decimals": 1},
    "site_score": {},
    "weighted_sum": {"weights": {"document_review": 0.4, "site_visit": 0.6}},
    "within_quota": {"at_most": {"organisations": 3, "individuals": 2}},
    "top_n": {"at_most": {"organisations": 3, "individuals": 2}},
    "threshold": {"at_least": 450.0},
    "approval_vote": {"seats": 7, "choose": 2},
    "confer_by_rank": {"at_most": {"organisations": 3, "individuals": 2}, "minimum": 420.0},
}


@pytest.mark.parametrize(
    "rule",
    # `conditions` has no function of its own: a procedure puts the text's conditions in its place
    [pytest.param(rule, id=rule.id) for rule in BUILTIN_RULES if rule.id != "builtin.conditions"],
)
def test_a_built_in_rule_conforms(rule):
    name = rule.id.removeprefix("builtin.")
    own = attrs.evolve(rule, id=f"jia.{name}")
    examples = {own.id: [rule.parameters(**EXAMPLES[name])]} if name in EXAMPLES else {}
    assert [str(one) for one in fast(Plugin(rules=[own]), examples=examples)] == []


def test_the_built_in_figures_conform():
    own = [attrs.evolve(one, id=f"jia.{one.id}") for one in BUILTIN_MEASURES]
    assert fast(Plugin(measures=own)) == ()


PLUGINS = sorted(
    path.parent.name for path in (ROOT / "plugins").glob("*/policies") if path.is_dir()
)


@pytest.mark.parametrize("name", PLUGINS)
def test_a_published_jurisdiction_conforms(name):
    module = importlib.import_module(f"awardsim_{name}")
    assert [str(one) for one in fast(module)] == []


# ---- texts --------------------------------------------------------------------------------------

INIT = """
from awardsim.plugins import hookimpl, policies_in

@hookimpl
def awardsim_policies():
    return policies_in(__name__)
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes a plugin with one text, in which something is replaced."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(old="", new="", init=INIT, file="2027.toml"):
        folder = tmp_path / "awardsim_sample" / "policies"
        folder.mkdir(parents=True)
        folder.parent.joinpath("__init__.py").write_text(textwrap.dedent(init), "utf-8")
        _, text = sample_text()
        assert old in text
        folder.joinpath(file).write_text(text.replace(old, new) if old else text, "utf-8")
        return importlib.import_module("awardsim_sample")

    yield make
    sys.modules.pop("awardsim_sample", None)


def test_a_sound_text_is_let_pass(package):
    assert [str(one) for one in fast(package())] == []


def test_a_text_under_another_name_is_told(package):
    found = fast(package(file="2026.toml"))
    assert any(one.check == "loads" and "2026" in one.said for one in found)


def test_a_text_that_does_not_build_says_why(package):
    found = fast(package('name = "top_n"', 'name = "top_m"'))
    assert [(one.subject, one.check) for one in found] == [("text sample@2027", "runs")]
    assert "top_m" in found[0].said
    assert "top_n" in found[0].said


def test_an_article_that_is_still_to_be_filled_in_is_named(package):
    found = fast(package('source = "text 7"', 'source = "text 待补"'))
    assert [one.check for one in found] == ["cited"]
    assert "bodies.channel_office, stages.channel_review" in found[0].said


def test_what_is_not_yet_read_is_named(package):
    found = fast(package("may_stay_vacant = true", 'may_stay_vacant = "unread"'))
    assert [one.check for one in found] == ["cited"]
    assert "not yet read: quotas.organisations.may_stay_vacant" in found[0].said


def test_a_hook_that_gives_another_text_each_time_is_told(package):
    init = """
    import itertools
    import attrs
    from awardsim.plugins import hookimpl, policies_in
    from awardsim.text import Text

    calls = itertools.count()

    @hookimpl
    def awardsim_policies():
        number = str(next(calls))
        for policy in policies_in(__name__):
            yield attrs.evolve(policy, title=Text(number, number))
    """
    found = fast(package(init=init))
    assert {"same again", "reads"} <= {one.check for one in found}


def test_a_rule_of_the_text_is_tried_on_the_lists_of_its_own_runs(package):
    init = (
        INIT
        + '''
import attrs
import numpy as np
from awardsim.rules import Decision, Rule, RuleKind
from awardsim.text import Text

@attrs.frozen
class Places:
    at_most: dict[str, int]

def decide(candidates, parameters, draws):
    """Those who stand first on the list."""
    passed = np.arange(len(candidates)) < 4
    return Decision.of(passed, "not_first")

@hookimpl
def awardsim_rules():
    title = Text("先到", "first come")
    reasons = {"not_first": title}
    yield Rule("sample.first", RuleKind.SHORTLIST, Places, decide, title, "text 11", reasons)
'''
    )
    found = fast(package('name = "top_n"', 'name = "first"', init=init))
    assert [(one.subject, one.check) for one in found] == [("rule sample.first", "order")]
    assert "stage site_list" in found[0].said


def test_a_scenario_is_run_too(package, tmp_path):
    module = package()
    file = tmp_path / "few.toml"
    head = 'schema = 1\npolicy = "sample@2027"\nbasis = "a test"\n'
    file.write_text(head + "[applicants]\norganisations = [1, 2, 3]\n", "utf-8")
    assert fast(module, scenarios=[str(file)]) == ()
    file.write_text(head + "[applicants]\norganizations = [1, 2, 3]\n", "utf-8")
    found = fast(module, scenarios=[str(file)])
    assert [one.check for one in found] == ["runs"]
    assert "organisations" in found[0].said


# ---- as tests of pytest -------------------------------------------------------------------------


class TestSoundPlugin(PluginConformance):
    """One test for each check."""

    plugin = Plugin(rules=[SOUND["ranked"]])
    replications = 3


def test_the_class_makes_a_test_of_each_check_and_names_the_broken_one(tmp_path):
    test = f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from broken import Plugin, RULES
        from awardsim.testing import PluginConformance

        class TestBroken(PluginConformance):
            plugin = Plugin(rules=[RULES["over the quota"][0]])
            replications = 3
        """
    tmp_path.joinpath("test_it.py").write_text(textwrap.dedent(test), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "rule jia.broken: at most: " in done.stdout
    assert "4 organisations pass" in done.stdout
    counted = re.search(r"(\d+) failed, (\d+) passed", done.stdout)
    assert counted is not None, done.stdout
    assert counted[1] == "1"
    assert int(counted[2]) >= 10


def environment() -> dict[str, str]:
    """The modules of this process, wherever it found them."""
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return {**os.environ, "PYTHONPATH": paths}
