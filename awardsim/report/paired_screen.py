"""Variants under the same luck for a terminal.

Order: what differs; what needs no chance; the share that fits with its range over assumptions;
what comes out; what would restore the fit; the simulation error as a footnote.
"""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.paired import Paired, Variant
from awardsim.analysis.repairs import Repair
from awardsim.procedure.model import Procedure
from awardsim.report import paired_rows as rows
from awardsim.report import words
from awardsim.report.console import COLUMNS, clip, pad, plain, width, wrap
from awardsim.report.differing import Differing, differing
from awardsim.report.grid import Grid
from awardsim.report.paired_data import paired_data
from awardsim.report.paired_rows import Line
from awardsim.text import Language, Text

LETTERS = "ABCDE"
#: Columns of the first cell, and of a value in what differs.
_MOST_NAME, _MOST_VALUE = 30, 28
_GAP = "  "
#: Differences that a screen shows of each variant; all are in the files.
_MOST = 12
#: Repairs that reach the aim, and others, that a screen shows.
_REPAIRS = 6

CERTAIN = Text("不含偶然因素", "without chance")
FITS = Text("按期完成的把握", "chance to be in time")
CHANCE = Text("同一套随机数下", "under the same luck")
PAIRING = Text("配对的好处（独立推演要多几倍次数）", "what pairing gains (times more replications)")


def paired_screen(found: Paired, language: Language, *, pairing: bool = False) -> str:
    """The comparison for a terminal; ``pairing`` also tells what the common luck gained."""
    lines = [*wrap(title_of(language))]
    for letter, variant in zip(LETTERS, found.variants, strict=False):
        lines += wrap(f"{letter}  {plain(variant.name)}", hang="   ")
    for letter, variant in list(zip(LETTERS, found.variants, strict=False))[1:]:
        base = found.variants[0].procedure
        lines += ["", *differences(letter, base, variant.procedure, language)]
    letters = list(LETTERS[: len(found.variants)])
    for heading, block in (
        (CERTAIN, rows.certain(found, language)),
        (FITS, rows.ranges(found, language)),
        (CHANCE, rows.outcomes(found, language)),
    ):
        if block:
            lines += ["", *_block(heading, block, letters, language)]
    if pairing:
        gains = [f"{letter} − A" for letter in letters[1:]]
        lines += ["", *_block(PAIRING, rows.pairing(found, language), gains, language)]
    for letter, variant in zip(LETTERS, found.variants, strict=False):
        lines += _repairs(letter, variant, language)
    lines.append("")
    for remark in remarks(found, language):
        lines += wrap(remark)
    return "\n".join(lines) + "\n"


def title_of(language: Language) -> str:
    """What this is."""
    return Text("同一套随机数下的比较", "Compared under the same luck").read(language)


def differences(letter: str, base: Procedure, own: Procedure, language: Language) -> list[str]:
    """What a variant has otherwise than the first: old and new, with the article."""
    found = differing(base, own)
    if not found:
        return wrap(
            Text(f"{letter} 与 A 没有差别", f"nothing in {letter} differs from A").read(language)
        )
    count = len(found)
    head = Text(f"{letter} 的改动（{count}处）", f"{letter} differs in {count}").read(language)
    lines = [head]
    cells = [difference_cells(one, own, language) for one in found[:_MOST]]
    first = min(max(width(cell[0]) for cell in cells), _MOST_NAME)
    for name, old, new, source in cells:
        change = f"{clip(old, _MOST_VALUE)} → {clip(new, _MOST_VALUE)}"
        lines.append(clip(f" {pad(clip(name, first), first)}{_GAP}{change}{_GAP}{source}", COLUMNS))
    if count > _MOST:
        more = Text(f" 另有{count - _MOST}处，见文件（-o）", f" {count - _MOST} more in files (-o)")
        lines.append(more.read(language))
    return lines


def difference_cells(one: Differing, own: Procedure, language: Language) -> list[str]:
    """One difference: what, old, new, and the article or that it is assumed."""
    source = words.article(one.source, own.policy) if one.source else ""
    if one.kind == "assumed":
        source = Text("估计、安排", "assumed, arranged").read(language)
    if one.kind == "reading":
        reading = Text("读法", "reading").read(language)
        source = f"{reading} {source}"
    return [
        plain(part) for part in (*(t.read(language) for t in (one.title, one.old, one.new)), source)
    ]


def _block(
    heading: Text, block: Sequence[Line], letters: list[str], language: Language
) -> list[str]:
    """A table under its heading; remarks that do not fit go on below."""
    titles = [one.read(language) for one, _, _ in block]
    head = heading.read(language)
    first = min(max(width(one) for one in titles), _MOST_NAME)
    columns = [
        max(width(letter), *(width(cells[place]) for _, cells, _ in block))
        for place, letter in enumerate(letters)
    ]
    first = max(first, width(head) - 1)
    lines = [f"{pad(head, first + 1)}{_GAP}{_cells(letters, columns)}".rstrip()]
    for title, (_, cells, note) in zip(titles, block, strict=True):
        line = f" {pad(clip(title, first), first)}{_GAP}{_cells(cells, columns)}"
        room = " " * (width(line) + len(_GAP))
        lines += wrap(f"{line}{_GAP}{note}".rstrip(), hang=room) if note else [line.rstrip()]
    return lines


def _cells(cells: Sequence[str], columns: Sequence[int]) -> str:
    return _GAP.join(pad(cell, room) for cell, room in zip(cells, columns, strict=True))


