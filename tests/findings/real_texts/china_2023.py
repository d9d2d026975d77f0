"""The notice of the fifth China Quality Award, 市监质函〔2023〕105号."""

from datetime import date

from support.settled import Row, at_least, at_most, barred, decided, on, provision, words

FILE = "china_award/policies/2023.toml"
#: Votes: 四(四) of the sub-committee, 四(七) of all members.
BALLOT = {
    "seats": words(31, "委员31人"),
    "quorum": words(0.67, "三分之二以上委员到会"),
    "majority": words(0.5, "得票超过到会委员半数的当选"),
}
SECRET = provision("投票方式", "ORGANISATION", "notice 四", "采取无记名投票")


def waits(stage: str, said: str) -> dict[str, object]:
    """A notice that says what becomes of an objection that is pending at its end."""
    return {f"stages.{stage}.objection.holds": words("case", said)}


ROWS = (
    # No date of issue, no period. 一: 10个和90个, for organisations and individuals together.
    Row(
        "AWS409 opens",
        "全文",
        "没有开始日期，也没有印发日期",
        {"sources.notice.issued": date(2023, 4, 20)},
        # 6月19日 is then that of the year of issue.
        along=("AWS212 stages.receipt.deadline.on",),
    ),
    Row(
        "AWS320 quotas.award.number",
        "一",
        "“中国质量奖”的 10 个名额由组织、个人合用，各几个没有写",
        {
            "quotas.award": {
                "tier": "award",
                "tracks": ["organisations"],
                "source": "notice 一",
                "number": at_most(8, "其中组织不超过8个"),
                "may_stay_vacant": words(True, "可以空缺"),
            },
            "quotas.award_individuals": {
                "tier": "award",
                "tracks": ["individuals"],
                "source": "notice 一",
                "number": at_most(2, "其中个人不超过2个"),
                "may_stay_vacant": words(True, "可以空缺"),
            },
        },
    ),
    Row(
        "AWS320 quotas.nomination.number",
        "一",
        "“中国质量奖提名奖”的 90 个名额由组织、个人合用，各几个没有写",
        {
            "quotas.nomination": {
                "tier": "nomination",
                "tracks": ["organisations"],
                "source": "notice 一",
                "number": at_most(80, "其中组织不超过80个"),
                "may_stay_vacant": words(True, "可以空缺"),
            },
            "quotas.nomination_individuals": {
                "tier": "nomination",
                "tracks": ["individuals"],
                "source": "notice 一",
                "number": at_most(10, "其中个人不超过10个"),
                "may_stay_vacant": words(True, "可以空缺"),
            },
        },
    ),
    # 二: 近5年内 before two 无; a person's conduct without years; 长期从事 four times.
    Row(
        "AWS316 conditions",
        "全文",
        "没有一个条件写获奖后能否再报\n引用的《中国质量奖管理办法》没有取得",
        barred("notice 二"),
    ),
    Row(
        "AWS330 conditions.accident_free.rule.within",
        "二(一)",
        "“近 5 年内”：算到哪一天没有写",
        {
            "provisions.until": provision(
                "年限", "PRINCIPLE", "notice 二(一)", "本办法所称年限，计算至申报截止之日"
            )
        },
    ),
    Row(
        "AWS317 conditions.person_conduct.rule.within",
        "二(二)",
        "个人条件没有写年限",
        {"conditions.person_conduct.rule.within": words("5y", "近5年内无相关违法")},
    ),
    Row(
        "AWS321 conditions.person_service",
        "二(二)、二(二)1、二(二)2、二(二)3",
        "“长期从事”：几年算长期没有写",
        {
            "conditions.person_service.words": "从事质量管理研究或实践10年以上",
            "conditions.person_frontline.words": "从事一线工作10年以上",
            "conditions.person_managers.words": "从事质量管理工作10年以上",
            "conditions.person_experts.words": "从事质量管理理论研究10年以上",
        },
    ),
    Row(
        "AWS502 readings.breach_window",
        "二(一)",
        "“近5年内”是否也管“无相关违法、违规、违纪行为”",
        decided(
            "breach_window",
            {"conditions.lawful_record.rule.within": words("5y", "近5年内无相关违法")},
        ),
    ),
    # 三: 不得同时通过多渠道; 附件6 lists the associations; defence bodies by 另行通知.
    Row(
        "AWS325 provisions.single_channel.value",
        "三",
        "同时由两处报了怎么办没有写",
        {
            "provisions.single_channel.value": words(
                True, "不得同时通过多渠道进行申报，多渠道申报的，以先收到的为准"
            )
        },
    ),
    Row(
        "AWS307 channels.associations",
        "三(一)",
        "名单写在附件6，手中没有",
        {
            "channels.associations": {
                "title": {"zh": "中国质量协会", "en": "China Association for Quality"},
                "source": "notice 三(一)",
                "words": "市场监管总局委托中国质量协会",
                "kind": "association",
            }
        },
    ),
    Row(
        "AWS324 stages.defence_recommend",
        "三(二)",
        "从国家国防科工局、中央军委装备发展部报的怎样办，在另行通知",
        {"stages.defence_recommend.duration": at_most("10wd", "10个工作日内出具推荐意见")},
    ),
    # 四(一): the forms; two notices of a branch; no day by which it reaches the province.
    Row(
        "AWS317 provisions.individual_form.value",
        "四(一)、附件5",
        "四(一)写“申报表”，附件5是“推荐表”",
        {"provisions.individual_form.value": words("推荐表", "个人由所在单位填写推荐表")},
    ),
    Row(
        "AWS502 readings.parent_notice_order",
        "四(一)",
        "本组织公示和有关单位公示可否同时进行",
        decided(
            "parent_notice_order",
            {"stages.parent_notice.words": "两个公示可以同时进行"},
        ),
    ),
    Row(
        "AWS305 stages.apply.closes",
        "四(一)、四(二)",
        "没有写何日以前交到；写明的 2023-06-19 是“寄至秘书处”的期限",
        {"stages.apply.closes": on(2023, 5, 12, "申报材料送达推荐单位截至")},
    ),
    # 四(二): by 6月19日, of no year; 附件7 has the quotas; paper and e-mail.
    Row(
        "AWS307 stages.recommend.rule.at_most.organisations",
        "附件7",
        "“省级推荐、社会团体推荐”的名额要看附件7",
        {
            f"stages.{name}.rule.at_most": {
                "organisations": at_most(10, "推荐组织不超过10个"),
                "individuals": at_most(2, "推荐个人不超过2个"),
            }
            for name in ("recommend", "association_recommend")
        },
    ),
    Row(
        "AWS502 readings.channel_pending_objection",
        "四(二)",
        "省内、行业内公示期满时异议未办结怎么办",
        decided(
            "channel_pending_objection",
            waits("channel_notice", "异议未办结的，暂不推荐，其余照常推荐"),
        ),
    ),
    Row(
        "AWS212 stages.receipt.deadline.on",
        "四(二)",
        "“材料接收时间截止至 6 月 19 日”没有写年份，印发日期也没有",
        {"stages.receipt.deadline.on": on(2023, 6, 19, "材料接收时间截止至")},
    ),
    Row(
        "AWS322 stages.receipt.deadline.late",
        "四(二)",
        "期限 2023-06-19，逾期的怎么办没有写",
        {"stages.receipt.deadline.late": words("out", "逾期不再受理")},
    ),
    Row(
        "AWS502 readings.receipt_counts",
        "四(二)",
        "以纸质材料还是电子版收到为准",
        decided(
            "receipt_counts",
            {"stages.receipt.deadline.counts": words("receipt", "以收到纸质材料的时间为准")},
        ),
    ),
    # 四(三): 规定时间内; a notice of no length; who reviews.
    Row(
        "AWS308 stages.eligibility.supplement.within",
        "四(三)",
        "只写“规定时间内”",
        {"stages.eligibility.supplement.within": at_most("5wd", "应在收到通知后5个工作日内提供")},
    ),
    *(
        Row(
            f"AWS211 stages.{name}.duration",
            article,
            f"“{title}”没有写公示多少天",
            {f"stages.{name}.duration": at_least("5wd", "公示时间不少于5个工作日")},
        )
        for name, article, title in (
            ("acceptance_notice", "四(三)", "受理名单公示"),
            ("candidate_notice", "四(四)", "候选名单公示"),
            ("final_notice", "四(七)", "建议名单公示"),
        )
    ),
    Row(
        "AWS502 readings.acceptance_pending_objection",
        "四(三)、四(四)",
        "受理名单公示期满时异议未办结，能否进入材料评审",
        decided(
            "acceptance_pending_objection",
            waits("acceptance_notice", "异议未办结的，暂不评审"),
        ),
    ),
    Row(
        "AWS307 provisions.review_rules.value",
        "四(四)",
        "“评审规则”另成文件，手中没有",
        {"provisions.review_rules.value": words("附后", "按照评审规则（附后）")},
    ),
    Row(
        "AWS318 stages.document_review.reviewers",
        "四(四)",
        "“材料评审”：每份由几人评、怎样分派没有写",
        {
            "stages.document_review.reviewers": words(5, "每份材料由5名专家评审，随机分派"),
            "stages.document_review.assignment": words("random", "随机分派"),
        },
    ),
    # 四(四): a vote of the sub-committee on two lists, of no length.
    Row(
        "AWS304 stages.candidate_vote.rule",
        "四(四)",
        "“评审分委员会投票”：到会人数、多数、是否记名没有写",
        {
            **{f"stages.candidate_vote.rule.{key}": cell for key, cell in BALLOT.items()},
            "provisions.ballot": SECRET,
        },
    ),
    Row(
        "AWS313 stages.candidate_vote.rule.award_candidates",
        "四(四)",
        "“评审分委员会投票”取多少没有写",
        {
            "stages.candidate_vote.rule.award_candidates": words(15, "候选15个"),
            "stages.candidate_vote.rule.nomination_candidates": words(110, "候选110个"),
        },
    ),
    Row(
        "AWS502 readings.candidate_pending_objection",
        "四(五)",
        "候选名单公示期满时异议未办结怎么办",
        decided(
            "candidate_pending_objection",
            waits("candidate_notice", "异议未办结的，暂不参加陈述答辩"),
        ),
    ),
    Row(
        "AWS502 readings.defence_and_site",
        "四(五)、四(六)",
        "陈述答辩和现场评审有没有先后",
        decided(
            "defence_and_site",
            {"stages.site_visit.words": "陈述答辩后，对候选组织和候选个人进行现场评审"},
        ),
    ),
    # 四: 审议票决, 四(七): 审议投票; 全体委员, and no rule for equals or who misses the award.
    Row(
        "AWS302 stages.final_vote.rule",
        "四(七)",
        "“全体委员审议投票”得票相同的，取谁没有写",
        {
            "provisions.equals": provision(
                "得票相同", "PRIORITY", "notice 四(七)", "得票相同的，就其再投一次"
            )
        },
    ),
    Row(
        "AWS304 stages.final_vote.rule",
        "四(七)",
        "“全体委员审议投票”：到会人数、多数、是否记名没有写",
        {
            **{f"stages.final_vote.rule.{key}": cell for key, cell in BALLOT.items()},
            "provisions.ballot": SECRET,
        },
    ),
    Row(
        "AWS502 readings.final_vote",
        "四、四(七)",
        "“审议票决”还是“审议投票”",
        decided(
            "final_vote",
            {"stages.final_vote.rule.needs_majority": words(True, "得票超过半数的，方可入选")},
        ),
    ),
    Row(
        "AWS502 readings.fallback",
        "四(七)",
        "中国质量奖候选者落选，能否评为提名奖",
        decided(
            "fallback",
            {"stages.final_vote.rule.fallback": words(True, "落选的，转入提名奖候选")},
        ),
    ),
    Row(
        "AWS323 stages.final_notice.objection.open",
        "四(七)",
        "“建议名单公示”：可否提出异议没有写",
        {"stages.final_notice.objection.open": words(True, "公示期内可以提出异议")},
    ),
    Row(
        "AWS502 readings.pending_objection",
        "四(七)、四(八)",
        "建议名单公示期满时异议未办结怎么办",
        decided("pending_objection", waits("final_notice", "异议未办结的，暂缓表彰")),
    ),
    # 五(二): 调查处理有关异议, of the recommending bodies alone; 四(三): material is returned.
    Row(
        "AWS326 objections.against",
        "全文、四(三)",
        "可以对什么提出、用什么形式提出、查实以后怎么办没有写",
        {
            "objections.against": words("名单", "对公示名单有异议的，可以提出"),
            "objections.form": words("书面实名", "应当书面实名提出"),
            "objections.upheld": words("取消", "查证属实的，取消其资格"),
        },
    ),
    Row(
        "AWS310 objections.decide",
        "全文、五(二)",
        "从受理到认定都没有写时限",
        {
            "objections.reply": at_most("10wd", "推荐单位收到异议后10个工作日内回复"),
            "objections.decide": at_most("5wd", "秘书处收到回复后5个工作日内认定"),
            **{
                key: value
                for name in ("channel", "acceptance", "candidate", "final")
                for key, value in waits(f"{name}_notice", "异议未办结的，暂缓").items()
            },
            **decided("channel_pending_objection"),
            **decided("acceptance_pending_objection"),
            **decided("candidate_pending_objection"),
            **decided("pending_objection"),
        },
        along=(
            "AWS502 readings.channel_pending_objection",
            "AWS502 readings.acceptance_pending_objection",
            "AWS502 readings.candidate_pending_objection",
            "AWS502 readings.pending_objection",
        ),
    ),
    # Nothing in the notice; the 《中国质量奖管理办法》 that it cites is not at hand.
    Row(
        "AWS314 provisions.recusal",
        "全文",
        "回避、撤销、禁报、称号使用、获奖者义务\n注明：没有写；《中国质量奖管理办法》未取得",
        {
            "provisions.recusal.value": words("回避", "与参评对象有利害关系的应当回避"),
            "provisions.revocation.value": words("撤销", "弄虚作假的，撤销表彰"),
            "provisions.debarment.value": words("禁报", "撤销表彰的，今后不予受理"),
            "provisions.lock_out.value": words("可以再报", "以往获奖者可以申报"),
            "provisions.title_use.value": words("注明届次", "使用称号应当注明届次"),
            "provisions.duty.value": words("推广", "获奖者应当推广其质量管理方法"),
        },
    ),
    Row(
        "AWS317 provisions.confidentiality.value",
        "全文",
        "“保密”：没有写；《中国质量奖管理办法》未取得",
        {"provisions.confidentiality.value": words("保密", "对知悉的商业秘密、技术秘密保密")},
    ),
)
