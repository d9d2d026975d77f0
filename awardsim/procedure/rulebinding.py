"""A rule of the text bound to its parameters, some of which a run draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

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
    is the parameter class's instance where nothing is drawn.
    """

    rule: Rule
    parameters: Mapping[str, Any]
    checks: tuple[Check, ...] = ()
    constant: Any = attrs.field(init=False, default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.drawn:
            object.__setattr__(self, "constant", self._made(()))

    def values(self, values: Sequence[float]) -> Any:
        """The parameter class's instance for the inputs of one replication."""
        return self.constant if self.constant is not None else self._made(values)

    def _made(self, values: Sequence[float]) -> Any:
        return self.rule.parameters(**{k: _resolve(v, values) for k, v in self.parameters.items()})

    @property
    def drawn(self) -> bool:
        """Some parameter differs from replication to replication."""
        return any(
            isinstance(value, Drawn)
            or (isinstance(value, Mapping) and any(isinstance(v, Drawn) for v in value.values()))
            for value in self.parameters.values()
        )


def _resolve(value: Any, values: Sequence[float]) -> Any:
    if isinstance(value, Drawn):
        return value.value(values)
    if isinstance(value, Mapping):
        return {name: _resolve(part, values) for name, part in value.items()}
    return value
