"""The four hooks by which a plugin contributes.

A hook takes no arguments and gives an iterable; it is called at most once.  A plugin
implements those it needs::

    from awardsim.plugins import hookimpl, policies_in

    @hookimpl
    def awardsim_policies():
        return policies_in(__name__)

and is found by an entry point of the group ``awardsim``.  An argument can be added to a hook
later without breaking any plugin; none could ever be taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from awardsim.plugins.contract import CohortModel, Measure
    from awardsim.policy import Policy
    from awardsim.rules.interface import Rule

#: Name of the project for pluggy, and of the group of entry points.
PROJECT = "awardsim"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def awardsim_policies() -> Iterable[Policy]:  # type: ignore[empty-body]
    """The policy texts that a jurisdiction has issued, each with an id of its own."""


@hookspec
def awardsim_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Rules that texts may name; their ids are ``owner.name``, ``builtin`` is taken."""


@hookspec
def awardsim_cohorts() -> Iterable[CohortModel]:  # type: ignore[empty-body]
    """Populations of applicants that scenarios may name."""


@hookspec
def awardsim_measures() -> Iterable[Measure]:  # type: ignore[empty-body]
    """Figures that are computed from a finished log."""
