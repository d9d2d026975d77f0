"""Dates that may be of another edition are told in one line, those of a real one never."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.analysis.experiment import load
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.another_year import another_year

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "plugins" / "qingyuan" / "policies"
SCENARIOS = sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml"))


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def draft(folder: Path, version: str, name: str) -> str:
    """A draft made from a text that is here, as ``new text`` makes it."""
    text = (TEXTS / f"{version}.toml").read_text("utf-8")
    text = text.replace(f'version = "{version}"', f'version = "{name}"\nstate = "draft"', 1)
    path = folder / f"{name}.toml"
    path.write_text(text.replace('state = "issued"\n', ""), "utf-8")
    return str(path)


def test_a_draft_named_for_a_later_year_says_that_its_dates_are_old(tmp_path, catalogue):
    """The plan of 2025 opens on 17 September 2025 and writes 25 October: only its file helps."""
    name = draft(tmp_path, "2025", "2026")
    (told,) = another_year(load(name, catalogue))
    assert told.zh.startswith("⚠ “2026”却从 2025-09-17 开始")
    assert "--set" not in told.en


def test_where_the_text_writes_no_date_it_says_what_to_set(tmp_path, catalogue):
    """The regulation of 2020 has no date: it opens in April 2020 until it is told otherwise."""
    name = draft(tmp_path, "2020", "2026draft")
    (told,) = another_year(load(name, catalogue))
    assert "opens on 2020-04-01" in told.en
    assert told.zh.endswith("或 --set opens=2026-04-01")
    assert another_year(load(name, catalogue, ["opens=2026-04-01"])) == []
    # One that opens the year before and ends in the year of its name.
    early = ["opens=2025-11-03", "finish_by=2026-06-30"]
    assert another_year(load(name, catalogue, early)) == []


def test_a_scenario_copied_for_another_year_says_so(tmp_path, catalogue):
    path = tmp_path / "qingyuan-2027.toml"
    path.write_bytes((ROOT / "scenarios" / "qingyuan-2025.toml").read_bytes())
    (told,) = another_year(load(str(path), catalogue))
    assert "'qingyuan-2027' opens on 2025-09-17" in told.en


@pytest.mark.parametrize("name", [*SCENARIOS, "qingyuan@2020", "qingyuan@2025"])
def test_a_real_one_says_nothing(name, catalogue):
    assert another_year(load(name, catalogue)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_today_after_every_date_is_told_unless_all_is_done(language, capsys):
    command = ["schedule", "qingyuan-2025", "--today", "2026-03-02", "--lang", language]
    said = {"zh": "最后一个日期（2025-12-31）之后", "en": "the last date of this edition"}[language]
    assert main(command) == 0
    assert said in capsys.readouterr().out
    assert main([*command, "--did", "commendation=2026-01-08"]) == 0
    assert said not in capsys.readouterr().out
