"""Internal studies from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.selection_levers import guesses, levers
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.console import width

FEW = ("--replications", "10", "--workers", "1")
NAMES = sorted(
    path.stem for path in Path(__file__).resolve().parents[2].joinpath("scenarios").glob("*.toml")
)


@pytest.mark.parametrize("detail", ["selection", "groups"])
@pytest.mark.parametrize("name", NAMES)
def test_every_published_scenario_can_be_studied(name, detail, awardsim):
    fast = ("--replications", "1", "--workers", "1", "--no-ranges", "--lang", "zh")
    code, out, err = awardsim("run", name, "--detail", detail, *fast)
    assert (code, err) == (0, "")
    assert out.startswith("内部研究")
    assert max(width(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize("detail", ["selection", "groups"])
def test_both_languages_show_the_same_figures(detail, awardsim):
    shown = {}
    for language in ("zh", "en"):
        arguments = ("run", "shaoguan-2018", "--detail", detail, "--no-ranges")
        arguments += ("--replications", "40", "--workers", "1")
        code, out, _ = awardsim(*arguments, "--lang", language)
        assert code == 0
        found = re.findall(r"(\d+) ?% \((\d+)[—–](\d+)\)", out)
        assert len(found) > 4
        shown[language] = found
    assert shown["zh"] == shown["en"]


def test_files_have_the_record_of_the_screen(awardsim, tmp_path):
    names = [f"study.{ending}" for ending in ("json", "csv", "md", "xlsx")]
    outputs = [word for name in names for word in ("-o", name)]
    common = ("run", "qingyuan-2024", "--detail", "selection", *FEW)
    code, out, err = awardsim(*common, *outputs, "--format", "json", "--lang", "en")
    assert code == 0
    assert all(f"written: {name}" in err for name in names)
    record = json.loads(out)
    assert json.loads(tmp_path.joinpath("study.json").read_text("utf-8")) == record
    assert (record["detail"], record["study"], record["replications"]) == ("selection", True, 10)
    [contest] = record["contests"]
    assert contest["places"] == 3
    assert [one["stage"] for one in contest["stages"]] == ["site_list", "deliberation"]
    assert all(0 <= contest["figures"]["top"][end] <= 1 for end in ("low", "value", "high"))
    assert {one["path"] for one in record["tried"]} >= {
        "fill.stages.material_review.reviewers",
        "stages.site_list.rule.at_most.organisations",
        "chance.leniency",
    }
    assert record["tried_replications"] == 10
    markdown = tmp_path.joinpath("study.md").read_text("utf-8")
    assert "Internal study" in markdown
    assert "## With something moved" in markdown


def test_figures_do_not_depend_on_the_number_of_workers(awardsim):
    common = ("run", "shaoguan-2018", "--detail", "groups", "--format", "json")
    _, one, _ = awardsim(*common, "--replications", "50", "--workers", "1")
    _, two, _ = awardsim(*common, "--replications", "50", "--workers", "2")
    assert one == two


@pytest.mark.parametrize("more", [("--brief",), ("--require", "0.5")])
def test_what_belongs_to_the_first_screen_does_not_go_with_a_study(more, awardsim):
    code, out, err = awardsim("run", "shaoguan-2018", "--detail", "groups", *more, "--lang", "en")
    assert (code, out) == (2, "")
    assert f"{more[0]}: does not go together with --detail" in err


def test_a_study_is_written_to_tables_only(awardsim):
    code, _, err = awardsim("run", "shaoguan-2018", "--detail", "groups", "-o", "study.ics")
    assert code == 2
    assert "study.ics" in err


def test_nothing_of_a_study_is_on_the_first_screen(awardsim):
    code, out, _ = awardsim("run", "shaoguan-2018", *FEW, "--no-ranges", "--lang", "en")
    assert code == 0
    assert not any(word in out for word in ("truly best", "merit", "Internal study"))


def test_values_are_varied_and_a_target_is_answered_by_the_exit_code(awardsim):
    common = ("sweep", "shaoguan-2018", "stages.candidates.rule.at_most.organisations=4,6")
    common += ("--detail", "selection", "--stage", "candidates", *FEW)
    code, out, _ = awardsim(*common, "--of", "best", "--until", "0.5", "--format", "json")
    assert code == 0
    record = json.loads(out)
    assert (record["stage"], record["figure"], record["target"]) == ("candidates", "best", 0.5)
    assert record["reaching"] == [
        {"values": ["4"], "contest": "organisations"},
        {"values": ["6"], "contest": "organisations"},
    ]
    code, out, _ = awardsim(
        *common, "--of", "all_best", "--until", "1", "--set", "chance.noise=300"
    )
    assert code == 1
    assert out.startswith("Internal study")
    assert max(width(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--detail", "selection"), "--detail: goes together with a path"),
        (("chance.noise=20,30", "--of", "best"), "--of: goes together with --detail"),
        (("chance.noise=20,30", "--stage", "vote"), "--stage: goes together with --detail"),
    ],
)
def test_what_a_sweep_of_a_study_needs_is_told(arguments, message, awardsim):
    code, out, err = awardsim("sweep", "shaoguan-2018", *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("name", [name for name in NAMES if "gansu" not in name])
def test_what_is_tried_can_be_set_by_the_path_that_is_shown(name):
    catalogue = open_catalogue()
    made = load(name, catalogue)
    found = [*levers(made), *guesses(made)]
    assert {made.nodes[one.node].id for one in found if one.node >= 0}
    for lever in found:
        if "weights" in lever.path:  # several numbers at once
            continue
        for setting in (lever.settings[0], lever.settings[-1]):
            if setting.value:
                assert load(name, catalogue, [f"{lever.path}={setting.value}"]) is not None


def test_where_nobody_applies_that_is_said(awardsim):
    common = ("run", "shaoguan-2018", "--set", "applicants.organisations=0", "--no-ranges", *FEW)
    code, out, err = awardsim(*common, "--detail", "selection", "--lang", "en")
    assert (code, err) == (0, "")
    assert "enterprises: nobody is judged." in out
    assert "%" not in out.partition("'Truly best'")[0]
    code, out, _ = awardsim(*common, "--detail", "groups", "--lang", "zh")
    assert code == 0
    assert "企业：没有申报" in out
