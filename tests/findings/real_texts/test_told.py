"""What is told of the issued texts beside each finding's own point: once, and in whose words."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest
from findings.real_texts import china_2023, panzhihua_2022, qingyuan_2020, qingyuan_2025
from findings.real_texts import shaoguan_2018 as shaoguan
from support.settled import PLUGINS, Here, mended, words

from awardsim.findings import Severity, check_policy
from awardsim.policy import leaves, read_policy

QY25, QY20, PZH = qingyuan_2025.FILE, qingyuan_2020.FILE, panzhihua_2022.FILE
SG, CHINA = shaoguan.FILE, china_2023.FILE
TEXTS = sorted(PLUGINS.glob("*/policies/*.toml"))


def test_a_draft_of_the_same_words_has_errors_where_it_cannot_be_carried_out(issued, rules):
    policy = attrs.evolve(issued(SG).policy, state="draft")
    found = {one.code.id: one.severity for one in check_policy(policy, rules)}
    assert found["AWS202"] is Severity.ERROR
    assert found["AWS204"] is Severity.WARNING


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_nothing_is_said_of_the_form_or_the_words_of_an_issued_text(path, issued):
    """Its file is in order: findings are about what the document says."""
    found = issued(str(path.relative_to(PLUGINS))).found
    assert [name for name, one in found.items() if one.severity is not Severity.CLARIFY] == []


# ---- the ground of the plan of 2025 -----------------------------------------------------------


def in_force_until(issued, until: date):
    """The regulation of 2020 with a number, in force until a day."""
    before = issued(QY20).policy
    (source,) = before.sources.values()
    source = attrs.evolve(source, title="清远市政府质量奖管理办法", number="清府办〔2020〕4号")
    ends = attrs.evolve(before.window.valid_to, value=until)
    window = attrs.evolve(before.window, valid_to=ends)
    return attrs.evolve(before, sources={"r": source}, window=window)


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
    until, said, cited, issued, rules
):
    """A plan that cites the regulation before it, in force until one day or another."""
    policy = mended(
        issued(QY25).policy, {"provisions.legal_basis.value": words(cited, f"根据{cited}")}
    )
    here = Here(rules, (in_force_until(issued, until), policy))
    found = {one.code.id: one.what.zh for one in check_policy(policy, here)}
    assert said in found.get("AWS513", "")
    assert ("AWS513" in found) is bool(said)
    assert "AWS518" not in found  # the same point


@pytest.mark.parametrize(
    ("until", "told"), [(date(2025, 3, 31), True), (date(2025, 9, 16), True), (None, False)]
)
def test_a_plan_has_no_regulation_once_the_last_one_has_lapsed(until, told, issued, rules):
    """It cites a letter; whatever is in force when it opens is a regulation behind it."""
    policy = issued(QY25).policy
    there = (in_force_until(issued, until or date(2025, 9, 17)), policy)
    found = [one.code.id for one in check_policy(policy, Here(rules, there))]
    assert ("AWS518" in found) is told
    if told:
        renewed = attrs.evolve(in_force_until(issued, date(2030, 3, 31)), version="2025b")
        after = check_policy(policy, Here(rules, (*there, renewed)))
        assert "AWS518" not in [one.code.id for one in after]
    alone = check_policy(policy, Here(rules, (policy,)))
    assert "AWS518" not in [one.code.id for one in alone]


# ---- each point once --------------------------------------------------------------------------

#: Notes of a file, and the finding that has their point: the note is not told beside it.
FOLDED = [
    (QY25, "AWS203", "七(二)", "readings.receipt_roll"),
    (QY25, "AWS514", "五(三)", "readings.repeat_winners"),
    (QY25, "AWS208", "七(二)、七(三)、七(八)、九(二)", "readings.pending_objection"),
    (QY20, "AWS504", "三十三、十一", "readings.revoked_winner"),
    (SG, "AWS203", "三(八)2", "readings.day_off"),
    (SG, "AWS202", "三(七)3、三(七)", "readings.review_end"),
    (SG, "AWS204", "三(八)1", "readings.notice_days"),
    (SG, "AWS508", "二、三(七)3", "readings.winners_by"),
    (SG, "AWS311", "三(七)1", "readings.line"),
    (SG, "AWS304", "三(七)3", "readings.majority"),
]


@pytest.mark.parametrize(("file", "code", "articles", "reading"), FOLDED)
def test_a_reading_is_told_by_the_finding_that_has_its_point_and_alone_without_it(
    file, code, articles, reading, issued
):
    text = issued(file)
    assert reading not in [one.place.path for one in text.found.values()]
    (held,) = [
        one
        for one in text.found.values()
        if one.code.id == code and "、".join(one.place.articles) == articles
    ]
    name = reading.partition(".")[2]
    taken = text.policy.readings[name].options[text.policy.readings[name].default].title
    assert f"“{taken.zh}”（{reading}）" in held.effect.zh
    assert f"'{taken.en}' ({reading})" in held.effect.en


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
def test_what_another_finding_says_is_not_noted_a_second_time(file, note, code, issued):
    found = issued(file).found.values()
    assert code in {one.code.id for one in found}
    assert note not in [one.place.path for one in found]


def test_of_two_readings_of_one_sentence_only_the_first_is_the_contradiction(issued):
    """五(三) of 2025: may winners apply, and which lock-out binds those of the old regulation."""
    found = issued(QY25).found
    assert "AWS502 readings.successor_rule" in found
    assert "AWS502 readings.repeat_winners" not in found


# ---- what settles it ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_what_is_missing_has_a_sentence_that_fits_it(path, issued):
    """Not the same words for all: what is suggested under 建议表述 can be put into the article."""
    found = issued(str(path.relative_to(PLUGINS))).found.values()
    missing = [one for one in found if one.code.id in ("AWS314", "AWS317")]
    assert missing
    assert [one.place.path for one in missing if one.repair == one.code.repair] == []
    own = [one.repair.zh for one in missing if "＿＿" in one.repair.zh]
    assert len(set(own)) == len(own)


@pytest.mark.parametrize("file", [QY25, SG])
def test_a_day_that_is_suggested_for_a_day_off_brings_no_other_fault(file, issued):
    """Each is tried on a copy: 现场考评 (01-20) cannot go past 三(七), which ends on that day."""
    text = issued(file)
    offered = [one for one in text.found.values() if one.code.id == "AWS203"]
    assert offered
    for one in offered:
        day = date.fromisoformat(re.findall(r"改为 (\S+)，", one.repair.zh)[0])
        after = text.once({f"{one.place.path}.value": day})
        assert f"AWS203 {one.place.path}" not in after
        dates = {name for name in after if name.startswith("AWS2")}
        assert dates <= {name for name in text.found if name.startswith("AWS2")}


# ---- in whose words ---------------------------------------------------------------------------

HAN = re.compile(r"[\u4e00-\u9fff]+")
#: What stays Chinese for an English reader: what is quoted, titles, articles.
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|[一二三四五六七八九十]+(\([一二三四五六七八九十]+\))?\d*")


@pytest.mark.parametrize("path", TEXTS, ids=str)
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


def test_with_the_document_two_names_stand_at_the_line_of_the_file(issued, rules, tmp_path):
    """The plan's own sentences (七(四), 七(五)), as a document beside the file."""
    document = tmp_path / "plan.txt"
    sentences = ["按照“双随机”原则组织材料评审。", "对未进入现场评审的申报人，反馈资料评审情况。"]
    document.write_text("通知\n一、时间\n" + "\n".join(sentences), "utf-8")
    found = check_policy(issued(QY25).policy, rules, sources=[str(document)], select=["AWS515"])
    where = [one.place for one in found if "资料评审" in one.what.zh]
    assert [(one.path, list(one.articles)) for one in where] == [
        ("provisions.feedback.value", ["七(四)", "七(五)"])
    ]
