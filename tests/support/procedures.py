"""Small texts and scenarios for tests: what a test does not say is filled in here.

A test writes the stages of its text as TOML, and what it assumes as the TOML of a scenario.
Everything else is plain: one track, one county, no chance at all.
"""

from __future__ import annotations

import copy
import datetime
import functools
import pathlib
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import attrs
import numpy as np

from awardsim.plugins.catalogue import Catalogue, load_catalogue
from awardsim.plugins.contract import CohortModel
from awardsim.plugins.manager import make_manager
from awardsim.policy import Policy, parse_policy
from awardsim.procedure.build import build
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Scenario
from awardsim.scenario.reader import merge, read_scenario
from awardsim.schedule.passes import forward, usual_values
from awardsim.simulation.arms import replicate
from awardsim.simulation.log import Log
from awardsim.simulation.plan import make_plan
from awardsim.text import Text

FILE = "draft.toml"

_TEXT = """
schema = 1
jurisdiction = "sample"
version = "draft"
state = "draft"
title = { zh = "草案", en = "draft" }
award = { zh = "质量奖", en = "award" }

[sources.text]
title = "草案"

[window]
source = "text 1"
opens = 2025-09-01
closes = 2025-12-31
cycle = "unstated"
valid_from = "unstated"
valid_to = "unstated"

[bodies]
applicant = { role = "applicant" }
county = { role = "channel_office", each = "channel" }
county_group = { role = "channel_group", each = "channel" }
departments = { role = "departments" }
office = { role = "office" }
reviewers = { role = "reviewers" }
teams = { role = "site_teams" }
group = { role = "committee" }
government = { role = "government" }

[objections]
source = "text 9"
against = "unstated"
form = "unstated"
forward = "unstated"
reply = "unstated"
decide = "unstated"
suspends = "unstated"
upheld = "unstated"
"""

#: A type for each kind of stage, where a test does not name one.
_TYPES = {
    "window": "APPLY",
    "work": "ELIG",
    "wait": "CONSULT",
    "notice": "CH_NOTICE",
    "meeting": "DECIDE",
    "gate": "FEEDBACK",
}
_BODIES = {
    "window": "applicant",
    "work": "office",
    "wait": "departments",
    "notice": "office",
    "meeting": "group",
    "gate": "office",
}

#: What leaves nothing to chance: single durations do not differ, nobody withdraws, all qualify.
_CERTAIN = """
[chance]
spread = 0
withdrawal = 0
supplied = 1
upheld = 0
objection_forward = 1
objection_reply = 1
objection_decide = 1
"""


def raw(
    stages: str,
    *,
    channels: tuple[str, ...] = ("east",),
    tracks: tuple[str, ...] = ("organisations",),
) -> dict[str, Any]:
    """The tables of a text with these stages; other tables that stand there are added."""
    text: dict[str, Any] = tomllib.loads(_TEXT)
    given = tomllib.loads(stages)
    text["tracks"] = {
        track: {"title": named(track), "applicant": track[:-1], "source": "text 2"}
        for track in tracks
    }
    text["channels"] = {channel: {"title": named(channel)} for channel in channels}
    for name in ("quotas", "conditions", "readings", "provisions"):
        text[name] = {}
    for name, table in given.items():
        text[name] = {**text[name], **table} if isinstance(text.get(name), dict) else table
    for name, table in text["bodies"].items():
        table.setdefault("title", named(name))
        table.setdefault("source", "text 3")
    for name, tier in text.get("tiers", {}).items():
        tier.setdefault("title", named(name))
        tier.setdefault("source", "text 4")
    for quota in text.get("quotas", {}).values():
        quota.setdefault("source", "text 4")
        quota.setdefault("may_stay_vacant", True)
    for name, condition in text.get("conditions", {}).items():
        condition.setdefault("title", named(name))
        condition.setdefault("source", "text 5")
        condition.setdefault("tracks", list(tracks))
    for name, stage in text.get("stages", {}).items():
        kind = stage.get("kind", "gate")
        stage.setdefault("kind", kind)
        stage.setdefault("title", named(name))
        stage.setdefault("type", _TYPES.get(kind, "FEEDBACK"))
        stage.setdefault("per", "case")
        stage.setdefault("body", _BODIES.get(kind, "office"))
        stage.setdefault("source", "text 6")
        if kind == "notice":
            stage.setdefault("duration", "5wd")
    return text


