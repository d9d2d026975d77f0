"""The plan of 2018, 首届韶关市政府质量奖评审工作实施方案: what is open, and what settles that."""

from datetime import date

from support.settled import GONE, Row, at_most, decided, on, provision, words

FILE = "shaoguan/policies/2018.toml"


def included(stage: str, year: int, month: int, day: int, said: str) -> dict[str, object]:
    """A deadline that says that its day counts."""
    return {
        f"stages.{stage}.deadline.on": words(
            date(year, month, day), f"{said}（{year}年{month}月{day}日前，含当日）"
        )
    }


#: The twelve dates of 三 that end with 前, each with 含当日; the article's own are provisions.
WITH_THEIR_DAYS = {
    "provisions.plan_made.value": words(date(2018, 8, 30), "（2018年8月30日前，含当日）"),
    "provisions.first_meeting.value": words(date(2018, 9, 15), "（2018年9月15日前，含当日）"),
    "provisions.briefing.value": words(date(2018, 9, 30), "（2018年9月30日前，含当日）"),
    "provisions.review_period.value": words(date(2019, 1, 20), "2019年1月20日前，含当日"),
    "stages.call.opens": words(
        date(2018, 9, 30),
        "公布申报条件（2018年9月30日前，含当日）",
        inferred={"zh": "读作最后一天才公布", "en": "read as published on the last day"},
    ),
    **included("recommend", 2018, 11, 15, "申报推荐"),
    **included("formal_check", 2018, 11, 30, "申报材料初审"),
    **included("material_review", 2018, 12, 20, "材料评审"),
    **included("site_visit", 2019, 1, 20, "现场考评"),
    **included("vote", 2019, 1, 30, "评审委员会合议推荐"),
    "stages.final_notice.deadline.on": words(
        date(2019, 2, 25), "公示审批（2019年2月25日前，含当日）", source="plan 三(八)"
    ),
    **included("approval", 2019, 3, 30, "报市政府审批"),
    **decided("day_before"),
}

