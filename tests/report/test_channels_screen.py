"""The channels' own dates on a screen and in files."""

import csv
import datetime
import io
import json
import re

import attrs
import openpyxl
import pytest

from awardsim.analysis.channels import channel_plans
from awardsim.analysis.experiment import load
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.channels_screen import channel_title, channels_screen, sentence
from awardsim.report.console import width
from awardsim.report.teller import Teller
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
NAMES = ["qingyuan-2025", "qingyuan-2024", "panzhihua-2023", "qingyuan@2020", "shaoguan-2018"]
TIERS = ["china-award-2023", "gansu-2023"]


def plans(name="qingyuan-2025", *sets):
    return channel_plans(load(name, open_catalogue(), sets))


def said(found, channel=0, language="zh"):
    teller = Teller(found.procedure, language, "x")
    return sentence(found, found.of(channel), channel, teller)


@BOTH
@pytest.mark.parametrize("name", [*NAMES, *TIERS])
def test_the_screen_fits_and_every_channel_has_its_sentence(name, language):
    found = plans(name)
    shown = channels_screen(found, name, language)
    assert max(map(width, shown.splitlines())) <= 100
    many = [plan for plan in found.plans if len(plan.channels) > 12]
    alone = [plan for plan in found.plans if plan not in many]
    for channel in (one for plan in alone for one in plan.channels):
        title = channel_title(found.procedure, channel, language)
        assert re.search(rf"^  {re.escape(title)}(：|: )", shown, re.M)
    assert len(re.findall(r"^  (以上各渠道：|each of these: )", shown, re.M)) == len(many)


def test_a_list_that_reviewers_have_next_was_not_sent_to_them():
    found = plans("gansu-2023")
    tier = next(plan for plan in found.plans if len(plan.channels) == 17)
    teller = Teller(found.procedure, "zh", "x")
    assert sentence(found, tier, tier.channels[0], teller) == (
        "兰州市：请于5月17日前（含当日）发布各市州、省级部门公示，"
        "5月25日下班前完成“报送省领导小组办公室”。"
    )


def test_the_sentence_names_both_last_days():
    found = plans()
    yingde = found.procedure.channels.index("yingde")
    assert said(found, yingde) == (
        "英德市：请于10月14日前（含当日）发布县级公示，10月24日下班前材料送达市质量强市办。"
    )
    assert said(found, yingde, "en") == (
        "Yingde: please post the county notice by 14 October and deliver the material to the "
        "award office by the close of business on 24 October."
    )


def test_a_sentence_without_a_notice_only_asks_for_the_material():
    assert said(plans("qingyuan-2024")) == "清城区：请于8月30日下班前将材料送达市强市办。"


def test_another_reading_of_the_deadline_moves_the_sentence():
    """Read as moved to Monday 27 October, everything is a working day later at the least."""
    moved = said(plans("qingyuan-2025", "readings.receipt_roll=forward"))
    assert "10月27日下班前" in moved
    # Sent on the 26th (a day on the way, which may be a Sunday): two days of recommendation are
    # the 23rd and 24th, so that the notice is over on the 22nd and posted on the 15th.
    assert "10月15日前" in moved


def test_nothing_is_asked_for_that_is_too_late_or_done(capsys):
    assert "来不及" in said(plans("qingyuan-2025", "durations.recommend=40wd"))
    given = ["schedule", "qingyuan-2025", "--by", "县", "--lang", "zh"]
    assert main([*given, "--today", "2025-10-20", "--did", "县级公示=2025-10-17"]) == 0
    shown = capsys.readouterr().out
    assert "英德市：请于10月24日下班前将材料送达市质量强市办。" in shown
    assert main([*given, "--today", "2025-10-15", "--posted", "县级公示=2025-10-14"]) == 0
    assert "英德市：请于10月24日下班前将材料送达市质量强市办。" in capsys.readouterr().out
    assert main([*given, "--today", "2025-10-27", "--did", "receipt=2025-10-24"]) == 0
    assert "英德市：已报送。" in capsys.readouterr().out


def test_an_assumed_deadline_is_warned_of():
    assert "是假设的" in channels_screen(plans("panzhihua-2023"), "x", "zh")
    assert "是假设的" not in channels_screen(plans(), "x", "zh")


