"""What ``check`` found, as a screen, as a table, as plain data."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from awardsim.findings import FAMILIES, Code, Finding, Severity, by_severity
from awardsim.report.console import flow, pad, plain, width, wrap
from awardsim.report.grid import Grid
from awardsim.text import Language, Text

_HEAD = Text("体检", "check")
_NONE = Text("没有发现问题", "nothing found")
_REPAIR = Text("建议：", "repair: ")
_EFFECT = Text("影响：", "effect: ")
_WAIVED = Text("已豁免", "waived")
_HEADERS = (
    Text("代码", "code"),
    Text("性质", "severity"),
    Text("条款", "article"),
    Text("问题", "finding"),
    Text("影响", "effect"),
    Text("建议表述", "suggested repair"),
    Text("文件", "file"),
    Text("行", "line"),
    Text("路径", "path"),
    Text("豁免理由", "waived because"),
)
_COUNTED = (
    ("error", Text("错误", "errors"), Text("错误", "error")),
    ("warning", Text("提醒", "warnings"), Text("提醒", "warning")),
    ("clarify", Text("待明确", "points to clarify"), Text("待明确", "point to clarify")),
    ("waived", Text("已豁免", "waived"), Text("已豁免", "waived")),
)


def findings_screen(
    name: str, findings: Sequence[Finding], language: Language, *, brief: bool = False
) -> list[str]:
    """The findings for a terminal, at most 100 columns; ``brief``: one line each."""
    lines = [*wrap(f"{_HEAD.read(language)}  {plain(name)}", hang="  ")]
    shown = [one for one in findings if not one.waived]
    file = None
    for one in shown:
        if one.place.file != file:
            file = one.place.file
            if file:
                lines += ["", *wrap(plain(short_file(file)), hang="  ")]
        lines += _finding(one, language, brief)
    lines += ["", *wrap(summary(findings, language))]
    if shown:
        code = shown[0].code.id
        hint = f"hint: awardsim why {code}"
        lines += flow([hint, "awardsim list codes"], "   ", hang="  ")
    return lines


def _finding(one: Finding, language: Language, brief: bool) -> list[str]:
    """Line, code, severity and what was found; below it effect and repair."""
    room = max(width(each.title.read(language)) for each in Severity)
    where = str(one.place.line) if one.place.line else "-"
    head = f"{where:>5}  {one.code.id}  {pad(one.severity.title.read(language), room)}  "
    hang = " " * width(head)
    cited = one.place.cited(language)
    what = one.what.read(language)
    if cited:
        what += f"（{cited}）" if language == "zh" else f" ({cited})"
    if brief:
        return wrap(head + what, hang=hang)
    lines = wrap(head + what, hang=hang)
    if one.effect.zh:
        lines += wrap(_EFFECT.read(language) + one.effect.read(language), indent=hang, hang=hang)
    return lines + wrap(_REPAIR.read(language) + one.mending.read(language), indent=hang, hang=hang)


def summary(findings: Sequence[Finding], language: Language) -> str:
    """How many findings of each severity.

    >>> summary([], "en")
    'nothing found'
    """
    counts = by_severity(findings)
    parts = []
    for key, many, single in _COUNTED:
        if counts[key]:
            word = (single if counts[key] == 1 else many).read(language)
            parts.append(f"{counts[key]} {word}")
    if not parts:
        return _NONE.read(language)
    return ("，" if language == "zh" else ", ").join(parts)


def short_file(file: str) -> str:
    """A file as a person would name it from here."""
    path = Path(file)
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return file


def findings_data(name: str, findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    """The findings as plain data."""
    return {
        "name": name,
        "counts": dict(by_severity(findings)),
        "findings": [
            {
                "code": one.code.id,
                "title": one.code.title.read(language),
                "severity": one.severity.value,
                "file": short_file(one.place.file) if one.place.file else None,
                "line": one.place.line or None,
                "path": one.place.path or None,
                "articles": list(one.place.articles),
                "what": one.what.read(language),
                "effect": one.effect.read(language) or None,
                "repair": one.repair.read(language),
                "strike": list(one.strike),
                "waived": one.waived or None,
            }
            for one in findings
        ],
    }


def findings_grid(name: str, findings: Sequence[Finding], language: Language) -> Grid:
    """The findings as a table: clause, question, effect, suggested wording."""
    rows = [
        [
            one.code.id,
            one.severity.title.read(language) if not one.waived else _WAIVED.read(language),
            one.place.cited(language),
            one.what.read(language),
            one.effect.read(language),
            one.repair.read(language),
            short_file(one.place.file),
            str(one.place.line or ""),
            one.place.path,
            one.waived,
        ]
        for one in findings
    ]
    return Grid(
        f"{_HEAD.read(language)}：{name}" if language == "zh" else f"check: {name}",
        [header.read(language) for header in _HEADERS],
        rows,
        findings_data(name, findings, language),
        [summary(findings, language)],
    )


def code_screen(code: Code, language: Language) -> list[str]:
    """What a code means, how much it weighs, how it is repaired and waived."""
    zh = language == "zh"
    family = FAMILIES[code.id[:4]].read(language)
    weight = Text(
        f"草案：{code.draft.title.zh}；已印发：{code.issued.title.zh}",
        f"in a draft: {code.draft.title.en}; in an issued text: {code.issued.title.en}",
    )
    waiver = f'[[waivers]] code = "{code.id}", path = "…", reason = "…"'
    return [
        *wrap(f"{code.id}  {code.title.read(language)}  （{family}）" if zh
              else f"{code.id}  {code.title.read(language)}  ({family})"),
        "",
        *wrap(code.about.read(language), indent="  ", hang="  "),
        "",
        *wrap(("  怎样改  " if zh else "  repair  ") + code.repair.read(language), hang=" " * 10),
        *wrap(("  性质    " if zh else "  weight  ") + weight.read(language), hang=" " * 10),
        *wrap(("  豁免    " if zh else "  waiver  ") + waiver, hang=" " * 10),
    ]  # fmt: skip


def code_data(code: Code, language: Language) -> dict[str, Any]:
    """A code as plain data."""
    return {
        "id": code.id,
        "title": code.title.read(language),
        "family": FAMILIES[code.id[:4]].read(language),
        "about": code.about.read(language),
        "repair": code.repair.read(language),
        "draft": code.draft.value,
        "issued": code.issued.value,
    }
