"""What stands twice in a document: told, and set apart so that all the rest is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from awardsim.text import Text
from awardsim.toml.locator import Locator, Repeat
from awardsim.toml.path import Path
from awardsim.toml.problems import Problems

#: What stands behind the name of a table that is written again; no name may hold it.
_AGAIN = "\ue000"


def set_apart(text: str, problems: Problems) -> tuple[str, list[Path]]:
    """A text in which nothing stands twice, on the same lines; each repetition is a problem.

    Of a key only the first value is left; a table that is written again gets another name.

    Returns
    -------
    text
        Empty where nothing stands twice, or where that cannot be taken out of its line.
    renamed
        Paths of the tables with other names, for :func:`put_together`.
    """
    lines = Locator(text)
    repeats = lines.repeats
    if not repeats or problems.full or any(one.inline for one in repeats):
        return "", []
    for one in repeats:
        problems.add(one.path, told_twice(one, lines), line=one.line)
    pieces: list[str] = []
    renamed: list[Path] = []
    end = 0
    for number, one in enumerate(repeats):
        pieces.append(text[end : one.start])
        if one.header:
            name = f"{one.path[-1]}{_AGAIN}{number}"
            renamed.append((*one.path[:-1], name))
            pieces.append(json.dumps(name, ensure_ascii=False))
        else:
            pieces.append("\n" * text.count("\n", one.start, one.end))
        end = one.end
    return "".join([*pieces, text[end:]]), renamed


def told_twice(one: Repeat, lines: Locator) -> Text:
    """That something stands twice, and where it stood first."""
    first = lines.line_of(one.path)
    what = Text("同一张表", "this table") if one.header else Text("同一个键", "this key")
    return Text(
        f"不是合法的 TOML：{what.zh}写了两次，先在第 {first} 行",
        f"not valid TOML: {what.en} is given twice; it stands on line {first} already",
    )


def put_together(data: dict[str, Any], renamed: Sequence[Path]) -> None:
    """Give what stands in renamed tables back to those whose names they had."""
    for path in renamed:
        holder: Any = data
        for part in path[:-1]:
            holder = holder[part]
        again = holder.pop(path[-1])
        own = holder.setdefault(str(path[-1]).rpartition(_AGAIN)[0], {})
        if isinstance(own, dict):
            for key, value in again.items():
                own.setdefault(key, value)
