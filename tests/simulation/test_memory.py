"""What a run keeps does not grow with the number of replications."""

import weakref

from support.procedures import procedure

from awardsim.simulation.arms import BATCH, Arm, logs
from awardsim.simulation.cohort import APPLICANTS
from awardsim.simulation.plan import make_plan
from awardsim.streams import BLOCK

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
body = "office"
after = ["apply"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["check"]
"""


def test_logs_are_let_go_of_when_they_have_been_read():
    applicants = 200
    made = procedure(
        STAGES,
        f"[applicants]\norganisations = {applicants}\n[people]\noffice = 3\n",
        cohort=APPLICANTS,
    )
    seen = []
    alive = []
    for log in logs(make_plan(made), 1, Arm({}, 0, 5 * BLOCK)):
        seen.append(weakref.ref(log))
        del log
        alive.append(sum(one() is not None for one in seen))
    assert len(seen) == 5 * BLOCK
    # Never more than are set up together, whatever the number of replications.
    together = max(BATCH // applicants, 1)
    assert max(alive) <= together
    assert alive[-1] <= together
