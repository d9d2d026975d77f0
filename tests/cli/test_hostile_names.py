"""Names of counties, stages and bodies that try to be formulas, script or calendar lines stay text.

One text with such names goes through every file that a command can write of it without a run;
what a run writes is looked at in tests/report (pages, event logs, the procedure as a graph).
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest

#: What stands in the text, and the name in its place.
NAMES = {
    "清城区": '=HYPERLINK("http://example.org","点")<script>alert(1)</script>',
    "清新区": "@SUM(1+1)|cmd'</title><img src=x onerror=alert(2)>",
    "英德市": '-1+1]]>"];a->b%%{init}%%;click x href "javascript:y"',
    "连州市": "+1县\r\nBEGIN:VALARM",
    "佛冈县": "\t=1+1\nATTENDEE:mailto:x@example.org",
    "材料评审": "=cmd|' /C calc'!A0<svg onload=alert(3)>",
}
FORMULA = re.compile(r"[=+\-@\t\r\n].*\D", re.DOTALL)
NUMBER = re.compile(r"[+-]?\d[\d.,]*( .*)?")


@pytest.fixture
def hostile(awardsim, tmp_path):
    """The program beside a text and a scenario whose names are hostile."""
    assert awardsim("new", "text", "--from", "qingyuan@2025", "hostile.toml")[0] == 0
    path = tmp_path / "hostile.toml"
    text = path.read_text("utf-8")
    for name, put in NAMES.items():
        old = f'title = {{ zh = "{name}"'
        assert old in text
        text = text.replace(old, f"title = {{ zh = {json.dumps(put, ensure_ascii=False)}")
    path.write_text(text, "utf-8")
    scenario = 'schema = 1\npolicy = "hostile.toml"\nbasis = "=1+1"\nopens = 2025-09-17\n'
    (tmp_path / "mine.toml").write_text(scenario, "utf-8")
    return awardsim


def look(path):
    """What is wrong with a file, and all its text."""
    if path.suffix == ".xlsx":
        cells = [c for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row]
        wrong = [one.value for one in cells if one.data_type == "f" or one.hyperlink]
        return wrong, "\n".join(str(one.value) for one in cells)
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        cells = [cell for row in rows for cell in row]
        wrong = [one for one in cells if FORMULA.match(one) and not NUMBER.fullmatch(one)]
        return wrong, "\n".join(cells)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            body = parts.read("word/document.xml").decode("utf-8")
            links = b"".join(parts.read(one) for one in parts.namelist() if one.endswith(".rels"))
        wrong = re.findall(r"<w:(?:instrText|hyperlink|fldSimple)\b", body)
        wrong += ["External"] * (b'TargetMode="External"' in links)
        return wrong, "".join(ElementTree.fromstring(body).itertext())
    if path.suffix in (".svg", ".bpmn"):
        root = ElementTree.fromstring(path.read_bytes())
        wrong = [
            one.tag
            for one in root.iter()
            if one.tag.rpartition("}")[2] in ("script", "img", "image", "foreignObject")
            or any(name.lower().startswith("on") for name in one.attrib)
        ]
        said = [*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())]
        return wrong, "".join(said)
    if path.suffix == ".ics":
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        wrong = [one for one in calendar.walk("VEVENT") if "ATTENDEE" in one]
        return wrong, "\n".join(str(one.get("SUMMARY")) for one in calendar.walk("VEVENT"))
    text = path.read_text("utf-8")
    return re.findall(r"(?<!\\)<(?:script|img|svg)", text), text


COUNTIES = ("schedule", "mine", "--by", "县")
WRITTEN = [
    (COUNTIES, (".xlsx", ".csv", ".md", ".docx"), "HYPERLINK"),
    (("schedule", "mine"), (".xlsx", ".csv", ".md", ".docx", ".ics", ".svg"), "calc"),
    (("show", "hostile.toml"), (".bpmn", ".mmd", ".dot"), "calc"),
    (("diff", "hostile.toml", "qingyuan@2020"), (".xlsx", ".csv", ".md"), "calc"),
]


@pytest.mark.parametrize(("command", "forms", "shown"), WRITTEN, ids=lambda one: str(one)[:24])
def test_a_hostile_name_stays_a_text(command, forms, shown, hostile, tmp_path):
    files = [tmp_path / f"out{form}" for form in forms]
    asked = [part for one in files for part in ("-o", one.name)]
    code, out, err = hostile(*command, *asked, "--lang", "zh")
    assert code == 0, err
    assert "\x1b" not in out + err
    assert "\nATTENDEE" not in out
    for path in files:
        wrong, text = look(path)
        if path.suffix in (".mmd", ".dot"):  # quoted, and read by their own tools in another test
            assert "calc" in text
            continue
        assert wrong == [], path.name
        assert shown in text, path.name
