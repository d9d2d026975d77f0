"""Texts as XML can hold them."""

from __future__ import annotations

import re

#: What XML 1.0 has no way to write, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """A text without what XML cannot hold; escaping it is the writer's business.

    >>> xml_text("a\\x00b & <c>")
    'a\\ufffdb & <c>'
    """
    return _FORBIDDEN.sub("\ufffd", text)
