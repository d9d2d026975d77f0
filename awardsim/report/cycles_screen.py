"""Editions in a row: who is barred, what becomes of the population, what that rests on."""

from __future__ import annotations

import math

import attrs

from awardsim.cycles.arms import Arm
from awardsim.cycles.barring import Table
from awardsim.cycles.outlook import Outlook, band
from awardsim.cycles.prospect import Prospect
from awardsim.report import words
from awardsim.report.console import plain, wrap
from awardsim.report.cycles_arms import arm_headers, arm_lines, arm_remarks, arm_rows, named
from awardsim.report.cycles_data import cycles_data
from awardsim.report.cycles_ranges import range_headers, range_lines, range_rows
from awardsim.report.cycles_table import barring_grid, barring_lines
from awardsim.report.cycles_words import EDITION, TITLES, VACANT, mean, share, wide
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Figures of a track, edition by edition; those of the second line with a band.
_PLAIN = ("candidates", "locked_out", "debarred")
_BANDS = ("eligible", "applied", "awarded")
#: Those that have a band in a file.
_WIDE = (*_BANDS, "merit")


def cycles_screen(prospect: Prospect, language: Language) -> str:
    """The answer for a terminal."""
    lines = barring_lines(prospect.table, language)
    arm, found = prospect.arms[0], prospect.found[0]
    cycle = words.number(arm.cycle)
    count = arm.series.editions
    named = f"{count} edition{'s' if count > 1 else ''}"
    lines += [
        "",
        *wrap(
            Text(
                f"按文本推演{count}届，每{cycle}年一届  "
                "（平均，括号内为十次中居中八次的范围；水平是虚拟主体的，千分制）",
                f"{named} by the text, a cycle of {cycle} years  (mean, and in brackets "
                "what the middle eight of ten lie between; merit is that of synthetic applicants, "
                "in points of 1000)",
            ).read(language)
        ),
    ]
    for track in range(len(arm.series.procedure.tracks)):
        lines += _track_lines(prospect.table, arm, found, track, language)
    lines += _shared_lines(prospect.table, arm, found, language)
    lines += ["", *(part for one in _remarks(prospect, language) for part in wrap(one))]
    if len(prospect.arms) > 1:
        lines += ["", *arm_lines(prospect, language)]
    if prospect.ends:
        lines += ["", *range_lines(prospect, language)]
    lines += ["", *_assumed_lines(prospect, language)]
    return "\n".join([*lines, "", *wrap(_foot(prospect, language))]) + "\n"


def cycles_grid(prospect: Prospect, language: Language) -> Grid:
    """A row for each combination, track and edition; the other tables beside it."""
    title = Text("多届推演", "Editions in a row").read(language)
    barred = barring_grid(prospect.table, language)
    heads = [
        Text("组合", "combination"),
        Text("奖项类别", "track"),
        EDITION,
        *(part for name in TITLES for part in _headed(name)),
    ]
    rows = [
        [named(prospect, number).read(language), _track(arm, track).read(language), *row]
        for number, (arm, found) in enumerate(zip(prospect.arms, prospect.found, strict=True))
        for track in range(len(arm.series.procedure.tracks))
        for row in _plain_rows(prospect.table, arm, found, track)
    ]
    sheets = [attrs.evolve(barred, sheets=()), *barred.sheets]
    if len(prospect.arms) > 1:
        arms = Text("各种组合", "combinations").read(language)
        shown = arm_rows(prospect, language)
        sheets.append(Grid(arms, arm_headers(language), shown, None, name=arms))
    if prospect.ends:
        ends = Text("哪项最要紧", "which matters").read(language)
        shown = range_rows(prospect, language)
        sheets.append(Grid(ends, range_headers(language), shown, None, name=ends))
    assumed = Text("估计", "assumptions").read(language)
    headers = [one.read(language) for one in _assumed_headers()]
    sheets.append(Grid(assumed, headers, _assumed_rows(prospect, language), None, name=assumed))
    return Grid(
        f"{title}  {prospect.table.scenario.id}",
        [one.read(language) for one in heads],
        rows,
        cycles_data(prospect),
        [
            *_remarks(prospect, language),
            *arm_remarks(prospect, language),
            _foot(prospect, language),
        ],
        title,
        sheets=sheets,
    )


# ---- one series ---------------------------------------------------------------------------------


def _track_lines(
    table: Table, arm: Arm, found: Outlook, track: int, language: Language
) -> list[str]:
    """The editions of one track."""
    headers = [EDITION, *TITLES.values()]
    rows = _track_rows(table, arm, found, track, language)
    title = plain(_track(arm, track).read(language))
    return ["", title, *wrapped_table(rows, [one.read(language) for one in headers])]


