"""Finding the real days of an edition by the name that a person gives."""

from __future__ import annotations

import importlib.resources
import os
from pathlib import Path

from awardsim.analysis.names import EXAMPLES
from awardsim.scenario.actual import Actual, read_actual

_FOLDER, _ENDING = "actual", ".toml"


def find_actual(name: str) -> Actual:
    """A file by its path; a plain name in the folder ``actual`` here, else of the examples.

    Raises
    ------
    ScenarioError
        It cannot be read, or there are mistakes in it.
    """
    path = Path(name)
    if not name.endswith(_ENDING) and os.sep not in name:
        here = Path(_FOLDER, f"{name}{_ENDING}")
        if here.is_file():
            return read_actual(here)
        example = importlib.resources.files(EXAMPLES) / _FOLDER / f"{name}{_ENDING}"
        if not path.exists() and example.is_file():
            with importlib.resources.as_file(example) as kept:
                return read_actual(kept)
    return read_actual(path)
