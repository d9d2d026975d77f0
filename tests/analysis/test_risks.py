"""What risks cost: against closed forms on an edition in which nothing else is left to chance."""

import json
import math

import pytest
from support.procedures import STEADY, catalogue, certain, policy, scenario

from awardsim.analysis.forecast import forecast
from awardsim.analysis.uses import uses
from awardsim.procedure.build import build
from awardsim.report import words
from awardsim.report.cells import Share
from awardsim.report.console import width
from awardsim.report.resolved import resolved_screen
from awardsim.report.run_record import run_record
from awardsim.report.run_screen import run_screen
from awardsim.report.run_tables import run_tables

# The group meets on Wed 10 September; the notice is posted on the 11th and over on the 16th.  Put
# off by two working days: held on the 12th, posted on the 15th, over on the 18th, two days later.
STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.group]
kind = "meeting"
per = "batch"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["group"]
duration = { exactly = "3wd" }
[stages.approval]
kind = "wait"
per = "batch"
after = ["notice"]
duration = { exactly = "1wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["approval"]
"""
PLAIN = (
    "finish_by = %s\n[applicants]\norganisations = 2\n"
    "[meetings]\ngroup = [2025-09-10, 2025-09-24]\n"
)
PUT_OFF = '[risks.late]\nkind = "postponed"\nstage = "group"\nprobability = %s\ndays = 2\n'
NO_QUORUM = '[risks.few]\nkind = "no_quorum"\nstage = "group"\nprobability = %s\n'
MANY = 600


def found(*risks, finish_by="2025-09-17", replications=MANY):
    given = scenario(PLAIN % finish_by + "".join(risks), certain())
    made = build(policy(STAGES), given, catalogue().rule, STEADY)
    return forecast(made, replications=replications, seed=4, ranges=False)


def near(seen, share, count=300):
    return abs(seen - share) < 4 * math.sqrt(share * (1 - share) / count)


def test_the_days_of_a_risk_are_its_probability_times_what_it_takes():
    effects = found(PUT_OFF % 0.3).risks
    ((risk, alone),) = effects.alone
    assert risk.name == "late"
    assert alone.when == 2.0  # from Wed 17 to Fri 19 September
    assert alone.days == pytest.approx(2.0 * alone.touched)
    assert near(alone.touched, 0.3)
    assert effects.missed == 0.0  # without it the 17th is always met
    assert alone.missed == alone.touched  # and with it always missed when it strikes
    assert effects.together == alone  # there is no other


def test_a_later_last_day_is_not_missed_by_two_days():
    effects = found(PUT_OFF % 0.3, finish_by="2025-09-19").risks
    assert effects.alone[0][1].missed == 0.0
    assert near(effects.alone[0][1].touched, 0.3)


def test_two_risks_together_miss_as_independent_ones_do():
    """Put off with 0.3, no quorum with 0.2: in time only if neither strikes, 0.7 x 0.8."""
    result = found(PUT_OFF % 0.3, NO_QUORUM % 0.2)
    alone = dict((risk.name, one) for risk, one in result.risks.alone)  # noqa: C402
    assert near(alone["late"].missed, 0.3)
    assert near(alone["few"].missed, 0.2)
    assert near(result.risks.together.missed, 1 - 0.7 * 0.8)
    assert near(1 - result.share, 1 - 0.7 * 0.8, MANY)  # the run's own share has them all
    # held on the 24th, posted on the 25th; 26, 28 (a make-up day) and 29; approved on the 30th
    assert alone["few"].when == 13.0


def test_an_edition_that_never_ends_is_missed_and_counts_no_days():
    effects = found(NO_QUORUM % 1).risks
    alone = effects.alone[0][1]
    assert (alone.missed, alone.touched, alone.days, alone.when) == (1.0, 1.0, 0.0, None)


def test_a_risk_is_explained_at_its_own_stage_and_listed_with_what_is_assumed():
    result = found(PUT_OFF % 0.3, replications=2)
    made = result.procedure
    for key in ("probability", "days"):
        index = made.names[f"risks.late.{key}"]
        assert uses(made)[index] == (made.node_index["group"],)
    listed = "\n".join(resolved_screen(made, "en"))
    assert "procedural risks  risks.*" in listed
    assert "postponed (group)" in listed


def test_without_risks_there_is_nothing_to_tell():
    result = found(replications=20)
    assert result.risks is None
    assert run_record(result)["risks"] is None


def test_a_workbook_has_a_sheet_of_them():
    """Put off by two days whenever it strikes, and then too late: 3 of 10, without it never."""
    record = json.loads(json.dumps(run_record(found(PUT_OFF % 0.3))))
    table = next(one for one in run_tables(record, "en") if one.id == "risks")
    none, alone, every = table.rows
    assert none == ("without any", None, None, None, Share(0.0), "")
    assert alone[:2] == ("postponed (group)", Share(0.3))
    assert alone[2] == pytest.approx(2.0 * alone[3].value)
    assert near(alone[4].value, 0.3)
    assert every[2:5] == alone[2:5]
    assert all(one.id != "risks" for one in run_tables(run_record(found(replications=2)), "zh"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_tells_them_and_the_record_has_them(language):
    result = found(PUT_OFF % "[0.1, 0.3, 0.5]", NO_QUORUM % 0.2, replications=100)
    shown = run_screen(result, language)
    lines = shown.splitlines()
    assert max(map(width, lines)) <= 100
    assert len(lines) <= 40
    titles = {"zh": ("会议改期（group）", "合计"), "en": ("postponed (group)", "all together")}
    assert all(one in shown for one in titles[language])
    assert {"zh": "没有时误期≈0%", "en": "without any ≈0 % too late"}[language] in shown
    likely = result.procedure.inputs[result.procedure.names["risks.late.probability"]]
    assert words.amount(likely, result.procedure, language) in shown
    record = json.loads(json.dumps(run_record(result)))
    assert [one["risk"] for one in record["risks"]["alone"]] == ["late", "few"]
    assert record["risks"]["together"]["missed"] == result.risks.together.missed
