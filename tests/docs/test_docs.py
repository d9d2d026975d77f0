"""The documentation is true: examples run, tables say what the code says, links lead somewhere."""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.metadata
import inspect
import re
import shlex
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

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
from awardsim.policy import (
    BODY_ROLES,
    KINDS,
    PROVISION_TYPES,
    QUALITIES,
    RECORDS,
    STAGE_TYPES,
    TRAITS,
    YEARS,
    Policy,
    Status,
    read_policy,
)
from awardsim.rules.builtin import BUILTIN_RULES
from awardsim.rules.interface import Candidates, Decision, Draws, Rule
from awardsim.simulation import builtin as builtin_cohorts
from awardsim.simulation.cohort import CohortRequest
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import replicate
from awardsim.streams import Streams
from awardsim.testing import PluginConformance, check_plugin, conformance
from awardsim.testing.models import FIGURES, POPULATIONS
from awardsim.testing.rules import CHECKS as RULE_CHECKS
from awardsim.testing.texts import CHECKS as TEXT_CHECKS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
#: What the installed command does, without asking where it is installed.
PROGRAM = "import sys; sys.argv[0] = 'awardsim'; from awardsim.cli import main; sys.exit(main())"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# file: (\S+)\n")


# ---- reading pages ------------------------------------------------------------------------------


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [text for tag, text in _BLOCK.findall(page(name)) if tag == language]


def files(name: str, language: str) -> list[tuple[str, str]]:
    """Blocks that are complete files: name and text."""
    found = []
    for text in blocks(name, language):
        head = _FILE.match(text)
        if head:
            found.append((head[1], text))
    return found


