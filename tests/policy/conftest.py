"""The complete sample, read once."""

from __future__ import annotations

import pytest
from support.sample import SAMPLE

from awardsim.policy import Policy, read_policy


@pytest.fixture(scope="session")
def sample() -> Policy:
    """The policy of the sample."""
    return read_policy(SAMPLE)
