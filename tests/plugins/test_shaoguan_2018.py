"""Shaoguan 2018, retyped by hand from the plan; the article is in each name."""

import datetime
import itertools
from pathlib import Path
from typing import Any

import pytest
from support.retyped import told

from awardsim.policy import Bound, Cell, Policy, Status, read_policy
from awardsim.policy.leaves import leaves
from awardsim.policy.paths import get_path

FILE = Path(__file__).parents[2] / "plugins" / "shaoguan" / "policies" / "2018.toml"
SATURDAY, SUNDAY = 6, 7


@pytest.fixture(scope="module")
def plan() -> Policy:
    return read_policy(FILE)


def rule_of(plan: Policy, stage: str) -> tuple[str, dict[str, Any]]:
    """Name and parameters of a stage's rule."""
    rule = plan.stages[stage].rule
    assert rule is not None
    return rule.name, dict(rule.parameters)


def due(plan: Policy, stage: str) -> Cell[datetime.date]:
    """The day of a stage's deadline."""
    deadline = plan.stages[stage].deadline
    assert deadline is not None
    return deadline.on


# ---- the document ------------------------------------------------------------------------------


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
    assert "韶府规〔2018〕6号" in plan.provisions["legal_basis"].value.value
    assert plan.provisions["guiding_decision"].value.value == "粤发〔2016〕9号"
    assert plan.provisions["guiding_decision"].source == "plan 一"


def test_every_article_is_cited_and_no_other(plan: Policy) -> None:
    steps = [f"三({number})" for number in "一二三四五六七八九"]
    items = ["三(七)1", "三(七)2", "三(七)3", "三(八)1", "三(八)2"]
    demands = [f"五({number})" for number in "一二三四"]
    found = set()
    for source in _sources(plan.raw):
        name, _, cited = source.partition(" ")
        assert name == "plan"
        found |= set(cited.split(", "))
    assert found == {"通知", "前言", "全文", "一", "二", "三", "四", *steps, *items, *demands}


def _sources(node: Any) -> list[str]:
    """Every article that a raw text cites."""
    if not isinstance(node, dict):
        return []
    own = [node["source"]] if isinstance(node.get("source"), str) else []
    return own + [one for part in node.values() for one in _sources(part)]


# ---- 二 ----------------------------------------------------------------------------------------


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
        assert "《办法》" in plan.provisions[name].value.reason
    assert plan.provisions["rules_of_procedure"].value.status is Status.ELSEWHERE


# ---- 三: the dates -----------------------------------------------------------------------------

#: The thirteen steps: where the date stands, the day, the article, its words.
STEPS = [
    ("provisions.plan_made.value", "2018-08-30", "三(一)", "（2018年8月30日前）"),
    ("provisions.first_meeting.value", "2018-09-15", "三(二)", "（2018年9月15日前）"),
    ("stages.call.opens", "2018-09-30", "三(三)", "公布申报条件（2018年9月30日前）"),
    ("provisions.briefing.value", "2018-09-30", "三(四)", "（2018年9月30日前）"),
    ("stages.recommend.deadline.on", "2018-11-15", "三(五)", "申报推荐（2018年11月15日前）"),
    (
        "stages.formal_check.deadline.on",
        "2018-11-30",
        "三(六)",
        "申报材料初审（2018年11月30日前）",
    ),
    ("stages.material_review.opens", "2018-12-01", "三(七)", "组织评审（2018年12月1日至"),
    ("provisions.review_period.value", "2019-01-20", "三(七)", "2019年1月20日前"),
    (
        "stages.material_review.deadline.on",
        "2018-12-20",
        "三(七)1",
        "材料评审（2018年12月20日前）",
    ),
    ("stages.site_visit.deadline.on", "2019-01-20", "三(七)2", "现场考评（2019年1月20日前）"),
    ("stages.vote.deadline.on", "2019-01-30", "三(七)3", "评审委员会合议推荐（2019年1月30日前）"),
    ("stages.final_notice.deadline.on", "2019-02-25", "三(八)", "公示审批（2019年2月25日前）"),
    ("stages.approval.deadline.on", "2019-03-30", "三(八)2", "报市政府审批（2019年3月30日前）"),
    ("stages.commendation.opens", "2019-04-01", "三(九)", "表彰奖励（2019年4月）"),
    ("stages.commendation.deadline.on", "2019-04-30", "三(九)", "表彰奖励（2019年4月）"),
    ("window.closes", "2019-04-30", "三(九)", "表彰奖励（2019年4月）"),
]
#: What the text says of a day only in other words.
INFERRED = {
    "stages.call.opens",
    "stages.final_notice.deadline.on",
    "stages.commendation.opens",
    "stages.commendation.deadline.on",
    "window.closes",
}