def rows(name: str) -> list[list[str]]:
    """Cells of all table rows of a page, without the bars."""
    lines = [line for line in page(name).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def row_of(name: str, key: str) -> list[str]:
    """The one row of a page whose first cell is a key."""
    found = [row for row in rows(name) if row[0] == f"`{key}`"]
    assert len(found) == 1, f"{name}: {len(found)} rows for {key}"
    return found[0]


def coded(name: str) -> set[str]:
    """Everything between back-quotes, examples left out."""
    return set(re.findall(r"`([^`\n]+)`", _BLOCK.sub("", page(name))))


# ---- the pages themselves -----------------------------------------------------------------------


def slug(heading: str) -> str:
    """The anchor of a heading, as the hosts of Markdown make it."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    kept = [
        mark
        for mark in plain
        if mark in " -_" or unicodedata.category(mark)[0] in "LN" or mark == "\u00a0"
    ]
    return "".join(kept).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = _BLOCK.sub("", path.read_text("utf-8"))
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def links(name: str) -> list[str]:
    text = _BLOCK.sub("", page(name))
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def test_an_anchor_is_made_as_it_should_be():
    assert slug("A rule of one's own") == "a-rule-of-ones-own"
    assert slug("Lists (名单)") == "lists-名单"
    assert slug("`ready`, or not") == "ready-or-not"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    for link in links(name):
        target, _, anchor = link.partition("#")
        path = (DOCS / target) if target else DOCS / name
        assert path.exists(), link
        if anchor:
            assert anchor in anchors(path), link


def test_the_index_lists_every_page():
    listed = [link for link in links("README.md") if not link.startswith("#")]
    assert sorted(listed) == [name for name in PAGES if name != "README.md"]


@pytest.mark.parametrize("name", PAGES)
def test_modules_and_functions_that_are_named_exist(name):
    for dotted in coded(name):
        if not re.fullmatch(r"awardsim(\.\w+)+", dotted):
            continue
        parts = dotted.split(".")
        for cut in range(len(parts), 0, -1):
            try:
                found: Any = importlib.import_module(".".join(parts[:cut]))
            except ModuleNotFoundError:
                continue
            for part in parts[cut:]:
                assert hasattr(found, part), dotted
                found = getattr(found, part)
            break


@pytest.mark.parametrize("name", PAGES)
def test_files_that_are_named_exist(name):
    for shown in coded(name):
        if re.fullmatch(r"(awardsim|tests|plugins|scenarios|\.ci)/[\w./-]*", shown):
            assert (ROOT / shown).exists(), shown


# ---- examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_every_piece_of_toml_is_toml(name):
    for text in blocks(name, "toml"):
        tomllib.loads(text)


@pytest.mark.parametrize("name", PAGES)
def test_examples_in_python_give_what_they_show(name):
    # one text of all blocks: a page's later examples go on where its earlier ones stopped
    shown = "\n".join(text for text in blocks(name, "python") if ">>>" in text)
    test = doctest.DocTestParser().get_doctest(shown, {}, name, str(DOCS / name), 0)
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert told == []


def all_files(language: str) -> list[tuple[str, str, str]]:
    return [(name, *one) for name in PAGES for one in files(name, language)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder with every complete TOML file of the documentation."""
    folder = tmp_path_factory.mktemp("desk")
    for _, name, text in all_files("toml"):
        assert not (folder / name).exists(), f"two examples are called {name}"
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def catalogue(desk) -> Catalogue:
    """What is built in, the texts of the tree, and those of the documentation."""
    texts = [*sorted(ROOT.glob("plugins/*/policies/*.toml")), *sorted(desk.glob("*.toml"))]
    found = [
        read_policy(path)
        for path in texts
        if "jurisdiction" in tomllib.loads(path.read_text("utf-8"))
    ]

    class Texts:
        @staticmethod
        @hookspecs.hookimpl
        def awardsim_policies() -> Iterable[Policy]:
            return found

    parts = [builtin_cohorts, builtin_measures, Texts()]
    made = load_catalogue(make_manager(parts, entry_points=False)).complete()
    assert made.faults == ()
    return made


def test_there_are_complete_examples_of_both_kinds_of_file(desk):
    kinds = [set(tomllib.loads(path.read_text("utf-8"))) for path in desk.glob("*.toml")]
    assert any("jurisdiction" in keys for keys in kinds)
    assert sum("policy" in keys for keys in kinds) >= 3
    assert any("extends" in keys for keys in kinds)


@pytest.mark.parametrize(("where", "name"), [one[:2] for one in all_files("toml")])
def test_a_complete_file_reads_builds_and_runs(where, name, desk, catalogue):
    procedure = load(str(desk / name), catalogue)
    log = replicate(make_plan(procedure), seed=1, replication=0)
    assert log.rows, where


def test_a_scenario_that_extends_another_changes_what_it_says(desk, catalogue):
    procedure = load(str(desk / "longer-notice.toml"), catalogue)
    assert [(one.path, one.new) for one in procedure.overrides] == [
        ("stages.final_notice.duration", "7wd")
    ]
    assert procedure.inputs[procedure.names["applicants.individuals"]].basis.en == (
        "applications received so far"
    )


def fragments() -> list[str]:
    """Pieces of scenarios: blocks that are no complete files."""
    return [text for text in blocks("scenario-file.md", "toml") if not _FILE.match(text)]


def test_there_are_pieces_of_scenarios():
    assert len(fragments()) >= 5


@pytest.mark.parametrize("piece", fragments(), ids=lambda text: text.split("\n")[0])
def test_a_piece_of_a_scenario_works_in_one(piece, desk, catalogue, tmp_path):
    head = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "an example"\n'
    (tmp_path / "piece.toml").write_text(head + piece, "utf-8")
    procedure = load(str(tmp_path / "piece.toml"), catalogue)
    assert replicate(make_plan(procedure), seed=1, replication=0).rows


def settings() -> list[str]:
    """What the page shows after ``--set``."""
    return [
        shlex.split(shown)[1]
        for shown in sorted(coded("scenario-file.md"))
        if shown.startswith("--set ") and shown != "--set path=value"
    ]


def test_there_are_settings():
    assert len(settings()) >= 5


@pytest.mark.parametrize("setting", settings())
def test_a_value_that_is_set_on_the_command_line_is_understood(setting, desk, catalogue):
    assert load(str(desk / "small.toml"), catalogue, [setting]).nodes


def commands() -> list[str]:
    """Lines ``$ awardsim …`` of all pages, each once; two pages have tests of their own."""
    pages = [name for name in PAGES if name not in ("cookbook.md", "tutorial.md")]
    lines = [
        line for name in pages for text in blocks(name, "console") for line in text.split("\n")
    ]
    found = [line.removeprefix("$ ") for line in lines if line.startswith("$ awardsim")]
    return list(dict.fromkeys(found))


def test_there_are_commands():
    assert commands()


def is_installed() -> bool:
    """Whether the command can be run from another folder than the tree's."""
    code = "import awardsim.cli, awardsim_qingyuan"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not is_installed(), reason="the command is not installed")
