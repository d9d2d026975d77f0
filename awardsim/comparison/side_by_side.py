"""Several texts side by side: their steps aligned, and what each says about every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from awardsim.comparison.alignment import Slot, align
from awardsim.comparison.award import add_award
from awardsim.comparison.conditions import add_conditions, add_provisions, add_readings
from awardsim.comparison.procedure import add_stages, add_together
from awardsim.comparison.rows import Rows
from awardsim.comparison.saying import Change, Rule
from awardsim.comparison.topic import TOPICS, topic_of
from awardsim.policy import Policy, Status
from awardsim.policy.leaves import leaves
from awardsim.text import Text


@attrs.frozen
class SideBySide:
    """A comparison of at least two texts.

    Attributes
    ----------
    names
        What each text is called here.
    policies
        The texts.
    alike
        They are texts of one place: compared in their own words.
    slots
        The steps of all texts in one order.
    rules
        What each text says, by topic.
    """

    names: tuple[str, ...]
    policies: tuple[Policy, ...]
    alike: bool
    slots: tuple[Slot, ...]
    rules: tuple[Rule, ...]

    def only(self, topics: Sequence[str]) -> SideBySide:
        """The same with nothing but some topics."""
        chosen = tuple(rule for rule in self.rules if rule.topic in topics)
        if {"stages", "order"} & set(topics):  # then the steps are what is asked for
            return attrs.evolve(self, rules=chosen)
        kept = {rule.slot for rule in chosen}
        still = ((),) * len(self.names)
        slots = [attrs.evolve(slot, passed=still) for slot in self.slots if slot.id in kept]
        return attrs.evolve(self, slots=tuple(slots), rules=chosen)

    @property
    def differ(self) -> bool:
        """Some text says something else than the first, or in another order."""
        others = range(1, len(self.policies))
        return any(
            rule.change(0, number).differs for rule in self.rules for number in others
        ) or any(any(slot.passed) for slot in self.slots)

    def changes(self, *, details: bool = True) -> Counter[Change]:
        """How many rules became what from the first text to the second."""
        return Counter(rule.change() for rule in self.rules if details or not rule.detail)


def beside(
    policies: Sequence[Policy],
    names: Sequence[str] = (),
    titles: Sequence[Mapping[str, Text]] = (),
) -> SideBySide:
    """Lay texts side by side.

    Parameters
    ----------
    policies
        Two or more.
    names
        What they are called; by default their ids.
    titles
        For each text those of the parameters of its rules, by their paths
        (:func:`awardsim.rules.parameter_titles.parameter_titles`).

    Raises
    ------
    ValueError
        There is nothing to compare.
    """
    if len(policies) < 2:
        raise ValueError("two texts at least")
    slots = align(policies)
    rows = Rows(policies, titles)
    add_award(rows)
    add_conditions(rows)
    add_stages(rows, slots)
    add_together(rows)
    add_provisions(rows)
    add_readings(rows)
    called = tuple(names) or tuple(policy.id for policy in policies)
    return SideBySide(called, rows.policies, rows.alike, slots, rows.rules())


def coverage(policy: Policy) -> dict[str, Counter[Status]]:
    """How many of a text's values have which status, by topic; every topic is a key.

    Every value that the file holds counts once, so the sums are those of
    :func:`~awardsim.policy.leaves.count_by_status`.
    """
    found: dict[str, Counter[Status]] = {name: Counter() for name in TOPICS}
    for leaf in leaves(policy):
        found[topic_of(leaf.path, policy)][leaf.cell.status] += 1
    return found
