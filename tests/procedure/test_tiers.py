"""Tiers in a text: quotas by tier, stages that are for one tier only, and who sets it."""

from __future__ import annotations

import pytest
from support.procedures import policy, procedure
from support.refused import problems

from awardsim.errors import PolicyError
from awardsim.procedure.places import limits_of

TIERS = "[tiers.award]\n[tiers.nomination]\n"
QUOTAS = (
    '[quotas.award]\ntier = "award"\nnumber = { at_most = 1 }\n'
    '[quotas.nomination]\ntier = "nomination"\nnumber = { at_most = 2 }\n'
)
STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.vote]
kind = "gate"
per = "batch"
after = ["apply"]
rule = { name = "confer_by_rank", at_most = { award = 2, nomination = 3 } }
[stages.defence]
kind = "wait"
after = ["vote"]
only = { tracks = ["organisations"], tiers = ["award"] }
[stages.site]
kind = "wait"
after = ["defence"]
only = { tiers = ["award"] }
[stages.final]
kind = "gate"
per = "batch"
after = ["site"]
rule = { name = "confer_by_rank" }
[stages.end]
kind = "gate"
per = "batch"
after = ["final"]
"""
BOTH = ("organisations", "individuals")


def names(made, *route):
    return [made.nodes[stage].id for stage in made.route(*route).stages]


def test_a_route_has_the_stages_of_its_tier_and_before_the_vote_those_of_all():
    made = procedure(TIERS + QUOTAS + STAGES, tracks=BOTH)
    assert made.tiers == ("award", "nomination")
    everything = ["apply", "vote", "defence", "site", "final", "end"]
    assert names(made, 0, 0) == everything
    assert names(made, 1, 0) == ["apply", "vote", "site", "final", "end"]
    assert names(made, 0, 0, (), "award") == everything
    assert names(made, 0, 0, (), "nomination") == ["apply", "vote", "final", "end"]
    assert made.route(0, 0).open == {made.node_index["defence"], made.node_index["site"]}
    assert made.route(0, 0, (), "award").open == frozenset()


def test_what_comes_after_another_vote_is_open_again_until_that_vote():
    text = STAGES.replace('after = ["final"]', 'after = ["medal"]') + (
        '[stages.medal]\nkind = "gate"\nafter = ["final"]\nonly = { tiers = ["award"] }\n'
    )
    made = procedure(TIERS + QUOTAS + text)
    vote, final = made.node_index["vote"], made.node_index["final"]
    fallen = made.route(0, 0, (), "nomination", vote)
    assert [made.nodes[stage].id for stage in fallen.stages] == [
        "apply", "vote", "final", "medal", "end",
    ]  # fmt: skip
    assert fallen.open == {made.node_index["medal"]}
    settled = made.route(0, 0, (), "nomination", final)
    assert made.node_index["medal"] not in settled.stages


def test_a_stage_of_a_tier_is_for_nobody_whose_way_has_no_vote():
    only_organisations = STAGES.replace(
        'rule = { name = "confer_by_rank", at_most',
        'only = { tracks = ["organisations"] }\nrule = { name = "confer_by_rank", at_most',
    )
    made = procedure(TIERS + QUOTAS + only_organisations, tracks=BOTH)
    assert names(made, 1, 0) == ["apply", "final", "end"]
    assert names(made, 1, 0, (), "award") == ["apply", "final", "end"]


def test_the_quotas_of_a_text_are_the_limits_of_a_rule_that_names_none():
    text = policy(
        TIERS
        + '[quotas.award]\ntier = "award"\nnumber = { at_most = 3 }\n'
        + '[quotas.people]\ntier = "nomination"\ntracks = ["individuals"]\n'
        + "number = { at_most = 4 }\n[quotas.organisations]\nnumber = { at_most = 5 }\n"
        + STAGES,
        tracks=BOTH,
    )
    assert limits_of(text) == {"award": 3, "nomination/individuals": 4, "organisations": 5}
    made = procedure(TIERS + QUOTAS + STAGES, tracks=BOTH)
    assert made.nodes[made.node_index["final"]].rule.constant.at_most == {
        "award": 1, "nomination": 2,
    }  # fmt: skip
    assert [(one.id, one.tier, one.tracks, one.number) for one in made.quotas] == [
        ("award", 0, (0, 1), 1),
        ("nomination", 1, (0, 1), 2),
    ]


def test_a_stage_of_a_tier_without_a_vote_before_it_is_told_with_the_vote_that_there_is():
    early = STAGES + (
        '[stages.early]\nkind = "wait"\nafter = ["apply"]\nonly = { tiers = ["award"] }\n'
    )
    early = early.replace('after = ["apply"]\nrule', 'after = ["early"]\nrule')
    (found,) = problems(TIERS + QUOTAS + early)
    assert found.path == "stages.early.only.tiers"
    assert "no stage before it sets the tier; the tier is set by 'vote', 'final'" in found.read(
        "en"
    )


def test_a_vote_beside_a_stage_of_a_tier_is_told_with_both_names():
    beside = STAGES.replace('after = ["site"]\nrule', 'after = ["vote"]\nrule').replace(
        'after = ["final"]', 'after = ["final", "site"]'
    )
    found = problems(TIERS + QUOTAS + beside)
    assert {one.path for one in found} == {"stages.final.after"}
    assert any("'final' sets the tier beside 'site'" in one.read("en") for one in found)


def test_a_tier_quota_that_no_stage_keeps_is_told():
    loose = STAGES.replace('rule = { name = "confer_by_rank" }', "")
    found = problems(TIERS + QUOTAS + loose)
    # The first vote lets two through for the award, on a quota of one, and three on one of two.
    assert [one.path for one in found] == ["quotas.award.number", "quotas.nomination.number"]


def test_a_rule_by_track_keeps_no_quota_of_a_tier():
    by_track = STAGES.replace(
        'rule = { name = "confer_by_rank" }',
        'rule = { name = "confer_by_rank", at_most = { organisations = 1 } }',
    )
    found = problems(TIERS + QUOTAS + by_track)
    assert {one.path for one in found} == {"quotas.award.number", "quotas.nomination.number"}


def test_a_list_that_is_shorter_than_a_quota_that_must_be_filled_is_a_mistake():
    stages = STAGES.replace('kind = "gate"\nper', 'kind = "gate"\ntype = "SHORTLIST"\nper', 1)
    exactly = TIERS + QUOTAS.replace("at_most = 1", "exactly = 3") + stages
    (found,) = problems(exactly)  # three awards, and only two candidates for them
    assert found.path == "stages.vote.rule.at_most"
    at_most = procedure(TIERS + QUOTAS.replace("at_most = 1", "at_most = 3") + stages)
    assert len(at_most.warnings) == 1


# ---- the text itself ------------------------------------------------------------------------


def mistakes(text: str, **options) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as raised:
        policy(text, **options)
    return [(one.path, one.nearest) for one in raised.value.problems]


def test_names_of_tiers_are_looked_up_with_the_nearest():
    wrong = (TIERS + QUOTAS + STAGES).replace('tiers = ["award"]', 'tiers = ["awrad"]')
    assert mistakes(wrong, tracks=BOTH) == [
        ("stages.defence.only.tiers[0]", "award"),
        ("stages.site.only.tiers[0]", "award"),
    ]
    wrong = TIERS + QUOTAS.replace('tier = "nomination"', 'tier = "nominaton"') + STAGES
    assert mistakes(wrong, tracks=BOTH) == [("quotas.nomination.tier", "nomination")]
    wrong = TIERS + QUOTAS + STAGES.replace("nomination = 3", "nominations = 3")
    assert mistakes(wrong, tracks=BOTH) == [("stages.vote.rule.at_most.nominations", "nomination")]


def test_a_quota_without_a_tier_is_for_a_track():
    assert mistakes(QUOTAS.replace('tier = "award"\n', "") + TIERS + STAGES, tracks=BOTH) == [
        ("quotas.award", "")
    ]


def test_tracks_stand_only_beside_a_tier_and_must_where_the_quota_is_called_like_one():
    wrong = '[quotas.organisations]\ntracks = ["organisations"]\nnumber = 3\n'
    assert mistakes(TIERS + wrong + STAGES, tracks=BOTH)[0][0] == "quotas.organisations.tracks"
    wrong = '[quotas.organisations]\ntier = "award"\nnumber = 3\n'
    assert mistakes(TIERS + wrong + STAGES, tracks=BOTH)[0][0] == "quotas.organisations.tracks"
