"""Rows about the procedure: each step, who acts, how long, until when, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from awardsim.comparison.alignment import Slot, comes_before
from awardsim.comparison.concerned import concerned, listed
from awardsim.comparison.matching import normal
from awardsim.comparison.rows import Rows, fact, paired, parts_of, saying
from awardsim.comparison.saying import Part, Saying
from awardsim.comparison.topic import of_parameter, of_stage
from awardsim.policy import BODY_ROLES, KINDS, STAGE_TYPES, Body, Cell, Policy, Stage, Status
from awardsim.policy.choices import PERS
from awardsim.text import Text
from awardsim.units import Duration, Unit

#: Steps whose order differs from place to place, and matters.
_ORDERS = (("DEFENCE", "SITE"), ("CONSULT", "ACC_NOTICE"))
#: Points that two bodies under different ids need to be taken for the same.
_LEAST = 150


def add_stages(rows: Rows, slots: Sequence[Slot]) -> None:
    """Every step in the texts that have it, then its dates and its rule."""
    other = _other_order(rows, slots)
    same = _add_bodies(rows)
    for slot in slots:
        title = _title(slot, slots, rows)
        for number, name in enumerate(slot.stages):
            if name:
                _stage(rows, slot, title, number, name, other, same)


def _title(slot: Slot, slots: Sequence[Slot], rows: Rows) -> Text:
    """What a step is called: in texts of one place as the first of them does."""
    number = next(place for place, name in enumerate(slot.stages) if name)
    own = rows.policies[number].stages[slot.stages[number]].title
    common = STAGE_TYPES[slot.type]
    if rows.alike:
        return own
    if slot.id == slot.type or normal(own.zh) == normal(common.zh):
        return common
    return Text(f"{common.zh}：{own.zh}", f"{common.en}: {own.en}")


def _stage(
    rows: Rows,
    slot: Slot,
    title: Text,
    number: int,
    name: str,
    other: Mapping[tuple[int, str], tuple[str, ...]],
    same: Mapping[tuple[int, str], str],
) -> None:
    policy = rows.policies[number]
    stage = policy.stages[name]
    path = f"stages.{name}"

    def add(key: str, topic: str, what: Text, said: Saying, *, detail: bool = False) -> None:
        id = f"stages.{slot.id}{key}"
        rows.add(id, topic, what, number, said, slot=slot.id, detail=detail, named=not key)

    parts: list[Part] = []
    if stage.kind == "notice":
        parts.append(Part("duration", f"{path}.duration", stage.duration))
    elif of_stage(stage) == "notices" and not rows.alike:  # opinions are heard, nothing is posted
        parts.append(Part("instead", path, fact(stage.title, stage.source)))
    else:
        parts.append(Part("present", path, fact(True, stage.source)))
    parts += _manner(rows, number, stage, path, same)
    if rows.alike:
        parts.append(_after(policy, stage, path, other.get((number, name), ())))
    said = saying(stage.title, path, stage.source, *parts, words=stage.words)
    add("", of_stage(stage), title, said)
    for key, topic, what, more in _beside(policy, stage, path):
        about = Text(f"{title.zh}（{what.zh}）", f"{title.en} ({what.en})")
        found = saying(stage.title, more[0].path, stage.source, *more)
        add(f".{key}", topic, about, found)
    if rows.alike and stage.outputs:
        text = "、".join(stage.outputs)
        part = Part("outputs", f"{path}.outputs", fact(Text(text, text), stage.source))
        about = Text(f"{title.zh}（形成）", f"{title.en} (results in)")
        add(".outputs", "stages", about, saying(stage.title, path, stage.source, part), detail=True)


def _add_bodies(rows: Rows) -> dict[tuple[int, str], str]:
    """Who acts; gives for each body of a text what it is compared by.

    In texts of one place bodies that have the same part are one, whatever they are called, and
    their names are compared once; between places their roles are compared.
    """
    if not rows.alike:
        return {
            (number, name): body.role
            for number, policy in enumerate(rows.policies)
            for name, body in policy.bodies.items()
        }
    found: dict[tuple[int, str], str] = {}
    for row in paired([policy.bodies for policy in rows.policies], _body_points, least=_LEAST):
        first = next(name for name in row if name)
        for number, name in enumerate(row):
            if name:
                found[number, name] = first
                body = rows.policies[number].bodies[name]
                path = f"bodies.{name}"
                each = Text("每个渠道一个", "one per channel") if body.each else Text("一个", "one")
                parts = [
                    Part("role", f"{path}.role", fact(BODY_ROLES[body.role], body.source)),
                    Part("each", f"{path}.each", fact(each, body.source), quiet=True),
                ]
                said = saying(body.title, path, body.source, *parts)
                rows.add(f"bodies.{first}", "bodies", body.title, number, said, named=True)
    return found


def _body_points(one: Body, other: Body) -> int | None:
    return _LEAST if one.role == other.role else None


def _manner(
    rows: Rows, number: int, stage: Stage, path: str, same: Mapping[tuple[int, str], str]
) -> Iterator[Part]:
    """Who acts, for whom, and, in texts of one place, how it is modelled."""
    policy, source = rows.policies[number], stage.source
    body = policy.bodies.get(stage.body)
    if body is not None:
        key = same[number, stage.body]
        yield Part("body", f"{path}.body", fact(body.title, source), quiet=True, key=key)
    only = stage.only
    key_of = (only.tracks, only.channels, only.traits, only.tiers) if rows.alike else only.tracks
    whom = concerned(policy, only, alike=rows.alike)
    yield Part("only", f"{path}.only", fact(whom, source), quiet=True, key=key_of)
    if rows.alike:
        yield Part("per", f"{path}.per", fact(PERS[stage.per], source), quiet=True)
        yield Part("kind", f"{path}.kind", fact(KINDS[stage.kind], source), quiet=True)
        rule = stage.rule.name if stage.rule is not None else "–"
        called = rows.titled(number, f"{path}.rule", rule)
        yield Part("rule", f"{path}.rule.name", fact(called, source), quiet=True, key=rule)


# ---- what follows what --------------------------------------------------------------------------


def _other_order(rows: Rows, slots: Sequence[Slot]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Stages that come after other steps than in the first text, with those steps.

    Only steps that all texts have count, and none that has moved, as the move says so itself.
    What a stage only inherits from one before it is said there.  Of texts of one place alone.
    """
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    if not rows.alike:
        return found
    shared = [slot for slot in slots if all(slot.stages) and not any(slot.passed)]
    before = [_steps_before(policy, number, shared) for number, policy in enumerate(rows.policies)]
    for number in range(1, len(rows.policies)):
        differ = {slot.id: before[0][slot.id] ^ before[number][slot.id] for slot in shared}
        for slot in shared:
            both = before[0][slot.id] & before[number][slot.id]
            inherited = frozenset[str]().union(*(differ[one] for one in both))
            if differ[slot.id] - inherited:
                found[number, slot.stages[number]] = tuple(sorted(before[number][slot.id]))
    return found


