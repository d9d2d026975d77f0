"""The sheet with everything that the dates of a paper rest on and that no article says."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.timetable import Line
from awardsim.policy import Status
from awardsim.report import words
from awardsim.report.assumed import calendar_line, read_amount
from awardsim.report.cells import Value
from awardsim.report.console import plain
from awardsim.report.facts import choices
from awardsim.report.paper import Column, Paper
from awardsim.report.timetable_lines import body_of
from awardsim.text import Text

_REST = (
    Column(Text("类别", "kind"), 10),
    Column(Text("内容", "what"), 34),
    Column(Text("本表取", "here"), 22),
    Column(Text("最少/一般/最多", "least/usual/most"), 24),
    Column(Text("依据", "basis"), 44),
    Column(Text("谁定、能不能动", "whose, and can it be moved"), 18),
    Column(Text("用在哪些环节", "used by"), 30),
    Column(Text("代号", "path"), 30),
)


def basis_sheet(paper: Paper, lines: Sequence[Line]) -> None:
    """Write the sheet: what the dates of these stages rest on."""
    columns = _REST
    title = Text("假设及依据", "assumptions")
    sheet = paper.sheet(title, Text("本表所依据的假设、读法和日历", "What it rests on"), columns)
    paper.heads(sheet, 1, columns)
    rows = [*_assumed(paper, lines), *_chosen(paper), *_replaced(paper)]
    for place, values in enumerate(rows, 2):
        paper.row(sheet, place, columns, values)
    calendar = calendar_line(paper.procedure.scenario, paper.procedure.policy, paper.language)
    for place, text in enumerate((calendar, paper.footer), len(rows) + 3):
        paper.across(sheet, place, plain(text), columns, paper.note)


def _assumed(paper: Paper, lines: Sequence[Line]) -> list[list[Value]]:
    """Every assumption that a date of the table uses, and the given meetings."""
    procedure, language = paper.procedure, paper.language
    used: dict[int, list[int]] = {}
    meetings: dict[str, list[int]] = {}
    for line in lines:
        if line.done is not None:
            continue
        node = procedure.nodes[line.node]
        own = [time.input for time in node.times if time is not None]
        own += [line.ground.input, *(one.input for one in line.dates)]
        for index in dict.fromkeys(own):
            if index >= 0:
                used.setdefault(index, []).append(line.node)
        if line.ground.kind == "meeting" and line.ground.assumption is not None:
            meetings.setdefault(line.ground.assumption.path, []).append(line.node)
    kind = Text("估计", "estimate").read(language)
    rows: list[list[Value]] = []
    for index, nodes in sorted(used.items()):
        one = procedure.inputs[index]
        whose = words.ORIGINS.get(one.origin, Text("条文", "the text")).read(language)
        lever = words.lever(one.lever, one.origin).read(language)
        rows.append(
            [
                kind,
                plain(one.title.read(language)),
                words.single(one, paper.values[index], procedure, language),
                words.amount(one, procedure, language),
                plain(one.basis.read(language)),
                paper.say(f"{whose}，{lever}", f"{whose}, {lever}"),
                _stages(paper, nodes),
                one.id,
            ]
        )
    for path, nodes in meetings.items():
        given = procedure.scenario.assumptions[path]
        shown = read_amount(given.amount, language)
        rows.append(
            [
                Text("会议日", "meetings").read(language),
                body_of(procedure, procedure.nodes[nodes[0]], language),
                shown,
                None,
                plain(given.basis.read(language)),
                words.lever(given.lever).read(language),
                _stages(paper, nodes),
                path,
            ]
        )
    return rows


def _stages(paper: Paper, nodes: Sequence[int]) -> str:
    titles = (plain(paper.procedure.nodes[one].title.read(paper.language)) for one in nodes)
    return paper.say("、", ", ").join(titles)


def _chosen(paper: Paper) -> list[list[Value]]:
    """Readings of the text that were followed."""
    rows: list[list[Value]] = []
    for one in choices(paper.procedure):
        default = Text("默认", "default") if one.default else Text("选定", "chosen")
        rows.append(
            [
                Text("读法", "reading").read(paper.language),
                plain(one.reading.question.read(paper.language)),
                plain(one.option.title.read(paper.language)),
                default.read(paper.language),
                words.article(one.reading.source, paper.procedure.policy),
                None,
                None,
                f"readings.{one.id}",
            ]
        )
    return rows


def _replaced(paper: Paper) -> list[list[Value]]:
    """Values of the text that a reading or a change put in the place of others."""
    changed = Status.CHANGED.title.read(paper.language)
    return [
        [changed, f"{one.old} → {one.new}", one.new, None, one.why, None, None, one.path]
        for one in paper.procedure.overrides
    ]
