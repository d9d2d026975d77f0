"""An event log as XES (IEEE 1849-2016): one trace per application, a start and a completion each.

Who is on a list goes through its stage with it, so that the stage stands in the trace of each.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.visits import Applicant, Edition, Visit, result_title
from awardsim.report.record_id import versions
from awardsim.report.xml_text import xml_text

NAMESPACE = "http://www.xes-standard.org/"
_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
#: What every event has, with a value that says that nothing was written.
_EVERY_EVENT = (
    ("string", "concept:name", "-"),
    ("string", "lifecycle:transition", "complete"),
    ("date", "time:timestamp", "1970-01-01T00:00:00+08:00"),
    ("string", "awardsim:stage", "-"),
)


def write_xes(about: LogAbout, path: Path) -> None:
    """Write the log, edition by edition."""
    with path.open("w", encoding="utf-8", errors="xmlcharrefreplace", newline="\n") as file:
        writer = _Writer(about, XMLGenerator(file, "utf-8", short_empty_elements=True))
        writer.write()


class _Writer:
    def __init__(self, about: LogAbout, out: XMLGenerator) -> None:
        self.about = about
        self.out = out
        self.time = about.time

    def write(self) -> None:
        self.out.startDocument()
        head = {"xes.version": "1849.2016", "xes.features": "", "xmlns": NAMESPACE}
        self._start("log", head)
        for name, prefix, uri in _EXTENSIONS:
            self._empty("extension", {"name": name, "prefix": prefix, "uri": uri})
        self._start("global", {"scope": "trace"})
        self._put("string", "concept:name", "-")
        self.out.endElement("global")
        self._start("global", {"scope": "event"})
        for kind, key, value in _EVERY_EVENT:
            self._put(kind, key, value)
        self.out.endElement("global")
        self._empty("classifier", {"name": "Activity", "keys": "concept:name"})
        both = "concept:name lifecycle:transition"
        self._empty("classifier", {"name": "Activity and transition", "keys": both})
        self._about()
        for edition in self.about.read():
            for applicant, visits in edition.ways():
                self._trace(edition, applicant, visits)
        self.out.endElement("log")
        self.out.endDocument()

    def _about(self) -> None:
        about, procedure = self.about, self.about.procedure
        self._put("string", "concept:name", about.title)
        self._put("string", "lifecycle:model", "standard")
        self._put("boolean", "awardsim:synthetic", "true")
        self._put("string", "awardsim:notice", about.notice)
        self._put("string", "awardsim:record", about.record)
        self._put("int", "awardsim:seed", str(about.forecast.seed))
        self._put("int", "awardsim:editions", str(about.editions))
        self._put("string", "awardsim:policy", procedure.policy.id)
        self._put("string", "awardsim:scenario", procedure.scenario.id)
        self._put("string", "awardsim:version", versions()["awardsim"])

    def _trace(self, edition: Edition, applicant: Applicant, visits: list[Visit]) -> None:
        about = self.about
        self._start("trace", {})
        self._put("string", "concept:name", applicant.id)
        self._put("int", "awardsim:edition", str(edition.number))
        self._put("string", "awardsim:track", about.track(applicant.track))
        self._put("string", "awardsim:channel", about.channel(applicant.channel))
        self._put("string", "awardsim:outcome", about.outcome(applicant.outcome))
        self._put("string", "awardsim:outcome_id", applicant.outcome)
        if applicant.tier:
            self._put("string", "awardsim:tier", about.tier(applicant.tier))
        self._put("boolean", "awardsim:synthetic", "true")
        events = []
        for place, visit in enumerate(visits):
            events.append((visit.started, place, "start"))
            if visit.finished is not None:
                events.append((visit.finished, place, "complete"))
        for minute, place, transition in sorted(events, key=lambda one: one[:2]):
            self._event(visits[place], minute, transition)
        self.out.endElement("trace")

    def _event(self, visit: Visit, minute: int, transition: str) -> None:
        about = self.about
        self._start("event", {})
        self._put("string", "concept:name", about.activity(visit.stage))
        self._put("string", "concept:instance", visit.id)
        self._put("string", "lifecycle:transition", transition)
        self._put("date", "time:timestamp", self.time(minute))
        self._put("string", "awardsim:stage", visit.stage)
        if article := about.article(visit.stage):
            self._put("string", "awardsim:article", article)
        if visit.body is not None:
            self._put("string", "org:resource", visit.body.title.read(about.language))
            self._put("string", "org:role", visit.body.role)
        if visit.people:
            self._put("string", "awardsim:people", " ".join(visit.people))
        if transition == "start":
            self._put("date", "awardsim:arrived", self.time(visit.arrived))
        else:
            result = result_title(visit, about.procedure).read(about.language)
            self._put("string", "awardsim:result", result)
            self._put("string", "awardsim:result_id", visit.result)
        self.out.endElement("event")

    def _put(self, kind: str, key: str, value: str) -> None:
        self._empty(kind, {"key": key, "value": xml_text(value)})

    def _empty(self, name: str, attributes: dict[str, str]) -> None:
        self._start(name, attributes)
        self.out.endElement(name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.out.startElement(name, AttributesImpl(attributes))
