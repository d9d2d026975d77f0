"""Mingzhou, a city that does not exist: its award, and the rule that only it has."""

from __future__ import annotations

from collections.abc import Iterable

from awardsim.plugins import hookimpl, policies_in
from awardsim.policy import Policy
from awardsim.rules import Rule


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The texts in the folder ``policies``; put further versions there."""
    return policies_in(__name__)


@hookimpl
def awardsim_rules() -> Iterable[Rule]:
    """Rules that its texts name."""
    from awardsim_mingzhou.rules import COUNTY_FIRST

    return [COUNTY_FIRST]
