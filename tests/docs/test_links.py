"""Links of the documentation lead somewhere, and what is named is there."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from support.pages import (
    BLOCK,
    DOCS,
    PAGES,
    ROOT,
    coded,
    page,
)


def slug(heading: str) -> str:
    """The anchor of a heading, as the hosts of Markdown make it."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    kept = [
        mark
        for mark in plain
        if mark in " -_" or unicodedata.category(mark)[0] in "LN" or mark == "\u00a0"
    ]
    return "".join(kept).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = BLOCK.sub("", path.read_text("utf-8"))
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def links(name: str) -> list[str]:
    text = BLOCK.sub("", page(name))
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def test_an_anchor_is_made_as_it_should_be():
    assert slug("A rule of one's own") == "a-rule-of-ones-own"
    assert slug("Lists (名单)") == "lists-名单"
    assert slug("`ready`, or not") == "ready-or-not"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    for link in links(name):
        target, _, anchor = link.partition("#")
        path = (DOCS / target) if target else DOCS / name
        assert path.exists(), link
        if anchor:
            assert anchor in anchors(path), link


def test_the_index_lists_every_page():
    listed = [link for link in links("README.md") if not link.startswith("#")]
    assert sorted(listed) == [name for name in PAGES if name != "README.md"]


@pytest.mark.parametrize("name", PAGES)
def test_modules_and_functions_that_are_named_exist(name):
    for dotted in coded(name):
        if not re.fullmatch(r"awardsim(\.\w+)+", dotted):
            continue
        parts = dotted.split(".")
        for cut in range(len(parts), 0, -1):
            try:
                found: Any = importlib.import_module(".".join(parts[:cut]))
            except ModuleNotFoundError:
                continue
            for part in parts[cut:]:
                assert hasattr(found, part), dotted
                found = getattr(found, part)
            break


@pytest.mark.parametrize("name", PAGES)
def test_files_that_are_named_exist(name):
    for shown in coded(name):
        if re.fullmatch(r"(awardsim|tests|plugins|scenarios|\.ci)/[\w./-]*", shown):
            assert (ROOT / shown).exists(), shown
