"""One text as a person reads it: the dozen that matter, or everything, article by article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from awardsim.policy import Policy, Reading
from awardsim.policy.held import held_option
from awardsim.policy.leaves import count_by_status
from awardsim.report.articles import cites
from awardsim.report.columns import table
from awardsim.report.console import COLUMNS, clip, pad, width, wrap
from awardsim.report.grid import Grid
from awardsim.report.key_rows import key_rows
from awardsim.report.words import article, cited, issued, marks
from awardsim.report.wrapped import wrapped_table
from awardsim.report.written import SHORT_STATUS, SILENT, Row, written_rows
from awardsim.text import Language, Text

HEADERS = (
    Text("事项", "item"),
    Text("内容", "what it says"),
    Text("状态", "status"),
    Text("条文", "article"),
    Text("原文字句、说明", "words of the text, remarks"),
)
#: Columns of the five on a short screen, and its lines.
_SHORT_ZH, _SHORT_EN = (26, 26, 4, 10, 60), (44, 33, 9, 10)  # no room for words beside English
SCREEN = 40
_WIDTHS = (26, 26, 9, 12, 100)
_NOT_WRITTEN = Text("未写", "not written")
#: What stands for a reading that the text does not follow any more.
AS_WRITTEN = Text("按文本写明的", "as the text says")


@attrs.frozen
class TextView:
    """What of a text is shown: its rows, the readings that go with them, and a heading.

    ``short``: on a terminal each takes a line, and as many are shown as fit a screen.
    """

    policy: Policy
    heading: Text
    rows: tuple[Row, ...]
    readings: tuple[str, ...]
    short: bool = False


def view_text(
    policy: Policy,
    titles: Mapping[str, Text] | None = None,
    *,
    everything: bool = False,
    cited: str = "",
    silent: bool = False,
) -> TextView:
    """The rows to show; without any choice the dozen that matter first.

    Parameters
    ----------
    titles
        Of the parameters of rules (:func:`awardsim.rules.parameter_titles.parameter_titles`).
    cited
        Only what cites this article (``七(三)``).
    silent
        Only what the text does not give.
    """
    readings = tuple(policy.readings)
    if not (everything or cited or silent):
        return TextView(
            policy, Text("要紧的几项", "what matters first"), key_rows(policy), readings, True
        )
    rows = written_rows(policy, titles)
    heading = Text("全部内容，按条文顺序", "everything, article by article")
    if cited:
        rows = tuple(row for row in rows if cites(row.source, cited, policy))
        readings = tuple(
            name
            for name, reading in policy.readings.items()
            if cites(reading.source, cited, policy)
        )
        heading = Text(f"出自 {cited} 的内容", f"what cites {cited}")
    if silent:
        rows = tuple(row for row in rows if row.status in SILENT)
        readings = ()
        word = Text("文本没有给出的", "what the text does not give")
        heading = word if not cited else Text(f"{word.zh}（{cited}）", f"{word.en} ({cited})")
    return TextView(policy, heading, rows, readings)


# ---- on a terminal ------------------------------------------------------------------------------


def text_screen(view: TextView, language: Language) -> list[str]:
    """A text for a terminal."""
    policy = view.policy
    if view.short:
        return _short_screen(view, language)
    lines = [*_head(policy, language), ""]
    if not view.rows:
        lines.append(Text("没有。", "Nothing.").read(language))
    else:
        lines.append(view.heading.read(language))
        lines += wrapped_table(
            [row_cells(row, policy, language, short=True) for row in view.rows],
            [header.read(language) for header in HEADERS],
            _WIDTHS,
        )
    if view.readings:
        lines += ["", *_readings(policy, view.readings, language)]
    lines += ["", *counts_line(policy, language)]
    return lines


def _head(policy: Policy, language: Language, *, whole: bool = True) -> list[str]:
    state = issued(policy)
    lines = wrap(f"{policy.title.read(language)}  {policy.id}  {state.read(language)}", hang="  ")
    for name, source in policy.sources.items():
        mark = marks(policy)[name] if len(policy.sources) > 1 else ""
        parts = [mark, source.number, source.issuer, str(source.issued or ""), source.title]
        said = "  " + "  ".join(part for part in parts if part)
        lines += wrap(said.strip(), indent="  ", hang="    ") if whole else [said]
    return lines


def _short_screen(view: TextView, language: Language) -> list[str]:
    """The dozen that matter, a line each, and the readings that bear on dates before others."""
    policy = view.policy
    lines = [clip(line, COLUMNS) for line in _head(policy, language, whole=False)]
    lines += ["", view.heading.read(language)]
    cells = [row_cells(row, policy, language, short=True) for row in _joined(view.rows)]
    cells.insert(0, [header.read(language) for header in HEADERS])
    widths = _SHORT_ZH if language == "zh" else _SHORT_EN
    cut = [[clip(cell, most) for cell, most in zip(row, widths, strict=False)] for row in cells]
    lines += [clip(f" {line}", COLUMNS) for line in table(cut[1:], cut[0])]
    counted = counts_line(policy, language)
    room = max(SCREEN - len(lines) - len(counted) - 4, 3)  # blank lines, heading and hint
    names = sorted(view.readings, key=lambda name: not _bears_on_stages(policy.readings[name]))
    if names:
        lines += ["", *_short_readings(policy, names, room, language)]
    return [*lines, "", *counted]


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Rows that say the same of one track after another in one: 推荐名额（组织奖、个人奖）."""
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        same = before is not None and (before.value, before.status, before.source) == (
            row.value,
            row.status,
            row.source,
        )
        stem, _, in_zh = row.title.zh.partition("（")
        in_en = row.title.en.partition(" (")[2]
        if before is not None and same and in_zh and before.title.zh.startswith(f"{stem}（"):
            found[-1] = attrs.evolve(
                before,
                title=Text(
                    f"{before.title.zh.removesuffix('）')}、{in_zh}",
                    f"{before.title.en.removesuffix(')')}, {in_en}",
                ),
            )
        else:
            found.append(row)
    return found


