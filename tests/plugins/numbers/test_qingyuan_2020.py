"""Every number of Qingyuan's regulation of 2020, in the order of the document."""

from support.numbers import Numbers


class TestQingyuan2020(Numbers):
    """The copy at hand has no document number."""

    text = "qingyuan@2020"
    counted = 29
    table = """
通知  2020年4月1日  2020年4月1日
    sources.regulation.issued = 2020-04-01

三  两年、一届  每两年评选一届
    window.cycle = exactly 2y
三  3家  数量不超过3家
    quotas.organisations.number = at_most 3
五  19580  GB／T19580《卓越绩效评价准则》
    provisions.standard_criteria.value = GB/T 19580 最新版本
五  19579  GB／Z19579《卓越绩效评价准则实施指南》最新版本
    provisions.standard_guide.value = GB/Z 19579 最新版本

十(一)  3年  生产经营3年以上
    conditions.operating_years.rule.at_least = 3y
十(一)  上年度  在上年度处于本市同行业领先水平
    conditions.leading_indicators.words = 在上年度处于本市同行业领先水平
    conditions.leading_indicators.title.zh = 上年度主要指标处于本市同行业领先水平
十(一)  近3年  近3年国家级、省级、市级质量监督抽查
    conditions.inspections_passed.rule.within = 3y
十(二)  近3年  近3年未发生亏损
    conditions.no_loss.rule.within = 3y
十(二)  近3年  近3年无重大质量
    conditions.accident_free.rule.within = 3y
    conditions.no_major_complaint.rule.within = 3y ~
    conditions.lawful_record.rule.within = 3y ~
十(三)  半年  卓越绩效管理模式半年以上
    conditions.model_years.rule.at_least = 0.5y
十一  5年  在获奖后5年内
    conditions.lock_out.rule.lasts = 5y

十五  6家  原则上不超过6家
    stages.site_list.rule.at_most.organisations = at_most 6 soft
十八  7日  公示时间不少于7日
    stages.final_notice.duration = at_least 7cd ~

二十一  一次性、50万元  一次性奖励50万元
    provisions.prize.value = exactly 500000
    provisions.prize.title.zh = 一次性奖励（元，每家）
二十一  下一年度  顺延至下一年度的年初
    provisions.payment.value = 下一年度的年初
二十六  双  双向监督反馈制度
    provisions.mutual_feedback.value = 互作评价，反馈相关纪检部门
二十九  下届  参加下届
    provisions.duty_review.lasts = 1cycles ~
三十  3年、每年  获奖后3年内，应每年
    provisions.performance_report.lasts = 3y
    provisions.performance_report.title.zh = 每年报送绩效报告
三十二  3年  向社会公告，3年内不接受该企业或组织再次申报
    provisions.debarment_fraud.lasts = 3y
三十三  两年  在获奖后两年内如发生
    provisions.revocation_accident.lasts = 2y
三十三  3年  向社会公告，3年内不接受该企业或组织再次申报
    provisions.debarment_accident.lasts = 3y

三十五  2020年4月1日  自2020年4月1日起施行
    window.valid_from = 2020-04-01
三十五  2025年3月31日  有效期至2025年3月31日
    window.valid_to = 2025-03-31
落款  三  秘书三科
    no rule: the name of an office
落款  2020年4月1日  2020年4月1日印发
    sources.regulation.issued = 2020-04-01
"""
