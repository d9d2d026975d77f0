"""Where the elements of a diagram stand: columns by rank, a lane for each body.

Chains of elements keep their row.  Flows leave to the right and run across between two rows and
up or down between two columns, so that none runs through an element.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import networkx

from awardsim.report.process_map.elements import Chain, Diagram, Flow

Point = tuple[int, int]
Bounds = tuple[int, int, int, int]  # x, y, width, height

_SIZES = {"task": (110, 80), "event": (36, 36), "gateway": (50, 50)}
_PITCH = 190  # from column to column
_ROW = 150  # from row to row, and more where something hangs below it
_BELOW = 110
_HEAD = 30  # the name of a lane
_EDGE = 40
_LABEL = (110, 40)


@attrs.frozen
class Layout:
    """Bounds of elements, of the labels that stand outside them, and of lanes; points of flows."""

    elements: dict[str, Bounds]
    labels: dict[str, Bounds]
    lanes: dict[str, Bounds]
    pool: Bounds
    flows: dict[str, tuple[Point, ...]]


def layout(diagram: Diagram, lanes: Sequence[str]) -> Layout:
    """Lay out a diagram whose lanes stand in this order."""
    return _Placing(diagram, lanes).layout()


class _Placing:
    def __init__(self, diagram: Diagram, lanes: Sequence[str]) -> None:
        self.diagram = diagram
        self.lanes = lanes
        self.columns = self._columns()
        self.rows = self._rows()
        self.tops, self.lane_bounds, self.pool = self._bands()
        self.bounds: dict[str, Bounds] = {}
        #: Elements from which something hangs.
        self.hanging = {above for chain in diagram.chains for above, _ in chain.below}

    def layout(self) -> Layout:
        for chain in self.diagram.chains:
            for id in chain.ids:
                self.bounds[id] = self._at(id, chain)
        for chain in self.diagram.chains:
            self._hang(chain)
        return Layout(
            self.bounds,
            {id: self._label(id) for id in self.bounds if kind_of(self._tag(id)) != "task"},
            self.lane_bounds,
            self.pool,
            {flow.id: self._points(number, flow) for number, flow in enumerate(self.diagram.flows)},
        )

    def _tag(self, id: str) -> str:
        return self.diagram.elements[id].tag

    def _columns(self) -> dict[str, int]:
        """The column of each element in a chain: behind all that come before it."""
        inside = {id for chain in self.diagram.chains for id in chain.ids}
        graph = networkx.DiGraph()
        graph.add_nodes_from(inside)
        graph.add_edges_from(
            (flow.source, flow.target)
            for flow in self.diagram.flows
            if flow.source in inside and flow.target in inside
        )
        return {
            id: rank
            for rank, layer in enumerate(networkx.topological_generations(graph))
            for id in layer
        }

    def _rows(self) -> dict[Chain, int]:
        """The row of each chain in its lane: the first that is free along all its columns."""
        taken: dict[str, list[tuple[int, int, int]]] = {}
        found = {}
        for chain in self.diagram.chains:
            first, last = self.columns[chain.ids[0]], self.columns[chain.ids[-1]]
            others = taken.setdefault(chain.lane, [])
            row = 0
            while any(r == row and first <= b and a <= last for r, a, b in others):
                row += 1
            others.append((row, first, last))
            found[chain] = row
        return found

    def _bands(self) -> tuple[dict[tuple[str, int], int], dict[str, Bounds], Bounds]:
        """Where each row of each lane begins; bounds of lanes and of the whole."""
        high: dict[tuple[str, int], int] = {}
        for chain, row in self.rows.items():
            needs = _ROW + (_BELOW if chain.below else 0)
            key = chain.lane, row
            high[key] = max(high.get(key, 0), needs)
        width = _EDGE + _PITCH * (max(self.columns.values()) + 1) + _HEAD
        tops: dict[tuple[str, int], int] = {}
        bounds: dict[str, Bounds] = {}
        y = 0
        for lane in self.lanes:
            begin = y
            for key in sorted(one for one in high if one[0] == lane):
                tops[key] = y
                y += high[key]
            bounds[lane] = (_HEAD, begin, width, y - begin)
        return tops, bounds, (0, 0, width + _HEAD, y)

    def _at(self, id: str, chain: Chain) -> Bounds:
        wide, high = _SIZES[kind_of(self._tag(id))]
        middle = 2 * _HEAD + _EDGE + _PITCH * self.columns[id] + _PITCH // 2 - _EDGE // 2
        y = self.tops[chain.lane, self.rows[chain]] + _ROW // 2
        return middle - wide // 2, y - high // 2, wide, high

    def _hang(self, chain: Chain) -> None:
        """What belongs below: dates at the lower edge of a task, ends under them and gateways."""
        at_edge: dict[str, int] = {}
        for above, below in chain.below:
            wide, high = _SIZES["event"]
            task = self.diagram.elements[above].attached
            if task:
                x, y, task_wide, task_high = self.bounds[task]
                number = at_edge[task] = at_edge.get(task, 0) + 1
                x += 4 if number == 1 else task_wide - wide - 8
                self.bounds[above] = (x, y + task_high - high // 2, wide, high)
            x, _, above_wide, _ = self.bounds[above]
            y = self.tops[chain.lane, self.rows[chain]] + _ROW + _BELOW // 2 - high
            self.bounds[below] = (x + above_wide // 2 - wide // 2, y, wide, high)

    def _label(self, id: str) -> Bounds:
        """Below its element; beside or above it where a flow goes down from there."""
        x, y, wide, high = self.bounds[id]
        element = self.diagram.elements[id]
        if element.attached:
            return x + wide + 2, y + high // 2 + 2, _LABEL[0] - 30, _LABEL[1] - 10
        if id in self.hanging:
            return x + wide // 2 - _LABEL[0] // 2, y - 20, _LABEL[0], 20
        return x + wide // 2 - _LABEL[0] // 2, y + high + 4, *_LABEL

    def _points(self, number: int, flow: Flow) -> tuple[Point, ...]:
        x, y, wide, high = self.bounds[flow.source]
        to_x, to_y, to_wide, to_high = self.bounds[flow.target]
        middle, to_middle = y + high // 2, to_y + to_high // 2
        if flow.target not in self.columns:  # an end that hangs below
            return (x + wide // 2, y + high), (to_x + to_wide // 2, to_y)
        start, end = (x + wide, middle), (to_x, to_middle)
        apart = self.columns[flow.target] - self.columns[flow.source]
        if apart == 1 and middle == to_middle:
            return start, end
        jitter = number % 5 * 5
        out = self._gap(flow.source, 1) + jitter
        into = self._gap(flow.target, -1) - jitter
        if apart == 1:
            return start, (out, middle), (out, to_middle), end
        if middle == to_middle and self._tag(flow.source) == "exclusiveGateway":  # a way round
            above = middle - _ROW // 2 + 18
            top, to_top = (x + wide // 2, y), (to_x + to_wide // 2, to_y)
            return top, (top[0], above), (to_top[0], above), to_top
        if self._free(flow, middle) and middle == to_middle:
            return start, end
        if self._free(flow, to_middle):
            return start, (out, middle), (out, to_middle), end
        above = to_middle - _ROW // 2 + 4 + number % 3 * 4
        return start, (out, middle), (out, above), (into, above), (into, to_middle), end

    def _free(self, flow: Flow, middle: int) -> bool:
        """Nothing stands at a height between the columns that a flow joins."""
        between = range(self.columns[flow.source] + 1, self.columns[flow.target])
        return not any(
            self.columns[id] in between and self.bounds[id][1] + self.bounds[id][3] // 2 == middle
            for id in self.columns
        )

    def _gap(self, id: str, side: int) -> int:
        """The middle between the column of an element and the next, or the one before."""
        x, _, wide, _ = self.bounds[id]
        return x + wide // 2 + side * (_PITCH // 2) - 10


def kind_of(tag: str) -> str:
    """Whether an element is drawn as an event, a gateway or a task."""
    if tag.endswith("Event"):
        return "event"
    return "gateway" if tag.endswith("Gateway") else "task"
