"""The stage graph: order, cycles, stages nobody reaches, lists that nothing closes."""

from __future__ import annotations

from awardsim.errors import Problem, nearest_name
from awardsim.policy import Policy
from awardsim.procedure.model import Node
from awardsim.text import Text


def in_order(policy: Policy, problems: list[Problem]) -> tuple[list[str], bool]:
    """Stage ids in topological order, ties in the order of the file; False if there is none.

    With cycles the order is that without the edge that closes each of them.
    """
    names = list(policy.stages)
    place = {name: position for position, name in enumerate(names)}
    edges: list[tuple[str, str]] = []
    for name, stage in policy.stages.items():
        for other in stage.after:
            if other in place:
                edges.append((other, name))
                continue
            problems.append(
                Problem(
                    Text(f"没有环节 '{other}'", f"no stage '{other}'"),
                    policy.file,
                    path=f"stages.{name}.after",
                    nearest=nearest_name(other, names),
                )
            )
    if all(place[before] < place[name] for before, name in edges):
        return names, True  # most files have them in order
    import networkx as nx  # loading it takes as long as building the procedure

    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from(edges)
    acyclic = True
    while True:
        try:
            cycle = nx.find_cycle(graph)
        except nx.NetworkXNoCycle:
            order = list(nx.lexicographical_topological_sort(graph, key=place.__getitem__))
            return order, acyclic
        acyclic = False
        graph.remove_edge(*cycle[-1])  # so that another one is found as well
        names_in = [edge[0] for edge in cycle]
        shown = " -> ".join([*names_in, names_in[0]])
        problems.append(
            Problem(
                Text(f"环节首尾相接，没有先后：{shown}", f"the stages form a cycle: {shown}"),
                policy.file,
                path=f"stages.{names_in[0]}.after",
            )
        )


def check_graph(
    policy: Policy, nodes: tuple[Node, ...], problems: list[Problem], file: str
) -> None:
    """Report stages that no case reaches, and lists without a closing date upstream.

    In a cycle nobody can say what is upstream: what follows an edge that closes one is not
    blamed.
    """
    starts = [node.index for node in nodes if not node.after]
    reached: set[int] = set(starts[:1])
    closed: dict[int, bool] = {}
    for node in nodes:
        if node.after and any(before in reached or before >= node.index for before in node.after):
            reached.add(node.index)
        if not node.after and node.index not in reached and node.per == "case":
            reached.add(node.index)
        closes = node.closes is not None or (node.limit is not None and node.limit.out)
        closed[node.index] = closes or any(closed.get(before, True) for before in node.after)
        path = f"stages.{node.id}"
        if node.index not in reached and not node.after:  # what follows it is so as well
            problems.append(
                Problem(
                    Text(
                        f"从“{nodes[starts[0]].title.zh}”到不了环节“{node.title.zh}”",
                        f"stage '{node.id}' cannot be reached from '{nodes[starts[0]].id}'",
                    ),
                    policy.file,
                    path=path,
                )
            )
        nobody = not (any(node.tracks) and any(node.channels))
        if nobody and policy.tracks and policy.channels:  # a text without any is told so
            problems.append(
                Problem(
                    Text(
                        "没有一个奖项或渠道适用此环节",
                        "no track or channel goes through this stage",
                    ),
                    policy.file,
                    path=f"{path}.only",
                )
            )
        if node.listed and node.index in reached and node.after and not closed[node.index]:
            problems.append(
                Problem(
                    Text(
                        f"“{node.title.zh}”的名单没有截止日：它的前面要有 closes 或期限",
                        f"the list of '{node.id}' never closes: a stage before it needs 'closes' "
                        "or a deadline",
                    ),
                    policy.file,
                    path=f"{path}.closes",
                )
            )


def check_tiers(policy: Policy, nodes: tuple[Node, ...], problems: list[Problem]) -> None:
    """Report stages for some tiers before or beside which no tier, or another one, is decided.

    Beside: while somebody is at a stage that is for one tier only, no other stage may give
    another tier.
    """
    above: list[frozenset[int]] = []
    for node in nodes:
        above.append(frozenset(node.after).union(*(above[before] for before in node.after)))
    setters = [node for node in nodes if node.sets_tier]
    broken = {  # stages whose rule has a problem of its own may be meant to set it
        node.index
        for node in nodes
        if node.rule is None and policy.stages[node.id].rule is not None
    }
    for node in nodes:
        if not node.tiers or broken & above[node.index]:
            continue
        tiers = "、".join(policy.tiers[one].title.zh for one in node.tiers if one in policy.tiers)
        if not any(setter.index in above[node.index] for setter in setters):
            known = [f"'{setter.id}'" for setter in setters]
            zh = f"；定等次的是{'、'.join(known)}" if known else ""
            en = f"; the tier is set by {', '.join(known)}" if known else ""
            message = Text(
                f"“{node.title.zh}”只用于{tiers}，它之前却没有一个环节定等次{zh}",
                f"'{node.id}' is only for {', '.join(node.tiers)}, but no stage before it sets "
                f"the tier{en}",
            )
            problems.append(Problem(message, policy.file, path=f"stages.{node.id}.only.tiers"))
        for setter in setters:
            if setter is node or setter.index in above[node.index]:
                continue
            if node.index not in above[setter.index]:
                message = Text(
                    f"“{setter.title.zh}”定等次，与只用于{tiers}的“{node.title.zh}”没有先后：须定出先后",
                    f"'{setter.id}' sets the tier beside '{node.id}', which is only for "
                    f"{', '.join(node.tiers)}: one has to come after the other",
                )
                problems.append(Problem(message, policy.file, path=f"stages.{setter.id}.after"))