def named(name: str) -> dict[str, str]:
    """A title in both languages."""
    return {"zh": name, "en": name.replace("_", " ")}


def policy(stages: str, **options: Any) -> Policy:
    """A text with these stages."""
    return parse_policy(raw(stages, **options), FILE)


def scenario(toml: str, base: Scenario | None = None) -> Scenario:
    """A scenario file read; on top of another one if that is given."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "case.toml")
        head = 'schema = 1\npolicy = "sample@draft"\nbasis = "a test"\n'
        file.write_text(head + toml, "utf-8")
        found = read_scenario(file)
    found = attrs.evolve(found, file="case.toml")
    return found if base is None else merge(base, found)


@functools.cache
def certain() -> Scenario:
    """Nothing is left to chance."""
    return scenario(_CERTAIN)


@functools.cache
def catalogue() -> Catalogue:
    """What is built in; no plugin that happens to be installed."""
    return load_catalogue(make_manager(entry_points=False))


def procedure(
    stages: str,
    assumed: str = "",
    *,
    cohort: CohortModel | None = None,
    chance: bool = False,
    **options: Any,
) -> Procedure:
    """The procedure of a text under a scenario.

    Unless ``chance`` is wanted, single durations do not differ, nobody withdraws and nobody
    objects; whatever a scenario says itself prevails.
    """
    text = policy(stages, **options)
    found = scenario(assumed, None if chance else certain())
    if not chance:
        found = _nobody_objects(text, found)
    return build(text, found, catalogue().rule, cohort or STEADY)


def _nobody_objects(text: Policy, found: Scenario) -> Scenario:
    silent = {
        f"chance.objection.{name}"
        for name, stage in text.stages.items()
        if stage.objection is not None and stage.objection.open.value
    } - set(found.assumptions)
    if not silent:
        return found
    listed = "\n".join(f"{path.rpartition('.')[2]} = 0" for path in sorted(silent))
    return merge(found, scenario(f"[chance.objection]\n{listed}"))


#: Files are in by the end of 5 September, then two steps of the office one after the other.
TWO_STEPS = """
[stages.apply]
kind = "window"
closes = 2025-09-05
[stages.first]
kind = "work"
per = "batch"
after = ["apply"]
[stages.second]
kind = "work"
per = "batch"
after = ["first"]
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["second"]
"""

# ---- applicants ----------------------------------------------------------------------------

#: What a cohort of the tests says where a test does not: all begin at once, all are in order.
_PLAIN: Mapping[str, Any] = {
    "start": 0.0,
    "merit": 500.0,
    "complete": True,
    "years_operation": 10.0,
    "years_service": 10.0,
    "years_model": 10.0,
    "award_same_track": True,
    "years_since_award": np.inf,
}

Column = float | bool | Callable[[Any], Any]


class Given(Mapping[str, Any]):
    """Columns with the same value for all, or as a function of the request."""

    def __init__(self, request: Any, columns: Mapping[str, Column]) -> None:
        self.request = request
        self.columns = {**_PLAIN, **columns}

    def __getitem__(self, name: str) -> Any:
        if name == "slots":
            return self.request.slots
        if name == "lot" and name not in self.columns:
            return self.request.uniforms("lot")
        if name.startswith("trait_"):
            value = self.columns.get(name, False)
        elif name.endswith("_years_ago"):
            value = self.columns.get(name, np.inf)
        elif name.startswith("is_"):
            value = self.columns.get(name, True)
        else:
            value = self.columns[name]
        if callable(value):
            return np.asarray(value(self.request))
        return np.full(len(self.request.slots), value)

    def __iter__(self) -> Any:
        return iter([*self.columns, "lot", "slots"])

    def __len__(self) -> int:
        return len(self.columns) + 2


def applicants(**columns: Column) -> CohortModel:
    """A population of the test's own: a number for all, or a function of the request."""

    def draw(request: Any) -> Given:
        return Given(request, columns)

    return CohortModel("sample.given", Text("测试", "test"), dict, draw, "a test", columns)


