"""Panzhihua: the municipal government quality award, its regulation of 2022."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins import hookimpl, policies_in

if TYPE_CHECKING:  # a list of texts needs neither the classes of a text nor numpy
    from awardsim.policy import Policy
    from awardsim.rules import Rule


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The text that Panzhihua has issued."""
    return policies_in(__name__)


@hookimpl
def awardsim_rules() -> Iterable[Rule]:
    """What the text asks of a top manager's own organisation."""
    from .rules import OWN_ORGANISATION_CLEAN

    return [OWN_ORGANISATION_CLEAN]
