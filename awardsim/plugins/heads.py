"""The head of a text: what a list of texts says of it.

The head of a file is found without making a policy of its tables, in a fifth of the time.  That
is for files that look as they should; any other is read whole by whoever asks, so that its
mistakes are told.
"""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from awardsim.errors import InputError
from awardsim.text import Text
from awardsim.toml import Document, Problems, Table, read_document

if TYPE_CHECKING:
    from awardsim.policy import Policy

#: What the reader of policies knows; importing it would take longer than reading all heads.
FORMAT = 1
STATES = ("issued", "draft")
#: Sections whose tables stand under their ids, and the others.
KEYED = (
    "sources", "tracks", "tiers", "channels", "bodies", "quotas", "conditions", "stages",
    "readings", "provisions",
)  # fmt: skip
SINGLE = ("window", "objections", "within")


@attrs.frozen
class TextHead:
    """What a list says of a text.

    Attributes
    ----------
    id
        ``jurisdiction@version``.
    title
        What it is called.
    state
        ``issued`` or ``draft``.
    numbers
        Numbers of its documents, as far as they have one.
    issued
        When the first of them was issued; None where that is not known.
    valid_from, valid_to
        The days on which it is in force; None where the text does not say so.
    """

    id: str
    title: Text
    state: str
    numbers: tuple[str, ...]
    issued: datetime.date | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None


def head_of(policy: Policy) -> TextHead:
    """The head of a text that has been read."""
    sources = policy.sources.values()
    days = [source.issued for source in sources if source.issued is not None]
    return TextHead(
        policy.id,
        policy.title,
        policy.state,
        tuple(source.number for source in sources if source.number),
        min(days, default=None),
        policy.window.valid_from.value,
        policy.window.valid_to.value,
    )


def read_tables(path: str) -> Document | None:
    """The tables of a policy file; None where anything about the file is wrong."""
    problems = Problems(path)
    try:
        document = read_document(path, problems)
    except InputError:
        return None
    return None if problems.found else document


def head_in(document: Document) -> TextHead | None:
    """The head of a text; None where anything is unusual, and the text is to be read whole.

    Its sections are known ones and hold tables; what is in these tables has not been looked at.
    """
    problems = Problems(document.file)
    top = Table(document.data, (), problems)
    version = top.text("version")
    window = top.table("window")
    sources = top.tables("sources", needed=True).values()
    days = [source.date("issued") for source in sources if "issued" in source]
    head = TextHead(
        f"{top.ident('jurisdiction')}@{version}",
        top.title(),
        top.choice("state", STATES, Text("", "")),
        tuple(number for source in sources if (number := source.text("number", ""))),
        min(days, default=None),
        _day(window, "valid_from"),
        _day(window, "valid_to"),
    )
    for name in KEYED:
        if name in top:
            top.tables(name)
    for name in SINGLE:
        if name in top:
            top.table(name)
    top.rows("waivers")
    top.close(["schema", "award"])
    usual = top.get("schema") == FORMAT and version == pathlib.PurePath(document.file).stem
    return head if usual and not problems.found else None


def _day(window: Table, key: str) -> datetime.date | None:
    """A day with or without words and article beside it; None where the text gives none."""
    value = window.get(key)
    if isinstance(value, Mapping):
        value = value.get("value")
    return value if isinstance(value, datetime.date) else None
