"""Shaoguan 2018, its procedure, retyped by hand from the plan; each name has its article."""

import itertools

import pytest
from support.published import TEXTS
from support.retyped import stage_rule, told

from awardsim.policy import Bound, Policy, Status


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["shaoguan@2018"]


STAGES = [  # id, type, kind, per, body, article
    ("call", "CALL", "gate", "batch", "secretariat", "plan 三(三)"),
    ("apply", "APPLY", "window", "case", "applicant", "plan 三(五)"),
    ("screening", "CH_REVIEW", "work", "case", "recommender", "plan 三(五)"),
    ("recommend", "NOMINATE", "wait", "channel", "recommender", "plan 三(五)"),
    ("formal_check", "ELIG", "work", "case", "secretariat", "plan 三(六)"),
    ("material_review", "DOC_REVIEW", "work", "case", "experts", "plan 三(七)1"),
    ("candidates", "SHORTLIST", "gate", "batch", "experts", "plan 三(七)1"),
    ("score_line", "SHORTLIST", "gate", "batch", "experts", "plan 三(七)1"),
    ("site_visit", "SITE", "work", "case", "site_experts", "plan 三(七)2"),
    ("composite", "COMBINE", "gate", "batch", "experts", "plan 三(七)2"),
    ("top_five", "SHORTLIST", "gate", "batch", "experts", "plan 三(七)3"),
    ("vote", "DECIDE", "meeting", "batch", "committee", "plan 三(七)3"),
    ("final_notice", "FIN_NOTICE", "notice", "batch", "secretariat", "plan 三(八)1"),
    ("approval", "APPROVE", "meeting", "batch", "government", "plan 三(八)2"),
    ("commendation", "AWARD", "gate", "batch", "government", "plan 三(九)"),
]


def test_the_stages_stand_in_the_order_of_article_3(plan: Policy) -> None:
    found = [(i, s.type, s.kind, s.per, s.body, s.source) for i, s in plan.stages.items()]
    assert found == STAGES


def test_each_stage_follows_the_one_before_article_3(plan: Policy) -> None:
    ids = [stage[0] for stage in STAGES]
    expected = {after: (before,) for before, after in itertools.pairwise(ids)} | {"call": ()}
    assert {name: stage.after for name, stage in plan.stages.items()} == expected


def test_the_date_of_an_item_is_that_of_all_its_steps_article_3_7(plan: Policy) -> None:
    """“1．材料评审（2018年12月20日前）” has the list of candidates and the line in it as well,
    “2．现场考评（2019年1月20日前）” the composite score."""
    found = {name: stage.due_with for name, stage in plan.stages.items() if stage.due_with}
    assert found == {
        "candidates": "material_review",
        "score_line": "material_review",
        "composite": "site_visit",
    }


def test_only_the_notice_has_a_length_article_3(plan: Policy) -> None:
    timed = [name for name, stage in plan.stages.items() if stage.duration.known]
    assert timed == ["final_notice"]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("call", "申报工作的通知》"),
        ("apply", "市有关部门组织企业申报"),
        ("screening", "对申报材料进行审查把关"),
        ("recommend", "提出推荐意见"),
        ("formal_check", "完整性、真实性进行形式审查"),
        ("material_review", "形成材料评审报告"),
        ("candidates", "得分最高的前6名（不超过6名）为候选企业"),
        ("score_line", "方可进入现场评审"),
        ("site_visit", "组织评审专家组对候选企业进行现场考评"),
        ("composite", "得出每家企业综合分值"),
        ("top_five", "专家组评审得分前5名的企业"),
        ("vote", "进行投票评议，选出3名拟获奖企业"),
        ("final_notice", "公示首届韶关市政府质量奖拟获奖企业名单"),
        ("approval", "报请市政府审批获奖企业名单"),
        ("commendation", "并对获奖企业颁发奖牌、证书及奖金"),
    ],
)
def test_the_decisive_words_of_each_stage_article_3(stage: str, words: str, plan: Policy) -> None:
    assert plan.stages[stage].words == words


def test_counties_districts_and_departments_recommend_article_3_5(plan: Policy) -> None:
    assert {name: one.title.zh for name, one in plan.channels.items()} == {
        "wujiang": "武江区",
        "zhenjiang": "浈江区",
        "qujiang": "曲江区",
        "lechang": "乐昌市",
        "nanxiong": "南雄市",
        "shixing": "始兴县",
        "renhua": "仁化县",
        "wengyuan": "翁源县",
        "xinfeng": "新丰县",
        "ruyuan": "乳源瑶族自治县",
        "departments": "市有关部门",
    }
    kinds = [one.kind for one in plan.channels.values()]
    assert kinds == ["county"] * 10 + ["department"]
    assert plan.bodies["recommender"].each == "channel"
    assert plan.provisions["recommendation_quota"].value.status is Status.UNSTATED
    assert plan.provisions["single_channel"].value.status is Status.UNSTATED