def _steps_before(policy: Policy, number: int, shared: Sequence[Slot]) -> dict[str, frozenset[str]]:
    """For each shared step the shared steps that must have been passed before it."""
    of = {slot.stages[number]: slot.id for slot in shared}
    found: dict[str, set[str]] = {slot.id: set() for slot in shared}
    for one, other in comes_before(policy):
        if one in of and other in of:
            found[of[other]].add(of[one])
    return {name: frozenset(steps) for name, steps in found.items()}


def _after(policy: Policy, stage: Stage, path: str, other: tuple[str, ...]) -> Part:
    """What a step comes after, and whether that is in another order than in the first text."""
    titles = [policy.stages[name].title for name in stage.after if name in policy.stages]
    cell = fact(listed(titles) if titles else Text("–", "–"), stage.source)
    return Part("after", f"{path}.after", cell, quiet=True, key=other)


# ---- dates, rules -------------------------------------------------------------------------------


def _beside(policy: Policy, stage: Stage, path: str) -> Iterator[tuple[str, str, Text, list[Part]]]:
    """Key, topic, what it is and values of everything that stands in the stage's table."""
    if stage.kind != "notice" and stage.duration.source:
        part = Part("duration", f"{path}.duration", stage.duration)
        yield "duration", "durations", Text("时限", "time limit"), [part]
    for name, what in (("opens", Text("开始", "opens")), ("closes", Text("截止", "closes"))):
        cell = getattr(stage, name)
        if cell is not None:
            yield name, "deadlines", what, [Part(name, f"{path}.{name}", cell)]
    if stage.deadline is not None:
        yield "deadline", "deadlines", Text("期限", "deadline"), list(_deadline(stage, path))
    if stage.supplement is not None:
        inner = f"{path}.supplement"
        yield (
            "supplement",
            "supplement",
            Text("补充材料", "further material"),
            [
                Part("within", f"{inner}.within", stage.supplement.within),
                Part("rounds", f"{inner}.rounds", stage.supplement.rounds),
            ],
        )
    if stage.objection is not None:
        inner = f"{path}.objection"
        yield (
            "objection",
            "objections",
            Text("异议", "objections"),
            [
                Part("open", f"{inner}.open", stage.objection.open),
                Part("holds", f"{inner}.holds", stage.objection.holds),
            ],
        )
    for name, what in (
        ("reviewers", Text("每份几人评", "reviewers per file")),
        ("assignment", Text("分派", "assignment")),
    ):
        cell = getattr(stage, name)
        if cell is not None:
            yield name, "review", what, [Part(name, f"{path}.{name}", cell)]
    yield from _rule(policy, stage, path)


