"""Dates, limits and names that are half said: found in a small text, silent where whole."""

from __future__ import annotations

import pytest
from support.checked import codes, row

CLOSES = row("closes = { value = 2026-04-30")
REPLY = row("reply = {")
FEE = row("不收取任何费用")
REPORT = row("每年报送绩效报告")


def closes(words: str, day: str = "2026-04-30") -> tuple[str, str]:
    return CLOSES, f'closes = {{ value = {day}, words = "{words}" }}'


@pytest.mark.parametrize(
    ("day", "words", "told"),
    [
        # The rules were issued on 2026-01-15: April without a year is that of 2026.
        ("2026-04-30", "截止至4月30日（含当日）", None),
        ("2027-04-30", "截止至4月30日（含当日）", "the year is not written"),
        ("2025-04-30", "截止至4月30日（含当日）", "the year is not written"),
        # Words that begin with the month may have been cut off behind the year.
        ("2027-04-30", "4月30日截止", None),
        ("2027-04-30", "2026年10月至次年4月30日", None),
        ("2026-04-30", "2026年4月截止", "the day is not written"),
        ("2026-04-30", "2026年3月2日至4月30日", None),
    ],
)
def test_a_date_lacks_its_year_only_where_the_issue_does_not_give_it(check, day, words, told):
    found = [one for one in check(closes(words, day)) if one.code.id == "AWS212"]
    assert [one.place.path for one in found] == ["stages.apply.closes"] * bool(told)
    assert all(told in one.what.en and day in one.effect.en for one in found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("县局应当在3个工作日内回复", True),
        ("自收到之日起3个工作日内回复", False),
        ("县局收到后3个工作日内回复", False),
        ("3个工作日内回复", False),  # what stands before it is not quoted
    ],
)
def test_a_limit_needs_a_start(check, words, told):
    found = check((REPLY, f'reply = {{ at_most = "3wd", words = "{words}" }}'))
    assert ("AWS319" in codes(found)) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [("必要时征求意见", "什么情形"), ("于次年年初兑现", "到哪一天"), ("每年报送绩效报告", "")],
)
def test_words_without_a_measure_are_told_with_what_they_leave_open(check, words, told):
    found = check((REPORT, f'value = {{ value = "x", words = "{words}" }}'))
    said = [one.what.zh for one in found if one.code.id == "AWS321"]
    assert [told in one for one in said] == [True] * bool(told)


def test_how_many_judge_is_a_point_only_where_nothing_is_written(check):
    found = check((row("3名评审员"), 'reviewers = "unstated"'))
    assert [one.place.path for one in found if one.code.id == "AWS318"] == [
        "stages.review.reviewers"
    ]
    assert "AWS318" not in codes(check())


NAMES = (FEE, 'value = { value = "x", words = "反馈资料评审情况" }')
OTHER = (REPORT, 'value = { value = "x", words = "材料评审的结果" }')


def test_two_names_for_one_step_are_told_and_one_name_is_not(check):
    assert "AWS515" not in codes(check(NAMES))
    found = [one for one in check(NAMES, OTHER) if one.code.id == "AWS515"]
    assert len(found) == 1
    assert "'资料评审', '材料评审'" in found[0].what.en
    assert len(found[0].place.articles) == 2


def test_of_a_text_with_two_such_steps_two_names_are_no_mistake(check):
    second = (
        "[provisions.recusal]\n",
        '[stages.second]\ntitle = { zh = "资料评审", en = "second review" }\n'
        'type = "DOC_REVIEW"\nkind = "work"\nper = "case"\nbody = "reviewers"\n'
        'after = ["review"]\nsource = "rules 三(五)"\nduration = "unstated"\n'
        "[provisions.recusal]\n",
    )
    assert "AWS515" not in codes(check(NAMES, OTHER, second))


@pytest.mark.parametrize(
    ("words", "told"),
    [("应报尽报、应知尽知", True), ("能报尽报，推荐按限额择优", False), ("广泛动员", False)],
)
def test_a_call_on_all_beside_a_limit(check, words, told):
    call = (REPORT, f'value = {{ value = "x", words = "{words}" }}')
    assert "AWS516" not in codes(check(call))
    with_limit = (
        "[provisions.recusal]\n",
        '[stages.nominate]\ntitle = { zh = "推荐", en = "recommendation" }\ntype = "NOMINATE"\n'
        'kind = "wait"\nper = "channel"\nbody = "county"\nafter = ["apply"]\n'
        'source = "rules 三(三)"\nduration = "unstated"\n'
        'rule = { name = "within_quota", at_most = { organisations = 3 } }\n[provisions.recusal]\n',
    )
    assert ("AWS516" in codes(check(call, with_limit))) is told


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Word电子版一份", "word 版和 PDF 版各一份", True),
        ("PDF、Word版各一份", "word 版和 PDF 版各一份", False),
        ("汇总表Word版一份", "申报表word版和PDF版各一份", False),  # two forms, each its own way
        ("申报表一式三份", "申报表一式五份", True),
        ("申报表一式三份", "推荐表一式五份", False),
    ],
)
def test_two_demands_on_the_form_of_the_same_material(check, first, second, told):
    material = (
        "[provisions.recusal]\n",
        "".join(
            f'[provisions.form_{place}]\ntitle = {{ zh = "材料", en = "material" }}\n'
            f'type = "MATERIALS"\nsource = "rules 三(二)"\n'
            f'value = {{ value = "x", words = "{words}" }}\n'
            for place, words in enumerate((first, second))
        )
        + "[provisions.recusal]\n",
    )
    assert ("AWS517" in codes(check(material))) is told


