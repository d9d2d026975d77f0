"""Who is barred from which edition, as a table: no chance, no simulation."""

from __future__ import annotations

from awardsim.cycles.barring import Barred, Table
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.cycles_after import after_grids, after_lines
from awardsim.report.cycles_data import barring_data
from awardsim.report.cycles_words import editions_shown
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import NOTHING, Language, Text

_SAME = Text("与文本相同", "as the text")


def barring_lines(found: Table, language: Language) -> list[str]:
    """The tables for a terminal."""
    lines = [*_head(found, language), ""]
    rows = [_row(found, one, language) for one in found.bars]
    lines += wrapped_table(_grouped(rows), _headers(language), (12, 40, 22, 10))
    lines += ["", *_said(found, language)]
    lines += after_lines(found, language)
    return lines


def barring_grid(found: Table, language: Language) -> Grid:
    """A row for each cycle and way to read the text; what is revoked, what goes on: beside it."""
    title = Text("不得申报的届次", "Editions that winners may not apply to").read(language)
    name = found.scenario.id
    return Grid(
        f"{title}  {name}",
        _headers(language),
        [_row(found, one, language) for one in found.bars],
        barring_data(found),
        [*_said(found, language), words.INTERNAL.read(language)],
        Text("限报", "lock-out").read(language),
        sheets=after_grids(found, language),
    )


def _head(found: Table, language: Language) -> list[str]:
    """The edition, and the cycle with where it comes from."""
    when, cycle = found.occasion, found.text.terms.cycle
    title = plain(found.scenario.title.read(language))
    title = title or found.text.terms.policy.award.read(language)
    lines = wrap(Text(f"多届推演  {title}", f"Cycles  {title}").read(language), hang="  ")
    months = when.lag * 12
    lines += wrap(
        Text(
            f"{when.year}年这一届：{when.applied} 申报截止，{when.awarded} 获奖；以后各届同月，"
            f"申报比获奖周年早 {months:.1f} 个月。",
            f"Edition {when.year}: applications until {when.applied}, awards on {when.awarded}; "
            f"later ones in the same months, applying {months:.1f} months before the anniversary "
            "of the award.",
        ).read(language)
    )
    years = words.number(cycle.years)
    article = words.article(cycle.source.zh, found.text.terms.policy)
    said = {
        "stated": Text(
            f"评选周期：每{years}年（条文 {article}）",
            f"Cycle: {years} years (article {article})",
        ),
        "given": Text(
            f"评选周期：文本没有写；情景给出每{years}年（{cycle.source.zh}）",
            f"Cycle: not stated; {years} years by the scenario ({cycle.source.en})",
        ),
        "assumed": Text(
            f"评选周期：文本没有写；估计每{years}年（{cycle.source.zh}）。须先定。",
            f"Cycle: not stated; assumed {years} years ({cycle.source.en}). To be settled first.",
        ),
    }
    return [*lines, *wrap(said[cycle.status].read(language))]


def _headers(language: Language) -> list[str]:
    return [
        Text(zh, en).read(language)
        for zh, en in (
            ("周期", "cycle"),
            ("限报", "lock-out"),
            ("不得申报的届次", "may not apply in"),
            ("再可申报", "again in"),
            ("与文本比", "compared"),
        )
    ]


def _row(found: Table, one: Barred, language: Language) -> list[str]:
    mark = "*" if one.cycle == found.text.terms.cycle.years else ""
    return [
        _cycle(one.cycle, language) + mark,
        _lock_out(one, language),
        editions_shown(found, one.editions, one.cycle, language),
        found.name(one.free, one.cycle),
        _compared(one, language),
    ]


def _grouped(rows: list[list[str]]) -> list[list[str]]:
    """The cycle is said once."""
    shown: list[list[str]] = []
    before = ""
    for first, *rest in rows:
        shown.append(["" if first == before else first, *rest])
        before = first
    return shown


def _cycle(cycle: float, language: Language) -> str:
    years = words.number(cycle)
    if cycle == 1:
        return Text("每年", "yearly").read(language)
    return Text(f"每{years}年", f"{years} years").read(language)


