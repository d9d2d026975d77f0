"""The regulation of 2020, 清远市政府质量奖管理办法: what is open in it, and what settles that."""

from datetime import date

from support.settled import Row, at_least, at_most, by_marks, decided, provision, words

FILE = "qingyuan/policies/2020.toml"

ROWS = (
    # 三: every two years; 三十五: from 2020-04-01 to 2025-03-31; 十一: five years.
    Row(
        "AWS307 provisions.published_rules.value",
        "七",
        "“评审标准、实施细则、管理规定”另成文件",
        {
            "provisions.published_rules.value": words(
                "附后", "评审标准、实施细则和有关管理规定（附后）"
            )
        },
    ),
    # 六 拟获奖名单; 十八 审议获奖建议名单、决定拟奖名单: a proposal and what becomes of it.
    Row(
        "AWS515 provisions.leading_group_tasks.value",
        "六、十八",
        "“拟获奖名单”、“拟奖名单”",
        {"provisions.leading_group_tasks.value": words("审定", "审定拟奖名单")},
    ),
    Row(
        "AWS506 window.valid_to",
        "三十五、三",
        "第 3 届的周期跨过到期日 2025-03-31",
        {
            "window.valid_to": words(
                date(2026, 3, 31), "有效期至2026年3月31日", source="regulation 三十五"
            )
        },
    ),
    Row(
        "AWS505 conditions.lock_out.rule.lasts",
        "十一、三",
        "限报 5 年，每 2 年评一次：实际 6 年后才能再报",
        {"conditions.lock_out.rule.lasts": words("6y", "获奖后6年内")},
    ),
    # 十(二): 没有……受到刑事或行政处罚, a sentence of its own; 近3年 before three 无.
    Row(
        "AWS330 conditions.operating_years.rule.at_least",
        "十(一)、十(二)、十(三)",
        "“生产经营3年以上”",
        {
            "provisions.until": provision(
                "年限", "PRINCIPLE", "regulation 十", "本办法所称年限，计算至申报截止之日"
            )
        },
    ),
    Row(
        "AWS317 conditions.no_penalty.rule.within",
        "十(二)",
        "“没有受到刑事或行政处罚”：另起一句，没有写年限",
        {"conditions.no_penalty.rule.within": words("3y", "近3年没有因违反")},
    ),
    Row(
        "AWS502 readings.breach_window",
        "十(二)",
        "“近3年”是否也管“无重大质量投诉，无严重失信行为”",
        decided(
            "breach_window",
            {
                f"conditions.{name}.rule.within": words("3y", f"近3年{said}")
                for name, said in (
                    ("no_major_complaint", "无重大质量投诉"),
                    ("lawful_record", "无严重失信行为"),
                )
            },
        ),
    ),
    # 十二, 十三: 在规定期限内 both times: the call (申报通知) is to set the days. No quota.
    Row(
        "AWS308 stages.apply.closes",
        "十二",
        "“申报”：只写“在规定期限内”",
        {
            "stages.apply.closes": {"elsewhere": {"zh": "申报通知", "en": "the call"}},
        },
    ),
    Row(
        "AWS308 stages.receipt.deadline.on",
        "十三",
        "“报送市强市办”：只写“在规定期限内”",
        {
            "stages.receipt.deadline.on": {"elsewhere": {"zh": "申报通知", "en": "the call"}},
        },
    ),
    Row(
        "AWS317 provisions.recommendation_quota.value",
        "十三",
        "没有写各县可以推荐几家",
        {"provisions.recommendation_quota.value": words("3家", "各县（市、区）推荐不超过3家")},
    ),
    # 十四: 必要时……征求相关部门意见, and nothing on further material.
    Row(
        "AWS317 provisions.supplement.value",
        "十四",
        "没有写可否补充材料",
        {"provisions.supplement.value": words("可以", "材料不齐的，应在收到通知后5个工作日内补充")},
    ),
    Row(
        "AWS321 provisions.consult_if_necessary.value",
        "十四",
        "“必要时”：什么情形下办，没有写",
        {"provisions.consult_if_necessary.value": words("书面", "有投诉举报的，征求部门意见")},
    ),
    # 十五: who reviews; 原则上不超过6家; 十五, 十八: no rule for equals.
    Row(
        "AWS318 stages.material_review.reviewers",
        "十五",
        "“资料评审”：每份由几人评、怎样分派没有写",
        {
            "stages.material_review.reviewers": words(3, "每份材料由3名评审员评审，随机分派"),
            "stages.material_review.assignment": words("random", "随机分派"),
        },
    ),
    Row(
        "AWS302 stages.site_list.rule",
        "十五、十八",
        "“确定现场评审名单”、“领导小组审议”得分相同的",
        {
            "provisions.equals": provision(
                "得分相同", "PRIORITY", "regulation 十五, 十八", "得分相同的，资料评审得分高者优先"
            )
        },
    ),
    Row(
        "AWS327 stages.site_list.rule",
        "十五、十八",
        "“确定现场评审名单”、“领导小组审议”：按得分高低取",
        by_marks("site_list", "deliberation"),
    ),
    Row(
        "AWS311 stages.site_list.rule.at_most.organisations",
        "十五",
        "“原则上不超过6家”，例外由谁定没有写",
        {"stages.site_list.rule.at_most.organisations": at_most(6, "不超过6家")},
    ),
    Row(
        "AWS312 stages.composite.rule.weights",
        "十七",
        "“综合评价”没有写权重",
        {
            "stages.composite.rule.weights": {
                "material_review": words(40, "资料评审得分占40%"),
                "site_visit": words(60, "现场评审得分占60%"),
            }
        },
    ),
    # 三: 没有满足获奖条件的……可空缺, by no mark.
    Row(
        "AWS328 stages.deliberation.rule.minimum",
        "三、十八",
        "名额可以空缺，几分以下空缺没有写",
        {"stages.deliberation.rule.minimum": words(600, "综合得分不足600分的，名额空缺")},
    ),
    # 六 审定, 七 提出候选名单, 十八 决定: who settles the list.
    Row(
        "AWS502 readings.who_decides",
        "六、七、十八",
        "领导小组“审定”“决定”，还是市强市办“提出候选名单”",
        decided("who_decides", {"stages.deliberation.words": "由领导小组审议并决定拟奖名单"}),
    ),
    # 十八: 不少于7日, neither working nor calendar days; a day of National Day eats it.
    Row(
        "AWS204 stages.final_notice.duration",
        "十八",
        "“公示时间不少于7日”，没有说明是工作日还是日历日",
        decided(
            "notice_days",
            {"stages.final_notice.duration": at_least("7wd", "公示时间不少于7个工作日")},
        ),
        along=("AWS207 stages.final_notice.duration",),
    ),
    Row(
        "AWS207 stages.final_notice.duration",
        "十八",
        "2020-09-30 发布，到 2020-10-07 只有 0 个工作日",
        decided(
            "notice_days",
            {"stages.final_notice.duration": at_least("5wd", "公示时间不少于5个工作日")},
        ),
        along=("AWS204 stages.final_notice.duration",),
    ),
    Row(
        "AWS502 readings.pending_objection",
        "十八、二十八",
        "拟奖名单公示期满时异议未办结怎么办",
        decided(
            "pending_objection",
            {
                "stages.final_notice.objection.holds": words(
                    "case", "异议未办结的，暂缓上报该企业，其余按程序上报"
                )
            },
        ),
    ),
    # 二十一: 下一年度的年初.
    Row(
        "AWS321 provisions.payment.value",
        "二十一",
        "“年初”：到哪一天没有写",
        {"provisions.payment.value": words("次年3月31日前", "于次年3月31日前（含当日）兑现")},
    ),
    # 二十八: 制定异议处理制度, which is not at hand.
    Row(
        "AWS310 objections.decide",
        "二十八",
        "要看异议处理制度\n那里有没有写不知道",
        {
            "objections.forward": at_most("3wd", "收到异议后3个工作日内转送"),
            "objections.reply": at_most("3wd", "收到转送后3个工作日内复核"),
            "objections.decide": at_most("5wd", "收到复核情况后5个工作日内认定"),
            **decided(
                "pending_objection",
                {"stages.final_notice.objection.holds": words("case", "异议未办结的，暂缓上报")},
            ),
        },
        along=("AWS502 readings.pending_objection",),
    ),
    # 二十九: winners promote, and review the next edition; 二十五: 回避.
    Row(
        "AWS317 provisions.duty_promotion.lasts",
        "二十九",
        "“宣传推广义务”：没有写年限",
        {"provisions.duty_promotion.lasts": words("3y", "获奖后3年内")},
        # It outlasts the text then, and comes first.
        along=("AWS511 provisions.performance_report.lasts",),
        comes=("AWS511 provisions.duty_promotion.lasts",),
    ),
    Row(
        "AWS512 provisions.duty_review",
        "二十九、二十五",
        "“高层管理人员参加下届评审”与“回避”的关系没有写",
        {
            "provisions.duty_review.value": words(
                "参加下届评审", "参加下届评审工作，不得参加本行业申报单位的评审"
            ),
        },
    ),
    # 三十: three years of reports, 三十二 and 三十三: three years' bar, past 2025-03-31.
    Row(
        "AWS511 provisions.performance_report.lasts",
        "三十五、三十、三十二、三十三、十一",
        "“获奖后5年内不得重新申报同一奖项”5年会超过它",
        {
            "provisions.after_expiry.value": words(
                "继续", "有效期内获奖的，其义务和责任在有效期届满后继续适用"
            )
        },
    ),
    # 三十二, 三十三: 收回奖牌、证书 and not the 500,000 of 二十一; three years against five.
    Row(
        "AWS510 provisions.revocation_fraud.value",
        "三十二、三十三、二十一",
        "没有写收回“一次性奖励”",
        {
            f"provisions.{name}.value": words("收回", "撤销奖励，收回奖牌、证书和奖金")
            for name in ("revocation_fraud", "revocation_accident", "prize_recovery")
        },
    ),
    Row(
        "AWS319 provisions.debarment_fraud.lasts",
        "三十二",
        "“骗取奖项的禁报”",
        {"provisions.debarment_fraud.lasts": words("3y", "自公告之日起3年内不接受")},
    ),
    Row(
        "AWS504 provisions.debarment_fraud.lasts",
        "三十二、十一",
        "“骗取奖项的禁报”3年，正常获奖者限报 5 年",
        {"provisions.debarment_fraud.lasts": words("6y", "向社会公告，6年内不接受")},
    ),
    Row(
        "AWS319 provisions.debarment_accident.lasts",
        "三十三",
        "“发生重大事故的禁报”",
        {"provisions.debarment_accident.lasts": words("3y", "自公告之日起3年内不接受")},
    ),
    Row(
        "AWS504 provisions.debarment_accident.lasts",
        "三十三、十一",
        "“发生重大事故的禁报”3年，正常获奖者限报 5 年",
        {"provisions.debarment_accident.lasts": words("6y", "向社会公告，6年内不接受")},
    ),
)
