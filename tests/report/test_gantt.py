"""The drawn Gantt chart: what is where, that it is safe, that its letters can be read."""

import datetime
import importlib.util
import xml.etree.ElementTree as ET

import attrs
import pytest
from support.procedures import procedure

from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import timetable
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import OutputError
from awardsim.procedure.progress import with_progress
from awardsim.report import raster
from awardsim.report.console import width
from awardsim.report.drawing import Box, Drawing, Label, Shape, as_svg
from awardsim.report.gantt import gantt
from awardsim.scenario.model import Progress
from awardsim.text import Text

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
NAMES = ["qingyuan-2025", "qingyuan-2024", "panzhihua-2023"]
RED, WEEKEND, HOLIDAY = "#C00000", "#EFEFEF", "#DADADA"


def found(name="qingyuan-2025", *sets):
    return timetable(load(name, open_catalogue(), sets))


def boxes(drawing, **wanted):
    """Rectangles of the rows: those of the legend are of a fixed width, below them."""
    shapes = [one for one in drawing.shapes if isinstance(one, Box)]
    return [one for one in shapes if all(getattr(one, k) == v for k, v in wanted.items())]


STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
body = "office"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "5wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = (
    "finish_by = 2025-09-30\n[applicants]\norganisations = 4\n[durations]\ncheck = '3wd'\n"
    "[people]\noffice = 1\n"
)


def test_bars_stand_on_their_days():
    """Opened on Monday 1 September, due on the 30th, three days more: 33 days are drawn.

    The notice is posted on the 15th and over on the 22nd, at the latest on the 24th and the 30th
    (see tests/analysis/test_timetable.py, where they are counted).
    """
    drawing = gantt(timetable(procedure(STAGES, ASSUMED)), "en")
    day = (1600 - 300 - 90) / 33
    early, late, _legend = (one for one in boxes(drawing) if one.hatch)
    assert early.x == pytest.approx(300 + 14 * day)
    assert early.wide == pytest.approx(8 * day)
    assert late.x == pytest.approx(300 + 23 * day)
    assert late.wide == pytest.approx(7 * day)
    assert (early.dashed, late.dashed) == (False, True)


def test_every_day_off_is_shaded_and_holidays_are_darker():
    """1 September to 3 October: the four weekends up to the 21st and Saturday the 27th, Sunday the
    28th being worked; then the first three days of the holiday."""
    drawing = gantt(timetable(procedure(STAGES, ASSUMED)), "zh")
    assert len(boxes(drawing, fill=WEEKEND)) == 3 * 2 + 1 + 1  # and one of the legend
    assert len(boxes(drawing, fill=HOLIDAY)) == 3 + 1
    assert any("国庆节" in one for one in drawing.texts)


def test_what_the_text_takes_is_hatched_and_assumed_work_is_not():
    drawing = gantt(found(), "zh")
    # Five notices with their earliest and their latest days, and the legend.
    assert len([one for one in boxes(drawing) if one.hatch]) == 5 * 2 + 1
    assumed = [one for one in boxes(drawing) if one.stroke == "#B5691B"]
    assert len(assumed) == 10 * 2 + 1
    assert not any(one.hatch for one in assumed)
    fills = {one.fill for one in boxes(drawing) if one.hatch} - {"#FFFFFF"}
    assert not fills & {one.fill for one in assumed}


def test_deadlines_are_flagged_and_the_end_is_a_line():
    drawing = gantt(found(), "zh")
    flags = [one for one in drawing.shapes if isinstance(one, Shape) and one.colour == RED]
    # The receipt is written, the closing of applications assumed; both stand in the legend too.
    assert sorted(one.hollow for one in flags) == [False, False, True, True]
    assert "期限 12-31" in drawing.texts


@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_every_stage_has_its_name_its_dates_and_its_slack(name, language):
    schedule = found(name)
    drawing = gantt(schedule, language)
    for line in schedule.lines:
        title = schedule.procedure.nodes[line.node].title.read(language)
        assert any(one.rstrip("*…") and title.startswith(one.rstrip("*…")) for one in drawing.texts)
        assert str(line.slack) in drawing.texts
    if name == "qingyuan-2025":
        assert {"12-11→12-18", "12-23→12-30"} <= set(drawing.texts)
    labels = [one for one in drawing.shapes if isinstance(one, Label)]
    for one in labels:
        taken = width(one.text) * one.size * 0.5
        left = {"start": one.x, "middle": one.x - taken / 2, "end": one.x - taken}[one.anchor]
        assert left >= 0
        assert left + taken <= drawing.wide
        assert 0 < one.y < drawing.high


def test_no_name_is_written_over_the_bars():
    for name in NAMES:
        drawing = gantt(found(name), "zh")
        names = [one for one in drawing.shapes if isinstance(one, Label) and one.x < 30]
        rows = [one for one in names if 100 < one.y < drawing.high - 90]
        assert len(rows) >= 20
        assert all(one.x + width(one.text) * one.size * 0.5 <= 300 for one in rows)


def test_an_edition_under_way_shows_today_and_what_is_done():
    made = load("qingyuan-2025", open_catalogue())
    day = datetime.date(2025, 12, 12)
    progress = Progress(day, {"site_visit": datetime.date(2025, 12, 11)})
    drawing = gantt(timetable(with_progress(made, progress)), "zh")
    assert "今天 12-12" in drawing.texts
    # The plan was issued on its day; of the thirteen stages between nobody has told the day.
    assert drawing.texts.count("已办 12-11") == drawing.texts.count("已办 09-17") == 1
    assert drawing.texts.count("已办 不迟于12-11，日期未给") == 13


