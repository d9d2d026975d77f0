"""A report is read back by the programs it is for: a browser, a word processor, a spreadsheet.

The scenario is a small one whose names try to become markup, script or a formula.
"""

from __future__ import annotations

import datetime
import html
import importlib.util
import json
import math
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.procedures import procedure

from awardsim.analysis.flow import flow
from awardsim.analysis.forecast import forecast
from awardsim.cli import main
from awardsim.errors import OutputError
from awardsim.findings import check_policy
from awardsim.report import raster
from awardsim.report.cells import Day, Share
from awardsim.report.console import width
from awardsim.report.pages.decisions import decision_table
from awardsim.report.pages.document import write_document
from awardsim.report.pages.figures import alone, figures
from awardsim.report.pages.material import Material
from awardsim.report.pages.page import page
from awardsim.report.pages.sheets import sheet_tables, write_sheets
from awardsim.report.pages.tables import guess_table, point_table
from awardsim.report.pages.writing import write_charts

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LANGUAGES = ("zh", "en")
BOTH = pytest.mark.parametrize("language", LANGUAGES)
REPLICATIONS = 16
#: A page upright: left, bottom, right, top in points.
A4 = [0, 0, 595, 842]

#: Columns of tables that a document shows in part: it leaves out the codes of findings.
WIDE = {"points": 4}

#: What a name can try: to end the script it stands in, to run one, to be a formula, a template.
MARKUP = "</script><script>window.hostile=1</script><img src=x onerror='window.hostile=2'>"
FORMULA = '=HYPERLINK("http://example.org/"&A1,"看")'
TEMPLATE = "{{ 7*7 }}${6*7}%{y}"
STAGES = f"""
[quotas.organisations]
number = {{ at_most = 3 }}

[stages.apply]
kind = "window"
closes = 2025-09-26
title = {{ zh = '''申报{TEMPLATE}''', en = '''application {TEMPLATE}''' }}

[stages.check]
kind = "work"
after = ["apply"]
title = {{ zh = '''资格审查{MARKUP}''', en = '''check {MARKUP}''' }}
rule = {{ name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }}

[stages.final]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
title = {{ zh = '''公示{FORMULA}''', en = '''notice {FORMULA}''' }}

[stages.decide]
kind = "meeting"
per = "batch"
after = ["final"]
title = {{ zh = "集体审议", en = "deliberation" }}
rule = {{ name = "confer_by_rank" }}

[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["decide"]
title = {{ zh = "通报表彰", en = "commendation" }}
"""
ASSUMED = f"""
title = {{ zh = '''{FORMULA}''', en = '''{MARKUP}''' }}
finish_by = 2025-11-07
[applicants]
organisations = [3, 5, 9]
[people]
office = 1
[durations]
check = ["8h", "40h", "80h"]
[meetings]
group = [2025-10-29, 2025-11-12]
"""


@pytest.fixture(scope="module")
def made():
    """Two scenarios beside each other, and the findings on their text, in both languages."""
    several = []
    for name, assumed in (("one", ASSUMED), (MARKUP, ASSUMED.replace("office = 1", "office = 2"))):
        own = procedure(STAGES, assumed, chance=True)
        several.append((name, forecast(own, replications=REPLICATIONS, seed=5)))
    first = several[0][1].procedure
    followed = flow(first, replications=REPLICATIONS, seed=5)
    found = check_policy(first.policy, scenario=first.scenario)
    return {
        language: Material.of(several, followed, found, language, f"awardsim report {MARKUP}")
        for language in LANGUAGES
    }


# ---- a browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).is_file():
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    with sync.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


class Opened:
    """A page in a browser, with everything that it asked for and complained of."""

    def __init__(self, browser, path: Path, wide: int) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page = browser.new_page(viewport={"width": wide, "height": 1000})
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.on("dialog", lambda one: self.said.append(one.message))
        self.page.goto(path.as_uri())

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()


#: Labels of the still charts that stick out of their chart, with so much room for rounding.
STICKING_OUT = """() => [...document.querySelectorAll('.still svg')].flatMap(svg => {
  const all = svg.viewBox.baseVal, rest = svg.closest('figure').classList.contains('drawn');
  return rest ? [] : [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox();
    return box.x < -1 || box.x + box.width > all.width + 1 || box.y + box.height > all.height + 2;
  }).map(text => svg.id + ': ' + text.textContent);
})"""


