"""Plugins made for a test: objects with hooks, and distributions in a folder of their own."""

from __future__ import annotations

import importlib.metadata
import sys
import textwrap
import types
from pathlib import Path

import attrs
import pytest

from awardsim.plugins import Catalogue, load_catalogue, make_manager
from awardsim.plugins.hookspecs import hookimpl
from awardsim.policy import Policy, read_policy

ROOT = Path(__file__).resolve().parents[2]


class Installer:
    """Writes distributions into a folder that is searched for modules and for metadata."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.modules: list[str] = []

    def module(self, name: str, source: str) -> Path:
        """A module of that name."""
        path = self.folder / f"{name}.py"
        path.write_text(textwrap.dedent(source), "utf-8")
        self.modules.append(name)
        return path

    def distribution(
        self,
        name: str,
        version: str = "1.0",
        entry_points: str = "",
        metadata: str | None = None,
    ) -> Path:
        """Metadata of a distribution; ``entry_points`` are lines of the group ``awardsim``."""
        folder = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        if metadata is None:
            metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / "METADATA").write_text(metadata, "utf-8")
        (folder / "entry_points.txt").write_text(f"[awardsim]\n{entry_points}\n", "utf-8")
        return folder

    def plugin(self, name: str, source: str, version: str = "1.0") -> None:
        """A distribution ``awardsim-NAME`` with a plugin NAME in a module of its own."""
        self.module(f"plugin_{name}", source)
        self.distribution(f"awardsim-{name}", version, f"{name} = plugin_{name}")


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs distributions; only these, and none of the machine's, are found."""
    search = importlib.metadata.distributions
    folder = tmp_path / "site"
    folder.mkdir()
    installer = Installer(folder)
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: search(path=[str(folder)]))
    monkeypatch.syspath_prepend(str(folder))
    yield installer
    for name in installer.modules:
        sys.modules.pop(name, None)


def giving(value: object) -> types.FunctionType:
    """A hook that gives a value."""

    def hook() -> object:
        return value

    return hook


def make_plugin(name: str, **hooks: object) -> types.ModuleType:
    """A module with hooks; each is a function, or what its function is to give."""
    module = types.ModuleType(name)
    for hook, given in hooks.items():
        function = given if isinstance(given, types.FunctionType) else giving(given)
        setattr(module, hook, hookimpl(function))
    return module


@pytest.fixture
def plugin():
    """Makes a plugin; see :func:`make_plugin`."""
    return make_plugin


@pytest.fixture
def catalogue_of():
    """A catalogue of built-in plugins only."""

    def build(*plugins: object) -> Catalogue:
        return load_catalogue(make_manager(plugins, entry_points=False)).complete()

    return build


@pytest.fixture(scope="session")
def text():
    """Makes a policy text of any id."""
    template = read_policy(ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml")

    def make(id: str, **changes: object) -> Policy:
        jurisdiction, _, version = id.partition("@")
        return attrs.evolve(template, jurisdiction=jurisdiction, version=version, **changes)

    return make
