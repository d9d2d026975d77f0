"""What a careful reader finds in the issued texts is found; on a mended copy it is silent.

Each row is one point of one document, retyped by hand: its articles, and a value that settles it.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from awardsim.findings import Finding, Severity, check_policy
from awardsim.findings.basis import check_basis
from awardsim.findings.building import build_procedure
from awardsim.findings.known import Known
from awardsim.findings.material import Material
from awardsim.plugins import Catalogue, load_catalogue, make_manager
from awardsim.policy import Policy, leaves, parse_policy, read_policy
from awardsim.policy.paths import remove_path, set_path
from awardsim.scenario.reader import default_scenario

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
#: A key that is taken away.
GONE = object()
QY25, QY20 = "qingyuan/policies/2025.toml", "qingyuan/policies/2020.toml"
PZH, SG = "panzhihua/policies/2022.toml", "shaoguan/policies/2018.toml"
CHINA, GANSU = "china_award/policies/2023.toml", "china_award/policies/2023-gansu.toml"


def words(value: object, words: str, **more: object) -> dict[str, object]:
    return {"value": value, "words": words, **more}


#: Text, code, articles that are cited, a part of the Chinese message, and what settles it.
POINTS = [
    # The plan of 2025 counts two cycles and states none; 10-25 is a Saturday; and so on.
    (QY25, "AWS306", ["五(三)", "全文"], "2 个评选周期", {"window.cycle": "2y"}),
    (
        QY25,
        "AWS203",
        ["七(二)"],
        "2025-10-25 是周六",
        {"stages.receipt.deadline.on": words(date(2025, 10, 24), "2025年10月24日")},
    ),
    (
        QY25,
        "AWS305",
        ["七(一)"],
        "没有写何日以前交到；写明的 2025-10-25 是“报送市质量强市办”的期限",
        {"stages.apply.closes": words(date(2025, 10, 10), "10月10日")},
    ),
    (
        QY25,
        "AWS307",
        ["附件7"],
        "附件7",
        {"stages.recommend.rule.at_most": {"organisations": 3, "individuals": 3}},
    ),
    (QY25, "AWS308", ["七(三)"], "规定时间内", {"stages.eligibility.supplement.within": "3wd"}),
    (
        QY25,
        "AWS313",
        ["七(五)"],
        "取多少没有写",
        {"stages.site_list.rule.at_most": {"organisations": 10, "individuals": 15}},
    ),
    (QY25, "AWS309", ["九(二)"], "认定没有时限", {"objections.decide": "5wd"}),
    (
        QY25,
        "AWS514",
        ["五(三)"],
        "一处写“可继续申报清远市政府质量奖”，一处写“不得重复申报”",
        {"provisions.reapplication.value": words(True, "期满后可继续申报")},
    ),
    (
        QY25,
        "AWS513",
        ["前言"],
        "说的是 2024 年度",
        {"provisions.legal_basis.value": words("函", "关于2025年度省级以下评比表彰项目的函")},
    ),
    (
        QY25,
        "AWS501",
        ["七(二)", "七(四)", "七(八)", "九(三)"],
        "以“经公示无异议的”为条件",
        {"objections.suspends": True, "provisions.non_suspension": GONE},
    ),
    (
        QY25,
        "AWS208",
        ["七(二)", "七(三)", "七(八)", "九(二)"],
        "6个工作日",
        {
            f"stages.{name}.objection.holds": words("case", "暂缓")
            for name in ("county_notice", "acceptance_notice", "final_notice")
        },
    ),
    (
        QY25,
        "AWS509",
        ["七(八)"],
        "只写了组织奖，没有写个人奖",
        {"provisions.disqualified_individuals.value": "取消"},
    ),
    (
        QY25,
        "AWS314",
        ["全文"],
        "回避、撤销、禁报",
        {
            f"provisions.{name}.value": "见办法"
            for name in ("duty", "revocation", "debarment", "title_use", "recusal")
        },
    ),
    (
        QY25,
        "AWS502",
        ["五(三)"],
        "按2020年管理办法",
        {"readings.successor_rule": GONE},
    ),
    # The regulation of 2020: 7日, five years against three, an expiry that duties outlast.
    (
        QY20,
        "AWS204",
        ["十八"],
        "“公示时间不少于7日”",
        {"stages.final_notice.duration": {"at_least": "5wd", "words": "不少于5个工作日"}},
    ),
    (
        QY20,
        "AWS207",
        ["十八"],
        "只有 0 个工作日",
        {"stages.final_notice.duration": {"at_least": "5wd", "words": "不少于5个工作日"}},
    ),
    (QY20, "AWS504", ["三十二", "十一"], "骗取奖项", {"provisions.debarment_fraud.lasts": "6y"}),
    (QY20, "AWS505", ["十一", "三"], "实际 6 年", {"window.cycle": "1y"}),
    (
        QY20,
        "AWS506",
        ["三十五", "三"],
        "第 3 届的周期跨过到期日 2025-03-31",
        {"window.valid_to": words(date(2026, 3, 31), "至2026年3月31日")},
    ),
    (
        QY20,
        "AWS511",
        ["三十五", "三十", "三十二", "三十三"],
        "每年报送绩效报告",
        {"window.valid_to": "unstated"},
    ),
    (
        QY20,
        "AWS510",
        ["三十二", "三十三", "二十一"],
        "没有写收回",
        {"provisions.prize.value": "unstated"},
    ),
    (
        QY20,
        "AWS311",
        ["十五"],
        "原则上不超过6家",
        {"stages.site_list.rule.at_most.organisations": {"at_most": 6, "words": "不超过6家"}},
    ),
    (
        QY20,
        "AWS312",
        ["十七"],
        "没有写权重",
        {"stages.composite.rule.weights": {"material_review": 0.4, "site_visit": 0.6}},
    ),
    (QY20, "AWS310", ["二十八"], "没有写时限", {"objections.decide": "5wd"}),
    (
        QY20,
        "AWS512",
        ["二十九", "二十五"],
        "与“回避”的关系",
        {"provisions.recusal.value": "unstated"},
    ),
    # The regulation of 2022: no re-application rule, standards without a year, a validity of 5.
    (
        PZH,
        "AWS507",
        ["十四"],
        "GB/T 19580 没有写年号",
        {"provisions.standard_criteria.value": "GB/T 19580 最新版本"},
    ),
    (PZH, "AWS506", ["三十二", "四"], "第 3 届的周期跨过到期日 2028-01-29", {"window.cycle": "1y"}),
    (
        PZH,
        "AWS305",
        ["十一"],
        "没有写何日以前交到",
        {"stages.apply.closes": words(date(2023, 5, 31), "5月31日")},
    ),
    (
        PZH,
        "AWS514",
        ["六", "十九"],
        "一处写“审定拟获奖名单”，一处写“报请市政府审定”",
        {"provisions.leading_group_tasks.value": words("审议", "审议拟获奖名单")},
    ),
    # 二十七 withdraws for accidents from the third grade up, 九(三) asks for none of any grade.
    (PZH, "AWS317", ["二十七", "九(三)"], "一般事故", {"provisions.accident_grades": GONE}),
    # 三(一) of the national notice: the associations are listed in annex 6.
    (CHINA, "AWS307", ["三(一)"], "名单写在附件6", {"channels.associations.inferred": GONE}),
    (CHINA, "AWS317", ["四(一)", "附件5"], "“推荐表”", {"provisions.individual_form": GONE}),
    # 七(七) names the site visit alone; 十(三) gives objections at the counties to the counties.
    (QY25, "AWS317", ["七(七)"], "材料评审分数", {"provisions.final_score_of": GONE}),
    (QY25, "AWS317", ["七(一)", "附件4"], "“推荐表”", {"provisions.individual_form": GONE}),
    (QY25, "AWS317", ["十(三)", "九(二)"], "由县局", {"provisions.county_objections": GONE}),
    (SG, "AWS317", ["三(一)", "三(二)"], "市政府批准", {"provisions.plan_decided_twice": GONE}),
    # 二: who meets the conditions of the award; 五 has those of application only. And 三(二), 九.
    (QY25, "AWS317", ["二", "五"], "表彰条件", {"provisions.vacancy": GONE}),
    (QY25, "AWS317", ["三(二)", "七(一)"], "个人没有写", {"provisions.residence": GONE}),
    (
        QY25,
        "AWS317",
        ["九(一)", "九(三)", "七(八)"],
        "只写“查证属实”",
        {"provisions.objection_scope": GONE},
    ),
    (QY25, "AWS317", ["九(三)", "五"], "“禁止性规定”", {"provisions.prohibitive": GONE}),
    # 七(四) reviews the 材料, 七(五) feeds back on the 资料; 七(三) checks eligibility, or the
    # form; the list of 七(七) has another name in 七(八).
    (
        QY25,
        "AWS515",
        ["七(四)", "七(五)"],
        "“材料评审”、“资料评审”",
        {"provisions.feedback.value": words("反馈", "反馈材料评审情况")},
    ),
    (
        QY25,
        "AWS515",
        ["七(三)"],
        "“资格审查”、“形式审查”",
        {"provisions.more_material.value": words("补充", "资格审查和征求意见过程中")},
    ),
    (
        QY25,
        "AWS515",
        ["七(七)", "七(八)"],
        "“拟奖建议名单”、“获奖建议名单”",
        {"stages.final_notice.words": "对拟奖建议名单向社会公示"},
    ),
    (
        QY25,
        "AWS212",
        ["一"],
        "“2025年9月-12月”没有写到哪一天",
        {
            "window.opens": words(date(2025, 9, 1), "2025年9月1日至12月31日"),
            "window.closes": words(date(2025, 12, 31), "2025年9月1日至12月31日"),
        },
    ),
    # 九(二): three working days for the bureau's answer, and not from when.
    (
        QY25,
        "AWS319",
        ["九(二)"],
        "“应当在3个工作日内将复核情况”，从何时起算",
        {"objections.reply": {"at_most": "3wd", "words": "应当在收到转送材料后3个工作日内"}},
    ),
    (
        QY25,
        "AWS318",
        ["七(四)"],
        "“材料评审”：每份由几人评",
        {"stages.material_review.reviewers": words(3, "3名评审员")},
    ),
    (
        QY20,
        "AWS319",
        ["三十二"],
        "“骗取奖项的禁报”",
        {
            "provisions.debarment_fraud.lasts": words("3y", "自公告之日起3年内不接受"),
            "provisions.debarment_accident.lasts": words("3y", "自公告之日起3年内不接受"),
        },
    ),
    (
        QY20,
        "AWS321",
        ["二十一"],
        "“年初”：到哪一天",
        {"provisions.payment.value": words("3月31日", "于次年3月31日前兑现")},
    ),
    (
        QY20,
        "AWS321",
        ["十四"],
        "“必要时”：什么情形",
        {"provisions.consult_if_necessary": GONE},
    ),
    (
        PZH,
        "AWS319",
        ["二十四"],
        "10年内不予受理",
        {"provisions.debarment_fraud.lasts": words("10y", "自取消资格之日起10年内")},
    ),
    # 四(二) of the national notice: 6月19日, of a year that neither it nor its date of issue names.
    (
        CHINA,
        "AWS212",
        ["四(二)"],
        "“材料接收时间截止至 6 月 19 日”没有写年份，印发日期也没有",
        {"stages.receipt.deadline.on": words(date(2023, 6, 19), "截止至2023年6月19日")},
    ),
    (
        CHINA,
        "AWS321",
        ["二(二)", "二(二)3"],
        "“长期从事”：几年",
        {
            "conditions.person_service.words": "从事质量管理研究或实践10年以上",
            "conditions.person_experts.words": "从事质量管理理论研究10年以上",
        },
    ),
    (
        CHINA,
        "AWS320",
        ["一"],
        "“中国质量奖”的 10 个名额由组织、个人合用",
        {"quotas.award.tracks": ["organisations"]},
    ),
    # 七(二) and 四(二) set a day of receipt and say nothing of late ones, as Gansu's 四 does.
    (
        QY25,
        "AWS322",
        ["七(二)"],
        "期限 2025-10-25，逾期的怎么办",
        {"stages.receipt.deadline.late": words("out", "逾期不再受理")},
    ),
    (
        CHINA,
        "AWS322",
        ["四(二)"],
        "期限 2023-06-19，逾期的怎么办",
        {"stages.receipt.deadline.late": words("out", "逾期不再受理")},
    ),
    # 三: defence bodies proceed by another notice; nobody may use two channels, and that is all.
    (
        CHINA,
        "AWS324",
        ["三(二)"],
        "在另行通知：“国防渠道推荐”的办法本文没有写",
        {"stages.defence_recommend.duration": words("10wd", "10个工作日内推荐")},
    ),
    (
        CHINA,
        "AWS325",
        ["三"],
        "“参评组织和个人不得同时通过多渠道进行申报”：同时由两处报了怎么办",
        {"provisions.single_channel.value": words(True, "不得多渠道申报，违者不予受理")},
    ),
    # 四(七): the list is publicised, and that is all.
    (
        CHINA,
        "AWS323",
        ["四(七)"],
        "“建议名单公示”：可否提出异议",
        {"stages.final_notice.objection.open": words(True, "公示期内可以提出异议")},
    ),
    (
        GANSU,
        "AWS313",
        ["relay 二"],
        "“提出候选名单”取多少",
        {"stages.province_candidates.rule.at_most": {"organisations": 15, "individuals": 3}},
    ),
    (GANSU, "AWS317", ["relay 二"], "省政府质量和提名奖", {"provisions.which_award": GONE}),
    (
        SG,
        "AWS317",
        ["三(六)"],
        "只写“及时通知”",
        {"stages.formal_check.supplement.within": words("5wd", "5个工作日内补充")},
    ),
    # Gansu: whoever can shall apply (一), beside annex 7; Word alone (四), beside Word and PDF.
    (
        GANSU,
        "AWS516",
        ["relay 一", "notice 附件7"],
        "要求“能报尽报”",
        {"provisions.whoever_can.value": words("能报尽报", "确保能报尽报，推荐按限额择优")},
    ),
    (
        GANSU,
        "AWS517",
        ["relay 四", "notice 四(一)"],
        "一处写“Word 电子版材料一份，用优盘拷贝”",
        {"provisions.electronic_copies.value": words("Word、PDF", "Word版和PDF版电子材料各一份")},
    ),
    (
        GANSU,
        "AWS317",
        ["relay 三", "notice 五(三)"],
        "两个机构都",
        {"provisions.two_supervisors": GONE},
    ),
    # 三(七)2: the site visit under two names; 三(七)3: deliberation by its heading, a vote within.
    (
        SG,
        "AWS515",
        ["三(七)1", "三(七)2"],
        "“现场评审”、“现场考评”",
        {
            "stages.site_visit.words": "组织评审专家组对候选企业进行现场评审",
            "stages.site_visit.deadline.on": words(
                date(2019, 1, 20), "现场评审（2019年1月20日前）"
            ),
        },
    ),
    (SG, "AWS317", ["三(七)3"], "“合议推荐”", {"provisions.deliberate_or_vote": GONE}),
    (
        SG,
        "AWS212",
        ["三(九)"],
        "“表彰奖励（2019年4月）”没有写到哪一天",
        {
            "window.closes": words(date(2019, 4, 30), "2019年4月30日"),
            "stages.commendation.opens": words(date(2019, 4, 1), "2019年4月1日"),
            "stages.commendation.deadline.on": words(date(2019, 4, 30), "2019年4月30日"),
        },
    ),
    # The plan of 2018: items after their articles, a step before the issue, the Spring Festival.
    (SG, "AWS202", ["三(七)3", "三(七)"], "晚于 三(七)", {"stages.vote.deadline": GONE}),
    (SG, "AWS202", ["三(八)2", "三(八)"], "晚于 三(八)", {"stages.approval.deadline": GONE}),
    (SG, "AWS201", ["三(一)"], "早于印发日 2018-09-05", {"sources.plan.issued": date(2018, 8, 1)}),
    (SG, "AWS203", ["三(八)2"], "2019-03-30 是周六", {"stages.approval.deadline": GONE}),
    (
        SG,
        "AWS204",
        ["三(八)1"],
        "差 9 天",
        {"stages.final_notice.duration": words("10wd", "10个工作日")},
    ),
    (
        SG,
        "AWS207",
        ["三(八)1"],
        "只有 4 个工作日",
        {"stages.final_notice.duration": words("10wd", "10个工作日")},
    ),
    (
        SG,
        "AWS209",
        ["三(九)", "三(七)", "三(七)2", "三(七)3", "三(八)", "三(八)2"],
        "2018-12-06 才公布",
        {"sources.plan.issued": date(2018, 12, 7)},
    ),
    (
        SG,
        "AWS304",
        ["三(七)3"],
        "到会人数、多数、是否记名没有写",
        {
            "stages.vote.rule.seats": 15,
            "stages.vote.rule.majority": 0.5,
            "stages.vote.words": "进行无记名投票评议，选出3名拟获奖企业",
        },
    ),
    (SG, "AWS507", ["三(七)1"], "没有 2011 年版", {"provisions.standard.value": "GB/T 19580—2012"}),
    (
        SG,
        "AWS508",
        ["二", "三(七)3"],
        "前3家",
        {"quotas.organisations.number": {"exactly": 3, "words": "3家"}},
    ),
    (SG, "AWS303", ["二"], "可否空缺没有写", {"quotas.organisations.may_stay_vacant": True}),
    (
        SG,
        "AWS416",
        ["三(五)", "三(六)", "三(七)1", "三(七)2", "三(七)3", "三(八)", "三(八)2", "三(九)"],
        "15 个环节里 8 个写死了日期",
        {
            f"stages.{name}.deadline": GONE
            for name in ("formal_check", "material_review", "site_visit", "vote")
        },
    ),
    (
        SG,
        "AWS311",
        ["三(七)1"],
        "450分",
        {"stages.score_line.rule.at_least": {"at_least": 450, "words": "获得450分以上"}},
    ),
]


@pytest.fixture(scope="module")
def rules() -> Iterator[Catalogue]:
    """The built-in rules and those of the tree's own packages, installed or not."""
    made = {}
    for folder in sorted(PLUGINS.iterdir()):
        if (folder / "policies").is_dir():
            name = f"checked_{folder.name}"
            spec = importlib.util.spec_from_file_location(
                name, folder / "__init__.py", submodule_search_locations=[str(folder)]
            )
            assert spec is not None
            made[name] = sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(made[name])
    yield load_catalogue(make_manager(entry_points=False, more=list(made.values())))
    for name in made:
        del sys.modules[name]


