"""``awardsim cycles``: its screens, its data, its files, its mistakes."""

import json

import pytest

from awardsim.cli import main
from awardsim.report.console import width

SMALL = ("--replications", "4", "--editions", "3", "--workers", "1", "--quiet")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("qingyuan-2024", "--lockout", "2cycles,5y,7y", "--quota", "5", *SMALL),
        ("shaoguan-2018", "--lockout", "5y", "--table"),
        ("panzhihua-2023", "provisions.debarment_fraud.lasts=3y", *SMALL),
    ],
)
def test_the_screen_fits(words, language, capsys):
    assert main(["cycles", *words, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100


def test_both_languages_say_the_same(capsys):
    shown = []
    for language in ("zh", "en"):
        words = ["cycles", "qingyuan-2024", *SMALL, "--format", "json", "--lang", language]
        assert main(words) == 0
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1]
    assert shown[0]["cycle"]["status"] == "stated"
    assert [one["editions"] for one in shown[0]["lock_out"] if one["cycle"] == 2] == [
        ["2026", "2028"]
    ]


def test_the_same_editions_barred_is_the_same_in_all_replications(capsys):
    words = ["cycles", "qingyuan-2024", "--lockout", "2cycles,3y", *SMALL, "--format", "json"]
    assert main(words) == 0
    text, same, other = json.loads(capsys.readouterr().out)["simulation"]["arms"]
    assert (text["same_as_first"], same["same_as_first"]) == (True, True)
    assert all(one["touched"] == 0 for one in same["differences"].values())
    assert not other["same_as_first"]
    for arm in (text, same, other):
        editions = arm["tracks"]["organisations"]
        assert [one["edition"] for one in editions] == ["2024", "2026", "2028"]
        for one in editions:
            assert one["awarded"]["mean"] <= one["applied"]["mean"] <= one["candidates"]["mean"]
            assert one["vacant"] == pytest.approx(1 - one["awarded"]["mean"] / 3)


@pytest.mark.parametrize("path", ["限报", "lockout", "conditions.lock_out.rule.lasts"])
def test_a_lock_out_that_is_set_is_tried_beside_the_text(path, capsys):
    words = ["cycles", "qingyuan-2025", "--table", "--format", "json", "--quiet"]
    assert main([*words, "--set", f"{path}=5y", "--set", "周期=1y"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["cycle"]["years"], data["cycle"]["status"]) == (1.0, "given")
    found = {one["lasts"]: one["editions"] for one in data["lock_out"] if one["cycle"] == 1}
    assert found["2cycles"] == ["2026", "2027"]
    assert found["5y"] == ["2026", "2027", "2028", "2029", "2030"]
    assert main([*words, "--lockout", "5y", "--cycle", "1y"]) == 0
    other = json.loads(capsys.readouterr().out)["lock_out"]
    assert [one["editions"] for one in other if one["lasts"] == "5y" and one["cycle"] == 1] == [
        found["5y"]
    ]


def test_other_places_are_those_of_the_text_changed(capsys):
    words = ["cycles", "qingyuan-2024", "--quota", "3,1", *SMALL, "--format", "json"]
    assert main(words) == 0
    arms = json.loads(capsys.readouterr().out)["simulation"]["arms"]
    assert [one["quota"] for one in arms] == [None, {"organisations": 1}]
    assert max(one["awarded"]["high"] for one in arms[1]["tracks"]["organisations"]) <= 1


@pytest.mark.parametrize(("places", "told"), [("5", False), ("8", True)])
def test_a_list_that_is_too_short_for_the_places_is_named(places, told, capsys):
    """Article 15: in principle no more than six are visited."""
    words = ["cycles", "qingyuan-2024", "--quota", places, *SMALL, "--lang", "en"]
    assert main(words) == 0
    assert ("'site-visit list' has room for 6 only" in capsys.readouterr().out) is told


def test_assumptions_are_named_with_their_basis(capsys):
    words = ["cycles", "qingyuan-2024", *SMALL, "--set", "cycles.again=0.6", "--format", "json"]
    assert main(words) == 0
    named = json.loads(capsys.readouterr().out)["simulation"]["assumptions"]
    found = {one["path"]: one for one in named}
    assert (found["cycles.again"]["usual"], found["cycles.again"]["origin"]) == (0.6, "scenario")
    assert found["cycles.pool"]["origin"] == "built-in"
    assert all(one["basis"]["zh"] and one["basis"]["en"] for one in named)


def test_the_guess_that_matters_most_comes_first(capsys):
    """Whoever wins the first edition is locked out of the second: no matter who would return."""
    fixed = [
        word
        for path, value in (
            ("births", 0), ("exits", 0), ("growth", 0), ("fluctuation", 0), ("again", 1),
            ("grave", 1), ("fraud", 0), ("discovery", 0), ("paid", 0),
        )
        for word in ("--set", f"cycles.{path}={value}")
    ]  # fmt: skip
    words = ["cycles", "qingyuan-2024", "--replications", "16", "--editions", "2", "--quiet"]
    more = ["--ranges", *fixed, "--set", "cohort.earlier_winner=0", "--set", "cycles.pool=[1,1,8]"]
    assert main([*words, *more, "--workers", "1", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["simulation"]["ranges"]
    assert [one["path"] for one in found] == [
        "applicants.organisations", "cycles.pool", "cycles.return",
    ]  # fmt: skip
    last = found[-1]
    for end in ("least", "most"):
        assert last[end]["vacant"] == {"mean": 0.0, "error": 0.0}


def test_stopped_it_shows_what_is_done_and_goes_on_from_there(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["cycles", "qingyuan-2024", "--lockout", "3y,7y", "--replications", "2"]
    words += ["--editions", "2", "--workers", "1", "--resume", "kept.jsonl"]
    ticks = []

    def tick(self, count):
        ticks.append(count)
        if len(ticks) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("awardsim.cli.progress.Progress.tick", tick)
        assert main([*words, "--lang", "en"]) == 130
    told = capsys.readouterr()
    assert "of 3 series (combinations, ends of estimates) 2 are done" in " ".join(told.out.split())
    assert "run the same command again" in told.err
    assert main([*words, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)["simulation"]
    assert shown["complete"]
    assert main([*words[:-2], "--format", "json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["simulation"] == shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--lockout", "5,3wd"), ("'5' is no period", "'3wd' is no period")),
        (("--cycle", "0y"), ("--cycle",)),
        (("--quota", "3,x"), ("several quotas",)),
        (("--quota", "organisation=3"), ("organisations",)),
        (("--set", "cycles.agin=0.5"), ("did you mean 'again'", "no 'agin'")),
        (("--set", "cycles.pool=0"), ("above 0",)),
    ],
)
def test_mistakes_are_told(words, told, capsys):
    assert main(["cycles", "qingyuan-2025", *words, *SMALL, "--lang", "en"]) == 2
    shown = capsys.readouterr().err
    assert all(one in shown for one in told), shown


@pytest.mark.parametrize("form", ["csv", "md", "json", "xlsx"])
def test_files_are_written(form, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    more = () if form == "xlsx" else ("--table",)
    words = ["cycles", "qingyuan-2024", *SMALL, *more, "-o", f"table.{form}"]
    assert main(words) == 0
    assert (tmp_path / f"table.{form}").stat().st_size > 100
