"""The procedure as a graph in lanes: who does what after what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs

from awardsim.procedure.model import Node, Procedure
from awardsim.report.charts.frame import (
    EDGE,
    GREY,
    INK,
    LOOKS,
    SMALL,
    TINY,
    WIDE,
    arrow,
    drawing,
    legend,
    legend_lines,
    lines,
    look_of,
)
from awardsim.report.drawing import Box, Drawing, Label, Mark, Stroke
from awardsim.report.view import View

_ROW, _BOX, _HEAD, _GAP = 58.0, 42.0, 44.0, 8.0
_NARROW_GAP = 5.0
_LINES, _LINE = 2, 12.0  # of a stage's title
#: In narrower lanes titles have a line more.
_NARROW = 90.0
_STRIPE, _EDGE_COLOUR = "#F7F9FB", "#8A8A8A"


def rows_of(procedure: Procedure, lanes: Sequence[str]) -> tuple[int, ...]:
    """The row of each stage: below all that come before it, and no two in one place.

    Every edge goes down, whatever lanes it joins.
    """
    found: list[int] = []
    taken: set[tuple[str, int]] = set()
    for node in procedure.nodes:
        row = max((found[before] + 1 for before in node.after), default=0)
        while (node.body, row) in taken:
            row += 1
        taken.add((node.body, row))
        found.append(row)
    return tuple(found)


def lanes_of(procedure: Procedure) -> tuple[str, ...]:
    """Bodies in the order in which they first act."""
    return tuple(dict.fromkeys(node.body for node in procedure.nodes))


def process(view: View) -> Drawing:
    """Stages in the lanes of their bodies, with their articles; arrows to what follows."""
    return _Graph(view).drawing()


@attrs.frozen
class _Graph:
    view: View

    @property
    def procedure(self) -> Procedure:
        return self.view.procedure

    @property
    def lanes(self) -> tuple[str, ...]:
        return lanes_of(self.procedure)

    @property
    def wide(self) -> float:
        return (WIDE - 2 * EDGE) / len(self.lanes)

    @property
    def more(self) -> float:
        """What a line more takes, in narrow lanes."""
        return _LINE if self.wide < _NARROW else 0.0

    @property
    def gap(self) -> float:
        """Between a box and the border of its lane."""
        return _NARROW_GAP if self.more else _GAP

    @property
    def told(self) -> int:
        """Lines of a title."""
        return _LINES + (1 if self.more else 0)

    @property
    def head(self) -> float:
        """Where the rows begin."""
        return _HEAD + self.more

    def top(self, row: int) -> float:
        """Where a box of a row begins."""
        return self.head + (_ROW + self.more) * row + 4

    def drawing(self) -> Drawing:
        view, procedure = self.view, self.procedure
        rows = rows_of(procedure, self.lanes)
        bottom = self.top(max(rows) + 1) - 4
        marks = self.heads(bottom)
        for node in procedure.nodes:
            for before in node.after:
                marks += self.edge(procedure.nodes[before], node, rows)
        for node in procedure.nodes:
            marks += self.box(node, rows[node.index])
        entries = [(attrs.evolve(look, hatch=""), view.read(look.title)) for look in LOOKS]
        marks += legend(bottom + 20, entries)
        high = bottom + 20 + 18 * legend_lines(entries)
        title = view.say("流程图（按责任单位分列）", "the procedure, a lane for each body")
        return drawing(title, view.award, high, marks)

    def x(self, node: Node) -> float:
        """The middle of a stage's lane."""
        return EDGE + self.wide * (self.lanes.index(node.body) + 0.5)

    def heads(self, bottom: float) -> list[Mark]:
        marks: list[Mark] = []
        for place, body in enumerate(self.lanes):
            left = EDGE + self.wide * place
            fill = _STRIPE if place % 2 == 0 else "#FFFFFF"
            marks.append(Box(left, 0, self.wide, bottom, fill))
            name = self.view.body(body)
            shown = lines(name, SMALL, self.wide - 6, self.told)
            for number, text in enumerate(shown):
                y = 18 + 14 * number + 7 * (self.told - len(shown))
                marks.append(Label(left + self.wide / 2, y, text, SMALL, INK, "middle", bold=True))
        marks.append(Stroke(EDGE, self.head - 4, WIDE - EDGE, self.head - 4, GREY))
        return marks

    def box(self, node: Node, row: int) -> list[Mark]:
        look, x, y = look_of(node), self.x(node), self.top(row)
        wide, high = self.wide - 2 * self.gap, _BOX + self.more
        title = self.view.title(node)
        article = self.view.article(node.source)
        marks: list[Mark] = [
            Box(x - wide / 2, y, wide, high, look.fill, look.edge, hint=f"{title} ({article})")
        ]
        told = lines(title, TINY, wide - 4, self.told)
        first = y + 13 + _LINE / 2 * (self.told - len(told))
        for number, text in enumerate(told):
            marks.append(Label(x, first + _LINE * number, text, TINY, INK, "middle"))
        cited = lines(article, TINY - 1, wide - 4, 1)[0]
        marks.append(Label(x, y + high - 5, cited, TINY - 1, GREY, "middle"))
        return marks

    def edge(self, before: Node, node: Node, rows: tuple[int, ...]) -> list[Mark]:
        """Down from one stage, across above the other, and into it."""
        x, to_x = self.x(before), self.x(node)
        y = self.top(rows[before.index]) + _BOX + self.more
        to_y = self.top(rows[node.index])
        across = to_y - 9
        if self.blocked(before, rows[before.index], rows[node.index], rows):
            side = x + self.wide / 2 - self.gap / 2
            turn = y + 5
            points = [(x, y), (x, turn), (side, turn), (side, across), (to_x, across), (to_x, to_y)]
        else:
            points = [(x, y), (x, across), (to_x, across), (to_x, to_y)]
        marks: list[Mark] = [
            Stroke(*start, *end, _EDGE_COLOUR, 1.1)
            for start, end in itertools.pairwise(points)
            if start != end
        ]
        return [*marks, arrow(to_x, to_y, _EDGE_COLOUR, 3.2)]

    def blocked(self, before: Node, row: int, to_row: int, rows: tuple[int, ...]) -> bool:
        """Another stage stands in the lane between two rows."""
        return any(
            one.body == before.body and row < rows[one.index] < to_row
            for one in self.procedure.nodes
        )
