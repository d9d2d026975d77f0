"""Single values of a scenario replaced by hand, each written ``path=value``.

The text is also changed otherwise: ``add path=value``, ``remove path``, ``move stages.x=y`` (to
after stage y).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import tomli

from awardsim.errors import Problem, ScenarioError
from awardsim.scenario.merging import FIELDS, set_in
from awardsim.scenario.model import Change, Scenario
from awardsim.scenario.tables import ASSUMED, OPERATIONS, SCALARS, Tables
from awardsim.text import Text
from awardsim.toml import Problems, Table, nearest, split_path

#: Words for the operations of a change, in both languages.
_OPERATIONS = {
    word: op for op, title in OPERATIONS.items() for word in (op, title.zh) if op != "set"
}


def override(scenario: Scenario, sets: Sequence[str]) -> Scenario:
    """A scenario with single values replaced, each written ``path=value``.

    A path of the scenario (``people.reviewers=16``) replaces an assumption, any other
    (``stages.county_notice.duration=7wd``) changes the text.  Values are written as in TOML;
    texts need no quotes.

    Raises
    ------
    ScenarioError
        With everything that is wrong with any of them.
    """
    changed, wrong = survey_overrides(scenario, sets)
    if wrong:
        raise ScenarioError(wrong)
    return changed


def survey_overrides(
    scenario: Scenario, sets: Sequence[str], known: Iterable[str] = ()
) -> tuple[Scenario, list[Problem]]:
    """The scenario with those values replaced that can be read, and what is wrong with others.

    ``known`` are paths that the text has a use for, for the name that was probably meant.
    """
    wrong: list[Problem] = []
    for written in sets:
        op, path, text = parts_of(written)
        shown = f"--set {written}"
        try:
            if text is None and op != "remove":
                _no_path(Problems(shown, error=ScenarioError), "", ())
            value = None if text is None else _value(text)
            single = (
                _single(path, value, shown, known) if not op else _changing(op, path, value, shown)
            )
            scenario = set_in(scenario, single)
        except ScenarioError as error:
            wrong.extend(error.problems)
            scenario = attrs.evolve(scenario, refused=scenario.refused | {path})
    return scenario, wrong


def parts_of(written: str) -> tuple[str, str, str | None]:
    """Operation, path and value of an override; an operation of ``""`` sets or assumes.

    >>> parts_of("people.reviewers=16"), parts_of("remove stages.defence")
    (('', 'people.reviewers', '16'), ('remove', 'stages.defence', None))
    """
    first, space, rest = written.strip().partition(" ")
    op = _OPERATIONS.get(first, "") if space else ""
    path, equals, text = (rest if op else written).partition("=")
    return op, path.strip(), text.strip() if equals else None


def _changing(op: str, path: str, value: Any, shown: str) -> Scenario:
    """A change of the text that names its operation, as a small scenario."""
    row = {"op": op, "path": path, "why": "--set"} | ({} if value is None else {"to": value})
    problems = Problems(shown, error=ScenarioError)
    table = Table({"changes": [row]}, (), problems)
    found = Tables(table, problems, shown).scenario(needs_policy=False, partial=True)
    problems.raise_any()
    return attrs.evolve(found, id="", title=Text("", ""))


def _single(written: str, value: Any, shown: str, known: Iterable[str]) -> Scenario:
    """One override as a small scenario."""
    blank = Text("", "")
    problems = Problems(shown, error=ScenarioError)
    try:
        split = split_path(written)
    except ValueError:
        split = ()
    parts = [part for part in split if isinstance(part, str)]
    head, rest = (parts[0], parts[1:]) if parts else ("", [])
    whole = len(parts) < 2 and head not in SCALARS
    if whole or (head in (*SCALARS, *ASSUMED) and len(parts) < len(split)):
        _no_path(problems, head, known)
    raw: dict[str, Any]
    if head in SCALARS:
        raw = {head: value}
        for part in rest:
            problems.add((head, part), Text(f"这里没有键 '{part}'", f"no key '{part}' here"))
    elif head == "fill":
        raw = {"fill": {".".join(rest): value}}
    elif head in ASSUMED:
        raw = value
        for part in reversed(parts):
            raw = {part: raw}
    else:
        change = Change(written, value, "--set")
        return Scenario(id="", policy="", title=blank, changes=(change,), file=shown)
    scenario = Tables(Table(raw, (), problems), problems, shown).scenario(
        needs_policy=False, partial=True
    )
    problems.raise_any()
    return attrs.evolve(scenario, id="", title=blank)


def _no_path(problems: Problems, head: str, known: Iterable[str]) -> None:
    """An override that names a whole table, or nothing at all."""
    own = [*SCALARS, *FIELDS, *known]
    near = ""
    if head and head not in ASSUMED:
        ends = {path.rpartition(".")[2]: path for path in reversed(own)}
        near = nearest(head, [*own, *ends])
        near = ends.get(near, near)
    tables = ", ".join(f"{table}.…" for table in ASSUMED)
    problems.fail(
        Text(
            "应写作 路径=值，如 people.reviewers=16；"
            f"可以换的有：{'、'.join(SCALARS)}、{tables.replace(', ', '、')}，"
            "以及文本里的值，如 stages.….duration",
            "write path=value, such as people.reviewers=16; what can be replaced: "
            f"{', '.join(SCALARS)}, {tables}, and values of the text, such as stages.….duration",
        ),
        nearest=near,
    )


def _value(text: str) -> Any:
    """A value as TOML would read it; what TOML cannot read is a text, also within a list."""
    try:
        return tomli.loads(f"value = {text}")["value"]
    except (tomli.TOMLDecodeError, ValueError):
        if text.startswith("[") and text.endswith("]"):
            return [_value(part.strip()) for part in text[1:-1].split(",")]
        return text
