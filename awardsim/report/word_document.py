"""Word documents of the house: A4, fonts for Chinese and Latin letters, tables that are printed.

What comes from a file stays text; the same content gives the same document.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from awardsim.report.console import plain
from awardsim.text import Language

#: Fonts that office programs in China have: of texts, of headings; of Latin letters.
_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_SIZE, _SMALL = 10.5, 9  # points
_LONG_SIDE, _SHORT_SIDE, _MARGIN = 29.7, 21.0, 2.0  # centimetres
#: Room between the margins of a page that lies on its side, and of one that stands, in centimetres.
ROOM, UPRIGHT = _LONG_SIDE - 2 * _MARGIN, _SHORT_SIDE - 2 * _MARGIN
_EPOCH = datetime.datetime(2000, 1, 1)
_HEAD, _GROUP = "DDE6F0", "F2F2F2"


@attrs.frozen
class TextColumn:
    """A column of a table; ``wide`` is in centimetres."""

    title: str
    wide: float


class WordDocument:
    """A document under way, A4: landscape, or ``upright``."""

    def __init__(
        self, title: str, footer: str, language: Language, *, upright: bool = False
    ) -> None:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        self.document: Any = docx.Document()
        self.language = language
        properties = self.document.core_properties
        properties.title, properties.author = _one_line(title), "awardsim"
        properties.comments, properties.last_modified_by = "", "awardsim"
        properties.created = properties.modified = _EPOCH
        properties.language = "zh-CN" if language == "zh" else "en-GB"
        page = self.document.sections[0]
        page.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
        sides = (_SHORT_SIDE, _LONG_SIDE) if upright else (_LONG_SIDE, _SHORT_SIDE)
        page.page_width, page.page_height = (Cm(side) for side in sides)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(page, side, Cm(_MARGIN))
        _font(self.document.styles["Normal"], _SONG, _SIZE)
        _font(self.document.styles["Title"], _HEI, 16)
        _font(self.document.styles["Heading 2"], _HEI, 12)
        self._footer(page, footer)

    def title(self, text: str) -> None:
        """The document's heading."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.document.add_paragraph(plain(text), style="Title")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, text: str, *, new_page: bool = False) -> None:
        """The heading of a part, which stays with what follows."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(plain(text), style="Heading 2")
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(8), Pt(4)
        form.keep_with_next, form.page_break_before = True, new_page

    def paragraph(
        self, text: str, *, small: bool = False, close: bool = False, centred: bool = False
    ) -> None:
        """A paragraph of text; ``close``: with little room behind it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(plain(text))
        if small:
            run.font.size = Pt(_SMALL)
        if close:
            paragraph.paragraph_format.space_after = Pt(3)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, columns: Sequence[TextColumn], rows: Sequence[Sequence[str] | str]) -> None:
        """A table whose heading stands on every page; a row that is one text goes across."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Cm

        table = self.document.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        self._row(table, [column.title for column in columns], bold=True, shade=_HEAD, head=True)
        for row in rows:
            if isinstance(row, str):
                self._row(table, [row], bold=True, shade=_GROUP)
            else:
                self._row(table, row)
        for column, drawn in zip(columns, table.columns, strict=True):
            drawn.width = Cm(column.wide)
        for drawn_row in table.rows:
            for column, cell in zip(columns, drawn_row._tr.tc_lst, strict=False):
                if cell.grid_span == 1:  # a merged cell is as wide as all
                    cell.width = Cm(column.wide)

    def save(self, path: Path) -> None:
        """Write it; the times within are always the same."""
        made, whole = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with (
            zipfile.ZipFile(made) as source,
            zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for entry in source.infolist():
                kept = zipfile.ZipInfo(entry.filename, _EPOCH.timetuple()[:6])
                kept.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(kept, source.read(entry))
        path.write_bytes(whole.getvalue())

    def _row(
        self,
        table: Any,
        texts: Sequence[str],
        *,
        bold: bool = False,
        shade: str = "",
        head: bool = False,
    ) -> None:
        from docx.shared import Pt

        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if head:
            properties.append(_element("w:tblHeader"))
        cells = row.cells
        if len(texts) < len(cells):  # what is merged when it is empty stays one paragraph
            cells = (cells[0].merge(cells[-1]),)
        for cell, text in zip(cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(plain(text))
            run.bold, run.font.size = bold, Pt(_SMALL)
            if shade:
                fill = _element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": shade})
                cell._tc.get_or_add_tcPr().append(fill)

    def _footer(self, page: Any, text: str) -> None:
        """The same words at the foot of every page, and the page's number."""
        from docx.shared import Pt

        paragraph = page.footer.paragraphs[0]
        run = paragraph.add_run(f"{plain(text)}    ")
        run.font.size = Pt(_SMALL)
        for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
            number = paragraph.add_run()
            number.font.size = Pt(_SMALL)
            if kind:
                number._r.append(_element("w:fldChar", **{"w:fldCharType": kind}))
            else:
                field = _element("w:instrText")
                field.text = instruction
                number._r.append(field)


def _font(style: Any, eastern: str, size: float) -> None:
    """The font of a style: one for Chinese, one for Latin letters; black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = _LATIN, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), _LATIN)
    fonts.set(qn("w:eastAsia"), eastern)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def _one_line(text: str) -> str:
    return " ".join(text.split())[:255]
