"""Real days of a past edition beside its forecast, without a verdict."""

from __future__ import annotations

import math
from typing import Any

from awardsim.analysis.against import FOLLOWS, KNOWN, SCORED, SET, Compared, Observed, Review
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_KINDS = {
    KNOWN: Text("预测时已知", "known then"),
    SET: Text("会议日是定的，不计", "a meeting, not counted"),
    FOLLOWS: Text("由前一环节推出，不计", "follows, not counted"),
}
_OFF = {
    "longer": Text("偏长", "long"),
    "shorter": Text("偏短", "short"),
    "above": Text("超出范围", "above its range"),
    "below": Text("低于范围", "below its range"),
    "high": Text("在范围内，偏大", "in its range, on the high side"),
    "low": Text("在范围内，偏小", "in its range, on the low side"),
    "": Text("与估计相符", "as assumed"),
}


def against_screen(found: Review, language: Language) -> str:
    """The comparison for a terminal."""
    grid = against_grid(found, language)
    lines = [*wrap(plain(grid.title)), *_head(found, language), ""]
    if grid.rows:
        lines += wrapped_table(grid.rows, grid.headers, [28, 24, 8, 22])
    lines += ["", *_assumptions(found, language)]
    for remark in grid.remarks:
        lines += wrap(plain(remark))
    return "\n".join(lines) + "\n"


def against_grid(found: Review, language: Language) -> Grid:
    """A row for each real day."""
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("环节", "stage"),
            ("预测 10%—50%—90%", "forecast 10–50–90 %"),
            ("实际", "real"),
            ("位置", "place"),
            ("用了几个工作日（预测）", "working days (forecast)"),
        )
    ]
    rows = [_row(one, found, language) for one in found.rows]
    title = Text("回看", "Looking back").read(language)
    name = f"{title}  {found.procedure.scenario.id}"
    return Grid(name, headers, rows, against_data(found), _remarks(found, language))


def against_data(found: Review) -> dict[str, Any]:
    """The exact figures as plain data."""
    calendar = found.procedure.calendar

    def day(minute: int | None) -> str | None:
        return None if minute is None else calendar.date(minute).isoformat()

    return {
        "schema": 1,
        "scenario": found.procedure.scenario.id,
        "made_on": found.made_on.isoformat(),
        "basis": {"zh": found.actual.basis.zh, "en": found.actual.basis.en},
        "replications": found.replications,
        "seed": found.seed,
        "scored": len(found.scored),
        "within": sum(one.within for one in found.scored),
        "rows": [
            {
                "stage": found.procedure.nodes[one.node].id,
                "what": "posted" if one.posted else "done",
                "day": one.day.isoformat(),
                "early": day(one.early),
                "middle": day(one.middle),
                "late": day(one.late),
                "position": None if math.isnan(one.position) else one.position,
                "kind": one.kind,
                "taken": None
                if one.taken is None
                else {
                    "days": one.taken.days,
                    "early": one.taken.early,
                    "middle": one.taken.middle,
                    "late": one.taken.late,
                    "position": one.taken.position,
                    "off": one.taken.off,
                },
            }
            for one in found.rows
        ],
        "observed": [
            {
                "path": given.id,
                "unit": given.unit,
                "range": [given.least, given.usual, given.most],
                "value": one.value,
                "position": one.position,
                "off": one.off(given),
                "derived": one.derived,
            }
            for one in found.observed
            for given in [found.procedure.inputs[one.input]]
        ],
        "learned": [
            {
                "path": one.path,
                "unit": one.unit,
                "now": list(one.now),
                "observed": one.observed,
                "to": list(one.to),
                "basis": {"zh": one.basis.zh, "en": one.basis.en},
            }
            for one in found.learned()
        ],
    }


def _head(found: Review, language: Language) -> list[str]:
    made, basis = found.made_on, found.actual.basis
    text = Text(
        f"预测按{made}作出：只用那天已经公布的节假日、已经发生的环节。实际日期的来源：{basis.zh}",
        f"forecast as it could be made on {made}, with the days off announced and the stages over "
        f"by then; the real days: {basis.en}",
    )
    return wrap(plain(text.read(language)))


def _row(one: Compared, found: Review, language: Language) -> list[str]:
    procedure = found.procedure
    dates = DateWords(procedure.calendar, language)
    node = procedure.nodes[one.node]
    title = node.title.read(language)
    if one.posted:
        title += Text("：发布", ": posted").read(language)
    forecast = "" if one.kind == KNOWN else "  ".join(
        dates.day(minute) if minute is not None else "—"
        for minute in (one.early, one.middle, one.late)
    )  # fmt: skip
    if one.kind == SCORED:
        at_zh, at_en = words.percent(one.position, "zh"), words.percent(one.position, "en")
        outside = Text(f"{at_zh} 在10%—90%外", f"{at_en}, outside")
        said = Text(f"{at_zh} 在范围内", f"{at_en}, within") if one.within else outside
    else:
        said = _KINDS[one.kind]
    return [
        title,
        forecast,
        dates.plain_day(one.day),
        said.read(language),
        _taken(one, language),
    ]


def _taken(one: Compared, language: Language) -> str:
    taken = one.taken
    if taken is None or one.kind in (SET, KNOWN):
        return ""
    forecast = (
        f"{taken.early}"
        if taken.early == taken.late
        else "—".join(
            "?" if days is None else f"{days}" for days in (taken.early, taken.middle, taken.late)
        )
    )
    off = _OFF[taken.off].read(language) if taken.off else ""
    return f"{taken.days} ({forecast}) {off}".rstrip()


def _assumptions(found: Review, language: Language) -> list[str]:
    """Each assumption that something was observed of."""
    if not found.observed:
        return []
    procedure = found.procedure
    rows = []
    for one in found.observed:
        given = procedure.inputs[one.input]
        rows.append(
            [
                given.title.read(language),
                words.amount(given, procedure, language),
                words.single(given, one.value, procedure, language),
                _said(one, found, language),
            ]
        )
    headers = [
        Text(zh, en).read(language)
        for zh, en in (
            ("估计", "assumption"),
            ("当时估计", "as assumed"),
            ("实际", "real"),
            ("", ""),
        )
    ]
    return [*wrapped_table(rows, headers, [34, 18, 14]), ""]


def _said(one: Observed, found: Review, language: Language) -> str:
    text = _OFF[one.off(found.procedure.inputs[one.input])].read(language)
    if one.derived:
        text += Text("（由日期数出）", " (counted from the days)").read(language)
    return text


def _remarks(found: Review, language: Language) -> list[str]:
    scored = found.scored
    within = sum(one.within for one in scored)
    return [
        Text(
            f"可计的{len(scored)}项，{within}项落在10%—90%之间。只有1届，不能说明预测准不准（n=1）",
            f"{within} of {len(scored)} days that count lie between 10 % and 90 %. One edition "
            "does not tell whether forecasts are good (n = 1)",
        ).read(language),
        Text(
            "位置：预测里有多少比这天早，范围是10%—90%；用了几个工作日：从前一环节办完算起。"
            "不自动修改任何估计",
            "place: how many of the forecasts are earlier, within: 10 to 90 %; working days: from "
            "the end of what is before it. No assumption is changed by this",
        ).read(language),
        Text(
            f"推演{found.replications}次，种子{found.seed}。{words.INTERNAL.zh}",
            f"{found.replications} replications, seed {found.seed}. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language),
    ]
