"""``awardsim diff``: what is written in several texts."""

import json
from pathlib import Path

import pytest

from awardsim.report.console import width

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml"
CITY = ("qingyuan@2020", "qingyuan@2025")

CHANGES = """
schema = 1
policy = "qingyuan@2025"
basis = "a test"

[readings]
parent_notice_order = "serial"

[[changes]]
path = "stages.county_notice.duration"
to = "7wd"
why = "a test"

[[changes]]
op = "move"
path = "stages.city_consult"
to = "acceptance_notice"
why = "a test"

[[changes]]
op = "remove"
path = "stages.parent_notice"
why = "a test"
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_texts_read_as_a_redline_that_fits(language, awardsim):
    code, out, err = awardsim("diff", *CITY, "--lang", language)
    assert (code, err) == (0, "")
    assert max(map(width, out.splitlines())) <= 100
    assert ("新增：县级公示，≥5个工作日（七(二)）" in out) == (language == "zh")
    assert ("added: county notice, ≥5 working days (七(二))" in out) == (language == "en")


def test_the_chinese_name_of_the_command_does_the_same(awardsim):
    assert awardsim("条文对照", *CITY) == awardsim("diff", *CITY)


def test_three_texts_make_a_table_and_two_on_request(awardsim):
    code, out, _ = awardsim("diff", *CITY, "panzhihua@2022", "--lang", "zh")
    assert code == 0
    assert "【公示】" in out
    assert "【公示】" in awardsim("diff", *CITY, "--table", "--lang", "zh")[1]
    assert "【公示】" not in awardsim("diff", *CITY, "--lang", "zh")[1]


def test_only_some_topics(awardsim):
    code, out, _ = awardsim("diff", *CITY, "--only", "公示,限报", "--lang", "zh")
    assert code == 0
    assert "县级公示" in out
    assert "2个评选周期" in out
    assert "一次性奖励" not in out
    rules = json.loads(awardsim("diff", *CITY, "--only", "公示,限报", "--format", "json")[1])[
        "rules"
    ]
    assert {rule["topic"] for rule in rules} == {"notices", "lock_out"}


def test_words_that_name_no_topic_are_told_together(awardsim):
    code, out, err = awardsim("diff", *CITY, "--only", "weigts,notics")
    assert (code, out) == (2, "")
    assert "did you mean 'weights'?" in err
    assert "did you mean 'notice'?" in err or "did you mean 'notices'?" in err


def test_a_draft_is_compared_with_the_text_it_comes_from(awardsim, tmp_path):
    text = PLAN.read_text("utf-8").replace('version = "2025"', 'version = "2027"')
    text = text.replace('state = "issued"', 'state = "draft"')
    changed = text.replace('exactly = "5wd", words = "向社会公示5个工作日"', 'exactly = "7wd"')
    assert changed != text
    (tmp_path / "2027.toml").write_text(changed, "utf-8")
    code, out, err = awardsim("diff", "qingyuan@2025", "2027.toml", "--lang", "zh", "--exit-code")
    assert (code, err) == (1, "")
    assert "拟奖建议名单公示：5个工作日（七(八)） → 7个工作日（七(八)）" in out
    assert "改动2处" in out  # the notice, and the sum of all notices
    (tmp_path / "2027.toml").write_text(text, "utf-8")
    code, out, _ = awardsim("diff", "qingyuan@2025", "2027.toml", "--lang", "zh", "--exit-code")
    assert code == 0
    assert "没有不同。" in out


def test_a_scenario_stands_for_the_text_under_its_readings_and_changes(awardsim, tmp_path):
    changes = CHANGES.replace('[readings]\nparent_notice_order = "serial"\n', "")
    (tmp_path / "mine.toml").write_text(changes, "utf-8")
    code, out, err = awardsim("diff", "qingyuan@2025", "mine", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "县级公示：≥5个工作日（七(二)） → ≥7个工作日（七(二)，情景改动）" in out
    assert "移动：征询成员单位和主管部门意见：原在受理名单公示之前 → 受理名单公示之后" in out
    assert "删去：有关单位内部公示" in out
    assert "20步 → 19步" in out


def test_a_reading_that_sets_one_notice_after_another_is_said_there_alone(awardsim, tmp_path):
    head = CHANGES.partition("[[changes]]")[0]
    (tmp_path / "mine.toml").write_text(head, "utf-8")
    _, out, _ = awardsim("diff", "qingyuan@2025", "mine.toml", "--format", "json")
    rules = json.loads(out)["rules"]
    assert [rule["id"] for rule in rules if rule["changes"] != ["same"]] == ["stages.INT_NOTICE.2"]


def test_scenarios_of_one_name_are_told_apart_by_their_folders(awardsim, tmp_path):
    head, *changes = CHANGES.split("[[changes]]\n")
    head = head.partition("[readings]")[0]
    for number, change in enumerate(changes):
        (tmp_path / str(number)).mkdir()
        file = tmp_path / str(number) / "mine.toml"
        file.write_text(f"{head}[[changes]]\n{change}", "utf-8")
    code, out, _ = awardsim("diff", "0/mine.toml", "1/mine.toml", "--lang", "zh")
    assert code == 0
    assert "0/mine.toml → 1/mine.toml" in out
    assert "县级公示：≥7个工作日（七(二)，情景改动） → ≥5个工作日（七(二)）" in out
    assert "移动：征询成员单位和主管部门意见" in out


def test_a_scenario_that_changes_nothing_does_not_differ(awardsim):
    code, out, _ = awardsim("diff", "qingyuan@2025", "qingyuan-2025", "--exit-code")
    assert code == 0
    assert "No difference." in out


def test_the_same_text_twice_is_numbered(awardsim):
    code, out, _ = awardsim("diff", "qingyuan@2025", "qingyuan@2025", "--exit-code")
    assert code == 0
    assert "qingyuan@2025 [1] → qingyuan@2025 [2]" in out


def test_drafts_with_mistakes_are_told_all_at_once(awardsim, tmp_path):
    for name in ("2026", "2027"):
        text = PLAN.read_text("utf-8").replace('version = "2025"', f'version = "{name}"')
        wrong = text.replace('at_most = 5, words = "组织奖不超过5个"', 'at_most = "five"')
        (tmp_path / f"{name}.toml").write_text(wrong, "utf-8")
    code, out, err = awardsim("diff", "2026.toml", "2027.toml")
    assert (code, out) == (2, "")
    assert "2026.toml:" in err
    assert "2027.toml:" in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["qingyuan@2025"], "give 2 to 12 texts"),
        (["qingyuan@2025"] * 13, "give 2 to 12 texts"),
        (["qingyuan@2025", "qingyuan@2052"], "did you mean 'qingyuan@2025'"),
        ([*CITY, "-o", "a.docx"], "cannot write .docx"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, expected, awardsim):
    code, out, err = awardsim("diff", *arguments)
    assert (code, out) == (2, "")
    assert expected in err


def test_how_much_is_stated_also_of_one_text(awardsim):
    code, out, _ = awardsim("diff", "qingyuan@2025", "--coverage", "--lang", "zh")
    assert code == 0
    assert "写明65 推断13 未写45" in out  # as awardsim show counts them
    data = json.loads(awardsim("diff", *CITY, "--coverage", "--format", "json")[1])
    assert [one["id"] for one in data["coverage"]] == list(CITY)
    assert data["coverage"][1]["total"]["stated"] == 65


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx"])
def test_files_are_written_and_not_replaced_unasked(form, awardsim, tmp_path):
    for number, more in enumerate((["panzhihua@2022"], [], ["--coverage"])):
        name = f"{number}.{form}"
        assert awardsim("diff", *CITY, *more, "-o", name)[0] == 0
        assert (tmp_path / name).stat().st_size > 500
        assert awardsim("diff", *CITY, *more, "-o", name)[0] == 5
        assert awardsim("diff", *CITY, *more, "-o", name, "--force")[0] == 0
