"""What is the same in every replication of a procedure, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from awardsim.procedure.model import Node, Procedure, Route
from awardsim.rules.interface import RuleKind
from awardsim.simulation.log import FIRST_REASON, OUTCOMES
from awardsim.streams import TRACK_ROOM, group_count
from awardsim.workdays import WorkCalendar

#: A route: track, channel, mask of traits, and the decision on the tier that it follows (-1 none).
Key = tuple[int, int, int, int]


@attrs.frozen(eq=False)
class Plan:
    """Static tables of a procedure for the engine.

    Attributes
    ----------
    routes
        By (track, channel, traits mask, decision on the tier).
    decided
        By (stage that sets tiers, tier), the number of that decision in the keys of routes; empty
        where no stage depends on the tier.
    kinds
        By route, a number that is the same for routes of a track through the same stages.
    common
        For each node, its successors if they are the same for every route through it and none
        of them joins two branches; else None.
    gate_keys
        Sets of nodes (in the keys of ``Procedure.moments``) whose dates lists wait for.
    gates
        For each listed node and each of its lists, the place in ``gate_keys`` of those whose
        dates must have passed before the list can close.
    alike
        Pairs of listed nodes where all that are on one list of the first are on one of the second.
    traits
        Names of the traits that some stage asks for; bit i of a mask is trait i.
    calendars
        Calendar of each working body.
    ends
        By route, how many of its stages nothing follows.
    branched
        Routes that part somewhere, so that a case can be at several stages at a time.
    below
        For each node, all nodes downstream of it.
    worked
        For each node where people work, the civil days (from the opening) on which they do.
    alone
        By route, the notice of its own with which every applicant begins; -1 if it begins
        otherwise.
    parting
        Some route has several ends.
    anchors
        By route, the key of the first closing date, if the way to it takes no drawn time.
    purposes
        By stage, the name under which its numbers are drawn: its id; where the same applicants go
        through several procedures its type, so that like stages have like luck.
    persons
        By track, its place among the applicants that several procedures share: how many there
        are, and what tells the slots of its kind apart; empty where nobody is shared.
    latest
        What :func:`~awardsim.schedule.passes.latest_start` gave, by kind of route and that date.
    """

    procedure: Procedure
    traits: tuple[str, ...]
    routes: Mapping[Key, Route]
    joins: Mapping[Key, dict[int, int]]
    lists: Mapping[Key, tuple[int, ...]]
    common: tuple[tuple[int, ...] | None, ...]
    gate_keys: tuple[tuple[int, ...], ...]
    gates: Mapping[int, tuple[int, ...]]
    alike: frozenset[tuple[int, int]]
    calendars: Mapping[str, WorkCalendar]
    reasons: tuple[str, ...]
    groups: int
    per_channel: int
    individual: tuple[bool, ...]
    categories: tuple[int, ...]
    scored: tuple[int, ...]
    reason_index: Mapping[str, int]
    ranks: Mapping[str, int]
    ends: Mapping[Key, int]
    branched: frozenset[Key]
    below: tuple[frozenset[int], ...]
    worked: Mapping[int, frozenset[int]]
    alone: Mapping[Key, int]
    anchors: Mapping[Key, int | None]
    parting: bool
    purposes: tuple[str, ...]
    persons: tuple[tuple[int, int], ...]
    decided: Mapping[tuple[int, int], int]
    kinds: Mapping[Key, int]
    latest: dict[tuple[int, int], int] = attrs.field(factory=dict, init=False)


def make_plan(procedure: Procedure) -> Plan:
    """Work out the tables that every replication uses."""
    nodes = procedure.nodes
    traits = tuple(dict.fromkeys(trait for node in nodes for trait in node.traits))
    decided = _decisions(procedure)
    routes = _routes(procedure, traits, decided)
    joins = {
        key: {s: len(before) for s, before in route.after.items() if len(before) > 1}
        for key, route in routes.items()
    }
    lists = {
        key: tuple(stage for stage in route.stages if nodes[stage].listed)
        for key, route in routes.items()
    }
    gates = {
        node.index: [_gates(node, nodes, number) for number in range(node.list_count)]
        for node in nodes
        if node.listed
    }
    gate_keys = list(dict.fromkeys(keys for of_lists in gates.values() for keys in of_lists))
    calendars = {}
    for node in nodes:
        if node.kind == "work":
            calendars[node.body] = node.calendar or procedure.calendar
    days = {
        name: frozenset(
            place
            for place, day in enumerate(calendar.count_days(calendar.opening, calendar.last))
            if day.working
        )
        for name, calendar in calendars.items()
    }
    reasons = dict.fromkeys(OUTCOMES)
    for node in nodes:
        if node.rule is None:
            continue
        for check in node.rule.checks:
            reasons[check.id] = None
        for reason in node.rule.rule.reasons:
            reasons[reason] = None
    assert len(OUTCOMES) == FIRST_REASON
    per_channel = -(-len(procedure.tracks) // TRACK_ROOM) * TRACK_ROOM
    return Plan(
        procedure=procedure,
        traits=traits,
        routes=routes,
        joins=joins,
        lists=lists,
        common=_common(nodes, routes, joins, decided),
        gate_keys=tuple(gate_keys),
        gates={
            index: tuple(gate_keys.index(keys) for keys in of_lists)
            for index, of_lists in gates.items()
        },
        alike=_alike(nodes),
        calendars=calendars,
        reasons=tuple(reasons),
        groups=group_count(len(procedure.division.wholes), len(procedure.tracks)),
        per_channel=per_channel,
        individual=tuple(
            procedure.policy.tracks[track].applicant == "individual" for track in procedure.tracks
        ),
        categories=tuple(
            len(procedure.policy.tracks[track].categories) for track in procedure.tracks
        ),
        ranks=procedure.node_index,
        reason_index={name: place for place, name in enumerate(reasons)},
        ends={
            key: sum(1 for following in route.next.values() if not following)
            for key, route in routes.items()
        },
        branched=frozenset(
            key
            for key, route in routes.items()
            if max(map(len, route.next.values()), default=0) > 1
            or sum(1 for before in route.after.values() if not before) > 1
        ),
        parting=any(
            len([s for s in route.next if not route.next[s]]) > 1 for route in routes.values()
        ),
        alone={key: _begins_with_notice(route, nodes) for key, route in routes.items()},
        anchors={key: _anchor(route, nodes) for key, route in routes.items()},
        decided=decided,
        kinds=_kinds(routes, procedure),
        purposes=_purposes(procedure),
        persons=_persons(procedure),
        below=_below(nodes),
        worked={node.index: days[node.body] for node in nodes if node.kind == "work"},
        scored=tuple(
            node.index
            for node in nodes
            if node.rule is not None and node.rule.rule.kind is RuleKind.SCORE
        ),
    )


def _decisions(procedure: Procedure) -> dict[tuple[int, int], int]:
    """Every decision on a tier that some stage depends on: stage and tier."""
    if not any(node.tiers for node in procedure.nodes):
        return {}
    setters = [node.index for node in procedure.nodes if node.sets_tier]
    pairs = [(node, tier) for node in setters for tier in range(len(procedure.tiers))]
    return {pair: number for number, pair in enumerate(pairs)}


def _routes(
    procedure: Procedure, traits: tuple[str, ...], decided: Mapping[tuple[int, int], int]
) -> dict[Key, Route]:
    """All routes; channels with the same stages share what is worked out."""
    known: dict[tuple[object, ...], Route] = {}

    def route(track: int, channel: int, mask: int, tier: str, by: int) -> Route:
        own = tuple(node.channels[channel] for node in procedure.nodes)
        token = (track, own, mask, tier, by)
        if token not in known:
            held = tuple(name for i, name in enumerate(traits) if mask >> i & 1)
            known[token] = procedure.route(track, channel, held, tier, by)
        found = known[token]
        return found if found.channel == channel else attrs.evolve(found, channel=channel)

    found: dict[Key, Route] = {}
    for track in range(len(procedure.tracks)):
        for channel in range(len(procedure.channels)):
            for mask in range(1 << len(traits)):
                undecided = found[track, channel, mask, -1] = route(track, channel, mask, "", -1)
                for (node, tier), number in decided.items():
                    if node in undecided.next:
                        name = procedure.tiers[tier]
                        key = (track, channel, mask, number)
                        found[key] = route(track, channel, mask, name, node)
    return found


def _kinds(routes: Mapping[Key, Route], procedure: Procedure) -> dict[Key, int]:
    """Routes of one track with the same stages on the same days."""
    numbers: dict[tuple[int, tuple[int, ...], int], int] = {}
    own = {c for node in procedure.nodes for c in node.local}
    found = {}
    for key, route in routes.items():
        kind = route.track, route.stages, route.channel if route.channel in own else -1
        found[key] = numbers.setdefault(kind, len(numbers))
    return found


def _purposes(procedure: Procedure) -> tuple[str, ...]:
    if procedure.shared is None:
        return tuple(node.id for node in procedure.nodes)
    seen: Counter[str] = Counter()
    found = []
    for node in procedure.nodes:
        found.append(f"{node.type}/{seen[node.type]}")
        seen[node.type] += 1
    return tuple(found)


def _persons(procedure: Procedure) -> tuple[tuple[int, int], ...]:
    if procedure.shared is None:
        return ()
    seen = [0, 0]
    found = []
    for track in procedure.tracks:
        kind = int(procedure.policy.tracks[track].applicant == "individual")
        found.append((procedure.shared[kind], 2 * seen[kind] + kind))
        seen[kind] += 1
    return tuple(found)


def _begins_with_notice(route: Route, nodes: tuple[Node, ...]) -> int:
    """The one notice per case with which a route begins, right after its opening acts."""
    first: set[int] = set()
    for stage in route.stages:
        if nodes[stage].after:
            continue
        first.update(route.next[stage] if nodes[stage].listed else (stage,))
    if len(first) != 1:
        return -1
    stage = first.pop()
    node = nodes[stage]
    plain = node.kind == "notice" and not node.listed and len(route.after[stage]) <= 1
    return stage if plain else -1


def _anchor(route: Route, nodes: tuple[Node, ...]) -> int | None:
    """Key of the first closing date of a route, if nothing on the way to it is drawn."""
    for stage in route.stages:
        node = nodes[stage]
        if node.closes is not None:
            return stage
        if node.limit is not None:
            return -1 - stage
        drawn = node.notice is not None and node.notice.input >= 0
        if drawn or node.kind in ("work", "wait", "meeting"):
            return None
    return None


def _common(
    nodes: tuple[Node, ...],
    routes: Mapping[Key, Route],
    joins: Mapping[Key, dict[int, int]],
    decided: Mapping[tuple[int, int], int],
) -> tuple[tuple[int, ...] | None, ...]:
    """The successors of each node, where all that pass it have the same and none joins branches.

    Who passes a stage that sets tiers follows the route of that decision from there on.
    """
    below = _below(nodes)
    setters = {node for node, _ in decided}
    by = {number: node for (node, _), number in decided.items()}
    found: list[set[tuple[int, ...]]] = [set() for _ in nodes]
    joining: set[int] = set()
    for key, route in routes.items():
        last = by.get(key[3], -1)
        later = {node for node in setters if last < 0 or node in below[last]} & set(route.next)
        passed = later.union(*(below[node] for node in later))
        for node, following in route.next.items():
            if node in passed or (last >= 0 and node != last and node not in below[last]):
                continue
            found[node].add(following)
            if any(stage in joins[key] for stage in following):
                joining.add(node)
    return tuple(
        next(iter(one)) if len(one) == 1 and node not in joining else None
        for node, one in enumerate(found)
    )


def _below(nodes: tuple[Node, ...]) -> tuple[frozenset[int], ...]:
    """All nodes downstream of each."""
    found: list[set[int]] = [set() for _ in nodes]
    for node in reversed(nodes):
        for before in node.after:
            found[before] |= {node.index} | found[node.index]
    return tuple(frozenset(one) for one in found)


def _gates(node: Node, nodes: tuple[Node, ...], number: int) -> tuple[int, ...]:
    """Dates upstream that nobody can look behind: closings, and deadlines that put out.

    Those of stages that none of the channels on the list goes through do not count.
    """
    members = node.members(number)
    seen: set[int] = set()
    todo = [node.index]
    keys: list[int] = []
    while todo:
        index = todo.pop()
        if index in seen:
            continue
        seen.add(index)
        at = nodes[index]
        todo.extend(at.after)
        if not any(at.channels[channel] for channel in members):
            continue
        if at.closes is not None:
            keys.append(index)
        if at.limit is not None and at.limit.out and index != node.index:
            keys.append(-1 - index)
    return tuple(sorted(keys))


def _alike(nodes: tuple[Node, ...]) -> frozenset[tuple[int, int]]:
    """Pairs of stages where all that are on one list of the first are on one of the second."""
    listed = [node for node in nodes if node.listed]
    found = set()
    for one in listed:
        for other in listed:
            pairs = {
                (own, theirs)
                for own, theirs in zip(one.lists, other.lists, strict=True)
                if own >= 0 and theirs >= 0
            }
            if len(pairs) == len({own for own, _ in pairs}):
                found.add((one.index, other.index))
    return frozenset(found)
