"""Every complete file of the documentation, and what is known with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.pages import (
    ROOT,
    all_files,
)

from awardsim.analysis import builtin as builtin_measures
from awardsim.plugins import (
    Catalogue,
    hookspecs,
    load_catalogue,
    make_manager,
)
from awardsim.policy import (
    Policy,
    read_policy,
)
from awardsim.simulation import builtin as builtin_cohorts


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """A folder with every complete TOML file of the documentation."""
    folder = tmp_path_factory.mktemp("desk")
    for _, name, text in all_files("toml"):
        assert not (folder / name).exists(), f"two examples are called {name}"
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def catalogue(desk) -> Catalogue:
    """What is built in, the texts of the tree, and those of the documentation."""
    texts = [*sorted(ROOT.glob("plugins/*/policies/*.toml")), *sorted(desk.glob("*.toml"))]
    found = [
        read_policy(path)
        for path in texts
        if "jurisdiction" in tomllib.loads(path.read_text("utf-8"))
    ]

    class Texts:
        @staticmethod
        @hookspecs.hookimpl
        def awardsim_policies() -> Iterable[Policy]:
            return found

    parts = [builtin_cohorts, builtin_measures, Texts()]
    made = load_catalogue(make_manager(parts, entry_points=False)).complete()
    assert made.faults == ()
    return made
