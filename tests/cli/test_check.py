"""``awardsim check`` as it is typed, and ``why`` with a code."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "findings"
TEXTS = sorted(ROOT.glob("plugins/*/policies/*.toml"))


@pytest.fixture
def desk(tmp_path):
    """A folder with the good text and its document."""
    for name in ("2026.toml", "2026.txt"):
        shutil.copy(GOOD / name, tmp_path / name)
    return tmp_path


def break_it(desk: Path, old: str, new: str) -> None:
    path = desk / "2026.toml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parts[-3]}@{path.stem}")
def test_the_texts_of_all_jurisdictions_pass(path, awardsim):
    """Issued texts have points to be clarified, and neither errors nor warnings."""
    code, out, err = awardsim("check", str(path), "--format", "json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert data["counts"]["error"] == data["counts"]["warning"] == 0, data["findings"]
    assert data["counts"]["clarify"] > 0


@pytest.mark.parametrize(
    "folder", sorted({path.parents[1] for path in TEXTS}), ids=lambda f: f.name
)
def test_the_packages_of_all_jurisdictions_pass(folder, awardsim):
    code, out, _ = awardsim("check", str(folder), "--format", "json")
    assert (code, json.loads(out)["counts"]["error"]) == (0, 0)


def test_a_good_file_ends_with_zero_and_one_with_errors_with_one(desk, awardsim):
    code, out, err = awardsim("check", "2026.toml", "--source", "2026.txt")
    assert (code, err) == (0, "")
    assert "nothing found" in out
    break_it(desk, 'type = "CH_NOTICE"', 'type = "CH_NOTIC"')
    code, out, err = awardsim("check", "2026.toml")
    assert (code, err) == (1, "")
    assert "AWS004  error" in out
    assert "repair: write 'CH_NOTICE'" in out
    assert out.splitlines()[-1].startswith("hint: awardsim why AWS004")


def test_warnings_alone_end_with_zero(desk, awardsim):
    break_it(
        desk, 'decide = { at_most = "5wd", words = "5个工作日内作出认定" }', 'decide = "unstated"'
    )
    code, out, _ = awardsim("check", "2026.toml")
    assert code == 0
    assert "1 warning" in out
    assert awardsim("check", "2026.toml", "--ignore", "AWS309")[1].count("AWS309") == 0


def test_a_file_that_is_neither_text_nor_scenario_is_named_as_that(desk, awardsim):
    """Answers for `new city`: by name bad input, in a folder one line and no error."""
    (desk / "answers.toml").write_text('city = "jia"\n[stages]\nCALL = "-"\n', "utf-8")
    code, out, err = awardsim("check", "answers.toml")
    assert (code, out) == (2, "")
    assert "answers.toml: neither a text" in err
    code, out, _ = awardsim("check", ".")
    assert code == 0
    assert out.count("AWS018") == 2  # the finding and the hint
    assert "1 warning" in out


def test_words_that_the_document_lacks_are_errors(desk, awardsim):
    break_it(desk, "不少于 5 个工作日", "不少于 5 天")
    code, out, _ = awardsim("check", "2026.toml", "--source", "2026.txt", "--select", "AWS1")
    assert code == 1
    assert "AWS101" in out


def test_json_and_sarif_are_alone_on_standard_output(desk, awardsim):
    break_it(desk, 'type = "CH_NOTICE"', 'type = "CH_NOTIC"')
    code, out, _ = awardsim("check", "2026.toml", "--format", "json")
    assert (code, json.loads(out)["findings"][0]["code"]) == (1, "AWS004")
    code, out, _ = awardsim("check", "2026.toml", "--format", "sarif")
    assert (code, json.loads(out)["version"]) == (1, "2.1.0")


@pytest.mark.parametrize(
    "name", ["found.csv", "found.md", "found.json", "found.xlsx", "found.docx"]
)
def test_findings_are_written_to_files(name, desk, awardsim):
    pytest.importorskip("xlsxwriter")
    break_it(desk, 'type = "CH_NOTICE"', 'type = "CH_NOTIC"')
    code, _, err = awardsim("check", "2026.toml", "-o", name)
    assert (code, err) == (1, f"written: {name}\n")
    assert (desk / name).stat().st_size > 100
    assert awardsim("check", "2026.toml", "-o", name)[0] == 5
    assert awardsim("check", "2026.toml", "-o", name, "--force")[0] == 1


def test_a_folder_is_looked_at_as_a_whole(desk, awardsim):
    shutil.copy(desk / "2026.toml", desk / "2027.toml")
    code, out, _ = awardsim("check", ".")
    assert code == 1
    assert "2027.toml" in out
    assert "AWS008" in out


def test_a_scenario_is_checked_with_its_text(desk, awardsim):
    (desk / "plan.toml").write_text(
        'schema = 1\npolicy = "2026.toml"\nbasis = "估计"\n[people]\nreviewers = 3\n', "utf-8"
    )
    code, out, _ = awardsim("check", "plan")
    assert code == 0
    assert "nothing found" in out
    (desk / "plan.toml").write_text(
        'schema = 1\npolicy = "2026.toml"\n[people]\nreviewers = 3\nreviwers = 2\n', "utf-8"
    )
    code, out, _ = awardsim("check", "plan")
    assert code == 1
    assert "AWS601" in out


@pytest.mark.parametrize("name", ["2025.toml", "nothing@2025", "no-such-plan", "", "/dev/null"])
def test_what_is_not_there_is_a_mistake_of_who_asks(name, desk, awardsim):
    code, out, err = awardsim("check", name)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")


def test_a_document_or_a_choice_that_is_none(desk, awardsim):
    assert awardsim("check", "2026.toml", "--source", "2025.txt")[0] == 2
    assert awardsim("check", "2026.toml", "--source", "plan=2026.txt")[0] == 2
    code, _, err = awardsim("check", "2026.toml", "--select", "AWS8")
    assert code == 2
    assert "no code begins with 'AWS8' (known: AWS0, AWS1" in err


def test_why_explains_a_code(awardsim):
    code, out, _ = awardsim("why", "aws204")
    assert code == 0
    assert out.startswith("AWS204  a notice whose kind of day is not stated")
    assert "[[waivers]]" in out
    code, out, _ = awardsim("why", "AWS204", "--format", "json")
    assert json.loads(out)["issued"] == "clarify"
    assert awardsim("why", "AWS999")[0] == 2
    code, _, err = awardsim("why", "no-such-plan")
    assert code == 2
    assert "say what about" in err


def test_the_codes_can_be_listed(awardsim):
    code, out, _ = awardsim("list", "codes", "--format", "json")
    listed = [one["id"] for one in json.loads(out)["codes"]]
    assert code == 0
    assert {"AWS001", "AWS204", "AWS501"} <= set(listed)


def test_a_pipe_in_a_folder_is_passed_by(desk, awardsim):
    os.mkfifo(desk / "pipe.toml")
    code, out, _ = awardsim("check", ".")
    assert code == 0
    assert "nothing found" in out
    assert awardsim("check", "pipe.toml")[0] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file is empty"),
        (b"# x\n", "comments"),
        (b"a = " + b"[" * 5000, "deeper"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(content, said, desk, awardsim):
    (desk / "2026.toml").write_bytes(content)
    code, out, _ = awardsim("check", "2026.toml")
    assert code == 1
    assert "AWS001" in out
    assert said in out


def test_why_of_a_code_and_a_scenario_says_what_it_finds_there(awardsim):
    code, out, _ = awardsim("why", "qingyuan-2025", "AWS203")
    assert code == 0
    assert out.startswith("AWS203  a date on a day off and no rule for it")
    assert "on 2025-10-25 falls on a day off" in " ".join(out.split())
    assert "nothing found" in awardsim("why", "qingyuan-2025", "AWS204")[1]
    code, out, _ = awardsim("why", "qingyuan-2025", "AWS203", "--format", "json")
    made = json.loads(out)
    assert (made["id"], len(made["findings"])) == ("AWS203", 1)
    assert awardsim("why", "qingyuan-2025", "AWS999")[0] == 2


def test_why_of_a_code_needs_no_opening_date(awardsim):
    """The national notice has none, and neither has what is asked."""
    code, out, err = awardsim("why", "china_award@2023", "AWS304")
    assert (code, err) == (0, "")
    assert out.startswith("AWS304  ")
    assert "AWS304" in out.partition("check ")[2]
    code, out, _ = awardsim("why", "china_award@2023", "AWS312")
    assert code == 0
    assert "nothing found" in out


@pytest.mark.parametrize(
    "name", ["china_award@2023-gansu", "china_award@2023", "qingyuan@2020", "shaoguan@2018"]
)
def test_documents_are_cited_by_what_they_are_called(name, awardsim):
    """Ids of documents stand in files only (relay, notice, plan, regulation)."""
    for language in ("zh", "en"):
        _, out, _ = awardsim("check", name, "--lang", language)
        cited = re.findall(
            r"[（(, 、](relay|notice|plan|regulation|text) [一二三四五六七八九十]", out
        )
        assert cited == []
    _, out, _ = awardsim("check", "china_award@2023-gansu", "--lang", "zh", "--select", "AWS305")
    assert "（甘质强组办〔2023〕5号 三、四）" in "".join(out.split("\n")).replace(" " * 23, "")
