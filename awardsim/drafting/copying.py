"""A draft of a text that there is already: its own file, with another head."""

from __future__ import annotations

import datetime
import re

from awardsim.drafting.layout import note, quoted
from awardsim.toml import Locator

_VALUE = re.compile(r"""(?P<before>[^=]*=\s*)(?P<value>"(?:[^"\\]|\\.)*"|'[^']*')(?P<after>.*)""")


def draft_of(text: str, id: str, version: str, today: datetime.date) -> str:
    """The text of a policy file as a draft of another version.

    Comments and order stay as they are; ``version`` and ``state`` are changed where they stand,
    and the head says what the draft was made from.

    >>> print(draft_of('schema = 1\\nversion = "2025"  # year\\nstate = "issued"', "jia@2025",
    ...     "2027", datetime.date(2026, 1, 5)))
    # 草案：2026-01-05 由 jia@2025 复制，尚未修改之处与它相同。
    # A draft made from jia@2025 on 2026-01-05; what has not been changed is as it is there.
    #
    schema = 1
    version = "2027"  # year
    state = "draft"
    """
    lines = text.removeprefix("\ufeff").splitlines()
    places = Locator(text.removeprefix("\ufeff")).lines
    for key, value in (("version", version), ("state", "draft")):
        place = places[(key,)] - 1
        found = _VALUE.fullmatch(lines[place])
        if found is None:
            raise ValueError(f"line {place + 1}: '{key}' is not written on a line of its own")
        lines[place] = f"{found['before']}{quoted(value)}{found['after']}"
    head = [
        note(f"草案：{today} 由 {id} 复制，尚未修改之处与它相同。"),
        note(f"A draft made from {id} on {today}; what has not been changed is as it is there."),
        "#",
    ]
    return "\n".join([*head, *lines]) + ("\n" if text.endswith("\n") else "")
