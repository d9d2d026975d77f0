"""Shaoguan 2018, retyped by hand from the plan; the article is in each name."""

import datetime

import pytest
from support.published import TEXTS
from support.retyped import deadline_of, sources_of, told

from awardsim.policy import Bound, Cell, Policy, Status
from awardsim.policy.leaves import leaves

SATURDAY, SUNDAY = 6, 7


@pytest.fixture(scope="module")
def plan() -> Policy:
    return TEXTS["shaoguan@2018"]


def due(plan: Policy, stage: str) -> Cell[datetime.date]:
    """The day of a stage's deadline."""
    return deadline_of(plan, stage).on


# ---- the document -------------------------------------------------------------------------------


def test_it_was_issued_on_5_september_2018_says_the_circular(plan: Policy) -> None:
    assert plan.id == "shaoguan@2018"
    assert plan.state == "issued"
    assert list(plan.sources) == ["plan"]
    assert plan.sources["plan"].issued == datetime.date(2018, 9, 5)
    assert plan.sources["plan"].issuer == "韶关市人民政府办公室"
    assert plan.sources["plan"].number == "", "the copy at hand bears none"
    assert plan.title.zh == "首届韶关市政府质量奖评审工作实施方案"


def test_it_carries_out_regulation_6_of_2018_says_the_preamble(plan: Policy) -> None:
    assert plan.provisions["legal_basis"].source == "plan 前言"
    assert "韶府规〔2018〕6号" in plan.provisions["legal_basis"].value.value.zh
    assert plan.provisions["guiding_decision"].value.value == "粤发〔2016〕9号"
    assert plan.provisions["guiding_decision"].source == "plan 一"


def test_every_article_is_cited_and_no_other(plan: Policy) -> None:
    steps = [f"三({number})" for number in "一二三四五六七八九"]
    items = ["三(七)1", "三(七)2", "三(七)3", "三(八)1", "三(八)2"]
    demands = [f"五({number})" for number in "一二三四"]
    found = set()
    for source in sources_of(plan.raw):
        name, _, cited = source.partition(" ")
        assert name == "plan"
        found |= set(cited.split(", "))
    assert found == {"通知", "前言", "全文", "一", "二", "三", "四", *steps, *items, *demands}


# ---- 二 -----------------------------------------------------------------------------------------


def test_only_enterprises_are_awarded_article_2(plan: Policy) -> None:
    assert list(plan.tracks) == ["organisations"]
    assert plan.tracks["organisations"].applicant == "organisation"
    assert plan.tracks["organisations"].source == "plan 二"
    assert not plan.tracks["organisations"].categories


def test_exactly_3_are_awarded_and_nothing_is_said_of_vacancies_article_2(plan: Policy) -> None:
    quota = plan.quotas["organisations"]
    assert told(quota.number) == ("3", "plan 二", Bound.EXACTLY, Status.STATED)
    assert quota.number.words == "前3家企业授予首届韶关市政府质量奖"
    assert quota.may_stay_vacant.status is Status.UNSTATED


@pytest.mark.parametrize(
    ("condition", "trait"), [("local", "local"), ("legal_person", "legal_person")]
)
def test_an_enterprise_is_registered_in_shaoguan_and_a_legal_person_article_2(
    condition: str, trait: str, plan: Policy
) -> None:
    found = plan.conditions[condition]
    assert found.source == "plan 二"
    assert found.rule is not None
    assert found.rule.name == "qualified"
    assert found.rule.parameters["trait"].value == trait


def test_merit_is_judgement_article_2(plan: Policy) -> None:
    judged = [name for name, one in plan.conditions.items() if one.rule is None]
    assert judged == ["quality_management", "leading", "contribution"]
    assert {plan.conditions[name].source for name in judged} == {"plan 二"}


def test_what_the_regulation_holds_is_elsewhere(plan: Policy) -> None:
    assert plan.window.cycle.status is Status.ELSEWHERE
    lock_out = plan.conditions["lock_out"].rule
    assert lock_out is not None
    assert lock_out.parameters["lasts"].status is Status.ELSEWHERE
    for name in ("eligibility", "revocation", "debarment", "committee_members"):
        assert plan.provisions[name].value.status is Status.ELSEWHERE
        assert "《办法》" in plan.provisions[name].value.reason.zh
    assert plan.provisions["rules_of_procedure"].value.status is Status.ELSEWHERE


