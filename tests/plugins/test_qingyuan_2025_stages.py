"""Qingyuan 2025, its procedure, retyped by hand from the plan; each name has its article."""

import itertools

import pytest
from support.published import TEXTS
from support.retyped import checks_of, deadline_of, told

from awardsim.policy import Bound, Policy, Status


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["qingyuan@2025"]


STAGES = [  # id, type, kind, per, body, article
    ("call", "CALL", "gate", "batch", "office", "plan 通知"),
    ("internal_notice", "INT_NOTICE", "notice", "case", "applicant", "plan 七(一)"),
    ("parent_notice", "INT_NOTICE", "notice", "case", "applicant", "plan 七(一)"),
    ("apply", "APPLY", "window", "case", "applicant", "plan 七(一)"),
    ("county_review", "CH_REVIEW", "work", "case", "county_bureau", "plan 七(二)"),
    ("county_consult", "CONSULT", "wait", "channel", "county_departments", "plan 七(二)"),
    ("county_notice", "CH_NOTICE", "notice", "channel", "county_bureau", "plan 七(二)"),
    ("recommend", "NOMINATE", "wait", "channel", "county_leading_group", "plan 七(二)"),
    ("receipt", "NOMINATE", "wait", "channel", "county_bureau", "plan 七(二)"),
    ("eligibility", "ELIG", "work", "case", "office", "plan 七(三)"),
    ("city_consult", "CONSULT", "wait", "batch", "city_departments", "plan 七(三)"),
    ("acceptance_notice", "ACC_NOTICE", "notice", "batch", "office", "plan 七(三)"),
    ("material_review", "DOC_REVIEW", "work", "case", "reviewers", "plan 七(四)"),
    ("site_list", "SHORTLIST", "gate", "batch", "office", "plan 七(五)"),
    ("site_visit", "SITE", "work", "case", "site_teams", "plan 七(六)"),
    ("composite", "COMBINE", "wait", "batch", "office", "plan 七(七)"),
    ("deliberation", "DECIDE", "meeting", "batch", "leading_group", "plan 七(七)"),
    ("final_notice", "FIN_NOTICE", "notice", "batch", "office", "plan 七(八)"),
    ("approval", "APPROVE", "meeting", "batch", "government", "plan 七(八)"),
    ("commendation", "AWARD", "gate", "batch", "government", "plan 七(九)"),
]


def test_the_stages_stand_in_the_order_of_article_7(plan: Policy) -> None:
    found = [(i, s.type, s.kind, s.per, s.body, s.source) for i, s in plan.stages.items()]
    assert found == STAGES


def test_each_stage_follows_the_one_before_and_only_the_notices_run_together_article_7(
    plan: Policy,
) -> None:
    ids = [stage[0] for stage in STAGES]
    expected = {after: (before,) for before, after in itertools.pairwise(ids)}
    expected |= {"call": (), "parent_notice": ("call",)}
    expected["apply"] = ("internal_notice", "parent_notice")
    assert {name: stage.after for name, stage in plan.stages.items()} == expected


def test_only_notices_have_a_length_article_7(plan: Policy) -> None:
    timed = [name for name, stage in plan.stages.items() if stage.duration.known]
    assert timed == [
        "internal_notice",
        "parent_notice",
        "county_notice",
        "acceptance_notice",
        "final_notice",
    ]
    others = {s.duration.status for name, s in plan.stages.items() if name not in timed}
    assert others == {Status.UNSTATED}


def test_the_internal_notice_lasts_at_least_5_working_days_by_reading_article_7_1(
    plan: Policy,
) -> None:
    assert told(plan.stages["internal_notice"].duration) == (
        "5wd",
        "plan 七(一)",
        Bound.AT_LEAST,
        Status.INFERRED,
    )
    assert set(plan.readings["internal_notice_binds"].options) == {"all", "parent_only"}


def test_the_parent_units_notice_of_a_branch_lasts_at_least_5_working_days_article_7_1(
    plan: Policy,
) -> None:
    stage = plan.stages["parent_notice"]
    assert stage.only.traits == ("branch",)
    assert stage.only.tracks == ("organisations",)
    assert told(stage.duration) == ("5wd", "plan 七(一)", Bound.AT_LEAST, Status.STATED)
    assert set(plan.readings["parent_notice_order"].options) == {"parallel", "serial"}


