"""Half a page for a drafting note (起草说明): what is changed, what it costs, what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from awardsim.analysis.paired import Paired, Variant
from awardsim.report import paired_rows as rows
from awardsim.report import words
from awardsim.report.differing import differing
from awardsim.report.output import Target, write_whole
from awardsim.report.paired_screen import (
    CERTAIN,
    CHANCE,
    FITS,
    LETTERS,
    difference_cells,
    repair_cells,
    repairs_heading,
)
from awardsim.report.record_id import procedure_id
from awardsim.report.word_document import UPRIGHT, TextColumn, WordDocument
from awardsim.text import Language, Text

#: Differences and repairs that a note has room for, of each variant.
_DIFFERENCES, _REPAIRS = 8, 3
#: Outcomes that belong in a note beside the share that fits.
_OUTCOMES = ("days", "late", "awarded", "winners", "judging")
#: Estimates that matter most, which the footnote names.
_GUESSES = 3
#: Shares of the page: the heading of a row, a variant, the difference.
_FIRST, _EACH = 0.36, 0.14


def write_note(
    found: Paired, target: Target, language: Language, command: str, *, force: bool
) -> None:
    """Write the note as a Word document, A4 upright.

    Parameters
    ----------
    command
        What was typed, so that it can be repeated.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """

    def write(path: Path) -> None:
        _document(found, language, command).save(path)

    write_whole(target, write, force=force)


def _document(found: Paired, language: Language, command: str) -> WordDocument:
    award = found.variants[0].procedure.policy.award.read(language)
    title = Text(f"{award}：修订测算", f"{award}: estimate of a change").read(language)
    record = procedure_id(
        found.variants[-1].procedure, {"seed": found.seed, "replications": found.replications}
    )
    foot = words.foot(record, command).read(language)
    document = WordDocument(title, foot, language, upright=True)
    document.title(title)
    base, *others = found.variants
    for letter, variant in zip(LETTERS[1:], others, strict=False):
        document.paragraph(_changes(letter, base, variant, language))
    count = len(found.variants)
    first, last = _FIRST, 1 - _FIRST - _EACH * count
    columns = [TextColumn("", first * UPRIGHT)]
    columns += [TextColumn(letter, _EACH * UPRIGHT) for letter in LETTERS[:count]]
    columns.append(TextColumn(Text("差别", "difference").read(language), last * UPRIGHT))
    document.table(columns, list(_table(found, language)))
    for letter, variant in zip(LETTERS, found.variants, strict=False):
        for line in _mended(letter, variant, language):
            document.paragraph(line, small=True)
    for line in _footnotes(found, language):
        document.paragraph(line, small=True)
    return document


def _changes(letter: str, base: Variant, variant: Variant, language: Language) -> str:
    """What a variant changes, as a sentence; with the reasons that were given."""
    found = differing(base.procedure, variant.procedure)
    if not found:
        return Text(f"{letter}与A相同。", f"{letter} is the same as A.").read(language)
    parts = []
    for one in found[:_DIFFERENCES]:
        name, old, new, source = difference_cells(one, variant.procedure, language)
        parts.append(
            Text(f"{name} {old} → {new}（{source}）", f"{name} {old} → {new} ({source})").read(
                language
            )
        )
    if len(found) > _DIFFERENCES:
        left = len(found) - _DIFFERENCES
        parts.append(Text(f"另{left}处", f"{left} more").read(language))
    whys = dict.fromkeys(one.why for one in found if one.why and one.why != "--set")
    end = "。" if language == "zh" else "."
    said = ("；" if language == "zh" else "; ").join(parts) + end
    if whys:
        because = Text("理由：", " Reason: ").read(language)
        said += because + "；".join(whys) + end
    head = Text(
        f"A：{base.name}；{letter}：改动{len(found)}处。",
        f"A: {base.name}; {letter} changes {len(found)}. ",
    )
    return head.read(language) + said


def _table(found: Paired, language: Language) -> Iterator[list[str] | str]:
    """The rows that a committee asks about."""
    kept = [one for one in found.figures if one.id.partition("/")[0] in _OUTCOMES]
    titles = {one.title for one in kept}
    outcomes = [line for line in rows.outcomes(found, language) if line[0] in titles]
    blocks = (
        (CERTAIN, rows.certain(found, language)),
        (FITS, rows.ranges(found, language)),
        (CHANCE, outcomes),
    )
    for heading, block in blocks:
        if block:
            yield heading.read(language)
            yield from ([title.read(language), *cells, note] for title, cells, note in block)


def _mended(letter: str, variant: Variant, language: Language) -> Iterator[str]:
    """What would restore the fit, in a few lines."""
    if variant.repairs is None:
        return
    yield repairs_heading(letter, variant, language)
    for number, one in enumerate(variant.repairs.found[:_REPAIRS], 1):
        cells = [" ".join(cell.split()) for cell in repair_cells(one, variant, language)]
        yield f"{number}. " + ("，" if language == "zh" else ", ").join(cells)


def _footnotes(found: Paired, language: Language) -> Iterator[str]:
    """What it rests on: the estimates that matter most, and the number of replications."""
    last = found.variants[-1]
    swings = last.ranges.swings[:_GUESSES] if last.ranges is not None else ()
    guesses = []
    for swing in swings:
        one = last.procedure.inputs[swing.input]
        amount = words.amount(one, last.procedure, language)
        guesses.append(
            Text(
                f"{one.title.zh} {amount}（{one.basis.zh}）",
                f"{one.title.en} {amount} ({one.basis.en})",
            ).read(language)
        )
    if guesses:
        head = Text("最要紧的假设：", "Assumptions that matter most: ").read(language)
        yield head + ("；" if language == "zh" else "; ").join(guesses)
    yield Text(
        f"同一批虚拟申报主体、同一套随机数，推演{found.replications}次，种子{found.seed}；"
        "± 只是推演次数带来的误差（95%），不含估计不准。",
        f"The same synthetic applicants under the same luck, {found.replications} replications, "
        f"seed {found.seed}; ± is the error from their number alone (95 %), not of the estimates.",
    ).read(language)
