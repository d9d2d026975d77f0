"""The tier of Gansu, retyped by hand from its notice; the article is in each name."""

import datetime
from pathlib import Path

import pytest
from support.retyped import deadline_of, told

from awardsim.policy import Bound, Policy, Status, read_policy

FOLDER = Path(__file__).parents[2] / "plugins" / "china_award" / "policies"
FILE = FOLDER / "2023-gansu.toml"


@pytest.fixture(scope="module")
def relay() -> Policy:
    return read_policy(FILE)


@pytest.fixture(scope="module")
def notice() -> Policy:
    return read_policy(FOLDER / "2023.toml")


# ---- the document ------------------------------------------------------------------------------


def test_the_relay_is_number_5_of_2023_and_has_no_date_says_its_head(relay: Policy) -> None:
    assert relay.id == "china_award@2023-gansu"
    assert relay.state == "issued"
    assert list(relay.sources) == ["relay", "notice"]
    assert relay.sources["relay"].number == "甘质强组办〔2023〕5号"
    assert relay.sources["relay"].issuer == "甘肃省质量强省建设协调推进领导小组办公室"
    assert relay.sources["relay"].issued is None
    assert relay.stages["relay"].opens is not None
    assert relay.stages["relay"].opens.status is Status.UNSTATED


def test_it_passes_on_number_105_of_2023_says_the_preamble(relay: Policy) -> None:
    basis = relay.provisions["legal_basis"]
    assert (basis.value.value, basis.source) == ("市监质函〔2023〕105号", "relay 前言")
    assert relay.sources["notice"].number == "市监质函〔2023〕105号"


def test_it_stands_for_one_channel_of_the_national_notice_articles_preamble_and_2(
    relay: Policy, notice: Policy
) -> None:
    within = relay.within
    assert within is not None
    assert (within.policy, within.channel, within.before) == (notice.id, "gansu", "receipt")
    assert list(within.replaces) == [
        "apply", "channel_review", "channel_consult", "channel_notice", "recommend",
    ]  # fmt: skip
    assert within.channel in notice.channels
    assert within.before in notice.stages
    assert set(within.replaces) <= set(notice.stages)


def test_its_stages_and_bodies_are_called_otherwise_than_the_national_ones(
    relay: Policy, notice: Policy
) -> None:
    assert not set(relay.stages) & set(notice.stages)
    assert not set(relay.bodies) & set(notice.bodies)
    assert not set(relay.readings) & set(notice.readings)


def test_it_sets_no_tracks_quotas_or_conditions_of_its_own(relay: Policy) -> None:
    assert not relay.tracks
    assert not relay.quotas
    assert not relay.conditions


# ---- 主送, 一 ----------------------------------------------------------------------------------


def test_the_channels_are_14_cities_the_new_area_the_mining_area_and_departments_addressees(
    relay: Policy,
) -> None:
    assert [c.title.zh for c in relay.channels.values() if c.kind == "city"] == [
        "兰州市", "嘉峪关市", "金昌市", "白银市", "天水市", "武威市", "张掖市", "酒泉市", "平凉市",
        "庆阳市", "定西市", "陇南市", "临夏州", "甘南州", "兰州新区", "矿区",
    ]  # fmt: skip
    assert [c.title.zh for c in relay.channels.values() if c.kind == "department"] == [
        "省级相关部门"
    ]
    assert len(relay.channels) == 14 + 1 + 1 + 1


def test_firms_of_any_ownership_apply_and_whoever_can_shall_article_1(relay: Policy) -> None:
    assert relay.provisions["equal"].value.value is True
    whoever = relay.provisions["whoever_can"]
    assert (whoever.value.words, whoever.source) == ("确保应知尽知、能报尽报", "relay 一")


# ---- 二, 四 ------------------------------------------------------------------------------------

