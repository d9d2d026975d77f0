"""How long the command line takes to answer, and a whole run with all its ranges.

``python -m benchmarks.startup``          ``--help`` and ``list``, beside an empty Python
``python -m benchmarks.startup --run``    also ``run qingyuan-2025``, with one process and with two
``… --beside FOLDER``                     every command also with the awardsim of another checkout

Wall time is what a user waits for; processor time is what remains of it on a machine that does
nothing else.  The commands take turns, so that all of them meet the same noise; a ratio is the
median of those of neighbours.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

REPEATS = 15
RUN_REPEATS = 3
PYTHON = (sys.executable,)
AWARDSIM = (sys.executable, "-m", "awardsim")
RUN = (*AWARDSIM, "run", "qingyuan-2025", "--quiet")
SHORT: Mapping[str, Sequence[str]] = {
    "python -c pass": (*PYTHON, "-c", "pass"),
    "import click": (*PYTHON, "-c", "import click"),
    "import numpy": (*PYTHON, "-c", "import numpy"),
    "awardsim --help": (*AWARDSIM, "--help"),
    "awardsim list": (*AWARDSIM, "list"),
    "awardsim show": (*AWARDSIM, "show", "qingyuan@2025"),
}
LONG: Mapping[str, Sequence[str]] = {
    "awardsim run, no ranges": (*RUN, "--no-ranges", "--workers", "1"),
    "awardsim run, 1 process": (*RUN, "--workers", "1"),
    "awardsim run, 2 processes": (*RUN, "--workers", "2"),
}


def measure(command: Sequence[str], checkout: str = "") -> tuple[float, float]:
    """Seconds on the wall and of processors, children included; an error if the command fails.

    ``checkout`` is the folder of another awardsim than this one; plugins are those installed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, cwd=checkout or None
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


def table(commands: Mapping[str, Sequence[str]], repeats: int, beside: str = "") -> None:
    """Run all commands in turn, several times, and print what they took."""
    found: dict[str, list[tuple[float, float]]] = {}
    for turn in range(-1, repeats):  # the first fills caches: compiled files, the disk
        for name, command in commands.items():
            for checkout in ("", beside) if beside and command[:3] == AWARDSIM else ("",):
                taken = measure(command, checkout)
                if turn >= 0:
                    found.setdefault(f"  beside {name}" if checkout else name, []).append(taken)
    print(f"{'':<28}{'wall s':>8}  [least-most]      {'processor s':>12}")
    for name, pairs in found.items():
        walls, used = zip(*pairs, strict=True)
        spread = f"[{min(walls):.2f}-{max(walls):.2f}]"
        wall, cpu = statistics.median(walls), statistics.median(used)
        print(f"{name:<28}{wall:>8.2f}  {spread:<16}{cpu:>14.2f}", end="")
        other = found.get(f"  beside {name}")
        ratios = [mine[1] / its[1] for mine, its in zip(pairs, other or (), strict=False)]
        print(f"  ratio {statistics.median(ratios):.2f}" if ratios else "")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--run", action="store_true", help="also a whole run, some minutes")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--beside", metavar="FOLDER", default="", help="another checkout")
    asked = parser.parse_args()
    busy = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {busy:.1f}" + (" (busy)" if busy > 0.5 else ""))
    beside = os.path.abspath(asked.beside) if asked.beside else ""
    table(SHORT, asked.repeats, beside)
    if asked.run:
        table(LONG, RUN_REPEATS, beside)


if __name__ == "__main__":
    main()
