"""What holds for every rule of the vocabulary, whatever it decides."""

from __future__ import annotations

import typing

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awardsim.rules import builtin, interface
from awardsim.rules.admission import TextCondition, decide_conditions
from awardsim.rules.builtin import BUILTIN_RULES
from awardsim.rules.interface import RuleKind
from awardsim.rules.scoring import MERIT_SCALE

#: A parameter set for each rule that makes some pass and some fail.
EXAMPLES = {
    "min_years": {"field": "operation", "at_least": 3.0},
    "clean_record": {"record": "breach", "within": 3.0},
    "qualified": {"trait": "local"},
    "lock_out": {"lasts": 4.0, "scope": "same_track"},
    "conditions": {"detects": 0.7},
    "mean_of_reviewers": {"decimals": 1},
    "site_score": {},
    "weighted_sum": {"weights": {"review": 0.4, "site": 0.6}},
    "within_quota": {"at_most": {"organisations": 3, "individuals": 2}},
    "top_n": {"at_most": {"organisations": 3, "individuals": 2}, "soft": True},
    "threshold": {"at_least": 450.0},
    "approval_vote": {"seats": 7, "choose": 2},
    "confer_by_rank": {"at_most": {"organisations": 3, "individuals": 2}, "minimum": 420.0},
}
every = pytest.mark.parametrize("rule", BUILTIN_RULES, ids=lambda rule: rule.id)
ELEMENTWISE = [rule for rule in BUILTIN_RULES if rule.kind.elementwise]


def decide(rule, who, luck):
    parameters = rule.parameters(**EXAMPLES[rule.id.removeprefix("builtin.")])
    if rule is builtin.CONDITIONS:
        others = ELEMENTWISE[:4]
        listed = [
            TextCondition(
                other.id,
                other,
                other.parameters(**EXAMPLES[other.id.removeprefix("builtin.")]),
                {index % 2, 1},
            )
            for index, other in enumerate(others)
        ]
        return decide_conditions(who, listed, parameters.detects, luck)
    return rule.decide(who, parameters, luck)


def everybody(build, count, seed):
    """Candidates with all columns, coarse marks so that there are ties, and some gaps."""
    chance = np.random.default_rng(seed)

    def gaps(values, share):
        return np.where(chance.random(count) < share, np.nan, values)

    years = {
        name: np.where(chance.random(count) < 0.4, np.inf, chance.integers(0, 8, count))
        for name in ("breach_years_ago", "years_since_award")
    }
    return build(
        count,
        columns={
            "merit": chance.normal(450, 90, count),
            "years_operation": gaps(chance.integers(0, 9, count).astype(float), 0.1),
            "is_local": chance.random(count) < 0.8,
            "award_same_track": chance.random(count) < 0.5,
            **years,
        },
        marks={
            "review": gaps(chance.integers(35, 60, count) * 10.0, 0.1),
            "site": gaps(chance.integers(35, 60, count) * 10.0, 0.3),
        },
        track=chance.integers(0, 2, count),
        reviewers=chance.integers(-1, 6, (count, 3)),
    )


@every
@settings(max_examples=25)
@given(count=st.integers(0, 40), seed=st.integers(0, 10_000))
def test_every_candidate_is_passed_or_failed_with_a_declared_reason(
    rule, count, seed, candidates, draws
):
    decision = decide(rule, everybody(candidates, count, seed), draws(seed=seed))
    assert decision.passed.shape == decision.reason.shape == (count,)
    assert decision.passed.dtype == np.bool_
    assert ((decision.reason >= 0) == ~decision.passed).all()
    assert (decision.reason < len(decision.reasons)).all()
    if rule is not builtin.CONDITIONS:
        assert set(decision.reasons) == set(rule.reasons)
    if rule.kind is RuleKind.SCORE:
        assert decision.passed.all()
        assert decision.marks.shape == (count,)
        known = decision.marks[~np.isnan(decision.marks)]
        assert ((known >= 0) & (known <= MERIT_SCALE)).all()
    else:
        assert decision.marks is None


@every
@settings(max_examples=25)
@given(count=st.integers(0, 40), seed=st.integers(0, 10_000))
def test_relabelling_candidates_only_permutes_what_is_decided(
    rule, count, seed, candidates, draws, subset
):
    who = everybody(candidates, count, seed)
    order = np.random.default_rng(seed).permutation(count)
    here = decide(rule, who, draws(seed=seed))
    there = decide(rule, subset(who, order), draws(seed=seed))
    assert there.passed.tolist() == here.passed[order].tolist()
    assert there.reason.tolist() == here.reason[order].tolist()
    if here.marks is not None:
        np.testing.assert_array_equal(there.marks, here.marks[order])


@pytest.mark.parametrize("rule", ELEMENTWISE, ids=lambda rule: rule.id)
@settings(max_examples=25)
@given(count=st.integers(1, 40), cut=st.integers(0, 40), seed=st.integers(0, 10_000))
def test_an_elementwise_rule_decides_the_same_for_any_part_of_the_list(
    rule, count, cut, seed, candidates, draws, subset
):
    who = everybody(candidates, count, seed)
    whole = decide(rule, who, draws(seed=seed))
    for part in (np.arange(min(cut, count)), np.arange(min(cut, count), count)):
        alone = decide(rule, subset(who, part), draws(seed=seed))
        assert alone.reason.tolist() == whole.reason[part].tolist()
        if whole.marks is not None:
            np.testing.assert_array_equal(alone.marks, whole.marks[part])


