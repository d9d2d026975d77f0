"""What breaks in a plugin's code during a run is its fault, and reaches neither output nor others.

P15, P16, P18: rules, populations and figures are called in the middle of a replication, by a
worker perhaps; until here their hooks were all that was tried.
"""

from __future__ import annotations

import pickle

import attrs
import numpy as np
import pytest

from awardsim.cli.main import main
from awardsim.errors import PluginError
from awardsim.plugins import CohortModel, Measure, load_catalogue, make_manager
from awardsim.plugins.running import Running
from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.simulation.cohort import APPLICANTS
from awardsim.testing.candidates import made_up
from awardsim.text import Text
from tests.support.checked import FILE

NAME = Text("名称", "name")
COUNT = 21


@attrs.frozen
class Nothing:
    """No parameters."""


def running(plugin, hook, *things):
    """What a plugin gives, as a run calls it."""
    more = [plugin("city", **{hook: lambda: list(things)})]
    return Running(load_catalogue(make_manager(entry_points=False, more=more)))


def raises(_candidates, _parameters, _draws):
    raise KeyError("shoe_size")


def leaves(_candidates, _parameters, _draws):
    raise SystemExit(0)


def writes(candidates, _parameters, _draws):
    candidates.columns["merit"][:] = 0
    return Decision.all_pass(len(candidates))


def writes_slots(candidates, _parameters, _draws):
    candidates.slots[0] = 5
    return Decision.all_pass(len(candidates))


def gives(value):
    return lambda _candidates, _parameters, _draws: value


def everybody(count=COUNT, passed=True, reasons=("no",), reason=-1):
    return Decision(np.full(count, passed), np.full(count, reason), reasons)


@pytest.mark.parametrize(
    ("decide", "kind", "zh", "en"),
    [
        (raises, "admit", "KeyError: 'shoe_size' @ ", "KeyError: 'shoe_size' @ "),
        (leaves, "admit", "SystemExit: exit code 0", "SystemExit: exit code 0"),
        (writes, "admit", "read-only", "read-only"),
        (writes_slots, "admit", "read-only", "read-only"),
        (gives(42), "admit", "给出的是 int，应当是 Decision", "gives int, expected a Decision"),
        (gives(None), "admit", "给出的是 NoneType", "gives NoneType"),
        (gives(everybody(3)), "admit", "形状是 (3,)", "has the shape (3,), expected (21,)"),
        (gives(everybody(passed=1.0)), "admit", "里是 float64", "holds float64"),
        (gives(everybody(passed=False)), "admit", "也没有不通过的理由", "fails with a reason"),
        (
            gives(everybody(passed=False, reason=0)),
            "admit",
            "'no' 没有在 reasons 里声明",
            "'no', which the rule does not declare",
        ),
        (gives(everybody()), "score", "'marks' 却是 None", "'marks' is None"),
    ],
)
def test_a_rule_that_breaks_in_a_run_is_its_plugins_fault(plugin, decide, kind, zh, en):
    rule = Rule("city.odd", RuleKind(kind), Nothing, decide, NAME, "a test")
    found = running(plugin, "awardsim_rules", rule).rule("odd", "city")
    candidates, draws = made_up(APPLICANTS, ["a"], [])
    with pytest.raises(PluginError) as caught:
        found.decide(candidates, Nothing(), draws)
    assert caught.value.read("en").startswith("plugin 'city' (city), city.odd: ")
    assert zh in caught.value.read("zh")
    assert en in caught.value.read("en")
    # It comes back from a worker as it is.
    assert pickle.loads(pickle.dumps(caught.value)).read("zh") == caught.value.read("zh")


def test_a_sound_rule_decides_as_it_would_alone(plugin):
    def best(candidates, _parameters, draws):
        passed = candidates.columns["merit"] > 500 + draws.each("tie", candidates)
        return Decision.of(passed, "no")

    rule = Rule(
        "city.best", RuleKind.SHORTLIST, Nothing, best, NAME, "a test", reasons={"no": NAME}
    )
    found = running(plugin, "awardsim_rules", rule).rule("best", "city")
    candidates, draws = made_up(APPLICANTS, ["a"], [])
    mine, alone = (one(candidates, Nothing(), draws) for one in (found.decide, best))
    assert mine.passed.tolist() == alone.passed.tolist()
    assert 0 < mine.passed.sum() < COUNT


