"""``awardsim run`` from end to end."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from awardsim.analysis import forecast
from awardsim.cli import run
from awardsim.report.console import width

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
NAME = "qingyuan-2025"
#: A run that takes well under a second.
FAST = ("--replications", "12", "--no-ranges", "--workers", "1")
SCHEMA = json.loads(ROOT.joinpath("docs", "run.schema.json").read_text("utf-8"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


@pytest.mark.usefixtures("remembered")
def test_the_first_screen_of_the_published_scenario_with_its_ranges(awardsim):
    code, out, err = awardsim("run", NAME, "--replications", "60", "--lang", "zh")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) <= 40
    assert max(width(line) for line in lines) <= 100


@pytest.mark.parametrize("name", sorted(p.stem for p in ROOT.joinpath("scenarios").glob("*.toml")))
def test_every_published_scenario_has_a_first_screen(name, awardsim):
    for language in ("zh", "en"):
        code, out, _ = awardsim("run", name, *FAST, "--lang", language)
        assert code == 0
        assert len(out.splitlines()) <= 40
        assert max(width(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize("what", ["qingyuan@2025", NAME, str(ROOT / "scenarios" / f"{NAME}.toml")])
def test_a_run_is_asked_for_by_id_by_name_and_by_file(what, awardsim):
    code, out, _ = awardsim("run", what, *FAST, "--format", "json")
    assert code == 0
    assert json.loads(out)["policy"]["id"] == "qingyuan@2025"


def test_a_draft_that_is_nobodys_plugin_runs(awardsim, tmp_path):
    text = ROOT.joinpath("plugins", "qingyuan", "policies", "2025.toml").read_text("utf-8")
    draft = text.replace('state = "issued"', 'state = "draft"')
    draft = draft.replace('version = "2025"', 'version = "2027草案"')
    tmp_path.joinpath("2027草案.toml").write_text(draft, "utf-8")
    code, out, _ = awardsim("run", "2027草案.toml", *FAST, "--lang", "zh")
    assert code == 0
    assert "草案，未印发" in out


def test_json_is_valid_and_alone_on_standard_output(program):
    done = program("run", NAME, *FAST, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")

    def refuse(constant):
        raise AssertionError(constant)

    jsonschema.validate(json.loads(done.stdout, parse_constant=refuse), SCHEMA)


def test_the_same_call_gives_the_same_figures_whoever_works(awardsim):
    def record(*more):
        found = json.loads(awardsim("run", NAME, *FAST[:3], *more, "--format", "json")[1])
        return found

    one = record("--workers", "1")
    assert record("--workers", "3") == one
    assert record("--workers", "1", "--seed", "2") != one


def test_the_brief_is_three_lines(awardsim):
    code, out, _ = awardsim("run", NAME, *FAST, "--brief")
    assert code == 0
    assert len(out.splitlines()) == 3


def test_a_requirement_that_is_not_met_is_exit_code_1(awardsim):
    met = awardsim("run", NAME, *FAST, "--require", "0")
    assert (met[0], met[2]) == (0, "")
    late = ("--set", "finish_by=2025-11-20")
    code, out, err = awardsim("run", NAME, *FAST, *late, "--require", "0.8")
    assert code == 1
    assert "Q: " in out
    assert err == "not reached: share in time 0.0%, required 80.0%\n"


_UNKNOWN_ENDING = (
    "a.pdf: cannot write .pdf files "
    "(known: .xlsx .csv .md .json .parquet .xes .jsonocel .events.csv)"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--replications", "0"], "--replications: expected a whole number from 1 to 1000000"),
        (["--replications", "1000001"], "found '1000001'"),
        (["--replications", "1e3"], "found '1e3'"),
        (["--require", "95"], "--require: expected a number from 0 to 1, found '95'"),
        (["--require", "nan"], "found 'nan'"),
        (["--seed", "-1"], "--seed: expected"),
        (["--seed", "9" * 5000], "--seed: expected"),
        (["--workers", "0"], "--workers: expected"),
        (["--set", "people.reviewer=3"], "--set people.reviewer=3: "),
        (["--set", "people.reviewers=0"], "at least 1"),
        (["--set", "nonsense"], "write path=value"),
        (["-o", "a.pdf"], _UNKNOWN_ENDING),
        (["-o", "a.md", "-o", "./a.md"], "named twice"),
        (["--brief", "--format", "json"], "does not go together"),
    ],
)
def test_a_wrong_argument_is_exit_code_2(arguments, said, awardsim):
    code, out, err = awardsim("run", NAME, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_what_is_replaced_twice_is_refused(awardsim):
    twice = ("--set", "people.reviewers=9", "--set", "people.site_teams=2")
    code, out, err = awardsim("run", NAME, *FAST, *twice, "--set", " people.reviewers = 9")
    assert (code, out) == (2, "")
    assert "'people.reviewers' is replaced before: --set people.reviewers=9" in err
    assert awardsim("run", NAME, *FAST, *twice)[0] == 0


def test_an_unknown_name_lists_what_is_there(awardsim, tmp_path):
    tmp_path.joinpath("scenarios").mkdir()
    own = 'schema = 1\npolicy = "qingyuan@2025"\n'
    tmp_path.joinpath("scenarios", "mine.toml").write_text(own, "utf-8")
    code, _, err = awardsim("run", "qingyuan-2026")
    assert code == 2
    assert all(name in err for name in ("mine", NAME, "qingyuan@2020", "did you mean"))
    assert awardsim("run", "mine", *FAST)[0] == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere.toml", "no such file"), ("no/where", "no such file"), (".", "folder")],
)
def test_a_path_that_leads_nowhere_is_exit_code_2(name, said, awardsim):
    code, _, err = awardsim("run", name)
    assert code == 2
    assert said in err or "no scenario or text" in err


def test_a_file_that_is_neither_scenario_nor_text_says_so(awardsim, tmp_path):
    tmp_path.joinpath("other.toml").write_text("a = 1\n", "utf-8")
    code, _, err = awardsim("run", "other.toml")
    assert code == 2
    assert "neither 'policy'" in err


def test_files_are_written_and_named_on_standard_error(awardsim, tmp_path):
    names = ["测算.xlsx", "a.csv", "a.md", "a.json"]
    options = [part for name in names for part in ("-o", name)]
    code, out, err = awardsim("run", NAME, *FAST, *options, "--format", "json")
    assert code == 0
    assert err.splitlines() == [f"written: {name}" for name in names]
    assert json.loads(tmp_path.joinpath("a.json").read_text("utf-8")) == json.loads(out)
    sheet = openpyxl.load_workbook(tmp_path / "测算.xlsx").worksheets[0]
    assert json.loads(out)["record"] in {cell.value for row in sheet.iter_rows() for cell in row}


def test_quiet_leaves_only_the_answer(awardsim):
    code, out, err = awardsim("run", NAME, *FAST, "-o", "a.md", "--quiet")
    assert (code, err) == (0, "")
    assert out


def test_what_writes_the_answer_is_loaded_while_replications_are_run(awardsim, monkeypatch):
    done, summarise, teller = [], forecast.summarise, run._teller
    for module, name, really in ((forecast, "summarise", summarise), (run, "_teller", teller)):

        def noted(*given, name=name, really=really, **options):
            done.append(name)
            return really(*given, **options)

        monkeypatch.setattr(module, name, noted)
    for more in ((), ("--quiet",), ("--brief",)):
        done.clear()
        assert awardsim("run", NAME, *FAST, *more)[0] == 0
        assert done == ["_teller", "summarise", "_teller"]


def test_a_file_that_cannot_be_written_is_found_out_before_the_run(awardsim, tmp_path, monkeypatch):
    def never(*_, **__):
        raise AssertionError("it ran")

    monkeypatch.setattr("awardsim.cli.run._forecast", never)
    tmp_path.joinpath("there.md").write_text("mine", "utf-8")
    for name in ("there.md", "nowhere/a.md", "there.md/a.md"):
        code, out, err = awardsim("run", NAME, "-o", "first.md", "-o", name)
        assert (code, out) == (5, "")
        assert name in err
    assert os.listdir(tmp_path) == ["there.md"]


def test_an_existing_file_is_replaced_only_by_force(awardsim, tmp_path):
    tmp_path.joinpath("a.md").write_text("mine", "utf-8")
    assert awardsim("run", NAME, *FAST, "-o", "a.md")[0] == 5
    assert awardsim("run", NAME, *FAST, "-o", "a.md", "--force")[0] == 0
    assert "mine" not in tmp_path.joinpath("a.md").read_text("utf-8")


def test_a_full_disk_does_not_cost_the_answer_or_the_other_files(awardsim, tmp_path, monkeypatch):
    from awardsim.report import files

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_workbook", full)
    code, out, err = awardsim("run", NAME, *FAST, "-o", "a.xlsx", "-o", "a.md")
    assert code == 5
    assert out.startswith("Qingyuan Government Quality Award 2025")
    assert "a.xlsx: cannot be written (No space left on device)" in err
    assert os.listdir(tmp_path) == ["a.md"]


# ---- what surrounds it -----------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["gbk", "ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_console_says(coding, program):
    done = program("run", NAME, *FAST, "--lang", "zh", env={"PYTHONIOENCODING": coding})
    assert (done.returncode, done.stderr) == (0, "")
    assert "问：2025年12月31日前" in done.stdout


@posix
@pytest.mark.parametrize(
    ("coding", "read"), [("gbk", "gbk"), ("gb18030", "gbk"), ("ascii", "utf-8")]
)
def test_a_terminal_reads_the_encoding_of_chinese_that_it_is_set_to(coding, read, on_terminal):
    shown = on_terminal("list", env={"PYTHONIOENCODING": coding})
    assert "清远市政府质量奖2025" in shown.all().decode(read)


@pytest.fixture(scope="module")
def plain(program_in, tmp_path_factory):
    """What a run prints where nothing is set."""
    return program_in(tmp_path_factory.mktemp("plain"))("run", NAME, *FAST).stdout


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
        {"COLUMNS": "20"},
        {"COLUMNS": "0"},
        {"TZ": "Asia/Kathmandu"},
    ],
)
def test_terminal_and_time_zone_change_nothing(env, program, plain):
    done = program("run", NAME, *FAST, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, plain, "")
    assert plain.strip()
    assert "\x1b" not in plain


@posix
def test_a_reader_who_leaves_costs_nothing(started, tmp_path):
    process = started("run", NAME, *FAST, "-o", "a.json", "--format", "json")
    process.stdout.close()
    err = process.stderr.read().decode()
    assert process.wait(60) == 0
    assert err == "written: a.json\n"
    assert json.loads(tmp_path.joinpath("a.json").read_text("utf-8"))


def wait_for_workers(process):
    """Until the program has started its workers; where that cannot be seen, a while."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + (60 if children.exists() else 5)
    while time.monotonic() < until and not (children.exists() and children.read_text().split()):
        time.sleep(0.05)
    time.sleep(0.5)


