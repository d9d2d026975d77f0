"""setup.cfg publishes all that is on disk and nothing else; the README can be followed."""

from __future__ import annotations

import ast
import configparser
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")

#: Module that is imported, to the distribution that brings it, where the names differ.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "attr": "attrs",
    "chinese_calendar": "chinesecalendar",
    "docx": "python-docx",
}

#: Files in a package folder that are read by people only.
UNPUBLISHED = {".py", ".pyc", ".md"}


def read_setup() -> configparser.ConfigParser:
    setup = configparser.ConfigParser(delimiters="=")
    setup.read(ROOT / "setup.cfg", "utf-8")
    return setup


SETUP = read_setup()


def lines(section: str, option: str) -> list[str]:
    """The values of a list, one per line."""
    return [line.strip() for line in SETUP[section][option].splitlines() if line.strip()]


def pairs(section: str, option: str) -> dict[str, str]:
    """The values of a list of ``name = value``."""
    split = (line.partition("=") for line in lines(section, option))
    return {name.strip(): value.strip() for name, _, value in split}


def requirements(text: list[str]) -> set[str]:
    """Names of the distributions of a list of requirements."""
    return {re.match(r"[\w-]+", line)[0] for line in text}


PACKAGES = lines("options", "packages")
FOLDERS = pairs("options", "package_dir")


def folder_of(package: str) -> Path:
    """Where a package's files lie."""
    top, *rest = package.split(".")
    return ROOT.joinpath(FOLDERS[top], *rest)


def roots_on_disk() -> dict[str, Path]:
    """The folders that hold packages, under the names they are published by."""
    roots = {"awardsim": ROOT / "awardsim", "awardsim_scenarios": ROOT / "scenarios"}
    for folder in (ROOT / "plugins").iterdir():
        if folder.is_dir():
            roots[f"awardsim_{folder.name}"] = folder
    return roots


def packages_on_disk() -> set[str]:
    """Every folder that holds Python files, under the name it is published by."""
    return {
        ".".join([name, *path.parent.relative_to(root).parts])
        for name, root in roots_on_disk().items()
        for path in root.rglob("*.py")
    }


def published_data() -> set[Path]:
    """The files that package_data matches."""
    return {
        path
        for package in SETUP["options.package_data"]
        for pattern in lines("options.package_data", package)
        for path in folder_of(package).glob(pattern)
    }


def third_party(path: Path) -> set[str]:
    """Distributions that one file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    own = {name for name in found if name.split("_")[0] == "awardsim"}
    return {DISTRIBUTIONS.get(name, name) for name in found - own - set(sys.stdlib_module_names)}


def test_the_packages_listed_are_those_on_disk():
    assert len(PACKAGES) == len(set(PACKAGES))
    assert set(PACKAGES) == packages_on_disk()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_listed_has_its_init(package):
    assert (folder_of(package) / "__init__.py").is_file()


def test_every_top_level_package_has_its_folder():
    assert {package.split(".")[0] for package in PACKAGES} == FOLDERS.keys()


def test_every_text_and_scenario_is_published():
    written = {*ROOT.glob("plugins/*/policies/*.toml"), *ROOT.glob("scenarios/*.toml")}
    assert written
    assert written - published_data() == set()


def test_every_data_file_in_a_package_is_published():
    files = {
        path
        for name, root in roots_on_disk().items()
        if name in FOLDERS
        for path in root.rglob("*")
        if path.is_file() and path.suffix not in UNPUBLISHED
    }
    assert files - published_data() == set()


def test_the_package_is_marked_as_typed():
    assert ROOT / "awardsim" / "py.typed" in published_data()


def test_every_jurisdiction_published_is_an_entry_point():
    jurisdictions = {name for name in FOLDERS if (folder_of(name) / "policies").is_dir()}
    entries = pairs("options.entry_points", "awardsim")
    assert set(entries.values()) == jurisdictions
    assert all(module == f"awardsim_{name}" for name, module in entries.items())


def test_every_library_imported_is_declared():
    core = requirements(lines("options", "install_requires"))
    extras = {
        name: requirements(lines("options.extras_require", name))
        for name in SETUP["options.extras_require"]
    }
    for package in PACKAGES:
        allowed = core | extras["parquet"] | extras["report"] | extras["sensitivity"]
        if package == "awardsim.testing":
            allowed |= extras["test"]
        if package == "awardsim.notebook":
            allowed |= extras["notebook"]
        found = {name for path in folder_of(package).glob("*.py") for name in third_party(path)}
        assert found - allowed == set(), package


@pytest.mark.parametrize(
    ("name", "command"),
    [
        (
            "run",
            "python3 -m venv .venv && .venv/bin/pip install '.[report]' "
            "&& .venv/bin/awardsim run qingyuan-2025",
        ),
        (
            "test",
            "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' "
            "&& .venv/bin/python -m pytest -n auto --dist loadfile",
        ),
    ],
)
def test_the_readme_sets_up_in_one_line(name, command):
    assert f"<!-- setup: {name} -->\n```sh\n{command}\n```\n" in README


@pytest.mark.parametrize("name", ["run", "test", "wheels", "offline"])
def test_a_set_up_command_of_the_readme_is_one_line(name):
    assert len(re.findall(rf"<!-- setup: {name} -->\n```sh\n[^\n`]+\n```\n", README)) == 1