@BOTH
def test_a_page_opens_in_a_browser_and_asks_for_nothing(made, browser, language, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(made[language]), "utf-8")
    shown = Opened(browser, path, 1200)
    shown.page.wait_for_selector("#figure-finish.drawn .main-svg")
    assert shown.asked == [path.as_uri()]
    assert shown.said == []
    drawn = {one.id for one in figures(made[language])}
    assert drawn >= {"chance", "ends", "stages", "finish", "load", "funnel", "quotas", "process"}
    for name in drawn:
        assert shown.count(f"#figure-{name} svg text") > 0, name
    # Names stand there as they are and do nothing.
    assert shown.page.evaluate("window.hostile") is None
    assert shown.count("img") == 0
    assert shown.count("script") == 3
    assert FORMULA in shown.page.locator("#stages table").inner_text()
    process = shown.page.locator("#process svg").text_content()
    assert MARKUP in process
    assert TEMPLATE in process
    for wide in (1200, 794):  # a desktop, and A4 at 96 pixels to the inch
        shown.page.set_viewport_size({"width": wide, "height": 1000})
        inside = "document.documentElement.scrollWidth <= window.innerWidth"
        assert shown.page.evaluate(inside)
    assert shown.page.evaluate(STICKING_OUT) == []
    shown.page.emulate_media(media="print")
    assert not shown.page.locator("#figure-finish .live").is_visible()
    assert shown.page.locator("#figure-finish .still").is_visible()


def test_chinese_is_drawn_with_a_font_that_has_it(made, browser, tmp_path):
    listed = shutil.which("fc-list")
    fonts = (
        listed
        and subprocess.run(
            [listed, ":lang=zh", "family"], capture_output=True, encoding="utf-8", check=False
        ).stdout
    )
    if not fonts:
        pytest.skip("no font for Chinese: apt-get install fonts-noto-cjk")
    path = tmp_path / "page.html"
    path.write_text(page(made["zh"], still=True), "utf-8")
    shown = Opened(browser, path, 1200)
    session = shown.page.context.new_cdp_session(shown.page)
    for command in ("DOM.enable", "CSS.enable"):
        session.send(command)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h2", "#chart-stages text:nth-of-type(3)"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        families = {one.strip() for line in fonts.splitlines() for one in line.split(",")}
        assert used, selector
        assert {one["familyName"] for one in used} & families, selector


@BOTH
def test_a_page_without_script_shows_the_same(made, browser, language, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(made[language], still=True), "utf-8")
    assert path.stat().st_size < 400_000
    shown = Opened(browser, path, 1200)
    assert (shown.asked, shown.said, shown.count("script")) == ([path.as_uri()], [], 0)
    assert shown.page.locator("#figure-finish svg").is_visible()
    # Also the chart that stands for the one that moves.
    assert shown.page.evaluate(STICKING_OUT) == []


def test_the_page_lets_no_other_script_run(made, browser, tmp_path):
    text = page(made["en"])
    policy = html.unescape(text.partition('http-equiv="Content-Security-Policy" content="')[2])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    path = tmp_path / "page.html"
    path.write_text(text.replace("</body>", "<script>window.hostile=3</script></body>"), "utf-8")
    shown = Opened(browser, path, 1200)
    assert shown.page.evaluate("window.hostile") is None
    assert any("Content Security Policy" in one for one in shown.said)


# ---- a word processor, a spreadsheet ---------------------------------------------------------


def dates(record):
    """Days of the milestones by stage, as the record has them."""
    stages = {one["id"]: one for one in record["stages"]}
    for name in record["milestones"]:
        keys = ("early", "middle", "late", "deadline", "latest")
        yield [stages[name][key] and stages[name][key]["date"][5:] for key in keys]


@BOTH
def test_the_document_has_the_figures_of_the_record(made, language, tmp_path):
    docx = pytest.importorskip("docx")
    material = made[language]
    write_document(material, tmp_path / "report.docx")
    document = docx.Document(tmp_path / "report.docx")
    said = [one.text for one in document.paragraphs]
    assert set(material.sentences) <= set(said)
    milestones, *others = document.tables
    rows = [[cell.text for cell in row.cells] for row in milestones.rows[1:]]
    shown = [[re.sub(r"[〔 *].*", "", cell) or None for cell in row[3:8]] for row in rows]
    assert shown == list(dates(material.record))
    assert any(FORMULA in row[0] for row in rows)
    headings = [tuple(cell.text for cell in one.rows[0].cells) for one in others]
    wanted = [decision_table(material.view), guess_table(material.view), point_table(material)]
    assert headings == [one.headings[: WIDE.get(one.id)] for one in wanted if one.rows]
    footer = document.sections[0].footer.paragraphs[0].text
    assert material.record["record"] in footer
    assert material.record["notice"][language].casefold() in footer.casefold()
    assert document.sections[0].page_width < document.sections[0].page_height
    # What a run follows is told by its name; the path of a reading is nothing for a leading group.
    assert "readings." not in "".join(cell for one in others for cell in texts(one))


