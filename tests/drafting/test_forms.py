"""How answers are written: numbers, units, articles, silence."""

from __future__ import annotations

import datetime

import pytest

from awardsim.drafting import forms
from awardsim.drafting.answer import read_answer
from awardsim.drafting.forms import Length, Number, WrongAnswer
from awardsim.policy import Bound, Status

AT_LEAST, AT_MOST, EXACTLY = Bound.AT_LEAST, Bound.AT_MOST, Bound.EXACTLY


@pytest.mark.parametrize(
    ("written", "amount", "unit", "bound"),
    [
        ("5wd", "5", "wd", EXACTLY),
        ("5个工作日", "5", "wd", EXACTLY),
        ("不少于5个工作日", "5", "wd", AT_LEAST),
        ("不少于五个工作日", "5", "wd", AT_LEAST),
        ("不超过十五个工作日", "15", "wd", AT_MOST),
        ("3个工作日内", "3", "wd", AT_MOST),
        ("10个自然日", "10", "cd", EXACTLY),
        ("7天", "7", "", EXACTLY),
        ("7日以上", "7", "", AT_LEAST),
        ("at least 5 working days", "5", "wd", AT_LEAST),
        ("within 3 working days", "3", "wd", AT_MOST),
        ("≥5wd", "5", "wd", AT_LEAST),
        ("4h", "4", "h", EXACTLY),
    ],
)
def test_a_length_is_read_as_it_is_written(written, amount, unit, bound):
    assert forms.read_length(written) == Length(amount, unit, bound)


@pytest.mark.parametrize(
    "written", ["5", "五", "5个月", "days", "-5wd", "5 5wd", "", "2y", "二五天"]
)
def test_what_is_no_length_is_refused_with_an_example(written):
    with pytest.raises(WrongAnswer) as caught:
        forms.read_length(written)
    assert "不少于5个工作日" in caught.value.message.zh


@pytest.mark.parametrize(
    ("written", "number", "bound"),
    [
        ("不超过5家", 5, AT_MOST),
        ("5", 5, None),
        ("前6名", 6, None),
        ("at most 10", 10, AT_MOST),
        ("至多二十个", 20, AT_MOST),
        ("一百零五", 105, None),
        ("恰好3家", 3, EXACTLY),
        ("0", 0, None),
    ],
)
def test_a_count_is_read_as_it_is_written(written, number, bound):
    assert forms.read_count(written) == Number(number, bound)


@pytest.mark.parametrize("written", ["2.5", "many", "五五", "-1", "3天"])
def test_what_is_no_count_is_refused(written):
    with pytest.raises(WrongAnswer):
        forms.read_count(written)


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("3年", "3y"),
        ("近3年", "3y"),
        ("两个评选周期", "2cycles"),
        ("每2年", "2y"),
        ("0.5y", "0.5y"),
    ],
)
def test_years_and_cycles(written, years):
    assert forms.read_years(written).written == years


@pytest.mark.parametrize("written", ["2026-03-01", "2026年3月1日", "2026/3/1", "2026.03.01"])
def test_a_day_in_several_forms(written):
    assert forms.read_date(written) == datetime.date(2026, 3, 1)


@pytest.mark.parametrize("written", ["2026-02-30", "3月1日", "tomorrow", "26-3-1"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(WrongAnswer):
        forms.read_date(written)


def test_an_answer_has_an_article_and_words():
    found = read_answer("不少于5个工作日 @第七条（二） “公示时间不少于5个工作日”", forms.DURATION)
    assert (found.article, found.words) == ("七(二)", "公示时间不少于5个工作日")
    other = read_answer("不少于5个工作日 “公示时间不少于5个工作日” @七(二)", forms.DURATION)
    assert other == found


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("-", Status.UNSTATED),
        ("没写", Status.UNSTATED),
        ("未读", Status.UNREAD),
        ("无 @十", Status.EXCLUDED),
        ("no @10", Status.EXCLUDED),
        ("见附件7 @七(二)", Status.ELSEWHERE),
        ("有 @七", Status.STATED),
    ],
)
def test_silence_is_told_apart(written, status):
    assert read_answer(written, forms.PRESENCE).status is status


def test_a_stage_may_have_its_length_and_its_name_in_one_answer():
    found = read_answer("不少于5个工作日 申请人名单公示 @七(二)", forms.NOTICE)
    assert found.value == Length("5", "wd", AT_LEAST)
    assert found.name == "申请人名单公示"
    assert read_answer("有 名单公示 @七", forms.NOTICE).name == "名单公示"


def test_a_notice_is_not_counted_in_hours_nor_work_in_calendar_days():
    with pytest.raises(WrongAnswer, match="working days"):
        read_answer("5h @七", forms.NOTICE)
    with pytest.raises(WrongAnswer, match="hours or working days"):
        read_answer("7cd @七", forms.WORK)
    with pytest.raises(WrongAnswer):
        read_answer("0wd @七", forms.NOTICE)


def test_words_that_are_too_long_to_be_quoted_are_refused():
    with pytest.raises(WrongAnswer, match="60"):
        read_answer(f"5wd @七 “{'公' * 61}”", forms.NOTICE)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("源城区、东源县", ["channel_1", "channel_2"]),
        ("yuancheng=源城区，dongyuan=东源县", ["yuancheng", "dongyuan"]),
        ("3", ["channel_1", "channel_2", "channel_3"]),
        ("五个", ["channel_1", "channel_2", "channel_3", "channel_4", "channel_5"]),
    ],
)
def test_channels_by_name_by_id_or_by_number(written, ids):
    assert [id for id, _ in forms.read_channels(written)] == ids


@pytest.mark.parametrize("written", ["a=甲、a=乙", "A=甲", "a=", "0", "201"])
def test_channels_that_cannot_be_are_refused(written):
    with pytest.raises(WrongAnswer):
        forms.read_channels(written)
