"""SARIF 2.1.0: what the standard requires of the parts that are written.

The official schema is not at hand without a network; the requirements below are retyped from
the standard (OASIS SARIF 2.1.0, sections 3.13, 3.14, 3.18, 3.19, 3.27 to 3.30, 3.35, 3.49).  Where
it is at hand, the variable ``SARIF_SCHEMA`` names its file and it is used too.
"""

from __future__ import annotations

import json
import os
import urllib.parse
from pathlib import Path

import jsonschema
import pytest
from support.checked import row

from awardsim.report.sarif import findings_sarif

MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string", "minLength": 1},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": MESSAGE,
                                                "fullDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": {
                                                    "properties": {"level": LEVEL}
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": MESSAGE,
                "properties": {"type": "object"},
                "suppressions": {
                    "type": "array",
                    "items": {
                        "required": ["kind"],
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "justification": {"type": "string"},
                        },
                    },
                },
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "physicalLocation": {
                                "required": ["artifactLocation"],
                                "properties": {
                                    "artifactLocation": {
                                        "required": ["uri"],
                                        "properties": {"uri": {"type": "string"}},
                                    },
                                    "region": {
                                        "required": ["startLine"],
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1}
                                        },
                                    },
                                },
                            },
                            "logicalLocations": {
                                "type": "array",
                                "items": {"properties": {"fullyQualifiedName": {"type": "string"}}},
                            },
                        },
                    },
                },
            },
        }
    },
}
WAIVED = ("[readings]\n", '[[waivers]]\ncode = "AWS309"\nreason = "因故"\n[readings]\n')
SEVERAL = [
    (row("number = {"), 'number = { at_most = 5, words = "每届不超过3家" }'),
    (row("decide = {"), 'decide = "unstated"'),
    (row("may_stay_vacant"), 'may_stay_vacant = "unstated"'),
    WAIVED,
]


def test_it_is_what_the_standard_requires(check):
    log = json.loads(json.dumps(findings_sarif(check(*SEVERAL), "zh"), allow_nan=False))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)


def test_every_result_points_to_its_rule_its_line_and_its_file(check):
    found = check(*SEVERAL)
    (run,) = findings_sarif(found, "en")["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({one.code.id for one in found})
    for one, result in zip(found, run["results"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == one.code.id
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] == one.place.line
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert urllib.parse.unquote(uri).endswith("2026.toml")
        assert location["logicalLocations"][0]["fullyQualifiedName"] == one.place.path


def test_severities_become_levels_and_waivers_suppressions(check):
    (run,) = findings_sarif(check(*SEVERAL, state="issued"), "en")["runs"]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("AWS104", "error"),
        ("AWS303", "note"),
        ("AWS309", "note"),
    ]
    assert [one.get("suppressions") for one in run["results"]] == [
        None,
        None,
        [{"kind": "inSource", "justification": "因故"}],
    ]


def test_nothing_found_is_a_run_without_results():
    (run,) = findings_sarif([], "en")["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    jsonschema.Draft202012Validator(SCHEMA).validate(findings_sarif([], "en"))


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="the official schema is not at hand")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_what_the_official_schema_allows(check, language):
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
    assert "SARIF" in schema["title"]
    made = findings_sarif(check(*SEVERAL), language)
    jsonschema.validators.validator_for(schema)(schema).validate(made)
