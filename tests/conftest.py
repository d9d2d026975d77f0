"""Settings that all tests share."""

import os

import pytest
from hypothesis import settings

# A shared machine is slow at times, which is no defect; and a failure must come back.
settings.register_profile("awardsim", deadline=None, derandomize=True)
settings.load_profile("awardsim")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """One folder for all processes that this run of the tests is spread over."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def remembered(shared_folder, monkeypatch):
    """Replications that another test has asked for are not run again."""
    from support.remembered import remembering

    from awardsim.simulation.replications import Workers

    monkeypatch.setattr(Workers, "run", remembering(shared_folder))
