"""Every number of the notice of the China Quality Award 2023, in the order of the document."""

from support.numbers import Numbers
from support.published import TEXTS


class TestChinaAward2023(Numbers):
    """The notice bears no date."""

    text = "china_award@2023"
    counted = 28
    table = """
文号  〔2023〕105号  市监质函〔2023〕105号
    sources.notice.number = 市监质函〔2023〕105号
题  第五届  关于开展第五届中国质量奖评选表彰工作的通知
    title.zh = 关于开展第五届中国质量奖评选表彰工作的通知
前言  二十大  党的二十大精神
    no rule: a congress
前言  第五届  决定组织开展第五届中国质量奖评选表彰工作
    stages.call.words = 决定组织开展第五届中国质量奖评选表彰工作

一  10个、90个  其名额分别不超过10个和90个
    quotas.award.number = at_most 10
    quotas.nomination.number = at_most 90

二(一)  近5年  近 5 年内
    conditions.accident_free.rule.within = 5y
    conditions.lawful_record.rule.within = 5y ~
二(一)  两端  向全行业和产业链两端延伸推广
    conditions.leads_others.words = 向全行业和产业链两端延伸推广
二(二)  两个  坚定拥护“两个确立”
    conditions.person_political.words = 坚定拥护“两个确立”
二(二)  两个  做到“两个维护”
    conditions.person_political.title.zh = 拥护“两个确立”，做到“两个维护”

三(一)  附件1至5  应如实填写申报材料(见附件1至5)
    provisions.forms.value = 附件1至5
三(一)  附件6  社会团体(见附件6)
    channels.associations.title.zh = 受委托的社会团体（附件6）

四  8个环节  审议票决、表彰授奖等8个环节
    provisions.steps.value = 自愿申报、审核推荐、审查受理、\
材料评审、陈述答辩、现场评审、审议票决、表彰授奖
四(一)  5个工作日  上述公示时间不少于5个工作日
    stages.internal_notice.duration = at_least 5wd
    stages.parent_notice.duration = at_least 5wd
    stages.employer_notice.duration = at_least 5wd
四(一)  三份  申报表和证实性材料各一式三份
    provisions.paper_copies.value = 申报表和证实性材料各一式三份
四(一)  各一份、材料一份  word 版和 PDF 版申报表各一份、证实性材料一份
    provisions.electronic_copies.value = Word版和PDF版申报表各一份、证实性材料一份
四(二)  5个工作日  公示时间不少于 5 个工作日
    stages.channel_notice.duration = at_least 5wd
四(二)  附件7  工作领导小组按照限额要求(见附件 7)出具推荐意见
    stages.recommend.words = 工作领导小组按照限额要求(见附件 7)出具推荐意见
附件7  -  -
    stages.recommend.rule.at_most.organisations = elsewhere 附件7
    stages.recommend.rule.at_most.individuals = elsewhere 附件7
    stages.association_recommend.rule.at_most.organisations = elsewhere 附件7
    stages.association_recommend.rule.at_most.individuals = elsewhere 附件7
四(二)  56号  安定门外大街 56 号
    no rule: an address
四(二)  100011  邮编：100011
    no rule: a postcode
四(二)  附件8  推荐函、推荐名单汇总表(见附件 8)、申报材料
    provisions.recommended_material.value = 推荐函、推荐名单汇总表（附件8）、申报材料
四(二)  6月19日  材料接收时间截止至 6 月 19 日
    stages.receipt.deadline.on = 2023-06-19 ~

五(一)  6  — 6 —
    no rule: the number of a page
五  联系电话×2  联系电话
    no rule: telephones
附件7  第五届  第五届中国质量奖推荐名额说明
    provisions.annex_7.title.zh = 第五届中国质量奖推荐名额说明
附件8  第五届  第五届中国质量奖推荐名单汇总表
    provisions.annex_8.title.zh = 第五届中国质量奖推荐名单汇总表
"""

    def test_the_eight_steps_are_eight_article_4(self) -> None:
        assert len(TEXTS[self.text].provisions["steps"].value.value.zh.split("、")) == 8