@pytest.mark.parametrize(("path", "day", "article", "words"), STEPS)
def test_each_step_has_its_date_article_3(
    path: str, day: str, article: str, words: str, plan: Policy
) -> None:
    cell = next(leaf.cell for leaf in leaves(plan) if leaf.path == path)
    assert (str(cell.value), cell.source, cell.words) == (day, f"plan {article}", words)
    assert cell.status is (Status.INFERRED if path in INFERRED else Status.STATED)


def test_there_are_no_other_dates_article_3(plan: Policy) -> None:
    dated = {one.path for one in leaves(plan) if isinstance(one.cell.value, datetime.date)}
    assert dated == {path for path, *_ in STEPS}


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


# ---- 三: the stages ----------------------------------------------------------------------------

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
    assert plan.provisions["expert_pool"].value.value == "从省政府质量奖评审专家库抽选"


def test_the_standard_is_cited_with_the_year_2011_and_the_guide_with_2012_article_3_7_1(
    plan: Policy,
) -> None:
    assert plan.provisions["standard"].value.value == "GB/T 19580—2011《卓越绩效评价准则》"
    guide = plan.provisions["guide"].value.value
    assert guide == "GB/Z 19579—2012《卓越绩效评价准则实施指南》"


def test_the_best_6_by_document_review_and_no_more_than_6_article_3_7_1(plan: Policy) -> None:
    name, parameters = rule_of(plan, "candidates")
    assert name == "top_n"
    cell = parameters["at_most"]["organisations"]
    assert told(cell) == ("6", "plan 三(七)1", Bound.AT_MOST, Status.STATED)
    assert not cell.soft
    assert cell.words == "前6名（不超过6名）"
    assert parameters["of"].value == "material_review"


def test_450_points_in_principle_to_be_visited_article_3_7_1(plan: Policy) -> None:
    name, parameters = rule_of(plan, "score_line")
    assert name == "threshold"
    assert told(parameters["at_least"]) == ("450", "plan 三(七)1", None, Status.STATED)
    assert parameters["at_least"].soft
    assert parameters["at_least"].words == "原则上，材料评审获得450分以上"
    assert parameters["margin"].status is Status.UNSTATED
    assert parameters["of"].value == "material_review"


def test_document_review_weighs_40_and_site_visit_60_per_cent_article_3_7_2(
    plan: Policy,
) -> None:
    name, parameters = rule_of(plan, "composite")
    assert name == "weighted_sum"
    weights = parameters["weights"]
    assert {stage: cell.value for stage, cell in weights.items()} == {
        "material_review": 40,
        "site_visit": 60,
    }
    assert {cell.status for cell in weights.values()} == {Status.STATED}
    assert {cell.source for cell in weights.values()} == {"plan 三(七)2"}


def test_the_committee_votes_on_the_best_5_by_composite_score_article_3_7_3(plan: Policy) -> None:
    name, parameters = rule_of(plan, "top_five")
    assert name == "top_n"
    assert parameters["at_most"]["organisations"].value == 5
    assert parameters["of"].value == "composite"
    assert parameters["of"].status is Status.INFERRED


def test_it_elects_3_and_seats_quorum_and_method_are_unstated_article_3_7_3(plan: Policy) -> None:
    name, parameters = rule_of(plan, "vote")
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


# ---- 四, 五 ------------------------------------------------------------------------------------


def test_each_winner_gets_500000_once_with_plaque_and_certificate_article_4(plan: Policy) -> None:
    prize = plan.provisions["prize"]
    assert told(prize.value) == ("500000", "plan 四", None, Status.STATED)
    assert prize.value.words == "给予每家获奖企业一次性50万元奖励"
    assert plan.provisions["reward"].value.value == "奖牌和证书"
    assert plan.provisions["payment"].source == "plan 三(九)"


