"""Readers of event logs, as people have them."""

from __future__ import annotations

from xml.etree import ElementTree

import attrs

XES = "{http://www.xes-standard.org/}"


@attrs.frozen
class Trace:
    """A trace of an XES file: its attributes, and those of its events."""

    about: dict[str, str]
    events: list[dict[str, str]]


def attributes(element):
    kinds = ("string", "date", "int", "boolean")
    return {
        one.get("key"): one.get("value") for one in element if one.tag.removeprefix(XES) in kinds
    }


def read_xes(path):
    """What a reader of XES sees: attributes of the log, and traces."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{XES}log"
    traces = [
        Trace(attributes(trace), [attributes(event) for event in trace.iter(f"{XES}event")])
        for trace in root.iter(f"{XES}trace")
    ]
    return root, traces
