"""A text of two documents on a screen: each document has a mark, so that articles fit."""

from __future__ import annotations

import pytest

from awardsim.policy import Policy
from awardsim.procedure.nesting import compose
from awardsim.report.articles import cites
from awardsim.report.console import COLUMNS, width
from awardsim.report.showing import text_grid, text_screen, view_text
from tests.support.published import TEXTS

#: Number of each document, and what cites it: the relay's deadline (四) and the notice's (四(二)).
RELAY, NOTICE = "甘质强组办〔2023〕5号", "市监质函〔2023〕105号"


@pytest.fixture(scope="module")
def whole() -> Policy:
    return compose(TEXTS["china_award@2023-gansu"], TEXTS["china_award@2023"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("everything", [False, True])
def test_each_document_has_a_mark_and_no_article_is_cut_off(whole, language, everything):
    lines = text_screen(view_text(whole, everything=everything), language)
    assert max(width(line) for line in lines) <= COLUMNS
    assert [line.split()[:2] for line in lines if line.startswith("  ①  ")] == [["①", RELAY]]
    assert [line.split()[:2] for line in lines if line.startswith("  ②  ")] == [["②", NOTICE]]
    for date, place in (("2023-05-25", "① 四"), ("2023-06-19", "② 四(二)")):
        assert any(date in line and place in line for line in lines)


def test_a_text_of_one_document_has_no_marks():
    lines = text_screen(view_text(TEXTS["qingyuan@2025"]), "zh")
    assert not any("①" in line for line in lines)


def test_in_a_file_articles_have_their_documents_number(whole):
    articles = {row[3] for row in text_grid(view_text(whole), "zh").rows}
    assert {f"{RELAY} 四", f"{NOTICE} 四(二)"} <= articles


def test_what_is_shown_with_a_mark_can_be_asked_for_with_it(whole):
    assert cites("relay 四", "① 四", whole)
    assert cites("notice 四(二)", "②四", whole)
    assert not cites("notice 四(二)", "①四", whole)