def test_what_is_too_late_is_red():
    drawing = gantt(found("qingyuan-2025", "finish_by=2025-09-22"), "zh")
    late = [one for one in drawing.shapes if isinstance(one, Label) and one.text == "来不及"]
    assert late
    assert all(one.colour == RED for one in late)


# ---- as a file ----------------------------------------------------------------------------------

_SVG = "{http://www.w3.org/2000/svg}"


@BOTH
def test_the_svg_is_whole_and_loads_nothing(language):
    text = as_svg(gantt(found(), language))
    root = ET.fromstring(text)
    assert root.tag == f"{_SVG}svg"
    assert {one.tag.removeprefix(_SVG) for one in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "rect", "line", "polygon", "text",
    }  # fmt: skip
    for one in root.iter():
        for name, value in one.attrib.items():
            assert "href" not in name
            assert not name.startswith("on")
            assert "url(" not in value or value.startswith("url(#")
    assert "Microsoft YaHei" in root.attrib["font-family"]


@pytest.mark.parametrize(
    "title",
    ["<script>alert(1)</script>", "]]>", "a & b", '" onload="x', "&lt;", "\x1b[31m", "\x00"],
)
def test_a_name_stays_a_text(title):
    schedule = found()
    nodes = tuple(attrs.evolve(one, title=Text(title, title)) for one in schedule.procedure.nodes)
    scenario = attrs.evolve(schedule.procedure.scenario, title=Text(title, title))
    changed = attrs.evolve(schedule.procedure, nodes=nodes, scenario=scenario)
    root = ET.fromstring(as_svg(gantt(attrs.evolve(schedule, procedure=changed), "zh")))
    assert root.find(f".//{_SVG}script") is None
    assert "onload" not in {name for one in root.iter() for name in one.attrib}


def has_font(language):
    try:
        raster.find_font(gantt(found(), language).texts)
    except OutputError:
        return False
    return True


@BOTH
@pytest.mark.parametrize("form", ["png", "pdf"])
def test_an_image_is_written_with_letters_that_can_be_read(language, form, tmp_path, capsys):
    if not has_font(language):
        pytest.skip("no font for this language is installed")
    path = tmp_path / f"chart.{form}"
    assert main(["schedule", "qingyuan-2025", "-o", str(path), "--lang", language]) == 0
    capsys.readouterr()
    if form == "pdf":
        assert path.read_bytes().startswith(b"%PDF-")
        return
    from PIL import Image

    drawing = gantt(found(), language)
    with Image.open(path) as image:
        assert image.size == (round(drawing.wide * 2), round(drawing.high * 2))
        # The title: dark letters on white, and not one box for each letter.
        part = image.convert("L").crop((40, 30, 700, 90))
        shades = part.histogram()
        assert sum(shades[:128]) > 500
        assert sum(shades[250:]) > 500


def test_the_same_schedule_gives_the_same_image(tmp_path):
    if not has_font("zh"):
        pytest.skip("no font for Chinese is installed")
    drawing = gantt(found(), "zh")
    for form in (".png", ".pdf"):
        raster.write_image(drawing, tmp_path / "a", form)
        raster.write_image(drawing, tmp_path / "b", form)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_font_without_a_letter_is_not_taken():
    rows = list(raster._fonts())
    if not rows:
        pytest.skip("no font is installed")
    name, face = rows[0]
    assert raster._missing(name, face, ["a", "\U0010fffd"]) == ["\U0010fffd"]


@BOTH
def test_without_a_font_for_chinese_it_says_so_and_writes_nothing(
    language, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(raster, "_fonts", lambda: iter(()))
    path = tmp_path / "chart.png"
    given = ["schedule", "qingyuan-2025", "-o", str(path), "--lang", language]
    assert main(given) != 0
    told = capsys.readouterr().err
    assert "AWARDSIM_FONT" in told
    assert ".svg" in told
    assert list(tmp_path.iterdir()) == []


def test_a_font_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("AWARDSIM_FONT", str(tmp_path / "none.ttf"))
    rows = list(raster._fonts())
    assert all(not name.endswith("none.ttf") for name, _ in rows)
    if rows:
        monkeypatch.setattr(raster, "_FILES", ())
        monkeypatch.setattr(raster, "_listed", list)
        monkeypatch.setenv("AWARDSIM_FONT", rows[0][0])
        assert rows[0] in list(raster._fonts())


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_without_the_library_it_says_what_to_install(form, tmp_path, monkeypatch, capsys):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "PIL" else real(name)
    )
    path = tmp_path / f"chart.{form}"
    assert main(["schedule", "qingyuan-2025", "-o", str(path), "--lang", "en"]) == 2
    assert "install 'awardsim[report]'" in capsys.readouterr().err
    assert main(["schedule", "qingyuan-2025", "-o", str(tmp_path / "c.svg"), "--lang", "en"]) == 0
    capsys.readouterr()


def test_a_drawing_says_what_it_shows():
    drawing = gantt(found(), "zh")
    assert drawing.title == "清远市政府质量奖2025  排期"
    assert "最早 12-23" in drawing.about
    assert as_svg(Drawing(1, 1, "a", "b", ())).count("<desc>b</desc>") == 1
