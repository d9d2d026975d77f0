"""What is here: texts, scenarios, stage types, rules, populations, figures, plugins."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from awardsim.analysis import builtin as measures
from awardsim.analysis.names import scenario_names
from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy import STAGE_TYPES
from awardsim.report import listing
from awardsim.report.console import width
from awardsim.report.listing import TOPICS, list_topic, overview, scenario_heads, topic_screen
from awardsim.simulation import builtin as cohorts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(make_manager([cohorts, measures], entry_points=False))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_topic_fits_its_columns_and_survives_json(catalogue, topic, language):
    entries = list_topic(topic, catalogue, language)
    json.dumps(entries, allow_nan=False)
    assert max(map(width, topic_screen(topic, entries, language))) <= 100


def test_the_stage_types_are_all_there_in_their_order(catalogue):
    entries = list_topic("stages", catalogue, "en")
    assert [entry["id"] for entry in entries] == list(STAGE_TYPES)
    assert len(entries) == 27
    assert entries[6]["zh"] == "县级公示"


def test_rules_say_their_kind_their_parameters_and_whose_they_are(catalogue):
    rules = {entry["id"]: entry for entry in list_topic("rules", catalogue, "en")}
    assert rules["builtin.top_n"]["kind"] == "shortlist"
    assert "at_most" in rules["builtin.top_n"]["parameters"]
    assert rules["builtin.top_n"]["doc"]
    kinds = [entry["kind"] for entry in rules.values()]
    assert kinds == sorted(kinds, key=["admit", "score", "shortlist", "vote", "confer"].index)


def test_populations_and_figures_are_listed(catalogue):
    assert list_topic("cohorts", catalogue, "zh")
    assert list_topic("measures", catalogue, "zh")


def test_the_heads_are_those_of_all_scenarios_that_can_be_named(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    assert tuple(head.id for head in scenario_heads()) == scenario_names()
    monkeypatch.chdir(tmp_path)
    assert tuple(head.id for head in scenario_heads()) == scenario_names()


def test_what_is_no_scenario_is_not_listed(monkeypatch, tmp_path):
    Path(tmp_path, "draft.toml").write_text('jurisdiction = "x"', "utf-8")
    Path(tmp_path, "broken.toml").write_text("policy = ", "utf-8")
    Path(tmp_path, "bytes.toml").write_bytes(b"\xff\xfe")
    Path(tmp_path, "deep.toml").write_text(f"policy = {'[' * 5000}", "utf-8")
    Path(tmp_path, "folder.toml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")  # nobody ever writes into it
    digits = f'policy = "a@1"\n[people]\noffice = {"9" * 5000}'
    Path(tmp_path, "digits.toml").write_text(digits, "utf-8")
    Path(tmp_path, "mine.toml").write_text('policy = "a@1"\ntitle = "我的"', "utf-8-sig")
    Path(tmp_path, "child.toml").write_text('extends = "mine"', "utf-8")
    monkeypatch.chdir(tmp_path)
    heads = {head.id: head for head in scenario_heads()}
    assert {"mine", "child", "digits"} <= heads.keys()
    assert not {"draft", "broken", "bytes", "deep", "folder", "pipe"} & heads.keys()
    assert tuple(heads) == scenario_names()
    assert heads["mine"].title.zh == "我的"
    assert heads["child"].policy == "extends mine"


def test_a_scenario_here_hides_the_installed_one_of_the_same_name(monkeypatch, tmp_path):
    Path(tmp_path, "mine.toml").write_text('policy = "a@1"\ntitle = "here"', "utf-8")
    installed = [("mine", {"policy": "a@1", "title": "installed"}), ("other", {"policy": "a@1"})]
    monkeypatch.setattr(listing, "_installed", lambda: iter(installed))
    monkeypatch.chdir(tmp_path)
    heads = {head.id: head for head in scenario_heads()}
    assert (heads["mine"].title.zh, heads["mine"].place) == ("here", "mine.toml")
    assert heads["other"].place == ""


def test_control_characters_of_a_title_do_not_reach_the_terminal(monkeypatch, tmp_path, catalogue):
    text = 'policy = "a@1"\ntitle = "a\\u001b[31mb"'
    Path(tmp_path, "mine.toml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "\x1b" not in "\n".join(overview(catalogue, "zh"))


def test_the_default_view_loads_neither_numpy_nor_what_reads_texts_whole():
    code = (
        "import sys\n"
        "from awardsim.cli.list import command\n"
        "command('zh').main([], standalone_mode=False)\n"
        "heavy = {'numpy', 'networkx', 'simpy', 'wcwidth', 'awardsim.policy'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr.strip().splitlines()[-1:] == ["[]"], done.stderr
