"""A drawing as a list of shapes, and the same as SVG.

Shapes know nothing of the pen: :mod:`awardsim.report.raster` draws the same ones as an image.
Lengths are in CSS pixels, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

import attrs

from awardsim.report.console import plain

#: Fonts that are asked for, one after the other: what shows Chinese on the usual systems.
FONTS = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "SimHei",
    "sans-serif",
)
#: Distance between the lines of a hatch.
HATCH = 5.0


@attrs.frozen
class Box:
    """A rectangle; ``hatch`` is the colour of diagonal lines over it, empty for none.

    ``hint`` is shown when a pointer rests on it.
    """

    x: float
    y: float
    wide: float
    high: float
    fill: str = "none"
    stroke: str = "none"
    hatch: str = ""
    dashed: bool = False
    hint: str = ""


@attrs.frozen
class Stroke:
    """A line."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    thick: float = 1.0
    dashed: bool = False


@attrs.frozen
class Shape:
    """A filled polygon; ``hollow`` shows only its edge."""

    points: tuple[tuple[float, float], ...]
    colour: str
    hollow: bool = False


@attrs.frozen
class Label:
    """A line of text; ``anchor`` is ``start``, ``middle`` or ``end``, ``y`` its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "#222222"
    anchor: str = "start"
    bold: bool = False


#: Anything that can be drawn.
Mark = Box | Stroke | Shape | Label


@attrs.frozen
class Drawing:
    """Shapes in the order in which they are drawn; ``title`` and ``about`` say what they show."""

    wide: float
    high: float
    title: str
    about: str
    shapes: tuple[Mark, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is written on it."""
        return tuple(one.text for one in self.shapes if isinstance(one, Label))


def moved(mark: Mark, down: float) -> Mark:
    """The same a little lower.

    >>> moved(Label(1, 4, "a", 3), 2).y
    6
    """
    if isinstance(mark, Stroke):
        return attrs.evolve(mark, y=mark.y + down, to_y=mark.to_y + down)
    if isinstance(mark, Shape):
        return attrs.evolve(mark, points=tuple((x, y + down) for x, y in mark.points))
    return attrs.evolve(mark, y=mark.y + down)


def as_svg(drawing: Drawing) -> str:
    """The drawing as a document of its own: nothing is loaded, texts stay texts.

    >>> shown = as_svg(Drawing(10, 5, "a<b", "", (Label(1, 4, "公示 & 异议", 3),)))
    >>> "<title>a&lt;b</title>" in shown, "公示 &amp; 异议" in shown
    (True, True)
    """
    size = f'width="{_number(drawing.wide)}" height="{_number(drawing.high)}"'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _svg(drawing, "", size)


def inline_svg(drawing: Drawing, name: str) -> str:
    """The drawing as a part of a page, as wide as there is room; ``name`` tells it from others.

    >>> inline_svg(Drawing(10, 5, "", "", ()), "one").startswith('<svg id="one"')
    True
    """
    return _svg(drawing, name, f"id={quoteattr(name)}")


def _svg(drawing: Drawing, name: str, attributes: str) -> str:
    hatches = sorted({one.hatch for one in drawing.shapes if isinstance(one, Box) and one.hatch})
    names = {colour: f"{name}hatch{place}" for place, colour in enumerate(hatches)}
    fonts = ", ".join(f"'{one}'" if " " in one else one for one in FONTS)
    size = f"{_number(drawing.wide)} {_number(drawing.high)}"
    lines = [
        f'<svg {attributes} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'role="img" font-family={quoteattr(fonts)}>',
        f"<title>{_text(drawing.title)}</title>",
        f"<desc>{_text(drawing.about)}</desc>",
        "<defs>",
        *(_pattern(names[colour], colour) for colour in hatches),
        "</defs>",
        *(part for one in drawing.shapes for part in _element(one, names) if part),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _pattern(name: str, colour: str) -> str:
    step = _number(HATCH)
    return (
        f'<pattern id="{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="{step}" '
        f'stroke={quoteattr(colour)} stroke-width="2"/></pattern>'
    )


def _element(one: Mark, hatches: dict[str, str]) -> Iterable[str]:
    if isinstance(one, Box):
        place = (
            f'x="{_number(one.x)}" y="{_number(one.y)}" width="{_number(one.wide)}" '
            f'height="{_number(one.high)}"'
        )
        edge = f" stroke={quoteattr(one.stroke)}" if one.stroke != "none" else ""
        dash = ' stroke-dasharray="4 3"' if one.dashed else ""
        hint = f"<title>{_text(one.hint)}</title>" if one.hint else ""
        yield f"<g>{hint}" if hint else ""
        yield f"<rect {place} fill={quoteattr(one.fill)}{edge}{dash}/>"
        if one.hatch:
            yield f'<rect {place} fill="url(#{hatches[one.hatch]})"/>'
        yield "</g>" if hint else ""
    elif isinstance(one, Stroke):
        dash = ' stroke-dasharray="4 3"' if one.dashed else ""
        yield (
            f'<line x1="{_number(one.x)}" y1="{_number(one.y)}" x2="{_number(one.to_x)}" '
            f'y2="{_number(one.to_y)}" stroke={quoteattr(one.colour)} '
            f'stroke-width="{_number(one.thick)}"{dash}/>'
        )
    elif isinstance(one, Shape):
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in one.points)
        fill = '"#FFFFFF"' if one.hollow else quoteattr(one.colour)
        yield f'<polygon points="{points}" fill={fill} stroke={quoteattr(one.colour)}/>'
    else:
        weight = ' font-weight="bold"' if one.bold else ""
        anchor = f' text-anchor="{one.anchor}"' if one.anchor != "start" else ""
        yield (
            f'<text x="{_number(one.x)}" y="{_number(one.y)}" font-size="{_number(one.size)}" '
            f"fill={quoteattr(one.colour)}{anchor}{weight}>{_text(one.text)}</text>"
        )


def _text(text: str) -> str:
    return escape(plain(text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
