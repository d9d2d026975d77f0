"""The path of a value in a document: its keys, and its place where it stands in a list."""

from __future__ import annotations

import re

#: Keys from the outermost inwards; a number counts the items of a list from 0.
Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PART = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^."\[\]]+)')
_INDEX = re.compile(r"\[(\d+)\]")
_LONGEST = 40


def cut(text: str) -> str:
    """A text as a message may show it: at most 40 characters, nothing invisible.

    >>> print(cut("one" + chr(10) + "two" + chr(0x202E) + "x" * 50))
    one\\ntwo\\u202exxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    """
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode("ascii")
        for mark in short
    )


def show_path(path: Path) -> str:
    """A path as a person writes it; a key that is no bare key is quoted.

    >>> show_path(("stages", "city_notice", "duration"))
    'stages.city_notice.duration'
    >>> show_path(("changes", 2, "to", "a.b"))
    'changes[2].to."a.b"'
    """
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part}]"
            continue
        if _BARE.fullmatch(part):
            part = cut(part)
        else:
            part = '"' + cut(part.replace("\\", "\\\\").replace('"', '\\"')) + '"'
        shown += f".{part}" if shown else part
    return shown


def split_path(text: str) -> Path:
    """The parts of a written path; ValueError if it cannot be read.

    >>> split_path('changes[2].to."a.b"')
    ('changes', 2, 'to', 'a.b')
    """
    parts: list[str | int] = []
    place = 0
    while place < len(text):
        index = _INDEX.match(text, place)
        if index and parts:
            parts.append(int(index[1]))
            place = index.end()
            continue
        if parts:
            if text[place] != ".":
                raise ValueError(f"not a path: {cut(text)!r}")
            place += 1
        found = _PART.match(text, place)
        if found is None:
            raise ValueError(f"not a path: {cut(text)!r}")
        quoted = found["quoted"]
        parts.append(found["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        place = found.end()
    if not parts or text.endswith("."):
        raise ValueError(f"not a path: {cut(text)!r}")
    return tuple(parts)
