"""How an article of a text is cited to a person: by what its document is called, not by an id."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.policy.model import Policy


def documents_of(policy: Policy) -> dict[str, str]:
    """What each document of a text is cited by: its number, or its title."""
    return {name: one.number or one.title for name, one in policy.sources.items()}


def article(source: str, policy: Policy) -> str:
    """An article of a text as a person cites it."""
    return cited(source, documents_of(policy))


def cited(source: str, documents: Mapping[str, str]) -> str:
    """An article without the id of its document, where the text has only one.

    ``documents`` are numbers or titles by id; they take the place of the id where there are
    several, once for articles of one document that follow each other.  Each article is named once.

    >>> cited("plan 七(八), 九(三)", {"plan": "…方案"})
    '七(八)、九(三)'
    >>> cited("plan 七, 九, law 七, law 四, law 七", {"plan": "方案", "law": "办法"})
    '方案 七、九、办法 七、四'
    """
    found: list[tuple[str, str]] = []
    for part in (one.strip() for one in source.split(",")):
        name, _, rest = part.partition(" ")
        if name in documents and rest:
            found.append((name, rest))
        elif part:
            found.append((found[-1][0] if found else "", part))
    told, last = [], ""
    for name, rest in dict.fromkeys(found):
        again = name == last or len(documents) < 2
        told.append(rest if again else f"{documents[name]} {rest}")
        last = name
    return "、".join(told)