def mended(policy: Policy, settled: dict[str, object]) -> Policy:
    raw = dict(policy.raw)
    for path, value in settled.items():
        raw = remove_path(raw, path) if value is GONE else set_path(raw, path, value)
    return parse_policy(raw, policy.file)


def found_by(policy: Policy, code: str, catalogue: Catalogue) -> list[Finding]:
    return check_policy(policy, catalogue, select=[code])


@pytest.mark.parametrize(
    ("file", "code", "articles", "said", "settled"),
    POINTS,
    ids=[
        f"{file.split('/')[0]}-{code}-{'-'.join(articles)}" for file, code, articles, *_ in POINTS
    ],
)
def test_a_point_is_found_and_silent_once_it_is_settled(file, code, articles, said, settled, rules):
    policy = read_policy(PLUGINS / file)
    found = [one for one in found_by(policy, code, rules) if said in one.what.zh + one.effect.zh]
    assert [list(one.place.articles) for one in found] == [articles]
    assert found[0].severity is Severity.CLARIFY
    assert found[0].place.line > 0
    after = found_by(mended(policy, settled), code, rules)
    assert [one for one in after if said in one.what.zh + one.effect.zh] == []


def test_a_draft_of_the_same_words_has_errors_where_it_cannot_be_carried_out(rules):
    policy = attrs.evolve(read_policy(PLUGINS / SG), state="draft")
    found = {one.code.id: one.severity for one in check_policy(policy, rules)}
    assert found["AWS202"] is Severity.ERROR
    assert found["AWS204"] is Severity.WARNING


