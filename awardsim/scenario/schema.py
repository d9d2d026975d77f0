"""The form of a scenario file as a JSON Schema, made of the words that its reader knows.

It knows the form only: whether the text has a stage, a body or a reading of that name is for
``awardsim check``.
"""

from __future__ import annotations

from typing import Any

from awardsim.distributions import DISTRIBUTIONS
from awardsim.scenario.amounts import MOST, WEEKDAYS
from awardsim.scenario.assuming import ASSIGNMENTS
from awardsim.scenario.defaults import names
from awardsim.scenario.risks import RISK_KINDS
from awardsim.scenario.tables import (
    CALENDARS,
    COUNTS,
    FORMAT,
    MOST_REPLICATIONS,
    OPERATIONS,
    PACES,
)
from awardsim.toml.schema import DATE, IDENT, TITLE, described, table, words

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_REMARK: Json = {"anyOf": [_TEXT, TITLE]}
_NUMBER: Json = {"type": "number", "minimum": 0, "maximum": MOST}
_COUNT: Json = {"type": "integer", "minimum": 0, "maximum": MOST}
_SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_DURATION: Json = {
    "type": "string",
    "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*(wd|cd|h)\s*$",
    "description": "5wd 个工作日 working days, 5cd 个日历日 calendar days, 5h 个工时 hours",
}
_DATES: Json = {"type": "array", "items": {"$ref": "#/$defs/date"}}
_PATHS: Json = {"type": "object"}


