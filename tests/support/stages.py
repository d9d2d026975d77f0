"""Stages that follow one another, a line each, as the TOML of a text."""

from __future__ import annotations

import re


def in_a_row(table: str) -> str:
    """The stages of a table, each after the one above it.

    A line has the name of a stage, its kind, and what else is written of it, parted by ``;``: an
    own ``after`` too, where it does not follow the line above.  After ``;`` it may go on below.

    >>> print(in_a_row('''
    ...     apply  window  closes = 2025-09-05
    ...     list   notice  per = "batch"; duration = "7cd"
    ... '''))
    [stages.apply]
    kind = "window"
    closes = 2025-09-05
    [stages.list]
    kind = "notice"
    per = "batch"
    duration = "7cd"
    after = ["apply"]
    <BLANKLINE>
    """
    lines: list[str] = []
    before = ""
    for row in re.sub(r";\s*\n\s*", "; ", table.strip()).splitlines():
        name, kind, *more = row.split(maxsplit=2)
        keys = [key.strip() for key in more[0].split(";")] if more else []
        if before and not any(key.startswith("after ") for key in keys):
            keys.append(f'after = ["{before}"]')
        lines += [f"[stages.{name}]", f'kind = "{kind}"', *keys]
        before = name
    return "\n".join(lines) + "\n"