STAGES = [  # id, type, kind, per, body, article, after
    ("relay", "CALL", "gate", "case", "provincial_office", "relay 前言", ("call",)),
    (
        "local_apply", "APPLY", "window", "case", "local_applicant", "relay 三, 四",
        ("relay", "internal_notice", "parent_notice", "employer_notice"),
    ),
    ("local_review", "CH_REVIEW", "work", "case", "local_office", "relay 二", ("local_apply",)),
    (
        "local_consult", "CONSULT", "wait", "channel", "local_departments", "relay 二",
        ("local_review",),
    ),
    (
        "local_notice", "CH_NOTICE", "notice", "channel", "local_office", "relay 二",
        ("local_consult",),
    ),
    (
        "local_recommend", "NOMINATE", "wait", "channel", "local_office", "relay 二, 四",
        ("local_notice",),
    ),
    (
        "third_party_review", "PRESELECT", "work", "case", "third_party", "relay 二",
        ("local_recommend",),
    ),
    (
        "province_candidates", "PRESELECT", "gate", "batch", "provincial_office", "relay 二",
        ("third_party_review",),
    ),
    (
        "province_notice", "CH_NOTICE", "notice", "batch", "provincial_office", "relay 二",
        ("province_candidates",),
    ),
    (
        "province_recommend", "NOMINATE", "wait", "batch", "provincial_group", "relay 二",
        ("province_notice",),
    ),
]  # fmt: skip


def test_the_stages_stand_in_the_order_of_article_2(relay: Policy) -> None:
    found = [(i, s.type, s.kind, s.per, s.body, s.source, s.after) for i, s in relay.stages.items()]
    assert found == STAGES


def test_departments_are_consulted_and_the_list_published_as_the_notice_demands_article_2(
    relay: Policy,
) -> None:
    stage = relay.stages["local_notice"]
    assert stage.words == "要按《通知》要求征求相关部门意见并公示"
    assert told(stage.duration) == ("5wd", "notice 四(二)", Bound.AT_LEAST, Status.INFERRED)


def test_the_notice_in_the_province_has_no_length_of_its_own_article_2(relay: Policy) -> None:
    stage = relay.stages["province_notice"]
    assert stage.words == "并在全省进行公示后"
    assert told(stage.duration) == ("5wd", "notice 四(二)", Bound.AT_LEAST, Status.INFERRED)
    assert set(relay.readings["province_notice_days"].options) == {"as_the_notice", "not_stated"}


def test_winners_of_the_provincial_award_come_first_article_2(relay: Policy) -> None:
    priority = relay.provisions["priority"]
    assert (priority.type, priority.source) == ("PRIORITY", "relay 二")
    assert priority.value.words == "优先推荐获得省政府质量和提名奖的组织和个人"


def test_a_third_party_reviews_and_its_result_ranks_the_candidates_article_2(
    relay: Policy,
) -> None:
    review = relay.stages["third_party_review"]
    assert review.words == "聘请第三方评审机构对申报的企业和个人按要求进行评审"
    assert review.reviewers is not None
    assert review.reviewers.status is Status.UNSTATED
    rule = relay.stages["province_candidates"].rule
    assert rule is not None
    assert rule.name == "top_n"
    assert rule.parameters["of"].value == "third_party_review"
    for cell in rule.parameters["at_most"].values():
        assert cell.status is Status.UNSTATED


def test_the_leading_groups_opinion_is_within_annex_7_of_the_notice_article_2(
    relay: Policy,
) -> None:
    rule = relay.stages["province_recommend"].rule
    assert rule is not None
    assert (rule.name, rule.source) == ("within_quota", "notice 附件7")
    for cell in rule.parameters["at_most"].values():
        assert (cell.status, cell.reason.zh) == (Status.ELSEWHERE, "附件7")


