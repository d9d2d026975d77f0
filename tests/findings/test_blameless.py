"""What may stand in a document that is not at hand is no fault of the text that refers to it."""

from __future__ import annotations

import pytest
from support.checked import row
from support.settled import Here

from awardsim.findings import check_policy
from awardsim.policy import read_policy

#: How many judge is not written.
SILENT = (row("3名评审员"), 'reviewers = "unstated"')
STAGE = 'title = { zh = "材料评审", en = "document review" }'
BASIS = row("《中华人民共和国产品质量法》")


def judged(found):
    (one,) = [one for one in found if one.code.id == "AWS318"]
    return one


def test_a_text_that_refers_to_nothing_has_nobody_else_to_blame(check):
    assert "没有取得" not in judged(check(SILENT)).effect.zh


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("根据评审规则评审", "评审规则"),
        ("按照评审细则评审", "评审细则"),
        ("评审规则由市质量办制定", ""),  # which does not say that it decides
        ("根据议事规则评审", ""),  # in which nobody looks for that
    ],
)
def test_rules_that_a_step_follows_are_named(check, words, named):
    found = judged(check(SILENT, (STAGE, f'{STAGE}\nwords = "{words}"')))
    assert (f"{named}没有取得，可能写在那里：不能怪本文" in found.effect.zh) is bool(named)
    assert ("no fault of the text" in found.effect.en) is bool(named)
    assert found.repair.zh.startswith(f"写明“按{named}第＿＿条”；那里没有的，写明") is bool(named)
    assert "3名评审员" in found.repair.zh


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("《甲市政府质量奖管理办法》", True),
        ("《乙市科技奖管理办法》", False),  # of another award
        ("《甲市政府质量奖评选办法》", False),  # this text itself
    ],
)
def test_the_regulation_of_the_award_is_named_where_it_is_not_at_hand(
    title, told, check, catalogue, tmp_path
):
    basis = f'value = {{ value = "{title}", words = "根据{title}" }}'
    check(SILENT, (BASIS, basis))
    text = read_policy(tmp_path / "2026.toml")
    found = judged(check_policy(text, Here(catalogue, (text,))))
    assert (f"{title}没有取得" in found.effect.zh) is told
