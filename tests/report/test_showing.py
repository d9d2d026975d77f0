"""Texts and scenarios as a person reads them."""

import json
import re
from pathlib import Path

import pytest

from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy import Status, leaves
from awardsim.policy.leaves import count_by_status
from awardsim.policy.reader import read_policy
from awardsim.procedure.build import build
from awardsim.report.articles import article_key, cites, normal_article, numeral
from awardsim.report.assumed import scenario_data, scenario_grid, scenario_screen
from awardsim.report.console import width
from awardsim.report.resolved import (
    assumption_rows,
    resolved_data,
    resolved_grid,
    resolved_screen,
)
from awardsim.report.showing import text_data, text_grid, text_screen, view_text
from awardsim.report.written import written_rows
from awardsim.scenario.reader import override, read_scenario

ROOT = Path(__file__).resolve().parents[2]
POLICIES = sorted((ROOT / "plugins").glob("*/policies/*.toml"))
PLAN = read_policy(ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml")
SCENARIO = read_scenario(ROOT / "scenarios" / "qingyuan-2025.toml")
RULE = load_catalogue(make_manager(entry_points=False)).rule


def resolved(*sets):
    return build(PLAN, override(SCENARIO, list(sets)), RULE)


def by_path(rows):
    return {row.path: row for row in rows}


# ---- texts ----------------------------------------------------------------------------------


def test_the_plan_of_2025_says_first_how_many_are_awarded_article_2():
    rows = by_path(view_text(PLAN).rows)
    quota = rows["quotas.organisations.number"]
    assert quota.value.zh == "不超过5，可以空缺"
    assert quota.value.en == "at most 5, may stay vacant"
    assert (quota.status, quota.source) == (Status.STATED, "plan 二")
    assert quota.words == "组织奖不超过5个"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", POLICIES, ids=lambda file: f"{file.parts[-3]}@{file.stem}")
def test_what_matters_first_is_a_screenful(file, language):
    policy = read_policy(file)
    view = view_text(policy)
    lines = text_screen(view, language)
    assert len(lines) < 40  # and the hint
    assert max(width(line) for line in lines) <= 100
    shown = "\n".join(lines)
    for row in view.rows:
        assert row.title.read(language).partition("（")[0][:12] in shown
    told = sum(("→" if language == "zh" else "->") in line for line in lines[len(lines) // 2 :])
    rest = re.search(r"另有(\d+)处|(\d+) more", shown)
    left = int(rest[1] or rest[2]) if rest else 0
    headed = bool(policy.readings)  # the heading has the sign as well
    assert told - headed + left == len(policy.readings)


def test_two_tracks_of_which_the_same_is_said_share_a_line():
    shown = text_screen(view_text(PLAN), "zh")
    (line,) = [line for line in shown if "推荐名额" in line]
    assert line.split()[:4] == ["推荐名额（组织奖、个人奖）", "见附件7", "另文", "附件7"]
    assert sum("表彰名额" in line for line in shown) == 2  # five, and ten


def test_the_dozen_names_the_kind_of_day_of_every_notice():
    rows = by_path(view_text(PLAN).rows)
    assert rows["stages.county_notice.duration"].value.zh == "不少于5个工作日"
    assert rows["stages.final_notice.duration"].value.en == "5 working days"
    notices = [name for name, stage in PLAN.stages.items() if stage.kind == "notice"]
    assert all(f"stages.{name}.duration" in rows for name in notices)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("window.opens", "2025-09-01至2025-12-31"),
        ("stages.receipt.deadline.on", "2025-10-25"),
        ("conditions.lock_out.rule.lasts", "2个评选周期，不分奖项"),
        ("objections.forward", "不超过3个工作日"),
        ("objections.decide", "未写"),
        ("stages.approval", "市人民政府；时限未写"),
        ("provisions.reward.value", "牌匾和证书"),
        ("stages.recommend.rule.at_most.organisations", "见附件7"),
    ],
)
def test_the_dozen_of_2025(path, value):
    assert by_path(view_text(PLAN).rows)[path].value.zh == value


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_fits_its_columns_and_survives_json(file, language):
    policy = read_policy(file)
    views = [
        view_text(policy),
        view_text(policy, everything=True),
        view_text(policy, silent=True),
    ]
    for view in views:
        assert max(map(width, text_screen(view, language))) <= 100
        assert json.loads(json.dumps(text_data(view, language), allow_nan=False))["id"] == policy.id
        headers, rows = text_grid(view, language).headers, text_grid(view, language).rows
        assert all(len(row) == len(headers) for row in rows)


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_everything_is_everything_and_the_silent_part_is_what_has_no_value(file):
    policy = read_policy(file)
    rows = by_path(view_text(policy, everything=True).rows)
    model = {"field", "record", "trait"}
    expected = {leaf.path for leaf in leaves(policy) if leaf.path.split(".")[-1] not in model}
    assert expected <= rows.keys()
    silent = {row.path for row in view_text(policy, silent=True).rows}
    assert silent == {leaf.path for leaf in leaves(policy) if leaf.cell.value is None} & set(rows)
    assert len(rows) == len(written_rows(policy)), "a path stands twice"


def test_everything_stands_in_the_order_of_the_articles():
    keys = [article_key(row.source, PLAN) for row in view_text(PLAN, everything=True).rows]
    assert keys == sorted(keys)


def test_article_7_3_has_the_accepted_list_and_the_check_but_not_article_7_8():
    rows = by_path(view_text(PLAN, cited="七（三）").rows)
    assert "stages.acceptance_notice.duration" in rows
    assert "stages.eligibility.supplement.within" in rows
    assert "stages.final_notice.duration" not in rows
    view = view_text(PLAN, cited="七(二)")
    assert "receipt_roll" in view.readings
    assert "breach_window" not in view.readings


def test_the_last_line_counts_by_status():
    counts = count_by_status(PLAN)
    line = text_screen(view_text(PLAN), "zh")[-1]
    assert line.startswith(f"共{sum(counts.values())}项：写明{counts[Status.STATED]}项")


def test_json_gives_null_for_what_the_text_does_not_say():
    values = {one["path"]: one for one in text_data(view_text(PLAN, silent=True), "zh")["values"]}
    assert values["objections.decide"]["value"] is None
    assert values["objections.decide"]["status"] == "unstated"


@pytest.mark.parametrize(
    ("source", "article", "expected"),
    [
        ("plan 七(三)", "七(三)", True),
        ("plan 七(三)", "七（三）", True),
        ("plan 七(三)", "7(3)", True),
        ("plan 七(三)", "第七条（三）", True),
        ("plan 七(三)", "plan 七(三)", True),
        ("plan 七(三)", "七", True),
        ("plan 七(三), 九(三)", "九(三)", True),
        ("plan 七(三)", "三", False),
        ("plan 十(二)", "十二", False),
        ("plan 五(一)1", "五(一)", True),
        ("plan 附件1", "附件1", True),
        ("plan 附件12", "附件1", False),
        ("plan 七(三)", "", False),
    ],
)
def test_what_cites_an_article(source, article, expected):
    assert cites(source, article, PLAN) is expected


def test_articles_are_ordered_by_their_numbers_and_not_by_their_letters():
    articles = ["通知", "前言", "一", "二", "三(一)", "三(二)", "九", "十", "十一", "附件2", "全文"]
    keys = [article_key(f"plan {one}", PLAN) for one in articles]
    assert keys == sorted(keys)
    assert [numeral(one) for one in ("二十", "二十一", "三十五")] == [20, 21, 35]
    assert normal_article("12") == "十二"


# ---- scenarios ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_scenario_shows_what_it_says(language):
    lines = scenario_screen(SCENARIO, PLAN, language)
    assert max(map(width, lines)) <= 100
    shown = "\n".join(lines)
    assert "8/12/20" in shown
    assert re.search(r"2025-12-10(、|, )12-18(、|, )12-26", shown)
    assert "2025-09-17" in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_resolved_lists_every_assumption_with_its_range_basis_and_origin(language):
    procedure = resolved()
    lines = resolved_screen(procedure, language)
    assert max(map(width, lines)) <= 100
    rows = {row["path"]: row for row in assumption_rows(procedure)}
    assert {one.id for one in procedure.inputs} <= rows.keys()
    assert set(procedure.scenario.assumptions) - {"meetings.government"} <= rows.keys()
    assert all(row["basis"].read(language) for row in rows.values())
    assert rows["people.reviewers"]["origin"] == "scenario"
    assert rows["durations.county_consult"]["origin"] == "built-in"


def test_what_is_given_and_what_is_built_in_add_up():
    procedure = resolved()
    rows = assumption_rows(procedure)
    given = sum(row["origin"] == "scenario" for row in rows)
    head = next(line for line in resolved_screen(procedure, "zh") if "全部估计" in line)
    assert f"{len(rows)} 项（您提供 {given}，内置 {len(rows) - given}）" in head
    assert given == 6


def test_a_reading_and_a_change_show_old_and_new():
    procedure = resolved(
        "readings.pending_objection=holds_list", "stages.county_notice.duration=7wd"
    )
    shown = "\n".join(resolved_screen(procedure, "zh"))
    assert "* holds_list" in shown
    assert re.search(r"stages\.county_notice\.duration: .*5wd → 7wd", shown)
    data = resolved_data(procedure, "en")
    assert data["readings"]["pending_objection"]["chosen"] == "holds_list"
    assert len(data["overrides"]) == 2
    json.dumps(data, allow_nan=False)


def test_files_of_a_scenario_say_that_they_are_an_internal_estimate():
    grids = [scenario_grid(SCENARIO, PLAN, "zh"), resolved_grid(resolved(), "zh")]
    assert all(any("内部测算" in one for one in grid.remarks) for grid in grids)
    assert all(len(row) == len(grid.headers) for grid in grids for row in grid.rows)
    json.dumps(scenario_data(SCENARIO, PLAN, "zh"), allow_nan=False)


def test_channels_deadlines_and_ways_of_deciding_have_article_status_and_words():
    rows = by_path(written_rows(PLAN))
    county = rows["channels.lianshan"]
    assert (county.status, county.source) == (Status.STATED, "plan 十一(二)")
    assert county.words == "连山壮族瑶族自治县市场监管局"
    counts = rows["stages.receipt.deadline.counts"]
    assert (counts.value.zh, counts.status, counts.words) == (
        "以收到为准", Status.STATED, "接收时间",
    )  # fmt: skip
    late = rows["stages.receipt.deadline.late"]
    assert (late.value.en, late.status) == ("who is late leaves", Status.INFERRED)
    assert late.reason
    decides = rows["stages.deliberation.rule"]
    assert (decides.value.en, decides.status) == ("rule confer_by_rank", Status.INFERRED)
    assert "没有写" in decides.reason.zh


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_every_row_of_a_published_text_has_an_article_and_what_is_inferred_a_reason(file):
    rows = written_rows(read_policy(file))
    assert [row.path for row in rows if not row.source or row.status is Status.UNREAD] == []
    bare = [row.path for row in rows if row.status is Status.INFERRED and not row.reason]
    assert all(path.endswith(".rule") for path in bare)
