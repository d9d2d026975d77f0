"""One page for a browser that holds everything and asks no network for anything.

What comes from a file is written as text and escaped, and a policy of the page lets no script run
but the two that are named by their digests; without them, none.
"""

from __future__ import annotations

import datetime
import importlib.metadata
from importlib import resources
from typing import Any

from markupsafe import Markup

from awardsim.report import words
from awardsim.report.cells import Day, RunTable, Share
from awardsim.report.console import plain, width
from awardsim.report.drawing import inline_svg
from awardsim.report.pages.decisions import decision_table
from awardsim.report.pages.figures import figures
from awardsim.report.pages.grounds import grounds, repeating
from awardsim.report.pages.live import Live, live
from awardsim.report.pages.material import LETTERS, Material
from awardsim.report.pages.tables import (
    beside_table,
    cell,
    guess_table,
    milestone_table,
    point_table,
    reading_table,
)
from awardsim.report.run_tables import run_tables
from awardsim.report.view import View

#: Columns of a text that is not broken in a table.
_SHORT = 12
#: Rows of what decides the end that a page shows.
_CAUSES = 12
_TONES = ((0.9, "good"), (0.7, "fair"), (0.3, "open"), (0.0, "hard"))
#: Columns of the record's tables that a page leaves out: ids and paths that only programs need.
_LEFT_OUT = {"decides": (7, 8, 9), "inputs": (10, 11, 12), "values": ()}


def page(material: Material, *, still: bool = False) -> str:
    """The page as text; ``still``: without any script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    moving = None if still else live(material)
    environment = Environment(
        loader=PackageLoader("awardsim.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    drawn = {one.id: one for one in figures(material)}

    def figure(name: str) -> Markup:
        found = drawn.get(name)
        if found is None:
            return Markup()
        svg = Markup(inline_svg(found.drawing, f"chart-{name}"))
        place = Markup('<div class="live"></div>') if moving is not None else Markup()
        return Markup(
            '<figure id="figure-{}"><figcaption>{}</figcaption><div class="still">{}</div>{}'
            "</figure>"
        ).format(name, found.title, svg, place)

    def table(found: RunTable, name: str) -> Markup:
        return _table(found, name, material.view)

    context = {
        **_context(material),
        "figure": figure,
        "table": table,
        "style": Markup(_style(material)),
        "policy": _policy(moving),
        "live": None
        if moving is None
        else {
            "data": Markup(moving.data),
            "library": Markup(moving.library),
            "code": Markup(moving.code),
        },
    }
    return environment.get_template("page.html").render(context) + "\n"


def _policy(moving: Live | None) -> str:
    """What a browser lets the page do."""
    scripts = "'none'" if moving is None else " ".join(moving.hashes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _style(material: Material) -> str:
    """The style sheet, and what a printer puts on every page."""
    style = resources.files("awardsim.report.pages").joinpath("page.css").read_text("utf-8")
    safe = "".join(one if one.isalnum() or one in " ，、·,-" else " " for one in material.mark)
    return style + (
        "@page { size: A4; margin: 16mm 15mm 18mm; "
        f'@bottom-left {{ content: "{safe}"; font-size: 8pt; color: #6b6b6b; }} '
        '@bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; '
        "color: #6b6b6b; } }\n"
    )


def _context(material: Material) -> dict[str, Any]:
    view = material.view
    full = {one.id: one for one in run_tables(material.record, view.language)}
    return {
        "zh": view.zh,
        "say": view.say,
        "version": importlib.metadata.version("awardsim"),
        "title": material.title,
        "about": material.about,
        "mark": material.mark,
        "verdicts": [_verdict(material, place) for place in range(len(material.views))],
        "sentences": material.sentences,
        "beside": beside_table(material),
        "milestones": milestone_table(material),
        "decides": _causes(_without(full["decides"]), material),
        "decisions": decision_table(view),
        "grounds": grounds(material),
        "guesses": guess_table(view),
        "readings": reading_table(view),
        "changes": _changes(material),
        "points": point_table(material),
        "repeating": repeating(material),
        "inputs": _without(full["inputs"]),
        "values": _without(full["values"]),
    }


def _without(table: RunTable) -> RunTable:
    out = _LEFT_OUT[table.id]
    keep = [place for place in range(len(table.headings)) if place not in out]
    return RunTable(
        table.id,
        table.name,
        tuple(table.headings[place] for place in keep),
        tuple(tuple(row[place] for place in keep) for row in table.rows),
    )


def _causes(table: RunTable, material: Material) -> RunTable:
    """The longest parts that are not the law's nor the calendar's; all stand in the workbook."""
    path = material.record["path"]
    movable = [
        row
        for row, one in zip(table.rows, path, strict=True)
        if one["category"] not in ("law", "calendar")
    ]
    return RunTable(table.id, table.name, table.headings, tuple(movable[:_CAUSES]))


def _verdict(material: Material, place: int) -> dict[str, str]:
    view = material.views[place]
    name = f"{LETTERS[place]}  {plain(view.name)}" if len(material.views) > 1 else ""
    forecast = view.forecast
    if forecast.nobody:
        return {"name": name, "word": view.read(words.NOBODY), "tone": "none", "share": ""}
    if forecast.share is None:
        said = view.say("没有期限", "no deadline")
        return {"name": name, "word": "—", "tone": "none", "share": said}
    tone = next(tone for least, tone in _TONES if forecast.share >= least)
    word = view.read(words.answer_word(forecast.share))
    return {"name": name, "word": word, "tone": tone, "share": view.rounded(forecast.share)}


def _changes(material: Material) -> list[str]:
    """Values that stand in the place of others, each with the reason."""
    record, view = material.record, material.view
    found = [
        f"{one['path']}: {one['old']} → {one['new']}" + (f"  ({one['why']})" if one["why"] else "")
        for one in record["overrides"]
        if one["old"] != one["new"]
    ]
    for one in record["replaced"]:
        old, new = one["old"][view.language], one["new"][view.language]
        found.append(f"{one['path']}: {old} → {new}  ({one['why']})")
    return [plain(one) for one in found]


def _table(found: RunTable, name: str, view: View) -> Markup:
    """A table; numbers and dates stand in one line."""
    if not found.rows:
        return Markup()
    heads = Markup("").join(
        Markup('<th class="{}">{}</th>').format(_kind(one), one) for one in found.headings
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td class="{}">{}</td>').format(_kind(value), cell(value, view))
                for value in row
            )
        )
        for row in found.rows
    )
    return Markup(
        '<div class="scroll {}"><table><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(name, found.name, heads, rows)


def _kind(value: object) -> str:
    if isinstance(value, (Day, datetime.date)):
        return "day"
    if isinstance(value, (Share, int, float)):
        return "number"
    text = str(value or "")
    if "." in text and text.isascii() and " " not in text and text[0].isalpha():
        return "id"
    return "short" if width(text) <= _SHORT else "text"
