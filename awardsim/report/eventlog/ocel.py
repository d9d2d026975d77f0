"""An event log as OCEL 2.0 (JSON): a visit is one event, however many applicants are on a list.

Object types: *applicant* (the case), *reviewer* (a person or team that judges), *panel* (a body
that acts), *notice* (what was posted), *edition* (one simulated run, which says that nothing of it
is real).

Every value is a text: the schema of the standard allows nothing else, and readers that take its
attribute types at their word need no other where nothing is reckoned.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from awardsim.report.eventlog.about import LogAbout
from awardsim.report.eventlog.visits import Edition, Visit, result_title
from awardsim.report.record_id import versions

Json = dict[str, Any]

#: Attributes of events of every type.
_EVENT = (
    ("stage", "string"),
    ("article", "string"),
    ("arrived", "time"),
    ("started", "time"),
    ("result", "string"),
    ("result_id", "string"),
)
_OBJECTS = {
    "applicant": (
        ("track", "string"), ("channel", "string"), ("outcome", "string"),
        ("outcome_id", "string"), ("tier", "string"),
    ),
    "reviewer": (("body", "string"),),
    "panel": (("title", "string"), ("role", "string")),
    "notice": (("title", "string"), ("posted", "time"), ("ends", "time")),
    "edition": (
        ("number", "string"), ("record", "string"), ("seed", "string"),
        ("synthetic", "string"), ("notice", "string"), ("policy", "string"),
        ("scenario", "string"), ("version", "string"),
    ),
}  # fmt: skip


def write_ocel(about: LogAbout, path: Path) -> None:
    """Write the log."""
    text = json.dumps(ocel(about), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


def ocel(about: LogAbout) -> Json:
    """The log as plain data."""
    events: list[Json] = []
    objects: list[Json] = []
    for edition in about.read():
        reader = _Edition(about, edition)
        own = [reader.event(visit) for visit in edition.visits if visit.finished is not None]
        for one in own[:1]:  # readers leave out what no event is about
            one["relationships"] += _relationships([(edition.id, "opens")])
        events += own
        objects += reader.objects.values()
    used = dict.fromkeys(one["type"] for one in events)
    return {
        "objectTypes": [_type(name, attributes) for name, attributes in _OBJECTS.items()],
        "eventTypes": [_type(name, _EVENT) for name in used],
        "objects": objects,
        "events": events,
    }


def _type(name: str, attributes: tuple[tuple[str, str], ...]) -> Json:
    return {"name": name, "attributes": [{"name": of, "type": kind} for of, kind in attributes]}


def _relationships(related: list[tuple[str, str]]) -> list[Json]:
    return [{"objectId": id, "qualifier": qualifier} for id, qualifier in related]


class _Edition:
    """Events of one edition, and the objects that they are about."""

    def __init__(self, about: LogAbout, edition: Edition) -> None:
        self.about = about
        self.edition = edition
        self.time = about.time
        self.objects: dict[str, Json] = {}
        procedure = about.procedure
        self._object(
            edition.id,
            "edition",
            0,
            number=str(edition.number),
            record=about.record,
            seed=str(about.forecast.seed),
            synthetic="true",
            notice=about.notice,
            policy=procedure.policy.id,
            scenario=procedure.scenario.id,
            version=versions()["awardsim"],
        )
        for one in edition.applicants:
            self._object(
                one.id,
                "applicant",
                0,
                [(edition.id, "applies in")],
                track=about.track(one.track),
                channel=about.channel(one.channel),
                outcome=about.outcome(one.outcome),
                outcome_id=one.outcome,
                tier=about.tier(one.tier),
            )

    def event(self, visit: Visit) -> Json:
        """One visit."""
        about = self.about
        assert visit.finished is not None
        values = {
            "stage": visit.stage,
            "article": about.article(visit.stage),
            "arrived": self.time(visit.arrived),
            "started": self.time(visit.started),
            "result": result_title(visit, about.procedure).read(about.language),
            "result_id": visit.result,
        }
        return {
            "id": visit.id,
            "type": about.activity(visit.stage),
            "time": self.time(visit.finished),
            "attributes": [{"name": name, "value": value} for name, value in values.items()],
            "relationships": _relationships(self._related(visit)),
        }

    def _related(self, visit: Visit) -> list[tuple[str, str]]:
        about = self.about
        found = [(one, "applicant") for one in visit.applicants]
        panel = ""
        if visit.body is not None:
            panel = f"{self.edition.id}-{visit.body.id}"
            title = visit.body.title.read(about.language)
            self._object(panel, "panel", 0, title=title, role=visit.body.role)
            found.append((panel, "acts"))
        for one in visit.people:
            assert visit.body is not None
            body = visit.body.title.read(about.language)
            self._object(one, "reviewer", 0, [(panel, "member of")], body=body)
            found.append((one, "judges"))
        if visit.notice:
            assert visit.finished is not None
            self._object(
                visit.notice,
                "notice",
                visit.started,
                [(one, "names") for one in visit.applicants],
                title=about.activity(visit.stage),
                posted=self.time(visit.started),
                ends=self.time(visit.finished),
            )
            found.append((visit.notice, "posted"))
        return found

    def _object(
        self,
        id: str,
        kind: str,
        minute: int,
        related: list[tuple[str, str]] | None = None,
        **values: str,
    ) -> None:
        """An object, once; its attributes are known from a minute on."""
        if id in self.objects:
            return
        at = self.time(minute)
        self.objects[id] = {
            "id": id,
            "type": kind,
            "attributes": [
                {"name": name, "value": value, "time": at} for name, value in values.items()
            ],
            "relationships": [
                {"objectId": other, "qualifier": how} for other, how in related or []
            ],
        }


__all__ = ["ocel", "write_ocel"]
