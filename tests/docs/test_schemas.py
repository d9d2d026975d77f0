"""The schemas for editors agree with the readers of the files, which are written without them."""

from __future__ import annotations

import copy
import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from awardsim.cli import main
from awardsim.errors import InputError
from awardsim.policy import parse_policy
from awardsim.policy.schema import policy_schema
from awardsim.scenario.schema import scenario_schema
from awardsim.scenario.tables import Tables
from awardsim.toml import Problems, Table

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
POLICY = jsonschema.Draft202012Validator(policy_schema())
SCENARIO = jsonschema.Draft202012Validator(scenario_schema())
TEXTS = sorted(ROOT.glob("plugins/*/policies/*.toml"))
SCENARIOS = sorted(ROOT.glob("scenarios/*.toml"))


def plain(value: Any) -> Any:
    """Tables of TOML as an editor's checker sees them: days are texts."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def example(page: str, name: str) -> dict[str, Any]:
    """A complete file of the documentation."""
    text = re.search(rf"^```toml\n# file: {name}\n(.*?)^```$", (DOCS / page).read_text("utf-8"),
                     re.MULTILINE | re.DOTALL)  # fmt: skip
    assert text is not None
    return tomllib.loads(text[1])


def accepted(validator: Any, data: Any) -> bool:
    return bool(validator.is_valid(plain(data)))


def read_as_policy(data: dict[str, Any]) -> bool:
    """Whether the reader of texts takes it."""
    try:
        parse_policy(data, f"{data.get('version', '')}.toml")
    except InputError:
        return False
    return True


def read_as_scenario(data: dict[str, Any]) -> bool:
    """Whether the reader of scenarios takes it."""
    problems = Problems("piece.toml")
    Tables(Table(data, (), problems), problems, "piece.toml").scenario(needs_policy=True)
    return not problems.found


def keys_of(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all keys of all tables."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key)
            yield from keys_of(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from keys_of(value, (*path, place))


def without(data: Any, path: tuple[Any, ...], instead: str = "") -> Any:
    """The tables without one key, or with another name for it."""
    changed = copy.deepcopy(data)
    table = changed
    for part in path[:-1]:
        table = table[part]
    value = table.pop(path[-1])
    if instead:
        table[instead] = value
    return changed


LONG = example("policy-file.md", "2027.toml")
USUAL = example("scenario-file.md", "usual.toml") | {
    "channels": {"qingcheng": {"organisations": [1, 2, 3]}},
    "durations": {"site_visit": ["1wd", "2wd", "3wd"], "approval": "3wd"},
    "fill": {"stages.apply.closes": datetime.date(2025, 10, 10)},
    "chance": {"objection": {"final_notice": 0.1}},
    "bodies": {"office": {"away": [datetime.date(2025, 12, 1)], "assignment": "pool"}},
    "risks": {"again": {"kind": "no_quorum", "stage": "deliberation", "probability": 0.1}},
    "calendar": {"known_on": datetime.date(2025, 10, 27), "hours": ["08:30", "17:30"]},
    "progress": {"today": datetime.date(2025, 11, 3), "done": {}, "posted": {}},
    "run": {"replications": 100, "seed": 2},
    "changes": [{"path": "stages.final_notice.duration", "to": "7wd", "why": "asked for"}],
}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parts[-3] + path.stem)
def test_every_text_that_is_shipped_fits(path):
    POLICY.validate(plain(tomllib.loads(path.read_text("utf-8"))))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_that_is_shipped_fits(path):
    SCENARIO.validate(plain(tomllib.loads(path.read_text("utf-8"))))


@pytest.mark.parametrize(("name", "words"), [("policy", "panzhihua."), ("scenario", "no_quorum")])
def test_a_schema_is_printed_with_the_rules_that_are_installed(name, words, capsys):
    assert main(["show", name, "--schema"]) == 0
    shown = capsys.readouterr().out
    jsonschema.Draft202012Validator.check_schema(json.loads(shown))
    assert words in shown
    assert f"awardsim show {name} --schema" in (DOCS / f"{name}-file.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "validator", "read"),
    [(LONG, POLICY, read_as_policy), (USUAL, SCENARIO, read_as_scenario)],
    ids=["policy", "scenario"],
)
def test_a_schema_refuses_what_the_reader_refuses_for_its_form_and_nothing_else(
    data, validator, read
):
    assert read(data)
    assert accepted(validator, data)
    misspelt_and_let_pass = []
    for path in keys_of(data):
        if isinstance(path[-1], int):
            continue
        left_out = without(data, path)
        if read(left_out):
            assert accepted(validator, left_out), path
        misspelt = without(data, path, f"{path[-1]}_x")
        if read(misspelt):
            assert accepted(validator, misspelt), path
        elif accepted(validator, misspelt):
            misspelt_and_let_pass.append(path)
    # what is left are names that other keys refer to: the schema does not look them up
    others = [path for path in misspelt_and_let_pass if len(path) != 2]
    assert [path for path in others if path[::2] != ("readings", "options")] == []
    assert {path[0] for path in misspelt_and_let_pass} <= {
        "sources", "tracks", "tiers", "channels", "bodies", "quotas", "stages", "readings",
        "meetings",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("people", "reviewers"), [3, 4]),
        (("people", "reviewers"), "many"),
        (("durations", "approval"), 3),
        (("durations", "approval"), "3 weeks"),
        (("opens",), "soon"),
        (("pace",), "fast"),
        (("run", "seed"), -1),
        (("calendar", "hours"), ["8.30", "17:30"]),
        (("risks", "again", "kind"), "flood"),
        (("changes", 0, "op"), "replace"),
    ],
)
def test_wrong_values_of_a_scenario_are_seen_by_both(path, value):
    changed = copy.deepcopy(USUAL)
    table: Any = changed
    for part in path[:-1]:
        table = table[part]
    table[path[-1]] = value
    assert not read_as_scenario(changed)
    assert not accepted(SCENARIO, changed)


def test_another_kind_of_schema_is_told_of(capsys):
    assert main(["show", "scenaro", "--schema", "--lang", "en"]) == 2
    assert "did you mean 'scenario'" in capsys.readouterr().err
    assert main(["show", "scenario", "--schema", "--all", "--lang", "en"]) == 2
    assert "--schema" in capsys.readouterr().err
