"""What ``check`` found as a document: a table that is put before those who settle the points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from awardsim.findings import Finding, Severity
from awardsim.policy import Policy
from awardsim.report.console import plain
from awardsim.report.findings import short_file, summary
from awardsim.report.output import Target, write_whole
from awardsim.report.word_document import ROOM, TextColumn, WordDocument
from awardsim.report.words import INTERNAL
from awardsim.text import Language, Text

_TITLES = {
    "issued": Text("待明确之处", "Points to be clarified"),
    "draft": Text("草案体检", "Check of a draft"),
    "": Text("体检", "Check"),
}
#: Headings, and the share of the page that each column has.
_COLUMNS = (
    (Text("序号", "no."), 0.04),
    (Text("条款", "clause"), 0.13),
    (Text("问题", "question"), 0.31),
    (Text("影响", "effect"), 0.21),
    (Text("建议表述", "suggested wording"), 0.22),
    (Text("代码", "code"), 0.09),
)
_WHOLE = Text("全文", "the whole")
#: Families whose findings are about the document and not about the file.
_OF_DOCUMENT = ("AWS2", "AWS3", "AWS4", "AWS5")
_WAIVED = Text("已豁免（保留原样）", "waived (left as they are)")
_BECAUSE = Text("理由：", "because: ")


def write_findings_document(
    name: str,
    policy: Policy | None,
    findings: Sequence[Finding],
    target: Target,
    language: Language,
    *,
    force: bool,
) -> None:
    """Write the findings as a Word document, A4 landscape.

    Parameters
    ----------
    name
        What was checked, as it was typed.
    policy
        The text that was checked; None where there is none, or more than one.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    state = "" if policy is None else policy.state
    award = "" if policy is None else policy.award.read(language)
    title = f"{award or plain(name)}  {_TITLES.get(state, _TITLES['']).read(language)}"
    between = "：" if language == "zh" else ": "
    footer = f"{INTERNAL.read(language)}{between}awardsim check {plain(name)}"
    columns = [TextColumn(head.read(language), share * ROOM) for head, share in _COLUMNS]

    def write(path: Path) -> None:
        document = WordDocument(title, footer, language)
        document.title(title)
        if policy is not None:
            document.paragraph(_cited(policy, language))
        document.paragraph(_explained(findings, state, language))
        document.table(columns, list(_rows(findings, language)))
        document.save(path)

    write_whole(target, write, force=force)


def _cited(policy: Policy, language: Language) -> str:
    """The documents whose clauses are cited."""
    shown = []
    for one in policy.sources.values():
        issued = one.issued and Text(f"{one.issued} 印发", f"issued {one.issued}").read(language)
        more = [part for part in (one.number, issued) if part]
        inside = ("，" if language == "zh" else ", ").join(more)
        bracketed = f"（{inside}）" if language == "zh" else f" ({inside})"
        shown.append(one.title + (bracketed if inside else ""))
    head = Text("文本：", "Text: ").read(language)
    return head + ("；" if language == "zh" else "; ").join(shown)


def _explained(findings: Sequence[Finding], state: str, language: Language) -> str:
    """How many, and what being listed means."""
    said = Text(
        "列出的是需要由文件制定单位明确的地方，不是对文件的评价；建议表述供参考。"
        if state == "issued"
        else "按文本逐条核对得出，未经推演；建议表述供参考。",
        "These are points that the issuing body may settle, and no judgement on the document; the "
        "wordings are suggestions."
        if state == "issued"
        else "Found by reading the text, without a simulation; the wordings are suggestions.",
    )
    count = summary(findings, language)
    return f"{count}。{said.zh}" if language == "zh" else f"{count}. {said.en}"


def _rows(findings: Sequence[Finding], language: Language) -> Iterator[Sequence[str] | str]:
    """By severity, each in the order of the text; what is waived at the end, with its reason."""
    groups = [
        (severity.title, [one for one in findings if one.severity is severity and not one.waived])
        for severity in Severity
    ]
    groups.append((_WAIVED, [one for one in findings if one.waived]))
    filled = [(title, members) for title, members in groups if members]
    number = 0
    for title, members in filled:
        if len(filled) > 1:
            yield title.read(language)
        for one in members:
            number += 1
            yield _row(number, one, language)


def _row(number: int, one: Finding, language: Language) -> list[str]:
    place = one.place
    cited = place.cited(language)
    if not cited and one.code.id.startswith(_OF_DOCUMENT):
        cited = _WHOLE.read(language)
    elif not cited and place.file:
        cited = Path(short_file(place.file)).name + (f":{place.line}" if place.line else "")
    repair = one.repair.read(language)
    if one.waived:
        repair = _BECAUSE.read(language) + one.waived
    return [
        str(number),
        cited,
        one.what.read(language),
        one.effect.read(language) or one.code.about.read(language),
        repair,
        one.code.id,
    ]
