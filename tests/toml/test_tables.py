"""Tables are read strictly: every mistake is told once, with its place."""

from __future__ import annotations

import datetime

import pytest

from awardsim.errors import InputError
from awardsim.text import Text
from awardsim.toml import (
    Checks,
    Problems,
    Table,
    nearest,
    parse_document,
)
from awardsim.toml.problems import MOST
from awardsim.units import Duration

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
        ('"2026-02-28"', "date", "without quotes, found text '2026-02-28'"),
        ('"2026-02-29"', "date", "there is no such date 2026-02-29"),
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
