"""Rows about who may apply, and what stands beside the procedure."""

from __future__ import annotations

from awardsim.comparison.concerned import listed
from awardsim.comparison.rows import WHICH, Rows, fact, paired, parts_of, saying
from awardsim.comparison.saying import Part, Saying
from awardsim.comparison.topic import of_condition, of_provision
from awardsim.policy import PROVISION_TYPES, RECORDS, Cell, Condition, Provision, Reading, Status
from awardsim.policy.choices import TRACKS
from awardsim.text import NOTHING, Text

#: Points that two tables under different ids need to be taken for the same.
_LEAST, _LEAST_PROVISION = 150, 180
_OF_JUDGEMENT = Text("其他条件", "other conditions")


def add_conditions(rows: Rows) -> None:
    """Conditions one by one; between places those without a number or a record in one row."""
    tables = [
        {
            name: condition
            for name, condition in policy.conditions.items()
            if rows.alike or _decides(condition)
        }
        for policy in rows.policies
    ]
    for row in paired(tables, _condition_points, least=_LEAST):
        first = next(name for name in row if name)
        for number, name in enumerate(row):
            if name:
                _condition(rows, number, first, name)
    if not rows.alike:
        for number, policy in enumerate(rows.policies):
            for name, condition in policy.conditions.items():
                if not _decides(condition):
                    _of_judgement(rows, number, name, condition)


def _decides(condition: Condition) -> bool:
    """It has a number of years, a record, a lock-out: something that can be laid side by side."""
    return condition.rule is not None and not condition.rule.name.endswith("qualified")


def _condition_points(one: Condition, other: Condition) -> int | None:
    if _which(one) != _which(other) or set(one.tracks).isdisjoint(other.tracks):
        return None
    if one.rule is None or other.rule is None:
        return 0
    records = [
        tuple(str(cell.value) for name, cell in rule.parameters.items() if name in WHICH)
        for rule in (one.rule, other.rule)
    ]
    if records[0] == records[1]:
        return 300
    return None if one.rule.name.endswith(("min_years", "qualified")) else 0


def _which(condition: Condition) -> str:
    return condition.rule.name if condition.rule is not None else ""


def _condition(rows: Rows, number: int, first: str, name: str) -> None:
    condition = rows.policies[number].conditions[name]
    path = f"conditions.{name}"
    parts: list[Part] = []
    if condition.rule is not None:
        records = tuple(
            str(cell.value) for key, cell in condition.rule.parameters.items() if key in WHICH
        )
        if records and not rows.alike:  # what is counted differs, not only for how long
            cell = fact(condition.title, condition.source)
            parts.append(Part("what", path, cell, quiet=True, key=records))
        owners = dict(TRACKS)
        parts += parts_of(condition.rule.parameters, f"{path}.rule", owners)
    if all(part.quiet for part in parts):
        parts.append(Part("required", path, fact(True, condition.source)))
    parts.append(_whom(rows, number, condition.tracks, condition.source, path))
    if rows.alike:
        prohibits = fact(condition.prohibits, condition.source)
        parts.append(Part("prohibits", f"{path}.prohibits", prohibits, quiet=True))
    said = saying(condition.title, path, condition.source, *parts, words=condition.words)
    topic = of_condition(condition)
    title = condition.title
    if topic == "lock_out" and not rows.alike:
        title = Text("获奖后限报", "lock-out after an award")
    elif not rows.alike:
        title = _common_title(condition) or title
    rows.add(f"conditions.{first}", topic, title, number, said, named=True)


def _common_title(condition: Condition) -> Text:
    """What texts that count the same record have in common, whatever each of them calls it."""
    record = condition.rule.parameters.get("record") if condition.rule is not None else None
    title = RECORDS.get(str(record.value)) if isinstance(record, Cell) else None
    if title is None:
        return NOTHING
    found = Text(f"无{title.zh}", f"no {title.en}")
    first, *others = TRACKS
    if first in condition.tracks or not set(condition.tracks) & set(others):
        return found
    whose = listed([TRACKS[track] for track in condition.tracks])
    return Text(f"{found.zh}（{whose.zh}）", f"{found.en} ({whose.en})")


