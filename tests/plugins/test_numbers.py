"""Every number of every document, read a second time: article, place, value, decisive words.

A row is one number as it stands in the document; two blanks part its columns.  ``~`` marks what
the text only lets one infer, ``soft`` what it says in principle; ``-`` stands for no words of its
own.  No number may stand in a text that is not in its list.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from support.published import TEXTS

from awardsim.policy import Bound, Status
from awardsim.policy.leaves import leaves

NUMBERS = {
    "qingyuan@2025": """
通知  stages.call.opens  2025-09-17 ~  2025年9月17日
一  window.opens  2025-09-01 ~  2025年9月-12月
一  window.closes  2025-12-31 ~  2025年9月-12月
二  quotas.organisations.number  at_most 5  组织奖不超过5个
二  quotas.individuals.number  at_most 10  个人奖不超过10个
五(一)1  conditions.operating_years.rule.at_least  3y  主体业务正常运行3年以上
五(一)5  conditions.accident_free.rule.within  3y  近3年
五(一)5  conditions.lawful_record.rule.within  3y ~  近3年
五(二)2  conditions.service_years.rule.at_least  5y  从事质量相关工作 5 年以上
五(三)  conditions.lock_out.rule.lasts  2cycles  在获奖后两个评选周期内
七(一)  stages.internal_notice.duration  at_least 5wd ~  公示时间不少于 5 个工作日
七(一)  stages.parent_notice.duration  at_least 5wd  公示时间不少于 5 个工作日
七(二)  stages.county_notice.duration  at_least 5wd  公示时间不少于 5 个工作日
七(二)  stages.receipt.deadline.on  2025-10-25  材料接收时间截至 2025 年 10 月 25 日
七(三)  stages.acceptance_notice.duration  exactly 5wd  向社会公示 5 个工作日
七(八)  stages.final_notice.duration  exactly 5wd  向社会公示5个工作日
九(二)  objections.forward  at_most 3wd  在收到异议材料后3个工作日内转送
九(二)  objections.reply  at_most 3wd  应当在3个工作日内将复核情况
""",
    "qingyuan@2020": """
三  window.cycle  exactly 2y  每两年评选一届
三  quotas.organisations.number  at_most 3  数量不超过3家
十(一)  conditions.operating_years.rule.at_least  3y  生产经营3年以上
十(一)  conditions.inspections_passed.rule.within  3y  近3年
十(二)  conditions.no_loss.rule.within  3y  近3年未发生亏损
十(二)  conditions.accident_free.rule.within  3y  近3年无重大质量
十(二)  conditions.no_major_complaint.rule.within  3y ~  近3年无重大质量
十(二)  conditions.lawful_record.rule.within  3y ~  近3年无重大质量
十(三)  conditions.model_years.rule.at_least  0.5y  卓越绩效管理模式半年以上
十一  conditions.lock_out.rule.lasts  5y  在获奖后5年内
十五  stages.site_list.rule.at_most.organisations  at_most 6 soft  原则上不超过6家
十八  stages.final_notice.duration  at_least 7cd ~  公示时间不少于7日
二十一  provisions.prize.value  exactly 500000  一次性奖励50万元
二十九  provisions.duty_review.lasts  1cycles ~  参加下届
三十  provisions.performance_report.lasts  3y  获奖后3年内，应每年
三十二  provisions.debarment_fraud.lasts  3y  3年内不接受该企业或组织再次申报
三十三  provisions.revocation_accident.lasts  2y  在获奖后两年内如发生
三十三  provisions.debarment_accident.lasts  3y  3年内不接受该企业或组织再次申报
三十五  window.valid_from  2020-04-01  自2020年4月1日起施行
三十五  window.valid_to  2025-03-31  有效期至2025年3月31日
""",
    "panzhihua@2022": """
四  window.cycle  exactly 2y  每 2年评选一届
四  quotas.organisations.number  at_most 3  每届获奖组织不超过 3个
四  quotas.individuals.number  at_most 5  个人不超过 5个
九(三)  conditions.accident_free.rule.within  3y  近 3年内未发生
九(三)  conditions.no_major_complaint.rule.within  3y ~  近 3年内未发生
九(七)  conditions.lawful_record.rule.within  3y  近 3年内无其他
十(三)  conditions.person_conduct.rule.within  3y  近 3年内无违法
十(五)  conditions.manager_accident.rule.within  3y  其所在组织近 3年无
十(五)  conditions.manager_complaint.rule.within  3y ~  其所在组织近 3年无
十三  stages.acceptance_notice.duration  at_least 5wd  公示时间不少于 5个工作日
十八  stages.final_notice.duration  at_least 5wd  公示期不少于 5个工作日
二十四  provisions.debarment_fraud.lasts  10y  10年内不予受理
二十七  provisions.revocation_accident.lasts  5y  自获奖之日起 5年内发生较大以上
三十二  window.valid_from  2023-01-30  自 2023年 1月 30日起施行
三十二  window.valid_to  2028-01-29 ~  有效期 5年
""",
    "china_award@2023": """
