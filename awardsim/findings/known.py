"""What a text that is checked may name: rules, facts about applicants, other texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from awardsim.policy import Policy

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.rules.interface import Rule

#: Looks up a rule by its name and the jurisdiction of the text.
FindRule = Callable[[str, str], "Rule"]


@attrs.frozen
class Known:
    """What a text may name.

    Attributes
    ----------
    rule
        Looks up a rule.
    columns
        What populations have beside the vocabulary's.
    text
        The text of an id; InputError where there is none.
    texts
        All texts, made when they are asked for.
    """

    rule: FindRule
    columns: frozenset[str]
    text: Callable[[str], Policy]
    texts: Callable[[], Sequence[Policy]] = attrs.field(eq=False)

    @classmethod
    def of(cls, catalogue: Catalogue | None) -> Known:
        """What a catalogue has; without one, that of all installed plugins."""
        if catalogue is None:
            from awardsim.plugins import load_catalogue

            catalogue = load_catalogue()
        found = catalogue
        return cls(
            found.rule,
            found.columns,
            found.policy,
            lambda: [owned.value for owned in found.policies.values()],
        )
