"""The issued texts, each read and checked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from support.settled import Issued, tree_catalogue

from awardsim.plugins import Catalogue


@pytest.fixture(scope="module")
def rules() -> Iterator[Catalogue]:
    """The built-in rules and those of the tree's own packages, and nothing installed."""
    with tree_catalogue() as known:
        yield known


@pytest.fixture(scope="module")
def issued(rules) -> Callable[[str], Issued]:
    """Gives a text of the tree with its findings."""
    return cache(lambda file: Issued.read(file, rules))
