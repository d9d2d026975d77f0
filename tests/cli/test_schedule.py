"""``awardsim schedule``: the screen, its files, its mistakes."""

import json
import re
from pathlib import Path

import pytest

from awardsim.cli import main
from awardsim.report.console import width

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("more", [(), ("--gantt",)])
def test_the_screen_fits(language, more, capsys):
    assert main(["schedule", "qingyuan-2025", "--lang", language, *more]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert max(map(width, shown)) <= 100
    assert len(shown) <= 40


def test_bars_up_to_a_first_of_a_month_fit(capsys):
    """The last day is one of January, so that its month begins at the edge."""
    command = ["schedule", "qingyuan-2024", "--gantt", "--set", "notices.*.length=30wd"]
    assert main([*command, "--lang", "en"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert max(map(width, shown)) <= 100
    assert any(line.split()[-1:] == ["12-01"] for line in shown)


def test_both_languages_tell_the_same_dates(capsys):
    import re

    found = []
    for language in ("zh", "en"):
        assert main(["schedule", "qingyuan-2025", "--lang", language]) == 0
        found.append(re.findall(r"\d\d-\d\d", capsys.readouterr().out))
    assert found[0] == found[1]


def test_the_data_have_every_stage_with_its_article(capsys):
    assert main(["schedule", "qingyuan-2025", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["stages"]) == 20
    assert all(stage["source"] for stage in data["stages"])
    final = next(one for one in data["stages"] if one["stage"] == "final_notice")
    assert final["latest"]["start"].startswith("2025-12-23")
    assert sum(data["days"].values()) == 98


def test_the_year_is_said_where_nothing_else_says_it(tmp_path, capsys):
    """A draft copied from a text of 2020 opens in 2020 until it is told otherwise."""
    text = (PLUGINS / "qingyuan" / "policies" / "2020.toml").read_text("utf-8")
    (tmp_path / "2027.toml").write_text(
        text.replace('version = "2020"', 'version = "2027"'), "utf-8"
    )
    assert main(["schedule", str(tmp_path / "2027.toml"), "--finish", "12-31", "--lang", "en"]) == 0
    assert "by 2020-12-31 Thu." in capsys.readouterr().out
    assert main(["schedule", "qingyuan-2025", "--lang", "en"]) == 0
    assert "by 12-31 Wed." in capsys.readouterr().out


def test_a_latest_date_is_a_day_and_its_working_is_said(capsys):
    """Three quarters of an hour on that day; the approval's latest date counts one of its days."""
    assert main(["why", "panzhihua-2023", "defence", "--latest", "--lang", "en"]) == 0
    assert "09:45" not in capsys.readouterr().out
    assert main(["schedule", "qingyuan-2025", "--lang", "en"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "approval by the city government is hurried towards the deadline" in shown
    assert "its latest date counts 1 working day" in shown


def test_another_day_to_count_back_from(capsys):
    assert main(["schedule", "qingyuan-2025", "--finish", "2025-12-17", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["finish_by"] == "2025-12-17"
    # The notice is over on the 18th; the approval, however hurried, takes Friday the 19th.
    assert data["slack"] == -2
    assert main(["schedule", "qingyuan-2025", "--finish", "31.12.2025", "--lang", "en"]) == 2
    assert "expected a date such as 2025-12-31" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--last-opening",), ("--year", "2025")])
@pytest.mark.parametrize("under_way", [("--today", "11-20"), ("--did", "受理名单公示=11-12")])
def test_another_opening_of_an_edition_under_way_is_refused(option, under_way, capsys):
    assert main(["schedule", "qingyuan-2025", *under_way, *option, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"error: {option[0]}: ")
    assert "under way" in told


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx", "docx"])
def test_files_are_written(form, tmp_path, capsys):
    path = tmp_path / f"plan.{form}"
    assert main(["schedule", "qingyuan-2025", "-o", str(path)]) == 0
    assert path.stat().st_size > 500
    capsys.readouterr()


def test_an_edition_under_way_names_stages_as_people_do(capsys):
    given = ["schedule", "qingyuan-2025", "--today", "2025-12-12", "--did", "现场评审=2025-12-11"]
    assert main([*given, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    # A report of three days, the given meeting of 18 December, five days of notice, approval.
    assert "12-12→12-16" in shown
    assert "12-19→12-26" in shown
    assert shown.count("已办") == 15
    assert main([*given[:-1], "现场平审=2025-12-11", "--lang", "zh"]) == 2
    assert "现场评审" in capsys.readouterr().err
    assert main([*given[:-1], "site_visit", "--lang", "en"]) == 2
    assert "STAGE=DATE" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_opening_of_a_year(language, capsys):
    given = ["schedule", "qingyuan@2025", "--year", "2025", "--law", "--lang", language]
    assert main([*given, "--from", "acceptance_notice", "--to", "approval"]) == 0
    shown = capsys.readouterr().out
    assert max(map(width, shown.splitlines())) <= 100
    assert "09-17 → 10-09" in shown  # the longest begun in September, across National Day
    assert main([*given, "--from", "approval", "--to", "acceptance_notice"]) == 2
    capsys.readouterr()
    assert main(["schedule", "qingyuan@2025", "--law", "--lang", language]) == 2
    assert "--year" in capsys.readouterr().err


DECEMBER = ["--today", "2025-12-29", "--posted", "拟奖建议名单公示=2025-12-23"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_objection_under_each_reading(language, capsys):
    asked = ["schedule", "qingyuan-2025", *DECEMBER, "--event", "objection=2025-12-29"]
    assert main([*asked, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(map(width, shown.splitlines())) <= 100
    for date in ("12-29", "12-30", "12-31", "01-04", "01-07", "01-08"):
        assert date in shown
    # What has been announced by today is known: nothing is projected.
    assert "2025-12-29" in shown.splitlines()[0] + shown.splitlines()[1]
    assert "〔推〕" not in shown
    assert "[proj.]" not in shown
    assert {"zh": "默认", "en": "default"}[language] in shown
    assert {"zh": "没有写", "en": "not stated"}[language] in shown


def test_the_data_of_an_objection(capsys):
    asked = ["schedule", "qingyuan-2025", *DECEMBER, "--event", "objection=2025-12-29"]
    assert main([*asked, "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["objections"]
    assert [step["latest"] for step in one["steps"]] == [
        "2026-01-04T17:00:00",
        "2026-01-07T17:00:00",
        None,
    ]
    assert [reading["option"] for reading in one["readings"]] == [
        "holds_list",
        "holds_name",
        "holds_nobody",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_objections_on_the_last_day_of_every_notice(language, capsys):
    for scenario in ("qingyuan-2025", "qingyuan-2024", "panzhihua-2023", "shaoguan-2018"):
        assert main(["schedule", scenario, "--what-if", "objection", "--lang", language]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert max(map(width, shown)) <= 100


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx", "docx"])
def test_objections_are_written_to_files(form, tmp_path, capsys):
    path = tmp_path / f"objections.{form}"
    assert main(["schedule", "qingyuan-2025", "--what-if", "objection", "-o", str(path)]) == 0
    assert path.stat().st_size > 500
    capsys.readouterr()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--event", "objection"], "objection=DATE"),
        (["--event", "appeal=2025-12-29"], "objection=DATE"),
        (["--at", "final_notice"], "goes together with --event"),
        (["--event", "objection=2025-12-29", "--what-if", "objection"], "does not go together"),
        (["--what-if", "objection", "--gantt"], "does not go together"),
        (["--what-if", "objection", "-o", "a.ics"], "cannot be written as .ics"),
        (["--event", "objection=2025-10-01"], "no notice that is open to objections"),
        (["--posted", "final_notice"], "STAGE=DATE"),
        (
            ["--did", "final_notice=2025-12-19", "--event", "objection=2025-12-29"],
            "given by --posted",
        ),
    ],
)
def test_mistakes_about_objections_are_told(more, words, capsys):
    assert main(["schedule", "qingyuan-2025", *more, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("finish", [[], ["--finish", "2020-12-30"]])
def test_a_date_is_never_broken_within(language, finish, capsys):
    """Neither one that is marked as projected nor one that has its year."""
    assert main(["schedule", "shaoguan-2018", *finish, "--lang", language]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert max(map(width, shown)) <= 100
    cells = [cell for line in shown[6:25] for cell in re.split(r" {2,}", line)]
    dated = [cell for cell in cells if re.search(r"\d\d-\d\d", cell)]
    whole = r"→?(\d{4}-)?\d\d-\d\d(〔推〕| \[proj\.\])?(→(\d{4}-)?\d\d-\d\d)?(〔推〕| \[proj\.\])?"
    assert len(dated) > 20
    assert all(re.fullmatch(whole, cell) for cell in dated), dated
    assert not any(re.fullmatch(r"[\d-]{1,4}( ?\[proj\.\]|〔推〕)", cell) for cell in cells)


def test_a_limit_that_is_not_written_is_added_as_the_message_says(capsys):
    """The plan sets no limit for the finding; five working days from 8 January end on the 14th."""
    asked = (
        *("schedule", "qingyuan-2025", "--today", "12-29", "--posted", "final_notice=12-23"),
        *("--event", "objection=12-29", "--lang", "en"),
    )
    assert main([*asked, "--set", "objections.decide=5wd"]) == 2
    told = capsys.readouterr().err
    assert "--set 'add objections.decide=5wd'" in told
    assert main([*asked, "--set", "add objections.decide=5wd"]) == 0
    (finding,) = [line for line in capsys.readouterr().out.splitlines() if " finding " in line]
    assert "≤5 working days" in finding
    assert finding.endswith("01-14 Wed")


def test_titles_that_would_be_cut_to_the_same_are_whole(capsys):
    assert main(["schedule", "gansu-2023", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    rows = [line[1:25].strip() for line in out.splitlines() if "→" in line]
    cut = [row for row in rows if row.endswith("…")]
    assert len(set(cut)) == len(cut)
    assert " employer" in out.splitlines()  # the second line of its title


def test_when_to_post_is_told_where_it_is_soon_and_not_months_ahead(capsys):
    assert main(["schedule", "qingyuan-2025", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    # 18, 19, 22 and 23 September are the working days after the 17th.
    assert "⚠ 09-17 发布，单位内部公示最迟 09-23（周二，发布后第4个工作日）贴出  七(一)" in out
    assert main(["schedule", "shaoguan-2018", "--lang", "zh"]) == 0
    assert "贴出" not in capsys.readouterr().out


def test_a_draft_is_called_one(capsys, tmp_path):
    text = (PLUGINS / "shaoguan/policies/2018.toml").read_text("utf-8")
    file = tmp_path / "2018.toml"
    file.write_text(text.replace('state = "issued"', 'state = "draft"'), "utf-8")
    assert main(["schedule", str(file), "--lang", "zh"]) == 0
    assert "shaoguan@2018（草案）" in capsys.readouterr().out.splitlines()[0]
    assert main(["schedule", "shaoguan-2018", "--lang", "zh"]) == 0
    assert "草案" not in capsys.readouterr().out


def test_what_is_lost_and_where_it_ends_is_said(capsys):
    # On Wednesday 24 December the report still takes three working days, the 24th to the 26th; the
    # last meeting is on the morning of the 26th.
    asked = ["schedule", "qingyuan-2025", "--today", "12-24", "--did", "site_visit=12-11"]
    assert main([*asked, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "⚠ 已经来不及：评审报告、领导小组集体审议、拟奖建议名单公示" in shown
    assert "⚠ 领导小组集体审议：材料备齐时已没有会议（最后一次 12-26" in shown
    assert "从发布到办完" not in shown
    assert main([*asked, "--set", "durations.composite=1wd", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "没有会议" not in shown
    assert "从发布到办完" in shown


def test_dates_in_a_document_are_not_broken(tmp_path, capsys):
    docx = pytest.importorskip("docx")
    path = tmp_path / "objection.docx"
    asked = ["--today", "12-29", "--posted", "final_notice=12-23", "--event", "objection=12-29"]
    assert main(["schedule", "qingyuan-2025", *asked, "-o", str(path), "--lang", "zh"]) == 0
    table = docx.Document(str(path)).tables[0]
    assert sum(column.width.cm for column in table.columns) == pytest.approx(25.7, abs=0.1)
    # Ten characters of 9 points, half as wide as high, and the margins of a cell.
    needed = 10 * 9 / 2 * 2.54 / 72 + 0.38
    for column in table.columns:
        if any(re.match(r"\d{4}-", cell.text) for cell in column.cells):
            assert column.width.cm >= needed
        else:
            assert column.width.cm >= 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "12-04 至 12-22 之间加开一次就赶得上：--set meetings.leading_group=[2025-12-04]"),
        (
            "en",
            "One more between 12-04 and 12-22 would do: --set meetings.leading_group=[2025-12-04]",
        ),
    ],
)
def test_without_a_meeting_left_it_says_when_one_more_would_do(language, said, capsys):
    """The visits are over on Friday 28 November: three days of report, 1 to 3 December.

    Posted on the 23rd at the latest: 24, 25, 26, 29, 30 December, and the 31st for the approval.
    """
    command = ["schedule", "qingyuan-2025", "--today", "2025-12-01", "--did"]
    command += ["site_visit=2025-11-28", "--lang", language, "--set"]
    assert main([*command, "meetings.leading_group=[2025-11-05]"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert said in shown
    assert ("没有会议可开了" if language == "zh" else "no meeting is left;") in shown
    assert "已经来不及" not in shown
    assert "too late already" not in shown
    # Two of the given days are left, so that nothing comes to a stand.
    assert main([*command, "meetings.leading_group=[2025-11-05, 2025-12-12, 2025-12-18]"]) == 0
    assert said not in " ".join(capsys.readouterr().out.split())


def test_a_meeting_that_would_come_too_late_is_not_advised(capsys):
    command = ["schedule", "qingyuan-2025", "--today", "2025-12-29", "--lang", "en"]
    assert main([*command, "--did", "site_visit=2025-12-26"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    # Three days of report, the 29th to the 31st; New Year's Day until the 3rd,
    # Sunday the 4th is worked.
    assert "One more would be too late: 2026-01-04 at the earliest" in shown
    assert "--set meetings" not in shown


def test_an_edition_after_its_text_has_lapsed_is_told_as_a_run_tells_it(capsys):
    """The regulation of 2020 is in force until 2025-03-31 (三十五)."""
    days = ["--set", "opens=2025-09-17", "--set", "finish_by=2025-12-31"]
    assert main(["schedule", "qingyuan@2020", "--lang", "zh", *days]) == 0
    assert "⚠ 开始日（2025-09-17）在文本有效期（至2025-03-31" in capsys.readouterr().out
    assert main(["schedule", "qingyuan@2020", "--lang", "zh", "--set", "opens=2024-09-17"]) == 0
    assert "有效期" not in capsys.readouterr().out
