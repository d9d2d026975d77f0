"""Panzhihua 2022, retyped by hand from the regulation; the article is in each name."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from support.retyped import rule_of, told

from awardsim.policy import Bound, Policy, Status, read_policy

FILE = Path(__file__).parents[2] / "plugins" / "panzhihua" / "policies" / "2022.toml"


@pytest.fixture(scope="module")
def regulation() -> Policy:
    return read_policy(FILE)


# ---- the document ------------------------------------------------------------------------------


def test_it_was_issued_on_29_december_2022_says_the_circular(regulation: Policy) -> None:
    assert regulation.id == "panzhihua@2022"
    assert regulation.state == "issued"
    assert list(regulation.sources) == ["regulation"]
    assert regulation.sources["regulation"].issued == datetime.date(2022, 12, 29)
    assert regulation.sources["regulation"].issuer == "攀枝花市人民政府办公室"
    assert regulation.sources["regulation"].number == "", "the copy at hand bears none"
    assert regulation.title.zh == "攀枝花市政府质量奖评选管理办法"


def test_every_article_is_cited_and_no_other(regulation: Policy) -> None:
    digits = "一二三四五六七八九"
    numbers = [*digits, "十", *(f"十{d}" for d in digits), "二十", *(f"二十{d}" for d in digits)]
    articles = {*numbers, "三十", "三十一", "三十二", "通知", "全文"}
    assert len(articles) == 32 + 2
    found = set()
    for source in _sources(regulation.raw):
        name, _, cited = source.partition(" ")
        assert name == "regulation"
        found |= {article.partition("(")[0] for article in cited.split(", ")}
    assert found == articles


def _sources(node: Any) -> list[str]:
    """Every article that a raw text cites."""
    if not isinstance(node, dict):
        return []
    own = [node["source"]] if isinstance(node.get("source"), str) else []
    return own + [one for part in node.values() for one in _sources(part)]


# ---- chapter one -------------------------------------------------------------------------------


def test_the_basis_is_a_national_law_and_a_provincial_ordinance_article_1(
    regulation: Policy,
) -> None:
    basis = regulation.provisions["legal_basis"]
    assert basis.value.value == "《中华人民共和国产品质量法》《四川省质量促进条例》"
    assert basis.source == "regulation 一"


def test_organisations_and_individuals_are_awarded_article_2(regulation: Policy) -> None:
    assert {name: track.applicant for name, track in regulation.tracks.items()} == {
        "organisations": "organisation",
        "individuals": "individual",
    }
    assert all(not track.categories for track in regulation.tracks.values())


@pytest.mark.parametrize("track", ["organisations", "individuals"])
def test_places_may_stay_vacant_rather_too_few_than_too_poor_article_3(
    track: str, regulation: Policy
) -> None:
    cell = regulation.quotas[track].may_stay_vacant
    assert told(cell) == ("True", "regulation 三", None, Status.INFERRED)
    assert cell.words == "宁缺毋滥"


def test_it_is_held_every_2_years_article_4(regulation: Policy) -> None:
    assert told(regulation.window.cycle) == ("2y", "regulation 四", Bound.EXACTLY, Status.STATED)


def test_at_most_3_organisations_and_5_individuals_article_4(regulation: Policy) -> None:
    assert list(regulation.quotas) == ["organisations", "individuals"]
    for track, most in (("organisations", "3"), ("individuals", "5")):
        quota = regulation.quotas[track].number
        assert told(quota) == (most, "regulation 四", Bound.AT_MOST, Status.STATED)


def test_an_edition_has_no_dates_article_4(regulation: Policy) -> None:
    assert regulation.window.opens.status is Status.UNSTATED
    assert regulation.window.closes.status is Status.UNSTATED


# ---- chapter two -------------------------------------------------------------------------------


def test_who_settles_the_list_is_worded_three_ways_articles_6_18_19(regulation: Policy) -> None:
    assert regulation.provisions["leading_group_tasks"].value.words == "审定拟获奖名单"
    assert regulation.stages["deliberation"].words == "报市质量强市工作领导小组审议"
    assert regulation.stages["approval"].words == "报请市政府审定"
    reading = regulation.readings["final_say"]
    assert reading.default == "government"
    assert set(reading.options) == {"government", "leading_group"}


def test_rules_of_review_and_of_both_groups_are_elsewhere_articles_6_7(regulation: Policy) -> None:
    for name, article in (("review_rules", "六"), ("group_rules", "七")):
        assert regulation.provisions[name].value.status is Status.ELSEWHERE
        assert regulation.provisions[name].source == f"regulation {article}"


def test_a_supervision_group_watches_the_review_article_7(regulation: Policy) -> None:
    group = regulation.provisions["supervision_group"]
    assert (group.type, group.source) == ("SUPERVISION", "regulation 七")


def test_three_kinds_of_body_recommend_article_8(regulation: Policy) -> None:
    value = regulation.provisions["guidance"].value.value
    assert value == "各县（区）人民政府、市级有关部门、钒钛高新区管委会"
    assert regulation.bodies["nominators"].each == "channel"


def test_the_channels_are_three_districts_two_counties_departments_and_the_zone_article_8(
    regulation: Policy,
) -> None:
    assert {name: (c.title.zh, c.kind) for name, c in regulation.channels.items()} == {
        "dongqu": ("东区", "county"),
        "xiqu": ("西区", "county"),
        "renhe": ("仁和区", "county"),
        "miyi": ("米易县", "county"),
        "yanbian": ("盐边县", "county"),
        "departments": ("市级行业主管部门（合计）", "department"),
        "zone": ("钒钛高新区", "zone"),
    }


# ---- chapter three: conditions -----------------------------------------------------------------


def test_lawfully_established_in_the_city_and_not_only_legal_persons_article_9_2(
    regulation: Policy,
) -> None:
    assert rule_of(regulation, "local") == ("qualified", {"trait": "local"})
    assert rule_of(regulation, "established") == ("qualified", {"trait": "lawfully_established"})
    assert regulation.conditions["established"].words == "法人或者其他组织"


def test_no_accident_of_any_degree_in_3_years_article_9_3(regulation: Policy) -> None:
    assert rule_of(regulation, "accident_free") == (
        "clean_record",
        {"record": "accident", "within": "3y"},
    )
    rule = regulation.conditions["accident_free"].rule
    assert rule is not None
    assert told(rule.parameters["within"])[1] == "regulation 九(三)"
    assert rule.parameters["within"].status is Status.STATED


def test_3_years_for_complaints_are_a_reading_article_9_3(regulation: Policy) -> None:
    rule = regulation.conditions["no_major_complaint"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "major_complaint"
    assert told(rule.parameters["within"])[0] == "3y"
    assert rule.parameters["within"].status is Status.INFERRED
    assert set(regulation.readings["complaint_window"].options) == {"three_years", "ever"}


def test_leading_and_worth_copying_are_judgement_articles_9_4_and_9_5(regulation: Policy) -> None:
    for name, article in (("leading", "九(四)"), ("quality_system", "九(五)")):
        assert regulation.conditions[name].rule is None
        assert regulation.conditions[name].source == f"regulation {article}"


def test_no_bad_credit_without_any_years_article_9_6(regulation: Policy) -> None:
    rule = regulation.conditions["no_bad_credit"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "bad_credit"
    assert rule.parameters["within"].status is Status.UNSTATED
    assert regulation.conditions["no_bad_credit"].source == "regulation 九(六)"


def test_no_other_breach_of_law_in_3_years_article_9_7(regulation: Policy) -> None:
    assert rule_of(regulation, "lawful_record") == (
        "clean_record",
        {"record": "breach", "within": "3y"},
    )
    assert regulation.conditions["lawful_record"].source == "regulation 九(七)"


def test_a_person_does_quality_work_in_the_city_article_10_2(regulation: Policy) -> None:
    assert rule_of(regulation, "local_quality_work") == (
        "qualified",
        {"trait": "local_quality_work"},
    )
    assert regulation.conditions["local_quality_work"].tracks == ("individuals",)


def test_a_persons_record_is_clean_for_3_years_article_10_3(regulation: Policy) -> None:
    assert rule_of(regulation, "person_conduct") == (
        "clean_record",
        {"record": "breach", "within": "3y"},
    )
    assert regulation.conditions["person_conduct"].source == "regulation 十(三)"


def test_a_top_managers_organisation_is_clean_for_3_years_article_10_5(regulation: Policy) -> None:
    for name, record, status in (
        ("manager_accident", "accident", Status.STATED),
        ("manager_complaint", "major_complaint", Status.INFERRED),
    ):
        expected = ("own_organisation_clean", {"record": record, "within": "3y"})
        assert rule_of(regulation, name) == expected
        rule = regulation.conditions[name].rule
        assert rule is not None
        assert rule.parameters["within"].status is status
        assert regulation.conditions[name].tracks == ("individuals",)
        assert regulation.conditions[name].source == "regulation 十(五)"


def test_conditions_stand_in_the_order_of_articles_9_and_10(regulation: Policy) -> None:
    found = [c.source.removeprefix("regulation ") for c in regulation.conditions.values()]
    nine = ["(一)", "(二)", "(二)", "(二)", "(三)", "(三)", "(四)", "(五)", "(六)", "(六)", "(七)"]
    ten = ["(一)", "(二)", "(二)", "(三)", "(三)", "(四)", "(五)", "(五)"]
    assert found == [*(f"九{one}" for one in nine), *(f"十{one}" for one in ten)]


def test_prohibitions_are_the_conditions_worded_with_none_and_not(regulation: Policy) -> None:
    assert [name for name, c in regulation.conditions.items() if c.prohibits] == [
        "accident_free",
        "no_major_complaint",
        "no_bad_credit",
        "lawful_record",
        "person_conduct",
        "manager_accident",
        "manager_complaint",
    ]


def test_neither_years_of_operation_nor_reapplication_are_written(regulation: Policy) -> None:
    assert regulation.provisions["operating_years"].value.status is Status.UNSTATED
    assert regulation.provisions["reapplication"].value.status is Status.UNSTATED
    rules = {c.rule.name for c in regulation.conditions.values() if c.rule is not None}
    assert not rules & {"min_years", "lock_out"}


# ---- chapters three and four: stages -----------------------------------------------------------

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
    deadline = regulation.stages["receipt"].deadline
    assert deadline is not None
    assert deadline.on.status is Status.UNSTATED
    assert deadline.roll.status is Status.UNSTATED
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")


def test_all_four_checks_apply_the_conditions_articles_12_13(regulation: Policy) -> None:
    for name in ("county_review", "department_review", "zone_review", "eligibility"):
        rule = regulation.stages[name].rule
        assert rule is not None
        assert rule.name == "conditions"
        assert rule.parameters["detects"].status is Status.UNSTATED


def test_the_list_is_formed_before_departments_are_consulted_article_13(
    regulation: Policy,
) -> None:
    assert regulation.stages["acceptance_list"].outputs == ("市政府质量奖申报受理名单",)
    assert regulation.stages["city_consult"].after == ("acceptance_list",)
    assert regulation.stages["city_consult"].words == "征求市级有关部门意见后向社会公示"


def test_the_accepted_list_is_published_for_at_least_5_working_days_article_13(
    regulation: Policy,
) -> None:
    cell = regulation.stages["acceptance_notice"].duration
    assert told(cell) == ("5wd", "regulation 十三", Bound.AT_LEAST, Status.STATED)
    assert cell.words == "公示时间不少于 5个工作日"


def test_reasons_go_to_the_unit_that_received_the_material_article_13(regulation: Policy) -> None:
    reasons = regulation.provisions["reasons"]
    assert reasons.type == "FEEDBACK"
    assert reasons.value.words == "应向接收其申报材料的单位说明理由"


def test_the_standards_are_gb_19580_and_gb_19579_without_a_year_article_14(
    regulation: Policy,
) -> None:
    assert regulation.provisions["standard_criteria"].value.value == "GB/T 19580"
    assert regulation.provisions["standard_guide"].value.value == "GB/Z 19579"


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


def test_the_final_list_is_published_for_at_least_5_working_days_article_18(
    regulation: Policy,
) -> None:
    cell = regulation.stages["final_notice"].duration
    assert told(cell) == ("5wd", "regulation 十八", Bound.AT_LEAST, Status.STATED)
    assert cell.words == "公示期不少于 5个工作日"


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
    assert regulation.provisions["reward"].value.value == "获奖证书、奖牌"
    assert regulation.provisions["prize"].value.status is Status.UNSTATED


# ---- chapter five ------------------------------------------------------------------------------


def test_anybody_may_complain_to_the_supervision_group_without_a_limit_article_21(
    regulation: Policy,
) -> None:
    assert regulation.provisions["complainants"].value.value == "任何单位和个人"
    assert regulation.provisions["complaint_window"].value.status is Status.UNSTATED
    objections = regulation.objections
    assert told(objections.against)[:2] == (
        "受理、评审中的违法、违规、违纪情形",
        "regulation 二十一",
    )
    for cell in (objections.form, objections.forward, objections.suspends):
        assert cell.status is Status.UNSTATED
    for cell in (objections.reply, objections.decide):
        assert cell.status is Status.ELSEWHERE, "按照规定"
    assert told(objections.upheld)[1:] == ("regulation 二十四", None, Status.INFERRED)


def test_whether_the_notices_are_open_is_a_reading_of_article_21(regulation: Policy) -> None:
    for name in ("acceptance_notice", "final_notice"):
        objection = regulation.stages[name].objection
        assert objection is not None
        assert objection.open.status is Status.INFERRED
        assert objection.holds.status is Status.INFERRED
    assert set(regulation.readings["notices_open"].options) == {"both", "final_only", "neither"}


def test_recusal_is_asked_for_and_supervised_article_22(regulation: Policy) -> None:
    found = {n: p.source for n, p in regulation.provisions.items() if p.type == "RECUSAL"}
    assert found == {"recusal": "regulation 二十二", "recusal_supervised": "regulation 二十二"}


def test_secrets_are_declared_and_kept_article_23(regulation: Policy) -> None:
    found = [p for p in regulation.provisions.values() if p.type == "CONFIDENTIALITY"]
    assert {p.source for p in found} == {"regulation 二十三"}
    assert len(found) == 2


def test_fraud_disqualifies_and_debars_for_10_years_article_24(regulation: Policy) -> None:
    assert regulation.provisions["disqualified"].type == "DISQUALIFICATION"
    debarment = regulation.provisions["debarment_fraud"]
    assert debarment.type == "DEBARMENT"
    assert told(debarment.lasts) == ("10y", "regulation 二十四", None, Status.STATED)
    assert debarment.lasts is not None
    assert debarment.lasts.words == "10年内不予受理"


def test_an_award_won_by_fraud_is_revoked_and_told_article_24(regulation: Policy) -> None:
    revocation = regulation.provisions["revocation_fraud"]
    assert revocation.type == "REVOCATION"
    assert revocation.value.words == "撤销表扬奖励，收回获奖证书和奖牌，向社会公告"
    assert regulation.provisions["credit_record"].value.value is True


def test_staff_who_take_gifts_or_cheat_review_no_more_article_25(regulation: Policy) -> None:
    found = [n for n, p in regulation.provisions.items() if p.type == "DISCIPLINE"]
    assert found == ["staff_discipline", "department_discipline"]


def test_the_title_bears_its_year_and_is_not_for_products_article_26(regulation: Policy) -> None:
    assert regulation.provisions["title_use"].value.words == "并注明获奖年份"
    assert regulation.provisions["title_on_products"].value.status is Status.EXCLUDED


def test_a_serious_accident_within_5_years_revokes_and_debars_nobody_article_27(
    regulation: Policy,
) -> None:
    revocation = regulation.provisions["revocation_accident"]
    assert told(revocation.lasts)[:2] == ("5y", "regulation 二十七")
    assert revocation.lasts is not None
    assert revocation.lasts.words == "自获奖之日起 5年内发生较大以上"
    assert regulation.provisions["debarment_accident"].value.status is Status.UNSTATED


# ---- chapters six and seven --------------------------------------------------------------------


def test_winners_share_their_methods_and_make_no_profit_of_it_articles_30_31(
    regulation: Policy,
) -> None:
    duties = {n: p.source for n, p in regulation.provisions.items() if p.type == "DUTY"}
    assert duties == {
        "duty_promotion": "regulation 三十",
        "profit": "regulation 三十",
        "duty_innovation": "regulation 三十",
        "duty_access": "regulation 三十一",
    }
    assert regulation.provisions["profit"].value.status is Status.EXCLUDED
    assert regulation.provisions["duty_access"].tracks == ("organisations",)


def test_it_is_in_force_from_30_january_2023_for_5_years_article_32(regulation: Policy) -> None:
    window = regulation.window
    assert told(window.valid_from) == ("2023-01-30", "regulation 三十二", None, Status.STATED)
    assert told(window.valid_to) == ("2028-01-29", "regulation 三十二", None, Status.INFERRED)
    assert window.valid_to.words == "有效期 5年"
    options = regulation.readings["expiry"].options
    assert options["same_day"].set == {"window.valid_to": datetime.date(2028, 1, 30)}


@pytest.mark.parametrize(
    "silent",
    [
        "reapplication",
        "call",
        "recommendation_quota",
        "county_notice",
        "supplement",
        "feedback",
        "prize",
        "complaint_window",
        "debarment_accident",
        "after_expiry",
        "fee",
        "budget",
        "random_assignment",
    ],
)
def test_the_regulation_is_silent_on(silent: str, regulation: Policy) -> None:
    assert regulation.provisions[silent].value.status is Status.UNSTATED


def test_these_provisions_say_yes(regulation: Policy) -> None:
    provisions = regulation.provisions.items()
    found = {n: p.value.value for n, p in provisions if type(p.value.value) is bool}
    yes = [
        "voluntary",
        "single_channel",
        "zone_door",
        "supervision",
        "declared_secrets",
        "debarment_of_winners",
        "credit_record",
    ]
    assert found == dict.fromkeys(yes, True)
    inferred = {n for n in yes if regulation.provisions[n].value.status is Status.INFERRED}
    assert inferred == {"single_channel", "zone_door", "debarment_of_winners"}


# ---- readings ----------------------------------------------------------------------------------

ACCEPTED, FINAL = "stages.acceptance_notice.objection", "stages.final_notice.objection"
COMPLAINT = "conditions.no_major_complaint.rule.within"
MANAGER = "conditions.manager_complaint.rule.within"
CONSULT, REVIEW = "stages.department_consult", "stages.material_review"
READINGS = {  # the first option is the default
    "complaint_window": {
        "three_years": {COMPLAINT: "3y", MANAGER: "3y"},
        "ever": {COMPLAINT: "unstated", MANAGER: "unstated"},
    },
    "single_channel": {
        "one": {"provisions.single_channel.value": True},
        "several": {"provisions.single_channel.value": False},
    },
    "zone_door": {
        "committee_only": {"provisions.zone_door.value": True},
        "any_door": {"provisions.zone_door.value": False},
    },
    "zone_consult": {
        "skips": {
            f"{CONSULT}.only.channels": ["departments"],
            f"{CONSULT}.after": ["department_review"],
        },
        "consults": {
            f"{CONSULT}.only.channels": ["departments", "zone"],
            f"{CONSULT}.after": ["department_review", "zone_review"],
        },
    },
    "review_start": {
        "after_notice": {
            f"{REVIEW}.after": ["acceptance_notice"],
            "stages.site_list.after": ["material_review"],
        },
        "after_check": {
            f"{REVIEW}.after": ["acceptance_list"],
            "stages.site_list.after": ["material_review", "acceptance_notice"],
        },
    },
    "notices_open": {
        "both": {f"{ACCEPTED}.open": True, f"{FINAL}.open": True},
        "final_only": {f"{ACCEPTED}.open": False, f"{FINAL}.open": True},
        "neither": {f"{ACCEPTED}.open": False, f"{FINAL}.open": False},
    },
    "acceptance_complaint": {
        "goes_on": {f"{ACCEPTED}.holds": "nobody"},
        "waits": {f"{ACCEPTED}.holds": "case"},
    },
    "who_lists": {
        "experts": {"stages.site_list.body": "reviewers", "stages.defence_list.body": "reviewers"},
        "office": {"stages.site_list.body": "office", "stages.defence_list.body": "office"},
    },
    "individuals_composite": {
        "two_parts": {"provisions.individuals_composite.value": "材料评审、现场评审两项"},
        "zero": {"provisions.individuals_composite.value": "三项，陈述答辩按零分"},
    },
    "pending_complaint": {
        "holds_name": {f"{FINAL}.holds": "case"},
        "holds_list": {f"{FINAL}.holds": "list"},
        "holds_nobody": {f"{FINAL}.holds": "nobody"},
    },
    "final_say": {
        "government": {"provisions.final_say.value": "市政府"},
        "leading_group": {"provisions.final_say.value": "领导小组"},
    },
    "debarred_winners": {
        "bound": {"provisions.debarment_of_winners.value": True},
        "not_bound": {"provisions.debarment_of_winners.value": False},
    },
    "expiry": {
        "day_before": {"window.valid_to": datetime.date(2028, 1, 29)},
        "same_day": {"window.valid_to": datetime.date(2028, 1, 30)},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(regulation: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in regulation.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in regulation.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
