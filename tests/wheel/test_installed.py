"""The installed wheel, seen from outside the source tree.

Not part of a run in the source tree, where an editable install would hide what the wheel
lacks; ``.ci/run`` copies this folder elsewhere and runs it there.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from importlib import import_module, metadata, resources
from pathlib import Path

import pytest

SCRIPT = Path(sysconfig.get_path("scripts")) / "awardsim"
SITE = Path(sysconfig.get_path("purelib"))
JURISDICTIONS = metadata.entry_points(group="awardsim")


def tomls(package: str, folder: str = "") -> list[str]:
    """Names of the TOML files that an installed package carries."""
    place = resources.files(package).joinpath(folder)
    return sorted(item.name for item in place.iterdir() if item.name.endswith(".toml"))


def printed(*arguments: str) -> str:
    """What the installed command prints; it has to succeed."""
    done = subprocess.run(
        [SCRIPT, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_program_comes_from_the_installed_wheel():
    assert Path(import_module("awardsim").__file__).is_relative_to(SITE)


def test_no_source_tree_is_on_the_path():
    assert [place for place in sys.path if (Path(place) / "setup.cfg").exists()] == []


def test_the_wheel_holds_the_program_and_nothing_else():
    files = metadata.distribution("awardsim").files
    top = {
        file.parts[0]
        for file in files
        if file.parts[0] != ".." and not file.parts[0].endswith(".dist-info")
    }
    published = {entry.module for entry in JURISDICTIONS}
    assert top == {"awardsim", "awardsim_scenarios"} | published


def test_the_wheel_is_typed():
    assert resources.files("awardsim").joinpath("py.typed").is_file()


def test_the_wheel_carries_the_default_assumptions():
    assert "defaults.toml" in tomls("awardsim.scenario")


def test_at_least_one_jurisdiction_is_installed():
    assert "qingyuan" in JURISDICTIONS.names


@pytest.mark.parametrize("entry", JURISDICTIONS, ids=lambda entry: entry.name)
def test_a_jurisdiction_loads_and_its_texts_are_listed(entry):
    assert Path(entry.load().__file__).is_relative_to(SITE)
    versions = [name.removesuffix(".toml") for name in tomls(entry.module, "policies")]
    assert versions
    listed = printed("list")
    assert [version for version in versions if f"{entry.name}@{version}" not in listed] == []


def test_the_example_scenarios_are_listed():
    stems = [name.removesuffix(".toml") for name in tomls("awardsim_scenarios")]
    assert "qingyuan-2025" in stems
    listed = printed("list")
    assert [stem for stem in stems if stem not in listed] == []


@pytest.mark.parametrize("scenario", tomls("awardsim_scenarios"))
def test_an_example_scenario_runs(scenario):
    assert printed("run", scenario.removesuffix(".toml"), "--replications", "5", "--no-ranges")


def test_a_notebook_can_work_with_the_installed_wheel():
    edition = import_module("awardsim").load("qingyuan-2025", lang="en")
    assert edition.run(5, ranges=False).stages().to_frame()["id"].tolist()
    assert edition.schedule().slack is not None