@every
def test_a_rule_leaves_its_candidates_as_they_are(rule, candidates, draws):
    who = everybody(candidates, 30, 5)
    for values in (*who.columns.values(), *who.marks.values(), who.track, who.slots):
        values.flags.writeable = False
    decide(rule, who, draws())


@every
def test_a_quota_is_never_exceeded_without_a_tie(rule, candidates, draws):
    if "at_most" not in EXAMPLES[rule.id.removeprefix("builtin.")] or rule is builtin.TOP_N:
        return
    for seed in range(40):
        who = everybody(candidates, 30, seed)
        decision = decide(rule, who, draws(seed=seed))
        assert np.bincount(who.track[decision.passed], minlength=2).tolist() <= [3, 2]


@every
def test_a_rule_says_what_it_is_called_where_it_comes_from_and_what_it_does(rule):
    assert rule.id.startswith("builtin.")
    assert rule.source
    assert rule.doc
    assert rule.title.zh
    assert rule.title.en
    for reason in rule.reasons.values():
        assert reason.zh
        assert reason.en
    if rule.kind is not RuleKind.SCORE and rule is not builtin.CONDITIONS:
        assert rule.reasons


@every
def test_parameters_are_frozen_and_carry_the_types_a_reader_needs(rule):
    assert attrs.has(rule.parameters)
    types = typing.get_type_hints(rule.parameters)
    assert set(types) == {field.name for field in attrs.fields(rule.parameters)}
    parameters = rule.parameters(**EXAMPLES[rule.id.removeprefix("builtin.")])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(parameters, next(iter(types)), None)


def test_no_two_rules_have_one_id_and_all_have_an_example():
    names = [rule.id.removeprefix("builtin.") for rule in BUILTIN_RULES]
    assert sorted(names) == sorted(set(names)) == sorted(EXAMPLES)


def test_the_interface_is_found_in_the_package_itself():
    import awardsim.rules

    for name in awardsim.rules.__all__:
        assert getattr(awardsim.rules, name) is getattr(interface, name)
        assert name in dir(awardsim.rules)
    with pytest.raises(AttributeError, match="nothing"):
        awardsim.rules.nothing  # noqa: B018


#: By rule that broadcasts, a number of its parameters and values for it.
BROADCAST = {
    "min_years": {"at_least": (1.0, 3.0, 8.0)},
    "clean_record": {"within": (1.0, 3.0, 6.0)},
    "lock_out": {"lasts": (1.0, 4.0, 7.0)},
    "mean_of_reviewers": {
        "leniency": (0.0, 45.0, 90.0),
        "noise": (28.0, 0.0, 60.0),
        "scale": (1000.0, 100.0, 500.0),
    },
    "weighted_sum": {"weights": {"review": (0.4, 0.5, 1.0), "site": (0.6, 0.5, 2.0)}},
    "site_score": {
        "noise": (0.0, 30.0, 60.0),
        "shift_mean": (-10.0, 0.0, 30.0),
        "shift_sd": (40.0, 0.0, 10.0),
        "scale": (100.0, 1000.0, 500.0),
    },
}


def chosen(values, which):
    """Of three values the one of a group, or of each candidate's group; also in a table."""
    if isinstance(values, dict):
        return {key: chosen(part, which) for key, part in values.items()}
    return np.array(values)[which]


@pytest.mark.parametrize(
    "rule", [rule for rule in BUILTIN_RULES if rule.broadcasts], ids=lambda rule: rule.id
)
def test_a_number_per_candidate_decides_as_the_number_alone(rule, candidates, draws, subset):
    rng = np.random.default_rng(3)
    count = 60
    who = candidates(
        columns={
            "merit": rng.uniform(200, 800, count),
            "years_operation": rng.uniform(0, 10, count),
            "breach_years_ago": rng.uniform(0, 8, count),
            "years_since_award": rng.uniform(0, 9, count),
            "award_same_track": rng.integers(0, 2, count),
        },
        marks={"review": rng.uniform(0, 100, count), "site": rng.uniform(0, 100, count)},
    )
    name = rule.id.removeprefix("builtin.")
    group = np.arange(count) % 3
    luck = draws(size=count)
    with attrs.validators.disabled():
        arrays = {key: chosen(values, group) for key, values in BROADCAST[name].items()}
        together = rule.decide(who, rule.parameters(**{**EXAMPLES[name], **arrays}), luck)
    for one in range(3):
        members = np.flatnonzero(group == one)
        values = {key: chosen(values, one) for key, values in BROADCAST[name].items()}
        parameters = rule.parameters(**{**EXAMPLES[name], **values})
        alone = rule.decide(subset(who, members), parameters, luck)
        assert (together.passed[members] == alone.passed).all()
        if alone.marks is not None:
            assert (together.marks[members] == alone.marks).all()
    assert rule.kind.elementwise
