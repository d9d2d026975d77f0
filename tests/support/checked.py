"""A good text with its document, and copies of it with one place altered."""

from __future__ import annotations

from pathlib import Path

from awardsim.findings import Finding

FOLDER = Path(__file__).resolve().parents[1] / "findings"
FILE = FOLDER / "2026.toml"
DOCUMENT = FOLDER / "2026.txt"
TEXT = FILE.read_text("utf-8")

Pair = tuple[str, str]


def altered(*pairs: Pair) -> str:
    """The good text with some places altered; each stands there just once."""
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def row(part: str) -> str:
    """The one line of the good text that has a part."""
    found = [line for line in TEXT.splitlines() if part in line]
    assert len(found) == 1, f"{part!r} stands on {len(found)} lines of the text"
    return found[0]


def line_of_mark(*pairs: Pair) -> int:
    """The line on which § stands in the altered text."""
    return altered(*pairs).partition("§")[0].count("\n") + 1


def codes(findings: list[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [one.code.id for one in findings]
