"""The notice of Gansu in front of the national one, 甘质强组办〔2023〕5号: what is open in it."""

from datetime import date

from support.settled import Row, at_least, at_most, by_marks, decided, on, provision, words

FILE = "china_award/policies/2023-gansu.toml"

ROWS = (
    # Neither notice has a date of issue.
    Row(
        "AWS409 opens",
        "甘质强组办〔2023〕5号 全文、市监质函〔2023〕105号 全文",
        "没有开始日期，也没有印发日期",
        {"sources.relay.issued": date(2023, 4, 24)},
    ),
    # 一: 能报尽报; 附件7 of the national notice: quotas.
    Row(
        "AWS516 provisions.whoever_can.value",
        "甘质强组办〔2023〕5号 一、市监质函〔2023〕105号 附件7",
        "要求“能报尽报”，推荐又有限额",
        {"provisions.whoever_can.value": words("能报尽报", "确保能报尽报，推荐按限额择优")},
    ),
    # 四: by 5月25日 at the provincial office, and no day before; 前, and Word alone.
    Row(
        "AWS305 stages.local_apply.closes",
        "甘质强组办〔2023〕5号 三、甘质强组办〔2023〕5号 四",
        "没有写何日以前交到；写明的 2023-05-25 是“报送省领导小组办公室”的期限",
        {"stages.local_apply.closes": on(2023, 5, 10, "申报材料送达各市州、省级部门截至")},
    ),
    Row(
        "AWS210 stages.local_recommend.deadline.on",
        "甘质强组办〔2023〕5号 四",
        "“务于 2023 年 5 月 25 日前报送至”：含不含当日没有写",
        decided(
            "deadline_day",
            {
                "stages.local_recommend.deadline.on": words(
                    date(2023, 5, 25), "务于2023年5月25日（含当日）前报送至"
                )
            },
        ),
    ),
    Row(
        "AWS517 provisions.electronic_copies.value",
        "甘质强组办〔2023〕5号 四、市监质函〔2023〕105号 四(一)",
        "一处写“Word 电子版材料一份，用优盘拷贝”，一处写“word 版和 PDF 版申报表各一份",
        {"provisions.electronic_copies.value": words("Word、PDF", "Word版和PDF版电子材料各一份")},
    ),
    # 二: 按《通知》要求……公示, 省政府质量和提名奖, 第三方评审, 候选名单, 在全省进行公示.
    Row(
        "AWS502 readings.local_notice_days",
        "甘质强组办〔2023〕5号 二",
        "各市州、省级部门的公示要几天",
        decided(
            "local_notice_days",
            {"stages.local_notice.duration": at_least("5wd", "公示不少于5个工作日")},
        ),
    ),
    Row(
        "AWS502 readings.local_pending_objection",
        "甘质强组办〔2023〕5号 二",
        "各市州、省级部门公示期满时异议未办结怎么办",
        decided(
            "local_pending_objection",
            {
                "stages.local_notice.objection.holds": words(
                    "case", "异议未办结的，暂不推荐，其余照常推荐"
                )
            },
        ),
    ),
    Row(
        "AWS317 provisions.which_award.value",
        "甘质强组办〔2023〕5号 二",
        "写的是“省政府质量和提名奖”",
        {"provisions.which_award.value": words("两奖", "获得省政府质量奖、提名奖的")},
    ),
    Row(
        "AWS519 stages.third_party_review",
        "甘质强组办〔2023〕5号 二、甘质强组办〔2023〕5号 前言",
        "“第三方评审”、“提出候选名单”是本文加的",
        {
            "provisions.third_party_ground": provision(
                "先由第三方评审的依据",
                "LEGAL_BASIS",
                "relay 二",
                "依据本省质量奖管理办法，先由第三方评审、提出候选名单",
            )
        },
    ),
    Row(
        "AWS318 stages.third_party_review.reviewers",
        "甘质强组办〔2023〕5号 二",
        "“第三方评审”：每份由几人评没有写",
        {"stages.third_party_review.reviewers": words(3, "每份材料由3名专家评审")},
    ),
    Row(
        "AWS313 stages.province_candidates.rule.at_most",
        "甘质强组办〔2023〕5号 二、市监质函〔2023〕105号 附件7",
        "“提出候选名单”取多少没有写",
        {
            "stages.province_candidates.rule.at_most": {
                "organisations": at_most(15, "候选组织不超过15个"),
                "individuals": at_most(3, "候选个人不超过3个"),
            }
        },
    ),
    Row(
        "AWS327 stages.province_candidates.rule",
        "甘质强组办〔2023〕5号 二",
        "“提出候选名单”：按得分高低取",
        by_marks("province_candidates"),
    ),
    Row(
        "AWS502 readings.province_notice_days",
        "甘质强组办〔2023〕5号 二",
        "全省公示要几天",
        decided(
            "province_notice_days",
            {"stages.province_notice.duration": at_least("5wd", "全省公示不少于5个工作日")},
        ),
    ),
    Row(
        "AWS502 readings.province_pending_objection",
        "甘质强组办〔2023〕5号 二",
        "全省公示期满时异议未办结怎么办",
        decided(
            "province_pending_objection",
            {
                "stages.province_notice.objection.holds": words(
                    "case", "异议未办结的，暂缓报请，其余照常报请"
                )
            },
        ),
    ),
    # 三: the office of the provincial award supervises, the national sub-committee too.
    Row(
        "AWS317 provisions.two_supervisors.value",
        "甘质强组办〔2023〕5号 三、市监质函〔2023〕105号 五(三)",
        "两个机构都“全方位全过程监督”",
        {
            "provisions.two_supervisors.value": words(
                "省内向前者", "对本省评选的举报，向省政府质量奖评审委员会办公室提出"
            )
        },
    ),
    Row(
        "AWS314 provisions.recusal",
        "甘质强组办〔2023〕5号 全文、市监质函〔2023〕105号 全文",
        "回避、撤销、禁报、称号使用、获奖者义务",
        {"provisions.recusal.value": words("回避", "与参评对象有利害关系的应当回避")},
    ),
    Row(
        "AWS317 provisions.objections.value",
        "甘质强组办〔2023〕5号 全文",
        "没有写；全国的通知五(二)要求推荐单位调查处理有关异议",
        {
            "provisions.objections.value": words(
                "省办", "对公示有异议的，由省领导小组办公室在10个工作日内处理"
            )
        },
    ),
)