ROWS = (
    # 二: 前3家企业, exactly three; the conditions are in the 《办法》, which is not at hand.
    Row(
        "AWS508 quotas.organisations.number",
        "二、三(七)3",
        "一处写“前3家企业授予首届韶关市政府质量奖”，一处由“评审委员会投票”选出",
        decided(
            "winners_by",
            {"quotas.organisations.number": {"exactly": 3, "words": "对得票多的3家企业授予"}},
        ),
    ),
    Row(
        "AWS303 quotas.organisations.may_stay_vacant",
        "二",
        "名额 3 个，可否空缺没有写",
        {"quotas.organisations.may_stay_vacant": words(True, "没有符合条件的，可以空缺")},
    ),
    Row(
        "AWS307 conditions.lock_out.rule.lasts",
        "前言",
        "要看《办法》，手中没有\n不是文件的过错",
        {"conditions.lock_out.rule.lasts": words("3y", "获奖后3年内不得再次申报")},
    ),
    # 三: the dates of 2019, in a plan of 2018-09-05; 三(九): 2019年4月.
    Row(
        "AWS209 window.closes",
        "三(九)、三(七)、三(七)2、三(七)3、三(八)、三(八)2",
        "2019年的节假日 2018-12-06 才公布，印发时还不知道",
        decided(
            "day_off",
            {
                "provisions.days_off": provision(
                    "遇休息日顺延",
                    "PRINCIPLE",
                    "plan 三",
                    "遇休息日或者国家公布的节假日调整，顺延至其后第一个工作日",
                )
            },
        ),
        # One rule for all dates of the plan settles each that is on a day off.
        along=(
            "AWS203 provisions.first_meeting.value",
            "AWS203 provisions.review_period.value",
            "AWS203 stages.material_review.opens",
            "AWS203 stages.site_visit.deadline.on",
            "AWS203 stages.approval.deadline.on",
        ),
    ),
    Row(
        "AWS212 window.closes",
        "三(九)",
        "“表彰奖励（2019年4月）”没有写到哪一天",
        {
            "window.closes": on(2019, 4, 30, "表彰奖励"),
            "stages.commendation.opens": on(2019, 4, 1, "表彰奖励"),
            "stages.commendation.deadline.on": on(2019, 4, 30, "表彰奖励"),
        },
    ),
    # 三(一): 8月30日前, in a plan of 9月5日; 三(二): 9月15日, a Saturday, and the plan once more.
    Row(
        "AWS201 provisions.plan_made.value",
        "三(一)",
        "的日期 2018-08-30 早于印发日 2018-09-05",
        {"provisions.plan_made": GONE},
    ),
    Row(
        "AWS203 provisions.first_meeting.value",
        "三(二)",
        "2018-09-15 是周六，不上班",
        {"provisions.first_meeting.value": words(date(2018, 9, 14), "（2018年9月14日前）")},
    ),
    Row(
        "AWS317 provisions.plan_decided_twice.value",
        "三(一)、三(二)",
        "会议又“研究确定……具体实施方案”",
        {
            "provisions.plan_decided_twice.value": words(
                "只定议事规则", "研究确定首届韶关市政府质量奖评审议事规则"
            )
        },
    ),
    # 三(三): 9月30日前; twelve dates with 前 alone, counted by hand.
    Row(
        "AWS210 stages.call.opens",
        "三(一)、三(二)、三(三)、三(四)、三(五)、三(六)、三(七)、三(七)1、三(七)2、三(七)3、"
        "三(八)、三(八)2",
        "含不含当日没有写（12处）",
        WITH_THEIR_DAYS,
    ),
    Row(
        "AWS502 readings.call_date",
        "三(三)",
        "“9月30日前”公布：企业从哪天起可以准备",
        decided("call_date", {"stages.call.opens": on(2018, 9, 30, "公布申报条件：")}),
        # It has no 前 then: the eleven others are told from the first of them on.
        along=("AWS210 stages.call.opens",),
        comes=("AWS210 stages.recommend.deadline.on",),
    ),
    # 三(五): 申报推荐 by 11月15日, one date for those who apply and those who recommend.
    Row(
        "AWS305 stages.apply.closes",
        "三(五)",
        "“申报”和“提出推荐意见”只写了一个期限 2018-11-15",
        {"stages.apply.closes": on(2018, 10, 31, "申报材料送达推荐单位截至")},
        # It is bound to a date then, and the first that is.
        along=("AWS416 stages.recommend",),
        comes=("AWS416 stages.apply",),
    ),
    Row(
        "AWS329 stages.score_line.rule.at_least",
        "三(七)1",
        "450分，满分多少没有写",
        {
            "provisions.full_marks": provision(
                "满分", "STANDARD", "plan 三(七)1", "材料评审满分1000分"
            )
        },
    ),
    Row(
        "AWS329 stages.top_five.rule.of",
        "三(七)3",
        "“专家组评审得分前5名的企业”：按哪一个得分没有写",
        {"stages.top_five.rule.of": words("composite", "综合分值前5名")},
    ),
    Row(
        "AWS416 stages.recommend",
        "三(五)、三(六)、三(七)1、三(七)2、三(七)3、三(八)、三(八)2、三(九)",
        "15 个环节里 8 个写死了日期",
        {
            **{
                f"stages.{name}.deadline": GONE
                for name in ("formal_check", "material_review", "site_visit", "vote")
            },
            "stages.formal_check.duration": at_most("10wd", "收到推荐后10个工作日内完成"),
            "stages.material_review.duration": at_most("15wd", "初审后15个工作日内完成"),
            "stages.site_visit.duration": at_most("20wd", "确定候选企业后20个工作日内完成"),
            **decided("review_end"),
            **decided("day_off"),
            **decided("day_before"),
        },
        along=(
            "AWS203 stages.site_visit.deadline.on",
            "AWS202 stages.vote.deadline.on",
        ),
    ),
    Row(
        "AWS322 stages.recommend.deadline.late",
        "三(五)",
        "“提出推荐意见”期限 2018-11-15，逾期的怎么办没有写",
        {"stages.recommend.deadline.late": words("out", "逾期不再受理")},
    ),
    Row(
        "AWS317 provisions.recommendation_quota.value",
        "三(五)",
        "没有写每个县（市、区）、部门推荐几家",
        {"provisions.recommendation_quota.value": words("2家", "每个县（市、区）推荐不超过2家")},
    ),
    Row(
        "AWS317 provisions.single_channel.value",
        "三(五)",
        "没有写企业由县（市、区）政府还是由部门推荐",
        {
            "provisions.single_channel.value": words(
                True, "由所在县（市、区）政府推荐，重复推荐的不予受理"
            )
        },
    ),
    # 三(六): 及时通知……补充材料. 三(七): from a Saturday to a Sunday.
    Row(
        "AWS317 stages.formal_check.supplement.within",
        "三(六)",
        "只写“及时通知”，没有写补充的时限",
        {"stages.formal_check.supplement.within": at_most("5wd", "应在收到通知后5个工作日内补充")},
    ),
    Row(
        "AWS203 provisions.review_period.value",
        "三(七)",
        "2019-01-20 是周日，不上班",
        {"provisions.review_period.value": words(date(2019, 1, 21), "2019年1月21日前")},
    ),
    Row(
        "AWS203 stages.material_review.opens",
        "三(七)",
        "2018-12-01 是周六，不上班，没有写是否顺延\n可以读作 2018-12-01 或 2018-12-03",
        {"stages.material_review.opens": on(2018, 12, 3, "组织评审，自")},
    ),
    # 三(七)1: who reviews, GB／T19580—2011, the best six, 450分 in principle.
    Row(
        "AWS318 stages.material_review.reviewers",
        "三(七)1",
        "“材料评审”：每份由几人评没有写",
        {"stages.material_review.reviewers": words(3, "每份材料由3名专家评审")},
    ),
    Row(
        "AWS507 provisions.standard.value",
        "三(七)1",
        "没有 2011 年版（已知 2004、2012 年版）",
        {"provisions.standard.value": words("GB/T 19580—2012", "GB／T19580—2012")},
    ),
    Row(
        "AWS302 stages.candidates.rule",
        "三(七)1、三(七)3",
        "“确定候选企业”、“得分前5名”得分相同的，“评审委员会投票”得票相同的",
        {
            "provisions.equals": provision(
                "得分、得票相同",
                "PRIORITY",
                "plan 三(七)",
                "与末位得分相同的一并列入；得票相同的，就其再投一次",
            )
        },
    ),
    Row(
        "AWS311 stages.score_line.rule.at_least",
        "三(七)1",
        "“原则上，材料评审获得450分以上”，例外由谁定没有写",
        decided(
            "line",
            {
                "stages.score_line.rule.at_least": words(450, "材料评审获得450分以上"),
                "stages.score_line.rule.words": "材料评审获得450分以上的企业，方可进入现场评审",
            },
        ),
    ),
    # 三(七)2: 现场考评 and 现场评审; until 1月20日, a Sunday.
    Row(
        "AWS515 stages.score_line",
        "三(七)1、三(七)2",
        "“现场评审”、“现场考评”",
        {
            "stages.site_visit.words": "组织评审专家组对候选企业进行现场评审",
            "stages.site_visit.deadline.on": words(
                date(2019, 1, 20), "现场评审（2019年1月20日前）"
            ),
        },
    ),
    Row(
        "AWS203 stages.site_visit.deadline.on",
        "三(七)2",
        "2019-01-20 是周日，不上班",
        decided(
            "day_off",
            {"stages.site_visit.deadline.roll": words("forward", "遇休息日顺延至其后第一个工作日")},
        ),
    ),
    # 三(七)3: by 1月30日, out of five, 合议推荐 by its heading, 投票评议 by its text.
    Row(
        "AWS307 provisions.rules_of_procedure.value",
        "三(二)",
        "“评审议事规则”另成文件，手中没有",
        {"provisions.rules_of_procedure.value": words("附后", "评审议事规则（附后）")},
    ),
    Row(
        "AWS304 stages.vote.rule",
        "三(七)3",
        "“评审委员会投票”：到会人数、多数、是否记名没有写",
        decided(
            "majority",
            {
                "stages.vote.rule.seats": words(15, "15名委员到会"),
                "stages.vote.rule.majority": words(0.5, "得票超过到会委员半数的当选"),
                "stages.vote.rule.inclusive": words(False, "得票超过到会委员半数的当选"),
                "provisions.vote_method.value": words("无记名", "采取无记名投票"),
            },
        ),
    ),
    Row(
        "AWS202 stages.vote.deadline.on",
        "三(七)3、三(七)",
        "三(七)3“评审委员会投票”的期限是 2019-01-30，晚于 三(七)“组织评审的期限”的 2019-01-20",
        decided(
            "review_end",
            {"provisions.review_period.value": words(date(2019, 1, 30), "2019年1月30日前")},
        ),
        along=("AWS203 provisions.review_period.value",),
    ),
    Row(
        "AWS317 provisions.deliberate_or_vote.value",
        "三(七)3",
        "标题写“合议推荐”，正文写“投票评议”",
        {"provisions.deliberate_or_vote.value": words("得票为准", "合议后投票，以得票为准")},
    ),
    # 三(八): 2月25日前, its second item 3月30日前, a Saturday. 三(八)1: 公示期10天.
    Row(
        "AWS204 stages.final_notice.duration",
        "三(八)1",
        "第二百零三条则到 2019-02-11，差 7 天",
        decided(
            "notice_days",
            {"stages.final_notice.duration": {"exactly": "10wd", "words": "公示期10个工作日"}},
        ),
        along=("AWS207 stages.final_notice.duration",),
    ),
    Row(
        "AWS207 stages.final_notice.duration",
        "三(八)1",
        "2019-01-30 发布，到 2019-02-09 只有 4 个工作日",
        decided(
            "notice_days",
            {
                "stages.final_notice.duration": {
                    "at_least": "7wd",
                    "words": "公示期不少于7个工作日",
                }
            },
        ),
        along=("AWS204 stages.final_notice.duration",),
    ),
    Row(
        "AWS326 objections.against",
        "三(八)1",
        "可以对什么提出、用什么形式提出、查实以后怎么办没有写",
        {
            "objections.against": words("评审", "对申报资格、评审程序有异议的可以投诉"),
            "objections.form": words("书面实名", "应当书面实名提出"),
            "objections.upheld": words("取消", "查证属实的，取消其拟获奖资格"),
        },
    ),
    Row(
        "AWS310 objections.decide",
        "三(八)1",
        "从受理到认定都没有写时限",
        {
            "objections.reply": at_most("5wd", "收到投诉后5个工作日内核查"),
            "objections.decide": at_most("5wd", "收到核查报告后5个工作日内认定"),
            **decided(
                "pending_complaint",
                {"stages.final_notice.objection.holds": words("case", "未核查完的，暂缓报批")},
            ),
        },
        along=("AWS502 readings.pending_complaint",),
    ),
    Row(
        "AWS502 readings.pending_complaint",
        "三(八)1、三(八)2",
        "公示期满时投诉未核查完怎么办",
        decided(
            "pending_complaint",
            {"stages.final_notice.objection.holds": words("case", "未核查完的，暂缓报批")},
        ),
    ),
    Row(
        "AWS202 stages.approval.deadline.on",
        "三(八)2、三(八)",
        "晚于 三(八)“公示审批（2019年2月25日前）”的 2019-02-25",
        decided(
            "approval_end",
            {
                "stages.approval.deadline.on": words(date(2019, 2, 25), "报批（2019年2月25日前）"),
                **decided("day_off"),
            },
        ),
        along=("AWS203 stages.approval.deadline.on",),
    ),
    Row(
        "AWS203 stages.approval.deadline.on",
        "三(八)2",
        "2019-03-30 是周六，不上班",
        decided(
            "day_off",
            {"stages.approval.deadline.roll": words("forward", "遇休息日顺延至其后第一个工作日")},
        ),
    ),
    # Nothing in the plan; the 《办法》 is not at hand. Those who are not chosen are told nothing.
    Row(
        "AWS314 provisions.recusal",
        "全文",
        "回避、称号使用、获奖者义务\n注明：没有写；《办法》手中没有",
        {
            "provisions.recusal.value": words("回避", "与申报企业有利害关系的应当回避"),
            "provisions.title_use.value": words("注明年度", "使用称号应当注明获奖年度"),
            "provisions.duty.value": words("推广", "获奖企业应当推广其质量管理方法"),
        },
    ),
)
