"""Issued texts with one number or date written otherwise: the contradiction is told."""

from __future__ import annotations

from datetime import date

import pytest
from findings.real_texts import (
    china_2023,
    gansu_2023,
    qingyuan_2020,
    qingyuan_2025,
    shaoguan_2018,
)
from support.settled import GONE, at_most, on, words

SG, QY25, QY20 = shaoguan_2018.FILE, qingyuan_2025.FILE, qingyuan_2020.FILE
CHINA, GANSU = china_2023.FILE, gansu_2023.FILE

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

#: What keeps a text from being run, the same way, with its repair.
REFUSED = {
    "closing after the receipt": (
        QY25,
        {"stages.apply.closes": on(2025, 11, 5, "申报截止")},
        "AWS213 stages.apply.closes",
        "七(一)、七(二)",
        "“申报”提前到 2025-10-25 之前，或“报送市质量强市办”推迟到 2025-11-05 之后",
    ),
    "receipt before the opening": (
        QY25,
        {"stages.receipt.deadline.on": on(2025, 9, 1, "寄达")},
        "AWS410 stages.receipt.deadline.on",
        "七(二)、一",
        "“报送市质量强市办”改到 2025-09-17 之后",
    ),
    "two on the list for three": (
        SG,
        {"stages.top_five.rule.at_most.organisations": at_most(2, "得分前2名")},
        "AWS405 stages.top_five.rule.at_most",
        "三(七)3、二",
        "“得分前5名”合计取 3 名以上",
    ),
    "a decision without a rule": (
        SG,
        {"stages.vote.rule": GONE},
        "AWS406 quotas.organisations.number",
        "二、三(七)3",
        "“评审委员会投票”写明“在 3 个名额内按得分由高到低确定”",
    ),
    "a vote for four of three": (
        SG,
        {"stages.vote.rule.choose": words(4, "选出4名拟获奖企业")},
        "AWS503 stages.vote.rule.choose",
        "三(七)3、二",
        "“评审委员会投票”改为 3 名，或名额改为 4 个",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_procedure_has_the_articles_of_both_sides_and_a_sentence(name, issued):
    file, edit, point, articles, said = REFUSED[name]
    one = issued(file).once(edit)[point]
    assert "、".join(one.place.articles) == articles
    assert said in one.repair.zh
    assert one.repair != one.code.repair
    assert articles not in one.what.zh  # they stand behind it once


@pytest.mark.parametrize(
    ("lasts", "cycle", "said", "repair"),
    [
        # An award of year 0, an edition every second year: 2 and 4; 2; none falls within.
        ("5y", "2y", "实际 6 年后才能再报，错过两届", "其后两届内不得申报"),
        ("3y", "2y", "实际 4 年后才能再报，错过一届", "其后一届不得申报"),
        ("1y", "2y", "实际 2 年后才能再报，一届也没有错过", "不限的，删去"),
        ("10y", "3y", "实际 12 年后才能再报，错过三届", "其后三届内不得申报"),
    ],
)
def test_a_lock_out_is_counted_in_the_editions_that_it_bars(lasts, cycle, said, repair, issued):
    edit = {
        "conditions.lock_out.rule.lasts": words(lasts, f"获奖后{lasts}"),
        "window.cycle": words(cycle, f"每{cycle}"),
    }
    one = issued(SG).once(edit)["AWS505 conditions.lock_out.rule.lasts"]
    assert said in one.what.zh
    assert repair in one.repair.zh
    assert ("谁也没有挡住" in one.effect.zh) is (lasts == "1y")


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


#: The text, the finding, what is suggested, and what would not fit the document.
FITTING = [
    # 八: 牌匾和证书; 四(八): 证书、奖牌、奖章; none of the two pays.
    (QY25, "AWS314 provisions.recusal", "由＿＿撤销奖励，收回牌匾和证书；", "奖金"),
    (CHINA, "AWS314 provisions.recusal", "收回证书、奖牌、奖章；", "奖金"),
    (GANSU, "AWS314 provisions.recusal", "收回证书、奖牌、奖章；", "奖金"),
    # Annex 7 says how many a province may recommend; the awards of the country are 20 and 180.
    (
        GANSU,
        "AWS313 stages.province_candidates.rule.at_most",
        "不超过推荐名额（市监质函〔2023〕105号 附件7）的2倍",
        "表彰名额",
    ),
    (QY25, "AWS313 stages.site_list.rule.at_most", "不超过表彰名额的2倍", "推荐名额"),
    # Annexes 4 and 5 are titled 推荐表.
    (QY25, "AWS317 provisions.individual_form.value", "个人填写附件4《推荐表》", "申报表"),
    (CHINA, "AWS317 provisions.individual_form.value", "个人填写附件5《推荐表》", "申报表"),
]


@pytest.mark.parametrize(("file", "point", "said", "other"), FITTING)
def test_a_suggestion_fits_what_its_document_has(file, point, said, other, issued):
    one = issued(file).found[point]
    assert said in one.repair.zh
    assert other not in one.repair.zh


def test_money_that_was_paid_is_recovered(issued):
    """二十一 of Qingyuan 2020 pays 500 000: its sentences on revocation left out, it is missed."""
    provisions = issued(QY20).policy.provisions
    names = [name for name, one in provisions.items() if one.type == "REVOCATION"]
    edit = {f"provisions.{name}.value": "unstated" for name in names}
    (one,) = [one for one in issued(QY20).once(edit).values() if one.code.id == "AWS314"]
    assert "收回奖牌和证书，追回奖金" in one.repair.zh
    assert "plaque and certificate, and the prize money" in one.repair.en


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
