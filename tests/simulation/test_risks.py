"""What may go wrong: dates counted by hand, and shares with a closed form."""

import datetime
import math

import numpy as np
import pytest
from support.procedures import STEADY, catalogue, certain, dates, policy, run, scenario

from awardsim.errors import ProcedureError, ScenarioError
from awardsim.procedure.build import build
from awardsim.scenario.overriding import override
from awardsim.simulation.arms import Arm, logs, replicate
from awardsim.simulation.plan import make_plan

# Monday 1 September 2025 on; no holidays before October.
STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.check]
kind = "work"
after = ["apply"]
[stages.group]
kind = "meeting"
per = "batch"
after = ["check"]
[stages.notice]
kind = "notice"
per = "batch"
after = ["group"]
duration = { exactly = "3wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = (
    "finish_by = 2025-09-30\n[applicants]\norganisations = %d\n[people]\noffice = %d\n"
    "[durations]\ncheck = '8h'\n"
    "[meetings]\ngroup = [2025-09-10, 2025-09-17, 2025-09-24]\n"
)


def made(risks="", *, applicants=1, office=1, sets=()):
    given = override(scenario(ASSUMED % (applicants, office) + risks, certain()), sets)
    return build(policy(STAGES), given, catalogue().rule, STEADY)


def shown(procedure, seed=1):
    return dates(procedure, run(procedure, seed))


def risk(kind, stage, probability=1, days=None):
    took = "" if days is None else f"days = {days}\n"
    return f'[risks.it]\nkind = "{kind}"\nstage = "{stage}"\nprobability = {probability}\n{took}'


def shares(procedure, count, what):
    return float(np.mean([what(log) for log in logs(make_plan(procedure), 7, Arm({}, 0, count))]))


def test_without_risks_the_dates_are_these():
    found = shown(made())
    assert found["check"][1] == "09-01 17:00"
    assert found["group"] == ("09-10 09:00", "09-10 17:00")
    assert found["notice"] == ("09-11 09:00", "09-16 17:00")


@pytest.mark.parametrize(("days", "day"), [(1, "09-11"), (2, "09-12"), (3, "09-15")])
def test_a_meeting_put_off_is_held_so_many_working_days_later(days, day):
    assert shown(made(risk("postponed", "group", 1, days)))["group"] == (
        f"{day} 09:00",
        f"{day} 17:00",
    )


def test_without_a_quorum_the_next_date_is_taken_and_in_the_end_there_is_none():
    procedure = made(risk("no_quorum", "group", 1))
    log = run(procedure)
    assert [procedure.nodes[node].id for _, node, _ in log.stalls] == ["group"]
    assert "group" not in dates(procedure, log)


def test_meetings_without_a_quorum_follow_the_geometric_law():
    """Three dates, each without a quorum with chance p: (1-p), p(1-p), p^2(1-p), never p^3."""
    procedure = made(risk("no_quorum", "group", 0.5))
    count = 2000
    starts = []
    for log in logs(make_plan(procedure), 3, Arm({}, 0, count)):
        rows = [row for row in log.rows if procedure.nodes[row[1]].id == "group"]
        starts.append(procedure.calendar.date(rows[0][3]) if rows else None)
    for day, share in ((10, 0.5), (17, 0.25), (24, 0.125), (None, 0.125)):
        seen = starts.count(None if day is None else datetime.date(2025, 9, day)) / count
        assert abs(seen - share) < 4 * math.sqrt(share * (1 - share) / count)


def test_a_restarted_notice_runs_its_whole_length_again():
    """Posted on the 11th; settled at once, on whatever day of it, it is posted on the next day.

    Three working days from the day of the objection on: 11th-16th, or 12, 15, 16 -> 17, 18, 19.
    """
    procedure = made(risk("notice_restarts", "notice", 1, 0))
    ends = set()
    for log in logs(make_plan(procedure), 1, Arm({}, 0, 64)):
        (row,) = [row for row in log.rows if procedure.nodes[row[1]].id == "notice"]
        assert procedure.calendar.moment(row[3]).day == 11  # first posted as before
        ends.add(procedure.calendar.moment(row[4]).strftime("%m-%d %H:%M"))
    # objections on 11, 12, (13, 14: off), 15 and 16 September
    assert ends == {"09-16 17:00", "09-17 17:00", "09-18 17:00", "09-19 17:00"}


def test_days_to_settle_come_on_top():
    later = made(risk("notice_restarts", "notice", 1, 10))
    for log in logs(make_plan(later), 1, Arm({}, 0, 16)):
        (row,) = [row for row in log.rows if later.nodes[row[1]].id == "notice"]
        # the objection is of 11 to 16 September, settled ten working days later, three days more
        assert "2025-09-28" <= f"{later.calendar.moment(row[4]):%Y-%m-%d}" <= "2025-10-13"


