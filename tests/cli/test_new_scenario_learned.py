"""``awardsim new scenario --learn``: ranges learned from a past edition."""

from __future__ import annotations

import json
from pathlib import Path

from support.drafted import given

ROOT = Path(__file__).resolve().parents[2]
FAST = ("--replications", "8", "--no-ranges", "--workers", "1")


def test_ranges_are_taken_over_one_by_one_or_all(awardsim, tmp_path):
    code, out, err = awardsim(
        "new", "scenario", "qingyuan-2024", "--learn", "qingyuan-2024", "--yes"
    )
    assert (code, err) == (0, "")
    assert "durations.approval  3/10/20 working days → 3/16/22 working days" in out
    data = given(tmp_path / "qingyuan-2024-learned.toml")
    taken = data["meetings"]["government_days"]
    assert taken["estimate"] == [3, 16, 22]
    assert taken["basis"].endswith("n=1")
    assert data["applicants"]["organisations"]["estimate"] == [5, 8, 15]
    text = tmp_path.joinpath("qingyuan-2024-learned.toml").read_text("utf-8")
    assert "# 办法没有写任何日期" in text  # comments of the file stay
    assert awardsim("run", "qingyuan-2024-learned", *FAST)[0] == 0
    code, out, _ = awardsim(
        "new", "scenario", "qingyuan-2024", "one.toml", "--learn", "qingyuan-2024",
        "--take", "applicants.organisations",
    )  # fmt: skip
    one = given(tmp_path / "one.toml")
    assert one["meetings"]["government_days"] == [3, 10, 20]
    assert one["applicants"]["organisations"]["estimate"] == [5, 8, 15]


def test_what_is_not_offered_cannot_be_taken_over(awardsim, tmp_path):
    learn = ("--learn", "qingyuan-2024", "--take", "durations.aproval")
    code, _, err = awardsim("new", "scenario", "qingyuan-2024", *learn)
    assert code == 2
    assert "did you mean 'durations.approval'" in err
    assert list(tmp_path.iterdir()) == []


def test_each_range_takes_the_place_of_what_the_scenario_has_in_whichever_form(awardsim, tmp_path):
    """Long and short forms, and a scenario that extends another one."""
    files = {
        "p.toml": 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "p"\n[people]\nsite_teams = 2\n',
        "s.toml": 'schema = 1\nextends = "p"\nbasis = "s"\n[bodies.reviewers]\ncapacity = 12\n'
        '[meetings.leading_group]\nnotice = [1, 2, 5]\nlength = "4h"\n'
        "[meetings.government]\ndays = [1, 3, 8]\n",
        "r.toml": 'schema = 1\nbasis = "real"\nmade_on = 2025-09-17\n[observed]\n'
        '"people.reviewers" = 20\n"people.site_teams" = 5\n"meetings.leading_group" = "9wd"\n'
        '"durations.approval" = "9wd"\n',
    }
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    code, _, err = awardsim("new", "scenario", "s", "--learn", "r.toml", "--yes")
    assert (code, err) == (0, "")
    code, out, _ = awardsim("show", "s-learned", "--resolved", "--format", "json")
    assert code == 0
    found = {one["path"]: one for one in json.loads(out)["assumptions"]}
    for path, numbers in {
        "people.reviewers": [12, 16, 20],
        "people.site_teams": [2, 4, 5],
        "meetings.leading_group": [1, 6, 9],
        "durations.approval": [1, 6, 9],
    }.items():
        one = found[path]
        assert [one["least"], one["usual"], one["most"]] == numbers
        assert one["origin"] == "scenario"
    assert found["people.reviewers"]["basis"] == "real, n=1"
    tmp_path.joinpath("other").mkdir()
    code, _, err = awardsim("new", "scenario", "s", "other/x.toml", "--learn", "r.toml", "--yes")
    assert code == 2
    assert "the same folder" in err


def test_a_text_alone_learns_into_a_scenario_with_what_was_taken_over(awardsim, tmp_path):
    """The next edition of a draft that has no scenario yet."""
    tmp_path.joinpath("real.toml").write_text(
        'schema = 1\nbasis = "notices"\nmade_on = 2025-09-17\n[observed]\n"people.reviewers" = 20\n'
        '"fill.stages.recommend.rule.at_most.individuals" = 5\n',
        "utf-8",
    )
    code, _, err = awardsim("new", "scenario", "qingyuan@2025", "--learn", "real.toml", "--yes")
    assert (code, err) == (0, "")
    data = given(tmp_path / "qingyuan-2025-learned.toml")
    assert data["people"]["reviewers"] == {"estimate": [9, 16, 20], "basis": "notices, n=1"}
    assert data["fill"] == {
        "stages.recommend.rule.at_most.individuals": {
            "estimate": [1, 4, 5],
            "basis": "notices, n=1",
        }
    }
    assert awardsim("schedule", "qingyuan-2025-learned")[0] == 0
