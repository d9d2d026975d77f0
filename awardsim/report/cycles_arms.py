"""Combinations of lock-out, quota and cycle beside each other: a row for each."""

from __future__ import annotations

import math

from awardsim.cycles.arms import narrower
from awardsim.cycles.barring import editions_barred
from awardsim.cycles.outlook import COMPARED, band, differences, identical
from awardsim.cycles.prospect import Prospect
from awardsim.report import words
from awardsim.report.console import wrap
from awardsim.report.cycles_words import TITLES, difference, editions_shown, mean, share
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Figures whose difference to the first combination is told.
_APART = ("awarded", "vacant", "merit")
_SAME = Text("无影响，每一次都一样", "no effect, in all replications")
_WIDTHS = (26, 12, 8, 8, 6, 11, 11)


def arm_lines(prospect: Prospect, language: Language) -> list[str]:
    """The rows for a terminal."""
    title = Text("各种组合，各届平均", "combinations, averages over the editions")
    lines = [title.read(language)]
    lines += wrapped_table(arm_rows(prospect, language), arm_headers(language), _WIDTHS)
    told = Text(
        "括号内是与第一行之差：≈ 不能区分（误差之内），= 相同；空缺之差为百分点",
        "in brackets the difference to the first line: ≈ not told apart (within the error), "
        "= the same; of what is vacant in points",
    )
    lines += wrap(told.read(language), indent=" ", hang=" ")
    return [*lines, *(part for one in arm_remarks(prospect, language) for part in wrap(one))]


def arm_remarks(prospect: Prospect, language: Language) -> list[str]:
    """Lists that have room for fewer than some combination has places."""
    found = {each: None for arm in prospect.arms for each in narrower(arm)}
    return [
        Text(
            f"“{title.zh}”只容得下{room}个：名额多于{room}的组合，多出的总是空缺。",
            f"'{title.en}' has room for {room} only: places beyond that stay vacant whoever "
            "applies.",
        ).read(language)
        for title, room in found
    ]


def named(prospect: Prospect, number: int) -> Text:
    """What a combination is called: what differs between combinations, and nothing else."""
    arm, every = prospect.arms[number], prospect.arms
    zh, en = [], []
    if any(one.lock_out != arm.lock_out for one in every):
        lasts = next((one.lasts for one in arm.terms.lock_outs if one.lasts is not None), None)
        zh.append("没有限报" if lasts is None else f"限报{lasts.read('zh')}")
        en.append("no lock-out" if lasts is None else f"lock-out {lasts.read('en')}")
    if any(one.places != arm.places for one in every):
        changed = {one.places.quota for one in every if one.places is not None}
        quotas = [one for one in arm.series.procedure.quotas if one.id in changed]
        zh.append("名额" + "、".join(str(one.number) for one in quotas))
        en.append("places " + ", ".join(str(one.number) for one in quotas))
    if any(one.cycle != arm.cycle for one in every):
        zh.append(f"每{words.number(arm.cycle)}年")
        en.append(f"cycle {words.number(arm.cycle)} y")
    values = [".".join(each.split(".")[-2:]) for each in arm.set]
    zh, en = [*zh, *values], [*en, *values]
    if number == 0:
        zh, en = [*zh, "（文本）"], [*en, "(the text)"]
    return Text("，".join(zh).replace("，（", "（"), ", ".join(en).replace(", (", " ("))


def arm_headers(language: Language) -> list[str]:
    """Headings of the rows."""
    return [
        one.read(language)
        for one in (
            Text("组合", "combination"),
            Text("不得申报", "may not apply in"),
            TITLES["debarred"],
            *(TITLES[name] for name in COMPARED),
        )
    ]


def arm_rows(prospect: Prospect, language: Language) -> list[list[str]]:
    """A row for each combination."""
    return [_arm_row(prospect, number, language) for number in range(len(prospect.arms))]


def _arm_row(prospect: Prospect, number: int, language: Language) -> list[str]:
    """Averages over the editions, in brackets their differences to the first combination."""
    arm, found, base = prospect.arms[number], prospect.found[number], prospect.found[0]
    lock_out = next((one for one in arm.terms.lock_outs if one.lasts is not None), None)
    barred = editions_barred(lock_out, arm.cycle, prospect.table.occasion.lag)
    title = named(prospect, number)
    same = arm.cycle == prospect.arms[0].cycle and identical(base, found)
    if number and same:
        title = Text(f"{title.zh}：{_SAME.zh}", f"{title.en}: {_SAME.en}")
    row = [
        title.read(language),
        editions_shown(prospect.table, barred, arm.cycle, language),
        mean(band(found.over_all("debarred")).mean),
    ]
    apart = differences(base, found)
    for name in COMPARED:
        value = band(found.over_all(name)).mean
        shown = mean(value)
        if name == "vacant":
            shown = share(value, language)
        elif name == "merit" and not math.isnan(value):
            shown = f"{value:.0f}"
        row.append(
            f"{shown} ({difference(name, apart[name])})" if number and name in _APART else shown
        )
    return row
