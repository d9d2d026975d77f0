"""Paths of a change that mean several values of a text at once: all notices, all of one kind.

==============================  ==============================================================
``notices.*.length``            how long each public notice lasts (also ``公示.*.天数``)
``stages.county_*.duration``    of every stage whose id begins so
``stages.<title>.duration``     a stage by its Chinese title
==============================  ==============================================================

``*`` stands for any number of letters within one key, ``?`` for one.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from typing import Any

import attrs

from awardsim.policy.paths import walk
from awardsim.scenario.model import Change
from awardsim.toml import Path, nearest, show_path, split_path

#: First keys that mean stages: all, or those of a kind.
_STAGES = {"stages": "", "环节": "", "notices": "notice", "公示": "notice"}
#: Last keys that a person may use.
_KEYS = {"length": "duration", "天数": "duration"}
_WILD = re.compile(r"[*?]")


def is_pattern(path: str) -> bool:
    """A path that may mean several values."""
    return bool(_WILD.search(path))


def expanded(change: Change, raw: Mapping[str, Any]) -> list[Change]:
    """A change for each value that its path means, in the order of the text.

    A pattern means values that are written; what is silent is passed over.  A path without a
    pattern gives the change itself, its stage by id.

    >>> raw = {"stages": {"a": {"kind": "notice", "duration": "5wd"}, "b": {"kind": "gate"}}}
    >>> [one.path for one in expanded(Change("notices.*.length", "7wd", "longer"), raw)]
    ['stages.a.duration']
    """
    try:
        parts = split_path(change.path)
    except ValueError:
        return [change]
    kind, wanted = _plain(parts, raw)
    if not is_pattern(change.path):
        return [attrs.evolve(change, path=show_path(wanted)) if wanted != parts else change]
    found = []
    for own, _ in walk(raw):
        if len(own) != len(wanted) or not all(map(_fits, own, wanted)):
            continue
        if not kind or raw["stages"][own[1]].get("kind") == kind:
            found.append(attrs.evolve(change, path=show_path(own)))
    return found


def nearest_pattern(path: str, raw: Mapping[str, Any]) -> str:
    """The pattern that one which fits nothing was probably meant as: its last key is another."""
    parts = split_path(path)
    wanted = _plain(parts, raw)[1]
    last = {
        str(own[-1])
        for own, _ in walk(raw)
        if len(own) == len(wanted) and all(map(_fits, own[:-1], wanted[:-1]))
    }
    if wanted[0] == "stages" and last:
        last.update(_KEYS)
    near = nearest(str(parts[-1]), sorted(last))
    return ".".join([*map(str, parts[:-1]), near]) if near else ""


def covers(pattern: str, path: str) -> bool:
    """Whether a pattern means what stands at a path, above it or below it."""
    try:
        wanted, own = split_path(pattern), split_path(path)
    except ValueError:
        return False
    wanted = _plain(wanted, {})[1]
    return all(map(_fits, own, wanted))


def _plain(parts: Path, raw: Mapping[str, Any]) -> tuple[str, Path]:
    """The kind of stages that a path asks for, and the path as the file would have it."""
    kind, found = "", list(parts)
    if parts[0] in _STAGES:
        kind, found[0] = _STAGES[str(parts[0])], "stages"
    if len(found) > 2 and found[0] == "stages":
        found[-1] = _KEYS.get(str(found[-1]), found[-1])
    stages = raw.get("stages", {})
    if len(found) > 1 and found[0] == "stages" and found[1] not in stages:
        named = [name for name, stage in stages.items() if _title(stage) == found[1]]
        if len(named) == 1:
            found[1] = named[0]
    return kind, tuple(found)


def _title(stage: Any) -> str:
    title = stage.get("title") if isinstance(stage, Mapping) else None
    return str(title.get("zh", "")) if isinstance(title, Mapping) else ""


def _fits(part: str | int, wanted: str | int) -> bool:
    return (
        fnmatch.fnmatchcase(str(part), str(wanted)) if isinstance(wanted, str) else part == wanted
    )
