"""The form of a policy file as a JSON Schema, made from the classes that a text is read into.

An editor checks a file against it while it is written, and proposes keys and words.  It knows the
form only: names that stand for something else, articles that exist, dates in order are for
``awardsim check``.
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from awardsim.policy import choices, vocabulary
from awardsim.policy.cell import Bound, Cell
from awardsim.policy.cells import LONGEST_WORDS
from awardsim.policy.model import (
    Body,
    Channel,
    Condition,
    Deadline,
    Objection,
    Option,
    Policy,
    Quota,
    RuleUse,
    Stage,
    Supplement,
    Track,
    Within,
)
from awardsim.text import Text
from awardsim.toml.schema import DATE, IDENT, TITLE, described, table, words
from awardsim.units import Duration, Unit

Json = dict[str, Any]

DURATION: Json = {
    "type": "string",
    "pattern": rf"^\s*[0-9]+(\.[0-9]+)?\s*({'|'.join(unit.value for unit in Unit)})\s*$",
    "description": ", ".join(f"5{one.value} {one.title.zh} {one.title.en}" for one in Unit),
}
_VALUE: Json = {"type": ["string", "number", "boolean"]}
_BOTH: Json = {"$ref": "#/$defs/title"}
#: Words that a key chooses from, by class and field.
_WORDS: Mapping[tuple[type, str], Mapping[str, Text]] = {
    (Policy, "state"): {"issued": Text("已印发", "issued"), "draft": Text("草案", "draft")},
    (Track, "applicant"): choices.APPLICANTS,
    (Body, "role"): vocabulary.BODY_ROLES,
    (Body, "each"): {"channel": Text("每个渠道一个", "one for each channel")},
    (Stage, "type"): vocabulary.STAGE_TYPES,
    (Stage, "kind"): vocabulary.KINDS,
    (Stage, "per"): choices.PERS,
    (Stage, "assignment"): choices.ASSIGNMENTS,
    (Deadline, "counts"): choices.COUNTS,
    (Deadline, "late"): choices.LATE,
    (Deadline, "roll"): choices.ROLLS,
    (Objection, "holds"): choices.HOLDS,
}
_PROVISION = vocabulary.PROVISION_TYPES
#: Fields that no file has: they are made, or only in a procedure that two texts make together.
_MADE = {
    (Policy, "outer"), (Policy, "file"), (Policy, "raw"), (Channel, "part_of"), (Body, "inside"),
    (Condition, "inside"), (Stage, "inside"), (Within, "title"),
}  # fmt: skip
#: What a field is called in a file, where that differs.
_CALLED = {(RuleUse, "reason"): "inferred", (Channel, "reason"): "inferred"}
#: A remark, in one language or in both.
_REMARK: Json = {"anyOf": [{"type": "string"}, _BOTH]}
#: Fields without a default in the class that a file may leave out.
_OPTIONAL = {
    (Stage, "duration"), (Quota, "tier"), (Deadline, "source"), (Objection, "source"),
    (Supplement, "source"), (RuleUse, "source"),
}  # fmt: skip
#: Sections that a text need not have.
_SECTIONS = {"tiers", "provisions", "readings", "waivers", "within", "channels", "conditions"}
#: Sections that a text in front of another one leaves to that one.
_OUTER = ("tracks", "quotas", "objections")


def policy_schema(rules: Iterable[str] = ()) -> Json:
    """The schema of a policy file; ``rules`` are the names that an editor proposes for a rule."""
    made = _object(Policy, sorted(rules))
    made["required"] = [name for name in made["required"] if name not in {*_SECTIONS, *_OUTER}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "awardsim policy file (制度文本)",
        **made,
        "if": {"required": ["within"]},
        "then": {"not": {"anyOf": [{"required": [name]} for name in (*_OUTER, "tiers")]}},
        "else": {"required": [*_OUTER, "channels", "conditions"]},
        "$defs": {"title": TITLE, "date": DATE, "duration": DURATION},
    }


def _object(kind: type, rules: list[str]) -> Json:
    """A table of a file, from the class that it becomes."""
    hints = typing.get_type_hints(kind)
    properties: Json = {}
    needed: list[str] = []
    for field in attrs.fields(kind):
        if (kind, field.name) in _MADE:
            continue
        key = _CALLED.get((kind, field.name), field.name)
        properties[key] = _field(kind, field.name, hints[field.name], rules)
        if field.default is attrs.NOTHING and (kind, field.name) not in _OPTIONAL:
            needed.append(key)
    if kind is RuleUse:  # a rule's own parameters stand beside its name
        del properties["parameters"]
        needed.remove("parameters")
        cells = _cell(_VALUE)
        more = {"anyOf": [cells, {"type": "object", "additionalProperties": cells}]}
        return table(properties, needed, more=more)
    found = table(properties, needed)
    return described(found, (kind.__doc__ or "").partition("\n")[0])


def _field(kind: type, name: str, hint: Any, rules: list[str]) -> Json:
    """The value of one key."""
    known = _WORDS.get((kind, name))
    if (kind.__name__, name) == ("Provision", "type"):
        known = _PROVISION
    if kind is RuleUse and name == "name":
        return {"type": "string", "examples": rules}
    if kind is Option and name == "set":
        return described({"type": "object"}, "paths of this text, and what each is set to")
    if (kind, name) in _CALLED:
        return _REMARK
    if kind is Policy and name == "tracks":
        own = _object(Track, rules)
        return table(dict.fromkeys(choices.TRACKS, own), [])
    return _typed(hint, known, rules, name)


def _typed(hint: Any, known: Mapping[str, Text] | None, rules: list[str], name: str) -> Json:
    origin, given = typing.get_origin(hint), typing.get_args(hint)
    if Text in given and str in given:
        return _REMARK
    if origin in (types.UnionType, typing.Union):
        return _typed(next(one for one in given if one is not types.NoneType), known, rules, name)
    if origin is Cell:
        return _cell(_typed(given[0], known, rules, name))
    if origin is tuple:
        return {"type": "array", "items": _typed(given[0], known, rules, name)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        value = _typed(given[1], known, rules, name)
        return {"type": "object", "propertyNames": IDENT, "additionalProperties": value}
    if attrs.has(hint) and hint not in (Text, Duration):
        return _object(hint, rules)
    if known is not None:
        return words(known)
    simple: Mapping[Any, Json] = {
        str: {"type": "string", "maxLength": LONGEST_WORDS}
        if name == "words"
        else {"type": "string"},
        int: {"type": "integer", "minimum": 0},
        bool: {"type": "boolean"},
        Text: _BOTH,
        datetime.date: {"$ref": "#/$defs/date"},
        Duration: {"$ref": "#/$defs/duration"},
        Any: {"anyOf": [_VALUE, _BOTH]},
    }
    return simple[hint]


def _cell(value: Json) -> Json:
    """A value with its article and status: the value alone, a word for silence, or a table."""
    forms: dict[str, Json] = {
        "value": value,
        **{bound.value: value for bound in Bound},
        "elsewhere": _REMARK,
        "unstated": _REMARK,
        "excluded": _REMARK,
    }
    beside: dict[str, Json] = {
        "source": {"type": "string"},
        "words": {"type": "string", "maxLength": LONGEST_WORDS},
        "inferred": _REMARK,
        "soft": {"type": "boolean"},
        "wording": _REMARK,
    }
    long = table({**forms, **beside}, [])
    long["oneOf"] = [{"required": [form]} for form in forms]
    silent = {"enum": ["unstated", "excluded", "unread"]}
    return {"anyOf": [value, silent, long]}