@pytest.mark.parametrize(
    ("counts", "late", "told"),
    [
        ("receipt", '{ value = "out", inferred = "没有写" }', True),
        ("receipt", '{ value = "noted", inferred = "没有写" }', True),
        ("receipt", '{ value = "out", words = "逾期不再受理" }', False),
        # A day that is no day of receipt shuts nobody out, unless the file reads it so.
        ("completion", '{ value = "out", inferred = "没有写" }', True),
        ("completion", '{ value = "noted", inferred = "没有写" }', False),
        ("completion", '{ value = "out", words = "逾期不再受理" }', False),
    ],
)
def test_a_day_that_shuts_out_needs_a_word_on_late_ones(check, counts, late, told):
    deadline = (
        "[provisions.recusal]\n",
        '[stages.nominate]\ntitle = { zh = "报送", en = "delivery" }\ntype = "NOMINATE"\n'
        'kind = "wait"\nper = "channel"\nbody = "county"\nafter = ["apply"]\n'
        'source = "rules 三(三)"\nduration = "unstated"\n[stages.nominate.deadline]\n'
        'on = { value = 2026-05-29, words = "2026年5月29日（含当日）前" }\n'
        f'counts = {{ value = "{counts}", words = "报送" }}\nlate = {late}\n'
        'roll = "none"\n[provisions.recusal]\n',
    )
    assert ("AWS322" in codes(check(deadline))) is told


TWICE = "不得同时通过两个渠道申报"


@pytest.mark.parametrize(
    ("value", "more", "told"),
    [
        (f'{{ value = true, words = "{TWICE}" }}', "", True),
        (f'{{ value = true, words = "{TWICE}，否则均不予受理" }}', "", False),
        (f'{{ value = true, words = "{TWICE}" }}', "重复申报的，以先收到的为准", False),
        (f'{{ value = true, words = "{TWICE}" }}', "逾期的不予受理", True),
        (f'{{ value = true, words = "{TWICE}", inferred = "读作只能一处" }}', "", False),
        ('"unstated"', "", False),
    ],
)
def test_who_must_not_apply_twice_should_be_told_what_follows(check, value, more, told):
    single = (
        "[provisions.recusal]\n",
        '[provisions.one_channel]\ntitle = { zh = "一处", en = "one" }\ntype = "SINGLE_CHANNEL"\n'
        f'source = "rules 三(三)"\nvalue = {value}\n[provisions.recusal]\n',
    )
    also = ((REPORT, f'value = {{ value = "x", words = "{more}" }}'),) if more else ()
    found = [one for one in check(single, *also) if one.code.id == "AWS325"]
    assert [one.place.path for one in found] == ["provisions.one_channel.value"] * told


@pytest.mark.parametrize(
    ("duration", "only", "told"),
    [
        ('{ elsewhere = "另行通知" }', 'channels = ["east"]', True),
        ('{ elsewhere = "另行通知" }', 'tracks = ["organisations"]', False),
        ('"unstated"', 'channels = ["east"]', False),
    ],
)
def test_channels_whose_way_is_in_another_document(check, duration, only, told):
    stage = (
        "[provisions.recusal]\n",
        '[stages.nominate]\ntitle = { zh = "推荐", en = "recommendation" }\ntype = "NOMINATE"\n'
        'kind = "wait"\nper = "channel"\nbody = "county"\nafter = ["apply"]\n'
        f'source = "rules 三(三)"\nduration = {duration}\nonly = {{ {only} }}\n'
        "[provisions.recusal]\n",
    )
    found = [one for one in check(stage) if one.code.id == "AWS324"]
    assert [one.place.path for one in found] == ["stages.nominate"] * told
    assert all("另行通知" in one.what.zh for one in found)


def test_a_notice_on_which_another_article_has_a_word_is_told_with_both(check):
    read = 'open = { value = true, source = "rules 三(三)", inferred = "有异议的规定" }'
    (found,) = (
        one for one in check((row("公示期满异议未办结的"), read)) if one.code.id == "AWS323"
    )
    assert len(found.place.articles) == 2
    assert "read into it" in found.what.en


def test_a_notice_needs_a_word_on_objections(check):
    silent = (row("公示期满异议未办结的"), 'open = { value = true, inferred = "没有写" }')
    found = [one for one in check(silent) if one.code.id == "AWS323"]
    assert [one.place.path for one in found] == ["stages.final_notice.objection.open"]
    assert "AWS323" not in codes(check())
