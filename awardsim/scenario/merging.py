"""One scenario on top of another: a file on the one it extends, a single value on a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import attrs

from awardsim.scenario.model import Assumption, CalendarChoice, Change, Risk, Scenario, Staffing

Given = TypeVar("Given", Assumption, Change, Risk)

#: Fields of a scenario by the paths at which they are given.
FIELDS = {
    "opens": "opens",
    "finish_by": "finish_by",
    "finish": "finish",
    "pace": "pace",
    "cohort.model": "cohort",
    "run.replications": "replications",
    "run.seed": "seed",
}
#: Keys of the tables ``calendar`` and ``bodies.<body>``, which are the fields of what they make.
CALENDAR = ("kind", "known_on", "count", "hours", "holidays")
STAFFING = ("available", "away", "assignment", "shared", "first")


def merge(base: Scenario, over: Scenario) -> Scenario:
    """A scenario with what another one says put in its place; changes add up."""
    return _merged(base, over, over.staffing, over.calendar)


def _merged(
    base: Scenario,
    over: Scenario,
    staffing: Mapping[str, Staffing],
    calendar: CalendarChoice,
) -> Scenario:
    blank = Scenario(id="", policy="", title=over.title)
    kept = {
        field: getattr(over, field)
        for path, field in FIELDS.items()
        if path in over.places or getattr(over, field) != getattr(blank, field)
    }
    dated = any(path.startswith("calendar.") for path in over.places)
    if dated or calendar != blank.calendar:
        kept["calendar"] = calendar
    own = bool(over.policy or over.id)
    return attrs.evolve(
        base,
        id=over.id or base.id,
        title=over.title if over.title.zh else base.title,
        basis=over.basis if own and over.basis else base.basis,
        file=over.file if own else base.file,
        assumptions={
            path: _owned(one, by) for by in (base, over) for path, one in by.assumptions.items()
        },
        readings={**base.readings, **over.readings},
        changes=tuple(_owned(one, by) for by in (base, over) for one in by.changes),
        staffing={**base.staffing, **staffing},
        risks={**base.risks, **{name: _risk(base, over, name) for name in over.risks}},
        places={path: by.place(path) for by in (base, over) for path in by.places},
        population={**base.population, **over.population},
        refused=base.refused | over.refused,
        progress=over.progress or base.progress,
        **kept,
    )


def _risk(base: Scenario, over: Scenario, name: str) -> Risk:
    """A risk that a scenario gives, in full or on top of the other's."""
    given, before = over.risks[name], base.risks.get(name)
    if before is None:
        return _owned(given, over)
    return attrs.evolve(
        _owned(given, over), kind=given.kind or before.kind, stage=given.stage or before.stage
    )


def _owned(one: Given, by: Scenario) -> Given:
    """What a scenario gives, with the name of its file."""
    return one if one.file else attrs.evolve(one, file=by.file)


def set_in(base: Scenario, over: Scenario) -> Scenario:
    """A scenario with a single value replaced: what stands beside it in its table stays."""
    calendar = attrs.evolve(
        base.calendar,
        **{
            name: getattr(over.calendar, name)
            for name in CALENDAR
            if f"calendar.{name}" in over.places
        },
    )
    staffing = {
        body: attrs.evolve(
            base.staffing.get(body, Staffing()),
            **{
                name: getattr(one, name)
                for name in STAFFING
                if f"bodies.{body}.{name}" in over.places
            },
        )
        for body, one in over.staffing.items()
    }
    replaced = dict(base.replaced)
    for path in over.assumptions:
        before = base.assumptions.get(path)
        # What is set twice is replaced once: its old value is the one before the first.
        replaced.setdefault(path, None if before is None else before.amount)
    return attrs.evolve(_merged(base, over, staffing, calendar), replaced=replaced)
