"""The China Quality Award with made-up times, as it is or with a province in front of it.

Everybody begins on Thursday 4 May 2023, every time is fixed, and only the defence has a queue.
"""

from __future__ import annotations

from support.procedures import certain, scenario

from awardsim.policy import Policy
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.simulation.log import Log

_NATIONAL = """
opens = 2023-05-04
finish_by = 2023-12-29
[people]
recommender = 5
secretariat = 5
reviewers = 20
defence_panel = 1
site_teams = 5
[durations]
channel_review = "8h"
channel_consult = "3wd"
recommend = "2wd"
association_recommend = "1wd"
defence_recommend = "1wd"
receipt = "2cd"
eligibility = "8h"
consult = "5wd"
acceptance_notice = "5wd"
document_review = "8h"
candidate_notice = "5wd"
defence = "1h"
site_visit = "8h"
final_notice = "5wd"
[meetings]
subcommittee = [2023-07-10]
committee = [2023-07-12, 2023-07-28]
samr_days = 3
[fill]
"stages.apply.closes" = 2023-05-19
"stages.document_review.reviewers" = 3
"stages.recommend.rule.at_most.organisations" = 5
"stages.recommend.rule.at_most.individuals" = 5
"stages.association_recommend.rule.at_most.organisations" = 5
"stages.association_recommend.rule.at_most.individuals" = 5
"stages.candidate_vote.rule.award_candidates" = 3
"stages.candidate_vote.rule.nomination_candidates" = 5
"stages.candidate_vote.rule.seats" = 5
"stages.candidate_vote.rule.attendance" = 1
"stages.candidate_vote.rule.quorum" = 0.5
"stages.candidate_vote.rule.majority" = 0.5
"stages.final_vote.rule.seats" = 5
"stages.final_vote.rule.attendance" = 1
"stages.final_vote.rule.quorum" = 0.5
"stages.final_vote.rule.majority" = 0.5
[chance.objection]
channel_notice = 0
acceptance_notice = 0
candidate_notice = 0
final_notice = 0
"""


def national(text: Policy, applicants: dict[str, tuple[int, int]], also: str = "") -> Scenario:
    """The scenario for a text: organisations and individuals of some channels, nobody elsewhere.

    ``also`` is the TOML of what a text in front of the national notice needs besides.
    """
    channels = "".join(
        f"[channels.{name}]\norganisations = {organisations}\nindividuals = {individuals}\n"
        for name in text.channels
        for organisations, individuals in [applicants.get(name, (0, 0))]
    )
    return scenario(channels + also, scenario(_NATIONAL, certain()))


def passed_by(made: Procedure, log: Log, case: int) -> set[str]:
    """The stages per case that an applicant goes through."""
    return {made.nodes[row[1]].id for row in log.rows if row[0] == case}
