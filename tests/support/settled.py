"""Findings of issued texts, each with the edit of the file that settles it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import attrs

from awardsim.findings import Finding, check_policy
from awardsim.findings.timing import clock, hurry, subitems
from awardsim.plugins import Catalogue, load_catalogue, make_manager
from awardsim.policy import Policy, parse_policy, read_policy
from awardsim.policy.paths import remove_path, set_path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
#: A key that is struck out.
GONE = object()
#: What is written at which path of a copy.
Edit = Mapping[str, Any]


@attrs.frozen
class Row:
    """A finding of a text and what settles it.

    Attributes
    ----------
    point
        Code and path.
    articles
        As a person writes them: ``七(八)、九(三)``.
    said
        A part of the Chinese message or effect, retyped from the document.
    settled
        What a drafter writes instead, by path.
    along
        Other findings that the same edit settles, as ``AWS203 stages.receipt.deadline.on``.
    comes
        A finding that is told elsewhere then: the same one of another first place.
    """

    point: str
    articles: str
    said: str
    settled: Edit
    along: tuple[str, ...] = ()
    comes: tuple[str, ...] = ()


# ---- edits ----------------------------------------------------------------------------------


def words(value: object, said: str, **more: object) -> dict[str, object]:
    """A value with the sentence that says it."""
    return {"value": value, "words": said, **more}


def at_most(value: object, said: str) -> dict[str, object]:
    """A limit with the sentence that says it."""
    return {"at_most": value, "words": said}


def at_least(value: object, said: str) -> dict[str, object]:
    """A minimum with the sentence that says it."""
    return {"at_least": value, "words": said}


def on(year: int, month: int, day: int, said: str = "") -> dict[str, object]:
    """A date, written with year, month and day, behind other words."""
    return words(date(year, month, day), f"{said}{year}年{month}月{day}日")


def provision(title: str, type: str, source: str, said: str) -> dict[str, object]:
    """A sentence of its own that a drafter adds."""
    return {
        "title": {"zh": title, "en": title},
        "type": type,
        "source": source,
        "value": words(said, said),
    }


def barred(source: str) -> Edit:
    """A lock-out of four years that a drafter adds, where a text says nothing of past awards."""
    said = "获奖后4年内不得再次申报"
    return {
        "conditions.lock_out": {
            "title": {"zh": "获奖后4年内不得再报", "en": "no application within 4 years"},
            "tracks": ["organisations", "individuals"],
            "source": source,
            "words": said,
            "prohibits": True,
            "rule": {
                "name": "lock_out",
                "lasts": words("4y", "获奖后4年内"),
                "scope": words("same_track", "同一奖项"),
            },
        },
        "provisions.reapplication.value": words("4年后可以", said),
    }


def by_marks(*stages: str) -> dict[str, object]:
    """Lists that say that they follow the marks."""
    return {
        f"stages.{name}.rule.{key}": value
        for name in stages
        for key, value in (("inferred", GONE), ("words", "按得分由高到低确定"))
    }


def decided(reading: str, settled: Edit | None = None) -> dict[str, Any]:
    """An edit that leaves one reading: the question is struck, the text says what holds."""
    return {f"readings.{reading}": GONE, **(settled or {})}


def mended(policy: Policy, settled: Edit) -> Policy:
    """A copy of a text with an edit."""
    raw = dict(policy.raw)
    for path, value in settled.items():
        raw = remove_path(raw, path) if value is GONE else set_path(raw, path, value)
    stages = raw["stages"]
    for name, stage in stages.items():  # a step has no date with another whose date is struck
        if "due_with" in stage and "deadline" not in stages[stage["due_with"]]:
            raw = remove_path(raw, f"stages.{name}.due_with")
    return parse_policy(raw, policy.file)


# ---- texts ----------------------------------------------------------------------------------


@contextmanager
def tree_catalogue() -> Iterator[Catalogue]:
    """The built-in rules and those of the tree's own packages, installed or not."""
    made = {}
    for folder in sorted(PLUGINS.iterdir()):
        if (folder / "policies").is_dir():
            name = f"checked_{folder.name}"
            spec = importlib.util.spec_from_file_location(
                name, folder / "__init__.py", submodule_search_locations=[str(folder)]
            )
            assert spec is not None
            assert spec.loader is not None
            made[name] = sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(made[name])
    yield load_catalogue(make_manager(entry_points=False, more=list(made.values())))
    for name in made:
        del sys.modules[name]


@attrs.frozen(slots=False)
class Issued:
    """An issued text with all that is found in it."""

    policy: Policy
    rules: Catalogue
    found: Mapping[str, Finding]

    @classmethod
    def read(cls, file: str, rules: Catalogue) -> Issued:
        """A text of the tree."""
        policy = read_policy(PLUGINS / file)
        return cls(policy, rules, by_point(check_policy(policy, rules)))

    def once(self, settled: Edit) -> Mapping[str, Finding]:
        """What is found in a copy with an edit; its repairs are not tried on further copies."""
        with ExitStack() as untried:
            for module in (clock, hurry, subitems):
                untried.enter_context(patch.object(module, "tried", _untried))
            return by_point(check_policy(mended(self.policy, settled), self.rules))


def _untried(*_: object, **__: object) -> None:
    """No copy: trying repairs takes longer than all else, and does not decide what is found."""


def by_point(found: list[Finding]) -> dict[str, Finding]:
    """Findings by code and path; no two have the same."""
    points = {f"{one.code.id} {one.place.path}": one for one in found}
    assert len(points) == len(found)
    return points


@attrs.frozen
class Here:
    """A catalogue whose texts are chosen."""

    rules: Catalogue
    texts: tuple[Policy, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Columns of populations beside the vocabulary's."""
        return self.rules.columns

    @property
    def policies(self) -> Mapping[str, Any]:
        """The chosen texts."""
        return {text.id: SimpleNamespace(value=text) for text in self.texts}

    def rule(self, name: str, jurisdiction: str = "") -> Any:
        """A rule of the catalogue."""
        return self.rules.rule(name, jurisdiction)

    def policy(self, id: str) -> Policy:
        """A chosen text."""
        return next(text for text in self.texts if text.id == id)
