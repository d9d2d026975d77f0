"""Comparisons of texts as they are shown: sentences, tables, files, in both languages."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest

from awardsim.comparison.side_by_side import beside
from awardsim.policy import Cell, Status, parse_policy, read_policy
from awardsim.policy.paths import set_path
from awardsim.report.console import width
from awardsim.report.diff_coverage import coverage_grid, coverage_screen
from awardsim.report.diff_data import diff_data, diff_grid
from awardsim.report.diff_redline import redline
from awardsim.report.diff_table import table
from awardsim.report.diff_words import cell_text, value
from awardsim.report.grid import check_grid_files, grid_csv, grid_markdown, write_grid
from awardsim.text import Text
from awardsim.units import Duration
from tests.support.procedures import policy

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    policy.id: policy for policy in map(read_policy, sorted(ROOT.glob("plugins/*/policies/*.toml")))
}
LANGUAGES = ("zh", "en")


def compared(*names):
    return beside([TEXTS[name] for name in names])


@pytest.fixture(scope="module")
def city():
    return compared("qingyuan@2020", "qingyuan@2025")


@pytest.fixture(scope="module")
def three():
    return compared("qingyuan@2020", "qingyuan@2025", "panzhihua@2022")


def joined(lines):
    """Lines as one text, so that a sentence is found wherever it was broken."""
    return "".join(line.strip() for line in lines)


def spaced(lines):
    return re.sub(r"\s+", " ", " ".join(lines))


# ---- sentences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "名额（企业或组织）：≤3，可以空缺（三） → ≤5，可以空缺（二）",
        "新增：名额（个人奖），≤10，可以空缺（二）",
        "评选周期：2年（三） → 未写（全文）",
        "新增：县级公示，≥5个工作日（七(二)）",
        "新增：受理名单公示，5个工作日（七(三)）",
        "拟奖名单公示 → 拟奖建议名单公示：≥7个日历日（十八，推断） → 5个工作日（七(八)）",
        "公示合计：≥7个日历日（十八，推断） → ≥20个工作日（七(一)、七(二)、七(三)、七(八)，推断）",
        "企业或组织≤6（原则上）（十五） → 组织奖：未写，个人奖：未写（七(五)）",
        "转送时限：见异议处理制度（第二十八条） → ≤3个工作日（九(二)）",
        "改称：资料评审（十五） → 材料评审（七(四)）",
        "改称：市强市办（七） → 市质量强市办（四(二)）",
        "一次性奖励（元，每家）：500,000（二十一） → 未写（八）",
        "删去：每年报送绩效报告，向市强市办及所在县市场监管部门，为期 3年（三十）",
        "有效期至：2025-03-31（三十五） → 未写（全文）",
        "“公示时间不少于7日” → “对获奖建议名单向社会公示” … “向社会公示5个工作日”",
        "环节对照（16步 → 20步；",
    ],
)  # fmt: skip
def test_two_texts_of_a_city_read_like_a_redline_in_its_own_words(city, sentence):
    assert re.sub(r"\s", "", sentence) in re.sub(r"\s", "", joined(redline(city, "zh")))


@pytest.mark.parametrize(
    "sentence",
    [
        "awards (organisations): ≤3, may stay vacant (三) → ≤5, may stay vacant (二)",
        "added: county notice, ≥5 working days (七(二))",
        "final notice: ≥7 calendar days (十八, inferred) → 5 working days (七(八))",
        "cycle: 2 years (三) → unstated (全文)",
        "renamed: county screening: 县级评价 (十三) → 县局审核 (七(二))",
        "prize money, once (yuan each): 500,000 (二十一) → unstated (八)",
    ],
)
def test_the_same_in_english(city, sentence):
    assert sentence in spaced(redline(city, "en"))


def test_two_cities_are_compared_in_common_words():
    shown = redline(compared("qingyuan@2025", "panzhihua@2022"), "zh")
    lines = joined(shown)
    assert "受理名单公示：5个工作日（七(三)） → ≥5个工作日（十三）" in lines
    assert "删去：获奖后限报，2个评选周期" in lines
    assert "新增：陈述答辩（十七）" in lines
    assert "改称" not in lines
    assert not any(line.startswith("      “") for line in shown)


def test_hearing_opinions_is_not_said_to_be_a_notice():
    """Panzhihua 十一: 广泛听取意见, of the same type as a notice that is posted elsewhere."""
    lines = joined(redline(compared("qingyuan@2025", "panzhihua@2022"), "zh"))
    assert "单位听取意见、提出推荐意见（十一）" in lines


def test_a_step_that_moved_has_the_names_of_both_texts():
    """Panzhihua's defence follows the site visit (十六、十七), the China award's precedes it."""
    title = {"zh": "现场核查", "en": "check on site"}
    raw = set_path(TEXTS["china_award@2023"].raw, "stages.site_visit.title", title)
    lines = joined(redline(beside([TEXTS["panzhihua@2022"], parse_policy(raw, "")]), "zh"))
    assert "移动：现场评审 → 现场核查：原在陈述答辩之前 → 陈述答辩之后" in lines


def test_a_list_for_the_defence_is_not_the_list_for_the_vote():
    """Panzhihua 十六: who defends, after the visits; Shaoguan 三(七)3: the best five by score."""
    lines = joined(redline(compared("panzhihua@2022", "shaoguan@2018"), "zh"))
    assert "删去：确定现场评审名单：提出陈述答辩名单（十六）" in lines
    assert "新增：确定现场评审名单：得分前5名（三(七)3）" in lines
    assert "先后" not in lines


def test_what_a_title_tells_is_not_told_twice():
    """近3年未发生亏损, and not: 近3年未发生亏损，近3年; but what is inferred is told."""
    lines = joined(redline(compared("qingyuan@2020", "qingyuan@2025"), "zh"))
    assert "删去：近3年未发生亏损（十(二)）" in lines
    assert "删去：无重大质量投诉，近3年（十(二)，推断）" in lines
    assert "新增：从事质量相关工作5年以上（五(二)2）" in lines


def test_another_rule_is_told_by_its_title():
    """取前若干名 → 分数线, and not top_n → threshold."""
    toml = (ROOT / "plugins/qingyuan/policies/2020.toml").read_text("utf-8")
    raw = tomllib.loads(toml)
    raw["stages"]["site_list"]["rule"] = {"name": "threshold", "at_least": 450}
    path = "stages.site_list.rule"
    titles = ({path: Text("取前若干名", "top n")}, {path: Text("分数线", "threshold")})
    texts = [TEXTS["qingyuan@2020"], parse_policy(raw, "2020.toml")]
    found = beside(texts, ["old", "new"], titles)
    rule = next(one for one in found.rules if one.id.startswith("stages.SHORTLIST"))
    told = [
        part.cell.value.zh for one in rule.sayings for part in one[0].parts if part.name == "rule"
    ]
    assert told == ["取前若干名", "分数线"]
    assert "top_n" not in joined(redline(found, "zh", everything=True))


def chain(*types):
    """A text whose stages come one after the other; each is called as its type is."""
    toml = "".join(
        f'[stages.{type_.lower()}]\ntype = "{type_}"\nkind = "wait"\nper = "batch"\n'
        + (f'after = ["{types[place - 1].lower()}"]\n' if place else "")
        for place, type_ in enumerate(types)
    )
    return policy(toml)


def test_a_move_says_from_where_to_where():
    last, first = (
        chain("DOC_REVIEW", "SHORTLIST", "SITE", "DEFENCE", "DECIDE"),
        chain("DOC_REVIEW", "DEFENCE", "SHORTLIST", "SITE", "DECIDE"),
    )
    there = redline(beside([last, first]), "zh")
    assert "  移动：defence：原在shortlist之后 → shortlist之前" in there
    assert sum("移动" in line for line in there) == 3  # once, in the counts, in the heading
    back = redline(beside([first, last]), "en")
    assert "  moved: defence: before site → after site" in back


def test_the_same_text_twice_has_no_difference_in_so_many_words():
    for one in TEXTS.values():
        lines = redline(beside([one, one]), "zh")
        assert "没有不同。" in lines
        assert "No difference." in redline(beside([one, one]), "en")
        assert not any("→" in line for line in lines[1:])


def test_only_articles_that_differ_are_said_to_be_no_difference():
    raw = dict(TEXTS["qingyuan@2025"].raw)
    raw["quotas"] = {name: {**quota, "source": "plan 三"} for name, quota in raw["quotas"].items()}
    found = beside([TEXTS["qingyuan@2025"], parse_policy(raw, "2025.toml")])
    assert "没有不同。（2处只是条文号、原文字句或说明有别）" in redline(found, "zh")


def test_every_step_stands_in_the_table_of_steps_once(city):
    for number, one in enumerate(city.policies):
        lines = redline(city, "zh")
        start = next(place for place, line in enumerate(lines) if line.startswith("环节对照"))
        shown = "\n".join(lines[start:])
        for stage in one.stages.values():
            assert stage.title.zh in shown, number


# ---- tables -------------------------------------------------------------------------------------


def test_what_a_text_denies_omits_or_has_elsewhere_is_told_apart(three):
    lines = joined(table(three, "zh"))
    for cell in ("附 附件7", "√ ≥5个工作日", "≈ ≥7个日历日 十八?", "√2年 三", "≠", "–"):
        assert cell in lines
    rows = {tuple(row[:2]): row for row in diff_grid(three, "zh").rows}
    fee = next(rule for rule in three.rules if rule.id == "provisions.FEE")
    statuses = [[said.status for said in sayings] for sayings in fee.sayings]
    assert statuses[:2] == [[Status.EXCLUDED], [Status.EXCLUDED]]
    lasts = rows["获奖后限报", "获奖后限报"]
    assert lasts[3:6] == ["5年，范围 同类奖", "十一", "推断"]
    assert "“在获奖后5年内”" in lasts[6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_fits_whatever_is_compared(language):
    groups = [
        *itertools.pairwise(TEXTS.values()),
        *(tuple(TEXTS.values())[:count] for count in (3, 4, 5)),
        tuple(TEXTS.values()) * 3,
    ]
    for group in groups:
        found = beside(group)
        for everything in (False, True):
            shown = table(found, language, everything=everything)
            if len(group) == 2:
                shown += redline(found, language, everything=everything)
            shown += coverage_screen(found.policies, found.names, language)
            assert max(map(width, shown)) <= 100


def numbers(shown):
    return re.findall(r"\d[\d,.:-]*", shown)


def test_both_languages_carry_the_same_figures(three):
    plain = (int, float, Duration)
    seen = 0
    for rule in three.rules:
        for said in (one for sayings in rule.sayings for one in sayings):
            for part in said.parts:
                if isinstance(part.cell.value, plain) and not isinstance(part.cell.value, bool):
                    shown = [cell_text(part.cell, language, part.name) for language in LANGUAGES]
                    assert numbers(shown[0]) == numbers(shown[1]) != []
                    assert all(
                        text in value(said, lang)
                        for text, lang in zip(shown, LANGUAGES, strict=True)
                    )
                    seen += 1
    assert seen > 40


def test_counts_of_the_coverage_are_those_of_the_text(three):
    grid = coverage_grid(three.policies, three.names, "zh")
    assert grid.rows[-1][0] == "合计"
    for number in (1, 2):
        column = [int(row[number]) for row in grid.rows]
        assert sum(column[:-1]) == column[-1] > 0
    assert "qingyuan@2025 有着落 58%" in grid.remarks  # (65 + 13 + 1) of 137


# ---- files --------------------------------------------------------------------------------------


def test_the_data_are_the_same_in_every_language_and_complete(city):
    data = json.loads(json.dumps(diff_data(city), allow_nan=False))
    assert (data["schema"], data["kind"], data["differ"]) == (1, "redline", True)
    rules = {rule["id"]: rule for rule in data["rules"]}
    notice = rules["stages.FIN_NOTICE"]
    assert notice["changes"] == ["changed"]
    old, new = (side[0]["values"][0] for side in notice["texts"])
    assert (old["value"], old["bound"], old["article"]) == ("7cd", "at_least", "十八")
    assert (new["value"], new["bound"], new["article"]) == ("5wd", "exactly", "七(八)")
    assert new["words"] == "向社会公示5个工作日"
    assert sum(data["changes"].values()) == len(data["rules"])
    assert diff_grid(city, "zh").data == diff_grid(city, "en").data


def test_a_workbook_has_the_article_beside_each_cell_and_further_sheets(three, tmp_path):
    (target,) = check_grid_files([str(tmp_path / "a.xlsx")], force=False)
    write_grid(diff_grid(three, "zh"), target, force=False)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["条文对照", "环节对照", "写明情况"]
    rows = list(book["条文对照"].iter_rows(min_row=2))
    head = [cell.value for cell in rows[0]]
    assert head[3:7] == [
        f"qingyuan@2020{tail}" for tail in ("", " 条文", " 状态", " 原文字句、说明")
    ]
    notice = next(row for row in rows if row[1].value == "拟奖名单公示")
    assert [cell.value for cell in notice[7:10]] == ["5个工作日", "七(八)", "写明"]
    deviating = next(row for row in rows if row[1].value == "名额（组织奖）")
    assert deviating[2].value == "qingyuan@2025"
    filled = [cell.column for cell in deviating if cell.fill.fgColor.rgb == "FFFFF2CC"]
    assert filled == [8]


def test_of_two_texts_old_and_new_are_beside_each_other(city):
    grid = diff_grid(city, "zh")
    assert grid.headers[3:7] == [
        "qingyuan@2020",
        "qingyuan@2020 条文",
        "qingyuan@2025",
        "qingyuan@2025 条文",
    ]
    notice = next(row for row in grid.rows if row[1] == "拟奖名单公示")
    assert notice[3:7] == ["≥7个日历日", "十八", "5个工作日", "七(八)"]
    assert notice[7] == "推断"
    assert "“公示时间不少于7日”" in notice[8]
    assert notice[9:10] == ["写明"]


def test_markdown_and_csv_have_every_row(city):
    grid = diff_grid(city, "zh")
    rows = list(csv.reader(io.StringIO(grid_csv(grid)[1:])))
    assert len(rows) == len(grid.rows) + 1
    shown = grid_markdown(grid)
    assert "## 环节对照" in shown
    assert "## 文本写明了多少" in shown
    assert shown.count("\n| ") >= len(grid.rows)


VOTING = """
[stages.review]
kind = "work"
type = "DOC_REVIEW"
rule = {{ name = "mean_of_reviewers" }}
[stages.line]
kind = "gate"
type = "SHORTLIST"
per = "batch"
after = ["review"]
rule = {{ name = "threshold", at_least = {line}, of = "review" }}
[stages.score]
kind = "wait"
type = "COMBINE"
per = "batch"
after = ["line"]
rule = {{ name = "weighted_sum", weights = {{ review = {weight} }} }}
[stages.vote]
kind = "meeting"
type = "DECIDE"
per = "batch"
after = ["score"]
rule = {{ name = "approval_vote", seats = "unstated", choose = {choose}, majority = {majority} }}
"""


def test_thresholds_weights_and_votes_are_read_out():
    one = policy(VOTING.format(line=450, weight=0.4, choose=3, majority=0.5))
    soft = "{ value = 450, soft = true }"
    other = policy(VOTING.format(line=soft, weight=60, choose=3, majority=0))
    shown = re.sub(r"\s", "", joined(redline(beside([one, other]), "zh")))
    for sentence in (
        "line（分数线）：450（6）→450（原则上）（6）",
        "score（权重）：材料评审：40%（6）→材料评审：60（6）",
        "委员人数未写，选出3，当选得票50%（6）→",
        "选出3，以得票多者为准（6）",
    ):
        assert sentence in shown


# ---- what a draft may bring ---------------------------------------------------------------------


def draft(**changes):
    """The sample text with other tables."""
    raw = tomllib.loads((ROOT / "tests/policy/sample.toml").read_text("utf-8"))
    return parse_policy({**raw, **changes}, "sample.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_lacks_whole_sections_is_compared_all_the_same(language):
    whole = draft()
    kept = next(name for name, stage in whole.stages.items() if not stage.after)
    gone = ("conditions", "quotas", "provisions", "readings", "channels")
    bare = draft(stages={kept: whole.raw["stages"][kept]}, **{name: {} for name in gone})
    for texts in ([whole, bare], [bare, whole], [bare, bare], [bare, whole, *TEXTS.values()]):
        found = beside(texts)
        shown = table(found, language) + coverage_screen(texts, found.names, language)
        if len(texts) == 2:
            shown += redline(found, language)
        assert max(map(width, shown)) <= 100
        assert bool(diff_grid(found, language).rows) == (found.differ or len(texts) > 2)


def test_long_numbers_and_names_are_broken_and_signs_of_a_terminal_are_written_out():
    long = "质量" * 80
    raw = TEXTS["qingyuan@2025"].raw
    quotas = {"organisations": {**raw["quotas"]["organisations"], "number": 10**15}}
    stages = {**raw["stages"]}
    stages["call"] = {**stages["call"], "title": {"zh": f"\x1b[31m{long}", "en": long}}
    other = parse_policy({**raw, "quotas": quotas, "stages": stages}, "2025.toml")
    found = beside([TEXTS["qingyuan@2025"], other])
    for language in LANGUAGES:
        shown = redline(found, language) + table(found, language)
        assert max(map(width, shown)) <= 100
        assert "\x1b" not in joined(shown)
        assert "1,000,000,000,000,000" in joined(shown)


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        (Cell(None, Status.UNSTATED), "未写", "unstated"),
        (Cell(None, Status.UNREAD), "未读", "unread"),
        (
            Cell(None, Status.EXCLUDED, reason=Text("不收费", "no fee")),
            "明文没有（不收费）",
            "excluded (no fee)",
        ),
        (Cell(None, Status.ELSEWHERE, reason=Text("附件7", "annex 7")), "见附件7", "in annex 7"),
        (Cell(450, Status.STATED, soft=True), "450（原则上）", "450 (in principle)"),
        (Cell(Text("甲", "a"), Status.STATED), "甲", "a"),
    ],
)
def test_a_value_and_the_ways_in_which_there_is_none(cell, zh, en):
    assert (cell_text(cell, "zh"), cell_text(cell, "en")) == (zh, en)
