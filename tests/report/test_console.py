"""Lines and columns are measured as a terminal shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from awardsim.report.columns import section, table
from awardsim.report.console import clip, columns_of, pad, plain, width, wrap

WORDS = st.text(alphabet="公示天ab 1，。（）-", max_size=60)


def test_a_character_takes_the_columns_that_wcwidth_says():
    signs = [*map(chr, range(0x10000)), "𠀀", "😀", "🇨"]
    assert [one for one in signs if columns_of(one) != max(wcwidth(one), 0)] == []


@given(WORDS, st.integers(8, 40))
def test_no_wrapped_line_is_wider_than_asked(text, columns):
    assert all(width(line) <= columns for line in wrap(text, columns, "  ", "    "))


@given(WORDS, st.integers(8, 40))
def test_wrapping_loses_nothing_but_blanks(text, columns):
    joined = "".join(wrap(text, columns)).replace(" ", "")
    assert joined == text.replace(" ", "")


@given(WORDS, st.integers(0, 40), st.booleans())
def test_a_clipped_text_fits_and_is_whole_if_it_can_be(text, columns, keep_end):
    found = clip(text, columns, keep_end=keep_end)
    assert width(found) <= columns
    assert found == text or width(text) > columns


def test_a_word_as_wide_as_its_column_leaves_no_blank_line():
    assert wrap("(individuals); √disqualified: 查证", 15) == [
        "(individuals);",
        "√disqualified:",
        "查证",
    ]


def test_a_long_word_is_broken_and_a_short_one_is_not():
    assert wrap("aaaa bbbb", 6) == ["aaaa", "bbbb"]
    assert wrap("a" * 15, 6) == ["aaaaaa", "aaaaaa", "aaa"]


def test_a_line_does_not_begin_with_closing_punctuation():
    assert wrap("县级公示，五天", 8) == ["县级公", "示，五天"]


def test_chinese_columns_align():
    lines = table([["县级公示", "5"], ["审批", "12"], ["x", "3"]], align=["left", "right"])
    assert {width(line) for line in lines} == {width(lines[0])}


def test_a_section_hangs_its_name_over_its_rows():
    lines = section([["甲", "乙"], ["丙丁", "戊"]], ["节点", "期限"])
    assert [width(line.split(mark)[0]) for line, mark in zip(lines, "期乙戊", strict=True)] == [
        8
    ] * 3
    assert [line[:2].strip() for line in lines] == ["节点", "", ""]


def test_no_rows_make_no_table():
    assert table([], ["a"]) == []
    assert section([], ["a"]) == []


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "\u200b", "\x00", "\x07", "\ud800"])
def test_nothing_reaches_a_terminal_that_could_act_on_it(text):
    shown = plain(f"a{text}b")
    assert shown.isprintable()
    assert shown.startswith("a")
    assert shown.endswith("b")
    assert "\\" in shown


def test_padding_counts_columns():
    assert width(pad("公示", 6)) == 6
