"""How long a stretch takes from every day of a year: a table by month, and what holidays cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardsim.analysis.openings import HolidayCost, Openings, Stretch
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text


def openings_screen(found: Openings, language: Language) -> str:
    """The table by month for a terminal."""
    grid = openings_grid(found, language)
    by_month = [_month(month, found, language) for month in range(1, 13)]
    headings = [
        Text("开始月份", "begun in").read(language),
        Text("最短（天）", "shortest (days)").read(language),
        Text("从", "from").read(language),
        Text("最长（天）", "longest (days)").read(language),
        Text("从", "from").read(language),
    ]
    lines = [*wrap(plain(grid.title)), ""]
    lines += wrapped_table([row for row in by_month if row], headings)
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def openings_grid(found: Openings, language: Language) -> Grid:
    """Every start with its end."""
    headers = [
        Text("开始", "start"),
        Text("完成", "end"),
        Text("自然天", "civil days"),
        Text("工作日", "working days"),
    ]
    rows = [
        [one.start.isoformat(), one.end.isoformat(), str(one.civil), str(one.working)]
        for one in found.stretches
    ]
    return Grid(
        _title(found, language),
        [one.read(language) for one in headers],
        rows,
        openings_data(found),
        _remarks(found, language),
    )


def openings_data(found: Openings) -> dict[str, Any]:
    """The same as plain data."""
    nodes = found.procedure.nodes
    return {
        "schema": 1,
        "policy": found.procedure.policy.id,
        "scenario": found.procedure.scenario.id,
        "from": nodes[found.first].id,
        "to": nodes[found.last].id,
        "law_only": found.law_only,
        "projected": found.projected,
        "shortest": _stretch(found.shortest),
        "longest": _stretch(found.longest),
        "holidays": [
            {
                "name": {"zh": one.name.zh, "en": one.name.en},
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "days": one.days,
                "start": one.start.isoformat(),
            }
            for one in found.holidays
        ],
        "left_out": [nodes[index].id for index in found.left_out],
        "starts": [_stretch(one) for one in found.stretches],
    }


def _stretch(one: Stretch) -> dict[str, Any]:
    return {
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "civil": one.civil,
        "working": one.working,
    }


def _title(found: Openings, language: Language) -> str:
    nodes = found.procedure.nodes
    first, last = nodes[found.first].title, nodes[found.last].title
    year = found.stretches[0].start.year
    how = (
        Text("只算条文要求", "by law alone") if found.law_only else Text("一般估计", "usual values")
    )
    return Text(
        f"{found.procedure.policy.id}  从{first.zh}到{last.zh}，{year}年每个工作日开始（{how.zh}）",
        f"{found.procedure.policy.id}  from {first.en} to {last.en}, begun on every working day of "
        f"{year} ({how.en})",
    ).read(language)


def _month(month: int, found: Openings, language: Language) -> list[str]:
    own = [one for one in found.stretches if one.start.month == month]
    if not own:
        return []
    least = min(own, key=lambda one: (one.civil, one.start))
    most = min(own, key=lambda one: (-one.civil, one.start))
    name = f"{month}月" if language == "zh" else f"{own[0].start:%Y-%m}"
    return [
        name,
        str(least.civil),
        f"{least.start:%m-%d} → {least.end:%m-%d}",
        str(most.civil),
        f"{most.start:%m-%d} → {most.end:%m-%d}",
    ]


def _remarks(found: Openings, language: Language) -> list[str]:
    short, long = found.shortest, found.longest
    remarks = [
        Text(
            f"最短 {short.civil} 天（{short.start} 开始），"
            f"最长 {long.civil} 天（{long.start} 开始）",
            f"shortest {short.civil} days (begun on {short.start}), longest {long.civil} days "
            f"(begun on {long.start})",
        ).read(language)
    ]
    if found.holidays:
        listed = _listed(
            [
                Text(
                    f"{one.name.zh}（{_off(one).zh}）最多 {one.days} 天（{one.start:%m-%d} 开始）",
                    f"{one.name.en} ({_off(one).en}) up to {one.days} days "
                    f"(begun on {one.start:%m-%d})",
                ).read(language)
                for one in found.holidays
            ],
            language,
        )
        remarks.append(
            Text(f"节假日连同补班的代价：{listed}", f"what holidays cost: {listed}").read(language)
        )
    if found.left_out:
        nodes = found.procedure.nodes
        names = _listed([nodes[index].title.read(language) for index in found.left_out], language)
        remarks.append(
            Text(
                f"没有计入本届的日期（截止、给定会议）：{names}",
                f"dates of this edition (deadlines, given meetings) are left out: {names}",
            ).read(language)
        )
    if found.projected:
        remarks.append(
            Text(
                "⚠ 有的日期在节假日尚未公布的年份，按推定计算",
                "⚠ some dates lie in a year whose days off are not announced yet",
            ).read(language)
        )
    remarks.append(
        Text(
            f"天数连首尾；不排队，不含补正和异议。{words.INTERNAL.zh}",
            "First and last day count; nobody waits, without further material and objections. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def _off(holiday: HolidayCost) -> Text:
    """From its first day off to its last one."""
    first, last = f"{holiday.first:%m-%d}", f"{holiday.last:%m-%d}"
    return Text(first, first) if first == last else Text(f"{first}至{last}", f"{first} to {last}")


def _listed(parts: Sequence[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(parts)
