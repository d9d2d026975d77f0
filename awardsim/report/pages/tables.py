"""The tables of a report, of typed cells, and how a cell is shown as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from awardsim.analysis.paired import alike, beside
from awardsim.findings import Finding
from awardsim.report import facts, paired_rows, words
from awardsim.report.cells import Day, RunTable, Share, Value
from awardsim.report.console import plain
from awardsim.report.dates import PROJECTED
from awardsim.report.pages.decisions import readings_told
from awardsim.report.pages.material import LETTERS, Material, table_of
from awardsim.report.run_tables import run_tables
from awardsim.report.view import View
from awardsim.text import Text

#: Columns of the stages that a report shows, by their places in the record's own table.
_STAGE = (0, 2, 4, 5, 6, 7, 8, 9)
#: Findings about dates, then what does not agree, then what is not written.
_FAMILIES = ("AWS2", "AWS5", "AWS4", "AWS3")
_READING = "readings."
#: The path of a reading before its title in the effect of a finding: nothing for a leading group.
_PATH = re.compile(r"（readings\.\w+）| \(readings\.\w+\)")
_YEAR = 365  # days
_HEADS = (
    Text("环节", "stage"),
    Text("责任单位", "who"),
    Text("条文", "article"),
    Text("偏早10%", "early 10 %"),
    Text("中间", "middle"),
    Text("偏晚90%", "late 90 %"),
    Text("期限", "due"),
    Text("最迟", "latest"),
    Text("按期", "on time"),
    Text("机动（工作日）", "slack (days)"),
)


def cell(value: Value, view: View) -> str:
    """A cell as a person reads it: dates without the year where they cannot be mistaken."""
    if isinstance(value, Day):
        ahead = (value.date - view.procedure.calendar.opening).days
        shown = f"{value.date:%m-%d}" if 0 <= ahead < _YEAR else value.date.isoformat()
        return shown + (PROJECTED.read(view.language) if value.projected else "")
    if isinstance(value, Share):
        return words.percent(value.value, view.language)
    if isinstance(value, float):
        return words.number(value)
    return "" if value is None else plain(str(value))


def milestone_table(material: Material) -> RunTable:
    """Early, middle and late of each milestone, deadlines, slack without chance."""
    view = material.view
    full = next(one for one in run_tables(material.record, view.language) if one.id == "milestones")
    rows = []
    for row in full.rows:
        index = view.procedure.node_index[str(row[-1])]
        policy = view.procedure.policy
        article = words.cited(view.procedure.nodes[index].source, words.marks(policy))
        name, body, *dates = (row[place] for place in _STAGE)
        rows.append((name, body, plain(article), *dates, material.timetable.line(index).slack))
    return table_of(view, "milestones", Text(full.name, full.name), _HEADS, rows)


def guess_table(view: View) -> RunTable:
    """The estimates that move the answer most: numbers, effect, whose they are, basis."""
    headings = (
        Text("估计", "estimate"),
        Text("最少/一般/最多", "least/usual/most"),
        Text("逐项变动时的把握", "chance when moved"),
        Text("谁给的、能不能动", "whose; can it be moved"),
        Text("依据", "basis"),
    )
    rows = []
    for one in facts.influential(view.forecast):
        given = view.procedure.inputs[one.input]
        origin = words.ORIGINS.get(given.origin, words.ORIGINS["built-in"])
        lever = words.lever(given.lever, given.origin)
        rows.append(
            (
                view.read(given.title),
                words.amount(given, view.procedure, view.language),
                words.span(one.low, one.high, view.language),
                f"{view.read(origin)}{view.say('，', '; ')}{view.read(lever)}",
                view.read(given.basis),
            )
        )
    name = Text("影响最大的估计", "estimates that matter most")
    return table_of(view, "guesses", name, headings, rows)


def reading_table(view: View) -> RunTable:
    """How the text is read where it can be read in several ways."""
    headings = (
        Text("问题", "question"),
        Text("本测算按", "read here as"),
        Text("谁定的", "chosen by"),
        Text("条文", "article"),
    )
    default, chosen = Text("默认", "default"), Text("情景", "scenario")
    rows = tuple(
        (
            view.read(one.reading.question),
            view.read(one.option.title),
            view.read(default if one.default else chosen),
            view.article(one.reading.source),
        )
        for one in facts.choices(view.procedure)
    )
    return table_of(view, "readings", Text("采用的读法", "readings"), headings, rows)


def points(material: Material) -> tuple[Finding, ...]:
    """Points to be clarified, those about dates first; readings to be decided are left out."""
    told = {_READING + one for one in readings_told(material.view)}

    def rank(one: Finding) -> tuple[int, bool]:
        family = one.code.id[:4]
        place = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
        return place, one.place.path.startswith(_READING)

    kept = [one for one in material.findings if not one.waived and one.place.path not in told]
    return tuple(sorted(kept, key=rank))


def point_table(material: Material) -> RunTable:
    """Points to be clarified, with suggested wording."""
    view = material.view
    headings = (
        Text("条款", "article"),
        Text("问题", "point"),
        Text("影响", "effect"),
        Text("建议表述", "suggested wording"),
        Text("代码", "code"),
    )
    rows = tuple(
        (
            plain(one.place.cited(view.language)),
            view.read(one.what),
            _PATH.sub("", view.read(one.effect)),
            view.read(one.repair),
            one.code.id,
        )
        for one in points(material)
    )
    name = Text("待明确之处", "points to be clarified")
    return table_of(view, "points", name, headings, rows)


def beside_table(material: Material) -> RunTable | None:
    """Scenarios beside each other; with differences to the first where the same people apply."""
    views = material.views
    if len(views) < 2:
        return None
    view = views[0]
    heads = [view.say("指标", "figure")]
    heads += [f"{letter} {plain(one.name)}" for letter, one in zip(LETTERS, views, strict=False)]
    rows: list[Sequence[Value]] = [
        [view.say("结论", "answer"), *(_word(one) for one in views)],
        [view.say("期限", "deadline"), *(_day(one.procedure.finish_by) for one in views)],
        *_finish(views),
    ]
    if alike([one.procedure for one in views]):
        found = beside([(one.name, one.forecast) for one in views])
        heads.append(view.say("与A相比，同一套随机数", "against A, under the same luck"))
        rows = [[*row, ""] for row in rows]
        for title, cells, note in (
            *paired_rows.ranges(found, view.language),
            *paired_rows.certain(found, view.language),
            *paired_rows.outcomes(found, view.language),
        ):
            rows.append([view.read(title), *cells, note])
    else:
        rows += _plain(views)
    name = view.say("情景比较", "scenarios")
    return RunTable("beside", name, tuple(heads), tuple(tuple(row) for row in rows))


def _word(view: View) -> str:
    if view.forecast.nobody:
        return view.read(words.NOBODY)
    share = view.forecast.share
    return "—" if share is None else view.read(words.answer_word(share))


def _day(day: datetime.date | None) -> Value:
    return None if day is None else Day(day)


def _finish(views: Sequence[View]) -> list[list[Value]]:
    """The day of each confidence."""
    rows: list[list[Value]] = []
    for place, share in enumerate(("50", "80", "90")):
        head = views[0].say(f"{share}%把握", f"{share} % chance by")
        rows.append([head, *(_at(one, one.forecast.finish[place]) for one in views)])
    return rows


def _at(view: View, minute: int | None) -> Value:
    if minute is None:
        return view.say("没有办完", "not reached")
    return Day(view.procedure.calendar.date(minute), view.dates.projected(minute))


def _plain(views: Sequence[View]) -> list[list[Value]]:
    """Figures of procedures that other people go through: no differences."""
    view = views[0]
    shares = [None if one.forecast.share is None else Share(one.forecast.share) for one in views]
    law = [
        None if one.forecast.law_finish is None else _at(one, one.forecast.law_finish)
        for one in views
    ]
    return [
        [view.say("按期完成的把握", "chance to be in time"), *shares],
        [view.say("条文最快", "end by law alone"), *law],
    ]
