"""awardsim's engine beside the same procedure written by hand in SimPy, in one run.

``python -m benchmarks.engine``            ratios at 30, 100 and 2,000 applicants
``python -m benchmarks.engine --agree``    do the two simulate the same procedure?
``python -m benchmarks.engine --linear``   cost of a replication from 50 to 5,000 applicants

awardsim's side is what ``awardsim run`` does for each replication: draw the assumptions and the
cohort, run the procedure, keep the log, check its invariants, work out all figures and the driving
path.  The other side is reference_simpy.py.  Blocks of replications alternate (A B A B), each of
processor time, so that both meet the same noise; what counts is the ratio of neighbours.
awardsim draws its numbers for whole blocks of replications, and a run asks for whole blocks, so
the comparison does too.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import simpy

from awardsim.analysis.figures import collect
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm, logs
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Workers
from awardsim.streams import BLOCK
from benchmarks.procedures import procedure_for
from benchmarks.reference_parts import Applicant, Setting
from benchmarks.reference_simpy import Edition, Process

SIZES = (30, 100, 2000)
LINEAR = (50, 100, 200, 500, 1000, 2000, 5000)
#: Processor time that one block should take, and the rounds of a comparison.
BLOCK_SECONDS = 0.15
ROUNDS = 15
WORK_STAGES = {
    "county_review": "county screening",
    "eligibility": "eligibility checks",
    "material_review": "reviews",
    "site_visit": "site visits",
}

Block = Callable[[int, int], None]


def awardsim_block(procedure: Procedure) -> Block:
    """Runs ``count`` replications from ``first`` on, just as ``awardsim run`` does."""
    crew = Workers({"": procedure}, collect, seed=1)

    def block(first: int, count: int) -> None:
        crew.run([Arm({}, first, count)])

    return block


def reference_block(procedure: Procedure) -> Block:
    """Runs ``count`` replications of the model written by hand."""
    setting, rng = Setting(procedure), random.Random(1)

    def block(_first: int, count: int) -> None:
        for _ in range(count):
            Edition(setting, rng).run()

    return block


def seconds(block: Block, first: int, count: int) -> float:
    """Processor time of a block; garbage of others is collected before, its own while it runs."""
    gc.collect()
    started = time.process_time()
    block(first, count)
    return time.process_time() - started


def compare(applicants: int, rounds: int) -> None:
    """One line of the table of ratios."""
    procedure = procedure_for(applicants)
    ours, theirs = awardsim_block(procedure), reference_block(procedure)
    count = _whole_blocks(max(_fitting(ours), _fitting(theirs)))
    gc.collect()
    gc.freeze()
    measured = []
    for turn in range(rounds):
        first = turn * count
        if turn % 2:  # whoever comes second finds other caches: take turns
            b, a = seconds(theirs, first, count), seconds(ours, first, count)
        else:
            a, b = seconds(ours, first, count), seconds(theirs, first, count)
        measured.append((a / count * 1000, b / count * 1000))
    gc.unfreeze()
    ratios = [a / b for a, b in measured]
    a, b = (statistics.median(column) for column in zip(*measured, strict=True))
    print(
        f"{applicants:>10,} {count:>6} {a:>12.2f} {b:>12.2f} {statistics.median(ratios):>8.2f}"
        f"   [{min(ratios):.2f}-{max(ratios):.2f}]",
        flush=True,
    )


def _fitting(block: Block) -> int:
    """Replications that fill a block; also warms up."""
    count = 1
    while True:
        taken = seconds(block, 0, count)
        if taken >= BLOCK_SECONDS / 4:
            return max(round(count * BLOCK_SECONDS / taken), 1)
        count *= 4


def _whole_blocks(count: int) -> int:
    """At least so many replications, in whole blocks."""
    return -(-count // BLOCK) * BLOCK


def linear(sizes: Sequence[int], rounds: int) -> None:
    """Cost per applicant over the sizes, and the exponent of a power law through them."""
    blocks = {}
    for size in sizes:
        procedure = procedure_for(size)
        blocks[size] = [awardsim_block(procedure), reference_block(procedure)]
    counts = {size: _whole_blocks(_fitting(made[0])) for size, made in blocks.items()}
    gc.collect()
    gc.freeze()
    found: dict[int, list[list[float]]] = {size: [[], []] for size in sizes}
    for turn in range(rounds):
        for size in sizes:
            for side, block in enumerate(blocks[size]):
                taken = seconds(block, turn * counts[size], counts[size])
                found[size][side].append(taken / counts[size] * 1000)
    gc.unfreeze()
    print("applicants  awardsim ms  us/applicant   SimPy ms  us/applicant")
    medians = {}
    for size in sizes:
        a, b = medians[size] = tuple(statistics.median(side) for side in found[size])
        print(f"{size:>10,} {a:>12.2f} {a / size * 1e3:>13.1f} {b:>10.2f} {b / size * 1e3:>13.1f}")
    for side, name in enumerate(("awardsim", "by hand in SimPy")):
        points = [(size, medians[size][side]) for size in sizes]
        slope, base = statistics.linear_regression(*zip(*points, strict=True))
        logs_of = [(math.log(x), math.log(y)) for x, y in points]
        exponent = statistics.linear_regression(*zip(*logs_of, strict=True)).slope
        print(
            f"{name}: {slope * 1000:.1f} us per applicant and {base:.2f} ms "
            f"(least squares); grows with applicants to the power {exponent:.3f}"
        )


class _Counting(Edition):
    """The reference, counting its services."""

    def __init__(self, *arguments: Any) -> None:
        self.services: Counter[str] = Counter()
        super().__init__(*arguments)

    def serve(self, resource: simpy.Resource, minutes: int) -> Process:
        if resource is self.office:
            self.services["eligibility checks"] += 1
        elif resource is self.site_teams:
            self.services["site visits"] += 1
        else:
            self.services["county screening"] += 1
        return super().serve(resource, minutes)

    def review(self, one: Applicant, reviewer: int, minutes: int) -> Process:
        self.services["reviews"] += 1
        self.services["county screening"] -= 1
        return super().review(one, reviewer, minutes)


def agree(applicants: int, replications: int) -> None:
    """Both simulate the same procedure: when they finish, how many are served and awarded."""
    procedure = procedure_for(applicants)
    calendar, plan = procedure.calendar, make_plan(procedure)
    ours: list[float] = []
    counted: Counter[str] = Counter()
    for log in logs(plan, 1, Arm({}, 0, replications)):
        ends = [row[4] for row in log.rows if row[1] == procedure.finish]
        ours.append(max(ends, default=math.inf))
        counted["awarded"] += sum(one == 0 for one in log.outcome)
        for row in log.rows:
            node = procedure.nodes[row[1]]
            if node.id in WORK_STAGES:
                people = int(log.values[node.review.input]) if node.review is not None else 1
                counted[WORK_STAGES[node.id]] += people
    setting, rng = Setting(procedure), random.Random(1)
    theirs: list[float] = []
    reference: Counter[str] = Counter()
    for _ in range(replications):
        edition = _Counting(setting, rng)
        finish = edition.run()
        theirs.append(math.inf if finish is None else finish)
        reference["awarded"] += len(edition.awarded)
        reference += edition.services
    print(f"{applicants:,} applicants, {replications:,} replications of each")
    for name, column in (("awardsim", ours), ("by hand in SimPy", theirs)):
        column.sort()
        shown = [_date(calendar, column[int(share * replications)]) for share in (0.1, 0.5, 0.9)]
        in_time = sum(one <= procedure.deadline_minute for one in column) / replications
        print(f"  {name:<17} finish, 10 % 50 % 90 %: {', '.join(shown)}; in 2025: {in_time:.1%}")
    for name in (*WORK_STAGES.values(), "awarded"):
        a, b = counted[name] / replications, reference[name] / replications
        print(f"  {name:<19} {a:>9.1f} {b:>9.1f}")


def _date(calendar: Any, minute: float) -> str:
    return "never" if math.isinf(minute) else f"{calendar.moment(int(minute)):%Y-%m-%d %H:%M}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="APPLICANTS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--linear", action="store_true", help="cost from 50 to 5,000 applicants")
    parser.add_argument("--agree", action="store_true", help="compare results, not times")
    asked = parser.parse_args()
    if asked.linear:
        linear(asked.sizes or LINEAR, asked.rounds)
        return
    if asked.agree:
        for size in asked.sizes or SIZES:
            agree(size, max(40_000 // size, 40))
        return
    print("applicants  block  awardsim ms     SimPy ms    ratio   [least-most]")
    for size in asked.sizes or SIZES:
        compare(size, asked.rounds)


if __name__ == "__main__":
    main()
