"""Panzhihua 2022, its procedure, retyped from the regulation; each name has its article."""

import pytest
from support.published import TEXTS
from support.retyped import checks_of, deadline_of, told

from awardsim.policy import Policy, Status


@pytest.fixture(scope="module")
def regulation() -> Policy:
    return TEXTS["panzhihua@2022"]


STAGES = [  # id, type, kind, per, body, article
    ("unit_opinion", "INT_NOTICE", "wait", "case", "applicant", "十一"),
    ("apply", "APPLY", "window", "case", "applicant", "十一"),
    ("county_review", "CH_REVIEW", "work", "case", "county_office", "十二"),
    ("county_consult", "CONSULT", "wait", "channel", "county_departments", "十二"),
    ("department_review", "CH_REVIEW", "work", "case", "industry_department", "十二"),
    ("department_consult", "CONSULT", "wait", "channel", "nominators", "十二"),
    ("zone_review", "CH_REVIEW", "work", "case", "zone_committee", "十二"),
    ("opinion", "NOMINATE", "wait", "channel", "nominators", "十二"),
    ("receipt", "NOMINATE", "wait", "channel", "nominators", "十二"),
    ("eligibility", "ELIG", "work", "case", "office", "十三"),
    ("acceptance_list", "ELIG", "gate", "batch", "office", "十三"),
    ("city_consult", "CONSULT", "wait", "batch", "city_departments", "十三"),
    ("acceptance_notice", "ACC_NOTICE", "notice", "batch", "office", "十三"),
    ("material_review", "DOC_REVIEW", "work", "case", "reviewers", "十四, 十五"),
    ("site_list", "SHORTLIST", "gate", "batch", "reviewers", "十五"),
    ("site_visit", "SITE", "work", "case", "site_teams", "十六"),
    ("defence_list", "SHORTLIST", "gate", "batch", "reviewers", "十六"),
    ("defence", "DEFENCE", "work", "case", "defence_panel", "十七"),
    ("composite", "COMBINE", "wait", "batch", "reviewers", "十八"),
    ("deliberation", "DECIDE", "meeting", "batch", "leading_group", "十八"),
    ("final_notice", "FIN_NOTICE", "notice", "batch", "office", "十八"),
    ("approval", "APPROVE", "meeting", "batch", "government", "十九"),
    ("commendation", "AWARD", "gate", "batch", "government", "二十"),
]


def test_the_stages_stand_in_the_order_of_articles_11_to_20(regulation: Policy) -> None:
    found = [
        (i, s.type, s.kind, s.per, s.body, s.source.removeprefix("regulation "))
        for i, s in regulation.stages.items()
    ]
    assert found == STAGES


def test_each_stage_follows_the_one_before_and_channels_and_tracks_part_articles_11_to_20(
    regulation: Policy,
) -> None:
    assert {name: stage.after for name, stage in regulation.stages.items()} == {
        "unit_opinion": (),
        "apply": ("unit_opinion",),
        "county_review": ("apply",),
        "county_consult": ("county_review",),
        "department_review": ("apply",),
        "department_consult": ("department_review",),
        "zone_review": ("apply",),
        "opinion": ("county_consult", "department_consult", "zone_review"),
        "receipt": ("opinion",),
        "eligibility": ("receipt",),
        "acceptance_list": ("eligibility",),
        "city_consult": ("acceptance_list",),
        "acceptance_notice": ("city_consult",),
        "material_review": ("acceptance_notice",),
        "site_list": ("material_review",),
        "site_visit": ("site_list",),
        "defence_list": ("site_visit",),
        "defence": ("defence_list",),
        "composite": ("site_visit", "defence"),
        "deliberation": ("composite",),
        "final_notice": ("deliberation",),
        "approval": ("final_notice",),
        "commendation": ("approval",),
    }


def test_only_the_two_notices_have_a_length_articles_13_18(regulation: Policy) -> None:
    timed = [n for n, s in regulation.stages.items() if s.duration.known]
    assert timed == ["acceptance_notice", "final_notice"]
    others = {s.duration.status for n, s in regulation.stages.items() if n not in timed}
    assert others == {Status.UNSTATED}


def test_opinions_are_heard_and_no_internal_notice_is_posted_article_11(
    regulation: Policy,
) -> None:
    assert regulation.stages["unit_opinion"].words == "在广泛听取意见的基础上，提出推荐意见"
    assert "notice" not in {regulation.stages[n].kind for n in ("unit_opinion", "apply")}


