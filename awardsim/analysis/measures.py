"""Figures that a plugin may add to every replication, and the built-in ones.

A measure's ``compute(procedure, log)`` gets the :class:`~awardsim.procedure.model.Procedure` and
the finished :class:`~awardsim.simulation.log.Log` of one replication, and gives a number, nan
where it is undefined.  A run shows the mean over those replications in which it is defined.
"""

from __future__ import annotations

import math

from awardsim.plugins.contract import Measure
from awardsim.procedure.model import Procedure
from awardsim.simulation.log import AWARDED, Log
from awardsim.text import Text

_JUDGES = ("reviewers", "site_teams")


def judging_hours(procedure: Procedure, log: Log) -> float:
    """Working hours that reviewers and site teams spend on files and visits."""
    minutes = sum(
        busy for body, busy in log.busy.items() if procedure.policy.bodies[body].role in _JUDGES
    )
    return minutes / 60


def publicised_names(procedure: Procedure, log: Log) -> float:
    """Names on the final notice; nan when no list came that far."""
    finals = {node.index for node in procedure.nodes if node.type == "FIN_NOTICE"}
    if not any(row[1] in finals for row in log.rows):
        return math.nan
    left = sum(1 for _, node, _, _, _ in log.left if node >= min(finals))
    return float(sum(1 for outcome in log.outcome if outcome == AWARDED) + left)


BUILTIN_MEASURES: tuple[Measure, ...] = (
    Measure(
        "judging_hours",
        Text("评审员、现场评审组工时", "hours of reviewers and site teams"),
        judging_hours,
        Text("小时", "hours"),
        "sum of the service times of both bodies",
    ),
    Measure(
        "publicised_names",
        Text("拟奖公示名单人数", "names on the final notice"),
        publicised_names,
        Text("个", "names"),
        "awarded, or left from the final notice on",
    ),
)
