"""What follows upon revocation and debarment, and what goes on after an award: two tables."""

from __future__ import annotations

import math

from awardsim.cycles.barring import Revoked, Table, cause_title
from awardsim.cycles.spells import years_of
from awardsim.report import words
from awardsim.report.console import plain
from awardsim.report.cycles_words import NONE, editions_shown
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text


def after_lines(found: Table, language: Language) -> list[str]:
    """Both tables for a terminal, the first at the text's own cycle."""
    lines: list[str] = []
    own = [one for one in found.revoked if one.cycle == found.text.terms.cycle.years]
    if own:
        title = Text("撤销、禁报（按本文周期）", "revoked or debarred, at the text's cycle")
        rows = [_revoked_row(found, one, language) for one in own]
        lines += ["", title.read(language)]
        lines += wrapped_table(rows, _revoked_headers(language), (28, 26, 12, 12))
    duties = _duties(found, language)
    if duties:
        title = Text("获奖以后的期限", "what goes on after an award")
        lines += ["", title.read(language)]
        lines += wrapped_table(duties, _duty_headers(language), (28, 13, 8, 12, 8))
    return lines


def after_grids(found: Table, language: Language) -> list[Grid]:
    """Both tables for a file, those of them that have rows."""
    headers = [Text("周期", "cycle").read(language), *_revoked_headers(language)]
    revoked = [
        [words.number(one.cycle), *_revoked_row(found, one, language)] for one in found.revoked
    ]
    grids = [
        Grid(
            Text("撤销、禁报", "Revoked or debarred").read(language),
            headers,
            revoked,
            None,
            name=Text("撤销禁报", "revoked").read(language),
        ),
        Grid(
            Text("获奖以后的期限", "What goes on after an award").read(language),
            _duty_headers(language),
            _duties(found, language),
            None,
            name=Text("期限", "periods").read(language),
        ),
    ]
    return [one for one in grids if one.rows]


def _revoked_headers(language: Language) -> list[str]:
    return [
        Text(zh, en).read(language)
        for zh, en in (
            ("情形", "case"),
            ("按", "under"),
            ("当即发现：不得申报", "found at once: barred"),
            ("最迟发现", "found last"),
            ("与正常获奖者比", "beside an honest winner"),
        )
    ]


def _revoked_row(found: Table, one: Revoked, language: Language) -> list[str]:
    title = cause_title(one.consequence)
    debarred = one.consequence.debarred
    ban = (
        Text("没有写禁报", "no debarment stated")
        if debarred is None
        else Text(f"禁报{debarred.read('zh')}", f"debarred {debarred.read('en')}")
    )
    compared = Text("不更早", "not sooner")
    if one.sooner:
        compared = Text(f"可早{one.sooner}届再报", f"back {one.sooner} sooner")
    return [
        Text(f"{title.zh}，{ban.zh}", f"{title.en}, {ban.en}").read(language),
        plain(one.variant.title.read(language)),
        editions_shown(found, one.first, one.cycle, language),
        editions_shown(found, one.last, one.cycle, language),
        compared.read(language),
    ]


def _duty_headers(language: Language) -> list[str]:
    return [
        Text(zh, en).read(language)
        for zh, en in (
            ("事项", "what"),
            ("期限", "for"),
            ("条款", "article"),
            ("本届到", "until, these winners"),
            ("同时几届", "editions at once"),
            ("说明", "remark"),
        )
    ]


def _duties(found: Table, language: Language) -> list[list[str]]:
    """Duties, watches and debarments that are counted from the award, and when they end."""
    terms = found.text.terms
    expires = terms.policy.window.valid_to.value
    rows = []
    for one in terms.duties:
        years = years_of(one.lasts, terms.cycle.years)
        awarded = found.occasion.awarded
        end = (awarded.year * 12 + awarded.month - 1) + round(years * 12)
        until = f"{end // 12}-{end % 12 + 1:02}"
        remark = Text("", "")
        at_once = str(max(math.ceil(years / terms.cycle.years), 1))
        if one.provision.type == "DEBARMENT":
            until = at_once = NONE.read(language)
            remark = Text("从查实起算", "counted from the finding")
        elif expires is not None and (end // 12, end % 12 + 1) > (expires.year, expires.month):
            remark = Text(
                f"过了有效期（{expires}）：没有写衔接",
                f"past the text's validity ({expires}), which says nothing of it",
            )
        rows.append(
            [
                plain(one.provision.title.read(language)),
                one.lasts.read(language),
                words.article(one.provision.source, terms.policy),
                until,
                at_once,
                remark.read(language),
            ]
        )
    return rows