def test_no_day_is_set_for_handing_in_to_the_county_article_7_1(plan: Policy) -> None:
    closes = plan.stages["apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


def test_the_county_notice_lasts_at_least_5_working_days_article_7_2(plan: Policy) -> None:
    stage = plan.stages["county_notice"]
    assert told(stage.duration) == ("5wd", "plan 七(二)", Bound.AT_LEAST, Status.STATED)
    assert stage.objection is not None
    assert stage.objection.open.value is True
    assert stage.objection.holds.value == "case"
    assert stage.objection.holds.status is Status.INFERRED


def test_the_recommendation_quota_is_in_annex_7_article_7_2(plan: Policy) -> None:
    rule = plan.stages["recommend"].rule
    assert rule is not None
    assert rule.name == "within_quota"
    assert set(rule.parameters["at_most"]) == {"organisations", "individuals"}
    for cell in rule.parameters["at_most"].values():
        assert cell.status is Status.ELSEWHERE
        assert cell.reason.zh == "附件7"


def test_material_is_received_by_25_october_2025_article_7_2(plan: Policy) -> None:
    deadline = deadline_of(plan, "receipt")
    assert told(deadline.on) == ("2025-10-25", "plan 七(二)", None, Status.STATED)
    assert (deadline.counts.value, deadline.counts.words) == ("receipt", "接收时间")
    assert (deadline.late.value, deadline.late.status) == ("out", Status.INFERRED)


def test_25_october_2025_is_a_saturday_and_rolling_is_a_reading_article_7_2(plan: Policy) -> None:
    deadline = deadline_of(plan, "receipt")
    assert deadline.on.value is not None
    assert deadline.on.value.isoweekday() == 6
    assert deadline.roll.value == "none"
    assert deadline.roll.status is Status.INFERRED
    assert set(plan.readings["receipt_roll"].options) == {"none", "forward", "backward"}


def test_both_checks_apply_the_conditions_articles_7_2_and_7_3(plan: Policy) -> None:
    for name in ("county_review", "eligibility"):
        assert checks_of(plan, name) == ("conditions", Status.UNSTATED)


def test_further_material_has_no_stated_time_or_rounds_article_7_3(plan: Policy) -> None:
    supplement = plan.stages["eligibility"].supplement
    assert supplement is not None
    assert supplement.within.status is Status.UNSTATED
    assert supplement.rounds.status is Status.UNSTATED


def test_an_objection_to_the_accepted_list_holds_nobody_by_articles_9_3_beside_7_4(
    plan: Policy,
) -> None:
    objection = plan.stages["acceptance_notice"].objection
    assert objection is not None
    assert told(objection.open) == ("True", "plan 七(四)", None, Status.STATED)
    assert told(objection.holds) == ("nobody", "plan 九(三)", None, Status.INFERRED)
    assert set(plan.readings["review_gate"].options) == {"goes_on", "waits"}


def test_reviewers_are_assigned_at_random_and_their_number_is_unstated_article_7_4(
    plan: Policy,
) -> None:
    stage = plan.stages["material_review"]
    assert stage.assignment is not None
    assert stage.assignment.value == "random"
    assert stage.assignment.words == "“双随机”原则"
    assert stage.reviewers is not None
    assert stage.reviewers.status is Status.UNSTATED


def test_the_number_of_site_visits_is_unstated_article_7_5(plan: Policy) -> None:
    rule = plan.stages["site_list"].rule
    assert rule is not None
    assert rule.name == "top_n"
    assert set(rule.parameters["at_most"]) == {"organisations", "individuals"}
    assert {c.status for c in rule.parameters["at_most"].values()} == {Status.UNSTATED}


def test_those_not_visited_get_feedback_article_7_5(plan: Policy) -> None:
    assert plan.provisions["feedback"].type == "FEEDBACK"
    assert plan.provisions["feedback"].source == "plan 七(五)"


def test_organisations_and_individuals_are_both_visited_article_7_6(plan: Policy) -> None:
    assert plan.stages["site_visit"].only.tracks == ()


def test_weights_are_not_in_the_plan_and_no_lowest_score_is_stated_article_7_7(
    plan: Policy,
) -> None:
    rule = plan.stages["composite"].rule
    assert rule is not None
    assert rule.name == "weighted_sum"
    assert set(rule.parameters["weights"]) == {"material_review", "site_visit"}
    for cell in rule.parameters["weights"].values():
        assert cell.status is Status.ELSEWHERE
    confer = plan.stages["deliberation"].rule
    assert confer is not None
    assert confer.name == "confer_by_rank"
    assert confer.parameters["minimum"].status is Status.UNSTATED


def test_the_final_list_is_published_for_exactly_5_working_days_article_7_8(plan: Policy) -> None:
    stage = plan.stages["final_notice"]
    assert told(stage.duration) == ("5wd", "plan 七(八)", Bound.EXACTLY, Status.STATED)
    assert stage.objection is not None
    assert told(stage.objection.open) == ("True", "plan 七(八)", None, Status.STATED)


def test_a_pending_objection_to_the_final_list_is_a_reading_article_7_8(plan: Policy) -> None:
    reading = plan.readings["pending_objection"]
    assert reading.default == "holds_name"
    path = "stages.final_notice.objection.holds"
    assert {name: option.set[path] for name, option in reading.options.items()} == {
        "holds_list": "list",
        "holds_name": "case",
        "holds_nobody": "nobody",
    }


def test_only_organisations_are_named_when_the_final_list_is_struck_article_7_8(
    plan: Policy,
) -> None:
    assert plan.provisions["disqualified_organisations"].tracks == ("organisations",)
    assert plan.provisions["disqualified_individuals"].value.status is Status.UNSTATED
