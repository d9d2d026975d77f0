"""A text as it might be once its mistakes of form are put right, to see what else is wrong.

Nothing of it is ever handed out: it is only read, so that somebody who has written a file is
told everything at once and not mistake by mistake.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from awardsim.errors import PolicyError, Problem
from awardsim.findings.form import (
    MISSING,
    NAME_OF_FILE,
    NO_ARTICLE,
    NO_UNIT,
    UNKNOWN_KEY,
    UNKNOWN_NAME,
    code_of,
)
from awardsim.policy import Policy, parse_policy
from awardsim.toml import Path, split_path

_ROUNDS = 6
_TABLES = (
    "sources", "window", "tracks", "channels", "bodies", "quotas", "conditions", "stages",
    "objections", "readings", "provisions",
)  # fmt: skip
#: Keys under which a value itself stands, beside its words.
_OF_CELL = ("value", "at_least", "exactly", "at_most")
#: Values that stand for what is missing, by key; anything else is left open.
_STAND_INS: Mapping[str, Any] = {
    "schema": 1,
    "jurisdiction": "unknown",
    "state": "draft",
    "title": {"zh": "？", "en": "?"},
    "award": {"zh": "？", "en": "?"},
    "question": {"zh": "？", "en": "?"},
    "zh": "？",
    "en": "?",
    "kind": "gate",
    "per": "case",
    "applicant": "organisation",
    "role": "office",
    "counts": "receipt",
    "late": "out",
    "reason": "?",
}


def mended(raw: Mapping[str, Any], problems: Iterable[Problem]) -> tuple[Policy | None, set[str]]:
    """The text with something likely in place of each mistake, and the paths so treated.

    None where even that does not read.
    """
    data: dict[str, Any] = copy.deepcopy(dict(raw))
    treated: set[str] = set()
    found = list(problems)
    for round in range(_ROUNDS):
        for problem in found:
            if problem.path:
                treated.add(problem.path)
                _treat(data, problem, round)
        for name in _TABLES:
            data.setdefault(name, {})
        try:
            return parse_policy(data, ""), treated
        except PolicyError as error:
            found = list(error.problems)
    return None, treated


def _treat(data: dict[str, Any], problem: Problem, round: int) -> None:
    """Put one mistake right: by its kind first, then by leaving it out, then with its table."""
    try:
        path = split_path(problem.path)
    except ValueError:
        return
    holder = _holder(data, path)
    last = path[-1]
    code = code_of(problem)
    missing = code is MISSING and isinstance(holder, dict)
    if round > 1 and not (missing and last not in holder):  # what was taken out may be needed
        _remove(data, path[: max(len(path) - round + 1, 2)])
        return
    if holder is None or code is NAME_OF_FILE:  # which what is read without a file cannot have
        return
    if missing:
        holder[str(last)] = _stand_in(data, str(last), path)
    elif round == 0 and code is NO_ARTICLE and isinstance(holder, dict):
        holder["source"] = f"{next(iter(data.get('sources', {})), '?')} 全文"
    elif round == 0 and code is NO_UNIT and _has(holder, last):
        holder[last] = f"{str(holder[last]).strip().lstrip('-')}wd"
    elif round == 0 and problem.nearest and code is UNKNOWN_NAME and _has(holder, last):
        holder[last] = problem.nearest
    elif round == 0 and problem.nearest and code is UNKNOWN_KEY and problem.nearest not in holder:
        holder[problem.nearest] = holder.pop(last)
    elif round == 0 and last in _OF_CELL and len(path) > 2 and path[-2] != "rule":
        _open(data, path[:-1])
    elif round == 0 and isinstance(holder, dict) and last in holder and len(path) > 2:
        holder[str(last)] = _stand_in(data, str(last), path)
    else:
        _remove(data, path)


def _open(data: dict[str, Any], path: Path) -> None:
    """Leave a value open, with all that stood beside it."""
    holder = _holder(data, path)
    if isinstance(holder, dict):
        holder[str(path[-1])] = "unstated"


def _stand_in(data: Mapping[str, Any], key: str, path: Path) -> Any:
    """Something likely for a key that is missing, or has a value of the wrong kind."""
    if len(path) == 1 and key in _TABLES:
        return {}
    if key == "type":
        return "ELIG" if path[0] == "stages" else "PRINCIPLE"
    if key in ("after", "tracks"):
        return []
    if key == "version":
        return "unknown"
    if key == "title" and path[0] == "sources":
        return "？"
    if key == "source":
        return f"{next(iter(data.get('sources', {})), '?')} 全文"
    if key == "body":
        return next(iter(data.get("bodies", {})), "?")
    return copy.deepcopy(_STAND_INS.get(key, "unstated"))


def _has(holder: Any, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and key < len(holder)
    return key in holder


def _holder(data: Any, path: Path) -> Any:
    for part in path[:-1]:
        found: Any = data
        if not isinstance(data, dict | list) or not _has(data, part):
            return None
        data = found[part]
    return data if isinstance(data, dict | list) else None


def _remove(data: dict[str, Any], path: Path) -> None:
    holder = _holder(data, path)
    if holder is not None and _has(holder, path[-1]):
        del holder[path[-1]]
