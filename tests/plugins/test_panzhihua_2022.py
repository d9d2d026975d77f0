"""Panzhihua 2022, retyped by hand from the regulation; the article is in each name."""

import datetime

import pytest
from support.published import TEXTS
from support.retyped import rule_of, sources_of, told

from awardsim.policy import Bound, Policy, Status


@pytest.fixture(scope="module")
def regulation() -> Policy:
    return TEXTS["panzhihua@2022"]


# ---- the document -------------------------------------------------------------------------------


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
    for source in sources_of(regulation.raw):
        name, _, cited = source.partition(" ")
        assert name == "regulation"
        found |= {article.partition("(")[0] for article in cited.split(", ")}
    assert found == articles


# ---- chapter one --------------------------------------------------------------------------------


def test_the_basis_is_a_national_law_and_a_provincial_ordinance_article_1(
    regulation: Policy,
) -> None:
    basis = regulation.provisions["legal_basis"]
    assert basis.value.value.zh == "《中华人民共和国产品质量法》《四川省质量促进条例》"
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


def test_at_most_3_organisations_and_5_individuals_article_4(regulation: Policy) -> None:
    assert list(regulation.quotas) == ["organisations", "individuals"]
    for track, most in (("organisations", "3"), ("individuals", "5")):
        quota = regulation.quotas[track].number
        assert told(quota) == (most, "regulation 四", Bound.AT_MOST, Status.STATED)


def test_an_edition_has_no_dates_article_4(regulation: Policy) -> None:
    assert regulation.window.opens.status is Status.UNSTATED
    assert regulation.window.closes.status is Status.UNSTATED


# ---- chapter two --------------------------------------------------------------------------------


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
    assert value.zh == "各县（区）人民政府、市级有关部门、钒钛高新区管委会"
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


# ---- chapter three: conditions ------------------------------------------------------------------


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


def test_results_and_worth_copying_are_judgement_articles_9_4_and_9_5(regulation: Policy) -> None:
    clauses = (
        ("results", "九(四)", "取得较好经济或社会效益"),
        ("leading", "九(四)", "在全市同行业中处于领先水平"),
        ("quality_system", "九(五)", "且成熟度高，具有推广价值"),
    )
    for name, article, words in clauses:
        assert regulation.conditions[name].rule is None
        assert regulation.conditions[name].source == f"regulation {article}"
        assert regulation.conditions[name].words == words


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
    nine, ten = "一二二二三三四四五六六七", "一二二三三四五五"
    assert found == [*(f"九({one})" for one in nine), *(f"十({one})" for one in ten)]


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


# ---- chapter four -------------------------------------------------------------------------------


def test_winners_of_both_tracks_may_be_recommended_further_article_20(regulation: Policy) -> None:
    further = regulation.provisions["higher_awards"]
    assert further.tracks == ()
    assert further.value.words.startswith("符合条件的获奖组织和个人")


# ---- chapter five -------------------------------------------------------------------------------


def test_anybody_may_complain_to_the_supervision_group_without_a_limit_article_21(
    regulation: Policy,
) -> None:
    assert regulation.provisions["complainants"].value.value.zh == "任何单位和个人"
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
    assert debarment.lasts.words == "取消其参评资格，10年内不予受理"


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


# ---- chapters six and seven ---------------------------------------------------------------------


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
