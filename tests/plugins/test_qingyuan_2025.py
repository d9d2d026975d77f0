"""Qingyuan 2025, retyped by hand from the plan; the article is in each name."""

import datetime

import pytest
from support.published import PLUGINS, TEXTS
from support.retyped import rule_of, told

from awardsim.policy import Bound, Policy, Status

FILE = PLUGINS / "qingyuan" / "policies" / "2025.toml"


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["qingyuan@2025"]


# ---- the document -------------------------------------------------------------------------------


def test_the_plan_is_number_20_of_17_september_2025_says_the_circular(plan: Policy) -> None:
    assert plan.id == "qingyuan@2025"
    assert plan.state == "issued"
    assert list(plan.sources) == ["plan"]
    assert plan.sources["plan"].number == "清强市办〔2025〕20号"
    assert plan.sources["plan"].issued == datetime.date(2025, 9, 17)
    assert plan.sources["plan"].issuer == "清远市质量强市工作领导小组办公室"
    assert plan.title.zh == "清远市政府质量奖评选表彰工作方案"


def test_the_basis_is_letter_4_of_2025_and_not_the_regulation_of_2020_says_the_preamble(
    plan: Policy,
) -> None:
    bases = [p for p in plan.provisions.values() if p.type == "LEGAL_BASIS"]
    assert [p.value.value for p in bases] == ["粤功勋办字〔2025〕4号"]


# ---- 一 to 三 -----------------------------------------------------------------------------------


def test_neither_cycle_nor_validity_is_stated_anywhere(plan: Policy) -> None:
    for cell in (plan.window.cycle, plan.window.valid_from, plan.window.valid_to):
        assert cell.status is Status.UNSTATED


def test_at_most_5_organisations_and_10_individuals_article_2(plan: Policy) -> None:
    assert list(plan.quotas) == ["organisations", "individuals"]
    for track, most in (("organisations", "5"), ("individuals", "10")):
        assert told(plan.quotas[track].number) == (most, "plan 二", Bound.AT_MOST, Status.STATED)


def test_both_awards_may_stay_vacant_article_2(plan: Policy) -> None:
    for quota in plan.quotas.values():
        assert told(quota.may_stay_vacant) == ("True", "plan 二", None, Status.STATED)


def test_organisations_are_manufacturers_services_and_construction_article_3_1(
    plan: Policy,
) -> None:
    categories = plan.tracks["organisations"].categories
    assert [c.title.zh for c in categories.values()] == [
        "制造业企业",
        "服务组织",
        "工程建设业组织",
    ]
    assert [c.form for c in categories.values()] == ["附件1", "附件2", "附件3"]
    assert rule_of(plan, "local") == ("qualified", {"trait": "local"})


def test_individuals_are_front_line_staff_managers_and_experts_article_3_2(plan: Policy) -> None:
    categories = plan.tracks["individuals"].categories
    assert [c.title.zh for c in categories.values()] == [
        "一线质量工作人员",
        "各类组织管理人员",
        "质量领域的专家学者",
    ]
    assert {c.form for c in categories.values()} == {"附件4"}


# ---- 五 -----------------------------------------------------------------------------------------


def test_an_organisation_is_lawfully_established_and_ran_3_years_article_5_1_1(
    plan: Policy,
) -> None:
    assert rule_of(plan, "established") == ("qualified", {"trait": "lawfully_established"})
    assert rule_of(plan, "operating_years") == (
        "min_years",
        {"field": "operation", "at_least": "3y"},
    )
    assert plan.conditions["operating_years"].source == "plan 五(一)1"


def test_an_organisation_holds_its_licences_article_5_1_2(plan: Policy) -> None:
    assert rule_of(plan, "licensed") == ("qualified", {"trait": "licensed"})
    assert plan.conditions["licensed"].source == "plan 五(一)2"


def test_quality_system_and_philosophy_are_judgement_article_5_1_3_and_4(plan: Policy) -> None:
    assert plan.conditions["quality_system"].rule is None
    assert plan.conditions["quality_system"].source == "plan 五(一)3"
    assert plan.conditions["philosophy"].rule is None
    assert plan.conditions["philosophy"].source == "plan 五(一)4"


def test_no_major_accident_in_3_years_article_5_1_5(plan: Policy) -> None:
    assert rule_of(plan, "accident_free") == (
        "clean_record",
        {"record": "major_accident", "within": "3y"},
    )
    assert plan.conditions["accident_free"].prohibits