@pytest.mark.parametrize("path", sorted(PLUGINS.glob("*/policies/*.toml")), ids=str)
def test_nothing_is_said_of_the_form_or_the_words_of_an_issued_text(path, rules):
    """Its file is in order: findings are about what the document says."""
    found = [one for one in check_policy(path, rules) if one.severity is not Severity.CLARIFY]
    assert found == []


@pytest.mark.parametrize(
    ("until", "said"),
    [
        # The regulation of 2020 is in force until 2025-03-31, the edition opens on 2025-09-17.
        (date(2025, 3, 31), "有效期到 2025-03-31，早于本届开始（2025-09-17）"),
        (date(2025, 11, 30), "有效期到 2025-11-30，早于本届结束（2025-12-31）"),
        (date(2025, 12, 31), ""),
    ],
)
@pytest.mark.parametrize("cited", ["《清远市政府质量奖管理办法》", "清府办〔2020〕4号"])
def test_a_ground_that_is_out_of_force_is_found_by_its_number_or_its_title(
    until, said, cited, rules
):
    """A plan that cites the regulation before it, in force until one day or another."""
    policy = mended(
        read_policy(PLUGINS / QY25), {"provisions.legal_basis.value": words(cited, f"根据{cited}")}
    )
    before = read_policy(PLUGINS / QY20)
    (source,) = before.sources.values()
    source = attrs.evolve(source, title="清远市政府质量奖管理办法", number="清府办〔2020〕4号")
    ends = attrs.evolve(before.window.valid_to, value=until)
    window = attrs.evolve(before.window, valid_to=ends)
    text = attrs.evolve(before, sources={"r": source}, window=window)
    known = attrs.evolve(Known.of(rules), texts=lambda: [text, policy])
    made, _ = build_procedure(policy, default_scenario(policy), known)
    material = Material(policy, default_scenario(policy), made, {}, known.texts)
    found = [one.what.zh for one in check_basis(material)]
    assert [said in one for one in found] == [True] * bool(said)


