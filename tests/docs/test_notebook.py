"""The notebook is true: it has no outputs of some machine, and its cells run one after another."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"
NOTEBOOK = json.loads(PAGE.read_text("utf-8"))
CELLS = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """The value of a cell's last expression, as a notebook shows it; None where there is none."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        body, last = [*body, last], None
    exec(compile(ast.Module(body, []), PAGE.name, "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names)


@pytest.fixture(scope="module")
def shown() -> tuple[list[Any], dict[str, Any]]:
    """What each cell shows, and the names that are there at the end."""
    names: dict[str, Any] = {}
    return [run_cell(cell, names) for cell in CELLS], names


def test_the_notebook_is_in_the_form_of_notebooks_and_holds_no_output():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 4)
    for cell in NOTEBOOK["cells"]:
        assert cell.keys() >= {"cell_type", "metadata", "source"}
        if cell["cell_type"] == "code":
            assert (cell["execution_count"], cell["outputs"]) == (None, [])


def test_every_cell_shows_something(shown):
    assert len(shown[0]) == len(CELLS) >= 8
    assert all(len(str(one)) > 20 for one in shown[0])


def test_figures_of_the_notebook_agree_with_each_other(shown):
    names = shown[1]
    rows, run, found = names["rows"], names["run"], names["found"]
    assert float(rows["in_time"].mean()) == run.share
    # the same edition, seed and replications: the run and the first variant are one
    figures = [row for row in found.figures() if row["figure"] == "in_time"]
    assert figures[0]["value"] == run.share
    for row in figures[1:]:
        assert row["value"] - run.share == pytest.approx(row["difference"])
    changed = {(row["variant"], row["path"]) for row in found.differs()}
    assert ("20 reviewers", "people.reviewers") in changed
    assert ("approval within 3 days", "durations.approval") in changed
