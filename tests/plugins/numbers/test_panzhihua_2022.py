"""Every number of Panzhihua's regulation of 2022, in the order of the document."""

from support.numbers import Numbers


class TestPanzhihua2022(Numbers):
    """The copy at hand has no document number."""

    text = "panzhihua@2022"
    counted = 17
    table = """
通知  2022年12月29日  2022年 12月 29日
    sources.regulation.issued = 2022-12-29

四  2年、一届  每 2年评选一届
    window.cycle = exactly 2y
四  3个  每届获奖组织不超过 3个
    quotas.organisations.number = at_most 3
四  5个  个人不超过 5个
    quotas.individuals.number = at_most 5

九(三)  近3年  近 3年内未发生
    conditions.accident_free.rule.within = 3y
    conditions.no_major_complaint.rule.within = 3y ~
九(七)  近3年  近 3年内无其他
    conditions.lawful_record.rule.within = 3y
十(三)  近3年  近 3年内无违法
    conditions.person_conduct.rule.within = 3y
十(五)  近3年  其所在组织近 3年无
    conditions.manager_accident.rule.within = 3y
    conditions.manager_complaint.rule.within = 3y ~

十三  5个工作日  公示时间不少于 5个工作日
    stages.acceptance_notice.duration = at_least 5wd
十四  19580  GB／T19580《卓越绩效评价准则》
    provisions.standard_criteria.value = GB/T 19580
十四  19579  GB／Z19579《卓越绩效评价准则实施指南》
    provisions.standard_guide.value = GB/Z 19579
十八  5个工作日  公示期不少于 5个工作日
    stages.final_notice.duration = at_least 5wd

二十四  10年  取消其参评资格，10年内不予受理
    provisions.debarment_fraud.lasts = 10y
二十七  5年  自获奖之日起 5年内发生较大以上
    provisions.revocation_accident.lasts = 5y
三十二  2023年1月30日  自 2023年 1月 30日起施行
    window.valid_from = 2023-01-30
三十二  5年  有效期 5年
    window.valid_to = 2028-01-29 ~
"""
