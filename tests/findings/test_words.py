"""Words against the document: found, found elsewhere, not found; the document's own numbering."""

from __future__ import annotations

import pytest
from support.checked import DOCUMENT, FILE, codes, row

from awardsim.errors import InputError
from awardsim.findings import check_policy
from awardsim.findings.document import normal, parse_document, read_document
from awardsim.findings.quoted import numbers_in
from awardsim.findings.quoting import quoted
from awardsim.findings.words import stands_in
from awardsim.policy import read_policy

TEXT = DOCUMENT.read_text("utf-8")


def names(text: str) -> list[list[str]]:
    return [[one.name for one in part.passages] for part in parse_document(text).parts]


# ---- a document ---------------------------------------------------------------------------------


def test_the_articles_of_a_plan_are_numbered_in_three_levels():
    found = names("标题\n一、总则\n（一）甲\n1．甲一\n2．甲二\n（二）乙\n1. 乙一\n二、附则\n")
    assert found == [["", "一", "一(一)", "一(一)1", "一(一)2", "一(二)", "一(二)1", "二"]]


def test_the_articles_of_a_regulation_go_on_through_its_chapters():
    found = names("办法\n第一章 总则\n第一条 甲\n第二条 乙\n（一）丙\n第二章 程序\n第三条  丁\n")
    assert found == [["", "一", "二", "二(一)", "三"]]


def test_a_line_that_only_happens_to_begin_with_a_number_begins_nothing():
    text = "一、甲\n根据第\n三条办理。\n二、乙\n五、不是标题\n（三）也不是\n3．也不是\n三、丙"
    assert names(text) == [["一", "二", "三"]]


def test_a_sentence_that_is_broken_over_lines_and_pages_is_one():
    text = "一、坚持国\n\n— 6 —\n\n有、民营\n 企业一视同仁"
    (part,) = parse_document(text).parts
    assert stands_in(part.under("一")[0].text, "坚持国有、民营企业一视同仁")


def test_a_first_heading_that_lost_its_numeral_is_still_the_first():
    assert names("方案\n1、 指导思想\n甲\n二、任务\n三、步骤\n（一）乙") == [
        ["", "一", "二", "三", "三(一)"]
    ]


def test_a_notice_that_is_passed_on_is_a_document_of_its_own():
    text = (
        "甲办〔2023〕5号\n转发《乙通知》（乙办〔2023〕9号）。\n一、宣传\n二、推荐\n附件：乙通知\n"
        "乙办〔2023〕9号\n乙通知\n一、范围\n二、条件\n（一）丙\n附件：1. 表\n2. 名额"
    )
    document = parse_document(text)
    assert names(text) == [
        ["", "一", "二", "附件"],
        ["", "一", "二", "二(一)", "附件1", "附件2"],
    ]
    first, second = document.parts
    assert document.of("", "甲办〔2023〕5号") == (first,)
    assert document.of("", "乙办〔2023〕9号") == (second,)  # the first only cites it
    assert document.of("", "丙办〔2023〕1号") == (first, second)


def test_articles_are_asked_for_as_people_write_them():
    (part,) = parse_document(TEXT).parts
    for asked in ("三(四)", "三（四）", "三(四)", " 三(四) "):
        assert [one.name for one in part.under(asked)] == ["三(四)"]
    assert [one.name for one in part.under("三")][:2] == ["三", "三(一)"]
    assert [one.name for one in part.under("附件2")] == ["附件2"]
    assert "产品质量法" in part.under("前言")[0].text
    assert len(part.under("全文")) == len(part.passages)
    assert part.under("九") == ()


def test_spaces_widths_and_quotation_marks_make_no_difference():
    assert normal("ＧＢ／Ｔ １９５８０，“好中选优”") == normal('GB/T19580,"好中选优"')
    assert stands_in(normal("公示时间不少于 5 个工作日。"), "不少于５个工作日")
    assert not stands_in(normal("公示时间不少于15个日历日"), "不少于5个工作日")
    assert stands_in(normal("甲应当乙丙"), "甲……丙")
    assert not stands_in(normal("丙甲"), "甲……丙")


