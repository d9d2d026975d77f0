"""The China Quality Award 2023, retyped by hand from the notice; the article is in each name."""

import pytest
from support.published import PLUGINS, TEXTS
from support.retyped import rule_of, told

from awardsim.policy import Bound, Policy, Status

FILE = PLUGINS / "china_award" / "policies" / "2023.toml"


@pytest.fixture(scope="module")
def notice() -> Policy:
    return TEXTS["china_award@2023"]


# ---- the document -------------------------------------------------------------------------------


def test_the_notice_is_number_105_of_2023_and_has_no_date_says_its_head(notice: Policy) -> None:
    assert notice.id == "china_award@2023"
    assert notice.state == "issued"
    assert list(notice.sources) == ["notice"]
    assert notice.sources["notice"].number == "市监质函〔2023〕105号"
    assert notice.sources["notice"].issuer == "国家市场监督管理总局办公厅"
    assert notice.sources["notice"].issued is None
    assert notice.title.zh == "关于开展第五届中国质量奖评选表彰工作的通知"


def test_the_basis_is_the_administrative_measures_says_the_preamble(notice: Policy) -> None:
    basis = notice.provisions["legal_basis"]
    assert (basis.type, basis.source) == ("LEGAL_BASIS", "notice 前言")
    assert basis.value.words == "《中国质量奖管理办法》规定"


def test_no_window_no_cycle_and_no_validity_are_stated_anywhere(notice: Policy) -> None:
    window = notice.window
    for cell in (
        window.opens,
        window.closes,
        window.cycle,
        window.valid_from,
        window.valid_to,
        notice.stages["call"].opens,
    ):
        assert cell is not None
        assert cell.status is Status.UNSTATED


# ---- 一 -----------------------------------------------------------------------------------------


def test_the_tiers_are_the_award_and_the_nomination_award_article_1(notice: Policy) -> None:
    assert {name: (t.title.zh, t.source) for name, t in notice.tiers.items()} == {
        "award": ("中国质量奖", "notice 一"),
        "nomination": ("中国质量奖提名奖", "notice 一"),
    }
    assert list(notice.tiers) == ["award", "nomination"], "the higher one first"


def test_at_most_10_awards_and_90_nomination_awards_article_1(notice: Policy) -> None:
    assert list(notice.quotas) == ["award", "nomination"]
    for tier, most in (("award", "10"), ("nomination", "90")):
        quota = notice.quotas[tier]
        assert told(quota.number) == (most, "notice 一", Bound.AT_MOST, Status.STATED)
        assert quota.number.words == "其名额分别不超过10个和90个"
        assert quota.tier == tier
        assert quota.tracks == (), "organisations and individuals together"


def test_that_places_may_stay_vacant_is_read_out_of_at_most_article_1(notice: Policy) -> None:
    for quota in notice.quotas.values():
        assert told(quota.may_stay_vacant) == ("True", "notice 一", None, Status.INFERRED)


def test_organisations_are_of_seven_categories_with_annexes_1_to_4_article_1_1(
    notice: Policy,
) -> None:
    categories = notice.tracks["organisations"].categories
    assert [(c.title.zh, c.form) for c in categories.values()] == [
        ("制造业生产经营组织", "附件1"),
        ("服务业生产经营组织", "附件1"),
        ("工程建设行业生产经营组织", "附件1"),
        ("国防工业、武器研发制造维修设计单位", ""),
        ("教育机构（小学、初中和职业技术学校）", "附件2"),
        ("中小企业", "附件3"),
        ("一线班组（包括各领域QC小组）", "附件4"),
    ]
    assert notice.tracks["organisations"].source == "notice 一(一)"


def test_individuals_are_front_line_staff_managers_and_experts_article_1_2(notice: Policy) -> None:
    categories = notice.tracks["individuals"].categories
    assert [c.title.zh for c in categories.values()] == [
        "各行业领域一线工作人员",
        "各类组织质量管理人员",
        "质量领域专家学者",
    ]
    assert {c.form for c in categories.values()} == {"附件5"}
    assert notice.tracks["individuals"].source == "notice 一(二)"


# ---- 二 -----------------------------------------------------------------------------------------


def test_an_organisation_is_lawfully_established_in_china_article_2_1(notice: Policy) -> None:
    assert rule_of(notice, "established") == ("qualified", {"trait": "lawfully_established"})
    assert notice.conditions["established"].words == "在中国境内依法设立"


def test_no_major_accident_in_5_years_article_2_1(notice: Policy) -> None:
    assert rule_of(notice, "accident_free") == (
        "clean_record",
        {"record": "major_accident", "within": "5y"},
    )
    within = notice.conditions["accident_free"].rule
    assert within is not None
    assert told(within.parameters["within"]) == ("5y", "notice 二(一)", None, Status.STATED)
    assert within.parameters["within"].words == "近 5 年内"


def test_the_5_years_of_an_organisations_breaches_are_a_reading_article_2_1(notice: Policy) -> None:
    rule = notice.conditions["lawful_record"].rule
    assert rule is not None
    assert rule.parameters["record"].value == "breach"
    assert told(rule.parameters["within"]) == ("5y", "notice 二(一)", None, Status.INFERRED)
    assert set(notice.readings["breach_window"].options) == {"five_years", "ever"}


