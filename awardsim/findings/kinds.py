"""What a TOML file is, by its keys: a text, a scenario, or neither."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from awardsim.errors import InputError
from awardsim.text import Text
from awardsim.toml import read_document

#: Keys that only texts have; and sections of a text, each a table of tables.
_KEYS = ("schema", "jurisdiction")
_SECTIONS = (
    "sources", "tracks", "tiers", "channels", "bodies", "quotas", "conditions", "stages",
    "provisions", "readings",
)  # fmt: skip

NEITHER = Text(
    "不是制度文本（没有 schema、jurisdiction，也没有 [sources.…]、[stages.…]），也不是情景"
    "（没有 policy、extends）：没有检查",
    "neither a text (no schema, jurisdiction, [sources.…] or [stages.…]) nor a scenario (no policy "
    "or extends): not checked",
)


class Kind(enum.Enum):
    """What a file is to be read as."""

    TEXT = "text"
    SCENARIO = "scenario"
    NEITHER = "neither"


def kind_of(path: Path) -> Kind:
    """What a file is; one that is empty or cannot be read is for the reader of texts to tell."""
    try:
        head = read_document(path).data
    except InputError:
        return Kind.TEXT
    if "policy" in head or "extends" in head:
        return Kind.SCENARIO
    if not head or any(key in head for key in _KEYS):
        return Kind.TEXT
    return Kind.TEXT if any(_holds_tables(head.get(one)) for one in _SECTIONS) else Kind.NEITHER


def _holds_tables(section: Any) -> bool:
    return isinstance(section, Mapping) and any(
        isinstance(one, Mapping) for one in section.values()
    )
