"""What can be moved in how a procedure selects: the levers, with a few values of each.

Each value makes a variant of the procedure that differs in nothing else, so that it meets the same
applicants and the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from awardsim.analysis.applicants import judging_nodes
from awardsim.procedure.model import Node, Procedure
from awardsim.procedure.rulebinding import Drawn
from awardsim.rules.interface import RuleKind
from awardsim.text import Text

#: Reviewers of a file that are tried.
REVIEWERS = (1, 2, 3, 5, 7)
ASSIGNMENTS = ("balanced", "random", "pool")
#: Weight of the first of several marks, in percent.
WEIGHTS = (20, 40, 60, 80)
#: Shares of a stated threshold; 0 for none.
THRESHOLDS = (0.0, 0.9, 1.1)

#: Assumptions about merit and about how people see it.
GUESSES = (
    "cohort.merit_sd",
    "chance.leniency",
    "chance.noise",
    "chance.site_noise",
    "chance.opinion_noise",
)


@attrs.frozen
class Setting:
    """One value of a lever: the procedure with it, or the inputs that are pinned to it.

    ``value`` is empty for what a run draws now; neither of the others is set where it is as now.
    """

    value: str
    procedure: Procedure | None
    pinned: Mapping[int, float] = {}

    @property
    def now(self) -> bool:
        """Nothing is moved."""
        return self.procedure is None and not self.pinned


@attrs.frozen(eq=False)
class Lever:
    """One thing that can be moved: at which stage, what it is, the path to set it, its values.

    ``node`` is -1 for what is only guessed, such as how far reviewers differ.
    """

    node: int
    title: Text
    path: str
    settings: tuple[Setting, ...]


def levers(procedure: Procedure) -> tuple[Lever, ...]:
    """All levers of a procedure, in the order of its stages."""
    found: list[Lever] = []
    for node in judging_nodes(procedure):
        for make in (_reviewers, _assignment, _dropped, _limits, _threshold, _weights):
            found += make(procedure, node)
    return tuple(found)


def guesses(procedure: Procedure) -> tuple[Lever, ...]:
    """What the figures rest on and nobody can know: each assumption at both of its ends."""
    found = []
    for name in GUESSES:
        index = procedure.input_index(name)
        if index < 0 or procedure.inputs[index].fixed:
            continue
        one = procedure.inputs[index]
        settings = [Setting(f"{end:g}", None, {index: end}) for end in (one.least, one.most)]
        found.append(Lever(-1, one.title, name, tuple(settings)))
    return tuple(found)


def _reviewers(procedure: Procedure, node: Node) -> Iterator[Lever]:
    review = node.review
    if review is None or node.rule is None:
        return
    now, path = _now(procedure, review.input, review.count, f"stages.{node.id}.reviewers")

    def with_count(count: int) -> Procedure:
        return _replaced(
            procedure, attrs.evolve(node, review=attrs.evolve(review, count=count, input=-1))
        )

    yield Lever(
        node.index,
        Text("每份评审员数", "reviewers per file"),
        path,
        _settings(now, REVIEWERS, with_count),
    )


def _assignment(procedure: Procedure, node: Node) -> Iterator[Lever]:
    review = node.review
    if review is None or node.rule is None:
        return

    def with_assignment(name: str) -> Procedure:
        changed = attrs.evolve(review, assignment=name)
        return _replaced(procedure, attrs.evolve(node, review=changed))

    yield Lever(
        node.index,
        Text("材料怎样分给评审员", "who gets which file"),
        f"bodies.{node.body}.assignment",
        _settings(review.assignment, ASSIGNMENTS, with_assignment),
    )


def _dropped(procedure: Procedure, node: Node) -> Iterator[Lever]:
    if node.rule is None or not hasattr(node.rule.rule.parameters, "__attrs_attrs__"):
        return
    known = {one.name: one for one in attrs.fields(node.rule.rule.parameters)}
    if "drop" not in known:
        return
    now = node.rule.parameters.get("drop", known["drop"].default)
    yield Lever(
        node.index,
        Text("去掉最高、最低分各几个", "highest and lowest marks dropped, each"),
        f"{'' if 'drop' in node.rule.parameters else 'add '}stages.{node.id}.rule.drop",
        _settings(str(now), (0, 1), lambda drop: _with(procedure, node, drop=drop)),
    )


def _limits(procedure: Procedure, node: Node) -> Iterator[Lever]:
    """How many are recommended, or on a site list; not the quota of awards itself."""
    assert node.rule is not None
    limits = node.rule.parameters.get("at_most")
    if node.rule.rule.kind is not RuleKind.SHORTLIST or not isinstance(limits, Mapping):
        return
    for track, limit in limits.items():
        if track not in procedure.tracks:
            continue
        place = procedure.tracks.index(track)
        stated = f"stages.{node.id}.rule.at_most.{track}"
        index = limit.input if isinstance(limit, Drawn) else -1
        usual = round(procedure.inputs[index].usual) if index >= 0 else limit
        now, path = _now(procedure, index, limit, stated)
        title = procedure.policy.tracks[track].title
        quota = [one.number for one in procedure.quotas if one.tier < 0 and place in one.tracks]
        tried = {usual, usual + 2, usual + 4, *quota} if node.for_all else {usual, usual + 1}
        if not node.for_all:
            tried.add(max(usual - 1, 1))

        def with_limit(count: int, track: str = track) -> Procedure:
            return _with(procedure, node, at_most={**limits, track: count})

        yield Lever(
            node.index,
            Text(f"取几名：{title.zh}", f"how many go on: {title.en}"),
            path,
            _settings(now, sorted(tried), with_limit),
        )


def _threshold(procedure: Procedure, node: Node) -> Iterator[Lever]:
    assert node.rule is not None
    line = node.rule.parameters.get("at_least")
    if node.rule.rule.kind is not RuleKind.SHORTLIST or line is None:
        return
    index = line.input if isinstance(line, Drawn) else -1
    usual = procedure.inputs[index].usual if index >= 0 else float(line)
    now, path = _now(procedure, index, line, f"stages.{node.id}.rule.at_least")
    tried = [round(usual * share) for share in THRESHOLDS]
    yield Lever(
        node.index,
        Text("分数线", "threshold"),
        path,
        _settings(now, tried, lambda mark: _with(procedure, node, at_least=float(mark))),
    )


def _weights(procedure: Procedure, node: Node) -> Iterator[Lever]:
    assert node.rule is not None
    weights = node.rule.parameters.get("weights")
    if not isinstance(weights, Mapping) or len(weights) < 2:
        return
    usual = {name: _usual(procedure, weight) for name, weight in weights.items()}
    total = sum(usual.values())
    first, *rest = weights
    others = total - usual[first]
    if total <= 0 or others <= 0:
        return
    drawn = weights[first]
    stated = f"stages.{node.id}.rule.weights.{first}"
    path = procedure.inputs[drawn.input].id if isinstance(drawn, Drawn) else stated
    certain = not any(
        isinstance(one, Drawn) and not procedure.inputs[one.input].fixed for one in weights.values()
    )

    def split(percent: float) -> dict[str, float]:
        left = (100.0 - percent) / others
        return {first: percent, **{name: usual[name] * left for name in rest}}

    def said(percent: float) -> str:
        return "/".join(f"{weight:.0f}" for weight in split(percent).values())

    now = 100.0 * usual[first] / total
    settings = [Setting(said(now), None)] if certain else [Setting("", None)]
    for percent in WEIGHTS:
        if not certain or said(percent) != said(now):
            settings.append(Setting(said(percent), _with(procedure, node, weights=split(percent))))
    settings.sort(key=lambda one: float(one.value.partition("/")[0] or -1))
    yield Lever(
        node.index,
        Text(
            f"权重（{'/'.join(_title(procedure, one).zh for one in weights)}）",
            f"weights ({' / '.join(_title(procedure, one).en for one in weights)})",
        ),
        path,
        tuple(settings),
    )


def _title(procedure: Procedure, stage: str) -> Text:
    return procedure.nodes[procedure.node_index[stage]].title


def _usual(procedure: Procedure, value: Any) -> float:
    if isinstance(value, Drawn):
        return procedure.inputs[value.input].usual * value.scale
    return float(value)


def _now(procedure: Procedure, index: int, stated: Any, path: str) -> tuple[str, str]:
    """What it is now, empty where a run draws it, and the path that sets it."""
    if index < 0:
        return f"{stated:g}", path
    one = procedure.inputs[index]
    return f"{one.usual:g}" if one.fixed else "", one.id


def _settings(
    now: str, values: Sequence[Any], make: Callable[[Any], Procedure]
) -> tuple[Setting, ...]:
    """All values in order, that of now among them; first what a run draws."""
    listed = {str(value): value for value in values}
    if not now:
        return (Setting("", None), *(Setting(str(v), make(v)) for v in values))
    if now in listed:
        return tuple(Setting(str(v), None if str(v) == now else make(v)) for v in values)
    rest = [Setting(str(value), make(value)) for value in values]
    try:
        return tuple(sorted([Setting(now, None), *rest], key=lambda one: float(one.value)))
    except ValueError:
        return (Setting(now, None), *rest)


def _with(procedure: Procedure, node: Node, **parameters: Any) -> Procedure:
    """The procedure with other parameters of a stage's rule."""
    assert node.rule is not None
    rule = attrs.evolve(node.rule, parameters={**node.rule.parameters, **parameters})
    return _replaced(procedure, attrs.evolve(node, rule=rule))


def _replaced(procedure: Procedure, node: Node) -> Procedure:
    """The procedure with one stage replaced."""
    nodes = list(procedure.nodes)
    nodes[node.index] = node
    return attrs.evolve(procedure, nodes=tuple(nodes))
