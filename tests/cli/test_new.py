"""``awardsim new``: a city from answers, a draft of a text."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from support.drafted import CITY

from awardsim.policy import read_policy
from awardsim.report.console import width

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


def test_a_file_of_answers_becomes_a_policy_file_that_runs(answers, tmp_path):
    code, out, err = answers("new", "city", "--answers", "answers.toml")
    assert (code, err) == (0, "")
    assert "written: jia/2026.toml" in out
    policy = read_policy(tmp_path / "jia" / "2026.toml")
    assert policy.id == "jia@2026"
    assert policy.stages["channel_notice"].title.zh == "名单公示"
    assert policy.quotas["individuals"].number.words == "不超过10人"
    code, out, err = answers("run", "./jia/2026.toml", *FAST, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["policy"]["id"] == "jia@2026"


def test_json_and_toml_and_options_say_the_same(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    first = tmp_path.joinpath("jia", "2026.toml").read_text("utf-8")
    data = tomllib.loads(CITY)
    data["issued"] = "2026-03-02"
    tmp_path.joinpath("answers.json").write_text(json.dumps(data), "utf-8")
    assert answers("new", "city", "--answers", "answers.json", "--force")[0] == 0
    assert tmp_path.joinpath("jia", "2026.toml").read_text("utf-8") == first
    plain = [
        "city=jia", "version=2026", "title=甲市政府质量奖管理办法", "issued=2026-03-02",
        "tracks=both @二", "channels=东县、西县", "vacancy=有",
        "quotas.organisations=不超过5家 @四",
        "quotas.individuals=不超过10人 @四 “不超过10人”",
        "stages.CH_NOTICE=不少于5个工作日 名单公示 @八", "stages.FIN_NOTICE=7天 @十五",
        "stages.DECIDE=有 @十四", "stages.DEFENCE=无 @十", "stages.NOMINATE=有 @九",
        "closing.receipt=2026-06-30 @九",
    ]  # fmt: skip
    options = [part for one in plain for part in ("--answer", one)]
    assert answers("new", "city", *options, "--force")[0] == 0
    assert tmp_path.joinpath("jia", "2026.toml").read_text("utf-8") == first


def test_a_file_that_is_there_is_not_written_over_unless_forced(answers, tmp_path):
    answers("new", "city", "--answers", "answers.toml")
    file = tmp_path / "jia" / "2026.toml"
    file.write_text("mine", "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 5
    assert "jia/2026.toml" in err
    assert file.read_text("utf-8") == "mine"
    assert answers("new", "city", "--answers", "answers.toml", "--force")[0] == 0
    assert read_policy(file).id == "jia@2026"


def test_every_mistake_is_told_with_its_line_and_the_nearest_name(answers, tmp_path):
    wrong = CITY.replace("CH_NOTICE", "CH_NOTIC").replace("7天 @十五", "a while @15")
    wrong = wrong.replace("2026-06-30 @九", "2026-06-31 @九").replace('"jia"', '"Jia City"')
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    lines = wrong.splitlines()
    for said, key in (
        ("did you mean 'stages.CH_NOTICE'", "CH_NOTIC "),
        ("cannot read 'a while'", "FIN_NOTICE"),
        ("cannot read '2026-06-31'", "receipt"),
        ("cannot read 'Jia City'", "city"),
    ):
        number = next(n for n, line in enumerate(lines, 1) if line.startswith(key))
        assert re.search(rf"^error: answers\.toml:{number}: .*{re.escape(said)}", err, re.MULTILINE)
    assert not tmp_path.joinpath("jia").exists()


def test_a_mistyped_part_of_an_answer_is_told_with_the_nearest(answers, tmp_path):
    wrong = CITY.replace('article = "八"', 'articel = "八"')
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    assert "no part of an answer 'articel'" in err
    assert "did you mean 'article'?" in err


def test_dates_that_contradict_each_other_are_told_where_they_were_answered(answers, tmp_path):
    wrong = 'opens = "2026-09-01 @三"\ncloses = "2026-03-01 @三"\n' + CITY
    tmp_path.joinpath("answers.toml").write_text(wrong, "utf-8")
    code, _, err = answers("new", "city", "--answers", "answers.toml")
    assert code == 2
    assert err.startswith("error: answers.toml:2: ")
    assert "@ closes" in err


def test_what_does_not_run_yet_is_written_and_says_why(answers, tmp_path):
    more = ("--answer", "vacancy=无 @四", "--answer", "stages.SHORTLIST=有 @十一")
    more = (*more, "--answer", "places.shortlist.organisations=2 @十一")
    code, out, _ = answers("new", "city", "--answers", "answers.toml", *more)
    assert code == 1
    assert "does not run yet" in out
    assert "fewer than the 5 awards" in out
    assert tmp_path.joinpath("jia", "2026.toml").is_file()


def test_an_answer_to_what_was_not_asked_is_told(answers):
    code, _, err = answers(
        "new", "city", "--answers", "answers.toml", "--answer", "supplement.within=3wd @九"
    )
    assert code == 2
    assert "not asked" in err
    assert "supplement.within" in err


def test_without_a_terminal_nothing_is_asked_and_nothing_hangs(program):
    done = program("new", "city")
    assert done.returncode == 2
    assert "--answers" in done.stderr
    assert done.stdout == ""


def test_without_what_is_needed_it_says_what(awardsim):
    code, _, err = awardsim("new", "city", "--answer", "version=2026")
    assert code == 2
    assert "@ city" in err
    assert "@ title" in err


def test_the_file_is_called_by_its_version(answers, tmp_path):
    code, _, err = answers("new", "city", "--answers", "answers.toml", "-o", "2027.toml")
    assert code == 2
    assert "2026.toml" in err
    code, _, _ = answers("new", "city", "--answers", "answers.toml", "-o", "2026.toml")
    assert code == 0
    assert read_policy(tmp_path / "2026.toml").version == "2026"
    more = ("--answer", "city=yi", "--answer", "title=乙市办法", "-o", "2030.toml")
    assert answers("new", "city", *more)[0] == 0
    assert read_policy(tmp_path / "2030.toml").id == "yi@2030"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--workbook", "a.xlsx", "--answer", "city=x"), "--workbook"),
        (("--package", "p", "-o", "a.toml", "--answer", "city=x"), "--package"),
        (("--from", "a.toml"), "--from"),
        (("--from", "a.docx"), "a.docx"),
        (("--answer", "city"), "ID=ANSWER"),
        (("-o", "2026.txt", "--answer", "city=x", "--answer", "title=t"), ".toml"),
        (("--answers", "nowhere.toml"), "nowhere.toml"),
        (("--answers", "nowhere.json"), "nowhere.json"),
        (("--from", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, said, awardsim):
    code, _, err = awardsim("new", "city", *arguments)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("text", ["", "[1]", "{", '"x"', '{"city": 1e999}', '{"a": {"b": null}}'])
def test_json_that_is_no_table_of_answers_is_refused(text, awardsim, tmp_path):
    tmp_path.joinpath("a.json").write_text(text, "utf-8")
    code, _, err = awardsim("new", "city", "--answers", "a.json")
    assert code == 2
    assert "a.json" in err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_fits_a_terminal(language, answers):
    _, out, _ = answers("new", "city", "--answers", "answers.toml", "--lang", language)
    assert max(width(line) for line in out.splitlines()) <= 100
    for arguments in (("new",), ("new", "city", "--help"), ("new", "text", "--help")):
        code, out, _ = answers(*arguments, "--lang", language)
        assert code == 0
        assert max(width(line) for line in out.splitlines()) <= 100


def test_a_draft_is_called_as_its_file_is(awardsim, tmp_path):
    """The file may stand without -o, and its stem names it from then on."""
    code, out, err = awardsim("new", "text", "--from", "qingyuan@2020", "2025草案.toml")
    assert (code, err) == (0, "")
    assert "qingyuan@2025草案" in out
    code, out, err = awardsim(
        "schedule", "2025草案", "--set", "opens=2025-08-18", "--finish", "12-31"
    )
    assert (code, err) == (0, "")
    assert "qingyuan@2025草案" in out
    assert "by 12-31 Wed" in out
    code, _, err = awardsim("new", "text", "--from", "qingyuan@2020", "a.toml", "-o", "b.toml")
    assert code == 2
    assert "the file is named twice" in err
