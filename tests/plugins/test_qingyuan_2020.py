"""Qingyuan 2020, retyped by hand from the regulation; the article is in each name."""

import datetime
import itertools
from pathlib import Path

import pytest
from support.retyped import checks_of, deadline_of, rule_of, told

from awardsim.policy import Bound, Policy, Status, read_policy

FILE = Path(__file__).parents[2] / "plugins" / "qingyuan" / "policies" / "2020.toml"


@pytest.fixture(scope="module")
def regulation() -> Policy:
    return read_policy(FILE)


# ---- chapter one -------------------------------------------------------------------------------


def test_the_regulation_was_issued_on_1_april_2020(regulation: Policy) -> None:
    assert regulation.id == "qingyuan@2020"
    assert regulation.state == "issued"
    assert list(regulation.sources) == ["regulation"]
    assert regulation.sources["regulation"].issued == datetime.date(2020, 4, 1)
    assert regulation.sources["regulation"].issuer == "清远市人民政府办公室"


def test_the_basis_is_the_product_quality_law_article_1(regulation: Policy) -> None:
    assert "产品质量法" in regulation.provisions["legal_basis"].value.value.zh


def test_only_registered_organisations_with_legal_personality_article_2(regulation: Policy) -> None:
    assert list(regulation.tracks) == ["organisations"]
    assert regulation.tracks["organisations"].applicant == "organisation"
    assert rule_of(regulation, "local") == ("qualified", {"trait": "local"})
    assert rule_of(regulation, "legal_person") == ("qualified", {"trait": "legal_person"})
    assert regulation.conditions["legal_person"].source == "regulation 二"


def test_at_most_3_are_awarded_and_places_may_stay_vacant_article_3(regulation: Policy) -> None:
    assert list(regulation.quotas) == ["organisations"]
    quota = regulation.quotas["organisations"]
    assert told(quota.number) == ("3", "regulation 三", Bound.AT_MOST, Status.STATED)
    assert told(quota.may_stay_vacant) == ("True", "regulation 三", None, Status.STATED)


def test_no_fee_is_taken_article_4(regulation: Policy) -> None:
    assert regulation.provisions["fee"].value.status is Status.EXCLUDED
    assert regulation.provisions["fee"].source == "regulation 四"


# ---- chapter two -------------------------------------------------------------------------------


def test_who_settles_the_list_is_worded_three_ways_articles_6_7_18(regulation: Policy) -> None:
    assert regulation.provisions["leading_group_tasks"].value.words == "审定拟获奖名单"
    assert regulation.provisions["office_tasks"].value.words == "提出获奖企业或组织候选名单"
    assert regulation.stages["deliberation"].words == "审议获奖建议名单、决定拟奖名单"
    reading = regulation.readings["who_decides"]
    assert reading.default == "leading_group_decides"
    assert reading.options["office_submits"].set == {"stages.deliberation.body": "office"}


# ---- chapter three -----------------------------------------------------------------------------


def test_3_years_of_operation_article_10_1(regulation: Policy) -> None:
    assert rule_of(regulation, "operating_years") == (
        "min_years",
        {"field": "operation", "at_least": "3y"},
    )


def test_no_failed_spot_check_in_3_years_article_10_1(regulation: Policy) -> None:
    assert rule_of(regulation, "inspections_passed") == (
        "clean_record",
        {"record": "failed_inspection", "within": "3y"},
    )


def test_leading_indicators_of_last_year_are_judgement_article_10_1(regulation: Policy) -> None:
    assert regulation.conditions["leading_indicators"].rule is None


def test_every_clause_of_article_10_1_is_a_condition_article_10_1(regulation: Policy) -> None:
    """As the document has them, one after the other."""
    document = (
        "在本市行政区域内登记注册，生产经营3年以上；符合国家和本市有关产业导向、环境保护、节能减排、安全生产、质量等"
        "法律法规及政策要求，具备相关资质或证照；质量管理工作具有行业特色、企业特点，质量工作成绩显著，持续改进效果强；"
        "从事生产、经营活动的，主要经济、技术和质量等指标在上年度处于本市同行业领先水平，"
        "具有良好的经营业绩、社会贡献，且在近3年国家级、省级、市级质量监督抽查中没有不合格记录。"
    )
    places = []
    for name in (
        "local", "operating_years", "compliance", "licensed", "quality_work",
        "leading_indicators", "performance", "inspections_passed",
    ):  # fmt: skip
        one = regulation.conditions[name]
        assert one.source.endswith("十(一)")
        held = one.words or one.rule.parameters["at_least"].words  # type: ignore[union-attr]
        assert document.count(held) == 1
        places.append(document.index(held))
    assert places == sorted(places)
    assert regulation.conditions["performance"].rule is None


