"""Latest days at a confidence, on a screen and as data."""

import datetime
import json
import re

import openpyxl
import pytest

from awardsim.cli import main
from awardsim.report.console import width

GIVEN = ["schedule", "qingyuan-2025", "--confidence", "0.8", "--replications", "12"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["qingyuan-2025", "panzhihua-2023"])
def test_the_screen_fits_and_says_how_it_is_meant(name, language, capsys):
    given = ["schedule", name, *GIVEN[2:], "--lang", language]
    assert main(given) == 0
    shown = capsys.readouterr().out
    assert max(map(width, shown.splitlines())) <= 100
    assert re.search(r"±\d+", shown)
    assert {"zh": "误差内", "en": "within error"}[language] in shown
    assert {"zh": "内部测算", "en": "Internal estimate"}[language] in " ".join(shown.split())


def test_both_languages_tell_the_same_days(capsys):
    found = []
    for language in ("zh", "en"):
        assert main([*GIVEN, "--lang", language]) == 0
        found.append(re.findall(r"\d\d-\d\d", capsys.readouterr().out))
    assert found[0] == found[1]


def test_the_data_have_the_shares_and_the_files_the_days(tmp_path, capsys):
    path = tmp_path / "days.xlsx"
    assert main([*GIVEN, "--format", "json", "-o", str(path), "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["confidence"], data["replications"]) == (0.8, 12)
    stages = {one["stage"]: one for one in data["stages"]}
    assert "commendation" not in stages
    for one in stages.values():
        if one["latest"] is not None:
            assert one["share"] >= 0.8
            assert one["share_a_day_later"] is None or one["share_a_day_later"] < 0.8
            assert datetime.date.fromisoformat(one["latest"]) <= datetime.date(2025, 12, 31)
    final = stages["final_notice"]
    assert (final["law"], final["usual"]) == ("2025-12-31", "2025-12-30")
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row >= 2 + len(stages)


def test_an_edition_under_way_looks_from_today_on(capsys):
    more = ["--today", "2025-12-12", "--did", "现场评审=2025-12-11", "--format", "json"]
    assert main([*GIVEN, *more]) == 0
    data = json.loads(capsys.readouterr().out)
    names = [one["stage"] for one in data["stages"]]
    assert names == ["deliberation", "final_notice", "approval"]
    assert all(one["latest"] is None or one["latest"] >= "2025-12-12" for one in data["stages"])


def test_a_notice_that_runs_may_be_over_on_any_day(capsys):
    more = ["--today", "2025-12-24", "--posted", "拟奖建议名单公示=2025-12-19", "--format", "json"]
    assert main([*GIVEN, *more]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["stage"] for one in data["stages"]] == ["final_notice", "approval"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--confidence", "80"], "--confidence"),
        (["--replications", "10"], "--confidence"),
        (["--confidence", "0.8", "--by", "channel"], "--by"),
        (["--confidence", "0.8", "--year", "2025"], "--year"),
        (["--confidence", "0.8", "--gantt"], "--gantt"),
        (["--confidence", "0.8", "--what-if", "objection"], "--confidence"),
        (["--confidence", "0.8", "-o", "x.svg"], ".svg"),
    ],
)
def test_what_does_not_go_together_is_said(more, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["schedule", "qingyuan-2025", *more, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


def test_without_a_deadline_it_asks_for_one(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = main(["schedule", "panzhihua@2022", "--confidence", "0.8", "--lang", "en"])
    assert code == 2
    assert "--finish" in capsys.readouterr().err
