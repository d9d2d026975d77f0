"""The one chart that a reader reads values off: its data and the script that draws it.

On which day it is over has as many figures as there are days, for each scenario: a pointer names
them.  Every other chart stands still, as its figures are written on it.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import importlib.util
import json
from importlib import resources
from typing import Any

import attrs

from awardsim.errors import InputError, Problem
from awardsim.report.charts.beside import SERIES
from awardsim.report.charts.end_dates import EndDay, end_days
from awardsim.report.charts.frame import BLUE, INK, ORANGE
from awardsim.report.pages.material import LETTERS, Material
from awardsim.report.view import View
from awardsim.text import Text

#: Signs that could end a script or begin a comment are written otherwise in its data.
_SIGNS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@attrs.frozen
class Live:
    """What a page needs to draw: data, plotly's script, our own."""

    data: str
    library: str
    code: str

    @property
    def hashes(self) -> tuple[str, ...]:
        """The scripts by their digests, as a browser compares them: nothing else may run."""
        return tuple(_digest(one) for one in (self.library, self.code))


def _digest(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def check_library(name: str) -> None:
    """Refuse a page that is to move, where plotly is not installed."""
    if importlib.util.find_spec("plotly") is None:
        message = Text(
            "需要安装：pip install 'awardsim[report]'；或加 --static，不要可动的图",
            "install 'awardsim[report]', or add --static for a page without a script",
        )
        raise InputError(Problem(message, name))


def live(material: Material) -> Live:
    """The script and its data; the library is the one that plotly's package brings."""
    from plotly.offline import get_plotlyjs

    data = {"finish": _finish(material)}
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    for sign, written in _SIGNS.items():
        text = text.replace(sign, written)
    code = resources.files("awardsim.report.pages").joinpath("page.js").read_text("utf-8")
    library: str = get_plotlyjs()
    # A page ends a script at this, wherever it stands.
    return Live(text, library.replace("</script", "<\\/script"), code)


def _finish(material: Material) -> dict[str, Any] | None:
    """Shares by day of each scenario."""
    series = []
    several = len(material.views) > 1
    found = [(place, view, end_days(view.forecast)) for place, view in enumerate(material.views)]
    found = [one for one in found if one[2]]
    if not found:
        return None
    one_day = datetime.timedelta(days=1)
    first = min(days[0].date for *_, days in found) - one_day
    last = max(days[-1].date for *_, days in found) + one_day
    for place, view, days in found:
        by = view.procedure.finish_by
        own = SERIES[place % len(SERIES)]
        whole = _whole(days, first, last)
        series.append(
            {
                "name": _name(view, place, several),
                "days": [one.date.isoformat() for one in whole],
                "shares": [one.share for one in whole],
                "by": [one.by for one in whole],
                "late": [by is not None and one.date > by for one in whole],
                "colours": (own, own, own) if several else (BLUE, ORANGE, INK),
            }
        )
    view, due = material.view, material.view.procedure.finish_by
    deadline = None
    if due is not None:
        after = datetime.datetime.combine(due, datetime.time(12))
        text = f"{view.say('期限', 'due')} {view.dates.plain_day(due)}"
        deadline = {"after": after.isoformat(), "text": text}
    words = {
        "on": view.say("当天办完", "on the day"),
        "by": view.say("到那天已办完", "over by then"),
        "left": view.say("当天办完", "on the day"),
        "right": view.say("已办完", "over by then"),
    }
    return {"series": series, "deadline": deadline, "words": words}


def _whole(
    days: tuple[EndDay, ...], first: datetime.date, last: datetime.date
) -> tuple[EndDay, ...]:
    """Days from the first to the last of all scenarios: nobody is over before, nothing changes."""
    one = datetime.timedelta(days=1)
    before = (days[0].date - first).days
    after = (last - days[-1].date).days
    return (
        *(EndDay(first + place * one, 0.0, 0.0) for place in range(before)),
        *days,
        *(EndDay(days[-1].date + place * one, 0.0, days[-1].by) for place in range(1, after + 1)),
    )


def _name(view: View, place: int, several: bool) -> str:
    """A name as plotly takes it: it reads tags and dollar signs, so that there are none."""
    name = f"{LETTERS[place]} {view.name}" if several else view.name
    return _inert(name)


def _inert(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›").replace("$", "＄").replace("%{", "% {")
