"""The texts that the tree holds, read once."""

from __future__ import annotations

from pathlib import Path

from awardsim.policy import read_policy

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
#: Every published text by its id.
TEXTS = {
    policy.id: policy for policy in map(read_policy, sorted(PLUGINS.glob("*/policies/*.toml")))
}
