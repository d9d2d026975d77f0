"""The floors of the house, read from the imports themselves.

A package imports only from floors below its own, packages do not import each other in a
circle, and the core names no jurisdiction.
"""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "awardsim"

#: The ground: modules and packages that know nothing of awards.
GROUND = [
    "text", "errors", "units", "statutory", "holidays", "civildays", "workdays", "quantiles",
    "distributions", "streams", "toml", "language",
]  # fmt: skip

#: Package or module of the core, to the floor it lives on.
FLOORS = {
    name: floor
    for floor, names in enumerate(
        [
            GROUND,
            ["policy", "scenario"],
            ["rules", "plugins"],
            ["procedure"],
            ["schedule", "simulation"],
            ["analysis", "findings", "comparison", "cycles"],
            ["report", "drafting"],
            ["cli", "notebook", "testing"],
            ["__main__"],
        ]
    )
    for name in names
}

#: What may be imported on one floor: (importer, imported).
NEIGHBOURS = {
    *((name, "text") for name in GROUND if name != "text"),
    *((name, "errors") for name in GROUND if name not in {"text", "errors"}),
    ("workdays", "units"),
    ("holidays", "statutory"),
    ("civildays", "statutory"),
    ("civildays", "holidays"),
    ("workdays", "civildays"),
    ("workdays", "holidays"),
    ("distributions", "quantiles"),
    ("toml", "units"),
    ("scenario", "policy"),
    ("plugins", "rules"),
    ("simulation", "schedule"),
    ("drafting", "report"),
    ("cycles", "analysis"),
}

#: How the texts themselves call the places; the folders' names are added to these.
PLACES = {
    "qingyuan", "panzhihua", "shaoguan", "gansu", "china_award",
    "清远", "攀枝花", "韶关", "甘肃", "中国质量奖",
}  # fmt: skip
JURISDICTIONS = sorted(
    PLACES | {path.name for path in (ROOT / "plugins").iterdir() if (path / "policies").is_dir()}
)

HEAVY = ["numpy", "networkx", "simpy", "xlsxwriter"]


def modules(folder: Path) -> list[Path]:
    """The Python files below a folder, in a fixed order."""
    return sorted(folder.rglob("*.py"))


def dotted(path: Path) -> str:
    """The name under which a file of the core is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package(name: str) -> str:
    """The part of the core a module belongs to: ``awardsim.rules.vote`` is in ``rules``."""
    return [*name.split("."), ""][1]


def imported(source: str, name: str, is_package: bool) -> Iterator[str]:
    """Every module that a source imports, wherever in the file it does so.

    ``from awardsim import rules`` counts as ``awardsim.rules``; relative imports are resolved;
    ``importlib.import_module("…")`` counts when its argument is written out.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = name.split(".")
                base = base[: len(base) - level + is_package] if level else []
                origin = ".".join([*base, *([module] if module else [])])
                yield from (f"{origin}.{alias.name}" for alias in names)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"),
                args=[ast.Constant(value=str(target)), *_],
            ):
                yield target


def imports_of_the_core(path: Path) -> set[str]:
    """The parts of the core that one of its files imports, its own left out."""
    names = imported(path.read_text("utf-8"), dotted(path), path.name == "__init__.py")
    found = {package(name) for name in names if name.split(".")[0] == "awardsim"}
    return {part for part in found if part in FLOORS or (CORE / part).is_dir()} - {
        package(dotted(path)),
        "",
    }


def may_import(importer: str, target: str) -> bool:
    """Whether the floors allow it."""
    return FLOORS[target] < FLOORS[importer] or (importer, target) in NEIGHBOURS


def test_the_reader_of_imports_sees_every_form():
    source = """
import awardsim.cli
from awardsim import report
from ..rules import vote
from . import near
def later():
    from awardsim.testing.kit import check
    import_module("awardsim.analysis")
"""
    assert set(imported(source, "awardsim.policy.reader", is_package=False)) == {
        "awardsim.cli",
        "awardsim.report",
        "awardsim.rules.vote",
        "awardsim.policy.near",
        "awardsim.testing.kit.check",
        "awardsim.analysis",
    }
    assert set(imported("from .x import y", "awardsim.policy", is_package=True)) == {
        "awardsim.policy.x.y"
    }


def test_the_floors_forbid_what_they_should():
    assert may_import("procedure", "policy")
    assert may_import("scenario", "policy")
    assert not may_import("policy", "scenario")
    assert not may_import("rules", "plugins")
    assert not may_import("text", "errors")
    assert not may_import("policy", "cli")


def test_every_part_of_the_core_has_a_floor():
    parts = {package(dotted(path)) for path in modules(CORE)} - {""}
    assert parts - FLOORS.keys() == set()


@pytest.mark.parametrize("path", modules(CORE), ids=dotted)
def test_a_module_imports_only_from_floors_below(path):
    importer = package(dotted(path))
    if importer == "":  # awardsim itself: whoever imports any part of it imports this first
        assert imports_of_the_core(path) == {"notebook"}  # lazily: see the test of what is slow
    else:
        wrong = {part for part in imports_of_the_core(path) if not may_import(importer, part)}
        assert wrong == set()


def test_packages_do_not_import_each_other_in_a_circle():
    graph: dict[str, set[str]] = {}
    for path in modules(CORE):
        graph.setdefault(package(dotted(path)), set()).update(imports_of_the_core(path))
    assert list(graphlib.TopologicalSorter(graph).static_order())  # CycleError names the circle


@pytest.mark.parametrize("place", JURISDICTIONS)
def test_the_core_names_no_jurisdiction(place):
    files = [path for path in CORE.rglob("*") if path.suffix in {".py", ".toml"}]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(files)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if place in line.casefold()
    ]
    assert found == []
    assert [path for path in files if place in path.name.casefold()] == []


def test_no_jurisdiction_imports_another():
    for path in modules(ROOT / "plugins"):
        folder = path.relative_to(ROOT / "plugins").parts[0]
        names = imported(path.read_text("utf-8"), f"awardsim_{folder}", is_package=True)
        others = {name.split(".")[0] for name in names if name.startswith("awardsim_")}
        assert others <= {f"awardsim_{folder}"}, path


def test_the_command_line_starts_without_slow_libraries():
    code = f"import sys, awardsim.cli; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
