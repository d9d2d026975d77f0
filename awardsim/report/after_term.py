"""Stages that are over only when their text is in force no more."""

from __future__ import annotations

from awardsim.analysis.timetable import Timetable
from awardsim.report import words
from awardsim.text import Language, Text


def after_term(found: Timetable, language: Language) -> list[str]:
    """A remark that names every stage still ahead that ends after the text has lapsed.

    None of an edition that opens after it: of that the whole has no text, which is said elsewhere.
    """
    procedure, calendar = found.procedure, found.procedure.calendar
    window = procedure.policy.window
    last = window.valid_to.value
    if last is None or calendar.opening > last:
        return []
    late = [
        procedure.nodes[line.node].title.read(language)
        for line in found.lines
        if line.done is None and line.finish is not None and calendar.date(line.finish) > last
    ]
    if not late:
        return []
    names = ("、" if language == "zh" else ", ").join(late)
    source = words.article(window.valid_to.source, procedure.policy)
    return [
        Text(
            f"⚠ 文本有效期至 {last}（{source}），最早日期在其后的环节：{names}",
            f"⚠ the text is in force until {last} ({source}); over after it at the earliest: "
            f"{names}",
        ).read(language)
    ]
