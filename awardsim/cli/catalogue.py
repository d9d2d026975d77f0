"""The catalogue of everything that is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awardsim.cli.command import picks
from awardsim.cli.terminal import warn
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue


def open_catalogue() -> Catalogue:
    """Texts, rules, cohorts and measures: the built-in ones and those of all plugins."""
    from awardsim.analysis.installed import installed

    return installed(picks())


def tell_faults(catalogue: Catalogue, language: Language, *, quiet: bool = False) -> None:
    """Name the plugins that are at fault and were not needed.

    ``quiet`` leaves out remarks (a plugin is slow, or prints), never that something is broken:
    whoever silences a program still has to know that a city's texts are missing.
    """
    for fault in catalogue.faults:
        if not (quiet and fault.warning):
            warn(Text(fault.read("zh"), fault.read("en")), language)
