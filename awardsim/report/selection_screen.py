"""How well a procedure selects, as a table: for a terminal and for files."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from awardsim.analysis.differences import Difference
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.selection import Kept, Level, Quality, Selection, Tried
from awardsim.report import study, words
from awardsim.report.console import COLUMNS, plain, width, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

DETAIL = "selection"
_SUBJECT = Text("选得准不准", "How well the procedure selects")
_MOST_NAME = 40
_MOST_LEVER = 30

_Shown = Callable[[Quality, Language], str]


def _counts(one: Quality, language: Language) -> str:
    field, places = study.number(one.field.value), study.number(one.places.value)
    winners = study.number(one.winners.value)
    return Text(f"{field} / {places} / {winners}", f"{field} / {places} / {winners}").read(language)


def _of(name: str) -> _Shown:
    return lambda one, language: study.share(getattr(one, name), language)


def _beside(name: str, lot: str) -> _Shown:
    """A figure, and what it would be by lot."""

    def shown(one: Quality, language: Language) -> str:
        by_lot = getattr(one, lot)
        if name == "top":
            found, other = study.share(one.top, language), study.percent(by_lot, language)
        else:
            found, other = study.points(one.lost, language), f"{by_lot.value:.0f}"
        if not by_lot.defined:
            return found
        return Text(f"{found}，抽签{other}", f"{found}; by lot {other}").read(language)

    return shown


_ROWS: tuple[tuple[Text, _Shown], ...] = (
    (Text("进入评判 / 可获奖 / 实际获奖，平均", "judged / can win / do win, on average"), _counts),
    (Text("真正最好的几名中获奖的", "of the truly best, awarded"), _beside("top", "lot")),
    (Text("真正最好的一名获奖", "the truly best one is awarded"), _of("best")),
    (Text("真正最好的几名全部获奖", "all of the truly best are awarded"), _of("all_best")),
    (
        Text("每个奖损失的实力，千分制", "merit lost per award, points of 1000"),
        _beside("lost", "lot_lost"),
    ),
    (Text("换一批评审，获奖名单不同", "another panel: another list of winners"), _of("changed")),
    (Text("换一批评审，换掉的获奖者", "another panel: winners replaced"), _of("replaced")),
    (Text("票决与得分次序不一致", "the vote goes against the marks"), _of("overturned")),
    (
        Text("最好的几名中没有进入评判的", "of the best who apply, never judged"),
        _of("barred"),
    ),
)


def selection_screen(found: Selection, language: Language) -> str:
    """How well it selects, for a terminal."""
    grid = selection_grid(found, language)
    lines = [part for text in (study.STUDY.read(language), grid.title) for part in wrap(text)]
    lines.append("")
    room = (COLUMNS - _MOST_NAME - 1) // len(found.contests) - 2
    rows = _rows(found, language)
    headers = ["", *(_title(one, language) for one in found.contests)]
    lines += wrapped_table(rows, headers, [_MOST_NAME, *([room] * len(found.contests))], indent="")
    if any(one.field.defined for one in found.contests):
        lines += _kept(found, language)
        lines += _tried(found, language)
    lines.append("")
    for remark in grid.remarks[1:]:  # the first one heads the screen
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def selection_grid(found: Selection, language: Language) -> Grid:
    """A row for each figure; beside it the stages, and what has been tried."""
    title = study.study_title(found.procedure, _SUBJECT, language)
    headers = ["", *(_title(one, language) for one in found.contests)]
    stages = Grid(
        Text("最好的几名还在名单上的", "Of the truly best, still in").read(language),
        [Text("环节", "after").read(language), *headers[1:]],
        _kept_rows(found, language),
        None,
        name=Text("各环节", "stages").read(language),
    )
    moved = Grid(
        Text("换一种办法", "With something moved").read(language),
        _tried_headers(found, language),
        _all_tried(found, language),
        None,
        name=Text("试一试", "levers").read(language),
    )
    return Grid(
        title,
        headers,
        _rows(found, language),
        selection_data(found),
        [study.STUDY.read(language), *_remarks(found, language)],
        name=Text("选得准不准", "selection").read(language),
        sheets=[one for one in (stages, moved) if one.rows],
    )


def selection_data(found: Selection) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined is null."""
    names = ("field", "places", "winners", "top", "best", "all_best", "lost", "lot", "lot_lost")
    more = ("barred", "changed", "replaced", "overturned")
    nodes = found.procedure.nodes
    return {
        **study.record_of(found.procedure, DETAIL, found.replications, found.seed),
        "judging_days": found.judging,
        "unfinished": found.unfinished,
        "contests": [
            {
                "contest": one.contest.id,
                "tracks": [found.procedure.tracks[track] for track in one.contest.tracks],
                "places": one.contest.places,
                "figures": {
                    name: study.plain_estimate(getattr(one, name)) for name in (*names, *more)
                },
                "stages": [
                    {
                        "stage": nodes[kept.node].id,
                        "top": study.plain_estimate(kept.top),
                        "best": study.plain_estimate(kept.best),
                        "all_best": study.plain_estimate(kept.all_best),
                        "number": study.plain_estimate(kept.number),
                        "fewer_than_places": study.plain_estimate(kept.fewer),
                    }
                    for kept in one.kept
                ],
            }
            for one in found.contests
        ],
        "tried_replications": found.tried_replications,
        "tried": [
            {
                "path": one.lever.path,
                "stage": None if one.lever.node < 0 else nodes[one.lever.node].id,
                "levels": [_level_data(level) for level in one.levels],
            }
            for one in found.tried
        ],
    }


