"""A timetable as a working paper: a workbook that is printed, filled in and sent on.

The first sheet is the table itself with empty columns to be filled in, the second one what it
rests on, the third one what its days are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from awardsim.analysis import timetable as kinds
from awardsim.analysis.timetable import Timetable
from awardsim.report import words
from awardsim.report.console import plain
from awardsim.report.missed import missed
from awardsim.report.output import Target, write_whole
from awardsim.report.paper import Column, Paper, footer, legal_basis
from awardsim.report.paper_basis import basis_sheet
from awardsim.report.paper_stages import COLUMNS, StageTable
from awardsim.report.timetable_lines import DAY_KINDS, body_of
from awardsim.report.timetable_screen import remarks_of
from awardsim.report.workbook import write_book
from awardsim.text import Language, Text


def write_paper(
    found: Timetable, target: Target, language: Language, command: str, *, force: bool
) -> None:
    """Write the workbook of a timetable.

    Parameters
    ----------
    command
        What was typed, so that it can be repeated.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """

    def write(path: Path) -> None:
        def fill(book: Any) -> None:
            paper = Paper(book, found.procedure, found.values, language, command)
            _timetable(paper, found)
            basis_sheet(paper, found.lines)
            _days(paper, found)

        title = found.procedure.policy.award.read(language)
        write_book(path, title, footer(found.procedure, language, command), fill)

    write_whole(target, write, force=force)


def _timetable(paper: Paper, found: Timetable) -> None:
    procedure, language = found.procedure, paper.language
    table = StageTable(paper, found.lines, tuple(COLUMNS), star=True)
    columns = table.columns
    title = procedure.scenario.title.read(language) or procedure.policy.award.read(language)
    first = paper.say(f"{title}  工作推进时间表", f"{title}: working timetable")
    sheet = paper.sheet(Text("工作推进时间表", "timetable"), Text(first, first), columns)
    place = 1
    for text in (*_question(found, paper), legal_basis(procedure.policy, paper)):
        paper.across(sheet, place, plain(text), columns)
        place += 1
    place = table.write(sheet, place) + 1
    for text in (_legend(paper), *remarks_of(found, paper.dates, language)):
        place += 1
        paper.across(sheet, place, plain(text), columns, paper.note)


def _question(found: Timetable, paper: Paper) -> list[str]:
    """What is asked, the answer without chance, and what counts as finished."""
    procedure, dates = found.procedure, paper.dates
    node = procedure.nodes[found.procedure.finish]
    finish = node.title.read(paper.language)
    early, law = dates.full(found.finish), dates.full(found.law)
    if procedure.finish_by is None:
        asked = paper.say(f"问：最早哪天能{finish}？", f"Question: {finish}, how soon?")
    else:
        by = f"{dates.long(procedure.finish_by)}"
        day = dates.weekday(procedure.finish_by)
        asked = paper.say(
            f"问：{by}（{day}）前能{finish}吗？各环节最迟哪天开始？",
            f"Question: {finish} by {day} {by}? By when must each stage begin?",
        )
    but = missed(found, paper.language)
    answer = paper.say(
        f"答：{but.zh}一般估计、不排队，最早{early}；条文最快{law}",
        f"Answer: {but.en}with usual values and nobody waiting {early}; by law alone {law}",
    )
    if found.slack is not None:
        late = found.slack < 0
        answer += paper.say(
            f"；{'晚' if late else '机动'}{abs(found.slack)}个工作日。",
            f"; {abs(found.slack)} working days {'too late' if late else 'to spare'}.",
        )
    source = words.article(node.source, procedure.policy)
    body = body_of(procedure, node, paper.language)
    finished = paper.say(
        f"完成＝{finish}（{body}，条文{source}）",
        f"Finished means: {finish} ({body}, article {source})",
    )
    return [f"{asked}  {answer}", finished]


def _legend(paper: Paper) -> str:
    return paper.say(
        "最迟开始（加粗）＝再晚就来不及；红底＝条文或情景给出的期限，斜体〔假设〕＝没有写明的期限；"
        "黄底三列供填写。",
        "Bold: later than that is too late. Red: deadlines that the text or the scenario gives; "
        "italics [assumed]: deadlines that nobody wrote. The yellow columns are to be filled in.",
    )


def _days(paper: Paper, found: Timetable) -> None:
    """Civil days of the driving path by stage and by what they are."""
    procedure, language = found.procedure, paper.language
    shown = [kind for kind in kinds.KINDS if found.tally[kind]]
    columns = [
        Column(Text("环节", "stage"), 30),
        *(Column(DAY_KINDS[kind], 14) for kind in shown),
        Column(Text("合计（天）", "all (civil days)"), 14),
    ]
    sheet = paper.sheet(
        Text("天数构成", "days"),
        Text("从开始到最早完成的日历日", "Civil days from the opening to the earliest finish"),
        columns,
    )
    paper.heads(sheet, 1, columns)
    row = 1
    for node in dict.fromkeys(node for node, _ in found.charged):
        row += 1
        title = procedure.nodes[node].title if node >= 0 else DAY_KINDS[kinds.PAST]
        days = [found.charged.get((node, kind)) for kind in shown]
        total = sum(day or 0 for day in days)
        paper.row(sheet, row, columns, [plain(title.read(language)), *days, total])
    row += 1
    sheet.write_string(row, 0, Text("合计", "all").read(language), paper.strong)
    sums: Mapping[str, int] = found.tally
    for place, kind in enumerate(shown, 1):
        sheet.write_number(row, place, sums[kind], paper.total)
    sheet.write_number(row, len(shown) + 1, sum(sums.values()), paper.total)
    paper.across(sheet, row + 2, paper.footer, columns, paper.note)
