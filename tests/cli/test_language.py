"""Which language a call speaks."""

from __future__ import annotations

import pytest

from awardsim.language import choose_language


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.GBK", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "C", "LC_MESSAGES": "zh_CN"}, "zh"),
        ([], {"LANG": "zh_CN", "AWARDSIM_LANG": "en"}, "en"),
        ([], {"LANG": "zh_CN", "AWARDSIM_LANG": "nonsense"}, "zh"),
        (["--lang", "zh"], {"AWARDSIM_LANG": "en"}, "zh"),
        (["run", "x", "--lang=en"], {"LANG": "zh_CN"}, "en"),
        (["run", "--lang", "zh", "--lang", "en"], {}, "en"),
        (["run", "--", "--lang", "zh"], {}, "en"),
        (["run", "--lang"], {}, "en"),
    ],
)
def test_asked_for_before_set_before_the_system(arguments, environ, language):
    assert choose_language(arguments, environ) == language
