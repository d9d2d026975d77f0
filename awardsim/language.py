"""Which language a person is spoken to in: asked for, set for this program, or the system's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from awardsim.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
VARIABLE = "AWARDSIM_LANG"
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_CHINESE_UI = 0x04  # primary language of a Windows language id


def choose_language(arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> Language:
    """The language of one call, known before its arguments are parsed: help is in it too.

    ``--lang`` comes first, then ``AWARDSIM_LANG``, then the locale of the system.

    >>> choose_language(["run", "x", "--lang", "en"], {"LANG": "zh_CN.UTF-8"})
    'en'
    >>> choose_language(["run", "x"], {"LC_ALL": "", "LANG": "zh_CN.GBK"})
    'zh'
    >>> choose_language([], {"LANG": "C"})
    'en'
    """
    given = os.environ if environ is None else environ
    asked = _asked(arguments) or _of(given.get(VARIABLE, ""))
    if asked is not None:
        return asked
    system = next((given[name] for name in _SYSTEM if given.get(name)), "")
    if system:
        return "zh" if system.lower().startswith("zh") else "en"
    return "zh" if environ is None and _chinese_windows() else "en"


def _asked(arguments: Sequence[str]) -> Language | None:
    found: Language | None = None
    for place, one in enumerate(arguments):
        if one == "--":
            break
        if one == "--lang" and place + 1 < len(arguments):
            found = _of(arguments[place + 1]) or found
        elif one.startswith("--lang="):
            found = _of(one.removeprefix("--lang=")) or found
    return found


def _of(text: str) -> Language | None:
    return next((one for one in LANGUAGES if one == text.strip().lower()), None)


def _chinese_windows() -> bool:
    """Windows sets no LANG; it is asked for the language of its own menus."""
    if sys.platform != "win32":
        return False
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF == _CHINESE_UI
