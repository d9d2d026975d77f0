"""A comparison of variants as plain data, with the exact figures; what is undefined is null."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.differences import Difference
from awardsim.analysis.paired import Figure, Paired, Variant
from awardsim.analysis.ranges import Ranges
from awardsim.analysis.repairs import Repairs
from awardsim.report.differing import differing
from awardsim.text import Text

SCHEMA = 1


def paired_data(found: Paired) -> dict[str, Any]:
    """The whole comparison."""
    return {
        "schema": SCHEMA,
        "replications": found.replications,
        "seed": found.seed,
        "precision": found.precision,
        "reached": found.reached,
        "variants": [_variant(one, found.variants[0]) for one in found.variants],
        "figures": [_figure(one) for one in found.figures],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _variant(one: Variant, base: Variant) -> dict[str, Any]:
    def day(minute: int | None) -> str | None:
        return None if minute is None else one.procedure.calendar.date(minute).isoformat()

    return {
        "name": one.name,
        "policy": one.procedure.policy.id,
        "scenario": one.procedure.scenario.id,
        "law": day(one.timetable.law),
        "usual": day(one.timetable.finish),
        "slack": one.timetable.slack,
        "days": dict(one.timetable.tally),
        "latest": {
            one.procedure.nodes[line.node].id: day(None if line.back is None else line.back.start)
            for line in one.timetable.lines
        },
        "finish": [day(minute) for minute in one.finish],
        "unused": list(one.unused),
        "differs": [
            {
                "kind": each.kind,
                "path": each.path,
                "title": _text(each.title),
                "old": _text(each.old),
                "new": _text(each.new),
                "article": each.source,
                "why": each.why,
            }
            for each in differing(base.procedure, one.procedure)
        ],
        "overrides": [
            {"path": each.path, "old": each.old, "new": each.new, "why": each.why}
            for each in one.procedure.overrides
        ],
        "ranges": _ranges(one.ranges),
        "repairs": _repairs(one.repairs),
    }


def _ranges(found: Ranges | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "favourable": found.favourable,
        "unfavourable": found.unfavourable,
    }


def _repairs(found: Repairs | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "aim": found.aim,
        "share": found.share,
        "wanted": found.wanted,
        "replications": found.replications,
        "found": [
            {
                "kind": one.kind,
                "path": one.path,
                "title": _text(one.title),
                "article": one.source or None,
                "before": _text(one.before),
                "after": _text(one.after),
                "slack": one.slack,
                "share": one.share,
                "enough": one.enough,
            }
            for one in found.found
        ],
    }


def _figure(one: Figure) -> dict[str, Any]:
    reasons = one.reasons or (None,) * len(one.differences)
    return {
        "figure": one.id,
        "unit": one.unit,
        "values": [_number(value) for value in one.values],
        "differences": [
            None if each is None else _difference(each, why)
            for each, why in zip(one.differences, reasons, strict=True)
        ],
    }


def _difference(one: Difference, why: Text | None) -> dict[str, Any]:
    return {
        "mean": _number(one.mean),
        "error": _number(one.error),
        "touched": one.touched,
        "gain": _number(one.gain),
        "correlation": _number(one.correlation),
        "same": one.same,
        "reason": None if why is None else _text(why),
        "distinguishable": one.distinguishable,
    }