# ---- 三: the dates ------------------------------------------------------------------------------


def test_the_plan_was_to_be_made_before_it_was_issued_article_3_1(plan: Policy) -> None:
    issued = plan.sources["plan"].issued
    assert issued is not None
    assert plan.provisions["plan_made"].value.value < issued


@pytest.mark.parametrize(
    ("path", "weekday"),
    [
        ("provisions.first_meeting.value", SATURDAY),
        ("stages.call.opens", SUNDAY),  # worked in the place of a day of National Day
        ("provisions.briefing.value", SUNDAY),
        ("stages.material_review.opens", SATURDAY),
        ("provisions.review_period.value", SUNDAY),
        ("stages.site_visit.deadline.on", SUNDAY),
        ("stages.approval.deadline.on", SATURDAY),
    ],
)
def test_these_dates_fall_on_weekends_article_3(path: str, weekday: int, plan: Policy) -> None:
    cell = next(leaf.cell for leaf in leaves(plan) if leaf.path == path)
    assert cell.value.isoweekday() == weekday


def test_no_date_rolls_and_only_a_late_recommendation_is_out_article_3(plan: Policy) -> None:
    found = {name: s.deadline for name, s in plan.stages.items() if s.deadline is not None}
    assert {one.roll.status for one in found.values()} == {Status.UNSTATED}
    assert {one.counts.value for one in found.values()} == {"completion"}
    assert [name for name, one in found.items() if one.late.value == "out"] == ["recommend"]


def test_items_3_and_2_are_due_after_the_articles_they_stand_in_article_3_7_and_3_8(
    plan: Policy,
) -> None:
    vote, review = due(plan, "vote").value, plan.provisions["review_period"].value.value
    assert vote is not None
    assert (vote - review).days == 10
    approval, notice = due(plan, "approval").value, due(plan, "final_notice").value
    assert approval is not None
    assert notice is not None
    assert (approval - notice).days == 33
    assert plan.readings["review_end"].default == "item"
    assert plan.readings["approval_end"].default == "item"


# ---- 四, 五 -------------------------------------------------------------------------------------


def test_each_winner_gets_500000_once_with_plaque_and_certificate_article_4(plan: Policy) -> None:
    prize = plan.provisions["prize"]
    assert told(prize.value) == ("500000", "plan 四", Bound.EXACTLY, Status.STATED)
    assert prize.value.words == "给予每家获奖企业一次性50万元奖励"
    assert plan.provisions["reward"].value.value.zh == "奖牌和证书"
    assert plan.provisions["payment"].source == "plan 三(九)"


def test_the_city_budget_pays_prizes_and_review_article_4(plan: Policy) -> None:
    assert plan.provisions["budget"].value.value.zh == "市财政统一安排"
    assert plan.provisions["budget"].source == "plan 四"


def test_a_vice_mayor_chairs_the_committee_article_5_1(plan: Policy) -> None:
    assert plan.provisions["committee_chair"].value.words == "由分管副市长为主任"
    assert plan.provisions["committee_chair"].source == "plan 五(一)"


def test_discipline_and_secrecy_article_5_3(plan: Policy) -> None:
    assert plan.provisions["discipline"].source == "plan 五(三)"
    assert plan.provisions["confidentiality"].value.value is True


@pytest.mark.parametrize(
    "silent", ["duty", "title_use", "recusal", "disqualification", "fee", "shortlist_feedback"]
)
def test_the_plan_is_silent_on(silent: str, plan: Policy) -> None:
    assert plan.provisions[silent].value.status is Status.UNSTATED
    assert plan.provisions[silent].source == "plan 全文"


def test_these_provisions_say_yes(plan: Policy) -> None:
    found = {n for n, p in plan.provisions.items() if type(p.value.value) is bool}
    assert found == {"government_consent", "plan_approved", "confidentiality"}
