"""Documents are read with suspicion, and every path of them has its line."""

from __future__ import annotations

import datetime
import os
import time
import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.errors import InputError, PolicyError, Problem
from awardsim.text import Text
from awardsim.toml import (
    Checks,
    Document,
    Locator,
    Path,
    Problems,
    Table,
    nearest,
    parse_document,
    read_document,
    show_path,
    split_path,
)
from awardsim.toml.document import FULLEST, LARGEST
from awardsim.toml.locator import DEEPEST
from awardsim.toml.problems import MOST
from awardsim.units import Duration

# ---- files ----------------------------------------------------------------------------------


def refused(path: object) -> Problem:
    """The one problem for which a file is refused."""
    with pytest.raises(InputError) as raised:
        read_document(path)  # type: ignore[arg-type]
    (problem,) = raised.value.problems
    assert problem.file == str(path)
    return problem


def test_a_file_is_read_with_its_name_as_given_and_its_lines(tmp_path, monkeypatch):
    (tmp_path / "a.toml").write_text("# one\n[people]\nreviewers = 12\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    document = read_document("./a.toml")
    assert document.file == "./a.toml"
    assert document.data == {"people": {"reviewers": 12}}
    assert document.lines.line_of(("people", "reviewers")) == 3


def test_a_missing_file_is_told_with_the_neighbour_that_was_meant(tmp_path):
    (tmp_path / "qingcheng.toml").write_text("a = 1", "utf-8")
    problem = refused(tmp_path / "qingchen.toml")
    assert problem.message.en == "there is no such file"
    assert problem.nearest == "qingcheng.toml"
    assert refused(tmp_path / "no" / "folder.toml").nearest == ""


def test_a_folder_is_no_file(tmp_path):
    assert refused(tmp_path).message.en == "is a folder, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    assert "a pipe or a device" in refused(tmp_path / "pipe.toml").message.en


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices here")
def test_a_device_is_refused_without_reading_it():
    assert "a pipe or a device" in refused("/dev/zero").message.en


def test_a_file_of_more_than_ten_megabytes_is_refused(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"#" * (LARGEST + 1))
    assert refused(tmp_path / "a.toml").message.en == "is larger than 10 MB"


@pytest.mark.parametrize("name", ["a\0.toml", "x" * 300 + ".toml"])
def test_a_name_that_no_file_can_have_is_a_fault_of_the_input(name):
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        read_document(name)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\r\n"])
def test_an_empty_file_is_told_to_be_empty(tmp_path, content):
    (tmp_path / "a.toml").write_bytes(content)
    assert refused(tmp_path / "a.toml").message.en == "file is empty"


def test_a_file_of_comments_is_told_to_hold_nothing_else(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"# quota = 5\n")
    assert refused(tmp_path / "a.toml").message.en == "file holds nothing but comments"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfa = 1\n[b]\nc = 2",
        b"a = 1\r\n[b]\r\nc = 2\r\n",
        b"a = 1\r\n[b]\nc = 2",
        b"\ta = 1\n\t[b]\n\tc = 2",
    ],
)
def test_a_mark_at_the_start_other_line_ends_and_tabs_change_nothing(tmp_path, content):
    (tmp_path / "a.toml").write_bytes(content)
    document = read_document(tmp_path / "a.toml")
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert document.lines.line_of(("b", "c")) == 3


def test_a_file_in_gb18030_is_told_with_the_command_that_converts_it(tmp_path):
    (tmp_path / "a.toml").write_bytes('x = 1\ntitle = "公示"\n'.encode("gb18030"))
    problem = refused(tmp_path / "a.toml")
    assert problem.line == 2
    assert problem.message.en == (
        "not UTF-8; looks like GB18030: iconv -f GB18030 -t UTF-8 a.toml > utf8-a.toml"
    )


def test_a_file_in_utf_16_is_recognised(tmp_path):
    (tmp_path / "a.toml").write_bytes("x = 1".encode("utf-16"))
    assert "looks like UTF-16: iconv -f UTF-16" in refused(tmp_path / "a.toml").message.en


def test_a_file_in_no_encoding_is_only_told_not_to_be_utf_8(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"x = '\xff\xff\xff'")
    assert refused(tmp_path / "a.toml").message.en == "not UTF-8"


def test_the_error_is_of_the_kind_that_the_reader_asks_for(tmp_path):
    with pytest.raises(PolicyError):
        read_document(tmp_path / "none.toml", Problems(error=PolicyError))


