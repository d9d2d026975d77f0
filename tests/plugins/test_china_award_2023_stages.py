"""China Quality Award 2023, its procedure, retyped from the notice; each name has its article."""

import datetime

import pytest
from support.published import TEXTS
from support.retyped import checks_of, deadline_of, stage_rule, told

from awardsim.policy import Bound, Policy, Status


@pytest.fixture(scope="module")
def notice() -> Policy:
    return TEXTS["china_award@2023"]


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
        assert (cell.status, cell.reason.zh) == (Status.ELSEWHERE, "附件7")


def test_material_is_received_by_19_june_article_4_2(notice: Policy) -> None:
    deadline = deadline_of(notice, "receipt")
    assert told(deadline.on) == ("2023-06-19", "notice 四(二)", None, Status.INFERRED)
    assert deadline.on.words == "材料接收时间截止至 6 月 19 日"
    assert "年份" in deadline.on.reason.zh, "the notice names no year"
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")


def test_19_june_2023_is_a_monday_article_4_2(notice: Policy) -> None:
    deadline = deadline_of(notice, "receipt")
    assert deadline.on.value == datetime.date(2023, 6, 19)
    assert deadline.on.value.isoweekday() == 1


def test_both_checks_apply_the_conditions_articles_4_2_and_4_3(notice: Policy) -> None:
    for name in ("channel_review", "eligibility"):
        assert checks_of(notice, name) == ("conditions", Status.UNSTATED)


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
    found = stage_rule(notice, "candidate_vote")[1]
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
    cell = stage_rule(notice, "final_vote")[1]["needs_majority"]
    assert told(cell) == ("True", "notice 四", None, Status.INFERRED)
    assert cell.words == "审议票决"
    assert notice.readings["final_vote"].source == "notice 四, 四(七)"


def test_whether_a_failed_award_candidate_is_nominated_is_a_reading_article_4_7(
    notice: Policy,
) -> None:
    assert told(stage_rule(notice, "final_vote")[1]["fallback"]) == (
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
    assert notice.provisions["reward"].value.value.zh == "证书、奖牌、奖章"
    assert notice.provisions["prize"].value.status is Status.UNSTATED