def test_a_persons_breaches_have_no_years_article_2_2(notice: Policy) -> None:
    rule = notice.conditions["person_conduct"].rule
    assert rule is not None
    assert rule.parameters["within"].status is Status.UNSTATED
    assert notice.conditions["person_conduct"].tracks == ("individuals",)


def test_long_service_of_a_person_has_no_number_of_years_article_2_2(notice: Policy) -> None:
    assert notice.conditions["person_service"].rule is None
    assert notice.conditions["person_service"].words == "长期从事质量管理研究或实践"


def test_each_kind_of_person_has_a_condition_of_its_own_article_2_2_1_to_3(notice: Policy) -> None:
    found = [
        c.source for name, c in notice.conditions.items() if c.source.startswith("notice 二(二)")
    ]
    assert found == ["notice 二(二)"] * 4 + ["notice 二(二)1", "notice 二(二)2", "notice 二(二)3"]


def test_prohibitions_are_the_conditions_worded_with_none_article_2(notice: Policy) -> None:
    assert [name for name, c in notice.conditions.items() if c.prohibits] == [
        "accident_free",
        "lawful_record",
        "person_conduct",
    ]


def test_nothing_is_said_on_earlier_winners_anywhere(notice: Policy) -> None:
    assert notice.provisions["reapplication"].value.status is Status.UNSTATED
    assert notice.provisions["lock_out"].value.status is Status.UNSTATED
    rules = [c.rule.name for c in notice.conditions.values() if c.rule is not None]
    assert "lock_out" not in rules


# ---- 三 -----------------------------------------------------------------------------------------


def test_the_channels_are_31_provinces_and_the_corps_article_3_and_the_addressees(
    notice: Policy,
) -> None:
    provinces = [c.title.zh for c in notice.channels.values() if c.kind == "province"]
    assert provinces == [
        "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省",
        "上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省",
        "湖北省", "湖南省", "广东省", "广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省",
        "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区",
        "新疆维吾尔自治区", "新疆生产建设兵团",
    ]  # fmt: skip
    assert len(provinces) == 31 + 1


def test_associations_and_two_defence_bodies_are_channels_too_article_3(notice: Policy) -> None:
    others = {name: c.kind for name, c in notice.channels.items() if c.kind != "province"}
    assert others == {
        "associations": "association",
        "defence_industry": "defence",
        "equipment": "defence",
    }
    assert notice.provisions["annex_6"].value.status is Status.ELSEWHERE
    assert told(notice.provisions["defence_procedure"].value)[1:] == (
        "notice 三(二)",
        None,
        Status.ELSEWHERE,
    )


def test_an_applicant_uses_one_channel_only_article_3(notice: Policy) -> None:
    single = notice.provisions["single_channel"]
    assert (single.type, single.source, single.value.value) == ("SINGLE_CHANNEL", "notice 三", True)
    assert single.value.words == "参评组织和个人不得同时通过多渠道进行申报"


# ---- 五 -----------------------------------------------------------------------------------------


def test_no_fee_no_training_and_no_profit_article_5_3(notice: Policy) -> None:
    for name in ("fee", "training", "misuse"):
        assert notice.provisions[name].value.status is Status.EXCLUDED
        assert notice.provisions[name].source == "notice 五(三)"


def test_the_supervision_sub_committee_supervises_article_5_3(notice: Policy) -> None:
    assert notice.provisions["supervision"].value.words == "中国质量奖监督分委员会将对评选工作进行"


def test_objections_have_no_procedure_and_no_limits_anywhere(notice: Policy) -> None:
    found = notice.objections
    for cell in (
        found.against,
        found.form,
        found.forward,
        found.reply,
        found.decide,
        found.suspends,
        found.upheld,
    ):
        assert cell.status is Status.UNSTATED


@pytest.mark.parametrize(
    "silent",
    [
        "duty", "revocation", "debarment", "title_use", "recusal", "confidentiality", "budget",
        "lock_out",
    ],
)  # fmt: skip
def test_the_notice_is_silent_on(silent: str, notice: Policy) -> None:
    assert notice.provisions[silent].value.status is Status.UNSTATED


# ---- annexes ------------------------------------------------------------------------------------


def test_there_are_eight_annexes_and_none_is_at_hand(notice: Policy) -> None:
    annexes = [p for p in notice.provisions.values() if p.type == "ANNEX"]
    assert [p.value.reason.zh for p in annexes] == [f"附件{n}" for n in range(1, 9)]
    assert {p.value.status for p in annexes} == {Status.ELSEWHERE}
    assert annexes[5].title.zh == "受委托作为推荐单位的社会团体"
    assert annexes[6].title.zh == "第五届中国质量奖推荐名额说明"


def test_no_contact_person_or_number_is_in_the_file() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "@" not in text
    assert "联系人" not in text
    assert "电话" not in text


YES_OR_NO = [  # provisions that are a plain yes
    "free_choice",
    "single_channel",
    "voluntary",
    "download",
    "recommended_disc",
    "recommended_email",
]


def test_these_provisions_say_yes(notice: Policy) -> None:
    found = {n: p.value.value for n, p in notice.provisions.items() if type(p.value.value) is bool}
    assert found == dict.fromkeys(YES_OR_NO, True)
