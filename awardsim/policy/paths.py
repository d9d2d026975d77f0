"""Values of a text by their paths in its file (``stages.city_notice.duration``).

The functions work on the raw tables of a file and never change what they are given.  A path
that leads nowhere is a ``KeyError`` whose argument is the nearest path that exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awardsim.toml import Path, nearest, show_path, split_path


def get_path(raw: Mapping[str, Any], path: str) -> Any:
    """The value at a path.

    >>> get_path({"stages": {"notice": {"duration": "5wd"}}}, "stages.notice.duration")
    '5wd'
    >>> get_path({"stages": {"notice": {"duration": "5wd"}}}, "stages.notice.duratoin")
    Traceback (most recent call last):
    KeyError: 'stages.notice.duration'
    """
    node: Any = raw
    for part in _parts(raw, path):
        node = _step(node, part, raw, path)
    return node


def set_path(raw: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The tables with another value at a path; its last key may be new, what holds it not.

    >>> set_path({"a": {"b": 1}}, "a.c", 2)
    {'a': {'b': 1, 'c': 2}}
    """
    *above, last = _parts(raw, path)
    changed, holder = _copied(raw, above, path)
    if isinstance(holder, list) and not (isinstance(last, int) and last < len(holder)):
        raise KeyError(_nearest_path(raw, path))
    if isinstance(holder, dict) and not isinstance(last, str):
        raise KeyError(_nearest_path(raw, path))
    holder[last] = value
    return changed


def remove_path(raw: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The tables without what stands at a path.

    >>> remove_path({"a": {"b": 1, "c": 2}}, "a.b")
    {'a': {'c': 2}}
    """
    *above, last = _parts(raw, path)
    changed, holder = _copied(raw, above, path)
    _step(holder, last, raw, path)
    del holder[last]
    return changed


def unlinked(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """Successors of a stage inherit its predecessors, and nothing is due with it any more.

    Other paths change nothing.
    """
    parts = path.split(".")
    if len(parts) != 2 or parts[0] != "stages":
        return raw
    before = list(raw["stages"][parts[1]].get("after", []))
    changed = raw
    for name, stage in raw["stages"].items():
        after = list(stage.get("after", []))
        if parts[1] in after:
            kept = [other for other in after if other != parts[1]]
            changed = set_path(
                changed,
                f"stages.{name}.after",
                kept + [other for other in before if other not in kept],
            )
        if stage.get("due_with") == parts[1]:
            changed = remove_path(changed, f"stages.{name}.due_with")
    return changed


def has_path(raw: Mapping[str, Any], path: str) -> bool:
    """Whether something stands at a path."""
    try:
        get_path(raw, path)
    except KeyError:
        return False
    return True


def known_paths(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Every path of the tables, in the order of the file: tables, and the values in them.

    >>> known_paths({"a": {"b": 1}, "c": [2, 3]})
    ('a', 'a.b', 'c')
    """
    return tuple(show_path(path) for path, _ in walk(raw))


def walk(node: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path of the tables with what stands there, in the order of the file.

    >>> list(walk({"a": {"b": 1}}))
    [(('a',), {'b': 1}), (('a', 'b'), 1)]
    """
    for key, value in node.items():
        yield (*path, key), value
        if isinstance(value, Mapping):
            yield from walk(value, (*path, key))


def _parts(raw: Mapping[str, Any], path: str) -> Path:
    try:
        return split_path(path)
    except ValueError:
        raise KeyError(_nearest_path(raw, path)) from None


def _step(node: Any, part: str | int, raw: Mapping[str, Any], path: str) -> Any:
    """One step down; KeyError with the nearest path where there is nothing."""
    if isinstance(node, Mapping) and part in node:
        return node[part]
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    raise KeyError(_nearest_path(raw, path))


def _copied(
    raw: Mapping[str, Any], above: list[str | int], path: str
) -> tuple[dict[str, Any], Any]:
    """The tables with everything along a path copied, and what the path ends in."""
    changed: dict[str, Any] = dict(raw)
    node: Any = changed
    for part in above:
        below = _step(node, part, raw, path)
        if not isinstance(below, Mapping | list):
            raise KeyError(_nearest_path(raw, path))
        node[part] = dict(below) if isinstance(below, Mapping) else list(below)
        node = node[part]
    return changed, node


def _nearest_path(raw: Mapping[str, Any], path: str) -> str:
    """The path most like another one: right as far as it goes, then the nearest name."""
    try:
        parts = split_path(path)
    except ValueError:
        return nearest(path, known_paths(raw))
    node: Any = raw
    found: Path = ()
    for part in parts:
        if not isinstance(node, Mapping):
            return show_path(found)
        name = part if part in node else nearest(str(part), node)
        if not name:
            return show_path(found) if len(found) > 1 else ""
        found = (*found, name)
        node = node[name]
    return show_path(found)