def test_the_3_years_of_an_organisations_record_are_a_reading_article_5_1_5(plan: Policy) -> None:
    rule = plan.conditions["lawful_record"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "breach"
    assert told(rule.parameters["within"])[0] == "3y"
    assert rule.parameters["within"].status is Status.INFERRED
    assert set(plan.readings["breach_window"].options) == {"three_years", "ever"}


@pytest.mark.parametrize(
    "condition, track, article",
    [("party_line", "organisations", "五(一)2"), ("person_party_line", "individuals", "五(二)1")],
)
def test_the_line_of_party_and_state_is_judgement_articles_5_1_2_and_5_2_1(
    condition: str, track: str, article: str, plan: Policy
) -> None:
    found = plan.conditions[condition]
    assert found.words == "拥护党和国家的路线、方针、政策"
    assert (found.tracks, found.source) == ((track,), f"plan {article}")
    assert found.rule is None


def test_a_persons_record_has_no_years_article_5_2_1(plan: Policy) -> None:
    rule = plan.conditions["person_conduct"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "breach"
    assert rule.parameters["within"].status is Status.UNSTATED
    assert plan.conditions["person_conduct"].tracks == ("individuals",)


def test_a_person_has_5_years_of_quality_work_article_5_2_2(plan: Policy) -> None:
    assert rule_of(plan, "service_years") == ("min_years", {"field": "service", "at_least": "5y"})
    assert plan.conditions["service_years"].tracks == ("individuals",)
    assert plan.conditions["service_years"].source == "plan 五(二)2"


def test_winners_of_either_track_are_locked_out_for_two_cycles_article_5_3(plan: Policy) -> None:
    assert rule_of(plan, "lock_out") == ("lock_out", {"lasts": "2cycles", "scope": "any"})
    assert plan.conditions["lock_out"].tracks == ("organisations", "individuals")
    assert plan.conditions["lock_out"].source == "plan 五(三)"
    assert plan.conditions["lock_out"].prohibits


def test_the_two_sentences_on_winners_are_a_reading_article_5_3(plan: Policy) -> None:
    reading = plan.readings["repeat_winners"]
    assert reading.default == "lock_out_then_free"
    assert set(reading.options) == {"lock_out_then_free", "other_track_only", "no_lock_out"}
    assert reading.options["no_lock_out"].set["conditions.lock_out.rule.lasts"] == "0y"
    assert reading.options["other_track_only"].set["conditions.lock_out.rule.scope"] == "same_track"


def test_five_years_of_the_earlier_regulation_are_a_reading_article_5_3(plan: Policy) -> None:
    reading = plan.readings["successor_rule"]
    assert reading.default == "two_cycles"
    assert reading.options["five_years"].set == {"conditions.lock_out.rule.lasts": "5y"}


def test_prohibitions_are_the_conditions_worded_with_none_and_not(plan: Policy) -> None:
    assert [name for name, c in plan.conditions.items() if c.prohibits] == [
        "accident_free",
        "lawful_record",
        "person_conduct",
        "lock_out",
    ]


# ---- 八 to 十 -----------------------------------------------------------------------------------


def test_the_reward_is_a_plaque_and_a_certificate_and_no_money_is_stated_article_8(
    plan: Policy,
) -> None:
    assert plan.provisions["reward"].value.value.zh == "牌匾和证书"
    assert plan.provisions["reward"].source == "plan 八"
    assert plan.provisions["prize"].value.status is Status.UNSTATED


def test_an_objection_is_written_and_against_eligibility_article_9_1(plan: Policy) -> None:
    assert told(plan.objections.against)[:2] == ("申报资格", "plan 九(一)")
    assert told(plan.objections.form)[:2] == ("书面", "plan 九(一)")


def test_the_finding_on_an_objection_has_no_time_limit_article_9_2(plan: Policy) -> None:
    assert plan.objections.decide.status is Status.UNSTATED


def test_an_objection_does_not_suspend_and_disqualifies_if_upheld_article_9_3(plan: Policy) -> None:
    assert told(plan.objections.suspends)[:2] == ("False", "plan 九(三)")
    assert told(plan.objections.upheld)[:2] == ("取消申请人参评资格", "plan 九(三)")


def test_no_fee_is_taken_article_10_4(plan: Policy) -> None:
    assert plan.provisions["fee"].value.status is Status.EXCLUDED
    assert plan.provisions["fee"].source == "plan 十(四)"


def test_a_reviewer_who_takes_gifts_is_no_longer_one_article_10_4(plan: Policy) -> None:
    assert plan.provisions["reviewer_gifts"].type == "DISCIPLINE"
    assert "取消评审员资格" in plan.provisions["reviewer_gifts"].value.value.zh


@pytest.mark.parametrize(
    "silent",
    ["duty", "revocation", "debarment", "title_use", "recusal", "confidentiality", "budget"],
)
def test_the_plan_is_silent_on(silent: str, plan: Policy) -> None:
    assert plan.provisions[silent].value.status is Status.UNSTATED


# ---- 十一, annexes ------------------------------------------------------------------------------


def test_the_channels_are_the_eight_county_bureaus_article_11_2(plan: Policy) -> None:
    assert {name: c.title.zh for name, c in plan.channels.items()} == {
        "qingcheng": "清城区",
        "qingxin": "清新区",
        "yingde": "英德市",
        "lianzhou": "连州市",
        "fogang": "佛冈县",
        "lianshan": "连山壮族瑶族自治县",
        "liannan": "连南瑶族自治县",
        "yangshan": "阳山县",
    }
    assert plan.bodies["county_bureau"].each == "channel"


def test_there_are_eight_annexes_and_none_is_at_hand(plan: Policy) -> None:
    annexes = [p for p in plan.provisions.values() if p.type == "ANNEX"]
    assert [p.value.reason.zh for p in annexes] == [f"附件{n}" for n in range(1, 9)]
    assert {p.value.status for p in annexes} == {Status.ELSEWHERE}
    assert annexes[3].title.zh == "清远市政府质量奖（个人）推荐表"
    assert annexes[6].title.zh == "各县（市、区）清远市政府质量奖推荐名额表"


def test_no_contact_person_or_number_is_in_the_file_article_11() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "@" not in text
    assert "联系人" not in text
    assert "电话" not in text


YES_OR_NO = [  # provisions that are a plain yes
    "reapplication",
    "voluntary",
    "own_county",
    "county_email",
    "double_random",
    "advice",
    "objection_evidence",
    "non_suspension",
    "supervision",
]


def test_these_provisions_say_yes(plan: Policy) -> None:
    found = {n: p.value.value for n, p in plan.provisions.items() if type(p.value.value) is bool}
    assert found == dict.fromkeys(YES_OR_NO, True)
