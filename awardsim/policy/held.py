"""Which of its readings a text follows as it stands in its file.

An option of a reading has the values that it sets.  A draft in which one of them has been written
otherwise no longer follows the reading's default, whatever ``default`` says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from awardsim.policy.cells import in_both, is_cell
from awardsim.policy.model import Reading
from awardsim.policy.paths import get_path, has_path

#: Keys that say where a value comes from and what was made of it, not what it is.
_ABOUT = frozenset({"source", "words", "inferred", "changed", "wording"})
_SILENT = ("elsewhere", "unstated", "excluded", "unread")
_BOUNDS = ("at_least", "at_most")


def held_option(
    raw: Mapping[str, Any], reading: Reading, but: Collection[str] = (), prefer: str = ""
) -> str:
    """The option whose values stand in a file; empty where those of none do.

    One of which some do, and the values of no other option in the place of the rest, still holds
    where they stand.

    Parameters
    ----------
    but
        Paths that are not looked at, with what is below and above them.
    prefer
        The option that is taken where it is one of several; by default the reading's own.
    """
    first = prefer or reading.default
    if first not in reading.options:
        return ""
    wrong = differing(raw, reading, first, but)
    if not wrong:
        return first
    for name, option in reading.options.items():
        if wrong <= option.set.keys() and not differing(raw, reading, name, but):
            return name
    standing = [one for one in reading.options[first].set if not _any_touches(one, but)]
    return first if len(wrong) < len(standing) else ""


def differing(
    raw: Mapping[str, Any], reading: Reading, name: str, but: Collection[str] = ()
) -> set[str]:
    """The paths at which something else stands in a file's tables than an option sets.

    What is not there is unstated.  Where every option has another rule, its name tells them apart:
    what else the rule says is another question.
    """
    found = set()
    for path, value in reading.options[name].set.items():
        if _any_touches(path, but):
            continue
        there = get_path(raw, path) if has_path(raw, path) else "unstated"
        rules = [_rule(one.set.get(path)) for one in reading.options.values()]
        if all(rules) and len(set(rules)) == len(rules):
            same = _rule(there) == _rule(value)
        else:
            same = bool(_bare(there) == _bare(value))
        if not same:
            found.add(path)
    return found


def _rule(value: object) -> str:
    """The name of a rule; empty of anything else."""
    return str(value.get("name", "")) if isinstance(value, Mapping) else ""


def _any_touches(path: str, others: Collection[str]) -> bool:
    """Whether one of some paths is a path, or lies below or above it."""
    return any(
        path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in others
    )


def _bare(value: Any) -> Any:
    """A value without its article, its words and the form in which it is written."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if not isinstance(value, Mapping) or in_both(value):
        return value
    if not is_cell(value):
        return {key: _bare(one) for key, one in value.items() if key not in _ABOUT}
    form = next((key for key in _SILENT if key in value), "")
    if form:
        return form
    bound = next((key for key in _BOUNDS if key in value), "")
    bare = _bare(value[bound or ("exactly" if "exactly" in value else "value")])
    if not bound and not value.get("soft"):
        return bare
    return {"bound": bound, "value": bare, "soft": bool(value.get("soft"))}
