"""The national procedure at its size: time against applicants, memory against replications.

``python -m benchmarks.national``            750, 1,500 and 3,000 applicants, then memory
``python -m benchmarks.national --most 200`` replications of the longest run (default 200)

Each figure comes from a process of its own: processor time without the start, and the most memory
that the process ever had.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys

SIZES = (750, 1500, 3000)
#: Share of individuals among the applicants of the scenario, rounded.
INDIVIDUALS = 0.1
_CODE = """
import json, resource, sys, time
from awardsim.analysis.experiment import load
from awardsim.analysis.figures import collect
from awardsim.cli.catalogue import open_catalogue
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
organisations, individuals, count = map(int, sys.argv[1:])
sets = [
    f"applicants.organisations={organisations}",
    f"applicants.individuals={individuals}",
    "channels.associations.organisations=0",
    "channels.associations.individuals=0",
]
procedure = load("china-award-2023", open_catalogue(), sets)
with Workers({"": procedure}, collect, 1) as crew:
    started = time.process_time()
    crew.run([Arm({}, 0, count)])
    taken = time.process_time() - started
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure(applicants: int, count: int) -> tuple[float, float]:
    """Processor seconds and megabytes of ``count`` replications."""
    individuals = round(applicants * INDIVIDUALS)
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(applicants - individuals), str(individuals), str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    taken, memory = json.loads(done.stdout)
    return taken, memory


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=200)
    most = parser.parse_args().most
    few = max(most // 4, 1)
    print("applicants  replications  processor s  ms each  us per applicant")
    points = []
    for size in SIZES:
        taken, _ = measure(size, few)
        each = taken / few * 1000
        points.append((math.log(size), math.log(each)))
        print(f"{size:>10,} {few:>13} {taken:>12.1f} {each:>8.0f} {each / size * 1000:>17.1f}")
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(f"grows with applicants to the power {slope:.2f}")
    print("replications  processor s  most memory MB")
    for count in (max(few // 2, 1), few, most):
        taken, memory = measure(SIZES[-1], count)
        print(f"{count:>12} {taken:>12.1f} {memory:>15.0f}", flush=True)


if __name__ == "__main__":
    main()
