"""Why a figure is the same in two variants: what differs between them does not reach it.

A reason is given only where it follows from what differs, and stands beside the observation that
the figure was the same in every replication; where none does, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awardsim.policy.paths import walk
from awardsim.procedure.model import Procedure
from awardsim.text import Text
from awardsim.toml import Path

#: What a difference is about.
APPLICANTS, CHOICE, OBJECTIONS, ORDER, PEOPLE, TIME, OTHER = (
    "applicants",
    "choice",
    "objections",
    "order",
    "people",
    "time",
    "other",
)
#: What stands in a text and acts on nothing in a run.
_SILENT = frozenset({"sources", "title", "source", "words", "changed", "why", "inferred", "state"})
_OF_STAGES = {
    "duration": TIME,
    "opens": TIME,
    "closes": TIME,
    "deadline": TIME,
    "after": ORDER,
    "supplement": TIME,
    "objection": OBJECTIONS,
    "rule": CHOICE,
    "reviewers": CHOICE,
    "assignment": CHOICE,
}
_OF_SECTIONS = {
    "quotas": CHOICE,
    "conditions": CHOICE,
    "tiers": CHOICE,
    "objections": OBJECTIONS,
    "readings": "",  # what they choose stands elsewhere
    "provisions": "",
    "version": "",
    "jurisdiction": "",
    "award": "",
}
_OF_INPUTS = {
    "applicants": APPLICANTS,
    "cohort": APPLICANTS,
    "people": PEOPLE,
    "durations": TIME,
    "meetings": TIME,
    "risks": TIME,
}
#: Outcomes that time decides.
_NOBODY_DIFFERS = Text("没有人因此逾期或赶上", "nobody is late, or in time, because of it")


def aspects(base: Procedure, other: Procedure) -> frozenset[str]:
    """What two procedures differ in; empty where they are the same."""
    return frozenset(kind for kind in _aspects(base, other) if kind)


def _aspects(base: Procedure, other: Procedure) -> Iterator[str]:
    one, two = _values(base.policy.raw), _values(other.policy.raw)
    for path in dict.fromkeys([*one, *two]):
        if one.get(path) != two.get(path):
            yield _of_text(path)
    inputs = [{i.id: (i.least, i.usual, i.most) for i in each.inputs} for each in (base, other)]
    for name in dict.fromkeys([*inputs[0], *inputs[1]]):
        if inputs[0].get(name) != inputs[1].get(name):
            yield _of_input(name, base)
    for node, same in zip(base.nodes, other.nodes, strict=False):
        if node.meeting != same.meeting or node.opens != same.opens:
            yield TIME
    for name in ("opens", "finish_by", "finish", "pace", "calendar", "progress"):
        if getattr(base.scenario, name) != getattr(other.scenario, name):
            yield TIME
    for name in ("staffing", "cohort", "population"):
        if getattr(base.scenario, name) != getattr(other.scenario, name):
            yield PEOPLE if name == "staffing" else APPLICANTS


def _values(raw: Mapping[str, Any]) -> dict[Path, Any]:
    """Every value of a text that is no table, by its path."""
    return {path: value for path, value in walk(raw) if not isinstance(value, Mapping)}


def _of_text(parts: Path) -> str:
    names = [str(part) for part in parts]
    if _SILENT.intersection(names):
        return ""
    if names[0] == "stages":
        return _OF_STAGES.get(names[2], ORDER) if len(names) > 2 else ORDER
    return _OF_SECTIONS.get(names[0], OTHER)


def _of_input(name: str, procedure: Procedure) -> str:
    head, _, rest = name.partition(".")
    if head == "channels":
        return APPLICANTS if rest.rpartition(".")[2] in procedure.tracks else PEOPLE
    if head == "chance":
        return OBJECTIONS if "objection" in rest or rest == "upheld" else OTHER
    if head == "fill":
        return _of_text(tuple(rest.split(".")))
    return _OF_INPUTS.get(head, OTHER)


def reason(figure: str, differs: frozenset[str], same: frozenset[str]) -> Text | None:
    """Why a figure was the same in all replications; None where nothing certain can be said.

    Parameters
    ----------
    figure
        Its id (``in_time``, ``days``, ``late``, ``applied/…``, ``awarded/…``, ``winners``,
        ``objections``, ``judging``).
    differs
        What the variants differ in, as of :func:`aspects`.
    same
        Ids of all figures that were the same.
    """
    if not differs:
        return Text("两者是同一个程序", "both are the same procedure")
    kind = figure.partition("/")[0]
    if kind == "applied" and APPLICANTS not in differs and OTHER not in differs:
        return Text("申报数先于程序抽定", "applications are drawn before the procedure")
    still = not differs & {APPLICANTS, CHOICE, ORDER, OTHER}
    if kind in ("awarded", "winners") and still and "late" in same:
        return Text(
            "条件、规则、名额未改，也没有人因此逾期",
            "conditions, rules and quotas are the same, and so is who is late",
        )
    if kind == "objections" and still and OBJECTIONS not in differs:
        return Text(
            "每个名单被提异议的机会按估计，不随天数变",
            "the chance of an objection is assumed per name, not per day",
        )
    if kind == "judging" and still:
        return Text("评审的件数、人数、工时未改", "files, judges and hours are the same")
    if kind == "late" and differs <= {TIME, PEOPLE, OBJECTIONS}:
        return _NOBODY_DIFFERS
    if kind == "days" and differs <= {TIME, PEOPLE, OBJECTIONS}:
        return Text(
            "所改的每次都另有机动，不决定结束日期",
            "what differs has room to spare each time, and does not set the end",
        )
    if kind == "in_time" and "days" not in same:
        return Text(
            "日期变了，但每次都在期限同一侧", "the end moves, but never across the deadline"
        )
    return reason("days", differs, same) if kind == "in_time" else None
