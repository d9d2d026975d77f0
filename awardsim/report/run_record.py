"""A run as plain data with exact figures: what ``--format json`` prints and files are made from.

The form is described by ``docs/run.schema.json``.  What is undefined is null, never a number;
a date always says whether it rests on days off that are not announced.
"""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.awards import QuotaResult, TierResult
from awardsim.analysis.driving import CATEGORIES, CATEGORY_TITLES
from awardsim.analysis.forecast import Forecast
from awardsim.analysis.milestones import Milestone
from awardsim.analysis.ranges import Ranges
from awardsim.analysis.shares import CONFIDENCE
from awardsim.policy import Cell
from awardsim.policy.leaves import count_by_status, leaves
from awardsim.procedure.model import Input, Procedure
from awardsim.report import facts, words
from awardsim.report.assumed import replacements
from awardsim.report.passage_data import done_data
from awardsim.report.record_id import canonical, python_version, record_id, versions
from awardsim.report.run_risks import risks_record
from awardsim.text import Text, in_chinese

SCHEMA = "awardsim.run/1"

Json = dict[str, Any]


def run_record(forecast: Forecast) -> Json:
    """All that a run found, and all that it rests on."""
    procedure = forecast.procedure
    return {
        "schema": SCHEMA,
        "record": record_id(forecast),
        "notice": _text(words.INTERNAL),
        "policy": _policy(procedure),
        "scenario": _scenario(procedure),
        "calendar": _calendar(procedure),
        "question": _question(procedure),
        "answer": _answer(forecast),
        "ranges": _ranges(forecast.ranges, procedure),
        "risks": risks_record(forecast),
        "path": _path(forecast),
        "milestones": [procedure.nodes[one.node].id for one in forecast.milestones],
        "stages": [_stage(one, forecast) for one in forecast.stages],
        "output": _output(forecast),
        "outcomes": [
            {"id": name, "title": _text(words.outcome_title(name, procedure)), "share": share}
            for name, share in forecast.outcomes
        ],
        "bodies": _bodies(forecast),
        "stalls": [
            {"stage": procedure.nodes[index].id, "share": share}
            for index, share in forecast.stalled
        ],
        "measures": [
            {
                "id": measure.id,
                "title": _text(measure.title),
                "unit": _text(measure.unit),
                "mean": _number(mean),
            }
            for measure, (_, mean) in zip(procedure.measures, forecast.measures, strict=True)
        ],
        "inputs": [input_record(one, procedure) for one in procedure.inputs],
        "given": [
            {
                "path": one.path,
                "amount": canonical(one.amount),
                "basis": _text(one.basis),
                "lever": one.lever,
            }
            for one in procedure.scenario.assumptions.values()
        ],
        "values": _values(procedure),
        "readings": _readings(procedure),
        "overrides": [
            {"path": one.path, "old": one.old, "new": one.new, "why": one.why}
            for one in procedure.overrides
        ],
        "replaced": [
            {"path": one.path, "old": _text(one.old), "new": _text(one.new), "why": one.why}
            for one in replacements(procedure.scenario)
        ],
        "warnings": [_text(one) for one in (*procedure.warnings, *facts.too_few(forecast))],
        "run": {
            "replications": forecast.replications,
            "seed": forecast.seed,
            "error": _number(forecast.error),
        },
        "versions": {**versions(), "python": python_version()},
    }


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _number(value: float | None) -> float | None:
    """A number that JSON can hold."""
    if value is None or math.isnan(value) or math.isinf(value):
        return None
    return float(value)


def _date(minute: int | None, procedure: Procedure) -> Json | None:
    if minute is None:
        return None
    calendar = procedure.calendar
    return {
        "date": calendar.date(minute).isoformat(),
        "minute": minute,
        "projected": calendar.is_projected(minute),
    }


def _policy(procedure: Procedure) -> Json:
    policy = procedure.policy
    counted = count_by_status(policy)
    return {
        "id": policy.id,
        "title": _text(policy.title),
        "award": _text(policy.award),
        "state": policy.state,
        "sources": [
            {
                "id": name,
                "title": source.title,
                "number": source.number,
                "issued": source.issued.isoformat() if source.issued is not None else None,
            }
            for name, source in policy.sources.items()
        ],
        "counts": {status.value: count for status, count in counted.items()},
        "missing": [one.zh for one in facts.missing_documents(policy)],
    }