def _whom(rows: Rows, number: int, tracks: tuple[str, ...], source: str, path: str) -> Part:
    """The tracks that something holds for; only those that all texts have are compared."""
    policy = rows.policies[number]
    chosen = tracks or tuple(policy.tracks)
    common = set.intersection(*(set(one.tracks) for one in rows.policies))
    kept = common & set(chosen) or set(chosen)
    key = () if kept == common else tuple(sorted(kept))
    titles = [policy.tracks[name].title for name in chosen if name in policy.tracks]
    return Part("tracks", f"{path}.tracks", fact(listed(titles), source), quiet=True, key=key)


def _of_judgement(rows: Rows, number: int, name: str, condition: Condition) -> None:
    path = f"conditions.{name}"
    kinds = [kind for kind in TRACKS if kind in condition.tracks]
    for kind in kinds:
        title = Text(
            f"{_OF_JUDGEMENT.zh}（{TRACKS[kind].zh}）", f"{_OF_JUDGEMENT.en} ({TRACKS[kind].en})"
        )
        part = Part("named", path, fact(condition.title, condition.source))
        said = saying(condition.title, path, condition.source, part, words=condition.words)
        rows.add(f"conditions.others.{kind}", "conditions", title, number, said, detail=True)


# ---- provisions ---------------------------------------------------------------------------------


def add_provisions(rows: Rows) -> None:
    """What stands beside the procedure: in texts of one place one by one, else by type."""
    if not rows.alike:
        for number, policy in enumerate(rows.policies):
            for name, provision in policy.provisions.items():
                title = PROVISION_TYPES[provision.type]
                said = _provision(rows, number, name, named=True)
                topic = of_provision(provision.type)
                rows.add(
                    f"provisions.{provision.type}",
                    topic,
                    title,
                    number,
                    said,
                    detail=topic == "other",
                )
        return
    tables = [dict(policy.provisions) for policy in rows.policies]
    for row in paired(tables, _provision_points, least=_LEAST_PROVISION):
        first = next(name for name in row if name)
        for number, name in enumerate(row):
            if name:
                provision = rows.policies[number].provisions[name]
                said = _provision(rows, number, name)
                topic = of_provision(provision.type)
                rows.add(f"provisions.{first}", topic, provision.title, number, said)


def _provision_points(one: Provision, other: Provision) -> int | None:
    return 0 if one.type == other.type else None


def _provision(rows: Rows, number: int, name: str, *, named: bool = False) -> Saying:
    provision = rows.policies[number].provisions[name]
    path = f"provisions.{name}"
    alone = provision.title.zh == PROVISION_TYPES[provision.type].zh
    owner = provision.title if named and not alone else None
    parts = [Part("value", f"{path}.value", provision.value, owner)]
    if provision.lasts is not None:
        parts.append(Part("lasts", f"{path}.lasts", provision.lasts))
    parts.append(_whom(rows, number, provision.tracks, provision.source, path))
    return saying(provision.title, path, provision.source, *parts)


# ---- readings -----------------------------------------------------------------------------------


def add_readings(rows: Rows) -> None:
    """Questions that texts of one place leave open, with the reading that is followed."""
    if not rows.alike:
        return
    for number, policy in enumerate(rows.policies):
        for name, reading in policy.readings.items():
            path = f"readings.{name}"
            said = saying(reading.question, path, reading.source, _followed(reading, path))
            rows.add(path, "readings", reading.question, number, said)


def _followed(reading: Reading, path: str) -> Part:
    option = reading.options.get(reading.default)
    title = option.title if option is not None else Text(reading.default, reading.default)
    key = tuple(sorted(reading.options)), reading.default
    cell: Cell[Text] = Cell(title, Status.INFERRED, reading.source)
    return Part("default", f"{path}.default", cell, key=key)
