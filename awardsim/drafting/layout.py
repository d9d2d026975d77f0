"""Writing TOML that people read: blocks in the order of the document, with comments."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.drafting.forms import read_number
from awardsim.report.console import width

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PART = re.compile(r"\d+|[〇零一二两三四五六七八九十百]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f"}
_RULE = 92
_COMMENT_AT = 52


@attrs.frozen
class Block:
    """Some tables that belong together, and the article they come from.

    ``article`` is empty for what no article holds: it comes last.
    """

    article: str
    lines: tuple[str, ...]


@attrs.frozen
class Raw:
    """A value that is written as it stands."""

    text: str


def value(thing: Any) -> str:
    """A value as TOML.

    >>> value({"at_least": "5wd", "words": "不少于5个工作日"})
    '{ at_least = "5wd", words = "不少于5个工作日" }'
    """
    if isinstance(thing, Raw):
        return thing.text
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, str):
        return quoted(thing)
    if isinstance(thing, datetime.date):
        return thing.isoformat()
    if isinstance(thing, Mapping):
        pairs = ", ".join(f"{key(name)} = {value(one)}" for name, one in thing.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(thing, Sequence):
        return f"[{', '.join(value(one) for one in thing)}]"
    return str(thing)


def quoted(text: str) -> str:
    """A text between quotes."""
    shown = "".join(
        _ESCAPES.get(mark)
        or (mark if ord(mark) >= 32 and ord(mark) != 127 else f"\\u{ord(mark):04x}")
        for mark in text
    )
    return f'"{shown}"'


def key(name: str) -> str:
    """A key, quoted where it has to be."""
    return name if _BARE.fullmatch(name) else quoted(name)


def pair(name: str, thing: Any, comment: str = "") -> str:
    """A line ``name = value``, with its comment where there is one."""
    return commented(f"{key(name)} = {value(thing)}", comment)


def note(text: str) -> str:
    """A comment on one line."""
    return "# " + "".join(mark if mark.isprintable() else " " for mark in text)


def header(path: str, comment: str = "") -> str:
    """The line ``[path]``."""
    return commented(f"[{path}]", comment)


def heading(text: str) -> str:
    """A comment that rules off a part of the file."""
    begun = f"# ---- {text} "
    return begun + "-" * max(_RULE - width(begun), 4)


def article_key(article: str) -> tuple[float, ...]:
    """Where an article stands in a document; what has no number comes last, annexes before it.

    >>> article_key("七(二)") < article_key("七(十)") < article_key("十二") < article_key("附件7")
    True
    """
    first = re.split(r"[,，、;；]", article)[0]
    numbers = []
    for found in _PART.findall(first):
        try:
            numbers.append(float(read_number(found)))
        except ValueError:
            continue
    if re.match(r"\s*(?:附|annex)", first, re.IGNORECASE):
        return (1e6, *numbers)
    return tuple(numbers) or (math.inf,)


def part_of(article: str) -> str:
    """The part of the document that an article belongs to (``七`` of ``七(二)``)."""
    first = re.split(r"[,，、;；]", article)[0].strip()
    found = re.match(
        r"\s*(?:(?:附件?|annex)\s*)?(?:\d+|[〇零一二两三四五六七八九十百]+)", first, re.I
    )
    return found[0].strip() if found else first


def in_order(blocks: Iterable[Block], unwritten: str) -> list[str]:
    """All blocks by their articles, each part of the document under a heading of its own.

    Blocks of one article stay in the order in which they are given; those without an article
    come last, under the heading ``unwritten``.
    """
    listed = sorted(
        blocks, key=lambda block: article_key(block.article) if block.article else (math.inf, 1.0)
    )
    lines: list[str] = []
    current: str | None = None
    for block in listed:
        part = part_of(block.article) if block.article else unwritten
        if part != current:
            lines += ["", "", heading(part)]
            current = part
        lines += ["", *block.lines]
    return lines


def commented(line: str, comment: str) -> str:
    """A line with a comment, all of which begin in one column where there is room."""
    if not comment:
        return line
    room = _COMMENT_AT - width(line)
    return f"{line}{' ' * max(room, 2)}{note(comment)}"