# ---- texts that are no documents ------------------------------------------------------------


def faults(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text in which something must be."""
    with pytest.raises(InputError) as raised:
        parse_document(text, "a.toml")
    assert all(problem.file == "a.toml" for problem in raised.value.problems)
    return raised.value.problems


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nb =\n", 2, "Invalid value"),
        ("a = 1\n-x\n", 2, "Expected '=' after a key"),
        ("a = [1,\n2", 2, "Unclosed array"),
        ("\n\na = 10000-01-01", 3, "the year must be 1 to 9999"),
        ("a = 0000-01-01", 1, "the year must be 1 to 9999"),
        ("a = -0044-03-15", 1, "the year must be 1 to 9999"),
        ("a = 2025-9-1", 1, "a date is written 2025-09-01"),
        ("a = 2025年9月1日", 1, "a date is written 2025-09-01"),
        ("a = 2025-02-30", 1, "there is no such date 2025-02-30"),
        ("\na = { value = 2025-13-25 }", 2, "there is no such date 2025-13-25"),
        ("a = [2025-12-32]", 1, "there is no such date 2025-12-32"),
        ("a = [\n2025-12-01,\n2025-12-32,\n]", 3, "there is no such date 2025-12-32"),
        ("a = “x”", 1, "must be the plain ones"),
        ("a ＝ 1", 1, "must be the plain ones"),
        ("a = yes", 1, "write true or false"),
        ("a = 公示", 1, "a text stands in quotes"),
        ("a = 5wd", 1, "a duration stands in quotes"),
        ("a = 010", 1, "a text stands in quotes"),
        ("名额 = 5", 1, "a key of other than English letters stands in quotes"),
        ('a = "\x01"', 1, r"Illegal character '\x01'"),
        ("a = 1 # \x07", 1, r"invalid character '\x07'"),
        ('x = "C:\\path"', 1, "Unescaped"),
        ("a = 1\rb = 2", 1, "Expected newline"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line_and_what_was_meant(text, line, words):
    (problem,) = faults(text)
    assert problem.line == line
    assert words in problem.message.en
    assert problem.message.zh.startswith("不是合法的 TOML：")


def test_days_that_there_are_not_hide_nothing_else():
    problems = Problems("a.toml")
    text = 'a = 2025-02-30 # 2025-02-31\nb = ["2025-02-31", 2025-11-31, 2025-13-00]\nc = inf\n'
    text += "[d]\ne.f = 2023-02-29\n"
    document = parse_document(text, "a.toml", problems)
    assert [
        (one.line, one.path, one.message.en.removeprefix("not valid TOML: "))
        for one in problems.found
    ] == [
        (1, "a", "there is no such date 2025-02-30"),
        (2, "b", "there is no such date 2025-11-31"),
        (2, "b", "there is no such date 2025-13-00"),
        (5, "d.e.f", "there is no such date 2023-02-29"),
        (3, "c", "a number must be finite, this one is inf"),
    ]
    day = datetime.date
    assert document.data["a"] == day(2025, 2, 28)
    assert document.data["b"] == ["2025-02-31", day(2025, 11, 30), day(2025, 12, 1)]


def test_what_is_no_toml_is_told_beside_a_day_that_there_is_not():
    first, second = faults("a = 2025-02-30\nb = \n")
    assert (first.line, first.path, second.line) == (1, "a", 2)
    assert "Invalid value" in second.message.en


@pytest.mark.parametrize("text", ['a = "yes" b', 'a = "2025-9-1" b', 'a = "“x”" b', "a = 1 b"])
def test_no_hint_is_given_about_what_is_not_wrong(text):
    (problem,) = faults(text)
    assert ";" not in problem.message.en


@pytest.mark.parametrize(
    ("text", "line", "first", "path"),
    [
        ("a = 1\nb = 2\na = 3", 3, 1, "a"),
        ("[s.x]\n\n[s.y]\n[s.x]\n", 4, 1, "s.x"),
        ("\na = { b = 1, b = 2 }", 2, 2, "a.b"),
        ('[a]\nb.c = 1\n"b".c = 2', 3, 2, "a.b.c"),
    ],
)
def test_what_stands_twice_is_told_with_both_lines(text, line, first, path):
    (problem,) = faults(text)
    assert (problem.line, problem.path) == (line, path)
    assert f"it stands on line {first} already" in problem.message.en


@pytest.mark.parametrize(
    "text",
    [
        "\na = " + "[" * 5000,
        "\na = " + "[" * 101 + "]" * 101,
        "\na = " + "{a=" * 5000,
        "\na = " + "{a=" * 101 + "1" + "}" * 101,
        "\na" + ".a" * 101 + " = 1",
        "\na" + ".a" * 90_000 + " = 1",  # tomllib alone would take minutes
        "\n[a" + ".a" * 101 + "]",
        "\na = " + "[" * 200_000,
    ],
)
def test_what_is_nested_deeper_than_a_hundred_is_refused(text):
    start = time.monotonic()
    (problem,) = faults(text)
    assert time.monotonic() - start < 5
    assert problem.message.en == f"nested deeper than {DEEPEST}"
    assert problem.line == 2


def test_what_is_nested_ninety_nine_deep_is_read():
    deep = parse_document("a = " + "[" * 99 + "]" * 99).data["a"]
    for _ in range(98):
        (deep,) = deep
    assert deep == []


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "1," * 4_000_000 + "]",
        "".join(f"[s.x{i}]\nb = 1\n" for i in range(300_000)),
        "a" + ".a" * 2_000_000 + " = 1",
        "".join(f"x{i}" + ".a" * 98 + " = 1\n" for i in range(20_000)),
    ],
)
def test_a_document_that_holds_too_much_is_refused_at_once(text):
    start = time.monotonic()
    (problem,) = faults(text)
    assert time.monotonic() - start < 5
    assert "holds too much" in problem.message.en or "nested deeper" in problem.message.en


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"x{i} = inf\n" for i in range(FULLEST // 2)),
        "a = [" + "nan," * (FULLEST // 2) + "]",
        "titl" * 1_000_000 + " = inf",
        'a = "' + "x" * 5_000_000 + '"\nb = inf',
    ],
)
def test_the_fullest_documents_are_judged_within_seconds(text):
    start = time.process_time()  # others at work on the machine do not count
    problems = faults(text)
    assert time.process_time() - start < 5
    assert len(problems) <= MOST + 1
    assert all(len(problem.read("en")) < 200 for problem in problems)


@pytest.mark.parametrize("number", ["inf", "-inf", "nan", "1e400", "9" * 5000 + ".0"])
def test_a_number_that_is_not_finite_is_refused(number):
    (problem,) = faults(f"[a]\nb = [1.5, {number}]")
    assert "a number must be finite" in problem.message.en
    assert (problem.line, problem.path) == (2, "a.b[1]")


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, str(2**63)])
def test_a_number_of_too_many_digits_is_refused_and_cut_short(number):
    (problem,) = faults(f"a = 1\n[b]\nc = {number}")
    assert "does not fit into 64 bits" in problem.message.en
    assert (problem.line, problem.path) == (3, "b.c")
    assert len(problem.message.en) < 100


def test_the_largest_numbers_are_read():
    assert parse_document(f"a = {2**63 - 1}\nb = {-(2**63)}").data == {
        "a": 2**63 - 1,
        "b": -(2**63),
    }


def test_several_refused_values_are_told_in_one_pass():
    found = faults(f"a = inf\n[b]\nc = {'9' * 5000}\nd = nan\ne = '\u202e'")
    assert [(problem.path, problem.line) for problem in found] == [
        ("a", 1), ("b.c", 3), ("b.d", 4), ("b.e", 5),
    ]  # fmt: skip


def test_what_is_refused_can_be_collected_with_what_a_reader_finds():
    problems = Problems("a.toml")
    document = parse_document("a = inf\nb = 2", "a.toml", problems)
    top = Table(document.data, (), problems)
    top.number("a")
    top.text("b")
    assert [problem.path for problem in problems.found] == ["a", "b"]


@pytest.mark.parametrize("mark", ["\\u0000", "\\u0007", "\\u200b", "\\u202e", "\\ufeff", "\\n"])
def test_a_key_with_something_invisible_is_refused_and_shown_escaped(mark):
    (problem,) = faults(f'[t]\n"a{mark}" = 1')
    assert "a key holds invisible characters: U+" in problem.message.en
    assert problem.line == 2
    assert problem.read("en").isprintable()


@pytest.mark.parametrize("key", ['""', '"  "', "'\u3000'"])
def test_an_empty_key_is_refused(key):
    (problem,) = faults(f"{key} = 1")
    assert problem.message.en == "the key is empty"


@pytest.mark.parametrize("mark", ["\\u0000", "\u202e", "\u2066", "\u200f"])
def test_a_text_that_would_be_read_in_another_direction_is_refused(mark):
    (problem,) = faults(f'a = ["x", "a{mark}b"]')
    assert "a text holds invisible characters: U+" in problem.message.en
    assert problem.path == "a[1]"


def test_a_text_of_several_lines_is_read():
    assert parse_document('a = """x\ny\tz"""').data == {"a": "x\ny\tz"}


def test_keys_are_composed_and_texts_left_as_they_are():
    document = parse_document('[t]\n"e\u0301" = "e\u0301"')
    assert document.data == {"t": {"\u00e9": "e\u0301"}}
    assert document.lines.line_of(("t", "\u00e9")) == 2


def test_two_forms_of_one_key_are_refused():
    (problem,) = faults('[t]\n"\u00e9" = 1\n"e\u0301" = 2')
    assert "twice, in two forms of Unicode" in problem.message.en
    assert problem.line == 3


def test_a_time_with_a_zone_is_refused():
    (problem,) = faults("a = 2025-01-01T08:00:00+08:00")
    assert "no time zone" in problem.message.en


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
    assert locator.repeated is None
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


# ---- tables and checks ----------------------------------------------------------------------


def table(text: str) -> Table:
    """A table whose problems are collected."""
    problems = Problems("a.toml")
    return Table(parse_document(text, "a.toml", problems).data, (), problems)


def messages(found: Table) -> list[str]:
    """What was noted, in English, without the file."""
    return [problem.read("en").removeprefix("a.toml:") for problem in found.problems.found]


def test_values_of_every_kind_are_handed_back():
    top = table(
        'name = "x"\ncount = 3\nshare = 0.5\nwhole = 2\nopen = true\nday = 2025-10-25\n'
        'wait = "5wd"\ntitle = { zh = "题", en = "title" }\nlist = [5, 5]\n'
        "[bodies.office]\ncapacity = 1\n[[rows]]\nn = 1\n"
    )
    assert top.text("name") == "x"
    assert top.whole("count") == 3
    assert (top.number("share"), top.number("whole")) == (0.5, 2)
    assert top.truth("open") is True
    assert top.date("day") == datetime.date(2025, 10, 25)
    assert top.duration("wait") == Duration.parse("5wd")
    assert top.title() == Text("题", "title")
    assert top.items("list", top.check.whole, repeats=True) == (5, 5)
    assert list(top.tables("bodies")) == ["office"]
    assert [row.whole("n") for row in top.rows("rows")] == [1]
    assert top.whole("none", 7) == 7
    assert top.rows("none") == ()
    top.close()
    assert messages(top) == []


@pytest.mark.parametrize(
    ("value", "check", "message"),
    [
        ("true", "whole", "expected a whole number, at least 0, found true"),
        ("1.0", "whole", "expected a whole number, at least 0, found number 1"),
        ("-1", "whole", "expected a whole number, at least 0, found whole number -1"),
        ('"5"', "whole", "expected a whole number, at least 0, found text '5'"),
        ("false", "number", "expected a number, at least 0, found false"),
        ("-0.1", "number", "expected a number, at least 0, found number -0.1"),
        ('"true"', "truth", "expected true or false, found text 'true'"),
        ("1", "truth", "expected true or false, found whole number 1"),
        ("5", "text", "expected a text, found whole number 5"),
        ("[1, 2]", "text", "expected a text, found a list of 2"),
        ("{ a = 1 }", "text", "expected a text, found a table"),
        ("07:32:00", "date", "without quotes, found time 07:32:00"),
        ("2025-10-25 07:32:00", "date", "found day with time 2025-10-25 07:32:00"),
        ("5", "duration", 'write "5wd" (working days) or "5cd" (calendar days)'),
        ("true", "duration", "expected a duration such as 5wd"),
        ('"-5wd"', "duration", "not negative, found text '-5wd'"),
        ('"5 days"', "duration", "expected a duration such as 5wd"),
        ('"' + "9" * 5000 + 'wd"', "duration", "expected a duration such as 5wd"),
        ('"A b"', "ident", "found text 'A b' @ a; did you mean 'a_b'?"),
        ("3", "ident", "expected an id of lower-case letters"),
        ("3", "table", "expected a table, found whole number 3"),
        ("3", "tables", "expected a table, found whole number 3"),
        ("3", "rows", "expected a list of tables, found whole number 3"),
        ("3", "title", "expected a table, found whole number 3"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_once(value, check, message):
    top = table(f"\na = {value}")
    getattr(top, check)("a")
    (noted,) = messages(top)
    assert noted.startswith("2: ")
    assert message in noted


@pytest.mark.parametrize(("value", "right"), [(0, False), (1, True), (12, True), (13, False)])
def test_a_range_holds_both_its_ends(value, right):
    top = table(f"a = {value}")
    top.whole("a", least=1, most=12)
    top.number("a", least=1, most=12)
    assert len(messages(top)) == (0 if right else 2)
    assert right or "1 to 12" in messages(top)[0]


def test_a_missing_table_is_told_without_what_it_would_hold():
    top = table("a = 1")
    inner = top.table("people")
    inner.whole("reviewers")
    inner.close()
    assert messages(top) == ["1: 'people' is missing @ people"]


def test_an_unknown_key_is_told_with_the_nearest_of_those_that_were_asked_for():
    top = table("quotta = 5\n[people]\nreveiwers = 1\nteams = 2")
    top.whole("quota", 0)
    people = top.table("people")
    people.whole("reviewers", 0)
    people.close(["teams"])
    top.close()
    assert messages(top) == [
        "3: no key 'reveiwers' here @ people.reveiwers; did you mean 'reviewers'?",
        "1: no key 'quotta' here @ quotta; did you mean 'quota'?",
    ]


def test_an_unknown_name_is_told_with_those_that_are_known():
    top = table('rule = "majorty"')
    assert top.choice("rule", ["top_n", "majority"], Text("规则", "rule")) == ""
    assert messages(top) == [
        "1: no rule 'majorty' (known: top_n, majority) @ rule; did you mean 'majority'?"
    ]
    assert top.problems.found[0].message.zh == "没有规则 'majorty'（有：top_n、majority）"


def test_items_of_a_list_are_told_by_their_place():
    top = table('days = [\n  2025-01-01,\n  "x",\n  2025-01-01,\n]')
    assert len(top.items("days", top.check.date)) == 2
    assert [message[:2] for message in messages(top)] == ["3:", "4:"]
    assert "@ days[1]" in messages(top)[0]
    assert "stands twice in the list @ days[2]" in messages(top)[1]


def test_problems_are_raised_together_in_the_order_of_the_lines():
    top = table("a = 1\nb = 2\nc = 3")
    for key in ("c", "a", "b"):
        top.text(key)
    with pytest.raises(InputError) as raised:
        top.problems.raise_any()
    assert [problem.line for problem in raised.value.problems] == [1, 2, 3]


def test_nothing_is_raised_where_nothing_is_wrong():
    Problems("a.toml").raise_any()


def test_more_problems_than_anybody_reads_are_counted():
    problems = Problems("a.toml")
    check = Checks(problems)
    for number in range(MOST + 50):
        check.text(("a", number), number)
    with pytest.raises(InputError, match="and 50 more, not listed") as raised:
        problems.raise_any()
    assert len(raised.value.problems) == MOST + 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NOTICE", "notice"),
        ("公示", "notice"),
        ("notise", "notice"),
        ("xyz", ""),
        ("x" * 10**6, ""),
    ],
)
def test_the_nearest_name_may_be_meant_by_its_title_or_in_capitals(name, expected):
    known = {"notice": Text("公示", "a public notice"), "work": Text("办理", "work")}
    assert nearest(name, known) == expected


def test_a_link_that_leads_nowhere_is_told_as_one(tmp_path):
    (tmp_path / "plans.toml").write_text("a = 1", "utf-8")
    (tmp_path / "plan.toml").symlink_to("gone.toml")
    problem = refused(tmp_path / "plan.toml")
    assert "is a link to a file that is not there" in problem.message.en
    assert "gone.toml" in problem.message.en
    assert problem.nearest == "plans.toml"


def test_bounds_are_written_as_a_person_writes_them():
    problems = Problems("a.toml")
    Checks(problems).whole(("people",), 2.5, 0, 1_000_000)
    assert "0 to 1000000, found number 2.5" in problems.found[0].message.en


def test_no_unit_is_recommended_for_a_number_out_of_range():
    problems = Problems("a.toml")
    Checks(problems).duration(("length",), float("1e400"))
    (problem,) = problems.found
    assert "beyond 1e308" in problem.message.en
    assert "infwd" not in problem.message.en
