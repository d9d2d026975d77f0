"""Shares, dates and numbers in words."""

from __future__ import annotations

import datetime

import pytest

from awardsim.report import words
from awardsim.report.dates import DateWords
from awardsim.report.words import answer_word, days, percent, rounded, span
from awardsim.workdays import WorkCalendar

DAY = datetime.date
CALENDAR = WorkCalendar.compile(DAY(2025, 9, 17), DAY(2027, 12, 31), known_on=DAY(2025, 9, 17))


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (1.0, "稳", "safe"),
        (0.9, "稳", "safe"),
        (0.899, "较稳", "fairly safe"),
        (0.7, "较稳", "fairly safe"),
        (0.699, "不稳", "uncertain"),
        (0.3, "不稳", "uncertain"),
        (0.299, "难", "hard"),
        (0.0, "难", "hard"),
    ],
)
def test_a_share_has_one_word(share, zh, en):
    assert (answer_word(share).zh, answer_word(share).en) == (zh, en)


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (1.0, "几乎肯定", "almost certain"),
        (0.97, "九成五以上", "over 95 %"),
        (0.949, "约九成", "about 90 %"),
        (0.899, "不到九成", "just under 90 %"),
        (0.72, "约七成", "about 70 %"),
        (0.695, "不到七成", "just under 70 %"),
        (0.64, "约六成", "about 60 %"),
        (0.29, "不到三成", "just under 30 %"),
        (0.45, "约五成", "about 50 %"),
        (0.4, "约四成", "about 40 %"),
        (0.05, "约一成", "about 10 %"),
        (0.04, "不到半成", "under 5 %"),
        (0.0, "几乎不可能", "almost impossible"),
    ],
)
def test_a_share_is_rounded_as_people_say_it(share, zh, en):
    assert (rounded(share).zh, rounded(share).en) == (zh, en)


def test_one_rounded_share_has_one_word():
    words_of = {}
    for place in range(1001):
        words_of.setdefault(rounded(place / 1000).en, set()).add(answer_word(place / 1000).en)
    assert {said: words for said, words in words_of.items() if len(words) > 1} == {}


def test_a_rounded_share_is_near_the_share():
    tenths = {name: place / 10 for place, name in enumerate("一二三四五六七八九", 1)}
    said = {place / 1000: rounded(place / 1000).zh for place in range(1001)}
    assert all(
        abs(tenths[text[1]] - share) <= 0.0501
        for share, text in said.items()
        if text.startswith("约")
    )
    under = {text for text in said.values() if text.startswith("不到") and text != "不到半成"}
    assert under == {"不到三成", "不到七成", "不到九成"}
    assert all(
        0 < tenths[text[2]] - share <= 0.0501 for share, text in said.items() if text in under
    )


def test_only_none_and_all_get_the_sign_of_nearly():
    assert percent(0.0, "zh") == "≈0%"
    assert percent(0.006, "zh") == "1%"
    assert percent(0.994, "en") == "99 %"
    assert percent(1.0, "en") == "≈100 %"
    assert percent(None, "zh") == "－"
    assert span(0.0, 0.5, "zh") == "≈0%—50%"
    assert span(0.999, 1.0, "zh") == "≈100%"


def test_mean_days_are_not_given_too_exactly():
    assert [days(value) for value in (0.0, 0.01, 0.5, 9.94, 9.96, 34.4)] == [
        "0", "<0.1", "0.5", "9.9", "10", "34",
    ]  # fmt: skip


def test_dates_show_their_year_when_it_is_another_one():
    zh, en = DateWords(CALENDAR, "zh"), DateWords(CALENDAR, "en")
    inside = CALENDAR.minute(DAY(2025, 12, 31), 1020)
    beyond = CALENDAR.minute(DAY(2026, 1, 4), 1020)
    assert (zh.day(inside), en.day(inside)) == ("12-31", "12-31")
    assert (zh.day(beyond), en.day(beyond)) == ("2026-01-04〔推〕", "2026-01-04 [proj.]")
    assert zh.full(inside) == "2025-12-31"
    assert (zh.day(None), en.day(None)) == ("－", "—")


def test_a_table_leaves_the_year_out_only_where_it_is_clear():
    zh = DateWords(CALENDAR, "zh")
    assert zh.short(CALENDAR.minute(DAY(2026, 9, 16))) == "09-16〔推〕"
    assert zh.short(CALENDAR.minute(DAY(2026, 9, 17))) == "2026-09-17〔推〕"


def test_weekdays_and_long_dates_do_not_ask_the_locale():
    saturday = DAY(2025, 10, 25)
    assert DateWords(CALENDAR, "zh").weekday(saturday) == "周六"
    assert DateWords(CALENDAR, "en").weekday(saturday) == "Sat"
    assert DateWords(CALENDAR, "zh").long(saturday) == "2025年10月25日"
    assert DateWords(CALENDAR, "en").long(saturday) == "25 October 2025"


def test_only_what_the_law_fixes_is_called_fixed():
    assert (words.lever("guess").zh, words.lever("guess").en) == ("只能估计", "a guess")
    assert words.lever("guess", "text") == words.FIXED
    assert words.FIXED.zh == "动不了"
    assert words.FIXED not in words.LEVERS.values()
