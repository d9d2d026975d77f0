"""What the rules of a text and their parameters are called, by where they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from awardsim.errors import InputError
from awardsim.policy import Policy
from awardsim.rules.interface import Rule
from awardsim.text import Text


def parameter_titles(policy: Policy, find: Callable[[str, str], Rule]) -> Mapping[str, Text]:
    """Titles of a text's rules and of the parameters it gives them, by their paths.

    ``stages.vote.rule`` and ``stages.vote.rule.quorum`` are such paths.  Rules that there are not
    have none.

    Parameters
    ----------
    find
        Looks up a rule by its name and the jurisdiction of the text.
    """
    return dict(_titles(policy, find))


def _titles(policy: Policy, find: Callable[[str, str], Rule]) -> Iterator[tuple[str, Text]]:
    for section, tables in (("stages", policy.stages), ("conditions", policy.conditions)):
        for id, table in tables.items():
            if table.rule is None:
                continue
            try:
                rule = find(table.rule.name, policy.jurisdiction)
            except InputError:
                continue
            yield f"{section}.{id}.rule", rule.title
            for name in table.rule.parameters:
                yield f"{section}.{id}.rule.{name}", rule.title_of(name)
