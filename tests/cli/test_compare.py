"""``awardsim compare``: one cohort through several procedures."""

import json

import pytest

from awardsim.cli import main
from awardsim.report.console import width

BOTH = ("compare", "qingyuan-2025", "qingyuan-2024", "--replications", "20", "--quiet")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_fits_and_carries_the_same_figures_in_both_languages(language, capsys):
    assert main([*BOTH, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert main([*BOTH, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    one, other = data["procedures"]
    assert (one["policy"], other["policy"]) == ("qingyuan@2025", "qingyuan@2020")
    assert (one["applied"], other["applied"]) == (27, 12)  # the text of 2020 takes no individuals
    for side in (one, other):
        assert (
            " / ".join(f"{side['days'][key]:.0f}" for key in ("early", "middle", "late")) in shown
        )
        assert f"{side['awarded']:.1f}" in shown
        assert f"{side['judging_days']:.1f}" in shown
    (overlap,) = data["overlaps"]
    assert overlap["kinds"] == ["organisation"]
    assert f"{overlap['both']:.1f}" in shown


def test_workers_change_nothing(capsys):
    assert main([*BOTH, "--format", "json", "--workers", "1"]) == 0
    one = capsys.readouterr().out
    assert main([*BOTH, "--format", "json", "--workers", "2"]) == 0
    assert capsys.readouterr().out == one


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx"])
def test_files_are_written(form, tmp_path, capsys):
    path = tmp_path / f"one.{form}"
    assert main([*BOTH, "-o", str(path)]) == 0
    assert path.stat().st_size > 200
    assert main([*BOTH, "-o", str(path)]) == 5  # it is there already
    capsys.readouterr()


def test_one_procedure_is_nothing_to_compare(capsys):
    assert main(["compare", "qingyuan-2025"]) == 2
    assert "2" in capsys.readouterr().err


def test_a_cohort_that_a_text_does_not_take_is_refused(capsys):
    assert main([*BOTH, "--organisations", "0", "--lang", "en"]) == 2
    assert "qingyuan@2020 takes organisations only" in capsys.readouterr().err


CHANGED = (
    *("compare", "qingyuan-2025", "--set", "people.site_teams=4", "--quiet"),
    *("--no-ranges", "--no-repairs"),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_scenario_and_its_change_are_paired(language, capsys):
    given = [*CHANGED, "--replications", "60"]
    assert main([*given, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100
    same = "无影响，每一次都一样" if language == "zh" else "no effect, in all replications"
    assert shown.count(same) >= 2  # applications do not depend on site teams
    assert main([*given, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    chance = next(one for one in data["figures"] if one["figure"] == "in_time")
    a, b = chance["values"]
    assert chance["differences"][1]["mean"] == pytest.approx(b - a)
    assert chance["differences"][1]["mean"] >= 0


def test_a_rule_that_is_changed_is_told_old_and_new_with_its_article(capsys):
    given = ["compare", "qingyuan-2025", "--set", "stages.final_notice.duration=7wd", "--quiet"]
    quick = ["--replications", "16", "--no-ranges", "--no-repairs"]
    assert main([*given, *quick, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "final notice: length" in shown
    assert "5 working days → 7 working days  七(八)" in shown
    assert main([*given, "--replications", "20", "--one-cohort", "--precision", "0.1"]) == 2
    capsys.readouterr()
