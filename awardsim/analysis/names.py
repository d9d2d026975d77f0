"""What a name on a command line means: a file here, an installed example, or nothing at all."""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from awardsim.errors import InputError, Problem, nearest_name
from awardsim.text import Text
from awardsim.toml import Problems, read_document

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue

#: Where scenarios are looked for by their stem, in this order, before the installed examples.
FOLDERS = (".", "scenarios")
#: The package of the installed examples.
EXAMPLES = "awardsim_scenarios"
ENDING = ".toml"


def scenario_names() -> tuple[str, ...]:
    """Stems of all scenarios that can be named, in order."""
    return tuple(sorted({*_stems_here(), *_examples()}))


def file_of(name: str) -> Path | None:
    """The file a name means; None where it means none."""
    path = Path(name)
    if name.endswith(ENDING) or os.sep in name or (os.altsep and os.altsep in name):
        if path.exists() or _looks_like_path(name):
            return path
        return None
    for folder in FOLDERS:
        found = Path(folder) / f"{name}{ENDING}"
        if found.is_file():
            return found
    return None


def example(name: str) -> Traversable | None:
    """The installed example of a stem; None where there is none."""
    return _examples().get(name)


def unknown(name: str, catalogue: Catalogue) -> InputError:
    """Nothing has this name; what was probably meant."""
    scenarios, texts = scenario_names(), tuple(catalogue.texts)
    shown = name[:40]
    zh = f"情景：{'、'.join(scenarios) or '无'}；文本：{'、'.join(texts) or '无'}"
    en = f"scenarios: {', '.join(scenarios) or 'none'}; texts: {', '.join(texts) or 'none'}"
    return InputError(
        Problem(
            Text(f"没有情景或文本 '{shown}'（{zh}）", f"no scenario or text '{shown}' ({en})"),
            nearest=nearest_name(name, (*scenarios, *texts)),
        )
    )


def _looks_like_path(name: str) -> bool:
    """A name with an ending or a folder in it is a path even where nothing is there."""
    return name.endswith(ENDING) or os.sep in name


def _stems_here() -> Iterator[str]:
    """Stems of scenario files in the folders that are looked into."""
    for folder in FOLDERS:
        try:
            found = sorted(Path(folder).glob(f"*{ENDING}"))
        except OSError:  # a folder that cannot be read holds nothing to be named
            continue
        for path in found:
            if _is_scenario(path):
                yield path.stem


def _is_scenario(path: Path) -> bool:
    try:
        data = read_document(path, Problems(os.fspath(path))).data
    except InputError:
        return False
    return "policy" in data or "extends" in data


def _examples() -> dict[str, Traversable]:
    """The installed example scenarios by their stems."""
    try:
        folder = importlib.resources.files(EXAMPLES)
    except ModuleNotFoundError:
        return {}
    return {
        one.name.removesuffix(ENDING): one
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(ENDING) and one.is_file()
    }