def test_no_loss_in_3_years_article_10_2(regulation: Policy) -> None:
    assert rule_of(regulation, "no_loss") == ("clean_record", {"record": "loss", "within": "3y"})


def test_no_major_accident_in_3_years_article_10_2(regulation: Policy) -> None:
    assert rule_of(regulation, "accident_free") == (
        "clean_record",
        {"record": "major_accident", "within": "3y"},
    )
    rule = regulation.conditions["accident_free"].rule
    assert rule is not None
    assert rule.parameters["within"].status is Status.STATED


@pytest.mark.parametrize(
    "condition, record", [("no_major_complaint", "major_complaint"), ("lawful_record", "breach")]
)
def test_3_years_for_complaints_and_dishonesty_are_a_reading_article_10_2(
    condition: str, record: str, regulation: Policy
) -> None:
    rule = regulation.conditions[condition].rule
    assert rule is not None
    assert rule.parameters["record"].value == record
    assert told(rule.parameters["within"])[0] == "3y"
    assert rule.parameters["within"].status is Status.INFERRED
    path = f"conditions.{condition}.rule.within"
    assert regulation.readings["breach_window"].options["ever"].set[path] == "unstated"


def test_no_penalty_without_any_years_article_10_2(regulation: Policy) -> None:
    rule = regulation.conditions["no_penalty"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "penalty"
    assert rule.parameters["within"].status is Status.UNSTATED


def test_half_a_year_of_the_excellence_model_article_10_3(regulation: Policy) -> None:
    assert rule_of(regulation, "model_years") == (
        "min_years",
        {"field": "model", "at_least": "0.5y"},
    )


def test_winners_are_locked_out_for_5_years_article_11(regulation: Policy) -> None:
    name, parameters = rule_of(regulation, "lock_out")
    assert (name, parameters["lasts"]) == ("lock_out", "5y")
    assert regulation.conditions["lock_out"].source == "regulation 十一"


def test_prohibitions_are_the_conditions_worded_with_none_and_not(regulation: Policy) -> None:
    assert [name for name, c in regulation.conditions.items() if c.prohibits] == [
        "inspections_passed",
        "no_loss",
        "accident_free",
        "no_major_complaint",
        "lawful_record",
        "no_penalty",
        "lock_out",
    ]


# ---- chapter four ------------------------------------------------------------------------------

STAGES = [  # id, type, kind, per, body, article
    ("call", "CALL", "gate", "batch", "office", "regulation 十二"),
    ("apply", "APPLY", "window", "case", "applicant", "regulation 十二"),
    ("county_review", "CH_REVIEW", "work", "case", "county_office", "regulation 十三"),
    ("county_consult", "CONSULT", "wait", "channel", "county_departments", "regulation 十三"),
    ("recommend", "NOMINATE", "wait", "channel", "county_office", "regulation 十三"),
    ("receipt", "NOMINATE", "wait", "channel", "county_office", "regulation 十三"),
    ("eligibility", "ELIG", "work", "case", "office", "regulation 十四"),
    ("city_consult", "CONSULT", "wait", "batch", "city_departments", "regulation 十四"),
    ("material_review", "DOC_REVIEW", "work", "case", "reviewers", "regulation 十五"),
    ("site_list", "SHORTLIST", "gate", "batch", "office", "regulation 十五"),
    ("site_visit", "SITE", "work", "case", "site_teams", "regulation 十六"),
    ("composite", "COMBINE", "wait", "batch", "reviewers", "regulation 十七"),
    ("deliberation", "DECIDE", "meeting", "batch", "leading_group", "regulation 十八"),
    ("final_notice", "FIN_NOTICE", "notice", "batch", "office", "regulation 十八"),
    ("approval", "APPROVE", "meeting", "batch", "government", "regulation 十八"),
    ("commendation", "AWARD", "gate", "batch", "government", "regulation 十九"),
]


def test_the_stages_stand_in_the_order_of_articles_12_to_19(regulation: Policy) -> None:
    found = [(i, s.type, s.kind, s.per, s.body, s.source) for i, s in regulation.stages.items()]
    assert found == STAGES


def test_each_stage_follows_the_one_before_articles_12_to_19(regulation: Policy) -> None:
    ids = [stage[0] for stage in STAGES]
    expected: dict[str, tuple[str, ...]] = {"call": ()}
    expected |= {after: (before,) for before, after in itertools.pairwise(ids)}
    assert {name: stage.after for name, stage in regulation.stages.items()} == expected


def test_only_the_final_notice_has_a_length_articles_12_to_19(regulation: Policy) -> None:
    assert [n for n, s in regulation.stages.items() if s.duration.known] == ["final_notice"]
    others = {s.duration.status for n, s in regulation.stages.items() if n != "final_notice"}
    assert others == {Status.UNSTATED}


def test_the_call_has_no_date_article_12(regulation: Policy) -> None:
    opens = regulation.stages["call"].opens
    assert opens is not None
    assert opens.status is Status.UNSTATED


def test_applications_close_within_a_time_not_stated_article_12(regulation: Policy) -> None:
    closes = regulation.stages["apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


def test_counties_deliver_within_a_time_not_stated_article_13(regulation: Policy) -> None:
    deadline = deadline_of(regulation, "receipt")
    assert deadline.on.status is Status.UNSTATED
    assert deadline.roll.status is Status.UNSTATED
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")


def test_both_checks_apply_the_conditions_articles_13_14(regulation: Policy) -> None:
    for name in ("county_review", "eligibility"):
        assert checks_of(regulation, name) == ("conditions", Status.UNSTATED)


def test_counties_recommend_without_a_quota_article_13(regulation: Policy) -> None:
    assert regulation.stages["recommend"].rule is None
    assert regulation.provisions["recommendation_quota"].value.status is Status.UNSTATED


def test_departments_are_consulted_only_where_necessary_article_14(regulation: Policy) -> None:
    assert regulation.provisions["consult_if_necessary"].value.soft
    assert regulation.provisions["consult_if_necessary"].source == "regulation 十四"


def test_number_and_assignment_of_reviewers_are_unstated_article_15(regulation: Policy) -> None:
    stage = regulation.stages["material_review"]
    assert stage.reviewers is not None
    assert stage.reviewers.status is Status.UNSTATED
    assert stage.assignment is not None
    assert stage.assignment.status is Status.UNSTATED


def test_in_principle_at_most_6_are_visited_article_15(regulation: Policy) -> None:
    rule = regulation.stages["site_list"].rule
    assert rule is not None
    assert rule.name == "top_n"
    cap = rule.parameters["at_most"]["organisations"]
    assert told(cap) == ("6", "regulation 十五", Bound.AT_MOST, Status.STATED)
    assert cap.soft


def test_weights_and_a_lowest_score_are_unstated_articles_17_18(regulation: Policy) -> None:
    rule = regulation.stages["composite"].rule
    assert rule is not None
    assert set(rule.parameters["weights"]) == {"material_review", "site_visit"}
    assert {c.status for c in rule.parameters["weights"].values()} == {Status.UNSTATED}
    confer = regulation.stages["deliberation"].rule
    assert confer is not None
    assert confer.parameters["minimum"].status is Status.UNSTATED


def test_the_final_notice_lasts_at_least_7_days_read_as_calendar_days_article_18(
    regulation: Policy,
) -> None:
    cell = regulation.stages["final_notice"].duration
    assert told(cell) == ("7cd", "regulation 十八", Bound.AT_LEAST, Status.INFERRED)
    assert cell.words == "公示时间不少于7日"
    objection = regulation.stages["final_notice"].objection
    assert objection is not None
    assert told(objection.open) == ("True", "regulation 十八", None, Status.STATED)
    working = regulation.readings["notice_days"].options["working"]
    assert working.set == {"stages.final_notice.duration": {"at_least": "7wd"}}


# ---- chapters five to seven --------------------------------------------------------------------


def test_the_prize_is_paid_early_next_year_article_21(regulation: Policy) -> None:
    payment = regulation.provisions["payment"]
    assert payment.type == "PAYMENT"
    assert payment.value.value.zh == "下一年度的年初"


def test_whoever_has_an_interest_recuses_himself_article_25(regulation: Policy) -> None:
    assert regulation.provisions["recusal"].type == "RECUSAL"
    assert regulation.provisions["recusal"].source == "regulation 二十五"


def test_objections_bear_a_real_name_and_their_procedure_is_elsewhere_article_28(
    regulation: Policy,
) -> None:
    objections = regulation.objections
    assert told(objections.form)[:2] == ("实名", "regulation 二十八")
    for cell in (objections.forward, objections.reply, objections.decide, objections.suspends):
        assert cell.status is Status.ELSEWHERE


def test_winners_managers_review_the_next_edition_article_29(regulation: Policy) -> None:
    duty = regulation.provisions["duty_review"]
    assert duty.type == "DUTY"
    assert told(duty.lasts)[0] == "1cycles"


def test_the_title_bears_its_year_and_is_not_for_products_article_31(regulation: Policy) -> None:
    assert regulation.provisions["title_use"].value.words == "需注明获奖年度"
    assert regulation.provisions["title_on_products"].value.status is Status.EXCLUDED


def test_fraud_revokes_and_debars_for_3_years_article_32(regulation: Policy) -> None:
    assert regulation.provisions["revocation_fraud"].type == "REVOCATION"
    debarment = regulation.provisions["debarment_fraud"]
    assert debarment.type == "DEBARMENT"
    assert told(debarment.lasts)[:2] == ("3y", "regulation 三十二")


def test_a_major_accident_within_2_years_revokes_article_33(regulation: Policy) -> None:
    revocation = regulation.provisions["revocation_accident"]
    assert revocation.type == "REVOCATION"
    assert told(revocation.lasts)[:2] == ("2y", "regulation 三十三")


def test_recovery_of_the_prize_is_not_mentioned_articles_32_33(regulation: Policy) -> None:
    assert regulation.provisions["prize_recovery"].value.status is Status.UNSTATED


def test_nothing_is_said_about_duties_past_the_expiry_article_35(regulation: Policy) -> None:
    assert regulation.provisions["after_expiry"].value.status is Status.UNSTATED


@pytest.mark.parametrize("silent", ["individuals", "supplement", "confidentiality"])
def test_the_regulation_is_silent_on(silent: str, regulation: Policy) -> None:
    assert regulation.provisions[silent].value.status is Status.UNSTATED


def test_these_provisions_say_yes_or_no(regulation: Policy) -> None:
    provisions = regulation.provisions.items()
    found = {n: p.value.value for n, p in provisions if type(p.value.value) is bool}
    assert found == {
        "groups_dissolve": True,
        "groups_published": True,
        "own_county": True,
        "call_contents": True,
        "advice": True,
        "site_advice": True,
        "higher_awards": True,
        "objection_evidence": True,
        "truthfulness": True,
        "lock_out_after_revocation": False,
        "county_awards": True,
    }
    assert regulation.provisions["lock_out_after_revocation"].value.status is Status.INFERRED


# ---- readings ----------------------------------------------------------------------------------


COMPLAINT = "conditions.no_major_complaint.rule.within"
BREACH = "conditions.lawful_record.rule.within"
FINAL = "stages.final_notice.objection.holds"
READINGS = {  # the first option is the default
    "who_decides": {
        "leading_group_decides": {"stages.deliberation.body": "leading_group"},
        "office_submits": {"stages.deliberation.body": "office"},
    },
    "breach_window": {
        "three_years": {COMPLAINT: "3y", BREACH: "3y"},
        "ever": {COMPLAINT: "unstated", BREACH: "unstated"},
    },
    "revoked_winner": {
        "released": {"provisions.lock_out_after_revocation.value": False},
        "still_locked_out": {"provisions.lock_out_after_revocation.value": True},
    },
    "notice_days": {
        "calendar": {"stages.final_notice.duration": {"at_least": "7cd"}},
        "working": {"stages.final_notice.duration": {"at_least": "7wd"}},
    },
    "pending_objection": {
        "holds_name": {FINAL: "case"},
        "holds_list": {FINAL: "list"},
        "holds_nobody": {FINAL: "nobody"},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(regulation: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in regulation.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in regulation.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
