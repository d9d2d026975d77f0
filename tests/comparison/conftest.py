"""The published texts, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.policy import Policy, read_policy

FOLDER = Path(__file__).resolve().parents[2] / "plugins"
TEXTS = {path: read_policy(path) for path in sorted(FOLDER.glob("*/policies/*.toml"))}


def text(name: str) -> Policy:
    """A published text by its id."""
    return next(policy for policy in TEXTS.values() if policy.id == name)


@pytest.fixture(scope="session")
def texts() -> tuple[Policy, ...]:
    """All published texts."""
    return tuple(TEXTS.values())


@pytest.fixture(scope="session")
def old() -> Policy:
    """The regulation of 2020."""
    return text("qingyuan@2020")


@pytest.fixture(scope="session")
def new() -> Policy:
    """The plan of 2025 of the same city."""
    return text("qingyuan@2025")
