"""``awardsim sweep``: the screen, its data, its mistakes."""

import json

import pytest

from awardsim.cli import main
from awardsim.report.console import width

GIVEN = ("sweep", "qingyuan-2025", "--replications", "30", "--quiet")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "axes",
    [
        ("people.site_teams=1..4",),
        ("meetings.leading_group=2025-12-16..2025-12-24",),
        ("people.site_teams=2,3", "people.reviewers=8..16:4"),
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
    run = ["run", "qingyuan-2025", "--replications", "30", "--no-ranges", "--quiet"]
    assert main([*run, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"]["share"] == pytest.approx(swept)


def test_mistakes_are_told(capsys):
    for axes, words in (
        (["people.site_teems=1..3"], "site_teams"),
        (["people.site_teams"], "PATH=VALUES"),
        (["people.site_teams=1..2", "people.office=1..2", "people.reviewers=1..2"], "at most two"),
    ):
        assert main([*GIVEN, *axes, "--lang", "en"]) == 2
        assert words in capsys.readouterr().err
