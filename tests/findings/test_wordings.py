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


@pytest.mark.parametrize(("words", "capped"), [("不超过6家", True), ("取前6家", False)])
def test_equals_do_not_pass_a_limit_that_the_text_sets(check, words, capped):
    """Who may list no more than 6 cannot list equals beyond; who takes the first 6 can."""
    most = (row('name = "top_n"'), row('name = "top_n"').replace("取前6家", words))
    lists, _ = only(check(*UNSETTLED, most), "AWS302").repair.zh.split("；")
    assert ("超过限额的，以＿＿得分高者优先" in lists) is capped
    assert ("人数相应增加" in lists) is not capped


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
        ("没有写年限", "写明“收费：＿＿年以上”"),
        ("没有写各县可以推荐几家", "推荐不超过＿＿家"),
        ("没有写可否补充材料", "不予补充"),
        ("没有写收不收费", "在 一(三) 补一句“收费：＿＿”"),
    ],
)
def test_a_remark_has_a_wording_for_what_it_misses(check, remark, wording):
    fee = (row("不收取任何费用"), f'value = {{ unstated = "{remark}" }}')
    assert wording in only(check(fee), "AWS317").repair.zh


def test_years_that_are_missing_stand_in_the_sentence_that_lacks_them(check):
    bar = (
        row('name = "min_years"'),
        'rule = { name = "clean_record", record = "penalty", '
        'within = { unstated = "没有写年限" } }',
    )
    title = (row('zh = "经营3年以上"'), 'title = { zh = "无行政处罚", en = "no penalties" }')
    found = only(check(bar, title), "AWS317")
    assert found.repair.zh == "写明“近＿＿年内无行政处罚”"
    duty = (row('lasts = { value = "3y"'), 'lasts = { unstated = "没有写年限" }')
    found = only(check(duty), "AWS317")
    assert found.repair.zh == "写明“绩效报告自获奖之日起＿＿年”"


def test_the_sentence_that_a_file_has_ready_is_suggested(check):
    ready = 'wording = { zh = "由＿＿承担评审费用", en = "＿＿ bears the cost" }'
    fee = (row("不收取任何费用"), f'value = {{ unstated = "没有写谁付", {ready} }}')
    found = only(check(fee), "AWS317")
    assert found.repair.zh == "写明“由＿＿承担评审费用”"
    assert found.repair.en == "write: ＿＿ bears the cost"
    wrong = (row("不收取任何费用"), f'value = {{ excluded = "不收费", {ready} }}')
    assert any("'wording'" in one.what.en and one.wrong for one in check(wrong))


@pytest.mark.parametrize(
    ("type", "reason", "told"),
    [
        ("FEEDBACK", "没有写反馈评审情况", False),
        ("REWARD", "没有写奖金", False),  # there is a plaque
        ("ORGANISATION", "没有写推荐单位要公示", False),
        ("ORGANISATION", "没有写由谁公示", True),
    ],
)
def test_what_a_text_may_leave_out_is_no_gap(check, type, reason, told):
    fee = (row("不收取任何费用"), f'value = {{ unstated = "{reason}" }}')
    kind = (row('type = "FEE"'), f'type = "{type}"')
    assert any(one.code.id == "AWS317" for one in check(fee, kind)) is told


def test_each_silent_matter_has_a_sentence_of_its_own(check):
    """The good text without its article on recusal, and without that on the use of the title."""
    recusal = (row("应当回避"), 'value = "unstated"')
    title_use = (row("注明年份"), 'value = "unstated"')
    found = only(check(recusal, title_use), "AWS314")
    assert "应当回避，不参加其评审和表决；使用获奖称号须注明获奖年份" in found.repair.zh
    assert "撤销" not in found.repair.zh


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


def sent_on(source: str) -> tuple[str, str]:
    """A dated stage behind the application, in that article."""
    return (
        "[provisions.recusal]\n",
        '[stages.nominate]\ntitle = { zh = "推荐", en = "recommendation" }\ntype = "NOMINATE"\n'
        'kind = "wait"\nper = "channel"\nbody = "county"\nafter = ["apply"]\n'
        f'source = "{source}"\nduration = "unstated"\n[stages.nominate.deadline]\n'
        'on = { value = 2026-05-29, words = "2026年5月29日（含当日）前" }\n'
        'counts = "receipt"\nlate = { value = "out", words = "逾期不再受理" }\n'
        'roll = "none"\n[provisions.recusal]\n',
    )


OPEN_END = (row("closes = { value = 2026-04-30"), 'closes = "unstated"')


@pytest.mark.parametrize(
    ("pairs", "said", "articles", "wording"),
    [
        # Rules for many editions leave the day to the call; a plan for one names it.
        ((OPEN_END,), "没有写何日以前交到", ("三(二)",), "截止日由通知规定"),
        (
            (OPEN_END, (row("cycle = {"), 'cycle = "unstated"')),
            "没有写何日以前交到",
            ("三(二)",),
            "X月X日前",
        ),
        (
            (OPEN_END, sent_on("rules 三(三)")),
            "2026-05-29 是“推荐”的期限",
            ("三(二)", "三(三)"),
            "X月X日前",
        ),
        ((OPEN_END, sent_on("rules 三(二)")), "只写了一个期限 2026-05-29", ("三(二)",), "分开写"),
    ],
)
def test_a_closing_day_is_asked_of_who_can_name_it(check, pairs, said, articles, wording):
    told = only(check(*pairs), "AWS305")
    assert said in told.what.zh
    assert told.place.articles == articles
    assert wording in told.repair.zh


@pytest.mark.parametrize(
    "closes",
    ['{ unstated = "只写“在规定期限内”" }', '{ elsewhere = "申报通知" }'],
)
def test_a_day_that_is_prescribed_or_in_another_text_is_not_told_as_missing(check, closes):
    found = [one.code.id for one in check((OPEN_END[0], f"closes = {closes}"))]
    assert "AWS305" not in found
    assert ("AWS308" in found) is ("规定" in closes)


def test_what_begins_on_a_day_off_does_not_begin_before_it(check):
    """2026-04-25 is a Saturday: what ends on it may end on the Friday before."""
    rolls = (row("遇休息日、节假日的"), "value = true")
    opens = (
        'words = "印发通知"\n',
        'words = "印发通知"\nopens = { value = 2026-04-25, words = "2026年4月25日" }\n',
    )
    told = only(check(rolls, opens), "AWS203")
    assert told.place.path == "stages.call.opens"
    assert told.effect.zh.startswith("可以读作 2026-04-25 或 2026-04-27")


@pytest.mark.parametrize(
    ("judges", "told"),
    [("参加下届评审工作", True), ("参加下届评审工作，不得参加本行业的评审", False)],
)
def test_winners_who_keep_from_their_own_field_may_judge(check, judges, told):
    duty = (row("每年报送绩效报告"), f'value = {{ value = "x", words = "{judges}" }}')
    assert ("AWS512" in [one.code.id for one in check(duty)]) is told


@pytest.mark.parametrize(
    ("number", "words", "other"),
    [
        ("0.67", "三分之二以上", False),
        ("0.6667", "3分之2以上", False),
        ("0.5", "三分之二以上", True),
    ],
)
def test_a_share_in_words_is_the_number_beside_it(check, number, words, other):
    quorum = f'quorum = {{ value = {number}, words = "{words}" }}, choose'
    found = [one.code.id for one in check((RANKED, VOTE.replace("choose", quorum)))]
    assert ("AWS104" in found) is other
