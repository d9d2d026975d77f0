"""Admission: boundaries, what is unknown, all conditions of a text at once."""

from __future__ import annotations

import numpy as np
import pytest

from awardsim.errors import InvariantError
from awardsim.rules.admission import (
    CLEAN_RECORD,
    CONDITIONS,
    LOCK_OUT,
    MIN_YEARS,
    QUALIFIED,
    CleanRecord,
    Conditions,
    LockOut,
    MinYears,
    Qualified,
    TextCondition,
    decide_conditions,
)
from awardsim.rules.interface import Decision, Rule, RuleKind
from awardsim.text import Text

NEVER = np.inf
UNKNOWN = np.nan


def passed(decision):
    return decision.passed.tolist()


@pytest.mark.parametrize("field", ["operation", "service", "model"])
def test_exactly_three_years_satisfy_three_years_and_above(candidates, draws, field):
    who = candidates(columns={f"years_{field}": [2.99, 3.0, 3.01, UNKNOWN]})
    decision = MIN_YEARS.decide(who, MinYears(field, 3.0), draws())
    assert passed(decision) == [False, True, True, False]
    assert decision.reasons == ("too_few_years",)


def test_an_accident_exactly_three_years_ago_is_outside_the_last_three_years(candidates, draws):
    who = candidates(columns={"major_accident_years_ago": [0.0, 2.99, 3.0, NEVER, UNKNOWN]})
    decision = CLEAN_RECORD.decide(who, CleanRecord("major_accident", 3.0), draws())
    assert passed(decision) == [False, False, True, True, False]


def test_without_a_window_an_event_counts_for_ever(candidates, draws):
    who = candidates(columns={"breach_years_ago": [0.0, 40.0, NEVER, UNKNOWN]})
    decision = CLEAN_RECORD.decide(who, CleanRecord("breach"), draws())
    assert passed(decision) == [False, False, True, False]


def test_a_trait_is_either_there_or_not(candidates, draws):
    who = candidates(columns={"is_legal_person": np.array([True, False])})
    assert passed(QUALIFIED.decide(who, Qualified("legal_person"), draws())) == [True, False]


def test_a_lock_out_of_exactly_five_years_is_over(candidates, draws):
    who = candidates(columns={"years_since_award": [1.0, 4.99, 5.0, NEVER, UNKNOWN]})
    decision = LOCK_OUT.decide(who, LockOut(5.0), draws())
    assert passed(decision) == [False, False, True, True, False]


def test_a_lock_out_of_the_same_track_spares_winners_of_another(candidates, draws):
    who = candidates(
        columns={
            "years_since_award": [1.0, 1.0, NEVER],
            "award_same_track": np.array([True, False, False]),
        }
    )
    assert passed(LOCK_OUT.decide(who, LockOut(2.0, "same_track"), draws())) == [False, True, True]
    assert passed(LOCK_OUT.decide(who, LockOut(2.0), draws())) == [False, False, True]


@pytest.mark.parametrize(
    "make",
    [
        lambda: MinYears("age", 3.0),
        lambda: MinYears("operation", -1.0),
        lambda: MinYears("operation", np.nan),
        lambda: MinYears("operation", True),
        lambda: CleanRecord("Major Accident"),
        lambda: CleanRecord("breach", -3.0),
        lambda: Qualified(""),
        lambda: LockOut(np.inf),
        lambda: LockOut(2.0, "elsewhere"),
        lambda: Conditions(1.1),
    ],
)
def test_a_parameter_out_of_range_is_refused(make):
    with pytest.raises(ValueError, match=r" is "):
        make()


@pytest.fixture
def conditions():
    return [
        TextCondition("years", MIN_YEARS, MinYears("operation", 3.0), frozenset({0})),
        TextCondition("service", MIN_YEARS, MinYears("service", 5.0), frozenset({1})),
        TextCondition("clean", CLEAN_RECORD, CleanRecord("breach", 3.0), frozenset({0, 1})),
    ]


@pytest.fixture
def applicants(candidates):
    return candidates(
        track=[0, 0, 0, 0, 1, 1],
        columns={
            "years_operation": [5.0, 1.0, 5.0, 1.0, UNKNOWN, UNKNOWN],
            "years_service": [UNKNOWN] * 4 + [6.0, 4.0],
            "breach_years_ago": [NEVER, NEVER, 1.0, 1.0, NEVER, NEVER],
        },
    )


def test_conditions_hold_for_their_own_track_and_the_first_failed_is_the_reason(
    applicants, conditions, draws
):
    decision = decide_conditions(applicants, conditions, 1.0, draws())
    assert decision.reasons == ("years", "service", "clean")
    assert decision.reason.tolist() == [-1, 0, 2, 0, -1, 1]
    assert passed(decision) == [True, False, False, False, True, False]


def test_conditions_may_be_given_as_plain_tuples(applicants, conditions, draws):
    plain = [tuple(condition) for condition in conditions]
    decision = decide_conditions(applicants, plain, 1.0, draws())
    assert decision.reason.tolist() == [-1, 0, 2, 0, -1, 1]


def test_a_text_without_conditions_admits_everybody(applicants, draws):
    decision = decide_conditions(applicants, [], 1.0, draws())
    assert decision.passed.all()
    assert decision.reasons == ()


def test_nobody_is_found_out_where_nothing_is_detected(applicants, conditions, draws):
    assert decide_conditions(applicants, conditions, 0.0, draws()).passed.all()


def test_who_fails_is_found_out_in_the_share_that_is_detected(candidates, draws):
    who = candidates(columns={"years_operation": np.repeat([1.0, 9.0], 2000)})
    rule = [("years", MIN_YEARS, MinYears("operation", 3.0), {0})]
    decision = decide_conditions(who, rule, 0.75, draws())
    assert decision.passed[2000:].all()
    assert float(np.mean(~decision.passed[:2000])) == pytest.approx(0.75, abs=0.04)
    more = decide_conditions(who, rule, 0.9, draws())
    assert (decision.passed >= more.passed).all()  # the same luck: only more are found out


def test_two_conditions_of_one_rule_do_not_share_its_draws(candidates, draws):
    def by_lot(who, _parameters, own):
        return Decision.of(own.each("lot", who) < 0.5, "unlucky")

    lottery = Rule("x.lot", RuleKind.ADMIT, Conditions, by_lot, Text("抽签", "lot"), "-")
    who = candidates(400)
    both = [("a", lottery, Conditions(), {0}), ("b", lottery, Conditions(), {0})]
    decision = decide_conditions(who, both, 1.0, draws())
    assert {-1, 0, 1} == set(decision.reason.tolist())


def test_the_place_holder_does_not_decide_by_itself(candidates, draws):
    with pytest.raises(InvariantError, match="without the conditions of a text"):
        CONDITIONS.decide(candidates(2), Conditions(), draws())
