"""The plugin keeps to the contract, and its text says what the document says."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from importlib import metadata

import awardsim_mingzhou
import numpy as np
import pytest
from awardsim_mingzhou.rules import COUNTY_FIRST, CountyFirst

from awardsim.policy import Bound, Status
from awardsim.rules import Candidates, Draws
from awardsim.streams import Streams
from awardsim.testing import PluginConformance


class TestConformance(PluginConformance):
    """Every check of awardsim.testing, on this plugin."""

    plugin = awardsim_mingzhou


@pytest.fixture(scope="module")
def text():
    return next(iter(awardsim_mingzhou.awardsim_policies()))


def test_the_window_article_3(text):
    assert text.window.opens.value == datetime.date(2026, 3, 2)
    assert text.window.closes.value == datetime.date(2026, 12, 18)


def test_at_most_four_organisations_article_4(text):
    number = text.quotas["organisations"].number
    assert (number.value, number.bound) == (4, Bound.AT_MOST)


def test_the_county_notice_lasts_at_least_five_working_days_article_8(text):
    duration = text.stages["channel_notice"].duration
    assert (str(duration.value), duration.bound) == ("5wd", Bound.AT_LEAST)


def test_the_final_notice_lasts_seven_days_of_no_kind_article_16(text):
    duration = text.stages["final_notice"].duration
    assert (str(duration.value), duration.status) == ("7cd", Status.INFERRED)
    assert set(text.readings["final_notice_days"].options) == {"calendar", "working"}


def test_there_is_no_defence_article_13(text):
    assert "defence" not in text.stages
    assert text.provisions["no_defence"].value.status is Status.EXCLUDED


def test_the_weights_are_40_and_60_article_14(text):
    weights = text.stages["composite"].rule.parameters["weights"]
    assert {stage: cell.value for stage, cell in weights.items()} == {
        "document_review": 40,
        "site_visit": 60,
    }


def decide(channels, marks, places):
    count = len(channels)
    candidates = Candidates(
        track=np.zeros(count, dtype=np.int64),
        channel=np.array(channels),
        columns={},
        marks={"document_review": np.array(marks, dtype=float)},
        slots=np.arange(count),
        tracks=("organisations",),
    )
    parameters = CountyFirst(at_most={"organisations": places})
    return COUNTY_FIRST.decide(candidates, parameters, Draws(Streams(1), "list", 0, count))


def test_the_best_of_each_county_comes_first_article_12():
    decided = decide([0, 0, 0, 1, 2], [900, 800, 700, 100, 200], 4)
    assert decided.passed.tolist() == [True, True, False, True, True]


def test_with_more_counties_than_places_the_better_ones_pass_article_12():
    decided = decide([0, 1, 2], [300, 100, 200], 2)
    assert decided.passed.tolist() == [True, False, True]


# ---- installed beside awardsim ------------------------------------------------------------------

INSTALLED = "mingzhou" in metadata.entry_points(group="awardsim").names


def printed(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "awardsim", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(not INSTALLED, reason="not installed")
def test_it_is_listed_and_runs_by_its_id():
    assert "mingzhou@2026" in printed("list")
    assert "mingzhou.county_first" in printed("list", "rules")
    options = ("--replications", "20", "--no-ranges", "--format", "json")
    record = json.loads(printed("run", "mingzhou@2026", *options))
    assert record["policy"]["id"] == "mingzhou@2026"
