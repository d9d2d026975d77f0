"""The charts of a report, in the order in which they stand, each with what to look for."""

from __future__ import annotations

import attrs

from awardsim.report.charts.bands import bands
from awardsim.report.charts.beside import chances, ends_beside
from awardsim.report.charts.end_dates import end_dates
from awardsim.report.charts.frame import EDGE, GREY, INK, SMALL, fit
from awardsim.report.charts.funnel import funnel
from awardsim.report.charts.lanes import process
from awardsim.report.charts.levers import days_spent, levers
from awardsim.report.charts.load import load_map
from awardsim.report.charts.quotas import quotas
from awardsim.report.drawing import Drawing, Label, moved
from awardsim.report.pages.material import Material


@attrs.frozen
class Figure:
    """A chart; ``id`` is also the name of its file."""

    id: str
    drawing: Drawing

    @property
    def title(self) -> str:
        """What it shows."""
        return self.drawing.title


_TITLE, _HEAD, _FOOT, _MARGIN = 17.0, 44.0, 26.0, 12.0


def alone(figure: Figure, material: Material) -> Drawing:
    """A chart that is taken away: with its title, what it is of, and the record."""
    own = figure.drawing
    wide = own.wide + 2 * _MARGIN
    title = fit(f"{material.title}  {own.title}", _TITLE, own.wide)
    high = _HEAD + own.high + _FOOT
    marks = (
        Label(EDGE, 28, title, _TITLE, INK, bold=True),
        *(moved(one, _HEAD) for one in own.shapes),
        Label(EDGE, high - 10, fit(material.mark, SMALL, own.wide), SMALL, GREY),
    )
    return Drawing(wide, high, title, own.about, marks)


def figures(material: Material) -> tuple[Figure, ...]:
    """All charts that there is something to show in."""
    view, flow = material.view, material.flow
    several = len(material.views) > 1
    made = {
        "chance": chances(material.views),
        "ends": ends_beside(material.views) if several else None,
        "stages": bands(view),
        "finish": end_dates(view),
        "levers": levers(view),
        "days": days_spent(view),
        "load": load_map(view, flow),
        "funnel": funnel(view, flow),
        "quotas": quotas(view),
        "process": process(view),
    }
    return tuple(Figure(name, drawing) for name, drawing in made.items() if drawing is not None)
