"""Every path of a document has its line, and is written as it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.errors import InputError
from awardsim.toml import (
    Document,
    Locator,
    Path,
    parse_document,
    show_path,
    split_path,
)

# ---- lines ----------------------------------------------------------------------------------

TRICKY = '''
# a = 1
[stages.notice]   # [not.this]
title = { zh = "公示", en = "a # b" }
words = """
[stages.other]
duration = "5wd" \\"""
"""
duration = "5wd"
after = [ # the list
  "x", # [y]
  [ "]", 'a"b' ],
]
"quoted key".'in parts' = 1979-05-27 07:32:00
path = 'C:\\'
end = """quotes at the end: """""

[[changes]]
path = "a"
[changes.to]
b = 1
[[changes]]
path = "b"
[[changes.rows]]
n = 1
[[changes.rows]]
n = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("stages",), 3),
        (("stages", "notice"), 3),
        (("stages", "notice", "title", "en"), 4),
        (("stages", "notice", "words"), 5),
        (("stages", "other"), 3),
        (("stages", "notice", "duration"), 9),
        (("stages", "notice", "duration", "exactly"), 9),
        (("stages", "notice", "after", 0), 11),
        (("stages", "notice", "after", 1, 1), 12),
        (("stages", "notice", "quoted key", "in parts"), 14),
        (("stages", "notice", "path"), 15),
        (("stages", "notice", "end"), 16),
        (("changes",), 18),
        (("changes", 0, "path"), 19),
        (("changes", 0, "to", "b"), 21),
        (("changes", 1), 22),
        (("changes", 1, "path"), 23),
        (("changes", 1, "rows", 1, "n"), 27),
        (("changes", 1, "rows", 7), 24),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_a_path_has_the_line_of_its_nearest_ancestor_that_exists(path, line):
    tomllib.loads(TRICKY)
    assert Locator(TRICKY).line_of(path) == line


def every_path(value: Any, path: Path = ()) -> list[Path]:
    """Every path of what tomllib has read."""
    found = [path] if path else []
    if isinstance(value, Mapping):
        for key, below in value.items():
            found += every_path(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            found += every_path(below, (*path, place))
    return found


SCALARS = [
    "1", "-0.5", "true", '"5wd"', "'a = 1'", '"# no"', '"\\" [x]"', "2025-10-25", "07:32:00",
    "1979-05-27 07:32:00", '"""one\n[two]\nthree = 3 # four"""', "'''\n\"\"\"\n'\n'''",
    '"""a\\"""b"""', '""""quoted""""', '"公示，]}"', "''", '""', "0x1F", "1_000",
]  # fmt: skip
BLANKS = ["", "", "  ", "\t", "\n", '# note ] } = """\n', "\n\n  # [x]\n"]
ENDS = ["\n", "\n\n", "  # a = 1\n", "\r\n", ' # """\n\n']
KEYS = ["{}", '"{}"', "'{}'", '"{} x"', '"a.{}"', "'[{}]'", '"公\\u793a{}"', '"\\"{}"']


class Writer:
    """Writes a document and keeps the line on which every path begins."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[Path, int] = {}
        self.count = 0

    def pick(self, options: list[str]) -> str:
        return str(self.draw(st.sampled_from(options)))

    def number(self, most: int) -> int:
        return int(self.draw(st.integers(0, most)))

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def key(self) -> tuple[str, str]:
        """A key that nothing else has: as written, and as it is."""
        self.count += 1
        written = self.pick(KEYS).format(f"k{self.count}")
        return written, next(iter(tomllib.loads(f"{written} = 1")))

    def value(self, path: Path, depth: int, one_line: bool = False) -> None:
        form = self.number(5) if depth < 3 else 0
        if form <= 3:
            scalars = [scalar for scalar in SCALARS if not (one_line and "\n" in scalar)]
            self.text += self.pick(scalars)
        elif form == 4:
            self.text += "["
            for place in range(self.number(3)):
                self.text += " " if one_line else self.pick(BLANKS)
                self.note((*path, place))
                self.value((*path, place), depth + 1, one_line)
                self.text += " ," if one_line else f"{self.pick(BLANKS)},"
            self.text += " " if one_line else self.pick(BLANKS)
            self.text += "]"
        else:
            self.text += "{ "
            for place in range(self.number(3)):
                self.text += ", " if place else ""
                self.pair(path, depth + 1, one_line=True)
            self.text += " }"

    def pair(self, table: Path, depth: int, one_line: bool = False) -> None:
        path = table
        for place in range(1 + self.number(2) // 2):
            written, key = self.key()
            self.text += self.pick([".", " . "]) if place else ""
            path = (*path, key)
            self.note(path)
            self.text += written
        self.text += self.pick([" = ", "=", "\t=  "])
        self.value(path, depth, one_line)

    def pairs(self, table: Path) -> None:
        for _ in range(self.number(3)):
            self.text += self.pick(BLANKS)
            self.pair(table, 0)
            self.text += self.pick(ENDS)

    def header(self, holder: Path, prefix: str) -> None:
        """A table or a list of tables, with tables below it."""
        written, key = self.key()
        path, name = (*holder, key), f"{prefix}{written}"
        rows = 1 + self.number(2) if self.number(2) == 2 else 0
        for row in range(max(rows, 1)):
            here = (*path, row) if rows else path
            self.text += self.pick(BLANKS)
            self.note(path)
            self.note(here)
            self.text += f"[[{name}]]" if rows else self.pick(["[{}]", "[ {} ]"]).format(name)
            self.text += self.pick(ENDS)
            self.pairs(here)
            if len(path) < 4 and self.number(2) == 2:
                self.header(here, f"{name}.")


@st.composite
def documents(draw: Any) -> Writer:
    """A document with the lines that its paths must have."""
    writer = Writer(draw)
    writer.pairs(())
    for _ in range(writer.number(3)):
        writer.header((), "")
    return writer


@given(documents())
def test_every_path_of_any_document_has_its_line(writer):
    data = tomllib.loads(writer.text)
    locator = Locator(writer.text)
    assert dict(locator.lines) == writer.lines
    assert set(locator.lines) == set(every_path(data))
    assert locator.repeats == ()
    for path, line in writer.lines.items():
        assert locator.line_of((*path, "no such key")) == line


@given(st.text(alphabet="ab=.[]{}\"'#,\n\\ 1", max_size=60))
def test_the_locator_comes_to_an_end_whatever_the_text(text):
    lines = Locator(text).lines
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@given(st.text(alphabet="ab=.[]{}\"'#,\n\\ 1\u0301e\0", max_size=60))
def test_any_text_is_a_document_or_a_fault_of_the_input(text):
    try:
        document = parse_document(text, "a.toml")
    except InputError:
        return
    assert isinstance(document, Document)
    assert set(every_path(document.data)) <= set(document.lines.lines)


# ---- paths ----------------------------------------------------------------------------------


@given(
    st.lists(
        st.one_of(
            st.text(alphabet='ab."\\[]公 _-', min_size=1, max_size=8),
            st.integers(0, 999),
        ),
        min_size=1,
        max_size=5,
    ).filter(lambda parts: isinstance(parts[0], str))
)
def test_a_path_that_is_written_is_read_as_the_same_path(parts):
    assert split_path(show_path(tuple(parts))) == tuple(parts)


@pytest.mark.parametrize(
    "text", ["", ".", "a.", ".a", "a..b", 'a"b', "[0]", 'a."b', "a[x]", "a[0]b"]
)
def test_what_is_no_path_is_refused(text):
    with pytest.raises(ValueError, match="not a path"):
        split_path(text)
