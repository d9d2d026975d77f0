"""A drawing as a file: SVG, or as an image PNG, or a page of PDF that holds the image.

An image needs a font whose letters are drawn now: one that has every character of the drawing is
looked for among those that the usual systems have, and if there is none that is said.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awardsim.errors import OutputError
from awardsim.report.console import plain
from awardsim.report.drawing import HATCH, Box, Drawing, Label, Mark, Shape, Stroke, as_svg
from awardsim.report.output import Target, write_whole
from awardsim.text import Text

#: Forms that a drawing can be written in, and those of them that are images.
DRAWN_FORMS = (".svg", ".png", ".pdf")
IMAGE_FORMS = (".png", ".pdf")
#: A font file that is to be used, as a variable of the environment.
FONT_VARIABLE = "AWARDSIM_FONT"
#: Pixels of the image for one of the drawing.
SCALE = 2
#: Width of an A4 page in landscape, in inches.
_PAGE = 11.69
#: Files of fonts that show Chinese, by system: Windows, macOS, Linux; then those that do not.
_FILES = (
    "msyh.ttc",
    "Deng.ttf",
    "simhei.ttf",
    "simsun.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "Songti.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC[wght].ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "uming.ttc",
    "DejaVuSans.ttf",
    "arial.ttf",
    "Arial.ttf",
    "Helvetica.ttc",
    "LiberationSans-Regular.ttf",
)
_FACES_MOST = 12  # in one file
#: A character that no font has, to know how one looks that is missing.
_MISSING = "\U0010fffe"


def write_image(drawing: Drawing, path: Path, form: str) -> None:
    """Write the drawing as an image.

    Raises
    ------
    OutputError
        No font that is installed has all its characters.
    OSError
        It cannot be written.
    """
    from PIL import Image, ImageDraw

    font = find_font(drawing.texts)
    size = round(drawing.wide * SCALE), round(drawing.high * SCALE)
    image = Image.new("RGB", size, "#FFFFFF")
    pen = ImageDraw.Draw(image)
    for one in drawing.shapes:
        _draw(pen, one, font)
    if form == ".pdf":
        moment = time.gmtime(946684800)  # the same drawing gives the same file
        image.save(
            path,
            "PDF",
            resolution=size[0] / _PAGE,
            title=drawing.title,
            creationDate=moment,
            modDate=moment,
        )
    else:
        image.save(path, "PNG", dpi=(96 * SCALE, 96 * SCALE))


def write_drawing(drawing: Drawing, target: Target, *, force: bool) -> None:
    """Write the drawing to a file whose extension decides: ``.svg``, ``.png`` or ``.pdf``.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, it cannot be written, or it is an image and no
        font that is installed has the characters.
    """

    def write(path: Path) -> None:
        if target.form == ".svg":
            path.write_bytes(as_svg(drawing).encode("utf-8"))
        else:
            write_image(drawing, path, target.form)

    write_whole(target, write, force=force)


def find_font(texts: tuple[str, ...]) -> tuple[str, int]:
    """The file and the face of a font that has every character of these texts.

    Raises
    ------
    OutputError
        There is none; it names characters that could not be shown.
    """
    wanted = sorted({one for text in texts for one in plain(text) if not one.isspace()})
    lacking: list[str] | None = None
    for name, face in _fonts():
        missing = _missing(name, face, wanted)
        if not missing:
            return name, face
        if lacking is None or len(missing) < len(lacking):
            lacking = missing
    shown = " ".join((wanted if lacking is None else lacking)[:8])
    raise OutputError(
        Text(
            f"没有找到能显示这些字的字体：{shown} …。请安装一种中文字体（如 Noto Sans CJK、"
            f"文泉驿微米黑），或用环境变量 {FONT_VARIABLE} 指定字体文件；写成 .svg 不需要字体",
            f"no font that is installed shows these characters: {shown} … . Install a font for "
            f"Chinese (Noto Sans CJK, WenQuanYi Micro Hei), or name a font file in the "
            f"environment variable {FONT_VARIABLE}; writing .svg needs no font",
        )
    )


def _fonts() -> Iterator[tuple[str, int]]:
    """Fonts that can be opened, the better first: file and face."""
    from PIL import ImageFont

    given = os.environ.get(FONT_VARIABLE, "")
    for name in (*([given] if given else []), *_FILES, *_listed()):
        faces: list[tuple[str, int]] = []
        for face in range(_FACES_MOST):
            try:
                family = ImageFont.truetype(name, 12, index=face).getname()[0] or ""
            except OSError:
                break
            faces.append((family, face))
        # One file has the letters of several countries: the simplified ones come first.
        for _, face in sorted(faces, key=lambda one: (" SC" not in one[0], one[1])):
            yield name, face


def _listed() -> list[str]:
    """Files of fonts for Chinese that fontconfig knows, if it is there."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        done = subprocess.run(
            [program, ":lang=zh", "file"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return sorted({line.partition(":")[0].strip() for line in done.stdout.splitlines() if line})


def _missing(name: str, face: int, wanted: list[str]) -> list[str]:
    """Characters that a font does not have: they look like one that none has."""
    from PIL import ImageFont

    font = ImageFont.truetype(name, 24, index=face)
    blank = bytes(font.getmask(_MISSING))
    return [one for one in wanted if not any(mask := bytes(font.getmask(one))) or mask == blank]


def _draw(pen: Any, one: Mark, font: tuple[str, int]) -> None:
    if isinstance(one, Box):
        _box(pen, one)
    elif isinstance(one, Stroke):
        ends = (one.x * SCALE, one.y * SCALE), (one.to_x * SCALE, one.to_y * SCALE)
        _line(pen, *ends, one.colour, max(round(one.thick * SCALE), 1), one.dashed)
    elif isinstance(one, Shape):
        points = [(x * SCALE, y * SCALE) for x, y in one.points]
        fill = "#FFFFFF" if one.hollow else one.colour
        pen.polygon(points, fill=fill, outline=one.colour)
    else:
        _label(pen, one, font)


def _box(pen: Any, one: Box) -> None:
    left, top = one.x * SCALE, one.y * SCALE
    right, bottom = left + one.wide * SCALE, top + one.high * SCALE
    if one.fill != "none":
        pen.rectangle((left, top, right, bottom), fill=one.fill)
    if one.hatch:
        wide, high = right - left, bottom - top
        step = HATCH * SCALE * 1.414
        offset = -(high // step + 1) * step
        while offset < wide:
            first, last = max(0.0, -offset), min(high, wide - offset)
            if last > first:
                start = (left + offset + first, bottom - first)
                pen.line((start, (left + offset + last, bottom - last)), one.hatch, 2 * SCALE)
            offset += step
    if one.stroke != "none":
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        for start, end in itertools.pairwise(corners):
            _line(pen, start, end, one.stroke, SCALE, one.dashed)


def _line(
    pen: Any,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    thick: int,
    dashed: bool,
) -> None:
    if not dashed:
        pen.line((start, end), colour, thick)
        return
    (x, y), (to_x, to_y) = start, end
    length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 1e-9)
    at = 0.0
    while at < length:
        stop = min(at + 4 * SCALE, length)
        pen.line(
            (
                (x + (to_x - x) * at / length, y + (to_y - y) * at / length),
                (x + (to_x - x) * stop / length, y + (to_y - y) * stop / length),
            ),
            colour,
            thick,
        )
        at += 7 * SCALE


def _label(pen: Any, one: Label, font: tuple[str, int]) -> None:
    from PIL import ImageFont

    letters = ImageFont.truetype(font[0], round(one.size * SCALE), index=font[1])
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[one.anchor]
    place = one.x * SCALE, one.y * SCALE
    # One font serves for all: bold letters get an edge of their own colour.
    edge = 0.5 if one.bold else 0
    pen.text(place, plain(one.text), one.colour, letters, anchor, stroke_width=edge)