def scenario_schema() -> Json:
    """The schema of a scenario file, and of a file of changes."""
    keys: Json = {
        "schema": {"const": FORMAT},
        "policy": described(_TEXT, "the text: an id such as place@2025, or a file beside this one"),
        "extends": described(_TEXT, "a scenario in the same folder that this one changes"),
        "title": _REMARK,
        "basis": described(_REMARK, "where the figures come from; for all without their own"),
        "opens": {"$ref": "#/$defs/date"},
        "finish_by": {"$ref": "#/$defs/date"},
        "finish": described(_TEXT, "id of the stage that counts as finished"),
        "pace": words(PACES),
        "applicants": _named(_amount(_COUNT)),
        "people": _named(_amount(_COUNT)),
        "channels": _named(_named(_amount(_COUNT))),
        "meetings": {"type": "object", "propertyNames": IDENT, "additionalProperties": _meets()},
        "durations": _named(_durations()),
        "fill": {"type": "object", "additionalProperties": _fill()},
        "chance": _chance(),
        "cohort": {
            "type": "object",
            "properties": {"model": _TEXT, **_known("cohort")},
            "additionalProperties": True,
        },
        "cycles": table(_known("cycles"), []),
        "rates": _named(_amount(_NUMBER)),
        "bodies": _named(_body()),
        "risks": _named(_risk()),
        "readings": described(
            {"type": "object", "additionalProperties": _TEXT}, "reading = option"
        ),
        "calendar": _calendar(),
        "progress": table(
            {"today": {"$ref": "#/$defs/date"}, "done": _days(), "posted": _days()}, ["today"]
        ),
        "run": table(
            {
                "replications": {"type": "integer", "minimum": 1, "maximum": MOST_REPLICATIONS},
                "seed": {"type": "integer", "minimum": 0},
            },
            [],
        ),
        "changes": {"type": "array", "items": _change()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "awardsim scenario file (情景文件)",
        **table(keys, ["schema"]),
        "$defs": {"date": DATE, "duration": _DURATION, "distribution": _distribution()},
    }


def _three(one: Json) -> Json:
    """One value, or least, usual and most."""
    listed = {"type": "array", "items": one, "minItems": 3, "maxItems": 3}
    return {"anyOf": [one, described(listed, "[least, usual, most] 最少、一般、最多")]}


def _own_basis(value: Json) -> Json:
    """A value, or the same with a basis of its own."""
    own = table({"estimate": value, "basis": _REMARK}, ["estimate"])
    return {"anyOf": [*value.get("anyOf", [value]), own]}


def _amount(one: Json) -> Json:
    return _own_basis(_three(one))


def _named(value: Json) -> Json:
    return {"type": "object", "propertyNames": IDENT, "additionalProperties": value}


def _known(section: str) -> dict[str, Json]:
    """Numbers of the built-in table that can be replaced."""
    return {name: _amount(_NUMBER) for name in names(section)}


def _distribution() -> Json:
    ref = {"$ref": "#/$defs/duration"}
    return {
        "anyOf": [
            table(
                {
                    "distribution": described({"const": name}, f"{one.title.zh} {one.title.en}"),
                    **dict.fromkeys(one.parameters, ref),
                },
                ["distribution", *one.parameters],
            )
            for name, one in DISTRIBUTIONS.items()
        ]
    }


def _durations() -> Json:
    """Of a stage: for all, or by track."""
    length = _three({"$ref": "#/$defs/duration"})
    length["anyOf"].append({"$ref": "#/$defs/distribution"})
    own = _own_basis(length)
    by_track = {
        "type": "object",
        "propertyNames": {"not": {"enum": ["estimate", "basis", "distribution"]}, **IDENT},
        "additionalProperties": own,
    }
    return {"anyOf": [*own["anyOf"], by_track]}


def _fill() -> Json:
    days = _three(_COUNT)
    closing = [
        table({"before": _TEXT, "days": days}, ["before", "days"]),
        table({"after": {"const": "opening"}, "days": days}, ["after", "days"]),
    ]
    single = {"type": ["string", "number", "boolean"]}
    value = {"anyOf": [*_three(single)["anyOf"], *closing]}
    return _own_basis(value)


def _meets() -> Json:
    """When a body decides."""
    days = {"anyOf": [*_three(_NUMBER)["anyOf"], {"$ref": "#/$defs/distribution"}]}
    duration, date = {"$ref": "#/$defs/duration"}, {"$ref": "#/$defs/date"}
    long = table(
        {
            "dates": _DATES,
            "weekdays": {"type": "array", "items": {"enum": list(WEEKDAYS)}},
            "every": duration,
            "first": date,
            "notice": _three(_COUNT),
            "days": days,
            "length": duration,
            "not_before": date,
            "not_on": _DATES,
            "against_deadline": {"type": "boolean"},
        },
        [],
    )
    ways = ("dates", "weekdays", "every", "notice", "days")
    long["oneOf"] = [{"required": [way]} for way in ways]
    return _own_basis({"anyOf": [date, _DATES, *days["anyOf"], long]})


def _chance() -> Json:
    own = {"objection": _named(_amount(_SHARE)), **_known("chance")}
    return {"type": "object", "properties": own, "additionalProperties": _amount(_NUMBER)}


def _body() -> Json:
    shared = table(
        {
            "from": {"$ref": "#/$defs/date"},
            "to": {"$ref": "#/$defs/date"},
            "share": _SHARE,
            "with": _TEXT,
        },
        ["from", "to", "share", "with"],
    )
    return table(
        {
            "capacity": _amount(_COUNT),
            "available": _DATES,
            "away": _DATES,
            "assignment": {"enum": list(ASSIGNMENTS)},
            "shared": {"type": "array", "items": shared},
            "first": {"type": "array", "items": {"type": "string"}},
        },
        [],
    )


def _risk() -> Json:
    return table(
        {
            "kind": words(RISK_KINDS),
            "stage": _TEXT,
            "basis": _REMARK,
            "probability": _amount(_SHARE),
            "days": _amount(_COUNT),
        },
        [],
    )


def _calendar() -> Json:
    channels: Json = {"type": "array", "items": {"type": "string", **IDENT}, "minItems": 1}
    holiday = table(
        {
            "date": {"$ref": "#/$defs/date"},
            "name": _TEXT,
            "source": described(_TEXT, "the law or notice that grants it"),
            "channels": described(channels, "only these channels have it off"),
        },
        ["date", "name"],
    )
    hour = {"type": "string", "pattern": "^[0-9]{1,2}:[0-5][0-9]$"}
    return table(
        {
            "kind": words(CALENDARS),
            "known_on": {"$ref": "#/$defs/date"},
            "count": words(COUNTS),
            "hours": {"type": "array", "items": hour, "minItems": 2, "maxItems": 2},
            "holidays": {"type": "array", "items": holiday},
        },
        [],
    )


def _days() -> Json:
    return {"type": "object", "additionalProperties": {"$ref": "#/$defs/date"}}


def _change() -> Json:
    """A change of the text; only what is removed has no new value."""
    made = table({"op": words(OPERATIONS), "path": _TEXT, "to": {}, "why": _TEXT}, ["path", "why"])
    removed = {"properties": {"op": {"const": "remove"}}, "required": ["op"]}
    return {
        **made,
        "if": removed,
        "then": {"not": {"required": ["to"]}},
        "else": {"required": ["to"]},
    }
