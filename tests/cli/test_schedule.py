"""``awardsim schedule``: the screen, its files, its mistakes."""

import json

import pytest

from awardsim.cli import main
from awardsim.report.console import width


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("more", [(), ("--gantt",)])
def test_the_screen_fits(language, more, capsys):
    assert main(["schedule", "qingyuan-2025", "--lang", language, *more]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert max(map(width, shown)) <= 100
    assert len(shown) <= 40


def test_both_languages_tell_the_same_dates(capsys):
    import re

    found = []
    for language in ("zh", "en"):
        assert main(["schedule", "qingyuan-2025", "--lang", language]) == 0
        found.append(re.findall(r"\d\d-\d\d", capsys.readouterr().out))
    assert found[0] == found[1]


def test_the_data_have_every_stage_with_its_article(capsys):
    assert main(["schedule", "qingyuan-2025", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["stages"]) == 20
    assert all(stage["source"] for stage in data["stages"])
    final = next(one for one in data["stages"] if one["stage"] == "final_notice")
    assert final["latest"]["start"].startswith("2025-12-23")
    assert sum(data["days"].values()) == 98


def test_another_day_to_count_back_from(capsys):
    assert main(["schedule", "qingyuan-2025", "--finish", "2025-12-17", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["finish_by"] == "2025-12-17"
    # The notice is over on the 18th; the approval, however hurried, takes Friday the 19th.
    assert data["slack"] == -2
    assert main(["schedule", "qingyuan-2025", "--finish", "31.12.2025", "--lang", "en"]) == 2
    assert "expected a date such as 2025-12-31" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx"])
def test_files_are_written(form, tmp_path, capsys):
    path = tmp_path / f"plan.{form}"
    assert main(["schedule", "qingyuan-2025", "-o", str(path)]) == 0
    assert path.stat().st_size > 500
    capsys.readouterr()


def test_an_edition_under_way_names_stages_as_people_do(capsys):
    given = ["schedule", "qingyuan-2025", "--today", "2025-12-12", "--did", "现场评审=2025-12-11"]
    assert main([*given, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    # A report of three days, the given meeting of 18 December, five days of notice, approval.
    assert "12-12→12-16" in shown
    assert "12-19→12-26" in shown
    assert shown.count("已办") == 15
    assert main([*given[:-1], "现场平审=2025-12-11", "--lang", "zh"]) == 2
    assert "现场评审" in capsys.readouterr().err
    assert main([*given[:-1], "site_visit", "--lang", "en"]) == 2
    assert "STAGE=DATE" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_opening_of_a_year(language, capsys):
    given = ["schedule", "qingyuan@2025", "--year", "2025", "--law", "--lang", language]
    assert main([*given, "--from", "acceptance_notice", "--to", "approval"]) == 0
    shown = capsys.readouterr().out
    assert max(map(width, shown.splitlines())) <= 100
    assert "09-17 → 10-09" in shown  # the longest begun in September, across National Day
    assert main([*given, "--from", "approval", "--to", "acceptance_notice"]) == 2
    capsys.readouterr()
    assert main(["schedule", "qingyuan@2025", "--law", "--lang", language]) == 2
    assert "--year" in capsys.readouterr().err