STEADY = applicants()


class Steady:
    """A catalogue of what is built in, whose applicants all begin at once."""

    columns: frozenset[str] = frozenset()
    measures: Mapping[str, Any] = {}
    cohorts = {"builtin.applicants": SimpleNamespace(origin=SimpleNamespace(builtin=True))}  # noqa: RUF012

    def __init__(self) -> None:
        self.rule, self.rules = catalogue().rule, catalogue().rules

    def cohort(self, _id: str) -> CohortModel:
        """The population of that id."""
        return STEADY


def by_ordinal(*values: Any) -> Callable[[Any], Any]:
    """A column that gives the first, second, … applicant of each channel and track a value.

    The last value is that of all who follow.
    """

    def column(request: Any) -> Any:
        return np.asarray(values)[np.minimum(ordinals(request), len(values) - 1)]

    return column


def ordinals(request: Any) -> Any:
    """The number of each applicant within its channel and track, from 0."""
    keys = np.stack([request.place, request.channel, request.track])
    order = np.lexsort([request.slots, *keys])
    new = np.any(np.diff(keys[:, order], prepend=-1) != 0, axis=0)
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.arange(len(order)) - first
    return found


def case_of(log: Log, slot: int) -> int:
    """The number of the applicant in a slot."""
    return log.slots.tolist().index(slot)


# ---- logs ----------------------------------------------------------------------------------


def run(made: Procedure, seed: int = 1, replication: int = 0) -> Log:
    """The log of one replication."""
    return replicate(make_plan(made), seed, replication)


@attrs.frozen
class Passage:
    """A row of a log as a person reads it; ``channel`` is set for a list, ``case`` is not."""

    stage: str
    case: int | None
    arrived: datetime.datetime
    started: datetime.datetime
    finished: datetime.datetime


def passages(made: Procedure, log: Log, stage: str = "") -> list[Passage]:
    """The visits of a log, of one stage or of all."""
    moment = made.calendar.moment
    return [
        Passage(
            made.nodes[row[1]].id,
            row[0] if row[0] >= 0 else None,
            moment(row[2]),
            moment(row[3]),
            moment(row[4]),
        )
        for row in log.rows
        if not stage or made.nodes[row[1]].id == stage
    ]


def dates(made: Procedure, log: Log) -> dict[str, tuple[str, str]]:
    """First start and last finish of every stage, as ``09-26 17:00``."""
    found: dict[str, tuple[datetime.datetime, datetime.datetime]] = {}
    for one in passages(made, log):
        start, finish = found.get(one.stage, (one.started, one.finished))
        found[one.stage] = (min(start, one.started), max(finish, one.finished))
    return {
        stage: (f"{start:%m-%d %H:%M}", f"{finish:%m-%d %H:%M}")
        for stage, (start, finish) in found.items()
    }


def outcomes(log: Log) -> dict[int, str]:
    """What became of each applicant, by slot."""
    slots = log.slots.tolist()
    return dict(sorted(zip(slots, (log.reasons[one] for one in log.outcome), strict=True)))


def changed(tables: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of some tables with another value at a dotted path."""
    found = copy.deepcopy(dict(tables))
    *above, last = path.split(".")
    node = found
    for part in above:
        node = node.setdefault(part, {})
    node[last] = value
    return found


def scheduled(made: Procedure) -> dict[str, tuple[str, str]]:
    """First start and last finish of every stage without chance, as :func:`dates` has them."""
    found = forward(made, usual_values(made))
    moment = made.calendar.moment
    return {
        made.nodes[node].id: (
            f"{moment(found.first_start[node]):%m-%d %H:%M}",
            f"{moment(step.finished):%m-%d %H:%M}",
        )
        for node, step in sorted(found.last.items())
    }
