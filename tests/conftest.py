"""Settings that all tests share."""

import os

import pytest
from hypothesis import settings
from support.remembered import remembered_in

# A shared machine is slow at times, which is no defect; and a failure must come back.
settings.register_profile("awardsim", deadline=None, derandomize=True)
settings.load_profile("awardsim")


def pytest_configure(config):
    config.option.loadscopereorder = False  # of pytest-xdist, which would begin long ones last


def pytest_collection_modifyitems(items):
    """Files that take long come first, so that none begins when all others are done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """One folder for all processes that this run of the tests is spread over."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def remembered(shared_folder):
    """Replications that another test has asked for are not run again."""
    with remembered_in(shared_folder):
        yield