def test_no_day_is_set_for_handing_in_to_the_county_article_3_5(plan: Policy) -> None:
    closes = plan.stages["apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


def test_the_formal_check_asks_for_what_is_missing_without_a_limit_article_3_6(
    plan: Policy,
) -> None:
    supplement = plan.stages["formal_check"].supplement
    assert supplement is not None
    assert supplement.within.status is Status.UNSTATED
    assert supplement.rounds.status is Status.UNSTATED
    assert plan.stages["formal_check"].rule is None, "it looks at the material only"


def test_an_agency_one_lead_expert_and_a_provincial_pool_article_3_7(plan: Policy) -> None:
    for name in ("agency", "lead_expert", "expert_pool"):
        assert plan.provisions[name].source == "plan 三(七)"
    assert plan.provisions["lead_expert"].value.words == "聘请1名国内、省内权威质量管理专家任"
    assert plan.provisions["expert_pool"].value.value.zh == "从省政府质量奖评审专家库抽选"


def test_the_best_6_by_document_review_and_no_more_than_6_article_3_7_1(plan: Policy) -> None:
    name, parameters = stage_rule(plan, "candidates")
    assert name == "top_n"
    cell = parameters["at_most"]["organisations"]
    assert told(cell) == ("6", "plan 三(七)1", Bound.AT_MOST, Status.STATED)
    assert not cell.soft
    assert cell.words == "前6名（不超过6名）"
    assert parameters["of"].value == "material_review"


def test_450_points_in_principle_to_be_visited_article_3_7_1(plan: Policy) -> None:
    name, parameters = stage_rule(plan, "score_line")
    assert name == "threshold"
    assert told(parameters["at_least"]) == ("450", "plan 三(七)1", None, Status.STATED)
    assert parameters["at_least"].soft
    assert parameters["at_least"].words == "原则上，材料评审获得450分以上"
    assert parameters["margin"].status is Status.UNSTATED
    assert parameters["of"].value == "material_review"


def test_document_review_weighs_40_and_site_visit_60_per_cent_article_3_7_2(
    plan: Policy,
) -> None:
    name, parameters = stage_rule(plan, "composite")
    assert name == "weighted_sum"
    weights = parameters["weights"]
    assert {stage: cell.value for stage, cell in weights.items()} == {
        "material_review": 40,
        "site_visit": 60,
    }
    assert {cell.status for cell in weights.values()} == {Status.STATED}
    assert {cell.source for cell in weights.values()} == {"plan 三(七)2"}


def test_the_committee_votes_on_the_best_5_by_composite_score_article_3_7_3(plan: Policy) -> None:
    name, parameters = stage_rule(plan, "top_five")
    assert name == "top_n"
    assert parameters["at_most"]["organisations"].value == 5
    assert parameters["of"].value == "composite"
    assert parameters["of"].status is Status.INFERRED


def test_it_elects_3_and_seats_quorum_and_method_are_unstated_article_3_7_3(plan: Policy) -> None:
    name, parameters = stage_rule(plan, "vote")
    assert name == "approval_vote"
    assert told(parameters["choose"]) == ("3", "plan 三(七)3", None, Status.STATED)
    assert parameters["seats"].status is Status.UNSTATED
    assert (parameters["majority"].value, parameters["inclusive"].value) == (0, True)
    assert parameters["majority"].status is Status.INFERRED
    assert plan.provisions["vote_method"].value.status is Status.UNSTATED


def test_the_notice_lasts_10_calendar_days_by_reading_article_3_8_1(plan: Policy) -> None:
    stage = plan.stages["final_notice"]
    assert told(stage.duration) == ("10cd", "plan 三(八)1", Bound.EXACTLY, Status.INFERRED)
    assert stage.duration.words == "公示期10天"
    assert set(plan.readings["notice_days"].options) == {"calendar", "working"}


def test_complaints_are_taken_during_the_notice_without_limits_article_3_8_1(plan: Policy) -> None:
    objection = plan.stages["final_notice"].objection
    assert objection is not None
    assert told(objection.open) == ("True", "plan 三(八)1", None, Status.STATED)
    assert objection.holds.value == "case"
    assert objection.holds.status is Status.INFERRED
    limits = (plan.objections.forward, plan.objections.reply, plan.objections.decide)
    assert {cell.status for cell in limits} == {Status.UNSTATED}
    assert plan.objections.suspends.status is Status.UNSTATED
    assert plan.objections.upheld.status is Status.UNSTATED
