"""A city that somebody outside has added: it conforms, and its file is what its answers make."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from awardsim.cli import main
from awardsim.policy import read_policy
from awardsim.testing import check_plugin

STRANGER = Path(__file__).resolve().parents[1] / "stranger"


@pytest.fixture
def mingzhou(monkeypatch):
    """The stranger's plugin, from its source."""
    monkeypatch.syspath_prepend(str(STRANGER))
    yield importlib.import_module("awardsim_mingzhou")
    for name in [name for name in sys.modules if name.split(".")[0] == "awardsim_mingzhou"]:
        del sys.modules[name]


def test_it_conforms(mingzhou):
    assert [str(one) for one in check_plugin(mingzhou, replications=5)] == []


def test_its_file_is_what_its_answers_make_and_two_lines_by_hand(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code = main(["new", "city", "--answers", str(STRANGER / "answers.toml")])
    assert (code, capsys.readouterr().err) == (0, "")
    made = tmp_path.joinpath("mingzhou", "2026.toml").read_text("utf-8").splitlines()
    kept = STRANGER.joinpath("awardsim_mingzhou", "policies", "2026.toml").read_text("utf-8")
    by_hand = [line for line in kept.splitlines() if line not in made]
    assert [line.split('"')[1] for line in by_hand] == ["county_first", "weighted_sum"]
    assert len(made) == len(kept.splitlines())


def test_its_words_stand_in_its_document():
    document = STRANGER.joinpath("document.txt").read_text("utf-8").replace("\n", "")
    policy = read_policy(STRANGER / "awardsim_mingzhou" / "policies" / "2026.toml")
    from awardsim.policy import leaves

    words = [leaf.cell.words for leaf in leaves(policy) if leaf.cell.words]
    assert len(words) >= 8
    assert [one for one in words if one not in document] == []


def test_it_says_everything_that_the_document_says():
    """Every article is cited somewhere but the first, which says only what the text is for."""
    text = STRANGER.joinpath("awardsim_mingzhou", "policies", "2026.toml").read_text("utf-8")
    numerals = "一二三四五六七八九十"
    articles = [*numerals, *(f"十{one}" for one in numerals[:9]), "二十"]
    missing = [one for one in articles if f'"text {one}"' not in text]
    assert missing == ["一"]
