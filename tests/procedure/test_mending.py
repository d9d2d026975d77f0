"""Of a text with mistakes nothing is told that only follows from another of its mistakes."""

from __future__ import annotations

import re

import pytest

from awardsim.analysis.experiment import load
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError
from tests.support.checked import TEXT


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


@pytest.fixture
def told(tmp_path, catalogue):
    """Paths of what is wrong with the good text, some places of it altered."""

    def paths(*pairs: tuple[str, str]) -> list[str]:
        text = TEXT
        for pattern, new in pairs:
            text, count = re.subn(pattern, new, text, flags=re.MULTILINE | re.DOTALL)
            assert count, f"{pattern!r} is not in the text"
        file = tmp_path / "2026.toml"
        file.write_text(text, "utf-8")
        with pytest.raises(InputError) as raised:
            load(str(file), catalogue)
        return [one.path for one in raised.value.problems]

    return paths


@pytest.mark.parametrize("table", ["bodies.leading_group", "bodies.office", "stages.deliberation"])
@pytest.mark.parametrize("line", ['source = "rulez 1"', 'source = "rules"', ""])
def test_an_article_of_no_document_costs_nothing_else(told, table, line):
    pattern = rf"^(\[{re.escape(table)}\]\n(?:[^\n]*\n)*?)source = [^\n]*$"
    assert told((pattern, rf"\1{line}")) == [f"{table}.source"]


def test_a_text_without_channels_is_told_so_once(told):
    found = told(
        (r"^\[channels\..*?(?=^\[(?!channels))", ""), (r"^\[sources", "[channels]\n[sources")
    )
    assert found.count("channels") == 1
    assert not [path for path in found if path.endswith("only")]
