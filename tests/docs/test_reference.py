"""The reference pages say what the code says: keys, words, rules, assumptions, decisions."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from support.pages import (
    ROOT,
    coded,
    page,
    row_of,
    rows,
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
    Status,
    read_policy,
)
from awardsim.rules.builtin import BUILTIN_RULES


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
