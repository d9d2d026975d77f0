"""What a page shows of a command, held against what the command prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Stands for lines that are left out.
LEFT_OUT = "…"
_BLOCK = re.compile(r"^```console\n\$ (.*)\n((?:.*\n)*?)```$", re.MULTILINE)


def examples(page: str) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines that are shown of what it prints."""
    return [(command, shown.splitlines()) for command, shown in _BLOCK.findall(page)]


def follows(shown: Sequence[str], printed: Sequence[str]) -> str:
    """The first piece of what is shown that was not printed in its place; empty if all was.

    Pieces between lines that are left out stand in the same order, each without a gap; the first
    one at the beginning and the last one at the end, unless something is left out there.
    """
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    at = 0
    for number, piece in enumerate(pieces):
        if number == 0:
            places = [0]
        elif number == len(pieces) - 1 and piece:
            places = [len(printed) - len(piece)]
        else:
            places = list(range(at, len(printed) - len(piece) + 1))
        found = [
            place
            for place in places
            if place >= at and list(printed[place : place + len(piece)]) == piece
        ]
        if not found:
            return "\n".join(piece)
        at = found[0] + len(piece)
    return "" if LEFT_OUT in shown or at == len(printed) else "more is printed"
