"""The page about plugins: hooks, the contract, a whole plugin that is installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from support.pages import (
    files,
    page,
    row_of,
    rows,
)

from awardsim.analysis import builtin as builtin_measures
from awardsim.analysis.experiment import load
from awardsim.plugins import (
    Catalogue,
    CohortModel,
    Measure,
    hookspecs,
    load_catalogue,
    make_manager,
)
from awardsim.rules.interface import Candidates, Decision, Draws, Rule
from awardsim.simulation import builtin as builtin_cohorts
from awardsim.simulation.arms import replicate
from awardsim.simulation.cohort import CohortRequest
from awardsim.simulation.plan import make_plan
from awardsim.streams import Streams
from awardsim.testing import PluginConformance, check_plugin, conformance
from awardsim.testing.models import FIGURES, POPULATIONS
from awardsim.testing.rules import CHECKS as RULE_CHECKS
from awardsim.testing.texts import CHECKS as TEXT_CHECKS

HOOKS = [
    function
    for name, function in inspect.getmembers(hookspecs, inspect.isfunction)
    if name.startswith("awardsim_")
]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
def test_a_hook_stands_with_its_arguments_and_what_it_gives(hook):
    signature = inspect.signature(hook)
    _, arguments, gives, _ = row_of("plugins.md", hook.__name__)
    named = [f"`{name}`" for name in signature.parameters]
    assert arguments == (", ".join(named) or "none")
    assert f"`{signature.return_annotation}`" in gives


def test_there_are_hooks_and_no_others_are_listed():
    assert len(HOOKS) == 4
    listed = {row[0].strip("`") for row in rows("plugins.md") if "`awardsim_" in row[0]}
    assert listed == {hook.__name__ for hook in HOOKS}


#: What a plugin is handed, hands over or gives: every part of these is explained.
CONTRACT = (Rule, Candidates, Draws, Decision, CohortModel, CohortRequest, Measure)


def parts_of(kind: type[Any]) -> list[str]:
    """Public fields and methods of a class; what is only derived from them is left out."""
    fields = [field.name for field in attrs.fields(kind) if not field.name.startswith("_")]
    methods = [
        name
        for name, value in vars(kind).items()
        if not name.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, classmethod))
    ]
    return [*fields, *methods]


def explained(name: str) -> list[str]:
    """What the first cells of the rows of a page name: ``Rule.id``."""
    return [one for row in rows(name) for one in re.findall(r"`([A-Z]\w+\.\w+)`", row[0])]


@pytest.mark.parametrize("kind", CONTRACT, ids=lambda kind: kind.__name__)
def test_every_part_of_the_contract_is_explained_once(kind):
    parts = [f"{kind.__name__}.{name}" for name in parts_of(kind)]
    listed = [one for one in explained("plugins.md") if one.partition(".")[0] == kind.__name__]
    assert sorted(listed) == sorted(parts)


def test_a_part_that_is_not_explained_would_be_noticed():
    assert {"id", "decide", "reasons", "fits"} <= set(parts_of(Rule))
    assert {"each", "shared", "part", "streams"} <= set(parts_of(Draws))
    assert "of" in parts_of(Decision)
    assert "uniforms" in parts_of(CohortRequest)
    assert not [name for name in parts_of(Draws) if name.startswith("_")]


@pytest.mark.parametrize("function", [Draws.each, Draws.shared, Draws.part, Decision.of])
def test_a_method_stands_with_its_arguments(function):
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    kind = function.__qualname__.partition(".")[0]
    told = row_of("plugins.md", f"{kind}.{function.__name__}")[1]
    assert f"`{function.__name__}({', '.join(names)})`" in told


def kit_checks() -> list[tuple[str, str]]:
    """Checks of the conformance kit, by what they are of."""
    found = [("the plugin", name) for name in conformance.PLUGIN_CHECKS]
    for what, table in (
        ("a text", TEXT_CHECKS),
        ("a rule", RULE_CHECKS),
        ("a population", POPULATIONS),
        ("a figure", FIGURES),
    ):
        found += [(what, name) for name in table]
    return found


def test_every_check_of_the_conformance_kit_is_explained():
    part = page("plugins.md").partition("\n## The conformance kit\n")[2].partition("\n## ")[0]
    table = part.partition("| of | check | holds if |")[2]
    listed, what = [], ""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[1].startswith("`"):
            what = cells[0] or what
            listed.append((what, cells[1].strip("`")))
            assert cells[2]
    assert listed == kit_checks()


def test_every_argument_of_the_conformance_kit_is_explained():
    part = page("plugins.md").partition("\n## The conformance kit\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", part.partition("| of |")[0], re.MULTILINE)
    assert listed == list(inspect.signature(check_plugin).parameters)
    assert all(hasattr(PluginConformance, name) for name in listed)


def write_package(folder: Path, version: int, desk: Path) -> None:
    """The package of the page; of a module that stands there twice, one of its versions."""
    seen: dict[str, list[str]] = {}
    for name, text in files("plugins.md", "python"):
        seen.setdefault(name, []).append(text)
    for name, texts in seen.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[min(version, len(texts) - 1)], "utf-8")
    policies = folder / "awardsim_jia" / "policies"
    policies.mkdir()
    (policies / "2027.toml").write_bytes((desk / "2027.toml").read_bytes())
    data = folder / "awardsim_jia-1.0.dist-info"
    data.mkdir()
    (data / "METADATA").write_text("Metadata-Version: 2.1\nName: awardsim-jia\nVersion: 1.0\n")
    shown = dict(files("plugins.md", "ini"))["setup.cfg"]
    entry = shown.partition("[options.entry_points]\nawardsim =\n")[2].strip()
    (data / "entry_points.txt").write_text(f"[awardsim]\n{entry}\n")


@pytest.fixture(params=[0, 1], ids=["texts only", "with a rule"])
def installed(request, desk, tmp_path, monkeypatch) -> Iterator[tuple[int, Catalogue]]:
    """The plugin of the page, found by its entry point."""
    write_package(tmp_path, request.param, desk)
    search = importlib.metadata.distributions
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: search(path=[str(tmp_path)]))
    monkeypatch.syspath_prepend(str(tmp_path))
    parts = [builtin_cohorts, builtin_measures]
    yield request.param, load_catalogue(make_manager(parts)).complete()
    for name in [name for name in sys.modules if name.split(".")[0] == "awardsim_jia"]:
        del sys.modules[name]


def test_the_plugin_of_the_page_is_installed_and_runs(installed):
    version, found = installed
    assert found.faults == ()
    assert list(found.policies) == ["jia@2027"]
    assert ("jia.best_of_county" in found.rules) == (version == 1)
    procedure = load("jia@2027", found)
    assert replicate(make_plan(procedure), seed=1, replication=0).rows


@pytest.mark.parametrize("installed", [1], indirect=True)
def test_the_plugin_of_the_page_conforms(installed):
    plugin = importlib.import_module("awardsim_jia")
    rule = importlib.import_module("awardsim_jia.rules")
    examples = {"jia.best_of_county": [rule.BestOfCounty(places=2)]}
    found = check_plugin(plugin, examples=examples, replications=3)
    assert [str(one) for one in found] == []


@pytest.mark.parametrize("installed", [1], indirect=True)
def test_the_rule_of_the_page_lets_the_best_of_each_county_pass(installed):
    _, found = installed
    rule = found.rule("best_of_county", "jia")
    candidates = Candidates(
        track=np.zeros(5, dtype=np.int64),
        channel=np.array([0, 0, 0, 1, 1]),
        columns={},
        marks={"review": np.array([500.0, 700.0, 600.0, 100.0, np.nan])},
        slots=np.arange(5),
        tracks=("organisations",),
    )
    decided = rule.decide(candidates, rule.parameters(places=1), Draws(Streams(1), "s", 0, 5))
    assert decided.passed.tolist() == [False, True, False, True, False]
    assert {decided.reasons[why] for why in decided.reason.tolist() if why >= 0} == set(
        rule.reasons
    )
    with pytest.raises(ValueError, match="places"):
        rule.parameters(places=0)
