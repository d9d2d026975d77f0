"""Lines for a terminal, measured as they are displayed.

A Chinese character takes two columns.  Nothing here uses colour, so that a terminal, a file
and a pipe get the same text, and ``NO_COLOR`` has nothing to switch off.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence

#: Columns that no line passes.
COLUMNS = 100
#: Punctuation that does not begin a line.
_CLOSING = frozenset("，。；：、！？）〕】》”’％%,.;:!?)]}…—")
#: Punctuation that does not end one.
_OPENING = frozenset("（〔【《“‘([{")


def plain(text: str) -> str:
    r"""The text with everything that could act on a terminal written out.

    Control characters, direction overrides, invisible and unpaired characters become their
    escapes; line breaks become spaces.

    >>> plain("a\x1b[31mb\nc")
    'a\\x1b[31mb c'
    """
    if text.isprintable():
        return text
    return "".join(_shown(one) for one in text)


def _shown(one: str) -> str:
    if one in "\n\r\t":
        return " "
    if one.isprintable() or one == "\u3000":
        return one
    if unicodedata.category(one) in ("Zs", "Zl", "Zp"):
        return " "
    return one.encode("unicode_escape").decode("ascii")


@functools.lru_cache(maxsize=1 << 14)
def width(text: str) -> int:
    """Columns that a text takes.

    >>> width("公示5天")
    7
    """
    return sum(map(columns_of, text))


def columns_of(one: str) -> int:
    """Columns of one character: two of a Chinese one and its punctuation.

    What is neither plain nor common is for wcwidth to say; loading it takes a fifth of the time in
    which a help text answers.
    """
    if " " <= one <= "~" or "\u2010" <= one <= "\u2027":  # ASCII, dashes and quotation marks
        return 1
    if "\u4e00" <= one <= "\u9fff" or "\u3000" <= one <= "\u3029" or "\uff01" <= one <= "\uff60":
        return 2
    from wcwidth import wcwidth

    return max(wcwidth(one), 0)


def clip(text: str, columns: int, *, keep_end: bool = False) -> str:
    """The text cut to so many columns, with an ellipsis where something is missing.

    Parameters
    ----------
    keep_end
        Cut at the front: a long Chinese name says what it is at its end.

    Examples
    --------
    >>> clip("领导小组集体审议", 9)
    '领导小组…'
    >>> clip("质量强市工作领导小组", 9, keep_end=True)
    '…领导小组'
    """
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept: list[str] = []
    room = columns - 1
    for one in reversed(text) if keep_end else text:
        room -= columns_of(one)
        if room < 0:
            break
        kept.append(one)
    if keep_end:
        return "…" + "".join(reversed(kept)).lstrip()
    return "".join(kept).rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """The text filled with spaces on the right."""
    return text + " " * max(columns - width(text), 0)


def wrap(text: str, columns: int = COLUMNS, indent: str = "", hang: str = "") -> list[str]:
    """Lines of at most so many columns; ``indent`` before the first, ``hang`` before the rest.

    Chinese breaks between characters, words in Latin letters stay whole while they fit.

    >>> wrap("the answer is no", 10, hang="  ")
    ['the answer', '  is no']
    """
    lines: list[str] = []
    line = indent
    begun = False
    for piece in _pieces(plain(text)):
        if width(line) + width(piece.rstrip()) > columns and begun:
            lines.append(line.rstrip())
            line = hang
            piece = piece.lstrip()
        while width(line) + width(piece.rstrip()) > columns and width(
            piece.rstrip()
        ) > columns - width(hang):
            head = _head(piece, columns - width(line))
            lines.append(line + head)
            line, piece = hang, piece[len(head) :]
        line += piece
        begun = begun or bool(piece.strip())
    lines.append(line.rstrip())
    return lines


def _head(text: str, columns: int) -> str:
    taken = 0
    for place, one in enumerate(text):
        taken += columns_of(one)
        if taken > columns:
            return text[: max(place, 1)]
    return text


def _pieces(text: str) -> Iterator[str]:
    """What a line may not be broken within: a word with its space, a character."""
    piece = ""
    for place, one in enumerate(text):
        piece += one
        following = text[place + 1 : place + 2]
        if one == " ":
            if following != " ":
                yield piece
                piece = ""
        elif following and following != " " and _may_part(one, following):
            yield piece
            piece = ""
    if piece:
        yield piece


def _may_part(one: str, following: str) -> bool:
    wide = columns_of(one) == 2 or columns_of(following) == 2
    return wide and one not in _OPENING and following not in _CLOSING


def flow(
    parts: Sequence[str], between: str, columns: int = COLUMNS, indent: str = "", hang: str = ""
) -> list[str]:
    """Parts in a row, a new line begun between them where one is full.

    >>> flow(["七(一) 同时", "九 不等"], "；", 13, hang="  ")
    ['七(一) 同时；', '  九 不等']
    """
    lines: list[str] = []
    line = indent
    for place, part in enumerate(parts):
        piece = plain(part) + (between if place + 1 < len(parts) else "")
        if line.strip() and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = hang
        if width(line) + width(piece.rstrip()) > columns:
            *whole, line = wrap(line + piece, columns, "", hang)
            lines += whole
            line += " " * piece.endswith(" ")  # which wrapping has stripped
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
