"""The Qingyuan procedure of 2025 for any number of applicants, everything else in proportion."""

from __future__ import annotations

import pathlib

from awardsim.policy import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.rules.builtin import BUILTIN_RULES
from awardsim.rules.interface import Rule
from awardsim.scenario.reader import override, read_scenario
from awardsim.simulation.cohort import APPLICANTS

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLICY = ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml"
SCENARIO = ROOT / "scenarios" / "qingyuan-2025.toml"
#: Applicants for which the scenario's people and places are meant.
USUAL = 30
#: Share of organisations among the applicants (12 of 27 in the scenario).
ORGANISATIONS = 12 / 27
#: People and places at the usual number of applicants: [least, usual, most].
PEOPLE = {
    "people.county_bureau": (1, 2, 3),
    "people.office": (2, 3, 4),
    "people.reviewers": (12, 12, 12),
    "people.site_teams": (2, 2, 2),
    "fill.stages.recommend.rule.at_most.organisations": (1, 2, 4),
    "fill.stages.recommend.rule.at_most.individuals": (1, 3, 4),
    "fill.stages.site_list.rule.at_most.organisations": (5, 8, 10),
    "fill.stages.site_list.rule.at_most.individuals": (10, 12, 15),
}
AWARDS = {"organisations": 5, "individuals": 10}
#: With more applicants the longest queue of a reviewer grows, though the mean does not: the leading
#: group goes on meeting in the new year, so that an edition comes to its end.
MEETINGS = (
    "2025-12-10",
    "2025-12-18",
    "2025-12-26",
    "2026-01-09",
    "2026-01-23",
    "2026-02-06",
    "2026-03-06",
)
RULES = {rule.id: rule for rule in BUILTIN_RULES}


def find_rule(name: str, _jurisdiction: str) -> Rule:
    """A built-in rule; the text of Qingyuan names no other."""
    return RULES[name if name in RULES else f"builtin.{name}"]


def procedure_for(applicants: int) -> Procedure:
    """The procedure with just so many applicants; people, places and awards grow with them.

    Staff, reviewers, teams, places in lists and awards are those of the scenario times
    ``applicants / 30``, so that the calendar dates stay about the same.
    """
    factor = applicants / USUAL
    organisations = round(applicants * ORGANISATIONS)
    sets = [
        f"applicants.organisations={organisations}",
        f"applicants.individuals={applicants - organisations}",
    ]
    for path, numbers in PEOPLE.items():
        scaled = [max(round(number * factor), 1) for number in numbers]
        sets.append(f"{path}={scaled}")
    for track, number in AWARDS.items():
        sets.append(f"quotas.{track}.number={max(round(number * factor), 1)}")
    if applicants > USUAL:
        sets.append(f"meetings.leading_group=[{', '.join(MEETINGS)}]")
    scenario = override(read_scenario(SCENARIO), sets)
    return build(read_policy(POLICY), scenario, find_rule, APPLICANTS)


def as_planned() -> Procedure:
    """The example scenario as it stands: 18 to 45 applicants, 30 on the average."""
    return build(read_policy(POLICY), read_scenario(SCENARIO), find_rule, APPLICANTS)


__all__ = ["as_planned", "find_rule", "procedure_for"]
