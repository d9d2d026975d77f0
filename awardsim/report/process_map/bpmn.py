"""A procedure as BPMN 2.0, with its layout: opens in bpmn.io, Camunda Modeler, Signavio, Visio.

Durations are those of the text, or the usual value of an estimate; the documentation of an element
says which, and with which article.  Expressions of conditions are over ``track``, ``channel``,
``tier``, ``trait_…`` and ``left_at``, the stage that turned an application away.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.charts.lanes import lanes_of
from awardsim.report.process_map.elements import Diagram, Element, Flow, diagram
from awardsim.report.process_map.layout import Bounds, Layout, layout
from awardsim.report.process_map.steps import steps
from awardsim.report.record_id import procedure_id, versions
from awardsim.report.xml_text import xml_text
from awardsim.text import Language, Text

_SPACES = {
    "xmlns": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
#: Id of the process, the same for every text.
PROCESS = "procedure"


def bpmn(procedure: Procedure, language: Language) -> str:
    """The procedure as a document of BPMN."""
    made = diagram(steps(procedure))
    lanes = lanes_of(procedure)
    out = io.StringIO()
    _Writer(procedure, language, made, layout(made, lanes), lanes, out).write()
    return out.getvalue()


def origin(procedure: Procedure) -> tuple[Text, ...]:
    """What a picture of a procedure rests on, a line each."""
    policy, scenario, record = procedure.policy, procedure.scenario, procedure_id(procedure)
    return (
        Text(f"文本 {policy.id}，情景 {scenario.id}", f"text {policy.id}, scenario {scenario.id}"),
        Text(f"记录号 {record}", f"record {record}"),
        Text("估计取一般值", "estimates at their usual values"),
        words.INTERNAL,
    )


class _Writer:
    def __init__(
        self,
        procedure: Procedure,
        language: Language,
        made: Diagram,
        placed: Layout,
        lanes: tuple[str, ...],
        file: io.StringIO,
    ) -> None:
        self.procedure = procedure
        self.language = language
        self.made = made
        self.placed = placed
        self.lanes = lanes
        self.out = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self.depth = 0

    def write(self) -> None:
        policy = self.procedure.policy
        self.out.startDocument()
        about = {
            "id": "definitions",
            "targetNamespace": f"urn:awardsim:{policy.id}",
            "exporter": "awardsim",
            "exporterVersion": versions()["awardsim"],
        }
        with self._element("definitions", {**_SPACES, **about}):
            with self._element("collaboration", {"id": "collaboration"}):
                self._documentation(*origin(self.procedure))
                name = self._read(policy.title)
                pool = {"id": "pool", "name": name, "processRef": PROCESS}
                self._empty("participant", pool)
            with self._element("process", {"id": PROCESS, "name": name, "isExecutable": "true"}):
                self._lane_set()
                for element in self.made.elements.values():
                    self._node(element)
                for flow in self.made.flows:
                    self._flow(flow)
            self._picture()
        self.out.endDocument()

    # ---- what there is ----------------------------------------------------------------------

    def _lane_set(self) -> None:
        with self._element("laneSet", {"id": "lanes"}):
            for lane in self.lanes:
                body = self.procedure.policy.bodies.get(lane)
                name = self._read(body.title) if body is not None else lane
                with self._element("lane", {"id": f"lane_{lane}", "name": name}):
                    for element in self.made.elements.values():
                        if element.lane == lane:
                            self._text("flowNodeRef", element.id)

    def _node(self, element: Element) -> None:
        attributes = {"id": element.id}
        if name := self._read(element.title):
            attributes["name"] = name
        if element.default:
            attributes["default"] = element.default
        if element.attached:
            attributes["attachedToRef"] = element.attached
            attributes["cancelActivity"] = "true" if element.interrupting else "false"
        with self._element(element.tag, attributes):
            self._documentation(*element.notes)
            for flow in self.made.flows:
                if flow.target == element.id:
                    self._text("incoming", flow.id)
            for flow in self.made.flows:
                if flow.source == element.id:
                    self._text("outgoing", flow.id)
            if element.timer is not None:
                with self._element("timerEventDefinition", {"id": f"timer_{element.id}"}):
                    tag = "timeDate" if element.timer.is_date else "timeDuration"
                    self._text(tag, element.timer.value, {"xsi:type": "tFormalExpression"})
            if element.final:
                self._empty("terminateEventDefinition", {"id": f"terminate_{element.id}"})

    def _flow(self, flow: Flow) -> None:
        attributes = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
        if name := self._read(flow.title):
            attributes["name"] = name
        with self._element("sequenceFlow", attributes):
            if flow.expression:
                kind = {"xsi:type": "tFormalExpression"}
                self._text("conditionExpression", flow.expression, kind)

    def _documentation(self, *notes: Text) -> None:
        if notes:
            self._text("documentation", "\n".join(self._read(note) for note in notes))

    # ---- where it stands --------------------------------------------------------------------

    def _picture(self) -> None:
        placed = self.placed
        with (
            self._element("bpmndi:BPMNDiagram", {"id": "picture"}),
            self._element("bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"}),
        ):
            self._shape("pool", placed.pool, horizontal=True)
            for lane in self.lanes:
                self._shape(f"lane_{lane}", placed.lanes[lane], horizontal=True)
            for id, bounds in placed.elements.items():
                named = bool(self._read(self.made.elements[id].title))
                self._shape(id, bounds, placed.labels.get(id) if named else None)
            for flow in self.made.flows:
                edge = {"id": f"edge_{flow.id}", "bpmnElement": flow.id}
                with self._element("bpmndi:BPMNEdge", edge):
                    for x, y in placed.flows[flow.id]:
                        self._empty("di:waypoint", {"x": str(x), "y": str(y)})

    def _shape(
        self, id: str, bounds: Bounds, label: Bounds | None = None, *, horizontal: bool = False
    ) -> None:
        attributes = {"id": f"shape_{id}", "bpmnElement": id}
        if horizontal:
            attributes["isHorizontal"] = "true"
        if id in self.made.elements and self.made.elements[id].tag == "exclusiveGateway":
            attributes["isMarkerVisible"] = "true"
        with self._element("bpmndi:BPMNShape", attributes):
            self._bounds(bounds)
            if label is not None:
                with self._element("bpmndi:BPMNLabel", {}):
                    self._bounds(label)

    def _bounds(self, bounds: Bounds) -> None:
        names = ("x", "y", "width", "height")
        values = {name: str(value) for name, value in zip(names, bounds, strict=True)}
        self._empty("dc:Bounds", values)

    # ---- XML --------------------------------------------------------------------------------

    def _read(self, text: Text) -> str:
        return xml_text(text.read(self.language))

    @contextmanager
    def _element(self, name: str, attributes: dict[str, str]) -> Iterator[None]:
        self._line()
        self.out.startElement(name, AttributesImpl(attributes))
        self.depth += 1
        yield
        self.depth -= 1
        self._line()
        self.out.endElement(name)

    def _empty(self, name: str, attributes: dict[str, str]) -> None:
        self._line()
        self.out.startElement(name, AttributesImpl(attributes))
        self.out.endElement(name)

    def _text(self, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
        self._line()
        self.out.startElement(name, AttributesImpl(attributes or {}))
        self.out.characters(xml_text(text))
        self.out.endElement(name)

    def _line(self) -> None:
        self.out.ignorableWhitespace("\n" + "  " * self.depth)
