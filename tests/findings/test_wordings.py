"""What is suggested can be used where it is suggested, and what is not the text's fault is said."""

from __future__ import annotations

import pytest
from support.checked import row

VOTE = 'rule = { name = "approval_vote", choose = { organisations = 3 } }'
RANKED = 'rule = { name = "confer_by_rank" }'
#: No rule for equals is left in the good text.
UNSETTLED = [
    ('type = "PRIORITY"', 'type = "PRINCIPLE"'),
    (row("得分相同的"), 'value = { value = "x", words = "按得分" }'),
]


def only(found, code):
    (one,) = [one for one in found if one.code.id == code]
    return one


def test_equals_are_settled_by_what_there_is_at_that_stage(check):
    """A list before the site visit cannot be settled by its marks, nor votes by any."""
    told = only(check(*UNSETTLED), "AWS302")
    lists, decision = told.repair.zh.split("；")
    assert "现场评审得分" not in lists
    assert "末位得分相同" in lists
    assert "现场评审得分高者优先" in decision
    voted = only(check(*UNSETTLED, (RANKED, VOTE)), "AWS302")
    assert "得票相同的，取谁没有写" in voted.what.zh
    lists, vote = voted.repair.zh.split("；")
    assert "得分" in lists
    assert "得票相同的" in vote
    assert "得分" not in vote
    assert ["voted on again" in one.repair.en for one in (told, voted)] == [False, True]


@pytest.mark.parametrize(("document", "blamed"), [("附件2", True), ("《管理办法》", False)])
def test_an_annex_is_to_be_published_and_another_document_to_be_cited(check, document, blamed):
    elsewhere = f'{{ organisations = {{ elsewhere = "{document}" }} }}'
    most = f'rule = {{ name = "top_n", at_most = {elsewhere} }}'
    told = only(check((row('name = "top_n"'), most)), "AWS307")
    assert f"的名额要看{document}" in told.what.zh
    assert ("不是文件的过错" not in told.effect.zh) is blamed
    assert ("no fault" not in told.effect.en) is blamed
    assert ("附件" in told.repair.zh) is blamed


def test_a_bar_counts_from_a_decision_and_an_answer_from_receipt(check):
    bar = (
        row('lasts = { value = "5y"'),
        'lasts = { value = "5y", words = "取消资格，5年内不受理" }',
    )
    assert "决定之日起" in only(check(bar), "AWS319").repair.zh
    reply = (row("reply = {"), 'reply = { at_most = "3wd", words = "县局应当在3个工作日内回复" }')
    assert "自收到材料之日起" in only(check(reply), "AWS319").repair.zh


@pytest.mark.parametrize(
    ("remark", "wording"),
    [
        ("没有写年限", "写明年数"),
        ("没有写各县可以推荐几家", "推荐不超过X家"),
        ("没有写可否补充材料", "不予补充"),
        ("没有写收不收费", "补写"),
    ],
)
def test_a_remark_has_a_wording_for_what_it_misses(check, remark, wording):
    fee = (row("不收取任何费用"), f'value = {{ unstated = "{remark}" }}')
    assert wording in only(check(fee), "AWS317").repair.zh


def test_a_prize_is_named_without_its_unit(check):
    title = (row('zh = "奖牌、证书"'), 'title = { zh = "奖金（元）", en = "prize (yuan)" }')
    prize = (row("颁发奖牌、证书"), 'value = { value = 500000, words = "奖励50万元" }')
    told = only(check(title, prize), "AWS510")
    assert "收回“奖金”" in told.what.zh
    assert "('prize')" in told.what.en


@pytest.mark.parametrize("mistake", ['version = "2027"', "", "version = 2026", "schema = 1"])
def test_a_mistake_at_the_head_of_a_file_hides_nothing_behind_it(check, mistake):
    """A file of another name, a version that is missing or no text; the last one is none."""
    pair = () if mistake == "schema = 1" else (('version = "2026"', mistake),)
    found = check(*pair, (row("decide = {"), 'decide = "unstated"'))
    assert "AWS309" in [one.code.id for one in found]
    assert any(one.place.path == "version" for one in found) is bool(pair)


@pytest.mark.parametrize(
    ("limits", "zh", "en"),
    [
        (
            (),
            "转送、复核、认定用足要 11个工作日；",
            "11 working days to be forwarded, checked and decided;",
        ),
        (
            ("decide",),
            "转送、复核用足要 6个工作日，认定另无时限；",
            "to be forwarded and checked, and the",
        ),
        (("reply",), "转送、认定用足要 8个工作日；", "8 working days to be forwarded and decided;"),
    ],
)
def test_the_days_of_an_objection_are_those_of_the_steps_that_are_named(check, limits, zh, en):
    """Three days to forward, three to check, five to decide."""
    silent = [(row(f"{one} = {{ at_most"), f'{one} = "unstated"') for one in limits]
    pending = (row("holds = {"), 'holds = { value = "case", inferred = "没有写" }')
    told = only(check(pending, *silent), "AWS208").what
    assert (zh in told.zh, en in told.en) == (True, True)


def test_what_follows_names_nothing_that_the_text_does_not_have(check):
    """A document of findings shows it; the examples of a code's own words are of other texts."""
    found = check(
        (row("GB/T 19580"), 'value = { value = "GB/T 19580", words = "GB／T19580" }'),
        (row("每年报送绩效报告"), 'value = { value = "x", words = "必要时报送绩效报告" }'),
        (row("撤销奖励，收回"), 'value = "unstated"'),
    )
    codes = {one.code.id: one.effect.zh for one in found}
    assert codes["AWS507"] == "按哪一版评，说不清"
    assert codes["AWS321"] == "同样的情况，各人掌握不同"
    assert codes["AWS314"] == "出了事没有依据"
