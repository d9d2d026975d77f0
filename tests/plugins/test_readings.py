"""Readings of every published text: the default is what the file says, the others are not."""

from __future__ import annotations

from typing import Any

import pytest
from support.published import TEXTS

from awardsim.policy import Policy
from awardsim.policy.paths import get_path

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


@every_text
def test_what_a_default_reading_sets_is_what_the_file_says(text: Policy) -> None:
    for name, reading in text.readings.items():
        for path, value in reading.options[reading.default].set.items():
            assert _plain(get_path(text.raw, path)) == _plain(value), (name, path)


@every_text
def test_every_other_reading_sets_something_else(text: Policy) -> None:
    for name, reading in text.readings.items():
        for option, found in reading.options.items():
            same = [_plain(get_path(text.raw, p)) == _plain(v) for p, v in found.set.items()]
            assert all(same) == (option == reading.default), (name, option)


#: What stands beside a value in its cell.
_BESIDE = ("words", "source", "inferred", "reason")


def _plain(raw: Any) -> Any:
    """A raw cell without its words and reasons."""
    if not isinstance(raw, dict):
        return raw
    said = {key: one for key, one in raw.items() if key not in _BESIDE}
    if set(said) & {"unstated", "elsewhere", "excluded"}:
        return next(key for key in said if key in ("unstated", "elsewhere", "excluded"))
    plain = {key: _plain(one) for key, one in said.items()}
    return plain["value"] if list(plain) == ["value"] else plain