一  quotas.award.number  at_most 10  其名额分别不超过10个和90个
一  quotas.nomination.number  at_most 90  其名额分别不超过10个和90个
二(一)  conditions.accident_free.rule.within  5y  近 5 年内
二(一)  conditions.lawful_record.rule.within  5y ~  近 5 年内
四(一)  stages.internal_notice.duration  at_least 5wd  上述公示时间不少于5个工作日
四(一)  stages.parent_notice.duration  at_least 5wd  上述公示时间不少于5个工作日
四(一)  stages.employer_notice.duration  at_least 5wd  上述公示时间不少于5个工作日
四(二)  stages.channel_notice.duration  at_least 5wd  公示时间不少于 5 个工作日
四(二)  stages.receipt.deadline.on  2023-06-19 ~  材料接收时间截止至 6 月 19 日
""",
    "china_award@2023-gansu": """
relay 四  stages.local_recommend.deadline.on  2023-05-25 ~  务于 2023 年 5 月 25 日前报送至
notice 四(二)  stages.local_notice.duration  at_least 5wd ~  -
notice 四(二)  stages.province_notice.duration  at_least 5wd ~  -
""",
    "shaoguan@2018": """
二  quotas.organisations.number  exactly 3  前3家企业授予首届韶关市政府质量奖
三(一)  provisions.plan_made.value  2018-08-30  （2018年8月30日前）
三(二)  provisions.first_meeting.value  2018-09-15  （2018年9月15日前）
三(三)  stages.call.opens  2018-09-30 ~  公布申报条件（2018年9月30日前）
三(四)  provisions.briefing.value  2018-09-30  （2018年9月30日前）
三(五)  stages.recommend.deadline.on  2018-11-15  申报推荐（2018年11月15日前）
三(六)  stages.formal_check.deadline.on  2018-11-30  申报材料初审（2018年11月30日前）
三(七)  stages.material_review.opens  2018-12-01  组织评审（2018年12月1日至
三(七)  provisions.review_period.value  2019-01-20  2019年1月20日前
三(七)1  stages.material_review.deadline.on  2018-12-20  材料评审（2018年12月20日前）
三(七)1  stages.candidates.rule.at_most.organisations  at_most 6  前6名（不超过6名）
三(七)1  stages.score_line.rule.at_least  450 soft  原则上，材料评审获得450分以上
三(七)2  stages.site_visit.deadline.on  2019-01-20  现场考评（2019年1月20日前）
三(七)2  stages.composite.rule.weights.material_review  40  材料评审和现场评审分值按照40%
三(七)2  stages.composite.rule.weights.site_visit  60  按照40%、60%的权重
三(七)3  stages.top_five.rule.at_most.organisations  at_most 5 ~  得分前5名
三(七)3  stages.vote.deadline.on  2019-01-30  评审委员会合议推荐（2019年1月30日前）
三(七)3  stages.vote.rule.choose  3  选出3名拟获奖企业
三(七)3  stages.vote.rule.majority  0 ~  -
三(八)  stages.final_notice.deadline.on  2019-02-25 ~  公示审批（2019年2月25日前）
三(八)1  stages.final_notice.duration  exactly 10cd ~  公示期10天
三(八)2  stages.approval.deadline.on  2019-03-30  报市政府审批（2019年3月30日前）
三(九)  window.closes  2019-04-30 ~  表彰奖励（2019年4月）
三(九)  stages.commendation.opens  2019-04-01 ~  表彰奖励（2019年4月）
三(九)  stages.commendation.deadline.on  2019-04-30 ~  表彰奖励（2019年4月）
四  provisions.prize.value  exactly 500000  给予每家获奖企业一次性50万元奖励
""",
}

#: Numbers within a sentence: copies, annexes, standards, documents, persons.
SENTENCES = {
    "qingyuan@2025": """
前言  legal_basis  粤功勋办字〔2025〕4号
七(一)  forms  附件1至4
七(一)  paper_copies  申报表和证实性材料各一式三份
七(一)  electronic_copies  PDF版申报表各一份、证实性材料一份
七(二)  county_copies  各一式三份
七(二)  county_data  同一个U盘
""",
    "qingyuan@2020": """
