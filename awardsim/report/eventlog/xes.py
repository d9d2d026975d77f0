"""An event log as XES (IEEE 1849-2016): one trace per application, a start and a completion each.

Who is on a list goes through its stage with it, so that the stage stands in the trace of each.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import quoteattr

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
        _Writer(about, file).write()


class _Writer:
    def __init__(self, about: LogAbout, file: TextIO) -> None:
        self.about = about
        self.file = file
        self.time = about.time

    def write(self) -> None:
        write = self.file.write
        write('<?xml version="1.0" encoding="utf-8"?>\n')
        write(f'<log xes.version="1849.2016" xes.features="" xmlns="{NAMESPACE}">\n')
        for name, prefix, uri in _EXTENSIONS:
            write(_empty("extension", name=name, prefix=prefix, uri=uri))
        write('<global scope="trace">\n' + _put("string", "concept:name", "-") + "</global>\n")
        write('<global scope="event">\n' + "".join(_put(*one) for one in _EVERY_EVENT))
        write("</global>\n")
        write(_empty("classifier", name="Activity", keys="concept:name"))
        both = "concept:name lifecycle:transition"
        write(_empty("classifier", name="Activity and transition", keys=both))
        write(self._about())
        for edition in self.about.read():
            shared: dict[tuple[str, str], str] = {}
            for applicant, visits in edition.ways():
                self._trace(edition, applicant, visits, shared)
        write("</log>\n")

    def _about(self) -> str:
        about, procedure = self.about, self.about.procedure
        return "".join(
            (
                _put("string", "concept:name", about.title),
                _put("string", "lifecycle:model", "standard"),
                _put("boolean", "awardsim:synthetic", "true"),
                _put("string", "awardsim:notice", about.notice),
                _put("string", "awardsim:record", about.record),
                _put("int", "awardsim:seed", str(about.forecast.seed)),
                _put("int", "awardsim:editions", str(about.editions)),
                _put("string", "awardsim:policy", procedure.policy.id),
                _put("string", "awardsim:scenario", procedure.scenario.id),
                _put("string", "awardsim:version", versions()["awardsim"]),
            )
        )

    def _trace(
        self,
        edition: Edition,
        applicant: Applicant,
        visits: list[Visit],
        shared: dict[tuple[str, str], str],
    ) -> None:
        """One application; ``shared`` keeps what is written of visits that several make."""
        about, write = self.about, self.file.write
        write("<trace>\n" + _put("string", "concept:name", applicant.id))
        write(_put("int", "awardsim:edition", str(edition.number)))
        write(_put("string", "awardsim:track", about.track(applicant.track)))
        write(_put("string", "awardsim:channel", about.channel(applicant.channel)))
        write(_put("string", "awardsim:outcome", about.outcome(applicant.outcome)))
        write(_put("string", "awardsim:outcome_id", applicant.outcome))
        if applicant.tier:
            write(_put("string", "awardsim:tier", about.tier(applicant.tier)))
        write(_put("boolean", "awardsim:synthetic", "true"))
        events = []
        for place, visit in enumerate(visits):
            events.append((visit.started, place, "start"))
            if visit.finished is not None:
                events.append((visit.finished, place, "complete"))
        for minute, place, transition in sorted(events, key=lambda one: one[:2]):
            visit = visits[place]
            text = shared.get((visit.id, transition))
            if text is None:
                text = self._event(visit, minute, transition)
                if len(visit.applicants) > 1:
                    shared[visit.id, transition] = text
            write(text)
        write("</trace>\n")

    def _event(self, visit: Visit, minute: int, transition: str) -> str:
        about = self.about
        parts = [
            "<event>\n",
            _put("string", "concept:name", about.activity(visit.stage)),
            _put("string", "concept:instance", visit.id),
            _put("string", "lifecycle:transition", transition),
            _put("date", "time:timestamp", self.time(minute)),
            _put("string", "awardsim:stage", visit.stage),
        ]
        if article := about.article(visit.stage):
            parts.append(_put("string", "awardsim:article", article))
        if visit.body is not None:
            parts.append(_put("string", "org:resource", visit.body.title.read(about.language)))
            parts.append(_put("string", "org:role", visit.body.role))
        if visit.people:
            parts.append(_put("string", "awardsim:people", " ".join(visit.people)))
        if transition == "start":
            parts.append(_put("date", "awardsim:arrived", self.time(visit.arrived)))
        else:
            result = result_title(visit, about.procedure).read(about.language)
            parts.append(_put("string", "awardsim:result", result))
            parts.append(_put("string", "awardsim:result_id", visit.result))
        return "".join([*parts, "</event>\n"])


def _put(kind: str, key: str, value: str) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(xml_text(value))}/>\n"


def _empty(element: str, **attributes: str) -> str:
    told = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{element} {told}/>\n"
