"""Files of two texts: the outer one is found, by its id or beside the inner one."""

from __future__ import annotations

import datetime
import types
from typing import Any

import pytest
from support.nested import NUMBERLESS, TIMES, inner_raw, outer_raw
from support.procedures import changed

from awardsim.analysis import builtin as measures
from awardsim.analysis.experiment import find, load
from awardsim.cli import main
from awardsim.errors import InputError
from awardsim.plugins import hookimpl, load_catalogue, make_manager
from awardsim.policy import parse_policy
from awardsim.simulation import builtin as cohorts


def toml(value: Any) -> str:
    """A value as TOML, tables in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {toml(part)}' for key, part in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | datetime.date) else f'"{value}"'


def write(folder, name: str, tables: dict[str, Any]) -> None:
    lines = [f"{key} = {toml(part)}" for key, part in tables.items() if not isinstance(part, dict)]
    for section, part in tables.items():
        if isinstance(part, dict) and section in ("window", "objections", "within"):
            lines += [f"[{section}]", *(f"{key} = {toml(one)}" for key, one in part.items())]
        elif isinstance(part, dict) and section in ("title", "award"):
            lines.insert(0, f"{section} = {toml(part)}")
        elif isinstance(part, dict):
            lines += [] if part else [f"[{section}]"]
            for one, table in part.items():
                lines += [f"[{section}.{one}]", *(f"{k} = {toml(v)}" for k, v in table.items())]
    folder.joinpath(name).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with both texts and a scenario of the inner one."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "draft.toml", outer_raw())
    inner = changed(inner_raw(), "within.policy", "draft.toml")
    write(tmp_path, "relay.toml", inner)
    head = 'schema = 1\npolicy = "relay.toml"\nbasis = "a test"\n'
    tmp_path.joinpath("mine.toml").write_text(head + NUMBERLESS + TIMES, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(make_manager([cohorts, measures], entry_points=False))


def told(name, catalogue):
    with pytest.raises(InputError) as raised:
        load(name, catalogue)
    return [(one.file.rpartition("/")[2], one.path, one.nearest) for one in raised.value.problems]


def test_a_scenario_of_the_inner_text_runs_the_whole_procedure(desk, catalogue):
    for name in ("mine", "relay.toml"):
        made = load(name, catalogue)
        assert "east_notice" in made.node_index
        assert "decide" in made.node_index
        assert made.division.wholes == ("east", "west", "north")
    assert find("mine", catalogue).policy.outer is not None
    assert find("draft.toml", catalogue).policy.outer is None


def test_an_outer_text_that_is_not_there_is_told_with_the_nearest(desk, catalogue):
    write(desk, "relay.toml", changed(inner_raw(), "within.policy", "sample@drat"))
    assert told("mine", catalogue) == [("relay.toml", "within.policy", "")]
    assert told("relay.toml", catalogue) == [("relay.toml", "within.policy", "")]
    with pytest.raises(InputError) as raised:
        load("mine", catalogue)
    assert raised.value.problems[0].line > 0


def test_an_outer_file_that_is_not_there_is_told(desk, catalogue):
    write(desk, "relay.toml", changed(inner_raw(), "within.policy", "drafft.toml"))
    with pytest.raises(InputError, match=r"drafft\.toml"):
        load("mine", catalogue)


def test_mistakes_of_either_text_stand_in_its_own_file_with_their_lines(desk, catalogue):
    inner = changed(inner_raw(), "within.policy", "draft.toml")
    write(desk, "relay.toml", changed(inner, "stages.local_check.after", ["local_aply"]))
    assert told("mine", catalogue) == [("relay.toml", "stages.local_check.after[0]", "local_apply")]
    write(desk, "relay.toml", inner)
    write(desk, "draft.toml", changed(outer_raw(), "stages.decide.rule.name", "confer_by_rnk"))
    assert told("mine", catalogue) == [("draft.toml", "stages.decide.rule.name", "confer_by_rank")]
    with pytest.raises(InputError) as raised:
        load("mine", catalogue)
    assert raised.value.problems[0].line > 0


def test_what_a_scenario_assumes_of_the_whole_province_and_of_its_towns_is_known(desk, catalogue):
    good = "[channels.east]\norganisations = 4\n[channels.hill]\norganisations = 1\n"
    head = 'schema = 1\npolicy = "relay.toml"\nbasis = "a test"\n'
    desk.joinpath("mine.toml").write_text(head + NUMBERLESS + good + TIMES, "utf-8")
    made = load("mine", catalogue)
    assert {(0, 0), (0, -2), (0, -1)} == set(made.applicants)
    bad = good.replace("channels.hill", "channels.hil")
    desk.joinpath("mine.toml").write_text(head + NUMBERLESS + bad + TIMES, "utf-8")
    assert told("mine", catalogue) == [
        ("mine.toml", "channels.hil.organisations", "channels.hill.organisations")
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ("run", "mine", "--replications", "6", "--no-ranges"),
        ("run", "mine", "--replications", "6", "--no-ranges", "--format", "json"),
        ("schedule", "mine"),
        ("schedule", "mine", "--by", "channel"),
        ("why", "mine", "east_notice"),
        ("why", "mine", "receipt"),
        ("why", "mine", "awards"),
        ("show", "mine"),
        ("show", "mine", "--resolved"),
        ("show", "relay.toml"),
        ("show", "relay.toml", "--all"),
        ("show", "relay.toml", "--silent"),
        ("diff", "draft.toml", "relay.toml"),
    ],
    ids=" ".join,
)
def test_every_command_takes_the_inner_text(desk, command, language, capsys):
    code = main([*command, "--lang", language])
    out = capsys.readouterr()
    assert code in (0, 1), out.err
    assert out.out.strip()


def test_check_tells_of_the_inner_text_only(desk, capsys):
    code = main(["check", "relay.toml", "--lang", "en"])
    out = capsys.readouterr()
    assert code in (0, 1), out.err
    assert "draft.toml:" not in out.out
    assert "decide" not in out.out


def test_a_plugin_may_give_a_text_in_front_of_another_one():
    plugin = types.ModuleType("plugin_sample")
    outer = parse_policy(outer_raw(), "draft.toml")
    inner = parse_policy(changed(inner_raw(), "within.policy", outer.id), "relay.toml")
    plugin.awardsim_policies = hookimpl(lambda: [outer, inner])
    plugin.awardsim_policies.__name__ = "awardsim_policies"
    found = load_catalogue(make_manager([cohorts, measures, plugin], entry_points=False))
    assert list(found.policies) == ["sample@draft", "sample@relay"]
    assert found.faults == ()
    assert find("sample@relay", found).policy.outer is outer
    lost = parse_policy(changed(inner_raw(), "within.policy", "sample@drafd"), "relay.toml")
    plugin.awardsim_policies = hookimpl(lambda: [outer, lost])
    plugin.awardsim_policies.__name__ = "awardsim_policies"
    found = load_catalogue(make_manager([cohorts, measures, plugin], entry_points=False))
    with pytest.raises(InputError) as raised:
        load("sample@relay", found)
    (problem,) = raised.value.problems
    assert (problem.path, problem.nearest) == ("within.policy", "sample@draft")