def _repairs(letter: str, variant: Variant, language: Language) -> list[str]:
    """The smallest steps that restore the fit, those first that need no change of the text."""
    found = variant.repairs
    if found is None:
        return []
    lines = ["", *wrap(repairs_heading(letter, variant, language))]
    cells = [repair_cells(one, variant, language) for one in found.found[:_REPAIRS]]
    if not cells:
        none = Text(" 没有一项单独有用", " nothing alone is of use").read(language)
        return [*lines, none]
    rooms = [max(width(row[place]) for row in cells) for place in range(4)]
    rooms[0] = min(rooms[0], COLUMNS - 1 - sum(rooms[1:]) - 3 * len(_GAP))
    for what, *rest in cells:
        first, *more = wrap(what, rooms[0], hang="  ")
        parts = [pad(cell, room) for cell, room in zip((first, *rest), rooms, strict=True)]
        lines.append(f" {_GAP.join(parts)}".rstrip())
        lines += [f" {line}" for line in more]
    return lines


def repairs_heading(letter: str, variant: Variant, language: Language) -> str:
    """What the repairs aim at."""
    found = variant.repairs
    assert found is not None
    share, wanted = (words.percent(one, language) for one in (found.share, found.wanted))
    slack = variant.timetable.slack
    if slack is not None and slack >= found.aim:
        return Text(
            f"最小补救（任选其一）：{letter}的机动没有少，把握现为{share}（A {wanted}）；"
            f"推演{found.replications}次核对",
            f"Smallest repairs (any one): {letter} has lost no day to spare, but its chance is "
            f"{share} (A {wanted}); checked in {found.replications} replications",
        ).read(language)
    return Text(
        f"最小补救（任选其一）：使{letter}的机动恢复到{found.aim}个工作日；"
        f"把握现为{share}（A {wanted}），推演{found.replications}次核对",
        f"Smallest repairs (any one): {letter} with {found.aim} working days to spare again; its "
        f"chance is {share} (A {wanted}); checked in {found.replications} replications",
    ).read(language)


def repair_cells(one: Repair, variant: Variant, language: Language) -> list[str]:
    """One repair: what, what of the text, slack and share then, and whether that is enough."""
    found = variant.repairs
    assert found is not None
    slack = ""
    if one.slack is not None:
        slack = Text(f"机动{one.slack}天", f"slack {one.slack}").read(language)
    share = words.percent(one.share, language)
    chance = Text(f"把握{share}", f"chance {share}").read(language)
    if not one.enough:
        back = one.share >= found.wanted > found.share
        judged = Text("把握够", "chance only") if back else Text("单独不够", "not enough")
    elif one.share < found.wanted:
        judged = Text("仅排期够", "schedule only")
    else:
        judged = Text("够", "enough")
    needs = rows.needs(one, variant, language)
    first = f"{slack}  {chance}" if slack else chance
    return [plain(rows.repaired(one, language)), needs, first, judged.read(language)]


def remarks(found: Paired, language: Language) -> list[str]:
    """What the figures rest on."""
    listed = []
    for letter, variant in zip(LETTERS, found.variants, strict=False):
        if variant.unused:
            paths = ", ".join(variant.unused)
            listed.append(
                Text(
                    f"{letter} 用不上第一个情景的这些估计，已略去：{paths}",
                    f"{letter} has no use for these assumptions of the scenario: {paths}",
                ).read(language)
            )
    if found.reached is not None and found.precision is not None:
        points = f"{100 * found.precision:g}"
        met = Text(
            f"差别的推演误差已到 ±{points} 个百分点以内",
            f"the difference is known to within {points} points",
        )
        missed = Text(
            f"推演到上限仍未达到 ±{points} 个百分点",
            f"even the most replications do not reach {points} points",
        )
        listed.append((met if found.reached else missed).read(language))
    listed.append(
        Text(
            f"差别是与A逐次相减的平均，± 是只因推演次数有限的误差（95%）；"
            f"推演{found.replications}次，种子{found.seed}。{words.INTERNAL.zh}",
            "Differences are to A, replication by replication; ± is the error from their number "
            f"alone (95 %). {found.replications} replications, seed {found.seed}. "
            f"{words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return listed


def paired_grid(found: Paired, language: Language) -> Grid:
    """Rows of everything: what differs, then figures of all variants with their differences."""
    letters = LETTERS[: len(found.variants)]
    headers = [
        Text("指标", "figure").read(language),
        *(
            f"{letter} {plain(one.name)}"
            for letter, one in zip(letters, found.variants, strict=True)
        ),
        Text("差别、条文", "difference, article").read(language),
    ]
    table: list[list[str]] = []
    base, *others = found.variants
    for place, variant in enumerate(others, 1):
        for one in differing(base.procedure, variant.procedure):
            title, old, new, source = difference_cells(one, variant.procedure, language)
            cells = [old, *[""] * len(others), source]
            cells[place] = new
            table.append([title, *cells])
    blocks = (rows.certain, rows.ranges, rows.outcomes)
    for line in (one for block in blocks for one in block(found, language)):
        table.append([line[0].read(language), *line[1], line[2]])
    for letter, variant in zip(letters, found.variants, strict=True):
        for repair in variant.repairs.found if variant.repairs is not None else ():
            what, needs, then, judged = repair_cells(repair, variant, language)
            head = Text(f"补救 {letter}：{what}", f"repair of {letter}: {what}").read(language)
            cells = ["" if one is not variant else then for one in found.variants]
            table.append([head, *cells, f"{needs}  {judged}"])
    return Grid(title_of(language), headers, table, paired_data(found), remarks(found, language))