def test_who_drops_out_is_replaced_and_the_only_one_keeps_all_waiting():
    """Two files of a day each: begun on the 1st; with nobody for 3 days, on the 4th."""
    assert shown(made(applicants=2))["check"] == ("09-01 09:00", "09-02 17:00")
    gone = made(risk("drops_out", "check", 1, 3), applicants=2)
    assert shown(gone)["check"] == ("09-04 09:00", "09-05 17:00")


def test_with_two_people_the_other_one_goes_on():
    gone = made(risk("drops_out", "check", 1, 3), applicants=2, office=2)
    log = run(gone)
    rows = [row for row in log.rows if gone.nodes[row[1]].id == "check"]
    moments = [gone.calendar.moment(row[4]) for row in rows]
    assert [f"{one:%m-%d}" for one in moments] == ["09-01", "09-02"]


def test_one_more_round_comes_back_after_its_days_and_queues_again():
    """A day of work on the 1st, four days for the material (2-5), a day of work on the 8th."""
    asked = made(risk("extra_round", "check", 1, 4))
    log = run(asked)
    rows = [row for row in log.rows if asked.nodes[row[1]].id == "check"]
    moments = [(f"{asked.calendar.moment(r[3]):%d}", f"{asked.calendar.moment(r[4]):%d}", r[7])
               for r in rows]  # fmt: skip
    assert moments == [("01", "01", 1), ("08", "08", 0)]


def test_it_strikes_as_often_as_is_assumed():
    procedure = made(risk("postponed", "group", 0.3, 1))

    def moved(log):
        rows = [row for row in log.rows if procedure.nodes[row[1]].id == "group"]
        return procedure.calendar.date(rows[0][3]).day == 11

    seen = shares(procedure, 2000, moved)
    assert abs(seen - 0.3) < 4 * math.sqrt(0.3 * 0.7 / 2000)


def test_each_case_has_a_chance_of_its_own():
    procedure = made(risk("extra_round", "check", 0.4, 1), applicants=5)

    def asked(log):
        return sum(row[7] == 1 for row in log.rows)

    mean = shares(procedure, 800, asked)
    assert abs(mean - 2.0) < 4 * math.sqrt(5 * 0.4 * 0.6 / 800)


@pytest.mark.parametrize(
    ("kind", "stage", "days"),
    [
        ("postponed", "group", 2),
        ("notice_restarts", "notice", 2),
        ("drops_out", "check", 2),
        ("extra_round", "check", 2),
        ("no_quorum", "group", None),
    ],
)
def test_a_risk_that_never_strikes_changes_nothing_at_all(kind, stage, days):
    plain, never = made(applicants=4), made(risk(kind, stage, 0, days), applicants=4)
    for replication in range(4):
        one = replicate(make_plan(plain), 5, replication)
        other = replicate(make_plan(never), 5, replication)
        assert one.rows == other.rows
        assert one.left == other.left


def test_what_strikes_late_alters_nothing_before_it():
    plain, late = made(applicants=4), made(risk("postponed", "group", 1, 3), applicants=4)
    before = [row for row in run(plain).rows if plain.nodes[row[1]].id in ("apply", "check")]
    assert before == [row for row in run(late).rows if late.nodes[row[1]].id in ("apply", "check")]


def test_a_risk_is_moved_on_the_command_line():
    base = risk("postponed", "group", 0, 1)
    moved = made(base, sets=["risks.it.probability=1", "risks.it.days=2"])
    assert shown(moved)["group"][0] == "09-12 09:00"


def test_a_risk_that_the_scenario_has_not_is_told_where_it_was_given():
    with pytest.raises(ProcedureError) as error:
        made(risk("postponed", "group", 0, 1), sets=["risks.other.probability=1"])
    (problem,) = error.value.problems
    assert problem.file == "--set risks.other.probability=1"
    assert "no risk 'other'" in problem.message.en


def test_all_mistakes_of_a_risk_are_told_at_once():
    with pytest.raises(ScenarioError) as error:
        scenario(
            '[risks.a]\nkind = "quorum"\nstage = "group"\nprobability = 2\nweight = 1\n'
            '[risks.b]\nkind = "postponed"\nprobability = 0.1\n'
        )
    told = "\n".join(map(str, error.value.problems))
    for path in ("risks.a.kind", "risks.a.probability", "risks.a.weight", "risks.b.days"):
        assert path in told
    assert "risks.b.stage" in told
    assert "no_quorum" in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (risk("postponed", "notice", 0.1, 1), "can only be at a meeting"),
        (risk("notice_restarts", "group", 0.1, 1), "can only be at a public notice"),
        (risk("drops_out", "grup", 0.1, 1), "group"),
        (risk("no_quorum", "group", 0.1) + "days = 3\n", "nothing uses"),
    ],
)
def test_a_risk_that_cannot_be_there_is_refused(given, said):
    with pytest.raises(ProcedureError) as error:
        made(given)
    assert said in "\n".join(str(one) for one in error.value.problems)
    assert all(one.path.startswith("risks.it") for one in error.value.problems)
