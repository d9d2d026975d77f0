"""Rows of a comparison of variants: what needs no chance, the share that fits, what comes out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from awardsim.analysis.differences import Difference
from awardsim.analysis.paired import Figure, Paired, Variant
from awardsim.analysis.repairs import Repair
from awardsim.report import words
from awardsim.report.dates import DateWords
from awardsim.text import Language, Text

#: A heading, a cell for each variant, and a remark.
Line = tuple[Text, list[str], str]

SAME = Text("无影响，每一次都一样", "no effect, in all replications")
ALIKE = Text("不能区分", "not distinguishable")
_UNITS = {"wd": Text("个工作日", " wd"), "cd": Text("个日历日", " cd")}
#: Stages whose latest dates are shown at most.
LATEST = 6
_BEGINS = {
    "notice": Text("最迟发布", "latest posting"),
    "meeting": Text("最迟开会、决定", "latest decision"),
}
#: A gain below this is near one: as many independent runs would do as well.
_NEAR_ONE = 1.5
#: A gain above this is not told apart: the difference hardly varies at all.
_MOST_GAIN = 1000
#: A correlation below this is little, and a variance below this share of the other one none.
_LITTLE = 0.2


def certain(found: Paired, language: Language) -> list[Line]:
    """Dates and days that need no chance."""

    def row(title: Text, shown: Callable[[Variant, DateWords], str]) -> Line:
        cells = [shown(one, DateWords(one.procedure.calendar, language)) for one in found.variants]
        return title, cells, ""

    def slack(one: Variant, _dates: DateWords) -> str:
        return "—" if one.timetable.slack is None else str(one.timetable.slack)

    lines = [
        row(
            Text("条文要求的公示合计", "days of notices by the text"),
            lambda v, _: _legal(v, language),
        ),
        row(
            Text("可提异议（每份名单）", "open to objections, each"),
            lambda v, _: _open(v, language),
        ),
        row(Text("条文最快", "end by law alone"), lambda v, d: d.short(v.timetable.law)),
        row(
            Text("最早（一般估计，不排队）", "earliest end, usual values"),
            lambda v, d: d.short(v.timetable.finish),
        ),
        (*row(Text("机动，工作日", "slack, working days"), slack)[:2], _room_lost(found, language)),
    ]
    return [*lines, *_latest(found, language)]


def _room_lost(found: Paired, language: Language) -> str:
    """Working days of slack that each variant has more or less than the first."""
    base, *others = (one.timetable.slack for one in found.variants)
    if base is None or None in others:
        return ""
    parts = [f"{one - base:+d}" if one != base else "=" for one in others if one is not None]
    if set(parts) == {"="}:
        return ""
    if len(parts) > 1:
        parts = [f"{letter} {part}" for letter, part in zip("BCDE", parts, strict=False)]
    return ("；" if language == "zh" else "; ").join(parts)


def _legal(one: Variant, language: Language) -> str:
    """Days of all notices that the text demands of somebody with no trait, one after the other."""
    procedure = one.procedure
    days: Counter[str] = Counter()
    for index in procedure.route(0, 0).stages:
        period = procedure.nodes[index].notice
        if period is not None:
            days[period.unit] += period.days if period.stated else period.least
    parts = [f"{number}{_UNITS[unit].read(language)}" for unit, number in days.items() if number]
    return " + ".join(parts) or "0"


def _open(one: Variant, language: Language) -> str:
    """Days of each notice on which an objection can be raised: the fewest and the most."""
    procedure = one.procedure
    days: dict[str, list[int]] = {}
    for index in procedure.route(0, 0).stages:
        node = procedure.nodes[index]
        if node.notice is not None and node.objections is not None:
            period = node.notice
            days.setdefault(period.unit, []).append(period.days if period.stated else period.least)
    parts = []
    for unit, listed in days.items():
        number = "—".join(str(end) for end in dict.fromkeys((min(listed), max(listed))))
        parts.append(f"{number}{_UNITS[unit].read(language)}")
    return " + ".join(parts) or "—"


def _latest(found: Paired, language: Language) -> list[Line]:
    """Latest days of notices and decisions that are not the same in all variants."""
    lines: list[Line] = []
    for node in found.variants[0].procedure.nodes:
        begins = _BEGINS.get(node.kind)
        if begins is None:
            continue
        cells, days = [], set()
        for one in found.variants:
            index = one.procedure.node_index.get(node.id)
            back = None if index is None else one.timetable.line(index).back
            start = None if back is None else back.start
            days.add(None if start is None else one.procedure.calendar.date(start))
            cells.append(_start(one, index, start, language))
        if len(days) > 1:
            title = Text(f"{begins.zh}：{node.title.zh}", f"{begins.en}: {node.title.en}")
            lines.append((title, cells, ""))
    return lines[:LATEST]


def _start(one: Variant, index: int | None, start: int | None, language: Language) -> str:
    """The latest day of a stage; that it has none, or that the opening is too late already."""
    if index is None:
        return Text("无", "none").read(language)
    if start is not None:
        return DateWords(one.procedure.calendar, language).short(start)
    bound = one.timetable.line(index).back is not None
    return Text("来不及", "too late").read(language) if bound else "—"


def ranges(found: Paired, language: Language) -> list[Line]:
    """The share that fits: as usual, each estimate moved alone, all moved together."""
    figure = next((one for one in found.figures if one.id == "in_time"), None)
    if figure is None:
        return []
    usual = [words.percent(value, language) for value in figure.values]
    lines = [(Text("一般估计", "usual estimates"), usual, notes(figure, found, language))]
    known = [one.ranges for one in found.variants]
    if all(one is None for one in known):
        return lines
    moved = ["—" if one is None else words.span(one.low, one.high, language) for one in known]
    lines.append((Text("估计逐项变动", "each estimate alone"), moved, ""))
    ends = [
        "—"
        if one is None
        else f"{words.percent(one.favourable, language)} / "
        f"{words.percent(one.unfavourable, language)}"
        for one in known
    ]
    return [*lines, (Text("同时偏松 / 偏紧", "all good / all bad"), ends, "")]


def outcomes(found: Paired, language: Language) -> list[Line]:
    """What chance gives beside the share that fits."""
    return [
        (
            one.title,
            [shown(one, value, language) for value in one.values],
            notes(one, found, language),
        )
        for one in found.figures
        if one.id != "in_time"
    ]


def shown(figure: Figure, value: float, language: Language) -> str:
    """A value of a figure."""
    if math.isnan(value):
        return "—"
    if figure.unit == "share":
        return words.percent(value, language)
    return f"{value:.1f}"


def notes(figure: Figure, found: Paired, language: Language) -> str:
    """The differences of all variants to the first, in words."""
    letters = "ABCDE"
    parts = []
    for place, each in enumerate(figure.differences[1:], 1):
        said = difference(figure, each, language)
        why = figure.reasons[place] if len(figure.reasons) > place else None
        if why is not None and each is not None and each.same:
            said += Text(f"：{why.zh}", f": {why.en}").read(language)
        parts.append(said if len(found.variants) == 2 else f"{letters[place]} {said}")
    if len({part[2:] for part in parts}) == 1 and len(parts) > 1:
        return parts[0][2:]
    return ("；" if language == "zh" else "; ").join(parts)


def difference(figure: Figure, found: Difference | None, language: Language) -> str:
    """The difference in words: how much and how sure, or that there is none."""
    if found is None:
        return "—"
    if found.same:
        return SAME.read(language)
    if math.isnan(found.mean):
        return "—"
    if not found.distinguishable:
        return ALIKE.read(language)
    if figure.unit == "share":
        return Text(
            f"{100 * found.mean:+.0f} 个百分点（±{math.ceil(100 * found.error - 1e-9)}）",
            f"{100 * found.mean:+.0f} points (±{math.ceil(100 * found.error - 1e-9)})",
        ).read(language)
    decimals = 1 if found.error >= 0.1 else 2
    return f"{found.mean:+.{decimals}f} (±{found.error:.{decimals}f})"


# ---- what would restore the fit -----------------------------------------------------------------

_KINDS = {
    "notice": Text("{0}：{1} → {2}", "{0}: {1} → {2}"),
    "date": Text("{0}的期限：{1} → {2}", "deadline of {0}: {1} → {2}"),
    "closing": Text("{0}截止：{1} → {2}", "{0} closes: {1} → {2}"),
    "opening": Text("提前开始：{1} → {2}", "open earlier: {1} → {2}"),
    "duration": Text("{0}：{1} → {2}", "{0}: {1} → {2}"),
    "meeting": Text("{0}加开一次：{2}（现定{1}）", "{0}: one more on {2} (now {1})"),
    "people": Text("{0}：{1} → {2}", "{0}: {1} → {2}"),
}


def repaired(one: Repair, language: Language) -> str:
    """A repair in words."""
    parts = (text.read(language) for text in (one.title, one.before, one.after))
    return _KINDS[one.kind].read(language).format(*parts)


def needs(one: Repair, variant: Variant, language: Language) -> str:
    """The article that a repair would change, or that it changes none."""
    if not one.source:
        return Text("不改条文", "no change of text").read(language)
    article = words.article(one.source, variant.procedure.policy)
    return Text(f"改 {article}", f"changes {article}").read(language)


# ---- what pairing gained ------------------------------------------------------------------------


def pairing(found: Paired, language: Language) -> list[Line]:
    """How many times more replications independent runs would have needed, and why if not many."""
    lines: list[Line] = []
    for figure in found.figures:
        cells = [_gain(each, language) for each in figure.differences[1:]]
        whys = [why for each in figure.differences[1:] if (why := _why(each)) is not None]
        lines.append((figure.title, cells, whys[0].read(language) if whys else ""))
    return lines


def _gain(one: Difference | None, language: Language) -> str:
    if one is None or one.same:
        return Text("无差别", "no difference").read(language)
    if math.isnan(one.gain):
        return "—"
    return f"×{one.gain:.1f}" if one.gain < _MOST_GAIN else f">×{_MOST_GAIN}"


def _why(one: Difference | None) -> Text | None:
    """Why as many independent runs would have done nearly as well."""
    if one is None or one.same or math.isnan(one.gain) or one.gain >= _NEAR_ONE:
        return None
    least, most = sorted(one.spreads)
    if least <= _LITTLE * most:
        return Text(
            "接近1：其中一个方案几乎不变，没有共同的起伏可以抵消",
            "near 1: one of them hardly varies, so that there is nothing in common to cancel",
        )
    if one.correlation < _LITTLE:
        return Text(
            "接近1：两个方案由不同的环节决定，起伏不同步",
            "near 1: other stages decide in the other one, so that they do not move together",
        )
    return Text(
        f"接近1：两者只有部分同步（相关 {one.correlation:.2f}）",
        f"near 1: they move together in part only (correlation {one.correlation:.2f})",
    )
