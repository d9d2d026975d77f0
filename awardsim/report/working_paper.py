"""A timetable as a working paper: a workbook that is printed, filled in and sent on.

The first sheet is the table itself with empty columns to be filled in, the second one what it
rests on, the third one what its days are made of.  Dates are dates; those that rest on days off
not yet announced are shown with their mark.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from awardsim.analysis import timetable as kinds
from awardsim.analysis.timetable import Line, Timetable
from awardsim.policy import Policy, Status
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.assumed import calendar_line, read_amount
from awardsim.report.console import plain, width
from awardsim.report.dates import PROJECTED, DateWords
from awardsim.report.facts import choices
from awardsim.report.output import Target, write_whole
from awardsim.report.record_id import procedure_id
from awardsim.report.run_tables import Day, Value
from awardsim.report.timetable_screen import (
    DAY_KINDS,
    TOO_LATE,
    body_of,
    length_of,
    remarks_of,
)
from awardsim.report.workbook import Formats, set_page, sheet_name, write_book, write_cell
from awardsim.text import Language, Text

#: Height of a line of text in points, and the share of a column that its text can fill.
_LINE, _FILLED = 15, 0.9
#: Points more than the text needs, and lines that a row shows at most.
_AIR, _LINES_MOST = 4, 20
#: Widths of a column of dates: as they are, and where one of them bears a mark.
_DATE, _MARKED = 11, 18
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}  # inches


@attrs.frozen
class Column:
    """A column of a sheet; ``own`` is one that a reader fills in, ``due`` one of deadlines."""

    title: Text
    wide: int
    own: bool = False
    due: bool = False


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
            _schedule(paper, found)
            paper.assumptions(found.lines)
            _days(paper, found)

        title = found.procedure.policy.award.read(language)
        write_book(path, title, footer(found.procedure, language, command), fill)

    write_whole(target, write, force=force)


def footer(procedure: Procedure, language: Language, command: str) -> str:
    """What stands at the foot of every page: what it is, its record, how it is repeated."""
    return Text(
        f"{words.INTERNAL.zh}  记录号 {procedure_id(procedure)}  复算：{command}",
        f"{words.INTERNAL.en}  record {procedure_id(procedure)}  repeat: {command}",
    ).read(language)


class Paper:
    """A workbook under way: its formats, and the parts that several sheets have."""

    def __init__(
        self,
        book: Any,
        procedure: Procedure,
        values: Sequence[float],
        language: Language,
        command: str,
    ) -> None:
        self.book = book
        self.procedure = procedure
        self.values = values
        self.language = language
        self.dates = DateWords(procedure.calendar, language)
        self.footer = footer(procedure, language, command)
        self.formats = Formats(book, language)
        self.names: list[str] = []
        edge = {"border": 1, "valign": "top"}
        red = {"bold": True, "font_color": "#C00000", "bg_color": "#FDE9E7"}
        day = self.say("[$-804]mm-dd aaa", "[$-409]mm-dd ddd")
        mark = PROJECTED.read(language)
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.lead = book.add_format({"text_wrap": True, "valign": "vcenter"})
        self.said = book.add_format({"text_wrap": True, "bold": True, "valign": "vcenter"})
        self.note = book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.own = book.add_format({**edge, "text_wrap": True, "bg_color": "#FFFBE6"})
        self.own_day = book.add_format({**edge, "num_format": day, "bg_color": "#FFFBE6"})
        self.strong = book.add_format({**edge, "text_wrap": True, "bold": True})
        self.due = book.add_format({**edge, **red, "text_wrap": True})
        self.total = book.add_format({**edge, "bold": True, "num_format": "0"})
        self._days = {
            "plain": {**edge, "align": "left"},
            "due": {**edge, "align": "left", **red},
            "assumed": {**edge, "align": "left", "italic": True},
            "strong": {**edge, "align": "left", "bold": True},
        }
        self._shown = {
            (look, far, projected): book.add_format(
                {
                    **given,
                    **({"italic": True} if projected else {}),
                    "num_format": ("yyyy-mm-dd" if far or projected else day)
                    + (f'"{mark}"' if projected else "")
                    + (f'"{self.say("〔假设〕", " [assumed]")}"' if look == "assumed" else ""),
                }
            )
            for look, given in self._days.items()
            for far in (False, True)
            for projected in (False, True)
        }

    def say(self, zh: str, en: str) -> str:
        """The words in the reader's language."""
        return zh if self.language == "zh" else en

    def sheet(self, title: Text, first: Text, columns: Sequence[Column]) -> Any:
        """A new sheet with its page, its columns and its title."""
        name = sheet_name(title.read(self.language), self.names)
        self.names.append(name)
        sheet = self.book.add_worksheet(name)
        set_page(sheet, self.footer)
        sheet.set_margins(**_MARGINS)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.wide)
        self.across(sheet, 0, first.read(self.language), columns, self.title, 26)
        return sheet

    def across(
        self,
        sheet: Any,
        row: int,
        text: str,
        columns: Sequence[Column],
        look: Any = None,
        high: float = 0,
    ) -> None:
        """A text over all columns, as high as its lines."""
        room = sum(column.wide for column in columns) * _FILLED
        sheet.set_row(row, high or _LINE * max(math.ceil(width(text) / room), 1))
        used = self.lead if look is None else look
        sheet.merge_range(row, 0, row, len(columns) - 1, "", used)
        sheet.write_string(row, 0, text[:32767], used)

    def heads(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """The headings, which are repeated on every page and stay in view."""
        lines = 1
        for place, column in enumerate(columns):
            title = column.title.read(self.language)
            lines = max(lines, math.ceil(width(title) / (column.wide * _FILLED)))
            sheet.write_string(row, place, title, self.formats.heading)
        sheet.set_row(row, _LINE * lines + _AIR)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 2)

    def row(self, sheet: Any, row: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
        """A row: empty cells of a reader's own, dates as dates, deadlines in red."""
        lines = 1
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            if isinstance(value, str):
                lines = max(lines, math.ceil(width(value) / (column.wide * _FILLED)))
            if column.own and value is None:
                day = column.title.zh == DONE.zh
                sheet.write_blank(row, place, None, self.own_day if day else self.own)
            elif isinstance(value, Day):
                self.day(sheet, row, place, value, "due" if column.due else "plain")
            else:
                write_cell(sheet, row, place, value, self.formats)
        # Not every program finds the height of wrapped text by itself.
        sheet.set_row(row, _LINE * min(lines, _LINES_MOST) + _AIR)

    def day(self, sheet: Any, row: int, place: int, value: Day, look: str = "plain") -> None:
        """A date as a date, with the mark of a projected or an assumed one."""
        far = value.date.year != self.procedure.calendar.opening.year
        moment = datetime.datetime.combine(value.date, datetime.time())
        sheet.write_datetime(row, place, moment, self._shown[look, far, value.projected])

    def moment(self, minute: int | None) -> Day | None:
        """The day of a minute."""
        if minute is None:
            return None
        return Day(self.procedure.calendar.date(minute), self.dates.projected(minute))

    # ---- what it rests on ----------------------------------------------------------------------

    def assumptions(self, lines: Sequence[Line]) -> None:
        """A sheet with everything that the dates rest on and that no article says."""
        columns = _REST
        title = Text("假设及依据", "assumptions")
        sheet = self.sheet(title, Text("本表所依据的假设、读法和日历", "What it rests on"), columns)
        self.heads(sheet, 1, columns)
        rows = [*_assumed(self, lines), *_chosen(self), *_replaced(self)]
        for place, values in enumerate(rows, 2):
            self.row(sheet, place, columns, values)
        calendar = calendar_line(self.procedure.scenario, self.language)
        for place, text in enumerate((calendar, self.footer), len(rows) + 3):
            self.across(sheet, place, plain(text), columns, self.note)


#: The day on which a stage was really over: the first of the columns that are filled in.
DONE = Text("实际完成", "done on")
_SCHEDULE = (
    Column(Text("序号", "no."), 5),
    Column(Text("环节", "stage"), 20),
    Column(Text("责任单位", "who"), 15),
    Column(Text("天数", "days"), 6),
    Column(Text("条文", "article"), 12),
    Column(Text("原文", "words of the text"), 24),
    Column(Text("最早开始", "earliest start"), _DATE),
    Column(Text("最早完成", "earliest finish"), _DATE),
    Column(Text("最迟开始", "must begin by"), _DATE),
    Column(Text("最迟完成", "must end by"), _DATE),
    Column(Text("机动（工作日）", "slack (working days)"), 8),
    Column(Text("期限", "deadline"), _DATE, due=True),
    Column(DONE, 11, own=True),
    Column(Text("责任人", "person in charge"), 9, own=True),
    Column(Text("备注", "remarks"), 14, own=True),
)
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


def _schedule(paper: Paper, found: Timetable) -> None:
    procedure, language = found.procedure, paper.language
    rows = [_stage(paper, found, line, place) for place, line in enumerate(found.lines, 1)]
    columns = fitting(_SCHEDULE, rows)
    title = procedure.scenario.title.read(language) or procedure.policy.award.read(language)
    first = paper.say(f"{title}  工作推进时间表", f"{title}: working timetable")
    sheet = paper.sheet(Text("工作推进时间表", "timetable"), Text(first, first), columns)
    place = 1
    for text in (*question(found, paper), legal_basis(procedure.policy, paper)):
        paper.across(sheet, place, plain(text), columns)
        place += 1
    paper.heads(sheet, place, columns)
    for line, row in zip(found.lines, rows, strict=True):
        place += 1
        paper.row(sheet, place, columns, row)
        _emphasise(paper, sheet, place, found, line, row)
    place += 1
    for text in (_legend(paper), *remarks_of(found, paper.dates, language)):
        place += 1
        paper.across(sheet, place, plain(text), columns, paper.note)


def fitting(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[Column]:
    """Columns wide enough for the longest date in them: one that does not fit is not shown."""
    found = []
    for place, column in enumerate(columns):
        marked = any(isinstance(row[place], Day) and row[place].projected for row in rows)  # type: ignore[union-attr]
        wide = max(column.wide, _MARKED) if marked or column.due else column.wide
        found.append(attrs.evolve(column, wide=wide))
    return found


def _stage(paper: Paper, found: Timetable, line: Line, place: int) -> list[Value]:
    procedure, language = found.procedure, paper.language
    node = procedure.nodes[line.node]
    back = line.back
    late = back is not None and back.arrive is None
    return [
        place,
        plain(node.title.read(language)) + ("*" if line.driving else ""),
        plain(body_of(procedure, node, language)),
        length_of(line, procedure, found.values, language),
        article_of(paper, line),
        words_of(procedure, line),
        paper.moment(line.start) if line.done is None else None,
        paper.moment(line.finish) if line.done is None else None,
        TOO_LATE.read(language) if late else paper.moment(None if back is None else back.start),
        None if late else paper.moment(None if back is None else back.finish),
        line.slack,
        deadline_of(procedure, line),
        None if line.done is None else Day(line.done),
        None,
        None,
    ]


def article_of(paper: Paper, line: Line) -> str:
    """The article of a stage, and whether its length is assumed or waits for given meetings."""
    procedure = paper.procedure
    source = plain(words.article(procedure.nodes[line.node].source, procedure.policy))
    if line.ground.kind == "assumed":
        return source + paper.say("（天数为假设）", " (length assumed)")
    if line.ground.kind == "meeting":
        return source + paper.say("（会议日为给定）", " (given meetings)")
    return source


def words_of(procedure: Procedure, line: Line) -> str:
    """The words of the text on a stage: on its length, on its deadline, else on itself."""
    stage = procedure.policy.stages[procedure.nodes[line.node].id]
    cells = [stage.duration, *(date.cell for date in line.dates if date.stated)]
    quoted = [cell.words for cell in cells if cell is not None and cell.words]
    found = dict.fromkeys(quoted or [stage.words])
    return "；".join(f"“{plain(one)}”" for one in found if one)


def deadline_of(procedure: Procedure, line: Line) -> Day | None:
    """The date that binds a stage itself: its deadline, its closing date, the end of all."""
    if line.node == procedure.finish and procedure.finish_by is not None:
        return Day(procedure.finish_by)
    found = sorted(line.dates, key=lambda one: (not one.stated, one.kind != "limit"))
    return Day(found[0].written) if found else None


def _emphasise(
    paper: Paper, sheet: Any, row: int, found: Timetable, line: Line, values: Sequence[Value]
) -> None:
    """What is seen first: latest starts, deadlines, what is too late, the driving path."""
    if line.driving:
        sheet.write_string(row, 1, str(values[1]), paper.strong)
    for place in (8, 9):
        value = values[place]
        if isinstance(value, Day):
            paper.day(sheet, row, place, value, "strong" if place == 8 else "plain")
        elif value is not None:
            sheet.write_string(row, place, str(value), paper.due)
    if line.slack is not None and line.slack < 0:
        sheet.write_number(row, 10, line.slack, paper.due)
    due = values[11]
    if isinstance(due, Day):
        own = line.node == found.procedure.finish or any(one.stated for one in line.dates)
        paper.day(sheet, row, 11, due, "due" if own else "assumed")


def question(found: Timetable, paper: Paper) -> list[str]:
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
    answer = paper.say(
        f"答：一般估计、不排队，最早{early}；条文最快{law}",
        f"Answer: with usual values and nobody waiting {early}; by law alone {law}",
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


def legal_basis(policy: Policy, paper: Paper) -> str:
    """The documents that the articles are cited from, and the calendar."""
    found = []
    for one in policy.sources.values():
        more = [part for part in (one.number, one.issuer) if part]
        if one.issued is not None:
            more.append(paper.say(f"{one.issued}印发", f"issued {one.issued}"))
        between = paper.say("，", ", ")
        found.append(one.title + (f"（{between.join(more)}）" if more else ""))
    calendar = calendar_line(paper.procedure.scenario, paper.language)
    return paper.say("依据：", "Basis: ") + paper.say("；", "; ").join([*found, calendar])


def _legend(paper: Paper) -> str:
    return paper.say(
        "最迟开始（加粗）＝再晚就来不及；红底＝条文或情景给出的期限，斜体〔假设〕＝没有写明的期限；"
        "黄底三列供填写。",
        "Bold: later than that is too late. Red: deadlines that the text or the scenario gives; "
        "italics [assumed]: deadlines that nobody wrote. The yellow columns are to be filled in.",
    )


# ---- what it rests on ---------------------------------------------------------------------------


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


# ---- what its days are made of ------------------------------------------------------------------


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
