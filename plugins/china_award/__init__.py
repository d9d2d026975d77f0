"""The China Quality Award: the notice of its fifth edition, and the tier of one province."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins import hookimpl, policies_in

if TYPE_CHECKING:
    from awardsim.policy import Policy
    from awardsim.rules import Rule


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The notice of 2023, and what Gansu puts in front of it."""
    return policies_in(__name__)


@hookimpl
def awardsim_rules() -> Iterable[Rule]:
    """The votes of the review sub-committee and of the committee."""
    from .rules import COMMITTEE_VOTE, SUBCOMMITTEE_VOTE

    return [SUBCOMMITTEE_VOTE, COMMITTEE_VOTE]
