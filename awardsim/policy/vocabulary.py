"""The words that all texts share: stage types, kinds, roles, provisions, facts about applicants.

Stage types align procedures between cities; a text keeps its own title for each stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from awardsim.text import Text

#: The 27 stage types, in their usual order.
STAGE_TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "CALL": Text("发布方案、申报通知", "call for applications"),
        "BRIEF": Text("宣贯培训", "briefing and training"),
        "INT_NOTICE": Text("单位内部公示", "internal notice"),
        "APPLY": Text("申报", "application"),
        "CH_REVIEW": Text("县级审核、初审", "channel screening"),
        "CONSULT": Text("征求部门意见", "consultation of departments"),
        "CH_NOTICE": Text("县级公示", "channel notice"),
        "NOMINATE": Text("推荐", "recommendation"),
        "PRESELECT": Text("第三方评审遴选", "tier pre-selection"),
        "ELIG": Text("资格审查、形式审查", "eligibility and completeness check"),
        "SUPPL": Text("补充材料", "further material requested"),
        "ACC_NOTICE": Text("受理名单公示", "notice of accepted list"),
        "DOC_REVIEW": Text("材料评审", "document review"),
        "SHORTLIST": Text("确定现场评审名单", "site-visit list"),
        "FEEDBACK": Text("反馈", "feedback"),
        "CAND_NOTICE": Text("候选名单公示", "notice of candidates"),
        "DEFENCE": Text("陈述答辩", "presentation and defence"),
        "SITE": Text("现场评审", "site visit"),
        "COMBINE": Text("综合评价、综合得分", "composite score"),
        "DECIDE": Text("审议、票决", "deliberation or vote"),
        "FIN_NOTICE": Text("拟奖名单公示", "final notice"),
        "OBJECT": Text("异议处理", "handling of objections"),
        "APPROVE": Text("政府审批", "government approval"),
        "AWARD": Text("表彰", "commendation"),
        "PAY": Text("奖金兑现", "payment of prize money"),
        "DUTY": Text("推广义务、绩效报告", "recipient's duties"),
        "REVOKE": Text("撤销、禁报", "revocation and debarment"),
    }
)

#: What a stage does on the clock.
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "window": Text("期间", "applications open and close"),
        "work": Text("办理", "each case is served by a body"),
        "wait": Text("等候", "time that passes outside"),
        "notice": Text("公示", "a public notice runs"),
        "meeting": Text("会议", "decided at the body's next date"),
        "gate": Text("即定", "decided at once"),
    }
)

#: What a body is in every procedure, whatever its name is.
BODY_ROLES: Mapping[str, Text] = MappingProxyType(
    {
        "applicant": Text("申报主体", "applicant"),
        "channel_office": Text("推荐单位", "recommending body"),
        "channel_group": Text("推荐单位领导小组", "recommending body's leading group"),
        "departments": Text("有关部门", "departments consulted"),
        "office": Text("奖项办公室", "award office"),
        "reviewers": Text("评审员", "reviewers"),
        "site_teams": Text("现场评审组", "site teams"),
        "committee": Text("领导小组、评委会", "leading group or committee"),
        "government": Text("政府", "government"),
    }
)

#: Provisions that no stage carries.
PROVISION_TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "REWARD": Text("奖励", "reward"),
        "PAYMENT": Text("奖金兑现", "payment of prize money"),
        "DUTY": Text("获奖者义务", "recipient's duty"),
        "REVOCATION": Text("撤销", "revocation"),
        "DEBARMENT": Text("禁报", "debarment"),
        "DISQUALIFICATION": Text("取消资格", "disqualification"),
        "TITLE_USE": Text("称号使用", "use of the title"),
        "RECUSAL": Text("回避", "recusal"),
        "DISCIPLINE": Text("纪律", "discipline"),
        "SUPERVISION": Text("监督", "supervision"),
        "CONFIDENTIALITY": Text("保密", "confidentiality"),
        "FEE": Text("收费", "fee"),
        "BUDGET": Text("经费", "budget"),
        "STANDARD": Text("评审标准", "standard"),
        "FEEDBACK": Text("反馈", "feedback"),
        "SINGLE_CHANNEL": Text("单一渠道", "single channel"),
        "RANDOM_ASSIGNMENT": Text("随机分派", "random assignment"),
        "NON_SUSPENSION": Text("异议不停评", "objections do not suspend"),
        "PRIORITY": Text("优先", "priority"),
        "LEGAL_BASIS": Text("依据", "legal basis"),
        "PRINCIPLE": Text("原则", "principle"),
        "ORGANISATION": Text("组织管理", "organisation"),
        "PROMOTION": Text("宣传推广", "promotion"),
        "MATERIALS": Text("申报材料", "application material"),
        "ANNEX": Text("附件", "annex"),
        "VALIDITY": Text("有效期", "validity"),
    }
)

#: What an applicant may be (rule ``qualified``).
QUALITIES: Mapping[str, Text] = MappingProxyType(
    {
        "lawfully_established": Text("依法设立", "lawfully established"),
        "legal_person": Text("具有法人资格", "a legal person"),
        "licensed": Text("具有资质、证照", "licensed"),
        "local": Text("在本地", "local"),
        "local_quality_work": Text("在本地从事质量工作", "works on quality here"),
    }
)

#: What an applicant may have on record (rule ``clean_record``).
RECORDS: Mapping[str, Text] = MappingProxyType(
    {
        "accident": Text("事故", "accident"),
        "major_accident": Text("重大事故", "major accident"),
        "failed_inspection": Text("监督抽查不合格", "failed spot check"),
        "breach": Text("违法违规失信", "breach of law or trust"),
        "penalty": Text("处罚", "penalty"),
        "bad_credit": Text("不良信用记录", "bad credit record"),
        "major_complaint": Text("重大投诉", "major complaint"),
        "loss": Text("亏损", "loss"),
    }
)

#: What decides on the way through the stages (``only.traits``).
TRAITS: Mapping[str, Text] = MappingProxyType(
    {
        "branch": Text("分支、内设、派出机构", "branch, internal or dispatched body"),
        "top_manager": Text("组织的最高管理者", "head of an organisation"),
    }
)

#: What an applicant may have years of (rule ``min_years``).
YEARS: Mapping[str, Text] = MappingProxyType(
    {
        "operation": Text("生产经营", "operation"),
        "service": Text("从事质量工作", "work on quality"),
        "model": Text("应用卓越绩效模式", "use of the excellence model"),
    }
)


def fact_title(name: str) -> Text:
    """What a quality, a record, a trait or a kind of years is called; a plugin's own as it stands.

    >>> fact_title("major_accident").zh, fact_title("green_site").en
    ('重大事故', 'green site')
    """
    for known in (QUALITIES, RECORDS, TRAITS, YEARS):
        if name in known:
            return known[name]
    return Text(name, name.replace("_", " "))


#: Columns of a population, by what a text names; ``{}`` stands for the name.
QUALITY, RECORD, TRAIT = "is_{}", "{}_years_ago", "trait_{}"

#: The columns that every population has for the names of this vocabulary.
COLUMNS: frozenset[str] = frozenset(
    column.format(name)
    for column, names in ((QUALITY, QUALITIES), (RECORD, RECORDS), (TRAIT, TRAITS))
    for name in names
)