def test_material_is_with_the_provincial_office_before_25_may_2023_article_4(
    relay: Policy,
) -> None:
    deadline = deadline_of(relay, "local_recommend")
    assert told(deadline.on) == ("2023-05-25", "relay 四", None, Status.INFERRED)
    assert "包括当日" in deadline.on.reason.zh
    assert deadline.on.words == "务于 2023 年 5 月 25 日前报送至"
    assert deadline.on.value == datetime.date(2023, 5, 25)
    assert deadline.on.value.isoweekday() == 4, "a Thursday"
    assert (deadline.counts.value, deadline.late.value) == ("receipt", "out")
    assert relay.provisions["late"].value.words == "逾期不再受理"


def test_the_provinces_deadline_is_17_working_days_before_the_national_one_article_4(
    relay: Policy, notice: Policy
) -> None:
    """25 May to 19 June 2023: no holiday and no make-up day between, 26 May to 19 June."""
    first = deadline_of(relay, "local_recommend").on.value
    last = deadline_of(notice, "receipt").on.value
    assert first is not None
    assert last is not None
    days = [first + datetime.timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert len(days) == 25
    assert sum(day.isoweekday() <= 5 for day in days) == 17


def test_no_day_is_set_for_handing_in_to_a_city_article_4(relay: Policy) -> None:
    closes = relay.stages["local_apply"].closes
    assert closes is not None
    assert closes.status is Status.UNSTATED


# ---- 三 ----------------------------------------------------------------------------------------


def test_the_office_of_the_provincial_award_supervises_article_3(
    relay: Policy, notice: Policy
) -> None:
    words = relay.provisions["supervision"].value.words
    assert words == "省政府质量奖评审委员会办公室将对评选开展"
    assert words != notice.provisions["supervision"].value.words, "another body than the notice's"


def test_no_fee_no_profit_and_no_paid_training_article_3(relay: Policy) -> None:
    for name in ("fee", "misuse", "training"):
        assert relay.provisions[name].value.status is Status.EXCLUDED
        assert relay.provisions[name].source == "relay 三"


def test_it_counts_in_the_assessment_of_the_cities_article_3(relay: Policy) -> None:
    assert relay.provisions["assessment"].value.words == "要纳入对市（州）政府质量工作考核"


@pytest.mark.parametrize("silent", ["feedback", "recusal", "objections"])
def test_the_relay_is_silent_on(silent: str, relay: Policy) -> None:
    assert relay.provisions[silent].value.status is Status.UNSTATED


def test_no_contact_person_or_number_is_in_the_file_article_4() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "@" not in text.replace("china_award@2023", "")
    assert "联系人" not in text
    assert "电 话" not in text


# ---- readings ----------------------------------------------------------------------------------

READINGS = {  # the first option is the default
    "deadline_day": {
        "included": {"stages.local_recommend.deadline.on": datetime.date(2023, 5, 25)},
        "excluded": {"stages.local_recommend.deadline.on": datetime.date(2023, 5, 24)},
    },
    "local_notice_days": {
        "as_the_notice": {"stages.local_notice.duration": {"at_least": "5wd"}},
        "not_stated": {"stages.local_notice.duration": "unstated"},
    },
    "province_notice_days": {
        "as_the_notice": {"stages.province_notice.duration": {"at_least": "5wd"}},
        "not_stated": {"stages.province_notice.duration": "unstated"},
    },
    "local_pending_objection": {
        "holds_name": {"stages.local_notice.objection.holds": "case"},
        "holds_list": {"stages.local_notice.objection.holds": "list"},
        "holds_nobody": {"stages.local_notice.objection.holds": "nobody"},
    },
    "province_pending_objection": {
        "holds_name": {"stages.province_notice.objection.holds": "case"},
        "holds_list": {"stages.province_notice.objection.holds": "list"},
        "holds_nobody": {"stages.province_notice.objection.holds": "nobody"},
    },
}


def test_these_are_the_readings_and_what_each_option_sets(relay: Policy) -> None:
    found = {n: {o: x.set for o, x in r.options.items()} for n, r in relay.readings.items()}
    assert found == READINGS
    assert {n: r.default for n, r in relay.readings.items()} == {
        name: next(iter(options)) for name, options in READINGS.items()
    }
