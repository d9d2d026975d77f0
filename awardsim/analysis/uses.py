"""Where assumptions are used: which stages they bear on, and which figures."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.procedure.model import Node, Procedure
from awardsim.procedure.rulebinding import Drawn


def upstream(procedure: Procedure, index: int) -> set[int]:
    """A stage and all that come before it."""
    found: set[int] = set()
    todo = [index]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo.extend(procedure.nodes[at].after)
    return found


def uses(procedure: Procedure) -> dict[int, tuple[int, ...]]:
    """For each input, the stages that use it; one that concerns all applicants has the first."""
    found: dict[int, list[int]] = {}

    def use(index: int, node: int) -> None:
        if index >= 0 and node not in found.setdefault(index, []):
            found[index].append(node)

    for node in procedure.nodes:
        for index in _inputs_of(node):
            use(index, node.index)
        if node.kind == "work" and node.body in procedure.bodies:
            for index in procedure.bodies[node.body].inputs:
                use(index, node.index)
        if node.objections is not None:
            clock = procedure.clock
            for index in (clock.forward, clock.reply, clock.decide, clock.upheld):
                use(index, node.index)
    for risk in procedure.risks:
        use(risk.probability, risk.node)
        use(risk.days, risk.node)
    first = [node.index for node in procedure.nodes if node.type == "APPLY"] or [0]
    for index in range(len(procedure.inputs)):
        if index not in found:
            found[index] = list(first)
    return {index: tuple(sorted(nodes)) for index, nodes in found.items()}


def _inputs_of(node: Node) -> list[int]:
    """Inputs that a stage itself uses."""
    found = [time.input for time in node.times if time is not None]
    if node.notice is not None:
        found.append(node.notice.input)
    if node.meeting is not None:
        found.append(node.meeting.notice)
        if node.meeting.time is not None:
            found.append(node.meeting.time.input)
    if node.closes is not None:
        found.append(node.closes.input)
    if node.limit is not None:
        found.append(node.limit.moment.input)
    if node.objections is not None:
        found.append(node.objections.rate)
    if node.supplement is not None:
        found += [node.supplement.within, node.supplement.rounds]
    if node.review is not None:
        found.append(node.review.input)
    if node.rule is not None:
        bound = [node.rule, *(check.rule for check in node.rule.checks)]
        for rule in bound:
            for value in rule.parameters.values():
                parts = value.values() if isinstance(value, Mapping) else [value]
                found += [part.input for part in parts if isinstance(part, Drawn)]
    return found


def bears_on(procedure: Procedure, index: int, figure: str) -> bool:
    """Whether an assumption that is used before the finish can move a figure at all."""
    name = procedure.inputs[index].id
    scores = ("leniency", "noise", "merit", "weights")
    if figure in ("finish", "law", "late"):
        return not any(part in name for part in scores)
    return True