@pytest.mark.parametrize("word", ["channel", "县", "渠道", "County"])
def test_people_may_call_it_what_they_do(word, capsys):
    assert main(["schedule", "qingyuan-2025", "--by", word, "--lang", "zh"]) == 0
    assert "10月14日" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--by", "chanel"], "channel"),
        (["--by", "县", "--year", "2025"], "--year"),
        (["--by", "县", "--gantt"], "--gantt"),
        (["--by", "县", "-o", "x.svg"], ".svg"),
    ],
)
def test_what_does_not_go_together_is_said(more, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["schedule", "qingyuan-2025", *more, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_data_have_both_languages_sentences(capsys):
    assert main(["schedule", "qingyuan-2025", "--by", "channel", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["channels"]) == 8
    for one in data["channels"]:
        assert one["sentence"]["zh"].startswith(one["title"]["zh"])
        assert "14 October" in one["sentence"]["en"]
        assert one["by"] == "2025-10-24T17:00:00"
        notice = next(stage for stage in one["stages"] if stage["stage"] == "county_notice")
        assert notice["latest"]["start"].startswith("2025-10-14")
        assert notice["latest"]["reach_by"] == "2025-10-14T16:59:00"  # before the close of business


def test_a_table_has_a_row_for_each_channel_and_stage(tmp_path, capsys):
    path = tmp_path / "counties.csv"
    assert main(["schedule", "qingyuan-2025", "--by", "县", "-o", str(path), "--lang", "zh"]) == 0
    capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert len(rows) == 8 * 8
    notices = {row["申报渠道"]: row["最迟开始"] for row in rows if row["环节"] == "县级公示"}
    assert set(notices.values()) == {"2025-10-14"}
    assert sum(bool(row["可以直接发的一句话"]) for row in rows) == 8


# ---- the workbook -------------------------------------------------------------------------------


def book(folder, name="qingyuan-2025", language="zh", *more):
    path = folder / "counties.xlsx"
    given = ["schedule", name, "--by", "channel", "-o", str(path), "--force", "--lang", language]
    assert main([*given, *more]) == 0
    return openpyxl.load_workbook(path)


@BOTH
def test_there_is_a_sheet_for_all_one_for_each_and_one_of_what_they_rest_on(tmp_path, language):
    found = book(tmp_path, language=language)
    titles = [one.title.read(language) for one in plans().procedure.policy.channels.values()]
    assert found.sheetnames[1:-1] == titles
    for sheet in found:
        assert sheet.page_setup.orientation == "landscape"
        assert "--by channel" in sheet.oddFooter.left.text


def test_a_countys_sheet_has_its_sentence_its_dates_and_its_own_days_varied(tmp_path):
    sheet = book(tmp_path)["英德市"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1][0].startswith("英德市：请于10月14日前")
    notice = next(row for row in cells if row[1] == "县级公示")
    assert notice[6:8] == [datetime.datetime(2025, 10, 14), datetime.datetime(2025, 10, 21)]
    assert notice[9:] == [None, None, None]
    place = next(place for place, row in enumerate(cells) if row[2] == "县级公示最迟发布")
    varied = {row[1]: row[2].strftime("%m-%d") for row in cells[place + 1 : place + 6]}
    assert varied == {0: "10-17", 1: "10-16", 2: "10-15", 3: "10-14", 5: "10-11"}


def test_days_off_of_a_county_stand_on_its_own_sheet_alone(tmp_path):
    # In December all counties are done: their dates, and their block on the screen, are the same.
    own = 'calendar.holidays=[{date=2025-12-04, name="盘王节", channels=["liannan"]}]'
    found = book(tmp_path, "qingyuan-2025", "zh", "--set", own)
    told = "连南瑶族自治县另有放假日：12-04 盘王节"
    named = [
        sheet.title
        for sheet in found
        if any(cell.value == told for row in sheet.iter_rows() for cell in row)
    ]
    assert named == ["连南瑶族自治县"]


def test_names_of_channels_become_names_of_sheets_whatever_they_are(tmp_path):
    from awardsim.report.channel_paper import write_channel_paper
    from awardsim.report.output import check_targets

    found = plans()
    names = ["=1+1", "a/b", "A/B", "'x'", "History", "[x]:*?", "县" * 40, "县" * 40]
    policy = attrs.evolve(
        found.procedure.policy,
        channels={
            id: attrs.evolve(channel, title=Text(name, name))
            for name, (id, channel) in zip(
                names, found.procedure.policy.channels.items(), strict=True
            )
        },
    )
    changed = attrs.evolve(found, procedure=attrs.evolve(found.procedure, policy=policy))
    (target,) = check_targets([str(tmp_path / "x.xlsx")], [".xlsx"], force=False)
    write_channel_paper(changed, "x", target, "zh", "awardsim", force=False)
    made = openpyxl.load_workbook(target.path)
    assert len(made.sheetnames) == 10
    assert made.sheetnames[1] == "=1+1"
    formulas = [
        cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas == []
    assert made.worksheets[0]["B4"].value == "=1+1"


@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_every_place_has_its_workbook(name, language, tmp_path, capsys):
    found = book(tmp_path, name, language)
    assert len(found.sheetnames) == len(plans(name).procedure.channels) + 2
    capsys.readouterr()