def _scenario(procedure: Procedure) -> Json:
    scenario = procedure.scenario
    return {
        "id": scenario.id,
        "title": _text(scenario.title),
        "basis": _text(scenario.basis),
        "cohort": scenario.cohort,
    }


def _calendar(procedure: Procedure) -> Json:
    calendar, choice = procedure.calendar, procedure.scenario.calendar
    first = calendar.first_projected
    return {
        "kind": choice.kind,
        "opening": calendar.opening.isoformat(),
        "known_on": choice.known_on.isoformat() if choice.known_on is not None else None,
        "first_projected": calendar.date(first).isoformat() if first is not None else None,
        "count": choice.count,
    }


def _question(procedure: Procedure) -> Json:
    finish = procedure.nodes[procedure.finish]
    by = procedure.finish_by
    cell = procedure.policy.window.closes
    own = procedure.scenario.finish_by is not None
    return {
        "finish": finish.id,
        "title": _text(finish.title),
        "article": finish.source,
        "finish_by": by.isoformat() if by is not None else None,
        "finish_by_origin": None if by is None else "scenario" if own else "text",
        "finish_by_article": None if by is None or own else cell.source,
    }


def _answer(forecast: Forecast) -> Json:
    procedure = forecast.procedure
    share = forecast.share
    return {
        "share": _number(share),
        "word": _text(words.NOBODY)
        if forecast.nobody
        else None
        if share is None
        else _text(words.answer_word(share)),
        "rounded": None if share is None else _text(words.rounded(share)),
        "finish": [
            {"confidence": confidence, "at": _date(minute, procedure)}
            for confidence, minute in zip(CONFIDENCE, forecast.finish, strict=True)
        ],
        "law_finish": _date(forecast.law_finish, procedure),
        "usual_finish": _date(forecast.usual_finish, procedure),
        "not_supplied": [one.id for one in facts.not_supplied(forecast)],
    }


def _ranges(ranges: Ranges | None, procedure: Procedure) -> Json | None:
    if ranges is None:
        return None
    return {
        "low": _number(ranges.low),
        "low_error": _number(ranges.low_error),
        "high": _number(ranges.high),
        "high_error": _number(ranges.high_error),
        "favourable": _number(ranges.favourable),
        "favourable_error": _number(ranges.favourable_error),
        "unfavourable": _number(ranges.unfavourable),
        "unfavourable_error": _number(ranges.unfavourable_error),
        "any_day": _number(ranges.any_day),
        "any_day_error": _number(ranges.any_day_error),
        "people": [
            {
                "input": procedure.inputs[one.input].id,
                "now": one.now,
                "then": one.then,
                "share": _number(one.share),
            }
            for one in ranges.people
        ],
        "replications": ranges.replications,
        "inputs": [
            {
                "input": procedure.inputs[one.input].id,
                "at_least": _number(one.at_least),
                "at_least_error": _number(one.least_error),
                "at_most": _number(one.at_most),
                "at_most_error": _number(one.most_error),
                "better": one.better,
                "days": _number(one.days),
                "refined": one.refined,
                "replications": one.replications,
            }
            for one in ranges.swings
        ],
    }


def _path(forecast: Forecast) -> list[Json]:
    procedure = forecast.procedure
    levers = {(one.row.node, one.row.category): one.lever for one in facts.causes(forecast)}
    found = []
    for row in forecast.path:
        lever = levers.get((row.node, row.category))
        found.append(
            {
                "stage": procedure.nodes[row.node].id,
                "title": _text(procedure.nodes[row.node].title),
                "category": CATEGORIES[row.category],
                "category_title": _text(CATEGORY_TITLES[CATEGORIES[row.category]]),
                "days": _number(row.days),
                "late_days": _number(row.late_days),
                "criticality": _number(row.criticality),
                "lever": None
                if lever is None
                else {
                    "kind": lever.kind,
                    "input": procedure.inputs[lever.input].id if lever.input >= 0 else None,
                    "to": lever.to or None,
                    "value": _number(lever.value),
                    "share": _number(lever.share),
                },
            }
        )
    return found


