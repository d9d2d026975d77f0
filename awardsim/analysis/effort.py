"""How often each end of an assumption is tried: less often, the larger the edition.

The counts follow from the procedure and the number of replications alone, never from how fast a
machine is, so that a run gives the same figures everywhere.
"""

from __future__ import annotations

import attrs

from awardsim.procedure.model import Procedure

#: Replications on which every input is tried, and on which the influential ones are.
COARSE, FINE = 25, 150
#: The fewest of both, however large an edition is.
LEAST_COARSE, LEAST_FINE = 5, 30
#: Inputs that are tried again on more replications.
INFLUENTIAL = 6
#: Visits of stages that all coarse, and all fine trials together may take; a national edition
#: is over in a minute or two.
COARSE_VISITS, FINE_VISITS = 30_000_000, 15_000_000


@attrs.frozen
class Effort:
    """Replications of each end: of every input, of the influential ones, and how many inputs move.

    ``reduced``: the edition is so large that there are fewer than usual.
    """

    coarse: int
    fine: int
    inputs: int
    reduced: bool

    @property
    def total(self) -> int:
        """Replications of all ends, as far as they are known before."""
        again = min(INFLUENTIAL, self.inputs) * 2 * (self.fine - self.coarse)
        return 2 * self.inputs * self.coarse + again + 3 * self.fine


def effort(procedure: Procedure, replications: int) -> Effort:
    """How often ends are tried beside a base run of so many replications."""
    free = sum(not one.fixed for one in procedure.inputs)
    visits = max(visits_of(procedure), 1.0)
    coarse = _within(COARSE_VISITS / visits / max(2 * free, 1), LEAST_COARSE, COARSE)
    fine = _within(FINE_VISITS / visits / (2 * INFLUENTIAL + 3), LEAST_FINE, FINE)
    reduced = coarse < min(COARSE, replications) or fine < min(FINE, replications)
    return Effort(min(coarse, replications), min(fine, replications), free, reduced)


def visits_of(procedure: Procedure) -> float:
    """Visits of stages of one replication at most: usual applicants times stages."""
    return procedure.usual_applicants * len(procedure.nodes)


def _within(number: float, least: int, most: int) -> int:
    return int(min(max(number, least), most))