def _lock_out(one: Barred, language: Language) -> str:
    lock_out = one.lock_out
    if lock_out is None or lock_out.lasts is None:
        lasts = Text("没有写限报", "none stated")
        if any(each.lasts is None for each in one.variants[0].terms.lock_outs):
            lasts = Text("写在另外的文件里", "in another document")
    else:
        lasts = Text(lock_out.lasts.read("zh"), lock_out.lasts.read("en"))
        several = len(one.variants[0].terms.policy.tracks) > 1
        if several and lock_out.scope == "same_track":
            lasts = Text(f"{lasts.zh}，只限同一类奖", f"{lasts.en}, same track only")
    shown = [each for each in one.variants if not one.of_the_text or each.origin != "reading"]
    titles = Text("；", "; ").read(language).join(each.title.read(language) for each in shown)
    return plain(f"{lasts.read(language)}  ({titles})")


def _compared(one: Barred, language: Language) -> str:
    if one.of_the_text:
        return ""
    if one.more == 0:
        return _SAME.read(language)
    number = abs(one.more)
    editions = "edition" if number == 1 else "editions"
    if one.more > 0:
        return Text(f"更严：多{number}届", f"stricter: {number} {editions} more").read(language)
    return Text(f"更松：少{number}届", f"looser: {number} {editions} fewer").read(language)


def _said(found: Table, language: Language) -> list[str]:
    """What the table comes to."""
    terms = found.text.terms
    own = terms.cycle.years
    lines: list[Text] = [Text("* 本文的周期", "* the text's cycle")]
    lines += _seen_back(found)
    if any(one.lasts is None for one in terms.lock_outs):
        lines.append(
            Text(
                "限报写在另外的文件里，手中没有：用 --lockout 试算。",
                "The lock-out is in a document that is not at hand: try lengths with --lockout.",
            )
        )
    elif not terms.lock_outs:
        said = terms.policy.provisions.get("lock_out")
        why = said.value.reason if said is not None else NOTHING
        told = Text(f"（{plain(why.zh)}）", f" ({plain(why.en)})") if why else NOTHING
        lines.append(
            Text(
                f"文本没有写获奖者能否再报{told.zh}：按下一届就可以再报算；"
                "用 --lockout 试算加上限报会怎样。",
                "The text does not say whether winners may apply again"
                f"{told.en}; they are taken to be free at once, and --lockout tries what a "
                "lock-out would do.",
            )
        )
    for one in found.at(own):
        tried = any(each.origin == "changed" for each in one.variants)
        if tried and one.more == 0 and one.lock_out is not None and one.lock_out.lasts is not None:
            lasts = one.lock_out.lasts
            lines.append(
                Text(
                    f"改为{lasts.read('zh')}：{_cycle(own, 'zh')}一届时没有任何效果，"
                    "不是“差异不显著”。",
                    f"Changed to {lasts.read('en')}: at the text's cycle no effect at all, which "
                    "is more than 'not significant'.",
                )
            )
    if any(one.sooner for one in found.revoked if one.cycle == own):
        lines.append(
            Text(
                "被撤销、禁报的可以比正常获奖者早再报：待明确；写“两个期限取长”即可补上。",
                "Whoever is revoked may be back before an honest winner: to be clarified; "
                "'whichever period ends later' repairs it.",
            )
        )
    return [part for line in lines for part in wrap(line.read(language))]


def _seen_back(found: Table) -> list[Text]:
    """Which earlier winners may not apply to this edition, at the text's cycle."""
    own = found.text.terms.cycle.years
    year = found.occasion.year
    parts: dict[tuple[int, ...], tuple[list[str], list[str]]] = {}
    for one in found.at(own):
        if one.lock_out is not None and one.lock_out.lasts is not None:
            zh, en = parts.setdefault(one.editions, ([], []))
            zh.append(one.lock_out.lasts.read("zh"))
            en.append(one.lock_out.lasts.read("en"))
    lines = []
    for editions, (zh, en) in parts.items():
        names = list(dict.fromkeys(zh)), list(dict.fromkeys(en))
        back = sorted(-k for k in editions)
        which = [editions_shown(found, back, own, language) for language in ("zh", "en")]
        if editions:
            lines.append(
                Text(
                    f"限{'或'.join(names[0])}：{year}年不得申报的是 {which[0]} 年的获奖者。",
                    f"{' or '.join(names[1])}: winners of {which[1]} may not apply in {year}.",
                )
            )
        else:
            lines.append(
                Text(
                    f"限{'或'.join(names[0])}：{year}年以前的获奖者都可以申报。",
                    f"{' or '.join(names[1])}: all earlier winners may apply in {year}.",
                )
            )
    return lines
