"""How often a body has fewer people than are to judge each of its files."""

from __future__ import annotations

import numpy as np

from awardsim.procedure.model import Procedure
from awardsim.procedure.panels import panels
from awardsim.simulation.luck import draw_inputs
from awardsim.streams import Streams


def understaffed(
    procedure: Procedure, replications: int, seed: int
) -> tuple[tuple[int, float], ...]:
    """Stages at which all people of a body judge every file, and still are too few.

    Returns
    -------
    tuple
        Index of the stage and the share of replications, where that is above 0.
    """
    found = []
    inputs = procedure.inputs
    for one in panels(procedure.nodes, procedure.bodies):
        people = inputs[one.people]
        if people.least >= one.most(inputs):
            continue
        drawn = [people] if one.needed < 0 else [people, inputs[one.needed]]
        rows = np.array(draw_inputs(drawn, Streams(seed), 0, replications))
        needed = one.written if one.needed < 0 else rows[:, 1]
        share = float(np.mean(rows[:, 0] < needed))
        if share > 0:
            found.append((one.node.index, share))
    return tuple(found)
