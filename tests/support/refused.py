"""What stands against a small text under a scenario; and the stages that such texts are made of."""

from __future__ import annotations

import pytest
from support.procedures import applicants, catalogue, policy, scenario

from awardsim.errors import Problem, ProcedureError
from awardsim.policy import Policy
from awardsim.procedure.build import build

APPLY = """
[stages.apply]
kind = "window"
closes = 2025-09-12
"""
CHECK = '[stages.check]\nkind = "work"\nafter = ["apply"]\n'
LIST = '[stages.list]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
DECIDE = (
    '[stages.decide]\nkind = "gate"\nper = "batch"\nafter = ["apply"]\n'
    'rule = { name = "confer_by_rank" }\n'
)
THREE = "[quotas.organisations]\nnumber = { at_most = 3 }\n"


def problems(text: str | Policy, assumed: str = "", **options) -> tuple[Problem, ...]:
    """What stands against a text under a scenario."""
    made = text if isinstance(text, Policy) else policy(text, **options)
    with pytest.raises(ProcedureError) as raised:
        build(made, scenario(assumed), catalogue().rule, applicants())
    return raised.value.problems


def only(text: str | Policy, assumed: str = "", **options) -> Problem:
    """The one thing that stands against it."""
    found = problems(text, assumed, **options)
    assert len(found) == 1, [problem.read("en") for problem in found]
    return found[0]