@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documentation_works(command, desk, tmp_path):
    for path in desk.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *shlex.split(command)[1:]],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


# ---- the policy file ----------------------------------------------------------------------------


def words(table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(name, text.zh, text.en) for name, text in table.items()]


@pytest.mark.parametrize(
    ("word", "zh", "en"),
    [one for table in (STAGE_TYPES, KINDS, BODY_ROLES) for one in words(table)],
)
def test_the_common_vocabulary_is_in_both_languages(word, zh, en):
    found = [row[1:3] for row in rows("policy-file.md") if row[0] == f"`{word}`"]
    assert [zh, en] in found


@pytest.mark.parametrize(("word", "zh", "en"), words(PROVISION_TYPES))
def test_the_types_of_provisions_are_in_both_languages(word, zh, en):
    part = page("policy-file.md").partition("\n## Provision types\n")[2].partition("\n## ")[0]
    assert f"| `{word}` | {zh} | {en} |" in part


@pytest.mark.parametrize(
    ("word", "zh", "en"),
    [one for table in (QUALITIES, RECORDS, YEARS, TRAITS) for one in words(table)],
)
def test_the_facts_about_applicants_are_in_both_languages(word, zh, en):
    part = page("policy-file.md").partition("\n### Facts about applicants\n")[2]
    assert f"| `{word}` | {zh} | {en} |" in part.partition("\n## ")[0]


def test_no_word_is_listed_that_nobody_knows():
    listed = {row[0].strip("`") for row in rows("policy-file.md") if row[0][1:2].isupper()}
    assert listed == STAGE_TYPES.keys() | PROVISION_TYPES.keys()


@pytest.mark.parametrize("status", Status)
def test_a_status_of_a_value_is_explained(status):
    found = [
        row for row in rows("policy-file.md") if row[1:3] == [f"`{status.value}`", status.title.zh]
    ]
    assert len(found) == 1


@pytest.mark.parametrize("rule", BUILTIN_RULES, ids=lambda rule: rule.id)
def test_a_built_in_rule_stands_with_its_parameters_and_reasons(rule):
    name = rule.id.removeprefix("builtin.")
    found = [row for row in rows("policy-file.md") if row[0].startswith(f"`{name}` ")]
    assert len(found) == 1
    _, kind, _, parameters, reasons = found[0]
    assert kind == rule.kind.value
    for field in attrs.fields(rule.parameters):
        assert f"`{field.name}`" in parameters, field.name
    shown = set(re.findall(r"`(\w+)`", reasons))
    assert shown == set(rule.reasons)


def asked_keys(*paths: str) -> set[str]:
    """Keys that a reader asks its tables for, as they stand in its source."""
    methods = {
        "table", "tables", "text", "ident", "choice", "whole", "number", "truth", "date",
        "duration", "title", "items", "get", "each", "one", "rows",
        "_optional", "_part", "_counts", "_numbers", "any",
    }  # fmt: skip
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in methods:
                continue
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
                    break
    return found - {""}


def told_keys(name: str) -> set[str]:
    """Names that a page explains: those between back-quotes."""
    return set(re.findall(r"[a-z_]+", " ".join(coded(name))))


