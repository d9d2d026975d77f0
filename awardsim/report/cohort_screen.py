"""One cohort through several procedures, as a table: for a terminal and for files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from awardsim.analysis.one_cohort import OneCohort, Overlap, Side
from awardsim.policy.vocabulary import STAGE_TYPES
from awardsim.report import words
from awardsim.report.console import COLUMNS, plain, width, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

_KINDS = {
    "organisation": Text("组织", "organisations"),
    "individual": Text("个人", "individuals"),
}
_LEAST_NAME, _MOST_NAME = 18, 34
_BASIS = Text(
    "同一批虚拟申报主体、同一套随机数走完各地程序；人手、用时、会期按各自情景。"
    "差别来自程序和各自的估计，不是对各地的评价。",
    "The same synthetic applicants under the same luck; people, durations and meetings are those "
    "of each scenario. What differs is due to procedures and estimates; it rates no place.",
)
_UNDEFINED = Text("—", "—")
_ON_THE_WAY = Text("到办完的路径上，天", "days on the way to the end")
_COLON = Text("：", ": ")
#: A step with fewer days in all procedures is not shown; so many are named as the largest.
_LEAST_DAYS, _MOST_STEPS = 0.5, 3
_NO_ABLATION = Text(
    "各环节的天数相加就是全部天数：说明时间花在哪里；换掉一条会省多少，要在同一份文本上逐项换"
    "（--one-by-one）。",
    "The days of the steps add up to all days and say where the time goes; what another rule would "
    "save is found by changing it in one text (--one-by-one).",
)


def cohort_screen(found: OneCohort, language: Language) -> str:
    """What became of the cohort, for a terminal."""
    grid = cohort_grid(found, language)
    headers = [plain(name) for name in grid.headers]
    sides = len(found.sides)
    wanted = (max(width(name) for name in headers[1:]) + 2) * sides
    first = max(_LEAST_NAME, min(_MOST_NAME, COLUMNS - wanted))
    room = (COLUMNS - first) // sides - 2
    headers = [one if width(one) <= room else one.replace("@", " @") for one in headers]
    lines = [plain(grid.title), ""]
    most = [first, *([room] * sides)]
    lines += wrapped_table(grid.rows[: len(_ROWS)], headers, most, indent="")
    steps = [[f" {name}", *cells] for name, *cells in _steps_rows(found, language)]
    if steps:
        head = [_ON_THE_WAY.read(language), *headers[1:]]
        lines += ["", *wrapped_table(steps, head, most, indent="")]
    lines += ["", Text("两地都获奖的", "winners in common").read(language)]
    for overlap in found.overlaps:
        lines += wrap(_overlap(overlap, found, language), indent="  ", hang="    ")
    if not found.overlaps:
        lines.append("  " + _UNDEFINED.read(language))
    lines.append("")
    for remark in grid.remarks[len(found.overlaps) :]:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def cohort_grid(found: OneCohort, language: Language) -> Grid:
    """The same as a table: a row for each figure, a column for each procedure."""
    title = Text(
        f"同一批申报主体走{len(found.sides)}套程序：组织{found.organisations}个，"
        f"个人{found.individuals}名",
        f"One cohort through {len(found.sides)} procedures: {found.organisations} organisations, "
        f"{found.individuals} individuals",
    ).read(language)
    rows = [
        [heading.read(language), *(shown(side, language) for side in found.sides)]
        for heading, shown in _ROWS
    ]
    rows += [
        [f"{_ON_THE_WAY.read(language)}{_COLON.read(language)}{name}", *cells]
        for name, *cells in _steps_rows(found, language)
    ]
    headers = [Text("指标", "figure").read(language), *_names(found)]
    remarks = [
        *_explained(found, language),
        _BASIS.read(language),
        Text(
            f"推演{found.replications}次，种子{found.seed}；{words.INTERNAL.zh}",
            f"{found.replications} replications, seed {found.seed}; {words.INTERNAL.en}",
        ).read(language),
    ]
    overlaps = [_overlap(one, found, language) for one in found.overlaps]
    return Grid(title, headers, rows, cohort_data(found), [*overlaps, *remarks])


def cohort_data(found: OneCohort) -> dict[str, Any]:
    """The exact figures as plain data; what is undefined is null."""

    def number(value: float | None) -> float | None:
        return None if value is None or math.isnan(value) else value

    return {
        "schema": 1,
        "organisations": found.organisations,
        "individuals": found.individuals,
        "replications": found.replications,
        "seed": found.seed,
        "procedures": [
            {
                "policy": side.procedure.policy.id,
                "scenario": side.procedure.scenario.id,
                "opens": side.opens.isoformat(),
                "finish": side.procedure.nodes[side.procedure.finish].id,
                "finished": number(side.finished),
                "days": dict(zip(("early", "middle", "late"), side.time, strict=True)),
                "judging_days": number(side.judging),
                "notice_share": number(side.notices),
                "objection_working_days": number(side.objecting),
                "preparation_days": number(side.preparing),
                "applied": side.applied,
                "awarded": number(side.awarded),
                "tiers": {name: number(value) for name, value in side.tiers},
                "path_days": dict(side.steps),
            }
            for side in found.sides
        ],
        "overlaps": [
            {
                "policies": [
                    found.sides[one.one].procedure.policy.id,
                    found.sides[one.other].procedure.policy.id,
                ],
                "kinds": list(one.kinds),
                "awarded": [number(one.first), number(one.second)],
                "both": number(one.both),
                "share": number(one.share),
            }
            for one in found.overlaps
        ],
    }


def _steps_rows(found: OneCohort, language: Language) -> list[list[str]]:
    """Days of the driving path by type of stage, in the order of a procedure."""
    rows = []
    for kind, title in STAGE_TYPES.items():
        days = [side.days_of(kind) for side in found.sides]
        if max(days) >= _LEAST_DAYS:
            cells = [f"{one:.1f}" if one > 0 else _UNDEFINED.read(language) for one in days]
            rows.append([title.read(language), *cells])
    if rows:
        whole = (sum(days for _, days in side.steps) for side in found.sides)
        rows.append([Text("合计", "together").read(language), *(f"{one:.1f}" for one in whole)])
    return rows


def _explained(found: OneCohort, language: Language) -> list[str]:
    """Which steps make most of the difference in days to the first procedure."""
    base, *others = found.sides
    names = _names(found)
    said = []
    for name, side in zip(names[1:], others, strict=True):
        apart = {kind: side.days_of(kind) - base.days_of(kind) for kind in STAGE_TYPES}
        largest = sorted(apart, key=lambda kind: -abs(apart[kind]))[:_MOST_STEPS]
        whole = sum(apart.values())
        zh = "、".join(f"{STAGE_TYPES[kind].zh}{apart[kind]:+.0f}" for kind in largest)
        en = ", ".join(f"{STAGE_TYPES[kind].en} {apart[kind]:+.0f}" for kind in largest)
        said.append(
            Text(
                f"{name} 比 {names[0]} 平均{whole:+.0f}天，差得最多的环节：{zh}",
                f"{name}: {whole:+.0f} days to {names[0]} on average; steps that differ most: {en}",
            ).read(language)
        )
    if said:
        said.append(_NO_ABLATION.read(language))
    return said


def _names(found: OneCohort) -> list[str]:
    """The texts' ids; where one stands twice, its scenario beside it."""
    ids = [side.procedure.policy.id for side in found.sides]
    return [
        f"{name} ({side.procedure.scenario.id})" if ids.count(name) > 1 else name
        for name, side in zip(ids, found.sides, strict=True)
    ]


