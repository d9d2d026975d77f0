"""The findings on a city's folder: its texts, its scenarios, and the package they may stand in.

A folder is one of three: texts (and scenarios) as files; a package (``__init__.py`` with
``policies/*.toml``); or a distribution, with ``setup.cfg`` beside its packages.
"""

from __future__ import annotations

import configparser
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import InputError, PluginError, Problem
from awardsim.findings import form, plugins, scenario
from awardsim.findings.check import check_file, in_order
from awardsim.findings.finding import Finding
from awardsim.findings.kinds import NEITHER, Kind, kind_of
from awardsim.findings.known import FindRule, Known
from awardsim.findings.registry import select as chosen
from awardsim.plugins import Origin, PluginFault, load_catalogue, make_manager
from awardsim.plugins.guard import attempt
from awardsim.scenario.reader import survey_scenario
from awardsim.text import Text
from awardsim.toml import read_document

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.rules.interface import Rule

_ENDING = "*.toml"
_TEXTS = "policies"
_INIT = "__init__.py"


def check_folder(
    folder: str | os.PathLike[str],
    catalogue: Catalogue | None = None,
    *,
    sources: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """What is found in a folder.

    Its package, if it is one, is imported and its hooks are called, as if it were installed.
    The other parameters are those of :func:`~awardsim.findings.check.check_policy`.

    Raises
    ------
    InputError
        It is no folder, or there is neither a text nor a package in it.
    """
    place = Path(folder)
    if not place.is_dir():
        raise InputError(
            Problem(Text("没有这个文件夹", "there is no such folder"), os.fspath(folder))
        )
    known = load_catalogue() if catalogue is None else catalogue
    packages = [place] if (place / _INIT).is_file() else _packages(place)
    found: list[Finding] = []
    if not (place / _INIT).is_file():
        found += _files(place, Known.of(known), sources)
        found += _packaging(place, packages)
    for package in packages:
        found += _package(package, known, sources)
    if not packages and not any(place.glob(_ENDING)):
        message = Text(
            "文件夹里既没有文本（*.toml），也没有插件包",
            "holds neither a text (*.toml) nor a package",
        )
        raise InputError(Problem(message, os.fspath(folder)))
    return chosen(in_order(found), select, ignore)


def _packages(folder: Path) -> list[Path]:
    """Packages of texts beside a setup.cfg."""
    return [
        one
        for one in sorted(folder.iterdir())
        if (one / _INIT).is_file() and not one.name.startswith((".", "test"))
    ]


# ---- texts ------------------------------------------------------------------------------------


def _files(folder: Path, known: Known, sources: Sequence[str]) -> Iterator[Finding]:
    """The findings on all texts and scenarios of a folder."""
    owners: dict[str, list[Path]] = {}
    for path in sorted(folder.glob(_ENDING)):
        if path.name == "pyproject.toml" or path.name.startswith(".") or not path.is_file():
            continue
        kind = kind_of(path)
        if kind is Kind.SCENARIO:
            yield from _scenario(path)
            continue
        if kind is Kind.NEITHER:
            yield Finding.of_problem(form.NO_TEXT, Problem(NEITHER, os.fspath(path)))
            continue
        yield from check_file(path, known, sources=sources)
        owner = _owner(path)
        if owner:
            owners.setdefault(owner, []).append(path)
    if len(owners) > 1:
        most = max(owners, key=lambda owner: len(owners[owner]))
        for owner, paths in owners.items():
            if owner != most:
                message = Text(
                    f"同一文件夹的文本属于不同地区：'{owner}'、'{most}'",
                    f"texts of one folder belong to different jurisdictions: '{owner}', '{most}'",
                )
                problem = Problem(message, os.fspath(paths[0]), 0, "jurisdiction")
                yield Finding.of_problem(form.NAME_OF_FILE, problem)


def _owner(path: Path) -> str:
    """The jurisdiction of a file; empty where it has none, which its own check will say."""
    try:
        named = read_document(path).data.get("jurisdiction")
    except InputError:
        return ""
    return named if isinstance(named, str) else ""


def _scenario(path: Path) -> list[Finding]:
    try:
        return scenario.of_problems(survey_scenario(path)[1])
    except InputError as error:
        return scenario.of_problems(error.problems)


# ---- a package --------------------------------------------------------------------------------


def _package(folder: Path, known: Catalogue, sources: Sequence[str]) -> list[Finding]:
    """The findings on a package: its hooks, and its texts with the rules that it brings."""
    module, faults = _imported(folder)
    named = Known.of(known)
    try:
        if module is not None:
            own = load_catalogue(make_manager(entry_points=False, more=[module])).complete()
            faults += own.faults
            columns = named.columns | own.columns
            named = attrs.evolve(named, rule=_either(own, known), columns=columns)
        texts = folder / _TEXTS
        found = list(_files(texts if texts.is_dir() else folder, named, sources))
    finally:
        _forget(folder.name, module)
    wrong_texts = any(one.code.id.startswith("AWS0") for one in found)
    for fault in faults:
        of_texts = fault.hook == "awardsim_policies" and ".toml" in fault.message.en
        if not (wrong_texts and of_texts):  # told already, file by file
            found.append(plugins.of_fault(fault, os.fspath(folder)))
    return found


def _imported(folder: Path) -> tuple[ModuleType | None, list[PluginFault]]:
    """The package of a folder under its own name, installed or not."""
    name = folder.name
    origin = Origin(name, "", "")
    installed = sys.modules.get(name)
    if installed is not None and getattr(installed, "__file__", "") == str(folder / _INIT):
        return installed, []

    def load() -> ModuleType:
        spec = importlib.util.spec_from_file_location(
            name, folder / _INIT, submodule_search_locations=[str(folder)]
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    if not name.isidentifier() or installed is not None or name in sys.stdlib_module_names:
        message = Text(f"包不能叫 '{name}'", f"a package cannot be called '{name}'")
        return None, [PluginFault.of(origin, "", message, os.fspath(folder))]
    outcome = attempt(origin, "", load, lambda: f"{folder}{os.sep}")
    if outcome.value is None:
        _forget(name, None)
    return outcome.value, list(outcome.faults)


def _forget(name: str, module: ModuleType | None) -> None:
    """Leave no trace of a package that was only looked at."""
    if module is not None and sys.modules.get(name) is not module:
        return
    for loaded in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        sys.modules.pop(loaded, None)


def _either(own: Catalogue, known: Catalogue) -> FindRule:
    """Rules of the package itself before those that are installed."""

    def find(name: str, jurisdiction: str) -> Rule:
        try:
            return own.rule(name, jurisdiction)
        except (InputError, PluginError):
            return known.rule(name, jurisdiction)

    return find


# ---- a distribution ---------------------------------------------------------------------------


def _packaging(folder: Path, packages: Sequence[Path]) -> Iterator[Finding]:
    """Whether setup.cfg packages what is there."""
    path = folder / "setup.cfg"
    if not path.is_file() or not packages:
        return
    file = os.fspath(path)
    config = configparser.ConfigParser(delimiters=("=",))
    try:
        text = path.read_text("utf-8")
        config.read_string(text)
    except (OSError, ValueError, configparser.Error) as error:
        said = " ".join(str(error).split())[:200]
        yield plugins.of_packaging(file, 0, Text(f"读不出来：{said}", f"cannot be read: {said}"))
        return
    entries = config.get("options.entry_points", "awardsim", fallback="")
    targets = [line.partition("=")[2].strip() for line in entries.splitlines() if "=" in line]
    names = [package.name for package in packages]
    if not targets:
        what = Text(
            "没有入口点 [options.entry_points] awardsim", "no entry point in the group awardsim"
        )
        yield plugins.of_packaging(file, _line(text, "[options"), what)
    for target in targets:
        module = target.partition(":")[0].partition(".")[0]
        if module not in names:
            what = Text(
                f"入口点指向 '{module}'，文件夹里没有这个包（有：{'、'.join(names)}）",
                f"the entry point names '{module}', which is not there (there is: "
                f"{', '.join(names)})",
            )
            yield plugins.of_packaging(file, _line(text, target), what)
    for package in packages:
        data = config.get("options.package_data", package.name, fallback="")
        data += config.get("options.package_data", "*", fallback="")
        if (package / _TEXTS).is_dir() and ".toml" not in data:
            what = Text(
                f"[options.package_data] 没有写 {package.name} = policies/*.toml：装上以后没有文本",
                f"[options.package_data] lacks {package.name} = policies/*.toml: once installed "
                "it has no texts",
            )
            yield plugins.of_packaging(file, _line(text, "[options.package_data]"), what)


def _line(text: str, part: str) -> int:
    """The first line that has a part; 0 if none has."""
    for number, line in enumerate(text.splitlines(), 1):
        if part in line:
            return number
    return 0