def test_every_key_of_a_policy_file_is_explained():
    modules = ("reader", "sections", "stages", "lookup")
    asked = asked_keys(*(f"awardsim/policy/{module}.py" for module in modules))
    assert {"schema", "valid_to", "supplement", "holds", "each", "lasts"} <= asked
    assert asked - told_keys("policy-file.md") == set()


def test_every_key_of_a_scenario_is_explained():
    modules = ("reader", "tables", "assuming", "amounts")
    asked = asked_keys(*(f"awardsim/scenario/{module}.py" for module in modules))
    assert {"extends", "finish_by", "known_on", "against_deadline", "why", "seed"} <= asked
    assert asked - told_keys("scenario-file.md") == set()


# ---- the table of assumptions -------------------------------------------------------------------


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Dotted names and entries of the built-in table."""

    def walk(table: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for key, value in table.items():
            if "basis" in value:
                yield path + key, value
            else:
                yield from walk(value, f"{path}{key}.")

    text = (ROOT / "awardsim" / "scenario" / "defaults.toml").read_text("utf-8")
    yield from walk(tomllib.loads(text), "")


ENTRIES = dict(entries())


@pytest.mark.parametrize("name", ENTRIES)
def test_an_assumption_is_listed_as_it_is(name):
    entry = ENTRIES[name]
    numbers = entry.get("estimate") or entry.get("notice") or entry["days"]
    _, range_, unit, lever, sourced, basis, replaced = row_of("assumptions.md", name)
    assert range_ == " / ".join(f"{number:g}" for number in numbers)
    assert unit == entry.get("unit", "wd")
    assert lever == entry.get("lever", "guess")
    assert sourced == ("yes" if entry.get("sourced") else "no")
    assert basis
    assert replaced


def test_no_assumption_is_listed_that_is_not_made():
    listed = [row[0].strip("`") for row in rows("assumptions.md") if len(row) == 7]
    assert [name for name in listed if "." in name] == list(ENTRIES)


# ---- plugins ------------------------------------------------------------------------------------


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


# ---- texts, decisions, words --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["qingyuan@2020", "qingyuan@2025", "panzhihua@2022", "shaoguan@2018"]
)
def test_every_reading_of_a_text_stands_with_its_options(text):
    place, _, version = text.partition("@")
    policy = read_policy(ROOT / "plugins" / place / "policies" / f"{version}.toml")
    part = page(f"{place}.md").partition(f"of {version}\n")[2].partition("\n## ")[0]
    table = {
        cells[0].strip("`"): cells
        for line in part.splitlines()
        if line.startswith("| `")
        for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
    }
    assert list(table) == list(policy.readings)
    for name, reading in policy.readings.items():
        _, articles, _, default, others, *_ = table[name]
        assert articles == reading.source.partition(" ")[2], name
        assert default.startswith(f"`{reading.default}`"), name
        options = set(re.findall(r"`(\w+)`", default + others))
        assert options == set(reading.options), name


def test_every_decision_has_its_date_and_says_what_was_rejected():
    part = page("architecture.md").partition("\n## Decisions\n")[2]
    decisions = [piece for piece in part.split("\n\n") if piece.strip()]
    assert len(decisions) >= 10
    for decision in decisions:
        assert re.match(r"\n?\*\*[^*]+\*\* \(\d{4}-\d\d-\d\d\)", decision), decision
        assert "*Rejected*:" in decision, decision


def test_every_part_of_the_core_is_on_the_map():
    parts = {
        path.stem
        for path in (ROOT / "awardsim").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem[0] != "_"
    }
    listed = {
        name
        for row in rows("architecture.md")
        if row[0].isdigit()
        for name in re.findall(r"`(\w+)`", row[1])
    }
    assert parts == listed


def test_a_term_of_the_glossary_has_both_languages():
    terms = [row for row in rows("glossary.md") if row[0] not in ("中文", "---")]
    assert len(terms) > 50
    for row in terms:
        assert len(row) == 3, row
        assert re.search(r"[\u4e00-\u9fff]", row[0]), row
        assert re.search(r"[a-z]", row[1]), row
