"""Forecasts of the published scenario and of the bare text, worked out once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.remembered import remembered_in

from awardsim.analysis import builtin as measures
from awardsim.analysis.forecast import Forecast, forecast
from awardsim.plugins import load_catalogue, make_manager
from awardsim.policy.reader import read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import default_scenario, override, read_scenario
from awardsim.simulation import builtin as cohorts

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml"
SCENARIO = ROOT / "scenarios" / "qingyuan-2025.toml"


def built(scenario: Scenario) -> Procedure:
    """The procedure of the plan of 2025 under a scenario, without asking for installed plugins."""
    catalogue = load_catalogue(make_manager([cohorts, measures], entry_points=False))
    found = [owned.value for owned in catalogue.measures.values()]
    return build(
        read_policy(TEXT), scenario, catalogue.rule, catalogue.cohort(scenario.cohort), found
    )


@pytest.fixture(scope="session")
def planned(shared_folder) -> Forecast:
    """The published scenario, with ranges."""
    with remembered_in(shared_folder):
        return forecast(built(read_scenario(SCENARIO)), replications=60, seed=1, workers=2)


@pytest.fixture(scope="session")
def bare(shared_folder) -> Forecast:
    """The text alone, every estimate at its default."""
    made = built(default_scenario(read_policy(TEXT)))
    with remembered_in(shared_folder):
        return forecast(made, replications=30, seed=1, workers=2)


@pytest.fixture(scope="session")
def quick() -> Forecast:
    """The published scenario without ranges."""
    procedure = built(read_scenario(SCENARIO))
    return forecast(procedure, replications=12, seed=1, ranges=False)


@pytest.fixture(scope="session")
def replaced(shared_folder) -> Forecast:
    """The published scenario with three estimates replaced, one of them twice."""
    sets = ["people.reviewers=16", "people.site_teams=3", "run.seed=2",
            "durations.site_visit=8h", "people.reviewers=20"]  # fmt: skip
    made = built(override(read_scenario(SCENARIO), sets))
    with remembered_in(shared_folder):
        return forecast(made, replications=60, seed=1, workers=2)


@pytest.fixture(scope="session")
def nobody() -> Forecast:
    """The published scenario with no applicants at all."""
    sets = ["applicants.organisations=0", "applicants.individuals=0"]
    made = built(override(read_scenario(SCENARIO), sets))
    return forecast(made, replications=12, seed=1)
