"""What parameters are called: in both languages, for every rule of the tree."""

from __future__ import annotations

import datetime
import importlib
import re
import sys

import attrs
import pytest

from awardsim.plugins import Catalogue, load_catalogue, make_manager
from awardsim.procedure.build import build
from awardsim.procedure.nesting import whole_text
from awardsim.report.written import written_rows
from awardsim.rules.parameter_titles import parameter_titles
from awardsim.rules.titles import COMMON
from awardsim.scenario.reader import default_scenario
from tests.support.published import PLUGINS, TEXTS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The built-in rules and those of the tree's own plugins."""
    sys.path.insert(0, str(PLUGINS))
    try:
        made = [importlib.import_module(path.name) for path in PLUGINS.iterdir() if path.is_dir()]
    finally:
        sys.path.remove(str(PLUGINS))
    return load_catalogue(make_manager(entry_points=False, more=made))


def test_each_parameter_of_each_rule_has_a_title_in_both_languages(catalogue):
    assert len(catalogue.rules) >= 16
    for id, owned in catalogue.rules.items():
        for field in attrs.fields(owned.value.parameters):
            title = owned.value.title_of(field.name)
            assert CHINESE.search(title.zh), f"{id}: {field.name}"
            assert title.en, f"{id}: {field.name}"
            assert not CHINESE.search(title.en), f"{id}: {field.name}"


def test_no_title_is_of_a_parameter_that_nobody_has(catalogue):
    known = {
        field.name
        for owned in catalogue.rules.values()
        for field in attrs.fields(owned.value.parameters)
    }
    assert set(COMMON) <= known
    assert {name for owned in catalogue.rules.values() for name in owned.value.titles} <= known


def test_no_title_in_chinese_is_a_key_in_english(catalogue):
    """Of every value that the texts give a rule: 委员人数, not seats."""
    for text in TEXTS.values():
        policy = whole_text(text, TEXTS.__getitem__)
        for row in written_rows(policy, parameter_titles(policy, catalogue.rule)):
            *_, last = row.path.split(".")
            if ".rule." in row.path:
                assert last not in row.title.zh, row.path


def test_what_a_condition_and_a_stage_ask_for_is_in_words(catalogue):
    """重大事故, not major_accident; 取前若干名, not top_n: in every row of every text."""
    for text in TEXTS.values():
        policy = whole_text(text, TEXTS.__getitem__)
        for row in written_rows(policy, parameter_titles(policy, catalogue.rule)):
            if row.path != "provisions.annex.value":  # the id of the text that is passed on
                assert not re.search("[a-z]_[a-z]", row.value.zh + row.value.en), row.path


def test_what_a_condition_asks_for_is_named_by_rule_and_record(catalogue):
    policy = TEXTS["qingyuan@2020"]
    rows = written_rows(policy, parameter_titles(policy, catalogue.rule))
    said = {row.path: row.value for row in rows}
    assert said["conditions.no_loss"].zh == "申报条件（无不良记录：亏损）"
    assert said["conditions.model_years"].en == (
        "condition (minimum years: use of the excellence model)"
    )
    assert said["stages.site_list.rule"].zh == "取前若干名"


def test_what_a_run_assumes_for_a_parameter_is_called_by_its_title(catalogue):
    """The notice of 2023 leaves open who must be there for a vote (四(四)、四(七))."""
    policy = TEXTS["china_award@2023"]
    opens = attrs.evolve(default_scenario(policy), opens=datetime.date(2023, 4, 3))
    made = build(policy, opens, catalogue.rule)
    names = {one.id: one.title for one in made.inputs}
    title = next(names[path] for path in names if path.endswith("rule.quorum"))
    assert title.zh.endswith("：开会所需到会比例")
    assert title.en.endswith(": share of members without whom there is no vote")