def test_a_document_may_be_in_gb18030_and_must_be_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    assert read_document(tmp_path / "a.txt").parts == parse_document(TEXT).parts
    (tmp_path / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\x00\x00")
    with pytest.raises(InputError, match=r"save it as \.txt"):
        read_document(tmp_path / "b.doc")
    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / "c.txt")


# ---- a text against its document ----------------------------------------------------------------


def test_every_phrase_of_the_good_text_is_looked_up_and_found(catalogue):
    assert len(list(quoted(read_policy(FILE)))) > 35
    assert check_policy(FILE, catalogue, sources=[str(DOCUMENT)]) == []
    assert check_policy(FILE, catalogue, sources=[f"rules={DOCUMENT}"]) == []


def test_words_that_are_nowhere_show_the_nearest_passage(check):
    found = check(("不少于 5 个工作日", "不得少于5个工作日"), document=TEXT)
    assert codes(found) == ["AWS101"]
    assert "the nearest there is '间不少于5个工作日'" in found[0].what.en
    assert found[0].place.articles == ("三(四)",)


def test_words_of_another_article_name_it_and_its_line(check):
    found = check(("自2026年3月1日起施行", "评选不收取任何费用"), document=TEXT)
    assert codes(found) == ["AWS103"]
    line = TEXT.partition("（三）评选不收取")[0].count("\n") + 1
    assert f"not in 一(四) but in 一(三) (line {line} of the document)" in found[0].what.en
    assert found[0].repair.en == "cite 一(三), or take other words"


def test_an_article_that_the_document_does_not_have(check):
    found = check(('source = "rules 五(四)"', 'source = "rules 五(九)"'), document=TEXT)
    assert codes(found) == ["AWS102"]
    assert "no article '五(九)'" in found[0].what.en


def test_every_single_phrase_is_missed_when_the_document_loses_it(check):
    """What is looked up is looked up: without its words in the document each value is found out."""
    text = TEXT.replace("5个工作日", "五天").replace("应当回避", "应该回避")
    found = check(document=text)
    assert {one.place.path for one in found} == {
        "stages.county_notice.duration.words",
        "stages.final_notice.duration.words",
        "objections.decide.words",
        "provisions.recusal.value.words",
    }
    assert {one.code.id for one in found} == {"AWS101"}


def test_a_source_is_named_where_there_are_several(check, catalogue, tmp_path):
    with pytest.raises(InputError, match="no source 'plan' \\(known: rules\\)"):
        check(sources=[f"plan={DOCUMENT}"])


# ---- words against their own value --------------------------------------------------------------


def test_numbers_are_read_in_both_kinds_of_numerals():
    assert numbers_in("在获奖后两个评选周期内") == {2}
    assert numbers_in("第三十二条") == {32}
    assert 500_000 in numbers_in("一次性奖励５０万元")
    assert 0.4 in numbers_in("按照40%的权重")
    assert numbers_in("适当") == set()


@pytest.mark.parametrize(
    ("part", "new"),
    [
        ("reviewers = {", 'reviewers = { value = 3, words = "三名评审员" }'),
        ("closes = { value = 2026-04-30", 'closes = { value = 2026-04-30, words = "４月30日" }'),
        ("reply = {", 'reply = { at_most = "3wd", words = "在三个工作日内" }'),
        (
            'name = "lock_out"',
            'rule = { name = "lock_out", lasts = { value = "2cycles", words = "两个周期内" } }',
        ),
    ],
)
def test_the_same_number_in_other_numerals_is_the_same(check, part, new):
    assert codes(check((row(part), new))) == []


def test_a_date_other_than_its_words(check):
    found = check(("closes = { value = 2026-04-30", "closes = { value = 2026-04-29"))
    assert codes(found) == ["AWS104"]