def _deadline(stage: Stage, path: str) -> Iterator[Part]:
    deadline = stage.deadline
    assert deadline is not None
    inner = f"{path}.deadline"
    yield Part("on", f"{inner}.on", deadline.on)
    for name in ("counts", "late"):
        yield Part(name, f"{inner}.{name}", getattr(deadline, name), quiet=True)
    yield Part("roll", f"{inner}.roll", deadline.roll, quiet=True)


def _rule(policy: Policy, stage: Stage, path: str) -> Iterator[tuple[str, str, Text, list[Part]]]:
    """The parameters of a stage's rule, those of one topic together."""
    if stage.rule is None:
        return
    owners = {name: track.title for name, track in policy.tracks.items()}
    owners |= {name: STAGE_TYPES[one.type] for name, one in policy.stages.items()}
    by_topic: dict[str, list[Part]] = {}
    for part in parts_of(stage.rule.parameters, f"{path}.rule", owners):
        by_topic.setdefault(of_parameter(stage, part.name), []).append(part)
    if "vote" in stage.rule.name and "votes" not in by_topic:
        cell: Cell[str] = Cell(None, Status.UNSTATED, stage.rule.source)
        by_topic["votes"] = [Part("majority", f"{path}.rule.majority", cell)]
    for topic, parts in by_topic.items():
        if all(part.quiet for part in parts):
            parts.insert(0, Part("present", path, fact(True, stage.rule.source)))
        yield f"rule.{topic}", topic, _RULE_TITLES.get(topic, Text("规则", "rule")), parts


_RULE_TITLES = {
    "weights": Text("权重", "weights"),
    "thresholds": Text("分数线", "threshold"),
    "votes": Text("票决", "vote"),
    "recommendation": Text("推荐名额", "recommendation quota"),
    "shortlist": Text("入围数", "places"),
    "quotas": Text("名额", "places"),
    "review": Text("打分", "marks"),
}


# ---- what several steps say together ------------------------------------------------------------


