"""What may go wrong, placed at the stages of a procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from awardsim.errors import Problem, nearest_name
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import Node
from awardsim.procedure.parts import Risk
from awardsim.scenario.model import Risk as Given
from awardsim.scenario.model import Scenario
from awardsim.scenario.risks import (
    DROPS_OUT,
    EXTRA_ROUND,
    NO_QUORUM,
    NOTICE_RESTARTS,
    POSTPONED,
    RISK_KINDS,
    WITH_DAYS,
)
from awardsim.text import Text

#: Kinds of stages at which a kind of risk can be.
_WHERE = {
    NOTICE_RESTARTS: ("notice", Text("公示", "a public notice")),
    NO_QUORUM: ("meeting", Text("会议", "a meeting")),
    POSTPONED: ("meeting", Text("会议、审批", "a meeting or an approval")),
    DROPS_OUT: ("work", Text("有人办理的环节", "a stage at which people work")),
    EXTRA_ROUND: ("work", Text("逐件办理的环节", "a stage at which people work, case by case")),
}


def risks_of(scenario: Scenario, nodes: Sequence[Node], inputs: Inputs) -> tuple[Risk, ...]:
    """The risks of a scenario with their inputs; mistakes go to the problems of the inputs."""
    return tuple(_risks(scenario, {node.id: node for node in nodes}, inputs))


def _risks(scenario: Scenario, nodes: Mapping[str, Node], inputs: Inputs) -> Iterator[Risk]:
    for name, given in scenario.risks.items():
        wrong = list(_wrong(given, nodes, given.file or scenario.file))
        if wrong:
            inputs.problems.extend(one for one in wrong if not scenario.lost(one.path))
            inputs.used.update(f"risks.{name}.{key}" for key in ("probability", "days"))
            continue
        node, kind = nodes[given.stage], RISK_KINDS[given.kind]
        title = Text(f"{kind.zh}（{node.title.zh}）", f"{kind.en} ({node.title.en})")
        probability = inputs.take(
            f"risks.{name}.probability", Text(f"{title.zh}的可能", f"probability: {title.en}")
        )
        days = -1
        if given.kind in WITH_DAYS:
            took = Text(f"{title.zh}用时", f"days: {title.en}")
            days = inputs.take(f"risks.{name}.days", took, kind="count")
        yield Risk(name, given.kind, title, node.index, probability, days)


def _wrong(given: Given, nodes: Mapping[str, Node], file: str) -> Iterator[Problem]:
    """Why a risk cannot be where it is said to be."""

    def problem(key: str, message: Text, near: str = "") -> Problem:
        return Problem(message, file, given.line, f"risks.{given.name}.{key}", near)

    if not given.kind and not given.stage:
        message = Text(f"情景没有风险 '{given.name}'", f"the scenario has no risk '{given.name}'")
        yield problem("kind", message)
        return
    for key in (key for key in ("kind", "stage") if not getattr(given, key)):
        yield problem(key, Text(f"没有写 '{key}'", f"'{key}' is missing"))
    node = nodes.get(given.stage)
    if given.stage and node is None:
        message = Text(f"文本没有环节 '{given.stage}'", f"the text has no stage '{given.stage}'")
        yield problem("stage", message, nearest_name(given.stage, nodes))
    if node is None or not given.kind:
        return
    kind, where = _WHERE[given.kind]
    title = RISK_KINDS[given.kind]
    if node.kind != kind or (given.kind == EXTRA_ROUND and node.listed):
        message = Text(
            f"“{title.zh}”只能发生在{where.zh}，“{node.title.zh}”不是",
            f"'{title.en}' can only be at {where.en}, which '{node.title.en}' is not",
        )
        yield problem("stage", message)
    elif given.kind == NO_QUORUM and node.meeting is not None and node.meeting.time is not None:
        message = Text(
            f'“{node.title.zh}”按天数办理，不开会：用 kind = "{POSTPONED}"',
            f"'{node.title.en}' takes days and has no meetings: use kind = \"{POSTPONED}\"",
        )
        yield problem("kind", message)
