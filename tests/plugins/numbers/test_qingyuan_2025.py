"""Every number of Qingyuan's work plan of 2025, in the order of the document."""

from support.numbers import Numbers


class TestQingyuan2025(Numbers):
    """Contacts (十一) are counted but not typed."""

    text = "qingyuan@2025"
    counted = 42
    table = """
文号  〔2025〕20号  清强市办〔2025〕20号
    sources.plan.number = 清强市办〔2025〕20号
通知  2025年9月17日  2025年9月17日
    sources.plan.issued = 2025-09-17
    stages.call.opens = 2025-09-17 ~
前言  2024年度、〔2025〕4号  关于2024年度省级以下评比表彰项目的函》（粤功勋办字〔2025〕4号）
    provisions.legal_basis.value = 粤功勋办字〔2025〕4号

一  2025年9月、12月  2025年9月-12月
    window.opens = 2025-09-01 ~
    window.closes = 2025-12-31 ~

二  5个  组织奖不超过5个
    quotas.organisations.number = at_most 5
二  10个  个人奖不超过10个
    quotas.individuals.number = at_most 10

五(一)1  3年  主体业务正常运行3年以上
    conditions.operating_years.rule.at_least = 3y
五(一)5  近3年  近3年
    conditions.accident_free.rule.within = 3y
    conditions.accident_free.words = 近3年无重大质量、安全、环保等事故
    conditions.lawful_record.rule.within = 3y ~
五(二)2  5年  从事质量相关工作 5 年以上
    conditions.service_years.rule.at_least = 5y
五(三)  两个评选周期  在获奖后两个评选周期内
    conditions.lock_out.rule.lasts = 2cycles

七(一)  附件1至4  (见附件 1 至 4)
    provisions.forms.value = 附件1至4
七(一)  5个工作日  公示时间不少于 5 个工作日
    stages.parent_notice.duration = at_least 5wd
    stages.internal_notice.duration = at_least 5wd ~
七(一)  三份  申报表和证实性材料各一式三份
    provisions.paper_copies.value = 申报表和证实性材料各一式三份
七(一)  各一份、材料一份  word 版和 PDF 版申报表各一份、证实性材料一份
    provisions.electronic_copies.value = Word版和PDF版申报表各一份、证实性材料一份

七(二)  5个工作日  公示时间不少于 5 个工作日
    stages.county_notice.duration = at_least 5wd
七(二)  附件8、三份  推荐函、推荐名单汇总表（见附件 8））和申报材料（\
整理装订成册的申报表和证实性材料各一式三份
    provisions.county_copies.value = 推荐函、推荐名单汇总表（附件8），申报材料各一式三份
七(二)  一个县、同一个U盘  一个县（市、区）的申报资料电子文档请全部放在同一个 U 盘或光盘中
    provisions.county_data.value = 一个县的电子文档放在同一个U盘或光盘中
七(二)  13号  连江路 13 号
    no rule: an address
七(二)  511515  邮编：511515
    no rule: a postcode
七(二)  2025年10月25日  材料接收时间截至 2025 年 10 月 25 日
    stages.receipt.deadline.on = 2025-10-25

附件7  -  -
    stages.recommend.rule.at_most.organisations = elsewhere 附件7
    stages.recommend.rule.at_most.individuals = elsewhere 附件7

七(三)  5个工作日  向社会公示 5 个工作日
    stages.acceptance_notice.duration = exactly 5wd
七(四)  双  按照“双随机”原则
    provisions.double_random.value = True
七(七)  -  -
    stages.composite.rule.weights.material_review = elsewhere 附件5、附件6
    stages.composite.rule.weights.site_visit = elsewhere 附件5、附件6
七(八)  5个工作日  向社会公示5个工作日
    stages.final_notice.duration = exactly 5wd

九(二)  3个工作日  在收到异议材料后3个工作日内转送
    objections.forward = at_most 3wd
九(二)  3个工作日  应当在3个工作日内将复核情况
    objections.reply = at_most 3wd

十一(一)  联系电话  联系电话
    no rule: the telephone of the office
十一(一)  13号  连江路 13 号质量发展科
    no rule: an address
十一(一)  511515  邮政编码：511515
    no rule: a postcode
十一(二)  联系电话×8  联系电话
    no rule: the telephones of the eight counties
落款  2025年9月17日  2025年9月17日印发
    sources.plan.issued = 2025-09-17
"""
