"""Sentences that exclude each other: the pairs that are told, and those that are not."""

from __future__ import annotations

import pytest
from support.checked import codes, row

from awardsim.findings.disagreeing.sentences import OPPOSITES

#: What one place says, and what another says, so that both cannot hold.
EXCLUSIVE = [
    ("获奖的组织可继续申报", "获奖后两个评选周期内，不得重复申报"),
    ("各奖项名额可以空缺", "名额必须评满，不得空缺"),
    ("宁缺毋滥", "每届应当足额授予"),
    ("异议审查期间不影响参加评审", "有异议的，暂停其参评"),
    ("不向申报单位收取任何费用", "申报单位须缴纳评审费"),
    ("审定拟获奖名单", "报请市政府审定"),
    ("异议应当实名提出", "可以匿名反映"),
    ("以无记名投票方式产生", "采用记名投票"),
    ("以邮戳时间为准", "以收到时间为准"),
]
#: The same words where each has its own case, or only one of the two is said.
AGREEING = [
    ("获奖后两个评选周期内不得重复申报", "期满后可继续申报"),
    ("获奖后五年内不得重复申报", "可申报其他等次，可再次申报上一级奖"),
    ("名额可以空缺", "宁缺毋滥"),
    ("审议拟获奖名单", "报请市政府审定"),
    ("将拟奖名单报请市政府审定", "报市政府审定"),
    ("不收取任何费用", "评审费由财政承担，不得缴纳其他费用"),
    ("异议期间不影响评审", "不暂停其参评"),
    ("采用无记名投票", "以不记名方式投票"),
]


def told(*sentences: str) -> int:
    marks = [[one.of(sentence) for sentence in sentences] for one in OPPOSITES]
    return sum(any(yes for yes, _ in row) and any(no for _, no in row) for row in marks)


@pytest.mark.parametrize(("first", "second"), EXCLUSIVE)
def test_a_pair_that_excludes_each_other_is_told_in_either_order(first, second):
    assert told(first, second) == told(second, first) == 1
    assert told(first) == told(second) == 0


@pytest.mark.parametrize(("first", "second"), AGREEING)
def test_a_pair_that_agrees_is_not_told(first, second):
    assert told(first, second) == 0


def test_it_is_found_in_the_quoted_words_and_silent_once_one_is_dropped(check):
    vacant = (row("may_stay_vacant"), 'may_stay_vacant = { value = true, words = "名额可以空缺" }')
    full = ('words = "通报表彰"', 'words = "名额不得空缺"')
    found = [one for one in check(vacant, full) if one.code.id == "AWS514"]
    assert [one.place.path for one in found] == ["quotas.organisations.may_stay_vacant"]
    assert found[0].what.en == (
        "whether awards may stay vacant: '名额可以空缺' in one place, '名额不得空缺' in another"
    )
    assert found[0].effect.en == "to keep one is to break the other"
    assert len(found[0].place.articles) == 2
    assert "AWS514" not in codes(check(vacant))


def test_a_document_is_read_beyond_what_is_quoted(check):
    from support.checked import DOCUMENT

    text = DOCUMENT.read_text("utf-8")
    vacant = (row("may_stay_vacant"), 'may_stay_vacant = { value = true, words = "名额可以空缺" }')
    assert "AWS514" not in codes(check(vacant, document=text))
    last = text.rstrip("\n") + "每届名额必须评满。\n"
    found = [one for one in check(vacant, document=last) if one.code.id == "AWS514"]
    assert ["名额必须评满" in one.what.zh for one in found] == [True]
