"""What holds for every plugin holds for Panzhihua's."""

from pathlib import Path

import awardsim_panzhihua

from awardsim.testing import PluginConformance

ROOT = Path(__file__).resolve().parents[2]


class TestConformance(PluginConformance):
    plugin = awardsim_panzhihua
    scenarios = (str(ROOT / "scenarios" / "panzhihua-2023.toml"),)
