"""What holds for every plugin holds for Shaoguan's."""

from pathlib import Path

import awardsim_shaoguan

from awardsim.testing import PluginConformance

ROOT = Path(__file__).resolve().parents[2]


class TestConformance(PluginConformance):
    plugin = awardsim_shaoguan
    scenarios = (str(ROOT / "scenarios" / "shaoguan-2018.toml"),)
