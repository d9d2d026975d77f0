"""The answer to a `why`: the same dates in both languages, countable, never too wide."""

import datetime
import importlib
import json
import re
from pathlib import Path

import attrs
import pytest

from awardsim.analysis.subject import FIGURES, Subject, find_subject, subjects
from awardsim.cli import main
from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy.reader import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.procedure.nesting import whole_text
from awardsim.report.console import width
from awardsim.report.explaining import why_data, why_screen
from awardsim.scenario.reader import default_scenario, override, read_scenario

ROOT = Path(__file__).resolve().parents[2]
RULE = load_catalogue(make_manager(entry_points=False)).rule
PLAN = read_policy(ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml")
SCENARIO = read_scenario(ROOT / "scenarios" / "qingyuan-2025.toml")
BY_HAND = (
    "durations.county_consult=2wd",
    "durations.recommend=3wd",
    "durations.receipt=0cd",
    "fill.stages.apply.closes=2025-09-30",
)
DATE = re.compile(r"(?<!\d)\d\d-\d\d(?!\d)")


def planned(*sets: str) -> Procedure:
    return build(PLAN, override(SCENARIO, [*BY_HAND, *sets]), RULE)


@pytest.fixture(scope="module")
def plan() -> Procedure:
    return planned()


def told(procedure: Procedure, asked: str, language="zh", **options) -> list[str]:
    subject = find_subject(procedure, asked)
    return why_screen(procedure, subject, language, "it", **options)


def line_of(lines: list[str], part: str) -> str:
    return next(line for line in lines if part in line)


def test_the_county_notice_day_by_day(plan):
    lines = told(plan, "县级公示")
    start = lines.index(line_of(lines, "逐日数"))
    assert lines[start + 1 : start + 8] == [
        " 10-11 周六  发布当天，不计入（补班日）",
        " 10-12 周日  周末，不计",
        " 10-13 周一  第1天",
        " 10-14 周二  第2天",
        " 10-15 周三  第3天",
        " 10-16 周四  第4天",
        " 10-17 周五  第5天，当日下班期满",
    ]
    assert "10-16 周四 期满" in lines[start + 8]
    shown = "\n".join(lines)
    assert "条文 七(二) 不少于5个工作日 (写明)  “公示时间不少于 5 个工作日”" in shown


def test_a_notice_across_national_day_takes_the_holiday_in_one_line():
    lines = told(planned("fill.stages.apply.closes=2025-09-25"), "县级公示")
    start = lines.index(line_of(lines, "逐日数"))
    # consultation on Friday 26 and the worked Sunday 28 September, posted on Monday
    assert lines[start + 1 : start + 10] == [
        " 09-29 周一   发布当天，不计入",
        " 09-30 周二   第1天",
        " 10-01—10-08  国庆节、中秋节放假，不计",
        " 10-09 周四   第2天",
        " 10-10 周五   第3天",
        " 10-11 周六   第4天（补班日）",
        " 10-12 周日   周末，不计",
        " 10-13 周一   第5天，当日下班期满",
        " 如发布当天也算第1天：10-11 周六补班 期满（calendar.count = include_first）",
    ]
    assert "关于2025年部分节假日安排的通知" in "".join(line.strip() for line in lines)


def test_who_cannot_be_in_time_for_the_close_is_marked():
    # the first internal notice is over on Wednesday 24 September at the close of business
    lines = told(planned("fill.stages.apply.closes=2025-09-24"), "县级公示")
    assert "⚠ 晚于申报截止 09-24 周三" in "".join(line.split("  ")[-1] for line in lines)


def test_the_latest_posting_counted_back_from_the_deadline(plan):
    lines = told(plan, "县级公示", latest=True)
    assert lines[1] == "最迟 10-14 周二 发布（倒推自“报送市质量强市办”期限 10-25 周六）。"
    start = lines.index(line_of(lines, "逐日往回数"))
    assert lines[start + 1 : start + 8] == [
        " 10-21 周二   第5天，当日下班期满",
        " 10-20 周一   第4天",
        " 10-18—10-19  周末，不计",
        " 10-17 周五   第3天",
        " 10-16 周四   第2天",
        " 10-15 周三   第1天",
        " 10-14 周二   发布当天，不计入",
    ]
    shown = "\n".join(lines)
    assert "最后一个工作日 10-24" in shown
    row = line_of(lines, "最迟发布").split()
    assert row[1::2] == ["10-17", "10-16", "10-15", "10-14", "10-11"]
    # The deadline is a Saturday: what is sent asks for the last working day before it.
    sent = shown.replace("\n   ", "")
    assert "请于10月14日前（含当日）发布“县级公示”，10月24日下班前完成" in sent


def test_english_says_the_same(plan):
    lines = told(plan, "county_notice", "en", latest=True)
    assert lines[1].startswith("Latest posting: 10-14 Tue (from the deadline of ")
    assert "post the county notice by 14 October 2025" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize("latest", [False, True])
def test_both_languages_give_the_same_dates_for_every_stage(plan, latest):
    for node in plan.nodes:
        found = [
            sorted(DATE.findall("\n".join(told(plan, node.id, language, latest=latest))))
            for language in ("zh", "en")
        ]
        assert found[0] == found[1], node.id
        assert found[0], node.id


def every_subject(procedure: Procedure) -> list[Subject]:
    return [one for one in subjects(procedure) if one.kind != "stage"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_a_hundred_columns(plan, language):
    for subject in subjects(plan):
        options = [False, True] if subject.kind == "stage" else [False]
        for latest in options:
            lines = why_screen(plan, subject, language, "qingyuan-2025", latest=latest)
            assert max(map(width, lines)) <= 100, subject.id
            assert all(line == line.rstrip() for line in lines), subject.id


def test_everything_is_plain_data_too(plan):
    for subject in subjects(plan):
        data = why_data(plan, subject, "zh")
        assert json.loads(json.dumps(data, allow_nan=False))["id"] == subject.id


def test_the_data_hold_the_dates_of_the_screen(plan):
    data = why_data(plan, find_subject(plan, "county_notice"), "en")
    assert data["latest"]["start"] == "2025-10-14"
    assert data["latest"]["bound"] == {
        "kind": "limit", "stage": "receipt", "date": "2025-10-25",
    }  # fmt: skip
    counted = {one["date"]: one["number"] for one in data["days"]}
    assert counted == {
        "2025-10-11": 0,
        "2025-10-12": None,
        "2025-10-13": 1,
        "2025-10-14": 2,
        "2025-10-15": 3,
        "2025-10-16": 4,
        "2025-10-17": 5,
    }
    assert data["other_convention_ends"] == "2025-10-16"
    assert data["path"][-1]["rests_on"]["source"] == "plan 七(二)"


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_says_what_it_rests_on(plan, figure):
    for language in ("zh", "en"):
        lines = told(plan, figure, language)
        assert len(lines) > 6
    if figure != "law":
        assert "hint: awardsim run it" in "\n".join(told(plan, figure))


def test_the_finish_names_the_stage_the_article_and_the_deadline(plan):
    shown = "\n".join(told(plan, "把握"))
    assert "完成＝环节“通报表彰”（commendation），条文 七(九)“由市政府通报表彰”" in shown
    assert "12-31 周三" in shown
    assert "推断" in shown
    given = "\n".join(told(planned("finish_by=2025-12-20"), "把握"))
    assert "12-20 周六" in given
    assert "情景给出" in given


def test_an_approval_is_given_and_no_meeting_held(plan):
    zh, en = ("\n".join(told(plan, "approval", one)) for one in ("zh", "en"))
    assert "第3天，批准" in zh
    assert "day 3, approved" in en
    counted = zh[zh.index("逐日数") :]
    assert "开会" not in counted
    assert "the meeting" not in en
    met = "\n".join(told(planned("meetings.leading_group_notice=2"), "deliberation"))
    assert "开会" in met[met.index("逐日数") :]


def test_an_assumption_shows_range_basis_origin_and_use(plan):
    shown = "\n".join(told(plan, "durations.city_consult"))
    for part in (
        "3/5/10个工作日",
        "依据",
        "内置",
        "可以商量",
        "征询成员单位和主管部门意见",
        "未写",
    ):
        assert part in shown


def test_given_meetings_are_in_time_up_to_the_latest_day():
    procedure = planned(
        "meetings.leading_group=[2025-12-22, 2025-12-23]", "meetings.government_days=1"
    )
    for asked in ("领导小组会议", "deliberation"):
        options = {"latest": True} if asked == "deliberation" else {}
        lines = told(procedure, asked, **options)
        assert "   12-22 周一  来得及" in lines
        assert "   12-23 周二  来不及" in lines


def test_a_message_of_one_stage_has_it_posted_and_over_on_dates_marked_as_projected():
    """Shaoguan: the notice is its own deadline, in a year whose days off are not out yet."""
    text = read_policy(ROOT / "plugins" / "shaoguan" / "policies" / "2018.toml")
    procedure = build(text, read_scenario(ROOT / "scenarios" / "shaoguan-2018.toml"), RULE)
    shown = "".join(one.strip() for one in told(procedure, "final_notice", latest=True))
    assert (
        "请于2019年2月15日〔推〕前（含当日）发布“公示拟奖企业名单”，"
        "2019年2月25日〔推〕下班前期满。" in shown
    )
    shown = " ".join(one.strip() for one in told(procedure, "final_notice", "en", latest=True))
    assert (
        "by 15 February 2019 [proj.] so that it is over by the close of business on "
        "25 February 2019 [proj.]." in shown
    )


def test_projected_dates_are_marked_and_explained():
    procedure = planned("meetings.leading_group=2025-12-26", "meetings.government_days=5")
    shown = "\n".join(told(procedure, "commendation"))
    # posted on Monday 29 December: 30, 31, then days that nobody has announced yet
    assert re.search(r"01-\d\d 周.〔推〕", shown)
    assert "〔推〕：2026-01-01起的节假日尚未公布" in shown
    assert "[proj.]" in "\n".join(told(procedure, "commendation", "en"))


def test_a_stage_that_is_never_reached_says_so():
    procedure = planned("meetings.leading_group=2025-10-27")
    assert "走不到这一步" in "\n".join(told(procedure, "final_notice"))
    json.dumps(why_data(procedure, find_subject(procedure, "final_notice"), "zh"))


def test_meetings_of_a_whole_year_are_not_all_listed():
    procedure = planned('meetings.leading_group={weekdays=["mon", "tue", "wed", "thu", "fri"]}')
    assert len(told(procedure, "deliberation")) < 60
    assert len(told(procedure, "deliberation", latest=True)) < 40


def test_the_convention_of_the_scenario_is_the_one_used():
    procedure = planned("calendar.count=include_first")
    lines = told(procedure, "县级公示")
    assert " 10-11 周六  发布当天，计为第1天（补班日）" in lines
    assert "如发布当天不算第1天：10-17 周五 期满" in "\n".join(lines)


@pytest.fixture(scope="module")
def rule_of_any_city():
    """Rules of all jurisdictions in the tree, installed or not."""
    folders = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))
    modules = [importlib.import_module(f"plugins.{name}") for name in folders]
    return load_catalogue(make_manager(modules, entry_points=False)).rule


