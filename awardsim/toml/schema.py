"""Pieces of JSON Schemas for files that are read with this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from awardsim.text import Text

Json = dict[str, Any]

DATE: Json = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
IDENT: Json = {"pattern": "^[a-z][a-z0-9_]*$"}


def table(properties: Mapping[str, Json], needed: Iterable[str], more: Json | bool = False) -> Json:
    """A table with these keys, and with no others unless ``more`` says what they hold."""
    made: Json = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": more,
    }
    required = list(needed)
    return {**made, "required": required} if required else made


def words(known: Mapping[str, Text]) -> Json:
    """One of some words, each explained in both languages."""
    told = "; ".join(f"{name}: {title.zh} {title.en}" for name, title in known.items())
    return {"enum": list(known), "description": told}


def described(schema: Json, text: str) -> Json:
    """A schema with what an editor shows of it."""
    return {"description": text, **schema}


TITLE: Json = table({"zh": {"type": "string"}, "en": {"type": "string"}}, ["zh", "en"])