def add_together(rows: Rows) -> None:
    """How long all notices last, and which of two steps comes first."""
    title = Text("公示合计", "notices in all")
    for number, policy in enumerate(rows.policies):
        said = _total(policy, title)
        if said is not None:
            rows.add("notices.total", "notices", title, number, said)
    for first, second in _ORDERS:
        name = Text(
            f"{_short(first).zh}、{_short(second).zh}的先后",
            f"{_short(first).en}, {_short(second).en}: which first",
        )
        found = [_which_first(policy, first, second, name) for policy in rows.policies]
        both = [one is not None and _has_both(one) for one in found]
        if len(found) == 2 and (rows.alike or not all(both)):
            continue  # a step that is not there, or has moved, is said elsewhere
        for number, said in enumerate(found):
            if said is not None:
                rows.add(f"order.{first}.{second}", "order", name, number, said)


def _total(policy: Policy, title: Text) -> Saying | None:
    """The days of all notices that everybody goes through, by kind of day."""
    days: dict[Unit, tuple[bool, int]] = {}
    sources: list[str] = []
    unknown = 0
    for stage in policy.stages.values():
        if stage.kind != "notice" or stage.only.traits:
            continue
        sources.append(stage.duration.source or stage.source)
        length = stage.duration.value
        if not isinstance(length, Duration):
            unknown += 1
            continue
        floor, total = days.get(length.unit, (False, 0))
        at_least = stage.duration.bound is not None and stage.duration.bound.value == "at_least"
        days[length.unit] = (floor or at_least, total + int(length.amount))
    if not sources:
        return None
    zh = [f"{'≥' * floor}{count}{unit.title.zh}" for unit, (floor, count) in days.items()]
    en = [f"{'≥' * floor}{count} {unit.title.en}" for unit, (floor, count) in days.items()]
    if unknown:
        zh.append(f"{unknown}次未写天数")
        en.append(f"{unknown} of no stated length")
    cited = ", ".join(dict.fromkeys(sources))
    cell: Cell[Text] = Cell(Text("＋".join(zh), " + ".join(en)), Status.INFERRED, cited)
    return saying(title, "", cited, Part("total", "", cell))


def _short(type: str) -> Text:
    shown = STAGE_TYPES[type]
    return {
        "DEFENCE": Text("答辩", "defence"),
        "CONSULT": Text("征求意见", "consultation"),
        "ACC_NOTICE": Text("受理名单公示", "accepted list"),
    }.get(type, shown)


def _has_both(said: Saying) -> bool:
    return not str(said.parts[0].key).startswith("only")


def _which_first(policy: Policy, first: str, second: str, title: Text) -> Saying | None:
    """Which of two types of step comes first; None where the text has neither."""
    of = {
        type_: [name for name, stage in policy.stages.items() if stage.type == type_]
        for type_ in (first, second)
    }
    if first == "CONSULT":  # at the level of the award itself
        of[first] = [name for name in of[first] if policy.stages[name].per != "channel"]
    if not of[first] and not of[second]:
        return None
    one, other = _short(first), _short(second)
    known = comes_before(policy)
    pairs = [(a, b) for a in of[first] for b in of[second]]
    if not pairs:
        only = one if of[first] else other
        value, key = Text(f"只有{only.zh}", f"{only.en} only"), f"only {bool(of[first])}"
    elif all(pair in known for pair in pairs):
        value = Text(f"先{one.zh}，后{other.zh}", f"{one.en} before {other.en}")
        key = "before"
    elif all((b, a) in known for a, b in pairs):
        value = Text(f"先{other.zh}，后{one.zh}", f"{other.en} before {one.en}")
        key = "after"
    else:
        value, key = Text("没有规定先后", "in no order"), "free"
    stages = [policy.stages[name] for names in of.values() for name in names]
    source = ", ".join(dict.fromkeys(stage.source for stage in stages))
    return saying(title, "", source, Part("order", "", fact(value, source), key=key))
