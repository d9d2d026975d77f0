"""What holds for every plugin holds for the China Quality Award's, but that it has no date."""

from pathlib import Path

import awardsim_china_award

from awardsim.testing import check_plugin

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = tuple(
    str(ROOT / "scenarios" / f"{name}.toml") for name in ("china-award-2023", "gansu-2023")
)


def test_all_checks_hold_but_that_the_notices_need_a_scenario_to_open() -> None:
    """Neither notice has a date of issue, so that neither runs without one."""
    found = check_plugin(awardsim_china_award, scenarios=SCENARIOS, replications=2)
    told = [str(breach) for breach in found]
    assert [one.partition(": ")[0] for one in told] == [
        "text china_award@2023",
        "text china_award@2023-gansu",
    ]
    for one in told:
        assert one.count(": give '") == 1, one
        assert "the text has no opening date: give 'opens' in the scenario" in one
