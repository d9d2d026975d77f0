"""A complete policy file, copies of it with one place altered, and what stands against them."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardsim.errors import PolicyError, Problem
from awardsim.policy import parse_policy
from awardsim.toml import parse_document

SAMPLE = Path(__file__).resolve().parents[1] / "policy" / "sample.toml"
TEXT = SAMPLE.read_text("utf-8")


def problems_of(text: str, file: str = "sample.toml") -> tuple[Problem, ...]:
    """All problems of a text that must have some."""
    document = parse_document(text, file)
    with pytest.raises(PolicyError) as raised:
        parse_policy(document.data, file, document.lines)
    return raised.value.problems


def altered(old: str, new: str) -> tuple[str, int]:
    """The sample with one place altered, and the line on which § stands in what is new."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times in the sample"
    marked = TEXT.replace(old, new)
    return marked.replace("§", ""), line_of("§", marked)


def line_of(snippet: str, text: str) -> int:
    """The line on which a snippet first stands; 1 where it does not."""
    before, found, _ = text.partition(snippet)
    return before.count("\n") + 1 if found else 1
