"""Everything that is in force under a scenario: assumptions, readings, changes, dates."""

from __future__ import annotations

from typing import Any

from awardsim.procedure.followed import followed_option
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.assumed import (
    calendar_line,
    iso,
    read_amount,
    scenario_data,
    scenario_head,
)
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.showing import AS_WRITTEN, reading_data, reading_lines
from awardsim.report.wrapped import wrapped_table
from awardsim.scenario.model import Assumption, Estimate, Meets
from awardsim.text import Language, Text

#: Assumptions by the first part of their path, in the order in which they are shown.
GROUPS = {
    "applicants": Text("申报数", "applicants"),
    "channels": Text("各渠道", "single channels"),
    "people": Text("人手", "people"),
    "meetings": Text("会议、审批", "meetings and approvals"),
    "durations": Text("用时", "how long things take"),
    "fill": Text("文本没有给出的", "what the text leaves open"),
    "risks": Text("程序风险", "procedural risks"),
    "chance": Text("偶然因素", "chance"),
    "cohort": Text("申报群体", "the applicants themselves"),
}
_HEADERS = (
    Text("事项", "item"),
    Text("数值", "value"),
    Text("出处", "origin"),
    Text("谁能动", "lever"),
    Text("依据", "basis"),
)


def resolved_screen(procedure: Procedure, language: Language) -> list[str]:
    """Every assumption, reading, change and date in force."""
    scenario, policy = procedure.scenario, procedure.policy
    lines = [*scenario_head(scenario, policy, language), ""]
    lines += [
        *_ends(procedure, language),
        *wrap(calendar_line(scenario, policy, language), hang="  "),
    ]
    rows = assumption_rows(procedure)
    total, given = count_assumptions(procedure)
    title = Text(
        f"全部估计 {total} 项（您提供 {given}，内置 {total - given}）；"
        "三个数为 最少/一般/最多，相同的只写一个",
        f"all assumptions: {total} ({given} yours, {total - given} built-in); "
        "three numbers are least/usual/most, one if they are the same",
    )
    lines += ["", *wrap(title.read(language))]
    for group, heading in GROUPS.items():
        part = [row for row in rows if row["path"].split(".")[0] == group]
        if not part:
            continue
        lines += ["", f"{heading.read(language)}  {group}.*"]
        cells = [
            [
                f"{row['title'].read(language)} {row['path'].partition('.')[2]}",
                _shown(row, procedure, language),
                _origin(row, language),
                words.lever(row["lever"], row["origin"]).read(language) if row["lever"] else "",
                plain(row["basis"].read(language)),
            ]
            for row in part
        ]
        lines += wrapped_table(cells, [one.read(language) for one in _HEADERS], (32, 18, 8, 10))
    lines += ["", Text("读法（* 为采用的）", "readings (* is followed)").read(language)]
    for name, reading in policy.readings.items():
        chosen = followed_option(procedure, name)
        lines += reading_lines(name, reading, policy, language, chosen)
    lines += ["", *override_lines(procedure, language)]
    for warning in procedure.warnings:
        lines += wrap(f"⚠ {plain(warning.read(language))}", hang="  ")
    return lines


def _ends(procedure: Procedure, language: Language) -> list[str]:
    zh = language == "zh"
    scenario, policy = procedure.scenario, procedure.policy
    finish = procedure.nodes[procedure.finish]
    place = words.article(finish.source, policy)
    opens = procedure.calendar.opening
    by = procedure.finish_by
    own = words.article(policy.window.closes.source, policy)
    whose = ("情景给出" if zh else "given") if scenario.finish_by else own
    if zh:
        end = f"{by}（{whose}）" if by else "没有"
        line = f"开始 {opens}  完成期限 {end}  完成＝{finish.title.zh}（{place}）"
    else:
        end = f"{by} ({whose})" if by else "none"
        line = f"opens {opens}  finish by {end}  finished = {finish.title.en} ({place})"
    return wrap(line, hang="  ")


def assumption_rows(procedure: Procedure) -> list[dict[str, Any]]:
    """Every assumption in force: drawn inputs, and meetings or distributions that are given."""
    rows: list[dict[str, Any]] = [
        {
            "path": one.id,
            "title": one.title,
            "input": index,
            "amount": None,
            "origin": one.origin,
            "lever": one.lever,
            "basis": one.basis,
            "sourced": one.sourced,
        }
        for index, one in enumerate(procedure.inputs)
    ]
    drawn = {one.id for one in procedure.inputs}
    for path, one in procedure.scenario.assumptions.items():
        if path not in drawn and not _is_drawn(one, path, procedure):
            rows.append(
                {
                    "path": path,
                    "title": title_of(path, procedure),
                    "input": -1,
                    "amount": one.amount,
                    "origin": one.origin,
                    "lever": one.lever,
                    "basis": one.basis,
                    "sourced": one.sourced,
                }
            )
    return rows


def count_assumptions(procedure: Procedure) -> tuple[int, int]:
    """How many assumptions are in force, and how many of them the scenario gives."""
    rows = assumption_rows(procedure)
    return len(rows), sum(row["origin"] == "scenario" for row in rows)


def _is_drawn(assumption: Assumption, path: str, procedure: Procedure) -> bool:
    """A body that takes days is drawn as the duration of its stage."""
    amount = assumption.amount
    if not isinstance(amount, Meets) or not isinstance(amount.days, Estimate):
        return False
    body = path.removeprefix("meetings.")
    stages = [node.id for node in procedure.nodes if node.body == body]
    return any(f"durations.{name}" in procedure.names for name in stages)


