"""A hint names a command that helps further, and that the program knows."""

from __future__ import annotations

import shlex

import pytest

FAST = ("--replications", "2", "--workers", "1")
SWEEP = ("sweep", "qingyuan-2025", "people.site_teams=2,3", *FAST)
COMPARE = ("compare", "qingyuan-2025", "--no-ranges", "--no-repairs", *FAST)
CYCLES = ("cycles", "qingyuan-2025", *FAST)


def hinted(err):
    """The command of the one hint."""
    (line,) = [line for line in err.splitlines() if line.startswith("hint: ")]
    return line.removeprefix("hint: ").partition("   ")[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (SWEEP, "sweep qingyuan-2025 people.site_teams=2,3 --until 0.8"),
        ((*SWEEP, "--until", "0.9"), "why qingyuan-2025 people.site_teams"),
        ((*COMPARE, "--set", "people.site_teams=3"), "-o "),
        ((*COMPARE, "--set", "公示.*.天数=7wd"), "--one-by-one"),
        (CYCLES, "cycles qingyuan-2025 --lockout 5y"),
        ((*CYCLES, "--lockout", "5y"), "--cycle 1y,2y,3y"),
        ((*CYCLES, "--lockout", "5y", "--cycle", "2y"), "--table"),
    ],
    ids=["sweep", "target", "one change", "four changes", "cycles", "lock-out", "cycle"],
)
def test_the_answer_ends_with_the_command_that_helps_further(typed, wanted, language, awardsim):
    code, out, err = awardsim(*typed, "--lang", language)
    assert code in (0, 1)
    assert "hint:" not in out
    command = hinted(err)
    assert wanted in command
    # An option that the program does not know is refused before it shows its help.
    program, *arguments = shlex.split(command)
    assert program == "awardsim"
    assert awardsim(*arguments, "--help")[0] == 0
    assert awardsim(*arguments, "--no-such-option", "--help")[0] == 2


def test_who_asks_for_a_file_or_for_quiet_is_told_no_more(awardsim):
    for more in (("-o", "a.csv"), ("--quiet",), ("--format", "json")):
        assert "hint:" not in awardsim(*SWEEP, *more)[2]
