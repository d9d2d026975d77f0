"""The figures of every title, question and reason are the same in both languages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from support.published import TEXTS

_WORDS = ("first", "second", "third", "fourth", "fifth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NAMED = {name.lower(): place for place, name in enumerate(calendar.month_name) if name}
_NAMED |= {name: place for names in (_WORDS, _NUMBERS) for place, name in enumerate(names, 1)}


def figures(text: str) -> set[int]:
    """Figures, and what stands for one in English: months, and numbers to ten in words."""
    found = (one.lower() for one in re.findall(r"\d+|[A-Za-z]+", text))
    return {
        int(one) if one.isdecimal() else _NAMED[one]
        for one in found
        if one in _NAMED or one.isdecimal()
    }


def pairs(raw: Any) -> Iterator[tuple[str, str]]:
    """All that a raw text says in both languages."""
    if isinstance(raw, Mapping):
        if isinstance(raw.get("zh"), str):
            yield raw["zh"], raw["en"]
        for part in raw.values():
            yield from pairs(part)


@pytest.mark.parametrize("text", TEXTS)
def test_every_figure_of_the_chinese_stands_in_the_english(text: str) -> None:
    found = list(pairs(TEXTS[text].raw))
    assert len(found) > 50
    lacking = [(zh, en) for zh, en in found if not figures(zh) <= figures(en)]
    assert lacking == []
