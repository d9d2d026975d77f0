"""Issued texts with one number or date written otherwise: the contradiction is told."""

from __future__ import annotations

from datetime import date

import pytest
from findings.real_texts import qingyuan_2025, shaoguan_2018
from support.settled import words

SG, QY25 = shaoguan_2018.FILE, qingyuan_2025.FILE

#: The text, what is written instead, the finding with its articles and what it says.
ALTERED = {
    "elects two of three": (
        SG,
        {"stages.vote.rule.choose": words(2, "选出2名拟获奖企业")},
        "AWS503 stages.vote.rule.choose",
        "三(七)3、二",
        "只选出 2，名额是 3",
    ),
    "an objection halts the review, which 九(三) says it does not": (
        QY25,
        {
            "objections.suspends": words(True, "异议审查期间暂停评审", source="plan 九(二)"),
        },
        "AWS514 provisions.non_suspension.value",
        "九(三)、九(二)",
        "一处写“异议审查期间,不影响”，一处写“异议审查期间暂停评审”",
    ),
    "50 and 60": (
        SG,
        {"stages.composite.rule.weights.material_review": words(50, "按照50%、60%的权重")},
        "AWS520 stages.composite.rule.weights",
        "三(七)2",
        "“材料评审”50%、“现场考评”60%，合计 110%",
    ),
    "0.4 and 0.5": (
        SG,
        {
            "stages.composite.rule.weights.material_review": words(0.4, "材料评审0.4"),
            "stages.composite.rule.weights.site_visit": words(0.5, "现场考评0.5"),
        },
        "AWS520 stages.composite.rule.weights",
        "三(七)2",
        "合计 90%\n折算：44.4%、55.6%",
    ),
    "a vote before the site visits are over": (
        SG,
        {
            "stages.vote.deadline.on": words(
                date(2019, 1, 10), "评审委员会合议推荐（2019年1月10日前）"
            )
        },
        "AWS213 stages.vote.deadline.on",
        "三(七)3、三(七)2",
        "“评审委员会投票”的期限是 2019-01-10，前面的“现场考评”到 2019-01-20 才到期\n10天",
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_a_contradiction_is_told_with_the_articles_of_both_sides(name, issued):
    file, edit, point, articles, said = ALTERED[name]
    assert point not in issued(file).found
    one = issued(file).once(edit)[point]
    assert "、".join(one.place.articles) == articles
    for part in said.split("\n"):
        assert part in f"{one.what.zh}\n{one.effect.zh}"
    assert one.what.en != one.what.zh
    assert one.repair.zh


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [(40, 60, "权重"), (0.4, 0.6, "权重"), (60, 20, "按60:20折算"), (2, 1, "权重")],
)
def test_weights_of_a_whole_and_parts_of_any_sum_are_in_order(first, second, said, issued):
    edit = {
        "stages.composite.rule.weights.material_review": words(first, said),
        "stages.composite.rule.weights.site_visit": words(second, said),
        "stages.composite.rule.words": said,
    }
    assert not [point for point in issued(SG).once(edit) if point.startswith("AWS520")]
