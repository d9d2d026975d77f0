"""What charts have in common: measures, colours, axes, legends, texts that fit."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.procedure.model import Node
from awardsim.report.console import clip, plain, width, wrap
from awardsim.report.day_scale import column, wide
from awardsim.report.drawing import Box, Drawing, Label, Mark, Shape, Stroke
from awardsim.text import Language, Text

#: All charts are so wide, so that letters are of one size on a page.
WIDE = 760.0
EDGE = 4.0
#: Sizes of letters.
NAME, SMALL, TINY = 12.5, 11.0, 10.0
INK, GREY, FAINT, RED = "#222222", "#6B6B6B", "#DDDDDD", "#C00000"
BLUE, ORANGE, GREEN, SAND = "#1F5FA8", "#E08A1E", "#2F7A4C", "#FFF6D6"


@attrs.frozen
class Look:
    """How something is filled, and what it is called."""

    fill: str
    edge: str
    hatch: str
    title: Text


LAW = Look("#D6E6F7", BLUE, BLUE, Text("条文规定的公示", "notices that the text sets"))
MEETING = Look("#8CC6A0", GREEN, "", Text("会议、审批", "meetings and approvals"))
WORK = Look("#F2B36B", "#B5691B", "", Text("有人办理", "work"))
OUTSIDE = Look("#FBE3C4", "#B5691B", "", Text("等外部（征求意见、寄送）", "outside"))
AT_ONCE = Look("#D9D9D9", "#777777", "", Text("申报、当即办结", "filing, at once"))
LOOKS = (LAW, MEETING, WORK, OUTSIDE, AT_ONCE)


def look_of(node: Node) -> Look:
    """How a stage is drawn."""
    if node.kind == "notice":
        return LAW
    if node.kind == "meeting" or node.type == "APPROVE":
        return MEETING
    return {"work": WORK, "wait": OUTSIDE}.get(node.kind, AT_ONCE)


def say(language: Language, zh: str, en: str) -> str:
    """The words in the reader's language."""
    return zh if language == "zh" else en


def fit(text: str, size: float, room: float) -> str:
    """A text cut to a width in pixels."""
    return clip(plain(text), int(room / (size * column(text))))


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """A text on so many lines at most, cut at the end of the last one."""
    columns = max(int(room / (size * column(text))), 2)
    found = wrap(plain(text), columns)
    if len(found) > most:
        between = "" if width(text) > len(text) else " "
        found = [*found[: most - 1], clip(between.join(found[most - 1 :]), columns)]
    return found


def legend(y: float, entries: Sequence[tuple[Look | str, str]], x: float = EDGE) -> list[Mark]:
    """Colours with their words, on a line or more."""
    marks: list[Mark] = []
    at = x
    for look, text in entries:
        taken = 22 + wide(text, SMALL) + 18
        if at > x and at + taken - 18 > WIDE:
            at, y = x, y + 18
        if isinstance(look, str):
            marks.append(Box(at, y - 9, 16, 10, look, "#BBBBBB"))
        else:
            marks.append(Box(at, y - 9, 16, 10, look.fill, look.edge, look.hatch))
        marks.append(Label(at + 22, y, text, SMALL, INK))
        at += taken
    return marks


def legend_lines(entries: Sequence[tuple[Look | str, str]]) -> int:
    """On how many lines a legend stands."""
    marks = legend(0.0, entries)
    return len({one.y for one in marks if isinstance(one, Label)})


def arrow(x: float, y: float, colour: str = GREY, size: float = 4.0) -> Mark:
    """The head of an arrow that points down."""
    return Shape(((x - size, y - 1.6 * size), (x + size, y - 1.6 * size), (x, y)), colour)


def diamond(x: float, y: float, colour: str, size: float = 5.0, *, hollow: bool = False) -> Mark:
    """A sign on a point."""
    points = ((x - size, y), (x, y - size), (x + size, y), (x, y + size))
    return Shape(points, colour, hollow)


def flag(x: float, y: float, *, stated: bool) -> list[Mark]:
    """A day that something is due: filled where it is written or given."""
    shape = ((x, y), (x, y + 9), (x - 8, y + 4.5))
    return [
        Stroke(x, y, x, y + 18, RED, 1.6, dashed=not stated),
        Shape(shape, RED, hollow=not stated),
    ]


def share_axis(
    left: float, right: float, top: float, bottom: float, language: Language
) -> list[Mark]:
    """Shares from nothing to all, with their lines."""
    marks: list[Mark] = []
    for tenth in range(0, 11, 2):
        x = left + (right - left) * tenth / 10
        marks.append(Stroke(x, top, x, bottom, FAINT))
        shown = f"{tenth * 10}{say(language, '%', ' %')}"
        marks.append(Label(x, bottom + 13, shown, TINY, GREY, "middle"))
    return marks


def drawing(title: str, about: str, high: float, marks: Sequence[Mark]) -> Drawing:
    """A chart of the common width."""
    return Drawing(WIDE, high, title, about, tuple(marks))