def _level_data(one: Level) -> dict[str, Any]:
    def known(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return {
        "value": one.value or None,
        "now": one.usual,
        "judging_days": one.judging,
        "top": [study.plain_estimate(each) for each in one.top],
        "best": [study.plain_estimate(each) for each in one.best],
        "lost": [study.plain_estimate(each) for each in one.lost],
        "differences": [
            {
                "mean": known(each.mean),
                "error": known(each.error),
                "distinguishable": each.distinguishable,
                "same": each.same,
            }
            for each in one.differences
        ],
    }


def _title(one: Quality, language: Language) -> str:
    title = plain(one.contest.title.read(language))
    if one.contest.places is None:
        return title
    places = one.contest.places
    return Text(f"{title}（{places}名）", f"{title} ({places})").read(language)


def _rows(found: Selection, language: Language) -> list[list[str]]:
    """All figures that are defined for some contest."""
    rows = []
    for heading, shown in _ROWS:
        cells = [shown(one, language) for one in found.contests]
        if any(cell != study.UNDEFINED for cell in cells):
            rows.append([heading.read(language), *cells])
    return rows


def _kept(found: Selection, language: Language) -> list[str]:
    rows = _kept_rows(found, language)
    if not rows:
        return []
    heading = Text(
        "真正最好的几名，过了这一环节还在的（其中最好的一名）",
        "of the truly best, still in after a stage (the best one of them)",
    ).read(language)
    room = (COLUMNS - _MOST_NAME - 1) // len(found.contests) - 2
    widths = [_MOST_NAME, *([room] * len(found.contests))]
    return ["", *wrap(heading), *wrapped_table(rows, most=widths, indent=" ")]


def _kept_rows(found: Selection, language: Language) -> list[list[str]]:
    nodes = sorted({kept.node for one in found.contests for kept in one.kept})
    rows = []
    for node in nodes:
        cells = []
        for one in found.contests:
            own = next((kept for kept in one.kept if kept.node == node), None)
            cells.append("" if own is None else _still(own, language))
        rows.append([plain(found.procedure.nodes[node].title.read(language)), *cells])
    return rows


def _still(one: Kept, language: Language) -> str:
    return f"{study.share(one.top, language)}  [{study.percent(one.best, language)}]"


def _tried_headers(found: Selection, language: Language) -> list[str]:
    return [
        Text("环节、改什么", "stage, what is moved").read(language),
        Text("改成", "to").read(language),
        *(_title(one, language) for one in found.contests),
        Text("评审人·日", "reviewer-days").read(language),
    ]


def _tried(found: Selection, language: Language) -> list[str]:
    rows = _all_tried(found, language)
    if not rows:
        return []
    heading = Text(
        "换一种办法：真正最好的几名中获奖的（与现在相差几个百分点；≈ 分不开，＝ 每次都一样）",
        "with something moved: of the truly best, awarded (points more or less than now; "
        "≈ not distinguishable, ＝ the same in all replications)",
    ).read(language)
    headers = _tried_headers(found, language)
    value = max(width(row[1]) for row in rows)
    room = (COLUMNS - _MOST_LEVER - value - 20) // len(found.contests) - 2
    widths = [_MOST_LEVER, max(value, 4), *([room] * len(found.contests)), 14]
    return ["", *wrap(heading), *wrapped_table(rows, headers, widths)]


def _all_tried(found: Selection, language: Language) -> list[list[str]]:
    """First how it is now, where that is not one of the values; then lever by lever."""
    rows = [row for one in found.tried for row in _tried_rows(one, found, language)]
    drawn = [level for one in found.tried for level in one.levels if not level.value]
    if drawn:
        as_it_is = Text("现在的估计", "as it is estimated now").read(language)
        tops = [study.percent(top, language) for top in drawn[0].top]
        rows.insert(0, [as_it_is, "", *tops, study.number(drawn[0].judging)])
    return rows


def _tried_rows(one: Tried, found: Selection, language: Language) -> list[list[str]]:
    lever = one.lever
    name = lever.title.read(language)
    if lever.node >= 0:
        stage = found.procedure.nodes[lever.node].title.read(language)
        name = Text(f"{stage}：{name}", f"{stage}: {name}").read(language)
    else:
        name = Text(f"只能估计：{name}", f"a guess: {name}").read(language)
    rows = []
    for place, level in enumerate(level for level in one.levels if level.value):
        cells = [
            _moved(top, apart, level.usual, language)
            for top, apart in zip(level.top, level.differences, strict=True)
        ]
        rows.append(
            [
                plain(name) if not place else "",
                _value(level, language),
                *cells,
                study.number(level.judging),
            ]
        )
    return rows


def _value(level: Level, language: Language) -> str:
    now = Text("现在", "now").read(language)
    return f"{level.value} {now}" if level.usual else level.value


def _moved(top: Estimate, apart: Difference, usual: bool, language: Language) -> str:
    found = study.percent(top, language)
    if usual or not top.defined:
        return found
    if apart.same:
        return f"{found}  ＝"
    if not apart.distinguishable:
        return f"{found}  ≈"
    return f"{found}  {100 * apart.mean:+.0f}"


def _remarks(found: Selection, language: Language) -> Sequence[str]:
    remarks = [
        Text(
            "“真正最好”按虚拟申报主体的实力（千分制）；真实评选里没有人知道实力，只有打分。"
            "“可获奖”是名额与进入评判者中较少的；“抽签”是同样多的奖抽签给进入评判者。"
            "“换一批评审”：同一批申报主体，评审员、现场评审组、投票人另抽一次。",
            "'Truly best' goes by the merit of synthetic applicants, on 1000 points; in a real "
            "award nobody knows merit, only marks. 'Can win' is the number of places, or of those "
            "judged where they are fewer; 'by lot' gives as many awards to those judged by lot. "
            "'Another panel': the same applicants, other reviewers, site teams and voters.",
        ).read(language)
    ]
    for one in found.contests:
        if not one.field.defined:
            title = plain(one.contest.title.read(language))
            nobody = Text(f"{title}：没有人进入评判，无从比较。", f"{title}: nobody is judged.")
            remarks.append(nobody.read(language))
    if found.tried:
        remarks.append(
            Text(
                f"“换一种办法”每种只推演前{found.tried_replications}次，同一套随机数；"
                "细看用 awardsim sweep … --detail selection。评审人手不变，多用的人·日会推迟日期。",
                f"What is moved is run on the first {found.tried_replications} replications, under "
                "the same luck; look closer with awardsim sweep … --detail selection. The number "
                "of people stays, so that more reviewer-days make dates later.",
            ).read(language)
        )
    if found.unfinished:
        share = words.percent(found.unfinished, language)
        remarks.append(
            Text(
                f"{share}的推演到日历末仍有申报主体没有办完，不计入。",
                f"In {share} of the replications somebody is still inside when the calendar ends; "
                "they do not count.",
            ).read(language)
        )
    remarks.append(
        study.footnote(found.procedure, DETAIL, found.replications, found.seed, language)
    )
    return remarks