def _bears_on_stages(reading: Reading) -> bool:
    return any(path.startswith("stages.") for one in reading.options.values() for path in one.set)


def _short_readings(
    policy: Policy, names: Sequence[str], rows: int, language: Language
) -> list[str]:
    """Questions that the text leaves open, a line each with the default."""
    shown = list(names) if len(names) <= rows else list(names)[: rows - 1]
    title = Text(
        f"可作多种理解之处（{len(names)}处；→ 默认读法，是推断，不是条文）",
        f"open to several readings ({len(names)}; -> the default, inferred and not written)",
    )
    lines = [title.read(language)]
    for name in shown:
        reading = policy.readings[name]
        place = cited(reading.source, marks(policy))
        answer = _as_it_stands(policy, reading).read(language)
        after = f"（{place}）→ {answer}" if language == "zh" else f" ({place}) -> {answer}"
        question = reading.question.read(language)
        room = COLUMNS - 2 - min(width(after), 50)
        lines.append(clip(f"  {clip(question, room)}{after}", COLUMNS))
    rest = len(names) - len(shown)
    if rest:
        lines.append(Text(f"  另有{rest}处", f"  {rest} more").read(language))
    return lines


def _as_it_stands(policy: Policy, reading: Reading) -> Text:
    """The reading that a file follows as it stands."""
    held = held_option(policy.raw, reading)
    return reading.options[held].title if held else AS_WRITTEN


def row_cells(row: Row, policy: Policy, language: Language, *, short: bool = False) -> list[str]:
    """The five columns of a row; ``short`` has marks in the place of documents' numbers."""
    words = f"“{row.words.strip('“”')}”" if row.words else ""
    return [
        row.title.read(language),
        row.value.read(language),
        SHORT_STATUS[row.status].read(language),
        cited(row.source, marks(policy)) if short else article(row.source, policy),
        " ".join(part for part in (words, row.reason.read(language)) if part),
    ]


def _readings(policy: Policy, names: Sequence[str], language: Language) -> list[str]:
    """Questions that the text leaves open, each with the readings it admits."""
    title = Text(
        f"可作多种理解之处（{len(names)}处；* 为默认读法，是推断，不是条文）",
        f"open to several readings ({len(names)}; * the default, inferred and not written)",
    )
    lines = [title.read(language)]
    for name in names:
        lines += reading_lines(name, policy.readings[name], policy, language, short=True)
    return lines


