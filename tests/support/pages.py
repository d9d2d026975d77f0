"""The pages of the documentation, as a test reads them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# file: (\S+)\n")


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [text for tag, text in BLOCK.findall(page(name)) if tag == language]


def files(name: str, language: str) -> list[tuple[str, str]]:
    """Blocks that are complete files: name and text."""
    found = []
    for text in blocks(name, language):
        head = FILE.match(text)
        if head:
            found.append((head[1], text))
    return found


def rows(name: str) -> list[list[str]]:
    """Cells of all table rows of a page, without the bars."""
    lines = [line for line in page(name).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def row_of(name: str, key: str) -> list[str]:
    """The one row of a page whose first cell is a key."""
    found = [row for row in rows(name) if row[0] == f"`{key}`"]
    assert len(found) == 1, f"{name}: {len(found)} rows for {key}"
    return found[0]


def coded(name: str) -> set[str]:
    """Everything between back-quotes, examples left out."""
    return set(re.findall(r"`([^`\n]+)`", BLOCK.sub("", page(name))))


def all_files(language: str) -> list[tuple[str, str, str]]:
    return [(name, *one) for name in PAGES for one in files(name, language)]
