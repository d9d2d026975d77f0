"""Real days of a past edition beside the forecast as it could have been made then."""

from __future__ import annotations

import datetime
import json
import math

import pytest
from support.procedures import procedure

from awardsim.analysis.actuals import find_actual, made_when
from awardsim.analysis.against import FOLLOWS, KNOWN, SCORED, SET, review
from awardsim.cli import main
from awardsim.errors import ScenarioError
from awardsim.report.against_screen import against_data, against_screen
from awardsim.report.console import width
from awardsim.scenario.actual import read_actual

DAY = datetime.date
#: Files are in on Friday 12 September; departments are consulted; a meeting; a notice; approval.
TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.consult]
kind = "wait"
per = "batch"
after = ["apply"]
[stages.decide]
kind = "meeting"
per = "batch"
after = ["consult"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["decide"]
duration = { exactly = "5wd" }
[stages.approval]
kind = "meeting"
body = "government"
per = "batch"
after = ["notice"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["approval"]
"""
SCENARIO = """
finish_by = 2025-12-31
[applicants]
organisations = [2, 4, 6]
[durations]
consult = ["3wd", "5wd", "9wd"]
[meetings]
group = [2025-10-15]
government = { days = [1, 3, 8], against_deadline = false }
"""
#: Monday 15 September is the first day of the consultation; the 22nd its sixth.
REAL = """
schema = 1
basis = "a test"
made_on = 2025-09-01
[done]
consult = 2025-09-22
decide = 2025-10-15
notice = 2025-10-23
approval = 2025-11-05
[posted]
notice = 2025-10-16
[observed]
"applicants.organisations" = 5
"""


def made(scenario=SCENARIO):
    return procedure(TEXT, scenario)


def actual(folder, text=REAL):
    path = folder / "real.toml"
    path.write_text(text, "utf-8")
    return read_actual(path)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return review(made(), actual(tmp_path_factory.mktemp("real")), replications=400, seed=2)


def row(found, stage, posted=False):
    index = found.procedure.node_index[stage]
    return next(one for one in found.rows if one.node == index and one.posted == posted)


def below(value, least, usual, most):
    """Share of a triangular distribution below a value."""
    if value <= usual:
        return (value - least) ** 2 / ((most - least) * (usual - least))
    return 1 - (most - value) ** 2 / ((most - least) * (most - usual))


def test_a_day_lies_where_its_distribution_says(found):
    # Over on the sixth working day: it took more than 5 and at most 6 of triangular 3/5/9 days.
    before, until = below(5, 3, 5, 9), below(6, 3, 5, 9)
    assert row(found, "consult").position == pytest.approx((before + until) / 2, abs=0.05)
    assert row(found, "consult").kind == SCORED
    assert row(found, "consult").within


def test_what_people_set_and_what_follows_is_not_counted(found):
    assert row(found, "decide").kind == SET
    assert row(found, "notice").kind == FOLLOWS
    assert row(found, "notice", posted=True).kind == FOLLOWS
    assert [found.procedure.nodes[one.node].id for one in found.scored] == ["consult", "approval"]


def test_days_since_what_is_before_are_working_days(found):
    # 24, 27, 28, 29, 30, 31 October, 3, 4, 5 November.
    taken = row(found, "approval").taken
    assert taken.days == 9
    assert taken.off == "longer"
    assert not row(found, "approval").within


def test_an_assumption_out_of_its_range_is_told_and_a_range_made_of_it(found):
    names = {found.procedure.inputs[one.input].id: one for one in found.observed}
    approval = names["durations.approval"]
    assert approval.derived
    assert approval.value == 9
    assert approval.off(found.procedure.inputs[approval.input]) == "above"
    given = names["applicants.organisations"]
    assert not given.derived
    assert given.off(found.procedure.inputs[given.input]) == ""
    learned = {one.path: one for one in found.learned()}
    assert learned["durations.approval"].now == (1, 3, 8)
    assert learned["durations.approval"].to == (1, 6, 9)
    assert learned["durations.approval"].basis.en == "a test, n=1"


def test_what_had_happened_by_then_is_known_and_nothing_later(tmp_path):
    later = REAL.replace("made_on = 2025-09-01", "made_on = 2025-09-25")
    late = review(made(), actual(tmp_path, later), replications=60)
    assert row(late, "consult").kind == KNOWN
    assert math.isnan(row(late, "consult").position)
    assert row(late, "approval").kind == SCORED
    # What comes after the day of the forecast cannot reach it.
    other = later.replace("approval = 2025-11-05", "approval = 2025-12-01")
    same = review(made(), actual(tmp_path, other), replications=60)
    early = [(one.early, one.middle, one.late) for one in late.rows]
    assert early == [(one.early, one.middle, one.late) for one in same.rows]


def test_a_forecast_of_an_edition_whose_days_it_had_guessed_is_in_the_middle(tmp_path):
    exact = SCENARIO.replace('["3wd", "5wd", "9wd"]', '"6wd"')
    found = review(made(exact), actual(tmp_path), replications=20)
    assert row(found, "consult").position == 0.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("consult = 2025", "konsult = 2025"), "consult"),
        (("approval = 2025-11-05", 'approval = "Somebody Ltd"'), "never a name"),
        (("approval = 2025-11-05", "approval = 2025-10-20"), "approval"),
        (("approval = 2025-11-05", "approval = 2031-10-20"), "approval"),
        (("notice = 2025-10-16", "consult = 2025-09-16"), "no notice"),
        (("notice = 2025-10-16", "notice = 2025-10-26"), "after it was over"),
        (('"applicants.organisations" = 5', '"applicants.organisation" = 5'), "organisations"),
        (('"applicants.organisations" = 5', '"durations.consult" = 5'), "unit"),
        (('"applicants.organisations" = 5', '"durations.consult" = "5h"'), "unit must be wd"),
        (("made_on = 2025-09-01", "made_on = 2025-12-01"), "nothing to compare"),
        (('basis = "a test"', ""), "basis"),
        (("schema = 1", "schema = 1\nnames = 2"), "no key 'names'"),
    ],
)
def test_a_mistake_is_told_where_it_stands(change, words, tmp_path):
    text = REAL.replace(*change)
    assert text != REAL
    with pytest.raises(ScenarioError) as caught:
        review(made(), actual(tmp_path, text), replications=5)
    told = "\n".join(problem.read("en") for problem in caught.value.problems)
    assert words in told
    assert "real.toml" in told


def test_all_mistakes_are_told_at_once(tmp_path):
    text = REAL.replace("consult = ", "konsult = ").replace("applicants.org", "aplicants.org")
    with pytest.raises(ScenarioError) as caught:
        review(made(), actual(tmp_path, text), replications=5)
    assert len(caught.value.problems) == 2
    assert all(problem.line for problem in caught.value.problems)


def test_a_scenario_that_knows_more_is_refused(tmp_path):
    known = "[progress]\ntoday = 2025-10-20\ndone = { decide = 2025-10-15 }\n"
    with pytest.raises(ScenarioError, match="knows what happened"):
        made_when(actual(tmp_path), made(SCENARIO + known))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_fits_and_gives_no_verdict(found, language):
    shown = against_screen(found, language)
    assert max(width(line) for line in shown.splitlines()) <= 100
    assert "n=1" in shown.replace(" ", "")
    data = against_data(found)
    assert data["scored"] == 2
    assert data["within"] == 1


def test_the_example_says_that_it_is_invented(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "虚构" in find_actual("qingyuan-2024").basis.zh
    asked = ["run", "qingyuan-2024", "--against", "qingyuan-2024", "--replications", "30"]
    assert main([*asked, "--quiet", "--workers", "1", "--lang", "en", "-o", "back.csv"]) == 0
    assert "no real dates" in capsys.readouterr().out
    assert "approval by the city government" in (tmp_path / "back.csv").read_text("utf-8-sig")
    assert main([*asked, "--format", "json", "--quiet", "--workers", "1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["made_on"] == "2024-06-03"
    assert main([*asked, "--brief"]) == 2
    capsys.readouterr()


def test_day_nine_can_be_walked_with_the_example_of_2025(capsys):
    """Made when the files were in: whatever was known then is told, and no later day off."""
    asked = ["run", "qingyuan-2025", "--against", "qingyuan-2025", "--replications", "24"]
    shown = {}
    for language in ("zh", "en"):
        assert main([*asked, "--quiet", "--workers", "1", "--lang", language]) == 0
        shown[language] = capsys.readouterr().out
        assert max(width(line) for line in shown[language].splitlines()) <= 100
    assert "虚构的示例，不是真实日期" in shown["zh"].replace("\n", "")
    assert "invented example, no real dates" in shown["en"]
    assert "虚构" not in shown["en"]
    assert "10-24  known then" in shown["en"]
    assert "[proj.]" in shown["en"]  # the days off of 2026 were announced on 4 November
