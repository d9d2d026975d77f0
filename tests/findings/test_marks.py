"""Marks, years, names and numbers that are written, and not what they are measured against."""

from __future__ import annotations

import pytest
from support.checked import row

TOP = row('name = "top_n"')
MARK = 'words = "材料评审得分%s的进入审议"'


def found(findings, code):
    return [one for one in findings if one.code.id == code]


def line(words: str) -> tuple[str, str]:
    """A score line in the place of the short list."""
    at_least = f'{{ value = 450, words = "{words}" }}'
    return TOP, f'rule = {{ name = "threshold", at_least = {at_least}, of = "review" }}'


@pytest.mark.parametrize(
    ("words", "told"),
    [("450分以上", True), ("450分以上（满分1000分）", False), ("总分600分，450分以上", False)],
)
def test_a_score_needs_its_full_marks(check, words, told):
    made = found(check(line(words)), "AWS329")
    assert len(made) == told
    if told:
        assert made[0].place.path == "stages.shortlist.rule.at_least"
        assert (
            made[0].effect.en == "out of 500 it is 90%; out of 600 it is 75%; out of 1000 it is 45%"
        )


def test_what_the_document_says_of_marks_and_years_counts_too(check):
    """Full marks and the day are in the document, and the file quotes neither."""
    silent = (row('words = "年限计算至申报截止之日"'), 'value = { value = "x", words = "经营" }')
    pairs = [line("450分以上"), silent]
    told = {one.code.id for one in check(*pairs)}
    assert {"AWS329", "AWS330"} <= told
    document = "通知\n一、时间\n年限计算至申报截止之日。\n二、评审\n（一）满分1000分。"
    told = {one.code.id for one in check(*pairs, document=document)}
    assert not {"AWS329", "AWS330"} & told


@pytest.mark.parametrize("inferred", [True, False])
def test_a_list_by_marks_says_by_which(check, inferred):
    said = ', inferred = "读作材料评审得分"' if inferred else ""
    of = f', of = {{ value = "review", words = "评审得分"{said} }} }}'
    made = found(check((TOP, TOP.rstrip("}").rstrip() + of)), "AWS329")
    assert len(made) == inferred
    assert all(one.place.path == "stages.shortlist.rule.of" for one in made)


@pytest.mark.parametrize(
    ("words", "told"), [("经营3年以上", True), ("截至申报截止之日经营3年以上", False)]
)
def test_years_are_counted_until_some_day(check, words, told):
    """The good text has a sentence for all years; without it each has to say it."""
    assert found(check(), "AWS330") == []
    silent = (row('words = "年限计算至申报截止之日"'), 'value = { value = "x", words = "经营" }')
    years = (
        row('words = "经营3年以上"'),
        row('words = "经营3年以上"').replace("经营3", words[:-3]),
    )
    made = found(check(silent, years), "AWS330")
    assert len(made) == told


@pytest.mark.parametrize(
    ("words", "told"), [("按“双随机”原则", True), ("双随机：随机抽取评审员", False)]
)
def test_twice_random_says_what_is(check, words, told):
    fee = (row("不收取任何费用"), f'value = {{ value = "x", words = "{words}" }}')
    assert len(found(check(fee), "AWS321")) == told


# ---- lists --------------------------------------------------------------------------------------


def lists(first: str, words: str, then: str) -> list[tuple[str, str]]:
    """A short list of so many, and one of so many behind it."""
    least = TOP.replace("{ at_most = 6", f"{{ at_most = {first}").replace("取前6家", words)
    more = (
        "[stages.deliberation]\n",
        '[stages.second]\ntitle = { zh = "再取", en = "second list" }\ntype = "SHORTLIST"\n'
        'kind = "gate"\nper = "batch"\nbody = "office"\nafter = ["shortlist"]\n'
        'source = "rules 三(五)"\nrule = { name = "top_n", at_most = { organisations = '
        f'{{ at_most = {then[0]}, words = "{then}" }} }} }}\n\n[stages.deliberation]\n',
    )
    return [(TOP, least), ('after = ["shortlist"]', 'after = ["second"]'), more]


@pytest.mark.parametrize(
    ("first", "words", "then", "told"),
    [
        ("4", "取前4家", "5家", True),
        ("4", "取前4家", "5家以内", False),  # which may be fewer
        ("5", "取前5家", "5家", False),
        ("6", "不超过6家", "5家", False),
    ],
)
def test_a_list_takes_no_more_than_the_one_before_it_lets_through(check, first, words, then, told):
    made = found(check(*lists(first, words, then)), "AWS503")
    assert len(made) == told
    if told:
        assert "'second list' takes 5, and 'short list' before it lets at most 4" in made[0].what.en
        assert "“确定审议名单”改为 5 名以上，或后面的改为不超过 4 名" in made[0].repair.zh


def test_a_list_that_is_too_short_for_the_awards_is_told_once(check):
    """An exact number of awards cannot be filled: the builder says so, and nothing else does."""
    short = (TOP, TOP.replace("{ at_most = 6", "{ at_most = 2").replace("取前6家", "取前2家"))
    exact = (row("number = {"), 'number = { value = 3, words = "每届3家" }')
    full = (row("名额可以空缺"), 'may_stay_vacant = { excluded = "不得空缺", words = "不得空缺" }')
    codes = [one.code.id for one in check(short, exact, full)]
    assert codes.count("AWS405") == 1
    assert "AWS503" not in codes


# ---- names and documents ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("审定拟获奖名单", "拟奖名单向社会公示", True),
        ("审定拟获奖建议名单", "拟获奖名单向社会公示", True),
        ("审定拟奖名单", "拟奖名单向社会公示", False),
        # A proposal and what becomes of it are two things.
        ("审议获奖建议名单、决定拟奖名单", "拟奖名单向社会公示", False),
    ],
)
def test_the_list_that_is_publicised_has_one_name(check, first, second, told):
    report = (row("每年报送绩效报告"), f'value = {{ value = "x", words = "{first}" }}')
    standard = (
        row("GB/T 19580 最新版本"),
        f'value = {{ value = "GB/T 19580 最新版本", words = "{second}" }}',
    )
    assert len(found(check(report, standard), "AWS515")) == told


@pytest.mark.parametrize(
    ("document", "told"),
    [("议事规则（第七条）", True), ("评审细则", True), ("有关规定", False), ("附件3", False)],
)
def test_rules_in_a_document_that_is_not_at_hand(check, document, told):
    fee = (row("不收取任何费用"), f'value = {{ elsewhere = "{document}" }}')
    made = found(check(fee), "AWS307")
    assert len(made) == told
    if told:
        assert "不是文件的过错" in made[0].effect.zh
        assert f"“{document.partition('（')[0]}由＿＿于＿＿前公布" in made[0].repair.zh
