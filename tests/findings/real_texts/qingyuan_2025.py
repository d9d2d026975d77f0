"""The work plan of 2025, 清强市办〔2025〕20号: what is open in it, and what settles that."""

from datetime import date

from support.settled import GONE, Row, at_most, by_marks, decided, on, provision, words

FILE = "qingyuan/policies/2025.toml"

ROWS = (
    # 前言 rests on a letter on the projects of 2024; the regulation of 2020 ended on 2025-03-31.
    Row(
        "AWS513 provisions.legal_basis.value",
        "前言",
        "说的是 2024 年度，这一届从 2025-09-17 开始",
        {
            "provisions.legal_basis.value": words(
                "粤功勋办字〔2025〕4号", "关于2025年度省级以下评比表彰项目的函"
            )
        },
    ),
    Row(
        "AWS518 provisions.legal_basis",
        "前言",
        "《清远市政府质量奖管理办法》（三十五）有效期到 2025-03-31",
        {
            "provisions.regulation": provision(
                "办法继续适用",
                "VALIDITY",
                "plan 前言",
                "本方案没有规定的，《清远市政府质量奖管理办法》在本届继续适用",
            )
        },
    ),
    # 一: 2025年9月-12月.
    Row(
        "AWS212 window.opens",
        "一",
        "“2025年9月-12月”没有写到哪一天",
        {
            "window.opens": on(2025, 9, 1, "自"),
            "window.closes": on(2025, 12, 31, "至"),
        },
    ),
    # 二: who meets the 表彰条件; 五 has those of application only. 三(二), 七(一): 所在县.
    Row(
        "AWS317 provisions.vacancy.value",
        "二、五",
        "“符合表彰条件”的才授奖，五只有申报条件",
        {
            "provisions.vacancy.value": words(
                "申报条件和最终评审分数600分",
                "没有符合第五条条件且最终评审分数达到600分的组织或个人",
            ),
            "stages.deliberation.rule.minimum": words(600, "最终评审分数达到600分"),
        },
    ),
    Row(
        "AWS317 provisions.residence.value",
        "三(二)、七(一)",
        "三(二)的个人没有写",
        {"provisions.residence.value": words("须在本市工作", "在本市工作的一线质量工作人员")},
    ),
    # 五(二)1: 无……记录, and no years; 五(三): 可继续申报, 两个评选周期内不得重复申报.
    Row(
        "AWS330 conditions.operating_years.rule.at_least",
        "五(一)1、五(一)5、五(二)2",
        "“主体业务正常运行3年以上”、“近3年”",
        {
            "provisions.until": provision(
                "年限", "PRINCIPLE", "plan 五", "本办法所称年限，计算至申报截止之日"
            )
        },
    ),
    Row(
        "AWS317 conditions.person_conduct.rule.within",
        "五(二)1",
        "个人条件没有写年限",
        {"conditions.person_conduct.rule.within": words("3y", "近3年无违法、违规、违纪")},
    ),
    Row(
        "AWS514 provisions.reapplication.value",
        "五(三)",
        "一处写“可继续申报清远市政府质量奖”，一处写“不得重复申报”",
        decided(
            "repeat_winners",
            {"provisions.reapplication.value": words(True, "上述期限届满的，可以申报")},
        ),
    ),
    Row(
        "AWS306 conditions.lock_out.rule.lasts",
        "五(三)、全文",
        "按 2 个评选周期计，几年评一次没有写",
        {"window.cycle": words("2y", "每两年评选一次")},
    ),
    # 七(一): counted back from 10-25, five working days in the unit and the county's own.
    Row(
        "AWS206 stages.internal_notice",
        "七(一)",
        "2025-09-23 要贴出，是印发（2025-09-17）后第 4 个工作日",
        {"sources.plan.issued": date(2025, 9, 1), "stages.call.opens": on(2025, 9, 1)},
    ),
    Row(
        "AWS305 stages.apply.closes",
        "七(一)、七(二)",
        "没有写何日以前交到；写明的 2025-10-25 是“报送市质量强市办”的期限",
        {"stages.apply.closes": on(2025, 10, 10, "申报材料送达县局截至")},
    ),
    Row(
        "AWS317 provisions.individual_form.value",
        "七(一)、附件4",
        "七(一)写“申报表”，附件4是“推荐表”",
        {"provisions.individual_form.value": words("推荐表", "个人由所在单位填写推荐表")},
    ),
    # 附件7 has the counties' quotas; 七(二): 2025-10-25 is a Saturday.
    Row(
        "AWS307 stages.recommend.rule.at_most.organisations",
        "附件7",
        "“县级推荐”的名额要看附件7",
        {
            "stages.recommend.rule.at_most": {
                "organisations": at_most(3, "各县推荐组织不超过3个"),
                "individuals": at_most(4, "各县推荐个人不超过4个"),
            }
        },
    ),
    Row(
        "AWS203 stages.receipt.deadline.on",
        "七(二)",
        "2025-10-25 是周六，不上班",
        decided(
            "receipt_roll",
            {"stages.receipt.deadline.on": on(2025, 10, 27, "材料接收时间截至")},
        ),
    ),
    Row(
        "AWS322 stages.receipt.deadline.late",
        "七(二)",
        "期限 2025-10-25，逾期的怎么办没有写",
        {"stages.receipt.deadline.late": words("out", "逾期不再受理")},
    ),
    # 七(三): 规定时间内; the heading 资格审查, below it 形式审查.
    Row(
        "AWS308 stages.eligibility.supplement.within",
        "七(三)",
        "只写“规定时间内”",
        {"stages.eligibility.supplement.within": at_most("5wd", "应在收到通知后5个工作日内提供")},
    ),
    Row(
        "AWS515 provisions.more_material.value",
        "七(三)",
        "“资格审查”、“形式审查”",
        {"provisions.more_material.value": words("补充", "资格审查和征求意见过程中")},
    ),
    # 七(四), (五): who reviews, how many go on, 材料评审 here and 资料评审 there.
    Row(
        "AWS321 stages.material_review.assignment",
        "七(四)",
        "“双随机”：哪两样随机没有写",
        {
            "stages.material_review.assignment": words("random", "随机抽取评审员，随机分派材料"),
            "provisions.double_random.value": words(True, "随机抽取评审员，随机分派材料"),
        },
    ),
    Row(
        "AWS318 stages.material_review.reviewers",
        "七(四)",
        "每份由几人评没有写",
        {"stages.material_review.reviewers": words(3, "每份材料由3名评审员评审")},
    ),
    Row(
        "AWS313 stages.site_list.rule.at_most",
        "七(五)",
        "“确定现场评审名单”取多少没有写",
        {
            "stages.site_list.rule.at_most": {
                "organisations": at_most(10, "现场评审的组织不超过10个"),
                "individuals": at_most(15, "现场评审的个人不超过15个"),
            }
        },
        # Equals of the list are then open too, and it comes first.
        along=("AWS302 stages.deliberation.rule",),
        comes=("AWS302 stages.site_list.rule",),
    ),
    Row(
        "AWS327 stages.site_list.rule",
        "七(五)、七(七)",
        "“确定现场评审名单”、“领导小组集体审议”：按得分高低取",
        {
            **by_marks("site_list", "deliberation"),
            "stages.deliberation.rule.words": "按得分由高到低，确定市政府质量奖拟奖建议名单",
        },
    ),
    Row(
        "AWS515 provisions.feedback.value",
        "七(四)、七(五)",
        "“材料评审”、“资料评审”",
        {"provisions.feedback.value": words("反馈", "反馈材料评审情况")},
    ),
    # 七(七): the final mark, 综合现场评审情况; criteria in 附件5, 附件6; no rule for equals.
    Row(
        "AWS307 stages.composite.rule.weights.material_review",
        "七(七)",
        "权重要看附件5、附件6",
        {
            "stages.composite.rule.weights": {
                "material_review": words(40, "材料评审分数占40%"),
                "site_visit": words(60, "现场评审分数占60%"),
            }
        },
    ),
    Row(
        "AWS302 stages.deliberation.rule",
        "七(七)",
        "“领导小组集体审议”得分相同的，取谁没有写",
        {
            "provisions.equals": provision(
                "得分相同", "PRIORITY", "plan 七(七)", "得分相同的，以现场评审得分高者优先"
            )
        },
    ),
    Row(
        "AWS317 provisions.final_score_of.value",
        "七(七)",
        "只写“综合现场评审情况”",
        {
            "provisions.final_score_of.value": words(
                "材料评审分数和现场评审分数", "综合材料评审、现场评审情况"
            )
        },
    ),
    # 四(一) 拟获奖名单, 七(七) 拟奖建议名单, 七(八) 获奖建议名单; 企业或组织, and no individuals.
    Row(
        "AWS515 provisions.leading_group_tasks.value",
        "四(一)、七(七)、七(八)",
        "“拟获奖名单”、“拟奖建议名单”、“获奖建议名单”",
        {
            "provisions.leading_group_tasks.value": words("审议", "审议拟奖建议名单"),
            "stages.final_notice.words": "对拟奖建议名单向社会公示",
        },
    ),
    Row(
        "AWS509 provisions.disqualified_individuals",
        "七(八)",
        "“取消拟奖资格”只写了组织奖，没有写个人奖",
        {"provisions.disqualified_individuals.value": words("取消", "对有异议的组织和个人")},
    ),
    # 七(二), (四), (八) let on 经公示无异议的; 九(三): 不影响……参加评审. 九(二): 3 and 3 days.
    Row(
        "AWS501 stages.final_notice.objection.open",
        "七(二)、七(四)、七(八)、九(三)",
        "以“经公示无异议的”为条件，异议审查期间又不影响参评",
        {
            "objections.suspends": words(True, "异议审查期间，暂缓评审"),
            "provisions.non_suspension": GONE,
        },
    ),
    Row(
        "AWS208 stages.final_notice.objection.holds",
        "七(二)、七(三)、七(八)、九(二)",
        "转送、复核用足要 6个工作日，认定另无时限",
        {
            **{
                f"stages.{name}.objection.holds": words("case", "异议未办结的，暂缓该申报人")
                for name in ("county_notice", "acceptance_notice", "final_notice")
            },
            **{
                f"readings.{name}": GONE
                for name in ("county_pending_objection", "review_gate", "pending_objection")
            },
        },
        along=("AWS501 stages.final_notice.objection.open",),
    ),
    Row(
        "AWS319 objections.reply",
        "九(二)",
        "“应当在3个工作日内将复核情况”，从何时起算没有写",
        {"objections.reply": at_most("3wd", "应当在收到转送材料后3个工作日内")},
    ),
    Row(
        "AWS309 objections.decide",
        "九(二)",
        "最后认定没有时限",
        {"objections.decide": at_most("5wd", "收到复核情况后5个工作日内作出认定")},
    ),
    # 九(一): 申报资格; 九(三): 禁止性规定; 七(八): 查证属实. 十(三): the counties' own.
    Row(
        "AWS317 provisions.objection_scope.value",
        "九(一)、九(三)、七(八)",
        "七(八)只写“查证属实”",
        {
            "provisions.objection_scope.value": words(
                "都按九(三)", "对有异议且属于第九条第三项情形的，取消其拟奖资格"
            )
        },
    ),
    Row(
        "AWS317 provisions.prohibitive.value",
        "九(三)、五",
        "没有写哪些条件是“禁止性规定”",
        {"provisions.prohibitive.value": words("五(一)5、五(二)1、五(三)", "不符合第五条（一）5")},
    ),
    Row(
        "AWS317 provisions.county_objections.value",
        "十(三)、九(二)",
        "由县局“调查处理有关异议”，没有写时限",
        {
            "provisions.county_objections.value": words(
                "县局在5个工作日内办结", "县局应当自收到异议之日起5个工作日内办结"
            )
        },
    ),
    Row(
        "AWS314 provisions.recusal",
        "全文",
        "回避、撤销、禁报、称号使用、获奖者义务",
        {
            "provisions.recusal.value": words("回避", "与申报人有利害关系的评审员应当回避"),
            "provisions.revocation.value": words("撤销", "弄虚作假的，撤销表彰"),
            "provisions.debarment.value": words("禁报", "撤销表彰的，今后不予受理"),
            "provisions.title_use.value": words("注明年度", "使用称号应当注明获奖年度"),
            "provisions.duty.value": words("推广", "获奖者应当推广其质量管理方法"),
        },
    ),
    # One of two readings is written down, the other one is left out.
    Row(
        "AWS502 readings.breach_window",
        "五(一)5",
        "“近3年”是否也管“无违法、违规、违纪和失信记录”",
        decided(
            "breach_window",
            {"conditions.lawful_record.rule.within": words("3y", "近3年无违法、违规、违纪")},
        ),
    ),
    Row(
        "AWS502 readings.successor_rule",
        "五(三)",
        "按2020年管理办法（第十一条，5年）获奖的",
        decided(
            "successor_rule",
            {
                "provisions.earlier_winners": provision(
                    "以前的获奖者", "PRINCIPLE", "plan 五(三)", "以往获奖者也适用前款规定"
                )
            },
        ),
    ),
    Row(
        "AWS502 readings.internal_notice_binds",
        "七(一)",
        "“不少于5个工作日”管哪些内部公示",
        decided(
            "internal_notice_binds",
            {
                "stages.internal_notice.duration": {
                    "at_least": "5wd",
                    "words": "上述公示时间均不少于5个工作日",
                }
            },
        ),
    ),
    Row(
        "AWS502 readings.parent_notice_order",
        "七(一)",
        "本组织公示和有关单位公示可否同时进行",
        decided(
            "parent_notice_order",
            {
                "stages.parent_notice.after": ["internal_notice"],
                "stages.apply.after": ["internal_notice", "parent_notice"],
                "stages.parent_notice.words": "本组织公示期满后，还应当由有关单位公示",
            },
        ),
    ),
    Row(
        "AWS502 readings.receipt_counts",
        "七(二)",
        "以纸质材料还是电子版收到为准",
        decided(
            "receipt_counts",
            {"stages.receipt.deadline.counts": words("receipt", "以收到纸质材料的时间为准")},
        ),
    ),
)
