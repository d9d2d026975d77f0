"""Who contributes texts, rules, populations and figures, and what a plugin may use for it."""

from __future__ import annotations

from awardsim.plugins.catalogue import Catalogue, load_catalogue
from awardsim.plugins.contract import CohortModel, Measure
from awardsim.plugins.faults import Origin, PluginFault
from awardsim.plugins.hookspecs import hookimpl
from awardsim.plugins.manager import Plugins, make_manager
from awardsim.plugins.parts import Owned
from awardsim.plugins.texts import policies_in

__all__ = [
    "Catalogue",
    "CohortModel",
    "Measure",
    "Origin",
    "Owned",
    "PluginFault",
    "Plugins",
    "hookimpl",
    "load_catalogue",
    "make_manager",
    "policies_in",
]