def test_what_a_rule_prints_in_a_run_goes_to_standard_error(plugin, capsys):
    def chatty(candidates, _parameters, _draws):
        print("good morning")
        return Decision.all_pass(len(candidates))

    rule = Rule("city.chatty", RuleKind.ADMIT, Nothing, chatty, NAME, "a test")
    candidates, draws = made_up(APPLICANTS, ["a"], [])
    found = running(plugin, "awardsim_rules", rule).rule("chatty", "city")
    found.decide(candidates, Nothing(), draws)
    assert tuple(capsys.readouterr()) == ("", "[city] good morning\n")


def test_what_is_built_in_is_called_as_it_is(catalogue_of):
    plain = catalogue_of()
    assert Running(plain).rule("top_n") is plain.rule("top_n")


def fewer(_request):
    return {"lot": np.zeros(3)}


def nothing(_request):
    return {}


@pytest.mark.parametrize(
    ("draw", "en"),
    [
        (lambda _request: 42, "gives int, expected a mapping of columns"),
        (lambda _request: 1 / 0, "ZeroDivisionError"),
        (nothing, "gives no column 'lot'"),
        (fewer, "column 'lot' has the shape (3,), expected (21,)"),
    ],
)
def test_a_population_that_breaks_in_a_run_is_its_plugins_fault(plugin, draw, en):
    model = CohortModel("city.odd", NAME, dict, draw, "a test")
    found = running(plugin, "awardsim_cohorts", model).cohort("city.odd")
    with pytest.raises(PluginError, match=r"plugin 'city' \(city\), city.odd: ") as caught:
        made_up(found, ["a"], [])[0].columns["lot"]
    assert en in caught.value.read("en")


def test_a_column_that_a_population_never_promised_is_only_missing(plugin):
    model = CohortModel("city.few", NAME, dict, nothing, "a test", columns=["is_green"])
    found = running(plugin, "awardsim_cohorts", model).cohort("city.few")
    columns = found.draw(attrs.make_class("Request", ["slots"])(np.arange(3)))
    with pytest.raises(KeyError):
        columns["shoe_size"]
    with pytest.raises(PluginError, match="no column 'is_green'"):
        columns["is_green"]


@pytest.mark.parametrize(
    ("compute", "en"),
    [
        (lambda _procedure, _log: "three", "gives str, expected a number"),
        (lambda _procedure, _log: True, "gives bool, expected a number"),
        (lambda _procedure, _log: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_figure_that_breaks_in_a_run_is_its_plugins_fault(plugin, compute, en):
    measure = Measure("city.odd", NAME, compute, Text("", ""), "a test")
    (found,) = running(plugin, "awardsim_measures", measure).measures()
    with pytest.raises(PluginError, match=r"plugin 'city' \(city\), city.odd: ") as caught:
        found.compute(None, None)
    assert en in caught.value.read("en")


def test_a_run_with_a_broken_figure_ends_with_4_and_names_its_version(install, capsys, monkeypatch):
    monkeypatch.setenv("AWARDSIM_LANG", "en")
    install.plugin(
        "counting",
        """
        from awardsim.plugins import Measure, hookimpl
        from awardsim.text import Text

        def first(procedure, log):
            return log.nothing_of_that_name

        @hookimpl
        def awardsim_measures():
            return [Measure("city.first", Text("甲", "a"), first, Text("", ""), "a test")]
        """,
        version="1.2",
    )
    assert main(["run", str(FILE), "--replications", "2", "--no-ranges", "--workers", "1"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "plugin 'counting' (awardsim-counting 1.2), city.first: AttributeError: " in err
    assert "plugin_counting.py:6" in err
    assert "Traceback" not in err