#: Notes of a file, and the finding that has their point: the note is not told beside it.
FOLDED = [
    (QY25, "AWS203", ["七(二)"], "readings.receipt_roll"),
    (QY25, "AWS514", ["五(三)"], "readings.repeat_winners"),
    (QY25, "AWS208", ["七(二)", "七(三)", "七(八)", "九(二)"], "readings.pending_objection"),
    (QY20, "AWS504", ["三十三", "十一"], "readings.revoked_winner"),
    (SG, "AWS203", ["三(八)2"], "readings.day_off"),
    (SG, "AWS202", ["三(七)3", "三(七)"], "readings.review_end"),
    (SG, "AWS204", ["三(八)1"], "readings.notice_days"),
    (SG, "AWS508", ["二", "三(七)3"], "readings.winners_by"),
    (SG, "AWS311", ["三(七)1"], "readings.line"),
    (SG, "AWS304", ["三(七)3"], "readings.majority"),
]


@pytest.mark.parametrize(("file", "code", "articles", "reading"), FOLDED)
def test_a_reading_is_told_by_the_finding_that_has_its_point_and_alone_without_it(
    file, code, articles, reading, rules
):
    policy = read_policy(PLUGINS / file)
    found = check_policy(policy, rules)
    assert reading not in [one.place.path for one in found]
    held = [one for one in found if one.code.id == code and list(one.place.articles) == articles]
    name = reading.partition(".")[2]
    taken = policy.readings[name].options[policy.readings[name].default].title
    assert [f"“{taken.zh}”（{reading}）" in one.effect.zh for one in held] == [True]
    assert f"'{taken.en}' ({reading})" in held[0].effect.en


