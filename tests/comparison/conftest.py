"""The published texts, read once."""

from __future__ import annotations

import pytest

from awardsim.policy import Policy
from tests.support.published import TEXTS


@pytest.fixture(scope="session")
def texts() -> tuple[Policy, ...]:
    """All published texts."""
    return tuple(TEXTS.values())


@pytest.fixture(scope="session")
def old() -> Policy:
    """The regulation of 2020."""
    return TEXTS["qingyuan@2020"]


@pytest.fixture(scope="session")
def new() -> Policy:
    """The plan of 2025 of the same city."""
    return TEXTS["qingyuan@2025"]
