"""Awards of each tier against their quotas: counted, left vacant, never more than there are."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from support.procedures import (
    applicants,
    catalogue,
    policy,
    procedure,
    run,
    scenario,
)
from support.tiered import (
    BOTH,
    MERIT,
    ORGANISATIONS,
    QUOTAS,
    TIERS,
    TIMES,
    VOTES,
    calm,
    voted,
)

from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.forecast import forecast
from awardsim.errors import InvariantError, PluginError
from awardsim.procedure.build import build
from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.simulation.invariants import check_log
from awardsim.simulation.plan import make_plan
from awardsim.text import Text


def test_awards_are_counted_by_track_and_tier():
    made, log = voted(ORGANISATIONS % (4, 2))
    plan = make_plan(made)
    row = np.array([collect(plan, log)])
    found = {
        name: int(layout_of(plan).column(row, name)[0])
        for name in layout_of(plan).names
        if name.startswith("awarded/")
    }
    # 900, 900 are candidates for the award; one has it, by lot, and the other one falls.
    award = [found["awarded/organisations/award"], found["awarded/individuals/award"]]
    assert sorted(award) == [0, 1]
    assert sum(number for name, number in found.items() if name.count("/") == 2) == 3
    for track in BOTH:
        own = [found[f"awarded/{track}/{tier}"] for tier in made.tiers]
        assert sum(own) == found[f"awarded/{track}"]


def test_vacancies_are_told_by_quota_and_those_that_the_text_does_not_allow():
    quotas = (
        '[quotas.award]\ntier = "award"\nnumber = { at_most = 2 }\n'
        '[quotas.nomination]\ntier = "nomination"\nnumber = { exactly = 2 }\n'
        "may_stay_vacant = false\n"
    )
    made, _ = voted(ORGANISATIONS % (3, 0), quotas=quotas)
    found = forecast(made, replications=2, seed=1, ranges=False)
    award, nomination = found.quotas
    assert (award.awarded, award.vacancy, award.breached) == ((2, 2, 2), 0.0, 0.0)
    assert (nomination.awarded, nomination.vacancy, nomination.breached) == ((1, 1, 1), 1.0, 1.0)
    assert found.any_vacancy == 1.0
    assert [tier.awarded for tier in found.tiers] == [(2, 2, 2), (1, 1, 1)]
    assert found.tiers[1].by_track == ((1, 1, 1), (0, 0, 0))


def test_exactly_three_is_also_a_ceiling():
    text = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.decide]
kind = "gate"
per = "batch"
after = ["apply"]
rule = { name = "confer_by_rank" }
[quotas.organisations]
number = { exactly = 3 }
may_stay_vacant = "unstated"
"""
    for count, awarded, breached in ((5, 3, 0.0), (2, 2, 1.0)):
        made = procedure(text, f"[channels.east]\norganisations = {count}\n")
        found = forecast(made, replications=3, seed=1, ranges=False)
        (quota,) = found.quotas
        assert quota.quota.must_be_filled
        assert (quota.awarded, quota.breached) == ((awarded,) * 3, breached)
        assert found.tracks[0].quota == 3


def test_more_awards_of_a_tier_than_places_break_an_invariant():
    made, log = voted(ORGANISATIONS % (5, 0))
    first = next(case for case, tier in enumerate(log.tier) if tier == 1)
    wrong = attrs.evolve(log, tier=[0 if case == first else t for case, t in enumerate(log.tier)])
    check_log(make_plan(made), log)
    with pytest.raises(InvariantError, match="2 awards on a quota of 1"):
        check_log(make_plan(made), wrong)


def test_a_rule_that_sets_tiers_and_lets_somebody_pass_without_one_is_named():
    @attrs.frozen
    class Nothing:
        """No parameters."""

    rule = Rule(
        "sample.forgets",
        RuleKind.VOTE,
        Nothing,
        lambda candidates, parameters, draws: Decision.all_pass(len(candidates)),
        Text("忘记", "forgets"),
        "a test",
        sets_tier=True,
    )

    def find(name, jurisdiction=""):
        return rule if name == "forgets" else catalogue().rule(name, jurisdiction)

    text = VOTES.replace(
        '{ name = "confer_by_rank", at_most = { award = 2, nomination = 3 } }',
        '{ name = "forgets" }',
    )
    assumed = scenario("[channels.east]\norganisations = 2\n" + TIMES + calm(text))
    made = build(policy(TIERS + QUOTAS + text), assumed, find, applicants(merit=MERIT))
    with pytest.raises(PluginError, match=r"sample\.forgets"):
        run(made)
