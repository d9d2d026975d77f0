"""An edition of a published text with made-up times, and what its lists did."""

from __future__ import annotations

import attrs
from support.procedures import STEADY, certain, scenario

from awardsim.plugins import load_catalogue, make_manager
from awardsim.plugins.contract import CohortModel
from awardsim.policy import Policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.simulation.log import Log


def edition_of(
    text: Policy,
    assumed: str,
    cohort: CohortModel | None = None,
    base: Scenario | None = None,
    **readings: str,
) -> Procedure:
    """A text under a scenario and some readings; nothing is left to chance unless ``base`` does."""
    found = scenario(assumed, certain() if base is None else base)
    found = attrs.evolve(found, readings=readings)
    return build(text, found, load_catalogue(make_manager()).rule, cohort or STEADY)


def lists_of(made: Procedure, log: Log, channel: str) -> dict[str, str]:
    """When the lists of a channel are done, by stage."""
    place = -1 - made.channels.index(channel)
    return {
        made.nodes[row[1]].id: f"{made.calendar.moment(row[4]):%m-%d}"
        for row in log.rows
        if row[0] == place and made.nodes[row[1]].per == "channel"
    }
