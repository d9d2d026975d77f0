"""What holds for every plugin holds for the China Quality Award's."""

from pathlib import Path

import awardsim_china_award

from awardsim.testing import PluginConformance

ROOT = Path(__file__).resolve().parents[2]


class TestConformance(PluginConformance):
    plugin = awardsim_china_award
    scenarios = tuple(
        str(ROOT / "scenarios" / f"{name}.toml") for name in ("china-award-2023", "gansu-2023")
    )
    replications = 2
