"""The findings as a Word document, read back."""

from __future__ import annotations

import pytest

from awardsim.findings import Severity, check_policy
from awardsim.plugins import load_catalogue
from awardsim.report.findings_document import write_findings_document
from awardsim.report.output import check_targets

docx = pytest.importorskip("docx")
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def text():
    return load_catalogue().policy("shaoguan@2018")


@pytest.fixture(scope="module")
def found(text):
    return check_policy(text)


def written(text, found, folder, language):
    (target,) = check_targets([str(folder / "points.docx")], [".docx"], force=True)
    write_findings_document("shaoguan@2018", text, found, target, language, force=True)
    return docx.Document(str(target.path))


@BOTH
def test_a_row_for_each_finding_with_clause_question_effect_and_wording(
    text, found, tmp_path, language
):
    (table,) = written(text, found, tmp_path, language).tables
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    expected = {
        "zh": ["序号", "条款", "问题", "影响", "建议表述", "代码"],
        "en": ["no.", "clause", "question", "effect", "suggested wording", "code"],
    }
    assert heads == expected[language]
    assert [row[0] for row in rows] == [str(place) for place in range(1, len(found) + 1)]
    for row, one in zip(rows, found, strict=True):
        assert one.what.read(language) == row[2]
        assert one.repair.read(language) == row[4]
        assert row[5] == one.code.id
        assert all(row), row


@BOTH
def test_it_is_printed_on_its_side_with_its_heading_on_every_page(text, found, tmp_path, language):
    document = written(text, found, tmp_path, language)
    (page,) = document.sections
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    first = document.tables[0].rows[0]._tr
    assert first.find(f"{MAIN}trPr/{MAIN}tblHeader") is not None
    assert "awardsim check shaoguan@2018" in page.footer.paragraphs[0].text
    widths = [column.width.cm for column in document.tables[0].columns]
    assert sum(widths) == pytest.approx(29.7 - 4, abs=0.1)


def test_chinese_has_a_font_of_its_own(text, found, tmp_path):
    """Without one a text in Chinese is set in whatever the program falls back to."""
    document = written(text, found, tmp_path, "zh")
    for name, font in (("Normal", "宋体"), ("Title", "黑体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(f"{MAIN}eastAsia") == font
        assert fonts.get(f"{MAIN}ascii") == "Times New Roman"
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
    (head,) = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Title"]
    assert "待明确之处" in head.text


def test_it_says_that_an_issued_text_is_not_judged_and_cites_it(text, found, tmp_path):
    words = "\n".join(one.text for one in written(text, found, tmp_path, "zh").paragraphs)
    assert "不是对文件的评价" in words
    assert next(iter(text.sources.values())).title in words


def test_errors_come_first_and_what_is_waived_last_with_its_reason(text, found, tmp_path):
    import attrs

    first, second, *rest = found
    mixed = [
        attrs.evolve(first, waived="as always"),
        attrs.evolve(second, severity=Severity.WARNING),
        attrs.evolve(rest[0], severity=Severity.ERROR),
    ]
    (table,) = written(text, mixed, tmp_path, "en").tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0] for row in rows] == [
        "error", "1", "warning", "2", "waived (left as they are)", "3",
    ]  # fmt: skip
    assert rows[-1][4] == "because: as always"
    assert len(set(rows[0])) == 1  # one cell across


def test_the_same_findings_give_the_same_file(text, found, tmp_path):
    written(text, found, tmp_path, "zh")
    before = (tmp_path / "points.docx").read_bytes()
    written(text, found, tmp_path, "zh")
    assert (tmp_path / "points.docx").read_bytes() == before
