"""The procedure as a graph: an engine of BPMN runs it, a parser of DOT reads it."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import attrs
import pydot
import pytest
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from support.procedures import procedure
from support.published import TEXTS
from support.stages import in_a_row

from awardsim.analysis.experiment import load
from awardsim.cli import show
from awardsim.cli.catalogue import open_catalogue
from awardsim.policy import Status
from awardsim.report.process_map.bpmn import bpmn
from awardsim.report.process_map.graph_text import dot, mermaid
from awardsim.report.process_map.writing import MAPS
from awardsim.text import Text

# A reader of DOT that was written for an older library of grammars.
pytestmark = pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDeprecationWarning")
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
ALL = pytest.mark.parametrize("text", sorted(TEXTS))
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
POINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
HOSTILE = (
    '"]; a -> b <b onload="x">&]]>\x00\ufffe\\n click s0 href "javascript:x" end\r\n%%{init}%%'
)

STAGES = """
[tiers.gold]
[tiers.silver]
[quotas.gold]
number = { at_most = 1 }
tier = "gold"
[quotas.silver]
number = { at_most = 2 }
tier = "silver"
""" + in_a_row("""
open        gate    per = "batch"
own         notice  duration = { exactly = "5cd" }
parent      notice  after = ["open"]; duration = { at_least = "3wd" };
            only = { tracks = ["organisations"], traits = ["branch"] }
apply       window  after = ["own", "parent"]; closes = 2025-09-19
east_check  work    only = { channels = ["east"] }
west_check  wait    after = ["apply"]; only = { channels = ["west"] }
receipt     wait    after = ["east_check", "west_check"]; per = "channel"; body = "county";
            deadline = { on = 2025-10-24, counts = "receipt", late = "out", roll = "none" }
score       work    body = "reviewers"; reviewers = 1; rule = { name = "mean_of_reviewers" }
group       meeting per = "batch"; rule = { name = "confer_by_rank", of = "score" }
visit       work    only = { tiers = ["gold"] }
report      work    after = ["group"];
            deadline = { on = 2025-11-28, counts = "completion", late = "noted", roll = "none" }
