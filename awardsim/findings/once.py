"""A point is told once: what the file notes of it is folded into the finding that counts it.

A reader of a document notes a question as a reading (AWS502) or as a value that is not written
(AWS317). Where another finding has the same point with its own repair, the note adds to it what a
run takes, and is not told beside it with a second repair.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from awardsim.findings.disagreeing.conflicts import READINGS
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.dates import before_alone
from awardsim.findings.timing.notices import waiting_open
from awardsim.findings.unstated.remarks import REMARKED
from awardsim.policy import Reading
from awardsim.policy.held import held_option
from awardsim.text import Text

#: Findings whose point is what a reading sets: their paths as a reading writes them.
_SETS: Mapping[str, Callable[[str], set[str]]] = {
    "AWS202": lambda path: {path},
    "AWS203": lambda path: {f"{path.removesuffix('.on')}.roll"},
    "AWS204": lambda path: {path},
    "AWS304": lambda path: {f"{path}.{key}" for key in ("seats", "majority", "inclusive")},
    "AWS311": lambda path: {path},
    "AWS323": lambda path: {path},
}
#: Findings between two articles, of which a reading of both is the same point.
_ARTICLES = ("AWS504", "AWS508", "AWS514")
#: What a note speaks of where it repeats a finding on its articles.
_REPEATED: Mapping[str, re.Pattern[str]] = {
    "AWS304": re.compile("投票办法|表决|法定人数|得票多少"),
    "AWS316": re.compile("再报|再次申报|限报"),
    "AWS510": re.compile("奖金"),
    "AWS511": re.compile("到期"),
}


def told_once(found: Sequence[Finding], material: Material) -> list[Finding]:
    """The findings without the notes that others have told; those name the reading of a run."""
    folded: set[int] = set()
    taken: dict[int, list[str]] = {}
    noted: dict[int, list[str]] = {}
    unfilled = {one.place.path for one in found if one.code.id == "AWS405"}
    for index, one in enumerate(found):
        same = one.code.id == "AWS503" and one.place.path in unfilled
        tellers = _tellers(one, found) if one.code == REMARKED else []
        for teller in tellers:
            noted.setdefault(teller, []).append(_table(one.place.path))
        if same or tellers:
            folded.add(index)
        elif one.code == READINGS:
            name = one.place.path.partition(".")[2]
            reading = material.policy.readings[name]
            if held_option(material.policy.raw, reading) != reading.default:
                continue  # the file has answered it
            holders = _holders(one, reading, found, material, taken)
            for holder in holders:
                taken.setdefault(holder, []).append(name)
                folded.add(index)
    return [
        _struck(_with_readings(one, taken.get(index, []), material), noted.get(index, []))
        for index, one in enumerate(found)
        if index not in folded
    ]


def _holders(
    note: Finding,
    reading: Reading,
    found: Sequence[Finding],
    material: Material,
    taken: Mapping[int, Sequence[str]],
) -> list[int]:
    """The places in the list of the findings that have the point of a reading."""
    paths = {path for option in reading.options.values() for path in option.set}
    cited = set(note.place.articles)
    by_code: dict[str, dict[int, set[str]]] = {}
    between: list[int] = []
    for index, one in enumerate(found):
        if one.code.id in _ARTICLES and set(one.place.articles) <= cited and index not in taken:
            between.append(index)  # a second reading of the same articles is another point
        about = _about(one, reading, material)
        if about & paths:
            by_code.setdefault(one.code.id, {})[index] = about
    if between:
        return between
    for holders in by_code.values():
        if paths <= set().union(*holders.values()):
            return list(holders)
    return []


def _about(finding: Finding, reading: Reading, material: Material) -> set[str]:
    """The paths that a finding is about, as a reading sets them."""
    code, path = finding.code.id, finding.place.path
    if code in _SETS:
        return _SETS[code](path)
    if code == "AWS208":
        return {f"stages.{name}.objection.holds" for name, _ in waiting_open(material)}
    if code == "AWS210" and _a_day_apart(reading):
        return {leaf.path for leaf in before_alone(material)}
    return set()


def _a_day_apart(reading: Reading) -> bool:
    """Whether the readings of a date differ by the day itself."""
    first, *others = (option.set for option in reading.options.values())
    return bool(first) and all(
        isinstance(day, datetime.date)
        and isinstance(other.get(path), datetime.date)
        and abs((day - other[path]).days) == 1
        for path, day in first.items()
        for other in others
    )


def _tellers(note: Finding, found: Iterable[Finding]) -> list[int]:
    """The places in the list of the findings that say what a note says."""
    tellers = []
    for index, one in enumerate(found):
        speaks = _REPEATED.get(one.code.id)
        articles = set(one.place.articles)
        if (one.code.id == "AWS509" and note.place.path.startswith(f"{one.place.path}.")) or (
            speaks is not None
            and speaks.search(note.what.zh)
            and (not articles or set(note.place.articles) <= articles)
        ):
            tellers.append(index)
    return tellers


def _table(path: str) -> str:
    """The table of a value that says what is missing."""
    section, name, *_ = path.split(".")
    return f"{section}.{name}" if section in ("conditions", "provisions") else path


def _struck(finding: Finding, notes: Sequence[str]) -> Finding:
    """A finding whose repair takes the notes of its point with it."""
    own = finding.place.path
    more = [one for one in notes if not own.startswith(one)]
    return attrs.evolve(finding, strike=tuple(dict.fromkeys((*finding.strike, *more))))


def _with_readings(finding: Finding, names: Sequence[str], material: Material) -> Finding:
    """A finding that says what a run takes."""
    if not names:
        return finding
    shown = list(_shown(names, material))
    said = Text(
        f"推演按读法{'、'.join(one.zh for one in shown)}",
        f"a run reads it as {', '.join(one.en for one in shown)}",
    )
    if finding.effect != NOTHING:
        said = Text(f"{finding.effect.zh}；{said.zh}", f"{finding.effect.en}; {said.en}")
    return attrs.evolve(finding, effect=said, strike=tuple(f"readings.{one}" for one in names))


def _shown(names: Iterable[str], material: Material) -> Iterator[Text]:
    for name in names:
        reading = material.policy.readings[name]
        title = reading.options[reading.default].title
        yield Text(f"“{title.zh}”（readings.{name}）", f"'{title.en}' (readings.{name})")
