"""Awards by tier on the screen, in the record, in the tables, and in a text that is shown."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from support.procedures import applicants, by_ordinal, policy, procedure

from awardsim.analysis.forecast import forecast
from awardsim.report.console import width
from awardsim.report.files import run_json
from awardsim.report.key_rows import key_rows
from awardsim.report.run_record import run_record
from awardsim.report.run_screen import run_screen
from awardsim.report.run_tables import run_tables
from awardsim.report.written import written_rows

SCHEMA = json.loads(
    Path(__file__).resolve().parents[2].joinpath("docs", "run.schema.json").read_text("utf-8")
)
TEXT = """
[tiers.award]
title = { zh = "质量奖", en = "award" }
[tiers.nomination]
title = { zh = "提名奖", en = "nomination" }
[quotas.award]
tier = "award"
number = { at_most = 2 }
[quotas.nomination]
tier = "nomination"
tracks = ["organisations"]
number = { exactly = 4 }
may_stay_vacant = "excluded"
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.decide]
kind = "gate"
per = "batch"
after = ["apply"]
[stages.decide.rule]
name = "approval_vote"
seats = 5
noise = 0
choose = { award = 2, "nomination/organisations" = 4 }
"""
BOTH = ("organisations", "individuals")


@pytest.fixture(scope="module")
def tiered():
    made = procedure(
        TEXT,
        "[channels.east]\norganisations = 3\nindividuals = 2\n",
        tracks=BOTH,
        cohort=applicants(merit=by_ordinal(900.0, 700.0, 500.0)),
    )
    return forecast(made, replications=4, seed=1, ranges=False)


@pytest.mark.parametrize(
    ("language", "awards", "vacant", "unfilled"),
    [
        (
            "zh",
            "质量奖2/≤2、提名奖·organisations2/=4",
            "有空缺≈100%（质量奖≈0%、提名奖·organisations≈100%）",
            "提名奖·organisations不足4个，文本不允许空缺",
        ),
        (
            "en",
            "award 2/≤2, nomination · organisations 2/=4",
            "vacancy ≈100 % (award ≈0 %, nomination · organisations ≈100 %)",
            "fewer than 4 are awarded (nomination · organisations)",
        ),
    ],
)
def test_the_screen_has_awards_against_quotas_by_tier(tiered, language, awards, vacant, unfilled):
    lines = run_screen(tiered, language).splitlines()
    whole = "".join(line.strip() + (" " if language == "en" else "") for line in lines)
    assert awards in whole
    assert vacant in whole
    assert unfilled in whole
    assert len(lines) <= 40
    assert max(map(width, lines)) <= 100


def test_the_record_has_tiers_and_quotas_and_is_valid(tiered):
    record = json.loads(run_json(run_record(tiered)))
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    output = record["output"]
    assert [(one["tier"], one["awarded"]) for one in output["tiers"]] == [
        ("award", [2, 2, 2]),
        ("nomination", [2, 2, 2]),
    ]
    award, nomination = output["quotas"]
    assert (award["tier"], award["tracks"], award["vacancy"]) == ("award", list(BOTH), 0.0)
    assert (nomination["number"], nomination["must_be_filled"]) == (4, True)
    assert nomination["vacancy"] == 1.0


def test_the_tables_have_the_awards_of_each_tier(tiered):
    record = json.loads(run_json(run_record(tiered)))
    verdict = run_tables(record, "zh")[0]
    found = {str(row[0]): row[1] for row in verdict.rows}
    assert found["质量奖表彰数，偏少10%—中间—偏多90%"] == "2 / 2 / 2"
    assert found["提名奖·organisations表彰名额"] == 4
    assert found["提名奖·organisations不足额（不允许空缺）"].value == 1.0


def test_a_text_that_is_shown_has_its_tiers_and_their_quotas():
    text = policy(TEXT, tracks=BOTH)
    shown = {
        row.path: (row.title.zh, row.value.zh) for row in (*key_rows(text), *written_rows(text))
    }
    assert shown["tiers.award"] == ("质量奖", "等次")
    assert shown["quotas.nomination.number"][0] == "提名奖·organisations：名额"
    assert shown["stages.decide.rule.choose.award"][0].endswith("（质量奖）")