def texts(table):
    return [cell.text for row in table.rows for cell in row.cells]


def test_the_document_has_two_pages_upright(made, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice: apt-get install libreoffice-writer")
    for language in LANGUAGES:
        write_document(made[language], tmp_path / f"{language}.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    files = [f"{language}.docx" for language in LANGUAGES]
    asked = [office, home, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    for language in LANGUAGES:
        drawn = (tmp_path / f"{language}.pdf").read_bytes()
        pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[([^]]*)\]", drawn, re.DOTALL)
        assert [[round(float(one)) for one in page.split()] for page in pages] == 2 * [A4]


@BOTH
def test_the_workbook_has_the_figures_of_the_record_and_no_formula(made, language, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    material = made[language]
    write_sheets(material, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(isinstance(cell.value, str) and FORMULA in cell.value for cell in cells)
    record, sheet = material.record, book.worksheets[1]
    rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    shown = [
        [day and f"{day:%m-%d}" for day in row[3:8]]
        for row in rows
        if isinstance(row[4], datetime.datetime)
    ]
    assert shown == list(dates(record))
    assert all(material.record["record"] in one.oddFooter.left.text for one in book)
    names = {table.id: table.name for table in sheet_tables(material)}
    ends = list(book[names["ends"]].iter_rows(min_row=2, values_only=True))
    due = datetime.datetime.fromisoformat(record["question"]["finish_by"])
    by = [row[2] for row in ends if isinstance(row[0], datetime.datetime) and row[0] <= due]
    assert by[-1] == pytest.approx(record["answer"]["share"])
    # Not every program makes a row as high as its wrapped text needs: 15 points are a line.
    for cell in cells:
        if isinstance(cell.value, str) and cell.alignment.wrap_text:
            columns = cell.parent.column_dimensions.values()
            wide = next(one.width for one in columns if one.min <= cell.column <= one.max)
            high = cell.parent.row_dimensions[cell.row].height
            assert high >= min(15 * math.ceil(width(cell.value) / wide), 300), cell.value


def test_both_languages_carry_identical_figures(made):
    def figures_of(language):
        return [
            [
                cell if isinstance(cell, (Day, Share, int, float)) else None
                for row in table.rows
                for cell in row
            ]
            for table in sheet_tables(made[language])
        ]

    assert figures_of("zh") == figures_of("en")


def test_every_chart_is_written_with_its_title_and_the_record(made, tmp_path):
    material = made["en"]
    drawn = [alone(one, material) for one in figures(material)]
    try:
        raster.find_font(tuple(text for one in drawn for text in one.texts))
    except OutputError:
        pytest.skip("no font has the letters of all charts")
    written = write_charts(material, str(tmp_path), force=False)
    assert len(written) == 2 * len(drawn)
    for target in written:
        content = target.path.read_bytes()
        if target.form == ".png":
            assert content.startswith(b"\x89PNG")
        else:
            said = ["".join(one.itertext()) for one in ElementTree.fromstring(content)]
            assert any(material.mark in one for one in said)
            assert b"<script" not in content
            assert b"<img" not in content


# ---- the command -----------------------------------------------------------------------------

OPTIONS = ("--replications", "8", "--no-ranges", "--workers", "1", "--lang", "en")


def test_the_command_writes_what_it_is_asked_for(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scenario = "qingyuan-2025"
    if importlib.util.find_spec("awardsim_qingyuan") is None:
        pytest.skip("the jurisdiction is not installed")
    files = ["-o", "a.docx", "-o", "a.xlsx", "-o", "a.html", "-o", "a.json"]
    assert main(["report", scenario, *files, "--static", *OPTIONS]) == 0
    told = capsys.readouterr()
    assert "commendation by circular" in told.out
    data = json.loads(Path("a.json").read_text("utf-8"))
    assert data["runs"][0]["record"] in told.out
    assert data["runs"][0]["record"] in Path("a.html").read_text("utf-8")
    assert Path("a.docx").read_bytes()[:2] == Path("a.xlsx").read_bytes()[:2] == b"PK"
    before = Path("a.docx").read_bytes()
    assert main(["report", scenario, *files, *OPTIONS]) == 5
    assert "--force" in capsys.readouterr().err
    assert Path("a.docx").read_bytes() == before
    assert main(["report", *(["x"] * 6), *OPTIONS]) == 2
    capsys.readouterr()
    assert main(["report", scenario, "-o", "a.png", *OPTIONS]) == 2
    assert "--charts" in capsys.readouterr().err
