"""Examples of the documentation run: files, pieces, settings, commands."""

from __future__ import annotations

import doctest
import shlex
import tomllib

import pytest
from support.pages import (
    DOCS,
    FILE,
    PAGES,
    all_files,
    blocks,
    coded,
)

from awardsim.analysis.experiment import load
from awardsim.cli import main
from awardsim.simulation.arms import replicate
from awardsim.simulation.plan import make_plan

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", PAGES)
def test_every_piece_of_toml_is_toml(name):
    for text in blocks(name, "toml"):
        tomllib.loads(text)


@pytest.mark.parametrize("name", PAGES)
def test_examples_in_python_give_what_they_show(name):
    # one text of all blocks: a page's later examples go on where its earlier ones stopped
    shown = "\n".join(text for text in blocks(name, "python") if ">>>" in text)
    test = doctest.DocTestParser().get_doctest(shown, {}, name, str(DOCS / name), 0)
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert told == []


def test_there_are_complete_examples_of_both_kinds_of_file(desk):
    kinds = [set(tomllib.loads(path.read_text("utf-8"))) for path in desk.glob("*.toml")]
    assert any("jurisdiction" in keys for keys in kinds)
    assert sum("policy" in keys for keys in kinds) >= 3
    assert any("extends" in keys for keys in kinds)


@pytest.mark.parametrize(("where", "name"), [one[:2] for one in all_files("toml")])
def test_a_complete_file_reads_builds_and_runs(where, name, desk, catalogue):
    procedure = load(str(desk / name), catalogue)
    log = replicate(make_plan(procedure), seed=1, replication=0)
    assert log.rows, where


def test_a_scenario_that_extends_another_changes_what_it_says(desk, catalogue):
    procedure = load(str(desk / "longer-notice.toml"), catalogue)
    assert [(one.path, one.new) for one in procedure.overrides] == [
        ("stages.final_notice.duration", "7wd")
    ]
    assert procedure.inputs[procedure.names["applicants.individuals"]].basis.en == (
        "applications received so far"
    )


def fragments() -> list[str]:
    """Pieces of scenarios: blocks that are no complete files."""
    return [text for text in blocks("scenario-file.md", "toml") if not FILE.match(text)]


def test_there_are_pieces_of_scenarios():
    assert len(fragments()) >= 5


@pytest.mark.parametrize("piece", fragments(), ids=lambda text: text.split("\n")[0])
def test_a_piece_of_a_scenario_works_in_one(piece, desk, catalogue, tmp_path):
    head = 'schema = 1\npolicy = "qingyuan@2025"\nbasis = "an example"\n'
    (tmp_path / "piece.toml").write_text(head + piece, "utf-8")
    procedure = load(str(tmp_path / "piece.toml"), catalogue)
    assert replicate(make_plan(procedure), seed=1, replication=0).rows


def settings() -> list[str]:
    """What the page shows after ``--set``."""
    return [
        shlex.split(shown)[1]
        for shown in sorted(coded("scenario-file.md"))
        if shown.startswith("--set ") and shown != "--set path=value"
    ]


def test_there_are_settings():
    assert len(settings()) >= 5


@pytest.mark.parametrize("setting", settings())
def test_a_value_that_is_set_on_the_command_line_is_understood(setting, desk, catalogue):
    assert load(str(desk / "small.toml"), catalogue, [setting]).nodes


def commands() -> list[str]:
    """Lines ``$ awardsim …`` of all pages, each once; three pages have tests of their own."""
    own = ("cookbook.md", "tutorial.md", "tutorial-zh.md")
    pages = [name for name in PAGES if name not in own]
    lines = [
        line for name in pages for text in blocks(name, "console") for line in text.split("\n")
    ]
    found = [line.removeprefix("$ ") for line in lines if line.startswith("$ awardsim")]
    return list(dict.fromkeys(found))


def test_there_are_commands():
    assert commands()


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documentation_works(command, desk, tmp_path, monkeypatch, capsys):
    for path in desk.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    code = main(shlex.split(command)[1:])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    assert shown.out.strip()
