"""The China Quality Award 2023, retyped by hand from the notice; the article is in each name."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from support.retyped import rule_of, told

from awardsim.policy import Bound, Policy, Status, read_policy

FILE = Path(__file__).parents[2] / "plugins" / "china_award" / "policies" / "2023.toml"


@pytest.fixture(scope="module")
def notice() -> Policy:
    return read_policy(FILE)


def parameters(notice: Policy, stage: str) -> dict[str, Any]:
    rule = notice.stages[stage].rule
    assert rule is not None
    return dict(rule.parameters)


# ---- the document ------------------------------------------------------------------------------


def test_the_notice_is_number_105_of_2023_and_has_no_date_says_its_head(notice: Policy) -> None:
    assert notice.id == "china_award@2023"
    assert notice.state == "issued"
    assert list(notice.sources) == ["notice"]
    assert notice.sources["notice"].number == "市监质函〔2023〕105号"
    assert notice.sources["notice"].issuer == "国家市场监督管理总局办公厅"
    assert notice.sources["notice"].issued is None
    assert notice.title.zh == "关于开展第五届中国质量奖评选表彰工作的通知"


def test_the_basis_is_the_administrative_measures_says_the_preamble(notice: Policy) -> None:
    basis = notice.provisions["legal_basis"]
    assert (basis.type, basis.source) == ("LEGAL_BASIS", "notice 前言")
    assert basis.value.words == "《中国质量奖管理办法》规定"


def test_no_window_no_cycle_and_no_validity_are_stated_anywhere(notice: Policy) -> None:
    window = notice.window
    for cell in (
        window.opens,
        window.closes,
        window.cycle,
        window.valid_from,
        window.valid_to,
        notice.stages["call"].opens,
    ):
        assert cell is not None
        assert cell.status is Status.UNSTATED


# ---- 一 ----------------------------------------------------------------------------------------


def test_the_tiers_are_the_award_and_the_nomination_award_article_1(notice: Policy) -> None:
    assert {name: (t.title.zh, t.source) for name, t in notice.tiers.items()} == {
        "award": ("中国质量奖", "notice 一"),
        "nomination": ("中国质量奖提名奖", "notice 一"),
    }
    assert list(notice.tiers) == ["award", "nomination"], "the higher one first"


def test_at_most_10_awards_and_90_nomination_awards_article_1(notice: Policy) -> None:
    assert list(notice.quotas) == ["award", "nomination"]
    for tier, most in (("award", "10"), ("nomination", "90")):
        quota = notice.quotas[tier]
        assert told(quota.number) == (most, "notice 一", Bound.AT_MOST, Status.STATED)
        assert quota.number.words == "其名额分别不超过10个和90个"
        assert quota.tier == tier
        assert quota.tracks == (), "organisations and individuals together"


def test_that_places_may_stay_vacant_is_read_out_of_at_most_article_1(notice: Policy) -> None:
    for quota in notice.quotas.values():
        assert told(quota.may_stay_vacant) == ("True", "notice 一", None, Status.INFERRED)


def test_organisations_are_of_seven_categories_with_annexes_1_to_4_article_1_1(
    notice: Policy,
) -> None:
    categories = notice.tracks["organisations"].categories
    assert [(c.title.zh, c.form) for c in categories.values()] == [
        ("制造业生产经营组织", "附件1"),
        ("服务业生产经营组织", "附件1"),
        ("工程建设行业生产经营组织", "附件1"),
        ("国防工业、武器研发制造维修设计单位", ""),
        ("教育机构（小学、初中和职业技术学校）", "附件2"),
        ("中小企业", "附件3"),
        ("一线班组（包括各领域QC小组）", "附件4"),
    ]
    assert notice.tracks["organisations"].source == "notice 一(一)"


def test_individuals_are_front_line_staff_managers_and_experts_article_1_2(notice: Policy) -> None:
    categories = notice.tracks["individuals"].categories
    assert [c.title.zh for c in categories.values()] == [
        "各行业领域一线工作人员",
        "各类组织质量管理人员",
        "质量领域专家学者",
    ]
    assert {c.form for c in categories.values()} == {"附件5"}
    assert notice.tracks["individuals"].source == "notice 一(二)"


# ---- 二 ----------------------------------------------------------------------------------------


def test_an_organisation_is_lawfully_established_in_china_article_2_1(notice: Policy) -> None:
    assert rule_of(notice, "established") == ("qualified", {"trait": "lawfully_established"})
    assert notice.conditions["established"].words == "在中国境内依法设立"


def test_no_major_accident_in_5_years_article_2_1(notice: Policy) -> None:
    assert rule_of(notice, "accident_free") == (
        "clean_record",
        {"record": "major_accident", "within": "5y"},
    )
    within = notice.conditions["accident_free"].rule
    assert within is not None
    assert told(within.parameters["within"]) == ("5y", "notice 二(一)", None, Status.STATED)
    assert within.parameters["within"].words == "近 5 年内"


def test_the_5_years_of_an_organisations_breaches_are_a_reading_article_2_1(notice: Policy) -> None:
    rule = notice.conditions["lawful_record"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "breach"
    assert told(rule.parameters["within"]) == ("5y", "notice 二(一)", None, Status.INFERRED)
    assert set(notice.readings["breach_window"].options) == {"five_years", "ever"}


def test_a_persons_breaches_have_no_years_article_2_2(notice: Policy) -> None:
    rule = notice.conditions["person_conduct"].rule
    assert rule is not None
    assert rule.parameters["within"].status is Status.UNSTATED
    assert notice.conditions["person_conduct"].tracks == ("individuals",)


def test_long_service_of_a_person_has_no_number_of_years_article_2_2(notice: Policy) -> None:
    assert notice.conditions["person_service"].rule is None
    assert notice.conditions["person_service"].words == "长期从事质量管理研究或实践"


def test_each_kind_of_person_has_a_condition_of_its_own_article_2_2_1_to_3(notice: Policy) -> None:
    found = [
        c.source for name, c in notice.conditions.items() if c.source.startswith("notice 二(二)")
    ]
    assert found == ["notice 二(二)"] * 4 + ["notice 二(二)1", "notice 二(二)2", "notice 二(二)3"]


def test_prohibitions_are_the_conditions_worded_with_none_article_2(notice: Policy) -> None:
    assert [name for name, c in notice.conditions.items() if c.prohibits] == [
        "accident_free",
        "lawful_record",
        "person_conduct",
    ]


def test_nothing_is_said_on_earlier_winners_anywhere(notice: Policy) -> None:
    assert notice.provisions["reapplication"].value.status is Status.UNSTATED
    assert notice.provisions["lock_out"].value.status is Status.UNSTATED
    rules = [c.rule.name for c in notice.conditions.values() if c.rule is not None]
    assert "lock_out" not in rules


# ---- 三 ----------------------------------------------------------------------------------------


def test_the_channels_are_31_provinces_and_the_corps_article_3_and_the_addressees(
    notice: Policy,
) -> None:
    provinces = [c.title.zh for c in notice.channels.values() if c.kind == "province"]
    assert provinces == [
        "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省",
        "上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省",
        "湖北省", "湖南省", "广东省", "广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省",
        "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区",
        "新疆维吾尔自治区", "新疆生产建设兵团",
    ]  # fmt: skip
    assert len(provinces) == 31 + 1


def test_associations_and_two_defence_bodies_are_channels_too_article_3(notice: Policy) -> None:
    others = {name: c.kind for name, c in notice.channels.items() if c.kind != "province"}
    assert others == {
        "associations": "association",
        "defence_industry": "defence",
        "equipment": "defence",
    }
    assert notice.provisions["annex_6"].value.status is Status.ELSEWHERE
    assert told(notice.provisions["defence_procedure"].value)[1:] == (
        "notice 三(二)",
        None,
        Status.ELSEWHERE,
    )


def test_an_applicant_uses_one_channel_only_article_3(notice: Policy) -> None:
    single = notice.provisions["single_channel"]
    assert (single.type, single.source, single.value.value) == ("SINGLE_CHANNEL", "notice 三", True)
    assert single.value.words == "参评组织和个人不得同时通过多渠道进行申报"


# ---- 四 ----------------------------------------------------------------------------------------

STAGES = [  # id, type, kind, per, body, article
    ("call", "CALL", "gate", "batch", "samr", "notice 前言"),
    ("internal_notice", "INT_NOTICE", "notice", "case", "applicant", "notice 四(一)"),
    ("parent_notice", "INT_NOTICE", "notice", "case", "applicant", "notice 四(一)"),
    ("employer_notice", "INT_NOTICE", "notice", "case", "applicant", "notice 四(一)"),
    ("apply", "APPLY", "window", "case", "applicant", "notice 四(一)"),
    ("channel_review", "CH_REVIEW", "work", "case", "recommender", "notice 四(二)"),
    ("channel_consult", "CONSULT", "wait", "channel", "channel_departments", "notice 四(二)"),
    ("channel_notice", "CH_NOTICE", "notice", "channel", "recommender", "notice 四(二)"),
    ("recommend", "NOMINATE", "wait", "channel", "province_group", "notice 四(二)"),
    ("association_recommend", "NOMINATE", "wait", "channel", "recommender", "notice 四(二)"),
    ("defence_recommend", "NOMINATE", "wait", "channel", "defence_bodies", "notice 三(二)"),
    ("receipt", "NOMINATE", "wait", "channel", "recommender", "notice 四(二)"),
    ("eligibility", "ELIG", "work", "case", "secretariat", "notice 四(三)"),
    ("consult", "CONSULT", "wait", "batch", "departments", "notice 四(三)"),
    ("acceptance_notice", "ACC_NOTICE", "notice", "batch", "secretariat", "notice 四(三)"),
    ("document_review", "DOC_REVIEW", "work", "case", "reviewers", "notice 四(四)"),
    ("candidate_vote", "SHORTLIST", "meeting", "batch", "subcommittee", "notice 四(四)"),
    ("candidate_approval", "SHORTLIST", "meeting", "batch", "committee", "notice 四(四)"),
    ("candidate_notice", "CAND_NOTICE", "notice", "batch", "secretariat", "notice 四(四)"),
    ("defence", "DEFENCE", "work", "case", "defence_panel", "notice 四(五)"),
    ("site_visit", "SITE", "work", "case", "site_teams", "notice 四(六)"),
    ("final_vote", "DECIDE", "meeting", "batch", "committee", "notice 四(七)"),
    ("final_notice", "FIN_NOTICE", "notice", "batch", "secretariat", "notice 四(七)"),
    ("decision", "AWARD", "meeting", "batch", "samr", "notice 四(八)"),
]


def test_the_stages_stand_in_the_order_of_article_4(notice: Policy) -> None:
    found = [(i, s.type, s.kind, s.per, s.body, s.source) for i, s in notice.stages.items()]
    assert found == STAGES


def test_what_comes_after_what_article_4(notice: Policy) -> None:
    assert {name: stage.after for name, stage in notice.stages.items()} == {
        "call": (),
        "internal_notice": ("call",),
        "parent_notice": ("call",),
        "employer_notice": ("call",),
        "apply": ("internal_notice", "parent_notice", "employer_notice"),
        "channel_review": ("apply",),
        "channel_consult": ("channel_review",),
        "channel_notice": ("channel_consult",),
        "recommend": ("channel_notice",),
        "association_recommend": ("channel_notice",),
        "defence_recommend": ("apply",),
        "receipt": ("recommend", "association_recommend", "defence_recommend"),
        "eligibility": ("receipt",),
        "consult": ("eligibility",),
        "acceptance_notice": ("consult",),
        "document_review": ("acceptance_notice",),
        "candidate_vote": ("document_review",),
        "candidate_approval": ("candidate_vote",),
        "candidate_notice": ("candidate_approval",),
        "defence": ("candidate_notice",),
        "site_visit": ("defence",),
        "final_vote": ("site_visit",),
        "final_notice": ("final_vote",),
        "decision": ("final_notice",),
    }


def test_only_the_internal_and_the_channels_notices_have_a_length_article_4(notice: Policy) -> None:
    timed = [name for name, stage in notice.stages.items() if stage.duration.known]
    assert timed == ["internal_notice", "parent_notice", "employer_notice", "channel_notice"]
    others = {n: s.duration.status for n, s in notice.stages.items() if n not in timed}
    assert others.pop("defence_recommend") is Status.ELSEWHERE
    assert set(others.values()) == {Status.UNSTATED}


@pytest.mark.parametrize(
    ("stage", "tracks", "traits"),
    [
        ("internal_notice", ("organisations",), ()),
        ("parent_notice", ("organisations",), ("branch",)),
        ("employer_notice", ("individuals",), ()),
    ],
)
def test_all_three_internal_notices_last_at_least_5_working_days_article_4_1(
    stage: str, tracks: tuple[str, ...], traits: tuple[str, ...], notice: Policy
) -> None:
    found = notice.stages[stage]
    assert told(found.duration) == ("5wd", "notice 四(一)", Bound.AT_LEAST, Status.STATED)
    assert found.duration.words == "上述公示时间不少于5个工作日"
    assert (found.only.tracks, found.only.traits) == (tracks, traits)


def test_no_day_is_set_for_handing_in_to_the_channel_article_4_1(notice: Policy) -> None:
    closes = notice.stages["apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


def test_the_forms_are_annexes_1_to_5_article_3_1(notice: Policy) -> None:
    assert told(notice.provisions["forms"].value)[:2] == ("附件1至5", "notice 三(一)")


def test_material_is_three_copies_with_word_and_pdf_article_4_1(notice: Policy) -> None:
    assert "一式三份" in notice.provisions["paper_copies"].value.value
    electronic = notice.provisions["electronic_copies"].value
    assert "Word" in electronic.value
    assert "PDF" in electronic.value


def test_the_notice_of_the_province_lasts_at_least_5_working_days_article_4_2(
    notice: Policy,
) -> None:
    stage = notice.stages["channel_notice"]
    assert told(stage.duration) == ("5wd", "notice 四(二)", Bound.AT_LEAST, Status.STATED)
    assert stage.duration.words == "公示时间不少于 5 个工作日"
    assert stage.objection is not None
    assert told(stage.objection.open) == ("True", "notice 四(二)", None, Status.STATED)
    assert told(stage.objection.holds) == ("case", "notice 四(二)", None, Status.INFERRED)


def test_a_province_goes_to_its_leading_group_an_association_does_not_article_4_2(
    notice: Policy,
) -> None:
    provinces = tuple(name for name, c in notice.channels.items() if c.kind == "province")
    assert notice.stages["recommend"].only.channels == provinces
    assert notice.bodies["province_group"].role == "channel_group"
    association = notice.stages["association_recommend"]
    assert association.only.channels == ("associations",)
    assert association.body == "recommender"
    for stage in ("channel_review", "channel_consult", "channel_notice"):
        assert notice.stages[stage].only.channels == (*provinces, "associations")


def test_the_defence_bodies_go_another_way_by_another_notice_article_3_2(notice: Policy) -> None:
    stage = notice.stages["defence_recommend"]
    assert stage.only.channels == ("defence_industry", "equipment")
    assert stage.words == "有关具体事宜另行通知部署"


@pytest.mark.parametrize("stage", ["recommend", "association_recommend"])
def test_the_recommendation_quotas_are_in_annex_7_article_4_2(stage: str, notice: Policy) -> None:
    rule = notice.stages[stage].rule
    assert rule is not None
    assert (rule.name, rule.source) == ("within_quota", "notice 附件7")
    assert set(rule.parameters["at_most"]) == {"organisations", "individuals"}
    for cell in rule.parameters["at_most"].values():
        assert (cell.status, cell.reason) == (Status.ELSEWHERE, "附件7")


def test_material_is_received_by_19_june_article_4_2(notice: Policy) -> None:
    deadline = notice.stages["receipt"].deadline
    assert deadline is not None
    assert told(deadline.on) == ("2023-06-19", "notice 四(二)", None, Status.INFERRED)
    assert deadline.on.words == "材料接收时间截止至 6 月 19 日"
    assert "年份" in deadline.on.reason, "the notice names no year"
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")


def test_19_june_2023_is_a_monday_article_4_2(notice: Policy) -> None:
    deadline = notice.stages["receipt"].deadline
    assert deadline is not None
    assert deadline.on.value == datetime.date(2023, 6, 19)
    assert deadline.on.value.isoweekday() == 1


def test_both_checks_apply_the_conditions_articles_4_2_and_4_3(notice: Policy) -> None:
    for name in ("channel_review", "eligibility"):
        rule = notice.stages[name].rule
        assert rule is not None
        assert rule.name == "conditions"
        assert rule.parameters["detects"].status is Status.UNSTATED


def test_further_material_has_no_stated_time_or_rounds_article_4_3(notice: Policy) -> None:
    supplement = notice.stages["eligibility"].supplement
    assert supplement is not None
    assert supplement.within.status is Status.UNSTATED
    assert supplement.rounds.status is Status.UNSTATED


@pytest.mark.parametrize(
    ("stage", "article"),
    [
        ("acceptance_notice", "notice 四(三)"),
        ("candidate_notice", "notice 四(四)"),
        ("final_notice", "notice 四(七)"),
    ],
)
def test_three_national_notices_have_no_stated_length_articles_4_3_4_4_4_7(
    stage: str, article: str, notice: Policy
) -> None:
    duration = notice.stages[stage].duration
    assert (duration.status, duration.source) == (Status.UNSTATED, article)


def test_rejected_files_go_back_with_reasons_article_4_3(notice: Policy) -> None:
    rejected = notice.provisions["rejected"]
    assert (rejected.type, rejected.source) == ("FEEDBACK", "notice 四(三)")
    assert rejected.value.words == "退回申报材料并说明理由"


def test_who_reviews_and_how_many_is_unstated_article_4_4(notice: Policy) -> None:
    stage = notice.stages["document_review"]
    assert stage.reviewers is not None
    assert stage.reviewers.status is Status.UNSTATED
    assert stage.assignment is not None
    assert stage.assignment.status is Status.UNSTATED
    assert notice.provisions["review_rules"].value.status is Status.ELSEWHERE


def test_the_sub_committee_votes_candidates_of_both_tiers_article_4_4(notice: Policy) -> None:
    stage = notice.stages["candidate_vote"]
    assert stage.words == "投票提出中国质量奖和提名奖候选名单"
    found = parameters(notice, "candidate_vote")
    assert notice.stages["candidate_vote"].rule.name == "subcommittee_vote"  # type: ignore[union-attr]
    assert told(found.pop("of")) == ("document_review", "notice 四(四)", None, Status.STATED)
    assert set(found) == {
        "award_candidates", "nomination_candidates", "seats", "attendance", "quorum", "majority",
    }  # fmt: skip
    assert {cell.status for cell in found.values()} == {Status.UNSTATED}


def test_the_committee_approves_the_candidates_article_4_4(notice: Policy) -> None:
    stage = notice.stages["candidate_approval"]
    assert (stage.body, stage.words) == ("committee", "经评选表彰委员会审核后")


def test_only_candidate_organisations_defend_article_4_5(notice: Policy) -> None:
    only = notice.stages["defence"].only
    assert (only.tracks, only.tiers) == (("organisations",), ("award",))


def test_candidate_organisations_and_persons_are_visited_nominees_are_not_article_4_6(
    notice: Policy,
) -> None:
    only = notice.stages["site_visit"].only
    assert (only.tracks, only.tiers) == ((), ("award",))
    assert notice.stages["site_visit"].words == "对中国质量奖候选组织和候选个人进行现场评审"


def test_the_full_committee_votes_both_lists_article_4_7(notice: Policy) -> None:
    stage = notice.stages["final_vote"]
    assert stage.words == "投票产生中国质量奖及提名奖获奖组织和个人建议名单"
    assert stage.only.tiers == ()
    assert stage.rule is not None
    assert stage.rule.name == "committee_vote"
    for name in ("seats", "attendance", "quorum", "majority"):
        assert stage.rule.parameters[name].status is Status.UNSTATED
    for cell in stage.rule.parameters["weights"].values():
        assert cell.status is Status.UNSTATED


def test_a_vote_that_decides_or_votes_that_are_counted_is_a_reading_articles_4_and_4_7(
    notice: Policy,
) -> None:
    cell = parameters(notice, "final_vote")["needs_majority"]
    assert told(cell) == ("True", "notice 四", None, Status.INFERRED)
    assert cell.words == "审议票决"
    assert notice.readings["final_vote"].source == "notice 四, 四(七)"


def test_whether_a_failed_award_candidate_is_nominated_is_a_reading_article_4_7(
    notice: Policy,
) -> None:
    assert told(parameters(notice, "final_vote")["fallback"]) == (
        "True",
        "notice 四(七)",
        None,
        Status.INFERRED,
    )


def test_the_administration_decides_on_no_stated_day_article_4_8(notice: Policy) -> None:
    stage = notice.stages["decision"]
    assert stage.words == "市场监管总局发布中国质量奖及提名奖表彰决定"
    assert stage.closes is None
    assert stage.deadline is None
    assert notice.provisions["reward"].value.value == "证书、奖牌、奖章"
    assert notice.provisions["prize"].value.status is Status.UNSTATED


# ---- 五 ----------------------------------------------------------------------------------------


def test_no_fee_no_training_and_no_profit_article_5_3(notice: Policy) -> None:
    for name in ("fee", "training", "misuse"):
        assert notice.provisions[name].value.status is Status.EXCLUDED
        assert notice.provisions[name].source == "notice 五(三)"


def test_the_supervision_sub_committee_supervises_article_5_3(notice: Policy) -> None:
    assert notice.provisions["supervision"].value.words == "中国质量奖监督分委员会将对评选工作进行"


def test_objections_have_no_procedure_and_no_limits_anywhere(notice: Policy) -> None:
    found = notice.objections
    for cell in (
        found.against,
        found.form,
        found.forward,
        found.reply,
        found.decide,
        found.suspends,
        found.upheld,
    ):
        assert cell.status is Status.UNSTATED


@pytest.mark.parametrize(
    "silent",
    [
        "duty", "revocation", "debarment", "title_use", "recusal", "confidentiality", "budget",
        "lock_out",
    ],
)  # fmt: skip
def test_the_notice_is_silent_on(silent: str, notice: Policy) -> None:
    assert notice.provisions[silent].value.status is Status.UNSTATED


# ---- annexes -----------------------------------------------------------------------------------


def test_there_are_eight_annexes_and_none_is_at_hand(notice: Policy) -> None:
    annexes = [p for p in notice.provisions.values() if p.type == "ANNEX"]
    assert [p.value.reason for p in annexes] == [f"附件{n}" for n in range(1, 9)]
    assert {p.value.status for p in annexes} == {Status.ELSEWHERE}
    assert annexes[5].title.zh == "受委托作为推荐单位的社会团体"
    assert annexes[6].title.zh == "第五届中国质量奖推荐名额说明"


def test_no_contact_person_or_number_is_in_the_file() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "@" not in text
    assert "联系人" not in text
    assert "电话" not in text


YES_OR_NO = [  # provisions that are a plain yes
    "free_choice",
    "single_channel",
    "voluntary",
    "download",
    "recommended_disc",
    "recommended_email",
]


def test_these_provisions_say_yes(notice: Policy) -> None:
    found = {n: p.value.value for n, p in notice.provisions.items() if type(p.value.value) is bool}
    assert found == dict.fromkeys(YES_OR_NO, True)


# ---- readings ----------------------------------------------------------------------------------


def holds(stage: str) -> dict[str, dict[str, Any]]:
    """What the three readings of a pending objection set, the default first."""
    path = f"stages.{stage}.objection.holds"
    return {
        "holds_name": {path: "case"},
        "holds_list": {path: "list"},
        "holds_nobody": {path: "nobody"},
    }


VOTE = "stages.final_vote.rule"
READINGS = {  # the first option is the default
    "breach_window": {
        "five_years": {"conditions.lawful_record.rule.within": "5y"},
        "ever": {"conditions.lawful_record.rule.within": "unstated"},
    },
    "parent_notice_order": {
        "parallel": {"stages.parent_notice.after": ["call"]},
        "serial": {"stages.parent_notice.after": ["internal_notice"]},
    },
    "channel_pending_objection": holds("channel_notice"),
    "receipt_counts": {
        "paper": {"stages.receipt.deadline.counts": "receipt"},
        "electronic": {"stages.receipt.deadline.counts": "postmark"},
    },
    "acceptance_pending_objection": holds("acceptance_notice"),
    "candidate_pending_objection": holds("candidate_notice"),
    "defence_and_site": {
        "in_order": {
            "stages.site_visit.after": ["defence"],
            "stages.final_vote.after": ["site_visit"],
        },
        "side_by_side": {
            "stages.site_visit.after": ["candidate_notice"],
            "stages.final_vote.after": ["defence", "site_visit"],
        },
    },
    "final_vote": {
        "majority": {f"{VOTE}.needs_majority": True},
        "most_votes": {f"{VOTE}.needs_majority": False},
    },
    "fallback": {"nomination": {f"{VOTE}.fallback": True}, "out": {f"{VOTE}.fallback": False}},
    "pending_objection": holds("final_notice"),
}


def test_these_are_the_readings_and_what_each_option_sets(notice: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in notice.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in notice.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
