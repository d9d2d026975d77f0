"""``awardsim cycles``: its screens, its data, its files, its mistakes."""

import json

import pytest

from awardsim.cli import main
from awardsim.report.console import width

SCENARIOS = ("qingyuan-2024", "shaoguan-2018")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_screen_fits(scenario, language, capsys):
    assert main(["cycles", scenario, "--lockout", "2cycles,5y", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100


def test_both_languages_bar_the_same(capsys):
    shown = []
    for language in ("zh", "en"):
        assert main(["cycles", "qingyuan-2024", "--format", "json", "--lang", language]) == 0
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1]
    assert shown[0]["cycle"]["status"] == "stated"
    assert [one["editions"] for one in shown[0]["lock_out"] if one["cycle"] == 2] == [
        ["2026", "2028"]
    ]


def test_mistakes_are_told_together(capsys):
    assert main(["cycles", "qingyuan-2025", "--lockout", "5,3wd", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "'5' is no period" in told
    assert "'3wd' is no period" in told
    assert main(["cycles", "qingyuan-2025", "--cycle", "0y", "--lang", "en"]) == 2
    assert "--cycle" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "md", "json", "xlsx"])
def test_files_are_written(form, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["cycles", "qingyuan-2024", "-o", f"table.{form}"]) == 0
    assert (tmp_path / f"table.{form}").stat().st_size > 100