def test_no_day_is_set_for_applications_article_11(regulation: Policy) -> None:
    closes = regulation.stages["apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


def test_one_applies_to_a_county_or_a_department_article_11(regulation: Policy) -> None:
    where = regulation.provisions["where_to_apply"].value
    assert where.words == "工作领导小组办公室或市级行业主管部门"
    assert regulation.provisions["single_channel"].value.status is Status.INFERRED


COUNTIES = ("dongqu", "xiqu", "renhe", "miyi", "yanbian")


def test_counties_consult_in_writing_departments_within_and_the_zone_nobody_article_12(
    regulation: Policy,
) -> None:
    only = {name: stage.only.channels for name, stage in regulation.stages.items()}
    assert only["county_review"] == only["county_consult"] == COUNTIES
    assert only["department_review"] == only["department_consult"] == ("departments",)
    assert only["zone_review"] == ("zone",)
    assert regulation.stages["county_consult"].words.startswith("以书面形式征求")
    assert regulation.stages["department_consult"].words.startswith("在单位内征求意见")
    others = {name for name, channels in only.items() if not channels}
    assert others == {i for i, *_ in STAGES} - {
        "county_review",
        "county_consult",
        "department_review",
        "department_consult",
        "zone_review",
    }


def test_the_zone_s_silence_on_consultation_is_a_reading_article_12(regulation: Policy) -> None:
    reading = regulation.readings["zone_consult"]
    assert reading.default == "skips"
    path = "stages.department_consult.only.channels"
    assert reading.options["consults"].set[path] == ["departments", "zone"]


def test_results_are_delivered_within_a_time_not_stated_article_12(regulation: Policy) -> None:
    deadline = deadline_of(regulation, "receipt")
    assert deadline.on.status is Status.UNSTATED
    assert deadline.roll.status is Status.UNSTATED
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")


def test_all_four_checks_apply_the_conditions_articles_12_13(regulation: Policy) -> None:
    for name in ("county_review", "department_review", "zone_review", "eligibility"):
        assert checks_of(regulation, name) == ("conditions", Status.UNSTATED)


def test_the_list_is_formed_before_departments_are_consulted_article_13(
    regulation: Policy,
) -> None:
    assert regulation.stages["acceptance_list"].outputs == ("市政府质量奖申报受理名单",)
    assert regulation.stages["city_consult"].after == ("acceptance_list",)
    assert regulation.stages["city_consult"].words == "征求市级有关部门意见后向社会公示"


def test_reasons_go_to_the_unit_that_received_the_material_article_13(regulation: Policy) -> None:
    reasons = regulation.provisions["reasons"]
    assert reasons.type == "FEEDBACK"
    assert reasons.value.words == "应向接收其申报材料的单位说明理由"


def test_whether_the_review_waits_for_the_notice_is_a_reading_articles_14_15(
    regulation: Policy,
) -> None:
    assert "通过资格审查的" in regulation.stages["material_review"].words
    reading = regulation.readings["review_start"]
    assert reading.default == "after_notice"
    assert reading.options["after_check"].set["stages.material_review.after"] == ["acceptance_list"]


def test_number_and_assignment_of_reviewers_are_unstated_article_15(regulation: Policy) -> None:
    stage = regulation.stages["material_review"]
    assert stage.reviewers is not None
    assert stage.reviewers.status is Status.UNSTATED
    assert stage.assignment is not None
    assert stage.assignment.status is Status.UNSTATED


def test_no_gate_has_a_size_articles_15_16(regulation: Policy) -> None:
    for name, tracks in (
        ("site_list", {"organisations", "individuals"}),
        ("defence_list", {"organisations"}),
    ):
        rule = regulation.stages[name].rule
        assert rule is not None
        assert rule.name == "top_n"
        assert set(rule.parameters["at_most"]) == tracks
        assert {c.status for c in rule.parameters["at_most"].values()} == {Status.UNSTATED}


def test_both_tracks_are_visited_and_only_organisations_defend_articles_16_17(
    regulation: Policy,
) -> None:
    assert regulation.stages["site_visit"].only.tracks == ()
    assert regulation.stages["defence_list"].only.tracks == ("organisations",)
    assert regulation.stages["defence"].only.tracks == ("organisations",)
    none = regulation.provisions["individuals_no_defence"]
    assert none.value.status is Status.EXCLUDED
    assert none.value.words == "对入围的个人不组织陈述答辩"
    assert none.source == "regulation 十七"


def test_weights_and_a_lowest_score_are_unstated_article_18(regulation: Policy) -> None:
    rule = regulation.stages["composite"].rule
    assert rule is not None
    assert rule.name == "weighted_sum"
    assert set(rule.parameters["weights"]) == {"material_review", "site_visit", "defence"}
    assert {c.status for c in rule.parameters["weights"].values()} == {Status.UNSTATED}
    confer = regulation.stages["deliberation"].rule
    assert confer is not None
    assert confer.name == "confer_by_rank"
    assert confer.parameters["minimum"].status is Status.UNSTATED


def test_the_government_settles_what_has_passed_the_notice_article_19(regulation: Policy) -> None:
    assert regulation.stages["approval"].source == "regulation 十九"
    objection = regulation.stages["final_notice"].objection
    assert objection is not None
    assert objection.open.words == "通过公示的市政府质量奖拟获奖名单"
    assert told(objection.open)[1:] == ("regulation 十九", None, Status.INFERRED)


def test_the_word_is_commend_and_the_reward_is_certificate_and_plaque_article_20(
    regulation: Policy,
) -> None:
    assert regulation.stages["commendation"].title.zh == "表扬"
    assert regulation.provisions["reward"].value.value.zh == "获奖证书、奖牌"
    assert regulation.provisions["prize"].value.status is Status.UNSTATED
