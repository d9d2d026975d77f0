"""Bodies of which several different people judge each file: whether there are so many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from awardsim.errors import Problem
from awardsim.policy import Policy
from awardsim.procedure.model import Input, Node, Procedure, Workforce
from awardsim.procedure.placing import given_among
from awardsim.scenario.model import Scenario
from awardsim.text import Text


@attrs.frozen
class Panel:
    """A stage at which several people judge each file.

    ``people`` is the input of how many there are, ``needed`` that of how many judge a file; where
    the text says so itself, ``needed`` is -1 and ``written`` their number.
    """

    node: Node
    people: int
    needed: int
    written: int

    def least(self, inputs: Sequence[Input]) -> int:
        """How many judge a file at the least."""
        return self.written if self.needed < 0 else int(inputs[self.needed].least)

    def most(self, inputs: Sequence[Input]) -> int:
        """How many judge a file at the most."""
        return self.written if self.needed < 0 else int(inputs[self.needed].most)


def panels(nodes: Sequence[Node], bodies: Mapping[str, Workforce]) -> Iterator[Panel]:
    """All stages at which several people judge each file."""
    for node in nodes:
        if node.review is not None and node.body in bodies:
            people = bodies[node.body].inputs[0]
            yield Panel(node, people, node.review.input, node.review.count)


def seats(procedure: Procedure, people: int) -> int:
    """How many usually judge a file of those whose number is an input; 0 where nobody does."""
    usual = (
        one.written if one.needed < 0 else int(procedure.inputs[one.needed].usual)
        for one in panels(procedure.nodes, procedure.bodies)
        if one.people == people
    )
    return max(usual, default=0)


def check_panels(
    policy: Policy,
    nodes: Sequence[Node],
    bodies: Mapping[str, Workforce],
    inputs: Sequence[Input],
    scenario: Scenario,
    problems: list[Problem],
) -> None:
    """Report numbers that contradict each other: never so many people as judge a file.

    Where there may be enough it is for the run to say how often there are not.
    """
    for one in panels(nodes, bodies):
        if one.people < 0 or (one.needed < 0 and not one.written):
            continue  # it has a problem of its own
        people, needed = inputs[one.people], one.least(inputs)
        if not 1 <= people.most < needed:
            continue
        stage = policy.stages[one.node.id]
        said = inputs[one.needed].id if one.needed >= 0 else f"stages.{one.node.id}.reviewers"
        cited = stage.reviewers.source if stage.reviewers is not None and one.needed < 0 else ""
        where = Text(f"{said}，{cited}", f"{said}, {cited}") if cited else Text(said, said)
        title, has = one.node.title, int(people.most)
        least = Text("", "") if needed == one.most(inputs) else Text("至少", "at least ")
        message = Text(
            f"“{title.zh}”每份{least.zh}要{needed}人各自评（{where.zh}），{people.title.zh}只有{has}"
            f"（{people.id}）",
            f"every file needs {least.en}{needed} different people at '{title.en}' ({where.en}), "
            f"and there are only {has} ({people.id})",
        )
        path = given_among((people.id, said), scenario) or said
        problems.append(Problem(message, policy.file, path=path))
