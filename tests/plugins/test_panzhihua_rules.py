"""Panzhihua's own rule: article 10(5) concerns those who head an organisation, and nobody else."""

from __future__ import annotations

import numpy as np
import pytest

from awardsim.plugins.catalogue import load_catalogue
from awardsim.plugins.manager import make_manager
from awardsim.rules import Candidates, Draws, Rule, RuleKind
from awardsim.streams import Streams


@pytest.fixture(scope="module")
def rule() -> Rule:
    return load_catalogue(make_manager()).rule("own_organisation_clean", "panzhihua")


def candidates(heads: list[bool], **years_ago: list[float]) -> Candidates:
    """Individuals with the record of their organisations."""
    count = len(heads)
    columns = {f"organisation_{name}_years_ago": np.array(ago) for name, ago in years_ago.items()}
    return Candidates(
        track=np.zeros(count, dtype=np.int64),
        channel=np.zeros(count, dtype=np.int64),
        columns={"trait_top_manager": np.array(heads), **columns},
        marks={},
        slots=np.arange(count),
        tracks=("individuals",),
    )


def passed(rule: Rule, who: Candidates, **parameters: object) -> list[bool]:
    decided = rule.decide(who, rule.parameters(**parameters), Draws(Streams(1), "s", 0, len(who)))
    reasons = [decided.reasons[one] if one >= 0 else "" for one in decided.reason.tolist()]
    assert [reason == "" for reason in reasons] == decided.passed.tolist()
    assert set(reasons) <= {"", *rule.reasons}
    listed: list[bool] = decided.passed.tolist()
    return listed


def test_a_top_manager_answers_for_3_years_and_the_third_is_complete_article_10_5(
    rule: Rule,
) -> None:
    who = candidates([True] * 4, accident=[0.5, 2.99, 3.0, np.inf])
    assert passed(rule, who, record="accident", within=3.0) == [False, False, True, True]


def test_whoever_heads_nothing_passes_whatever_happened_there_article_10_5(rule: Rule) -> None:
    who = candidates([False, True], accident=[0.5, 0.5])
    assert passed(rule, who, record="accident", within=3.0) == [True, False]


def test_without_a_window_it_is_ever(rule: Rule) -> None:
    who = candidates([True] * 3, major_complaint=[0.5, 30.0, np.inf])
    assert passed(rule, who, record="major_complaint") == [False, False, True]


def test_what_is_not_known_of_the_organisation_has_not_been_shown(rule: Rule) -> None:
    who = candidates([True], accident=[np.nan])
    assert passed(rule, who, record="accident", within=3.0) == [False]


def test_it_admits_and_asks_for_no_record_where_nobody_heads_one(rule: Rule) -> None:
    assert rule.kind is RuleKind.ADMIT
    assert rule.source == "regulation 十(五)"
    assert passed(rule, candidates([False, False]), record="accident", within=3.0) == [True, True]


@pytest.mark.parametrize("wrong", [{"record": "an accident"}, {"record": "accident", "within": -1}])
def test_a_parameter_out_of_range_is_refused(rule: Rule, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"record|within"):
        rule.parameters(**wrong)
