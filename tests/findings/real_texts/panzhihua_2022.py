"""The regulation of 2022, 攀枝花市政府质量奖评选管理办法: what is open, and what settles that."""

from datetime import date

from support.settled import Row, at_most, barred, by_marks, decided, provision, words

FILE = "panzhihua/policies/2022.toml"
CALL = {"elsewhere": {"zh": "申报通知", "en": "the call"}}

ROWS = (
    # 四: every two years; 三十二: five years from 2023-01-30. 六 审定, 十九 报请市政府审定.
    Row(
        "AWS506 window.valid_to",
        "三十二、四",
        "第 3 届的周期跨过到期日 2028-01-29",
        {
            "window.valid_to": words(
                date(2029, 1, 29), "有效期至2029年1月29日", source="regulation 三十二"
            ),
            **decided("expiry"),
        },
        along=("AWS502 readings.expiry",),
    ),
    Row(
        "AWS502 readings.expiry",
        "三十二",
        "自2023年1月30日起5年，到哪一天止",
        decided(
            "expiry",
            {
                "window.valid_to": words(
                    date(2028, 1, 29), "有效期至2028年1月29日", source="regulation 三十二"
                )
            },
        ),
    ),
    Row(
        "AWS514 provisions.leading_group_tasks.value",
        "六、十九",
        "一处写“审定拟获奖名单”，一处写“报请市政府审定”",
        decided(
            "final_say",
            {"provisions.leading_group_tasks.value": words("审议", "审议拟获奖名单")},
        ),
    ),
    # 九, 十: who may apply. Nothing on winners, no years of operation, 无不良信用记录.
    Row(
        "AWS307 provisions.review_rules.value",
        "六",
        "“评审规则”另成文件，手中没有",
        {"provisions.review_rules.value": words("附后", "审议评审规则（附后）")},
    ),
    Row(
        "AWS307 provisions.group_rules.value",
        "七",
        "“评审专家组和评审监督组的议事规则”另成文件",
        {"provisions.group_rules.value": words("附后", "组成、工作制度、议事规则（附后）")},
    ),
    # 六 and 十九 拟获奖名单, 十八 拟获奖建议名单.
    Row(
        "AWS515 provisions.leading_group_tasks.value",
        "六、十八",
        "“拟获奖名单”、“拟获奖建议名单”",
        {
            "provisions.leading_group_tasks.value": words("审定", "审定拟获奖建议名单"),
            "stages.final_notice.objection.holds.words": "通过公示的拟获奖建议名单",
            "stages.final_notice.objection.open.words": "通过公示的拟获奖建议名单",
        },
    ),
    Row(
        "AWS316 conditions",
        "全文",
        "没有一个条件写获奖后能否再报",
        barred("regulation 九"),
    ),
    Row(
        "AWS330 conditions.accident_free.rule.within",
        "九(三)、九(七)、十(三)、十(五)",
        "“近 3年内未发生”、“近 3年内无其他”、“近 3年内无违法”等",
        {
            "provisions.until": provision(
                "年限", "PRINCIPLE", "regulation 九", "本办法所称年限，计算至申报截止之日"
            )
        },
    ),
    Row(
        "AWS317 conditions.no_bad_credit.rule.within",
        "九(六)",
        "“无不良信用记录”：没有写年限",
        {"conditions.no_bad_credit.rule.within": words("3y", "近3年内无不良信用记录")},
    ),
    Row(
        "AWS317 provisions.operating_years.value",
        "九、十",
        "没有写组织须经营、个人须从业多少年",
        {"provisions.operating_years.value": words("3年", "依法设立并正常运行3年以上")},
    ),
    Row(
        "AWS502 readings.complaint_window",
        "九(三)、十(五)",
        "“近3年”是否也管“无重大质量投诉”",
        decided(
            "complaint_window",
            {
                f"conditions.{name}.rule.within": words("3y", "近3年内无重大质量投诉")
                for name in ("no_major_complaint", "manager_complaint")
            },
        ),
    ),
    # 十一: no call, no closing day, 质量强县（区）办或市级行业主管部门.
    Row(
        "AWS317 provisions.call.value",
        "全文",
        "没有写由谁、何时发布申报通知",
        {"provisions.call.value": words("市质量强市办", "由市质量强市办于每届首年3月发布申报通知")},
    ),
    Row(
        "AWS305 stages.apply.closes",
        "十一",
        "“申报”没有写何日以前交到",
        {"stages.apply.closes": CALL},
    ),
    Row(
        "AWS502 readings.single_channel",
        "十一、十二",
        "一个申报者可否经多个渠道申报",
        decided(
            "single_channel",
            {
                "provisions.single_channel.value": words(
                    True, "只能经一个渠道申报，重复申报的，以先收到的为准"
                )
            },
        ),
    ),
    Row(
        "AWS502 readings.zone_door",
        "十一、十二",
        "高新区范围内的，可否经县（区）或部门申报",
        decided(
            "zone_door",
            {
                "provisions.zone_door.value": words(
                    True, "钒钛高新区范围内的，只能向管委会申报，重复申报的不予受理"
                )
            },
        ),
    ),
    # 十二: 规定时限, 规定时间; the zone consults nobody; no quotas, no notice of the channels.
    Row(
        "AWS502 readings.zone_consult",
        "十二",
        "高新区管委会初审是否也要征求意见",
        decided(
            "zone_consult",
            {
                "stages.department_consult.only.channels": ["departments", "zone"],
                "stages.department_consult.after": ["department_review", "zone_review"],
                "stages.department_consult.words": "部门、管委会在单位内征求意见后",
            },
        ),
    ),
    Row(
        "AWS317 provisions.recommendation_quota.value",
        "全文",
        "没有写各渠道可以推荐几家、几人",
        {"provisions.recommendation_quota.value": words("3家", "每个渠道推荐组织不超过3家")},
    ),
    Row(
        "AWS308 stages.receipt.deadline.on",
        "十二",
        "“初审结果报市质量强市办”：只写“规定时限”“规定时间”",
        {"stages.receipt.deadline.on": CALL},
    ),
    # 十三: the acceptance. 十四: the standards have no year.
    Row(
        "AWS317 provisions.supplement.value",
        "十三",
        "没有写可否补充材料",
        {"provisions.supplement.value": words("可以", "材料不齐的，应在收到通知后5个工作日内补充")},
    ),
    Row(
        "AWS502 readings.notices_open",
        "十三、十八、十九、二十一",
        "两次公示期内可否提出异议",
        decided(
            "notices_open",
            {
                f"stages.{name}.objection.open": words(True, "公示期内可以提出异议")
                for name in ("acceptance_notice", "final_notice")
            },
        ),
    ),
    Row(
        "AWS502 readings.acceptance_complaint",
        "十三、十四、二十一",
        "受理名单公示期间被投诉的，能否进入材料评审",
        decided(
            "acceptance_complaint",
            {
                "stages.acceptance_notice.objection.holds": words(
                    "nobody", "投诉查清以前，照常参加评审"
                )
            },
        ),
    ),
    Row(
        "AWS507 provisions.standard_criteria.value",
        "十四",
        "GB/T 19580 没有写年号",
        {"provisions.standard_criteria.value": words("GB/T 19580 最新版本", "最新版本")},
    ),
    Row(
        "AWS507 provisions.standard_guide.value",
        "十四",
        "GB/Z 19579 没有写年号",
        {"provisions.standard_guide.value": words("GB/Z 19579 最新版本", "最新版本")},
    ),
    Row(
        "AWS502 readings.review_start",
        "十三、十四、十五",
        "材料评审等公示期满，还是名单形成后就可以开始",
        decided("review_start", {"stages.material_review.words": "对公示期满无异议的组织和个人"}),
    ),
    # 十五, 十六: how many review and go on, who draws up the lists; nothing is fed back.
    Row(
        "AWS318 stages.material_review.reviewers",
        "十四、十五",
        "“材料评审”：每份由几人评、怎样分派没有写",
        {
            "stages.material_review.reviewers": words(3, "每份材料由3名专家评审，随机分派"),
            "stages.material_review.assignment": words("random", "随机分派"),
        },
    ),
    Row(
        "AWS313 stages.site_list.rule.at_most",
        "十五",
        "“提出现场评审名单”取多少没有写",
        {
            "stages.site_list.rule.at_most": {
                "organisations": at_most(6, "现场评审的组织不超过6个"),
                "individuals": at_most(10, "现场评审的个人不超过10个"),
            }
        },
        along=("AWS302 stages.deliberation.rule",),
        comes=("AWS302 stages.site_list.rule",),
    ),
    Row(
        "AWS313 stages.defence_list.rule.at_most",
        "十六",
        "“提出陈述答辩名单”取多少没有写",
        {
            "stages.defence_list.rule.at_most": {
                "organisations": at_most(5, "陈述答辩的组织不超过5个")
            }
        },
        along=("AWS302 stages.deliberation.rule",),
        comes=("AWS302 stages.defence_list.rule",),
    ),
    Row(
        "AWS327 stages.site_list.rule",
        "十五、十六、十八",
        "“提出现场评审名单”、“提出陈述答辩名单”、“领导小组审议”：按得分高低取",
        by_marks("site_list", "defence_list", "deliberation"),
    ),
    Row(
        "AWS502 readings.who_lists",
        "十五、十六",
        "名单由谁提出：评审专家组，还是市质量强市办",
        decided(
            "who_lists",
            {
                "stages.site_list.words": "由评审专家组提出进入现场评审的名单",
                "stages.defence_list.words": "由评审专家组提出进入陈述答辩的名单",
            },
        ),
    ),
    # 十七: individuals have no defence; 十八: no weights, no rule for equals.
    Row(
        "AWS502 readings.individuals_composite",
        "十七、十八",
        "个人没有陈述答辩，综合评审怎样算",
        decided(
            "individuals_composite",
            {
                "provisions.individuals_composite.value": words(
                    "两项", "个人根据材料评审、现场评审两项综合评审"
                )
            },
        ),
    ),
    Row(
        "AWS312 stages.composite.rule.weights",
        "十八",
        "“综合评审报告”没有写权重",
        {
            "stages.composite.rule.weights": {
                "material_review": words(40, "材料评审占40%"),
                "site_visit": words(40, "现场评审占40%"),
                "defence": words(20, "陈述答辩占20%"),
            }
        },
    ),
    Row(
        "AWS302 stages.deliberation.rule",
        "十八",
        "“领导小组审议”得分相同的，取谁没有写",
        {
            "provisions.equals": provision(
                "得分相同", "PRIORITY", "regulation 十八", "得分相同的，以现场评审得分高者优先"
            )
        },
    ),
    # 三: 宁缺毋滥, by no mark.
    Row(
        "AWS328 stages.deliberation.rule.minimum",
        "三、十八",
        "名额可以空缺，几分以下空缺没有写",
        {"stages.deliberation.rule.minimum": words(600, "综合得分不足600分的，名额空缺")},
    ),
    Row(
        "AWS502 readings.pending_complaint",
        "十九、二十一",
        "拟获奖建议名单公示期满时投诉未查清怎么办",
        decided(
            "pending_complaint",
            {
                "stages.final_notice.objection.holds": words(
                    "case", "投诉未查清的，暂缓报请，其余照常报请"
                )
            },
        ),
    ),
    # 二十: 表扬奖励, and no sum. 二十一: complaints go to the 评审监督组.
    Row(
        "AWS326 objections.form",
        "二十一",
        "用什么形式提出没有写",
        {"objections.form": words("书面实名", "应当书面实名提出")},
    ),
    Row(
        "AWS310 objections.decide",
        "二十一",
        "要看调查核实的规定",
        {
            "objections.reply": at_most("10wd", "收到投诉后10个工作日内调查核实"),
            "objections.decide": at_most("5wd", "查清后5个工作日内作出认定"),
            **{
                f"stages.{name}.objection.holds": words("case", "未查清的，暂缓")
                for name in ("acceptance_notice", "final_notice")
            },
            **decided("acceptance_complaint"),
            **decided("pending_complaint"),
        },
        along=("AWS502 readings.acceptance_complaint", "AWS502 readings.pending_complaint"),
    ),
    Row(
        "AWS317 provisions.complaint_window.value",
        "二十一",
        "没有写何时以前提出",
        {"provisions.complaint_window.value": words("公示期内", "应当在公示期内提出")},
    ),
    # 二十四: ten years, and not from when; whether it binds winners. 二十七: 较大以上.
    Row(
        "AWS319 provisions.debarment_fraud.lasts",
        "二十四",
        "“取消其参评资格，10年内不予受理”，从何时起算没有写",
        {"provisions.debarment_fraud.lasts": words("10y", "自取消资格之日起10年内不予受理")},
    ),
    Row(
        "AWS511 provisions.debarment_fraud.lasts",
        "三十二、二十四、二十七",
        "“弄虚作假的禁报”10年、“发生较大以上事故的撤销”5年会超过它",
        {
            "provisions.after_expiry.value": words(
                "继续", "有效期内获奖的，其义务和责任在期满后继续适用"
            )
        },
    ),
    Row(
        "AWS502 readings.debarred_winners",
        "二十四",
        "10年禁报是否也管已获奖、被撤销的",
        decided(
            "debarred_winners",
            {
                "provisions.debarment_of_winners.value": words(
                    True, "已经获奖的，撤销奖励后也适用前款"
                )
            },
        ),
    ),
    Row(
        "AWS317 provisions.accident_grades.value",
        "二十七、九(三)",
        "九(三)的“事故”没有写等级，二十七是“较大以上”",
        {"provisions.accident_grades.value": words("较大以上", "较大以上质量安全、生产安全")},
    ),
    Row(
        "AWS317 provisions.debarment_accident.value",
        "二十七",
        "只写撤销，没有写禁报",
        {"provisions.debarment_accident.value": words("5年", "自撤销之日起5年内不予受理")},
    ),
    # 三十, 三十一: duties for no number of years; they outlast the text, and come first.
    *(
        Row(
            f"AWS317 provisions.{name}.lasts",
            article,
            "没有写年限",
            {
                f"provisions.{name}.lasts": words("3y", "获奖后3年内"),
                "provisions.after_expiry.value": words("继续", "在期满后继续适用"),
            },
            along=("AWS511 provisions.debarment_fraud.lasts",),
        )
        for name, article in (
            ("duty_promotion", "三十"),
            ("duty_innovation", "三十"),
            ("duty_access", "三十一"),
        )
    ),
)
