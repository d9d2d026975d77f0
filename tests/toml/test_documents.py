"""Documents are read with suspicion: files, and texts that are no documents."""

from __future__ import annotations

import datetime
import math
import os
import time

import pytest

from awardsim.errors import InputError, PolicyError, Problem
from awardsim.toml import (
    Problems,
    Table,
    parse_document,
    read_document,
)
from awardsim.toml.document import FULLEST, LARGEST
from awardsim.toml.locator import DEEPEST
from awardsim.toml.problems import MOST

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


def test_a_link_that_leads_nowhere_is_told_as_one(tmp_path):
    (tmp_path / "plans.toml").write_text("a = 1", "utf-8")
    (tmp_path / "plan.toml").symlink_to("gone.toml")
    problem = refused(tmp_path / "plan.toml")
    assert "is a link to a file that is not there" in problem.message.en
    assert "gone.toml" in problem.message.en
    assert problem.nearest == "plans.toml"


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


def test_what_stands_twice_hides_nothing_else():
    problems = Problems("a.toml")
    text = (
        "[people]\nreviewers = 12\nreviewers = [\n13,\n]\n[b]\nx = inf\n"
        "[people] # once more\nreviewers = 14\nteams = inf\n"
        '["people"]\nday = 2025-02-30\n[people.more]\nz = 1\n[[rows]]\na.b = 1\na.b = 2\n'
    )
    document = parse_document(text, "a.toml", problems)
    said = [(one.line, one.path, one.message.en) for one in problems.found]
    assert [(line, path, "twice" in words) for line, path, words in said] == [
        (3, "people.reviewers", True),
        (8, "people", True),
        (11, "people", True),
        (17, "rows[0].a.b", True),
        (12, "people.day", False),
        (10, "people.teams", False),
        (7, "b.x", False),
    ]
    assert "it stands on line 2 already" in said[0][2]
    assert "it stands on line 1 already" in said[1][2]
    people = document.data["people"]
    assert people.pop("teams") == math.inf
    assert people == {"reviewers": 12, "day": datetime.date(2025, 2, 28), "more": {"z": 1}}
    assert document.data["rows"] == [{"a": {"b": 1}}]


def test_a_header_that_is_missing_is_told_at_each_key_that_falls_into_the_table_before():
    found = faults("[s.x]\nkind = 1\nper = 2\nz = inf\nkind = 3\nper = 4\n[s.y]\nk = nan\n")
    assert [(one.line, one.path) for one in found] == [
        (4, "s.x.z"), (5, "s.x.kind"), (6, "s.x.per"), (8, "s.y.k")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["a = 1\n[a]\nb = inf\n", "[a]\nb = 1\n[a.b]\nc = 1\n", "a = [1]\n[[a]]\n", "a.b = 1\n[a]\n"],
)
def test_what_is_a_table_and_something_else_is_no_toml(text):
    assert all("not valid TOML" in one.message.en for one in faults(text)[:1])


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
        "a = 1\n" * (FULLEST // 2),
        "[a]\n" * FULLEST,
        "[s.a]\nb.c = 1\n" * (FULLEST // 5),
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