def reading_lines(
    name: str,
    reading: Reading,
    policy: Policy,
    language: Language,
    chosen: str | None = None,
    *,
    short: bool = False,
) -> list[str]:
    """A question with its options; the one that is followed has a star.

    ``chosen`` is empty where the text has other values than any; by default what it has.
    """
    followed = held_option(policy.raw, reading) if chosen is None else chosen
    place = cited(reading.source, marks(policy)) if short else article(reading.source, policy)
    where = f"（{place}）" if language == "zh" else f" ({place})"
    lines = wrap(
        f"{reading.question.read(language)}{where}  readings.{name}", indent="  ", hang="    "
    )
    columns = max(18, *(len(key) for key in reading.options))
    for key, option in reading.options.items():
        mark = "*" if key == followed else " "
        why = ""
        if key == reading.default and reading.reason is not None:
            why = reading.reason.read(language)
            why = f"（{why}）" if language == "zh" else f" ({why})"
        lines += wrap(
            f"{mark} {pad(key, columns)} {option.title.read(language)}{why}",
            indent="    ",
            hang=" " * (columns + 7),
        )
    return lines


def counts_line(policy: Policy, language: Language) -> list[str]:
    """How many values have which status."""
    counts = {status: count for status, count in count_by_status(policy).items() if count}
    total = sum(counts.values())
    if language == "zh":
        parts = [f"{status.title.zh}{count}项" for status, count in counts.items()]
        return wrap(f"共{total}项：" + "  ".join(parts))
    parts = [f"{status.title.en} {count}" for status, count in counts.items()]
    return wrap(f"{total} values: " + ", ".join(parts))


# ---- as data ------------------------------------------------------------------------------------


def row_data(row: Row, policy: Policy, language: Language) -> dict[str, Any]:
    """A row as plain data."""
    return {
        "path": row.path,
        "title": row.title.read(language),
        "value": None if row.status in SILENT else row.value.read(language),
        "status": row.status.value,
        "source": row.source,
        "article": article(row.source, policy),
        "words": row.words,
        "reason": row.reason.read(language),
    }


def text_data(view: TextView, language: Language) -> dict[str, Any]:
    """A text as plain data; a value that is not given is null."""
    policy = view.policy
    return {
        "id": policy.id,
        "title": {"zh": policy.title.zh, "en": policy.title.en},
        "state": policy.state,
        "sources": {
            name: {
                "title": source.title,
                "number": source.number,
                "issuer": source.issuer,
                "issued": str(source.issued) if source.issued else None,
            }
            for name, source in policy.sources.items()
        },
        "values": [row_data(row, policy, language) for row in view.rows],
        "readings": {
            name: reading_data(policy.readings[name], policy, language) for name in view.readings
        },
        "counts": {status.value: count for status, count in count_by_status(policy).items()},
    }


def reading_data(reading: Reading, policy: Policy, language: Language) -> dict[str, Any]:
    """A reading as plain data."""
    return {
        "question": reading.question.read(language),
        "article": article(reading.source, policy),
        "default": reading.default,
        "options": {key: option.title.read(language) for key, option in reading.options.items()},
    }


def text_grid(view: TextView, language: Language) -> Grid:
    """A text as a table for a file: the words of the text in a column of their own."""
    policy = view.policy
    headers = [
        *(header.read(language) for header in HEADERS[:4]),
        Text("原文字句", "words of the text").read(language),
        Text("说明", "remarks").read(language),
        Text("路径", "path").read(language),
    ]
    rows = [
        [*row_cells(row, policy, language)[:4], row.words, row.reason.read(language), row.path]
        for row in view.rows
    ]
    for name in view.readings:
        reading = policy.readings[name]
        held = held_option(policy.raw, reading)
        chosen = _as_it_stands(policy, reading).read(language)
        others = [
            option.title.read(language) for key, option in reading.options.items() if key != held
        ]
        default = AS_WRITTEN.read(language)
        if held == reading.default:
            default = Text("默认读法", "default reading").read(language)
        instead = Text("也可读作", "or").read(language)
        rows.append(
            [
                reading.question.read(language),
                chosen,
                default,
                article(reading.source, policy),
                "",
                f"{instead}: {'; '.join(others)}",
                f"readings.{name}",
            ]
        )
    title = f"{policy.title.read(language)}  {policy.id}  {view.heading.read(language)}"
    return Grid(title, headers, rows, text_data(view, language), counts_line(policy, language))


def widest(lines: Iterable[str]) -> int:
    """Columns of the widest line."""
    return max((width(line) for line in lines), default=0)
