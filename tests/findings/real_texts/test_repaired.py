"""Whoever writes what is suggested, and strikes what the suggestion names, is told nothing new."""

from __future__ import annotations

import datetime

import attrs
import pytest
from support.settled import GONE, PLUGINS, words

from awardsim.policy import parse_policy, read_policy
from awardsim.policy.paths import set_path
from awardsim.procedure.build import build
from awardsim.procedure.followed import followed_option
from awardsim.procedure.resolve import resolve
from awardsim.report.showing import reading_lines
from awardsim.scenario.reader import default_scenario

QY25 = "qingyuan/policies/2025.toml"
QY20 = "qingyuan/policies/2020.toml"
SG = "shaoguan/policies/2018.toml"
PZH = "panzhihua/policies/2022.toml"
PENDING = "异议未办结的，继续参加评审，查证属实的取消资格"
ROLLS = "遇休息日顺延至其后第一个工作日"
RECEIPT = "stages.receipt.deadline"
#: Text, finding, the sentence suggested, and what a drafter writes in the file for it.
SUGGESTED = {
    "a deadline that rolls": (
        QY25,
        "AWS203 stages.receipt.deadline.on",
        ROLLS,
        {f"{RECEIPT}.roll": words("forward", ROLLS)},
    ),
    "a notice in working days": (
        SG,
        "AWS204 stages.final_notice.duration",
        "10个工作日",
        {"stages.final_notice.duration": {"exactly": "10wd", "words": "公示期10个工作日"}},
    ),
    "what a pending objection holds": (
        QY25,
        "AWS208 stages.final_notice.objection.holds",
        "整份名单暂缓",
        {
            f"stages.{one}.objection.holds": words("list", "有异议未办结的，整份名单暂缓")
            for one in ("county_notice", "acceptance_notice", "final_notice")
        },
    ),
    "winners may apply again": (
        PZH,
        "AWS316 conditions",
        "可以继续申报",
        {"provisions.reapplication.value": words("可以继续申报", "可以继续申报")},
    ),
    "an objection under way": (
        QY25,
        "AWS501 stages.final_notice.objection.open",
        PENDING,
        {"provisions.non_suspension.value": words(True, PENDING)},
    ),
    "prize money": (
        QY20,
        "AWS510 provisions.revocation_fraud.value",
        "收回奖牌、证书和奖金",
        {"provisions.revocation_fraud.value": words("收回奖励", "收回奖牌、证书和奖金")},
    ),
}


@pytest.mark.parametrize("case", SUGGESTED, ids=str)
def test_a_suggestion_and_what_it_strikes_bring_nothing_new(case, issued):
    file, point, sentence, written = SUGGESTED[case]
    text = issued(file)
    told = text.found[point]
    assert sentence in told.repair.zh
    assert bool(told.strike) is (case != "an objection under way")
    assert all(f"[{one}]" not in told.repair.zh for one in told.strike), "it is no wording"
    assert all(
        f"[{one}]" in told.mending.zh and f"[{one}]" in told.mending.en for one in told.strike
    )
    struck = [one for one in told.strike if f"{one}.value" not in written]
    after = text.once({**written, **dict.fromkeys(struck, GONE)})
    assert point not in after
    assert [one for one in after if one not in text.found] == []


def test_a_reading_that_is_left_behind_does_not_claim_its_default(issued):
    file, _, _, written = SUGGESTED["a notice in working days"]
    text = issued(file)
    left = text.once(written)["AWS502 readings.notice_days"]
    assert text.policy.readings["notice_days"].default == "calendar"
    assert "10个日历日" not in left.effect.zh + left.what.zh + left.repair.zh
    assert left.effect.zh.endswith("“10个工作日”")
    assert "[readings.notice_days]" in left.repair.zh
    assert "[readings.notice_days]" in left.repair.en


# ---- a draft in which the deadline rolls, and the reading still stands --------------------------


@pytest.fixture(scope="module")
def rolling(tmp_path_factory):
    """The plan of 2025 with a deadline that rolls forward: 2025-10-25 is a Saturday."""
    policy = read_policy(PLUGINS / QY25)
    raw = set_path(policy.raw, f"{RECEIPT}.roll", words("forward", ROLLS))
    return parse_policy(raw, policy.file)


def test_no_screen_shows_a_default_that_is_not_applied(rolling, rules):
    procedure = build(rolling, default_scenario(rolling), rules.rule)
    assert rolling.stages["receipt"].deadline.roll.value == "forward"
    followed = followed_option(procedure, "receipt_roll")
    assert followed != "none"
    lines = reading_lines("receipt_roll", rolling.readings["receipt_roll"], rolling, "zh", followed)
    assert not any(line.lstrip().startswith("* none") for line in lines)
    assert followed_option(procedure, "parent_notice_order") == "parallel"


@pytest.mark.parametrize(("chosen", "roll"), [("none", "none"), ("backward", "backward")], ids=str)
def test_a_reading_that_is_chosen_sets_its_values_the_default_too(chosen, roll, rolling):
    scenario = attrs.evolve(default_scenario(rolling), readings={"receipt_roll": chosen})
    resolved, made, problems = resolve(rolling, scenario)
    assert not problems
    assert [one.path for one in made] == [f"{RECEIPT}.roll"]
    assert resolved.stages["receipt"].deadline.roll.value == roll
    assert resolved.stages["receipt"].deadline.on.value == datetime.date(2025, 10, 25)
    issued = read_policy(PLUGINS / QY25)
    expected = [] if chosen == "none" else [f"{RECEIPT}.roll"]
    assert [one.path for one in resolve(issued, scenario)[1]] == expected
