"""One cohort through several procedures: the same applicants, the same luck."""

import math

import attrs
import numpy as np
import pytest
from support.procedures import applicants, procedure

from awardsim.analysis.one_cohort import collect, kinds_of, through, usual_numbers
from awardsim.errors import InputError
from awardsim.simulation.arms import Arm, logs
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.plan import make_plan

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-12
"""
VISIT = """
[stages.visit]
kind = "wait"
type = "SITE"
after = ["apply"]
rule = { name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }
"""
NOTICE = """
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["decide"]
duration = { exactly = "5wd" }
objection = { open = true, holds = "nobody" }
"""
END = """
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["%s"]
"""
DECIDE = """
[stages.decide]
kind = "meeting"
per = "batch"
after = ["visit"]
rule = { name = "confer_by_rank" }
"""
TEN = "[applicants]\norganisations = 10\n[durations]\nvisit = '1wd'\n[meetings]\ngroup_days = 1\n"


def quota(number):
    return f"[quotas.organisations]\nnumber = {{ at_most = {number} }}\n"


def short(number=3, **options):
    return procedure(APPLY + VISIT + DECIDE + END % "decide" + quota(number), TEN, **options)


def long(number=3, **options):
    stages = APPLY + VISIT + DECIDE + NOTICE + END % "notice" + quota(number)
    return procedure(stages, TEN, **options)


def test_the_same_procedure_twice_has_the_same_winners():
    found = through([short(cohort=APPLICANTS), short(cohort=APPLICANTS)], 20, 0, replications=20)
    (overlap,) = found.overlaps
    assert overlap.both == overlap.first == overlap.second > 0
    assert overlap.share == 1.0
    assert found.sides[0].time == found.sides[1].time


def test_a_notice_of_five_working_days_costs_its_days_and_changes_no_winner():
    found = through([short(), long()], 10, 0, replications=10)
    one, other = found.sides
    # The list closes on Friday 12 September; all have been visited by then.  The meeting is on the
    # next working day, Monday the 15th.  Posted on the 16th, five working days end on the 23rd.
    assert one.time[1] == 14
    assert other.time[1] == 22
    assert other.objecting == 5
    assert math.isnan(one.objecting)
    assert one.preparing == other.preparing == 11  # 1 to 12 September
    assert found.overlaps[0].share == 1.0
    assert one.notices == 0
    # 23 civil days in all; the notice has 16 to 23 September.
    assert other.notices == pytest.approx(8 / 23)


def test_fewer_places_are_won_by_some_of_the_same():
    found = through([short(2), short(5)], 10, 0, replications=10)
    (overlap,) = found.overlaps
    assert (overlap.first, overlap.second, overlap.both, overlap.share) == (2, 5, 2, 1.0)


def test_every_applicant_is_the_same_whatever_channels_there_are():
    merits = []
    for channels in (("east",), ("east", "west", "north")):
        shared = attrs.evolve(short(channels=channels, cohort=APPLICANTS), shared=(10, 4))
        log = next(iter(logs(make_plan(shared), 5, Arm({}, 3, 1))))
        merits.append(dict(zip(log.slots.tolist(), log.columns["merit"].tolist(), strict=True)))
        assert len(set(log.slots.tolist())) == 10  # it takes no individuals
    assert merits[0] == merits[1]


def test_flags_mark_the_winners_one_by_one():
    best = applicants(merit=lambda one: 300.0 + one.slots)
    shared = attrs.evolve(short(3, cohort=best), shared=(10, 2))
    plan = make_plan(shared)
    (log,) = logs(plan, 1, Arm({}, 0, 1))
    flags = np.array(collect(plan, log)[-12:])
    assert flags.tolist() == [0] * 7 + [1] * 3 + [0, 0]  # merit rises with the number


def test_nobody_of_the_cohort_may_apply():
    with pytest.raises(InputError, match=r"takes organisations only"):
        through([short(), short()], 0, 5, replications=1)


def test_usual_numbers_come_from_the_first_that_takes_a_kind():
    assert usual_numbers([short(), long()]) == (10, 0)
    assert kinds_of(short()) == ("organisation",)


def test_the_days_of_the_steps_add_up_to_all_days_and_tell_where_the_difference_is():
    """The meeting is on Monday the 15th, the notice over eight days later."""
    one, other = through([short(), long()], 10, 0, replications=10).sides
    assert sum(days for _, days in one.steps) == 15
    assert sum(days for _, days in other.steps) == 23
    apart = {kind: other.days_of(kind) - one.days_of(kind) for kind, _ in other.steps}
    assert {kind: days for kind, days in apart.items() if days} == {"FIN_NOTICE": 8}
    assert one.days_of("APPLY") > 0
    assert one.days_of("FIN_NOTICE") == 0