def _finish(side: Side, language: Language) -> str:
    return side.procedure.nodes[side.procedure.finish].title.read(language)


def _days(side: Side, language: Language) -> str:
    never = Text("未办结", "never").read(language)
    return " / ".join(never if one is None else f"{one:.0f}" for one in side.time)


def _awarded(side: Side, language: Language) -> str:
    """Awards, and by tier where the text has tiers."""
    total = _number(side.awarded, 1, language)
    tiers = side.procedure.policy.tiers
    listed = [f"{tiers[name].title.read(language)} {number:.1f}" for name, number in side.tiers]
    if not listed:
        return total
    return Text(f"{total}（{'、'.join(listed)}）", f"{total} ({', '.join(listed)})").read(language)


def _number(value: float, decimals: int, language: Language) -> str:
    return _UNDEFINED.read(language) if math.isnan(value) else f"{value:.{decimals}f}"


_ROWS = (
    (Text("发布（起点）", "opens"), lambda side, _: side.opens.isoformat()),
    (Text("到哪一步算完", "counts as finished"), _finish),
    (Text("办完的比例", "comes to its end"), lambda s, lang: words.percent(s.finished, lang)),
    (Text("从发布到办完，天（早／中／晚）", "days to the award (10/50/90 %)"), _days),
    (
        Text("申报截止前的准备，天", "days to prepare before closing"),
        lambda s, lang: _number(s.preparing, 0, lang),
    ),
    (
        Text("路径上公示占的时间", "share of time in notices"),
        lambda s, lang: words.percent(None if math.isnan(s.notices) else s.notices, lang),
    ),
    (
        Text("公众可提异议，工作日", "working days open to objections"),
        lambda s, lang: _number(s.objecting, 1, lang),
    ),
    (Text("评审人力，人·日", "reviewer-days"), lambda s, lang: _number(s.judging, 1, lang)),
    (Text("申报", "applications"), lambda side, _: str(side.applied)),
    (Text("获奖（平均）", "awards on average"), _awarded),
)


def _overlap(one: Overlap, found: OneCohort, language: Language) -> str:
    listed = _names(found)
    names = [listed[one.one], listed[one.other]]
    if not one.kinds:
        return Text(
            f"{names[0]} 与 {names[1]}：收的申报主体不同，没有可比的",
            f"{names[0]} and {names[1]}: they take different kinds of applicants",
        ).read(language)
    kinds = _listed([_KINDS[kind] for kind in one.kinds], language)
    if math.isnan(one.share):
        return Text(
            f"{names[0]} 与 {names[1]}（{kinds}）：有一方没有获奖者，比例无意义",
            f"{names[0]} and {names[1]} ({kinds}): one of them awards nobody, no share",
        ).read(language)
    return Text(
        f"{names[0]} 与 {names[1]}（{kinds}）：平均{one.first:.1f}个和{one.second:.1f}个获奖，"
        f"其中{one.both:.1f}个两边都获奖，占较少一方的{words.percent(one.share, 'zh')}",
        f"{names[0]} and {names[1]} ({kinds}): {one.first:.1f} and {one.second:.1f} awards on "
        f"average, {one.both:.1f} to the same, {words.percent(one.share, 'en')} of the smaller",
    ).read(language)


def _listed(titles: Sequence[Text], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(title.read(language) for title in titles)