@pytest.mark.parametrize(
    ("file", "note", "code"),
    [
        (QY25, "provisions.disqualified_individuals.value", "AWS509"),
        (QY20, "provisions.prize_recovery.value", "AWS510"),
        (QY20, "provisions.after_expiry.value", "AWS511"),
        (PZH, "provisions.reapplication.value", "AWS316"),
        (SG, "provisions.vote_method.value", "AWS304"),
        (CHINA, "provisions.recusal.value", "AWS314"),
    ],
)
def test_what_another_finding_says_is_not_noted_a_second_time(file, note, code, rules):
    found = check_policy(read_policy(PLUGINS / file), rules)
    assert code in {one.code.id for one in found}
    assert note not in [one.place.path for one in found]


def test_of_two_readings_of_one_sentence_only_the_first_is_the_contradiction(rules):
    """五(三) of 2025: may winners apply, and which lock-out binds those of the old regulation."""
    found = check_policy(read_policy(PLUGINS / QY25), rules, select=["AWS502"])
    paths = [one.place.path for one in found]
    assert "readings.successor_rule" in paths
    assert "readings.repeat_winners" not in paths


HAN = re.compile(r"[\u4e00-\u9fff]+")
#: What stays Chinese for an English reader: what is quoted, titles, articles.
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|[一二三四五六七八九十]+(\([一二三四五六七八九十]+\))?\d*")