def title_of(path: str, procedure: Procedure) -> Text:
    """What an assumption that is not drawn is called."""
    head, _, rest = path.partition(".")
    if head == "meetings" and rest in procedure.policy.bodies:
        title = procedure.policy.bodies[rest].title
        return Text(f"{title.zh}会议", f"meetings: {title.en}")
    name = rest.split(".")[0]
    if head == "durations" and name in procedure.policy.stages:
        title = procedure.policy.stages[name].title
        return Text(f"{title.zh}用时", f"duration: {title.en}")
    return Text(path, path)


def _shown(row: dict[str, Any], procedure: Procedure, language: Language) -> str:
    if row["input"] >= 0:
        shown = words.amount(procedure.inputs[row["input"]], procedure, language)
        return shown + _counted_from(procedure, row["input"], language)
    return read_amount(row["amount"], language)


def _counted_from(procedure: Procedure, index: int, language: Language) -> str:
    """From which date the days of a closing date are counted; empty for anything else."""
    for node in procedure.nodes:
        moments = [node.closes, node.limit.moment if node.limit is not None else None]
        for moment in moments:
            if moment is None or moment.input != index or moment.anchor in ("", "date"):
                continue
            of = procedure.nodes[moment.of].title if moment.of >= 0 else Text("开始", "the opening")
            if moment.anchor == "before":
                said = Text(f"（“{of.zh}”期限之前）", f" before the deadline of '{of.en}'")
            else:
                said = Text(f"（“{of.zh}”之后）", f" after '{of.en}'")
            return said.read(language)
    return ""


def _origin(row: dict[str, Any], language: Language) -> str:
    if row["origin"] == "text":
        return Text("条文", "the text").read(language)
    if row["origin"] == "scenario":
        return words.ORIGINS["scenario"].read(language)
    return Text("内置", "built-in").read(language)


def override_lines(procedure: Procedure, language: Language) -> list[str]:
    """What a reading or a change put in the place of something else: old → new."""
    if not procedure.overrides:
        return [Text("没有改动条文。", "Nothing of the text is changed.").read(language)]
    lines = [Text("改动的条文（原 → 改）", "changed in the text (old → new)").read(language)]
    for one in procedure.overrides:
        lines += wrap(
            f"{one.path}: {plain(one.old)} → {plain(one.new)}  ({plain(one.why)})",
            indent="  ",
            hang="    ",
        )
    return lines


def resolved_data(procedure: Procedure, language: Language) -> dict[str, Any]:
    """Everything in force, as plain data."""
    policy, scenario = procedure.policy, procedure.scenario
    dates = DateWords(procedure.calendar, language)
    found = scenario_data(scenario, policy, language)
    assumptions: list[dict[str, Any]] = []
    for row in assumption_rows(procedure):
        shown = {
            "path": row["path"],
            "title": row["title"].read(language),
            "value": _shown(row, procedure, language),
            "origin": row["origin"],
            "lever": row["lever"],
            "basis": row["basis"].read(language),
            "sourced": row["sourced"],
        }
        if row["input"] >= 0:
            one = procedure.inputs[row["input"]]
            shown |= {
                "least": one.least,
                "usual": one.usual,
                "most": one.most,
                "unit": one.unit,
                "kind": one.kind,
            }
        assumptions.append(shown)
    projected = procedure.calendar.first_projected
    return found | {
        "opens": procedure.calendar.opening.isoformat(),
        "finish_by": iso(procedure.finish_by),
        "finish": procedure.nodes[procedure.finish].id,
        "first_projected": None if projected is None else str(dates.date(projected)),
        "assumptions": assumptions,
        "readings": {
            name: reading_data(reading, policy, language)
            | {"chosen": followed_option(procedure, name) or None}
            for name, reading in policy.readings.items()
        },
        "overrides": [
            {"path": one.path, "old": one.old, "new": one.new, "why": one.why}
            for one in procedure.overrides
        ],
        "warnings": [warning.read(language) for warning in procedure.warnings],
    }


def resolved_grid(procedure: Procedure, language: Language) -> Grid:
    """Everything in force, as a table for a file."""
    scenario, policy = procedure.scenario, procedure.policy
    headers = [*(one.read(language) for one in _HEADERS), Text("路径", "path").read(language)]
    rows = [
        [
            row["title"].read(language),
            _shown(row, procedure, language),
            _origin(row, language),
            words.lever(row["lever"], row["origin"]).read(language) if row["lever"] else "",
            row["basis"].read(language),
            row["path"],
        ]
        for row in assumption_rows(procedure)
    ]
    for name, reading in policy.readings.items():
        chosen = followed_option(procedure, name)
        option = (reading.options[chosen].title if chosen else AS_WRITTEN).read(language)
        word = Text("读法", "reading").read(language)
        why = reading.reason.read(language) if reading.reason and chosen == reading.default else ""
        rows.append([reading.question.read(language), option, word, "", why, f"readings.{name}"])
    for one in procedure.overrides:
        word = Text("改动", "change").read(language)
        rows.append([one.path, f"{one.old} → {one.new}", word, "", one.why, one.path])
    title = scenario.title.read(language) or policy.award.read(language)
    remarks = [calendar_line(scenario, policy, language), words.INTERNAL.read(language)]
    data = resolved_data(procedure, language)
    return Grid(f"{title}  {scenario.id}", headers, rows, data, remarks)