def _track(arm: Arm, track: int) -> Text:
    """A track with its places."""
    procedure = arm.series.procedure
    title = procedure.policy.tracks[procedure.tracks[track]].title
    own = [quota for quota in procedure.quotas if quota.tracks == (track,)]
    if len(own) != 1:
        return title
    return Text(f"{title.zh}（名额{own[0].number}）", f"{title.en} ({own[0].number} places)")


def _track_rows(
    table: Table, arm: Arm, found: Outlook, track: int, language: Language
) -> list[list[str]]:
    rows = []
    for edition in range(arm.series.editions):
        row = [table.name(edition, arm.cycle)]
        for name in (*_PLAIN, *_BANDS):
            shown = band(found.column(name, track)[:, edition])
            row.append(wide(shown) if name in _BANDS else mean(shown.mean))
        row.append(share(found.own_vacant(track, edition), language))
        row.append(wide(band(found.column("merit", track)[:, edition]), whole=True))
        rows.append(row)
    return rows


def _headed(name: str) -> tuple[Text, ...]:
    """Headings of a figure in a file: its mean, and the ends of its band where it has one."""
    title = TITLES[name]
    if name not in _WIDE:
        return (title,)
    return (
        title,
        Text(f"{title.zh}（低）", f"{title.en}, low"),
        Text(f"{title.zh}（高）", f"{title.en}, high"),
    )


def _plain_rows(table: Table, arm: Arm, found: Outlook, track: int) -> list[list[str]]:
    """The editions of one track for a file: plain numbers, shares from 0 to 1."""

    def cell(value: float, digits: int = 2) -> str:
        return "" if math.isnan(value) else f"{value:.{digits}f}"

    rows = []
    for edition in range(arm.series.editions):
        row = [table.name(edition, arm.cycle)]
        for name in TITLES:
            if name == "vacant":
                row.append(cell(found.own_vacant(track, edition), 3))
                continue
            shown = band(found.column(name, track)[:, edition])
            row.append(cell(shown.mean))
            if name in _WIDE:
                row += [cell(shown.low, 0), cell(shown.high, 0)]
        rows.append(row)
    return rows


def _shared_lines(table: Table, arm: Arm, found: Outlook, language: Language) -> list[str]:
    """Quotas that several tracks share, or tiers: awards and vacancies."""
    quotas = arm.series.procedure.quotas
    shared = [place for place, one in enumerate(quotas) if len(one.tracks) > 1 or one.tier >= 0]
    if not shared:
        return []
    headers = [EDITION.read(language)]
    for place in shared:
        number = quotas[place].number
        title = quotas[place].title
        headers.append(
            Text(f"{title.zh}（名额{number}）", f"{title.en} ({number} places)").read(language)
        )
        headers.append(VACANT.read(language))
    rows = []
    for edition in range(arm.series.editions):
        row = [table.name(edition, arm.cycle)]
        for place in shared:
            row.append(wide(band(found.of_quota(place)[:, edition])))
            row.append(share(float(found.vacant((place,))[:, edition].mean()), language))
        rows.append(row)
    return ["", *wrapped_table(rows, headers)]


def _remarks(prospect: Prospect, language: Language) -> list[str]:
    """Where the pool gets too small; what comes back; what is taken away."""
    arm, found = prospect.arms[0], prospect.found[0]
    procedure = arm.series.procedure
    last = arm.series.editions - 1
    lines: list[Text] = []
    for track, name in enumerate(procedure.tracks):
        title = procedure.policy.tracks[name].title
        short = [found.short(track, edition) for edition in (0, last)]
        if not math.isnan(short[0]):
            first, end = (words.percent(at, "zh") for at in short)
            begin, finish = (words.percent(at, "en") for at in short)
            more = last > 0
            lines.append(
                Text(
                    f"{title.zh}：申报少于名额的，第一届{first}"
                    + (f"，第{last + 1}届{end}。" if more else "。"),
                    f"{title.en}: fewer apply than there are places in {begin} of the first "
                    "editions" + (f", in {finish} of the last." if more else "."),
                )
            )
        won = found.column("awarded", track).sum()
        if won:
            share = float(found.column("returned", track).sum() / won)
            lines.append(
                Text(
                    f"{title.zh}：获奖者中以前得过奖的占{words.percent(share, 'zh')}。",
                    f"{title.en}: {words.percent(share, 'en')} of the winners had won before.",
                )
            )
    lines += [*_taken_away(arm, found), _goes_on(prospect)]
    return [one.read(language) for one in lines]


