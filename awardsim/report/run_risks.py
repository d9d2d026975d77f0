"""What procedural risks cost: on the screen of a run, and in its record."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.forecast import Forecast
from awardsim.analysis.risks import RiskEffect
from awardsim.report import words
from awardsim.report.columns import section
from awardsim.report.console import COLUMNS, clip
from awardsim.report.view import View

_LABEL = 34  # columns


def risk_rows(view: View, rows: int) -> list[str]:
    """Each risk alone: how likely, days it adds, editions that miss their last day; then all."""
    found = view.forecast.risks
    if found is None:
        return []
    without = words.percent(found.missed, view.language)
    headers = [
        view.say(
            f"程序风险（各自单独；没有时误期{without}）",
            f"risks (each alone; without any {without} too late)",
        ),
        view.say("可能", "probability"),
        view.say("平均拖后", "days later"),
        view.say("误期", "too late"),
    ]
    procedure = view.procedure
    listed = sorted(found.alone, key=lambda one: -abs(one[1].days))
    shown = [
        [
            clip(view.read(risk.title), _LABEL),
            words.amount(procedure.inputs[risk.probability], procedure, view.language),
            _days(view, effect),
            _missed(view, effect),
        ]
        for risk, effect in listed[:rows]
    ]
    left = len(listed) - len(shown)
    more = view.say(f"（另{left}项）", f" ({left} more)") if left else ""
    together = view.say("合计", "all together")
    shown.append([together + more, "", _days(view, found.together), _missed(view, found.together)])
    lines = section(shown, headers, ["left", "left", "left", "left"])
    return [clip(line, COLUMNS) for line in lines]


def _days(view: View, effect: RiskEffect) -> str:
    """Days on average, and where it moves the end."""
    mean = words.days(effect.days)
    if effect.when is None:
        return view.say(f"{mean}天", mean)
    when = words.days(effect.when)
    share = words.percent(effect.touched, view.language)
    return view.say(
        f"{mean}天（{share}的届次后移，{when}天）", f"{mean} ({when} in {share} of editions)"
    )


def _missed(view: View, effect: RiskEffect) -> str:
    return words.percent(effect.missed, view.language)


def risks_record(forecast: Forecast) -> dict[str, Any] | None:
    """What procedural risks cost, each alone and together."""
    found = forecast.risks
    if found is None:
        return None

    def effect(one: RiskEffect) -> dict[str, Any]:
        return {
            "days": one.days,
            "touched": one.touched,
            "when": one.when,
            "missed": one.missed,
        }

    procedure = forecast.procedure
    return {
        "alone": [
            {
                "risk": risk.name,
                "kind": risk.kind,
                "stage": procedure.nodes[risk.node].id,
                "title": {"zh": risk.title.zh, "en": risk.title.en},
                **effect(one),
            }
            for risk, one in found.alone
        ],
        "together": effect(found.together),
        "missed": found.missed,
        "error": found.error,
        "replications": found.replications,
    }
