"""The interface for notebooks gives the figures of the command line, as rows and as frames."""

from __future__ import annotations

import datetime
import importlib.util
import json
import subprocess
import sys

import pandas
import pytest
from click.testing import CliRunner

import awardsim
from awardsim.cli import compare as compare_command
from awardsim.cli import run as run_command
from awardsim.cli import schedule as schedule_command
from awardsim.errors import InputError
from awardsim.notebook import Table

NAME = "qingyuan-2025"
CHANGE = "people.site_teams=3"
COUNT = 12


@pytest.fixture(scope="module")
def edition():
    return awardsim.load(NAME, lang="zh")


@pytest.fixture(scope="module")
def run(edition):
    return edition.run(COUNT, 3, ranges=False)


def printed(module, *words: str) -> dict:
    done = CliRunner().invoke(module.command("en"), [*words, "--format", "json"])
    assert done.exception is None, done.output
    return json.loads(done.stdout)


def test_importing_the_program_imports_nothing_further():
    code = "import sys, awardsim; print([m for m in sys.modules if m.startswith('awardsim.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        awardsim.lod  # noqa: B018


def test_a_run_is_the_run_of_the_command(run):
    told = printed(
        run_command, NAME, "--replications", str(COUNT), "--seed", "3", "--no-ranges", "--quiet"
    )
    assert run.record == told
    assert run.share == told["answer"]["share"]
    stages = {row["id"]: row for row in run.stages(all=True)}
    for stage in told["stages"]:
        row = stages[stage["id"]]
        assert row["title"] == stage["title"]["zh"]
        for key in ("early", "middle", "late", "latest"):
            shown = None if stage[key] is None else stage[key]["date"]
            assert (None if row[key] is None else row[key].isoformat()) == shown
    rows = run.replications()
    assert sum(rows["in_time"]) / COUNT == run.share
    assert sorted(rows["finish"])[COUNT // 2 - 1] == run.finish[0.5]


def test_a_comparison_is_that_of_the_command(edition):
    other = edition.change(CHANGE)
    found = awardsim.compare(edition, other, replications=COUNT, seed=3)
    told = printed(
        compare_command, NAME, "--set", CHANGE, "--replications", str(COUNT), "--seed", "3",
        "--no-ranges", "--no-repairs", "--quiet",
    )  # fmt: skip
    assert found.record == told
    by_figure = {
        (row["figure"], row["variant"]): (row["value"], row["difference"])
        for row in found.figures()
    }
    for one in told["figures"]:
        assert by_figure[one["figure"], NAME] == (one["values"][0], None)
        apart = one["differences"][1]["mean"]
        assert by_figure[one["figure"], CHANGE] == (one["values"][1], apart)
    assert [(row["path"], row["old"], row["new"]) for row in found.differs()] == [
        ("people.site_teams", "2", "3")
    ]


def test_a_schedule_is_that_of_the_command(edition):
    schedule = edition.schedule()
    told = printed(schedule_command, NAME)
    assert schedule.slack == told["slack"]
    for row, stage in zip(schedule.stages(), told["stages"], strict=True):
        assert (row["id"], row["slack"]) == (stage["stage"], stage["slack"])
        day = stage["latest"] and stage["latest"]["start"][:10]
        assert (row["latest_start"] and row["latest_start"].isoformat()) == day


def test_a_change_leaves_the_edition_as_it_was(edition):
    before = edition.inputs().rows
    changed = edition.change(CHANGE).change("people.reviewers=20", name="more people")
    assert (changed.name, changed.changes) == ("more people", (CHANGE, "people.reviewers=20"))
    usual = {row["id"]: row["usual"] for row in changed.inputs()}
    assert (usual["people.site_teams"], usual["people.reviewers"]) == (3, 20)
    assert edition.inputs().rows == before


def test_mistakes_are_told_at_once_with_the_nearest_name(edition):
    with pytest.raises(InputError) as wrong:
        edition.change("people.site_team=3", "people.reviewers=many")
    assert len(wrong.value.problems) == 2
    assert "site_teams" in str(wrong.value)
    with pytest.raises(InputError, match="qingyuan-2025"):
        awardsim.load("qingyuan-2026")
    with pytest.raises(InputError, match="two editions"):
        awardsim.compare(edition)
    with pytest.raises(InputError, match="at least 1"):
        edition.run(0)
    with pytest.raises(InputError, match="tracks or channels"):
        awardsim.compare(edition, awardsim.load("shaoguan-2018"))


def test_words_are_in_the_language_that_is_asked_for(edition, run):
    assert "县级公示" in edition.why("county_notice")
    assert "清远" in repr(run)
    english = awardsim.load(NAME, lang="en")
    assert "county notice" in english.why("县级公示")
    assert [row["id"] for row in english.inputs()] == [row["id"] for row in edition.inputs()]


def test_a_frame_has_the_rows_of_its_table(run):
    for table in (run.stages(all=True), run.decides(), run.values(), run.replications()):
        frame = table.to_frame()
        assert tuple(frame.columns) == table.columns
        assert len(frame) == len(table) > 0
    frame = run.replications().to_frame()
    assert pandas.api.types.is_datetime64_any_dtype(frame["finish"])
    assert frame["finish"].dt.date.tolist() == run.replications()["finish"]
    assert Table([]).to_frame().empty


def test_without_pandas_it_says_what_is_missing_and_rows_remain(run, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "pandas" else found(name)
    )
    with pytest.raises(ImportError, match=r"pip install .awardsim.notebook"):
        run.bodies().to_frame()
    assert {row["id"] for row in run.bodies()} >= {"office"}
    assert next(iter(run.bodies())) == run.bodies()[0]


def test_a_table_is_drawn_without_becoming_markup():
    when = datetime.date(2026, 1, 5)
    table = Table([{"a": "<script>", "b": 1 / 3}, {"a": "公示", "c": when}])
    assert "<script>" not in table._repr_html_()
    assert "&lt;script&gt;" in table._repr_html_()
    assert table.columns == ("a", "b", "c")
    assert table["c"] == [None, when]
    assert [row["a"] for row in table[1:]] == ["公示"]
    with pytest.raises(KeyError, match="columns: a, b, c"):
        table["d"]


def test_a_run_goes_on_until_its_share_is_known_to_what_was_asked(edition):
    """After 24 replications no share is known to a tenth (3 / 24 at best), after 504 any is."""
    record = edition.run(24, 3, precision=0.1, ranges=False).record
    assert record["run"]["replications"] == 24 + 480