五  standard_criteria  19580
五  standard_guide  19579
二十一  payment  下一年度的年初
""",
    "panzhihua@2022": """
十四  standard_criteria  19580
十四  standard_guide  19579
""",
    "china_award@2023": """
三(一)  forms  附件1至5
四(一)  paper_copies  申报表和证实性材料各一式三份
四(一)  electronic_copies  PDF版申报表各一份、证实性材料一份
四(二)  recommended_material  附件8
""",
    "china_award@2023-gansu": """
前言  legal_basis  市监质函〔2023〕105号
四  paper_copies  整理成册的纸质材料一式三份
四  electronic_copies  电子版材料一份
""",
    "shaoguan@2018": """
前言  legal_basis  韶府规〔2018〕6号
一  guiding_decision  粤发〔2016〕9号
三(七)  lead_expert  1名国内、省内权威质量管理专家
三(七)1  standard  19580—2011
三(七)1  guide  19579—2012
""",
}
#: Not a number of the document: the id of the text that is passed on.
AN_ID = {("china_award@2023-gansu", "provisions.annex.value")}


def rows(tables: dict[str, str]) -> list[tuple[str, ...]]:
    lines = [(text, line) for text, table in tables.items() for line in table.strip().splitlines()]
    return [(text, *line.split("  ")) for text, line in lines]


def named(row: tuple[str, ...]) -> str:
    return f"{row[0]}, article {row[1]}: {row[2]}"


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


#: Bound, value, marks.
NUMBER = re.compile(r"(?:(at_least|at_most|exactly) )?(\S+)((?: \S+)*)")
LEAVES = {id: {leaf.path: leaf.cell for leaf in leaves(text)} for id, text in TEXTS.items()}


@pytest.mark.parametrize("row", rows(NUMBERS), ids=named)
def test_a_number_stands_with_its_article_and_words(row: tuple[str, ...]) -> None:
    text, article, path, number, words = row
    cell = LEAVES[text][path]
    parts = NUMBER.fullmatch(number)
    assert parts is not None
    bound, value, marks = parts.groups()
    assert str(cell.value) == value
    assert cell.bound is (Bound(bound) if bound else None)
    assert cell.source in (article, f"{next(iter(TEXTS[text].sources))} {article}")
    assert cell.status is (Status.INFERRED if "~" in marks else Status.STATED)
    assert cell.soft == ("soft" in marks)
    assert (cell.words or "-") == words


@pytest.mark.parametrize("row", rows(SENTENCES), ids=named)
def test_a_number_in_a_sentence_stands_in_the_value_and_in_the_words(row: tuple[str, ...]) -> None:
    text, article, provision, number = row
    found = TEXTS[text].provisions[provision]
    assert found.value.source == f"{next(iter(TEXTS[text].sources))} {article}"
    assert plain(number) in plain(found.value.value)
    assert plain(number) in plain(found.value.words)


@pytest.mark.parametrize("text", TEXTS)
def test_no_other_number_stands_in_the_file(text: str) -> None:
    listed = {row[2] for row in rows(NUMBERS) if row[0] == text}
    listed |= {f"provisions.{row[2]}.value" for row in rows(SENTENCES) if row[0] == text}
    numbers = {path for path, cell in LEAVES[text].items() if re.search(r"\d", str(cell.value))}
    assert {path for path in numbers if (text, path) not in AN_ID} <= listed


def test_the_notice_of_2023_has_8_steps_article_4() -> None:
    steps = TEXTS["china_award@2023"].provisions["steps"].value
    assert steps.words.endswith("等8个环节")
    assert len(steps.value.split("、")) == 8


def test_the_letter_of_2025_is_on_projects_of_2024_preamble() -> None:
    """The enabling letter concerns an earlier year than the plan's."""
    basis = TEXTS["qingyuan@2025"].provisions["legal_basis"].value
    assert basis.words.startswith("关于2024年度省级以下评比表彰项目的函")


def test_indicators_of_the_last_year_article_10_1() -> None:
    leading = TEXTS["qingyuan@2020"].conditions["leading_indicators"]
    assert (leading.source, leading.words) == (
        "regulation 十(一)",
        "在上年度处于本市同行业领先水平",
    )


def test_winners_of_both_tracks_may_be_recommended_further_article_20() -> None:
    further = TEXTS["panzhihua@2022"].provisions["higher_awards"]
    assert further.tracks == ()
    assert further.value.words.startswith("符合条件的获奖组织和个人")
