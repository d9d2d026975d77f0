"""Every finding of an issued text is true of it, and silent on a copy where its point is settled.

The rows are retyped from the documents; a finding without a row, or a row without a finding,
fails.
"""

from __future__ import annotations

import pytest
from findings.real_texts import (
    china_2023,
    gansu_2023,
    panzhihua_2022,
    qingyuan_2020,
    qingyuan_2025,
    shaoguan_2018,
)

from awardsim.findings import Severity

TABLES = (qingyuan_2025, qingyuan_2020, panzhihua_2022, shaoguan_2018, china_2023, gansu_2023)
CASES = [
    pytest.param(table.FILE, row, id=f"{table.__name__.rpartition('.')[2]} {row.point}")
    for table in TABLES
    for row in table.ROWS
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_finding_has_a_repaired_copy_and_every_row_a_finding(table, issued):
    points = [row.point for row in table.ROWS]
    found = issued(table.FILE).found
    assert [one for one in found if one not in points] == [], "findings without a repaired copy"
    assert [one for one in points if one not in found] == [], "rows without a finding"
    assert len(set(points)) == len(points), "rows given twice"


@pytest.mark.parametrize(("file", "row"), CASES)
def test_a_finding_is_true_and_silent_once_it_is_settled(file, row, issued):
    text = issued(file)
    told = text.found[row.point]
    assert "、".join(told.place.articles) == row.articles
    assert row.said in f"{told.what.zh}\n{told.effect.zh}"
    assert told.severity is Severity.CLARIFY
    assert told.place.line > 0
    after = text.once(row.settled)
    assert [one for one in text.found if one not in after] == sorted(
        [row.point, *row.along], key=list(text.found).index
    )
    assert [one for one in after if one not in text.found] == list(row.comes)