@posix
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_at_once_and_leaves_nothing(sent, code, started, tmp_path):
    many = ("--replications", "1000000", "--workers", "2", "-o", "a.json")
    process = started("run", NAME, *many)
    wait_for_workers(process)
    process.send_signal(sent)
    begun = time.monotonic()
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert process.returncode == code
    assert (out, err.strip()) == (b"", b"")
    assert os.listdir(tmp_path) == []
    time.sleep(0.2)
    with pytest.raises(ProcessLookupError):  # no worker goes on
        os.killpg(process.pid, 0)


@posix
def test_a_program_that_is_killed_leaves_no_worker(started):
    process = started("run", NAME, "--replications", "1000000", "--workers", "2")
    wait_for_workers(process)
    process.kill()
    process.communicate(timeout=30)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:  # nobody is left
            return
        time.sleep(0.1)
    pytest.fail("a worker goes on without its parent")


def test_a_text_outside_the_scenarios_folder_is_refused(tmp_path, awardsim):
    scenario = tmp_path / "mine.toml"
    scenario.write_text('schema = 1\nbasis = "a"\npolicy = "../other/2025.toml"\n', "utf-8")
    code, out, err = awardsim("run", str(scenario), "--lang", "en")
    assert (code, out) == (2, "")
    assert "must be in the scenario's folder" in err


def test_an_example_that_is_named_as_a_file_elsewhere_is_told_by_its_name(
    tmp_path, monkeypatch, awardsim
):
    monkeypatch.chdir(tmp_path)
    code, out, err = awardsim("run", "qingyuan-2025.toml", "--lang", "en")
    assert (code, out) == (2, "")
    assert "there is no such file; did you mean 'qingyuan-2025'?" in err


def test_where_nobody_applies_no_requirement_is_met(awardsim):
    none = ("--set", "applicants.organisations=0", "--set", "applicants.individuals=0")
    code, _, err = awardsim("run", NAME, *FAST, *none, "--require", "0.5", "--lang", "en")
    assert code == 1
    assert "no share" in err


def test_a_number_of_replications_in_a_log_needs_a_log(awardsim, tmp_path):
    code, _, told = awardsim("run", "qingyuan-2025", "--log-replications", "3")
    assert code == 2
    assert "--log-replications: is for event logs (.xes .jsonocel .events.csv)" in told
    assert not list(tmp_path.iterdir())
