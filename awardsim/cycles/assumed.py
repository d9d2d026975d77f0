"""What is assumed about several editions in a row: from the scenario, else the built-in table."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.procedure.inputs import KIND_OF_UNIT
from awardsim.procedure.model import Input
from awardsim.scenario.defaults import default, names
from awardsim.scenario.model import Estimate, Scenario
from awardsim.text import Text

TITLES: Mapping[str, Text] = {
    "pool": Text("候选主体与申报数之比", "candidates per applicant of one edition"),
    "births": Text("每年新增候选主体", "new candidates a year"),
    "exits": Text("每年退出", "candidates who leave in a year"),
    "growth": Text("水平每年提高", "merit gained a year"),
    "fluctuation": Text("水平的起伏", "fluctuation of merit"),
    "again": Text("未获奖者下届再报", "losers who apply again"),
    "return": Text("期满的获奖者再报", "winners who return"),
    "grave": Text("事故够得上撤销", "accidents grave enough"),
    "fraud": Text("查出弄虚作假", "applications found fraudulent"),
    "discovery": Text("几年后查出", "years until found out"),
    "paid": Text("奖金几年后支付", "years until the prize is paid"),
}


def inputs_of(scenario: Scenario) -> tuple[Input, ...]:
    """The inputs, in the order of the built-in table; each with its basis."""
    found = []
    for name in names("cycles"):
        path = f"cycles.{name}"
        built_in = default(path)
        assert built_in is not None
        assert isinstance(built_in.amount, Estimate)
        used = scenario.assumptions.get(path, built_in)
        amount = used.amount if isinstance(used.amount, Estimate) else built_in.amount
        found.append(
            Input(
                path,
                TITLES[name],
                KIND_OF_UNIT[built_in.amount.unit],
                amount.least,
                amount.usual,
                amount.most,
                built_in.amount.unit,
                used.basis,
                used.origin,
                used.lever,
                used.sourced,
            )
        )
    return tuple(found)