def test_the_city_budget_pays_prizes_and_review_article_4(plan: Policy) -> None:
    assert plan.provisions["budget"].value.value == "市财政统一安排"
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


# ---- readings ----------------------------------------------------------------------------------


def on(days: dict[str, str]) -> dict[str, datetime.date]:
    return {
        f"stages.{stage}.deadline.on": datetime.date.fromisoformat(day)
        for stage, day in days.items()
    }


ROLLS = ("stages.site_visit.deadline.roll", "stages.approval.deadline.roll")
HOLDS, LENGTH = "stages.final_notice.objection.holds", "stages.final_notice.duration"
MAJORITY, INCLUSIVE = "stages.vote.rule.majority", "stages.vote.rule.inclusive"
LINE, OPENS = "stages.score_line.rule.at_least", "stages.call.opens"
READINGS: dict[str, dict[str, Any]] = {  # the first option is the default
    "majority": {
        "most_votes": {MAJORITY: 0, INCLUSIVE: True},
        "over_half": {MAJORITY: 0.5, INCLUSIVE: False},
    },
    "line": {
        "in_principle": {LINE: {"value": 450, "soft": True}},
        "strict": {LINE: {"value": 450, "soft": False}},
    },
    "call_date": {
        "last_day": {OPENS: datetime.date(2018, 9, 30)},
        "with_the_plan": {OPENS: datetime.date(2018, 9, 5)},
    },
    "day_before": {
        "included": on(
            {
                "recommend": "2018-11-15",
                "formal_check": "2018-11-30",
                "material_review": "2018-12-20",
                "site_visit": "2019-01-20",
                "vote": "2019-01-30",
                "final_notice": "2019-02-25",
                "approval": "2019-03-30",
            }
        ),
        "excluded": on(
            {
                "recommend": "2018-11-14",
                "formal_check": "2018-11-29",
                "material_review": "2018-12-19",
                "site_visit": "2019-01-19",
                "vote": "2019-01-29",
                "final_notice": "2019-02-24",
                "approval": "2019-03-29",
            }
        ),
    },
    "day_off": {
        "stay": dict.fromkeys(ROLLS, "unstated"),
        "forward": dict.fromkeys(ROLLS, "forward"),
        "backward": dict.fromkeys(ROLLS, "backward"),
    },
    "review_end": {"item": on({"vote": "2019-01-30"}), "parent": on({"vote": "2019-01-20"})},
    "approval_end": {
        "item": on({"approval": "2019-03-30"}),
        "parent": on({"approval": "2019-02-25"}),
    },
    "notice_days": {
        "calendar": {LENGTH: {"exactly": "10cd"}},
        "working": {LENGTH: {"exactly": "10wd"}},
    },
    "pending_complaint": {
        "holds_name": {HOLDS: "case"},
        "holds_list": {HOLDS: "list"},
        "holds_nobody": {HOLDS: "nobody"},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(plan: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in plan.readings.items()}
    rule = found.pop("winners_by")
    assert found == READINGS
    assert {path for option in rule.values() for path in option} == {"stages.vote.rule"}
    assert [one["stages.vote.rule"]["name"] for one in rule.values()] == [
        "approval_vote",
        "confer_by_rank",
    ]
    defaults = {name: next(iter(options)) for name, options in READINGS.items()}
    assert {n: r.default for n, r in plan.readings.items()} == {"winners_by": "vote"} | defaults


def test_what_a_default_reading_sets_is_what_the_file_says_and_no_other_does(
    plan: Policy,
) -> None:
    for name, reading in plan.readings.items():
        for option, found in reading.options.items():
            same = [_plain(get_path(plan.raw, p)) == _plain(v) for p, v in found.set.items()]
            assert all(same) == (option == reading.default), (name, option)


def _plain(raw: Any) -> Any:
    """A raw cell without its words and reasons, a rule with its parameters so."""
    if not isinstance(raw, dict):
        return raw
    if "name" in raw:
        return {key: _plain(value) for key, value in raw.items() if key != "words"}
    if "unstated" in raw:
        return "unstated"
    kept = {k: raw[k] for k in ("at_least", "exactly", "at_most", "soft") if k in raw}
    return kept | {"value": raw["value"]} if "soft" in kept else kept or raw["value"]
