"""Qingyuan: the municipal government quality award, its regulation of 2020 and plan of 2025."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins import hookimpl, policies_in

if TYPE_CHECKING:
    from awardsim.policy import Policy


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The texts that Qingyuan has issued."""
    return policies_in(__name__)
