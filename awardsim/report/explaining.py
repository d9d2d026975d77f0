"""The answer to a `why`: on a terminal, and as plain data."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.daybyday import DayByDay
from awardsim.analysis.explain import (
    FigureFacts,
    StageFacts,
    explain_figure,
    explain_input,
    explain_meetings,
    explain_stage,
)
from awardsim.analysis.grounds import Date, Ground, Link
from awardsim.analysis.latest import Back
from awardsim.analysis.subject import Subject
from awardsim.policy.leaves import leaves
from awardsim.procedure.followed import followed_option
from awardsim.procedure.model import Procedure
from awardsim.report.assumed import iso, read_amount
from awardsim.report.console import plain
from awardsim.report.explaining_figure import figure_screen
from awardsim.report.explaining_input import input_screen
from awardsim.report.explaining_stage import stage_screen
from awardsim.report.explaining_value import meetings_screen, reading_screen, value_screen
from awardsim.report.passage_data import done_data
from awardsim.report.showing import reading_data, row_data
from awardsim.report.teller import Teller
from awardsim.report.written import cell_row
from awardsim.text import Language

Json = dict[str, Any]


def why_screen(
    procedure: Procedure, subject: Subject, language: Language, name: str, *, latest: bool = False
) -> list[str]:
    """Why a date, a figure or a value is what it is, in lines of at most 100 columns."""
    teller = Teller(procedure, language, plain(name))
    if subject.kind == "stage":
        facts = explain_stage(procedure, procedure.node_index[subject.id])
        return stage_screen(facts, teller, latest=latest)
    if subject.kind == "figure":
        return figure_screen(explain_figure(procedure, subject.id), teller)
    if subject.kind == "input":
        index = procedure.input_index(subject.id)
        return input_screen(explain_input(procedure, index), teller)
    if subject.kind == "meetings":
        found = explain_meetings(procedure, subject.id)
        stages = [explain_stage(procedure, index) for index in found.nodes]
        return meetings_screen(found, stages, teller)
    if subject.kind == "reading":
        return reading_screen(subject.id.removeprefix("readings."), procedure, teller)
    leaf = next(one for one in leaves(procedure.policy) if one.path == subject.id)
    return value_screen(leaf, procedure, teller)


def why_data(procedure: Procedure, subject: Subject, language: Language) -> Json:
    """The same as plain data: dates as ISO dates, ``null`` for what there is not."""
    found: Json = {
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "kind": subject.kind,
        "id": subject.id,
        "title": {"zh": subject.title.zh, "en": subject.title.en},
    }
    if subject.kind == "stage":
        facts = explain_stage(procedure, procedure.node_index[subject.id])
        return found | _stage(facts, language)
    if subject.kind == "figure":
        return found | _figure(explain_figure(procedure, subject.id), language)
    if subject.kind == "input":
        return found | _input(procedure, procedure.input_index(subject.id), language)
    if subject.kind == "meetings":
        facts_of = explain_meetings(procedure, subject.id)
        return found | {
            "value": read_amount(facts_of.assumption.amount, language),
            "basis": facts_of.assumption.basis.read(language),
            "lever": facts_of.assumption.lever,
            "stages": [
                _stage(explain_stage(procedure, index), language) for index in facts_of.nodes
            ],
        }
    if subject.kind == "reading":
        name = subject.id.removeprefix("readings.")
        reading = procedure.policy.readings[name]
        chosen = followed_option(procedure, name) or None
        return found | reading_data(reading, procedure.policy, language) | {"chosen": chosen}
    leaf = next(one for one in leaves(procedure.policy) if one.path == subject.id)
    row = cell_row(leaf.path, leaf.owner, leaf.cell)
    return found | row_data(row, procedure.policy, language)


# ---- stages -------------------------------------------------------------------------------------


def _stage(facts: StageFacts, language: Language) -> Json:
    procedure = facts.procedure
    node = procedure.nodes[facts.node]
    stage = procedure.policy.stages[node.id]
    free = [_day(procedure, minute) for minute in facts.free]
    return {
        "stage": node.id,
        "source": node.source,
        "words": stage.duration.words or stage.words,
        **done_data(facts.done),
        "path": [_link(procedure, link, language) for link in facts.path],
        "days": None if facts.count is None else _days(facts.count, language),
        "convention": procedure.calendar.count,
        "other_convention_ends": None if facts.other is None else iso(facts.other.last),
        "dates": [_date(procedure, date, language) for date in facts.dates],
        "latest": _back(procedure, facts.usual),
        "latest_with_least_times": _back(procedure, facts.least),
        "latest_other_convention": _back(procedure, facts.counted),
        "latest_meeting_on_any_day": {"usual": free[0], "least": free[1]},
        "latest_by_days_after": [
            {"working_days": days, "post_by": _day(procedure, minute)}
            for days, minute in facts.after
        ],
        "deadline_read_otherwise": [
            {"roll": one.roll, "on": iso(one.on), "latest": _back(procedure, one.back)}
            for one in facts.rolled
        ],
        "readings": {
            name: reading_data(procedure.policy.readings[name], procedure.policy, language)
            for name in facts.readings
        },
        "overrides": [
            {"path": one.path, "old": one.old, "new": one.new, "why": one.why}
            for one in facts.overrides
        ],
    }


def _link(procedure: Procedure, link: Link, language: Language) -> Json:
    step = link.step
    node = procedure.nodes[step.node]
    progress = procedure.scenario.progress
    done = None if progress is None else progress.over(node.id)
    known = done is None or done.given  # else nobody has said when it was
    return {
        "stage": node.id,
        "title": node.title.read(language),
        **done_data(done),
        "ready": _moment(procedure, step.arrived if done is None else None),
        "starts": _moment(procedure, step.started if done is None else None),
        "over": _moment(procedure, step.finished if known else None),
        "projected": procedure.calendar.is_projected(step.finished),
        "waited_for": None if link.waited is None else _date(procedure, link.waited, language),
        "rests_on": _ground(procedure, link.ground, language),
    }


def _ground(procedure: Procedure, ground: Ground, language: Language) -> Json:
    cell = ground.cell
    written = cell is not None and cell.value is not None
    found: Json = {
        "kind": ground.kind,
        "source": cell.source if cell is not None and written else None,
        "length": str(cell.value) if cell is not None and written else None,
        "bound": cell.bound.value if cell is not None and cell.bound is not None else None,
        "words": cell.words if cell is not None else "",
        "assumption": None,
        "meetings": [_day(procedure, minute) for minute in ground.meetings],
    }
    if ground.input >= 0:
        found["assumption"] = _input(procedure, ground.input, language, uses=False)
    elif ground.assumption is not None:
        found["basis"] = ground.assumption.basis.read(language)
    return found


def _date(procedure: Procedure, date: Date, language: Language) -> Json:
    return {
        "stage": procedure.nodes[date.node].id,
        "kind": date.kind,
        "written": iso(date.written) if date.stated else None,
        "in_force": _day(procedure, date.minute),
        "last_working_day": iso(date.last_workday),
        "roll": date.roll,
        "source": date.cell.source if date.cell is not None else None,
        "words": date.cell.words if date.cell is not None else "",
        "assumption": (
            _input(procedure, date.input, language, uses=False) if date.input >= 0 else None
        ),
    }


def _days(count: DayByDay, language: Language) -> list[Json]:
    return [
        {
            "date": iso(one.day.date),
            "number": one.number if one.number >= 0 else None,
            "role": one.role,
            "working": one.day.working,
            "kind": one.day.kind,
            "name": one.day.name.read(language),
            "notice": one.day.notice,
            "projected": one.day.projected,
        }
        for one in count.days
    ]


def _back(procedure: Procedure, back: Back | None) -> Json | None:
    if back is None:
        return None
    last = back.chain()[-1]
    return {
        "start": _day(procedure, back.start),
        "over": _day(procedure, back.finish),
        "reach_by": _moment(procedure, back.arrive),
        "over_by": _moment(procedure, back.over),
        "bound": {
            "kind": last.bound,
            "stage": procedure.nodes[last.dated].id,
            "date": _day(procedure, last.by),
        },
        "chain": [
            {
                "stage": procedure.nodes[one.node].id,
                "start": _day(procedure, one.start),
                "over": _day(procedure, one.finish),
            }
            for one in back.chain()
        ],
    }


# ---- figures and assumptions --------------------------------------------------------------------


def _figure(facts: FigureFacts, language: Language) -> Json:
    procedure = facts.procedure
    node = procedure.nodes[facts.procedure.finish]
    return {
        "finish": {"stage": node.id, "source": node.source},
        "finish_by": iso(procedure.finish_by),
        "finish_by_given": procedure.scenario.finish_by is not None,
        "law_finish": _day(procedure, facts.law[-1].step.finished) if facts.law else None,
        "usual_finish": _day(procedure, facts.usual[-1].step.finished) if facts.usual else None,
        "path": [_link(procedure, link, language) for link in facts.usual],
        "law_path": [_link(procedure, link, language) for link in facts.law],
        "dates": [_date(procedure, date, language) for date in facts.dates],
        "quotas": {one.id: one.number for one in procedure.quotas},
        "assumptions": [_input(procedure, index, language) for index in facts.inputs],
    }


def _input(procedure: Procedure, index: int, language: Language, *, uses: bool = True) -> Json:
    one = procedure.inputs[index]
    found: Json = {
        "id": one.id,
        "title": one.title.read(language),
        "least": one.least,
        "usual": one.usual,
        "most": one.most,
        "unit": one.unit,
        "kind": one.kind,
        "basis": one.basis.read(language),
        "origin": one.origin,
        "lever": one.lever,
        "sourced": one.sourced,
    }
    if uses:
        nodes = explain_input(procedure, index).uses
        found["used_by"] = [procedure.nodes[node].id for node in nodes]
    return found


def _day(procedure: Procedure, minute: int | None) -> str | None:
    if minute is None or minute < 0:
        return None
    return procedure.calendar.date(minute).isoformat()


def _moment(procedure: Procedure, minute: int | None) -> str | None:
    if minute is None or minute < 0:
        return None
    return procedure.calendar.moment(minute).isoformat(" ", "minutes")
