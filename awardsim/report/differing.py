"""What one variant of an edition has otherwise than another: in its text, in what is assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from awardsim.comparison.alignment import align
from awardsim.policy import Status
from awardsim.policy.paths import walk
from awardsim.procedure.changing import shown
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.assumed import own_days, read_amount, read_staffing
from awardsim.report.written import Row, written_rows
from awardsim.scenario.model import Amount, Staffing
from awardsim.scenario.tables import PACES
from awardsim.text import Language, Text
from awardsim.toml import Path, show_path

_NONE = Text("无", "none")
_THERE = Text("有", "there")
#: Keys of the head of a scenario that are dates or words.
_HEAD = {
    "opens": Text("开始", "opening"),
    "finish_by": Text("完成期限", "to finish by"),
    "pace": Text("节奏", "pace"),
}
#: Keys of a stage that are no values with an article of their own.
_STRUCTURE = {
    "only": Text("适用于", "only for"),
    "per": Text("按什么办理", "per"),
    "kind": Text("方式", "kind"),
    "body": Text("责任单位", "body"),
    "rule": Text("规则", "rule"),
}
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


@attrs.frozen
class Differing:
    """One thing that differs.

    Attributes
    ----------
    kind
        ``changed``, ``added``, ``removed`` or ``moved`` (of the text), ``reading`` or
        ``assumed``.
    path
        Where it stands: in the text, or in the scenario.
    source
        The article that is changed, or the new one's; empty for what is assumed.
    why
        The reason that a change of the scenario gives.
    """

    kind: str
    path: str
    title: Text
    old: Text
    new: Text
    source: str = ""
    why: str = ""


def differing(base: Procedure, other: Procedure) -> tuple[Differing, ...]:
    """Everything that the other one has otherwise, first in the text."""
    return (*_in_text(base, other), *_readings(base, other), *_assumed(base, other))


def _in_text(base: Procedure, other: Procedure) -> Iterator[Differing]:
    before = {row.path: row for row in written_rows(base.policy)}
    after = {row.path: row for row in written_rows(other.policy)}
    given = {(one.path, one.new) for one in base.overrides}
    reasons = {one.path: one.why for one in other.overrides if (one.path, one.new) not in given}

    def why(path: str) -> str:
        while path not in reasons and "." in path:
            path = path.rpartition(".")[0]
        return reasons.get(path, "")

    gone = _tables(before) - _tables(after)
    new = _tables(after) - _tables(before)
    for path, row in before.items():
        table = _table(path)
        if table in gone:
            if path == table or table not in before:
                gone = gone if path == table else gone - {table}
                yield Differing("removed", path, row.title, _THERE, _NONE, row.source, why(path))
        elif path not in after:
            yield Differing("removed", path, row.title, row.value, _NONE, row.source, why(path))
        elif _said(row) != _said(after[path]):
            yield Differing(
                "changed", path, row.title, row.value, after[path].value, row.source, why(path)
            )
    for path, row in after.items():
        table = _table(path)
        if table in new:
            if path == table:
                value = row.value if row.value.zh else _THERE
                yield Differing("added", path, row.title, _NONE, value, row.source, why(path))
            elif table not in after:
                yield Differing("added", path, row.title, _NONE, row.value, row.source, why(path))
        elif path not in before:
            yield Differing("added", path, row.title, _NONE, row.value, row.source, why(path))
    yield from _structure(base, other, gone | new, why)
    yield from _moved(base, other, why)


def _structure(
    base: Procedure, other: Procedure, kept: set[str], why: Callable[[str], str]
) -> Iterator[Differing]:
    """What a stage is beside its values: whom it is for, who acts, by which rule."""
    one, two = (_structural(each.policy.raw.get("stages", {})) for each in (base, other))
    for path in dict.fromkeys([*one, *two]):
        old, new = one.get(path), two.get(path)
        name = str(path[0])
        if old == new or f"stages.{name}" in kept:
            continue
        stage = other.policy.stages[name]
        key = _STRUCTURE[str(path[1])]
        title = Text(f"{stage.title.zh}：{key.zh}", f"{stage.title.en}: {key.en}")
        where = f"stages.{show_path(path)}"
        yield Differing(
            "changed", where, title, _written(old), _written(new), stage.source, why(where)
        )


def _structural(stages: Mapping[str, Any]) -> dict[Path, Any]:
    """Values of stages that are no cells, by stage and key."""
    return {
        path: value
        for path, value in walk(stages)
        if len(path) > 1
        and path[1] in _STRUCTURE
        and not isinstance(value, Mapping)
        and (path[1] != "rule" or path[2:] == ("name",))
    }


def _written(value: Any) -> Text:
    return _NONE if value is None else Text(shown(value), shown(value))


def _said(row: Row) -> tuple[str, bool, bool]:
    """What a row says, however it came to be known."""
    given = row.status not in (Status.UNSTATED, Status.UNREAD)
    return row.value.zh, row.soft, given


def _table(path: str) -> str:
    return ".".join(path.split(".")[:2])


def _tables(rows: dict[str, Row]) -> set[str]:
    """Stages, conditions, … that a text has."""
    wholes = ("stages", "conditions", "tracks", "tiers", "bodies", "provisions", "quotas")
    return {_table(path) for path in rows if path.partition(".")[0] in wholes}


def _moved(base: Procedure, other: Procedure, why: Callable[[str], str]) -> Iterator[Differing]:
    slots = align([base.policy, other.policy])
    titles = {slot.id: slot.stages[1] for slot in slots if slot.stages[1]}
    order = {slot.id: place for place, slot in enumerate(slots)}
    for slot in slots:
        over = [name for name in slot.passed[1] if name in titles]
        if not over or not slot.stages[1]:
            continue
        forward = order[over[0]] > order[slot.id]  # it stood before them
        far = other.policy.stages[titles[over[-1] if forward else over[0]]].title
        places = [
            Text(f"在{far.zh}之前", f"before {far.en}"),
            Text(f"在{far.zh}之后", f"after {far.en}"),
        ]
        old, new = places if forward else reversed(places)
        stage = other.policy.stages[slot.stages[1]]
        path, *others = (f"stages.{one}" for one in (slot.stages[1], *map(titles.get, over)))
        because = why(path) or next(filter(None, map(why, others)), "")  # which of two has moved?
        yield Differing("moved", path, stage.title, old, new, stage.source, because)


def _readings(base: Procedure, other: Procedure) -> Iterator[Differing]:
    for name, reading in other.policy.readings.items():
        if name not in base.policy.readings:
            continue
        chosen = [each.scenario.readings.get(name, reading.default) for each in (base, other)]
        if chosen[0] == chosen[1]:
            continue
        old, new = (
            reading.options[one].title if one in reading.options else Text(one, one)
            for one in chosen
        )
        path = f"readings.{name}"
        yield Differing("reading", path, reading.question, old, new, reading.source)


def _assumed(base: Procedure, other: Procedure) -> Iterator[Differing]:
    one, two = base.scenario, other.scenario
    dates = {
        "opens": (base.calendar.opening, other.calendar.opening),
        "finish_by": (base.finish_by, other.finish_by),
        "pace": (PACES.get(one.pace), PACES.get(two.pace)),
    }
    for name, title in _HEAD.items():
        old, new = dates[name]
        if old != new:
            yield Differing("assumed", name, title, _text(old), _text(new))
    if one.calendar.known_on != two.calendar.known_on:
        title = Text("节假日已知到", "days off known by")
        known = (_text(one.calendar.known_on), _text(two.calendar.known_on))
        yield Differing("assumed", "calendar.known_on", title, *known)
    if one.calendar.holidays != two.calendar.holidays:
        title = Text("另有放假日", "further days off")
        given = [
            Text(
                own_days(each.scenario, each.policy, "zh"),
                own_days(each.scenario, each.policy, "en"),
            )
            for each in (base, other)
        ]
        old, new = (text if text.zh else _NONE for text in given)
        yield Differing("assumed", "calendar.holidays", title, old, new)
    yield from _staffed(base, other)
    paths = dict.fromkeys([*one.assumptions, *two.assumptions])
    names = dict.fromkeys([*paths, *base.names, *other.names])
    for path in names:
        old, new = _amount(base, path), _amount(other, path)
        if old == new or (None in (old, new) and not path.startswith("risks.")):
            continue  # what only one has a use for goes with what differs in the text
        title = _title(base, other, path)
        yield Differing("assumed", path, title, old or _NONE, new or _NONE)


def _staffed(base: Procedure, other: Procedure) -> Iterator[Differing]:
    """On which days people are there, whom they serve first, who judges which file."""
    for body in dict.fromkeys([*base.scenario.staffing, *other.scenario.staffing]):
        old, new = (_staffing_of(each, body) for each in (base, other))
        if old != new and body in other.policy.bodies:
            title = other.policy.bodies[body].title
            yield Differing("assumed", f"bodies.{body}", title, old, new)


def _staffing_of(procedure: Procedure, body: str) -> Text:
    staffing = procedure.scenario.staffing.get(body, Staffing())
    zh, en = (read_staffing(staffing, procedure.policy, language) for language in _LANGUAGES)
    return Text(zh, en) if zh else _NONE


def _amount(procedure: Procedure, path: str) -> Text | None:
    """What is assumed at a path, by the scenario or by the built-in table."""
    given = procedure.scenario.assumptions.get(path)
    if given is not None:
        return _in_both(given.amount)
    index = procedure.input_index(path)
    if index < 0:
        return None
    one = procedure.inputs[index]
    zh, en = (words.amount(one, procedure, language) for language in _LANGUAGES)
    return Text(zh, en)


def _in_both(amount: Amount) -> Text:
    return Text(read_amount(amount, "zh"), read_amount(amount, "en"))


def _title(base: Procedure, other: Procedure, path: str) -> Text:
    for procedure in (other, base):
        index = procedure.input_index(path)
        if index >= 0:
            return procedure.inputs[index].title
    head, _, rest = path.partition(".")
    body = other.policy.bodies.get(rest)
    if head == "meetings" and body is not None:
        return Text(f"{body.title.zh}开会、办理", f"when the {body.title.en} meets")
    return Text(path, path)


def _text(value: object) -> Text:
    if value is None:
        return _NONE
    return value if isinstance(value, Text) else Text(str(value), str(value))
