"""Rows of a comparison while they are gathered, text by text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.comparison.matching import matched, resemblance
from awardsim.comparison.saying import Part, Rule, Saying
from awardsim.comparison.topic import TOPICS
from awardsim.policy import Cell, Policy, Status
from awardsim.text import Text

#: Parameters of rules that are the model's and not the text's, unless a text states them.
MODEL = frozenset({"detects", "leniency", "noise", "opinion_noise", "shift_mean", "shift_sd"})
#: Parameters that refine a rule; shown where texts differ in them.
FINE = frozenset({"of", "margin", "decimals", "scale", "inclusive"})
#: Parameters that say which rule it is.
WHICH = frozenset({"field", "record", "trait"})


@attrs.define
class _Row:
    topic: str
    title: Text
    sayings: list[list[Saying]]
    slot: str = ""
    detail: bool = False
    named: bool = False


class Rows:
    """Collects what texts say under the ids of rows.

    ``alike`` holds for texts of one place: their own titles, bodies and names are compared.
    """

    def __init__(
        self, policies: Sequence[Policy], titles: Sequence[Mapping[str, Text]] = ()
    ) -> None:
        self.policies = tuple(policies)
        self._titles = tuple(titles) or ({},) * len(policies)
        self.alike = len({policy.jurisdiction for policy in policies}) == 1
        self._rows: dict[str, _Row] = {}
        self._open = [_open_paths(policy) for policy in policies]

    def add(
        self,
        id: str,
        topic: str,
        title: Text,
        number: int,
        saying: Saying,
        *,
        slot: str = "",
        detail: bool = False,
        named: bool = False,
    ) -> None:
        """Note that a text says something; the first who does gives the row its title."""
        row = self._rows.get(id)
        if row is None:
            empty: list[list[Saying]] = [[] for _ in self.policies]
            row = self._rows[id] = _Row(topic, title, empty, slot, detail, named)
        several = any(_touches(part.path, self._open[number]) for part in saying.parts)
        parts = tuple(self._titled(part, number) for part in saying.parts)
        several = several or saying.several
        row.sayings[number].append(attrs.evolve(saying, parts=parts, several=several))

    def _titled(self, part: Part, number: int) -> Part:
        """A parameter of a rule with what the rule calls it."""
        path = ".".join(part.path.split(".")[:4])
        title = self._titles[number].get(path)
        return part if title is None else attrs.evolve(part, title=title)

    def titled(self, number: int, path: str, name: str) -> Text:
        """What the rule at a path is called; its name where it has no title."""
        return self._titles[number].get(path) or Text(name, name)

    def rules(self) -> tuple[Rule, ...]:
        """All rows: by topic, within one as they were noted."""
        places = list(TOPICS)
        listed = sorted(self._rows.items(), key=lambda one: places.index(one[1].topic))
        return tuple(
            Rule(
                id,
                row.topic,
                row.title,
                tuple(tuple(sayings) for sayings in row.sayings),
                row.slot,
                row.detail,
                self.alike and row.named,
            )
            for id, row in listed
        )


def saying(title: Text, path: str, source: str, *parts: Part, words: str = "") -> Saying:
    """What a text says, with the words of its values."""
    quoted = [words, *(part.cell.words for part in parts)]
    cited = [part.cell.source for part in parts if part.cell.source and not part.quiet]
    found = ", ".join(dict.fromkeys(cited)) or source
    return Saying(title, parts, found, tuple(dict.fromkeys(one for one in quoted if one)), path)


def fact(value: Any, source: str, words: str = "") -> Cell[Any]:
    """A value that is said by the way a text is made."""
    return Cell(value, Status.STATED, source, words)


def parts_of(
    parameters: Mapping[str, Any], path: str, owners: Mapping[str, Text]
) -> Iterable[Part]:
    """The values of a rule's parameters that a text gives, or leaves open, itself."""
    for name, value in parameters.items():
        if name in WHICH:
            continue
        if not isinstance(value, Cell):
            for key, cell in value.items():
                owner = owners.get(key, Text(key, key))
                yield Part(name, f"{path}.{name}.{key}", cell, owner)
        elif name not in MODEL or value.status is Status.STATED:
            cell = value
            marks = owners.get(str(value.value)) if name == "of" else None
            if marks is not None:  # of the stage that is named
                cell = attrs.evolve(value, value=marks)
            yield Part(name, f"{path}.{name}", cell, quiet=name in FINE)


def paired(
    tables: Sequence[Mapping[str, Any]], compatible: Any, *, least: int
) -> list[tuple[str, ...]]:
    """Tables of several texts that are about the same, as ids, empty where a text has none.

    Tables are the same by their ids, then by how alike their titles are.

    Parameters
    ----------
    compatible
        Called with two tables: points for being of one kind, None if they cannot be the same.
    least
        Points that two tables with different ids need; a wholly equal title is worth 300.
    """
    rows: list[list[str]] = [[name] for name in tables[0]]
    for count, own in enumerate(tables[1:], 1):

        def likeness(row: tuple[str, ...], one: tuple[str], own: Mapping[str, Any] = own) -> int:
            best, (name,) = 0, one
            for other, known in zip(row, tables, strict=False):
                if not other:
                    continue
                points = compatible(known[other], own[name])
                if points is None:
                    continue
                alike = round(300 * resemblance(known[other].title.zh, own[name].title.zh))
                equal = 1000 if other == name else 0
                if equal or points + alike >= least:
                    best = max(best, points + alike + equal + 1)
            return best

        pairs = matched([tuple(row) for row in rows], [(name,) for name in own], likeness)
        found = {name: row for row, (name,) in pairs}
        places = {tuple(row): place for place, row in enumerate(rows)}
        for row in rows:
            row.append("")
        for name in own:
            if name in found:
                rows[places[found[name]]][-1] = name
            else:
                rows.append([*[""] * count, name])
    return [tuple(row) for row in rows]


def _open_paths(policy: Policy) -> frozenset[str]:
    """Paths at which the text can be read in more than one way."""
    return frozenset(
        path
        for reading in policy.readings.values()
        for option in reading.options.values()
        for path in option.set
    )


def _touches(path: str, known: frozenset[str]) -> bool:
    return bool(path) and any(
        path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in known
    )
