"""Which things of two lists are the same, when nothing but their likeness says so."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import networkx as nx

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def matched(
    left: Sequence[A], right: Sequence[B], likeness: Callable[[A, B], int]
) -> list[tuple[A, B]]:
    """Pairs of most likeness in all, each thing in one pair at most, in the order of ``left``.

    Parameters
    ----------
    likeness
        0 for two that cannot be the same, otherwise the greater the more alike they are.

    Notes
    -----
    A matching of greatest weight [Galil 1986], as :func:`networkx.max_weight_matching` finds it.

    Examples
    --------
    >>> matched(["ab", "cd"], ["cd!", "ab!"], lambda one, other: 9 * (one in other))
    [('ab', 'ab!'), ('cd', 'cd!')]
    """
    found = [
        (i, j, weight)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (weight := likeness(one, other)) > 0
    ]
    graph = nx.Graph()
    # Where several matchings weigh the same, which is taken does not depend on the side.
    swapped = repr(list(left)) > repr(list(right))
    for i, j, weight in sorted(found, key=lambda edge: (edge[1], edge[0]) if swapped else edge):
        ends = ((1, i), (0, j)) if swapped else ((0, i), (1, j))
        graph.add_edge(*sorted(ends), weight=weight)
    pairs = [sorted(pair, reverse=swapped) for pair in nx.max_weight_matching(graph)]
    return [(left[i], right[j]) for (_, i), (_, j) in sorted(pairs, key=lambda pair: pair[0][1])]


def normal(text: str) -> str:
    """A text as it is compared: without spaces, one width of brackets and digits.

    >>> normal("不少于 5 个工作日（七）") == normal("不少于5个工作日(七)")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def resemblance(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, whichever of them comes first."""
    first, second = sorted((normal(one), normal(other)))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
