"""Scenarios written for a test, read and built with the text of Qingyuan 2025."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from awardsim.analysis.experiment import load
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError, Problem, ProcedureError, ScenarioError
from awardsim.plugins.catalogue import Catalogue, load_catalogue
from awardsim.plugins.manager import make_manager
from awardsim.policy import Policy, read_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import override, read_scenario
from awardsim.simulation.cohort import APPLICANTS
from tests.scenario.mistakes.wrong import HEAD

ROOT = Path(__file__).resolve().parents[2]

Read = Callable[..., Scenario]
Built = Callable[..., Procedure]
Told = Callable[..., tuple[Problem, ...]]


@pytest.fixture(scope="session")
def text() -> Policy:
    """The text that the scenarios are about."""
    return read_policy(ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """What is built in; no plugin that happens to be installed."""
    return load_catalogue(make_manager(entry_points=False))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads ``mine.toml`` of a fresh folder with these lines, and sets values in it."""

    def scenario(lines: str, *sets: str, head: str = HEAD) -> Scenario:
        file = tmp_path / "mine.toml"
        file.write_text(head + lines, "utf-8")
        return override(read_scenario(file), sets)

    return scenario


@pytest.fixture
def built(read: Read, text: Policy, catalogue: Catalogue) -> Built:
    """Builds the procedure of what is read."""

    def procedure(lines: str = "", *sets: str, head: str = HEAD) -> Procedure:
        return build(text, read(lines, *sets, head=head), catalogue.rule, APPLICANTS)

    return procedure


@pytest.fixture
def told(built: Built, tmp_path: Path) -> Told:
    """What is wrong with lines that must be refused; files by their names alone."""

    def problems(lines: str = "", *sets: str, head: str = HEAD) -> tuple[Problem, ...]:
        with pytest.raises(InputError) as raised:
            built(lines, *sets, head=head)
        assert isinstance(raised.value, ScenarioError | ProcedureError)
        return raised.value.problems

    return problems


@pytest.fixture(scope="session")
def everything() -> Catalogue:
    """What is built in and what is installed."""
    return open_catalogue()


@pytest.fixture
def told_at_once(tmp_path: Path, everything: Catalogue) -> Told:
    """What is wrong with a scenario file of these lines, and of these overrides, told at once."""

    def problems(lines: str, *sets: str) -> tuple[Problem, ...]:
        file = tmp_path / "mine.toml"
        file.write_text(lines, "utf-8")
        with pytest.raises(InputError) as raised:
            load(str(file), everything, sets)
        return raised.value.problems

    return problems