@pytest.mark.parametrize("path", sorted(PLUGINS.glob("*/policies/*.toml")), ids=str)
def test_our_remarks_are_in_the_language_of_the_reader(path):
    """Every remark of a text that is issued has both languages; only quotations stay Chinese."""
    policy = read_policy(path)
    reasons = {leaf.cell.reason for leaf in leaves(policy)}
    reasons |= {one.reason for one in policy.channels.values()}
    for section in (policy.stages, policy.conditions):
        reasons |= {one.rule.reason for one in section.values() if one.rule is not None}
    remarks = [one for one in reasons if one and "@" not in one.zh]
    assert len(remarks) > 10
    assert [one.en for one in remarks if HAN.search(QUOTED.sub("", one.en))] == []
    assert [one.zh for one in remarks if not HAN.search(one.zh)] == []


@pytest.mark.parametrize(
    ("file", "articles"), [(CHINA, ("全文",)), (GANSU, ("relay 全文", "notice 全文"))]
)
def test_a_notice_without_a_date_of_issue_cannot_be_put_on_the_calendar(file, articles, rules):
    """Neither of the two notices of 2023 has a date; with one the edition opens on it."""
    policy = read_policy(PLUGINS / file)
    (found,) = found_by(policy, "AWS409", rules)
    assert "也没有印发日期" in found.what.zh
    assert found.place.articles == articles
    assert found.place.line > 0
    issued = {f"sources.{name}.issued": date(2023, 4, 20) for name in policy.sources}
    assert found_by(mended(policy, issued), "AWS409", rules) == []


def test_with_the_document_two_names_stand_at_the_line_of_the_file(rules, tmp_path):
    """The plan's own sentences (七(四), 七(五)), as a document beside the file."""
    document = tmp_path / "plan.txt"
    sentences = ["按照“双随机”原则组织材料评审。", "对未进入现场评审的申报人，反馈资料评审情况。"]
    document.write_text("通知\n一、时间\n" + "\n".join(sentences), "utf-8")
    found = check_policy(
        read_policy(PLUGINS / QY25), rules, sources=[str(document)], select=["AWS515"]
    )
    where = [one.place for one in found if "资料评审" in one.what.zh]
    assert [(one.path, list(one.articles)) for one in where] == [
        ("provisions.feedback.value", ["七(四)", "七(五)"])
    ]
