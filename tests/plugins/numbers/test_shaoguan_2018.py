"""Every number of Shaoguan's plan of 2018, in the order of the document."""

from support.numbers import Numbers


class TestShaoguan2018(Numbers):
    """首届 is counted once, in the title; the copy at hand has no document number."""

    text = "shaoguan@2018"
    counted = 33
    table = """
题  首届  首届韶关市政府质量奖评审工作实施方案
    title.zh = 首届韶关市政府质量奖评审工作实施方案
通知  2018年9月5日  2018年9月5日
    sources.plan.issued = 2018-09-05
前言  〔2018〕6号  （韶府规〔2018〕6号）（以下简称《办法》）
    provisions.legal_basis.value = 《韶关市政府质量奖管理办法》（韶府规〔2018〕6号）
一  〔2016〕9号  （粤发〔2016〕9号）
    provisions.guiding_decision.value = 粤发〔2016〕9号
二  前3家  前3家企业授予首届韶关市政府质量奖
    tracks.organisations.words = 前3家企业授予首届韶关市政府质量奖
    quotas.organisations.number = exactly 3

三(一)  2018年8月30日  （2018年8月30日前）
    provisions.plan_made.value = 2018-08-30
三(二)  首次  召开首次评审委员会会议
    provisions.first_meeting.title.zh = 首次评审委员会会议的期限
三(二)  2018年9月15日  （2018年9月15日前）
    provisions.first_meeting.value = 2018-09-15
三(三)  2018年9月30日  公布申报条件（2018年9月30日前）
    stages.call.opens = 2018-09-30 ~
三(四)  2018年9月30日  （2018年9月30日前）
    provisions.briefing.value = 2018-09-30
三(五)  2018年11月15日  申报推荐（2018年11月15日前）
    stages.recommend.deadline.on = 2018-11-15 ~
三(六)  2018年11月30日  申报材料初审（2018年11月30日前）
    stages.formal_check.deadline.on = 2018-11-30 ~

三(七)  2018年12月1日  组织评审（2018年12月1日至
    stages.material_review.opens = 2018-12-01
三(七)  2019年1月20日  2019年1月20日前
    provisions.review_period.value = 2019-01-20
三(七)  1名  聘请1名国内、省内权威质量管理专家任
    provisions.lead_expert.value = 1名国内、省内权威质量管理专家
三(七)1  2018年12月20日  材料评审（2018年12月20日前）
    stages.material_review.deadline.on = 2018-12-20 ~
三(七)1  19580—2011  GB／T19580—2011《卓越绩效评价准则》
    provisions.standard.value = GB/T 19580—2011《卓越绩效评价准则》
三(七)1  19579—2012  GB／Z19579—2012《卓越绩效评价准则实施指南》
    provisions.guide.value = GB/Z 19579—2012《卓越绩效评价准则实施指南》
三(七)1  前6名、不超过6名  前6名（不超过6名）
    stages.candidates.words = 得分最高的前6名（不超过6名）为候选企业
    stages.candidates.rule.words = 得分最高的前6名（不超过6名）为候选企业
    stages.candidates.rule.at_most.organisations = at_most 6
三(七)1  450分  原则上，材料评审获得450分以上
    stages.score_line.rule.words = 原则上，材料评审获得450分以上的企业，方可进入现场评审
    stages.score_line.rule.at_least = 450 soft
三(七)1  -  材料评审获得450分
    stages.score_line.rule.of = material_review
三(七)2  2019年1月20日  现场考评（2019年1月20日前）
    stages.site_visit.deadline.on = 2019-01-20 ~
三(七)2  40%  材料评审和现场评审分值按照40%
    stages.composite.rule.weights.material_review = 40
三(七)2  60%  按照40%、60%的权重
    stages.composite.rule.words = 按照40%、60%的权重
    stages.composite.rule.weights.site_visit = 60
三(七)3  2019年1月30日  评审委员会合议推荐（2019年1月30日前）
    stages.vote.deadline.on = 2019-01-30 ~
三(七)3  前5名  得分前5名
    stages.top_five.words = 专家组评审得分前5名的企业
    stages.top_five.rule.words = 专家组评审得分前5名的企业
    stages.top_five.rule.at_most.organisations = at_most 5 ~
三(七)3  3名  选出3名拟获奖企业
    stages.vote.words = 进行投票评议，选出3名拟获奖企业
    stages.vote.rule.choose = 3
三(七)3  -  -
    stages.vote.rule.majority = 0 ~

三(八)  2019年2月25日  公示审批（2019年2月25日前）
    stages.final_notice.deadline.on = 2019-02-25 ~
三(八)1  10天  公示期10天
    stages.final_notice.duration = exactly 10cd ~
三(八)2  2019年3月30日  报市政府审批（2019年3月30日前）
    stages.approval.deadline.on = 2019-03-30 ~
三(九)  2019年4月  表彰奖励（2019年4月）
    window.closes = 2019-04-30 ~
    stages.commendation.opens = 2019-04-01 ~
    stages.commendation.deadline.on = 2019-04-30 ~
四  一次性、50万元  给予每家获奖企业一次性50万元奖励
    provisions.prize.value = exactly 500000
    provisions.prize.title.zh = 一次性奖励（元，每家）
"""
