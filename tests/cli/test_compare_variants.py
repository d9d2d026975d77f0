"""``awardsim compare`` of variants: arms, what is shown, and the note."""

import json

import pytest
import tomlkit
from support.procedures import raw

from awardsim.analysis.shares import known_to
from awardsim.cli import main
from awardsim.report.console import width

DRAFT = tomlkit.dumps(
    raw("""
[window]
closes = 2025-09-24
[quotas.organisations]
number = { at_most = 9 }
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "work"
after = ["apply"]
[stages.notice]
title = { zh = "拟奖公示", en = "final notice" }
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "%s" }
source = "text 七"
[stages.award]
type = "AWARD"
per = "batch"
after = ["notice"]
rule = { name = "confer_by_rank" }
""")
)
SCENARIO = """
schema = 1
policy = "draft.toml"
title = "mine"
basis = "a test"
[applicants]
organisations = [3, 5, 9]
[people]
office = 1
[durations]
check = ["2h", "6h", "12h"]
"""
CHANGES = """
schema = 1
title = "seven days"
[[changes]]
path = "notices.*.length"
to = "7wd"
why = "more time to object"
"""
FEW = ("--replications", "12", "--quiet", "--workers", "1")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "draft.toml").write_text(DRAFT % "5wd", "utf-8")
    (tmp_path / "longer.toml").write_text(
        DRAFT.replace('"draft"\nstate', '"longer"\nstate') % "7wd", "utf-8"
    )
    (tmp_path / "mine.toml").write_text(SCENARIO, "utf-8")
    (tmp_path / "seven.toml").write_text(CHANGES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data(capsys, *given):
    assert main(["compare", *given, *FEW, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_set_a_file_of_changes_and_a_draft_say_the_same(desk, capsys):
    """7 days by three ways are three arms with one and the same outcome."""
    found = data(
        capsys,
        *("mine", "longer.toml", "--changes", "seven.toml", "--set", "公示.*.天数=7wd"),
        "--no-ranges",
        "--no-repairs",
    )
    names = [one["name"] for one in found["variants"]]
    assert names == ["mine", "longer.toml", "seven days", "公示.*.天数=7wd"]
    for figure in found["figures"]:
        assert len({*figure["values"][1:]}) == 1  # the draft runs under the scenario, too
    days = next(one for one in found["figures"] if one["figure"] == "days")
    assert days["values"][1] > days["values"][0]
    for variant in found["variants"][1:]:
        (one,) = variant["differs"]
        assert one["path"] == "stages.notice.duration"
        assert (one["old"]["en"], one["new"]["en"]) == ("5 working days", "7 working days")
        assert one["article"] == "text 七"
    assert found["variants"][2]["differs"][0]["why"] == "more time to object"


def test_the_text_in_force_beside_a_scenario_that_changes_it(desk, capsys):
    changed = CHANGES.replace('title = "seven days"', "").replace("schema = 1", "")
    (desk / "reform.toml").write_text(SCENARIO + changed, "utf-8")
    found = data(capsys, "draft.toml", "reform", "--no-ranges", "--no-repairs")
    (one,) = found["variants"][1]["differs"]
    assert one["kind"] == "changed"
    assert one["path"] == "stages.notice.duration"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_has_its_order_and_its_width(desk, capsys, language):
    given = ["compare", "mine", "--changes", "seven.toml", *FEW, "--pairing", "--lang", language]
    assert main(given) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100
    heads = {
        "zh": ("B 的改动", "不含偶然因素", "按期完成的把握", "同一套随机数下", "配对", "最小补救"),
        "en": (
            "B differs in 1",
            "without chance",
            "chance to be in time",
            "under the same luck",
            "what pairing gains",
            "Smallest repairs",
        ),
    }[language]
    places = [shown.index(head, shown.index("\n")) for head in heads]
    assert places == sorted(places)
    assert "七" in shown
    assert {"zh": "申报数先于程序抽定", "en": "drawn before the procedure"}[language] in " ".join(
        shown.split()
    )


def test_the_figures_are_the_same_whatever_is_left_out(desk, capsys):
    whole = data(capsys, "mine", "--changes", "seven.toml")
    quick = data(capsys, "mine", "--changes", "seven.toml", "--no-ranges", "--no-repairs")
    assert whole["figures"] == quick["figures"]
    assert quick["variants"][0]["ranges"] is None
    ranges = whole["variants"][1]["ranges"]
    share = whole["figures"][0]["values"][1]
    assert ranges["low"] <= share <= ranges["high"]
    assert ranges["unfavourable"] <= share <= ranges["favourable"]
    repairs = whole["variants"][1]["repairs"]["found"]
    assert {one["path"] for one in repairs} >= {"stages.notice.duration", "stages.apply.closes"}


def test_the_note_is_a_word_document_with_the_same_figures(desk, capsys):
    docx = pytest.importorskip("docx")
    given = ["compare", "mine", "--changes", "seven.toml", *FEW, "--no-repairs", "--lang", "zh"]
    assert main([*given, "-o", "note.docx", "-o", "table.xlsx"]) == 0
    shown = capsys.readouterr().out
    document = docx.Document(str(desk / "note.docx"))
    words = "\n".join(one.text for one in document.paragraphs)
    assert "拟奖公示：天数 5个工作日 → 7个工作日（七）" in words
    assert "理由：more time to object" in words
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    usual = next(row for row in cells if row[0] == "一般估计")
    assert usual[1] in shown
    assert usual[2] in shown
    footer = document.sections[0].footer.paragraphs[0].text
    assert f"awardsim compare mine --changes seven.toml --seed 1 {' '.join(FEW[:2])}" in footer
    assert "--no-repairs" in footer
    assert document.sections[0].page_width < document.sections[0].page_height


def test_a_file_of_changes_with_mistakes_is_told_in_one_go(desk, capsys):
    wrong = CHANGES.replace('to = "7wd"', "").replace("schema = 1", 'schema = 1\npolicy = "x"')
    (desk / "wrong.toml").write_text(wrong, "utf-8")
    assert main(["compare", "mine", "--changes", "wrong.toml", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "wrong.toml:3" in told
    assert "leave 'policy' out" in told
    assert "'to'" in told


def test_a_note_and_pairing_are_of_variants_only(desk, capsys):
    given = ["compare", "mine", "mine", "--one-cohort", "--pairing", "-o", "x.docx"]
    assert main([*given, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "--pairing" in told
    assert "x.docx" in told


# ---- internal studies of all variants ----------------------------------------------------------


@pytest.mark.parametrize(
    ("detail", "words"),
    [("selection", "of the truly best, awarded"), ("groups", "first time"), ("cost", "experts")],
)
def test_a_detail_stands_side_by_side_with_what_differs(detail, words, capsys, tmp_path):
    file = tmp_path / "detail.xlsx"
    asked = ["compare", "shaoguan-2018", "--set", "people.experts=12", "--detail", detail]
    asked += ["--replications", "6", "--workers", "1", "--quiet", "--lang", "en", "-o", str(file)]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "B differs in 1" in shown
    assert "B − A" in shown
    assert words in shown
    assert shown.startswith("Internal study") == (detail != "cost")
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert file.exists()


def test_a_detail_does_not_go_with_what_belongs_to_dates(capsys):
    asked = ["compare", "shaoguan-2018", "--set", "people.experts=12", "--detail", "cost"]
    assert main([*asked, "--precision", "0.1", "--pairing", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "--precision" in told
    assert "--pairing" in told
    assert main(["compare", "shaoguan-2018", "panzhihua-2023", "--detail", "cost"]) == 2
    assert "--detail" in capsys.readouterr().err


def test_differences_are_switched_one_by_one(capsys, tmp_path):
    asked = ["compare", "shaoguan-2018", "--set", "remove stages.final_notice"]
    asked += ["--set", "people.experts=12", "--one-by-one", "--replications", "6", "--workers", "1"]
    asked += ["-o", str(tmp_path / "parts.csv"), "--quiet", "--lang", "en"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "there → none  三(八)1" in shown
    assert "9 → 12" in shown
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert main([*asked[:-2], "--format", "json", "--force"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in data["parts"]] == ["stages.final_notice", "people.experts"]
    # A notice of ten days, from the day after it is posted, and the day on which it is posted.
    assert data["parts"][0]["first"]["days"]["mean"] <= -10


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--set", "people.experts=12", "--one-by-one", "--detail", "cost"], "--detail"),
        (["--set", "people.experts=9", "--one-by-one"], "do not differ"),
        (["shaoguan-2018", "shaoguan@2018", "--one-by-one"], "3 are given"),
        (["panzhihua-2023", "--one-by-one"], "--one-by-one"),
    ],
)
def test_what_cannot_be_switched_one_by_one_is_told(more, words, capsys):
    assert main(["compare", "shaoguan-2018", *more, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


def test_a_run_goes_on_until_its_share_is_known_to_what_was_asked(desk, capsys):
    """So many replications as it says it took give the same run; those before were not enough."""
    given = ["run", "mine", "--no-ranges", "--quiet", "--workers", "1", "--format", "json"]

    def ran(*more):
        assert main([*given, *more]) == 0
        return json.loads(capsys.readouterr().out)

    made = ran("--precision", "0.06", "--replications", "48")
    took = made["run"]["replications"]
    assert took == 528
    assert ran("--replications", str(took)) == made
    share = made["answer"]["share"]
    assert known_to(share, took) <= 0.06 < known_to(share, 48)


@pytest.mark.parametrize("other", [("--detail", "groups"), ("--against", "mine")])
def test_a_precision_is_of_the_chance_alone(other, desk, capsys):
    assert main(["run", "mine", "--precision", "0.1", *other, "--lang", "en"]) == 2
    assert f"--precision: does not go together with {other[0]}" in capsys.readouterr().err
