"""``awardsim sweep``: the screen, its data, its mistakes."""

import json
import os
import re
import signal
import threading
from pathlib import Path

import pytest

from awardsim.analysis.kept import Kept
from awardsim.cli import main
from awardsim.report.console import width

GIVEN = ("sweep", "qingyuan-2025", "--replications", "12", "--quiet", "--workers", "1")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "axes",
    [
        ("people.site_teams=1..4",),
        ("meetings.leading_group=2025-12-16..2025-12-24",),
        ("people.site_teams=2,3", "people.reviewers=8..16:4"),
        ("people.site_teams=2", "meetings.leading_group=12-08..12-19"),
    ],
)
def test_the_screen_fits(language, axes, capsys):
    assert main([*GIVEN, *axes, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert axes[0].partition("=")[0] in shown


def test_a_target_gives_the_set_and_the_exit_code(capsys):
    one = [*GIVEN, "meetings.leading_group=2025-12-18,2025-12-24", "--format", "json"]
    assert main([*one, "--until", "0.5"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["meeting"] == [["2025-12-18"]]
    shares = [point["share"] for point in data["points"]]
    assert shares[0] >= 0.5 > shares[1]
    assert main([*one, "--until", "1"]) == 1
    capsys.readouterr()


def test_a_run_of_the_same_scenario_has_the_same_share(capsys):
    assert main([*GIVEN, "people.site_teams=2", "--format", "json"]) == 0
    swept = json.loads(capsys.readouterr().out)["points"][0]["share"]
    run = ["run", "qingyuan-2025", "--replications", "12", "--no-ranges", "--quiet"]
    assert main([*run, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"]["share"] == pytest.approx(swept)


def test_a_search_says_what_it_ran_and_what_follows(capsys, tmp_path):
    asked = [*GIVEN, "people.reviewers=4..60", "--until", "0.5"]
    asked += ["--resume", str(tmp_path / "kept.jsonl")]
    assert main([*asked, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["how"] == "bisection"
    assert data["size"] == 57
    assert data["run"] == len(data["points"]) < 25
    assert [values for values in data["meeting"] if values == ["60"]]
    assert main([*asked, "--lang", "en"]) == 0
    assert f"{data['run']} of 57 values were run" in capsys.readouterr().out


def test_readings_stand_with_what_they_say(capsys):
    assert main([*GIVEN, "readings.pending_objection", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "holds_list" in shown
    assert "the whole list waits" in shown


def test_a_value_that_cannot_be_is_listed_and_the_exit_code_says_so(capsys):
    asked = [*GIVEN, "meetings.leading_group=2025-08-01,2025-12-18", "--lang", "en"]
    assert main(asked) == 1
    shown = capsys.readouterr().out
    assert "2025-08-01 cannot be:" in shown
    assert "2025-12-18 " in shown


def test_stopped_it_shows_what_is_done_and_goes_on_from_there(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ["sweep", "qingyuan-2025", "people.site_teams=1..12", "--replications", "10"]
    asked += ["--resume", "kept.jsonl", "--workers", "1", "--lang", "en"]
    ended = threading.Event()

    def stop():
        while not ended.is_set():
            if len(_lines("kept.jsonl")) >= 2:
                os.kill(os.getpid(), signal.SIGINT)
                return
            ended.wait(0.01)

    thread = threading.Thread(target=stop)
    thread.start()
    try:
        assert main(asked) == 130
    finally:
        ended.set()
        thread.join()
    told = capsys.readouterr()
    done = int(re.search(r"interrupted: (\d+) of 12 points are done", told.out)[1])
    assert 2 <= done < 12
    assert done - len(_lines("kept.jsonl")) in (0, 1)  # it may be stopped just before one is kept
    assert "run the same command again" in told.err
    assert main([*asked, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["complete"]
    assert len(data["points"]) == len(_lines("kept.jsonl")) == 12


@pytest.mark.parametrize("detail", ["selection", "groups", "cost"])
def test_a_study_that_is_stopped_shows_what_is_done_and_goes_on(
    detail, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    asked = ["sweep", "shaoguan-2018", "people.site_experts=1..3", "--detail", detail]
    asked += ["--replications", "4", "--workers", "1", "--lang", "en"]
    done = []

    def stop_at_the_second(*given):
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(given)
        return add(*given)

    add = Kept.add
    monkeypatch.setattr(Kept, "add", stop_at_the_second)
    assert main([*asked, "--resume", "kept.jsonl", "-o", "part.csv"]) == 130
    told = capsys.readouterr()
    assert "interrupted: 1 of 3 points are done, 2 are not" in " ".join(told.out.split())
    assert "run the same command again with --force to go on" in told.err
    assert Path("part.csv").exists()
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert main([*asked, "--resume", "kept.jsonl", "--format", "json"]) == 0
    resumed = json.loads(capsys.readouterr().out)
    assert resumed["complete"]
    assert main([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == resumed


def _lines(name):
    path = Path(name)
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_mistakes_are_told(capsys):
    for axes, words in (
        (["people.site_teems=1..3"], "site_teams"),
        (["people.site_teams"], "PATH=VALUES"),
        (["meetings.leading_group=02-30..03-01"], "02-30"),
        (["people.site_teams=1..2", "people.office=1..2", "people.reviewers=1..2"], "at most two"),
        (["申报数=8..12"], "applicants.individuals"),
        (["--detail", "groups"], "--detail"),
        (["--resume", "kept"], "--resume"),
        (["people.reviewers=8", "--detail", "groups", "--until", "0.5"], "--until"),
        (["people.reviewers=8", "--detail", "cost", "--stage", "site_list"], "--stage"),
        (["people.reviewers=8", "--of", "best"], "--of"),
        (["people.reviewers=8", "--detail", "selection", "--every"], "--every"),
    ):
        assert main([*GIVEN, *axes, "--lang", "en"]) == 2
        assert words in capsys.readouterr().err


@pytest.mark.parametrize("name", ["试算", "tornado", "seek"])
def test_it_has_other_names(name, capsys):
    assert main([name, *GIVEN[1:], "people.site_teams=2", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["axes"][0]["path"] == "people.site_teams"


def test_a_mistake_in_an_axis_is_told_as_it_was_typed(capsys):
    """Nobody who typed a path and its values wrote an option."""
    unwritten = "stages.site_list.rule.at_most.individuals"
    for axis, words in (
        (f"{unwritten}=2,6", f"{unwritten}=2: "),
        ("people.site_teams=0,1", "0 cannot be: "),
    ):
        main(["sweep", "panzhihua-2023", axis, "--replications", "2", "--quiet", "--lang", "en"])
        told = capsys.readouterr()
        assert words in told.err + told.out
        assert "--set" not in told.err + told.out


def test_where_no_value_is_enough_the_next_command_is_named(capsys):
    asked = [*GIVEN, "meetings.leading_group=2025-12-24", "--until", "0.95", "--lang", "en"]
    assert main(asked) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "no value reaches 95 %" in shown
    assert "hint: awardsim sweep qingyuan-2025 --until 0.95" in shown
