"""Everything in turn: what moves the answer, where it breaks, what it is worth to know."""

from __future__ import annotations

import json

import numpy as np
import pytest
from support.procedures import TWO_STEPS, procedure

from awardsim.analysis.information import worth
from awardsim.analysis.ranking import COARSE, FINE, rank, trials_of
from awardsim.cli import main
from awardsim.errors import InputError
from awardsim.report.console import width

#: What is over by the end of 7 September may take 48 hours from the end of the 5th: 38 for the
#: first step.
SCENARIO = """
finish_by = 2025-09-07
[applicants]
organisations = 1
[people]
office = 5
[calendar]
kind = "continuous"
[durations]
first = ['10h', '30h', '60h']
second = '10h'
"""
MEETING = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.decide]
kind = "meeting"
per = "batch"
after = ["apply"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
[readings.strict]
question = { zh = "算不算", en = "does it count" }
default = "no"
source = "text 1"
[readings.strict.options.no]
title = { zh = "不算", en = "no" }
set = {}
[readings.strict.options.yes]
title = { zh = "算", en = "yes" }
set = { "stages.apply.closes" = 2025-09-12 }
"""
MEETS = """
finish_by = 2025-09-20
[applicants]
organisations = 1
[meetings]
group = [2025-09-10, 2025-09-17]
"""


def one_step(sets=(), scenario=SCENARIO):
    return procedure(TWO_STEPS, scenario)


@pytest.fixture(scope="module")
def found():
    return rank(one_step(), one_step, replications=160, seed=3)


def row(found, path):
    return next(one for one in found.rows if one.path == path)


def test_what_moves_the_answer_comes_first_with_its_ends(found):
    first = found.rows[0]
    assert first.path == "durations.first"
    assert [trial.value for trial in first.trials] == [10.0, 60.0]
    assert [trial.share for trial in first.trials] == pytest.approx([1.0, 0.0], abs=0.03)
    assert first.clear
    assert first.open
    assert not any(one.clear for one in found.rows[1:])


def test_it_breaks_where_the_day_to_finish_is_crossed(found):
    margin = row(found, "durations.first").margin
    assert margin.value == 38.0
    assert margin.within
    # 38 hours end with the 7th: a minute too late. With 37 it is over.
    assert margin.share == 0.0


def test_a_number_without_a_range_is_tried_a_third_up_and_down(found):
    office = row(found, "people.office")
    assert [trial.value for trial in office.trials] == [3.0, 7.0]
    assert not office.open
    assert office.worth is None
    assert office.group == "decide"


def test_the_margin_is_looked_for_beyond_the_range():
    tight = SCENARIO.replace("'10h', '30h', '60h'", "'10h', '12h', '14h'")
    tight = tight.replace("second = '10h'", "second = ['2h', '10h', '35h']")
    found = rank(procedure(TWO_STEPS, tight), one_step, replications=160, seed=3, target=0.3)
    margin = row(found, "durations.second").margin
    assert margin.value is not None
    assert margin.value > 35
    assert not margin.within


def test_what_decides_most_is_to_be_found_out_first(found):
    assert [one.path for one in found.to_measure] == ["durations.first"]
    known = found.to_measure[0].worth
    assert known.explained > 0.5
    assert known.thirds[0] == 1.0 > known.thirds[1] > known.thirds[2] == 0.0


def test_a_meeting_is_taken_away_and_a_reading_read_otherwise():
    def made(sets):
        readings = "".join(f"[readings]\nstrict = '{one.partition('=')[2]}'\n" for one in sets)
        return procedure(MEETING, MEETS + readings)

    found = rank(made([]), made, replications=32)
    assert found.share == 1.0
    trials = {trial.label.en: trial.share for trial in row(found, "meetings.group").trials}
    # Without the 17th the 10th remains, and the other way round.
    assert trials == {
        "none on 09-10": 1.0,
        "none on 09-17": 1.0,
        "could meet on any working day": 1.0,
    }
    reading = row(found, "readings.strict")
    assert [trial.label.en for trial in reading.trials] == ["yes yes"]
    assert reading.title.en == "does it count"
    late = MEETS.replace("2025-09-20", "2025-09-12")

    def later(sets):
        readings = "".join(f"[readings]\nstrict = '{one.partition('=')[2]}'\n" for one in sets)
        return procedure(MEETING, late + readings)

    found = rank(later([]), later, replications=32)
    trials = {trial.label.en: trial.share for trial in row(found, "meetings.group").trials}
    assert trials["none on 09-10"] == 0.0  # then it is the 17th
    # Files until the 12th are too late for the meeting on the 10th.
    assert row(found, "readings.strict").trials[0].share == 0.0


def test_a_large_edition_is_tried_less_often():
    assert trials_of(one_step(), 1000) == (COARSE, FINE)
    assert trials_of(one_step(), 10) == (10, 10)
    large = one_step(scenario=SCENARIO.replace("organisations = 1", "organisations = 2000"))
    few, more = trials_of(large, 1000)
    assert few == COARSE < more < FINE


def test_without_a_day_to_finish_by_there_is_nothing_to_rank():
    import attrs

    with pytest.raises(InputError, match="finish_by"):
        rank(attrs.evolve(one_step(), finish_by=None), one_step, replications=16)


def test_a_few_distinct_values_are_groups_of_their_own():
    values = np.repeat([1.0, 2.0, 3.0], 100)
    held = np.concatenate([np.ones(100), np.tile([0.0, 1.0], 50), np.zeros(100)])
    found = worth(values, held)
    # Means 1, 1/2 and 0: the variance between is 1/6 of all 1/4; half of the middle third is left.
    assert found.explained == pytest.approx(2 / 3, abs=0.01)
    assert found.thirds == (1.0, 0.5, 0.0)
    assert found.clear
    assert not worth(np.ones(300), held).clear


@pytest.fixture
def _tiny(monkeypatch):
    made = procedure(TWO_STEPS, SCENARIO)
    monkeypatch.setattr("awardsim.analysis.experiment.load", lambda *_: made)


SMALL = ["sweep", "tiny", "--replications", "64", "--quiet", "--workers", "1"]


@pytest.mark.usefixtures("_tiny")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("more", [[], ["--until", "0.9"], ["--interactions"]])
def test_the_screen_fits_and_names_what_decides(language, more, capsys):
    assert main([*SMALL, *more, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert "first" in shown
    if not more:
        assert "38" in shown


@pytest.mark.usefixtures("_tiny")
def test_the_data_are_exact_and_files_are_written(capsys, tmp_path):
    file = tmp_path / "ranking.csv"
    assert main([*SMALL, "--format", "json", "-o", str(file)]) == 0
    data = json.loads(capsys.readouterr().out)
    first = data["rows"][0]
    assert first["path"] == "durations.first"
    assert first["margin"]["value"] == 38.0
    assert data["first"] == ["durations.first"]
    assert "durations.first" in file.read_text("utf-8-sig")
    assert main([*SMALL, "--interactions", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["factors"][-1] is None
    assert len(data["in_time"]) == len(data["factors"])


@pytest.mark.parametrize(
    "more",
    [
        ["--every"],
        ["--resume", "x"],
        ["--interactions", "a=1,2"],
        ["--interactions", "--until", "0.5"],
    ],
)
@pytest.mark.usefixtures("_tiny")
def test_options_that_do_not_go_together_are_refused(more, capsys):
    assert main([*SMALL, *more]) == 2
    capsys.readouterr()
