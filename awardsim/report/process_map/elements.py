"""Steps as elements of BPMN: tasks, events, gateways, and the flows between them.

A token is one application.  It goes on where all stages before have passed it, so that several
ways are parted and joined by parallel gateways; round a stage that is not for everybody there is a
way, parted and joined by exclusive ones.  Who is turned away, or late, ends everything.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.report.process_map.steps import Step
from awardsim.report.process_map.timers import Timer
from awardsim.text import Text

#: What a stage is in BPMN, by its kind; everything else is a plain task.
_TASKS = {"window": "userTask", "work": "userTask", "meeting": "manualTask"}
_NOTHING = Text("", "")
_LATE = Text("逾期退出", "late: leaves")
_OVERDUE = Text("逾期", "overdue")
_OUT = Text("退出", "leaves")
_COVERS = Text("期限包括其后的时间", "the date covers the time that follows as well")


@attrs.frozen
class Element:
    """One element; ``tag`` is its name in BPMN.

    ``attached`` is the task that a boundary event belongs to, and ``interrupting`` whether it takes
    the application away from it; ``final`` marks the end of everything; ``default`` is the flow
    that a gateway takes where no condition holds.
    """

    id: str
    tag: str
    title: Text
    lane: str
    notes: tuple[Text, ...] = ()
    timer: Timer | None = None
    attached: str = ""
    interrupting: bool = True
    final: bool = False
    default: str = ""


@attrs.frozen
class Flow:
    """From one element to another; ``expression`` is the condition under which it is taken."""

    id: str
    source: str
    target: str
    title: Text = _NOTHING
    expression: str = ""


@attrs.frozen
class Chain:
    """Elements of one step in a row, and what hangs below them: (above, below)."""

    lane: str
    ids: tuple[str, ...]
    below: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Diagram:
    """All elements by id, in order, all flows, and the chains that are laid out as one."""

    elements: dict[str, Element]
    flows: tuple[Flow, ...]
    chains: tuple[Chain, ...]


def diagram(steps: Sequence[Step]) -> Diagram:
    """The steps as a diagram."""
    made = _Maker(steps)
    made.make()
    return Diagram(made.elements, tuple(made.flows), tuple(made.chains))


class _Maker:
    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.elements: dict[str, Element] = {}
        self.flows: list[Flow] = []
        self.chains: list[Chain] = []
        self.first: dict[int, str] = {}
        self.last: dict[int, str] = {}
        self.following = {step.index: 0 for step in steps}
        for step in steps:
            for before in step.after:
                self.following[before] += 1

    def make(self) -> None:
        sources = [step for step in self.steps if not step.after]
        sinks = [step for step in self.steps if not self.following[step.index]]
        lane = self.steps[0].lane
        start = [self._add(Element("start", "startEvent", Text("开始", "start"), lane))]
        if len(sources) > 1:
            start.append(self._add(Element("start_split", "parallelGateway", _NOTHING, lane)))
            self._flow(start[0], start[1])
        self.chains.append(Chain(lane, tuple(start)))
        for step in self.steps:
            self._step(step)
        for step in sources:
            self._flow(start[-1], self.first[step.index])
        for step in self.steps:
            for before in step.after:
                self._flow(self.last[before], self.first[step.index])
        lane = sinks[-1].lane
        end = []
        if len(sinks) > 1:
            end.append(self._add(Element("end_join", "parallelGateway", _NOTHING, lane)))
        end.append(self._add(Element("end", "endEvent", Text("结束", "end"), lane)))
        if len(end) > 1:
            self._flow(end[0], end[1])
        for step in sinks:
            self._flow(self.last[step.index], end[0])
        self.chains.append(Chain(lane, tuple(end)))

    def _step(self, step: Step) -> None:
        name, lane = step.id, step.lane
        ids: list[str] = []
        below: list[tuple[str, str]] = []

        def then(element: Element, title: Text = _NOTHING, expression: str = "") -> str:
            if ids:
                self._flow(ids[-1], element.id, title, expression)
            ids.append(self._add(element))
            return element.id

        if len(step.after) > 1:
            then(Element(f"join_{name}", "parallelGateway", _NOTHING, lane))
        only = step.only
        if only is not None:
            title = Text(f"{only.title.zh}？", f"{only.title.en}?")
            passing = f"flow_pass_{name}"
            then(Element(f"for_{name}", "exclusiveGateway", title, lane, default=passing))
        entering = (Text("是", "yes"), only.expression) if only is not None else (_NOTHING, "")
        for number, timer in enumerate(step.before):
            then(_catch(f"before_{name}_{number + 1}", timer, lane), *entering)
            entering = (_NOTHING, "")
        task = f"stage_{name}"
        notes = (*step.notes, *(one.timer.note for one in step.deadlines))
        if step.deadlines and step.during is not None:
            notes = (*notes, _COVERS)
        tag = _TASKS.get(step.kind, "task")
        then(Element(task, tag, step.title, lane, tuple(dict.fromkeys(notes))), *entering)
        for number, deadline in enumerate(step.deadlines):
            below.append(self._deadline(step, task, number, deadline.timer, deadline.out))
        if step.during is not None:
            then(_catch(f"during_{name}", step.during, lane))
        if step.leaves:
            onward = f"flow_on_{name}"
            then(
                Element(
                    f"decided_{name}", "exclusiveGateway", Text("通过？", "passed?"), lane,
                    default=onward,
                )
            )  # fmt: skip
            below.append((ids[-1], self._out(step, ids[-1])))
        if only is not None:
            then(Element(f"end_for_{name}", "exclusiveGateway", _NOTHING, lane))
            title = Text("否", "no")
            self.flows.append(Flow(passing, f"for_{name}", f"end_for_{name}", title))
        if self.following[step.index] > 1:
            then(Element(f"split_{name}", "parallelGateway", _NOTHING, lane))
        self.first[step.index], self.last[step.index] = ids[0], ids[-1]
        self.chains.append(Chain(lane, tuple(ids), tuple(below)))

    def _deadline(
        self, step: Step, task: str, number: int, timer: Timer, out: bool
    ) -> tuple[str, str]:
        """A date at the edge of a task, and where it leads to."""
        date = self._add(
            Element(
                f"due_{step.id}_{number + 1}", "boundaryEvent", timer.title, step.lane,
                (timer.note,), timer, task, out,
            )
        )  # fmt: skip
        end = self._add(
            Element(
                f"late_{step.id}_{number + 1}", "endEvent", _LATE if out else _OVERDUE, step.lane,
                final=out,
            )
        )  # fmt: skip
        self._flow(date, end)
        return date, end

    def _out(self, step: Step, gateway: str) -> str:
        end = self._add(
            Element(f"out_{step.id}", "endEvent", _OUT, step.lane, step.leaves, final=True)
        )
        self._flow(gateway, end, Text("否", "no"), f'left_at == "{step.id}"')
        return end

    def _add(self, element: Element) -> str:
        assert element.id not in self.elements
        self.elements[element.id] = element
        return element.id

    def _flow(self, source: str, target: str, title: Text = _NOTHING, expression: str = "") -> None:
        """A flow; that of a gateway's default has the id that the gateway names."""
        default = self.elements[source].default
        taken = any(one.id == default for one in self.flows)
        own = default and not expression and not taken and not default.startswith("flow_pass")
        id = default if own else f"flow_{len(self.flows) + 1}"
        self.flows.append(Flow(id, source, target, title, expression))


def _catch(id: str, timer: Timer, lane: str) -> Element:
    notes = [timer.note]
    if timer.working:
        notes.append(Text("按工作日计，不是日历日", "counted in working days, not calendar days"))
    return Element(id, "intermediateCatchEvent", timer.title, lane, tuple(notes), timer)
