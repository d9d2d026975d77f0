"""The chart of ``awardsim sweep``: its points lie where the record has them."""

import json
import re
from pathlib import Path

import pytest

from awardsim.cli import main

GIVEN = ("sweep", "qingyuan-2025", "--replications", "12", "--quiet", "--workers", "1")
#: Heights of the lines of all and of none, in the drawing.
ALL, NONE = 64.0, 314.0


def test_a_point_lies_as_high_as_its_share(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = [*GIVEN, "meetings.leading_group=12-16,12-18,12-24", "--until", "0.5"]
    assert main([*asked, "-o", "a.svg", "--format", "json", "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    drawn = Path("a.svg").read_text("utf-8")
    heights = []
    for points in re.findall(r'<polygon points="([^"]+)"', drawn):
        ys = [float(one) for one in re.findall(r"[\d.]+,([\d.]+)", points)]
        heights.append((min(ys) + max(ys)) / 2)
    shares = [point["share"] for point in data["points"]]
    assert len(set(shares)) == 3
    expected = [NONE - (NONE - ALL) * share for share in shares]
    assert heights == pytest.approx(expected, abs=0.2)
    assert ">target 50 %<" in drawn
    assert "days on which city leading group meets (meetings.leading_group)" in drawn
    assert [drawn.count(f">{value}<") for value in ("2025-12-16", "2025-12-24")] == [1, 1]


def test_two_values_are_a_table_of_shares(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = [*GIVEN, "people.site_teams=1,3", "people.reviewers=8,16", "--format", "json"]
    assert main([*asked, "-o", "b.svg", "-o", "b.png", "--lang", "zh"]) == 0
    data = json.loads(capsys.readouterr().out)
    drawn = Path("b.svg").read_text("utf-8")
    for point in data["points"]:
        told = "≈100%" if point["share"] == 1 else f"{100 * point['share']:.0f}%"
        assert f">{told}<" in drawn
    assert Path("b.png").read_bytes().startswith(b"\x89PNG")


def test_what_has_no_chance_is_not_drawn(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = 'schema = 1\npolicy = "panzhihua@2022"\nopens = 2023-03-01\nbasis = "a test"\n'
    Path("open.toml").write_text(text, "utf-8")
    asked = ["sweep", "open.toml", "people.reviewers=8,9", "--replications", "4", "--quiet"]
    assert main([*asked, "-o", "c.svg", "--lang", "en"]) == 2
    assert "c.svg: no deadline, and so no chance to draw" in capsys.readouterr().err
    assert not Path("c.svg").exists()


@pytest.mark.parametrize("more", [(), ("people.site_teams=1,2", "--detail", "cost")])
def test_only_a_grid_is_drawn(more, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*GIVEN, *more, "-o", "d.svg", "--lang", "en"]) == 2
    assert "cannot write .svg files" in capsys.readouterr().err