def _stage(one: Milestone, forecast: Forecast) -> Json:
    procedure = forecast.procedure
    node = procedure.nodes[one.node]
    body = procedure.policy.bodies.get(node.body)
    progress = procedure.scenario.progress
    done = None if progress is None else progress.over(node.id)
    ahead = done is None
    known = done is None or done.given  # else nobody has said when it was
    return {
        "id": node.id,
        "title": _text(node.title),
        "type": node.type,
        "kind": node.kind,
        "per": node.per,
        "body": node.body,
        "body_title": _text(body.title) if body is not None else None,
        "article": node.source,
        **done_data(done),
        "early": _date(one.early if known else None, procedure),
        "middle": _date(one.middle if known else None, procedure),
        "late": _date(one.late if known else None, procedure),
        "deadline": _date(one.deadline, procedure),
        "latest": _date(one.latest if ahead else None, procedure),
        "on_time": _number(one.on_time if ahead else None),
    }


def _output(forecast: Forecast) -> Json:
    procedure = forecast.procedure
    tracks = []
    for one in forecast.tracks:
        name = procedure.tracks[one.track]
        tracks.append(
            {
                "track": name,
                "title": _text(procedure.policy.tracks[name].title),
                "applied": list(one.applied),
                "awarded": list(one.awarded),
                "quota": one.quota,
                "vacancy": _number(one.vacancy),
            }
        )
    return {
        "tracks": tracks,
        "tiers": [_tier(one, procedure) for one in forecast.tiers],
        "quotas": [_quota(one, procedure) for one in forecast.quotas],
        "any_vacancy": _number(forecast.any_vacancy),
        "late": _number(forecast.late_share),
        "objections": _number(forecast.objections),
    }


def _tier(one: TierResult, procedure: Procedure) -> Json:
    name = procedure.tiers[one.tier]
    return {
        "tier": name,
        "title": _text(procedure.policy.tiers[name].title),
        "awarded": list(one.awarded),
        "by_track": {
            track: list(awarded)
            for track, awarded in zip(procedure.tracks, one.by_track, strict=True)
        },
    }


def _quota(one: QuotaResult, procedure: Procedure) -> Json:
    quota = one.quota
    return {
        "id": quota.id,
        "title": _text(quota.title),
        "article": procedure.policy.quotas[quota.id].source,
        "tier": procedure.tiers[quota.tier] if quota.tier >= 0 else None,
        "tracks": [procedure.tracks[track] for track in quota.tracks],
        "number": quota.number,
        "must_be_filled": quota.must_be_filled,
        "awarded": list(one.awarded),
        "vacancy": _number(one.vacancy),
    }


def _bodies(forecast: Forecast) -> list[Json]:
    known = forecast.procedure.bodies
    return [
        {
            "id": one.body,
            "title": _text(known[one.body].title),
            "people": _number(one.people),
            "busy_hours": _number(one.busy_hours),
            "peak_queue": _number(one.peak_queue),
        }
        for one in forecast.bodies
    ]


def input_record(one: Input, procedure: Procedure) -> Json:
    """One estimate with its range and its basis; days as dates."""

    def value(number: float) -> float | str | None:
        if one.kind == "day":
            return procedure.calendar.date(int(number) * 1440).isoformat()
        return _number(number)

    return {
        "id": one.id,
        "title": _text(one.title),
        "status": "assumed",
        "kind": one.kind,
        "unit": one.unit,
        "least": value(one.least),
        "usual": value(one.usual),
        "most": value(one.most),
        "basis": _text(one.basis),
        "origin": one.origin,
        "lever": one.lever,
        "sourced": one.sourced,
    }


def _values(procedure: Procedure) -> list[Json]:
    """Every value of the text that the run followed, with its article and status."""
    return [
        {
            "path": leaf.path,
            "owner": _text(leaf.owner),
            "status": leaf.cell.status.value,
            "bound": leaf.cell.bound.value if leaf.cell.bound is not None else None,
            "value": _value(leaf.cell),
            "shown": _shown(leaf.cell),
            "article": leaf.cell.source or leaf.source,
            "words": leaf.cell.words,
            "reason": _text(leaf.cell.reason),
        }
        for leaf in leaves(procedure.policy)
    ]


def _value(cell: Cell[Any]) -> Json:
    """A cell's value as plain JSON; what is said in both languages in both."""
    return _text(cell.value) if isinstance(cell.value, Text) else canonical(cell.value)


def _shown(cell: Cell[Any]) -> str:
    value = canonical(in_chinese(cell.value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return str(value)


def _readings(procedure: Procedure) -> list[Json]:
    return [
        {
            "id": one.id,
            "question": _text(one.reading.question),
            "chosen": one.chosen,
            "default": one.reading.default,
            "title": _text(one.option.title),
            "article": one.reading.source,
        }
        for one in facts.choices(procedure)
    ]
