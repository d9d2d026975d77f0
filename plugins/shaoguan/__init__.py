"""Shaoguan: the municipal government quality award, the plan of its first edition, 2018."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins import hookimpl, policies_in

if TYPE_CHECKING:
    from awardsim.policy import Policy


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The text that Shaoguan has issued."""
    return policies_in(__name__)