def _goes_on(prospect: Prospect) -> Text:
    """The text is taken to hold for all editions, whether it does or not."""
    arm, table = prospect.arms[0], prospect.table
    last = arm.terms.policy.window.valid_to.value
    if last is None:
        return Text(
            "文本没有写有效期，或只管这一届：以后各届假定规定不变。",
            "The text states no validity, or is for this edition only: its rules are taken to hold "
            "for the later ones.",
        )
    names = [table.name(edition, arm.cycle) for edition in range(arm.series.editions)]
    over = [name for name in names if float(name) > last.year]
    if not over:
        return Text(f"有效期到{last}。", f"In force until {last}.")
    return Text(
        f"有效期到{last}：{over[0]}年起各届假定原样延续。",
        f"In force until {last}: from {over[0]} on it is taken to go on unchanged.",
    )


def _taken_away(arm: Arm, found: Outlook) -> list[Text]:
    """Awards that are revoked, and the prize money of those whose prize had been paid."""
    tracks = range(len(arm.series.procedure.tracks))

    def total(name: str) -> float:
        return float(sum(found.column(name, track).sum(axis=1).mean() for track in tracks))

    editions, prize = arm.series.editions, arm.terms.prize
    lines = []
    if arm.terms.consequences:
        number = mean(total("revoked"))
        lines.append(
            Text(
                f"从第一届到第{editions}届，被撤销的奖平均{number}个。",
                f"Awards revoked from the first edition to the last: {number} on average.",
            )
        )
    if prize is not None:
        each = total("awarded") / editions * prize
        late = total("revoked_paid")
        lines.append(
            Text(
                f"奖金每届平均{each:,.0f}元；撤销时奖金已经支付的平均{mean(late)}个，"
                f"共{late * prize:,.0f}元。",
                f"Prize money: {each:,.0f} yuan an edition on average; already paid when the award "
                f"is revoked: {mean(late)}, together {late * prize:,.0f} yuan.",
            )
        )
    return lines


# ---- what it rests on ---------------------------------------------------------------------------


def _assumed_headers() -> tuple[Text, ...]:
    return (
        Text("估计", "assumed"),
        Text("最少/一般/最多", "least/usual/most"),
        Text("依据", "basis"),
        Text("路径", "path"),
    )


def _assumed_rows(prospect: Prospect, language: Language) -> list[list[str]]:
    procedure = prospect.arms[0].series.procedure
    return [
        [
            plain(one.title.read(language)),
            words.amount(one, procedure, language),
            plain(one.basis.read(language)),
            one.id,
        ]
        for one in prospect.assumed
    ]


def _assumed_lines(prospect: Prospect, language: Language) -> list[str]:
    title = Text(
        "依据（没有一项是文本写的；用 [cycles] 或 --set cycles.again=0.6 换成自己的）",
        "What it rests on (none of it is written in the text; [cycles] or --set cycles.again=0.6 "
        "puts your own in its place)",
    ).read(language)
    rows = [[name, amount, basis] for name, amount, basis, _ in _assumed_rows(prospect, language)]
    headers = [one.read(language) for one in _assumed_headers()[:3]]
    return [*wrap(title), *wrapped_table(rows, headers, (36, 18, 60))]


def _foot(prospect: Prospect, language: Language) -> str:
    said = [
        Text(
            f"推演{prospect.replications}次，种子{prospect.seed}，各组合用同一套随机数；每届都按文本的全套程序"
            f"（条件、打分、名单、名额、异议）走一遍，日历用情景这一届的，会议日期除外（材料齐备即开会）。"
            f"{words.DISCLAIMER.zh}{words.INTERNAL.zh}",
            f"{prospect.replications} replications, seed {prospect.seed}, all combinations under "
            "the same luck; every edition goes through the text's whole procedure (conditions, "
            "marks, lists, quotas, objections), on the calendar of the scenario's edition but for "
            "its meeting dates (bodies meet when the file is ready). "
            f"{words.DISCLAIMER.en} {words.INTERNAL.en.capitalize()}",
        )
    ]
    done = prospect.size - prospect.missing
    if prospect.taken:
        said.insert(
            0,
            Text(
                f"其中{prospect.taken}项取自上次留下的文件。",
                f"{prospect.taken} of these series were taken from the file that was kept. ",
            ),
        )
    if prospect.missing:
        said.insert(
            0,
            Text(
                f"中断：{prospect.size}项（各组合、各估计的两端）做完{done}项。",
                f"Interrupted: of {prospect.size} series (combinations, ends of estimates) {done} "
                f"{'is' if done == 1 else 'are'} done. ",
            ),
        )
    return "".join(one.read(language) for one in said)
