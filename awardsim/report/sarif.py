"""Findings as SARIF 2.1.0, for editors and for code hosts that annotate lines."""

from __future__ import annotations

import importlib.metadata
import urllib.parse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from awardsim.findings import CODES, Finding, Severity
from awardsim.report.findings import short_file
from awardsim.text import Language

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.CLARIFY: "note"}


def findings_sarif(findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    """One run with its rules and results; what is waived is suppressed with its reason."""
    used = [code for id, code in CODES.items() if any(one.code.id == id for one in findings)]
    index = {code.id: place for place, code in enumerate(used)}
    rules = [
        {
            "id": code.id,
            "shortDescription": {"text": code.title.read(language)},
            "fullDescription": {"text": code.about.read(language)},
            "help": {"text": code.repair.read(language)},
            "defaultConfiguration": {"level": _LEVELS[code.issued]},
        }
        for code in used
    ]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": {"name": "awardsim", "version": _version(), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, index, language) for one in findings],
            }
        ],
    }


def _result(one: Finding, index: dict[str, int], language: Language) -> dict[str, Any]:
    said = [one.what.read(language), one.effect.read(language), one.mending.read(language)]
    result: dict[str, Any] = {
        "ruleId": one.code.id,
        "ruleIndex": index[one.code.id],
        "level": _LEVELS[one.severity],
        "message": {"text": "\n".join(part for part in said if part)},
    }
    location: dict[str, Any] = {}
    if one.place.file:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(one.place.file)}}
        if one.place.line:
            location["physicalLocation"]["region"] = {"startLine": one.place.line}
    if one.place.path:
        location["logicalLocations"] = [{"fullyQualifiedName": one.place.path}]
    if location:
        result["locations"] = [location]
    if one.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": one.waived}]
    if one.place.articles:
        result["properties"] = {"articles": list(one.place.articles)}
    return result


def _uri(file: str) -> str:
    shown = short_file(file)
    if Path(shown).is_absolute():
        return Path(shown).as_uri()
    return urllib.parse.quote(Path(shown).as_posix())


def _version() -> str:
    try:
        return importlib.metadata.version("awardsim")
    except importlib.metadata.PackageNotFoundError:
        return "0"