@pytest.mark.parametrize(
    "file",
    sorted((ROOT / "plugins").glob("*/policies/*.toml")),
    ids=lambda file: f"{file.parts[-3]}-{file.stem}",
)
def test_every_stage_of_every_text_can_be_asked_about(file, rule_of_any_city):
    def beside(text):
        return read_policy(file.with_name(f"{text.partition('@')[2]}.toml"))

    policy = whole_text(read_policy(file), beside)
    scenario = default_scenario(policy)
    if file.parts[-3] == "china_award":  # its texts have no date of issue
        scenario = attrs.evolve(scenario, opens=datetime.date(2023, 4, 20))
    procedure = build(policy, scenario, rule_of_any_city)
    for node in procedure.nodes:
        subject = Subject("stage", node.id, node.title)
        for latest in (False, True):
            lines = why_screen(procedure, subject, "zh", policy.id, latest=latest)
            assert max(map(width, lines)) <= 100
        json.dumps(why_data(procedure, subject, "en"), allow_nan=False)
    for subject in every_subject(procedure):
        lines = why_screen(procedure, subject, "en", policy.id)
        assert max(map(width, lines)) <= 100, subject.id


def test_whose_day_off_moves_the_latest_date_is_said(capsys):
    day = '{date=2025-10-16, name="盘王节", source="自治条例", channels=["liannan"]}'
    own = f"calendar.holidays=[{day}]"
    asked = ["why", "qingyuan-2025", "county_notice", "--latest", "--set", own]
    # Over on the 22nd: 22, 21, 20, 17, 16 October, posted on the 15th; without the 16th the 15th
    # is day 1, and the 14th that of posting.
    assert main([*asked, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "各渠道放假日不同：连南瑶族自治县 10-14 周二；其他渠道 10-15 周三" in shown
    assert " 10-16 周四   盘王节放假（自治条例），不计" in shown
    assert main([*asked, "--lang", "en"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "By the channels' own days off: Liannan 10-14 Tue; the others 10-15 Wed" in shown
    # What is done in the city knows nothing of it.
    assert main(["why", "qingyuan-2025", "final_notice", "--latest", "--set", own]) == 0
    assert "盘王节放假" not in capsys.readouterr().out


def test_a_county_with_days_off_has_a_block_and_its_days_are_named(capsys):
    own = 'calendar.holidays=[{date=2025-10-16, name="盘王节", channels=["liannan"]}]'
    assert main(["schedule", "qingyuan-2025", "--by", "县", "--set", own, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("■") == 2
    assert "连南瑶族自治县另有放假日：10-16 盘王节" in shown
    assert "连南瑶族自治县：请于10月13日前（含当日）发布县级公示" in shown
    assert "阳山县：请于10月14日前（含当日）发布县级公示" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", " ★ 材料评审开始日"), ("en", " ★ document review: not")],
)
def test_the_day_before_which_a_stage_does_not_begin_stands_before_it(language, said, capsys):
    """Shaoguan's files are checked in November; its review is written to begin on 1 December."""
    assert main(["why", "shaoguan-2018", "vote", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = line_of(lines, said)
    assert "12-01" in row
    assert "三(七)" in row
    begins = {"zh": " 材料评审  ", "en": " document review  "}[language]
    assert lines.index(row) < lines.index(line_of(lines, begins))
    # Of what is ready only after its day nothing is said.
    assert main(["why", "shaoguan-2018", "formal_check", "--lang", language]) == 0
    assert said not in capsys.readouterr().out
