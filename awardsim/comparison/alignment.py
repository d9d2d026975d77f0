"""Stages of several texts beside each other: by type, then by what they are, then by order.

In texts of one place an id stands for one step.
Two stages of one type are the same step if they are the most alike that the texts have.  Where
the order differs, the fewest stages are said to have moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import networkx as nx

from awardsim.comparison.matching import matched, resemblance
from awardsim.policy import STAGE_TYPES, Policy, Stage

#: Weight of a stage in the longest part of the order that is kept: their number decides, then
#: which types stay (a later one of the usual order).
_EACH = 1_000_000
_RANK = {name: place for place, name in enumerate(STAGE_TYPES)}
#: Points for each text that has a step already: what many have is likelier to be meant.
_SHARED = 60
#: A type that texts provide for at two levels, which are two steps.
_AT_LEVELS = frozenset({"CONSULT"})
#: What applicants are marked at, or decided on: a list is drawn up after one of them for another.
_MARKING = frozenset({"DOC_REVIEW", "SITE", "DEFENCE", "COMBINE", "DECIDE"})
#: The rule of a stage that is a score line.
_SCORE_LINE = "threshold"
_OF_CHANNELS = frozenset({"channel_office", "channel_group"})


@attrs.frozen
class Slot:
    """One step as the texts provide for it.

    Attributes
    ----------
    id
        Its type; with a number where there are several of that type (``CONSULT.2``).
    stages
        Id of the stage in each text, empty where it has none.
    passed
        For each text the slots that it stands on the other side of than in the first text;
        empty where its order is the first text's.
    """

    id: str
    type: str
    stages: tuple[str, ...]
    passed: tuple[tuple[str, ...], ...]


def align(policies: Sequence[Policy]) -> tuple[Slot, ...]:
    """The stages of all texts as slots; every stage is in exactly one.

    Texts after the first are laid beside what is there one by one; what finds no counterpart
    comes after the step that it follows in its own text.
    """
    rows: list[list[str]] = [[name] for name in _order(policies[0])]
    for count, policy in enumerate(policies[1:], 1):
        names = _order(policy)
        found = _counterparts(rows, policies[:count], policy, names)
        place = -1
        for name in names:
            row = found.get(name)
            if row is None:
                place += 1
                rows.insert(place, [*[""] * count, name])
            else:
                row.append(name)
                place = next(at for at, one in enumerate(rows) if one is row)
        for row in rows:
            row += [""] * (count + 1 - len(row))
    return _slots(rows, policies)


def _slots(rows: Sequence[Sequence[str]], policies: Sequence[Policy]) -> tuple[Slot, ...]:
    types = [_type(row, policies) for row in rows]
    ids = [
        name if types.count(name) == 1 else f"{name}.{types[: place + 1].count(name)}"
        for place, name in enumerate(types)
    ]
    of_first = {row[0]: name for name, row in zip(ids, rows, strict=True) if row[0]}
    passed: list[Mapping[str, tuple[str, ...]]] = [{}]
    for number, policy in enumerate(policies[1:], 1):
        pairs = {row[0]: row[number] for row in rows if row[0] and row[number]}
        moved = _moved(policies[0], policy, pairs)
        passed.append(
            {of_first[name]: tuple(of_first[o] for o in over) for name, over in moved.items()}
        )
    return tuple(
        Slot(name, type_, tuple(row), tuple(one.get(name, ()) for one in passed))
        for name, type_, row in zip(ids, types, rows, strict=True)
    )


def _type(row: Sequence[str], policies: Sequence[Policy]) -> str:
    return next(
        policy.stages[name].type for policy, name in zip(policies, row, strict=True) if name
    )


# ---- counterparts -------------------------------------------------------------------------------


def _counterparts(
    rows: Sequence[list[str]], before: Sequence[Policy], policy: Policy, names: Sequence[str]
) -> dict[str, list[str]]:
    """The row that each stage of a text belongs into; a stage without one is left out."""
    places = {tuple(row): row for row in rows}
    found = {
        name: row
        for name in names
        for row in rows
        if any(
            _same_place(other, policy, one, name) for other, one in zip(before, row, strict=True)
        )
    }
    for type_ in dict.fromkeys(stage.type for stage in policy.stages.values()):
        right = [
            (name,) for name in names if policy.stages[name].type == type_ and name not in found
        ]
        left = [
            row
            for row in places
            if _type(row, before) == type_ and not any(places[row] is one for one in found.values())
        ]

        def likeness(row: tuple[str, ...], one: tuple[str]) -> int:
            found = [
                _likeness(other, stage, policy, one[0])
                for other, stage in zip(before, row, strict=True)
                if stage
            ]
            return max(found) + _SHARED * len(found) if max(found) else 0

        found.update({name: places[row] for row, (name,) in matched(left, right, likeness)})
    return found


def _same_place(left: Policy, right: Policy, one: str, other: str) -> bool:
    """A step that two texts of one place call by the same id, and mean the same by."""
    return (
        one == other
        and left.jurisdiction == right.jurisdiction
        and left.stages[one].type == right.stages[other].type
    )


def _likeness(left: Policy, one: str, right: Policy, other: str) -> int:
    """How alike two stages are; 0 if they cannot be the same step."""
    first, second = left.stages[one], right.stages[other]
    if first.type != second.type:
        return 0
    if first.type in _AT_LEVELS and _level(first, left) != _level(second, right):
        return 0
    if first.type == "SHORTLIST" and not _like_lists(left, one, right, other):
        return 0
    found = 100 * (one == other)
    found += 300 * (first.per == second.per)
    found += 300 * (_role(first, left) == _role(second, right))
    rules = [stage.rule.name if stage.rule is not None else "" for stage in (first, second)]
    found += 300 * (rules[0] == rules[1])
    found += 200 * (first.only.tracks == second.only.tracks)
    found += 200 * (bool(first.only.channels) == bool(second.only.channels))
    found += 200 * (bool(first.only.traits) == bool(second.only.traits))
    found += 150 * ((first.deadline is None) == (second.deadline is None))
    found += round(200 * resemblance(first.title.zh, second.title.zh))
    places = [list(p.stages).index(n) / len(p.stages) for p, n in ((left, one), (right, other))]
    return found + round(100 * (1 - abs(places[0] - places[1]))) + 1


def _like_lists(left: Policy, one: str, right: Policy, other: str) -> bool:
    """Two lists are drawn up on the same ground, or for the same next step.

    A list for the defence is not the list that a committee votes on, and a score line is no list.
    """
    if _is_score_line(left.stages[one]) != _is_score_line(right.stages[other]):
        return False
    (before, after), (theirs, next_) = _between(left, one), _between(right, other)
    return before == theirs or after == next_


def _is_score_line(stage: Stage) -> bool:
    """All pass who have so many marks, however many they are."""
    return stage.rule is not None and stage.rule.name == _SCORE_LINE


def _between(policy: Policy, name: str) -> tuple[str, str]:
    """Types of the last step before and the first after one at which applicants are marked."""
    order = in_order(policy)
    place = order.index(name)

    def first(names: Sequence[str]) -> str:
        types = (policy.stages[one].type for one in names)
        return next((type_ for type_ in types if type_ in _MARKING), "")

    return first(order[place::-1]), first(order[place:])


def _role(stage: Stage, policy: Policy) -> str:
    body = policy.bodies.get(stage.body)
    return body.role if body is not None else ""


def _level(stage: Stage, policy: Policy) -> str:
    body = policy.bodies.get(stage.body)
    if body is None:
        return ""
    of_channel = body.each == "channel" or body.role in _OF_CHANNELS or stage.per == "channel"
    return "channel" if of_channel else "centre"


# ---- order --------------------------------------------------------------------------------------


def _graph(policy: Policy) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(policy.stages)
    graph.add_edges_from(
        (before, name)
        for name, stage in policy.stages.items()
        for before in stage.after
        if before in policy.stages
    )
    return graph


def _order(policy: Policy, places: Mapping[str, int] | None = None) -> list[str]:
    """Stages in the order of the procedure; where it leaves them free, in that of ``places``."""
    known = {name: place for place, name in enumerate(policy.stages)}
    given = places or {}

    def key(name: str) -> tuple[int, int]:
        return given.get(name, len(known) if given else 0), known[name]

    try:
        return list(nx.lexicographical_topological_sort(_graph(policy), key=key))
    except nx.NetworkXUnfeasible:  # a draft whose stages run in a circle
        return list(policy.stages)


def in_order(policy: Policy) -> tuple[str, ...]:
    """Stage ids in the order of the procedure, ties in that of the file."""
    return tuple(_order(policy))


def comes_before(policy: Policy) -> frozenset[tuple[str, str]]:
    """Pairs of stages of which one must have been passed before the other."""
    graph = _graph(policy)
    return frozenset((one, name) for name in graph for one in nx.ancestors(graph, name))


def _moved(first: Policy, policy: Policy, pairs: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Stages of the first text that another one has in another place, with what they pass.

    Orders are taken from what must come before what: stages that may go on side by side have
    not moved.  The longest order that both texts keep stays where it is.
    """
    back = {name: one for one, name in pairs.items()}
    earlier, later = comes_before(first), comes_before(policy)
    clash = {
        (one, other)
        for one, other in earlier
        if one in pairs and other in pairs and (pairs[other], pairs[one]) in later
    }
    if not clash:
        return {}
    own = {name: place for place, name in enumerate(_order(first))}
    there = _order(policy, {name: own[back[name]] for name in policy.stages if name in back})
    theirs = {back[name]: place for place, name in enumerate(there) if name in back}
    listed = sorted(pairs, key=own.__getitem__)
    kept = _longest_kept(listed, theirs, first)
    moved: dict[str, tuple[str, ...]] = {}
    for name in listed:
        over = [o for o in listed if (name, o) in clash or (o, name) in clash]
        if name not in kept and over:
            moved[name] = tuple([one for one in over if one in kept] or over)
    return moved


def _longest_kept(
    listed: Sequence[str], theirs: Mapping[str, int], first: Policy
) -> frozenset[str]:
    """The most stages of an order that stand in the same order in another one."""
    rising = nx.DiGraph()
    for place, one in enumerate(["", *listed]):  # "" is where the order begins
        for other in listed[place:]:
            if not one or theirs[one] < theirs[other]:
                weight = _EACH + _RANK.get(first.stages[other].type, 0)
                rising.add_edge(one, other, weight=weight)
    return frozenset(nx.dag_longest_path(rising)) - {""}