award       gate    after = ["visit", "report"]; per = "batch"; type = "AWARD"
""")
#: Texts that give no day to begin on.
OPENINGS = dict.fromkeys(["china_award@2023", "china_award@2023-gansu"], ("opens=2023-04-20",))
TWO = {"channels": ("east", "west"), "tracks": ("organisations", "individuals")}


@pytest.fixture(scope="module")
def small():
    return procedure(STAGES, "[meetings]\ngroup = [2025-11-05, 2025-11-12]", **TWO)


@pytest.fixture(scope="module")
def published():
    """The procedures of all published texts, made when they are asked for."""
    catalogue = open_catalogue()
    made = {}

    def of(text):
        if text not in made:
            made[text] = load(text, catalogue, OPENINGS.get(text, ()))
        return made[text]

    return of


def specification(text):
    """A document of BPMN as an engine reads it, checked against the schema of the OMG."""
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_str(text.encode("utf-8"))
    return parser.get_spec("procedure")


class Engine(PythonScriptEngine):
    """Time passes at once; dates at the edge of a stage come only where a test says so."""

    def __init__(self, late):
        super().__init__()
        self.late = late

    def evaluate(self, task, expression, external_context=None):
        if re.match(r"P[\dT]", expression):
            return "PT0S"
        if re.match(r"\d{4}-", expression):
            at_edge = isinstance(task.task_spec, BoundaryEvent)
            comes = not at_edge or task.task_spec.bpmn_id in self.late
            return "2000-01-01T00:00:00+00:00" if comes else "2999-01-01T00:00:00+00:00"
        return super().evaluate(task, expression, external_context)


def walk(text, late=(), **facts):
    """Elements that one application comes through, in order."""
    known = {"track": "", "channel": "", "tier": "", "trait_branch": "no", "left_at": ""}
    workflow = BpmnWorkflow(specification(text), script_engine=Engine(late))
    workflow.get_next_task(state=TaskState.READY).data.update({**known, **facts})
    done = []
    for _ in range(500):
        workflow.refresh_timers()
        if workflow.is_completed():
            break
        task = workflow.get_next_task(state=TaskState.READY)
        assert task is not None, "nothing goes on"
        task.run()
        done.append(task.task_spec.bpmn_id)
    else:
        raise AssertionError("it never ends")
    return [one for one in done if one is not None]


def stages(done):
    return [one.removeprefix("stage_") for one in done if one.startswith("stage_")]


# ---- an engine runs it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "track, channel, traits, tier",
    list(itertools.product(TWO["tracks"], TWO["channels"], [(), ("branch",)], ["gold", "silver"])),
)
def test_an_application_goes_through_the_stages_of_its_route(small, track, channel, traits, tier):
    held = {f"trait_{one}": "yes" for one in traits}
    done = walk(bpmn(small, "en"), track=track, channel=channel, tier=tier, **held)
    setter = small.node_index["group"]
    places = small.tracks.index(track), small.channels.index(channel)
    route = small.route(*places, traits, tier, setter)
    found = stages(done)
    assert sorted(found) == sorted(small.nodes[one].id for one in route.stages)
    at = {id: place for place, id in enumerate(found)}
    for stage, before in route.after.items():
        for one in before:
            assert at[small.nodes[one].id] < at[small.nodes[stage].id]
    assert done[-1] == "end"


@ALL
def test_a_published_procedure_runs_to_its_end(published, text):
    made = published(text)
    track, channel = made.tracks[-1], made.channels[0]
    facts = {f"trait_{trait}": "no" for node in made.nodes for trait in node.traits}
    done = walk(bpmn(made, "zh"), track=track, channel=channel, **facts)
    route = made.route(len(made.tracks) - 1, 0, (), "none of them", len(made.nodes))
    wanted = [node.id for node in made.nodes if node.index in route.stages and not node.tiers]
    assert sorted(stages(done)) == sorted(wanted)


def test_who_is_turned_away_goes_no_further(small):
    done = walk(bpmn(small, "en"), track="individuals", channel="west", left_at="group")
    assert done[-1] == "out_group"
    assert stages(done)[-1] == "group"


def test_who_is_late_leaves_where_the_text_puts_out_and_goes_on_where_it_does_not(small):
    document = bpmn(small, "en")
    facts = {"track": "individuals", "channel": "west"}
    out = walk(document, late=["due_receipt_1"], **facts)
    assert "late_receipt_1" in out
    assert "award" not in stages(out)
    noted = walk(document, late=["due_report_1"], **facts)
    assert "late_report_1" in noted
    assert stages(noted)[-1] == "award"


# ---- what it says --------------------------------------------------------------------------


def of_document(text):
    root = ElementTree.fromstring(text)
    return {one.get("id"): one for one in root.iter() if one.get("id")}


@ALL
def test_times_and_dates_are_those_of_the_text(published, text):
    made = published(text)
    found = of_document(bpmn(made, "zh"))
    seen = 0
    for id, stage in made.policy.stages.items():
        if stage.kind == "notice" and stage.duration.known:
            event = found[f"during_{id}"]
            days = stage.duration.value.amount
            assert event.find(f".//{MODEL}timeDuration").text == f"P{days}D"
            assert stage.duration.value.read("zh") in event.get("name")
            seen += 1
        dates = [stage.opens] if stage.opens is not None else []
        for cell in dates:
            if cell.status is Status.STATED:
                day = found[f"before_{id}_1"].find(f".//{MODEL}timeDate").text[:10]
                assert day == cell.value.isoformat()
        if stage.deadline is not None and stage.deadline.on.known:
            shown = [
                one.find(f".//{MODEL}timeDate").text[:10]
                for name, one in found.items()
                if name.startswith(f"due_{id}_")
            ]
            assert stage.deadline.on.value.isoformat() in shown
            seen += 1
    assert seen


@BOTH
@ALL
def test_every_stage_cites_its_article_and_stands_in_the_lane_of_its_body(
    published, text, language
):
    made = published(text)
    document = bpmn(made, language)
    spec = specification(document)
    found = of_document(document)
    for node in made.nodes:
        task = found[f"stage_{node.id}"]
        assert task.get("name") == node.title.read(language)
        article = node.source.split(",")[0].partition(" ")[2]
        assert article in task.find(f"{MODEL}documentation").text
        body = made.policy.bodies[node.body].title.read(language)
        assert spec.task_specs[f"stage_{node.id}"].lane == body


def test_an_estimate_says_that_it_is_one(small):
    found = of_document(bpmn(small, "en"))
    event = found["during_receipt"]
    assert event.get("name").startswith("about ")
    assert event.find(f"{MODEL}documentation").text.startswith("assumed: ")
    assert found["before_group_1"].get("name") == "meets on 11-05, 11-12"


@BOTH
def test_the_document_says_what_it_rests_on(small, language):
    root = ElementTree.fromstring(bpmn(small, language))
    told = root.find(f"{MODEL}collaboration/{MODEL}documentation").text
    assert "sample@draft" in told
    assert {"zh": "内部测算", "en": "internal estimate"}[language] in told


# ---- where it stands -----------------------------------------------------------------------


@attrs.frozen
class Box:
    x: float
    y: float
    wide: float
    high: float

    @classmethod
    def of(cls, shape):
        names = ("x", "y", "width", "height")
        return cls(*(float(shape.find(BOUNDS).get(name)) for name in names))

    def meets(self, other):
        across = self.x < other.x + other.wide and other.x < self.x + self.wide
        return across and self.y < other.y + other.high and other.y < self.y + self.high

    def holds(self, other):
        across = self.x <= other.x and other.x + other.wide <= self.x + self.wide
        return across and self.y <= other.y and other.y + other.high <= self.y + self.high

    def touches(self, x, y):
        on_side = x in (self.x, self.x + self.wide) and self.y <= y <= self.y + self.high
        on_end = y in (self.y, self.y + self.high) and self.x <= x <= self.x + self.wide
        return on_side or on_end


def picture(document):
    """Boxes by element, and points by flow."""
    root = ElementTree.fromstring(document)
    boxes = {one.get("bpmnElement"): Box.of(one) for one in root.iter(f"{DI}BPMNShape")}
    points = {
        one.get("bpmnElement"): [(float(p.get("x")), float(p.get("y"))) for p in one.iter(POINT)]
        for one in root.iter(f"{DI}BPMNEdge")
    }
    return root, boxes, points


@ALL
def test_nothing_stands_on_anything_else(published, text):
    root, boxes, _ = picture(bpmn(published(text), "zh"))
    edges = {one.get("id"): one.get("attachedToRef") for one in root.iter(f"{MODEL}boundaryEvent")}
    frames = {"pool", *(one.get("id") for one in root.iter(f"{MODEL}lane"))}
    inside = [id for id in boxes if id not in frames]
    for one, other in itertools.combinations(inside, 2):
        if edges.get(one) != other and edges.get(other) != one:
            assert not boxes[one].meets(boxes[other]), (one, other)
    for lane in root.iter(f"{MODEL}lane"):
        assert boxes["pool"].holds(boxes[lane.get("id")])
        for member in lane.iter(f"{MODEL}flowNodeRef"):
            assert boxes[lane.get("id")].holds(boxes[member.text]), member.text
    members = [one.text for one in root.iter(f"{MODEL}flowNodeRef")]
    assert sorted(members) == sorted(inside)


@ALL
def test_every_flow_leads_from_its_source_to_its_target_and_through_nothing(published, text):
    root, boxes, points = picture(bpmn(published(text), "zh"))
    nodes = {one.text for one in root.iter(f"{MODEL}flowNodeRef")}
    edges = {one.get("id"): one.get("attachedToRef") for one in root.iter(f"{MODEL}boundaryEvent")}
    flows = list(root.iter(f"{MODEL}sequenceFlow"))
    assert len(flows) == len(points)
    for flow in flows:
        way, source, target = points[flow.get("id")], flow.get("sourceRef"), flow.get("targetRef")
        assert boxes[source].touches(*way[0])
        assert boxes[target].touches(*way[-1])
        for (x, y), (to_x, to_y) in itertools.pairwise(way):
            assert x == to_x or y == to_y
            line = Box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
            for node in nodes - {source, target, edges.get(source)}:
                assert not line.meets(boxes[node]), (flow.get("id"), node)


# ---- Mermaid, DOT --------------------------------------------------------------------------

LABEL = r'"(?:[\w .\-/:,，。、；：（）《》〔〕“”…－—·]|#\d+;|<br/>)*"'
SHAPES = [
    left + LABEL + right
    for left, right in (
        (r"\[/", r"/\]"), (r"\[", r"\]"), (r"\(\[", r"\]\)"), (r"\[\[", r"\]\]"),
        (r"\{\{", r"\}\}"), (r"\(", r"\)"),
    )
]  # fmt: skip
MERMAID = [
    r"%% .*",
    r"flowchart TB",
    rf"  subgraph lane\d+\[{LABEL}\]",
    r"    s\d+(?:" + "|".join(SHAPES) + ")",
    r"  end",
    r"  s\d+ --> s\d+",
    r"  classDef some stroke-dasharray: 5 4",
    r"  class s\d+(?:,s\d+)* some",
]


@BOTH
@ALL
def test_mermaid_has_the_stages_and_the_arrows_of_the_text(published, text, language):
    made = published(text)
    written = mermaid(made, language)
    for line in written.splitlines():
        assert any(re.fullmatch(one, line) for one in MERMAID), line
    arrows = set(re.findall(r"s(\d+) --> s(\d+)", written))
    assert arrows == {(str(one), str(node.index)) for node in made.nodes for one in node.after}
    assert len(re.findall(r"^    s\d+\W", written, re.M)) == len(made.nodes)


def edges_of(graph):
    return {
        (one.get_source().strip('"'), one.get_destination().strip('"')) for one in graph.get_edges()
    }


@BOTH
@ALL
def test_dot_has_the_stages_bodies_and_arrows_of_the_text(published, text, language):
    made = published(text)
    (graph,) = pydot.graph_from_dot_data(dot(made, language))
    ids = {node.index: node.id for node in made.nodes}
    assert edges_of(graph) == {(ids[one], node.id) for node in made.nodes for one in node.after}
    found = {}
    for cluster in graph.get_subgraphs():
        for node in cluster.get_nodes():
            label = node.get_label().strip('"').split("\\n")
            found[node.get_name().strip('"')] = cluster.get_label().strip('"'), label[0]
    assert found == {
        node.id: (made.policy.bodies[node.body].title.read(language), node.title.read(language))
        for node in made.nodes
    }


# ---- names, options ------------------------------------------------------------------------


@BOTH
def test_a_name_is_text_and_nothing_else(small, language):
    text = Text(HOSTILE, HOSTILE)
    nodes = tuple(attrs.evolve(one, title=text) for one in small.nodes)
    bodies = {id: attrs.evolve(one, title=text) for id, one in small.policy.bodies.items()}
    policy = attrs.evolve(small.policy, bodies=bodies, title=text)
    made = attrs.evolve(small, nodes=nodes, policy=policy)
    document = bpmn(made, language)
    specification(document)
    # A reader of XML takes a break of a line within an attribute for a blank unless it is escaped.
    shown = HOSTILE.replace("\x00", "\ufffd").replace("\ufffe", "\ufffd")
    assert of_document(document)["stage_open"].get("name") == shown
    for line in mermaid(made, language).splitlines():
        assert any(re.fullmatch(one, line) for one in MERMAID), line
    (graph,) = pydot.graph_from_dot_data(dot(made, language))
    assert edges_of(graph) == edges_of(pydot.graph_from_dot_data(dot(small, language))[0])


def test_the_command_knows_the_forms():
    assert show.MAPS == MAPS
