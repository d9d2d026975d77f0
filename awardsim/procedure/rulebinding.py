"""A rule of the text bound to its parameters, some of which a run draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.rules.interface import Rule


@attrs.frozen
class Drawn:
    """A parameter that is an input: its index, what it is multiplied by, whether it is whole."""

    input: int
    scale: float = 1.0
    whole: bool = False

    def value(self, values: Sequence[float]) -> float | int:
        """The parameter for the inputs of one replication."""
        number = values[self.input] * self.scale
        return round(number) if self.whole else number


@attrs.frozen
class Check:
    """A condition of eligibility: its id, the rule with its parameters, whom it concerns."""

    id: str
    rule: BoundRule
    tracks: frozenset[int]


@attrs.frozen
class BoundRule:
    """A rule and its parameters, as constants or as :class:`Drawn` (also inside mappings).

    ``checks`` are the text's own conditions, for the rule that applies them all; ``constant``
    is the parameter class's instance where nothing is drawn; ``sets_tier``: it gives tiers.
    """

    rule: Rule
    parameters: Mapping[str, Any]
    checks: tuple[Check, ...] = ()
    sets_tier: bool = False
    constant: Any = attrs.field(init=False, default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.drawn:
            object.__setattr__(self, "constant", self._made(()))

    def values(self, values: Sequence[float]) -> Any:
        """The parameter class's instance for the inputs of one replication."""
        return self.constant if self.constant is not None else self._made(values)

    def values_of(
        self,
        rows: Sequence[Sequence[float]],
        places: Sequence[int],
        values: NDArray[np.float64],
        place: NDArray[np.int64],
    ) -> Any:
        """The parameter class's instance for candidates of several replications that are alike.

        Parameters
        ----------
        rows, values
            Inputs of all replications, as rows and as an array of shape (inputs, replications).
        places
            The replications; see :func:`alike`.
        place
            Replication of each candidate.
        """
        if self.constant is not None or not self.rule.broadcasts:
            return self.values(rows[places[0]])
        row = rows[places[0]]

        def resolved(value: Any) -> Any:
            if isinstance(value, Drawn) and not value.whole:
                return (values[value.input] * value.scale)[place]
            if isinstance(value, Mapping):
                return {name: resolved(part) for name, part in value.items()}
            return _resolve(value, row)

        made = {name: resolved(value) for name, value in self.parameters.items()}
        return self.rule.parameters(**made)

    def _made(self, values: Sequence[float]) -> Any:
        return self.rule.parameters(**{k: _resolve(v, values) for k, v in self.parameters.items()})

    @property
    def drawn(self) -> bool:
        """Some parameter differs from replication to replication."""
        return any(_drawn_in(value) for value in self.parameters.values())


def alike(
    rules: Iterable[BoundRule],
    rows: Sequence[Sequence[float]],
    also: Sequence[float] | None = None,
) -> list[list[int]]:
    """Replications, by position, that some rules may decide on at once.

    Those with the same parameters; where a rule broadcasts, numbers that are not whole need not
    be the same.  ``also`` is something else that must be the same.
    """
    apart = [
        one
        for rule in rules
        for value in rule.parameters.values()
        for one in _drawn_in(value)
        if one.whole or not rule.rule.broadcasts
    ]
    if not apart and also is None:
        return [list(range(len(rows)))]
    groups: dict[tuple[float, ...], list[int]] = {}
    for place, row in enumerate(rows):
        key = tuple(one.value(row) for one in apart)
        groups.setdefault(key if also is None else (*key, also[place]), []).append(place)
    return list(groups.values())


def _drawn_in(value: Any) -> list[Drawn]:
    """What is drawn in a parameter."""
    if isinstance(value, Drawn):
        return [value]
    if isinstance(value, Mapping):
        return [part for part in value.values() if isinstance(part, Drawn)]
    return []


def _resolve(value: Any, values: Sequence[float]) -> Any:
    if isinstance(value, Drawn):
        return value.value(values)
    if isinstance(value, Mapping):
        return {name: _resolve(part, values) for name, part in value.items()}
    return value
